//! What leaves: the company's own declaration, and what is held back.

use super::counted::Counted;
use crate::access::Viewer;
use crate::declarations::submission::Document;
use crate::ports::during;
use crate::records::Scope;
use crate::worker_pool::Priority;
use crate::{Result, ServiceError, Services};
use domain::Finding;
use domain::smelters::LicenceClass;
use rollup::Reported;
use rollup::figures::Figure;
use rollup::leak::{Leak, Needles};
use rollup::rules::Cell;
use rollup::terms::{Allowed, Use};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The company's own declaration, and what of it may not leave by what is known now: whoever became known after the count is
/// looked for as well.
pub struct Leaving {
    pub(super) counted: Arc<Counted>,
    pub leaks: Vec<Leak>,
}

impl Leaving {
    /// Whether it may leave: no contradiction, nothing that names a supplier or that only a list has which may not be passed
    /// on, and complete as the rules have it.
    pub fn may_leave(&self) -> bool {
        let blocks = |f: &Finding| f.severity == domain::Severity::Error;
        let is_held = self.counted.rollup.held().next().is_some();
        let is_complete = !self.counted.findings.iter().any(blocks);
        self.counted.holds() && self.leaks.is_empty() && !is_held && is_complete
    }

    fn document(&self) -> Result<Document> {
        if self.may_leave() { Ok(self.counted.document()) } else { Err(ServiceError::Conflict) }
    }

    /// As JSON.
    pub fn json(&self) -> Result<String> {
        Ok(self.document()?.seal().0)
    }
}

/// Everybody whom the company knows by now. Snapshots hold no contacts, and nobody who came later.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) suppliers: Vec<String>,
    /// Names and addresses.
    pub(crate) persons: Vec<String>,
}

impl Book {
    /// All that says who it is. One plain word, such as `Sales`, is in too many texts.
    pub(crate) fn names(self) -> impl Iterator<Item = String> {
        let tells = |p: &String| p.contains('@') || p.trim().contains(char::is_whitespace) || !p.is_ascii();
        self.suppliers.into_iter().chain(self.persons.into_iter().filter(tells))
    }
}

impl Services {
    pub(crate) async fn book(&self) -> Result<Book> {
        let mut book = Book::default();
        for supplier in self.store.all_suppliers(&Scope::Everything).await? {
            book.suppliers.push(supplier.name);
            let people = [supplier.contact_name, supplier.email, supplier.second_name, supplier.second_email];
            book.persons.extend(people.into_iter().filter(|p| !p.is_empty()));
        }
        Ok(book)
    }
}

impl Counted {
    /// Whether nothing contradicts itself, and all that was counted is still there: else everything is held back, since
    /// what leaves would say something else than what was frozen.
    pub fn holds(&self) -> bool {
        self.broken.is_empty()
            && self.changed.is_empty()
            && self.opened.missing.is_empty()
            && self.opened.missing_lists.is_empty()
    }

    /// All figures as lines of a file.
    pub fn figures_csv(&self) -> String {
        self.figures.csv(|figure| self.terms(figure).map_or("", LicenceClass::key))
    }

    /// All figures as JSON.
    pub fn figures_json(&self) -> Result<String> {
        let fault = |e| ServiceError::Internal(during("the figures cannot be written", e));
        let mut all = serde_json::to_value(&self.figures).map_err(fault)?;
        let written = all["all"].as_array_mut().into_iter().flatten();
        for (written, figure) in written.zip(self.figures.all()) {
            if let Some(terms) = self.terms(figure) {
                written["terms"] = terms.key().into();
            }
        }
        serde_json::to_string_pretty(&all).map_err(fault)
    }

    /// The terms under which a figure may be passed on, where they are not everybody's: those of the strictest list that
    /// figures about smelters rest on.
    pub fn terms(&self, figure: &Figure) -> Option<LicenceClass> {
        let family = figure.id.split(['.', '/']).next().unwrap_or_default();
        let lists = &self.opened.lists;
        let of_lists =
            matches!(family, "S3" | "S4" | "S5" | "S6" | "S7" | "S8" | "S9").then(|| lists.terms());
        let of_origins = matches!(family, "S6" | "S7" | "S8" | "O1");
        let of_origins = of_origins.then(|| lists.sourcing.iter().map(|s| s.class).max()).flatten();
        let strictest = of_lists.into_iter().chain(of_origins).max();
        strictest.filter(|class| Use::Count.under(*class) == Allowed::Marked)
    }

    /// The company's own declaration, in the shape of every other: the same bytes for the same snapshot.
    pub(crate) fn document(&self) -> Document {
        Document {
            schema: 1,
            template: self.template.kind.to_string(),
            version: self.template.version.to_string(),
            declaration: self.rollup.declaration.clone(),
            explanations: BTreeMap::new(),
            entered: None,
        }
    }

    /// What each answer rests on, as rows for a file that stays inside, the head first. Two suppliers of one name are told
    /// apart by their identifiers.
    pub fn trace(&self) -> impl Iterator<Item = Vec<String>> {
        let head = ["place", "answer", "rule", "when", "supplier", "supplier id", "stands", "lines"];
        let cells = self.rollup.cells.iter().flat_map(|cell| self.trace_of_cell(cell));
        let smelters = self.rollup.smelters.iter().enumerate();
        let smelters = smelters.flat_map(|(at, smelter)| self.trace_of_smelter(at, smelter));
        std::iter::once(head.map(str::to_owned).to_vec()).chain(cells).chain(smelters)
    }

    fn trace_of_cell(&self, cell: &Cell) -> Vec<Vec<String>> {
        let (rule, when, lines) = (cell.rule.code(), cell.rule.when(), cell.lines.join(", "));
        let row = |name: &str, id: &str, stands: &str| {
            [&cell.key, &cell.value, rule, when, name, id, stands, &lines].map(str::to_owned).to_vec()
        };
        let sides = [("for", &cell.pro), ("against", &cell.contra), ("silent", &cell.silent)];
        let of = |at: &u32| &self.opened.survey.suppliers[*at as usize];
        let rows = sides.iter().flat_map(|(stands, suppliers)| {
            suppliers.iter().map(of).map(|supplier| row(&supplier.name, &supplier.id, stands))
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() { vec![row("", "", "")] } else { rows }
    }

    fn trace_of_smelter(&self, at: usize, smelter: &Reported) -> Vec<Vec<String>> {
        let (rule, when) = (smelter.rule.code(), smelter.rule.when());
        let place = format!("smelters[{}]", at + 1);
        let row = |of: &u32| {
            let of = &self.opened.survey.suppliers[*of as usize];
            let texts = [&place, &smelter.name, rule, when, &of.name, &of.id, "for", ""];
            texts.map(str::to_owned).to_vec()
        };
        smelter.suppliers.iter().map(row).collect()
    }
}

impl Viewer {
    /// Looks through the company's own declaration for everybody who is known now.
    pub async fn leaving(&self, counted: &Arc<Counted>) -> Result<Leaving> {
        let services = self.services();
        let (book, counted) = (services.book().await?, counted.clone());
        let look = move || {
            let (suppliers, persons) = (book.suppliers.iter(), book.persons.iter());
            let needles = Needles::of_book(suppliers.map(String::as_str), persons.map(String::as_str));
            let mut leaks = counted.rollup.leaks.clone();
            for leak in counted.rollup.search(&needles) {
                if !leaks.contains(&leak) {
                    leaks.push(leak);
                }
            }
            Leaving { counted, leaks }
        };
        let looked = services.workers.run(Priority::Last, look).await;
        looked.ok_or_else(|| ServiceError::Internal("the declaration could not be looked through".into()))
    }

    /// The company's own declaration as a workbook: the official template filled, where one is kept.
    pub async fn leaving_workbook(&self, leaving: &Leaving, language: &str) -> Result<Vec<u8>> {
        let document = leaving.document()?;
        let template = document.definition()?.name();
        self.services().workbook(document.declaration, &template, language).await
    }
}
