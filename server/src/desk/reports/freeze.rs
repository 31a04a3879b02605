//! Freezing what stands.

use super::super::forms::{FormData, problems};
use super::super::session::{Desk, PageResult};
use crate::page_context::see_other;
use app::desk::reports::{FreezeCampaign, FreezePage};
use app::desk::{Area, BoundForm, routes};
use app::ui::SelectOption;
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
    desk.reviewer()?;
    let viewer = desk.viewer();
    let today = desk.portal.services.today();
    let yesterday = service::day_of(desk.portal.services.now() - service::DAY);
    let newest = viewer.campaigns().await?.into_iter().find(|c| c.state != CampaignState::Planned);
    let year_of = newest.as_ref().map_or(i64::MAX, |c| c.year);
    let earlier = viewer.snapshots().await?.into_iter().find(|head| head.year < year_of);
    let before = earlier.map_or(String::new(), |head| head.id);
    let (year, cutoff, version) = newest.map_or((String::new(), String::new(), String::new()), |c| {
        (c.year.to_string(), c.cutoff.min(yesterday), c.template_version)
    });
    let form = BoundForm::of([
        ("year", year),
        ("cutoff_day", cutoff),
        ("zone", "Z".to_owned()),
        ("list_day", today),
        ("template_version", version),
        ("before", before),
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
    let given = |name: &str| Some(sent.get(name).to_owned()).filter(|text| !text.is_empty());
    Wanted {
        name: sent.get("name").to_owned(),
        year: sent.number("year").unwrap_or_default(),
        campaigns: sent.all("campaigns").into_iter().map(CampaignId::from).collect(),
        cutoff_day: sent.get("cutoff_day").to_owned(),
        zone: sent.get("zone").to_owned(),
        list_day: sent.get("list_day").to_owned(),
        template_version: sent.get("template_version").to_owned(),
        settings: Settings { company_level, not_before: given("not_before"), ..Settings::default() },
        facilities: match sent.get("facilities") {
            "in_the_year" => FacilityRule::InTheYear,
            _ => FacilityRule::OnTheDay,
        },
        before: given("before"),
    }
}

pub async fn take(desk: Desk, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    match reviewer.freeze(wanted(&sent)).await {
        Ok(head) => Ok(see_other(&routes::with(routes::report(&head.id), &[("said", "frozen")]))),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let body = page(&desk, form, Some(sent.all("campaigns"))).await?;
            desk.refused(desk.texts().get("desk.report.freeze"), Area::Reports, body).await
        }
    }
}
