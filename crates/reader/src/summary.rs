//! What is said of a workbook before it is filled in: what it is, what would change, what became of its answers. The
//! worker says it in the browser, the server where there are no scripts.

use crate::compare::compare;
use crate::model::{Group, Read};
use domain::draft::MAX_BYTES;
use domain::engine::leftovers;
use domain::{Change, Declaration, Draft, Table, Template, Texts};
use sheets::ReadError;
use sheets::older::{AnyBook, Fate};

/// Says why nothing could be read, and what to do.
pub fn refused(error: &ReadError, texts: &Texts) -> Read {
    Read { error: vec![error.what(texts), error.todo(texts)], ..Read::default() }
}

/// Compares a workbook with the draft and says what it would change.
pub fn summarize(
    mut book: AnyBook,
    draft: &Draft,
    template: &'static Template,
    texts: &Texts,
    random: impl FnMut() -> u64,
) -> Read {
    // What its own list of smelters knows, it need not ask the company's.
    let own = book.workbook.references();
    domain::complete(&mut book.workbook.declaration, template, &own);
    if room(&book.workbook.declaration) > MAX_BYTES as usize {
        return too_full(texts);
    }
    let d = &book.workbook.declaration;
    let (sections, changes) = compare(draft, d, template, texts, random);
    let mut notices = about(&book, template, texts);
    notices.extend(not_sent(draft, &changes, template, texts));
    notices.extend(book.workbook.notices.iter().map(|n| n.message(texts)));
    Read {
        error: Vec::new(),
        title: title(&book, texts),
        empty: d.answers.is_empty() && d.smelters.is_empty() && d.products.is_empty(),
        notices,
        groups: groups(&book, template, texts),
        sections,
        changes,
    }
}

/// How many bytes of text it holds at least. What no draft has room for is not compared either: each copy of it would
/// be as large.
fn room(declaration: &Declaration) -> usize {
    let answers = declaration.answers.values().map(String::len).sum::<usize>();
    let cells = |table: Table| {
        let rows = declaration.rows(table).iter();
        rows.map(|row| table.filled(row).map(|(_, text)| text.len()).sum::<usize>()).sum::<usize>()
    };
    answers + Table::all().into_iter().map(cells).sum::<usize>()
}

fn too_full(texts: &Texts) -> Read {
    let most = (MAX_BYTES >> 20).to_string();
    let what = texts.fmt("import.error.full.what", &[("most", &most)]);
    Read { error: vec![what, texts.get("import.error.full.todo").to_owned()], ..Read::default() }
}

fn title(book: &AnyBook, texts: &Texts) -> String {
    let d = &book.workbook.declaration;
    let [answers, smelters, products] =
        [d.answers.len(), d.smelters.len(), d.products.len()].map(|n| n.to_string());
    texts.fmt(
        "import.read",
        &[
            ("kind", &book.workbook.kind),
            ("version", &book.workbook.version),
            ("answers", &answers),
            ("smelters", &smelters),
            ("products", &products),
        ],
    )
}

/// What is to be known about its version.
fn about(book: &AnyBook, template: &Template, texts: &Texts) -> Vec<String> {
    let version = book.workbook.version.as_str();
    let mut out = Vec::new();
    if book.is_older() {
        let versions = [("from", version), ("to", template.version.as_str())];
        out.push(texts.fmt("migration.from", &versions));
        if !book.workbook.seen {
            out.push(texts.fmt("migration.unseen", &versions));
        }
    } else if !book.workbook.seen {
        out.push(texts.fmt("import.unseen", &[("version", version)]));
    }
    out
}

/// What the draft would hold and not send: nothing of a workbook is left out without a word.
fn not_sent(draft: &Draft, changes: &[Change], template: &Template, texts: &Texts) -> Vec<String> {
    let mut target = draft.clone();
    target.apply(changes);
    let state = domain::evaluate(template, &target.declaration);
    let left = leftovers(template, &state, &target.declaration);
    let sections = template.sections().into_iter().filter_map(|section| {
        let new = |path: &str| changes.iter().any(|change| change.path == path);
        let n = left.iter().filter(|(of, path)| *of == section && new(path)).count();
        let section = texts.get(&format!("section.{}", section.key())).to_owned();
        (n > 0).then(|| texts.fmt("import.not_sent", &[("section", &section), ("n", &n.to_string())]))
    });
    sections.collect()
}

/// What became of the answers: what asks for something first.
fn groups(book: &AnyBook, template: &Template, texts: &Texts) -> Vec<Group> {
    let order = [Fate::Unclear, Fate::New, Fate::Dropped, Fate::Renamed, Fate::Carried];
    let groups = order.into_iter().filter_map(|fate| {
        let of = book.moved.iter().filter(|m| m.fate == fate);
        let lines: Vec<String> = of.map(|m| m.message(texts, template)).collect();
        let title = format!("migration.group.{}", fate.key());
        let title = texts.fmt(&title, &[("n", &lines.len().to_string())]);
        (!lines.is_empty()).then_some(Group { title, lines })
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::draft::MAX_TEXT;
    use domain::text::embedded::texts;
    use domain::{ProductRow, RowId, Smelter, SmelterRow, template};
    use sheets::Workbook;

    fn template() -> &'static Template {
        template::cmrt("6.5").unwrap()
    }

    fn said(declaration: Declaration) -> Read {
        let lookup = vec![Smelter {
            cid: "CID900001".into(),
            metal: Some(domain::Metal::TIN),
            name: "Invented Tin Works".into(),
            country: "NORWAY".into(),
            ..Smelter::default()
        }];
        let workbook = Workbook { seen: true, declaration, lookup, ..Workbook::default() };
        let book = AnyBook { workbook, moved: Vec::new() };
        let mut n = 0;
        summarize(book, &Draft::default(), template(), texts("en"), || {
            n += 1;
            n
        })
    }

    #[test]
    fn sup_m15_an_empty_workbook_is_called_empty() {
        let read = said(Declaration::default());
        assert!(read.empty && read.sections.is_empty());
        let mut d = Declaration::default();
        d.set("company.name", "Kestrel");
        assert!(!said(d).empty);
    }

    #[test]
    fn sup_m15_a_product_beside_scope_a_is_said_not_to_be_sent() {
        let mut d = Declaration::default();
        d.set("company.scope", "A. Company");
        d.products.push(ProductRow { id: RowId(6), number: "P-1".into(), ..ProductRow::default() });
        let notices = said(d.clone()).notices;
        assert!(notices.iter().any(|n| n.starts_with("Products: not sent: 1.")), "{notices:?}");
        d.set("company.scope", "B. Product (or List of Products)");
        assert_eq!(said(d).notices, Vec::<String>::new());
    }

    // SUP-M4
    #[test]
    fn sup_m4_answers_behind_a_no_are_named_before_they_are_filled_in() {
        let mut d = Declaration::default();
        for (key, value) in [("q1.tin", "No"), ("q2.tin", "Yes"), ("q3.tin", "Yes")] {
            d.set(key, value);
        }
        let notices = said(d).notices;
        assert!(notices.iter().any(|n| n.contains("not sent: 2.")), "{notices:?}");
    }

    // P5: each copy of it would be as large.
    #[test]
    fn x13_what_no_draft_has_room_for_is_refused_before_it_is_compared() {
        let long = "m".repeat(MAX_TEXT);
        let row = |i: u64| SmelterRow { id: RowId(i), comment: long.clone(), ..SmelterRow::default() };
        let of =
            |n: u64| said(Declaration { smelters: (1..=n).map(row).collect(), ..Declaration::default() });
        let most = MAX_BYTES as u64 / long.len() as u64;
        assert!(of(most).error.is_empty());
        let refused = of(most + 2);
        assert!(refused.error[0].contains("at most 8 MB"), "{:?}", refused.error);
        assert!(refused.changes.is_empty() && refused.sections.is_empty());
    }

    #[test]
    fn sup_m3_what_the_workbook_s_own_list_knows_is_completed() {
        let row = SmelterRow { id: RowId(5), cid: "cid 900001".into(), ..SmelterRow::default() };
        let read = said(Declaration { smelters: vec![row], ..Declaration::default() });
        let mut draft = Draft::default();
        draft.apply(&read.changes);
        let row = &draft.declaration.smelters[0];
        assert_eq!([&*row.cid, &*row.metal, &*row.country], ["CID900001", "Tin", "NORWAY"]);
    }
}
