//! Reminders of one request are paused with a reason, by the team or from a mail program, and taken up again.

use crate::common::{TestApp, token};
use service::records::{MailKind, RequestId};
use service::survey::reminders::is_paused;
use service::{DAY, HOUR, ServiceError};

/// How many reminders go out in so many days.
async fn reminders_in(portal: &TestApp, days: i64) -> usize {
    let mut sent = 0;
    for _ in 0..days * 4 {
        portal.advance(6 * HOUR);
        portal.services.remind().await.unwrap();
        sent += portal.deliver().await.len();
    }
    sent
}

#[tokio::test]
async fn a_pause_ends_on_its_day_and_one_without_a_day_when_it_is_taken_back() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    let id: &RequestId = &rows[0].request.id;
    let today = portal.services.today();
    for (day, why, field) in [
        (None, " ", "pause_why"),
        (Some(today), "fair", "pause_until"),
        (Some(today.plus(400)), "fair", "pause_until"),
    ] {
        match desk.pause_reminders(id, day, why).await {
            Err(ServiceError::Invalid(found)) => assert_eq!(found[0].field, field),
            other => panic!("{other:?}"),
        }
    }
    desk.pause_reminders(id, Some(today.plus(21)), "At a fair until the 24th").await.unwrap();
    assert_eq!(reminders_in(&portal, 20).await, 0);
    assert_eq!(
        desk.remind_now(vec![id.clone()]).await.unwrap(),
        0,
        "whoever is paused is not reminded in bulk"
    );
    assert_eq!(reminders_in(&portal, 3).await, 1, "reminding goes on");
    let log = desk.log_of(&format!("request:{id}"), 20).await.unwrap();
    let paused = log.iter().find(|it| it.entry.action == "request.reminders_paused").unwrap();
    assert_eq!(paused.entry.detail, format!("{} · At a fair until the 24th", today.plus(21)));

    desk.pause_reminders(id, None, "We talk on the phone").await.unwrap();
    assert!(desk.reminders_ahead(None, 10).await.unwrap().is_empty(), "what will not be sent is not listed");
    assert_eq!(reminders_in(&portal, 10).await, 0);
    desk.resume_reminders(id).await.unwrap();
    assert_eq!(reminders_in(&portal, 10).await, 1);
}

#[tokio::test]
async fn one_press_in_a_mail_program_pauses_the_reminders_of_that_request_alone() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One", "Two"]).await;
    let mails = portal.deliver().await;
    let link = token(&mails[0]);
    let address = &mails[0].unsubscribe;
    assert!(address.ends_with(&format!("/r/{link}/pause")), "{address}");
    let (pressed, other): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.email == mails[0].to);
    for _ in 0..2 {
        portal.services.unsubscribe(&link).await.unwrap();
    }
    let of = async |id| desk.request(id).await.unwrap().request;
    let (pressed, other) = (&pressed[0].request.id, &other[0].request.id);
    let now = portal.services.now();
    assert!(is_paused(&of(pressed).await, now) && !is_paused(&of(other).await, now));
    assert!(of(pressed).await.state.waits_for_supplier(), "nothing is declined by it");
    assert_eq!(reminders_in(&portal, 8).await, 1, "the other one");
    let log = desk.log_of(&format!("request:{pressed}"), 20).await.unwrap();
    assert_eq!(log.iter().filter(|it| it.entry.action == "request.unsubscribed").count(), 1);
    // Whoever pressed by mistake takes it back on the page of the link.
    portal.services.remind_again(&link).await.unwrap();
    portal.advance(DAY);
    assert!(!is_paused(&of(pressed).await, portal.services.now()));
    assert_eq!(reminders_in(&portal, 7).await, 2);
    assert!(portal.services.unsubscribe("1-nothing").await.is_err(), "a link that opens nothing");
}

#[tokio::test]
async fn mails_that_answer_an_act_offer_no_end() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    desk.resend_link(&rows[0].request.id).await.unwrap();
    let mails = portal.deliver().await;
    assert_eq!((mails.len(), mails[0].unsubscribe.as_str()), (1, ""));
    let asks = MailKind::ALL.iter().filter(|kind| kind.asks_for_answers()).count();
    assert_eq!(asks, 4);
}
