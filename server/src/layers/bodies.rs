//! Bodies on their way in: how many of one client, and how much is held of all. What is too much is not waited for any
//! longer, the oldest of whoever has most; whoever meant it can send it again.

use crate::app_state::AppState;
use crate::bodies::FREE;
use crate::client::Address;
use crate::http_error::HttpError;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Body as _, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

/// One request's body among all, until this is dropped.
struct Held {
    portal: AppState,
    client: String,
    number: u64,
    got: AtomicUsize,
    /// What is held of it since it is whole.
    whole: AtomicUsize,
    /// Whether it did not come whole.
    broken: AtomicBool,
}

impl Held {
    fn new(portal: AppState, client: String) -> Held {
        let mut clients = portal.bodies.lock();
        let number = clients.begin(&client);
        drop(clients);
        let (got, whole, broken) = Default::default();
        Held { portal, client, number, got, whole, broken }
    }

    /// Whether it is still waited for. If so, whoever reads it is woken when that ends.
    fn is_waited_for(&self, cx: &Context<'_>) -> bool {
        let mut clients = self.portal.bodies.lock();
        clients.get(&self.client, self.number).map(|it| it.reader = Some(cx.waker().clone())).is_some()
    }

    fn came(&self, bytes: usize) {
        let before = self.got.fetch_add(bytes, Ordering::Relaxed);
        let counted = |got: usize| got.saturating_sub(FREE);
        let more = counted(before + bytes) - counted(before);
        self.portal.bodies.lock().hold(&self.client, self.number, more);
    }

    fn is_whole(&self) {
        if let Some(it) = self.portal.bodies.lock().remove(&self.client, self.number) {
            self.whole.store(it.held, Ordering::Relaxed);
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut clients = self.portal.bodies.lock();
        let held = clients.remove(&self.client, self.number).map_or(0, |it| it.held);
        clients.held -= held + self.whole.load(Ordering::Relaxed);
    }
}

/// A body that is counted as it is read.
struct Counted {
    body: Body,
    held: Arc<Held>,
    whole: bool,
}

impl hyper::body::Body for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        if !this.whole && !this.held.is_waited_for(cx) {
            this.held.broken.store(true, Ordering::Relaxed);
            return Poll::Ready(Some(Err(axum::Error::new("too much is on its way in"))));
        }
        let frame = ready!(Pin::new(&mut this.body).poll_frame(cx));
        match &frame {
            Some(Ok(frame)) => this.held.came(frame.data_ref().map_or(0, Bytes::len)),
            Some(Err(_)) => this.held.broken.store(true, Ordering::Relaxed),
            None => {}
        }
        if !this.whole && (frame.is_none() || this.body.is_end_stream()) {
            this.whole = true;
            this.held.is_whole();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

fn held(portal: &AppState, request: Request) -> (Request, Arc<Held>) {
    let proxies = &portal.config.trusted_proxies;
    let client = Address::of(request.extensions(), request.headers(), proxies).client();
    let held = Arc::new(Held::new(portal.clone(), client));
    let counted = held.clone();
    (request.map(|body| Body::new(Counted { body, held: counted, whole: false })), held)
}

/// A request whose body counts while it comes in, where a route does so for some callers alone.
pub fn counted(portal: &AppState, request: Request) -> Request {
    held(portal, request).0
}

/// Counts a request's body while it comes in, and answers for one that did not come whole.
pub async fn count(State(portal): State<AppState>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (request, held) = held(&portal, request);
    let response = next.run(request).await;
    if held.broken.load(Ordering::Relaxed) && response.status().is_client_error() {
        return HttpError::of(StatusCode::REQUEST_TIMEOUT).into_response();
    }
    response
}
