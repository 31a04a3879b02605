//! One question to many suppliers, from the inbox or from a smelter's page.

use super::bulk;
use super::forms::{FormData, problems};
use super::queue_filter;
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use super::way;
use crate::http_error::HttpError;
use crate::page_context::see_other;
use crate::routes::Route;
use app::desk::ask_many::{AskMany, LeftGroup};
use app::desk::letter::ShownMail;
use app::desk::{Area, BoundForm, routes};
use app::ui::{Link, SelectOption};
use axum::extract::Query;
use serde::Deserialize;
use service::ServiceError;
use service::records::RequestId;
use service::review::ask_many::Audience;
use service::review::query_text::{Naming, Question};
use std::collections::BTreeMap;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::ask_many::PATH, of_smelter), Route::post(routes::ask_many::PATH, act)]
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct About {
    smelter: String,
}

/// The step for all who named a smelter.
async fn of_smelter(desk: Desk, Query(About { smelter }): Query<About>) -> PageResult {
    desk.reviewer()?;
    if smelter.is_empty() {
        return Err(HttpError::NOT_FOUND.into());
    }
    begin(desk, FormData::from(vec![("smelter".to_owned(), smelter)])).await
}

/// Who is meant, and where they were chosen.
struct Meant {
    ids: Vec<RequestId>,
    naming: Option<Naming>,
    above: Link,
    /// The list, as its address says.
    list: String,
    smelter: Option<String>,
}

async fn meant(desk: &Desk, sent: &FormData) -> Result<Meant, HandlerError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let cid = sent.get("smelter");
    if cid.is_empty() {
        let filter = queue_filter::filter_of(desk, sent);
        let ids = bulk::meant(sent, viewer.request_ids(&filter)).await?;
        let above = Link::new(queue_filter::address_of(sent), texts.get("desk.queue.title"));
        let list = way::tidy(above.href.split_once('?').map_or("", |(_, query)| query));
        return Ok(Meant { ids, naming: None, above, list, smelter: None });
    }
    // Who named a smelter is asked of the whole survey.
    desk.actor.everything()?;
    viewer.placed().await?;
    let found = viewer.smelter(cid, desk.portal.services.today()).await?.ok_or(HttpError::NOT_FOUND)?;
    let naming = viewer.naming(cid).await?;
    let name = format!("{} ({})", found.facility.name, found.facility.cid);
    Ok(Meant {
        ids: naming.rows.keys().cloned().collect(),
        naming: Some(naming),
        above: Link::new(routes::smelter(cid), name.clone()),
        list: String::new(),
        smelter: Some(name),
    })
}

/// What is asked, as it was typed.
fn question(sent: &FormData, naming: Option<Naming>) -> Question {
    let texts: BTreeMap<String, String> = sent
        .under("text-")
        .map(|(language, text)| (language.to_owned(), text.replace("\r\n", "\n")))
        .collect();
    Question { texts, smelter: naming, accepted: sent.get("accepted") == "yes" }
}

/// The step before they are asked, as a bulk act of the inbox leads to it.
pub async fn begin(desk: Desk, sent: FormData) -> PageResult {
    let meant = meant(&desk, &sent).await?;
    if meant.ids.is_empty() {
        return done(&meant.above.href, "not_ticked");
    }
    let audience = desk.viewer().audience(&meant.ids, false).await?;
    let body = page(&desk, &sent, meant, &audience, BoundForm::default()).await?;
    desk.page(desk.texts().get("desk.bulk.ask"), Area::Requests, body).await
}

async fn act(InScope(desk): InScope, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let Meant { ids, naming, above, list, smelter } = meant(&desk, &sent).await?;
    if ids.is_empty() {
        return done(&above.href, "not_ticked");
    }
    let question = question(&sent, naming);
    let audience = reviewer.audience(&ids, question.accepted).await?;
    let again = Meant { ids, naming: None, above, list: list.clone(), smelter };
    let title = desk.texts().get("desk.bulk.ask");
    match sent.get("act") {
        "fill" => {
            let template = reviewer.query_template(sent.get("template")).await?;
            let mut form = sent.again(desk.texts(), &[]);
            for language in audience.languages().into_keys() {
                form.values.insert(format!("text-{language}"), template.text(language).to_owned());
            }
            let body = page(&desk, &sent, again, &audience, form).await?;
            return desk.page(title, Area::Requests, body).await;
        }
        "look" => {
            let mut body = page(&desk, &sent, again, &audience, sent.again(desk.texts(), &[])).await?;
            body.mails = mails(&desk, &audience, &question).await?;
            return desk.page(title, Area::Requests, body).await;
        }
        _ => {}
    }
    // Others are meant than those that were looked at.
    if sent.number("expected") != Some(audience.asked.len()) || audience.asked.is_empty() {
        let mut body = page(&desk, &sent, again, &audience, sent.again(desk.texts(), &[])).await?;
        body.changed = !audience.asked.is_empty();
        return desk.page(title, Area::Requests, body).await;
    }
    match reviewer.ask_together(question, audience.clone(), &list).await {
        Ok(job) => Ok(see_other(&routes::together(&job.job.job.id))),
        Err(error @ ServiceError::Invalid(_)) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let body = page(&desk, &sent, again, &audience, form).await?;
            desk.refused(title, Area::Requests, body).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The mail as the first of each language would get it.
async fn mails(
    desk: &Desk,
    audience: &Audience,
    question: &Question,
) -> Result<Vec<ShownMail>, HandlerError> {
    let mut out = Vec::new();
    for language in audience.languages().into_keys() {
        let Some(first) = audience.asked.iter().find(|one| one.language == language) else { continue };
        let mail = desk.viewer().preview_question(&first.request, question).await?;
        out.push(ShownMail {
            id: String::new(),
            to: first.supplier.clone(),
            subject: mail.subject,
            text: mail.text,
            language: language.to_owned(),
        });
    }
    Ok(out)
}

async fn page(
    desk: &Desk,
    sent: &FormData,
    meant: Meant,
    audience: &Audience,
    form: BoundForm,
) -> Result<AskMany, HandlerError> {
    let texts = desk.texts();
    let mut left: Vec<LeftGroup> = Vec::new();
    for (_, supplier, why) in &audience.left {
        let why = texts.get(&format!("desk.together.left.{}", why.key())).to_owned();
        let at = left.iter().position(|group| group.why == why).unwrap_or_else(|| {
            left.push(LeftGroup { why, ..LeftGroup::default() });
            left.len() - 1
        });
        left[at].count += 1;
        if left[at].names.len() < bulk::NAMED {
            left[at].names.push(supplier.clone());
        }
    }
    let own = |name: &str| {
        ["act", "expected", "accepted", "template", "go"].contains(&name) || name.starts_with("text-")
    };
    let kept = sent.unsecret().filter(|(name, _)| !own(name));
    let templates = desk.viewer().query_templates().await?;
    let accepted = sent.get("accepted") == "yes";
    Ok(AskMany {
        above: meant.above,
        smelter: meant.smelter,
        asked: audience.asked.len() as u64,
        names: audience.asked.iter().take(bulk::NAMED).map(|one| one.supplier.clone()).collect(),
        languages: audience.languages().into_iter().map(|(code, n)| (code.to_owned(), n as u64)).collect(),
        left,
        accepted,
        templates: templates.into_iter().map(|it| SelectOption { value: it.id, label: it.name }).collect(),
        form,
        fields: kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        ..AskMany::default()
    })
}
