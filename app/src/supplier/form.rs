//! The state of the form: one draft, what the rules say about it, and the few signals that pages listen to.
//!
//! Controls are not bound to signals. They carry the path of their entry as `name`; the browser side listens at the
//! root and writes what is typed into the draft. So the cost of a keystroke does not grow with the form.

use super::evaluation::Evaluation;
use super::model::{AnswerPage, Conflict, Refusal, Step};
use super::saving::SaveState;
use crate::kit::words::beside;
use domain::draft::{field_path, row_path};
use domain::template::{Field, Template};
use domain::{Class, Draft, Finding, Location, Metal, References, RowId, Severity, Table, Texts, answer};
use leptos::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// The parts that do not make anything redraw by themselves.
pub struct Data {
    /// The page as the server sent it (its entries moved into `draft`).
    pub page: AnswerPage,
    /// The texts of the page's language.
    pub texts: Texts,
    /// The template that is answered.
    pub template: &'static Template,
    /// The draft as it stands on the screen.
    pub draft: Draft,
    /// The reference list, once it is here.
    pub references: References,
}

/// Which rows of a table are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Index of the first drawn row.
    pub start: usize,
    /// How many are drawn.
    pub count: usize,
}

/// Rows on a page without JavaScript, and before the browser has measured anything.
pub const PAGE_ROWS: usize = 25;

/// What holds for one control at the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldStatus {
    /// Whether it is asked.
    pub visible: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// The worst severity found here.
    pub worst: Option<Severity>,
    /// What is found here, a line each.
    pub message: String,
    /// In a row: the columns that an error is about, a bit each.
    pub bad: u32,
}

impl FieldStatus {
    /// The value of `data-status`, by which the style sheet colours it.
    pub fn key(&self) -> Option<&'static str> {
        self.worst.map(severity_key)
    }
}

/// The key of a severity in texts and styles.
pub fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// What pages listen to.
#[derive(Clone, Copy)]
struct Signals {
    evaluation: RwSignal<Arc<Evaluation>>,
    full_evaluation: RwSignal<Arc<Evaluation>>,
    step: RwSignal<Step>,
    show_missing: RwSignal<bool>,
    touched: RwSignal<Vec<String>>,
    save: RwSignal<SaveState>,
    saved_at: RwSignal<Option<i64>>,
    window: RwSignal<Window>,
    editing: RwSignal<Option<(Table, RowId)>>,
    conflicts: RwSignal<Vec<Conflict>>,
    refused: RwSignal<Vec<Refusal>>,
    notice: RwSignal<String>,
    offer: RwSignal<Option<&'static str>>,
    live: RwSignal<bool>,
    refresh: RwSignal<u32>,
    rows: Trigger,
    explained: Trigger,
    file: Trigger,
    lists: Trigger,
}

/// A handle to the form, which components find by [`use_form`].
///
/// It is one small number, since views capture it a hundred times over.
#[derive(Clone, Copy)]
pub struct Form(StoredValue<(Data, Signals)>);

/// The form that a component belongs to.
pub fn use_form() -> Form {
    expect_context()
}

/// What pages listen to.
impl Form {
    fn signals(self) -> Signals {
        self.0.with_value(|(_, signals)| *signals)
    }

    /// What engine and rules say, as of this keystroke.
    pub fn evaluation(self) -> RwSignal<Arc<Evaluation>> {
        self.signals().evaluation
    }

    /// The same, as of the last look at the whole draft: for lists and counts, which may come a moment later.
    pub fn full_evaluation(self) -> RwSignal<Arc<Evaluation>> {
        self.signals().full_evaluation
    }

    /// What is shown.
    pub fn step(self) -> RwSignal<Step> {
        self.signals().step
    }

    /// Whether missing answers are shown as findings.
    pub fn show_missing(self) -> RwSignal<bool> {
        self.signals().show_missing
    }

    /// Fields that the person has left, by key.
    pub fn touched(self) -> RwSignal<Vec<String>> {
        self.signals().touched
    }

    /// Where the draft is kept.
    pub fn save(self) -> RwSignal<SaveState> {
        self.signals().save
    }

    /// When it was saved last (milliseconds since 1970).
    pub fn saved_at(self) -> RwSignal<Option<i64>> {
        self.signals().saved_at
    }

    /// Which rows are drawn.
    pub fn window(self) -> RwSignal<Window> {
        self.signals().window
    }

    /// The row whose every column is shown.
    pub fn editing(self) -> RwSignal<Option<(Table, RowId)>> {
        self.signals().editing
    }

    /// Edits that met somebody else's.
    pub fn conflicts(self) -> RwSignal<Vec<Conflict>> {
        self.signals().conflicts
    }

    /// Entries that cannot be saved as they stand.
    pub fn refused(self) -> RwSignal<Vec<Refusal>> {
        self.signals().refused
    }

    /// A sentence to be said once, visibly and to screen readers.
    pub fn notice(self) -> RwSignal<String> {
        self.signals().notice
    }

    /// The act that the notice offers, for example `undo`.
    pub fn offer(self) -> RwSignal<Option<&'static str>> {
        self.signals().offer
    }

    /// Whether the browser module runs.
    pub fn live(self) -> RwSignal<bool> {
        self.signals().live
    }

    /// Counts what changed from elsewhere that the step on show has to be drawn anew for.
    pub fn refresh(self) -> RwSignal<u32> {
        self.signals().refresh
    }

    /// Rows came or went, in either table.
    pub fn rows(self) -> Trigger {
        self.signals().rows
    }

    /// Explanations were edited, which no rule reads.
    pub fn explained(self) -> Trigger {
        self.signals().explained
    }

    /// A workbook is being read, and how far.
    pub fn file(self) -> Trigger {
        self.signals().file
    }

    /// A reference list arrived.
    pub fn lists(self) -> Trigger {
        self.signals().lists
    }
}

impl Form {
    /// Builds the state from the page.
    pub fn new(mut page: AnswerPage, texts: Texts) -> Form {
        let template: &'static Template = match std::mem::take(&mut page.template) {
            Cow::Borrowed(known) => known,
            // In a browser, where the one form lives as long as the page.
            Cow::Owned(read) => Box::leak(Box::new(read)),
        };
        let entries = std::mem::take(&mut page.entries);
        let draft = Draft::from_entries(entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let report = std::mem::take(&mut page.report);
        let evaluation = Arc::new(Evaluation::new(template, &draft, report));
        let rows = page.step.table().map_or(0, |table| draft.declaration.rows(table).count());
        let start = (page.page as usize * PAGE_ROWS).min(rows.saturating_sub(1));
        let editing = page.row.and_then(|row| Some((page.step.table()?, RowId(row))));
        let save = if page.refused.is_empty() { SaveState::Saved } else { SaveState::Refused };
        let notice = page.notice.as_deref().map_or(String::new(), |key| texts.get(key).to_owned());
        let signals = Signals {
            full_evaluation: RwSignal::new(evaluation.clone()),
            evaluation: RwSignal::new(evaluation),
            step: RwSignal::new(page.step),
            show_missing: RwSignal::new(page.show_missing),
            touched: RwSignal::default(),
            save: RwSignal::new(save),
            saved_at: RwSignal::new(page.saved_at),
            window: RwSignal::new(Window { start, count: PAGE_ROWS }),
            editing: RwSignal::new(editing),
            conflicts: RwSignal::new(std::mem::take(&mut page.conflicts)),
            refused: RwSignal::new(std::mem::take(&mut page.refused)),
            notice: RwSignal::new(notice),
            offer: RwSignal::new(None),
            live: RwSignal::new(false),
            refresh: RwSignal::new(0),
            rows: Trigger::new(),
            explained: Trigger::new(),
            file: Trigger::new(),
            lists: Trigger::new(),
        };
        let data = Data { page, texts, template, draft, references: References::default() };
        Form(StoredValue::new((data, signals)))
    }

    /// Looks at the data.
    pub fn with<T>(self, look: impl FnOnce(&Data) -> T) -> T {
        self.0.with_value(|(data, _)| look(data))
    }

    /// Changes the data.
    pub fn change<T>(self, change: impl FnOnce(&mut Data) -> T) -> T {
        let changed = self.0.try_update_value(|(data, _)| change(data));
        changed.unwrap_or_else(|| unreachable!("the form lives as long as the page"))
    }

    pub fn template(self) -> &'static Template {
        self.with(|d| d.template)
    }

    /// One of the addresses in [`super::paths`] for this request.
    pub fn at(self, address: &str) -> String {
        self.with(|d| super::paths::of(address, &d.page.request.id))
    }

    /// The address of a step.
    pub fn path(self, step: Step) -> String {
        self.with(|d| step.path(&d.page.request.id))
    }

    /// A text.
    pub fn t(self, key: &str) -> String {
        self.with(|d| d.texts.get(key).to_owned())
    }

    /// A text with arguments.
    pub fn tf(self, key: &str, args: &[(&str, &str)]) -> String {
        self.with(|d| d.texts.fmt(key, args))
    }

    /// A text, where there is one.
    pub fn text(self, key: &str) -> Option<String> {
        self.with(|d| d.texts.has(key).then(|| d.texts.get(key).to_owned()))
    }

    pub fn answer(self, key: &str) -> String {
        self.with(|d| d.draft.declaration.answer(key).to_owned())
    }

    /// What a metal is called.
    pub fn metal(self, metal: Metal) -> String {
        self.t(&format!("metal.{}", metal.key()))
    }

    /// Whether the browser module does not run: then what only it can do is hidden.
    pub fn without_script(self) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
        move || !self.live().get()
    }

    /// How an allowed value is called in the page's language; any other value as it stands.
    pub fn option(self, field: &Field, value: &str) -> String {
        field.option(value).map_or(value.to_owned(), |option| self.option_text(option))
    }

    /// How a value of a drop-down is called in the page's language.
    pub fn option_text(self, option: &str) -> String {
        if let Some(metal) = self.template().metal(option) {
            return self.metal(metal);
        }
        let key = domain::template::option_text(option);
        self.with(|d| if d.texts.has(&key) { d.texts.get(&key) } else { option }.to_owned())
    }

    /// A field's question, with its metal.
    pub fn label(self, field: &Field) -> String {
        let label = self.t(&format!("field.{}.label", field.text));
        match field.metal {
            Some(metal) => format!("{} · {label}", self.metal(metal)),
            None => label,
        }
    }

    /// What a place is called.
    pub fn place(self, location: &Location) -> String {
        match location {
            Location::Declaration => self.t("answer.place.declaration"),
            Location::Field { key } => match self.template().field(key) {
                Some(field) if field.number.is_empty() => self.label(field),
                Some(field) => match field.metal {
                    Some(m) => format!("{} · {}", field.number, self.metal(m)),
                    None => field.number.clone(),
                },
                None => key.clone(),
            },
            Location::Table { table } => self.t(&format!("section.{}s", table.key())),
            Location::Row { table, row, col } => {
                let row = self.row_label(*table, *row);
                match col {
                    Some(col) => format!("{row} · {}", self.t(&format!("column.{}.{col}", table.key()))),
                    None => row,
                }
            }
        }
    }

    /// What people call a row: its number, and the name that it gives.
    pub fn row_label(self, table: Table, row: RowId) -> String {
        self.with(|d| table.row_label(&d.texts, &d.draft.declaration, row))
    }

    /// The number that people see for a row: 1 for the first, 0 for one that is not there.
    pub fn row_number(self, table: Table, row: RowId) -> usize {
        self.with(|d| d.draft.declaration.rows(table).number(row)).unwrap_or(0)
    }

    /// Whether a finding is shown yet: a missing answer only once the person has been there, or asked to see all.
    pub fn is_shown(self, finding: &Finding) -> bool {
        finding.class != Class::Incomplete
            || self.show_missing().get()
            || match &finding.location {
                Location::Field { key } => {
                    self.touched().with(|t| t.contains(key))
                        || self.with(|d| !answer::is_blank(d.draft.declaration.answer(key)))
                }
                Location::Row { .. } => true,
                _ => false,
            }
    }

    /// What holds for a field, as a memo: only a field whose verdict changed is drawn again.
    pub fn field_status(self, field: &'static Field) -> Memo<FieldStatus> {
        Memo::new(move |_| {
            let evaluation = self.evaluation().get();
            let state = evaluation.state.field(&field.key);
            let mut status =
                FieldStatus { visible: state.visible, required: state.required, ..FieldStatus::default() };
            self.note(&mut status, &evaluation.field(&field.key));
            self.refusal(&mut status, field_path(&field.key));
            status
        })
    }

    /// What holds for a row; `bad` tells which cells an error is about.
    pub fn row_status(self, table: Table, row: RowId) -> Memo<FieldStatus> {
        Memo::new(move |_| {
            let evaluation = self.evaluation().get();
            let mut status = FieldStatus { visible: true, ..FieldStatus::default() };
            let here = evaluation.row(table, row);
            for finding in here.iter().filter(|f| f.severity == Severity::Error) {
                for place in super::evaluation::places(finding) {
                    if let Location::Row { row: of, col: Some(col), .. } = place
                        && *of == row
                    {
                        status.bad |= super::rows::bit(table, col);
                    }
                }
            }
            self.note(&mut status, &here);
            self.refusal(&mut status, row_path(table, row));
            status
        })
    }

    /// What cannot be saved says so where it stands, and nothing else.
    fn refusal(self, status: &mut FieldStatus, path: String) {
        self.refused().with(|list| {
            if let Some(refused) = list.iter().find(|r| r.path == path) {
                status.worst = Some(Severity::Error);
                status.message = refused.why.clone();
            }
        });
    }

    fn note(self, status: &mut FieldStatus, findings: &[&Finding]) {
        for finding in findings {
            if !self.is_shown(finding) {
                continue;
            }
            // What was explained needs nothing more.
            let severity = match finding.severity {
                Severity::Warning if self.is_explained(finding) => Severity::Note,
                severity => severity,
            };
            let worse = status.worst.is_none_or(|w| severity < w);
            let line = self.line(finding);
            if worse {
                status.worst = Some(severity);
                status.message =
                    if status.message.is_empty() { line } else { format!("{line}\n{}", status.message) };
            } else {
                status.message.push('\n');
                status.message.push_str(&line);
            }
        }
    }

    /// Whether the supplier has said why a warning is right as it is.
    pub fn is_explained(self, finding: &Finding) -> bool {
        self.explained().track();
        self.with(|d| finding.explanation(|key| d.draft.explanations.get(key)).is_some())
    }

    /// What is said about a finding beside its control, where the question itself need not be repeated.
    fn line(self, finding: &Finding) -> String {
        self.with(|d| match &finding.location {
            Location::Field { key }
                if finding.class == Class::Incomplete
                    && answer::is_blank(d.draft.declaration.answer(key)) =>
            {
                d.texts.get("answer.missing").to_owned()
            }
            _ => beside(&finding.what(&d.texts), &finding.todo(&d.texts)),
        })
    }

    /// Where a finding is put right.
    pub fn step_of(self, location: &Location) -> Step {
        Step::at(location, self.template())
    }

    /// The steps that this draft goes through: what was sent back only where something was.
    pub fn steps(self) -> Vec<Step> {
        let corrections = self.with(|d| !d.page.queries.is_empty());
        Step::all(self.template()).into_iter().filter(|s| *s != Step::Corrections || corrections).collect()
    }

    /// The step behind `step` that asks for something.
    pub fn next(self, step: Step) -> Step {
        // Who has corrected what was sent back has been through the rest.
        if step == Step::Corrections {
            return Step::Review;
        }
        let evaluation = self.evaluation().get_untracked();
        let relevant = |s: &Step| s.section().is_none_or(|section| evaluation.state.is_relevant(section));
        let behind = Step::all(self.template()).into_iter().skip_while(|s| *s != step).skip(1);
        { behind }.find(relevant).unwrap_or(Step::Review)
    }
}
