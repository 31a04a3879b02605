//! Kinds of lists.

use super::status::Programme;
use serde::{Deserialize, Serialize};

/// What a list says about the smelters in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// They exist and are known under these names. Says nothing about an audit.
    #[default]
    Reference,
    /// They passed an audit. Not all of them need be in a reference list.
    Conformant,
    /// They have committed to an audit.
    Active,
    /// Names that changed, smelters that were removed or came back, each with its day.
    Revisions,
    /// The bullion market's own list of those that passed its programme.
    Lbma,
    /// The jewellers' own list of those that passed their programme.
    Rjc,
    /// The tungsten industry's own list of its members.
    TiCmc,
    /// Countries and regions that are conflict-affected or of high risk.
    Areas,
    /// Whom nobody may trade with.
    Sanctions,
    /// Whatever the company itself keeps.
    Own,
}

impl ListKind {
    /// All kinds, as they are offered.
    pub const ALL: [ListKind; 10] = [
        ListKind::Reference,
        ListKind::Conformant,
        ListKind::Active,
        ListKind::Revisions,
        ListKind::Lbma,
        ListKind::Rjc,
        ListKind::TiCmc,
        ListKind::Areas,
        ListKind::Sanctions,
        ListKind::Own,
    ];

    /// The part of the text key `smelters.kind.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            ListKind::Reference => "reference",
            ListKind::Conformant => "conformant",
            ListKind::Active => "active",
            ListKind::Revisions => "revisions",
            ListKind::Lbma => "lbma",
            ListKind::Rjc => "rjc",
            ListKind::TiCmc => "ti_cmc",
            ListKind::Areas => "areas",
            ListKind::Sanctions => "sanctions",
            ListKind::Own => "own",
        }
    }

    /// The metal of a programme's own list whose rows name none; for such lists alone.
    pub fn metal(self) -> Option<&'static str> {
        match self {
            ListKind::Lbma | ListKind::Rjc => Some("Gold"),
            ListKind::TiCmc => Some("Tungsten"),
            _ => None,
        }
    }

    /// The list of those that passed a programme.
    pub fn of(programme: Programme) -> ListKind {
        match programme {
            Programme::Rmap => ListKind::Conformant,
            Programme::Lbma => ListKind::Lbma,
            Programme::Rjc => ListKind::Rjc,
            Programme::TiCmc => ListKind::TiCmc,
        }
    }
}
