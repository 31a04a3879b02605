use crate::kit::texts;
use crate::supplier::model::Conflict;
use crate::supplier::pages::control_label::control_label;
use leptos::prelude::*;

/// Says that what was typed beside the file is not saved, and what of it met somebody else's.
#[component]
pub fn NotSaved(conflicts: Vec<Conflict>) -> impl IntoView {
    let t = texts();
    let text = |text: Option<String>| text.unwrap_or_else(|| t.get("answer.blank").to_owned());
    let met = conflicts.into_iter().filter_map(|it| {
        let label = control_label(&it.path)?;
        Some(view! {
            <dt>{label}</dt>
            <dd class="typed">{t.get("answer.conflict.theirs")}": "{text(it.theirs)}</dd>
            <dd class="typed">{t.get("answer.conflict.mine")}": "{text(it.mine)}</dd>
        })
    });
    let met: Vec<_> = met.collect();
    view! {
        <section class="panel" role="alert">
            <p>{t.get("workbook.typed")}</p>
            {(!met.is_empty()).then(|| view! { <dl class="given">{met}</dl> })}
        </section>
    }
}
