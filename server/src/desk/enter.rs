//! Entering what came by mail or telephone: kept, looked at, submitted for the supplier.

use super::forms::{FormData, problems, upload};
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use super::{files, view_models};
use crate::file_out;
use crate::http_error::HttpError;
use crate::page_context::see_other;
use crate::reader::{Job, UploadError};
use crate::routes::{Route, UPLOAD};
use app::desk::enter::{Enter, Explained, FindingLine, QueryLine, ReceivedWorkbook};
use app::desk::{Area, BoundForm, routes};
use app::supplier::paths;
use app::ui::{Control, SelectOption};
use axum::extract::{Multipart, Path};
use domain::{Draft, Finding, Texts, answer};
use reader::model::Read;
use service::ServiceError;
use service::declarations::on_behalf::{Looked, OnBehalf};
use service::files::{GivenFile, Received};
use service::records::{Channel, RequestId};
use service::review::requests::{Detail, location_label};
use sheets::older::AnyBook;

/// How many errors a page lists.
const LISTED: usize = 50;

/// The routes of what came by mail or telephone.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::enter::PATH, show),
        Route::post(routes::enter::PATH, keep).limit(UPLOAD),
        Route::post(routes::told::PATH, begin),
        Route::post(routes::told_over::PATH, stop),
        Route::get(routes::received::PATH, look),
        Route::post(routes::received::PATH, submit),
    ]
}

/// Why nothing can be submitted for a request now, in words.
fn closed(texts: &Texts, detail: &Detail) -> Option<String> {
    let key = format!("state.{}", detail.request.state.key());
    let state = [("state", texts.get(&key))];
    (!detail.request.state.is_writable()).then(|| texts.fmt("desk.enter.closed", &state))
}

async fn page(desk: &Desk, id: &RequestId, form: BoundForm, told: BoundForm) -> Result<Enter, HandlerError> {
    let (reviewer, texts) = (desk.reviewer()?, desk.texts());
    let detail = reviewer.request(id).await?;
    let takes = reviewer.takes_entry(id).await?;
    let begun = reviewer.entry(id).await?.map(|entry| {
        let day = entry.received_on.to_string();
        let channel = file_out::channel(texts, entry.channel);
        let args = [("sender", entry.sender.as_str()), ("channel", &channel), ("day", &day)];
        texts.fmt("desk.told.begun", &args)
    });
    let channel = |it: &Channel| SelectOption::new(it.key(), texts.get(&format!("channel.{}", it.key())));
    Ok(Enter {
        request: id.to_string(),
        closed: closed(texts, &detail),
        supplier: detail.supplier.name,
        channels: Channel::ALL.iter().map(channel).collect(),
        most: desk.portal.services.file_rules().each / 1_000_000,
        form,
        told: takes.then_some(told),
        begun,
    })
}

/// The forms as they stand first: today, and what is told on the telephone.
async fn fresh(desk: &Desk) -> Result<[BoundForm; 2], HandlerError> {
    let today = desk.portal.services.company_today().await?.to_string();
    let told = [("told_channel", Channel::Telephone.key().to_owned()), ("told_on", today.clone())];
    Ok([BoundForm::of([("received_on", today)]), BoundForm::of(told)])
}

async fn show(InScope(desk): InScope, Path(id): Path<RequestId>) -> PageResult {
    let [form, told] = fresh(&desk).await?;
    let body = page(&desk, &id, form, told).await?;
    desk.page(desk.texts().get("desk.enter.title"), Area::Requests, body).await
}

/// Opens the supplier's form in the member's name.
async fn begin(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let told = Received {
        channel: Channel::parse(sent.get("told_channel")).ok_or(HttpError::BAD)?,
        sender: sent.get("told_sender").to_owned(),
        on: sent.day("told_on"),
    };
    match reviewer.begin_entry(&id, told).await {
        Ok(()) => Ok(see_other(&paths::of(paths::ANSWER, &id))),
        Err(error) => {
            let told = sent.again(desk.texts(), &problems(error)?);
            let [form, _] = fresh(&desk).await?;
            let body = page(&desk, &id, form, told).await?;
            desk.refused(desk.texts().get("desk.enter.title"), Area::Requests, body).await
        }
    }
}

async fn stop(InScope(desk): InScope, Path(id): Path<RequestId>) -> PageResult {
    desk.reviewer()?.leave_entry(&id).await?;
    done(&routes::request(&id), "entry_left")
}

async fn keep(InScope(desk): InScope, Path(id): Path<RequestId>, parts: Multipart) -> PageResult {
    let reviewer = desk.reviewer()?;
    let _turn = desk.portal.locks.lock(&format!("{id}/files")).await;
    let _room = desk.portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let sent = upload(parts).await?;
    let received = Received {
        channel: Channel::parse(sent.fields.get("channel")).ok_or(HttpError::BAD)?,
        sender: sent.fields.get("sender").to_owned(),
        on: sent.fields.day("received_on"),
    };
    let given = GivenFile { name: sent.name, bytes: sent.bytes, shared: true };
    match reviewer.keep_received(&id, given, received).await {
        Ok(file) => done(&routes::received(&id, &file.id), "file_kept"),
        Err(error) => {
            let form = sent.fields.again(desk.texts(), &problems(error)?);
            let [_, told] = fresh(&desk).await?;
            let body = page(&desk, &id, form, told).await?;
            desk.refused(desk.texts().get("desk.enter.title"), Area::Requests, body).await
        }
    }
}

/// Has the workbook read, as a supplier's upload is.
async fn read(desk: &Desk, entry: &OnBehalf) -> Result<Read, HandlerError> {
    let (portal, texts) = (&desk.portal, desk.texts());
    let _room = portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let bytes = portal.services.file_bytes(entry.file()).await?;
    let template = entry.desk().template()?;
    let book = match portal.reader.read::<AnyBook>(Job::Declaration, &template.name(), bytes).await {
        Ok(book) => book,
        Err(UploadError::Busy) => return Err(HttpError::BUSY.into()),
        Err(why) => {
            return Ok(Read { error: vec![view_models::unreadable(texts, &why)], ..Read::default() });
        }
    };
    // The same rows have the same names each time it is read, so that what is said of one is said of it.
    let mut last = u64::from_str_radix(&entry.file().hash[..8], 16).unwrap_or_default() << 16;
    let names = move || {
        last += 1;
        last
    };
    let saying = move || reader::summarize(book, &Draft::default(), template, texts, names);
    Ok(tokio::task::spawn_blocking(saying).await.map_err(|_| HttpError::OURS)?)
}

/// What the form said beside the workbook: explanations and replies by their key.
fn words(sent: &FormData) -> Vec<(String, String)> {
    sent.under("why:").map(|(key, text)| (key.to_owned(), text.to_owned())).collect()
}

async fn look(InScope(desk): InScope, Path((id, file)): Path<(RequestId, String)>) -> PageResult {
    let entry = desk.reviewer()?.on_behalf(&id, &file).await?;
    let (body, _) = looked(&desk, &entry, &FormData::default()).await?;
    desk.page(desk.texts().get("desk.received.title"), Area::Requests, body).await
}

/// What it says, and what the rules say of it.
async fn looked(
    desk: &Desk,
    entry: &OnBehalf,
    sent: &FormData,
) -> Result<(ReceivedWorkbook, Option<Looked>), HandlerError> {
    let (texts, id) = (desk.texts(), &entry.file().request);
    let detail = desk.viewer().request(id).await?;
    let members = desk.viewer().members().await?;
    let mut read = read(desk, entry).await?;
    let changes = std::mem::take(&mut read.changes);
    let mut body = ReceivedWorkbook {
        request: id.to_string(),
        file: files::line(texts, &detail, &members, entry.file()),
        closed: closed(texts, &detail),
        read,
        ..ReceivedWorkbook::default()
    };
    if entry.file().submission > 0 {
        let n = entry.file().submission.to_string();
        body.closed = Some(texts.fmt("desk.received.done", &[("n", &n)]));
    }
    if body.read.error.is_empty() {
        let mut draft = Draft::default();
        draft.apply(&changes);
        // What is to be explained is so whatever was typed meanwhile.
        let bare = entry.look(&draft, &[]).await?;
        let told = told(texts, &detail, &bare, sent);
        (body.explain, body.queries) = told;
        let all = bare.errors();
        body.more = all.len().saturating_sub(LISTED);
        body.errors = all.into_iter().take(LISTED).map(|f| finding(texts, &detail, &bare, f)).collect();
        (body.typed, body.revision) = (bare.typed, bare.revision);
        body.supplier = detail.supplier.name;
        let words = words(sent);
        let looked = if words.is_empty() { bare } else { entry.look(&draft, &words).await? };
        return Ok((body, Some(looked)));
    }
    body.supplier = detail.supplier.name;
    Ok((body, None))
}

fn finding(texts: &Texts, detail: &Detail, looked: &Looked, f: &Finding) -> FindingLine {
    let declaration = &looked.draft.declaration;
    FindingLine {
        place: location_label(&f.location.id(), &detail.campaign, declaration, texts),
        what: f.what(texts),
        todo: f.todo(texts),
    }
}

fn told(
    texts: &Texts,
    detail: &Detail,
    looked: &Looked,
    sent: &FormData,
) -> (Vec<Explained>, Vec<QueryLine>) {
    let control = |key: &str| {
        let name = format!("why:{key}");
        Control { value: sent.raw(&name).to_owned(), name, error: None }
    };
    let explain = looked.to_explain().into_iter().map(|(key, count, f)| Explained {
        control: control(&key),
        count,
        finding: finding(texts, detail, looked, f),
    });
    let declaration = &looked.draft.declaration;
    let queries = looked.queries.iter().map(|q| QueryLine {
        control: control(&format!("query:{}", q.id)),
        place: location_label(&q.location, &detail.campaign, declaration, texts),
        text: q.text.clone(),
    });
    (explain.collect(), queries.collect())
}

async fn submit(
    InScope(desk): InScope,
    Path((id, file)): Path<(RequestId, String)>,
    sent: FormData,
) -> PageResult {
    let entry = desk.reviewer()?.on_behalf(&id, &file).await?;
    let _turn = desk.portal.locks.lock(&id).await;
    let (mut body, looked) = looked(&desk, &entry, &sent).await?;
    let said = match looked {
        Some(looked) => match entry.submit(&looked, sent.number("revision").unwrap_or(-1)).await {
            Ok(_) => return done(&routes::request(&id), "entered"),
            Err(ServiceError::Rejected(_)) => "desk.received.explain_first",
            Err(ServiceError::Unanswered(_)) => "desk.received.reply_first",
            Err(ServiceError::Conflict) => "desk.received.moved_on",
            Err(ServiceError::NotNow(_)) => "desk.received.not_now",
            Err(error) => return Err(error.into()),
        },
        None => "desk.received.not_now",
    };
    let blank = |control: &Control| answer::is_blank(&control.value);
    let first = body.explain.iter().map(|it| &it.control).find(|it| blank(it));
    let place = first.map_or(String::new(), |control| control.name.clone());
    body.form.wrong(place, desk.texts().get(said));
    desk.refused(desk.texts().get("desk.received.title"), Area::Requests, body).await
}
