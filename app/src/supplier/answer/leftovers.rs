//! What stands in the draft and is not sent: answers that a later answer has closed, rows of a table that nobody asks
//! for. It needs no explanation, and one press removes it.

use crate::kit::text::text;
use crate::supplier::action::Action;
use crate::supplier::form::use_form;
use crate::supplier::model::Step;
use leptos::prelude::*;

/// Says how much there is, and offers to remove it; hidden where there is nothing. On the last step it speaks of all
/// sections, elsewhere of the one on show.
#[component]
pub fn Leftovers(step: Step) -> impl IntoView {
    let form = use_form();
    let section = step.section();
    let count = Memo::new(move |_| {
        form.full_evaluation().with(|evaluation| {
            form.with(|d| {
                let left = domain::engine::leftovers(d.template, &evaluation.state, &d.draft.declaration);
                left.iter().filter(|(of, _)| section.is_none_or(|here| here == *of)).count()
            })
        })
    });
    let (says, remove) = match step.table() {
        Some(_) => ("answer.leftovers.rows", "answer.leftovers.remove_rows"),
        None => ("answer.leftovers", "answer.leftovers.remove"),
    };
    view! {
        <div class="notice leftovers" hidden=move || count.get() == 0>
            <p {..text(move || form.tf(says, &[("n", &count.get().to_string())]))} />
            <button
                class="button small"
                name="clear"
                data-action=Action::Clear.key()
                value=section.map_or("", |s| s.key())
                formaction=form.path(step)
            >
                {form.t(remove)}
            </button>
        </div>
    }
}
