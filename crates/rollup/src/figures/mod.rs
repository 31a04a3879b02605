//! The figures of a report: each a query over a snapshot, with its definition, what it counts, and of what.
//!
//! [`figures`] works them all out, [`invariants::check`] says which contradict each other, [`compare`](compare::compare)
//! sets last year's beside.

pub mod compare;
mod definitions;
pub mod invariants;
mod metals;
mod parts;
mod rates;
mod set;
mod smelters;
mod snapshot;
mod suppliers;

pub use compare::{Difference, FigureComparison, Kept};
pub use definitions::{DEFINITIONS, Definition};
pub use invariants::{Broken, Invariant};
pub use rates::AnswerClass;
pub use set::{NOT_RECORDED, Ref, Set, Value};
pub use snapshot::{AnnexRow, Earlier, FacilityRule, Facts, Snapshot};

use domain::Day;
use serde::Serialize;
use std::collections::HashMap;

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// `R1`, `P4/direct`, `S4.tungsten.conformant`.
    pub id: String,
    /// What it says, in words; two figures of one id are the same figure only if these are the same.
    pub definition: String,
    pub value: Value,
}

impl Figure {
    /// What of its family it is: `direct` of `P4/direct`; nothing where it has a name of its own.
    pub fn part(&self) -> Option<&str> {
        let (_, part) = self.id.split_once(['/', '.'])?;
        let named = definitions::of(&self.id).is_some_and(|definition| definition.id == self.id);
        (!named).then_some(part)
    }

    /// The id of its family: `S4` of `S4.tungsten.conformant`; its own where it has a name of its own.
    pub fn family(&self) -> &str {
        definitions::of(&self.id).map_or(self.id.as_str(), |definition| definition.id)
    }

    /// What it says, in short.
    pub fn name(&self) -> &str {
        definitions::of(&self.id).map_or(self.id.as_str(), |definition| definition.name)
    }

    /// The field of a declaration that it counts the answers of; none where it counts anything else.
    pub fn field(&self) -> Option<String> {
        metals::field(&self.id)
    }

    /// Tells definitions apart.
    pub fn hash(&self) -> u64 {
        // FNV-1a: this guards against a definition that was changed, not against people.
        self.definition
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

/// All figures of a snapshot, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    all: Vec<Figure>,
    #[serde(skip)]
    places: HashMap<String, usize>,
}

impl Figures {
    /// A figure by its id.
    pub fn get(&self, id: &str) -> Option<&Figure> {
        self.places.get(id).map(|i| &self.all[*i])
    }

    pub fn all(&self) -> &[Figure] {
        &self.all
    }

    /// As a figure is printed; what nobody knows is not recorded.
    pub fn printed(&self, id: &str) -> String {
        self.get(id).map_or_else(|| NOT_RECORDED.to_owned(), |figure| figure.value.printed())
    }

    /// Figures that were worked out or kept elsewhere.
    pub fn of(all: impl IntoIterator<Item = Figure>) -> Figures {
        let all: Vec<Figure> = all.into_iter().collect();
        Figures { places: all.iter().map(|f| f.id.clone()).zip(0..).collect(), all }
    }

    /// Figures that somebody states, such as those of a report that was filed: they can be checked like any others.
    pub fn stated<'a>(all: impl IntoIterator<Item = (&'a str, u64)>) -> Figures {
        Figures::of(all.into_iter().map(|(id, count)| Figure {
            id: id.to_owned(),
            definition: "stated".to_owned(),
            value: Value::Count(Set::stated(count)),
        }))
    }

    fn add(&mut self, id: String, with: &str, value: Value) {
        let mut definition = definitions::of(&id).map_or_else(String::new, Definition::text);
        if !with.is_empty() {
            definition.push_str(" [");
            definition.push_str(with);
            definition.push(']');
        }
        self.places.insert(id.clone(), self.all.len());
        self.all.push(Figure { id, definition, value });
    }

    /// Figures from this one on count something else than usual.
    fn qualify(&mut self, from: usize, with: &str) {
        for figure in self.all[from..].iter_mut().filter(|_| !with.is_empty()) {
            figure.definition.push_str(&format!(" [{with}]"));
        }
    }

    fn share(&mut self, id: impl Into<String>, n: Vec<Ref>, of: &Set) {
        self.add(id.into(), "", Value::Share { n: Set::of(n), of: of.clone() });
    }

    fn count(&mut self, id: impl Into<String>, n: Vec<Ref>) {
        self.add(id.into(), "", Value::Count(Set::of(n)));
    }

    fn not_recorded(&mut self, id: &str) {
        self.add(id.to_owned(), "", Value::NotRecorded);
    }

    /// All as lines of comma-separated values, each with the terms under which it may be passed on.
    pub fn csv(&self, terms: impl Fn(&Figure) -> &'static str) -> String {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut out = String::from("figure,n,of,printed,definition,terms\r\n");
        for figure in &self.all {
            let number = |set: Option<&Set>| set.map_or(String::new(), |set| set.count.to_string());
            let (n, of) = (number(figure.value.n()), number(figure.value.of()));
            let (printed, says) = (quoted(&figure.value.printed()), quoted(&figure.definition));
            let terms = terms(figure);
            out.push_str(&format!("{},{n},{of},{printed},{says},{terms}\r\n", quoted(&figure.id)));
        }
        out
    }
}

/// Every figure of a snapshot.
pub fn figures(snapshot: &Snapshot) -> Figures {
    let mut out = Figures::default();
    let asked = suppliers::figures(snapshot, &mut out);
    rates::figures(snapshot, &asked, &mut out);
    metals::figures(snapshot, &asked, &mut out);
    let first = out.all.len();
    smelters::figures(snapshot, &mut out);
    out.qualify(first, &snapshot.settings.definition());
    for id in ["K1", "K2", "K3"] {
        out.not_recorded(id);
    }
    governance(snapshot, &mut out);
    out
}

/// G1.
fn governance(snapshot: &Snapshot, out: &mut Figures) {
    let facts = snapshot.facts;
    let said = |text: &str| if text.is_empty() { NOT_RECORDED.to_owned() } else { text.to_owned() };
    let day = |day: Option<Day>| day.map_or_else(|| NOT_RECORDED.to_owned(), |day| day.to_string());
    let lists: Vec<String> =
        snapshot.lists.evidence.iter().map(|e| format!("{} of {}", e.kind.key(), e.as_of)).collect();
    let all = [
        ("cut-off", day(facts.cutoff_on)),
        ("frozen on", day(snapshot.settings.frozen_on)),
        ("approved by", said(&facts.approver)),
        ("lists", said(&lists.join(", "))),
        ("versions accepted", said(&facts.versions.join(", "))),
        ("records kept", said(&facts.records_kept)),
        ("rules and engine", said(&facts.engine)),
        ("answers that count", snapshot.settings.printed()),
    ];
    let facts = all.into_iter().map(|(what, says)| (what.to_owned(), says));
    out.add("G1".to_owned(), "", Value::Facts(facts.collect()));
}
