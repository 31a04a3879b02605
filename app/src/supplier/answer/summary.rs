//! What is to be put right in a step, with links to it.

use crate::kit::el::{El, Node, el};
use crate::kit::signals::*;
use crate::kit::words::beside;
use crate::supplier::form::{Form, Say, severity_key};
use crate::supplier::model::Step;
use crate::supplier::seen::{Seen, groups};
use domain::draft::why_path;
use domain::{Finding, Location, Severity};

/// Most findings that a list names before it counts the rest.
pub const MOST: usize = 60;

/// The list of a step; hidden while nothing is found.
pub fn summary(form: Form, step: Step) -> El {
    let count = Memo::new(move |_| form.settled().with(|s| groups(here(form, step, s)).len()));
    let count = move || count.get();
    let items = move || {
        let seen = form.settled().get();
        let groups = groups(here(form, step, &seen));
        groups.iter().take(MOST).map(|g| Node::El(item(form, g, false).all(keep(form, g, step)))).collect()
    };
    let title = move || form.tf("answer.summary", &[("n", &count().to_string())]);
    el("section;class=summary;id=summary;tabindex=-1;aria-labelledby=summary-title")
        .hide(move || count() == 0)
        .with(
            el("details")
                .flag("open", form.strict().get_untracked())
                .with(el("summary").with(el("h2;id=summary-title").text(title)))
                .with(el("ul").nest(items))
                .with(rest(form, count)),
        )
}

fn here(form: Form, step: Step, seen: &Seen) -> impl Iterator<Item = &Finding> {
    let asks = move |f: &Finding| match f.severity {
        Severity::Error => true,
        Severity::Warning => !form.is_explained(f),
        Severity::Note => false,
    };
    let findings = seen.report().findings.iter();
    findings.filter(move |f| asks(f) && form.step_of(&f.location) == step && form.is_shown(f))
}

/// How many are not named.
pub fn rest(form: Form, count: impl Fn() -> usize + Copy + Send + 'static) -> El {
    el("p;class=quiet")
        .hide(move || count() <= MOST)
        .text(move || form.tf("answer.more", &[("n", &count().saturating_sub(MOST).to_string())]))
}

/// A finding in a list: where, what, why, what to do. Equal ones are said once.
pub fn item(form: Form, group: &[&Finding], full: bool) -> El {
    let finding = group[0];
    let many = group.len() > 1;
    let what = form.with(|d| {
        let all = if many { finding.group(&d.texts, group.len()) } else { None };
        all.unwrap_or_else(|| finding.what(&d.texts))
    });
    let (todo, why) = form.with(|d| (finding.todo(&d.texts), finding.why(&d.texts)));
    let why = full.then(|| el("span;class=why").with(why));
    let line = el("span").with(beside(&what, &todo));
    el("li")
        .a("data-mark", severity_key(finding.severity))
        .with(go(form, &finding.location, form.place(&finding.location)))
        .with(" ")
        .with(line)
        .all(many.then(|| others(form, &group[1..])))
        .all(why)
}

/// The other rows of a group, each a link to its place.
fn others(form: Form, group: &[&Finding]) -> El {
    /// Most rows that are named.
    const NAMED: usize = 12;
    let links = group.iter().take(NAMED).flat_map(|finding| {
        let row = match &finding.location {
            Location::Row { table, row, .. } => form.row_number(*table, *row).to_string(),
            _ => String::new(),
        };
        [Node::from(" "), Node::El(go(form, &finding.location, row))]
    });
    let mut line = el("span;class=others").say(form, "answer.same_rows");
    for node in links {
        line = line.with(node);
    }
    let more = group.len().saturating_sub(NAMED);
    if more > 0 {
        line = line.with(" ").with(form.tf("answer.more", &[("n", &more.to_string())]));
    }
    line
}

/// The key of the explanation that a group of warnings asks for.
pub fn explained_by(form: Form, group: &[&Finding]) -> String {
    let shared = group[0].group_key().filter(|key| {
        group.len() > 1 || form.with(|d| d.draft.explanations.get(key).is_some_and(|t| !t.trim().is_empty()))
    });
    shared.unwrap_or_else(|| group[0].key())
}

/// One press that says why all of a group are right, where there is a sentence for it.
pub fn keep(form: Form, group: &[&Finding], step: Step) -> Option<El> {
    let text = ["rule.", &group[0].code, ".keep"].concat();
    let explained = group.iter().all(|f| form.is_explained(f));
    let offered = group[0].severity == Severity::Warning && form.has_text(&text) && !explained;
    offered.then(|| {
        let label = match group.len() {
            1 => form.t("answer.keep.one"),
            n => form.tf("answer.keep.all", &[("n", &n.to_string())]),
        };
        el("button;class=button small;form=form;data-act=write")
            .a("name", why_path(&explained_by(form, group)))
            .a("value", form.t(&text))
            .a("formaction", form.path(step))
            .with(label)
    })
}

/// A link to the control that a location names.
pub fn go(form: Form, location: &Location, text: String) -> El {
    let path = form.path(form.step_of(location));
    let id = location.id();
    let href = match location {
        Location::Row { row, .. } => format!("{path}?row={}", row.0),
        _ => format!("{path}#{id}"),
    };
    el("a").a("href", href).a("data-act", "go").a("data-to", id).with(text)
}
