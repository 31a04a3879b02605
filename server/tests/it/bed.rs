//! A portal on a fresh SQLite database, called without a network.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use server::config::{Config, Options};
use server::portal::Portal;
use tempfile::TempDir;
use tower::ServiceExt;

/// A portal of a test's own.
pub struct Bed {
    pub portal: Portal,
    pub router: Router,
    dir: TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("")
    }
}

/// Settings for a portal in a temporary folder.
pub fn config(dir: &TempDir, change: impl FnOnce(&mut Options)) -> Config {
    let mut options = Options { data: Some(dir.path().to_owned()), ..Options::default() };
    change(&mut options);
    // Here the running program is the test.
    Config { reader: env!("CARGO_BIN_EXE_touchstone").into(), ..options.complete().unwrap() }
}

impl Bed {
    pub async fn new() -> Bed {
        Bed::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Options)) -> Bed {
        let dir = tempfile::tempdir().unwrap();
        let database = crate::postgres::instead().await;
        let config = config(&dir, |options| {
            options.database_url = database;
            change(options);
        });
        Bed::of(server::serve::open(config).await.unwrap(), dir)
    }

    /// Around a portal that was opened by hand.
    pub fn of(portal: Portal, dir: TempDir) -> Bed {
        Bed { router: server::routes::router(portal.clone()), portal, dir }
    }

    /// Where its data are.
    pub fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// Sends a request as it stands.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        // Without the marks that views come to life by.
        let body = String::from_utf8_lossy(&bytes).replace("<!>", "");
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Opens a page with a cookie.
    pub async fn get_as(&self, cookie: &str, path: &str) -> Answer {
        self.send(Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()).await
    }

    /// Posts a body with a cookie, as our own page would.
    pub async fn post_as(&self, cookie: &str, path: &str, kind: &str, body: String) -> Answer {
        let request = Request::post(path).header("cookie", cookie).header("content-type", kind);
        self.send(request.header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap()).await
    }
}
