//! What was asked and what came, as it stood at the cut-off: plain data, filled by whoever reads the store.
//!
//! What a snapshot has to keep for this: of each supplier its name, relationship, spend, flag, reason where it is out of
//! scope, contact and addresses; of each request its state, days and counts *at the cut-off*; of the revision that counted
//! then its number, hash, day, findings, answers and rows. All of it stands in tables today, but for the state at a past
//! instant (from the log), and what a snapshot freezes of a supplier that may be removed later.

mod pool;
mod rows;

pub use pool::{Pool, Text};
pub use rows::{Called, Recycled, Row};

use crate::runs::{Runs, add_comment};
use domain::template::{SCOPE_COMPANY, SCOPE_PRODUCTS};
pub use domain::terms::Relationship;
use domain::workflow::RequestState;
use domain::{Day, Declaration, answer};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

/// A supplier that the company knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Supplier {
    pub id: String,
    pub name: String,
    pub relationship: Relationship,
    /// Why it was not to be asked at all; unset for one that was.
    pub excluded: Option<String>,
    /// Whether the operator called it important.
    pub priority: bool,
    /// What is bought from it, in any unit, the same for all.
    pub spend: Option<u64>,
    /// Its contacts: names and mail addresses. None of it leaves.
    pub contacts: Vec<String>,
}

/// What a declaration is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// The supplier as a whole.
    A,
    /// Products that it lists.
    B,
    /// What it describes, and whatever is none of the others.
    C,
}

impl Scope {
    fn of(text: &str) -> Scope {
        match text {
            text if answer::same(text, SCOPE_COMPANY) => Scope::A,
            text if answer::same(text, SCOPE_PRODUCTS) => Scope::B,
            _ => Scope::C,
        }
    }
}

/// A campaign asking a supplier, as it stood at the cut-off.
#[derive(Clone, Debug)]
pub struct Request {
    pub id: String,
    /// Which of [`Survey::suppliers`].
    pub supplier: u32,
    pub state: RequestState,
    /// The day on which it went out.
    pub sent_on: Option<Day>,
    pub reminders: u32,
    /// How often it was sent back.
    pub sent_back: u32,
    /// How often it was called about it; none where nobody kept that.
    pub calls: Option<u32>,
    /// Whether no mail reaches the supplier and no other contact is known.
    pub undeliverable: bool,
    /// Whether the first answer came after the cut-off.
    pub late: bool,
    pub answer: Option<Answer>,
}

impl Request {
    /// A request that nothing was heard of.
    pub fn new(id: impl Into<String>, supplier: u32, state: RequestState) -> Request {
        Request {
            id: id.into(),
            supplier,
            state,
            sent_on: None,
            reminders: 0,
            sent_back: 0,
            calls: None,
            undeliverable: false,
            late: false,
            answer: None,
        }
    }

    /// Whether it was sent and not taken back.
    pub fn is_asked(&self) -> bool {
        !matches!(self.state, RequestState::Planned | RequestState::Withdrawn)
    }
}

/// The revision that was the last one at the cut-off.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its number, from 1.
    pub revision: u32,
    pub hash: String,
    /// The day on which it came.
    pub received_on: Day,
    /// Warnings that nobody has explained.
    pub open_warnings: u32,
    /// Warnings with which it was accepted, explained.
    pub explained: u32,
    pub scope: Scope,
    /// Its answers; rows stand apart.
    pub declaration: Declaration,
    /// Which of [`Survey::rows`] are its own.
    pub rows: Range<u32>,
}

impl Answer {
    /// The day that the declaration speaks of; none where nobody can read it.
    pub fn effective_on(&self) -> Option<Day> {
        answer::parse_date(self.declaration.answer("company.effective_date"))
    }
}

/// What is said of a revision beside its document.
#[derive(Clone, Debug, Default)]
pub struct Arrival {
    pub revision: u32,
    pub hash: String,
    pub received_on: Day,
    pub open_warnings: u32,
    pub explained: u32,
}

/// Everything that was asked and came.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    pub suppliers: Vec<Supplier>,
    pub requests: Vec<Request>,
    rows: Vec<Row>,
    called: rows::CalledPool,
    pool: Pool,
    /// Who is named in declarations, and where it sits: nothing of it may leave.
    persons: BTreeSet<Text>,
    comments: Runs,
}

/// The answers of a supplier that say who it is, and where.
const PERSONS: [&str; 8] = [
    "company.name",
    "company.id",
    "company.contact_name",
    "company.contact_email",
    "company.contact_phone",
    "company.authorizer_name",
    "company.authorizer_email",
    "company.authorizer_phone",
];
/// What it writes about itself in longer texts.
const OTHER_WORDS: [&str; 2] = ["company.address", "company.scope_description"];

impl Survey {
    /// Puts in what came for a request. The document itself is not kept.
    pub fn answered(&mut self, request: usize, arrival: Arrival, document: &Declaration) {
        let supplier = self.requests[request].supplier;
        let first = self.rows.len() as u32;
        for (line, row) in document.smelters.iter().filter(|row| !row.is_empty()).enumerate() {
            let called = self.called.add(Called::of(row, &mut self.pool));
            self.rows.push(Row {
                request: request as u32,
                line: line as u32 + 1,
                called,
                mine: self.pool.add(&row.mine),
                mine_country: self.pool.add(&row.mine_country),
                recycled: Recycled::parse(&row.recycled),
            });
            self.keep_person(&row.contact);
            self.keep_person(&row.email);
            self.keep_comment(supplier, &row.next_steps);
            self.keep_comment(supplier, &row.comment);
        }
        for (key, text) in &document.answers {
            if PERSONS.contains(&key.as_str()) {
                self.keep_person(text);
            } else if key.ends_with(".comment") || OTHER_WORDS.contains(&key.as_str()) {
                self.keep_comment(supplier, text);
            }
        }
        for row in &document.products {
            self.keep_comment(supplier, &row.comment);
        }
        self.requests[request].answer = Some(Answer {
            revision: arrival.revision,
            hash: arrival.hash,
            received_on: arrival.received_on,
            open_warnings: arrival.open_warnings,
            explained: arrival.explained,
            scope: Scope::of(document.answer("company.scope")),
            declaration: Declaration { answers: document.answers.clone(), ..Declaration::default() },
            rows: first..self.rows.len() as u32,
        });
    }

    fn keep_person(&mut self, text: &str) {
        if !answer::is_blank(text) {
            let text = self.pool.add(text);
            self.persons.insert(text);
        }
    }

    fn keep_comment(&mut self, supplier: u32, text: &str) {
        if !answer::is_blank(text) {
            add_comment(&mut self.comments, text, supplier);
        }
    }

    /// All rows, of one answer after the other.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What rows call smelters, each once.
    pub fn called(&self) -> &[Called] {
        self.called.all()
    }

    pub fn text(&self, text: Text) -> &str {
        self.pool.get(text)
    }

    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    /// The supplier that a request asks.
    pub fn supplier_of(&self, request: u32) -> &Supplier {
        &self.suppliers[self.requests[request as usize].supplier as usize]
    }

    /// Who is named, and where it sits: in declarations and in the company's own book.
    pub fn persons(&self) -> impl Iterator<Item = &str> {
        let contacts = self.suppliers.iter().flat_map(|s| &s.contacts).map(String::as_str);
        contacts.chain(self.persons.iter().map(|text| self.pool.get(*text)))
    }

    /// What suppliers write beside their answers.
    pub(crate) fn comments(&self) -> &Runs {
        &self.comments
    }

    /// The names of suppliers, as the operator and as they themselves write them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own =
            self.requests.iter().filter_map(|r| Some(r.answer.as_ref()?.declaration.answer("company.name")));
        self.suppliers.iter().map(|s| s.name.as_str()).chain(own).filter(|name| !answer::is_blank(name))
    }
}
