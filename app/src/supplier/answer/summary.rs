//! What is to be mended in a step, with links to it.

use crate::kit::el::{El, Node, el};
use crate::kit::signals::*;
use crate::supplier::form::{Form, severity_key};
use crate::supplier::model::Step;
use crate::supplier::seen::Seen;
use domain::{Finding, Location, Severity};

/// Most findings that a list names before it counts the rest.
pub const MOST: usize = 60;

/// The list of a step; hidden while nothing is found.
pub fn summary(form: Form, step: Step) -> El {
    let count = Memo::new(move |_| form.settled().with(|s| here(form, step, s).count()));
    let count = move || count.get();
    let items = move || {
        let seen = form.settled().get();
        here(form, step, &seen).take(MOST).map(|f| Node::El(item(form, f, false))).collect()
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
    seen.report().findings.iter().filter(move |f| {
        f.severity != Severity::Note && form.step_of(&f.location) == step && form.is_shown(f)
    })
}

/// How many are not named.
pub fn rest(form: Form, count: impl Fn() -> usize + Copy + Send + 'static) -> El {
    el("p;class=quiet")
        .hide(move || count() <= MOST)
        .text(move || form.tf("answer.more", &[("n", &count().saturating_sub(MOST).to_string())]))
}

/// A finding in a list: where, what, why, what to do.
pub fn item(form: Form, finding: &Finding, full: bool) -> El {
    let (what, todo) = form.with(|d| (finding.what(&d.texts), finding.todo(&d.texts)));
    let why = full.then(|| el("span;class=why").with(form.with(|d| finding.why(&d.texts))));
    let line = el("span").with(what).with(" ").with(todo);
    el("li")
        .a("data-mark", severity_key(finding.severity))
        .with(go(form, &finding.location, form.place(&finding.location)))
        .with(" ")
        .with(line)
        .all(why)
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
