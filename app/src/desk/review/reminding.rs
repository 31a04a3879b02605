//! The reminders of a request: how many went, when the next goes, and pausing them.

use crate::desk::form::BoundForm;
use crate::desk::{frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{Fact, Field, PostButton, Rank, Submit};
use domain::Instant;
use leptos::prelude::*;

/// How the reminders of a request stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reminding {
    /// How many went in this stretch of waiting.
    pub sent: i64,
    /// When the next goes.
    pub next: Option<Instant>,
    /// Whether it waits for the supplier, so that there is something to remind of.
    pub waits: bool,
    pub pause: Option<Pause>,
    /// A pause that was refused, with what is wrong.
    pub refused: BoundForm,
}

/// Reminders that are paused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pause {
    /// The day on which it ends; empty where somebody has to take them up again.
    pub until: String,
    /// Who paused them and why, as the log has it.
    pub why: String,
}

#[component]
pub(super) fn RemindersOf(request: String, reminding: Reminding) -> impl IntoView {
    let t = texts();
    let next = reminding.next.map(|at| {
        view! { <Fact label=t.get("desk.review.next_reminder") value=view! { <LocalTime at /> } /> }
    });
    let may = frame().can_manage() && reminding.waits;
    let to = routes::request_reminders(&request);
    let now = (may && reminding.pause.is_none() && reminding.next.is_some()).then(|| {
        let fields = vec![("act", "now".into())];
        view! { <PostButton to=to.clone() label=t.get("desk.pause.now") rank=Rank::Secondary fields /> }
    });
    let pause = match reminding.pause {
        Some(pause) => Some(view! { <Paused to=to.clone() pause may /> }.into_any()),
        None => may.then(|| view! { <PauseForm to=to.clone() form=reminding.refused /> }.into_any()),
    };
    view! {
        <dl class="facts facts-tight">
            <Fact label=t.get("desk.review.reminders") value=reminding.sent />
            {next}
        </dl>
        {now}
        {pause}
    }
}

#[component]
fn Paused(to: String, pause: Pause, may: bool) -> impl IntoView {
    let t = texts();
    let said = match pause.until.as_str() {
        "" => t.get("desk.pause.paused").to_owned(),
        until => t.fmt("desk.pause.paused_until", &[("day", until)]),
    };
    let resume = may.then(|| {
        let fields = vec![("act", "resume".into())];
        view! { <PostButton to label=t.get("desk.pause.resume") rank=Rank::Secondary fields /> }
    });
    view! {
        <p class="notice"><strong>{said}</strong>" "{pause.why}</p>
        {resume}
    }
}

#[component]
fn PauseForm(to: String, form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <details class="words" open={!form.errors.is_empty()}>
            <summary>{t.get("desk.pause.title")}</summary>
            <form method="post" action=to class="form">
                <input type="hidden" name="act" value="pause" />
                <Field control=form.at("pause_why") label=t.get("desk.pause.why") required=true />
                <Field control=form.at("pause_until") label=t.get("desk.pause.until") hint=t.get("desk.pause.until_hint") kind="date" short=true />
                <Submit label=t.get("desk.pause.do") rank=Rank::Secondary />
            </form>
        </details>
    }
}
