//! Q1 to Q8, metal by metal. What each case gives stands in [`Rule`].

use crate::left_out::LeftOut;
use crate::merge::LeftOutRow;
use crate::own::{Need, Own, ProductLine};
use crate::reported::Reported;
use crate::rules::{Cell, Rule};
use crate::settings::Settings;
use crate::stance::{Sides, Stance, Stances, key};
use crate::survey::{Recycled, Survey};
use domain::{Coverage, Metal, Share, Template, answer};

const YES: &str = "Yes";
const NO: &str = "No";
const UNKNOWN: &str = "Unknown";

/// What the questions about one metal rest on.
pub(crate) struct QuestionContext<'a> {
    pub(crate) survey: &'a Survey,
    pub(crate) own: &'a Own,
    pub(crate) settings: &'a Settings,
    pub(crate) template: &'a Template,
    pub(crate) stances: &'a Stances<'a>,
    pub(crate) metal: usize,
}

/// What the rows of a metal say.
pub(crate) struct Evidence<'a> {
    /// The smelters of the metal that are written.
    pub(crate) reported: Vec<&'a Reported>,
    /// Its rows that are not.
    pub(crate) left_out: Vec<LeftOutRow>,
}

impl QuestionContext<'_> {
    fn name(&self) -> Metal {
        self.template.metals[self.metal]
    }

    /// The product lines that are answered for, each with what it says of the metal.
    fn lines(&self) -> impl Iterator<Item = (&ProductLine, Option<&Need>)> {
        let lines = self.own.lines.iter().filter(|line| self.settings.takes(line));
        lines.map(|line| (line, line.metals.iter().find(|need| need.metal == self.name())))
    }

    fn cell(&self, question: u8, value: &str, rule: Rule, sides: Sides) -> Cell {
        Cell {
            key: key(self.template, question, self.metal),
            value: value.to_owned(),
            rule,
            pro: sides.pro,
            contra: sides.contra,
            silent: sides.silent,
            rows: Vec::new(),
            lines: Vec::new(),
            is_open: false,
        }
    }

    /// What somebody of the company answered where the rules leave it open.
    fn open(&self, question: u8, open: Rule, decided: Rule, sides: Sides) -> Cell {
        let said =
            self.own.answers.get(&key(self.template, question, self.metal)).map(|own| own.value.as_str());
        match said.filter(|said| !answer::is_blank(said)) {
            Some(said) => self.cell(question, said, decided, sides),
            None => Cell { is_open: true, ..self.cell(question, "", open, sides) },
        }
    }

    /// Q1.
    pub(crate) fn used(&self) -> Cell {
        let needing: Vec<String> = self
            .lines()
            .filter(|(_, need)| need.is_some_and(|need| need.to.is_some()))
            .map(|(line, _)| line.number.clone())
            .collect();
        let sides = |value| self.stances.sides(&self.stances.suppliers, 1, self.metal, value);
        let yes = sides(YES);
        if !needing.is_empty() {
            return Cell { lines: needing, ..self.cell(1, YES, Rule::UsedOwn, yes) };
        }
        if !yes.pro.is_empty() {
            return self.cell(1, YES, Rule::UsedSupplier, yes);
        }
        let no = sides(NO);
        let all_no = no.contra.is_empty() && no.silent.is_empty();
        let looked_at = || {
            let mut lines = self.lines().peekable();
            lines.peek().is_some() && lines.all(|(_, need)| need.is_some())
        };
        match all_no && (!no.pro.is_empty() || looked_at()) {
            true => self.cell(1, NO, Rule::UsedNone, no),
            false => self.open(1, Rule::UsedOpen, Rule::UsedDecided, no),
        }
    }

    /// Q2.
    pub(crate) fn remains(&self, used: &Cell) -> Cell {
        if let Some(rule) = not_asked(&[used]) {
            return self.skipped(2, rule);
        }
        let needs = || self.lines().filter(|(_, need)| need.is_some_and(|need| need.to.is_some()));
        let remaining: Vec<String> = needs()
            .filter(|(_, need)| need.is_some_and(|need| need.remains == Some(true)))
            .map(|(line, _)| line.number.clone())
            .collect();
        let users = self.stances.suppliers.iter().copied();
        let users: Vec<u32> = users.filter(|s| self.stances.of(*s, self.metal) != Stance::Unused).collect();
        let yes = self.stances.sides(&users, 2, self.metal, YES);
        if !remaining.is_empty() {
            return Cell { lines: remaining, ..self.cell(2, YES, Rule::RemainsOwn, yes) };
        }
        let relevant = self.stances.relevant(self.metal);
        if !relevant.is_empty() {
            let sides = Sides { pro: relevant, contra: yes.contra, silent: yes.silent };
            return self.cell(2, YES, Rule::RemainsSupplier, sides);
        }
        let all_no = self.stances.suppliers.iter().all(|s| self.stances.of(*s, self.metal).is_no());
        let own_no = needs().all(|(_, need)| need.is_some_and(|need| need.remains == Some(false)));
        let no = self.stances.sides(&users, 2, self.metal, NO);
        match all_no && own_no && (!users.is_empty() || needs().next().is_some()) {
            true => self.cell(2, NO, Rule::RemainsNone, no),
            false => self.open(2, Rule::RemainsOpen, Rule::RemainsDecided, no),
        }
    }

    fn skipped(&self, question: u8, rule: Rule) -> Cell {
        let is_open = rule == Rule::WaitsForScope;
        Cell { is_open, ..self.cell(question, "", rule, Sides::default()) }
    }

    /// Q3 to Q8.
    pub(crate) fn details(&self, gate: [&Cell; 2], evidence: &Evidence) -> Vec<Cell> {
        if let Some(rule) = not_asked(&gate) {
            return (3..=8).map(|question| self.skipped(question, rule)).collect();
        }
        let relevant = self.stances.relevant(self.metal);
        let share = self.share();
        let all = share.value == "100%";
        let covered = self.sourcing(3, &relevant, all, evidence, None);
        let high_risk = self.sourcing(4, &relevant, all, evidence, Some(&covered));
        let recycled = self.recycled(&relevant, evidence);
        let identified = self.identified(&relevant, all, evidence);
        let reported = self.reported(evidence);
        vec![covered, high_risk, recycled, share, identified, reported]
    }

    /// Q3, and Q4 once Q3 is known.
    fn sourcing(
        &self,
        question: u8,
        relevant: &[u32],
        all: bool,
        evidence: &Evidence,
        covered: Option<&Cell>,
    ) -> Cell {
        let [supplier, smelter, none, unknown] = match covered {
            None => [Rule::CoveredSupplier, Rule::CoveredSmelter, Rule::CoveredNone, Rule::CoveredUnknown],
            Some(_) => {
                [Rule::HighRiskSupplier, Rule::HighRiskSmelter, Rule::HighRiskNone, Rule::HighRiskUnknown]
            }
        };
        let sides = |value| self.stances.sides(relevant, question, self.metal, value);
        let yes = sides(YES);
        if let Some(covered) = covered.filter(|cell| cell.value == YES) {
            return Cell {
                rows: covered.rows.clone(),
                ..self.cell(question, YES, Rule::HighRiskCovered, yes)
            };
        }
        if !yes.pro.is_empty() {
            return self.cell(question, YES, supplier, yes);
        }
        let says = |r: &&&Reported| if covered.is_none() { r.covered } else { r.high_risk };
        let sourcing: Vec<_> = evidence.reported.iter().filter(says).collect();
        if !sourcing.is_empty() {
            let rows = sourcing
                .iter()
                .flat_map(|r| if covered.is_none() { &r.covered_rows } else { &r.high_risk_rows });
            return Cell { rows: rows.copied().collect(), ..self.cell(question, YES, smelter, yes) };
        }
        let doubts =
            |r: &&Reported| if covered.is_none() { &r.may_be_covered } else { &r.may_be_high_risk }.clone();
        let doubts: Vec<u32> = evidence.reported.iter().flat_map(doubts).collect();
        let no = sides(NO);
        let said_by_all = no.contra.is_empty() && no.silent.is_empty() && !no.pro.is_empty();
        let q3_allows = covered.is_none_or(|cell| cell.value == NO);
        match said_by_all && all && doubts.is_empty() && q3_allows {
            true => self.cell(question, NO, none, no),
            false => Cell { rows: doubts, ..self.cell(question, UNKNOWN, unknown, sides(UNKNOWN)) },
        }
    }

    /// Q5.
    fn recycled(&self, relevant: &[u32], evidence: &Evidence) -> Cell {
        let no = self.stances.sides(relevant, 5, self.metal, NO);
        let mined: Vec<u32> = evidence.reported.iter().flat_map(|r| r.mined_rows.iter().copied()).collect();
        if !no.pro.is_empty() || !mined.is_empty() {
            return Cell { rows: mined, ..self.cell(5, NO, Rule::RecycledNot, no) };
        }
        let yes = self.stances.sides(relevant, 5, self.metal, YES);
        let said_by_all = yes.contra.is_empty() && yes.silent.is_empty() && !yes.pro.is_empty();
        let rows_too = evidence.reported.iter().all(|r| r.said_recycled.iter().eq([&Recycled::Yes]));
        match said_by_all && rows_too {
            true => self.cell(5, YES, Rule::RecycledAll, yes),
            false => {
                let sides = self.stances.sides(relevant, 5, self.metal, UNKNOWN);
                self.cell(5, UNKNOWN, Rule::RecycledUnknown, sides)
            }
        }
    }

    /// Q6: who has answered stands for it, who is silent is silent, who provides nothing stands beside.
    fn share(&self) -> Cell {
        let mut sides = Sides::default();
        for s in &self.stances.suppliers {
            if !self.settings.direct.contains(&self.survey.suppliers[*s as usize].relationship) {
                continue;
            }
            match self.stances.of(*s, self.metal) {
                Stance::Relevant => sides.pro.push(*s),
                Stance::Silent | Stance::Unclear => sides.silent.push(*s),
                Stance::Unused | Stance::Gone => sides.contra.push(*s),
            }
        }
        let (pro, silent) = (sides.pro.len() as u64, sides.silent.len() as u64);
        let value = Coverage::of(Share::new(pro, pro + silent)).option();
        self.cell(6, value, Rule::Share, sides)
    }

    /// Q7.
    fn identified(&self, relevant: &[u32], all: bool, evidence: &Evidence) -> Cell {
        let yes = self.stances.sides(relevant, 7, self.metal, YES);
        let said_by_all = yes.contra.is_empty() && yes.silent.is_empty() && !yes.pro.is_empty();
        let unknown: Vec<u32> =
            evidence.reported.iter().filter(|r| !r.is_matched).flat_map(|r| r.rows.iter().copied()).collect();
        if all && said_by_all && unknown.is_empty() {
            return self.cell(7, YES, Rule::IdentifiedAll, yes);
        }
        let no = self.stances.sides(relevant, 7, self.metal, NO);
        Cell { rows: unknown, ..self.cell(7, NO, Rule::IdentifiedNot, no) }
    }

    /// Q8.
    fn reported(&self, evidence: &Evidence) -> Cell {
        let held =
            evidence.left_out.iter().filter(|l| l.reason.is_of_included() && !l.reason.leaves_q8_yes());
        let held: Vec<u32> = held.map(|l| l.row).collect();
        let (value, rule) = if held.is_empty() { (YES, Rule::ReportedAll) } else { (NO, Rule::ReportedNot) };
        Cell { rows: held, ..self.cell(8, value, rule, Sides::default()) }
    }
}

/// Why questions behind these are not asked; none where they are.
fn not_asked(gate: &[&Cell]) -> Option<Rule> {
    if gate.iter().any(|cell| answer::same(&cell.value, NO)) {
        return Some(Rule::NotAsked);
    }
    gate.iter().any(|cell| !answer::same(&cell.value, YES)).then_some(Rule::WaitsForScope)
}

/// What is said beside Q8: how many rows are left out for each reason.
pub(crate) fn left_out_words(left_out: &[LeftOutRow]) -> String {
    let mut parts = Vec::new();
    for reason in LeftOut::ALL {
        let n = left_out.iter().filter(|l| l.reason == *reason).count();
        if n > 0 && *reason != LeftOut::Duplicate {
            parts.push(format!("{} ({n})", reason.words()));
        }
    }
    if parts.is_empty() { String::new() } else { format!("Rows left out: {}.", parts.join("; ")) }
}
