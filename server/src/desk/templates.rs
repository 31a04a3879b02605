//! Official blank templates: upload and remove.

use super::forms::upload;
use super::session::{Desk, PageResult, done};
use super::view_models;
use crate::http_error::HttpError;
use crate::reader::{Job, UploadError};
use crate::routes::{Route, UPLOAD};
use app::desk::routes;
use app::desk::templates::{BlankLine, Templates};
use app::desk::{Area, BoundForm};
use axum::extract::{Multipart, Path};
use domain::text::joined;
use service::ServiceError;
use service::records::CampaignState;
use sheets::{Blank, WriteError};
use std::collections::BTreeSet;

const PAGE: &str = routes::templates::PATH;

/// The routes of the templates.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(PAGE, show),
        Route::post(PAGE, take).limit(UPLOAD),
        Route::post(routes::remove_template::PATH, remove),
    ]
}

async fn templates(desk: &Desk, form: BoundForm) -> Result<Templates, ServiceError> {
    let viewer = desk.viewer();
    let members = viewer.members().await?;
    let blanks = viewer.blanks().await?;
    let has = |version: &String| blanks.iter().any(|b| b.version == *version);
    let campaigns = viewer.campaigns().await?;
    let open = campaigns.iter().filter(|c| c.state != CampaignState::Closed).map(|c| &c.template_version);
    let missing: BTreeSet<String> = open.filter(|v| !has(v)).cloned().collect();
    let line = |b: &service::records::BlankHead| BlankLine {
        id: b.id.clone(),
        version: b.version.clone(),
        file: b.file.clone(),
        size: b.size / 1_000,
        at: b.uploaded_at,
        by: members.iter().find(|m| m.id == b.uploaded_by).map_or(String::new(), |m| m.name.clone()),
    };
    let blanks = blanks.iter().map(line).collect();
    Ok(Templates { blanks, missing: missing.into_iter().collect(), form })
}

fn title(desk: &Desk) -> &str {
    desk.texts().get("desk.settings.templates")
}

async fn show(desk: Desk) -> PageResult {
    let body = templates(&desk, BoundForm::default()).await?;
    desk.page(title(&desk), Area::Settings, body).await
}

async fn take(desk: Desk, parts: Multipart) -> PageResult {
    let admin = desk.administrator()?;
    let _room = desk.portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let (sent, texts) = (upload(parts).await?, desk.texts());
    let job =
        desk.portal.reader.read::<Result<Blank, WriteError>>(Job::Blank, &sent.name, sent.bytes.clone());
    let why = match job.await {
        Ok(Ok(blank)) => {
            admin.keep_blank(blank, &sent.name, sent.bytes).await?;
            return done(PAGE, "template");
        }
        Ok(Err(error)) => joined(&error.what(texts), &error.todo(texts)),
        Err(UploadError::Busy) => return Err(HttpError::BUSY.into()),
        Err(why) => view_models::unreadable(texts, &why),
    };
    let mut form = BoundForm::default();
    form.wrong("file", why);
    let body = templates(&desk, form).await?;
    desk.refused(title(&desk), Area::Settings, body).await
}

async fn remove(desk: Desk, Path(id): Path<String>) -> PageResult {
    match desk.administrator()?.remove_blank(&id).await {
        Ok(()) | Err(ServiceError::Conflict) => done(PAGE, "template_removed"),
        Err(other) => Err(other.into()),
    }
}
