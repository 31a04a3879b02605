//! What all handlers share.

use crate::config::Config;
use crate::fault::Fault;
use crate::health::Pulse;
use crate::layers::bodies::Bodies;
use crate::reader::Reader;
use app::kit::shell::Assets;
use service::aside::Rank;
use service::turns::Turns;
use std::sync::Arc;

/// The running portal; cheap to clone, the state of every route.
pub type Portal = Arc<Parts>;

/// What the portal is made of.
pub struct Parts {
    /// The settings.
    pub config: Config,
    /// The built site's addresses.
    pub assets: Assets,
    /// When the jobs were last seen at work.
    pub pulse: Pulse,
    /// Bodies on their way in.
    pub bodies: Bodies,
    /// One page of a request at a time: whoever has thousands of rows waits for himself alone.
    pub turns: Turns,
    /// Reads uploaded files.
    pub reader: Reader,
    /// What the portal can do.
    pub services: service::Services,
}

impl Parts {
    /// Draws a page where nobody else waits for it: a large one on threads that let everybody else go first.
    pub async fn draw(
        &self,
        large: bool,
        drawing: impl FnOnce() -> String + Send + 'static,
    ) -> Result<String, Fault> {
        match large {
            true => self.services.aside.run(Rank::Last, drawing).await.ok_or(Fault::OURS),
            false => tokio::task::spawn_blocking(drawing).await.map_err(|_| Fault::OURS),
        }
    }
}
