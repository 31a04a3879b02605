//! A request's body on its way in: its connection waits until it is whole, and it may not dawdle.

use super::Place;
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep};

/// How long nothing is expected.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes that must come in a second afterwards, on the whole.
const RATE: u64 = 1_000;

/// A body that is read as it comes in.
pub(super) struct Arriving {
    body: Incoming,
    place: Arc<Place>,
    got: u64,
    /// How long was waited for bytes; while nobody reads, nobody waits.
    waited: Duration,
    wait: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Arriving {
    pub(super) fn new(body: Incoming, place: Arc<Place>) -> Arriving {
        Arriving { body, place, got: 0, waited: Duration::ZERO, wait: None }
    }

    /// How much longer may be waited for the next bytes.
    fn patience(&self) -> Duration {
        let earned = Duration::from_millis(self.got * 1000 / RATE);
        (PATIENCE + earned).saturating_sub(self.waited)
    }
}

impl Body for Arriving {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = &mut *self;
        let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) else {
            let left = this.patience();
            let (_, timer) = this.wait.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
            ready!(timer.as_mut().poll(cx));
            return Poll::Ready(Some(Err("the body came too slowly".into())));
        };
        if let Some((since, _)) = this.wait.take() {
            this.waited += since.elapsed();
        }
        if let Some(Ok(frame)) = &frame {
            this.got += frame.data_ref().map_or(0, |data| data.len() as u64);
        }
        if frame.is_none() || this.body.is_end_stream() {
            this.place.work();
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
