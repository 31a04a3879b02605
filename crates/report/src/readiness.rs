//! What readers of these reports look for: one line each for the SEC's form, the GAO, those who score reports, and the
//! OECD's fifth step. Printed beside a draft; it says what is there, not that it is good.

use crate::compose::{Part, Report, State};
use crate::draft::Draft;
use crate::facts::Facts;
use crate::skeleton::{Who, plan_of};
use domain::Texts;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The part of a text's key.
    pub id: &'static str,
    pub earned: bool,
    /// The part of the draft that earns it, or would.
    pub place: &'static str,
    pub who: Who,
}

impl Point {
    pub fn what(&self, texts: &Texts) -> String {
        texts.get(&format!("report.ready.{}.what", self.id)).to_owned()
    }

    /// What earns it.
    pub fn earns(&self, texts: &Texts) -> String {
        texts.get(&format!("report.ready.{}.earns", self.id)).to_owned()
    }
}

/// What earns a point.
#[derive(Clone, Copy)]
enum Earns {
    /// The part stands in the report.
    Stands,
    /// The part was written, and with a number in it.
    Number,
    /// The part was written, and with an address in it.
    Address,
    /// Somewhere in the report the figure is printed.
    Prints(&'static str),
    Lists,
    AddsUp,
    Removed,
    Recycled,
    Plans,
}

const LINES: [(&str, &str, Who, Earns); 25] = [
    ("products", "annex-c", Who::Product, Earns::Stands),
    ("scope", "scope", Who::Procurement, Earns::Stands),
    ("counts", "asked", Who::Portal, Earns::Prints("P4")),
    ("response", "response", Who::Portal, Earns::Prints("R1")),
    ("spend", "spend", Who::Procurement, Earns::Prints("R5")),
    ("mix", "mix", Who::Portal, Earns::Prints("R9.a")),
    ("quality", "quality", Who::Portal, Earns::Prints("R6")),
    ("rounds", "checks", Who::Portal, Earns::Prints("R10.reminders")),
    ("conclusion", "inquiry", Who::Legal, Earns::Stands),
    ("policy", "policy", Who::Legal, Earns::Address),
    ("team", "team", Who::Management, Earns::Stands),
    ("training", "training", Who::Compliance, Earns::Number),
    ("contracts", "contracts", Who::Procurement, Earns::Number),
    ("grievance", "grievance", Who::Compliance, Earns::Stands),
    ("records", "records", Who::Compliance, Earns::Number),
    ("flags", "flags", Who::Compliance, Earns::Stands),
    ("actions", "actions", Who::Compliance, Earns::Prints("K1")),
    ("lists", "status", Who::Portal, Earns::Lists),
    ("status", "status", Who::Portal, Earns::AddsUp),
    ("removed", "status", Who::Portal, Earns::Removed),
    ("covered", "covered", Who::Portal, Earns::Stands),
    ("recycled", "recycled", Who::Portal, Earns::Recycled),
    ("origins", "annex-b", Who::Portal, Earns::Stands),
    ("years", "years", Who::Portal, Earns::Stands),
    ("plans", "plans", Who::Management, Earns::Plans),
];

/// The sheet.
pub fn readiness(report: &Report, draft: &Draft, facts: &Facts) -> Vec<Point> {
    let line = |(id, place, who, earns): (&'static str, &'static str, Who, Earns)| Point {
        id,
        earned: earned(earns, place, report, draft, facts),
        place,
        who,
    };
    // A report has the lines whose parts it has.
    let has = |(_, place, ..): &(&str, &str, Who, Earns)| plan_of(draft.kind, place).is_some();
    LINES.into_iter().filter(has).map(line).collect()
}

fn earned(earns: Earns, place: &str, report: &Report, draft: &Draft, facts: &Facts) -> bool {
    let part = report.parts.iter().find(|part| part.id == place).filter(|part| stands(part));
    let written = |fits: &dyn Fn(&str) -> bool| {
        let item = draft.parts().map(|(item, _)| item).find(|item| item.id == place);
        part.is_some() && item.is_some_and(|item| item.text.iter().any(|text| fits(text.as_str())))
    };
    match earns {
        Earns::Stands => part.is_some(),
        Earns::Number => written(&|text| text.contains(|c: char| c.is_ascii_digit())),
        Earns::Address => written(&|text| text.contains("https://") || text.contains("http://")),
        Earns::Prints(id) => report.parts.iter().any(|part| part.figures.iter().any(|it| it == id)),
        Earns::Lists => part.is_some() && !facts.lists.is_empty(),
        Earns::AddsUp => part.is_some() && !facts.statuses.is_empty() && facts.disagreements().is_empty(),
        // A status or an annex of its own, or that the list took none off.
        Earns::Removed => {
            let of_status = facts.statuses.iter().any(|it| it.status.to_lowercase().starts_with("removed"));
            let annexed = report.parts.iter().any(|part| part.id == "annex-off" && stands(part));
            part.is_some() && (of_status || annexed || facts.n("S11") == Some(0))
        }
        Earns::Recycled => part.is_some() || facts.n("S7") == Some(0),
        Earns::Plans => part.is_some() && !draft.plans().is_empty(),
    }
}

/// Whether a part says something to the report's readers.
fn stands(part: &Part) -> bool {
    let there = matches!(part.state, State::Generated | State::Edited { .. } | State::Written);
    there && !part.blocks.is_empty()
}
