//! Reports: snapshots, their figures, what rolls up and what leaves.

mod draft;
mod draft_page;
mod evidence;
mod figures;
mod filed;
mod files;
mod findings;
mod form_sd;
mod freeze;
mod own;
mod pictures;
mod place;
mod products;
mod rollup;
mod sent;
mod words;

use super::session::{Desk, PageResult};
use crate::routes::{Route, UPLOAD};
use app::desk::reports::{Reports, SnapshotLine};
use app::desk::{Area, routes};
use service::records::SnapshotHead;

/// The routes of reports.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::reports::PATH, list),
        Route::get(routes::freeze::PATH, freeze::show),
        Route::post(routes::freeze::PATH, freeze::take),
        Route::get(routes::own_data::PATH, own::show),
        Route::post(routes::own_data::PATH, own::save),
        Route::get(routes::own_products::PATH, products::list),
        Route::get(routes::own_products_csv::PATH, products::csv),
        Route::get(routes::new_own_product::PATH, products::new),
        Route::post(routes::new_own_product::PATH, products::add),
        Route::get(routes::own_product::PATH, products::show),
        Route::post(routes::own_product::PATH, products::save),
        Route::post(routes::remove_own_product::PATH, products::remove),
        Route::post(routes::import_own_products::PATH, products::take).limit(UPLOAD),
        Route::get(routes::import_own_preview::PATH, products::look),
        Route::post(routes::import_own_preview::PATH, products::confirm),
        Route::get(routes::report::PATH, figures::show),
        Route::get(routes::report_figure::PATH, figures::rows),
        Route::get(routes::report_pictures::PATH, pictures::show),
        Route::get(routes::report_findings::PATH, findings::rows),
        Route::get(routes::report_rollup::PATH, rollup::show),
        Route::get(routes::report_cell::PATH, rollup::trace),
        Route::get(routes::report_sent::PATH, sent::show),
        Route::post(routes::report_sent::PATH, sent::note),
        Route::get(routes::report_draft::PATH, draft::show),
        Route::post(routes::report_draft::PATH, draft::save),
        Route::post(routes::report_evidence::PATH, evidence::take),
        Route::get(routes::report_file::PATH, files::file),
        Route::get(routes::report_form::PATH, form_sd::show),
        Route::post(routes::report_form::PATH, form_sd::save),
        Route::get(routes::report_filed::PATH, filed::show),
        Route::post(routes::report_filed::PATH, filed::keep).limit(UPLOAD),
        Route::get(routes::report_filed_file::PATH, filed::file),
        Route::get(routes::report_compare::PATH, filed::compare),
    ]
}

/// The last day on which answers counted, in the zone in which it was named.
fn cutoff_day(head: &SnapshotHead) -> String {
    let zone = if head.zone == "Z" { "UTC" } else { &head.zone };
    format!("{} ({zone})", service::reports::freeze::cutoff_day(head))
}

async fn list(desk: Desk) -> PageResult {
    let viewer = desk.viewer();
    let members = viewer.members().await?;
    let line = |head: SnapshotHead| SnapshotLine {
        cutoff: cutoff_day(&head),
        by: members.iter().find(|m| m.id == head.taken_by).map_or(String::new(), |m| m.name.clone()),
        year: head.year.to_string(),
        frozen_at: head.taken_at,
        id: head.id,
        name: head.name,
    };
    let snapshots = viewer.snapshots().await?.into_iter().map(line).collect();
    desk.page(desk.texts().get("desk.report.title"), Area::Reports, Reports { snapshots }).await
}
