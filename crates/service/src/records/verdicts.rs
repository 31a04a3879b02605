//! What the team says about smelters.

use super::{Day, Id, Instant, MemberId};
use domain::Metal;
use domain::smelters::LicenceClass;
pub use rollup::verdicts::{Takes, VerdictKind};

/// A verdict on a smelter. It is never changed: of one smelter and metal the last one that holds on a day counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmelterVerdict {
    pub id: Id,
    pub metal: Metal,
    /// Its number, or a name as it was typed.
    pub smelter: String,
    /// What it is found by: the number, or the folded name.
    pub key: String,
    /// What was decided; none where earlier verdicts are taken back.
    pub kind: Option<VerdictKind>,
    /// The first day on which it holds; none where it holds since ever.
    pub from: Option<Day>,
    /// The last day; none where it holds until another is made.
    pub to: Option<Day>,
    /// Why.
    pub note: String,
    pub at: Instant,
    /// The member who decided.
    pub by: MemberId,
}

/// From where a smelter takes its ore, as somebody found out. Never changed: of one smelter and class the last counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmelterSourcing {
    pub id: Id,
    pub cid: String,
    /// None where what was said before is taken back.
    pub takes: Option<Takes>,
    /// ISO 3166 codes, where countries are known.
    pub countries: Vec<String>,
    /// Who may read it.
    pub class: LicenceClass,
    /// What it rests on.
    pub source: String,
    /// The first day on which it holds; none where it holds since ever.
    pub from: Option<Day>,
    /// The last day; none where it holds until it is said otherwise.
    pub to: Option<Day>,
    pub at: Instant,
    /// The member who noted it.
    pub by: MemberId,
}
