//! What happened with a supplier over the years: mails, calls, and the acts that the log tells of.

use super::forms::FormData;
use super::session::{Desk, HandlerError};
use super::{calls, logs, view_models};
use app::desk::parts::{LogLine, Paging};
use app::desk::suppliers::{Timeline, timeline_href};
use domain::Instant;
use domain::terms::TimelineKind;
use service::records::{Call, LogEntry, Mail, RequestId, SupplierId};
use std::collections::HashSet;

/// Entries of a page.
const ROWS: usize = 50;
/// Most entries of one source.
const MOST: u32 = 20_000;

/// Acts of which a mail or a call tells already.
const TOLD: [&str; 4] = ["request.called", "request.invited", "request.link_sent_again", "request.reminded"];

/// What the log's act is about.
fn kind_of(action: &str) -> TimelineKind {
    let (of, act) = action.split_once('.').unwrap_or((action, ""));
    match (of, act) {
        ("request", "called") => TimelineKind::Call,
        (
            "request",
            "invited"
            | "reminded"
            | "link_sent_again"
            | "reminder_brought_forward"
            | "reminders_paused"
            | "reminders_resumed",
        ) => TimelineKind::Mail,
        (
            "request",
            "opened" | "started" | "submitted" | "declined" | "decline_taken_back" | "snoozed"
            | "new_link_asked" | "language_changed" | "unsubscribed",
        ) => TimelineKind::Answer,
        (
            "request",
            "handed_over" | "other_person_named" | "other_person_accepted" | "other_person_dismissed",
        )
        | ("supplier", _) => TimelineKind::Contact,
        (
            "request",
            "taken_up"
            | "accepted"
            | "accepted_first"
            | "accepted_first_undone"
            | "rejected"
            | "sent_back"
            | "sent_back_undone"
            | "decision_undone"
            | "out_of_scope"
            | "scope_undone"
            | "withdrawn"
            | "withdrawal_undone"
            | "asked_again",
        ) => TimelineKind::Decision,
        ("query", _) => TimelineKind::Query,
        _ => TimelineKind::Other,
    }
}

enum Source {
    Act(LogEntry),
    Mail(Box<Mail>),
    Call(Call),
}

struct Happened {
    at: Instant,
    kind: TimelineKind,
    source: Source,
}

/// All that happened, the youngest first.
async fn all(desk: &Desk, supplier: &SupplierId) -> Result<Vec<Happened>, HandlerError> {
    let viewer = desk.viewer();
    let mails = viewer.mails(Some(supplier), MOST).await?;
    let calls = viewer.calls(supplier).await?;
    let acts = viewer.log_of_supplier(supplier, MOST).await?;
    let mailed: HashSet<RequestId> = mails.iter().filter_map(|m| m.mail.request.clone()).collect();
    let called: HashSet<RequestId> = calls.iter().map(|call| call.request.clone()).collect();
    // Mails and calls speak for themselves. Behind a removal there are none, and the log alone tells of them.
    let is_told = |act: &LogEntry, kind: TimelineKind| {
        let request = act.entry.object.strip_prefix("request:").map(RequestId::from);
        let tell = if kind == TimelineKind::Call { &called } else { &mailed };
        TOLD.contains(&act.entry.action.as_str()) && request.is_some_and(|id| tell.contains(&id))
    };
    let acts = acts.into_iter().filter_map(|act| {
        let kind = kind_of(&act.entry.action);
        (!is_told(&act, kind)).then_some(Happened { at: act.entry.at, kind, source: Source::Act(act) })
    });
    let mails = mails.into_iter().map(|mail| Happened {
        at: mail.sent_at.unwrap_or(mail.created_at.max(mail.mail.send_at)),
        kind: TimelineKind::Mail,
        source: Source::Mail(Box::new(mail)),
    });
    let calls = calls.into_iter().map(|call| Happened {
        at: call.at,
        kind: TimelineKind::Call,
        source: Source::Call(call),
    });
    let mut all: Vec<Happened> = acts.chain(mails).chain(calls).collect();
    // Of one moment, in the order of the sources.
    all.sort_by_key(|it| std::cmp::Reverse(it.at));
    Ok(all)
}

fn of_mail(desk: &Desk, mail: &Mail) -> LogLine {
    let texts = desk.texts();
    let row = view_models::mail(texts, mail);
    let state = texts.get(row.state.text_key());
    let note = row.error.clone().filter(|_| mail.sent_at.is_none()).unwrap_or_default();
    LogLine {
        at: row.at(),
        actor: row.to,
        action: format!("{} · {state}", row.kind),
        note,
        ..LogLine::default()
    }
}

/// A page of the timeline as the address asks for it: `kind`, `page`.
pub async fn page(desk: &Desk, supplier: &SupplierId, sent: &FormData) -> Result<Timeline, HandlerError> {
    let kind = TimelineKind::parse(sent.get("kind"));
    let all = all(desk, supplier).await?;
    let count = |of: &TimelineKind| (*of, all.iter().filter(|it| it.kind == *of).count() as u64);
    let counts: Vec<_> = TimelineKind::ALL.iter().map(count).collect();
    let found: Vec<Happened> = all.into_iter().filter(|it| kind.is_none_or(|kind| kind == it.kind)).collect();
    let at = sent.number("page").unwrap_or(1);
    let (range, paging) = Paging::numbered(&timeline_href(supplier, kind), at, ROWS, found.len());
    let from = (range.from.max(1) - 1) as usize;
    let some: Vec<Happened> = found.into_iter().skip(from).take(ROWS).collect();
    let acts: Vec<LogEntry> = some
        .iter()
        .filter_map(|it| match &it.source {
            Source::Act(act) => Some(act.clone()),
            _ => None,
        })
        .collect();
    let viewer = desk.viewer();
    let names = logs::Names::of(&viewer, &acts).await?;
    let members = viewer.members().await?;
    let own = format!("supplier:{supplier}");
    let line = |it: Happened| match it.source {
        Source::Act(act) => logs::lines(desk.texts(), &[act], &names, &own).pop().unwrap_or_default(),
        Source::Mail(mail) => of_mail(desk, &mail),
        Source::Call(call) => {
            let at = call.at;
            let call = calls::line(call, &members);
            let spoken = (!call.person.is_empty()).then(|| call.person.clone());
            let note =
                [Some(call.on.clone()), spoken, Some(call.words.clone()).filter(|words| !words.is_empty())];
            LogLine {
                at,
                action: format!(
                    "{} · {}",
                    desk.texts().get("desk.timeline.one_call"),
                    call.outcome_in(desk.texts())
                ),
                note: note.into_iter().flatten().collect::<Vec<_>>().join(" · "),
                actor: call.by,
                ..LogLine::default()
            }
        }
    };
    Ok(Timeline { kind, counts, lines: some.into_iter().map(line).collect(), range, paging })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An act that nobody thought of would hide among the rest.
    #[test]
    fn every_act_on_a_request_or_supplier_has_a_kind() {
        let texts: serde_json::Value =
            serde_json::from_str(include_str!("../../../crates/domain/texts/en/desk.json")).unwrap();
        let acts = texts.as_object().unwrap().keys().filter_map(|key| key.strip_prefix("desk.log."));
        let rest: Vec<&str> = acts
            .filter(|act| {
                act.starts_with("request.") || act.starts_with("query.") || act.starts_with("supplier.")
            })
            .filter(|act| kind_of(act) == TimelineKind::Other)
            .collect();
        assert_eq!(rest, ["request.assigned", "request.judged_anew"]);
    }
}
