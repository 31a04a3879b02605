//! Views of lists under a name, for oneself or for the team.

use crate::access::{Actor, Reviewer, Viewer};
use crate::records::{MemberId, SavedView};
use crate::{Result, ServiceError};
use domain::answer;

/// Most views of a member, and of the team.
const MOST: u32 = 100;
/// Longest name, and longest address.
const NAME: usize = 60;
const QUERY: usize = 2_000;

/// What is saved: the list, a name, and what stands in the address behind the question mark.
#[derive(Clone, Debug)]
pub struct NewView {
    pub list: String,
    pub name: String,
    pub query: String,
}

fn name_of(text: &str) -> Result<String> {
    let name = answer::clean(text).split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        1..=NAME => Ok(name),
        _ => Err(ServiceError::field("name", "problem.view_name")),
    }
}

impl Viewer {
    /// The own views and the team's, of every list, by name. Others' views name campaigns and groups as they are called;
    /// whoever works on a part of the survey sees those that he saved himself.
    pub async fn views(&self) -> Result<Vec<SavedView>> {
        let mut all = self.services().store.views(&self.member().id).await?;
        let me = &self.member().id;
        all.retain(|view| self.scope().is_everything() || view.saved_by == *me);
        Ok(all)
    }

    /// Keeps a view for oneself.
    pub async fn save_own_view(&self, new: NewView) -> Result<()> {
        save(self, new, Some(self.member().id.clone())).await
    }

    pub async fn rename_own_view(&self, id: &str, name: &str) -> Result<()> {
        rename(self, id, Some(&self.member().id), name).await
    }

    pub async fn remove_own_view(&self, id: &str) -> Result<()> {
        remove(self, id, Some(&self.member().id)).await
    }
}

impl Reviewer {
    /// Keeps a view for the team.
    pub async fn save_team_view(&self, new: NewView) -> Result<()> {
        save(self, new, None).await
    }

    pub async fn rename_team_view(&self, id: &str, name: &str) -> Result<()> {
        rename(self, id, None, name).await
    }

    pub async fn remove_team_view(&self, id: &str) -> Result<()> {
        remove(self, id, None).await
    }
}

async fn save(actor: &Actor, new: NewView, owner: Option<MemberId>) -> Result<()> {
    let name = name_of(&new.name)?;
    if new.query.len() > QUERY {
        return Err(ServiceError::field("name", "problem.view_long"));
    }
    let services = actor.services();
    let log = actor.did("view.saved", "view", name.clone());
    let view = SavedView {
        id: services.new_id(),
        list: new.list,
        name,
        query: new.query,
        owner,
        saved_at: services.now(),
        saved_by: actor.member().id.clone(),
    };
    Ok(services.store.add_view(view, MOST, log).await?)
}

async fn rename(actor: &Actor, id: &str, owner: Option<&MemberId>, name: &str) -> Result<()> {
    let name = name_of(name)?;
    let log = actor.did("view.renamed", "view", name.clone());
    Ok(actor.services().store.rename_view(id, owner, &name, log).await?)
}

async fn remove(actor: &Actor, id: &str, owner: Option<&MemberId>) -> Result<()> {
    let views = actor.services().store.views(&actor.member().id).await?;
    let name = views.into_iter().find(|view| view.id == id).map_or(String::new(), |view| view.name);
    let log = actor.did("view.removed", "view", name);
    Ok(actor.services().store.remove_view(id, owner, log).await?)
}
