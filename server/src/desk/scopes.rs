//! What members may work on, and what that is called.

use app::desk::BoundForm;
use app::desk::settings::{MemberRole, ScopeChoice};
use service::records::{Campaign, Group, Member, Scope};
use service::{ServiceError, Viewer};

/// What there is to choose from.
pub struct Scopes {
    campaigns: Vec<Campaign>,
    groups: Vec<Group>,
}

impl Scopes {
    pub async fn of(viewer: &Viewer) -> Result<Scopes, ServiceError> {
        Ok(Scopes { campaigns: viewer.campaigns().await?, groups: viewer.supplier_groups().await? })
    }

    /// What a scope is called; blank for everything.
    pub fn names(&self, scope: &Scope) -> String {
        let names: Vec<&str> = match scope {
            Scope::Everything => Vec::new(),
            Scope::Campaigns(ids) => {
                self.campaigns.iter().filter(|of| ids.contains(&of.id)).map(|of| of.name.as_str()).collect()
            }
            // A group is there as long as a supplier is of it; who works on it works on it again when there is one.
            Scope::Groups(keys) => keys.iter().map(|key| self.group(key)).collect(),
        };
        names.join(", ")
    }

    fn group<'a>(&'a self, key: &'a str) -> &'a str {
        self.groups.iter().find(|of| of.key == key).map_or(key, |of| of.name.as_str())
    }

    /// The page on which a member's role and scope are chosen.
    pub fn page(self, member: &Member, scope: &Scope, form: BoundForm) -> MemberRole {
        let campaigns = self.campaigns.iter().map(|of| ScopeChoice {
            key: of.id.to_string(),
            name: of.name.clone(),
            chosen: matches!(scope, Scope::Campaigns(ids) if ids.contains(&of.id)),
        });
        let kept = if let Scope::Groups(keys) = scope { keys.clone() } else { Vec::new() };
        let gone = kept.iter().filter(|key| !self.groups.iter().any(|of| of.key == **key));
        let known = self.groups.iter().map(|of| (of.key.clone(), of.name.clone()));
        let groups = known.chain(gone.map(|key| (key.clone(), key.clone())));
        let groups = groups.map(|(key, name)| ScopeChoice { chosen: kept.contains(&key), key, name });
        MemberRole {
            id: member.id.to_string(),
            name: member.name.clone(),
            campaigns: campaigns.collect(),
            groups: groups.collect(),
            form,
        }
    }
}
