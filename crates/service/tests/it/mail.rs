//! What goes out: the words that were previewed, to whom, with which link, and never twice another one.

use crate::common::{TestApp, token};
use service::ports::{Clock, MailError};
use service::records::{Campaign, MailKind, MailState, MailWords, Supplier};
use service::suppliers::import::{Reading, Take};
use service::{DAY, HOUR, ServiceError};
use std::collections::BTreeMap;

fn words(subject: &str, body: &str) -> MailWords {
    MailWords { subject: subject.into(), body: body.into() }
}

#[tokio::test]
async fn reminders_go_out_in_the_words_that_the_preview_showed() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (planned, rows) = portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    let campaign = desk.campaign(&planned.id).await.unwrap();
    let own = BTreeMap::from([
        (
            "reminder.en".to_owned(),
            words("Still waiting, {supplier}", "Our own words for {contact} about {year}."),
        ),
        ("reminder2.en".to_owned(), words("The second time, {supplier}", "")),
    ]);
    let campaign = desk.save_campaign(Campaign { words: own, ..campaign }).await.unwrap();
    let supplier = &rows[0].request.supplier;
    let shown = desk.preview_mail(&campaign.id, supplier, MailKind::ReminderNotOpened, 0).await.unwrap();
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
    // The second one has a subject of its own, and the text that holds for all.
    let shown = desk.preview_mail(&campaign.id, supplier, MailKind::ReminderNotOpened, 1).await.unwrap();
    portal.advance(9 * DAY);
    assert_eq!(portal.services.remind().await.unwrap(), 1);
    let sent = portal.deliver().await;
    assert_eq!(sent[0].subject, "The second time, One");
    assert_eq!(sent[0].subject, shown.subject);
    assert!(sent[0].text.contains("Our own words for"), "{}", sent[0].text);
}

#[tokio::test]
async fn an_invitation_says_nothing_of_products_that_no_one_named() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (planned, rows) = portal.launched(&desk, &["One"]).await;
    let supplier = &rows[0].request.supplier;
    for (products, told) in [("", false), ("Measuring instruments", true)] {
        let campaign = desk.campaign(&planned.id).await.unwrap();
        desk.save_campaign(Campaign { products: products.into(), ..campaign }).await.unwrap();
        let shown = desk.preview_mail(&planned.id, supplier, MailKind::Invitation, 0).await.unwrap();
        assert_eq!(shown.text.contains("Products:"), told, "{}", shown.text);
        assert!(shown.text.contains("Please answer by"), "{}", shown.text);
    }
}

#[tokio::test]
async fn an_unfinished_declaration_is_reminded_with_the_section_it_stopped_at() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let secret = portal.services.start(&token(&portal.deliver().await[0])).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    let name = domain::draft::Change { path: "f:company.name".into(), value: Some("One".into()) };
    supplier.save(0, "tab", vec![name], "metals").await.unwrap();
    portal.advance(7 * DAY + HOUR);
    portal.services.remind().await.unwrap();
    let sent = portal.deliver().await;
    let title = domain::text::embedded::texts("en").get("section.metals");
    assert!(sent[0].text.contains(title), "{}", sent[0].text);
}

#[tokio::test]
async fn a_supplier_whose_address_was_corrected_is_reminded_again() {
    let portal = TestApp::new().await;
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
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 no such user".into()));
    portal.services.deliver(10).await.unwrap();
    let csv = format!("Number,Name,Email\n{},One,new@supplier.example\n", rows[0].supplier_reference);
    let table = service::suppliers::import::Uploaded::read(csv.as_bytes(), "suppliers.csv").unwrap();
    let batch = desk.upload_suppliers(table).await.unwrap();
    desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap();
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    assert_eq!((supplier.email.as_str(), supplier.mail_problem), ("new@supplier.example", None));
}

#[tokio::test]
async fn asking_for_a_link_from_outside_ends_nobodys_work() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let first = token(&portal.deliver().await[0]);
    let secret = portal.services.start(&first).await.unwrap();
    // Anybody who knows the address can ask; the supplier at work must not be thrown out by it.
    portal.ask_link("nonsense", &rows[0].email, "outsider").await.unwrap();
    assert!(portal.services.supplier_desk(&secret).await.is_ok());
    assert!(portal.services.landing(&first, "c").await.is_ok());
    let sent = portal.deliver().await;
    assert_eq!((sent.len(), sent[0].to.as_str()), (1, rows[0].email.as_str()));
    assert!(portal.services.landing(&token(&sent[0]), "c").await.is_ok());
}

#[tokio::test]
async fn e07_names_cannot_begin_a_header() {
    let portal = TestApp::new().await;
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
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let mut sent = portal.deliver().await;
    desk.resend_link(&rows[0].request.id).await.unwrap();
    desk.invite_member("Tom", "tom@halden.example", service::records::Role::Viewer, "en").await.unwrap();
    sent.extend(portal.deliver().await);
    assert_eq!(sent.len(), 3);
    for mail in sent {
        for at in mail.text.match_indices("http").map(|m| m.0) {
            assert!(mail.text[at..].starts_with("https://minerals.halden.example/"), "{}", mail.text);
        }
    }
}

#[tokio::test]
async fn a_mail_that_fails_stands_in_no_others_way() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One", "Two", "Three"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Temporary("421 busy".into()));
    assert_eq!(portal.services.deliver(1).await.unwrap(), 0);
    *portal.mail.refuse.lock().unwrap() = None;
    assert_eq!(portal.deliver().await.len(), 2, "the others go at once");
    portal.advance(HOUR);
    assert_eq!(portal.deliver().await.len(), 1);
}

async fn server_away(portal: &TestApp) {
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Temporary("421 busy".into()));
    assert_eq!(portal.services.deliver(100).await.unwrap(), 0);
}

async fn server_back(portal: &TestApp) -> Vec<service::ports::Message> {
    *portal.mail.refuse.lock().unwrap() = None;
    portal.advance(HOUR);
    portal.deliver().await
}

#[tokio::test]
async fn e05_a_reminder_that_waited_for_the_mail_server_is_dropped_once_the_supplier_answered() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    portal.advance(7 * DAY + HOUR);
    assert_eq!(portal.services.remind().await.unwrap(), 1);
    server_away(&portal).await;
    portal.services.decline(&link, "We sell services.").await.unwrap();
    assert!(server_back(&portal).await.is_empty(), "never after the answer");
    let mail = desk.mails(None, 10).await.unwrap().remove(0);
    assert_eq!((mail.mail.kind, mail.state), (MailKind::ReminderNotOpened, MailState::Dropped));
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    assert_eq!(supplier.mail_problem, None, "nothing is held against the address");
}

#[tokio::test]
async fn no_mail_arrives_with_a_link_that_is_dead() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One", "Two"]).await;
    server_away(&portal).await;
    let one = rows.iter().find(|r| r.supplier_name == "One").unwrap();
    let two = rows.iter().find(|r| r.supplier_name == "Two").unwrap();
    desk.resend_link(&one.request.id).await.unwrap();
    desk.withdraw(&two.request.id, "asked twice").await.unwrap();
    let sent = server_back(&portal).await;
    assert_eq!(sent.iter().map(|m| m.to.as_str()).collect::<Vec<_>>(), [one.email.as_str()]);
    assert!(portal.services.landing(&token(&sent[0]), "c").await.is_ok());
}

#[tokio::test]
async fn a09_a_client_asks_for_thirty_links_an_hour_whomever_it_names_and_then_hears_so() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let names = ["One", "Two", "Three", "Four", "Five"];
    let (_, rows) = portal.launched(&desk, &names).await;
    portal.deliver().await;
    // A company behind one address asks for all its links: everybody gets one.
    for row in &rows {
        portal.ask_link("nonsense", &row.email, "one client").await.unwrap();
    }
    assert_eq!(portal.deliver().await.len(), 5);
    for i in 5..30 {
        portal.ask_link("nonsense", &format!("nobody{i}@evil.example"), "one client").await.unwrap();
    }
    let asked = portal.ask_link("nonsense", &rows[4].email, "one client").await;
    assert!(matches!(asked, Err(ServiceError::Throttled)));
    assert!(portal.deliver().await.is_empty());
    portal.advance(HOUR);
    portal.ask_link("nonsense", &rows[4].email, "one client").await.unwrap();
    assert_eq!(portal.deliver().await.len(), 1);
}

#[tokio::test]
async fn somebody_new_is_not_reminded_right_behind_the_invitation() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    portal.advance(6 * DAY);
    portal.services.name_other_person(&link, "Mei", "mei@other.example", "").await.unwrap();
    desk.accept_other_person(&rows[0].request.id, "Mei", "mei@other.example").await.unwrap();
    assert_eq!(portal.deliver().await.len(), 1);
    portal.advance(4 * DAY);
    assert_eq!(portal.services.remind().await.unwrap(), 0);
    portal.advance(4 * DAY);
    assert_eq!(portal.services.remind().await.unwrap(), 1);
    assert_eq!(portal.deliver().await[0].to, "mei@other.example");
}

#[tokio::test]
async fn a_members_link_ends() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let member =
        desk.invite_member("Tom", "tom@halden.example", service::records::Role::Viewer, "en").await.unwrap();
    let mail = portal.deliver().await.remove(0);
    let at = mail.text.find("/member/").unwrap();
    let link: Vec<&str> = mail.text[at..].split_whitespace().next().unwrap().split('/').collect();
    portal.advance(7 * DAY);
    assert!(portal.services.member_by_token(&member.id, link[3]).await.unwrap().is_some());
    portal.advance(7 * DAY);
    assert!(portal.services.member_by_token(&member.id, link[3]).await.unwrap().is_none());
    let late = portal.services.choose_password(&member.id, link[3], "green glass door").await;
    assert!(matches!(late, Err(service::ServiceError::NotFound)));
}

#[tokio::test]
async fn f_own_words_that_name_what_is_not_there_are_refused_with_the_names_that_exist() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (planned, _) = portal.launched(&desk, &["One"]).await;
    for (subject, body, field) in [
        ("Hello", "Dear {nope},", Some("body.invitation.en")),
        ("For {suplier}", "Dear all,", Some("subject.invitation.en")),
        // A link in a subject leads nowhere.
        ("{link}", "Dear all,", Some("subject.invitation.en")),
        ("{company} {year}", "Open {link} by {due}, {contact}. {asker}, {asker_email}", None),
        ("Braces {", "are } allowed {", None),
    ] {
        let campaign = desk.campaign(&planned.id).await.unwrap();
        let own = BTreeMap::from([("invitation.en".to_owned(), words(subject, body))]);
        match (desk.save_campaign(Campaign { words: own, ..campaign }).await, field) {
            (Ok(_), None) => {}
            (Err(service::ServiceError::Invalid(found)), Some(field)) => {
                assert_eq!((found.len(), found[0].field.as_str()), (1, field));
                let text = domain::text::embedded::texts("en");
                let args: Vec<(&str, &str)> =
                    found[0].args.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                assert!(text.fmt(&found[0].text, &args).contains("{supplier}"));
            }
            (other, _) => panic!("{subject} {body}: {other:?}"),
        }
    }
}
