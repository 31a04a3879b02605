//! Where requests stand when the acts of the log are gone through again.

use crate::records::{Id, LogDraft};
use domain::workflow::{RequestState, Transition};
use std::collections::HashMap;

/// The acts of the log that move a request.
const MOVES: &[(&str, Transition)] = &[
    ("request.invited", Transition::Invite),
    ("request.opened", Transition::Open),
    ("request.started", Transition::Save),
    ("request.submitted", Transition::Submit),
    ("request.declined", Transition::Decline),
    ("request.taken_up", Transition::TakeUp),
    ("query.raised", Transition::TakeUp),
    ("query.edited", Transition::TakeUp),
    ("query.dropped", Transition::TakeUp),
    ("query.closed", Transition::TakeUp),
    ("request.sent_back", Transition::SendBack),
    ("request.accepted", Transition::Accept),
    ("request.rejected", Transition::Reject),
    ("request.decision_undone", Transition::Undo),
    ("request.sent_back_undone", Transition::Undo),
    ("request.asked_again", Transition::Undo),
    ("request.out_of_scope", Transition::Agree),
    ("request.scope_undone", Transition::Undo),
    ("request.withdrawn", Transition::Withdraw),
];

/// Acts on a request that leave it where it stands.
const STAYS: &[&str] = &[
    "file.added",
    "file.refused",
    "file.removed",
    "note.changed",
    "note.removed",
    "note.written",
    "request.accepted_first",
    "request.accepted_first_undone",
    "request.assigned",
    "request.called",
    "request.entry_begun",
    "request.entry_ended",
    "request.handed_over",
    "request.judged_anew",
    "request.language_changed",
    "request.link_sent_again",
    "request.new_link_asked",
    "request.other_person_accepted",
    "request.other_person_dismissed",
    "request.other_person_named",
    "request.reminded",
    "request.reminder_brought_forward",
    "request.reminders_paused",
    "request.reminders_resumed",
    "request.removed",
    "request.snoozed",
    "request.unsubscribed",
];

/// Requests and where the acts so far lead; nothing where an act is not known, or is one that is not possible there.
#[derive(Debug, Default)]
pub struct Replay(HashMap<Id, Option<RequestState>>);

impl Replay {
    /// Goes on by one entry.
    pub fn note(&mut self, entry: &LogDraft) {
        let Some(request) = entry.object.strip_prefix("request:") else { return };
        if STAYS.contains(&entry.action.as_str()) {
            return;
        }
        let act = MOVES.iter().find(|(action, _)| *action == entry.action).map(|(_, act)| *act);
        let state = self.0.entry(request.to_owned()).or_insert(Some(RequestState::Planned));
        // What had come in before a withdrawal is in review again; without it, the supplier is asked again.
        if entry.action == "request.withdrawal_undone" {
            *state = state.filter(|s| *s == RequestState::Withdrawn).map(|_| RequestState::InReview);
            return;
        }
        // How far the supplier had come before it declined, the entry says.
        if entry.action == "request.decline_taken_back" {
            let told = RequestState::parse(&entry.detail).filter(|to| to.is_writable());
            *state = told.filter(|_| state.is_none_or(|s| s == RequestState::Declined));
            return;
        }
        *state = match (*state, act) {
            (Some(from), Some(act)) => from.after(act),
            // Where it stood is not known, but where such an act leads is.
            (None, Some(act)) => always(act),
            (_, None) => None,
        };
    }

    /// Where a request should stand, if that is known.
    pub fn state_of(&self, request: &str) -> Option<RequestState> {
        self.0.get(request).copied().unwrap_or(Some(RequestState::Planned))
    }
}

/// Where an act leads wherever it is possible.
fn always(act: Transition) -> Option<RequestState> {
    Some(match act {
        Transition::Decline => RequestState::Declined,
        Transition::TakeUp => RequestState::InReview,
        Transition::SendBack => RequestState::SentBack,
        Transition::Accept => RequestState::Accepted,
        Transition::Reject => RequestState::Rejected,
        Transition::Withdraw => RequestState::Withdrawn,
        Transition::Agree => RequestState::OutOfScope,
        Transition::Invite | Transition::Open | Transition::Save | Transition::Submit | Transition::Undo => {
            return None;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Somebody does something to the one request; where it stands then.
    fn done(replay: &mut Replay, actor: &str, action: &str, detail: &str) -> Option<RequestState> {
        let [actor, action, detail] = [actor, action, detail].map(str::to_owned);
        replay.note(&LogDraft { actor, action, object: "request:r".into(), detail, at: Default::default() });
        replay.state_of("r")
    }

    #[test]
    fn f_d11_acts_lead_on_also_behind_one_that_is_not_known() {
        let mut replay = Replay::default();
        let mut act = |action: &str| done(&mut replay, "system", action, "");
        assert_eq!(act("request.invited"), Some(RequestState::Invited));
        assert_eq!(act("request.reminded"), Some(RequestState::Invited));
        assert_eq!(act("request.declined"), Some(RequestState::Declined));
        assert_eq!(act("request.something_new"), None);
        assert_eq!(act("request.submitted"), None);
        assert_eq!(act("query.raised"), Some(RequestState::InReview));
        assert_eq!(act("request.accepted"), Some(RequestState::Accepted));
        assert_eq!(replay.state_of("another"), Some(RequestState::Planned));
    }

    #[test]
    fn f_d11_a_decline_that_was_taken_back_is_known() {
        let mut replay = Replay::default();
        let mut act = |action: &str, detail: &str| done(&mut replay, "supplier", action, detail);
        act("request.invited", "");
        act("request.started", "");
        assert_eq!(act("request.declined", "no such metals"), Some(RequestState::Declined));
        assert_eq!(act("request.decline_taken_back", "started"), Some(RequestState::Started));
        assert_eq!(act("request.submitted", ""), Some(RequestState::Submitted));
        // Nobody takes back what is not declined, and no entry moves a request to the end by its words.
        assert_eq!(act("request.decline_taken_back", "started"), None);
        act("request.declined", "");
        assert_eq!(act("request.decline_taken_back", "accepted"), None);
    }

    #[test]
    fn f_d11_every_act_on_a_request_is_known() {
        let (mut found, mut unknown) = (0, Vec::new());
        let apart = ["request.withdrawal_undone", "request.decline_taken_back"];
        let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("sources").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let source = std::fs::read_to_string(&path).unwrap_or_default();
                let source = source.split("#[cfg(test)]").next().unwrap_or_default();
                for act in source.split('"').skip(1).step_by(2).filter(|t| t.starts_with("request.")) {
                    let known = MOVES.iter().map(|(action, _)| *action).chain(STAYS.iter().copied());
                    found += 1;
                    if act.len() > "request.".len() && !known.chain(apart).any(|action| action == act) {
                        unknown.push(act.to_owned());
                    }
                }
            }
        }
        unknown.retain(|act| act != "request.supplier");
        assert!(found > 20 && unknown.is_empty(), "{unknown:?}");
    }
}
