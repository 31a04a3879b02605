//! What the portal does, without saying with which database or mail server.
//!
//! `records` are the values that are stored, `ports` the traits that adapters implement. Everything else is use
//! cases: they ask for a capability, decide with the pure core, and hand one unit of work to a port.

pub mod ports;
pub mod records;
