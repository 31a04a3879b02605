//! Who hears of a reminder besides the contact: the second contact with the same link, the company's buyer without one.

use crate::common::{TestApp, token};
use service::records::{Campaign, Escalation, MailKind, ReminderPlan, Supplier};
use service::{DAY, HOUR};

#[tokio::test]
async fn silence_is_told_to_the_second_contact_and_then_to_the_buyer() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, rows) = portal.launched(&desk, &["One"]).await;
    let invitation = portal.deliver().await;
    let now = desk.campaign(&campaign.id).await.unwrap();
    let mut reminders = ReminderPlan::even(2, 2, 3);
    (reminders.steps[1].also, reminders.steps[2].also) = (Escalation::SecondContact, Escalation::Buyer);
    desk.save_campaign(Campaign { reminders, ..now }).await.unwrap();
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    let contact = supplier.email.clone();
    let people = Supplier {
        second_name: "Li Na".into(),
        second_email: "li.na@one.example".into(),
        second_language: "zh".into(),
        buyer_name: "Bo Buyer".into(),
        buyer_email: "bo@halden.example".into(),
        ..supplier
    };
    desk.save_supplier(people).await.unwrap();
    let mut waves: Vec<Vec<_>> = Vec::new();
    for _ in 0..14 * 4 {
        portal.advance(6 * HOUR);
        portal.services.remind().await.unwrap();
        let mails = portal.deliver().await;
        if !mails.is_empty() {
            waves.push(mails);
        }
    }
    let told: Vec<Vec<&str>> =
        waves.iter().map(|wave| wave.iter().map(|m| m.to.as_str()).collect()).collect();
    let (second, buyer) = ("li.na@one.example", "bo@halden.example");
    assert_eq!(
        told,
        [vec![contact.as_str()], vec![contact.as_str(), second], vec![contact.as_str(), second, buyer]]
    );
    let last = &waves[2];
    assert!(last[1].text.contains("Li Na") && last[1].text.contains("尚未"), "{}", last[1].text);
    assert_eq!(token(&last[1]), token(&last[0]), "one link: it is one request");
    assert!(!last[1].unsubscribe.is_empty() && last[2].unsubscribe.is_empty());
    let mail = &last[2];
    assert!(
        !mail.text.contains("/r/") && !mail.html.contains("/r/"),
        "no link of the supplier's: {}",
        mail.text
    );
    assert!(mail.text.contains("Bo Buyer") && mail.text.contains("One") && mail.text.contains(&contact));
    assert!(!invitation.is_empty());
    let kinds: Vec<MailKind> = desk.mails(None, 10).await.unwrap().iter().map(|m| m.mail.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == MailKind::BuyerTold).count(), 1);
}

#[tokio::test]
async fn nobody_is_told_twice_and_an_answer_stops_the_word_to_the_buyer() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, rows) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    let now = desk.campaign(&campaign.id).await.unwrap();
    let mut reminders = ReminderPlan::even(2, 2, 2);
    reminders.steps[0].also = Escalation::Buyer;
    desk.save_campaign(Campaign { reminders, ..now }).await.unwrap();
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    let email = supplier.email.clone();
    // A distributor whose second contact is the contact, and a company whose buyer is nobody.
    desk.save_supplier(Supplier { second_email: email.clone(), ..supplier }).await.unwrap();
    portal.advance(4 * DAY);
    assert_eq!(portal.services.remind().await.unwrap(), 1);
    let to: Vec<String> = portal.deliver().await.into_iter().map(|m| m.to).collect();
    assert_eq!(to, [email]);
    // Queued, and answered before it goes.
    let now = desk.campaign(&campaign.id).await.unwrap();
    let mut reminders = now.reminders.clone();
    reminders.steps[1].also = Escalation::Buyer;
    desk.save_campaign(Campaign { reminders, ..now }).await.unwrap();
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    desk.save_supplier(Supplier { buyer_email: "bo@halden.example".into(), ..supplier }).await.unwrap();
    portal.advance(7 * DAY);
    assert_eq!(portal.services.remind().await.unwrap(), 1);
    portal.services.decline(&link, "We sell no metal.").await.unwrap();
    assert!(portal.deliver().await.is_empty());
}
