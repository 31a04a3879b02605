//! Bodies on their way in: how many of one client, and how much is held of all. What is too much is not waited for any
//! longer, the oldest of whoever has most; whoever meant it can send it again.

use crate::client::Address;
use crate::fault::Fault;
use crate::portal::Portal;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Body as _, Frame, SizeHint};
use std::collections::{BTreeMap, HashMap};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

/// Unfinished bodies of one client.
const OF_CLIENT: usize = 64;
/// Bytes of a body that are not counted: a small form is never too much.
const FREE: usize = 16 << 10;
/// Bytes held of all bodies together, each until its request is answered.
const HELD: usize = 64 << 20;

/// A body that is not whole: how much of it is held, and who reads it.
#[derive(Default)]
struct Unfinished {
    held: usize,
    reader: Option<Waker>,
}

/// The unfinished bodies of each client, oldest first.
#[derive(Default)]
struct Clients {
    lines: HashMap<String, BTreeMap<u64, Unfinished>>,
    next: u64,
    /// What is held of these and of those that are whole.
    held: usize,
}

impl Clients {
    fn get(&mut self, client: &str, number: u64) -> Option<&mut Unfinished> {
        self.lines.get_mut(client)?.get_mut(&number)
    }

    fn remove(&mut self, client: &str, number: u64) -> Option<Unfinished> {
        let line = self.lines.get_mut(client)?;
        let gone = line.remove(&number);
        if line.is_empty() {
            self.lines.remove(client);
        }
        gone
    }

    /// The oldest of a client's bodies of which at least so much is held is not waited for any longer.
    fn give_up(&mut self, client: &str, least: usize) {
        let oldest = self.lines.get(client).and_then(|line| line.iter().find(|(_, it)| it.held >= least));
        let Some(gone) = oldest.map(|it| *it.0).and_then(|number| self.remove(client, number)) else {
            return;
        };
        self.held -= gone.held;
        gone.reader.inspect(Waker::wake_by_ref);
    }

    /// Holds so much more of a body, and gives up others where that is too much.
    fn hold(&mut self, client: &str, number: u64, bytes: usize) {
        let Some(it) = self.get(client, number) else { return };
        it.held += bytes;
        self.held += bytes;
        while self.held > HELD {
            let held = |line: &BTreeMap<u64, Unfinished>| line.values().map(|it| it.held).sum::<usize>();
            let most = self.lines.iter().map(|(client, line)| (held(line), client)).max();
            // What is whole is worked on, and is soon gone.
            let Some((1.., client)) = most else { return };
            self.give_up(&client.clone(), 1);
        }
    }
}

/// All bodies that are held.
#[derive(Default)]
pub struct Bodies(Mutex<Clients>);

impl Bodies {
    fn lock(&self) -> MutexGuard<'_, Clients> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One request's body among all, until this is dropped.
struct Held {
    portal: Portal,
    client: String,
    number: u64,
    got: AtomicUsize,
    /// What is held of it since it is whole.
    whole: AtomicUsize,
    /// Whether it did not come whole.
    broken: AtomicBool,
}

impl Held {
    fn new(portal: Portal, client: String) -> Held {
        let mut clients = portal.bodies.lock();
        let number = clients.next;
        clients.next += 1;
        let line = clients.lines.entry(client.clone()).or_default();
        line.insert(number, Unfinished::default());
        if line.len() > OF_CLIENT {
            clients.give_up(&client, 0);
        }
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

fn held(portal: &Portal, request: Request) -> (Request, Arc<Held>) {
    let proxies = &portal.config.trusted_proxies;
    let client = Address::of(request.extensions(), request.headers(), proxies).client();
    let held = Arc::new(Held::new(portal.clone(), client));
    let counted = held.clone();
    (request.map(|body| Body::new(Counted { body, held: counted, whole: false })), held)
}

/// A request whose body counts while it comes in, where a route does so for some callers alone.
pub fn counted(portal: &Portal, request: Request) -> Request {
    held(portal, request).0
}

/// Counts a request's body while it comes in, and answers for one that did not come whole.
pub async fn count(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (request, held) = held(&portal, request);
    let response = next.run(request).await;
    if held.broken.load(Ordering::Relaxed) && response.status().is_client_error() {
        return Fault::of(StatusCode::REQUEST_TIMEOUT).into_response();
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(clients: &mut Clients, client: &str) -> u64 {
        clients.next += 1;
        let number = clients.next;
        clients.lines.entry(client.to_owned()).or_default().insert(number, Unfinished::default());
        number
    }

    #[test]
    fn f_d5_too_much_is_taken_from_whoever_has_most_the_oldest_first() {
        let mut clients = Clients::default();
        let small = begin(&mut clients, "a");
        clients.hold("a", small, HELD / 4);
        let large: Vec<u64> = (0..3).map(|_| begin(&mut clients, "b")).collect();
        for number in &large {
            clients.hold("b", *number, HELD / 4);
        }
        assert_eq!(clients.held, HELD);
        clients.hold("a", small, 1);
        assert!(clients.get("b", large[0]).is_none(), "the oldest of the one who has most");
        assert!(clients.get("b", large[1]).is_some() && clients.get("a", small).is_some());
        assert_eq!(clients.held, HELD / 4 * 3 + 1);
        // What is whole is not given up, whatever is held of it.
        let whole = clients.remove("b", large[1]).unwrap();
        assert_eq!(whole.held, HELD / 4);
        clients.hold("a", small, HELD);
        assert!(clients.get("b", large[2]).is_none() || clients.get("a", small).is_none());
        assert!(clients.held <= HELD);
    }
}
