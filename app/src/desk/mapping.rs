//! What the columns of an uploaded file mean: suppliers and smelter lists alike.

use super::texts;
use crate::ui::{DataTable, Options, SelectOption, TableColumn, TableRow};
use leptos::prelude::*;

/// A column of an uploaded file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileColumn {
    pub header: String,
    /// The key of what it means; blank where it is ignored.
    pub meaning: String,
    /// The first texts in it.
    pub sample: Vec<String>,
}

/// The columns, with a choice for each.
#[component]
pub fn Mapping(
    /// In their order.
    columns: Vec<FileColumn>,
    /// What they can mean.
    meanings: Vec<SelectOption>,
) -> impl IntoView {
    let t = texts();
    let heads = ["desk.import.header", "desk.import.sample", "desk.import.means"];
    let heads = heads.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |(at, column): (usize, FileColumn)| {
        let name = format!("column.{at}");
        let choice =
            view! { <MeaningChoice name=name.clone() meanings=meanings.clone() chosen=column.meaning /> };
        TableRow::new(vec![
            view! { <label for=name>{column.header}</label> }.into_any(),
            view! { <span class="minor">{column.sample.join(" · ")}</span> }.into_any(),
            choice.into_any(),
        ])
    };
    let rows = columns.into_iter().enumerate().map(row).collect();
    view! { <DataTable caption=t.get("desk.import.mapping") columns=heads rows wrap=true /> }
}

#[component]
fn MeaningChoice(name: String, meanings: Vec<SelectOption>, chosen: String) -> impl IntoView {
    let none = SelectOption::new("", texts().get("desk.import.ignored"));
    let options = std::iter::once(none).chain(meanings).collect::<Vec<_>>();
    view! { <select id=name.clone() name=name><Options options chosen /></select> }
}
