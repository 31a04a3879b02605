//! Under which terms a list may be passed on: it travels with the list into everything that is made from it.

use serde::{Deserialize, Serialize};

/// Who may read what stands in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceClass {
    /// Anybody: it may be printed.
    Public,
    /// Members of the body that keeps it, inside the company. A list of which nobody said anything is one of these.
    #[default]
    Member,
    /// Whoever pays for it, inside the company.
    Paid,
}

impl LicenceClass {
    /// All classes, as they are offered.
    pub const ALL: [LicenceClass; 3] = [LicenceClass::Public, LicenceClass::Member, LicenceClass::Paid];

    /// The part of the text key `smelters.licence.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            LicenceClass::Public => "public",
            LicenceClass::Member => "member",
            LicenceClass::Paid => "paid",
        }
    }

    /// The class with this key; that which nobody may see outside where there is none.
    pub fn of(key: &str) -> LicenceClass {
        LicenceClass::ALL.into_iter().find(|class| class.key() == key).unwrap_or_default()
    }

    /// Whether what a list says, and that it is the one who says it, may leave the company.
    pub fn may_be_published(self) -> bool {
        self == LicenceClass::Public
    }
}
