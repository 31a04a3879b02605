//! What the columns of an uploaded file mean: suppliers and smelter lists alike.

use super::texts;
use crate::ui::{Column, Row, Table};
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

/// What a column can mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    pub key: String,
    /// What it is called.
    pub label: String,
}

/// The columns, with a choice for each.
#[component]
pub fn Mapping(
    /// In their order.
    columns: Vec<FileColumn>,
    /// What they can mean.
    meanings: Vec<Meaning>,
) -> impl IntoView {
    let t = texts();
    let heads = ["desk.import.header", "desk.import.sample", "desk.import.means"];
    let heads = heads.map(|key| Column::new(t.get(key))).to_vec();
    let row = |(at, column): (usize, FileColumn)| {
        let name = format!("column.{at}");
        let choice =
            view! { <MeaningChoice name=name.clone() meanings=meanings.clone() chosen=column.meaning /> };
        Row::new(vec![
            view! { <label for=name>{column.header}</label> }.into_any(),
            view! { <span class="minor">{column.sample.join(" · ")}</span> }.into_any(),
            choice.into_any(),
        ])
    };
    let rows = columns.into_iter().enumerate().map(row).collect();
    view! { <Table caption=t.get("desk.import.mapping") columns=heads rows wrap=true /> }
}

#[component]
fn MeaningChoice(name: String, meanings: Vec<Meaning>, chosen: String) -> impl IntoView {
    let none = Meaning { key: String::new(), label: texts().get("desk.import.ignored").to_owned() };
    let options = std::iter::once(none).chain(meanings).map(|it| {
        let selected = it.key == chosen;
        view! { <option value=it.key selected=selected>{it.label}</option> }
    });
    view! { <select id=name.clone() name=name>{options.collect_view()}</select> }
}
