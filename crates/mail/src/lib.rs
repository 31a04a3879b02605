//! The Mailer port: an SMTP server, a folder of files, or memory.

mod advice;
mod compose;
mod files;
mod memory;
mod phrases;
mod settings;
mod smtp;
mod verdict;

pub use compose::compose;
pub use files::Files;
pub use memory::Memory;
pub use settings::{Encryption, SmtpSettings, Timeouts};
pub use smtp::Smtp;
pub use verdict::{Phase, Verdict, is_of_mailbox, judge};
