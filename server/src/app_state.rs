//! What all handlers share.

use crate::bodies::Bodies;
use crate::config::Config;
use crate::heartbeat::JobHeartbeat;
use crate::reader::Reader;
use app::kit::shell::Assets;
use service::keyed_lock::KeyedLock;
use std::sync::Arc;

/// The running portal; cheap to clone, the state of every route.
pub type AppState = Arc<AppParts>;

/// What the portal is made of.
pub struct AppParts {
    /// The settings.
    pub config: Config,
    /// The built site's addresses.
    pub assets: Assets,
    /// When the jobs were last seen at work.
    pub heartbeat: JobHeartbeat,
    /// Bodies on their way in.
    pub bodies: Bodies,
    /// One page of a request at a time: whoever has thousands of rows waits for himself alone.
    pub locks: KeyedLock,
    /// Reads uploaded files.
    pub reader: Reader,
    /// What the portal can do.
    pub services: service::Services,
}
