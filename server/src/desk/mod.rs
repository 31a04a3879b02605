//! The desk of the compliance team.

use crate::routes::Route;

/// The desk's routes.
pub fn routes() -> Vec<Route> {
    Vec::new()
}
