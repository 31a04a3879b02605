//! What a mail server's refusals lead to: whose fault it is, what waits, what goes on by itself.

use crate::common::{TestApp, token};
use service::ports::MailError;
use service::records::{Mail, MailState, Problem, Refusal};
use service::{DAY, HOUR, MINUTE, Reviewer};
use std::sync::atomic::Ordering;

fn portals_fault(kind: Refusal) -> MailError {
    MailError::Portal(kind, "The mail server answered 554: 5.7.1 no".into())
}

async fn marked(desk: &Reviewer) -> usize {
    let rows = desk
        .requests(&service::records::RequestFilter { limit: 500, ..Default::default() })
        .await
        .unwrap()
        .rows;
    let mut marked = 0;
    for row in rows {
        marked += usize::from(desk.supplier(&row.request.supplier).await.unwrap().mail_problem.is_some());
    }
    marked
}

async fn mails(desk: &Reviewer) -> Vec<Mail> {
    desk.mails(None, 500).await.unwrap()
}

const MANY: [&str; 12] =
    ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];

#[tokio::test]
async fn f_d2_no_refusal_of_ours_brands_an_address_or_loses_a_mail() {
    for kind in Refusal::ALL {
        let portal = TestApp::new().await;
        let desk = portal.set_up().await;
        portal.launched(&desk, &MANY).await;
        *portal.mail.refuse.lock().unwrap() = Some(portals_fault(kind));
        // Three days of it.
        for _ in 0..3 * 24 * 4 {
            portal.services.deliver(100).await.unwrap();
            portal.advance(15 * MINUTE);
        }
        assert_eq!(marked(&desk).await, 0, "{kind:?}");
        assert!(mails(&desk).await.iter().all(|m| m.state == MailState::Queued), "{kind:?}");
        let alarm = desk.mail_alarm().await.unwrap();
        assert!(alarm.stands() && alarm.paused_until.is_some(), "{kind:?}: {alarm:?}");
        let asked = portal.mail.asked.load(Ordering::SeqCst);
        assert!(
            asked < 120,
            "{kind:?}: a server that refuses everything is asked now and then, not {asked} times"
        );
        // It is set right: within the longest pause everything goes out of itself.
        *portal.mail.refuse.lock().unwrap() = None;
        portal.advance(HOUR);
        assert_eq!(portal.deliver().await.len(), MANY.len(), "{kind:?}");
        assert!(!desk.mail_alarm().await.unwrap().stands(), "{kind:?}");
    }
}

#[tokio::test]
async fn f_d2_a_message_that_alone_is_refused_is_kept_in_sight_and_tried_again_on_demand() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &MANY).await;
    let bad = rows[4].email.clone();
    let refused = bad.clone();
    *portal.mail.script.lock().unwrap() =
        Some(Box::new(move |m| (m.to == refused).then(|| portals_fault(Refusal::Content))));
    let mut sent = 0;
    for _ in 0..24 * 4 {
        sent += portal.deliver().await.len();
        portal.advance(15 * MINUTE);
        // Others go out in between.
        desk.resend_link(&rows[0].request.id).await.unwrap();
    }
    assert!(sent >= MANY.len() - 1);
    let kept = mails(&desk).await.into_iter().find(|m| m.mail.to == bad).unwrap();
    assert_eq!((kept.state, kept.problem), (MailState::Failed, Problem::Portal(Refusal::Content)));
    assert_eq!(marked(&desk).await, 0);
    let alarm = desk.mail_alarm().await.unwrap();
    assert_eq!((alarm.troubles.len(), alarm.troubles[0].failed), (1, 1), "{alarm:?}");
    *portal.mail.script.lock().unwrap() = None;
    portal.deliver().await;
    assert_eq!(desk.retry_mails(Problem::Portal(Refusal::Content)).await.unwrap(), 1);
    assert_eq!(portal.deliver().await.iter().filter(|m| m.to == bad).count(), 1);
    assert!(!desk.mail_alarm().await.unwrap().stands());
}

#[tokio::test]
async fn f_d2_one_press_tries_again_all_of_a_kind_and_the_queue_waits_no_more() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &MANY).await;
    *portal.mail.refuse.lock().unwrap() = Some(portals_fault(Refusal::Reputation));
    portal.services.deliver(100).await.unwrap();
    *portal.mail.refuse.lock().unwrap() = None;
    assert_eq!(portal.deliver().await.len(), 0, "the queue waits");
    assert_eq!(desk.retry_mails(Problem::Portal(Refusal::Reputation)).await.unwrap(), 3);
    assert_eq!(portal.deliver().await.len(), MANY.len());
    let log = portal.store.log_of("mail", 10).await.unwrap();
    assert_eq!(
        (log[0].entry.action.as_str(), log[0].entry.detail.as_str()),
        ("mail.tried_again", "reputation")
    );
}

#[tokio::test]
async fn f_d2_a_server_that_is_away_for_days_brands_nobody() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One", "Two"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Temporary("451 later".into()));
    for _ in 0..5 * 24 {
        portal.services.deliver(100).await.unwrap();
        portal.advance(HOUR);
    }
    assert_eq!(marked(&desk).await, 0);
    assert!(mails(&desk).await.iter().all(|m| m.problem == Problem::Tries));
    *portal.mail.refuse.lock().unwrap() = None;
    assert_eq!(desk.retry_mails(Problem::Tries).await.unwrap(), 2);
    assert_eq!(portal.deliver().await.len(), 2);
}

#[tokio::test]
async fn f_d2_greylisting_that_lasts_is_an_alarm_before_it_is_given_up() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One", "Two"]).await;
    let refuse = |error: Option<MailError>| *portal.mail.refuse.lock().unwrap() = error;
    let hours = async |n: i64| {
        for _ in 0..4 * n {
            portal.services.deliver(100).await.unwrap();
            portal.advance(15 * MINUTE);
        }
    };
    // What a first try meets at every cautious server is no alarm.
    refuse(Some(MailError::PutOff("The mail server answered 451: 4.7.1 Greylisted".into())));
    hours(1).await;
    assert!(!desk.mail_alarm().await.unwrap().stands());
    hours(5).await;
    let alarm = desk.mail_alarm().await.unwrap();
    let told: Vec<_> = alarm.troubles.iter().map(|t| (t.problem, t.waiting, t.failed)).collect();
    assert_eq!(told, [(Problem::Tries, 2, 0)], "it waits, nothing is given up, and somebody is told");
    assert_eq!(marked(&desk).await, 0);
    // It lets us in: the mails go out of themselves, and the alarm is over.
    refuse(None);
    hours(7).await;
    assert_eq!(mails(&desk).await.iter().filter(|m| m.state == MailState::Sent).count(), 2);
    assert!(!desk.mail_alarm().await.unwrap().stands());
}

#[tokio::test]
async fn f_d2_a_mailbox_that_is_full_for_hours_is_nobodys_fault_here() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let full = MailError::Temporary("The mail server answered 452: 4.2.2 mailbox full".into());
    *portal.mail.refuse.lock().unwrap() = Some(full);
    for _ in 0..24 {
        portal.services.deliver(100).await.unwrap();
        portal.advance(15 * MINUTE);
    }
    assert!(!desk.mail_alarm().await.unwrap().stands());
}

#[tokio::test]
async fn f_d2_a_supplier_that_was_marked_wrongly_is_freed_mailed_and_reminded() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 5.1.1 unknown".into()));
    portal.services.deliver(10).await.unwrap();
    assert_eq!(marked(&desk).await, 1);
    portal.advance(8 * DAY);
    portal.services.remind().await.unwrap();
    *portal.mail.refuse.lock().unwrap() = None;
    assert_eq!(desk.free_address(&rows[0].request.supplier).await.unwrap(), 1);
    assert_eq!(marked(&desk).await, 0);
    assert_eq!(portal.deliver().await.len(), 1);
    assert_eq!(desk.reminders_ahead(None, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn f_d15_a_slow_server_keeps_its_mail_however_long_it_takes() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    portal.mail.slow.store(8, Ordering::SeqCst);
    let services = portal.services.clone();
    let sending = tokio::spawn(async move { services.deliver(10).await });
    while portal.mail.asked.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    portal.advance(50_000);
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    portal.advance(20_000);
    let now = portal.services.now();
    let stolen = portal.store.claim_mails(now, now + MINUTE, 10).await.unwrap();
    assert_eq!((sending.await.unwrap().unwrap(), stolen.len()), (1, 0));
    assert_eq!(mails(&desk).await[0].state, MailState::Sent);
}

#[tokio::test]
async fn f_d15_the_mails_of_a_portal_that_died_come_back_within_a_minute_or_so() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    portal.mail.slow.store(3600, Ordering::SeqCst);
    let services = portal.services.clone();
    let died = tokio::spawn(async move { services.deliver(10).await });
    while portal.mail.asked.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    died.abort();
    portal.mail.slow.store(0, Ordering::SeqCst);
    assert_eq!(portal.deliver().await.len(), 0);
    portal.advance(MINUTE);
    assert_eq!(portal.deliver().await.len(), 1);
    assert_eq!(mails(&desk).await[0].in_doubt, 1);
}

#[tokio::test]
async fn f_d3_a_link_that_would_not_open_is_never_mailed() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One", "Two"]).await;
    // The mails are queued; what sends them has another secret.
    let other = portal.with_secret([8; 32]);
    other.deliver(100).await.unwrap();
    let sent = std::mem::take(&mut *portal.mail.sent.lock().unwrap());
    assert_eq!(sent.len(), 2);
    for mail in &sent {
        assert!(other.landing(&token(mail), "c").await.is_ok(), "the link opens");
    }
    // Nor is an old one sent again when somebody asks for it.
    for (services, row) in [(&other, &rows[0]), (&portal.services, &rows[1])] {
        let lost = service::survey::lost::Lost { email: row.email.clone(), ..Default::default() };
        services.send_link_again(&lost).await.unwrap();
    }
    other.deliver(100).await.unwrap();
    let sent: Vec<_> = portal.mail.sent.lock().unwrap().iter().map(token).collect();
    for token in sent {
        assert!(other.landing(&token, "c").await.is_ok(), "the link opens");
    }
}
