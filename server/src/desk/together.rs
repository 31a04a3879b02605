//! One act on many requests, as a job: how far it is, what was left, and how it is taken back.

use super::session::{Desk, HandlerError, InScope, PageResult, done};
use super::{view_models, way};
use crate::page_context::see_other;
use crate::routes::Route;
use app::desk::Area;
use app::desk::parts::{counted, number};
use app::desk::routes;
use app::desk::together::{LeftLine, TogetherLine, TogetherPage};
use app::ui::Link;
use axum::extract::Path;
use domain::Texts;
use service::ServiceError;
use service::records::JobKind;
use service::review::together::Together;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::together::PATH, show),
        Route::post(routes::stop_together::PATH, stop),
        Route::post(routes::undo_together::PATH, undo),
    ]
}

/// What a kind of job is called in texts.
fn kind(job: &Together) -> &'static str {
    match job.job.job.kind {
        JobKind::UndoAcceptances => "undo_accept",
        JobKind::AskRequests if !job.about.is_empty() => "ask_list",
        JobKind::AskRequests => "ask",
        _ => "accept",
    }
}

/// What it does to how many.
fn title(texts: &Texts, job: &Together) -> String {
    counted(texts, &format!("desk.together.{}_title", kind(job)), job.total)
}

/// What came of it so far, a sentence each.
fn told(texts: &Texts, job: &Together) -> Vec<String> {
    let (at, kind) = (&job.standing, kind(job));
    let said = |key: &str, n: u64| (n > 0).then(|| counted(texts, &format!("desk.together.{key}"), n));
    let mut out = vec![counted(texts, &format!("desk.together.{kind}_done"), at.done)];
    out.extend(said("first", at.first));
    out.extend(said("above", at.above));
    if job.was_stopped() {
        let args = [("done", number(job.job.progress.done)), ("total", number(job.total))];
        let args = args.each_ref().map(|(name, n)| (*name, n.as_str()));
        let key = if at.forbidden { "desk.together.forbidden" } else { "desk.together.stopped" };
        out.push(texts.fmt(key, &args));
    }
    out
}

/// Jobs as a list names them.
pub async fn lines(desk: &Desk, jobs: &[Together]) -> Result<Vec<TogetherLine>, HandlerError> {
    let mut out = Vec::new();
    for job in jobs {
        let by = desk.viewer().member_name(&job.job.job.created_by.as_str().into()).await?;
        out.push(TogetherLine {
            href: routes::together(&job.job.job.id),
            title: title(desk.texts(), job),
            at: job.job.job.created_at,
            by: by.unwrap_or_default(),
            open: view_models::open_job(Some(job.job.clone())),
        });
    }
    Ok(out)
}

async fn show(InScope(desk): InScope, Path(id): Path<String>) -> PageResult {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let job = viewer.together(&id).await?;
    let mut left = Vec::new();
    for (request, why) in &job.standing.named {
        let Some((_, supplier)) = viewer.request_named(request).await? else { continue };
        let why = texts.get(&format!("desk.together.left.{}", why.key())).to_owned();
        left.push(LeftLine { href: way::request(request, &job.list), supplier, why });
    }
    let head = lines(&desk, std::slice::from_ref(&job)).await?.remove(0);
    let list = match job.about.as_str() {
        "" => Link::new(way::list(&job.list), texts.get("desk.queue.title")),
        about => Link::new(routes::list(about), texts.get("desk.refs.changes")),
    };
    let body = TogetherPage {
        told: told(texts, &job),
        asks: job.question.iter().flat_map(|q| q.texts.clone()).collect(),
        undo: job.undoable(),
        stopping: job.is_stopping(),
        of: Some(job.of.clone()).filter(|of| !of.is_empty()).map(|of| routes::together(&of)),
        list,
        more: job.standing.more,
        left,
        head,
        id,
    };
    let title = body.head.title.clone();
    desk.page(&title, Area::Requests, body).await
}

async fn stop(InScope(desk): InScope, Path(id): Path<String>) -> PageResult {
    let said = match desk.reviewer()?.stop_together(&id).await? {
        Some(job) if job.is_open() => "together_stopping",
        Some(_) => "together_stopped",
        None => "not_now",
    };
    done(&routes::together(&id), said)
}

async fn undo(InScope(desk): InScope, Path(id): Path<String>) -> PageResult {
    match desk.reviewer()?.undo_together(&id).await {
        Ok(job) => Ok(see_other(&routes::together(&job.job.job.id))),
        Err(ServiceError::NotNow(_)) => done(&routes::together(&id), "not_now"),
        Err(error) => Err(error.into()),
    }
}
