//! The supplier's side: the page behind the link, the form, the receipt. Nothing is decided here.

mod answer;
mod attached;
mod draw;
mod entering;
mod expired;
pub mod files;
mod link;
mod lost;
mod models;
mod session;
mod stopped;
mod taking;
mod workbook;

pub use expired::{Held, expired};

use crate::routes::{DRAFT, DRAINED, FILLED, Route, UPLOAD};
use app::supplier::paths;

/// The supplier's routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/", lost::front),
        Route::get(paths::LINKED, link::show),
        Route::post(paths::LINKED, link::act),
        Route::get(paths::UNSUBSCRIBE, link::unsubscribe_page),
        Route::post(paths::UNSUBSCRIBE, link::unsubscribe),
        Route::get(paths::VERIFY, link::verify),
        Route::get(paths::LINK, lost::show),
        Route::post(paths::LINK, lost::ask),
        // As addresses were before they named the request: bookmarks, and windows that are open during an upgrade.
        Route::get(paths::NOWHERE, stopped::nowhere),
        Route::post(paths::ANSWER, stopped::old),
        Route::get(paths::ANSWER, answer::resume),
        Route::get(paths::STEP, answer::show),
        Route::post(paths::STEP, answer::save_form).limit(DRAFT),
        Route::post(paths::SAVE, answer::save).limit(DRAFT),
        Route::post(paths::SUBMIT, answer::submit).limit(DRAFT),
        Route::post(paths::UPLOAD, workbook::look).limit(DRAINED),
        Route::post(paths::FILL, workbook::fill).limit(FILLED),
        Route::get(paths::FILES, attached::show),
        Route::post(paths::FILES, attached::attach).limit(UPLOAD),
        Route::get(paths::FILE, attached::download),
        Route::post(paths::REMOVE_FILE, attached::remove),
        Route::get(paths::RECEIPT, files::receipt),
        Route::get(paths::DOWNLOAD, files::download),
        Route::get(paths::WORKBOOK, files::workbook),
        Route::get(paths::REFERENCES, files::references),
        Route::get(paths::SUGGESTIONS, files::suggestions),
        Route::post(paths::LANGUAGE, session::choose_language),
        Route::post(paths::TAKE_BACK, answer::take_back),
        Route::post(paths::LEAVE, session::leave),
    ]
}
