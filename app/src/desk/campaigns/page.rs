//! One campaign.

use super::CampaignSummary;
use crate::desk::parts::{CampaignBadge, LogLine, LogLines, TimeOrDash, number, or_dash};
use crate::desk::reminders::{UpcomingReminder, UpcomingReminders};
use crate::desk::status_counts::{Kpis, StateBar, StatusCounts};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{ButtonLink, Fact, Link, PageHead, Panel, PostButton, Question, Rank};
use domain::Instant;
use domain::terms::CampaignState;
use domain::workflow::RequestState;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CampaignPage {
    /// In short.
    pub summary: CampaignSummary,
    /// Which products, in words for the supplier.
    pub products: String,
    /// The template version that is answered in the form.
    pub template_version: String,
    /// When suppliers are reminded: the working days of each reminder, by state of waiting.
    pub reminders: ReminderPlan,
    /// When it was launched.
    pub launched_at: Option<Instant>,
    /// Where its requests stand.
    pub counts: StatusCounts,
    /// Who gets what next.
    pub upcoming: Vec<UpcomingReminder>,
    pub log: Vec<LogLine>,
}

/// When suppliers are reminded: working days behind the one before, in each state of waiting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReminderPlan {
    pub not_opened: Vec<u32>,
    pub unfinished: Vec<u32>,
    pub not_fixed: Vec<u32>,
}

/// When suppliers are reminded: one line where it is the same in every state.
#[component]
fn Plan(plan: ReminderPlan) -> impl IntoView {
    let t = texts();
    let line = |days: &[u32]| match days {
        [] => t.get("desk.steps.none").to_owned(),
        days => {
            let days = days.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
            t.fmt("desk.steps.days", &[("days", &days)])
        }
    };
    if plan.not_opened == plan.unfinished && plan.unfinished == plan.not_fixed {
        return line(&plan.not_opened).into_any();
    }
    let states = [
        ("desk.steps.not_opened", &plan.not_opened),
        ("desk.steps.unfinished", &plan.unfinished),
        ("desk.steps.not_fixed", &plan.not_fixed),
    ];
    let lines = states.map(|(key, days)| view! { <li>{t.get(key)}": "{line(days)}</li> });
    view! { <ul class="plain">{lines}</ul> }.into_any()
}

impl DeskPage for CampaignPage {
    fn view(self) -> AnyView {
        view! { <OneCampaign page=self /> }.into_any()
    }
}

#[component]
fn OneCampaign(page: CampaignPage) -> impl IntoView {
    let t = texts();
    let (id, state) = (page.summary.id.clone(), page.summary.state);
    let waiting = page.counts.of(&[RequestState::Planned]);
    let hint = (state == CampaignState::Planned).then(|| {
        view! { <p class="notice">{t.fmt("desk.campaign.planned_hint", &[("n", &number(waiting))])}</p> }
    });
    let stands = (state != CampaignState::Planned).then(|| {
        view! {
            <Panel id="where" title=t.get("desk.overview.where")>
                <Kpis counts=page.counts.clone() />
                <StateBar counts=page.counts />
            </Panel>
        }
    });
    let next = (state == CampaignState::Open).then(|| {
        view! {
            <Panel id="ahead" title=t.get("desk.overview.ahead")>
                <UpcomingReminders reminders=page.upcoming />
            </Panel>
        }
    });
    let above = Link::new(routes::campaigns(), t.get("desk.campaigns.title"));
    view! {
        <PageHead title=page.summary.name.clone() above>
            <CampaignActs id state waiting />
        </PageHead>
        {hint}{stands}
        <About
            campaign=page.summary
            products=page.products
            template=domain::template::label(&page.template_version)
            reminders=page.reminders
            launched_at=page.launched_at
        />
        {next}
        <Panel id="log" title=t.get("desk.history")>
            <LogLines lines=page.log />
        </Panel>
    }
}

/// What can be done with a campaign as it stands.
#[component]
fn CampaignActs(
    id: String,
    state: CampaignState,
    /// How many are asked by it and were not invited.
    waiting: u64,
) -> impl IntoView {
    let t = texts();
    let (write, whole) = (frame().can_run(), !frame().is_partial());
    let [planned, open, closed] =
        [CampaignState::Planned, CampaignState::Open, CampaignState::Closed].map(|it| state == it);
    let close = (open && write).then(|| {
        let ask = Question::new(t.get("desk.campaign.close_ask"), t.get("desk.cancel"));
        view! { <PostButton to=routes::close_campaign(&id) label=t.get("desk.campaign.close") rank=Rank::Secondary ask /> }
    });
    let edit = (!closed && write)
        .then(|| view! { <ButtonLink href=routes::edit_campaign(&id) label=t.get("desk.edit") /> });
    let whom = (!closed && whole)
        .then(|| view! { <ButtonLink href=routes::recipients(&id) label=t.get("desk.recipients.title") /> });
    let launch = (write && (planned || (open && waiting > 0))).then(|| {
        view! { <ButtonLink href=routes::preview(&id) label=t.get("desk.campaign.to_preview") rank=Rank::Primary /> }
    });
    let pictures = (!planned && whole)
        .then(|| view! { <ButtonLink href=routes::campaign_pictures(&id) label=t.get("pictures.title") /> });
    let rules =
        whole.then(|| view! { <ButtonLink href=routes::rules(&id) label=t.get("desk.rules.title") /> });
    view! { {close}{edit}{pictures}{rules}{whom}{launch} }
}

#[component]
fn About(
    campaign: CampaignSummary,
    products: String,
    template: String,
    reminders: ReminderPlan,
    launched_at: Option<Instant>,
) -> impl IntoView {
    let t = texts();
    view! {
        <Panel id="about" title=t.get("desk.campaign.about")>
            <dl class="facts">
                <Fact label=t.get("desk.campaign.state") value=view! { <CampaignBadge state=campaign.state /> } />
                <Fact label=t.get("desk.campaign.year") value=campaign.year />
                <Fact label=t.get("desk.campaign.due") value=campaign.due />
                <Fact label=t.get("desk.campaign.cutoff") value=campaign.cutoff />
                <Fact label=t.get("desk.campaign.products") value=or_dash(&products) />
                <Fact label=t.get("desk.campaign.template") value=template />
                <Fact label=t.get("desk.campaign.reminders") value=view! { <Plan plan=reminders /> } />
                <Fact label=t.get("desk.campaign.launched") value=view! { <TimeOrDash at=launched_at /> } />
            </dl>
        </Panel>
    }
}
