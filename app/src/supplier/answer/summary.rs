//! What is to be mended in a step, with links to it.

use crate::supplier::form::{Form, severity_key};
use crate::supplier::model::Step;
use domain::{Finding, Location, Severity};
use leptos::prelude::*;

/// Most findings that a list names before it counts the rest.
const MOST: usize = 60;

/// The list of a step; hidden while nothing is found.
pub fn summary(form: Form, step: Step) -> AnyView {
    if step.section().is_none() {
        return ().into_any();
    }
    let count = Memo::new(move |_| form.seen.with(|s| here(form, step, s).count()));
    let items = move || {
        let seen = form.seen.get();
        let findings: Vec<Finding> = here(form, step, &seen).take(MOST).cloned().collect();
        let items = findings.iter().map(|f| item(form, f, false));
        items.collect::<Vec<AnyView>>()
    };
    view! {
        <section class="summary" aria-labelledby="summary-title" id="summary" tabindex="-1"
            hidden=move || count.get() == 0>
            <details open=move || form.strict.get()>
                <summary>
                    <h2 id="summary-title">
                        {move || form.tf("answer.summary", &[("n", &count.get().to_string())])}
                    </h2>
                </summary>
                <ul>{items}</ul>
                <p class="quiet" hidden=move || { count.get() <= MOST }>{move || more(form, count.get())}</p>
            </details>
        </section>
    }
    .into_any()
}

fn here<'a>(form: Form, step: Step, seen: &'a crate::supplier::seen::Seen) -> impl Iterator<Item = &'a Finding> {
    seen.report.findings.iter().filter(move |f| {
        f.severity != Severity::Note && form.step_of(&f.location) == step && form.is_shown(f)
    })
}

/// How many are not named.
pub fn more(form: Form, count: usize) -> String {
    form.tf("answer.more", &[("n", &count.saturating_sub(MOST).to_string())])
}

/// A finding in a list: where, what, why, what to do.
pub fn item(form: Form, finding: &Finding, full: bool) -> AnyView {
    let (what, why, todo) =
        form.with(|d| (finding.what(&d.texts), finding.why(&d.texts), finding.todo(&d.texts)));
    let id = finding.location.id();
    let href = match &finding.location {
        Location::Row { row, .. } => format!("{}?row={}", form.step_of(&finding.location).path(), row.0),
        location => format!("{}#{id}", form.step_of(location).path()),
    };
    let why = full.then(|| view! { <span class="why">{why}</span> }.into_any());
    view! {
        <li data-mark=severity_key(finding.severity)>
            <a href=href data-act="go" data-to=id>{form.place(&finding.location)}</a>
            " "<span>{what}" "{todo}</span>
            {why}
        </li>
    }
    .into_any()
}
