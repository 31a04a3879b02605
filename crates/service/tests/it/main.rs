//! The use cases, by subject, in one program: it is linked once, and its tests share the cores.

mod answers;
mod bulk;
mod common;
mod contacts;
mod decisions;
mod demo;
mod evidence;
mod form;
mod import;
mod launch_day;
mod log;
mod mail;
mod many;
mod profiles;
mod published;
mod refusals;
mod reminders;
mod reminders_paused;
mod reports;
mod retention;
mod roles;
mod second_factor;
mod sign_in;
mod smelter_lists;
mod team;
mod verdicts;
