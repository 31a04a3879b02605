//! The table of routes: one entry per method and path, so that tests can walk it.

use crate::app_state::AppState;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};

/// What a plain form may send.
pub const FORM: usize = 256 * 1024;
/// What a save of a whole draft may send: as many rows as a draft may have.
pub const DRAFT: usize = 8 * 1024 * 1024;
/// What an upload may send.
pub const UPLOAD: usize = 20 * 1024 * 1024;
/// What a workbook says, as a page sends it back: a whole draft as JSON, in which every quote of a row is escaped.
pub const FILLED: usize = 2 * DRAFT;
/// What a form with a file in it may send where what was typed beside the file is kept, however large that is: what
/// is too much of the file is passed over, and never held.
pub const DRAINED: usize = 64 * 1024 * 1024;

/// One method of one path.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// The path, as axum writes it.
    pub path: &'static str,
    /// Most bytes that a body may have.
    pub limit: usize,
    handler: MethodRouter<AppState>,
}

impl Route {
    /// A page. HEAD comes with it; neither changes anything.
    pub fn get<H: Handler<T, AppState>, T: 'static>(path: &'static str, handler: H) -> Route {
        Route { method: Method::GET, path, limit: FORM, handler: get(handler) }
    }

    /// An act.
    pub fn post<H: Handler<T, AppState>, T: 'static>(path: &'static str, handler: H) -> Route {
        Route { method: Method::POST, path, limit: FORM, handler: post(handler) }
    }

    /// The same with another limit for the body.
    pub fn limit(self, bytes: usize) -> Route {
        Route { limit: bytes, ..self }
    }
}

/// Every route of the portal.
pub fn table(demo: bool) -> Vec<Route> {
    let mut all = vec![
        Route::get("/healthz", crate::health::alive),
        Route::get("/readyz", crate::health::ready),
        Route::get("/assets/{*path}", crate::assets::serve),
    ];
    all.extend(crate::supplier::routes());
    all.extend(crate::desk::routes());
    if demo {
        all.extend(crate::demo::routes());
    }
    all
}

/// The routes with the layers in front.
pub fn router(portal: AppState) -> Router {
    let mut router = Router::new();
    for route in table(portal.config.demo) {
        let mut handler = route.handler.layer(DefaultBodyLimit::max(route.limit));
        // An upload has room reserved for it before it is read.
        if route.limit < UPLOAD {
            handler = handler.layer(from_fn_with_state(portal.clone(), crate::layers::bodies::count));
        }
        router = router.route(route.path, handler);
    }
    crate::layers::wrap(router.fallback(crate::http_error::nothing_here), portal)
}
