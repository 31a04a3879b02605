//! The states of a request, and which act leads from which to which.

use serde::{Deserialize, Serialize};

/// Where a request stands. `Overdue` is no state: a request that waits for the supplier is overdue when its due date
/// has passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Part of a campaign that has not been launched.
    #[default]
    Planned,
    /// The invitation is queued or sent.
    Invited,
    /// The supplier pressed Start.
    Opened,
    /// The supplier saved an answer.
    Started,
    /// A declaration came in.
    Submitted,
    /// A reviewer took it up.
    InReview,
    /// It went back with queries.
    SentBack,
    /// A corrected declaration came in.
    Resubmitted,
    /// The declaration was accepted.
    Accepted,
    /// The declaration was rejected for good, with a reason.
    Rejected,
    /// The supplier says that this does not concern it.
    Declined,
    /// The team agrees that this does not concern the supplier, with a reason.
    OutOfScope,
    /// The company took the request back (supplier retired, wrong person).
    Withdrawn,
}

/// What can happen to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// The campaign is launched with this request in it.
    Invite,
    /// The supplier presses Start.
    Open,
    /// The supplier saves an answer.
    Save,
    /// The supplier submits.
    Submit,
    /// The supplier says that this does not concern it.
    Decline,
    /// A reviewer agrees with a decline, with a reason.
    Agree,
    /// A reviewer takes it up.
    TakeUp,
    /// A reviewer sends it back.
    SendBack,
    /// A reviewer accepts.
    Accept,
    /// A reviewer rejects, with a reason.
    Reject,
    /// A reviewer undoes an acceptance, a rejection, a sending back or an agreement, or asks again after a decline or a
    /// withdrawal.
    Undo,
    /// The company takes the request back.
    Withdraw,
}

impl RequestState {
    /// All states, in the order of a request's life.
    pub const ALL: [RequestState; 13] = [
        RequestState::Planned,
        RequestState::Invited,
        RequestState::Opened,
        RequestState::Started,
        RequestState::Submitted,
        RequestState::InReview,
        RequestState::SentBack,
        RequestState::Resubmitted,
        RequestState::Accepted,
        RequestState::Rejected,
        RequestState::Declined,
        RequestState::OutOfScope,
        RequestState::Withdrawn,
    ];

    /// The key used in storage, addresses and texts (`state.<key>`).
    pub fn key(self) -> &'static str {
        match self {
            RequestState::Planned => "planned",
            RequestState::Invited => "invited",
            RequestState::Opened => "opened",
            RequestState::Started => "started",
            RequestState::Submitted => "submitted",
            RequestState::InReview => "in_review",
            RequestState::SentBack => "sent_back",
            RequestState::Resubmitted => "resubmitted",
            RequestState::Accepted => "accepted",
            RequestState::Rejected => "rejected",
            RequestState::Declined => "declined",
            RequestState::OutOfScope => "out_of_scope",
            RequestState::Withdrawn => "withdrawn",
        }
    }

    /// Finds a state by its key.
    pub fn parse(key: &str) -> Option<RequestState> {
        RequestState::ALL.into_iter().find(|s| s.key() == key)
    }

    /// Whether the next step is the supplier's. Only such requests are reminded, and only they can be overdue.
    pub fn waits_for_supplier(self) -> bool {
        use RequestState::{Invited, Opened, SentBack, Started};
        matches!(self, Invited | Opened | Started | SentBack)
    }

    /// Whether the next step is the reviewer's.
    pub fn waits_for_review(self) -> bool {
        matches!(self, RequestState::Submitted | RequestState::InReview | RequestState::Resubmitted)
    }

    /// Whether the next step is the team's: a declaration to review, or a decline to settle.
    pub fn waits_for_team(self) -> bool {
        self.waits_for_review() || self == RequestState::Declined
    }

    /// Whether the supplier may write.
    pub fn is_writable(self) -> bool {
        self.waits_for_supplier()
    }

    /// Whether a declaration is in that counts: one that was not rejected.
    pub fn has_declaration(self) -> bool {
        Stage::Answered.holds(self) && self != RequestState::Rejected
    }

    /// Where an act leads; `None` where it is not possible.
    pub fn after(self, act: Transition) -> Option<RequestState> {
        use RequestState::*;
        Some(match (self, act) {
            (Planned, Transition::Invite) => Invited,
            (Invited, Transition::Open) => Opened,
            (Opened | Started | SentBack, Transition::Open) => self,
            (Invited | Opened | Started, Transition::Save) => Started,
            (SentBack, Transition::Save) => SentBack,
            (Invited | Opened | Started, Transition::Submit) => Submitted,
            (SentBack, Transition::Submit) => Resubmitted,
            (Invited | Opened | Started, Transition::Decline) => Declined,
            (Submitted | Resubmitted | InReview, Transition::TakeUp) => InReview,
            (Submitted | Resubmitted | InReview, Transition::SendBack) => SentBack,
            (Submitted | Resubmitted | InReview, Transition::Accept) => Accepted,
            (Submitted | Resubmitted | InReview, Transition::Reject) => Rejected,
            (Accepted | Rejected | SentBack, Transition::Undo) => InReview,
            (Declined, Transition::Undo) => Invited,
            (Declined, Transition::Agree) => OutOfScope,
            (OutOfScope, Transition::Undo) => Declined,
            (Withdrawn, Transition::Undo) => Invited,
            (Accepted | Rejected | OutOfScope | Withdrawn, Transition::Withdraw) => return None,
            (_, Transition::Withdraw) => Withdrawn,
            _ => return None,
        })
    }
}

/// How far a request has come at least: each stage holds the ones behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The supplier was asked.
    Asked,
    /// The supplier pressed Start.
    Opened,
    /// The supplier saved an answer.
    Started,
    /// A declaration came in.
    Answered,
    /// A declaration was accepted.
    Accepted,
}

impl Stage {
    pub const ALL: [Stage; 5] =
        [Stage::Asked, Stage::Opened, Stage::Started, Stage::Answered, Stage::Accepted];

    /// The key used in addresses and texts. `opened`, `started` and `accepted` are states.
    pub fn key(self) -> &'static str {
        match self {
            Stage::Asked => "all_asked",
            Stage::Opened => "all_opened",
            Stage::Started => "all_started",
            Stage::Answered => "all_answered",
            Stage::Accepted => "all_accepted",
        }
    }

    /// Finds a stage by its key.
    pub fn parse(key: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.key() == key)
    }

    /// Whether a request in this state has come so far. Whoever declined was asked and is no further.
    pub fn holds(self, state: RequestState) -> bool {
        use RequestState::{
            Accepted, InReview, Opened, Planned, Rejected, Resubmitted, SentBack, Started, Submitted,
            Withdrawn,
        };
        let answered = matches!(state, Submitted | InReview | SentBack | Resubmitted | Accepted | Rejected);
        match self {
            Stage::Asked => !matches!(state, Planned | Withdrawn),
            Stage::Opened => answered || matches!(state, Opened | Started),
            Stage::Started => answered || state == Started,
            Stage::Answered => answered,
            Stage::Accepted => state == Accepted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_holds_the_ones_behind_it() {
        for pair in Stage::ALL.windows(2) {
            let [before, behind] = pair else { unreachable!() };
            for state in RequestState::ALL {
                assert!(before.holds(state) || !behind.holds(state), "{} {before:?}", state.key());
            }
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.key()), Some(stage));
            assert_eq!(RequestState::parse(stage.key()), None, "an address tells them apart");
        }
    }

    #[test]
    fn nothing_is_submitted_twice_without_being_sent_back() {
        for s in RequestState::ALL {
            if let Some(next) = s.after(Transition::Submit) {
                assert_eq!(next.after(Transition::Submit), None, "{}", s.key());
            }
        }
    }

    /// DESK-13: a decline is settled by agreeing, and that can be taken back.
    #[test]
    fn desk_13_a_decline_can_be_agreed_to_and_the_agreement_undone() {
        use RequestState::{Declined, OutOfScope};
        assert_eq!(Declined.after(Transition::Agree), Some(OutOfScope));
        assert_eq!(OutOfScope.after(Transition::Undo), Some(Declined));
        let agreed = RequestState::ALL.into_iter().filter(|s| s.after(Transition::Agree).is_some());
        assert_eq!(agreed.collect::<Vec<_>>(), [Declined]);
        assert!(!OutOfScope.waits_for_supplier() && !OutOfScope.waits_for_review());
    }

    #[test]
    fn only_who_waits_for_the_supplier_may_write() {
        for s in RequestState::ALL {
            assert_eq!(s.after(Transition::Save).is_some(), s.is_writable(), "{}", s.key());
        }
    }
}
