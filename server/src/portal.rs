//! What all handlers share.

use crate::config::Config;
use crate::health::Pulse;
use crate::reader::Reader;
use app::kit::shell::Assets;
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
    /// Reads uploaded files.
    pub reader: Reader,
    /// What the portal can do.
    pub services: service::Services,
}
