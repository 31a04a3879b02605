//! Settings: how mail goes out, and all mails, filtered, on the page and as files.

use super::forms::FormData;
use super::list::{self, Asked, FILE_ROWS, ROWS};
use super::list_file::Kind;
use super::session::{Desk, InScope, PageResult, done};
use super::{bulk, view_models};
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::Area;
use app::desk::mails::{COLUMNS, MailSettings};
use app::desk::routes;
use app::ui::{Link, SelectOption};
use axum::extract::Query;
use service::ServiceError;
use service::records::{MailFilter, MailKind, MailState, Problem};

/// The routes of mail.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::mail::PATH, show),
        Route::post(routes::mail::PATH, test),
        Route::get(routes::mails_csv::PATH, csv),
        Route::get(routes::mails_xlsx::PATH, xlsx),
        Route::post(routes::mails_bulk::PATH, act_on_many),
        Route::post(routes::retry_mail::PATH, again),
        Route::post(routes::give_up_mail::PATH, give_up),
    ]
}

fn asked(sent: &FormData) -> Asked {
    Asked::of(sent, &["q", "state", "kind"], &COLUMNS)
}

/// A page of mails as the address asks for it.
fn filter(asked: &Asked) -> MailFilter {
    let query = &asked.query;
    MailFilter {
        state: MailState::parse(query.get("state")),
        kind: MailKind::parse(query.get("kind")),
        search: query.get("q").to_owned(),
        after: asked.after.clone(),
        before: asked.before.clone(),
        limit: ROWS,
    }
}

async fn show(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let asked = asked(&FormData::from(query));
    let filter = filter(&asked);
    let page = viewer.mail_page(&filter).await?;
    let of = viewer.mails_found(&filter).await?;
    let kind = |kind: MailKind| SelectOption {
        value: kind.key().to_owned(),
        label: texts.get(&format!("desk.mailkind.{}", kind.key())).to_owned(),
    };
    let body = MailSettings {
        how: desk.portal.services.mailer.describe(),
        real: desk.portal.config.smtp.is_some(),
        // What stops the mails of the whole company, who works on all of it looks after.
        alarm: match desk.actor.scope().is_everything() {
            true => view_models::alarm(texts, &viewer.mail_alarm().await?),
            false => None,
        },
        list: asked.listed(routes::mail(), [routes::mails_csv(), routes::mails_xlsx()], &page, of),
        kinds: MailKind::ALL.map(kind).to_vec(),
        mails: page.rows.iter().map(|m| view_models::mail(texts, m)).collect(),
    };
    desk.page(texts.get("desk.settings.mail"), Area::Settings, body).await
}

async fn csv(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Csv).await
}

async fn xlsx(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Xlsx).await
}

/// All mails that the list finds, in the columns that it shows.
async fn file(desk: Desk, sent: &FormData, kind: Kind) -> PageResult {
    let (viewer, texts, asked) = (desk.viewer(), desk.texts(), asked(sent));
    let filter = MailFilter { before: None, limit: FILE_ROWS, ..filter(&asked) };
    let read = move |after| {
        let (viewer, filter) = (viewer.clone(), MailFilter { after, ..filter.clone() });
        async move { Ok(viewer.mail_page(&filter).await?.map(|m| view_models::mail(texts, &m))) }
    };
    list::file_of_pages(kind, "mails", texts, &COLUMNS, &asked.query, read).await
}

/// Tries those again that are ticked, or all that the list finds, after a question.
async fn act_on_many(InScope(desk): InScope, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    if let Some(turned) = bulk::turn_page(&sent, &routes::mail()) {
        return turned;
    }
    if sent.get("act") != "again" {
        return Err(HttpError::BAD.into());
    }
    let asked = asked(&sent);
    let ids = bulk::meant(&sent, manager.mail_ids(&filter(&asked))).await?;
    if ids.is_empty() {
        return done(&asked.query.address(routes::mail()), "not_ticked");
    }
    if !bulk::is_confirmed(&sent, &ids) {
        let mut ask = bulk::ask(&desk, &sent, "again", &ids, Vec::new());
        ask.list = Link::new(asked.query.address(routes::mail()), desk.texts().get("desk.settings.mail"));
        return bulk::show(desk, Area::Settings, ask).await;
    }
    let of = ids.len();
    let count = manager.retry_these(ids).await?;
    bulk::said(&asked.query, routes::mail(), "bulk_again", count, of)
}

async fn test(desk: Desk) -> PageResult {
    match desk.administrator()?.send_test_mail(desk.context.language()).await {
        Ok(()) => done(&routes::mail(), "test_queued"),
        Err(ServiceError::Throttled) => done(&routes::mail(), "not_so_often"),
        Err(other) => Err(other.into()),
    }
}

/// The problem whose mails are meant.
fn problem(sent: &FormData) -> Result<Problem, HttpError> {
    Problem::parse(sent.get("problem")).filter(|p| *p != Problem::None).ok_or(HttpError::BAD)
}

/// Tries again whatever a problem holds up.
async fn again(desk: Desk, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let mails = manager.retry_mails(problem(&sent)?).await?;
    done(&routes::home(), &format!("mails_again&count={mails}"))
}

/// Gives up whatever a problem holds up.
async fn give_up(desk: Desk, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let mails = manager.give_up_mails(problem(&sent)?).await?;
    done(&routes::home(), &format!("mails_given_up&count={mails}"))
}
