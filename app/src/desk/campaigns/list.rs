//! The list of campaigns.

use super::CampaignSummary;
use crate::desk::parts::{CampaignBadge, number};
use crate::desk::status_counts::{StateBar, StatusCounts};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{ButtonLink, EmptyState, Fact, PageHead, Rank};
use leptos::prelude::*;

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Campaigns {
    /// Newest first.
    pub campaigns: Vec<CampaignWithCounts>,
}

/// A campaign, and where its requests stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CampaignWithCounts {
    pub campaign: CampaignSummary,
    pub counts: StatusCounts,
}

impl DeskPage for Campaigns {
    fn view(self) -> AnyView {
        view! { <CampaignsPage page=self /> }.into_any()
    }
}

#[component]
fn CampaignsPage(page: Campaigns) -> impl IntoView {
    let t = texts();
    let new = frame().can_run().then(|| {
        view! { <ButtonLink href=routes::new_campaign() label=t.get("desk.campaigns.new") rank=Rank::Primary /> }
    });
    let none = page.campaigns.is_empty();
    let cards = page.campaigns.into_iter();
    let cards =
        cards.map(|it| view! { <CampaignCard campaign=it.campaign counts=it.counts /> }).collect_view();
    view! {
        <PageHead title=t.get("desk.campaigns.title")>{new}</PageHead>
        {none.then(|| view! { <EmptyState text=t.get("desk.campaigns.none") /> })}
        {(!none).then(|| view! { <ul class="stack">{cards}</ul> })}
    }
}

#[component]
fn CampaignCard(campaign: CampaignSummary, counts: StatusCounts) -> impl IntoView {
    let t = texts();
    let args = [("n", number(counts.answered())), ("of", number(counts.in_scope()))];
    let answered = t.fmt("desk.figure.answered_note", &args.each_ref().map(|(name, n)| (*name, n.as_str())));
    view! {
        <li class="panel campaign">
            <div class="campaign-head">
                <h2><a href=routes::campaign(&campaign.id)>{campaign.name}</a></h2>
                <CampaignBadge state=campaign.state />
            </div>
            <dl class="facts facts-row">
                <Fact label=t.get("desk.campaign.year") value=campaign.year />
                <Fact label=t.get("desk.campaign.due") value=campaign.due />
                <Fact label=t.get("desk.campaign.cutoff") value=campaign.cutoff />
                <Fact label=t.get("desk.figure.answered") value=answered />
            </dl>
            <StateBar counts />
        </li>
    }
}
