//! Campaigns: the list, one campaign, its making, whom it asks, and what they will get.

mod edit;
mod preview;
mod recipients;
mod rules;

pub use edit::EditCampaign;
pub use preview::{Preview, PreviewRow, ShownMail, Skipped, mail};
pub use recipients::{Recipient, Recipients};
pub use rules::{LimitRow, ProfileLine, RuleRow, Rules, ShiftRow, Touched, Trial};

use super::frame::Frame;
use super::overview::{Ahead, Brief, ahead};
use super::parts::{LogLine, act, fact, go, go_first, head, log_lines, nothing, number, when_or_dash};
use super::tally::{Tally, bar, figures};
use super::{Page, T};
use crate::desk::routes;
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
        let acts = f.can_write().then(|| go_first(routes::new_campaign(), t.get("desk.campaigns.new")));
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
                            {fact(t.get("desk.campaign.year"), c.year)}
                            {fact(t.get("desk.campaign.due"), c.due.clone())}
                            {fact(t.get("desk.campaign.cutoff"), c.cutoff.clone())}
                            {fact(t.get("desk.figure.answered"), answered)}
                        </dl>
                        {bar(t, tally)}
                    </li>
                }
            })
            .collect();
        let list = if rows.is_empty() {
            nothing(t.get("desk.campaigns.none"))
        } else {
            view! { <ul class="stack">{rows}</ul> }.into_any()
        };
        view! { {head(t.get("desk.campaigns.title"), None, acts.into_any())}{list} }.into_any()
    }
}

/// One campaign.
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
    /// Its log.
    pub log: Vec<LogLine>,
}

impl Page for CampaignPage {
    fn draw(&self, t: T, f: &Frame) -> AnyView {
        let p = self;
        let c = &p.brief;
        let planned = c.state == "planned";
        let open = c.state == "open";
        let close = (open && f.can_write()).then(|| {
            act(routes::close_campaign(&c.id), t.get("desk.campaign.close"))
                .quiet()
                .ask(t.get("desk.campaign.close_ask"), t.get("desk.cancel"))
                .view()
        });
        let edit = (c.state != "closed" && f.can_write())
            .then(|| go(routes::edit_campaign(&c.id), t.get("desk.edit")));
        let whom =
            (c.state != "closed").then(|| go(routes::recipients(&c.id), t.get("desk.recipients.title")));
        let rules = go(routes::rules(&c.id), t.get("desk.rules.title"));
        let waiting = p.tally.of(&["planned"]);
        let launch = ((planned || (open && waiting > 0)) && f.can_write())
            .then(|| go_first(routes::preview(&c.id), t.get("desk.campaign.to_preview")));
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
            {head(c.name.clone(), above, view! { {close}{edit}{rules}{whom}{launch} }.into_any())}
            {hint}{stands}
            <section class="panel" aria-labelledby="about">
                <h2 id="about">{t.get("desk.campaign.about")}</h2>
                <dl class="facts">
                    {fact(t.get("desk.campaign.state"), campaign_state(t, &c.state))}
                    {fact(t.get("desk.campaign.year"), c.year)}
                    {fact(t.get("desk.campaign.due"), c.due.clone())}
                    {fact(t.get("desk.campaign.cutoff"), c.cutoff.clone())}
                    {fact(t.get("desk.campaign.products"), super::suppliers::or_dash(&p.products))}
                    {fact(t.get("desk.campaign.template"), domain::template::label(&p.template_version))}
                    {fact(t.get("desk.campaign.reminders"), reminders)}
                    {fact(t.get("desk.campaign.launched"), when_or_dash(p.launched_at))}
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
