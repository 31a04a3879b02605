//! Keeps mails in memory, for tests.

use async_trait::async_trait;
use service::ports::{MailError, Mailer, Message};
use std::sync::{Mutex, PoisonError};

/// Keeps what it is handed; fails on demand.
#[derive(Default)]
pub struct Memory {
    sent: Mutex<Vec<Message>>,
    failure: Mutex<Option<MailError>>,
}

impl Memory {
    /// Everything that was sent, oldest first.
    pub fn sent(&self) -> Vec<Message> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fails every mail from now on, or (`None`) takes them again.
    pub fn fail(&self, failure: Option<MailError>) {
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = failure;
    }
}

#[async_trait]
impl Mailer for Memory {
    async fn send(&self, message: &Message) -> Result<(), MailError> {
        if let Some(failure) = self.failure.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return Err(failure);
        }
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
        Ok(())
    }

    fn describe(&self) -> String {
        "memory".to_owned()
    }
}
