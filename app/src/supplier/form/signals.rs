//! What pages listen to.

use super::{Form, PAGE_ROWS, Window};
use crate::supplier::action::Offer;
use crate::supplier::evaluation::Evaluation;
use crate::supplier::model::{AnswerPage, Conflict, RefusedChange, Step};
use crate::supplier::saving::SaveState;
use domain::{Draft, Instant, RowId, Table, Texts};
use leptos::prelude::*;
use std::sync::Arc;

#[derive(Clone, Copy)]
pub(super) struct Signals {
    evaluation: RwSignal<Arc<Evaluation>>,
    full_evaluation: RwSignal<Arc<Evaluation>>,
    step: RwSignal<Step>,
    show_missing: RwSignal<bool>,
    touched: RwSignal<Vec<String>>,
    save: RwSignal<SaveState>,
    saved_at: RwSignal<Option<Instant>>,
    window: RwSignal<Window>,
    editing: RwSignal<Option<(Table, RowId)>>,
    conflicts: RwSignal<Vec<Conflict>>,
    refused: RwSignal<Vec<RefusedChange>>,
    notice: RwSignal<String>,
    offer: RwSignal<Option<Offer>>,
    live: RwSignal<bool>,
    refresh: RwSignal<u32>,
    rows: Trigger,
    explained: Trigger,
    file: Trigger,
    lists: Trigger,
}

impl Signals {
    /// As the page came.
    pub(super) fn new(
        page: &mut AnswerPage,
        draft: &Draft,
        evaluation: Evaluation,
        texts: &Texts,
    ) -> Signals {
        let evaluation = Arc::new(evaluation);
        let rows = page.step.table().map_or(0, |table| draft.declaration.rows(table).count());
        let start = (page.page as usize * PAGE_ROWS).min(rows.saturating_sub(1));
        let editing = page.row.and_then(|row| Some((page.step.table()?, RowId(row))));
        let save = if page.refused.is_empty() { SaveState::Saved } else { SaveState::Refused };
        let notice = page.notice.as_deref().map_or(String::new(), |key| texts.get(key).to_owned());
        Signals {
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
        }
    }
}

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

    /// When it was saved last.
    pub fn saved_at(self) -> RwSignal<Option<Instant>> {
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
    pub fn refused(self) -> RwSignal<Vec<RefusedChange>> {
        self.signals().refused
    }

    /// A sentence to be said once, visibly and to screen readers.
    pub fn notice(self) -> RwSignal<String> {
        self.signals().notice
    }

    /// What the notice offers to do.
    pub fn offer(self) -> RwSignal<Option<Offer>> {
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
