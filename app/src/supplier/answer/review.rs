//! Before submitting: what stands in the way, what needs a word of explanation, and exactly what the company gets.

use super::frame::step_title;
use super::mend;
use super::open_queries;
use super::summary::{MOST, explained_by, item, keep, rest};
use crate::kit::el::{El, Node, el};
use crate::kit::signals::*;
use crate::kit::textarea::area;
use crate::supplier::form::{Form, Say};
use crate::supplier::model::Step;
use crate::supplier::rows::inline_columns;
use crate::supplier::seen::{Seen, groups};
use domain::draft::why_path;
use domain::template::{Field, Section};
use domain::{Finding, Location, Severity, Table, answer};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Draws it.
pub fn review(form: Form) -> El {
    let errors = move || form.settled().with(|s| s.count(Severity::Error));
    let waiting = move || open_queries(form).len();
    let verdict = move || {
        let (text, n) = match (errors(), waiting(), unexplained(form)) {
            (0, 0, 0) => return form.t("answer.review.ready"),
            (0, 0, n) => ("answer.review.explain_n", n),
            (0, n, _) => ("answer.review.queries_n", n),
            (n, ..) => ("answer.review.errors_n", n),
        };
        form.tf(text, &[("n", &n.to_string())])
    };
    let state = move || match (errors(), waiting(), unexplained(form)) {
        (0, 0, 0) => "good",
        (0, 0, _) => "warning",
        _ => "error",
    };
    let company = form.with(|d| d.page.request.company.clone());
    el("div;class=stack-of")
        .with(
            el("div;class=verdict;id=verdict;tabindex=-1;role=status")
                .live("data-state", move || Some(state().to_owned()))
                .text(verdict),
        )
        .with(queries(form))
        .with(found(form, Severity::Error, "answer.review.errors"))
        .with(found(form, Severity::Warning, "answer.review.warnings"))
        .with(found(form, Severity::Note, "answer.review.notes"))
        .with(el("h2").with(form.tf("answer.review.sent", &[("company", &company)])))
        .with(el("p;class=quiet").say(form, "answer.review.sent_lead"))
        // Drawn anew with each look at the whole draft: what is shown is what will be sent.
        .with(el("div;class=stack-of").nest(move || {
            form.settled().track();
            untrack(|| form.template().sections().into_iter().map(|s| Node::El(section(form, s))).collect())
        }))
}

/// What the team asked and nobody answered yet: the server takes nothing while there is such a question.
fn queries(form: Form) -> El {
    let open = move || open_queries(form);
    let title = move || {
        let all = form.with(|d| d.page.queries.len()).to_string();
        form.tf("answer.review.queries", &[("n", &open().len().to_string()), ("all", &all)])
    };
    let items = move || {
        let items = open().into_iter().map(|query| {
            let location = mend::parse_location(&query.location);
            let edit = el("a")
                .a("href", form.path(Step::Mend))
                .a("data-act", "step")
                .a("data-step", Step::Mend.key())
                .with(form.place(&location));
            let line =
                el("li;data-mark=error").with(edit).with(" ").with(el("span").with(query.text.clone()));
            Node::El(line.with(el("p").with(mend::same(form, &query, Step::Review))))
        });
        items.collect()
    };
    el("section;class=panel")
        .hide(move || open().is_empty())
        .with(el("h2;id=open-queries;tabindex=-1").text(title))
        .with(el("p;class=quiet").say(form, "answer.review.queries_lead"))
        .with(el("ul;class=findings").nest(items))
}

/// How many warnings have no explanation yet; equal ones count once.
pub fn unexplained(form: Form) -> usize {
    let seen = form.settled().get();
    form.explained().track();
    groups(seen.report().warnings().filter(|f| !form.is_explained(f))).len()
}

/// The findings of one severity.
fn found(form: Form, severity: Severity, title: &str) -> El {
    let count = Memo::new(move |_| form.settled().with(|s| named(s, severity).len()));
    let count = move || count.get();
    let lead_key = format!("{title}_lead");
    let lead = form.has_text(&lead_key).then(|| el("p;class=quiet").say(form, &lead_key));
    el("section;class=panel")
        .hide(move || count() == 0)
        .with(el("h2").say(form, title))
        .all(lead)
        .with(el("ul;class=findings").keyed(
            move || {
                let key = |g: &Vec<&Finding>| name_hash(g);
                form.settled().with(|s| named(s, severity).iter().take(MOST).map(key).collect())
            },
            move |key| found_item(form, severity, key),
        ))
        .with(rest(form, count))
}

/// The findings of one severity, equal ones together.
fn named(seen: &Seen, severity: Severity) -> Vec<Vec<&Finding>> {
    groups(seen.report().findings.iter().filter(move |f| f.severity == severity))
}

/// By what a group is known again.
fn name(group: &[&Finding]) -> String {
    group[0].group_key().filter(|_| group.len() > 1).unwrap_or_else(|| group[0].key())
}

/// The name as a key of the list that is drawn.
fn name_hash(group: &[&Finding]) -> u64 {
    let mut hasher = DefaultHasher::new();
    name(group).hash(&mut hasher);
    hasher.finish()
}

/// A group of findings, by the hash of its name. It stays in the page as long as it is found, and so does what is
/// being typed into it, while what it says may change.
fn found_item(form: Form, severity: Severity, hash: u64) -> El {
    let look = move |see: &dyn Fn(&[&Finding]) -> Option<El>| {
        let seen = form.settled().get();
        let all = named(&seen, severity);
        all.iter().find(|g| name_hash(g) == hash).and_then(|group| see(group))
    };
    let line =
        el("ul").nest(move || look(&|g| Some(item(form, g, true))).map(Node::El).into_iter().collect());
    let whole = el("li;class=explain").with(line);
    let key = untrack(|| {
        let seen = form.settled().get();
        let all = named(&seen, severity);
        let group = all.iter().find(|g| name_hash(g) == hash)?;
        (severity == Severity::Warning).then(|| explained_by(form, group))
    });
    let Some(key) = key else { return whole };
    let id = format!("why-{key}");
    let value = form.with(|d| d.draft.explanations.get(&key).cloned().unwrap_or_default());
    let label = el("label;class=label").a("for", id.clone()).say(form, "answer.review.explain");
    let keep = el("div").nest(move || {
        form.explained().track();
        look(&|g| keep(form, g, Step::Review)).map(Node::El).into_iter().collect()
    });
    whole.with(keep).with(label).with(area(&id, why_path(&key), value, 2))
}

/// A section exactly as the company gets it: asked and answered, nothing else.
fn section(form: Form, section: Section) -> El {
    let step = Step::Of(section);
    let fields = || form.template().section(section);
    let content = match section {
        Section::Metals => vec![metals(form), answers(form, fields().filter(|f| f.comment_of.is_some()))],
        Section::Rows(table) => rows(form, table),
        _ => vec![answers(form, fields())],
    };
    let title = step_title(form, step);
    let edit = el("a;class=edit")
        .a("href", form.path(step))
        .a("data-act", "step")
        .a("data-step", step.key())
        .say(form, "answer.review.edit")
        .with(el("span;class=sr").with(" ").with(title.clone()));
    el("section;class=panel sent").with(el("h3").with(title)).with(edit).all(content)
}

/// The answer of a field as the company gets it; nothing where it is not asked or not answered.
fn given(form: Form, field: &Field) -> Option<String> {
    let value = form.answer(&field.key);
    let asked = form.settled().with_untracked(|s| s.state.field(&field.key).visible);
    (asked && !answer::is_blank(&value)).then(|| form.option(field, &value))
}

fn answers(form: Form, fields: impl Iterator<Item = &'static Field>) -> El {
    let items = fields.filter_map(|f| {
        let value = given(form, f)?;
        let label = match (&f.comment_of, f.metal) {
            (Some(of), Some(_)) => form.place(&Location::field(of)),
            (Some(_), None) => form.t("answer.comment_short"),
            _ => format!("{} {}", f.number, form.label(f)),
        };
        Some([el("dt").with(label), el("dd").with(value)])
    });
    el("dl;class=given").all(items.flatten())
}

fn metals(form: Form) -> El {
    let fields: Vec<&'static Field> = form.template().section(Section::Metals).collect();
    let mut numbers: Vec<&str> = fields.iter().map(|f| f.number.as_str()).filter(|n| !n.is_empty()).collect();
    numbers.dedup();
    let heads = std::iter::once(form.t("answer.question"))
        .chain(form.template().metals.iter().copied().map(|m| form.metal(m)));
    let lines = numbers.into_iter().map(|number| {
        let cells = fields.iter().filter(|f| f.number == number);
        let cells = cells.map(|f| given(form, f).unwrap_or_else(|| "–".to_owned()));
        std::iter::once(number.to_owned()).chain(cells).collect()
    });
    plain_table(heads.collect(), lines.collect())
}

fn rows(form: Form, table: Table) -> Vec<El> {
    let counts = form.settled().with_untracked(|s| domain::engine::table_counts(&s.state, table));
    let count = if counts { form.with(|d| d.row_count(table)) } else { 0 };
    if count == 0 {
        return vec![el("p;class=quiet").say(form, "answer.blank")];
    }
    let columns = form.with(|d| inline_columns(d, table));
    let heads = columns.iter().map(|c| form.t(&format!("column.{}.{c}", table.key()))).collect();
    let ids = form.with(|d| d.row_ids(table)).into_iter().take(MOST);
    let lines =
        ids.map(|id| columns.iter().map(|c| form.option_text(&form.cell(table, id, c))).collect()).collect();
    let total = form.tf("answer.review.rows", &[("n", &count.to_string())]);
    vec![el("p").with(total), plain_table(heads, lines), rest(form, move || count)]
}

/// A table to read, which scrolls by itself where it is too wide.
pub(crate) fn plain_table(heads: Vec<String>, lines: Vec<Vec<String>>) -> El {
    let head = el("tr").all(heads.into_iter().map(|h| el("th;scope=col").with(h)));
    let lines = lines.into_iter().map(|cells| el("tr").all(cells.into_iter().map(|c| el("td").with(c))));
    let table = el("table;class=plain").with(el("thead").with(head)).with(el("tbody").all(lines));
    el("div;class=scroll;tabindex=0").with(table)
}
