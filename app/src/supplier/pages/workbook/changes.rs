use crate::kit::texts;
use leptos::prelude::*;
use reader::model::Part;

/// What a section of the workbook changes.
#[component]
pub fn Changes(
    part: Part,
    /// Whether it is unfolded.
    open: bool,
) -> impl IntoView {
    let t = texts();
    let lines = part.lines.into_iter().map(|[place, old, new]| {
        view! { <tr><td>{place}</td><td>{old}</td><td>{new}</td></tr> }
    });
    let lines = lines.collect_view();
    let more = (part.more > 0).then(|| {
        view! { <p class="quiet">{t.fmt("answer.more", &[("n", &part.more.to_string())])}</p> }
    });
    view! {
        <details class="panel compare" open=open>
            <summary><b>{part.title}</b>" · "{part.summary}</summary>
            <div class="scroll" tabindex="0">
                <table class="plain">
                    <thead><tr>
                        <th scope="col">{t.get("drop.place")}</th>
                        <th scope="col">{t.get("drop.old")}</th>
                        <th scope="col">{t.get("drop.new")}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            {more}
        </details>
    }
}
