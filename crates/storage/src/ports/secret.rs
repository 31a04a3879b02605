use super::run;
use crate::sql::secret;
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{SecretStore, StoreResult};
use service::records::*;

#[async_trait]
impl SecretStore for SqlStore {
    async fn secret_state(&self) -> StoreResult<SecretState> {
        run!(self.read [] tx => secret::state(tx))
    }

    async fn secret_check(&self) -> StoreResult<Option<String>> {
        run!(self.read [] tx => secret::check(tx))
    }

    async fn adopt_secret(&self, check: String) -> StoreResult<String> {
        run!(self.write [check = check] tx => secret::adopt(tx, check))
    }

    async fn renew_secret(&self, renewal: SecretRenewal) -> StoreResult<()> {
        run!(self.write [renewal = renewal] tx => secret::renew(tx, renewal))
    }
}
