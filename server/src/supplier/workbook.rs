//! A workbook that is uploaded, where no script reads it in the browser: what was typed beside it is saved, the file is
//! read in a process of its own, and what it says is shown. It is filled in by a second press. The file is not kept.

use super::answer::form;
use super::draw::draw;
use super::expired::{FormFields, Held, expired, without_buttons};
use super::models::about;
use super::session::Answering;
use super::stopped::closed_form;
use super::taking::{take, write};
use crate::app_state::AppState;
use crate::http_error::HttpError;
use crate::layers::bodies::counted;
use crate::page_context::{PageContext, html, see_other};
use crate::reader::{Job, UploadError};
use crate::upload;
use app::supplier::model::{Step, Workbook};
use app::supplier::{SupplierPage, paths, render};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{Change, Template, Texts};
use reader::model::{Group, Read};
use reader::{refused, summarize};
use serde::Deserialize;
use sheets::older::AnyBook;

fn value<'a>(pairs: &'a FormFields, name: &str) -> &'a str {
    pairs.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
}

/// The step that a form was sent from.
fn step_of(pairs: &FormFields, template: &Template) -> Step {
    Step::find(value(pairs, "step"), template).unwrap_or(Step::first(template))
}

/// Saves what was typed, and shows what the file says.
pub async fn look(State(portal): State<AppState>, request: Request) -> Result<Response, HttpError> {
    let (mut parts, body) = request.into_parts();
    let who = Answering::from_request_parts(&mut parts, &portal).await;
    let path = parts.uri.path().to_owned();
    let held = Held::of(&parts.headers, path.split('/').nth(2).unwrap_or(""), &portal);
    let Ok(context) = PageContext::from_request_parts(&mut parts, &portal).await;
    let request = Request::from_parts(parts, body);
    let answering = match who {
        Ok(answering) => answering,
        Err(fault) if fault.status == StatusCode::UNAUTHORIZED => {
            let request = counted(&portal, request);
            let sent = Multipart::from_request(request, &portal).await.map_err(|_| fault)?;
            return Ok(nobody(&portal, &context, held, upload::typed(sent).await?).await);
        }
        Err(fault) => return Err(fault),
    };
    let sent = Multipart::from_request(request, &portal).await.map_err(|_| HttpError::BAD)?;
    let id = answering.desk.request().id.clone();
    // One file of a request at a time, so that nobody takes all the room there is.
    let _file = portal.locks.lock(&[&id, "/workbook"].concat()).await;
    let _room = portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let sent = upload::read(sent).await?;
    let step = step_of(&sent.fields, answering.desk.template()?);
    let turn = portal.locks.lock(&id).await;
    if let Some(stopped) = closed_form(&answering, sent.fields.clone(), step.path(&id)).await? {
        return Ok(stopped);
    }
    let taken = take(&portal, &answering, step, &sent.fields).await?;
    let no_file = sent.name.is_empty() && sent.bytes.is_empty();
    let conflicts = taken.conflicts().to_vec();
    // A file that was chosen is read all the same: the form asks about the rest behind it.
    let typed = match taken.settled(step, &sent.fields) {
        Ok(_) => FormFields::new(),
        Err(shown) if no_file => return form(&portal, answering, shown.0, shown.1).await,
        Err(_) => without_buttons(sent.fields),
    };
    if no_file {
        return Ok(see_other(&format!("{}?said=no-file", step.path(&id))));
    }
    // Reading takes seconds, and a colleague's page need not wait for it.
    drop(turn);
    // What the worst file says is held several times until its page is drawn: one after the other.
    let _alone = portal.locks.lock("workbooks").await;
    let (page, status) = read(&portal, &answering, sent.bytes).await?;
    let status = if typed.is_empty() || status != StatusCode::OK { status } else { StatusCode::CONFLICT };
    show(&portal, &answering, Workbook { step, typed, conflicts, ..page }, status).await
}

/// Has a file read, and compares it with the draft.
async fn read(
    portal: &AppState,
    answering: &Answering,
    bytes: Vec<u8>,
) -> Result<(Workbook, StatusCode), HttpError> {
    let template = answering.desk.template()?;
    let texts = answering.context.texts();
    let book = portal.reader.read::<AnyBook>(Job::Declaration, &template.name(), bytes).await;
    let stored = answering.desk.draft().await?;
    let (read, status) = match book {
        Ok(book) => {
            let draft = answering.desk.read(&stored).await?;
            let fresh = portal.clone();
            let saying = move || summarize(book, &draft, template, texts, || random(&fresh));
            let said = tokio::task::spawn_blocking(saying).await.map_err(|_| HttpError::OURS)?;
            let status =
                if said.error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            (said, status)
        }
        Err(why) => (unread(&why, texts), StatusCode::UNPROCESSABLE_ENTITY),
    };
    Ok((Workbook { revision: stored.revision, read, ..Workbook::default() }, status))
}

/// Nobody is signed in: what was typed beside the file stands there, and is saved as the step's own form is.
async fn nobody(portal: &AppState, context: &PageContext, held: Held, typed: FormFields) -> Response {
    // Which template the request has is nobody's business who is not signed in.
    let key = value(&typed, "step");
    let known = domain::template::versions().iter().find_map(|template| Step::find(key, template));
    let again = known.unwrap_or_default().path(&held.request);
    let typed = typed.into_iter().filter(|(name, _)| name != "step").collect();
    expired(portal, context, held, typed, again).await
}

fn random(portal: &AppState) -> u64 {
    let mut bytes = [0u8; 8];
    portal.services.random.fill(&mut bytes);
    u64::from_le_bytes(bytes) & ((1 << 52) - 1)
}

fn unread(why: &UploadError, texts: &Texts) -> Read {
    let said = |key: &str| Read { error: vec![texts.get(key).to_owned()], ..Read::default() };
    match why {
        UploadError::File(error) => refused(error, texts),
        UploadError::Slow => said("workbook.slow"),
        UploadError::Busy => said("workbook.busy"),
        UploadError::Died => said("workbook.died"),
    }
}

async fn show(
    portal: &AppState,
    answering: &Answering,
    page: Workbook,
    status: StatusCode,
) -> Result<Response, HttpError> {
    let desk = &answering.desk;
    let about = about(desk.request(), desk.supplier(), desk.campaign());
    let context = answering.context.clone();
    let page = SupplierPage::Workbook(Box::new(Workbook { about, ..page }));
    Ok(html(status, draw(portal, false, move || render(page, &context.shell())).await?))
}

/// What is told again once a workbook was filled in.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    notices: Vec<String>,
    groups: Vec<Group>,
}

/// Takes what the page showed, under the same rules as anything that is typed.
pub async fn fill(
    State(portal): State<AppState>,
    answering: Answering,
    parts: Multipart,
) -> Result<Response, HttpError> {
    let sent = upload::fields(parts).await?;
    let changes: Vec<Change> = serde_json::from_str(value(&sent, "changes")).map_err(|_| HttpError::BAD)?;
    let told: Told = serde_json::from_str(value(&sent, "told")).map_err(|_| HttpError::BAD)?;
    let step = step_of(&sent, answering.desk.template()?);
    let typed: FormFields = match value(&sent, "typed") {
        "" => FormFields::new(),
        typed => serde_json::from_str(typed).map_err(|_| HttpError::BAD)?,
    };
    let _turn = portal.locks.lock(&answering.desk.request().id).await;
    if let Some(stopped) = closed_form(&answering, FormFields::new(), answering.at(paths::ANSWER)).await? {
        return Ok(stopped);
    }
    let mut taken = write(&portal, &answering, step, &sent, changes).await?;
    if !typed.is_empty() {
        taken = taken.and(take(&portal, &answering, step, &typed).await?);
    }
    if let Err(shown) = taken.settled(step, &sent) {
        return form(&portal, answering, shown.0, shown.1).await;
    }
    if told.notices.is_empty() && told.groups.is_empty() {
        return Ok(see_other(&format!("{}?said=filled", step.path(&answering.desk.request().id))));
    }
    let read = Read { notices: told.notices, groups: told.groups, ..Read::default() };
    let page = Workbook { step, read, filled: true, ..Workbook::default() };
    show(&portal, &answering, page, StatusCode::OK).await.map(IntoResponse::into_response)
}
