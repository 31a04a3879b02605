//! The values that are stored.

mod answers;
mod call;
mod campaign;
mod company;
mod declared;
mod files;
mod ids;
mod job;
mod lists;
mod log;
mod mail;
mod note;
mod pictures;
mod query_template;
mod refusals;
mod reminder_plan;
mod report;
mod request;
mod retention;
mod scope;
mod second_factor;
mod secret;
mod supplier;
mod update;
mod verdicts;
mod view;

pub use answers::*;
pub use call::*;
pub use campaign::*;
pub use company::*;
pub use declared::*;
pub use files::*;
pub use ids::*;
pub use job::*;
pub use lists::*;
pub use log::*;
pub use mail::*;
pub use note::*;
pub use pictures::*;
pub use query_template::*;
pub use refusals::*;
pub use reminder_plan::*;
pub use report::*;
pub use request::*;
pub use retention::*;
pub use scope::*;
pub use second_factor::*;
pub use secret::*;
pub use supplier::*;
pub use update::*;
pub use verdicts::*;
pub use view::*;

pub use domain::instant::Millis;
pub use domain::terms::{CallOutcome, CampaignState, MailState, QueryState, Relationship, Role};
pub use domain::{Day, Instant};

/// A random identifier (128 bits, hexadecimal). Never sequential, never a secret.
pub type Id = String;
/// SHA-256 of a secret, hexadecimal: what is stored instead of the secret.
pub type SecretHash = String;
