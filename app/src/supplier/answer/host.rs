//! Where the form is drawn: on the server or in the browser.

use crate::supplier::form::Form;
use crate::supplier::model::{Conflict, Step};
use domain::Instant;
use leptos::prelude::*;

/// What is drawn otherwise on the server than in the browser. Components find it by `use_host`.
#[derive(Clone, Copy)]
pub struct Host {
    /// Whether scripts run, so that what is said without them is not drawn.
    pub scripts: bool,
    /// Draws a step. In the browser what draws it comes when it is needed.
    pub step: fn(Step) -> AnyView,
    /// Draws what two people wrote in one place, likewise.
    pub conflict: fn(Conflict) -> AnyView,
    /// Draws the place to drop a workbook, where something can read it.
    pub import: fn(Form, Step) -> Option<AnyView>,
    /// The time of day of a point in time: the reader's own where it can be told.
    pub clock: fn(Instant) -> String,
}

/// Where the form around a component is drawn.
pub fn use_host() -> Host {
    expect_context()
}

/// The time of day in UTC, as long as nobody can tell the reader's own.
pub fn utc_clock(at: Instant) -> String {
    at.utc().split_once(' ').map_or_else(String::new, |(_, clock)| clock.to_owned())
}

/// Where the server draws it.
#[cfg(feature = "ssr")]
pub const SERVER: Host = Host {
    scripts: false,
    step: every_step,
    conflict: super::conflict,
    import: |_, _| None,
    clock: utc_clock,
};

/// Draws any step.
#[cfg(feature = "ssr")]
fn every_step(step: Step) -> AnyView {
    match step {
        Step::Corrections | Step::Review => super::review(step),
        _ if step.table().is_some() => super::rows(step),
        _ => super::questions(step),
    }
}
