//! Who of the team looks after a request.

use crate::access::Reviewer;
use crate::records::{FieldChange, Member, MemberId, RequestCommit, RequestId};
use crate::{Result, ServiceError, bulk};
use domain::terms::Capability;

/// Whom requests are given to.
#[derive(Clone)]
struct Given {
    to: Option<MemberId>,
    name: String,
}

/// Whether requests can be given to a member: who may review and is let in.
pub fn may_own(member: &Member) -> bool {
    member.role.has(Capability::Review) && member.disabled_at.is_none()
}

impl Reviewer {
    /// Gives these requests to a member of the team, or to nobody; says how many were not the member's before. Suppliers
    /// are told nothing.
    pub async fn assign(&self, ids: Vec<RequestId>, to: Option<&MemberId>) -> Result<u64> {
        let members = self.members().await?;
        let member = match to {
            None => None,
            Some(id) => {
                let found = members.into_iter().find(|member| member.id == *id && may_own(member));
                Some(found.ok_or(ServiceError::NotFound)?)
            }
        };
        let given = Given {
            to: member.as_ref().map(|member| member.id.clone()),
            name: member.map_or(String::new(), |member| member.name),
        };
        let each = ids.into_iter().map(|id| (id, given.clone())).collect();
        bulk::each(self, each, |desk: Reviewer, (id, given)| async move { desk.assign_one(&id, given).await })
            .await
    }

    async fn assign_one(&self, id: &RequestId, given: Given) -> Result<bool> {
        let store = &self.services().store;
        let request = store.request(self.scope(), id).await?.ok_or(ServiceError::NotFound)?;
        if request.owner == given.to {
            return Ok(false);
        }
        let members = self.members().await?;
        let named =
            |id: &MemberId| members.iter().find(|m| m.id == *id).map_or(String::new(), |m| m.name.clone());
        let from = request.owner.as_ref().map_or(String::new(), named);
        let what = vec![FieldChange { field: "owner".to_owned(), from, to: given.name }];
        let detail = serde_json::to_string(&what).map_err(|e| ServiceError::Internal(e.into()))?;
        let mut commit = RequestCommit::of(request);
        // Whoever decides meanwhile is not disturbed.
        commit.quiet = true;
        commit.request.owner = given.to;
        commit.log.push(self.did("request.assigned", format!("request:{id}"), detail));
        store.commit(commit).await?;
        Ok(true)
    }
}
