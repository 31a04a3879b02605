//! What stands in the draft and is not sent: answers that a later answer has closed, rows of a table that nobody asks
//! for. It needs no explanation, and one press removes it.

use crate::kit::el::{El, el};
use crate::kit::signals::*;
use crate::supplier::form::{Form, Say};
use crate::supplier::model::Step;

/// Says how much there is, and offers to remove it; hidden where there is nothing. On the last step it speaks of all
/// sections, elsewhere of the one on show.
pub fn leftovers(form: Form, step: Step) -> El {
    let section = step.section();
    let count = Memo::new(move |_| {
        form.settled().with(|seen| {
            form.with(|d| {
                let left = domain::engine::leftovers(d.template, &seen.state, &d.draft.declaration);
                left.iter().filter(|(of, _)| section.is_none_or(|here| here == *of)).count()
            })
        })
    });
    let text = match step.table() {
        Some(_) => "answer.leftovers.rows",
        None => "answer.leftovers",
    };
    el("div;class=notice leftovers")
        .hide(move || count.get() == 0)
        .with(el("p").text(move || form.tf(text, &[("n", &count.get().to_string())])))
        .with(
            el("button;class=button small;name=clear;data-act=clear")
                .a("value", section.map_or("", |s| s.key()))
                .a("formaction", form.path(step))
                .say(
                    form,
                    if step.table().is_some() {
                        "answer.leftovers.remove_rows"
                    } else {
                        "answer.leftovers.remove"
                    },
                ),
        )
}
