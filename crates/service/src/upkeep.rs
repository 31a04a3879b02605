//! What whoever runs the portal asks of it, and no page: whether it lives, and that it tidies up.

use crate::records::MailAlarm;
use crate::{Result, Services};
use std::time::Duration;

/// How long bytes are kept that no file names: whoever put them has not come to name them.
pub(crate) const UNNAMED: Duration = Duration::from_secs(3600);

impl Services {
    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.store.ping().await?)
    }

    /// Whether mail is held up.
    pub async fn mail_alarm(&self) -> Result<MailAlarm> {
        Ok(self.store.mail_alarm().await?)
    }

    /// Whether somebody has set the portal up.
    pub async fn is_set_up(&self) -> Result<bool> {
        Ok(self.store.is_set_up().await?)
    }

    /// Drops what is over: sessions, counts of tries, imports that nobody confirmed, bytes of files that were removed.
    pub async fn sweep(&self) -> Result<()> {
        self.store.drop_unnamed(UNNAMED).await?;
        Ok(self.store.sweep(self.now()).await?)
    }
}
