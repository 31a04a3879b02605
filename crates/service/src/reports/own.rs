//! The company's own side: its products with the metals in them, and what it answers for itself.

mod change;

use crate::access::{Manager, Viewer};
use crate::records::{OwnDataVersion, Supplier};
use crate::{Result, ServiceError, Services};
use domain::answer;
use rollup::Own;

/// The company's own data, and their version: a write names the one that it saw, 0 for none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnData {
    pub version: i64,
    pub own: Own,
}

impl Services {
    pub(crate) async fn own_data(&self) -> Result<OwnData> {
        let versions = self.store.own_data().await?;
        let version = versions.last().map_or(0, |last| last.version);
        Ok(OwnData { version, own: change::put_together(&versions)? })
    }
}

impl Viewer {
    /// Every supplier, for whoever says which of them serve a product line.
    pub async fn all_suppliers(&self) -> Result<Vec<Supplier>> {
        Ok(self.services().store.all_suppliers(self.scope()).await?)
    }

    /// The company's own data.
    pub async fn own_data(&self) -> Result<OwnData> {
        self.services().own_data().await
    }
}

impl Manager {
    /// Stores the company's own data: a conflict where somebody else has changed them since they were read. Answers get
    /// the name of whoever changed them, and the day.
    pub async fn save_own_data(&self, data: OwnData) -> Result<OwnData> {
        self.everything()?;
        let services = self.services();
        let versions = services.store.own_data().await?;
        if data.version != versions.last().map_or(0, |last| last.version) {
            return Err(ServiceError::Conflict);
        }
        let before = change::put_together(&versions)?;
        let mut own = data.own;
        own.lines.iter_mut().for_each(|line| {
            line.suppliers.sort();
            line.suppliers.dedup();
        });
        if own.lines.iter().any(|line| answer::is_blank(&line.number)) {
            return Err(ServiceError::field("lines", "problem.required"));
        }
        let today = services.company_today().await?;
        for (key, said) in &mut own.answers {
            let is_new = before
                .answers
                .get(key)
                .is_none_or(|old| (&old.value, &old.comment) != (&said.value, &said.comment));
            if is_new {
                said.by = self.member().name.clone();
                said.on = Some(today);
            }
        }
        let new = OwnData { version: data.version + 1, own };
        let (document, whole) = change::document(&versions, &before, &new.own)?;
        let stored = OwnDataVersion {
            version: new.version,
            document,
            whole,
            saved_at: services.now(),
            saved_by: self.member().id.clone(),
        };
        services.store.put_own_data(stored, self.did("own_data.changed", "company", "")).await?;
        Ok(new)
    }
}
