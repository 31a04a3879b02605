//! The portal as tests start it: on a fresh database, called without a network, with a clock to move and a mailbox to
//! read.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use mail::Memory;
use server::app_state::AppState;
use server::config::{Config, Options};
use server::system::SystemClock;
use service::ports::{Clock, Random, Store};
use service::records::{Instant, Millis};
use service::secrets::seal_key;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// The real time and what it was moved by; or a time that begins where it is told and passes only as it is moved.
#[derive(Default)]
pub struct TestClock {
    begins: Option<Instant>,
    moved: AtomicI64,
}

impl TestClock {
    pub fn at(begins: Instant) -> TestClock {
        TestClock { begins: Some(begins), ..TestClock::default() }
    }

    pub fn advance(&self, by: Millis) {
        self.moved.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        match self.begins {
            // A millisecond each time, so that what happens later is later.
            Some(begins) => begins + self.moved.fetch_add(1, Ordering::SeqCst),
            None => SystemClock.now() + self.moved.load(Ordering::SeqCst),
        }
    }
}

/// Randomness that anybody can foretell.
struct Counting(AtomicU64);

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let n = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst).to_le_bytes();
            chunk.copy_from_slice(&n[..chunk.len()]);
        }
    }
}

/// A portal of a test's own.
pub struct TestApp {
    pub portal: AppState,
    pub router: Router,
    pub clock: Arc<TestClock>,
    pub mailbox: Arc<Memory>,
    store: OnceCell<Arc<dyn Store>>,
    dir: TempDir,
}

/// What a portal keeps, opened beside it as another instance opens it.
pub async fn store_of(portal: &AppState) -> Arc<dyn Store> {
    let store = storage::open(&portal.config.database_url).await.unwrap();
    store.seal_with(seal_key(&portal.services.config.secret)).await.unwrap();
    store
}

/// What came back.
#[derive(Debug)]
pub struct TestResponse {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl TestResponse {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    /// Where it leads.
    pub fn location(&self) -> &str {
        self.header("location")
    }
}

/// Settings for a portal in a temporary folder.
pub fn config(dir: &TempDir, change: impl FnOnce(&mut Options)) -> Config {
    let mut options = Options { data: Some(dir.path().to_owned()), ..Options::default() };
    change(&mut options);
    // Here the running program is the test.
    Config { reader: env!("CARGO_BIN_EXE_touchstone").into(), ..options.complete().unwrap() }
}

impl TestApp {
    pub async fn new() -> TestApp {
        TestApp::with(|_| {}).await
    }

    /// With other settings.
    pub async fn with(change: impl FnOnce(&mut Options)) -> TestApp {
        TestApp::build(TestClock::default(), change).await
    }

    /// With a clock of its own.
    pub async fn at(begins: Instant) -> TestApp {
        TestApp::build(TestClock::at(begins), |_| {}).await
    }

    /// With a clock and randomness of its own, so that the same acts have the same times and identifiers, on this database.
    pub async fn fixed(begins: Instant, database: Option<String>) -> TestApp {
        let dir = tempfile::tempdir().unwrap();
        let config = config(&dir, |options| {
            options.database_url = database;
            options.secret = Some("a".repeat(64));
        });
        let (clock, mailbox) = (Arc::new(TestClock::at(begins)), Arc::new(Memory::default()));
        let portal = server::serve::open_with(config, mailbox.clone(), clock.clone()).await.unwrap();
        let (store, known) = (store_of(&portal).await, portal.services.config.clone());
        let mut parts = Arc::into_inner(portal).unwrap();
        let random = Arc::new(Counting(AtomicU64::new(1)));
        parts.services = service::Services::new(store, mailbox.clone(), clock.clone(), random, known);
        let portal = Arc::new(parts);
        let router = server::routes::router(portal.clone());
        TestApp { router, portal, clock, mailbox, store: OnceCell::new(), dir }
    }

    async fn build(clock: TestClock, change: impl FnOnce(&mut Options)) -> TestApp {
        let dir = tempfile::tempdir().unwrap();
        let database = crate::postgres::instead().await;
        let config = config(&dir, |options| {
            options.database_url = database;
            change(options);
        });
        TestApp::start(config, clock.into(), dir).await
    }

    /// With these settings as they are; the folder lives as long as the portal.
    pub async fn start(config: Config, clock: Arc<TestClock>, dir: TempDir) -> TestApp {
        let mailbox = Arc::new(Memory::default());
        let portal = server::serve::open_with(config, mailbox.clone(), clock.clone()).await.unwrap();
        let router = server::routes::router(portal.clone());
        TestApp { router, portal, clock, mailbox, store: OnceCell::new(), dir }
    }

    /// What it keeps, past the use cases.
    pub async fn store(&self) -> &dyn Store {
        self.store.get_or_init(|| store_of(&self.portal)).await.as_ref()
    }

    /// Where its data are.
    pub fn dir(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// Sends what waits.
    pub async fn deliver(&self) {
        while self.portal.services.deliver(500).await.unwrap() > 0 {}
    }

    /// Sends a request as it stands.
    pub async fn send(&self, request: Request<Body>) -> TestResponse {
        let (parts, bytes) = self.receive(request).await;
        // Without the marks that views come to life by.
        let body = String::from_utf8_lossy(&bytes).replace("<!>", "");
        TestResponse { status: parts.status, headers: parts.headers, body }
    }

    /// The same for what is no text.
    pub async fn receive(&self, request: Request<Body>) -> (axum::http::response::Parts, Vec<u8>) {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        (parts, axum::body::to_bytes(body, usize::MAX).await.unwrap().into())
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> TestResponse {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Opens a page with a cookie.
    pub async fn get_as(&self, cookie: &str, path: &str) -> TestResponse {
        self.send(Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()).await
    }

    /// Posts a body with a cookie, as our own page would.
    pub async fn post_as(&self, cookie: &str, path: &str, kind: &str, body: String) -> TestResponse {
        let request = Request::post(path).header("cookie", cookie).header("content-type", kind);
        self.send(request.header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap()).await
    }
}
