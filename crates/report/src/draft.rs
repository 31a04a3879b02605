//! The draft of one year: which parts it has, in which order, and what people wrote, edited and signed. It holds no
//! figures, so that none can be typed over.

use crate::day::written;
use crate::document::Text;
use crate::look::Look;
use crate::signed::{Signed, Statement};
use crate::skeleton::{Kind, Plan, What, plan_of};
use domain::Day;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub kind: Kind,
    pub year: i32,
    /// Above everything; the usual one where nobody wrote any.
    #[serde(default)]
    title: Option<Text>,
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
    /// How its table is shown, where somebody chose.
    #[serde(default)]
    pub look: Option<Look>,
}

impl Item {
    /// Everything that a person wrote in it.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let edited =
            self.edited.iter().flat_map(|it| it.text.iter().chain(it.notes.iter().map(|note| &note.1)));
        let look = self.look.iter().flat_map(|it| {
            let labels = it.labels.iter().map(|label| &label.own);
            it.columns.iter().map(|column| &column.title).chain([&it.title]).chain(labels)
        });
        self.text.iter().chain(edited).chain(look)
    }
}

/// What somebody made of the words of an automatic part. Figures in them are words from then on; its table stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    pub text: Vec<Text>,
    /// The notes beneath the table, by id; a blank one is left out.
    #[serde(default)]
    pub notes: Vec<(String, Text)>,
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
        format!("{} | {} | {}", self.0.what.as_str(), self.0.owner.as_str(), self.0.due)
    }

    /// As it is printed.
    pub fn words(&self) -> String {
        format!("{} ({}, by {})", self.0.what.as_str(), self.0.owner.as_str(), written(self.0.due))
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
            Item { id: plan.id.to_owned(), included: true, text, edited: None, look: None }
        };
        let items = kind.plan().iter().map(item).collect();
        Draft { kind, year, title: None, items, signed: Vec::new(), plans: Vec::new(), audits: Vec::new() }
    }

    /// The draft for other figures: what was written stays, in its order. What was signed is to be signed again. Of
    /// another year, the title, what is planned and what somebody made of automatic words stay behind: they name that
    /// year's.
    pub fn carried(&self, year: i32) -> Draft {
        let mut next = Draft { year, signed: Vec::new(), ..self.clone() };
        if year != self.year {
            next.items.iter_mut().for_each(|item| item.edited = None);
            (next.title, next.plans, next.audits) = (None, Vec::new(), Vec::new());
        }
        // Parts that the skeleton has by now stand where it has them.
        for (at, item) in Draft::new(self.kind, year).items.into_iter().enumerate() {
            if !next.items.iter().any(|it| it.id == item.id) {
                next.items.insert(at.min(next.items.len()), item);
            }
        }
        next
    }

    /// What stands above everything.
    pub fn title(&self) -> String {
        self.title.as_ref().map_or_else(|| self.usual_title(), |title| title.as_str().to_owned())
    }

    fn usual_title(&self) -> String {
        format!("{} for {}", self.kind.title(), self.year)
    }

    /// Writes the title; blank for the usual one.
    pub fn entitle(&mut self, title: &str) {
        let title = title.trim();
        self.title = (!title.is_empty() && title != self.usual_title()).then(|| Text::new(title));
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
        let writable = |what| matches!(what, What::Heading(..) | What::Operator(..));
        let Some(item) = self.find(id, writable) else { return false };
        item.text = paragraphs(text);
        true
    }

    /// Puts words in the place of those of an automatic part; what it said is kept.
    pub fn edit(&mut self, id: &str, edited: Edited) -> bool {
        let Some(item) = self.find(id, |what| matches!(what, What::Auto(_))) else { return false };
        item.edited = Some(edited);
        true
    }

    /// Shows the table of a part otherwise; none for the usual way.
    pub fn show(&mut self, id: &str, look: Option<Look>) -> bool {
        let Some(item) = self.find(id, |what| matches!(what, What::Auto(_) | What::Audits)) else {
            return false;
        };
        item.look = look;
        true
    }

    fn find(&mut self, id: &str, fits: fn(What) -> bool) -> Option<&mut Item> {
        let plan = plan_of(self.kind, id).filter(|plan| fits(plan.what))?;
        self.items.iter_mut().find(|item| item.id == plan.id)
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

/// Lines without space around them; empty ones are dropped.
pub fn paragraphs(text: &[&str]) -> Vec<Text> {
    text.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).map(Text::new).collect()
}
