//! Which parts a report has, in which order, and what each is for.

use crate::document::Level;
use crate::facts::Facts;
use crate::part::Auto;
use crate::signed::Statement;
use domain::Texts;
use serde::{Deserialize, Serialize};

/// Which report it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The conflict minerals report beside Form SD.
    Sec,
    /// The yearly report of an importer by Regulation (EU) 2017/821, article 7(3).
    Eu,
}

/// Who can supply a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Portal,
    Legal,
    Product,
    Procurement,
    Compliance,
    Management,
}

impl Who {
    pub fn name(self, texts: &Texts) -> &str {
        texts.get(match self {
            Who::Portal => "report.who.portal",
            Who::Legal => "report.who.legal",
            Who::Product => "report.who.product",
            Who::Procurement => "report.who.procurement",
            Who::Compliance => "report.who.compliance",
            Who::Management => "report.who.management",
        })
    }
}

/// When a part stands in the report; the reason is shown beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Always,
    /// There is a figure, and it is not zero.
    Some(&'static str),
    /// A figure was recorded, be it zero.
    Recorded(&'static str),
    /// A figure stands beside the same of the year before.
    LastYear,
    Products,
    Origins,
    Facilities,
}

impl When {
    pub fn holds(self, facts: &Facts) -> bool {
        match self {
            When::Always => true,
            When::Some(id) => facts.n(id).is_some_and(|n| n > 0),
            When::Recorded(id) => facts.recorded(id),
            When::LastYear => facts.figures.iter().any(|it| it.last_year.is_some()),
            When::Products => !facts.products.is_empty(),
            When::Origins => !facts.origins.is_empty(),
            When::Facilities => !facts.facilities.is_empty(),
        }
    }

    /// Why a part stands here, or does not.
    pub fn reason(self, texts: &Texts) -> String {
        let figure = match self {
            When::Some(id) | When::Recorded(id) => id,
            _ => "",
        };
        texts.fmt(&format!("report.when.{}", self.key()), &[("figure", figure)])
    }

    /// The part of a text's key.
    pub fn key(self) -> &'static str {
        match self {
            When::Always => "always",
            When::Some(_) => "some",
            When::Recorded(_) => "recorded",
            When::LastYear => "last_year",
            When::Products => "products",
            When::Origins => "origins",
            When::Facilities => "facilities",
        }
    }
}

/// What a part is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Heading(Level, &'static str),
    Auto(Auto),
    /// Written by whoever knows it; when it may not stay empty.
    Operator(Who, Option<When>),
    Signed(Statement),
    /// What is planned, with owner and day.
    Plans,
    /// Audits of smelters: smelter, auditor, day, scheme.
    Audits,
}

/// A part of the skeleton.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub id: &'static str,
    pub when: When,
    pub what: What,
}

impl Plan {
    /// One line on what belongs there, where somebody has to write or to sign it, and who knows it.
    pub fn hint(&self, texts: &Texts) -> Option<String> {
        let who = match self.what {
            What::Heading(..) | What::Auto(_) => return None,
            What::Operator(who, _) => who,
            What::Signed(_) => Who::Legal,
            What::Plans => Who::Management,
            What::Audits => Who::Compliance,
        };
        let hint = texts.get(&format!("report.part.{}", self.id)).to_owned();
        Some(texts.fmt("report.part", &[("hint", &hint), ("who", who.name(texts))]))
    }
}

const fn part(id: &'static str, title: &'static str) -> Plan {
    Plan { id, when: When::Always, what: What::Heading(Level::Part, title) }
}

const fn section(id: &'static str, title: &'static str) -> Plan {
    Plan { id, when: When::Always, what: What::Heading(Level::Section, title) }
}

const fn auto(id: &'static str, when: When, auto: Auto) -> Plan {
    Plan { id, when, what: What::Auto(auto) }
}

const fn asked(id: &'static str, who: Who) -> Plan {
    Plan { id, when: When::Always, what: What::Operator(who, Some(When::Always)) }
}

/// Asked for where something else is so.
const fn asked_when(id: &'static str, who: Who, when: When) -> Plan {
    Plan { id, when: When::Always, what: What::Operator(who, Some(when)) }
}

const fn free(id: &'static str, who: Who) -> Plan {
    Plan { id, when: When::Always, what: What::Operator(who, None) }
}

const fn signed(id: &'static str, statement: Statement) -> Plan {
    Plan { id, when: When::Always, what: What::Signed(statement) }
}

const PLANS: Plan = Plan { id: "plans", when: When::Always, what: What::Plans };
const AUDITS: Plan = Plan { id: "audits", when: When::Always, what: What::Audits };

impl Kind {
    pub fn title(self) -> &'static str {
        match self {
            Kind::Sec => "Conflict Minerals Report",
            Kind::Eu => "Report on Supply Chain Due Diligence",
        }
    }

    /// The parts in their usual order.
    pub fn plan(self) -> &'static [Plan] {
        match self {
            Kind::Sec => SEC,
            Kind::Eu => EU,
        }
    }
}

/// A part of the skeleton.
pub fn plan_of(kind: Kind, id: &str) -> Option<&'static Plan> {
    kind.plan().iter().find(|plan| plan.id == id)
}

const SEC: &[Plan] = &[
    auto("cover", When::Always, Auto::Cover),
    part("h-terms", "What the rule asks, and terms"),
    auto("terms", When::Always, Auto::Terms),
    part("h-company", "Company and products"),
    asked("company", Who::Legal),
    auto("products", When::Products, Auto::Products),
    signed("contained", Statement::Contained),
    asked("chain", Who::Procurement),
    part("h-inquiry", "Reasonable country of origin inquiry"),
    asked("scope", Who::Procurement),
    auto("asked", When::Always, Auto::Asked),
    auto("response", When::Always, Auto::Response),
    auto("spend", When::Recorded("R5"), Auto::Spend),
    auto("quality", When::Recorded("R6"), Auto::Quality),
    auto("classes", When::Recorded("R8.silent"), Auto::Classes),
    auto("mix", When::Some("R9.a"), Auto::Mix),
    signed("inquiry", Statement::Inquiry),
    part("h-design", "Design of due diligence"),
    signed("oecd", Statement::Oecd),
    part("h-performed", "Due diligence performed"),
    section("h-step1", "Step 1: management systems"),
    asked("policy", Who::Legal),
    asked("team", Who::Management),
    asked("records", Who::Compliance),
    free("contracts", Who::Procurement),
    free("training", Who::Compliance),
    asked("grievance", Who::Compliance),
    section("h-step2", "Step 2: risks in the supply chain"),
    auto("checks", When::Recorded("R10.reminders"), Auto::Checks),
    free("flags", Who::Compliance),
    section("h-step3", "Step 3: answer to the risks"),
    auto("actions", When::Recorded("K1"), Auto::Actions),
    free("measures", Who::Compliance),
    section("h-step4", "Step 4: audits of smelters"),
    auto("relied", When::Always, Auto::Relied),
    signed("audit", Statement::Audit),
    section("h-step5", "Step 5: yearly report"),
    auto("published", When::Always, Auto::Published),
    part("h-results", "Results"),
    auto("status", When::Facilities, Auto::Statuses),
    auto("covered", When::Recorded("S6.taking_part"), Auto::Covered),
    auto("recycled", When::Some("S7"), Auto::Recycled),
    auto("changes", When::Recorded("S9.new"), Auto::Changes),
    auto("left-out", When::Some("S10"), Auto::LeftOut),
    auto("years", When::LastYear, Auto::Years),
    signed("all-identified", Statement::AllIdentified),
    part("h-origin", "Efforts to find mine and location"),
    auto("origin", When::Recorded("S8"), Auto::Origin),
    signed("own-origin", Statement::OwnOrigin),
    signed("conflict", Statement::Conflict),
    part("h-plans", "Steps since the end of the year, and planned"),
    PLANS,
    part("h-limits", "Limits of this report"),
    auto("limits", When::Always, Auto::Limits),
    free("forward", Who::Legal),
    part("h-annex-a", "Annex A: smelters and refiners"),
    auto("annex-a", When::Facilities, Auto::AnnexSmelters),
    part("h-annex-b", "Annex B: countries"),
    auto("annex-b", When::Origins, Auto::AnnexCountries),
    part("h-annex-c", "Annex C: products"),
    auto("annex-c", When::Products, Auto::AnnexProducts),
    part("h-annex-off", "Annex D: entries that the list took off"),
    auto("annex-off", When::Some("S11"), Auto::AnnexTakenOff),
];

const EU: &[Plan] = &[
    auto("cover", When::Always, Auto::CoverEu),
    part("h-company", "Importer and minerals"),
    asked("company", Who::Legal),
    asked("imports", Who::Procurement),
    part("h-management", "Management system (article 4)"),
    asked("policy", Who::Legal),
    asked("standards", Who::Legal),
    asked("team", Who::Management),
    asked("records", Who::Compliance),
    asked("contracts", Who::Procurement),
    asked("grievance", Who::Compliance),
    asked("traceability", Who::Procurement),
    auto("asked", When::Always, Auto::Asked),
    auto("response", When::Always, Auto::Response),
    part("h-risk", "Risk management (article 5)"),
    asked("flags", Who::Compliance),
    auto("covered", When::Recorded("S6.taking_part"), Auto::Covered),
    auto("origin", When::Recorded("S8"), Auto::Origin),
    auto("actions", When::Recorded("K1"), Auto::Actions),
    asked("measures", Who::Compliance),
    part("h-audits", "Audits by third parties (articles 6 and 7)"),
    auto("programmes", When::Facilities, Auto::Programmes),
    AUDITS,
    auto("relied", When::Always, Auto::Relied),
    auto("status", When::Facilities, Auto::Statuses),
    auto("changes", When::Recorded("S9.new"), Auto::Changes),
    part("h-passed-on", "Information passed on (article 7(2))"),
    asked("passed-on", Who::Procurement),
    part("h-recycled", "Recycled and scrap (article 7(4))"),
    auto("recycled", When::Some("S7"), Auto::Recycled),
    asked_when("recycled-steps", Who::Compliance, When::Some("S7")),
    part("h-published", "Where this report can be read (article 7(3))"),
    asked("published-at", Who::Legal),
    part("h-plans", "Planned steps"),
    PLANS,
    part("h-limits", "Limits of this report"),
    auto("limits", When::Always, Auto::Limits),
    part("h-annex-a", "Annex A: smelters and refiners"),
    auto("annex-a", When::Facilities, Auto::AnnexSmelters),
    part("h-annex-b", "Annex B: countries"),
    auto("annex-b", When::Origins, Auto::AnnexCountries),
    part("h-annex-off", "Annex C: entries that the list took off"),
    auto("annex-off", When::Some("S11"), Auto::AnnexTakenOff),
];
