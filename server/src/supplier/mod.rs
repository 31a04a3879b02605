//! The supplier's side: the page behind the link, the form, the receipt. Nothing is decided here.

mod answer;
pub mod files;
mod link;
mod models;
mod session;

use crate::routes::{DRAFT, Route};
use app::supplier::paths;

/// The supplier's routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/r/{token}", link::show),
        Route::post("/r/{token}", link::act),
        Route::get(paths::VERIFY, link::verify),
        Route::get(paths::ANSWER, answer::resume),
        Route::get("/answer/{step}", answer::show),
        Route::post("/answer/{step}", answer::save_form).limit(DRAFT),
        Route::post(paths::SAVE, answer::save).limit(DRAFT),
        Route::post(paths::SUBMIT, answer::submit).limit(DRAFT),
        Route::get(paths::RECEIPT, files::receipt),
        Route::get(paths::DOWNLOAD, files::download),
        Route::get(paths::WORKBOOK, files::workbook),
        Route::get(paths::REFERENCES, files::references),
        Route::get(paths::SUGGESTIONS, files::suggestions),
        Route::post(paths::LANGUAGE, session::choose_language),
    ]
}
