//! The portal over HTTP. Tests carry the ids of the fault catalogue that they answer (W-05, A-03, Z-01 …).

mod alarm;
mod apart;
mod browser;
mod command;
mod decisions;
mod desk;
mod files;
mod flow;
mod front;
mod hostile;
mod import;
mod instances;
mod kill;
mod link;
mod loops;
mod matrix;
mod plain;
mod postgres;
mod process;
mod reader;
mod rules;
mod running;
mod rush;
mod secret;
mod sessions;
mod sign_in;
mod slow;
mod smtp;
mod supplier;
mod test_app;
mod upload;
mod upload_limits;
mod ways;
#[path = "../../../crates/sheets/tests/common/mod.rs"]
mod workbooks;
mod world;
