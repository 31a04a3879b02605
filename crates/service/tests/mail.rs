//! What goes out: the words that were previewed, to whom, with which link, and never twice another one.

mod common;

use common::{Portal, token};
use service::ports::{Clock, MailError};
use service::records::{Campaign, MailKind, MailWords, Supplier};
use service::{DAY, HOUR};
use std::collections::BTreeMap;

fn words(subject: &str, body: &str) -> MailWords {
    MailWords { subject: subject.into(), body: body.into() }
}

#[tokio::test]
async fn reminders_go_out_in_the_words_that_the_preview_showed() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let (planned, rows) = portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    let campaign = desk.campaign(&planned.id).await.unwrap();
    let own = BTreeMap::from([(
        "reminder.en".to_owned(),
        words("Still waiting, {supplier}", "Our own words for {contact} about {year}."),
    )]);
    let campaign = desk.save_campaign(Campaign { words: own, ..campaign }).await.unwrap();
    let supplier = &rows[0].request.supplier;
    let shown = desk.preview_mail(&campaign.id, supplier, MailKind::ReminderNotOpened).await.unwrap();
    portal.advance(7 * DAY + HOUR);
    assert_eq!(portal.services.remind().await.unwrap(), 1);
    let sent = portal.deliver().await;
    assert_eq!((sent.len(), sent[0].subject.as_str()), (1, "Still waiting, One"));
    assert_eq!(sent[0].subject, shown.subject);
    let link = format!("https://minerals.halden.example/r/{}", token(&sent[0]));
    assert_eq!(
        sent[0].text.replace(&link, "LINK"),
        shown.text.replace("https://minerals.halden.example/r/…", "LINK")
    );
}

#[tokio::test]
async fn an_unfinished_declaration_is_reminded_with_the_section_it_stopped_at() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let secret = portal.services.start(&token(&portal.deliver().await[0])).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    let name = domain::draft::Change { path: "f:company.name".into(), value: Some("One".into()) };
    supplier.save(0, "tab", vec![name], "metals").await.unwrap();
    portal.advance(7 * DAY + HOUR);
    portal.services.remind().await.unwrap();
    let sent = portal.deliver().await;
    let title = domain::text::embedded::texts("en").get("section.metals.title");
    assert!(sent[0].text.contains(title), "{}", sent[0].text);
}

#[tokio::test]
async fn a_supplier_whose_address_was_mended_is_reminded_again() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 no such user".into()));
    portal.services.deliver(10).await.unwrap();
    *portal.mail.refuse.lock().unwrap() = None;
    portal.advance(8 * DAY);
    assert_eq!(portal.services.remind().await.unwrap(), 0, "nobody writes to an address that fails");
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    desk.save_supplier(Supplier { email: "new@supplier.example".into(), ..supplier }).await.unwrap();
    desk.resend_link(&rows[0].request.id).await.unwrap();
    assert_eq!(portal.deliver().await[0].to, "new@supplier.example");
    let ahead = desk.reminders_ahead(None, 10).await.unwrap();
    assert_eq!(ahead.len(), 1, "the reminders go on");
    assert!(ahead[0].0.request.next_reminder_at.unwrap() > portal.clock.now());
}

#[tokio::test]
async fn an_imported_address_gets_a_new_try() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 no such user".into()));
    portal.services.deliver(10).await.unwrap();
    let csv = format!("Number,Name,Email\n{},One,new@supplier.example\n", rows[0].supplier_reference);
    let table = service::import::Uploaded::read(csv.as_bytes(), "suppliers.csv").unwrap();
    let mapping = service::mapping::guess(&table.header);
    let batch = desk.upload_suppliers(table).await.unwrap();
    desk.confirm_import(&batch, mapping, false).await.unwrap();
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    assert_eq!((supplier.email.as_str(), supplier.mail_problem), ("new@supplier.example", None));
}

#[tokio::test]
async fn asking_for_a_link_from_outside_ends_nobodys_work() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let first = token(&portal.deliver().await[0]);
    let secret = portal.services.start(&first).await.unwrap();
    // Anybody who knows the address can ask; the supplier at work must not be thrown out by it.
    portal.services.ask_new_link("nonsense", &rows[0].email, "outsider").await.unwrap();
    assert!(portal.services.supplier_desk(&secret).await.is_ok());
    assert!(portal.services.landing(&first, "c").await.is_ok());
    let sent = portal.deliver().await;
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, rows[0].email.as_str()));
    assert!(portal.services.landing(&token(&sent[0]), "c").await.is_ok());
}

#[tokio::test]
async fn e07_names_cannot_begin_a_header() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let company = service::records::Company {
        name: "Halden\r\nBcc: all@evil.example".into(),
        ..portal.services.company().await.unwrap()
    };
    desk.save_company(company).await.unwrap();
    portal.launched(&desk, &["One\r\nCc: x@evil.example"]).await;
    for mail in portal.deliver().await {
        for header in [&mail.subject, &mail.from_name, &mail.reply_to, &mail.to, &mail.message_id] {
            assert!(!header.chars().any(char::is_control), "{header:?}");
        }
    }
}

#[tokio::test]
async fn e08_every_link_begins_with_the_configured_address() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    desk.resend_link(&rows[0].request.id).await.unwrap();
    desk.invite_member("Tom", "tom@halden.example", service::records::Role::Viewer, "en").await.unwrap();
    let sent = portal.deliver().await;
    assert_eq!(sent.len(), 3);
    for mail in sent {
        for at in mail.text.match_indices("http").map(|m| m.0) {
            assert!(mail.text[at..].starts_with("https://minerals.halden.example/"), "{}", mail.text);
        }
    }
}

#[tokio::test]
async fn a_mail_that_fails_stands_in_no_others_way() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One", "Two", "Three"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Temporary("421 busy".into()));
    assert_eq!(portal.services.deliver(1).await.unwrap(), 0);
    *portal.mail.refuse.lock().unwrap() = None;
    assert_eq!(portal.deliver().await.len(), 2, "the others go at once");
    portal.advance(HOUR);
    assert_eq!(portal.deliver().await.len(), 1);
}
