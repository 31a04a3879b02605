//! What is to be put right in a step, with links to it.

use super::lines::{FindingLine, Keep, KeepButton, Line, MOST, Rest};
use crate::kit::text::text;
use crate::supplier::evaluation::{Evaluation, groups};
use crate::supplier::form::{Form, use_form};
use crate::supplier::model::Step;
use domain::{Finding, Severity};
use leptos::prelude::*;

/// The list of a step; hidden while nothing is found.
#[component]
pub fn Summary(step: Step) -> impl IntoView {
    let form = use_form();
    let count = Memo::new(move |_| form.full_evaluation().with(|s| groups(here(form, step, s)).len()));
    let lines = move || {
        let evaluation = form.full_evaluation().get();
        let groups = groups(here(form, step, &evaluation));
        let line = |g: &Vec<&Finding>| (Line::of(form, g, false), Keep::of(form, g, step));
        groups.iter().take(MOST).map(line).collect::<Vec<_>>()
    };
    let title = move || form.tf("answer.summary", &[("n", &count.get().to_string())]);
    view! {
        <section
            class="summary"
            id="summary"
            tabindex="-1"
            aria-labelledby="summary-title"
            hidden=move || count.get() == 0
        >
            <details open=form.show_missing().get_untracked()>
                <summary>
                    <h2 {..text(title)} id="summary-title" />
                </summary>
                <ul>
                    <For each=lines key=Clone::clone let((line, keep))>
                        <FindingLine line>{keep.clone().map(|keep| view! { <KeepButton keep /> })}</FindingLine>
                    </For>
                </ul>
                <Rest count />
            </details>
        </section>
    }
}

fn here(form: Form, step: Step, evaluation: &Evaluation) -> impl Iterator<Item = &Finding> {
    let asks = move |f: &Finding| match f.severity {
        Severity::Error => true,
        Severity::Warning => !form.is_explained(f),
        Severity::Note => false,
    };
    let findings = evaluation.report().findings.iter();
    findings.filter(move |f| asks(f) && form.step_of(&f.location) == step && form.is_shown(f))
}
