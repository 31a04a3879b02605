//! Connections: how long one may take to say what it wants, and how many there may be. Whoever opens many and says
//! nothing (on purpose, or as an idle browser) keeps nobody else out: when there is no room, the connection that has
//! waited longest for a request makes some.

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::collections::BTreeMap;
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

/// What connections are held to.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most connections at once.
    pub connections: usize,
    /// How long a request's head may take, counted from the end of the answer before; then the connection is closed.
    pub head: Duration,
    /// How long an unfinished head is waited for when the portal ends.
    pub farewell: Duration,
}

impl Limits {
    /// As many as the system lets us open, within reason.
    pub fn of_the_system() -> Limits {
        let connections = usize::try_from(open_files().saturating_sub(OWN_FILES)).unwrap_or(usize::MAX);
        // Longer than a proxy in front keeps an unused connection, but not for ever.
        let head = Duration::from_secs(75);
        Limits { connections: connections.clamp(32, 10_000), head, farewell: Duration::from_secs(3) }
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

/// The connections that wait for a request, longest first.
#[derive(Default)]
struct Waiting {
    line: BTreeMap<u64, Arc<Notify>>,
    next: u64,
    open: usize,
}

type Shared = Arc<Mutex<Waiting>>;

fn lock(shared: &Shared) -> MutexGuard<'_, Waiting> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One connection's place in the line; dropping it gives the place up.
struct Place {
    shared: Shared,
    number: Mutex<Option<u64>>,
    leave: Arc<Notify>,
}

impl Place {
    /// A place for a new connection. With no room left, the first in line leaves; if nobody waits, there is none.
    fn take(shared: &Shared, most: usize) -> Option<Place> {
        let mut waiting = lock(shared);
        if waiting.open >= most {
            let (_, first) = waiting.line.pop_first()?;
            first.notify_one();
        }
        waiting.open += 1;
        drop(waiting);
        let place = Place { shared: shared.clone(), number: Mutex::default(), leave: Arc::default() };
        place.wait();
        Some(place)
    }

    fn wait(&self) {
        let mut waiting = lock(&self.shared);
        let number = waiting.next;
        waiting.next += 1;
        waiting.line.insert(number, self.leave.clone());
        *self.number.lock().unwrap_or_else(PoisonError::into_inner) = Some(number);
    }

    /// Out of the line, into work; says whether it was still in it.
    fn work(&self) -> bool {
        let number = self.number.lock().unwrap_or_else(PoisonError::into_inner).take();
        number.is_some_and(|number| lock(&self.shared).line.remove(&number).is_some())
    }

    /// Whether a request is being answered.
    fn works(&self) -> bool {
        self.number.lock().unwrap_or_else(PoisonError::into_inner).is_none()
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
    let shared = Shared::default();
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
        let Some(place) = Place::take(&shared, limits.connections) else {
            tracing::warn!("all connections are at work; a new one was closed");
            continue;
        };
        // A small answer must not wait for a large one.
        let _ = stream.set_nodelay(true);
        let connection = talk(stream, peer, router.clone(), Arc::new(place), limits, stopped.clone());
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
    limits: Limits,
    mut stopped: watch::Receiver<bool>,
) {
    let answering = place.clone();
    let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        let (router, place) = (router.clone(), answering.clone());
        async move {
            place.work();
            request.extensions_mut().insert(ConnectInfo(peer));
            let Ok(response) = router.oneshot(request).await;
            // Whoever is slow to take an answer is in line again as well.
            place.wait();
            Ok::<_, Infallible>(response)
        }
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    // The longest that an unfinished head is waited for.
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
    // A head that never ends holds nothing up; a request that runs is finished.
    if place.works() {
        let _ = connection.await;
    }
}
