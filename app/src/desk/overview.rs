//! Home: what needs whom in the present campaign, and how it goes.

use super::alarm::{MailAlarm, MailAlarmNotice};
use super::campaigns::CampaignSummary;
use super::notes::{MentionLine, Mentions};
use super::parts::number;
use super::pictures::{OnePicture, Picture};
use super::queue::QueueView;
use super::reminders::{UpcomingReminder, UpcomingReminders};
use super::status_counts::{Kpis, StatusCounts};
use super::{DeskPage, frame, routes, texts};
use crate::ui::chart::ChartPatterns;
use crate::ui::{ButtonLink, EmptyState, Link, PageHead, Panel, Rank};
use domain::terms::Need;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The present campaign.
    pub campaign: Option<CampaignSummary>,
    /// What is wrong with the mail.
    pub alarm: Option<MailAlarm>,
    /// Where its requests stand.
    pub counts: StatusCounts,
    /// What needs the team now.
    pub todo: Vec<Todo>,
    /// Pictures beside what needs the team: how long it waits, and what is found.
    pub beside: Vec<Picture>,
    /// Further pictures of the campaign.
    pub pictures: Vec<Picture>,
    /// Notes that name the reader.
    pub mentions: Vec<MentionLine>,
    /// The next reminders.
    pub upcoming: Vec<UpcomingReminder>,
    /// Active suppliers: before there is a campaign, the first step.
    pub suppliers: u64,
}

/// Something that needs the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    pub need: Need,
    /// How many.
    pub count: u64,
    /// Where they are listed.
    pub href: String,
    /// The first few.
    pub first: Vec<Link>,
}

/// What is to be done, for so many.
fn todo_text(need: Need, count: u64) -> String {
    let key = format!("{}{}", need.text_key(), if count == 1 { "_one" } else { "" });
    texts().get(&key).to_owned()
}

impl DeskPage for Overview {
    fn view(self) -> AnyView {
        match self.campaign.clone() {
            Some(campaign) => view! { <OverviewPage page=self campaign /> }.into_any(),
            None => view! { <FirstStepsPage page=self /> }.into_any(),
        }
    }
}

#[component]
fn OverviewPage(page: Overview, campaign: CampaignSummary) -> impl IntoView {
    let t = texts();
    let own = routes::campaign(&campaign.id);
    let queue = [("campaign", campaign.id.as_str()), ("state", QueueView::Us.key())];
    let review = routes::with(routes::requests(), &queue);
    let above = t.fmt("desk.overview.above", &[("year", &campaign.year.to_string())]);
    let all = routes::campaign_pictures(&campaign.id);
    let days =
        [("desk.campaign.due", campaign.due.clone()), ("desk.campaign.cutoff", campaign.cutoff.clone())];
    let days = days.map(|(key, day)| format!("{} {day}", t.get(key))).join(" · ");
    let beside = page.beside.into_iter().map(|picture| view! { <OnePicture picture /> });
    let pictures = page.pictures.into_iter().map(|picture| {
        let class = if picture.id == "days" { "chart-all" } else { "chart-half" };
        view! { <div class=class><OnePicture picture /></div> }
    });
    view! {
        <PageHead title=campaign.name above=Link::new(own.clone(), above)>
            <ButtonLink href=own label=t.get("desk.overview.campaign") />
            <ButtonLink href=review label=t.get("desk.overview.review") rank=Rank::Primary />
        </PageHead>
        {page.alarm.map(|alarm| view! { <MailAlarmNotice alarm /> })}
        <Mentions mentions=page.mentions />
        <ChartPatterns />
        <section class="panel home-figures" aria-label=t.get("desk.overview.where")>
            <Kpis counts=page.counts />
            <p class="minor">{days}</p>
        </section>
        <div class="charts">
            <div class="chart-half">
                <Panel id="todo" title=t.get("desk.overview.todo")>
                    <TodoList todo=page.todo />
                </Panel>
            </div>
            <div class="chart-half home-column">{beside.collect_view()}</div>
            {pictures.collect_view()}
            <div class="chart-half">
                <Panel id="ahead" title=t.get("desk.overview.ahead")>
                    <UpcomingReminders reminders=page.upcoming />
                </Panel>
            </div>
        </div>
        {(!frame().is_partial()).then(|| view! { <p><a href=all>{t.get("desk.overview.pictures")}</a></p> })}
    }
}

/// What to do first, as long as there is no campaign.
#[component]
fn FirstStepsPage(page: Overview) -> impl IntoView {
    let t = texts();
    let import = Link::new(routes::import(), t.get("desk.suppliers.import"));
    let begin = Link::new(routes::new_campaign(), t.get("desk.campaigns.new"));
    let suppliers = t.fmt("desk.begin.suppliers", &[("n", &number(page.suppliers))]);
    view! {
        <PageHead title=t.get("desk.begin.title") />
        {page.alarm.map(|alarm| view! { <MailAlarmNotice alarm /> })}
        <Mentions mentions=page.mentions />
        <p class="lead">{t.get("desk.begin.lead")}</p>
        <ol class="steps panel">
            <FirstStep text=suppliers done={page.suppliers > 0} go=Some(import) rank=Rank::Primary />
            <FirstStep text=t.get("desk.begin.campaign") go=Some(begin) />
            <FirstStep text=t.get("desk.begin.launch") />
        </ol>
    }
}

#[component]
fn FirstStep(
    #[prop(into)] text: String,
    #[prop(optional)] done: bool,
    /// Where it is done, for who may.
    #[prop(optional_no_strip)]
    go: Option<Link>,
    #[prop(optional)] rank: Rank,
) -> impl IntoView {
    let go = go.filter(|_| frame().can_run());
    view! {
        <li class=if done { "step step-done" } else { "step" }>
            <span class="step-text">{text}</span>
            {go.map(|it| view! { <ButtonLink href=it.href label=it.label rank /> })}
        </li>
    }
}

#[component]
fn TodoList(todo: Vec<Todo>) -> impl IntoView {
    if todo.is_empty() {
        return view! { <EmptyState text=texts().get("desk.todo.none") /> }.into_any();
    }
    let items = todo.into_iter().map(|todo| view! { <TodoItem todo /> }).collect_view();
    view! { <ul class="todos">{items}</ul> }.into_any()
}

#[component]
fn TodoItem(todo: Todo) -> impl IntoView {
    let first = todo.first.into_iter();
    let first = first.map(|it| view! { <li><a href=it.href>{it.label}</a></li> }).collect_view();
    view! {
        <li class="todo">
            <a class="todo-head" href=todo.href>
                <span class="todo-count">{number(todo.count)}</span>
                <span>{todo_text(todo.need, todo.count)}</span>
            </a>
            <ul class="todo-first">{first}</ul>
        </li>
    }
}
