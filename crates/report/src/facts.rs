//! What a report is written from: figures and rows of one frozen snapshot, as plain data.

use crate::day::written;
use crate::document::{Inline, Line, Target};
use domain::{Day, Share};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// As a figure is printed that nothing records.
pub const NOT_RECORDED: &str = "not recorded";

/// One figure. Where its rows open, and how it is asked of them, its definition says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// `R1`, or with a part `S4.tin.conformant`: the ids of `docs/figures-of-a-report.md`.
    pub id: String,
    /// As it is printed: `206 of 210 (98 %)`.
    pub printed: String,
    pub definition: String,
    /// Numerator and denominator, where it has them.
    pub n: Option<u64>,
    pub of: Option<u64>,
    /// The same a year before, unless it was defined otherwise then.
    pub last_year: Option<String>,
}

/// How many facilities of a metal have a status on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    pub metal: String,
    pub status: String,
    pub facilities: u64,
}

/// Whose audit a facility passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Programme {
    /// The scheme's own assessment.
    Own,
    /// That of another scheme, which this one recognises.
    CrossRecognised,
    None,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facility {
    pub metal: String,
    pub name: String,
    pub country: String,
    pub number: String,
    pub status: String,
    pub programme: Programme,
    /// Whether it is said to source from a covered country.
    pub covered: bool,
    /// Whether it is said to process recycled or scrap material only.
    pub recycled_only: bool,
    /// Whether it comes from a list that may not be published.
    pub members_only: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub country: String,
    pub metals: String,
    /// Who says so: audit, supplier.
    pub source: String,
    pub members_only: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    pub name: String,
    pub metals: String,
    /// What it is needed for.
    pub why: String,
}

/// An entry that the lists no longer have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOff {
    pub metal: String,
    pub name: String,
    pub country: String,
    pub number: String,
    /// Why, in the words of the statuses.
    pub status: String,
    /// Whether only members of a scheme may see that.
    pub members_only: bool,
}

/// A list of smelters that statuses were read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    pub name: String,
    pub day: Day,
}

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub company: String,
    pub year: i32,
    pub snapshot: String,
    pub freeze: Day,
    /// The day for which the lists were asked.
    pub list_day: Day,
    pub metals: Vec<String>,
    pub figures: Vec<Figure>,
    pub statuses: Vec<Status>,
    pub facilities: Vec<Facility>,
    pub origins: Vec<Origin>,
    pub products: Vec<Product>,
    pub lists: Vec<List>,
    /// Entries that the lists took off and that count as no facilities: those of S11.
    #[serde(default)]
    pub taken_off: Vec<TakenOff>,
    /// What the company's own declaration says of each metal, by its name: whether its products need it. Not of one that it
    /// leaves open.
    #[serde(default)]
    pub declared: BTreeMap<String, bool>,
    /// Suppliers and their people: they may stand nowhere in what is published.
    pub unnamed: Vec<String>,
}

impl Facts {
    /// A line with its figures put in.
    pub(crate) fn words(&self, line: &Line) -> String {
        line.iter()
            .map(|inline| match inline {
                Inline::Text(text) | Inline::Emphasis(text) => text.as_str().to_owned(),
                Inline::Figure(id) => self.printed(id).unwrap_or_default(),
                Inline::Reference(Target::Table(id)) => format!("{{T:{id}}}"),
                Inline::Reference(Target::Note(id)) => format!("{{N:{id}}}"),
            })
            .collect()
    }

    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|it| it.id == id)
    }

    /// How a figure is printed; the company, the year and the freeze are asked for in the same way.
    pub fn printed(&self, id: &str) -> Option<String> {
        match id {
            "company" => Some(self.company.clone()),
            "year" => Some(self.year.to_string()),
            "freeze" => Some(written(self.freeze)),
            "list_day" => Some(written(self.list_day)),
            "lists" if self.lists.is_empty() => None,
            "lists" => {
                let of = |list: &List| format!("{} ({})", list.name, written(list.day));
                let mut all: Vec<String> = self.lists.iter().map(of).collect();
                all.dedup();
                Some(all.join("; "))
            }
            _ => self.figure(id).map(|it| it.printed.clone()),
        }
    }

    /// The numerator; none where it was not recorded.
    pub fn n(&self, id: &str) -> Option<u64> {
        self.figure(id)?.n
    }

    /// So many of so many.
    pub fn share(&self, id: &str) -> Option<Share> {
        let figure = self.figure(id)?;
        figure.n.zip(figure.of).map(Share::from)
    }

    /// Whether anything says what the figure is.
    pub fn recorded(&self, id: &str) -> bool {
        self.figure(id).is_some_and(|it| it.printed != NOT_RECORDED)
    }

    /// The facilities of a metal.
    pub fn facilities_of<'a>(&'a self, metal: &'a str) -> impl Iterator<Item = &'a Facility> {
        self.facilities.iter().filter(move |it| it.metal == metal)
    }

    /// What does not agree with itself: a metal, what its statuses sum to, and how many facilities are listed.
    pub fn disagreements(&self) -> Vec<(String, u64, u64)> {
        let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for status in &self.statuses {
            counts.entry(&status.metal).or_default().0 += status.facilities;
        }
        for facility in &self.facilities {
            counts.entry(&facility.metal).or_default().1 += 1;
        }
        let mut listed_off = Vec::new();
        if let Some(n) = self.n("S11").filter(|n| *n != self.taken_off.len() as u64) {
            listed_off.push(("S11".to_owned(), n, self.taken_off.len() as u64));
        }
        let wrong = counts.into_iter().filter(|(_, (sum, listed))| sum != listed);
        let wrong = wrong.map(|(metal, (sum, listed))| (metal.to_owned(), sum, listed));
        wrong.chain(listed_off).collect()
    }
}
