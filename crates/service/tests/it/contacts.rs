//! A changed address: the old person is out, the new one is asked, and both are told of before it happens.

use crate::common::{MONDAY, TestApp, token};
use domain::draft::Change;
use service::ports::MailError;
use service::records::{Campaign, CampaignId, MailState, RequestRow, Supplier};
use service::suppliers::import::{Reading, Take, Uploaded};
use service::survey::workdays::Delivery;
use service::{Administrator, DAY, HOUR, RequestKey, ServiceError, SupplierDesk};

struct Fixture {
    portal: TestApp,
    desk: Administrator,
    rows: Vec<RequestRow>,
    link: String,
    session: RequestKey,
}

/// A supplier that began to answer.
async fn fixture() -> Fixture {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    let session = portal.services.start(&link).await.unwrap();
    let supplier = portal.services.supplier_desk(&session).await.unwrap();
    let name = Change { path: "f:company.name".into(), value: Some("One GmbH".into()) };
    supplier.save(0, "t", vec![name], "company").await.unwrap();
    Fixture { portal, desk, rows, link, session }
}

impl Fixture {
    async fn supplier(&self) -> Supplier {
        self.desk.supplier(&self.rows[0].request.supplier).await.unwrap()
    }

    async fn import(&self, rows: &[[&str; 3]]) -> (service::suppliers::import::Preview, String) {
        let mut csv = "Supplier number,Supplier name,E-mail\n".to_owned();
        rows.iter().for_each(|row| csv.push_str(&format!("{}\n", row.join(","))));
        let table = Uploaded::read(csv.as_bytes(), "s.csv").unwrap();
        let batch = self.desk.upload_suppliers(table).await.unwrap();
        (self.desk.preview_import(&batch, &Reading::default()).await.unwrap(), batch)
    }

    async fn old_is_out(&self) -> bool {
        let link = self.portal.services.landing(&self.link, "x").await;
        let session = self.portal.services.supplier_desk(&self.session).await;
        matches!(link, Err(ServiceError::NotFound)) && matches!(session, Err(ServiceError::Unauthenticated))
    }

    async fn desk_by(&self, link: &str) -> SupplierDesk {
        let session = self.portal.services.start(link).await.unwrap();
        self.portal.services.supplier_desk(&session).await.unwrap()
    }
}

/// F-D6: by the page.
#[tokio::test]
async fn f_d6_a_changed_address_moves_access() {
    let w = fixture().await;
    let changed = Supplier { email: "new@one.example".into(), language: "zh".into(), ..w.supplier().await };
    let told = w.desk.handovers(&changed, Delivery::WorkingHours).await.unwrap();
    assert_eq!((told.len(), told[0].campaign.as_str()), (1, "Minerals 2026"));
    assert_eq!(told[0].invited_at, Some(MONDAY));
    assert!(!w.old_is_out().await, "a preview changes nothing");
    w.desk.save_supplier(changed).await.unwrap();
    assert!(w.old_is_out().await);
    let mails = w.portal.deliver().await;
    assert_eq!((mails.len(), mails[0].to.as_str()), (1, "new@one.example"));
    assert!(mails[0].text.contains("您好") || mails[0].subject.contains("申报"), "{}", mails[0].subject);
    let desk = w.desk_by(&token(&mails[0])).await;
    assert_eq!(desk.draft().await.unwrap().entries["f:company.name"], "One GmbH", "work stays");
    let log = w.desk.log_of(&format!("request:{}", w.rows[0].request.id), 10).await.unwrap();
    let handed = log.iter().find(|e| e.entry.action == "request.handed_over").unwrap();
    assert!(handed.entry.detail.contains("s0@supplier.example"), "{}", handed.entry.detail);
    // Somebody new is not reminded right behind the invitation.
    w.portal.advance(2 * DAY);
    assert_eq!(w.portal.services.remind().await.unwrap(), 0);
    w.portal.advance(6 * DAY);
    assert_eq!(w.portal.services.remind().await.unwrap(), 1);
}

/// F-D6: by import, with the same told in the preview.
#[tokio::test]
async fn f_d6_an_import_moves_access() {
    let w = fixture().await;
    let (preview, batch) =
        w.import(&[["S-0", "One", "new@one.example"], ["S-9", "Nine", "n@n.example"]]).await;
    assert_eq!((preview.new.len(), preview.changed.len()), (1, 1));
    let row = &preview.changed[0];
    assert_eq!(row.moved_from(), Some("s0@supplier.example"));
    assert_eq!((row.handovers.len(), row.handovers[0].invited_at), (1, Some(MONDAY)));
    assert!(!w.old_is_out().await);
    w.desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap();
    assert!(w.old_is_out().await);
    let mails = w.portal.deliver().await;
    assert_eq!(mails.iter().map(|m| m.to.as_str()).collect::<Vec<_>>(), ["new@one.example"]);
    assert_eq!(w.desk_by(&token(&mails[0])).await.draft().await.unwrap().entries.len(), 1);
}

/// F-D6: letter case and space around an address are no change, by page or import.
#[tokio::test]
async fn f_d6_case_and_space_are_no_change() {
    let w = fixture().await;
    for same in ["S0@Supplier.Example", "  s0@supplier.example ", "\u{a0}S0@SUPPLIER.EXAMPLE"] {
        let changed = Supplier { email: same.into(), ..w.supplier().await };
        w.desk.save_supplier(changed).await.unwrap();
        let (preview, batch) = w.import(&[["S-0", "One", same]]).await;
        assert!(preview.changed.is_empty() && preview.unchanged == 1, "{preview:?}");
        w.desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap();
    }
    assert!(!w.old_is_out().await);
    assert!(w.portal.deliver().await.is_empty());
}

/// DESK-4: an address that bounced, or was missing, is put right: the person is invited.
#[tokio::test]
async fn desk_4_a_fixed_address_is_invited() {
    for by_import in [false, true] {
        let portal = TestApp::new().await;
        let desk = portal.set_up().await;
        let (_, rows) = portal.launched(&desk, &["One"]).await;
        *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 5.1.1 no such user".into()));
        portal.services.deliver(10).await.unwrap();
        *portal.mail.refuse.lock().unwrap() = None;
        let session = RequestKey { request: "none".into(), secret: "none".into() };
        let w = Fixture { portal, desk, rows, link: "none".into(), session };
        assert!(w.supplier().await.mail_problem.is_some());
        if by_import {
            let (_, batch) = w.import(&[["S-0", "One", "new@one.example"]]).await;
            w.desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap();
        } else {
            let fixed = Supplier { email: "new@one.example".into(), ..w.supplier().await };
            w.desk.save_supplier(fixed).await.unwrap();
        }
        assert_eq!(w.supplier().await.mail_problem, None);
        let mails = w.portal.deliver().await;
        assert_eq!((mails.len(), mails[0].to.as_str()), (1, "new@one.example"));
        assert!(w.portal.services.landing(&token(&mails[0]), "x").await.is_ok());
        // Without an address: nobody has access, nobody is reminded; with one again: invited.
        w.desk.save_supplier(Supplier { email: "".into(), ..w.supplier().await }).await.unwrap();
        assert!(w.portal.services.landing(&token(&mails[0]), "x").await.is_err());
        assert!(w.desk.reminders_ahead(None, 5).await.unwrap().is_empty());
        w.desk.save_supplier(Supplier { email: "b@one.example".into(), ..w.supplier().await }).await.unwrap();
        assert_eq!(w.portal.deliver().await.len(), 1);
    }
}

/// F-D6: nobody is invited to a form that takes no answers, and the old person is out all the same; what waits in the
/// outbox for the old address does not go.
#[tokio::test]
async fn f_d6_nobody_is_invited_after_the_cutoff() {
    let w = fixture().await;
    w.portal.advance(61 * DAY);
    w.desk.save_supplier(Supplier { email: "new@one.example".into(), ..w.supplier().await }).await.unwrap();
    assert!(w.old_is_out().await);
    assert!(w.portal.deliver().await.is_empty());
}

#[tokio::test]
async fn f_d6_mail_that_waits_for_the_old_address_does_not_go() {
    let w = fixture().await;
    w.portal.advance(8 * DAY);
    assert_eq!(w.portal.services.remind().await.unwrap(), 1);
    w.desk.save_supplier(Supplier { email: "new@one.example".into(), ..w.supplier().await }).await.unwrap();
    let to: Vec<String> = w.portal.deliver().await.into_iter().map(|m| m.to).collect();
    assert_eq!(to, ["new@one.example"]);
}

/// F-D6: another contact that the team agrees to has all of the supplier's requests, and the old one none.
#[tokio::test]
async fn f_d6_another_contact_gets_every_request_of_the_supplier() {
    let w = fixture().await;
    let other = Campaign {
        name: "Cobalt 2026".into(),
        id: CampaignId::default(),
        version: 0,
        ..w.desk.campaign(&w.rows[0].request.campaign).await.unwrap()
    };
    let other = w.desk.save_campaign(other).await.unwrap();
    w.desk.choose_recipients(&other.id, &service::survey::campaigns::Choice::All).await.unwrap();
    w.desk.launch(&other.id).await.unwrap();
    let second = token(&w.portal.deliver().await[0]);
    w.portal.services.name_other_person(&w.link, "Mei", "mei@one.example", "").await.unwrap();
    w.desk.accept_other_person(&w.rows[0].request.id, "Mei", "mei@one.example").await.unwrap();
    assert!(w.old_is_out().await);
    assert!(w.portal.services.landing(&second, "x").await.is_err(), "the other campaign's link is dead too");
    let to: Vec<String> = w.portal.deliver().await.into_iter().map(|m| m.to).collect();
    assert_eq!(to, ["mei@one.example", "mei@one.example"]);
}

/// DESK-21: whoever has the new address is not woken up either.
#[tokio::test]
async fn desk_21_a_new_person_is_invited_in_working_hours() {
    let w = fixture().await;
    w.portal.advance(12 * HOUR);
    let changed = Supplier { email: "new@one.example".into(), ..w.supplier().await };
    w.desk.save_supplier_by(changed, Delivery::WorkingHours).await.unwrap();
    assert!(w.old_is_out().await);
    assert!(w.portal.deliver().await.is_empty(), "it is ten in the evening there");
    w.portal.advance(12 * HOUR);
    assert_eq!(w.portal.deliver().await.len(), 1);
    let changed = Supplier { email: "third@one.example".into(), ..w.supplier().await };
    w.portal.advance(12 * HOUR);
    w.desk.save_supplier_by(changed, Delivery::AtOnce).await.unwrap();
    assert_eq!(w.portal.deliver().await.len(), 1);
}

/// DESK-20: nothing is said to wait that will not go out.
#[tokio::test]
async fn desk_20_what_waits_for_the_old_address_is_given_up_at_once() {
    let w = fixture().await;
    // Ten in the evening there: the invitation to a second address waits for the morning.
    w.portal.advance(12 * HOUR);
    let second = Supplier { email: "second@one.example".into(), ..w.supplier().await };
    w.desk.save_supplier_by(second, Delivery::WorkingHours).await.unwrap();
    let third = Supplier { email: "third@one.example".into(), ..w.supplier().await };
    w.desk.save_supplier_by(third, Delivery::WorkingHours).await.unwrap();
    let id = w.rows[0].request.supplier.clone();
    let mails = async || -> Vec<(String, MailState)> {
        let mails = w.desk.mails(Some(&id), 10).await.unwrap();
        mails.into_iter().filter(|m| m.state != MailState::Sent).map(|m| (m.mail.to, m.state)).collect()
    };
    let (to, waits) = (|who: &str| format!("{who}@one.example"), MailState::Queued);
    let mut told = mails().await;
    told.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(told, [(to("second"), MailState::Dropped), (to("third"), waits)]);
    w.portal.advance(12 * HOUR);
    assert_eq!(w.portal.deliver().await.len(), 1);
}
