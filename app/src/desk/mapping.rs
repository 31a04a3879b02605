//! What the columns of an uploaded file mean: suppliers and smelter lists alike.

use super::T;
use leptos::prelude::*;

/// A table of the columns, with a choice for each. A column: its header, the key of what it means (blank: nothing), the first
/// texts in it. A meaning: its key and its name.
#[component]
pub fn Mapping(
    /// The page's texts.
    t: T,
    /// The columns, in their order.
    columns: Vec<(String, String, Vec<String>)>,
    /// What they can mean.
    meanings: Vec<(String, String)>,
    /// Whether the table's name is for screen readers alone, since a heading says it.
    #[prop(optional)]
    unseen: bool,
) -> impl IntoView {
    let rows: Vec<_> = columns
        .into_iter()
        .enumerate()
        .map(|(i, (header, meaning, values))| {
            let name = format!("column.{i}");
            let options: Vec<_> = std::iter::once((String::new(), t.get("desk.import.ignored").to_owned()))
                .chain(meanings.iter().cloned())
                .map(|(key, words)| {
                    let selected = key == meaning;
                    view! { <option value=key selected=selected>{words}</option> }
                })
                .collect();
            view! {
                <tr>
                    <th scope="row"><label for=name.clone()>{header}</label></th>
                    <td data-label=t.get("desk.import.sample")><span class="minor">{values.join(" · ")}</span></td>
                    <td data-label=t.get("desk.import.means")><select id=name.clone() name=name>{options}</select></td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-wrap">
            <table class="cards">
                <caption class=unseen.then_some("unseen")>{t.get("desk.import.mapping")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.get("desk.import.header")}</th>
                        <th scope="col">{t.get("desk.import.sample")}</th>
                        <th scope="col">{t.get("desk.import.means")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
