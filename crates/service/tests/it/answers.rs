//! The loop between supplier and reviewer: links, answers, submissions, queries, decisions.

use crate::common::{TestApp, token};
use domain::draft::{BadChange, Change};
use domain::workflow::RequestState;
use service::records::{QueryState, Refused, RequestId};
use service::{DAY, HOUR, ServiceError, SupplierDesk};

async fn desk_of(portal: &TestApp, token: &str) -> SupplierDesk {
    let secret = portal.services.start(token).await.unwrap();
    portal.services.supplier_desk(&secret).await.unwrap()
}

fn change(path: &str, value: &str) -> Change {
    Change { path: path.into(), value: Some(value.into()) }
}

/// Everything that a supplier without any of the metals has to say.
fn all_no() -> Vec<Change> {
    let mut out = vec![
        change("f:company.name", "S Ltd"),
        change("f:company.scope", domain::template::SCOPE_COMPANY),
        change("f:company.contact_name", "A Person"),
        change("f:company.contact_email", "a@supplier.example"),
        change("f:company.contact_phone", "+1 555 0100"),
        change("f:company.authorizer_name", "B Person"),
        change("f:company.authorizer_email", "b@supplier.example"),
        change("f:company.effective_date", "2026-04-20"),
    ];
    for metal in domain::template::CMRT_METALS {
        out.push(change(&format!("f:q1.{}", metal.key()), "No"));
    }
    out
}

async fn submitted(portal: &TestApp, names: &[&str]) -> (service::Administrator, Vec<RequestId>, String) {
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, names).await;
    let mails = portal.deliver().await;
    let mail = mails.iter().find(|m| m.to == rows[0].email).unwrap();
    let token = token(mail);
    let supplier = desk_of(portal, &token).await;
    supplier.save(0, "tab", all_no(), "company").await.unwrap();
    supplier.submit().await.unwrap();
    (desk, rows.into_iter().map(|r| r.request.id).collect(), token)
}

#[tokio::test]
async fn a03_looking_at_a_link_changes_nothing() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let token = token(&portal.deliver().await[0]);
    let before = portal.store.log_after(0, 1000).await.unwrap().len();
    for _ in 0..100 {
        portal.services.landing(&token, "scanner").await.unwrap();
    }
    let request = desk.request(&rows[0].request.id).await.unwrap().request;
    assert_eq!((request.state, request.opened_at), (RequestState::Invited, None));
    assert_eq!(portal.store.log_after(0, 1000).await.unwrap().len(), before);
}

#[tokio::test]
async fn a02_a_wrong_an_old_and_a_revoked_link_look_alike() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let old = token(&portal.deliver().await[0]);
    let mut wrong = old.clone();
    wrong.replace_range(0..1, if old.starts_with('A') { "B" } else { "A" });
    desk.resend_link(&rows[0].request.id).await.unwrap();
    let new = token(&portal.deliver().await[0]);
    assert_ne!(old, new);
    for dead in [&wrong, &old, &old[..20].to_owned()] {
        assert!(matches!(portal.services.landing(dead, "x").await, Err(ServiceError::NotFound)));
        assert!(matches!(portal.services.start(dead).await, Err(ServiceError::NotFound)));
    }
    assert!(portal.services.landing(&new, "x").await.is_ok());
    portal.advance(200 * DAY);
    assert!(matches!(portal.services.landing(&new, "x").await, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn sending_the_link_again_ends_the_sessions_of_the_old_one() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let secret = portal.services.start(&token(&portal.deliver().await[0])).await.unwrap();
    assert!(portal.services.supplier_desk(&secret).await.is_ok());
    desk.resend_link(&rows[0].request.id).await.unwrap();
    assert!(matches!(portal.services.supplier_desk(&secret).await, Err(ServiceError::Unauthenticated)));
}

#[tokio::test]
async fn a16_a_supplier_session_ends_when_idle_and_in_any_case_after_a_week() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let token = token(&portal.deliver().await[0]);
    let idle = portal.services.start(&token).await.unwrap();
    portal.advance(13 * HOUR);
    assert!(portal.services.supplier_desk(&idle).await.is_err());
    let busy = portal.services.start(&token).await.unwrap();
    for _ in 0..16 {
        portal.advance(10 * HOUR);
        assert!(portal.services.supplier_desk(&busy).await.is_ok());
    }
    portal.advance(10 * HOUR);
    assert!(portal.services.supplier_desk(&busy).await.is_err());
}

#[tokio::test]
async fn incomplete_answers_are_refused_and_nothing_is_stored() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let supplier = desk_of(&portal, &token(&portal.deliver().await[0])).await;
    supplier.save(0, "tab", vec![change("f:company.name", "S")], "company").await.unwrap();
    let Err(ServiceError::Rejected(report)) = supplier.submit().await else { panic!("refused") };
    assert!(report.errors().count() > 5);
    let detail = desk.request(&rows[0].request.id).await.unwrap();
    assert_eq!((detail.request.state, detail.submissions.len()), (RequestState::Started, 0));
}

#[tokio::test]
async fn a_change_that_no_draft_can_have_is_refused_and_the_others_are_saved() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let supplier = desk_of(&portal, &token(&portal.deliver().await[0])).await;
    let bad = ["state", "f:status", "smelter:x", "f:", "why:", "why:anything", "why:ZZZ999@q1.tin"];
    for (n, bad) in bad.into_iter().enumerate() {
        let name = format!("S{n}");
        let changes = vec![change(bad, "accepted"), change("f:company.name", &name)];
        let saved = supplier.save(0, "t", changes, "company").await.unwrap();
        assert_eq!(saved.refused, [Refused { path: bad.into(), why: BadChange::UnknownPath }]);
        let entries = supplier.draft().await.unwrap().entries;
        assert_eq!(entries.into_iter().collect::<Vec<_>>(), [("f:company.name".to_owned(), name)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn d11_twenty_presses_of_submit_are_one_submission() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let supplier = desk_of(&portal, &token(&portal.deliver().await[0])).await;
    supplier.save(0, "tab", all_no(), "company").await.unwrap();
    let presses: Vec<_> = (0..20)
        .map(|_| {
            let supplier = supplier.clone();
            tokio::spawn(async move { supplier.submit().await })
        })
        .collect();
    let mut hashes = Vec::new();
    for press in presses {
        hashes.push(press.await.unwrap().expect("every press gets the receipt").hash);
    }
    hashes.dedup();
    assert_eq!(hashes.len(), 1);
    let detail = desk.request(&rows[0].request.id).await.unwrap();
    assert_eq!(detail.submissions.len(), 1);
    assert_eq!(
        detail.submissions[0].hash,
        service::secrets::sha256_hex(detail.submissions[0].document.as_bytes())
    );
    let receipts = portal.deliver().await;
    assert_eq!(receipts.iter().filter(|m| m.text.contains(&hashes[0])).count(), 1);
}

#[tokio::test]
async fn d12_a_save_after_submission_is_told_so() {
    let portal = TestApp::new().await;
    let (_, _, token) = submitted(&portal, &["One"]).await;
    let supplier = desk_of(&portal, &token).await;
    let late = supplier.save(0, "tab", vec![change("f:company.name", "Other")], "company").await;
    assert!(matches!(late, Err(ServiceError::NotNow("not_writable"))));
}

#[tokio::test]
async fn hidden_answers_stay_in_the_draft_and_out_of_the_submission() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let supplier = desk_of(&portal, &token(&portal.deliver().await[0])).await;
    let mut changes = all_no();
    changes.push(change("f:q3.tin", "Yes"));
    supplier.save(0, "tab", changes, "metals").await.unwrap();
    let mut why = Vec::new();
    let stored = supplier.draft().await.unwrap();
    let draft = domain::Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    for warning in supplier.check(&draft).await.unwrap().warnings() {
        why.push(change(&format!("why:{}", warning.key()), "left over"));
    }
    if !why.is_empty() {
        supplier.save(stored.revision, "tab", why, "review").await.unwrap();
    }
    let submission = supplier.submit().await.unwrap();
    assert!(!submission.document.contains("q3.tin\":\"Yes"));
    assert!(supplier.draft().await.unwrap().entries.contains_key("f:q3.tin"));
}

#[tokio::test]
async fn the_loop_from_submission_to_acceptance() {
    let portal = TestApp::new().await;
    let (desk, ids, token) = submitted(&portal, &["One", "Two"]).await;
    let id = &ids[0];
    portal.deliver().await;
    desk.take_up(id).await.unwrap();
    let query = desk.raise_query(id, "company.name", "", "Is this the whole group?").await.unwrap();
    desk.raise_query(id, "company.address", "", "Please add it.").await.unwrap();
    assert_eq!(query.old_value, "S Ltd");
    let preview = desk.preview_send_back(id).await.unwrap();
    desk.send_back(id).await.unwrap();
    let mails = portal.deliver().await;
    assert_eq!(mails.len(), 1, "one mail for all queries");
    assert!(mails[0].text.contains("Is this the whole group?") && mails[0].text.contains("Please add it."));
    assert_eq!(mails[0].subject, preview.subject);
    assert_eq!(crate::common::token(&mails[0]), token, "the link stays the same");

    let supplier = desk_of(&portal, &token).await;
    assert_eq!(supplier.queries().await.unwrap().len(), 2);
    let stored = supplier.draft().await.unwrap();
    let correction = vec![change("f:company.name", "S Group Ltd")];
    supplier.save(stored.revision, "tab", correction, "company").await.unwrap();
    // SUP-M8: the other question is not passed over.
    assert!(matches!(supplier.submit().await, Err(ServiceError::Unanswered(1))));
    let address =
        desk.request(id).await.unwrap().queries.into_iter().find(|q| q.location == "company.address");
    let reply = format!("why:query:{}", address.unwrap().id);
    let stored = supplier.draft().await.unwrap();
    supplier.save(stored.revision, "tab", vec![change(&reply, "We have none.")], "fix").await.unwrap();
    let second = supplier.submit().await.unwrap();
    assert_eq!(second.number, 2);

    let detail = desk.request(id).await.unwrap();
    assert_eq!(detail.request.state, RequestState::Resubmitted);
    let state = |location: &str| detail.queries.iter().find(|q| q.location == location).unwrap().state;
    assert_eq!(
        (state("company.name"), state("company.address")),
        (QueryState::Answered, QueryState::Answered)
    );
    let difference = desk.difference(id, 1, 2).await.unwrap();
    assert_eq!(difference.len(), 1);
    assert_eq!((difference[0].old.as_str(), difference[0].new.as_str()), ("S Ltd", "S Group Ltd"));

    desk.accept(id).await.unwrap();
    assert!(desk.request(id).await.unwrap().queries.iter().all(|q| q.state == QueryState::Closed));
    assert_eq!(desk.undo(id).await.unwrap().state, RequestState::InReview);
    desk.reject(id, "Not yours.").await.unwrap();
    assert!(desk.send_back(id).await.is_err());
    let last = portal.deliver().await;
    assert!(last.iter().any(|m| m.text.contains("Not yours.")));
    let log = desk.log_of(&format!("request:{id}"), 100).await.unwrap();
    for action in [
        "request.invited",
        "request.opened",
        "request.started",
        "request.submitted",
        "request.sent_back",
        "request.accepted",
        "request.decision_undone",
        "request.rejected",
    ] {
        assert!(log.iter().any(|e| e.entry.action == action), "{action} is in the log");
    }
}

#[tokio::test]
async fn a_desk_reaches_its_own_request_only() {
    let portal = TestApp::new().await;
    let (_, ids, token) = submitted(&portal, &["One", "Two"]).await;
    let supplier = desk_of(&portal, &token).await;
    assert_eq!(supplier.request().id, ids[0]);
    assert!(supplier.submissions().await.unwrap().iter().all(|s| s.request == ids[0]));
    assert!(matches!(supplier.submission(7).await, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn declining_and_asking_again() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let old = token(&portal.deliver().await[0]);
    assert!(matches!(portal.services.decline(&old, " ").await, Err(ServiceError::Invalid(_))));
    portal.services.decline(&old, "We sell services.").await.unwrap();
    let id = &rows[0].request.id;
    let declined = desk.request(id).await.unwrap().request;
    assert_eq!((declined.state, declined.reason.as_str()), (RequestState::Declined, "We sell services."));
    assert_eq!(declined.next_reminder_at, None);
    assert_eq!(desk.undo(id).await.unwrap().state, RequestState::Invited);
    let again = portal.deliver().await;
    assert_eq!(again.len(), 1);
    assert_ne!(token(&again[0]), old);
}

#[tokio::test]
async fn another_person_takes_over_and_the_old_link_dies() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let old = token(&portal.deliver().await[0]);
    portal.services.name_other_person(&old, "Mei", "MEI@other.example", "ask her").await.unwrap();
    let id = &rows[0].request.id;
    assert_eq!(desk.request(id).await.unwrap().other_person.unwrap().email, "mei@other.example");
    assert!(portal.deliver().await.is_empty(), "the team decides first");
    // The team corrects a slip before it agrees; what is no address is sent back, and nothing changes.
    assert!(desk.accept_other_person(id, "Mei", "mei@other").await.is_err());
    assert!(portal.services.landing(&old, "x").await.is_ok());
    desk.accept_other_person(id, "Mei Lin", "Mei.Lin@other.example").await.unwrap();
    let mails = portal.deliver().await;
    assert_eq!((mails.len(), mails[0].to.as_str()), (1, "mei.lin@other.example"));
    assert!(portal.services.landing(&old, "x").await.is_err());
    assert_eq!(desk.request(id).await.unwrap().supplier.contact_name, "Mei Lin");
}

#[tokio::test]
async fn a09_a_new_link_goes_to_the_address_on_file_and_not_too_often() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    portal.ask_link("nonsense", "stranger@evil.example", "c").await.unwrap();
    assert!(portal.deliver().await.is_empty());
    for i in 0..6 {
        let asked = portal.ask_link("nonsense", &rows[0].email, &format!("c{i}")).await;
        // Whoever asks too often hears so, whether anybody is asked there or not.
        let stranger = portal.ask_link("nonsense", "nobody@evil.example", &format!("c{i}")).await;
        assert_eq!(matches!(asked, Err(ServiceError::Throttled)), i >= 3, "{i}");
        assert_eq!(matches!(stranger, Err(ServiceError::Throttled)), i >= 3, "{i}");
    }
    let mails = portal.deliver().await;
    assert_eq!(mails.len(), 3);
    assert!(mails.iter().all(|m| m.to == rows[0].email));
}

#[tokio::test]
async fn e10_no_token_is_stored_anywhere() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let token = token(&portal.deliver().await[0]);
    let mails = desk.mails(None, 100).await.unwrap();
    assert!(mails.iter().all(|m| !format!("{m:?}").contains(&token)));
    let links = portal.store.links(&rows[0].request.id).await.unwrap();
    assert!(links.iter().all(|l| !format!("{l:?}").contains(&token)));
}

#[tokio::test]
async fn what_a_colleague_typed_meanwhile_is_not_submitted_unseen() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let supplier = desk_of(&portal, &token(&portal.deliver().await[0])).await;
    let shown = supplier.save(0, "mine", all_no(), "company").await.unwrap().revision;
    supplier.save(shown, "theirs", vec![change("f:company.name", "Another Ltd")], "company").await.unwrap();
    assert!(matches!(supplier.submit_seen(Some(shown)).await, Err(ServiceError::Conflict)));
    let now = supplier.draft().await.unwrap().revision;
    let receipt = supplier.submit_seen(Some(now)).await.unwrap();
    assert!(receipt.document.contains("Another Ltd"));
    assert_eq!(supplier.submit_seen(Some(shown)).await.unwrap().number, 1, "the receipt, whatever was shown");
}

#[tokio::test]
async fn a_submission_keeps_the_hash_of_the_rules_that_checked_it() {
    let portal = TestApp::new().await;
    let (_, requests, _) = submitted(&portal, &["One"]).await;
    let stored = portal.store.submission(&requests[0], 1).await.unwrap().unwrap();
    let version = stored.rules_version;
    assert_eq!(version, domain::rules::VERSION);
    assert!(version.len() == 32 && version.bytes().all(|b| b.is_ascii_hexdigit()), "{version}");
}
