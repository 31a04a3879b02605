//! The supplier's side.

use crate::routes::Route;

/// The supplier's routes.
pub fn routes() -> Vec<Route> {
    Vec::new()
}
