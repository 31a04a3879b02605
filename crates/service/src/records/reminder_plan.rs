//! When reminders go out, and to whom.

pub use domain::terms::Escalation;
use domain::workflow::RequestState;
use serde::{Deserialize, Serialize};

/// The reminders of one stretch of waiting, in their order. A stretch begins with the invitation, or with a declaration that
/// was sent back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct ReminderPlan {
    pub steps: Vec<ReminderStep>,
}

/// One reminder: in which states it goes out, and after how many working days behind the one before. The first counts from the
/// invitation or from being sent back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReminderStep {
    /// Where the link was not used. Unset: there is no such reminder in this state, nor one behind it.
    pub not_opened: Option<u32>,
    /// Where the form was opened and not sent.
    pub unfinished: Option<u32>,
    /// Where a declaration was sent back and not corrected.
    pub not_fixed: Option<u32>,
    /// Who hears of it besides the contact.
    pub also: Escalation,
}

impl ReminderStep {
    /// Its working days in these states.
    pub fn of(&self, states: ReminderStates) -> Option<u32> {
        match states {
            ReminderStates::NotOpened => self.not_opened,
            ReminderStates::Unfinished => self.unfinished,
            ReminderStates::NotFixed => self.not_fixed,
        }
    }

    /// Sets them.
    pub fn set(&mut self, states: ReminderStates, days: Option<u32>) {
        *match states {
            ReminderStates::NotOpened => &mut self.not_opened,
            ReminderStates::Unfinished => &mut self.unfinished,
            ReminderStates::NotFixed => &mut self.not_fixed,
        } = days;
    }
}

/// States of waiting that a plan tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReminderStates {
    NotOpened,
    Unfinished,
    NotFixed,
}

impl ReminderStates {
    pub const ALL: [ReminderStates; 3] =
        [ReminderStates::NotOpened, ReminderStates::Unfinished, ReminderStates::NotFixed];

    /// The key in forms and texts.
    pub fn key(self) -> &'static str {
        match self {
            ReminderStates::NotOpened => "not_opened",
            ReminderStates::Unfinished => "unfinished",
            ReminderStates::NotFixed => "not_fixed",
        }
    }

    /// To which of them a state belongs.
    pub fn of(state: RequestState) -> ReminderStates {
        match state {
            RequestState::SentBack => ReminderStates::NotFixed,
            RequestState::Opened | RequestState::Started => ReminderStates::Unfinished,
            _ => ReminderStates::NotOpened,
        }
    }
}

impl ReminderPlan {
    /// The most that a plan may have.
    pub const MOST: usize = 20;

    /// Alike in every state: the first after `first_after` working days, the others every so many, `cap` of them.
    pub fn even(first_after: u32, every: u32, cap: usize) -> ReminderPlan {
        let step = |n| {
            let days = Some(if n == 0 { first_after } else { every });
            ReminderStep { not_opened: days, unfinished: days, not_fixed: days, also: Escalation::Nobody }
        };
        ReminderPlan { steps: (0..cap.min(ReminderPlan::MOST)).map(step).collect() }
    }

    /// How many working days the reminder behind `sent` others waits in a state; `None` where there is none. Two never fall on
    /// one day.
    pub fn wait(&self, state: RequestState, sent: i64) -> Option<u32> {
        let sent = usize::try_from(sent).ok().filter(|sent| *sent < self.cap(state))?;
        let days = self.steps.get(sent)?.of(ReminderStates::of(state))?;
        Some(if sent == 0 { days } else { days.max(1) })
    }

    /// Who hears of the reminder behind `sent` others besides the contact.
    pub fn also(&self, sent: i64) -> Escalation {
        let step = usize::try_from(sent).ok().and_then(|sent| self.steps.get(sent));
        step.map_or(Escalation::Nobody, |step| step.also)
    }

    /// The most that one request gets in a state.
    pub fn cap(&self, state: RequestState) -> usize {
        self.steps.iter().take_while(|step| step.of(ReminderStates::of(state)).is_some()).count()
    }
}

impl Default for ReminderPlan {
    fn default() -> Self {
        ReminderPlan::even(5, 5, 4)
    }
}

/// As it stands in the database: earlier programs kept three numbers.
#[derive(Deserialize)]
struct Stored {
    steps: Option<Vec<ReminderStep>>,
    first_after: Option<u32>,
    every: Option<u32>,
    cap: Option<usize>,
}

impl From<Stored> for ReminderPlan {
    fn from(it: Stored) -> ReminderPlan {
        let even =
            || ReminderPlan::even(it.first_after.unwrap_or(5), it.every.unwrap_or(5), it.cap.unwrap_or(4));
        it.steps.map_or_else(even, |steps| ReminderPlan { steps })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_of_three_numbers_is_read() {
        let read: ReminderPlan = serde_json::from_str(r#"{"first_after":3,"every":0,"cap":2}"#).unwrap();
        assert_eq!(read, ReminderPlan::even(3, 0, 2));
        let state = RequestState::Invited;
        assert_eq!([0, 1, 2, -1].map(|sent| read.wait(state, sent)), [Some(3), Some(1), None, None]);
        let again: ReminderPlan = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
        assert_eq!(again, read);
        assert_eq!(serde_json::from_str::<ReminderPlan>("{}").unwrap(), ReminderPlan::default());
    }

    #[test]
    fn each_state_has_its_own_days_and_its_own_end() {
        let step = |not_opened, unfinished, not_fixed| ReminderStep {
            not_opened,
            unfinished,
            not_fixed,
            ..ReminderStep::default()
        };
        let plan = ReminderPlan { steps: vec![step(Some(5), Some(3), None), step(Some(4), None, Some(9))] };
        assert_eq!(plan.wait(RequestState::Invited, 1), Some(4));
        assert_eq!(plan.wait(RequestState::Started, 0), Some(3));
        assert_eq!(plan.wait(RequestState::Opened, 1), None);
        assert_eq!(plan.cap(RequestState::SentBack), 0, "what comes behind a gap does not go out");
    }
}
