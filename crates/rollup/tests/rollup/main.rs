//! Roll-ups and figures of invented campaigns.

mod campaigns;
mod cases;
mod figures;
mod lists;
mod random;
mod scene;
#[cfg(target_os = "linux")]
mod speed;
mod terms;
