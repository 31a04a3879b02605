//! Notes of the team, and whom they name.

use super::forms::FormData;
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use crate::routes::Route;
use app::desk::notes::{MentionLine, NoteLine};
use app::desk::routes;
use app::ui::Link;
use axum::extract::Path;
use service::ServiceError;
use service::records::{Member, RequestId, SupplierId};
use service::team::notes::About;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post(routes::request_notes::PATH, of_request),
        Route::post(routes::supplier_notes::PATH, of_supplier),
        Route::post(routes::note::PATH, change),
        Route::post(routes::remove_note::PATH, remove),
        Route::post(routes::note_seen::PATH, seen),
    ]
}

fn name_of(members: &[Member], id: &str) -> String {
    members.iter().find(|m| m.id.as_str() == id).map_or(String::new(), |m| m.name.clone())
}

/// The notes about a supplier as its page shows them; on the page of a request those of other requests are left out.
pub async fn lines(
    desk: &Desk,
    supplier: &SupplierId,
    request: Option<&RequestId>,
) -> Result<(Vec<NoteLine>, Vec<String>), HandlerError> {
    let viewer = desk.viewer();
    let members = viewer.members().await?;
    let campaigns = match request {
        None => viewer.requests_of(supplier).await?,
        Some(_) => Vec::new(),
    };
    let mut notes = viewer.notes(supplier).await?;
    notes.retain(|note| {
        request.is_none() || note.last.request.is_none() || note.last.request.as_ref() == request
    });
    let line = |note: service::team::notes::Note| {
        let of = note.last.request.as_ref().and_then(|id| campaigns.iter().find(|row| row.request.id == *id));
        NoteLine {
            by: name_of(&members, &note.written.0),
            at: note.written.1,
            removed: note.last.removed.then_some(note.last.at),
            earlier: note.earlier.into_iter().map(|it| (it.at, it.text)).collect(),
            own: note.written.0 == desk.actor.member().id,
            of: of.map(|row| Link::new(routes::request(&row.request.id), row.campaign_name.clone())),
            version: note.last.version,
            text: note.last.text,
            id: note.last.id,
        }
    };
    let lines = notes.into_iter().map(line).collect();
    let others = members.iter().filter(|m| m.disabled_at.is_none() && m.id != desk.actor.member().id);
    Ok((lines, others.map(|m| m.name.clone()).collect()))
}

/// Notes that name whoever reads.
pub async fn mentions(desk: &Desk) -> Result<Vec<MentionLine>, HandlerError> {
    let viewer = desk.viewer();
    let found = viewer.mentions().await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let members = viewer.members().await?;
    let line = |it: service::records::Mention| MentionLine {
        href: format!("{}#n-{}", place(&it.note.supplier, it.note.request.as_ref()), it.note.id),
        supplier: it.supplier,
        by: name_of(&members, &it.note.by),
        at: it.at,
        text: it.note.text,
        note: it.note.id,
    };
    Ok(found.into_iter().map(line).collect())
}

fn place(supplier: &SupplierId, request: Option<&RequestId>) -> String {
    request.map_or_else(|| routes::supplier(supplier), |id| routes::request(id))
}

/// The page again, saying what became of it.
fn after<T>(place: &str, result: Result<T, ServiceError>, said: &str) -> PageResult {
    match result {
        Ok(_) => done(place, said),
        Err(ServiceError::Invalid(_)) => done(place, "not_note_text"),
        Err(ServiceError::Conflict) => done(place, "not_changed"),
        Err(error) => Err(error.into()),
    }
}

fn text(sent: &FormData, field: &str) -> String {
    sent.get(field).replace("\r\n", "\n")
}

async fn of_request(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let (reviewer, language) = (desk.reviewer()?, desk.texts().language());
    let written = reviewer.write_note(About::Request(id.clone()), &text(&sent, "note"), language).await;
    after(&routes::request(&id), written, "note_written")
}

async fn of_supplier(InScope(desk): InScope, Path(id): Path<SupplierId>, sent: FormData) -> PageResult {
    let (reviewer, language) = (desk.reviewer()?, desk.texts().language());
    let written = reviewer.write_note(About::Supplier(id.clone()), &text(&sent, "note"), language).await;
    after(&routes::supplier(&id), written, "note_written")
}

async fn change(InScope(desk): InScope, Path(id): Path<String>, sent: FormData) -> PageResult {
    let (reviewer, language) = (desk.reviewer()?, desk.texts().language());
    let note = reviewer.note(&id).await?;
    let text = text(&sent, sent.get("field"));
    let seen = sent.number("seen").unwrap_or_default();
    let changed = reviewer.change_note(&id, seen, &text, language).await;
    after(&place(&note.supplier, note.request.as_ref()), changed, "saved")
}

async fn remove(InScope(desk): InScope, Path(id): Path<String>, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let note = reviewer.note(&id).await?;
    let removed = reviewer.remove_note(&id, sent.number("seen").unwrap_or_default()).await;
    after(&place(&note.supplier, note.request.as_ref()), removed, "note_removed")
}

async fn seen(InScope(desk): InScope, Path(id): Path<String>) -> PageResult {
    desk.viewer().mention_seen(&id).await?;
    done(&routes::home(), "note_seen")
}
