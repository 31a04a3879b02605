//! Updates to senior management: begun, written, signed, mailed.

use super::forms::{FormData, problems};
use super::session::{Desk, PageResult, done};
use crate::http_error::HttpError;
use crate::page_context::see_other;
use crate::routes::Route;
use app::desk::update::{UpdateLine, UpdatePage, UpdatePart};
use app::desk::{Area, BoundForm, routes};
use app::ui::Link;
use axum::extract::Path;
use service::records::CampaignId;
use service::reports::update::{Part, Source, Update, Words};
use service::{FieldProblem, ServiceError};

/// The routes of updates.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post(routes::campaign_update::PATH, begin_of_campaign),
        Route::post(routes::report_update::PATH, begin_of_snapshot),
        Route::get(routes::update::PATH, show),
        Route::post(routes::update::PATH, save),
        Route::post(routes::mail_update::PATH, mail),
    ]
}

async fn begin_of_campaign(desk: Desk, Path(id): Path<CampaignId>) -> PageResult {
    let begun = desk.manager()?.begin_update(Source::Campaign(id)).await?;
    Ok(see_other(&routes::update(&begun)))
}

async fn begin_of_snapshot(desk: Desk, Path(id): Path<String>) -> PageResult {
    let begun = desk.manager()?.begin_update(Source::Snapshot(id)).await?;
    Ok(see_other(&routes::update(&begun)))
}

fn form_of(words: &Words) -> BoundForm {
    BoundForm::of(words.all().map(|(name, text)| (name, text.to_owned())))
}

async fn page(
    desk: &Desk,
    of: Update,
    form: BoundForm,
    ticked: &[String],
) -> Result<UpdatePage, ServiceError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let words = of.words.all();
    let said =
        |key: &str| words.iter().find(|(name, _)| *name == key).map_or("", |(_, text)| text).to_owned();
    let title = |key: &str| texts.get(&format!("update.part.{key}")).to_owned();
    let line = |line: &service::reports::update::Line| {
        let (then, difference) = line.before(texts);
        let name = texts.get(&format!("update.line.{}", line.key)).to_owned();
        UpdateLine { name, now: line.value.printed(texts), then, difference }
    };
    let mut parts: Vec<UpdatePart> = Part::ALL
        .into_iter()
        .map(|part| UpdatePart {
            key: part.key(),
            title: title(part.key()),
            lines: of.lines.iter().filter(|l| l.part == part).map(line).collect(),
            words: said(part.key()),
        })
        .collect();
    parts.push(UpdatePart {
        key: "next",
        title: title("next"),
        words: said("next"),
        ..UpdatePart::default()
    });
    let (pictures, source) = match &of.snapshot {
        Some(id) => (routes::report_pictures(id), "update.as_of_frozen"),
        None => (routes::campaign_pictures(&of.campaign), "update.as_of_live"),
    };
    let team = viewer.members().await?.into_iter().filter(|m| m.disabled_at.is_none());
    Ok(UpdatePage {
        above: Link::new(pictures, texts.get("pictures.title")),
        company: viewer.company().await?.name,
        source: texts.fmt(source, &[("source", &of.source), ("day", &of.as_of.to_string())]),
        against: of.against,
        parts,
        signed: of.signature.map_or(String::new(), |it| {
            texts.fmt("update.signed", &[("who", &it.by), ("day", &it.on.to_string())])
        }),
        team: team.map(|m| (m.id.to_string(), m.name, ticked.iter().any(|id| m.id.as_str() == id))).collect(),
        version: of.version,
        id: of.id,
        form,
    })
}

async fn show(desk: Desk, Path(id): Path<String>) -> PageResult {
    let of = desk.viewer().update(&id).await?;
    let form = if of.signature.is_none() { form_of(&of.words) } else { BoundForm::default() };
    let area = if of.snapshot.is_some() { Area::Reports } else { Area::Campaigns };
    let body = page(&desk, of, form, &[]).await?;
    desk.page(desk.texts().get("update.title"), area, body).await
}

async fn again(desk: &Desk, id: &str, sent: &FormData, wrong: Vec<FieldProblem>) -> PageResult {
    let of = desk.viewer().update(id).await?;
    let body = page(desk, of, sent.again(desk.texts(), &wrong), &sent.all("members")).await?;
    desk.refused(desk.texts().get("update.title"), Area::Campaigns, body).await
}

async fn save(desk: Desk, Path(id): Path<String>, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let sign = match sent.get("act") {
        "save" => false,
        "sign" => true,
        _ => return Err(HttpError::BAD.into()),
    };
    let Some(version) = sent.number("version") else { return Err(HttpError::BAD.into()) };
    let text = |name: &str| sent.raw(name).replace("\r\n", "\n").trim().to_owned();
    let words = Words {
        asked: text("asked"),
        came: text("came"),
        risk: text("risk"),
        done: text("done"),
        next: text("next"),
    };
    match manager.save_update(&id, version, words, sign).await {
        Ok(()) => done(&routes::update(&id), if sign { "update_signed" } else { "update_saved" }),
        Err(ServiceError::Conflict) => {
            again(&desk, &id, &sent, vec![FieldProblem::new("", "desk.form.conflict")]).await
        }
        Err(error) => again(&desk, &id, &sent, problems(error)?).await,
    }
}

async fn mail(desk: Desk, Path(id): Path<String>, sent: FormData) -> PageResult {
    let language = desk.texts().language();
    let mailed = desk.manager()?.mail_update(&id, &sent.all("members"), sent.raw("to"), language).await;
    match mailed {
        Ok(count) => done(&routes::update(&id), &format!("update_mailed&count={count}")),
        Err(ServiceError::NotNow(_)) => done(&routes::update(&id), "not_now"),
        Err(error) => again(&desk, &id, &sent, problems(error)?).await,
    }
}
