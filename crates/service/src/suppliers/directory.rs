//! Suppliers by hand: list, add, edit, retire.

use crate::access::{Manager, Viewer};
use crate::ports::StoreError;
use crate::records::{
    Group, Mail, MailFilter, Page, RequestCommit, RequestFilter, RequestRow, Supplier, SupplierFilter,
    SupplierId,
};
use crate::suppliers::columns::Column;
use crate::suppliers::contacts::{TRIES, same_address};
use crate::survey::workdays::Delivery;
use crate::{FieldProblem, Result, ServiceError};
use domain::workflow::{RequestState, Transition};

/// Tidies a supplier as typed and says what is wrong with it.
pub fn tidy(mut s: Supplier) -> std::result::Result<Supplier, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for column in Column::ALL {
        let wrong = column.tidy(&mut s);
        problems.extend(wrong.map(|text| FieldProblem::new(column.key(), text)));
    }
    if s.name.is_empty() {
        problems.push(FieldProblem::new("name", "problem.required"));
    }
    if problems.is_empty() { Ok(s) } else { Err(problems) }
}

/// The supplier with what a person wrote into each column, tidied, or everything that is wrong with it.
pub fn typed<'a>(
    mut supplier: Supplier,
    text: impl Fn(Column) -> &'a str,
) -> std::result::Result<Supplier, Vec<FieldProblem>> {
    let put = |column: &Column| {
        let wrong = column.put(&mut supplier, text(*column), false).err()?;
        Some(FieldProblem::new(column.key(), wrong))
    };
    let unread: Vec<FieldProblem> = Column::ALL.iter().filter_map(put).collect();
    match tidy(supplier) {
        Ok(supplier) if unread.is_empty() => Ok(supplier),
        other => Err(unread.into_iter().chain(other.err().unwrap_or_default()).collect()),
    }
}

impl Viewer {
    /// A page of suppliers.
    pub async fn suppliers(&self, filter: &SupplierFilter) -> Result<Page<Supplier>> {
        Ok(self.services().store.suppliers(self.scope(), filter).await?)
    }

    /// How many there are: (active, retired).
    pub async fn supplier_counts(&self) -> Result<(u64, u64)> {
        Ok(self.services().store.supplier_counts(self.scope()).await?)
    }

    /// In which countries suppliers are, by their codes.
    pub async fn supplier_countries(&self) -> Result<Vec<String>> {
        Ok(self.services().store.supplier_countries(self.scope()).await?)
    }

    /// The groups that suppliers belong to.
    pub async fn supplier_groups(&self) -> Result<Vec<Group>> {
        Ok(self.services().store.supplier_groups(self.scope()).await?)
    }

    pub async fn supplier(&self, id: &SupplierId) -> Result<Supplier> {
        self.services().store.supplier(self.scope(), id).await?.ok_or(ServiceError::NotFound)
    }

    /// A supplier's requests, newest campaign first as far as names tell.
    pub async fn requests_of(&self, supplier: &SupplierId) -> Result<Vec<RequestRow>> {
        let filter = RequestFilter { supplier: Some(supplier.clone()), limit: 200, ..Default::default() };
        Ok(self.services().store.requests(self.scope(), &filter).await?.rows)
    }

    pub async fn mail(&self, id: &str) -> Result<Mail> {
        let mail = self.services().store.mail(id).await?.ok_or(ServiceError::NotFound)?;
        if !self.scope().is_everything() {
            self.in_scope(mail.mail.request.as_ref().ok_or(ServiceError::NotFound)?).await?;
        }
        Ok(mail)
    }

    /// A page of mails, the newest first.
    pub async fn mail_page(&self, filter: &MailFilter) -> Result<Page<Mail>> {
        Ok(self.services().store.mail_page(self.scope(), filter).await?)
    }

    /// The newest mails: all, or those to one supplier.
    pub async fn mails(&self, supplier: Option<&SupplierId>, limit: u32) -> Result<Vec<Mail>> {
        Ok(self.services().store.mails(self.scope(), supplier, limit).await?)
    }
}

impl Manager {
    /// Whoever changes a supplier changes all that is asked of it: only who works on all of its requests does.
    pub(crate) fn whole_supplier(&self, supplier: &Supplier) -> Result<()> {
        let whole = self.scope().has_groups(supplier.group_names());
        if whole { Ok(()) } else { Err(ServiceError::OutOfScope) }
    }

    /// Adds a supplier (`id` empty) or stores changes to one (`version` as read). Where the address changes, whoever had
    /// the old one loses access, and whoever has the new one is invited at once.
    pub async fn save_supplier(&self, supplier: Supplier) -> Result<Supplier> {
        self.save_supplier_by(supplier, Delivery::AtOnce).await
    }

    /// The same, and when invitations to a new address go out.
    pub async fn save_supplier_by(&self, supplier: Supplier, delivery: Delivery) -> Result<Supplier> {
        let mut supplier = tidy(supplier).map_err(ServiceError::Invalid)?;
        let services = self.services();
        if supplier.id.is_empty() {
            self.everything()?;
            supplier.id = services.new_id().into();
            supplier.version = 0;
            supplier.created_at = services.now();
            let log = self.did("supplier.added", format!("supplier:{}", supplier.id), "");
            return Ok(services.store.save_supplier(supplier, log).await?);
        }
        let old = self.supplier(&supplier.id).await?;
        self.whole_supplier(&old)?;
        // Whoever works on groups does not put a supplier out of reach by a slip.
        if !self.scope().has_groups(supplier.group_names()) {
            return Err(ServiceError::field("groups", "problem.groups_scope"));
        }
        supplier.created_at = old.created_at;
        supplier.retired_at = old.retired_at;
        let moved = !same_address(&old.email, &supplier.email);
        // A new address deserves a new try.
        supplier.mail_problem = old.mail_problem.filter(|_| !moved);
        self.change_contact(supplier, &old.email, moved, delivery).await
    }

    async fn change_contact(
        &self,
        supplier: Supplier,
        old_email: &str,
        moved: bool,
        delivery: Delivery,
    ) -> Result<Supplier> {
        let store = &self.services().store;
        for _ in 1..TRIES {
            let commits = if moved { self.hand_over(&supplier, old_email, delivery).await? } else { vec![] };
            let log = self.did("supplier.changed", format!("supplier:{}", supplier.id), "");
            match store.change_supplier(supplier.clone(), commits, log).await {
                // A request moved on meanwhile: what happens to it is worked out anew.
                Err(StoreError::Conflict)
                    if self.supplier(&supplier.id).await?.version == supplier.version => {}
                done => return Ok(done?),
            }
        }
        Err(ServiceError::Conflict)
    }

    /// Reminding stopped while the supplier could not be reached; it goes on.
    pub(crate) async fn remind_again(&self, supplier: &Supplier) -> Result<()> {
        let services = self.services();
        for row in self.requests_of(&supplier.id).await? {
            let campaign = self.campaign(&row.request.campaign).await?;
            let mut commit = RequestCommit::of(row.request);
            if commit.request.next_reminder_at.is_none() && commit.request.state.waits_for_supplier() {
                let now = services.now();
                commit.request.next_reminder_at =
                    crate::survey::reminders::anew(&commit.request, &campaign, &supplier.country, now);
                services.store.commit(commit).await?;
            }
        }
        Ok(())
    }

    /// Retires a supplier: it is asked no more, and requests still open are withdrawn. What is only planned stays so and
    /// is passed over at the launch, so that bringing the supplier back brings it back too.
    pub async fn retire_supplier(&self, id: &SupplierId) -> Result<()> {
        let services = self.services();
        let supplier = self.supplier(id).await?;
        self.whole_supplier(&supplier)?;
        for row in self.requests_of(id).await? {
            let planned = row.request.state == RequestState::Planned;
            if let Some(next) = row.request.state.after(Transition::Withdraw).filter(|_| !planned) {
                let mut commit = RequestCommit::of(row.request);
                commit.request.state = next;
                commit.request.state_at = services.now();
                commit.request.next_reminder_at = None;
                commit.request.reason = "supplier retired".to_owned();
                commit.revoke_access = true;
                let object = format!("request:{}", commit.request.id);
                commit.log.push(self.did("request.withdrawn", object, "supplier retired"));
                services.store.commit(commit).await?;
            }
        }
        let supplier = Supplier { retired_at: Some(services.now()), ..supplier };
        let log = self.did("supplier.retired", format!("supplier:{id}"), "");
        services.store.save_supplier(supplier, log).await?;
        Ok(())
    }

    /// Takes a retired supplier back; it can be asked again: what was withdrawn, by [`crate::Reviewer::undo`].
    pub async fn restore_supplier(&self, id: &SupplierId) -> Result<()> {
        let supplier = Supplier { retired_at: None, ..self.supplier(id).await? };
        self.whole_supplier(&supplier)?;
        let log = self.did("supplier.restored", format!("supplier:{id}"), "");
        self.services().store.save_supplier(supplier, log).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suppliers::columns::{LONGEST_LINE, LONGEST_TEXT};

    #[test]
    fn every_text_of_a_supplier_has_an_end() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        let supplier = Supplier {
            reference: long.clone(),
            name: long.clone(),
            via: long.clone(),
            contact_name: long.clone(),
            email: format!("{long}@works.example"),
            parts: long.clone(),
            ..Supplier::default()
        };
        let problems = tidy(supplier).unwrap_err();
        for field in ["reference", "name", "via", "contact_name", "email", "parts"] {
            assert!(problems.iter().any(|p| p.field == field && p.text == "problem.too_long"), "{field}");
        }
        let name = "x".repeat(LONGEST_LINE);
        assert!(tidy(Supplier { name, ..Supplier::default() }).is_ok());
    }
}
