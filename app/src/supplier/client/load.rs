//! Where the module is cut: the site build makes a file of each of these functions and of what only they reach.

use super::parts::{Actions, Coming, Draw, Import, Missing, Part, Rows, Rules, arrived};
use super::{actions, import, import_view, paste, rows, rules};
use crate::supplier::answer;
use leptos::wasm_split::wasm_split;

#[wasm_split(actions, wasm_split_path = leptos::wasm_split, fallible)]
fn load_actions() -> Result<Actions, Missing> {
    Ok(actions::ACTIONS)
}

#[wasm_split(rows, wasm_split_path = leptos::wasm_split, fallible)]
fn load_rows() -> Result<Rows, Missing> {
    Ok(Rows {
        draw: answer::rows,
        paste: paste::on_paste,
        add: rows::add,
        duplicate: rows::duplicate,
        delete: rows::delete,
        undo: rows::undo,
    })
}

#[wasm_split(review, wasm_split_path = leptos::wasm_split, fallible)]
fn load_review() -> Result<Draw, Missing> {
    Ok(answer::review)
}

#[wasm_split(rules, wasm_split_path = leptos::wasm_split, fallible)]
fn load_rules() -> Result<Rules, Missing> {
    Ok(rules::RULES)
}

#[wasm_split(import, wasm_split_path = leptos::wasm_split, fallible)]
fn load_import() -> Result<Import, Missing> {
    Ok(Import {
        draw: import_view::import_view,
        read: import::read,
        fill: import::fill,
        cancel: import::cancel,
    })
}

/// Loads a part, unless it is here.
pub fn load(part: Part) -> Coming {
    Box::pin(async move {
        match part {
            Part::Actions => load_actions().await.map(|it| arrived(|parts| parts.actions = Some(it))),
            Part::Rows => load_rows().await.map(|it| arrived(|parts| parts.rows = Some(it))),
            Part::Review => load_review().await.map(|it| arrived(|parts| parts.review = Some(it))),
            Part::Rules => load_rules().await.map(|it| arrived(|parts| parts.rules = Some(it))),
            Part::Import => load_import().await.map(|it| arrived(|parts| parts.import = Some(it))),
        }
    })
}
