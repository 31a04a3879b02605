//! Acts on many at once: each is looked at anew, and the answer says how many it was done to.

use crate::common::TestApp;
use domain::workflow::RequestState;
use service::DAY;
use service::ports::MailError;
use service::records::{MailFilter, MailState, RequestFilter, SupplierFilter};
use service::survey::campaigns::Choice;

#[tokio::test]
async fn suppliers_are_retired_and_brought_back_once_each() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.suppliers(&desk, &["One", "Two", "Other"], "DE").await;
    let filter = SupplierFilter { search: "o".into(), limit: 1, ..Default::default() };
    let ids = desk.supplier_ids(&filter).await.unwrap();
    assert_eq!(ids.len(), 3, "whatever page is shown");
    desk.retire_supplier(&ids[0]).await.unwrap();
    let ids: Vec<_> = ids.into_iter().chain(["nobody".into()]).collect();
    assert_eq!(desk.retire_suppliers(ids.clone()).await.unwrap(), 2, "one was retired, one never was");
    assert_eq!(desk.supplier_counts().await.unwrap(), (0, 3));
    assert_eq!(desk.restore_suppliers(ids.clone()).await.unwrap(), 3);
    assert_eq!(desk.restore_suppliers(ids).await.unwrap(), 0);
}

#[tokio::test]
async fn recipients_are_added_and_nobody_is_dropped() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.suppliers(&desk, &["One", "Three", "Two"], "DE").await;
    let campaign = portal.campaign(&desk).await;
    let ids = desk.supplier_ids(&SupplierFilter::default()).await.unwrap();
    desk.choose_recipients(&campaign.id, &Choice::Suppliers(vec![ids[0].clone()])).await.unwrap();
    desk.launch(&campaign.id).await.unwrap();
    desk.retire_supplier(&ids[1]).await.unwrap();
    let added = desk.add_recipients(&campaign.id, ids.clone()).await.unwrap();
    assert_eq!(added, 1, "who is asked already, and who is retired, is passed over");
    assert_eq!(desk.add_recipients(&campaign.id, ids.clone()).await.unwrap(), 0);
    assert_eq!(desk.counts(Some(&campaign.id)).await.unwrap().of(RequestState::Planned), 1);
    desk.close_campaign(&campaign.id).await.unwrap();
    assert!(desk.add_recipients(&campaign.id, ids).await.is_err());
}

#[tokio::test]
async fn a_reminder_is_brought_forward_once_and_in_working_hours() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One", "Two"]).await;
    portal.deliver().await;
    let ids = desk.request_ids(&RequestFilter::default()).await.unwrap();
    portal.advance(2 * DAY);
    assert_eq!(desk.remind_now(ids.clone()).await.unwrap(), 2);
    assert_eq!(desk.remind_now(ids.clone()).await.unwrap(), 0, "pressing twice reminds once");
    assert_eq!(portal.services.remind().await.unwrap(), 2);
    // To Saturday: nobody is at work.
    portal.advance(3 * DAY);
    assert_eq!(desk.remind_now(ids.clone()).await.unwrap(), 2);
    assert_eq!(portal.services.remind().await.unwrap(), 0);
    portal.advance(2 * DAY);
    assert_eq!(portal.services.remind().await.unwrap(), 2);
    desk.withdraw(&ids[0], "no longer bought").await.unwrap();
    assert_eq!(desk.remind_now(ids.clone()).await.unwrap(), 1);
    assert_eq!(portal.services.remind().await.unwrap(), 1);
    assert_eq!(desk.remind_now(ids).await.unwrap(), 0, "three were all that the campaign allows");
}

#[tokio::test]
async fn mails_that_were_given_up_are_tried_again_by_choice() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 unknown".into()));
    portal.launched(&desk, &["One", "Two", "Three"]).await;
    portal.deliver().await;
    *portal.mail.refuse.lock().unwrap() = None;
    let failed = MailFilter { state: Some(MailState::Failed), ..Default::default() };
    assert_eq!(desk.mails_found(&failed).await.unwrap(), 3);
    let ids = desk.mail_ids(&failed).await.unwrap();
    assert_eq!(desk.retry_these(ids[..2].to_vec()).await.unwrap(), 2);
    assert_eq!(portal.deliver().await.len(), 2);
    assert_eq!(desk.retry_these(ids).await.unwrap(), 1, "what was sent stays sent");
}
