//! Links of cells: a person sees a title, and the answer is where it leads.

use crate::book::Book;
use crate::notice::Notices;
use crate::sanitize::parse_cell;
use crate::xml::{Scanner, Token, attr, attr_text};
use crate::{ReadError, limits, values};
use domain::rules::has_web_address;
use domain::template::{Field, Input};
use domain::{Declaration, SmelterCol, SmelterRow, Table, answer};
use std::collections::HashMap;

/// Where cells lead, by row and column counted from 0.
pub(crate) type Links = HashMap<(u32, u32), String>;

/// Most links that are looked at; an official sheet has about fifteen.
const MOST: usize = 1_000;
/// The longest address that browsers and spreadsheets take.
const LONGEST: usize = 2_080;
/// The largest sheet whose links are looked for; an official one has less than half a megabyte.
const LARGEST: u64 = 8 << 20;

/// The links of a sheet that lead out of the workbook: those of the sheet itself, and the formula `HYPERLINK`.
pub(crate) fn links(book: &Book<'_>, index: usize) -> Result<Links, ReadError> {
    let mut out = Links::new();
    if book.size(index) > LARGEST {
        return Ok(out);
    }
    let part = book.part(index);
    let text = book.text(part)?;
    let mut scanner = Scanner::new(&text, part);
    let mut targets: Option<HashMap<String, String>> = None;
    let mut here = None;
    // What stands behind the cells may be anything: it was never needed to read them.
    while let Ok(Some(token)) = scanner.next() {
        if out.len() >= MOST {
            break;
        }
        match token {
            Token::Start { name: "c", attrs, .. } => here = attr(attrs, "r").and_then(parse_cell),
            Token::Start { name: "f", empty: false, .. } => {
                if let (Some(at), Ok(Some(Token::Text(formula)))) = (here, scanner.next())
                    && let Some(target) = of_formula(formula)
                {
                    out.insert(at, target);
                }
            }
            Token::Start { name: "hyperlink", attrs, .. } => {
                let at = attr(attrs, "ref").and_then(|r| parse_cell(r.split(':').next().unwrap_or(r)));
                let (Some(at), Some(id)) = (at, attr(attrs, "id")) else { continue };
                if targets.is_none() {
                    targets = Some(book.external(index).unwrap_or_default());
                }
                let Some(target) = targets.as_ref().and_then(|t| t.get(id)) else { continue };
                let place = attr_text(attrs, "location").filter(|l| !l.is_empty());
                out.insert(at, place.map_or(target.clone(), |place| [target, "#", &place].concat()));
            }
            _ => {}
        }
    }
    out.retain(|_, target| target.len() <= LONGEST);
    Ok(out)
}

/// The links of a list's sheet. It is long and rarely has any: it is looked through only where one leads out.
pub(crate) fn of_list(book: &Book<'_>, index: usize) -> Result<Links, ReadError> {
    match book.external(index).unwrap_or_default().is_empty() {
        true => Ok(Links::new()),
        false => links(book, index),
    }
}

/// `HYPERLINK("https://…","title")` → `https://…`.
fn of_formula(formula: &str) -> Option<String> {
    let plain = quick_xml::escape::unescape(formula).ok()?;
    let rest = plain.trim_start_matches(['=', ' ', '+']);
    let rest =
        rest.get(..10).filter(|f| f.eq_ignore_ascii_case("HYPERLINK(")).map(|_| rest[10..].trim_start())?;
    let (mut out, mut chars) = (String::new(), rest.strip_prefix('"')?.chars().peekable());
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('"', Some('"')) => drop(chars.next()),
            ('"', _) => return Some(out),
            _ => {}
        }
        out.push(c);
    }
    None
}

/// Takes over where a cell leads, if that is what the field asks for and the text in the cell is not.
pub(crate) fn take(
    declaration: &mut Declaration,
    field: &Field,
    cell: &str,
    links: &Links,
    notices: &mut Notices,
) {
    let sheet = "Declaration";
    let Some(target) = parse_cell(cell).and_then(|at| links.get(&at)) else { return };
    let target = values::clean_named(sheet, || cell.to_owned(), answer::clean(target), notices);
    let text = declaration.answer(&field.key).to_owned();
    let taken = match field.input {
        Input::Email => address(&text, &target),
        _ if field.comment_of.is_none() => None,
        // One line asks for the address itself, a comment has room for both.
        Input::Text => web(&text, &target).then_some(Taken::Instead(target)),
        _ => beside(&text, target),
    };
    let Some(taken) = taken else { return };
    taken.tell(sheet, cell, &text, notices);
    declaration.set(&field.key, taken.answer(&text));
}

/// Takes over where the cells of a smelter row lead: its contact's address, and what its comment points to.
pub(crate) fn take_row(row: &mut SmelterRow, links: &Links, notices: &mut Notices) {
    let Some(at) = row.sheet_row.filter(|_| !links.is_empty()) else { return };
    for (col, key) in [(SmelterCol::Email, "email"), (SmelterCol::Comment, "comment")] {
        let Some(letter) = Table::SMELTERS.column(key).and_then(|i| Table::SMELTERS.letters().get(i)) else {
            continue;
        };
        let cell = format!("{letter}{at}");
        let Some(target) = parse_cell(&cell).and_then(|at| links.get(&at)) else { continue };
        let sheet = Table::SMELTERS.sheet();
        let target = values::clean_named(sheet, || cell.clone(), answer::clean(target), notices);
        let text = row.get(col).to_owned();
        let taken = if col == SmelterCol::Email { address(&text, &target) } else { beside(&text, target) };
        if let Some(taken) = taken {
            taken.tell(sheet, &cell, &text, notices);
            *row.get_mut(col) = taken.answer(&text);
        }
    }
}

/// What is taken of a link.
enum Taken {
    /// In place of the text in the cell.
    Instead(String),
    Behind(String),
}

impl Taken {
    fn answer(self, text: &str) -> String {
        match self {
            Taken::Instead(target) => target,
            Taken::Behind(target) => format!("{text} ({target})"),
        }
    }

    fn tell(&self, sheet: &str, cell: &str, text: &str, notices: &mut Notices) {
        let shown: String = answer::clean(text).chars().take(80).collect();
        match self {
            Taken::Instead(to) => {
                notices.add(sheet, cell, "link_taken", &[("value", &shown), ("target", to)]);
            }
            Taken::Behind(to) => notices.add(sheet, cell, "link_kept", &[("target", to)]),
        }
    }
}

/// The mail address that a link leads to, where the text is none.
fn address(text: &str, target: &str) -> Option<Taken> {
    let address = answer::normal_email(target);
    let wanted = answer::is_email(&address) && !answer::is_email(&answer::normal_email(text));
    wanted.then_some(Taken::Instead(address))
}

/// Whether a link leads to the web, and the text does not say so itself.
fn web(text: &str, target: &str) -> bool {
    let start = |s: &str| target.get(..s.len()).is_some_and(|b| b.eq_ignore_ascii_case(s));
    (start("https://") || start("http://")) && !has_web_address(text)
}

/// Where a comment leads, behind its text.
fn beside(text: &str, target: String) -> Option<Taken> {
    let fits = text.chars().count() + target.chars().count() + 3 <= limits::CELL_CHARS;
    (web(text, &target) && !answer::is_blank(text) && fits).then_some(Taken::Behind(target))
}

#[cfg(test)]
mod tests {
    use super::of_formula;

    #[test]
    fn rule_1_the_formula_says_where_it_leads() {
        for (formula, target) in [
            (
                "HYPERLINK(\"https://a.example/p?x=1&amp;y=2\",\"Policy\")",
                Some("https://a.example/p?x=1&y=2"),
            ),
            ("=hyperlink( &quot;mailto:a@b.example&quot; )", Some("mailto:a@b.example")),
            ("HYPERLINK(\"a\"\"b\",\"c\")", Some("a\"b")),
            ("HYPERLINK(A1,\"c\")", None),
            ("SUM(A1)", None),
        ] {
            assert_eq!(of_formula(formula).as_deref(), target, "{formula}");
        }
    }
}
