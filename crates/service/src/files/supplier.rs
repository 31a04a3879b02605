//! Files at a request, for its supplier.

use super::{GivenFile, Owner};
use crate::declarations::supplier_desk::SupplierDesk;
use crate::records::{Instant, KeptFile, Side};
use crate::{Result, ServiceError};

impl SupplierDesk {
    /// The files that the supplier may read: its own, and what the team shares.
    pub async fn files(&self) -> Result<Vec<KeptFile>> {
        let all = self.services().store.files(&self.request().id).await?;
        Ok(all.into_iter().filter(|file| file.removed_at.is_none() && file.is_for_supplier()).collect())
    }

    /// One of them; any other is not there.
    pub async fn file(&self, id: &str) -> Result<KeptFile> {
        self.files().await?.into_iter().find(|file| file.id == id).ok_or(ServiceError::NotFound)
    }

    /// Attaches a file, while answers are taken.
    pub async fn attach(&self, given: GivenFile) -> Result<KeptFile> {
        if !self.is_writable() {
            return Err(ServiceError::NotNow("not_writable"));
        }
        let did = self.did("", "");
        // What a member puts there for the supplier is the team's, and the supplier may read it.
        let (side, member, shared) = match self.writer() {
            Some(writer) => (Side::Team, writer.entry.member.clone(), true),
            None => (Side::Supplier, Default::default(), false),
        };
        let owner = Owner { side, member, did };
        self.services().keep(self.request(), GivenFile { shared, ..given }, None, owner).await
    }

    /// Whether the supplier may remove a file: one that it put there since it submitted last.
    pub fn may_remove(&self, file: &KeptFile) -> bool {
        let since = self.request().submitted_at.unwrap_or(Instant::MIN);
        let own = match self.writer() {
            Some(writer) => {
                file.side == Side::Team && file.put_by == writer.entry.member && file.submission == 0
            }
            None => file.side == Side::Supplier,
        };
        self.is_writable() && own && file.put_at > since
    }

    /// Removes a file that was not submitted with.
    pub async fn remove_file(&self, id: &str) -> Result<()> {
        let file = self.file(id).await?;
        if !self.may_remove(&file) {
            return Err(ServiceError::NotNow("file_submitted"));
        }
        self.services().removed(&file, self.did("", "")).await
    }
}
