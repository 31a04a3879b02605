//! Surveys: campaigns, links, reminders, and when anything goes out.

pub mod calls;
pub mod campaigns;
mod launch_day;
pub mod links;
pub mod lost;
pub mod pictures;
pub mod reminders;
pub mod renewal;
pub mod to_do;
pub mod workdays;
