//! Connections: how long one may take to say what it wants, and how many there may be. Whoever opens many and says
//! nothing, or never ends what it says (on purpose, or as an idle browser), keeps nobody else out: when there is no
//! room, a connection that waits for a request makes some. A request has come when its body is whole.

mod arriving;

use crate::client::Address;
use crate::network::Network;
use arriving::Arriving;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Body as _;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tower::ServiceExt;

/// Files that the portal needs besides connections: the database, the log, uploads being read.
const OWN_FILES: u64 = 96;

/// How long a connection that makes room for another may take to end what it was at.
const PARTING: Duration = Duration::from_millis(100);

/// What a connection reads ahead at most; also the most that a head may have.
const AHEAD: usize = 64 * 1024;

/// What connections are held to.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Most connections at once.
    pub connections: usize,
    /// Most connections of one client that wait for a request.
    pub per_client: usize,
    /// Proxies, each of which stands for many clients.
    pub proxies: Vec<Network>,
    /// How long a request's head may take, counted from the end of the answer before; then the connection is closed.
    pub head: Duration,
    /// How long an unfinished request is waited for when the portal ends.
    pub farewell: Duration,
}

impl Limits {
    /// As many as the system lets us open, within reason.
    pub fn of_the_system(proxies: &[Network]) -> Limits {
        let connections = usize::try_from(open_files().saturating_sub(OWN_FILES)).unwrap_or(usize::MAX);
        Limits {
            connections: connections.clamp(32, 10_000),
            // An office behind one address, each browser with a few connections.
            per_client: 256,
            proxies: proxies.to_vec(),
            // Longer than a proxy in front keeps an unused connection, but not for ever.
            head: Duration::from_secs(75),
            farewell: Duration::from_secs(3),
        }
    }
}

/// How many files we may open, after asking for as many as we are allowed to ask for.
fn open_files() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let most = now.maximum.unwrap_or(u64::MAX).min(16_384);
    if now.current.is_some_and(|current| current < most) {
        let raised = Rlimit { current: Some(most), maximum: now.maximum };
        if setrlimit(Resource::Nofile, raised).is_ok() {
            return most;
        }
    }
    now.current.unwrap_or(most)
}

/// Who makes room first: whoever has had an answer and says nothing, before whoever is saying something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Idle,
    Speaking,
}

/// The connections of one client that wait for a request, in the order in which they make room.
type Line = BTreeMap<(Kind, u64), Arc<Notify>>;

#[derive(Default)]
struct Waiting {
    lines: HashMap<String, Line>,
    next: u64,
    open: usize,
}

impl Waiting {
    /// The first in the client's line leaves; says whether there was one.
    fn send_away(&mut self, client: &str) -> bool {
        let first = self.lines.get_mut(client).and_then(Line::pop_first);
        first.inspect(|(_, leave)| leave.notify_one()).is_some()
    }

    /// The client with the longest line.
    fn longest(&self) -> Option<String> {
        let longest = self.lines.iter().max_by_key(|(_, line)| line.len())?;
        Some(longest.0.clone())
    }
}

type Shared = Arc<Mutex<Waiting>>;

fn lock(shared: &Shared) -> MutexGuard<'_, Waiting> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One connection's place in the line; dropping it gives the place up.
struct Place {
    shared: Shared,
    client: String,
    number: Mutex<Option<(Kind, u64)>>,
    leave: Arc<Notify>,
}

impl Place {
    /// A place for a new connection. With no room left, one that waits leaves, of the client that has most of them; if
    /// nobody waits, there is none. `most`: how many of this client may wait.
    fn take(shared: &Shared, client: String, connections: usize, most: usize) -> Option<Place> {
        let mut waiting = lock(shared);
        if waiting.open >= connections {
            let from = waiting.longest()?;
            waiting.send_away(&from);
        } else if waiting.lines.get(&client).is_some_and(|line| line.len() >= most) {
            waiting.send_away(&client);
        }
        waiting.open += 1;
        drop(waiting);
        let place = Place { shared: shared.clone(), client, number: Mutex::default(), leave: Arc::default() };
        place.wait(Kind::Speaking);
        Some(place)
    }

    fn number(&self) -> MutexGuard<'_, Option<(Kind, u64)>> {
        self.number.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, kind: Kind) {
        self.work();
        let mut waiting = lock(&self.shared);
        let number = (kind, waiting.next);
        waiting.next += 1;
        waiting.lines.entry(self.client.clone()).or_default().insert(number, self.leave.clone());
        *self.number() = Some(number);
    }

    /// Out of the line, into work.
    fn work(&self) {
        let Some(number) = self.number().take() else { return };
        let mut waiting = lock(&self.shared);
        if let Some(line) = waiting.lines.get_mut(&self.client) {
            line.remove(&number);
            if line.is_empty() {
                waiting.lines.remove(&self.client);
            }
        }
    }

    /// Whether a request is being answered.
    fn works(&self) -> bool {
        self.number().is_none()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.work();
        lock(&self.shared).open -= 1;
    }
}

/// Answers until told to stop, and then finishes what runs.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    mut stopped: watch::Receiver<bool>,
) {
    let (shared, limits) = (Shared::default(), Arc::new(limits));
    let (done, mut all_done) = tokio::sync::mpsc::channel::<()>(1);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stop| *stop) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // A caller that hung up is nothing; too many open files passes when some are closed.
                tracing::debug!(%error, "a connection was not taken");
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let proxy = limits.proxies.iter().any(|network| network.contains(peer.ip()));
        let most = if proxy { usize::MAX } else { limits.per_client };
        let client = Address(Some(peer.ip().to_canonical())).client();
        let Some(place) = Place::take(&shared, client, limits.connections, most) else {
            tracing::warn!("all connections are at work; a new one was closed");
            continue;
        };
        // A small answer must not wait for a large one.
        let _ = stream.set_nodelay(true);
        let connection = talk(stream, peer, router.clone(), Arc::new(place), limits.clone(), stopped.clone());
        let done = done.clone();
        tokio::spawn(async move {
            connection.await;
            drop(done);
        });
    }
    drop((done, listener));
    // Nothing is ever sent: it ends when the last connection has ended.
    let _ = all_done.recv().await;
}

async fn talk(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    place: Arc<Place>,
    limits: Arc<Limits>,
    mut stopped: watch::Receiver<bool>,
) {
    let answering = place.clone();
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let (router, place) = (router.clone(), answering.clone());
        async move {
            if request.body().is_end_stream() {
                place.work();
            }
            let mut request = request.map(|body| Arriving::new(body, place.clone()));
            request.extensions_mut().insert(ConnectInfo(peer));
            let Ok(response) = router.oneshot(request).await;
            // Whoever is slow to take an answer is in line again as well.
            place.wait(Kind::Idle);
            Ok::<_, Infallible>(response)
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(AHEAD);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    // The longest that an unfinished request is waited for.
    let patience = tokio::select! {
        _ = connection.as_mut() => return,
        () = place.leave.notified() => PARTING,
        _ = stopped.wait_for(|stop| *stop) => limits.farewell,
    };
    // A request that has come is read first: whoever sits idle is cut off by the next line.
    if tokio::time::timeout(Duration::ZERO, connection.as_mut()).await.is_ok() {
        return;
    }
    connection.as_mut().graceful_shutdown();
    if tokio::time::timeout(patience, connection.as_mut()).await.is_ok() {
        return;
    }
    // What never ends holds nothing up; a request that runs is finished.
    if place.works() {
        let _ = connection.await;
    }
}
