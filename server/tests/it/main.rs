//! The portal over HTTP. Tests carry the ids of the fault catalogue that they answer (W-05, A-03, Z-01 …).

mod bed;
mod front;
mod process;
