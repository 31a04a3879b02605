//! What stands above the overview and the mail settings while mails are held up through no fault of their addresses.

use super::T;
use super::frame::Frame;
use super::parts::{number, when};
use crate::desk::routes;
use crate::ui::{Act, Question, Rank};
use domain::text::joined;
use leptos::prelude::*;

/// What is wrong with the mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alarm {
    /// Until when the queue waits, if it does.
    pub paused_until: Option<i64>,
    /// What holds mails up.
    pub troubles: Vec<Trouble>,
}

/// What holds mails up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trouble {
    /// Key of the problem.
    pub kind: String,
    /// The problem in words.
    pub name: String,
    /// Mails that are tried again.
    pub waiting: u64,
    /// Mails that are not.
    pub failed: u64,
    /// What the mail server said.
    pub said: String,
}

/// Draws the alarm, if there is one.
pub fn alarm(t: T, frame: &Frame, alarm: &Option<Alarm>) -> Option<AnyView> {
    let alarm = alarm.as_ref()?;
    let paused = alarm.paused_until.map(|at| view! { <p>{t.get("desk.alarm.paused")}" "{when(at)}</p> });
    let write = frame.can_write();
    let troubles: Vec<_> = alarm.troubles.iter().map(|x| trouble(t, x, write)).collect();
    Some(
        view! {
            <section class="notice notice-bad" role="alert" aria-labelledby="alarm">
                <h2 id="alarm">{t.get("desk.alarm.title")}</h2>
                {paused}{troubles}
            </section>
        }
        .into_any(),
    )
}

fn trouble(t: T, x: &Trouble, write: bool) -> AnyView {
    let count = |n: u64, one: &'static str, many: &'static str| match n {
        0 => None,
        1 => Some(t.get(one).to_owned()),
        n => Some(t.fmt(many, &[("n", &number(n))])),
    };
    let waiting = count(x.waiting, "desk.alarm.waiting_one", "desk.alarm.waiting");
    let failed = count(x.failed, "desk.alarm.failed_one", "desk.alarm.failed");
    let acts = write.then(|| {
        view! {
            <div class="row-acts">
                <Act to=routes::retry_mail() label=t.get("desk.alarm.again") fields=vec![("problem", x.kind.to_string())] />
                <Act to=routes::give_up_mail() label=t.get("desk.alarm.give_up") rank=Rank::Quiet ask=Question::new(t.get("desk.alarm.give_up_ask"), t.get("desk.cancel")) fields=vec![("problem", x.kind.to_string())] />
            </div>
        }
    });
    view! {
        <p><strong>{x.name.clone()}</strong></p>
        <p>{joined(&waiting.unwrap_or_default(), &failed.unwrap_or_default())}</p>
        <p class="minor">{x.said.clone()}</p>
        {acts}
    }
    .into_any()
}
