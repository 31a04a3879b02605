//! What whoever runs the survey does to a request: takes it back, sends its link again, decides about another person.

use crate::access::Manager;
use crate::records::{Request, RequestCommit, RequestId, Supplier};
use crate::survey::workdays::Delivery;
use crate::team::setup::normal_email;
use crate::{Result, ServiceError};
use domain::answer;
use domain::workflow::{RequestState, Transition};

impl Manager {
    /// Takes a request back.
    pub async fn withdraw(&self, id: &RequestId, reason: &str) -> Result<Request> {
        let reason = answer::clean(reason).chars().take(2_000).collect::<String>();
        let request = self.fresh(id).await?;
        self.step(request, Transition::Withdraw, "request.withdrawn", "", |commit| {
            commit.request.reason = reason;
            commit.revoke_access = true;
        })
        .await
    }

    /// Mails a new link; the old ones stop working.
    pub async fn resend_link(&self, id: &RequestId) -> Result<()> {
        let detail = self.request(id).await?;
        if matches!(detail.request.state, RequestState::Planned | RequestState::Withdrawn) {
            return Err(ServiceError::NotNow("state"));
        }
        if detail.supplier.email.is_empty() {
            return Err(ServiceError::field("email", "problem.no_address"));
        }
        let log = self.did("request.link_sent_again", format!("request:{id}"), "");
        self.services().send_new_link(detail.request, &detail.campaign, &detail.supplier, log).await
    }

    /// The other person is right: the supplier's contact changes, the old links die, and the new person is invited, to
    /// this request and to the supplier's others. Name and address are those that the team settled on; what was proposed
    /// may have held a slip.
    pub async fn accept_other_person(&self, id: &RequestId, name: &str, email: &str) -> Result<()> {
        if !answer::is_email(email) {
            return Err(ServiceError::field("email", "problem.email"));
        }
        let detail = self.request(id).await?;
        detail.other_person.as_ref().ok_or(ServiceError::NotFound)?;
        self.whole_supplier(&detail.supplier)?;
        let supplier = Supplier {
            contact_name: answer::clean(name).chars().take(300).collect(),
            email: normal_email(email),
            mail_problem: None,
            ..detail.supplier.clone()
        };
        let old = &detail.supplier.email;
        let mut commits = self.hand_over(&supplier, old, Delivery::AtOnce).await?;
        let others = commits.iter_mut().position(|commit| commit.request.id == *id);
        let at = others.unwrap_or_else(|| {
            commits.push(RequestCommit::of(detail.request));
            commits.len() - 1
        });
        commits[at].request.proposed_contact.clear();
        let taken = self.did("request.other_person_accepted", format!("request:{id}"), "");
        commits[at].log.push(taken);
        let log = self.did("supplier.changed", format!("supplier:{}", supplier.id), "");
        self.services().store.change_supplier(supplier, commits, log).await?;
        Ok(())
    }

    /// The other person is not right: nothing changes.
    pub async fn dismiss_other_person(&self, id: &RequestId) -> Result<()> {
        let mut commit = RequestCommit::of(self.fresh(id).await?);
        commit.request.proposed_contact.clear();
        commit.log.push(self.did("request.other_person_dismissed", format!("request:{id}"), ""));
        self.services().store.commit(commit).await?;
        Ok(())
    }
}
