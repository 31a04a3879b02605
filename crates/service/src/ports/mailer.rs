//! What sends mail.

use async_trait::async_trait;

use crate::records::Refusal;

/// A message ready to go.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Message-ID without angle brackets; the same on every try.
    pub message_id: String,
    /// Display name and address of the sender.
    pub from_name: String,
    /// Where answers go; empty for the sender.
    pub reply_to: String,
    pub to: String,
    /// The address at which one press of a mail program ends these mails (RFC 8058); empty where there is none.
    pub unsubscribe: String,
    /// Subject: one line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    pub html: String,
}

/// Why a message did not go.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Worth another try: this mailbox is full, or the like.
    #[error("{0}")]
    Temporary(String),
    /// Worth another try: the server is busy or greylisting. Where it lasts, it is about us.
    #[error("{0}")]
    PutOff(String),
    /// No use trying again: the address itself is refused.
    #[error("{0}")]
    Permanent(String),
    /// Something of ours is refused, and nothing is held against the address.
    #[error("{1}")]
    Portal(Refusal, String),
}

#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands a message to the next server; `Ok` when it took it.
    async fn send(&self, message: &Message) -> Result<(), MailError>;
    /// What it is, for the settings page: `smtp host:port`, `files in DIR`.
    fn describe(&self) -> String;
}
