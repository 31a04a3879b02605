//! What matching is given and what it answers.

use super::reason::Reason;
use crate::{Day, Metal, Row, SmelterRow, Table};
use serde::{Deserialize, Serialize};

/// What is known of a typed or imported smelter, as it stands in the row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedSmelter {
    /// Identification number, in whatever shape.
    pub cid: String,
    /// Identification number in the second column that has one.
    pub identification: String,
    /// The name that was chosen from the look-up list.
    pub lookup: String,
    /// The name that was typed.
    pub name: String,
    pub metal: String,
    /// Country where it stands.
    pub country: String,
    pub city: String,
}

impl From<&SmelterRow> for TypedSmelter {
    fn from(row: &SmelterRow) -> TypedSmelter {
        TypedSmelter {
            cid: row.cid.clone(),
            identification: row.identification.clone(),
            lookup: row.lookup.clone(),
            name: row.name.clone(),
            metal: row.metal.clone(),
            country: row.country.clone(),
            city: row.city.clone(),
        }
    }
}

impl Table {
    /// What a row calls a smelter, where rows of this table do.
    pub fn smelter(self, row: &dyn Row) -> Option<TypedSmelter> {
        let text = |key| self.column(key).map_or("", |col| row.cell(col)).to_owned();
        (self == Table::SMELTERS).then(|| TypedSmelter {
            cid: text("cid"),
            identification: text("identification"),
            lookup: text("lookup"),
            name: text("name"),
            metal: text("metal"),
            country: text("country"),
            city: text("city"),
        })
    }
}

/// A decision of the team: under this text, for this metal, that smelter is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AliasDecision {
    /// The name as it was typed.
    pub text: String,
    /// The metal of the row.
    pub metal: Metal,
    /// The smelter; none where the team decided that no smelter of the lists is meant.
    pub cid: Option<String>,
    /// Who decided.
    pub who: String,
    /// When, as `2026-11-23`; of two decisions the later counts.
    pub when: Day,
}

/// How sure the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It is the first candidate.
    Certain,
    /// It may be one of the candidates: somebody has to say.
    Ambiguous,
    /// Nothing that the lists know.
    None,
}

/// A smelter that may be meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// Its identification number.
    pub cid: String,
    /// How well it fits, from 0 to 1.
    pub score: f32,
    /// Why, and what speaks against it.
    pub reasons: Vec<Reason>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// How sure it is.
    pub confidence: Confidence,
    /// Who may be meant, best first.
    pub candidates: Vec<Candidate>,
    /// What is to be said of the row itself.
    pub notes: Vec<Reason>,
}

impl Outcome {
    /// Whether nobody has to be asked: it is sure, or the team has decided before.
    pub fn is_settled(&self) -> bool {
        self.confidence == Confidence::Certain || self.is_decided()
    }

    /// Whether it rests on a decision of the team.
    pub fn is_decided(&self) -> bool {
        let says = |reasons: &[Reason], code: &str| reasons.iter().any(|r| r.code == code);
        // What was decided for another metal is only a hint.
        let decided = |c: &Candidate| says(&c.reasons, "learnt") && !says(&c.reasons, "metal_differs");
        says(&self.notes, "learnt_none") || self.candidates.iter().any(decided)
    }
}
