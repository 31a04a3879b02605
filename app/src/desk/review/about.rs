//! The submissions of a request, and whom it asks.

use super::reminding::{RemindersOf, Reminding};
use super::view::ReviewAt;
use crate::desk::campaigns::CampaignSummary;
use crate::desk::parts::CampaignBadge;
use crate::desk::suppliers::{PhoneNumber, SupplierRow, column_key};
use crate::desk::{routes, texts};
use crate::islands::LocalTime;
use crate::ui::{ButtonLink, Fact};
use domain::Instant;
use leptos::prelude::*;

/// A submission in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubmissionHead {
    pub number: i64,
    /// When it came in.
    pub at: Instant,
    /// The hash of its document.
    pub hash: String,
    /// Findings that block.
    pub errors: u64,
    /// Findings that were explained.
    pub warnings: u64,
    /// Who entered it for the supplier, and how it came, in words; empty where the supplier did.
    pub entered: String,
}

#[component]
pub(super) fn About(
    /// Newest first.
    submissions: Vec<SubmissionHead>,
    supplier: SupplierRow,
    campaign: CampaignSummary,
    /// The request's identifier.
    request: String,
    reminding: Reminding,
) -> impl IntoView {
    let t = texts();
    let problem = supplier.mail_problem.clone().map(|why| {
        view! { <p class="notice notice-bad"><strong>{t.get("desk.mail.fails")}</strong>" "{why}</p> }
    });
    let submissions = (!submissions.is_empty()).then(|| view! { <Submissions submissions /> });
    let phone = |column: &str| view! { <PhoneNumber number=supplier.get(column) /> };
    let other = |name: &'static str, number: &str| {
        let (who, number) = (supplier.get(name).to_owned(), supplier.get(number).to_owned());
        (!who.is_empty() || !number.is_empty()).then(|| {
            let value = view! { {who}<PhoneNumber number /> };
            view! { <Fact label=t.get(&column_key(name)) value /> }
        })
    };
    view! {
        <section class="panel side-about">
            {submissions}
            <h2>{t.get("desk.review.about")}</h2>
            {problem}
            <dl class="facts facts-tight">
                <Fact label=t.get("desk.supplier.contact_name") value=supplier.shown(t, "contact_name") />
                <Fact label=t.get("desk.supplier.email") value=supplier.shown(t, "email") />
                <Fact label=t.get("desk.supplier.phone") value=phone("phone") />
                <Fact label=t.get("desk.supplier.language") value=supplier.shown(t, "language") />
                {other("second_name", "second_phone")}
                {other("buyer_name", "buyer_phone")}
                <Fact label=t.get("desk.supplier.country") value=supplier.shown(t, "country") />
                <Fact label=t.get("desk.campaign.due") value=campaign.due />
                <Fact label=t.get("desk.campaign.state") value=view! { <CampaignBadge state=campaign.state /> } />
            </dl>
            <RemindersOf request reminding />
            <ButtonLink href=routes::supplier(&supplier.id) label=t.get("desk.review.to_supplier") />
        </section>
    }
}

#[component]
fn Submissions(submissions: Vec<SubmissionHead>) -> impl IntoView {
    let lines = submissions.into_iter().map(|submission| view! { <SubmissionLine submission /> });
    view! {
        <h2>{texts().get("desk.review.submissions")}</h2>
        <ul class="submissions">{lines.collect_view()}</ul>
    }
}

#[component]
fn SubmissionLine(submission: SubmissionHead) -> impl IntoView {
    let t = texts();
    let at = expect_context::<ReviewAt>();
    let current = (submission.number == at.number).then_some("page");
    let n = submission.number.to_string();
    let counts = [("errors", submission.errors), ("warnings", submission.warnings)];
    let counts = counts.map(|(name, n)| (name, n.to_string()));
    let counts = t.fmt("desk.review.counts", &counts.each_ref().map(|(name, n)| (*name, n.as_str())));
    let entered = (!submission.entered.is_empty()).then(|| {
        view! { <span class="minor">{submission.entered.clone()}</span> }
    });
    let file = |kind: &str| routes::submission(&at.request, &format!("{n}.{kind}"));
    view! {
        <li class="submission">
            <a href=routes::with(routes::request(&at.request), &[("n", &n)]) aria-current=current>
                {t.fmt("desk.review.submission", &[("n", &n)])}
            </a>
            <span class="minor"><LocalTime at=submission.at />" · "{counts}</span>
            {entered}
            <span class="minor hash">{submission.hash.chars().take(16).collect::<String>()}"…"</span>
            <a class="minor" href=file("xlsx")>{t.get("desk.review.workbook")}</a>
            <a class="minor" href=file("json")>
                {t.get("desk.review.download")}<span class="unseen">" "{n.clone()}</span>
            </a>
        </li>
    }
}
