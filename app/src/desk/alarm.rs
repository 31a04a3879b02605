//! What stands above the overview and the mail settings while mails are held up through no fault of their addresses.

use super::parts::number;
use super::{frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{PostButton, Question, Rank};
use domain::Instant;
use domain::text::joined;
use leptos::prelude::*;

/// What is wrong with the mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailAlarm {
    /// Until when the queue waits, if it does.
    pub paused_until: Option<Instant>,
    /// What holds mails up.
    pub troubles: Vec<MailTrouble>,
}

/// What holds mails up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailTrouble {
    /// The problem, as forms send it back.
    pub problem: String,
    /// The problem in words.
    pub name: String,
    /// Mails that are tried again.
    pub waiting: u64,
    /// Mails that are not.
    pub failed: u64,
    /// What the mail server said.
    pub said: String,
}

/// Says what is wrong with the mail.
#[component]
pub fn MailAlarmNotice(
    /// What is wrong.
    alarm: MailAlarm,
) -> impl IntoView {
    let t = texts();
    let paused =
        alarm.paused_until.map(|at| view! { <p>{t.get("desk.alarm.paused")}" "<LocalTime at /></p> });
    let troubles =
        alarm.troubles.into_iter().map(|trouble| view! { <TroubleLines trouble /> }).collect_view();
    view! {
        <section class="notice notice-bad" role="alert" aria-labelledby="alarm">
            <h2 id="alarm">{t.get("desk.alarm.title")}</h2>
            {paused}{troubles}
        </section>
    }
}

#[component]
fn TroubleLines(trouble: MailTrouble) -> impl IntoView {
    let t = texts();
    let count = |n: u64, one: &'static str, many: &'static str| match n {
        0 => String::new(),
        1 => t.get(one).to_owned(),
        n => t.fmt(many, &[("n", &number(n))]),
    };
    let waiting = count(trouble.waiting, "desk.alarm.waiting_one", "desk.alarm.waiting");
    let failed = count(trouble.failed, "desk.alarm.failed_one", "desk.alarm.failed");
    let fields = vec![("problem", trouble.problem)];
    let acts = frame().can_manage().then(|| {
        let ask = Question::new(t.get("desk.alarm.give_up_ask"), t.get("desk.cancel"));
        view! {
            <div class="row-acts">
                <PostButton to=routes::retry_mail() label=t.get("desk.alarm.again") fields=fields.clone() />
                <PostButton to=routes::give_up_mail() label=t.get("desk.alarm.give_up") rank=Rank::Secondary ask fields />
            </div>
        }
    });
    view! {
        <p><strong>{trouble.name}</strong></p>
        <p>{joined(&waiting, &failed)}</p>
        <p class="minor">{trouble.said}</p>
        {acts}
    }
}
