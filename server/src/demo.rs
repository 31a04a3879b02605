//! Routes that only the demonstration has.

use crate::routes::Route;

/// The demonstration's routes.
pub fn routes() -> Vec<Route> {
    Vec::new()
}
