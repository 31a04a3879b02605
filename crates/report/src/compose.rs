//! A draft and its facts become a report: what stands in it, what stands in its margin, and what stops it.

use crate::OPEN_MARK;
use crate::auto;
use crate::day::written;
use crate::document::{Block, Level, Line, Target, Text, line, slots};
use crate::draft::{Draft, Item};
use crate::facts::Facts;
use crate::part_text::{self, PartText};
use crate::printed::{Printed, Unresolved, label, numbers, print};
use crate::sentences;
use crate::signed::{Choice, Refusal, Signed, Statement};
use crate::skeleton::{Plan, What};
use crate::tables;
use crate::typed::{self, WrongSum};
use crate::words::named;
use std::collections::BTreeMap;

/// A part of the report with its margin.
#[derive(Clone, Debug)]
pub struct Part {
    pub id: String,
    pub plan: &'static Plan,
    pub blocks: Vec<Block>,
    pub state: State,
    /// The figures that it prints, by their ids.
    pub figures: Vec<String>,
}

/// How a part came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Generated,
    /// Edited by whom; what it would say now; whether that is still what it said when it was edited.
    Edited {
        by: String,
        would_say: Vec<String>,
        unchanged: bool,
    },
    Written,
    Open,
    /// Its condition does not hold.
    NotHere,
    /// A heading, as it would read, with nothing beneath.
    Bare(String),
    /// Somebody took it out.
    TakenOut,
}

/// What keeps a report from being filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// A part that somebody has to write or sign.
    Open(String),
    /// What was signed and the figures no longer allow.
    NoLongerAllowed(Statement, Option<String>, Refusal),
    /// Rows from lists that may not be published.
    MembersOnly(usize),
    /// A supplier's name in the text of a part.
    Named(String, String),
    /// A metal whose statuses and facilities do not add up to the same.
    Disagree(String, u64, u64),
    /// A typed table of a part that does not add up.
    Sum(String, WrongSum),
    Unresolved(Unresolved),
}

/// The whole.
#[derive(Clone, Debug)]
pub struct Report {
    title: String,
    pub parts: Vec<Part>,
    stops: Vec<Blocker>,
}

/// Puts it together.
pub fn compose(draft: &Draft, facts: &Facts) -> Result<Report, String> {
    let mut stops = Vec::new();
    let mut parts = Vec::new();
    for (item, plan) in draft.parts() {
        parts.push(part(draft, item, plan, facts, &mut stops)?);
    }
    leave_out_bare_headings(&mut parts);
    letter_annexes(&mut parts);
    let plans = draft.plans().iter().map(|step| ("plans", step.words()));
    for (part, words) in plans.chain([("title", draft.title())]) {
        let names = named(&words, &facts.unnamed).into_iter();
        stops.extend(names.map(|name| Blocker::Named(part.into(), name.to_owned())));
    }
    let said = facts.products.iter().flat_map(|product| [&product.name, &product.why]);
    stops.extend(
        said.flat_map(|text| named(text, &facts.unnamed))
            .map(|name| Blocker::Named("annex-c".into(), name.to_owned())),
    );
    let kept = facts.facilities.iter().filter(|it| it.members_only).count()
        + facts.origins.iter().filter(|it| it.members_only).count()
        + facts.taken_off.iter().filter(|it| it.members_only).count();
    if kept > 0 {
        stops.push(Blocker::MembersOnly(kept));
    }
    stops.extend(
        facts.disagreements().into_iter().map(|(metal, sum, listed)| Blocker::Disagree(metal, sum, listed)),
    );
    Ok(Report { title: draft.title(), parts, stops })
}

impl Report {
    /// As it may be filed, or all that stops it.
    pub fn filing(&self, facts: &Facts) -> Result<Printed, Vec<Blocker>> {
        let printed = self.preview(facts);
        match (printed, self.stops.is_empty()) {
            (Ok(printed), true) => Ok(printed),
            (Ok(_), false) => Err(self.stops.clone()),
            (Err(wrong), _) => {
                Err(self.stops.iter().cloned().chain(wrong.into_iter().map(Blocker::Unresolved)).collect())
            }
        }
    }

    /// As its writers read it, with open places marked.
    pub fn preview(&self, facts: &Facts) -> Result<Printed, Vec<Unresolved>> {
        print(&self.title, &self.blocks(), &|id| facts.printed(id))
    }

    /// How what can be referred to is called, by its number in the report.
    pub fn labels(&self) -> BTreeMap<Target, String> {
        numbers(&self.blocks()).into_iter().map(|(target, n)| (target.clone(), label(&target, n))).collect()
    }

    /// All blocks in order.
    fn blocks(&self) -> Vec<Block> {
        self.parts.iter().flat_map(|part| part.blocks.iter().cloned()).collect()
    }
}

/// The level and words of a part that is a heading.
fn heading(part: &Part) -> Option<(Level, &Text)> {
    match &part.blocks[..] {
        [Block::Heading(level, text)] => Some((*level, text)),
        _ => None,
    }
}

/// Takes out what would stand above nothing.
fn leave_out_bare_headings(parts: &mut [Part]) {
    for n in (0..parts.len()).rev() {
        let Some((level, text)) = heading(&parts[n]) else { continue };
        let words = text.as_str().to_owned();
        let behind = parts[n + 1..].iter().flat_map(|part| &part.blocks);
        let mut beneath = behind.take_while(|block| match block {
            Block::Heading(other, _) => *other > level,
            _ => true,
        });
        if beneath.all(|block| matches!(block, Block::Heading(..))) {
            parts[n].blocks.clear();
            parts[n].state = State::Bare(words);
        }
    }
}

/// Annexes that stand are lettered without a gap, in the order in which they stand.
fn letter_annexes(parts: &mut [Part]) {
    let mut letters = 'A'..='Z';
    for part in parts {
        let Some((level, text)) = heading(part) else { continue };
        let rest = text.as_str().strip_prefix("Annex ").and_then(|rest| {
            let rest = rest.strip_prefix(|c: char| c.is_ascii_uppercase())?;
            rest.starts_with(':').then_some(rest)
        });
        if let (Some(rest), Some(letter)) = (rest, rest.and_then(|_| letters.next())) {
            part.blocks = vec![Block::Heading(level, Text::new(&format!("Annex {letter}{rest}")))];
        }
    }
}

fn part(
    draft: &Draft,
    item: &Item,
    plan: &'static Plan,
    facts: &Facts,
    stops: &mut Vec<Blocker>,
) -> Result<Part, String> {
    let (blocks, state) = if !item.included {
        (Vec::new(), State::TakenOut)
    } else if !plan.when.holds(facts) {
        (Vec::new(), State::NotHere)
    } else {
        body(draft, item, plan, facts, stops)?
    };
    if matches!(state, State::Open) {
        stops.push(Blocker::Open(item.id.clone()));
    }
    if item.included {
        for text in item.texts() {
            let names = named(text.as_str(), &facts.unnamed);
            stops.extend(names.into_iter().map(|name| Blocker::Named(item.id.clone(), name.to_owned())));
        }
    }
    Ok(Part { id: item.id.clone(), plan, figures: auto::figures(&blocks), blocks, state })
}

fn body(
    draft: &Draft,
    item: &Item,
    plan: &'static Plan,
    facts: &Facts,
    stops: &mut Vec<Blocker>,
) -> Result<(Vec<Block>, State), String> {
    Ok(match plan.what {
        What::Heading(level, title) => {
            let text = item.text.first().cloned().unwrap_or_else(|| Text::new(title));
            (vec![Block::Heading(level, text)], State::Written)
        }
        What::Auto(kind) => {
            let generated = auto::write(kind, facts, item.look.as_ref())?;
            match &item.edited {
                None => (generated, State::Generated),
                Some(edited) => {
                    let would_say = PartText::of(&generated, facts).lines();
                    let unchanged = would_say == edited.generated;
                    let by = edited.by.as_str().to_owned();
                    let (blocks, wrong) = part_text::replaced(plan.id, generated, edited, facts);
                    stops.extend(wrong.into_iter().map(|it| Blocker::Sum(item.id.clone(), it)));
                    (blocks, State::Edited { by, would_say, unchanged })
                }
            }
        }
        What::Operator(_, needed) => match item.text.is_empty() {
            false => {
                let (blocks, wrong) = typed::blocks(plan.id, &item.text, slots, facts);
                stops.extend(wrong.into_iter().map(|it| Blocker::Sum(item.id.clone(), it)));
                (blocks, State::Written)
            }
            true if needed.is_some_and(|when| when.holds(facts)) => (vec![open(plan.id)], State::Open),
            true => (Vec::new(), State::Written),
        },
        What::Signed(statement) => statements(draft, statement, facts, stops),
        What::Plans => match draft.plans() {
            [] => (vec![open(plan.id)], State::Open),
            steps => {
                (vec![Block::List(steps.iter().map(|step| line(&step.words())).collect())], State::Written)
            }
        },
        What::Audits => match draft.audits() {
            [] => (vec![open(plan.id)], State::Open),
            audits => {
                let table = tables::audits(audits).shown(item.look.as_ref())?;
                (vec![Block::Table(table)], State::Written)
            }
        },
    })
}

fn open(id: &str) -> Block {
    Block::Paragraph(line(&format!("{OPEN_MARK} {id}]")))
}

/// What was signed about a statement, for each metal where it is by metal.
fn statements(
    draft: &Draft,
    statement: Statement,
    facts: &Facts,
    stops: &mut Vec<Blocker>,
) -> (Vec<Block>, State) {
    let metals: Vec<Option<&str>> = match statement.by_metal() {
        true => facts.metals.iter().map(|metal| Some(metal.as_str())).collect(),
        false => vec![None],
    };
    let mut lines: Vec<Line> = Vec::new();
    let mut state = State::Written;
    let needless = |metal: &str| {
        let signed = draft.on(Statement::Contained, Some(metal));
        signed.is_some_and(|it| it.choice() == Choice::DoNotContain && it.stands(facts).is_ok())
    };
    for metal in metals {
        // Nobody inquires where a metal comes from that is in no product.
        if statement == Statement::Inquiry && metal.is_some_and(needless) {
            continue;
        }
        let stands = draft.on(statement, metal).map(|signed| signed.stands(facts).map(|()| signed));
        match stands {
            Some(Ok(signed)) => lines.push(sentence(signed)),
            Some(Err(refusal)) => {
                stops.push(Blocker::NoLongerAllowed(statement, metal.map(str::to_owned), refusal));
                state = State::Open;
            }
            None => state = State::Open,
        }
        if state == State::Open {
            let of = metal.map_or(String::new(), |metal| format!(" {metal}"));
            lines.push(line(&format!("{OPEN_MARK} {statement:?}{of}]")));
            break;
        }
    }
    lines.retain(|line| !line.is_empty());
    (lines.into_iter().map(Block::Paragraph).collect(), state)
}

fn sentence(signed: &Signed) -> Line {
    let key = serde_json::to_value(signed.choice()).ok();
    let key = key.as_ref().and_then(|key| key.as_str()).unwrap_or_default();
    let (auditor, day) = signed
        .auditor()
        .map_or_else(Default::default, |auditor| (auditor.name.as_str().to_owned(), written(auditor.on)));
    let text = sentences::get(&format!("signed.{key}"))
        .replace("{metal}", signed.metal().unwrap_or_default())
        .replace("{day}", &day)
        .replace("{auditor}", &auditor);
    slots(&text)
}
