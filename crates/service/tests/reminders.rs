//! Weeks of reminders in milliseconds.

mod common;

use common::{MONDAY, Portal, token};
use domain::draft::Change;
use jiff::Timestamp;
use service::ports::MailError;
use service::records::{Campaign, MailKind, ReminderPlan};
use service::{DAY, HOUR};

/// Runs the portal hour by hour; says which mails went out, with their times.
async fn run(portal: &Portal, days: i64) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for _ in 0..days * 24 {
        portal.advance(HOUR);
        portal.services.remind().await.unwrap();
        for mail in portal.deliver().await {
            let at = Timestamp::from_millisecond(portal.services.now()).unwrap();
            out.push((at.strftime("%Y-%m-%d %H").to_string(), mail.subject));
        }
    }
    out
}

#[tokio::test]
async fn the_silent_are_reminded_on_working_days_and_not_for_ever() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    let sent = run(&portal, 90).await;
    // Invited on Monday 4 May; five working days each, at half past nine in Germany (07:30 UTC), three at most.
    let days: Vec<&str> = sent.iter().map(|s| s.0.as_str()).collect();
    assert_eq!(days, ["2026-05-11 08", "2026-05-18 08", "2026-05-25 08"]);
}

#[tokio::test]
async fn the_text_follows_the_state_and_stops_with_the_submission() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    let secret = portal.services.start(&link).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    let name = Change { path: "f:company.name".into(), value: Some("S".into()) };
    supplier.save(0, "t", vec![name], "company").await.unwrap();
    let ahead = desk.reminders_ahead(None, 10).await.unwrap();
    assert_eq!((ahead.len(), ahead[0].1), (1, MailKind::ReminderUnfinished));
    let sent = run(&portal, 8).await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0].1.contains("not finished"), "{}", sent[0].1);
    let secret = portal.services.start(&link).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    let set = |path: String, value: &str| Change { path, value: Some(value.into()) };
    let mut all: Vec<Change> = [
        ("scope", domain::template::SCOPE_COMPANY),
        ("contact_name", "A Person"),
        ("contact_email", "a@s.example"),
        ("contact_phone", "1234567"),
        ("authorizer_name", "B Person"),
        ("authorizer_email", "b@s.example"),
        ("effective_date", "2026-04-30"),
    ]
    .into_iter()
    .map(|(k, v)| set(format!("f:company.{k}"), v))
    .collect();
    all.extend(domain::template::CMRT_METALS.map(|m| set(format!("f:q1.{}", m.key()), "No")));
    supplier.save(1, "t", all, "company").await.unwrap();
    supplier.submit().await.unwrap();
    portal.deliver().await;
    assert!(run(&portal, 60).await.is_empty(), "never after submission");
    assert!(desk.reminders_ahead(None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn remind_me_later_is_kept() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let secret = portal.services.start(&token(&portal.deliver().await[0])).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    assert!(supplier.snooze(40).await.is_err());
    supplier.snooze(14).await.unwrap();
    assert!(run(&portal, 13).await.is_empty());
    assert_eq!(run(&portal, 4).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn e05_two_instances_never_send_one_reminder_twice() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let names: Vec<String> = (0..40).map(|i| format!("Supplier {i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    portal.launched(&desk, &names).await;
    portal.deliver().await;
    portal.clock.0.store(MONDAY + 7 * DAY, std::sync::atomic::Ordering::SeqCst);
    let runs: Vec<_> = (0..4)
        .map(|_| {
            let services = portal.services.clone();
            tokio::spawn(async move {
                services.remind().await.unwrap();
                services.deliver(100).await.unwrap();
            })
        })
        .collect();
    for run in runs {
        run.await.unwrap();
    }
    let mut to: Vec<String> = portal.deliver().await.into_iter().map(|m| m.to).collect();
    to.sort();
    let n = to.len();
    to.dedup();
    assert_eq!((n, to.len()), (40, 40));
}

#[tokio::test]
async fn a_refused_address_is_shown_at_the_supplier_and_left_alone() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 no such user".into()));
    portal.services.deliver(10).await.unwrap();
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    assert!(supplier.mail_problem.unwrap().contains("550"));
    *portal.mail.refuse.lock().unwrap() = None;
    assert!(run(&portal, 30).await.is_empty());
}

#[tokio::test]
async fn a_temporary_failure_is_tried_again_under_the_same_message_id() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Temporary("421 busy".into()));
    assert_eq!(portal.services.deliver(10).await.unwrap(), 0);
    let id = desk.mails(None, 10).await.unwrap()[0].mail.id.clone();
    *portal.mail.refuse.lock().unwrap() = None;
    assert_eq!(portal.services.deliver(10).await.unwrap(), 0, "not before its time");
    portal.advance(HOUR);
    let mails = portal.deliver().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].message_id.starts_with(&id));
}

#[tokio::test]
async fn a_new_contact_is_reminded_although_the_old_one_was() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    assert_eq!(run(&portal, 8).await.len(), 1);
    portal.services.name_other_person(&link, "Mei", "mei@other.example", "").await.unwrap();
    desk.accept_other_person(&rows[0].request.id, "Mei", "mei@other.example").await.unwrap();
    assert_eq!(portal.deliver().await.len(), 1, "the invitation");
    assert_eq!(run(&portal, 8).await.len(), 1, "and a reminder");
}

#[tokio::test]
async fn reminders_that_wait_follow_a_changed_plan() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let (campaign, rows) = portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    let next = async || desk.request(&rows[0].request.id).await.unwrap().request.next_reminder_at;
    let day = |at: Option<i64>| service::day_of(at.unwrap());
    assert_eq!(day(next().await), "2026-05-11");
    let change = async |first_after, every, cap| {
        let now = desk.campaign(&campaign.id).await.unwrap();
        let reminders = ReminderPlan { first_after, every, cap };
        desk.save_campaign(Campaign { reminders, ..now }).await.unwrap()
    };
    change(8, 5, 3).await;
    assert_eq!(day(next().await), "2026-05-14");
    change(3, 2, 3).await;
    assert_eq!(day(next().await), "2026-05-07");
    portal.advance(DAY);
    change(1, 2, 3).await;
    assert_eq!(day(next().await), "2026-05-05", "at once, not in the past");
    change(3, 2, 3).await;
    assert_eq!(day(next().await), "2026-05-07");
    assert_eq!(run(&portal, 6).await.len(), 2);
    // Two were sent: a cap of two ends it, a larger one begins anew.
    change(3, 2, 2).await;
    assert_eq!((next().await, run(&portal, 10).await.len()), (None, 0));
    change(3, 2, 3).await;
    assert_eq!(run(&portal, 10).await.len(), 1);
    let log = desk.log_of(&format!("campaign:{}", campaign.id), 1).await.unwrap();
    assert_eq!(log[0].entry.detail, "reminders 3/2/2 → 3/2/3, replanned 1");
}

#[tokio::test]
async fn reminders_and_links_follow_the_cutoff_day() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let (campaign, _) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    let until = async |due: i64, cutoff: i64| {
        let now = desk.campaign(&campaign.id).await.unwrap();
        let day = |days: i64| service::day_of(MONDAY + days * DAY);
        desk.save_campaign(Campaign { due: day(due), cutoff: day(cutoff), ..now }).await.unwrap();
    };
    until(4, 5).await;
    assert_eq!(run(&portal, 12).await.len(), 0, "no reminder after the cut-off day");
    until(90, 120).await;
    assert_eq!(run(&portal, 30).await.len(), 3, "a later day begins anew");
    // The first cut-off day was to end the links on day 36.
    assert!(portal.services.landing(&link, "x").await.is_ok());
    until(50, 50).await;
    portal.advance(45 * DAY);
    assert!(portal.services.landing(&link, "x").await.is_err(), "an earlier day ends the links earlier");
}
