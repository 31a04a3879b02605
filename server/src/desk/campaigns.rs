//! Campaigns: list, page, adding and changing, launch, close.

use super::forms::{FormData, problems};
use super::logs;
use super::overview::{status_counts, summary, upcoming_reminders};
use super::session::{Desk, InScope, PageResult, done};
use crate::page_context::see_other;
use crate::routes::Route;
use app::desk::campaigns::{self, CampaignPage, CampaignWithCounts, Campaigns, EditCampaign};
use app::desk::routes;
use app::desk::{Area, BoundForm};
use axum::extract::Path;
use domain::Day;
use domain::terms::Bar;
use domain::text::LANGUAGES;
use service::records::{
    Campaign, CampaignId, CampaignState, Escalation, MailWords, ReminderPlan, ReminderStates, ReminderStep,
    ReviewPlan, Scope,
};
use service::survey::campaigns::problems as found_wrong;
use service::survey::workdays::Delivery;
use service::{FieldProblem, ServiceError};

/// The kinds of mail for which a company may have its own words.
const KINDS: [&str; 2] = ["invitation", "reminder"];

/// The routes of campaigns.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::campaigns::PATH, list),
        Route::get(routes::new_campaign::PATH, new),
        Route::post(routes::new_campaign::PATH, add),
        Route::get(routes::campaign::PATH, show),
        Route::get(routes::edit_campaign::PATH, edit),
        Route::post(routes::edit_campaign::PATH, change),
        Route::post(routes::launch::PATH, launch),
        Route::post(routes::close_campaign::PATH, close),
    ]
}

async fn list(InScope(desk): InScope) -> PageResult {
    let viewer = desk.viewer();
    let mut campaigns = Vec::new();
    for c in viewer.campaigns().await? {
        let counts = status_counts(&viewer.counts(Some(&c.id)).await?, &c.id);
        campaigns.push(CampaignWithCounts { campaign: summary(&c), counts });
    }
    let title = desk.texts().get("desk.campaigns.title");
    desk.page(title, Area::Campaigns, Campaigns { campaigns }).await
}

async fn show(InScope(desk): InScope, Path(id): Path<CampaignId>) -> PageResult {
    let viewer = desk.viewer();
    let c = viewer.campaign(&id).await?;
    let own = format!("campaign:{id}");
    // What is told of the whole campaign counts suppliers of all groups.
    let entries = match desk.actor.scope() {
        Scope::Groups(_) => Vec::new(),
        _ => viewer.log_of(&own, 50).await?,
    };
    let names = logs::Names::of(&viewer, &entries).await?;
    let body = CampaignPage {
        summary: summary(&c),
        products: c.products.clone(),
        template_version: c.template_version.clone(),
        reminders: campaigns::ReminderPlan {
            not_opened: days(&c, ReminderStates::NotOpened),
            unfinished: days(&c, ReminderStates::Unfinished),
            not_fixed: days(&c, ReminderStates::NotFixed),
        },
        launched_at: c.launched_at,
        counts: status_counts(&viewer.counts(Some(&id)).await?, &id),
        upcoming: upcoming_reminders(&viewer, &id, 50).await?,
        log: logs::lines(desk.texts(), &entries, &names, &own),
    };
    desk.page(&c.name, Area::Campaigns, body).await
}

/// The working days of a campaign's reminders in a state of waiting.
fn days(c: &Campaign, states: ReminderStates) -> Vec<u32> {
    c.reminders.steps.iter().map_while(|step| step.of(states)).collect()
}

/// The control for the working days of a reminder, the first being 1.
fn days_field(n: usize, states: ReminderStates) -> String {
    format!("days.{n}.{}", states.key())
}

/// The plan that a form describes, and the controls in which there is no number. A form without any such control leaves the
/// plan as it was.
fn plan_of(old: ReminderPlan, sent: &FormData) -> (ReminderPlan, Vec<String>) {
    if sent.under("days.").next().is_none() {
        return (old, Vec::new());
    }
    let (mut steps, mut unread) = (Vec::new(), Vec::new());
    for n in 1..=ReminderPlan::MOST {
        let mut step = ReminderStep::default();
        for states in ReminderStates::ALL {
            let field = days_field(n, states);
            step.set(states, sent.number(&field));
            if step.of(states).is_none() && !sent.get(&field).is_empty() {
                unread.push(field);
            }
        }
        step.also = Escalation::parse(sent.get(&format!("also.{n}"))).unwrap_or_default();
        steps.push(step);
    }
    let is_planned =
        |step: &ReminderStep| ReminderStates::ALL.iter().any(|states| step.of(*states).is_some());
    while steps.last().is_some_and(|step| !is_planned(step)) {
        steps.pop();
    }
    (ReminderPlan { steps }, unread)
}

fn form_of(c: &Campaign) -> BoundForm {
    // Nobody has chosen the days of a new one.
    let day = |day: Day| if c.version == 0 { String::new() } else { day.to_string() };
    let mut form = BoundForm::of([
        ("version", c.version.to_string()),
        ("name", c.name.clone()),
        ("year", c.year.to_string()),
        ("products", c.products.clone()),
        ("template_version", c.template_version.clone()),
        ("due", day(c.due)),
        ("cutoff", day(c.cutoff)),
        ("bar", c.review.bar.key().to_owned()),
        ("second_person", if c.review.second_person { "yes" } else { "" }.to_owned()),
    ]);
    for (n, step) in (1..).zip(&c.reminders.steps) {
        for states in ReminderStates::ALL {
            let days = step.of(states).map_or(String::new(), |days| days.to_string());
            form.values.insert(days_field(n, states), days);
        }
        form.values.insert(format!("also.{n}"), step.also.key().to_owned());
    }
    for (key, words) in &c.words {
        form.values.insert(format!("subject.{key}"), words.subject.clone());
        form.values.insert(format!("body.{key}"), words.body.clone());
    }
    form
}

/// The campaign that a form describes, above what is stored; or what is wrong with it, days that nobody can read among it.
fn campaign_of(old: Campaign, sent: &FormData) -> Result<Campaign, ServiceError> {
    let days = ["due", "cutoff"].map(|name| sent.day(name));
    let [due, cutoff] = days;
    let (reminders, no_number) = plan_of(old.reminders.clone(), sent);
    let mut c = Campaign {
        version: sent.number("version").unwrap_or(old.version),
        name: sent.get("name").to_owned(),
        year: sent.number("year").unwrap_or(0),
        products: sent.get("products").replace("\r\n", "\n"),
        template_version: sent.get("template_version").to_owned(),
        // Where one of them cannot be read, the other is held against nothing.
        due: due.or(cutoff).unwrap_or(old.due),
        cutoff: cutoff.or(due).unwrap_or(old.cutoff),
        reminders,
        review: ReviewPlan {
            bar: Bar::parse(sent.get("bar")).unwrap_or(old.review.bar),
            second_person: !sent.get("second_person").is_empty(),
        },
        ..old
    };
    let numbered = (1..=ReminderPlan::MOST).map(|n| format!("reminder{n}"));
    for kind in KINDS.into_iter().map(str::to_owned).chain(numbered) {
        for (language, _) in LANGUAGES {
            let key = format!("{kind}.{language}");
            let subject = sent.get(&format!("subject.{key}")).to_owned();
            let body = sent.get(&format!("body.{key}")).replace("\r\n", "\n");
            // What the page did not show stays.
            if !sent.has(&format!("subject.{key}")) && !KINDS.contains(&kind.as_str()) {
                continue;
            }
            if subject.is_empty() && body.is_empty() {
                c.words.remove(&key);
            } else {
                c.words.insert(key, MailWords { subject, body });
            }
        }
    }
    let unread = ["due", "cutoff"].into_iter().zip(days).filter(|(_, day)| day.is_none());
    let mut wrong: Vec<FieldProblem> =
        unread.map(|(name, _)| FieldProblem::new(name, "problem.date")).collect();
    wrong.extend(no_number.iter().map(|name| FieldProblem::new(name, "problem.reminders")));
    if wrong.is_empty() {
        return Ok(c);
    }
    wrong.extend(found_wrong(&c));
    Err(ServiceError::Invalid(wrong))
}

fn edit_page(id: CampaignId, launched: bool, form: BoundForm) -> EditCampaign {
    EditCampaign {
        id: id.into(),
        versions: domain::template::versions().iter().map(domain::Template::name).collect(),
        languages: LANGUAGES.iter().map(|(code, _)| (*code).to_owned()).collect(),
        launched,
        form,
    }
}

fn title(desk: &Desk, id: &str) -> &'static str {
    desk.texts().get(if id.is_empty() { "desk.campaigns.new" } else { "desk.campaign.edit" })
}

async fn new(desk: Desk) -> PageResult {
    desk.manager()?;
    let today = desk.portal.services.today();
    let year = i64::from(today.year());
    let newest = domain::template::versions().iter().rfind(|t| t.kind == domain::template::CMRT);
    let newest = newest.map_or(String::new(), domain::Template::name);
    let campaign = Campaign { year, template_version: newest, ..Campaign::default() };
    desk.page(title(&desk, ""), Area::Campaigns, edit_page(CampaignId::default(), false, form_of(&campaign)))
        .await
}

async fn edit(desk: Desk, Path(id): Path<CampaignId>) -> PageResult {
    let c = desk.manager()?.campaign(&id).await?;
    let body = edit_page(id.clone(), c.state != CampaignState::Planned, form_of(&c));
    desk.page(title(&desk, &id), Area::Campaigns, body).await
}

async fn add(desk: Desk, sent: FormData) -> PageResult {
    store(desk, Campaign::default(), sent).await
}

async fn change(desk: Desk, Path(id): Path<CampaignId>, sent: FormData) -> PageResult {
    let old = desk.manager()?.campaign(&id).await?;
    store(desk, old, sent).await
}

async fn store(desk: Desk, old: Campaign, sent: FormData) -> PageResult {
    let (id, launched) = (old.id.clone(), old.state != CampaignState::Planned);
    let manager = desk.manager()?;
    let saved = match campaign_of(old, &sent) {
        Ok(campaign) => manager.save_campaign(campaign).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(c) if id.is_empty() => Ok(see_other(&routes::recipients(&c.id))),
        Ok(c) => done(&routes::campaign(&c.id), "saved"),
        Err(error) => {
            let found = match error {
                ServiceError::Conflict => vec![FieldProblem::new("", "desk.form.conflict")],
                other => problems(other)?,
            };
            let form = sent.again(desk.texts(), &found);
            desk.refused(title(&desk, &id), Area::Campaigns, edit_page(id, launched, form)).await
        }
    }
}

async fn launch(desk: Desk, Path(id): Path<CampaignId>, sent: FormData) -> PageResult {
    let path = routes::campaign(&id);
    let delivery = delivery(&sent);
    match desk.manager()?.launch_by(&id, delivery).await {
        Ok(count) => {
            let said = if delivery == Delivery::AtOnce { "launched_now" } else { "launched" };
            done(&path, &format!("{said}&count={count}"))
        }
        Err(ServiceError::NotNow("words")) => done(&format!("{path}/edit"), "not_words"),
        Err(ServiceError::NotNow(_)) => done(&path, "not_now"),
        Err(other) => Err(other.into()),
    }
}

/// When what a form starts goes out: in working hours, unless somebody chose that it goes at once.
pub fn delivery(sent: &FormData) -> Delivery {
    if sent.get("when") == "now" { Delivery::AtOnce } else { Delivery::WorkingHours }
}

async fn close(desk: Desk, Path(id): Path<CampaignId>) -> PageResult {
    desk.manager()?.close_campaign(&id).await?;
    done(&routes::campaign(&id), "closed")
}
