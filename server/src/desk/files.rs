//! The files of a request: attached, downloaded, removed.

use super::forms::{problems, upload};
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use crate::file_out;
use crate::http_error::HttpError;
use crate::routes::{Route, UPLOAD};
use app::desk::files::RequestFiles;
use app::desk::review::FileLine;
use app::desk::{Area, BoundForm, routes};
use axum::extract::{Multipart, Path};
use domain::Texts;
use service::ServiceError;
use service::files::{GivenFile, received_name};
use service::records::{FileKind, KeptFile, Member, RequestId, Side};
use service::review::requests::Detail;

/// The routes of files.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::files::PATH, show),
        Route::post(routes::files::PATH, attach).limit(UPLOAD),
        Route::get(routes::file::PATH, download),
        Route::post(routes::remove_file::PATH, remove),
    ]
}

/// The files of a request as pages show them.
pub async fn lines(desk: &Desk, detail: &Detail) -> Result<Vec<FileLine>, ServiceError> {
    let viewer = desk.viewer();
    let files = viewer.files(&detail.request.id).await?;
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let members = viewer.members().await?;
    Ok(files.iter().map(|file| line(desk.texts(), detail, &members, file)).collect())
}

/// One of them.
pub fn line(texts: &Texts, detail: &Detail, members: &[Member], file: &KeptFile) -> FileLine {
    let received = file.kind == FileKind::Declaration;
    let what = match file.channel {
        Some(channel) => {
            let key = format!("channel.{}", channel.key());
            let day = file.received_on.map_or_else(String::new, |day| day.to_string());
            let args = [("channel", texts.get(&key)), ("sender", &file.sender), ("day", &day)];
            texts.fmt("desk.files.received", &args)
        }
        None if file.side == Side::Team && file.shared => texts.get("desk.files.shared_with").to_owned(),
        None if file.side == Side::Team => texts.get("desk.files.ours").to_owned(),
        None => texts.get("desk.files.theirs").to_owned(),
    };
    let by = match file.side {
        Side::Supplier => detail.supplier.name.clone(),
        Side::Team => members.iter().find(|m| m.id == file.put_by).map_or(String::new(), |m| m.name.clone()),
    };
    FileLine {
        id: file.id.clone(),
        name: name(detail, file),
        what,
        size: file.size.div_ceil(1_000),
        at: file.put_at,
        by,
        scanned: file_out::scanned(texts, file),
        hash: file.hash.clone(),
        received,
        submission: file.submission,
        removable: file.submission == 0,
    }
}

/// What a file is called when it leaves.
pub fn name(detail: &Detail, file: &KeptFile) -> String {
    match file.kind {
        FileKind::Declaration => {
            let kind = domain::template::named(&detail.campaign.template_version)
                .map_or_else(|| "CMRT".to_owned(), |template| template.kind.clone());
            received_name(&detail.supplier.name, &kind, detail.campaign.year)
        }
        FileKind::Attachment => file.safe_name(),
    }
}

async fn page(desk: &Desk, id: &RequestId, form: BoundForm) -> Result<RequestFiles, HandlerError> {
    let detail = desk.viewer().request(id).await?;
    let rules = desk.portal.services.file_rules();
    Ok(RequestFiles {
        request: id.to_string(),
        files: lines(desk, &detail).await?,
        supplier: detail.supplier.name,
        most: [rules.each, rules.together].map(|bytes| bytes / 1_000_000),
        form,
    })
}

async fn show(InScope(desk): InScope, Path(id): Path<RequestId>) -> PageResult {
    let body = page(&desk, &id, BoundForm::default()).await?;
    desk.page(desk.texts().get("desk.files.title"), Area::Requests, body).await
}

async fn attach(InScope(desk): InScope, Path(id): Path<RequestId>, parts: Multipart) -> PageResult {
    let reviewer = desk.reviewer()?;
    let _turn = desk.portal.locks.lock(&format!("{id}/files")).await;
    let _room = desk.portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let sent = upload(parts).await?;
    let shared = sent.fields.get("shared") == "yes";
    let given = GivenFile { name: sent.name, bytes: sent.bytes, shared };
    match reviewer.attach(&id, given).await {
        Ok(_) => done(&routes::files(&id), "file_kept"),
        Err(error) => {
            let form = sent.fields.again(desk.texts(), &problems(error)?);
            let body = page(&desk, &id, form).await?;
            desk.refused(desk.texts().get("desk.files.title"), Area::Requests, body).await
        }
    }
}

async fn download(InScope(desk): InScope, Path((id, file)): Path<(RequestId, String)>) -> PageResult {
    let file = desk.viewer().file(&id, &file).await?;
    let detail = desk.viewer().request(&id).await?;
    Ok(file_out::send(&desk.portal, &file, &name(&detail, &file)))
}

async fn remove(InScope(desk): InScope, Path((id, file)): Path<(RequestId, String)>) -> PageResult {
    desk.reviewer()?.remove_file(&id, &file).await?;
    done(&routes::request(&id), "file_removed")
}
