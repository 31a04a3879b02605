//! Campaigns: the list, one campaign, its making, whom it asks, and what they will get.

mod edit;
mod preview;
mod recipients;
mod rules;

pub use edit::EditCampaign;
pub use preview::{Preview, PreviewRow, ShownMail, Skipped, mail};
pub use recipients::{COLUMNS as RECIPIENT_COLUMNS, Recipient, Recipients};
pub use rules::{LimitRow, ProfileLine, RuleRow, Rules, ShiftRow, Touched, Trial};

use super::frame::Frame;
use super::overview::{Ahead, Brief, ahead};
use super::parts::{LogLine, log_lines, number, or_dash, when_or_dash};
use super::tally::{Tally, bar, figures};
use super::{Page, T};
use crate::desk::routes;
use crate::ui::{Act, ButtonLink, EmptyState, Fact, PageHead, Question, Rank};
use leptos::prelude::*;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Campaigns {
    /// Campaigns with their tallies, newest first.
    pub rows: Vec<(Brief, Tally)>,
}

/// The word for a campaign's state.
pub fn campaign_state(t: T, key: &str) -> AnyView {
    let (text, class) = match key {
        "open" => ("desk.campaign.open", "state state-ours"),
        "closed" => ("desk.campaign.closed", "state state-idle"),
        _ => ("desk.campaign.planned", "state state-idle"),
    };
    view! { <span class=class>{t.get(text)}</span> }.into_any()
}

impl Page for Campaigns {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let acts = f.can_write().then(|| view! { <ButtonLink href=routes::new_campaign() label=t.get("desk.campaigns.new") rank=Rank::First /> }.into_any());
        let rows: Vec<_> = p
            .rows
            .iter()
            .map(|(c, tally)| {
                let answered = t.fmt(
                    "desk.figure.answered_note",
                    &[("n", &number(tally.answered())), ("of", &number(tally.asked()))],
                );
                view! {
                    <li class="panel campaign">
                        <div class="campaign-head">
                            <h2><a href=routes::campaign(&c.id)>{c.name.clone()}</a></h2>
                            {campaign_state(t, &c.state)}
                        </div>
                        <dl class="facts facts-row">
                            <Fact label=t.get("desk.campaign.year") value=c.year />
                            <Fact label=t.get("desk.campaign.due") value=c.due.clone() />
                            <Fact label=t.get("desk.campaign.cutoff") value=c.cutoff.clone() />
                            <Fact label=t.get("desk.figure.answered") value=answered />
                        </dl>
                        {bar(t, tally)}
                    </li>
                }
            })
            .collect();
        let list = if rows.is_empty() {
            view! { <EmptyState text=t.get("desk.campaigns.none") /> }.into_any()
        } else {
            view! { <ul class="stack">{rows}</ul> }.into_any()
        };
        view! { <PageHead title=t.get("desk.campaigns.title")>{acts}</PageHead>{list} }.into_any()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CampaignPage {
    /// In short.
    pub brief: Brief,
    /// Which products, in words for the supplier.
    pub products: String,
    /// The template version that is answered in the form.
    pub template_version: String,
    /// Reminders: working days to the first, between, and the most.
    pub reminders: (u32, u32, u32),
    /// When it was launched.
    pub launched_at: Option<i64>,
    /// Where its requests stand.
    pub tally: Tally,
    /// Who gets what next.
    pub ahead: Vec<Ahead>,
    pub log: Vec<LogLine>,
}

impl Page for CampaignPage {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let c = &p.brief;
        let planned = c.state == "planned";
        let open = c.state == "open";
        let close = (open && f.can_write()).then(|| {
            view! { <Act to=routes::close_campaign(&c.id) label=t.get("desk.campaign.close") rank=Rank::Quiet ask=Question::new(t.get("desk.campaign.close_ask"), t.get("desk.cancel")) /> }.into_any()
        });
        let edit = (c.state != "closed" && f.can_write()).then(|| {
            view! { <ButtonLink href=routes::edit_campaign(&c.id) label=t.get("desk.edit") /> }.into_any()
        });
        let whom = (c.state != "closed").then(|| {
            view! { <ButtonLink href=routes::recipients(&c.id) label=t.get("desk.recipients.title") /> }
                .into_any()
        });
        let rules =
            view! { <ButtonLink href=routes::rules(&c.id) label=t.get("desk.rules.title") /> }.into_any();
        let waiting = p.tally.of(&["planned"]);
        let launch = ((planned || (open && waiting > 0)) && f.can_write())
            .then(|| view! { <ButtonLink href=routes::preview(&c.id) label=t.get("desk.campaign.to_preview") rank=Rank::First /> }.into_any());
        let above = Some((routes::campaigns(), t.get("desk.campaigns.title").to_owned()));
        let (first, every, cap) = p.reminders;
        let reminders = t.fmt(
            "desk.campaign.reminders_are",
            &[("first", &first.to_string()), ("every", &every.to_string()), ("cap", &cap.to_string())],
        );
        let hint = planned.then(|| {
            let n = number(waiting);
            view! { <p class="notice">{t.fmt("desk.campaign.planned_hint", &[("n", &n)])}</p> }
        });
        let stands = (!planned).then(|| {
            view! {
                <section class="panel" aria-labelledby="where">
                    <h2 id="where">{t.get("desk.overview.where")}</h2>
                    {figures(t, &p.tally)}
                    {bar(t, &p.tally)}
                </section>
            }
        });
        let next = open.then(|| {
            view! {
                <section class="panel" aria-labelledby="ahead">
                    <h2 id="ahead">{t.get("desk.overview.ahead")}</h2>
                    {ahead(t, &p.ahead)}
                </section>
            }
        });
        view! {
            <PageHead title=c.name.clone() above>{close}{edit}{rules}{whom}{launch}</PageHead>
            {hint}{stands}
            <section class="panel" aria-labelledby="about">
                <h2 id="about">{t.get("desk.campaign.about")}</h2>
                <dl class="facts">
                    <Fact label=t.get("desk.campaign.state") value=campaign_state(t, &c.state) />
                    <Fact label=t.get("desk.campaign.year") value=c.year />
                    <Fact label=t.get("desk.campaign.due") value=c.due.clone() />
                    <Fact label=t.get("desk.campaign.cutoff") value=c.cutoff.clone() />
                    <Fact label=t.get("desk.campaign.products") value=or_dash(&p.products) />
                    <Fact label=t.get("desk.campaign.template") value=domain::template::label(&p.template_version) />
                    <Fact label=t.get("desk.campaign.reminders") value=reminders />
                    <Fact label=t.get("desk.campaign.launched") value=when_or_dash(p.launched_at) />
                </dl>
            </section>
            {next}
            <section class="panel" aria-labelledby="log">
                <h2 id="log">{t.get("desk.history")}</h2>
                {log_lines(t, &p.log)}
            </section>
        }
        .into_any()
    }
}
