//! The page of Form SD beside a snapshot's report: who files and who signs, version by version.

use super::counted::Counted;
pub use report::form_sd::{Form, NAME, Officer, Registrant};
pub use report::skeleton::Kind;

use super::change::LONGEST;
use super::draft::{Drafted, KINDS, key};
use crate::access::{Manager, Viewer};
use crate::ports::during;
use crate::records::ReportText;
use crate::{FieldProblem, Result, ServiceError, Services};
use report::OPEN_MARK;
use report::document::Block;
use report::draft::paragraphs;
use report::form_sd::{TITLE, blocks};
use report::printed::{Printed, print};
use report::signed::{Choice, Statement};
use report::words::named;
use report::write::edgar;
use std::sync::Arc;

/// The kind of text that the form is among the texts of reports.
pub const KIND: &str = "form_sd";
/// Longest entry, in characters.
const LONGEST_ENTRY: usize = 300;

/// The form with all that it rests on.
pub struct FormDraft {
    pub counted: Arc<Counted>,
    pub form: Form,
    /// The version that was seen: 0 before anybody wrote.
    pub version: i64,
    /// What keeps it from being filed.
    pub stops: Vec<FormStop>,
}

/// What keeps the form from being filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormStop {
    /// Figures contradict each other, or what they were counted from is gone.
    Held,
    /// An entry is empty.
    Open(String),
    /// A supplier's name stands in it.
    Named(String),
    /// No report is attached although the inquiry into this metal, as it was signed, calls for one.
    ReportNeeded(String),
}

impl Viewer {
    /// The form of a snapshot, as it was filled in last; before that, who filed the last one.
    pub async fn form_sd(&self, snapshot: &str) -> Result<FormDraft> {
        let drafted = self.draft(snapshot, Kind::Sec).await?;
        let services = self.services();
        let (version, form) = match services.store.report_text(snapshot, KIND).await? {
            Some(text) => (text.version, read(&text)?),
            None => (0, services.filed_last(&drafted.counted).await?),
        };
        FormDraft::of(&drafted, form, version)
    }
}

/// A stored form.
pub(super) fn read(text: &ReportText) -> Result<Form> {
    serde_json::from_str(&text.document).map_err(|e| ServiceError::Internal(during("a stored form", e)))
}

impl Services {
    /// Who filed the form before this one; for the first, what the company said of itself.
    async fn filed_last(&self, counted: &Counted) -> Result<Form> {
        let head = &counted.opened.head;
        let mut earlier = self.store.snapshots().await?;
        earlier.retain(|it| it.year <= head.year && it.taken_at < head.taken_at);
        for before in earlier {
            if let Some(text) = self.store.report_text(&before.id, KIND).await? {
                return Ok(read(&text)?.carried());
            }
        }
        let snapshot = &counted.opened.snapshot;
        let own =
            |key: &str| snapshot.own.company.get(&format!("company.{key}")).cloned().unwrap_or_default();
        let name = own("name");
        Ok(Form::of(Registrant {
            company: if name.is_empty() { snapshot.company.clone() } else { name },
            address: own("address"),
            contact: own("contact_name"),
            phone: own("contact_phone"),
            ..Registrant::default()
        }))
    }
}

impl FormDraft {
    fn of(drafted: &Drafted, form: Form, version: i64) -> Result<FormDraft> {
        let counted = drafted.counted.clone();
        let mut out = FormDraft { counted, form, version, stops: Vec::new() };
        if !out.counted.holds() {
            out.stops.push(FormStop::Held);
        }
        let open = out.printed()?.words().into_iter();
        out.stops.extend(open.filter(|words| words.contains(OPEN_MARK)).map(FormStop::Open));
        for text in out.form.texts() {
            let names = named(text, &drafted.facts.unnamed).into_iter();
            out.stops.extend(names.map(|name| FormStop::Named(name.to_owned())));
        }
        let signed = drafted.draft.signed().iter();
        let needed = signed.filter(|it| {
            it.statement() == Statement::Inquiry && it.choice() == Choice::MayBeCovered && !out.form.report
        });
        out.stops.extend(needed.map(|it| FormStop::ReportNeeded(it.metal().unwrap_or_default().to_owned())));
        Ok(out)
    }

    /// The blocks, as they are printed.
    pub fn blocks(&self) -> Result<Vec<Block>> {
        blocks(&self.form, self.counted.year()).map_err(|e| ServiceError::Internal(e.into()))
    }

    /// As its writers read it, with open places marked.
    pub(super) fn printed(&self) -> Result<Printed> {
        print_form(&self.form, self.counted.year())
    }

    /// The page as EDGAR takes it; nothing may be open in it.
    pub fn file(&self) -> Result<Vec<u8>> {
        if !self.stops.is_empty() {
            return Err(ServiceError::Conflict);
        }
        edgar::exhibit(&self.printed()?).map(String::into_bytes).map_err(|e| ServiceError::Internal(e.into()))
    }
}

pub(super) fn print_form(form: &Form, year: i32) -> Result<Printed> {
    let blocks = blocks(form, year).map_err(|e| ServiceError::Internal(e.into()))?;
    // There are no figures in a form.
    print(TITLE, &blocks, &|_| None).map_err(|e| ServiceError::Internal(format!("{e:?}").into()))
}

/// The form as somebody typed it.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Without who signs.
    pub registrant: Registrant,
    pub report: bool,
    pub inquiry: String,
    /// The officer who signs, and when; all blank for nobody yet.
    pub signed_name: String,
    pub signed_title: String,
    pub signed_on: String,
}

impl Typed {
    fn signed(&self) -> Result<Option<Officer>> {
        if [&self.signed_name, &self.signed_title, &self.signed_on].iter().all(|it| it.is_empty()) {
            return Ok(None);
        }
        let blank = [("signed_name", &self.signed_name), ("signed_title", &self.signed_title)];
        if let Some((field, _)) = blank.into_iter().find(|(_, text)| text.is_empty()) {
            return Err(ServiceError::field(field, "problem.required"));
        }
        let on = self
            .signed_on
            .parse::<domain::Day>()
            .map_err(|_| ServiceError::field("signed_on", "problem.date"))?;
        Ok(Some(Officer { name: self.signed_name.clone(), title: self.signed_title.clone(), on }))
    }
}

impl Manager {
    /// Fills in the form: a conflict where somebody else has since this version.
    pub async fn save_form_sd(&self, snapshot: &str, version: i64, typed: Typed) -> Result<()> {
        if self.form_sd(snapshot).await?.version != version {
            return Err(ServiceError::Conflict);
        }
        let signed = typed.signed()?;
        let inquiry = paragraphs(&typed.inquiry.split('\n').collect::<Vec<_>>());
        let form =
            Form { registrant: Registrant { signed, ..typed.registrant }, report: typed.report, inquiry };
        check(&form)?;
        let document = serde_json::to_string(&form)
            .map_err(|e| ServiceError::Internal(during("a form cannot be written", e)))?;
        self.put_text(snapshot, KIND, version, document, ("report.form_filled", "form")).await
    }
}

/// What cannot be an entry. What is missing is asked for on the page.
fn check(form: &Form) -> Result<()> {
    let of = &form.registrant;
    let mut problems = Vec::new();
    let mut problem = |field: &str, text: &str| problems.push(FieldProblem::new(field, text));
    let entries = [
        ("company", &of.company),
        ("state", &of.state),
        ("file_number", &of.file_number),
        ("ein", &of.ein),
        ("address", &of.address),
        ("contact", &of.contact),
        ("phone", &of.phone),
        ("web_address", &of.web_address),
    ];
    let officer = of.signed.iter().flat_map(|it| [("signed_name", &it.name), ("signed_title", &it.title)]);
    for (field, text) in entries.into_iter().chain(officer) {
        if text.chars().count() > LONGEST_ENTRY {
            problem(field, "problem.too_long");
        }
    }
    let digits = |text: &str,
                  before: std::ops::RangeInclusive<usize>,
                  behind: std::ops::RangeInclusive<usize>| {
        let number = |part: &str, len: std::ops::RangeInclusive<usize>| {
            len.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        text.is_empty() || text.split_once('-').is_some_and(|(a, b)| number(a, before) && number(b, behind))
    };
    if !digits(&of.file_number, 1..=3, 4..=6) {
        problem("file_number", "problem.file_number");
    }
    if !digits(&of.ein, 2..=2, 7..=7) {
        problem("ein", "problem.ein");
    }
    if !of.web_address.is_empty() && !is_address(&of.web_address) {
        problem("web_address", "problem.web_address");
    }
    if form.inquiry.iter().map(|text| text.as_str().chars().count()).sum::<usize>() > LONGEST {
        problem("inquiry", "problem.too_long");
    }
    if problems.is_empty() { Ok(()) } else { Err(ServiceError::Invalid(problems)) }
}

/// Whether it can be an address on the web.
pub(super) fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.contains('.') && !rest.contains(|c: char| c.is_whitespace() || c == '"' || c == '<')
    })
}

/// The key of a report that is published: the drafts' own, and the form's.
pub fn is_report(kind: &str) -> bool {
    kind == KIND || KINDS.map(key).contains(&kind)
}
