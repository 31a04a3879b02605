//! Mails: their words, and how what is queued is sent.

pub(crate) mod letter;
pub mod messages;
pub mod outbox;
pub(crate) mod own_words;
