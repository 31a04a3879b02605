//! The one binary: command line, configuration, routes, layers, jobs. Thin: what the portal does is decided in
//! `service`, what it looks like in `app`.

pub mod alone;
pub mod app_state;
pub mod assets;
pub mod bodies;
pub mod clamd;
pub mod client;
pub mod commands;
pub mod config;
pub mod cookies;
pub mod demo;
pub mod desk;
pub mod failure;
mod file_out;
pub mod health;
pub mod heartbeat;
pub mod http_error;
pub mod jobs;
pub mod layers;
pub mod listen;
pub mod logging;
pub mod network;
pub mod page_context;
pub mod private;
pub mod reader;
pub mod routes;
pub mod secret;
pub mod serve;
pub mod supplier;
pub mod system;
mod upload;
