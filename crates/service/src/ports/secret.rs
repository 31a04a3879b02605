use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// Which secret the database belongs to.
#[async_trait]
pub trait SecretStore: Send + Sync {
    /// Which secret the database belongs to, and whether it holds anything.
    async fn secret_state(&self) -> StoreResult<SecretState>;
    /// By which the database knows its secret ([`crate::secrets::check_value`]); none until one was adopted.
    async fn secret_check(&self) -> StoreResult<Option<String>>;
    /// Makes a secret the database's own if it has none yet; gives the one that it has now.
    async fn adopt_secret(&self, check: String) -> StoreResult<String>;
    /// Puts another secret in the place of the one before, with the links that follow from it. Mails that wait carry
    /// the new links; who has such a mail gets no other.
    async fn renew_secret(&self, renewal: SecretRenewal) -> StoreResult<()>;
}
