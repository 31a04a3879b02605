//! Measurements.

use crate::run::{Result, root};

/// Lists the benches, or runs one.
pub fn bench(args: &[String]) -> Result {
    let dir = root().join("end2end/bench");
    let Some(name) = args.first() else {
        println!("benches: (none yet in {})", dir.display());
        return Ok(());
    };
    Err(format!("no bench is called {name}").into())
}
