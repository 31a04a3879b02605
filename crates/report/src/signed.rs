//! What nothing here ever says by itself: it stands in a report only where a person chose it, on a day, under a name.

use crate::document::Text;
use crate::facts::Facts;
use domain::{Day, Share, Texts};
use serde::{Deserialize, Serialize};

/// What has to be decided by a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statement {
    /// The conclusion of the country-of-origin inquiry, for each metal.
    Inquiry,
    /// Whether our products contain the metal.
    Contained,
    /// What is known of the conflict, which calls for an audit in one case.
    Conflict,
    /// Whether due diligence conforms to the OECD's guidance.
    Oecd,
    /// Whether there was an independent audit of the report.
    Audit,
    /// Where our own minerals may come from.
    OwnOrigin,
    /// Whether all smelters are known.
    AllIdentified,
}

impl Statement {
    pub const ALL: [Statement; 7] = [
        Statement::Inquiry,
        Statement::Contained,
        Statement::Conflict,
        Statement::Oecd,
        Statement::Audit,
        Statement::OwnOrigin,
        Statement::AllIdentified,
    ];

    /// Whether it is decided for each metal.
    pub fn by_metal(self) -> bool {
        matches!(self, Statement::Inquiry | Statement::Contained)
    }

    /// What can be chosen.
    pub fn choices(self) -> &'static [Choice] {
        use Choice::*;
        match self {
            Statement::Inquiry => &[NotCovered, RecycledOrScrap, MayBeCovered],
            Statement::Contained => &[Contain, DoNotContain],
            Statement::Conflict => &[ConflictFree, NotFoundFree, Undeterminable, NotStated],
            Statement::Oecd => &[ConformsToOecd, FollowsOecd],
            Statement::Audit => &[Audited, NoAudit],
            Statement::OwnOrigin => &[MayInclude, OriginUnknown],
            Statement::AllIdentified => &[AllIdentified, NotAllIdentified],
        }
    }
}

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    NotCovered,
    RecycledOrScrap,
    MayBeCovered,
    Contain,
    DoNotContain,
    ConflictFree,
    NotFoundFree,
    Undeterminable,
    /// The report says nothing on it, which the rule has allowed since 2014 unless products are called conflict free.
    NotStated,
    ConformsToOecd,
    FollowsOecd,
    Audited,
    NoAudit,
    MayInclude,
    OriginUnknown,
    AllIdentified,
    NotAllIdentified,
}

/// Why something cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    NoName,
    NoMetal,
    OtherStatement,
    CoveredSmelters,
    NotAllRecycled,
    NoAudit,
    NoCountries,
    Incomplete,
    NotRecorded,
    DeclaredNo,
    DeclaredYes,
}

impl Refusal {
    pub const ALL: [Refusal; 11] = [
        Refusal::NoName,
        Refusal::NoMetal,
        Refusal::OtherStatement,
        Refusal::CoveredSmelters,
        Refusal::NotAllRecycled,
        Refusal::NoAudit,
        Refusal::NoCountries,
        Refusal::Incomplete,
        Refusal::NotRecorded,
        Refusal::DeclaredNo,
        Refusal::DeclaredYes,
    ];

    /// The reason, for whoever wanted to sign.
    pub fn reason(self, texts: &Texts) -> String {
        texts.get(&format!("report.sign.{}", self.key())).to_owned()
    }

    /// The part of the text key `report.sign.<key>`.
    pub fn key(self) -> &'static str {
        match self {
            Refusal::NoName => "no_name",
            Refusal::NoMetal => "no_metal",
            Refusal::OtherStatement => "other_statement",
            Refusal::CoveredSmelters => "covered_smelters",
            Refusal::NotAllRecycled => "not_all_recycled",
            Refusal::NoAudit => "no_audit",
            Refusal::NoCountries => "no_countries",
            Refusal::Incomplete => "incomplete",
            Refusal::NotRecorded => "not_recorded",
            Refusal::DeclaredNo => "declared_no",
            Refusal::DeclaredYes => "declared_yes",
        }
    }
}

/// Who made an independent audit of the report, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Auditor {
    pub name: Text,
    pub on: Day,
}

/// A choice under a name. Whether the figures allow it is asked each time it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    statement: Statement,
    metal: Option<String>,
    choice: Choice,
    by: Text,
    on: Day,
    auditor: Option<Auditor>,
}

/// A choice before it is signed.
#[derive(Clone, Debug)]
pub struct Asked {
    pub statement: Statement,
    pub metal: Option<String>,
    pub choice: Choice,
    pub auditor: Option<Auditor>,
}

impl Signed {
    /// Refuses what the rule or the figures do not allow.
    pub fn new(asked: Asked, by: &str, on: Day, facts: &Facts) -> Result<Signed, Refusal> {
        let Asked { statement, metal, choice, auditor } = asked;
        let signed = Signed { statement, metal, choice, by: Text::new(by.trim()), on, auditor };
        signed.stands(facts).map(|()| signed)
    }

    pub fn statement(&self) -> Statement {
        self.statement
    }

    pub fn metal(&self) -> Option<&str> {
        self.metal.as_deref()
    }

    pub fn choice(&self) -> Choice {
        self.choice
    }

    pub fn by(&self) -> &str {
        self.by.as_str()
    }

    pub fn on(&self) -> Day {
        self.on
    }

    pub fn auditor(&self) -> Option<&Auditor> {
        self.auditor.as_ref()
    }

    /// Whether these figures allow it, as they stand.
    pub fn stands(&self, facts: &Facts) -> Result<(), Refusal> {
        let known = |metal: &String| facts.metals.contains(metal);
        if self.by.as_str().trim().is_empty() {
            Err(Refusal::NoName)
        } else if !self.statement.choices().contains(&self.choice) {
            Err(Refusal::OtherStatement)
        } else if self.statement.by_metal() != self.metal.is_some() || !self.metal.iter().all(known) {
            Err(Refusal::NoMetal)
        } else {
            self.allowed(facts)
        }
    }

    fn allowed(&self, facts: &Facts) -> Result<(), Refusal> {
        let of = || facts.facilities_of(self.metal.as_deref().unwrap_or_default());
        let demand = |holds: bool, refusal| if holds { Ok(()) } else { Err(refusal) };
        let audited = self.auditor.as_ref().is_some_and(|it| !it.name.as_str().trim().is_empty());
        // The report and the declaration of the same snapshot say the same.
        let declared = || facts.declared.get(self.metal.as_deref().unwrap_or_default()).copied();
        match self.choice {
            Choice::Contain => demand(declared() != Some(false), Refusal::DeclaredNo),
            Choice::DoNotContain => demand(declared() != Some(true), Refusal::DeclaredYes),
            Choice::NotCovered => {
                demand(of().next().is_some(), Refusal::NotRecorded)?;
                let metal = self.metal.as_deref().unwrap_or_default();
                let named = |it: &crate::facts::Origin| it.metals.split(", ").any(|m| m == metal);
                let covered =
                    facts.origins.iter().any(|it| named(it) && domain::country::lies_in_covered(&it.country));
                demand(!covered && of().all(|it| !it.covered), Refusal::CoveredSmelters)
            }
            Choice::RecycledOrScrap => {
                demand(of().next().is_some() && of().all(|it| it.recycled_only), Refusal::NotAllRecycled)
            }
            Choice::ConflictFree | Choice::Audited => demand(audited, Refusal::NoAudit),
            Choice::MayInclude => demand(!facts.origins.is_empty(), Refusal::NoCountries),
            Choice::AllIdentified => {
                let full = facts.share("R2").is_some_and(Share::is_all);
                let known = facts.share("S3").ok_or(Refusal::NotRecorded)?;
                demand(full && known.n == known.of, Refusal::Incomplete)
            }
            _ => Ok(()),
        }
    }
}
