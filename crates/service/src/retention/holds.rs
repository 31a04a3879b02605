//! Legal holds: what is kept although the rule would remove it.

use crate::access::{Administrator, Viewer};
use crate::records::{HoldScope, Id, LegalHold, MemberId, SupplierId};
use crate::{Result, ServiceError};
use domain::answer;

/// Most letters of a reason.
const REASON: usize = 500;

/// A hold as somebody wants it.
#[derive(Clone, Debug)]
pub struct WantedHold {
    pub scope: HoldScope,
    pub reason: String,
}

impl Administrator {
    /// Places a legal hold. What was removed before stays removed.
    pub async fn place_hold(&self, wanted: WantedHold) -> Result<Id> {
        let reason = answer::clean(&wanted.reason).to_owned();
        if answer::is_blank(&reason) {
            return Err(ServiceError::field("reason", "problem.required"));
        }
        if reason.chars().count() > REASON {
            return Err(ServiceError::field("reason", "problem.too_long"));
        }
        let services = self.services();
        let hold = LegalHold {
            id: services.new_id(),
            scope: wanted.scope,
            reason,
            placed_at: services.now(),
            placed_by: self.member().id.clone(),
            lifted_at: None,
            lifted_by: MemberId::default(),
        };
        let log = self.did("retention.held", object(&hold.scope), hold.reason.clone());
        let id = hold.id.clone();
        services.store.place_hold(hold, log).await?;
        Ok(id)
    }

    /// Lifts a hold: what it covered is removed by the next run, where it is due.
    pub async fn lift_hold(&self, id: &str) -> Result<()> {
        let store = &self.services().store;
        let hold = store.legal_holds().await?.into_iter().find(|hold| hold.id == id);
        let hold = hold.ok_or(ServiceError::NotFound)?;
        let log = self.did("retention.released", object(&hold.scope), "");
        Ok(store.lift_hold(id, &self.member().id, log).await?)
    }
}

impl Viewer {
    /// The one supplier with this number or whole name, in any letter case.
    pub async fn supplier_called(&self, called: &str) -> Result<SupplierId> {
        let called = answer::clean(called).to_lowercase();
        let is_it = |text: &str| !called.is_empty() && text.trim().to_lowercase() == called;
        let all = self.services().store.all_suppliers(self.scope()).await?;
        let mut found = all.into_iter().filter(|s| is_it(&s.reference) || is_it(&s.name));
        match (found.next(), found.next()) {
            (Some(supplier), None) => Ok(supplier.id),
            _ => Err(ServiceError::field("supplier", "problem.supplier_called")),
        }
    }
}

/// As the log calls what is held.
fn object(scope: &HoldScope) -> String {
    match scope {
        HoldScope::All => "company".to_owned(),
        HoldScope::Campaign(id) => format!("campaign:{id}"),
        HoldScope::Supplier(id) => format!("supplier:{id}"),
    }
}
