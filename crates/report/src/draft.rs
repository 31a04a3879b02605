//! The draft of one year: which parts it has, in which order, and what people wrote, edited and signed. It holds no
//! figures, so that none can be typed over.

use crate::day::Day;
use crate::document::Text;
use crate::signed::{Signed, Statement};
use crate::skeleton::{Kind, Plan, What, plan_of};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub kind: Kind,
    pub year: i32,
    items: Vec<Item>,
    signed: Vec<Signed>,
    plans: Vec<Step>,
    audits: Vec<Audit>,
}

/// A part of the draft, by its id in the skeleton.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: String,
    pub included: bool,
    /// A heading's words, or what the operator wrote.
    pub text: Vec<Text>,
    pub edited: Option<Edited>,
}

/// What somebody made of an automatic part. Its figures are words from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    pub text: Vec<Text>,
    pub by: Text,
    pub on: Day,
    /// What the part said when it was edited.
    pub generated: Vec<String>,
}

/// What is planned: never without somebody who does it, and a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawStep", into = "RawStep")]
pub struct Step(RawStep);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct RawStep {
    what: Text,
    owner: Text,
    due: Day,
}

impl Step {
    /// None where nobody does it.
    pub fn new(what: &str, owner: &str, due: Day) -> Option<Step> {
        RawStep { what: Text::new(what.trim()), owner: Text::new(owner.trim()), due }.try_into().ok()
    }

    /// As it is typed: what, who and when, set apart by `|`.
    pub fn line(&self) -> String {
        format!("{} | {} | {}", self.0.what.as_str(), self.0.owner.as_str(), self.0.due.as_str())
    }

    /// As it is printed.
    pub fn words(&self) -> String {
        format!("{} ({}, by {})", self.0.what.as_str(), self.0.owner.as_str(), self.0.due.written())
    }
}

impl TryFrom<RawStep> for Step {
    type Error = String;

    fn try_from(raw: RawStep) -> Result<Step, String> {
        let empty = |text: &Text| text.as_str().trim().is_empty();
        match empty(&raw.what) || empty(&raw.owner) {
            true => Err("a planned step names what is done and who does it".to_owned()),
            false => Ok(Step(raw)),
        }
    }
}

impl From<Step> for RawStep {
    fn from(step: Step) -> RawStep {
        step.0
    }
}

/// An audit of a smelter by a third party, whose name the regulation of the EU asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    pub smelter: Text,
    pub auditor: Text,
    pub on: Day,
    pub scheme: Text,
}

impl Draft {
    /// All parts of the skeleton, nothing written.
    pub fn new(kind: Kind, year: i32) -> Draft {
        let item = |plan: &Plan| {
            let text = match plan.what {
                What::Heading(_, title) => vec![Text::new(title)],
                _ => Vec::new(),
            };
            Item { id: plan.id.to_owned(), included: true, text, edited: None }
        };
        let items = kind.plan().iter().map(item).collect();
        Draft { kind, year, items, signed: Vec::new(), plans: Vec::new(), audits: Vec::new() }
    }

    /// The parts in their order, each with its place in the skeleton. What the skeleton no longer has is left out.
    pub fn parts(&self) -> impl Iterator<Item = (&Item, &'static Plan)> {
        self.items.iter().filter_map(|item| Some((item, plan_of(self.kind, &item.id)?)))
    }

    pub fn signed(&self) -> &[Signed] {
        &self.signed
    }

    pub fn plans(&self) -> &[Step] {
        &self.plans
    }

    pub fn audits(&self) -> &[Audit] {
        &self.audits
    }

    /// What is signed about a statement and a metal.
    pub fn on(&self, statement: Statement, metal: Option<&str>) -> Option<&Signed> {
        self.signed.iter().find(|it| it.statement() == statement && it.metal() == metal)
    }

    /// Writes a heading or an operator's part; whether there is such a part.
    pub fn write(&mut self, id: &str, text: &[&str]) -> bool {
        let kind = self.kind;
        let writable = |plan: &Plan| matches!(plan.what, What::Heading(..) | What::Operator(..));
        let item = self.items.iter_mut().find(|item| item.id == id);
        let Some(item) = item.filter(|item| plan_of(kind, &item.id).is_some_and(writable)) else {
            return false;
        };
        item.text = paragraphs(text);
        true
    }

    /// Puts words in the place of an automatic part; what it said is kept.
    pub fn edit(&mut self, id: &str, text: &[&str], by: &str, on: Day, generated: Vec<String>) -> bool {
        let kind = self.kind;
        let automatic = |plan: &Plan| matches!(plan.what, What::Auto(_));
        let item = self.items.iter_mut().find(|item| item.id == id);
        let Some(item) = item.filter(|item| plan_of(kind, &item.id).is_some_and(automatic)) else {
            return false;
        };
        item.edited = Some(Edited { text: paragraphs(text), by: Text::new(by), on, generated });
        true
    }

    /// Lets the part speak for itself again.
    pub fn restore(&mut self, id: &str) {
        self.items.iter_mut().filter(|item| item.id == id).for_each(|item| item.edited = None);
    }

    pub fn include(&mut self, id: &str, included: bool) {
        self.items.iter_mut().filter(|item| item.id == id).for_each(|item| item.included = included);
    }

    /// Moves a part to another place, counted without it.
    pub fn place(&mut self, id: &str, to: usize) {
        if let Some(from) = self.items.iter().position(|item| item.id == id) {
            let item = self.items.remove(from);
            self.items.insert(to.min(self.items.len()), item);
        }
    }

    /// Takes a signed choice; one on the same matter goes.
    pub fn sign(&mut self, signed: Signed) {
        self.signed.retain(|it| (it.statement(), it.metal()) != (signed.statement(), signed.metal()));
        self.signed.push(signed);
        self.signed.sort_by(|a, b| (a.statement(), a.metal()).cmp(&(b.statement(), b.metal())));
    }

    pub fn plan_steps(&mut self, steps: Vec<Step>) {
        self.plans = steps;
    }

    pub fn list_audits(&mut self, audits: Vec<Audit>) {
        self.audits = audits;
    }

    /// SHA-256 over all that is kept, in hexadecimal.
    pub fn hash(&self) -> String {
        let kept = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(kept).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn paragraphs(text: &[&str]) -> Vec<Text> {
    text.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).map(Text::new).collect()
}
