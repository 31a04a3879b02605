//! What the team says about smelters: verdicts, and where they take their ore from.

use super::forms::{FormData, problems};
use super::session::{Desk, HandlerError, PageResult, done};
use super::smelter;
use super::smelters::metal_words;
use super::verdict_forms::verdicts;
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::smelters::facility::NamedPage;
use app::desk::{Area, BoundForm, routes};
use axum::extract::{Path, Query};
use domain::references::is_cid;
use service::smelters::verdicts::{SourcingWanted, VerdictWanted};

/// The routes of what the team says.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post(routes::judge_smelter::PATH, judge),
        Route::post(routes::smelter_sourcing::PATH, sourcing),
        Route::get(routes::named_smelter::PATH, named),
    ]
}

async fn judge(desk: Desk, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let text = |name: &str| sent.get(name).to_owned();
    let smelter_said = text("smelter");
    let wanted = VerdictWanted {
        smelter: text("smelter"),
        metal: text("metal"),
        is: text("is"),
        other: text("other"),
        from: text("from"),
        to: text("to"),
        note: text("note"),
    };
    let today = desk.portal.services.today();
    let by_number = is_cid(&smelter_said) && desk.viewer().smelter(&smelter_said, today).await?.is_some();
    let named = [("metal", sent.get("metal")), ("name", smelter_said.as_str())];
    let own = match by_number {
        true => routes::smelter(&smelter_said),
        false => routes::with(routes::named_smelter(), &named),
    };
    match reviewer.judge_smelter(wanted).await {
        Ok(()) => done(&own, "judged"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            match by_number {
                true => smelter::refused(desk, &smelter_said, Some(form), None).await,
                false => {
                    let page = named_page(&desk, &smelter_said, sent.get("metal"), Some(form)).await?;
                    let title = page.name.clone();
                    desk.refused(&title, Area::Smelters, page).await
                }
            }
        }
    }
}

async fn sourcing(desk: Desk, Path(cid): Path<String>, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let text = |name: &str| sent.get(name).to_owned();
    let wanted = SourcingWanted {
        cid: cid.clone(),
        takes: text("takes"),
        countries: text("countries"),
        class: text("class"),
        source: text("source"),
        from: text("since"),
        to: text("until"),
    };
    match reviewer.say_sourcing(wanted).await {
        Ok(()) => done(&routes::smelter(&cid), "sourcing"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            smelter::refused(desk, &cid, None, Some(form)).await
        }
    }
}

async fn named_page(
    desk: &Desk,
    name: &str,
    metal: &str,
    form: Option<BoundForm>,
) -> Result<NamedPage, HandlerError> {
    let known = domain::template::metal(metal).ok_or(HttpError::NOT_FOUND)?;
    let rows = desk.viewer().rows_of_name(known, name).await?;
    let verdicts = verdicts(desk, name, &[metal], form).await?;
    if rows.is_empty() && verdicts.said.is_empty() {
        return Err(HttpError::NOT_FOUND.into());
    }
    let (reported, more_reported) = smelter::reported(&rows);
    Ok(NamedPage {
        name: name.to_owned(),
        metal: metal_words(desk.texts(), metal),
        verdicts,
        reported,
        more_reported,
    })
}

async fn named(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let sent = FormData::from(query);
    let page = named_page(&desk, sent.get("name"), sent.get("metal"), None).await?;
    let title = page.name.clone();
    desk.page(&title, Area::Smelters, page).await
}
