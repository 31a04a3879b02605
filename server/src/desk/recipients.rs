//! Whom a campaign asks, and what each of them would get.

use super::forms::{FormData, problems};
use super::list::{Asked, ROWS};
use super::session::{Desk, HandlerError, PageResult, done};
use super::suppliers::{FILTERS, filter};
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::Area;
use app::desk::campaigns::{
    LaunchDay, Preview, PreviewRow, RECIPIENT_COLUMNS as COLUMNS, Recipient, Recipients, Skipped,
};
use app::desk::letter::ShownMail;
use app::desk::routes;
use app::ui::Range;
use axum::extract::{Path, Query};
use serde::Deserialize;
use service::ServiceError;
use service::records::{CampaignId, CampaignState, Instant, MailKind, Relationship, Supplier, SupplierId};
use service::survey::campaigns::{Choice, NoMail};
use service::survey::workdays::Delivery;
use std::collections::{BTreeSet, HashMap};

/// The routes of recipients.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::recipients::PATH, show),
        Route::post(routes::recipients::PATH, choose),
        Route::get(routes::preview::PATH, preview),
        Route::post(routes::launch_day::PATH, launch_day),
    ]
}

async fn show(
    desk: Desk,
    Path(id): Path<CampaignId>,
    Query(query): Query<Vec<(String, String)>>,
) -> PageResult {
    let viewer = desk.viewer();
    let campaign = viewer.campaign(&id).await?;
    let asked = Asked::of(&FormData::from(query), &FILTERS, &COLUMNS);
    let filter = filter(&asked);
    let page = viewer.suppliers(&filter).await?;
    let of = viewer.suppliers_found(&filter).await?;
    let mut rows = Vec::new();
    for s in &page.rows {
        let requests = viewer.requests_of(&s.id).await?;
        let state = requests.iter().find(|r| r.request.campaign == id).map(|r| r.request.state);
        rows.push(Recipient {
            id: s.id.to_string(),
            name: s.name.clone(),
            reference: s.reference.clone(),
            relationship: s.relationship,
            email: s.email.clone(),
            country: s.country.clone(),
            excluded: s.excluded.clone(),
            chosen: state.is_some(),
            state,
        });
    }
    let counts = viewer.counts(Some(&id)).await?;
    let body = Recipients {
        name: campaign.name,
        chosen: counts.by_state.iter().map(|(_, n)| n).sum(),
        suppliers: viewer.supplier_counts().await?.0,
        list: asked.listed(routes::recipients(&id), [String::new(), String::new()], &page, of),
        rows,
        here: desk.path().to_owned(),
        id: id.into(),
    };
    desk.page(desk.texts().get("desk.recipients.title"), Area::Campaigns, body).await
}

async fn choose(desk: Desk, Path(id): Path<CampaignId>, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let own = routes::recipients(&id);
    let choice = match sent.get("all") {
        "add" => Choice::All,
        "drop" => Choice::Suppliers(Vec::new()),
        "relationships" => {
            let ticked = sent.all("relationship");
            let ticked: Vec<_> = ticked.iter().filter_map(|key| Relationship::parse(key)).collect();
            // Nothing ticked is a slip and not the wish to ask nobody: that has a button of its own.
            if ticked.is_empty() {
                return Err(HttpError::BAD.text("desk.recipients.none_ticked").into());
            }
            Choice::Relationships(ticked)
        }
        _ => {
            // Only what the page showed is changed: who stands on other pages stays as chosen.
            let shown: BTreeSet<SupplierId> = sent.all("shown").into_iter().map(SupplierId::from).collect();
            let planned = manager.recipients(&id).await?.into_iter().map(|r| r.supplier.id);
            let kept = planned.filter(|s| !shown.contains(s));
            Choice::Suppliers(kept.chain(sent.all("chosen").into_iter().map(SupplierId::from)).collect())
        }
    };
    manager.choose_recipients(&id, &choice).await?;
    let here = sent.get("here");
    done(if here.starts_with(&own) { here } else { &own }, "recipients")
}

/// Which mail is shown, and where the list begins.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Shown {
    show: String,
    from: usize,
}

async fn preview(desk: Desk, Path(id): Path<CampaignId>, Query(shown): Query<Shown>) -> PageResult {
    let body = preview_page(&desk, id, shown).await?;
    desk.page(desk.texts().get("desk.preview.title"), Area::Campaigns, body).await
}

/// Has a campaign launch by itself on a day; without one, not any more.
async fn launch_day(desk: Desk, Path(id): Path<CampaignId>, sent: FormData) -> PageResult {
    let (manager, here) = (desk.manager()?, routes::preview(&id));
    let planned = match (sent.has("launch_on"), sent.day("launch_on")) {
        (false, _) => manager.plan_launch(&id, None).await.map(|()| "launch_unplanned"),
        (true, None) => Err(ServiceError::field("launch_on", "problem.date")),
        (true, day) => manager.plan_launch(&id, day).await.map(|()| "launch_planned"),
    };
    match planned {
        Ok(said) => done(&here, said),
        Err(ServiceError::NotNow("words")) => done(&routes::edit_campaign(&id), "not_words"),
        Err(ServiceError::NotNow(_) | ServiceError::Conflict) => done(&here, "not_now"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let mut body = preview_page(&desk, id, Shown::default()).await?;
            if let Some(day) = &mut body.launch_day {
                day.form = form;
            }
            desk.refused(desk.texts().get("desk.preview.title"), Area::Campaigns, body).await
        }
    }
}

async fn preview_page(desk: &Desk, id: CampaignId, shown: Shown) -> Result<Preview, HandlerError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let campaign = viewer.campaign(&id).await?;
    let (recipients, left_out) = viewer.asked_and_left_out(&id).await?;
    let why = |no: NoMail, supplier: &Supplier| match no {
        NoMail::NoAddress => texts.get("desk.preview.no_address").to_owned(),
        NoMail::AddressFails => texts.get("desk.preview.address_fails").to_owned(),
        NoMail::Retired => texts.get("desk.preview.retired").to_owned(),
        NoMail::Excluded => texts.fmt("desk.preview.excluded", &[("why", &supplier.excluded)]),
    };
    let gets_nothing = recipients.iter().filter_map(|r| Some((r.no_mail?, &r.supplier)));
    let left_out = left_out.iter().map(|supplier| (NoMail::Excluded, supplier));
    let skipped = gets_nothing.chain(left_out).map(|(no, supplier)| Skipped {
        id: supplier.id.to_string(),
        name: supplier.name.clone(),
        why: why(no, supplier),
    });
    let skipped = skipped.collect();
    let going: Vec<_> = recipients.into_iter().filter(|r| r.no_mail.is_none()).map(|r| r.supplier).collect();
    let now = desk.portal.services.now();
    // By country: ten thousand suppliers stand in few.
    let mut moments: HashMap<&str, Instant> = HashMap::new();
    for s in &going {
        moments
            .entry(&s.country)
            .or_insert_with(|| Delivery::WorkingHours.moment(&s.country, &campaign, now));
    }
    let waits = |s: &Supplier| moments.get(s.country.as_str()).copied().filter(|at| *at > now);
    let later = going.iter().filter(|s| waits(s).is_some()).count() as u64;
    let base = routes::preview(&id);
    let from = shown.from.min(going.len());
    let page: Vec<_> = going.iter().skip(from).take(ROWS as usize).collect();
    let letter = going.iter().find(|s| s.id.as_str() == shown.show).or(page.first().copied());
    let mail = match letter {
        Some(s) => {
            let mail = viewer.preview_mail(&id, &s.id, MailKind::Invitation, 0).await?;
            Some(ShownMail {
                id: s.id.to_string(),
                to: s.email.clone(),
                subject: mail.subject,
                text: mail.text,
                language: s.language.clone(),
            })
        }
        None => None,
    };
    let rows = page
        .into_iter()
        .map(|s| PreviewRow {
            id: s.id.to_string(),
            name: s.name.clone(),
            contact: s.contact_name.clone(),
            email: s.email.clone(),
            language: s.language.clone(),
            at: waits(s),
            href: routes::with(&base, &[("from", &from.to_string()), ("show", &s.id)]),
        })
        .collect();
    let next = from + ROWS as usize;
    let at = |from: usize| routes::with(&base, &[("from", &from.to_string())]);
    let launch_day = match campaign.state {
        CampaignState::Planned => Some(LaunchDay {
            on: campaign.launch_on.map_or(String::new(), |day| day.to_string()),
            by: viewer.member_name(&campaign.launch_by).await?.unwrap_or_default(),
            ..LaunchDay::default()
        }),
        _ => None,
    };
    Ok(Preview {
        name: campaign.name,
        launch_day,
        count: going.len() as u64,
        later,
        rows,
        skipped,
        mail,
        range: Range {
            from: if going.is_empty() { 0 } else { from as u64 + 1 },
            to: next.min(going.len()) as u64,
            of: Some(going.len() as u64),
        },
        paging: app::desk::parts::Paging {
            previous: (from > 0).then(|| at(from.saturating_sub(ROWS as usize))),
            next: (next < going.len()).then(|| at(next)),
        },
        id: id.into(),
    })
}
