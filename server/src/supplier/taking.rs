//! What a form sent is stored: how the draft stands then, and what was not stored.

use super::expired::FormFields;
use super::models::View;
use super::session::Answering;
use crate::app_state::AppState;
use crate::http_error::HttpError;
use app::supplier::form::PAGE_ROWS;
use app::supplier::model::{Conflict, RefusedChange, Step};
use app::supplier::parse_form;
use app::supplier::rows::parse_cell_name;
use axum::http::StatusCode;
use domain::draft::BadChange;
use domain::{Change, Draft, Template, Texts};
use service::records::{Refused, Saved, StoredDraft};

/// What became of a form's answers.
pub struct Taken {
    /// The draft as it stands now.
    stored: StoredDraft,
    /// What somebody else had changed.
    conflicts: Vec<Conflict>,
    /// What was not stored because it cannot be.
    refused: Vec<RefusedChange>,
    /// The same, as it was sent.
    unsaved: Vec<(String, String)>,
}

impl Taken {
    /// What somebody else had changed.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// The same with what a later one did not store either; of two texts for one place, the later is asked about.
    pub fn and(self, later: Taken) -> Taken {
        let Taken { mut conflicts, mut refused, mut unsaved, .. } = self;
        conflicts.retain(|it| later.conflicts.iter().all(|l| l.path != it.path));
        refused.retain(|it| later.refused.iter().all(|l| l.path != it.path));
        unsaved.retain(|(path, _)| later.unsaved.iter().all(|(l, _)| l != path));
        conflicts.extend(later.conflicts);
        refused.extend(later.refused);
        unsaved.extend(later.unsaved);
        Taken { stored: later.stored, conflicts, refused, unsaved }
    }

    /// The draft, where everything was stored; otherwise what the form shows instead, and its status.
    pub fn settled(self, step: Step, pairs: &FormFields) -> Result<StoredDraft, Box<(View, StatusCode)>> {
        let Taken { mut stored, conflicts, refused, unsaved } = self;
        let (notice, status) = if !refused.is_empty() {
            // An explanation has no mark of its own on the page.
            let explanation = refused.iter().any(|r| r.path.starts_with("why:"));
            let notice = if explanation { "answer.notice.explanation" } else { "answer.notice.refused" };
            (notice, StatusCode::UNPROCESSABLE_ENTITY)
        } else if !conflicts.is_empty() {
            ("answer.notice.conflicts", StatusCode::CONFLICT)
        } else {
            return Ok(stored);
        };
        stored.entries.extend(unsaved.iter().cloned());
        let draft = read(&stored);
        let page = u32::try_from(page_of(pairs, &draft)).unwrap_or_default();
        let show_missing = step == Step::Review;
        let notice = Some(notice);
        let view = View { step, page, conflicts, refused, unsaved, notice, show_missing, ..View::default() };
        Err(Box::new((view, status)))
    }
}

/// Tells the supplier what was not saved.
pub fn refusal(refused: Refused, texts: &Texts) -> RefusedChange {
    let args = refused.why.args();
    let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let room = matches!(refused.why, BadChange::TooManyRows | BadChange::Full);
    RefusedChange { path: refused.path, why: texts.fmt(refused.why.text(), &args), room }
}

/// Stores what a form sent; says how the draft stands and what was not stored.
pub async fn take(
    portal: &AppState,
    answering: &Answering,
    step: Step,
    pairs: &FormFields,
) -> Result<Taken, HttpError> {
    let desk = &answering.desk;
    let before = desk.draft().await?;
    let mut changes = parse_form(pairs, &read(&before));
    if let Some((_, section)) = pairs.iter().find(|(name, _)| name == "clear") {
        clear(section, answering.desk.template()?, &read(&before), &mut changes);
    }
    if changes.is_empty() {
        return Ok(Taken { stored: before, conflicts: Vec::new(), refused: Vec::new(), unsaved: Vec::new() });
    }
    write(portal, answering, step, pairs, changes).await
}

/// Stores changes of a form that knew the draft of the revision which it names.
pub async fn write(
    portal: &AppState,
    answering: &Answering,
    step: Step,
    pairs: &FormFields,
    changes: Vec<Change>,
) -> Result<Taken, HttpError> {
    let desk = &answering.desk;
    let sent = pairs.iter().find(|(name, _)| name == "revision").and_then(|(_, value)| value.parse().ok());
    // Each post is a writer of its own: what a form did not know of, it does not overwrite.
    let origin = portal.services.new_id();
    let saved = desk.save(sent.unwrap_or(0), &origin, changes.clone(), step.key()).await?;
    let conflicts = conflicts(&saved, &changes);
    let is_refused = |change: &Change| saved.refused.iter().any(|r| r.path == change.path);
    let unsaved = changes.into_iter().filter(is_refused).filter_map(|c| Some((c.path, c.value?))).collect();
    let refused = saved.refused.into_iter().map(|r| refusal(r, answering.context.texts())).collect();
    Ok(Taken { stored: desk.draft().await?, conflicts, refused, unsaved })
}

/// Takes out what the draft holds and would not send: of one section, or everywhere.
fn clear(section: &str, template: &Template, before: &Draft, changes: &mut Vec<Change>) {
    let mut draft = before.clone();
    draft.apply(changes);
    let state = domain::evaluate(template, &draft.declaration);
    let leftovers = domain::engine::leftovers(template, &state, &draft.declaration);
    for (_, path) in leftovers.into_iter().filter(|(of, _)| section.is_empty() || of.key() == section) {
        changes.retain(|change| change.path != path);
        changes.push(Change { path, value: None });
    }
}

/// What somebody else had changed, with what was to be saved.
pub fn conflicts(saved: &Saved, mine: &[Change]) -> Vec<Conflict> {
    let wanted = |path: &str| mine.iter().find(|c| c.path == path).and_then(|c| c.value.clone());
    let one = |c: &Change| Conflict { path: c.path.clone(), theirs: c.value.clone(), mine: wanted(&c.path) };
    saved.conflicts.iter().map(one).collect()
}

/// A stored draft.
pub fn read(stored: &StoredDraft) -> Draft {
    Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())))
}

/// The page of rows that a form was about: that of its first row.
pub fn page_of(pairs: &FormFields, draft: &Draft) -> usize {
    let row = pairs.iter().find_map(|(name, _)| parse_cell_name(name));
    let at = row.and_then(|(table, id, _)| draft.declaration.rows(table).position(id));
    at.unwrap_or(0) / PAGE_ROWS
}
