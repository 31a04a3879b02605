//! The desk of the compliance team: session, capability, use case, page. Nothing is decided here.

mod accept;
mod ask_many;
mod asking;
mod audit_log;
mod auth;
mod bulk;
mod call_list;
mod calls;
mod campaigns;
mod confirmed;
mod decisions;
mod enter;
mod entering;
mod files;
mod forms;
mod import;
mod list;
mod list_changes;
mod list_file;
mod lists;
mod logs;
mod mails;
mod names;
mod notes;
mod overview;
mod pausing;
mod pictures;
mod query_templates;
mod queue_filter;
mod recipients;
mod reminding;
mod reports;
mod requests;
mod retention;
mod review;
mod rules;
mod scopes;
mod second_factor;
pub(crate) mod session;
mod settings;
mod smelter;
mod smelters;
mod submission_view;
mod suppliers;
mod templates;
mod timeline;
mod together;
mod twins;
mod updates;
mod verdict_forms;
mod verdicts;
mod view_models;
mod views;
mod way;

pub use forms::say;

use crate::routes::Route;

/// The desk's routes.
pub fn routes() -> Vec<Route> {
    let parts = [
        auth::routes(),
        second_factor::routes(),
        overview::routes(),
        suppliers::routes(),
        import::routes(),
        campaigns::routes(),
        pictures::routes(),
        updates::routes(),
        rules::routes(),
        recipients::routes(),
        requests::routes(),
        pausing::routes(),
        review::routes(),
        decisions::routes(),
        asking::routes(),
        ask_many::routes(),
        accept::routes(),
        together::routes(),
        twins::routes(),
        enter::routes(),
        notes::routes(),
        calls::routes(),
        call_list::routes(),
        files::routes(),
        settings::routes(),
        retention::routes(),
        mails::routes(),
        audit_log::routes(),
        lists::routes(),
        names::routes(),
        smelter::routes(),
        smelters::routes(),
        verdicts::routes(),
        views::routes(),
        templates::routes(),
        query_templates::routes(),
        reports::routes(),
    ];
    parts.into_iter().flatten().collect()
}
