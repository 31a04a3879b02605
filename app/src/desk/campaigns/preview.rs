//! What each recipient would get, and who gets nothing and why. Launching is the next step from here.

use crate::desk::form::BoundForm;
use crate::desk::letter::{Letter, ShownMail};
use crate::desk::parts::{Paging, language, number, range};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{
    ButtonLink, EmptyState, Field, Link, PageHead, Pager, Panel, PostButton, Question, Range, Rank, Submit,
};
use domain::Instant;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The campaign.
    pub id: String,
    pub name: String,
    /// How many will be invited.
    pub count: u64,
    /// How many of them are not at work now: their invitation waits for their working hours.
    pub later: u64,
    /// Launching it on a day, while it is planned.
    pub launch_day: Option<LaunchDay>,
    /// This page of recipients.
    pub rows: Vec<PreviewRow>,
    /// Those who get nothing, and why.
    pub skipped: Vec<Skipped>,
    /// The mail that is shown.
    pub mail: Option<ShownMail>,
    /// Which of them it is.
    pub range: Range,
    /// Where the list goes on.
    pub paging: Paging,
}

/// The day on which a campaign launches by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LaunchDay {
    /// The day; empty where none is planned.
    pub on: String,
    /// Who wants that.
    pub by: String,
    /// The form for it, with what is wrong with it.
    pub form: BoundForm,
}

/// A recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreviewRow {
    /// Supplier.
    pub id: String,
    pub name: String,
    pub contact: String,
    pub email: String,
    pub language: String,
    /// When its working hours begin, where it is outside of them now.
    pub at: Option<Instant>,
    /// Address of this page with this recipient's mail shown.
    pub href: String,
}

/// Somebody who gets nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Supplier.
    pub id: String,
    pub name: String,
    /// Why, as a sentence.
    pub why: String,
}

impl DeskPage for Preview {
    fn view(self) -> AnyView {
        view! { <PreviewPage page=self /> }.into_any()
    }
}

#[component]
fn PreviewPage(page: Preview) -> impl IntoView {
    let t = texts();
    let later = (page.later > 0).then(|| {
        view! { <p class="minor">{t.fmt("desk.preview.later", &[("n", &number(page.later))])}</p> }
    });
    let may_plan = frame().can_manage() && page.count > 0;
    let day = page.launch_day.filter(|day| may_plan || !day.on.is_empty()).map(|day| {
        view! { <OnADay id=page.id.clone() day may=frame().can_manage() /> }
    });
    let [previous, next] = page.paging.named();
    let shown = page.mail.as_ref().map(|m| m.id.clone()).unwrap_or_default();
    let letter = match page.mail {
        Some(mail) => view! { <Letter mail /> }.into_any(),
        None => view! { <EmptyState text=t.get("desk.preview.no_mail") /> }.into_any(),
    };
    view! {
        <PageHead title=t.get("desk.preview.title") above=Link::new(routes::campaign(&page.id), page.name)>
            <LaunchActs id=page.id count=page.count later=page.later />
        </PageHead>
        <p class="lead">{t.fmt("desk.preview.lead", &[("n", &number(page.count))])}</p>
        {later}
        {day}
        {(!page.skipped.is_empty()).then(|| view! { <SkippedList skipped=page.skipped /> })}
        <div class="mail-split">
            <Panel id="who" title=t.get("desk.preview.who")>
                <RecipientList rows=page.rows shown />
                <Pager label=t.get("desk.page.label") range=range(t, &page.range) previous next />
            </Panel>
            <Panel id="mail" title=t.get("desk.preview.mail")>
                {letter}
            </Panel>
        </div>
    }
}

/// Whom it asks, and sending the invitations: in their working hours, or at once.
#[component]
fn LaunchActs(
    /// The campaign.
    id: String,
    /// How many will be invited.
    count: u64,
    /// How many of them are not at work now.
    later: u64,
) -> impl IntoView {
    let t = texts();
    let n = number(count);
    let said = |key: &str| t.fmt(key, &[("n", &n)]);
    let ask = |key: &str| Question::new(said(key), t.get("desk.cancel"));
    let may = frame().can_manage() && count > 0;
    let at_once = (may && later > 0).then(|| {
        let (ask, fields) = (ask("desk.preview.at_once_ask"), vec![("when", "now".into())]);
        view! { <PostButton to=routes::launch(&id) label=said("desk.preview.at_once") rank=Rank::Secondary ask fields /> }
    });
    let launch = may.then(|| {
        let (ask, fields) = (ask("desk.preview.ask"), vec![("when", "hours".into())]);
        view! { <PostButton to=routes::launch(&id) label=said("desk.preview.launch") rank=Rank::Primary ask fields /> }
    });
    view! {
        <ButtonLink href=routes::recipients(&id) label=t.get("desk.recipients.title") />
        {at_once}{launch}
    }
}

/// Launching on a day: the form, or what is planned.
#[component]
fn OnADay(
    /// The campaign.
    id: String,
    day: LaunchDay,
    /// Whether the reader may change it.
    may: bool,
) -> impl IntoView {
    let t = texts();
    let to = routes::launch_day(&id);
    if day.on.is_empty() {
        return view! {
            <details class="panel" open={!day.form.errors.is_empty()}>
                <summary>{t.get("desk.launch_day.title")}</summary>
                <form method="post" action=to class="form">
                    <Field control=day.form.at("launch_on") label=t.get("desk.launch_day.on") hint=t.get("desk.launch_day.hint") kind="date" required=true short=true />
                    <Submit label=t.get("desk.launch_day.plan") rank=Rank::Secondary />
                </form>
            </details>
        }
        .into_any();
    }
    let said = t.fmt("desk.launch_day.planned", &[("day", &day.on), ("name", &day.by)]);
    let cancel =
        may.then(|| view! { <PostButton to label=t.get("desk.launch_day.cancel") rank=Rank::Secondary /> });
    view! { <div class="notice"><p>{said}</p>{cancel}</div> }.into_any()
}

#[component]
fn RecipientList(
    rows: Vec<PreviewRow>,
    /// Whose mail is shown.
    shown: String,
) -> impl IntoView {
    if rows.is_empty() {
        return view! { <EmptyState text=texts().get("desk.preview.nobody") /> }.into_any();
    }
    let line = |row: PreviewRow| {
        let current = row.id == shown;
        view! { <RecipientLine row current /> }
    };
    let rows = rows.into_iter().map(line).collect_view();
    view! { <ul class="recipients">{rows}</ul> }.into_any()
}

#[component]
fn RecipientLine(row: PreviewRow, current: bool) -> impl IntoView {
    let waits = row.at.map(|at| {
        view! { <span class="minor">{texts().get("desk.preview.waits")}" "<LocalTime at /></span> }
    });
    view! {
        <li>
            <a class="recipient" href=format!("{}#mail", row.href) aria-current=current.then_some("true")>
                <span class="recipient-name">{row.name}</span>
                <span class="minor">{row.email}" · "{language(&row.language)}</span>
                {waits}
            </a>
        </li>
    }
}

#[component]
fn SkippedList(skipped: Vec<Skipped>) -> impl IntoView {
    let n = number(skipped.len() as u64);
    let line = |it: Skipped| {
        view! {
            <li class="line">
                <a href=routes::supplier(&it.id)>{it.name}</a><span class="minor">{it.why}</span>
            </li>
        }
    };
    view! {
        <section class="panel panel-bad" aria-labelledby="skipped">
            <h2 id="skipped">{texts().fmt("desk.preview.skipped", &[("n", &n)])}</h2>
            <ul class="lines">{skipped.into_iter().map(line).collect_view()}</ul>
        </section>
    }
}
