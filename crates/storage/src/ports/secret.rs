use super::run;
use crate::sql::secret;
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{SecretStore, Stored};
use service::records::*;

#[async_trait]
impl SecretStore for SqlStore {
    async fn secret_state(&self) -> Stored<SecretState> {
        run!(self.read [] tx => secret::state(tx))
    }

    async fn secret_check(&self) -> Stored<Option<String>> {
        run!(self.read [] tx => secret::check(tx))
    }

    async fn adopt_secret(&self, check: String) -> Stored<String> {
        run!(self.write [check = check] tx => secret::adopt(tx, check))
    }

    async fn renew_secret(&self, renewal: SecretRenewal) -> Stored<()> {
        run!(self.write [renewal = renewal] tx => secret::renew(tx, renewal))
    }
}
