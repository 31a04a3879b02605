//! The statements, written once for both databases.

pub mod blank;
pub mod campaign;
pub mod changes;
pub mod columns;
pub mod commit;
pub mod decision;
pub mod declared;
pub mod draft;
pub mod draft_size;
pub mod house;
pub mod import;
pub mod judgement;
pub mod keyset;
pub mod list;
pub mod log;
pub mod log_search;
pub mod mail;
pub mod mail_stop;
pub mod member;
pub mod profile;
pub mod request;
pub mod secret;
pub mod session;
pub mod setup;
pub mod smelters;
pub mod supplier;
