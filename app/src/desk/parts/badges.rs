//! Where requests, campaigns, queries and mails stand.

use crate::desk::texts;
use crate::ui::{Badge, Tone};
use domain::terms::{CampaignState, MailState, QueryState};
use domain::workflow::RequestState;
use leptos::prelude::*;

/// Where a request stands: a word with a mark whose shape differs as well as its colour.
#[component]
pub fn StateBadge(
    /// The state.
    state: RequestState,
) -> impl IntoView {
    view! { <Badge text=texts().get(state_text(state)) tone=state_tone(state) /> }
}

/// The key of the text that names a request's state.
pub fn state_text(state: RequestState) -> &'static str {
    match state {
        RequestState::Planned => "state.planned",
        RequestState::Invited => "state.invited",
        RequestState::Opened => "state.opened",
        RequestState::Started => "state.started",
        RequestState::Submitted => "state.submitted",
        RequestState::InReview => "state.in_review",
        RequestState::SentBack => "state.sent_back",
        RequestState::Resubmitted => "state.resubmitted",
        RequestState::Accepted => "state.accepted",
        RequestState::Rejected => "state.rejected",
        RequestState::Declined => "state.declined",
        RequestState::OutOfScope => "state.out_of_scope",
        RequestState::Withdrawn => "state.withdrawn",
    }
}

/// The tone in which a request's state is drawn.
pub fn state_tone(state: RequestState) -> Tone {
    match state {
        RequestState::Invited | RequestState::Opened | RequestState::Started => Tone::Waiting,
        RequestState::Submitted | RequestState::InReview | RequestState::Resubmitted => Tone::Ours,
        RequestState::SentBack => Tone::Back,
        RequestState::Accepted => Tone::Good,
        RequestState::Rejected | RequestState::Declined => Tone::Bad,
        RequestState::Planned | RequestState::OutOfScope | RequestState::Withdrawn => Tone::Idle,
    }
}

/// Where a campaign stands.
#[component]
pub fn CampaignBadge(
    /// The state.
    state: CampaignState,
) -> impl IntoView {
    let tone = match state {
        CampaignState::Open => Tone::Ours,
        CampaignState::Planned | CampaignState::Closed => Tone::Idle,
    };
    view! { <Badge text=texts().get(state.text_key()) tone /> }
}

/// Where a query stands.
#[component]
pub fn QueryBadge(
    /// The state.
    state: QueryState,
) -> impl IntoView {
    let tone = match state {
        QueryState::Draft => Tone::Idle,
        QueryState::Open => Tone::Waiting,
        QueryState::Answered => Tone::Ours,
        QueryState::Closed => Tone::Good,
    };
    view! { <Badge text=texts().get(state.text_key()) tone /> }
}

/// Where a mail stands.
#[component]
pub fn MailBadge(
    /// The state.
    state: MailState,
) -> impl IntoView {
    let tone = match state {
        MailState::Failed => Tone::Bad,
        MailState::Queued | MailState::Sending | MailState::Sent | MailState::Dropped => Tone::Idle,
    };
    view! { <Badge text=texts().get(state.text_key()) tone /> }
}
