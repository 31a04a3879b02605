//! The page of a request.

use super::about::{About, SubmissionHead};
use super::answers::{AnswerGroup, ByMetal, OtherAnswers};
use super::changes::{ChangeView, Changes};
use super::contact::{Proposal, ProposedContact};
use super::decide::{Can, Decide};
use super::files::{FileLine, Files};
use super::findings::{FindingGroup, Findings, LaterCheck};
use super::queries::{Ask, Queries, QueryView};
use super::reminding::Reminding;
use super::rows::{RowPage, Rows};
use super::since::{SinceView, WhatChanged};
use super::view::{ReviewAt, ReviewView, TableSize, ViewTabs};
use crate::desk::calls::{CallLine, Calls};
use crate::desk::campaigns::CampaignSummary;
use crate::desk::form::BoundForm;
use crate::desk::mails::{MailRow, MailTable};
use crate::desk::notes::{NoteLine, Notes};
use crate::desk::parts::{LogLine, LogLines, StateBadge};
use crate::desk::suppliers::SupplierRow;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{EmptyState, Flag, Panel};
use domain::Instant;
use domain::terms::QueryState;
use domain::workflow::RequestState;
use leptos::prelude::*;

/// A request with what the chosen view shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Which page of it this is.
    pub at: ReviewAt,
    /// Counts changes.
    pub version: i64,
    pub state: RequestState,
    /// Since when.
    pub since_at: Instant,
    /// Past its due day.
    pub overdue: bool,
    pub supplier: SupplierRow,
    pub campaign: CampaignSummary,
    /// The reason given with the last decline, rejection or withdrawal.
    pub reason: String,
    /// Why it is out of scope, in the team's words.
    pub scope_reason: String,
    /// Who has accepted it, where a second member has to confirm.
    pub accepted_by: Option<String>,
    /// Another contact that was proposed.
    pub proposed: Option<Proposal>,
    /// How its reminders stand.
    pub reminding: Reminding,
    /// All submissions, newest first.
    pub submissions: Vec<SubmissionHead>,
    /// The answers, where they are shown.
    pub groups: Vec<AnswerGroup>,
    /// Rows of a table, where one is shown.
    pub rows: RowPage,
    /// The submission's tables.
    pub tables: Vec<TableSize>,
    /// How many changes.
    pub changed: u64,
    /// Differences to the submission before, where they are shown.
    pub changes: Vec<ChangeView>,
    /// Differences beyond those listed.
    pub more_changes: u64,
    /// The findings of the submission by rule, worst first.
    pub findings: Vec<FindingGroup>,
    /// What changed since the last round and the last year.
    pub since: Vec<SinceView>,
    /// The next that waits in the list that one came from.
    pub next: Option<String>,
    /// An act that was refused, with what was written and what is wrong.
    pub refused: BoundForm,
    /// How the submission was checked later.
    pub checked_later: Vec<LaterCheck>,
    /// The team's queries.
    pub queries: Vec<QueryView>,
    /// The form for a new query.
    pub ask: Ask,
    /// What can be done now.
    pub can: Can,
    /// The files of the request.
    pub files: Vec<FileLine>,
    /// What the team noted.
    pub notes: Vec<NoteLine>,
    /// Members who can be told by a note.
    pub members: Vec<String>,
    /// Telephone calls about it.
    pub calls: Vec<CallLine>,
    /// The log, where it is shown.
    pub log: Vec<LogLine>,
    /// The mails, where they are shown.
    pub mails: Vec<MailRow>,
    /// The day on which the answers were removed, and the rule: months after the reporting year.
    pub removed: Option<(String, u32)>,
}

impl DeskPage for Review {
    fn view(self) -> AnyView {
        view! { <ReviewPage page=self /> }.into_any()
    }
}

#[component]
fn ReviewPage(page: Review) -> impl IntoView {
    let t = texts();
    let write = frame().can_write();
    let can_ask = write && page.at.can_ask;
    provide_context(ReviewAt { can_ask, ..page.at.clone() });
    let decide = (write && page.removed.is_none()).then(|| {
        view! {
            <Decide
                version=page.version
                state=page.state
                supplier=page.supplier.clone()
                submitted={!page.submissions.is_empty()}
                drafts=page.queries.iter().filter(|q| q.state == QueryState::Draft).count()
                can=page.can
                confirms=page.accepted_by.is_some()
                next=page.next
                refused=page.refused.clone()
            />
        }
    });
    let contact = page.proposed.clone().map(|proposal| {
        view! { <ProposedContact request=page.at.request.clone() version=page.version proposal /> }
    });
    let queries = (page.at.number > 0).then(|| {
        view! { <Queries queries=page.queries.clone() ask=page.ask.clone() supplier=page.supplier.clone() /> }
    });
    let confirm = page.accepted_by.map(|name| {
        view! { <p class="notice">{t.fmt("desk.review.accepted_by", &[("name", &name)])}</p> }
    });
    let removed = page.removed.map(|(day, months)| {
        let args = [("day", day.as_str()), ("months", &months.to_string())];
        view! { <p class="notice" role="status">{t.fmt("desk.request.removed", &args)}</p> }
    });
    let (mut head, mut rest) = (None, None);
    let shown = match page.at.view {
        ReviewView::History => view! { <History log=page.log mails=page.mails /> }.into_any(),
        _ if page.at.number == 0 => view! { <EmptyState text=t.get("desk.review.nothing_yet") /> }.into_any(),
        ReviewView::Changes => {
            view! { <Changes number=page.at.number changes=page.changes more=page.more_changes /> }.into_any()
        }
        ReviewView::Rows(_) => view! { <Rows rows=page.rows /> }.into_any(),
        ReviewView::Answers => {
            head = Some(view! {
                <Findings groups=page.findings checked_later=page.checked_later />
                <ByMetal groups=page.groups.clone() />
                <WhatChanged since=page.since />
            });
            rest = Some(view! { <OtherAnswers groups=page.groups /> });
            view! { <Rows rows=page.rows /> }.into_any()
        }
    };
    // What decides is beside what is asked; the table has the whole width.
    view! {
        <Head
            supplier=page.supplier.clone()
            campaign=page.campaign.clone()
            state=page.state
            overdue=page.overdue
            since=page.since_at
            from=page.at.from.clone()
        />
        {decide}
        <Reason label=t.get("desk.review.reason") text=page.reason.clone() />
        <Reason label=t.get("desk.review.scope_reason") text=page.scope_reason.clone() />
        {removed}{contact}{confirm}
        <ViewTabs tables=page.tables.clone() changed=page.changed />
        <div class="review">
            <div class="review-main">{head}</div>
            <div class="review-rows">{shown}{rest}</div>
            <aside class="review-side" aria-label=t.get("desk.review.side")>
                {queries}
                <Notes notes=page.notes action=routes::request_notes(&page.at.request) members=page.members />
            </aside>
            <div class="review-end">
                <About
                    submissions=page.submissions
                    supplier=page.supplier
                    campaign=page.campaign
                    request=page.at.request.clone()
                    reminding=page.reminding
                />
                <Calls request=page.at.request.clone() calls=page.calls />
                <Files request=page.at.request files=page.files />
            </div>
        </div>
    }
}

#[component]
fn Head(
    supplier: SupplierRow,
    campaign: CampaignSummary,
    state: RequestState,
    overdue: bool,
    since: Instant,
    /// The list that one came from.
    from: String,
) -> impl IntoView {
    let t = texts();
    let late = overdue.then(|| view! { <Flag text=t.get("state.overdue") /> });
    let queue = match from.is_empty() {
        true => routes::with(routes::requests(), &[("campaign", &campaign.id)]),
        false => format!("{}?{from}", routes::requests()),
    };
    view! {
        <div class="page-head review-head">
            <div>
                <p class="above"><a href=queue>{campaign.name}</a></p>
                <h1><a class="plain" href=routes::supplier(&supplier.id)>{supplier.get("name").to_owned()}</a></h1>
                <p class="states-line"><StateBadge state />{late}<span class="minor">{t.get("desk.review.since")}" "<LocalTime at=since /></span></p>
            </div>
        </div>
    }
}

/// Why something was decided, where a reason was given.
#[component]
fn Reason(label: &'static str, text: String) -> impl IntoView {
    (!text.is_empty()).then(|| view! { <p class="notice"><strong>{label}</strong>" "{text}</p> })
}

/// Log and mails.
#[component]
fn History(log: Vec<LogLine>, mails: Vec<MailRow>) -> impl IntoView {
    let t = texts();
    view! {
        <Panel id="log" title=t.get("desk.history")><LogLines lines=log /></Panel>
        <Panel id="mails" title=t.get("desk.supplier.mails")><MailTable mails /></Panel>
    }
}
