//! A block as its writers read it: every figure in it opens.

use super::{DraftBlock, Piece};
use crate::desk::routes;
use crate::ui::{DataTable, TableColumn, TableRow};
use leptos::prelude::*;

#[component]
pub(in super::super) fn ShownBlock(report: String, block: DraftBlock) -> impl IntoView {
    let line = |pieces: Vec<Piece>| {
        let report = report.clone();
        pieces
            .into_iter()
            .map(move |piece| match piece {
                Piece::Text(text) => text.into_any(),
                Piece::Figure { id, printed } => {
                    view! { <a class="figure" href=routes::report_figure(&report, &id)>{printed}</a> }
                        .into_any()
                }
            })
            .collect_view()
    };
    match block {
        DraftBlock::Heading { text, section: false } => view! { <h2>{text}</h2> }.into_any(),
        DraftBlock::Heading { text, section: true } => view! { <h3>{text}</h3> }.into_any(),
        DraftBlock::Paragraph(pieces) => view! { <p>{line(pieces)}</p> }.into_any(),
        DraftBlock::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{line(item)}</li> }).collect_view();
            view! { <ul>{items}</ul> }.into_any()
        }
        DraftBlock::Table { title, columns, rows } => {
            let columns =
                columns.into_iter().map(|(title, number)| TableColumn::new(&title).number(number)).collect();
            let row = |cells: Vec<Vec<Piece>>| {
                TableRow::new(cells.into_iter().map(|cell| line(cell).into_any()).collect())
            };
            let rows = rows.into_iter().map(row).collect();
            view! { <DataTable caption=title columns rows wrap=true /> }.into_any()
        }
    }
}
