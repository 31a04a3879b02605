//! The upcoming reminders.

use super::{routes, texts};
use crate::islands::LocalTime;
use crate::ui::EmptyState;
use domain::Instant;
use leptos::prelude::*;

/// An upcoming reminder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpcomingReminder {
    /// The request's identifier.
    pub request: String,
    /// Supplier's name.
    pub supplier: String,
    pub kind: ReminderKind,
    pub at: Instant,
}

/// Of what a supplier is reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReminderKind {
    /// It has not begun.
    NotOpened,
    /// It has not submitted.
    Unfinished,
    /// It has not corrected what was sent back.
    NotFixed,
}

impl ReminderKind {
    /// The key of the text that names it.
    pub fn text_key(self) -> &'static str {
        match self {
            ReminderKind::NotOpened => "desk.reminder.not_opened",
            ReminderKind::Unfinished => "desk.reminder.unfinished",
            ReminderKind::NotFixed => "desk.reminder.not_fixed",
        }
    }
}

/// Who is reminded next, and of what.
#[component]
pub fn UpcomingReminders(
    /// The next first.
    reminders: Vec<UpcomingReminder>,
) -> impl IntoView {
    if reminders.is_empty() {
        return view! { <EmptyState text=texts().get("desk.ahead.none") /> }.into_any();
    }
    let lines = reminders.into_iter().map(|reminder| view! { <ReminderLine reminder /> }).collect_view();
    view! { <ul class="aheads">{lines}</ul> }.into_any()
}

#[component]
fn ReminderLine(reminder: UpcomingReminder) -> impl IntoView {
    view! {
        <li class="ahead">
            <a href=routes::request(&reminder.request)>{reminder.supplier}</a>
            <span class="ahead-kind">{texts().get(reminder.kind.text_key())}</span>
            <span class="ahead-at"><LocalTime at=reminder.at /></span>
        </li>
    }
}
