//! The generated pages: one for each rule, and their list.

use crate::run::Result;

/// Writes them, or compares them with what is there.
pub fn generate(_check: bool) -> Result {
    Ok(())
}
