//! Freezing what stands.

use super::super::forms::{FormData, problems};
use super::super::session::{Desk, PageResult};
use crate::page_context::see_other;
use app::desk::reports::{FreezeCampaign, FreezePage};
use app::desk::{Area, BoundForm, routes};
use app::ui::SelectOption;
use domain::workflow::RequestState;
use service::ServiceError;
use service::records::{CampaignId, CampaignState};
use service::reports::freeze::Wanted;
use service::reports::{CompanyLevel, FacilityRule, Settings};

async fn page(desk: &Desk, form: BoundForm, chosen: Option<Vec<String>>) -> Result<FreezePage, ServiceError> {
    let viewer = desk.viewer();
    let launched = viewer.campaigns().await?.into_iter().filter(|c| c.state != CampaignState::Planned);
    let campaigns: Vec<FreezeCampaign> = launched
        .enumerate()
        .map(|(at, c)| FreezeCampaign {
            // The newest is the one that is mostly meant.
            chosen: chosen.as_ref().map_or(at == 0, |ids| ids.iter().any(|id| *id == *c.id)),
            name: c.name,
            id: c.id.into(),
        })
        .collect();
    let versions = domain::template::versions().iter().rev();
    let earlier = viewer.snapshots().await?.into_iter().map(|head| SelectOption::new(head.id, head.name));
    Ok(FreezePage {
        campaigns,
        versions: versions.map(|v| SelectOption::new(v.name(), domain::template::label(&v.name()))).collect(),
        earlier: earlier.collect(),
        form,
    })
}

pub async fn show(desk: Desk) -> PageResult {
    desk.manager()?;
    let viewer = desk.viewer();
    let newest = viewer.campaigns().await?.into_iter().find(|c| c.state != CampaignState::Planned);
    let usual = match newest {
        Some(campaign) => viewer.usual_freeze(campaign).await?,
        None => {
            let list_day = desk.portal.services.company_today().await?.to_string();
            Wanted { zone: "Z".to_owned(), list_day, ..Wanted::default() }
        }
    };
    let form = BoundForm::of([
        ("year", if usual.year == 0 { String::new() } else { usual.year.to_string() }),
        ("cutoff_day", usual.cutoff_day),
        ("zone", usual.zone),
        ("list_day", usual.list_day),
        ("template_version", usual.template_version),
        ("before", usual.before.unwrap_or_default()),
    ]);
    let body = page(&desk, form, None).await?;
    desk.page(desk.texts().get("desk.report.freeze"), Area::Reports, body).await
}

fn wanted(sent: &FormData) -> Wanted {
    let company_level = match sent.get("company_level") {
        "drop_where_product_level" => CompanyLevel::DropWhereProductLevel,
        "drop" => CompanyLevel::Drop,
        _ => CompanyLevel::Keep,
    };
    let mut settings = Settings { company_level, ..Settings::default() };
    if sent.get("states") == "in_review" {
        settings.states.push(RequestState::InReview);
    }
    let given = |name: &str| Some(sent.get(name).to_owned()).filter(|text| !text.is_empty());
    // What is no number is refused as 0 is.
    let whole = |name: &str| given(name).map(|text| text.trim().parse().unwrap_or(0));
    Wanted {
        name: sent.get("name").to_owned(),
        year: sent.number("year").unwrap_or_default(),
        campaigns: sent.all("campaigns").into_iter().map(CampaignId::from).collect(),
        cutoff_day: sent.get("cutoff_day").to_owned(),
        zone: sent.get("zone").to_owned(),
        list_day: sent.get("list_day").to_owned(),
        template_version: sent.get("template_version").to_owned(),
        settings: Settings { widest: whole("widest"), ..settings },
        lines: sent.get("lines").to_owned(),
        not_before: sent.get("not_before").to_owned(),
        important: whole("important"),
        facilities: match sent.get("facilities") {
            "in_the_year" => FacilityRule::InTheYear,
            _ => FacilityRule::OnTheDay,
        },
        before: given("before"),
    }
}

pub async fn take(desk: Desk, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    match manager.freeze(wanted(&sent)).await {
        Ok(head) => Ok(see_other(&routes::with(routes::report(&head.id), &[("said", "frozen")]))),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let body = page(&desk, form, Some(sent.all("campaigns"))).await?;
            desk.refused(desk.texts().get("desk.report.freeze"), Area::Reports, body).await
        }
    }
}
