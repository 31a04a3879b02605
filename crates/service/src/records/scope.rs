//! What of the survey a member of the team works on.

use super::CampaignId;
use serde::{Deserialize, Serialize};

/// What of the survey a member sees and does. What is outside of it is not there: it is in no list, no count and no file,
/// and its address leads nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole company's.
    #[default]
    Everything,
    /// The requests of these campaigns, and the suppliers that these ask.
    Campaigns(Vec<CampaignId>),
    /// The suppliers of these groups (by [`group_key`](super::group_key)), and their requests in every campaign.
    Groups(Vec<String>),
}

impl Scope {
    /// Whether it is the whole.
    pub fn is_everything(&self) -> bool {
        *self == Scope::Everything
    }

    /// Whether any of a campaign's requests can be in it.
    pub fn has_campaign(&self, id: &CampaignId) -> bool {
        match self {
            Scope::Everything | Scope::Groups(_) => true,
            Scope::Campaigns(ids) => ids.contains(id),
        }
    }

    /// Whether a supplier with these groups is in it, whoever asks it.
    pub fn has_groups<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> bool {
        match self {
            Scope::Everything => true,
            Scope::Campaigns(_) => false,
            Scope::Groups(keys) => names.any(|name| keys.contains(&super::group_key(name))),
        }
    }

    /// As it is stored: blank for everything.
    pub fn key(&self) -> String {
        match self {
            Scope::Everything => String::new(),
            other => serde_json::to_string(other).unwrap_or_default(),
        }
    }

    /// What [`Scope::key`] made.
    pub fn parse(key: &str) -> Option<Scope> {
        if key.is_empty() { Some(Scope::Everything) } else { serde_json::from_str(key).ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_comes_back_as_it_was_stored_and_nothing_else_is_one() {
        let campaigns = Scope::Campaigns(vec!["c1".into()]);
        for scope in [Scope::Everything, campaigns.clone(), Scope::Groups(vec!["plating".into()])] {
            assert_eq!(Scope::parse(&scope.key()), Some(scope));
        }
        assert_eq!(Scope::parse("all"), None);
        assert!(campaigns.has_campaign(&"c1".into()) && !campaigns.has_campaign(&"c2".into()));
        let groups = Scope::Groups(vec!["east asia".into()]);
        assert!(
            groups.has_groups(["Plating", "East Asia"].into_iter())
                && !groups.has_groups(["Asia"].into_iter())
        );
    }
}
