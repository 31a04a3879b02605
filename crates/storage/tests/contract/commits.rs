//! Units of work on one request.

use crate::test_db::*;
use domain::workflow::RequestState;
use service::ports::StoreError;
use service::records::*;

pub async fn a_commit_returns_what_is_stored(db: TestDb) {
    let request = db.request(RequestState::Opened).await;
    let changed = Request {
        state: RequestState::SentBack,
        state_at: NOW + 1,
        invited_at: Some(Instant::from_millis(1)),
        opened_at: Some(Instant::from_millis(2)),
        submitted_at: Some(Instant::from_millis(3)),
        submissions: 4,
        errors: 5,
        warnings: 6,
        reminders: 7,
        next_reminder_at: Some(Instant::from_millis(8)),
        snoozed_until: Some(Instant::from_millis(9)),
        last_section: "q1".into(),
        reason: "because".into(),
        proposed_contact: "Somebody Else <else@example.com>".into(),
        scope_reason: "Services only".into(),
        owner: Some("m1".into()),
        ..request.clone()
    };
    let stored = db.store.commit(RequestCommit::of(changed.clone())).await.unwrap();
    let version = request.version + 1;
    assert_eq!(stored, Request { version, acted: version, ..changed });
    assert_eq!(db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap(), stored);
}

/// F-D8: a reminder moves the version on, and yet whoever saw the version before saw all that counts.
pub async fn f_d8_a_quiet_commit_is_no_act(db: TestDb) {
    let request = db.request(RequestState::Invited).await;
    let mut commit = RequestCommit::of(Request { reminders: 1, ..request.clone() });
    commit.quiet = true;
    let reminded = db.store.commit(commit).await.unwrap();
    assert_eq!(reminded, db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap());
    assert!(reminded.version > request.version && reminded.was_seen_at(request.version));
    let withdrawn = Request { state: RequestState::Withdrawn, ..reminded.clone() };
    let withdrawn = db.store.commit(RequestCommit::of(withdrawn)).await.unwrap();
    assert_eq!(withdrawn, db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap());
    assert!(withdrawn.was_seen_at(withdrawn.version) && !withdrawn.was_seen_at(reminded.version));
}

pub async fn a_stale_commit_is_a_conflict(db: TestDb) {
    let request = db.request(RequestState::Submitted).await;
    let accept = RequestCommit::of(Request { state: RequestState::Accepted, ..request.clone() });
    let mut reject = RequestCommit::of(Request { state: RequestState::Rejected, ..request.clone() });
    reject.mails = vec![db.mail("rejected")];
    reject.log = vec![act("request.rejected")];
    db.store.commit(accept).await.unwrap();
    let before = db.store.log_after(0, 100).await.unwrap().len();
    assert!(matches!(db.store.commit(reject).await, Err(StoreError::Conflict)));
    assert_eq!(
        db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap().state,
        RequestState::Accepted
    );
    assert_eq!(db.store.mails(&Scope::Everything, None, 10).await.unwrap().len(), 0);
    assert_eq!(db.store.log_after(0, 100).await.unwrap().len(), before);
    let mut nobody = RequestCommit::of(request);
    nobody.request.id = db.id().into();
    assert!(matches!(db.store.commit(nobody).await, Err(StoreError::NotFound)));
}

pub async fn a_commit_whose_draft_moved_on_is_a_conflict(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let submit = |revision| {
        let mut commit = RequestCommit::of(Request { state: RequestState::Submitted, ..request.clone() });
        commit.draft_revision = Some(revision);
        commit.submission = Some(db.submission(&request.id, 1));
        commit
    };
    db.store.save_draft(save(&request.id, 0, "one", "f:a", Some("1"))).await.unwrap();
    assert!(matches!(db.store.commit(submit(0)).await, Err(StoreError::Conflict)));
    assert_eq!(db.store.submissions(&request.id).await.unwrap(), vec![]);
    db.store.commit(submit(1)).await.unwrap();
    assert_eq!(db.store.submissions(&request.id).await.unwrap().len(), 1);
}

pub async fn d11_twenty_submits_at_once_make_one_submission(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    db.store.save_draft(save(&request.id, 0, "one", "f:a", Some("1"))).await.unwrap();
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let mut commit = RequestCommit::of(Request {
                state: RequestState::Submitted,
                submissions: 1,
                ..request.clone()
            });
            commit.submission = Some(db.submission(&request.id, 1));
            commit.draft_revision = Some(1);
            commit.mails = vec![db.mail(&format!("receipt:{}:1", request.id))];
            commit.log = vec![act("request.submitted")];
            let store = db.store.clone();
            tokio::spawn(async move { store.commit(commit).await })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => assert!(matches!(error, StoreError::Conflict), "{error}"),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(db.store.submissions(&request.id).await.unwrap().len(), 1);
    assert_eq!(db.store.mails(&Scope::Everything, None, 10).await.unwrap().len(), 1);
    let acts = db.store.log_of("test:1", 100).await.unwrap();
    assert_eq!(acts.iter().filter(|e| e.entry.action == "request.submitted").count(), 1);
}

pub async fn saves_and_a_submit_at_once_agree(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    db.store.save_draft(save(&request.id, 0, "one", "f:0", Some("1"))).await.unwrap();
    let saves: Vec<_> = (1..20)
        .map(|n| {
            let (store, id) = (db.store.clone(), request.id.clone());
            tokio::spawn(
                async move { store.save_draft(save(&id, n, "one", &format!("f:{n}"), Some("1"))).await },
            )
        })
        .collect();
    let mut submitted_at_revision = None;
    for _ in 0..100 {
        let revision = db.store.draft(&request.id).await.unwrap().revision;
        let mut commit = RequestCommit::of(Request { state: RequestState::Submitted, ..request.clone() });
        commit.draft_revision = Some(revision);
        match db.store.commit(commit).await {
            Ok(_) => {
                submitted_at_revision = Some(revision);
                break;
            }
            Err(error) => assert!(matches!(error, StoreError::Conflict), "{error}"),
        }
    }
    for save in saves {
        match save.await.unwrap() {
            Ok(saved) => assert!(Some(saved.revision) <= submitted_at_revision, "saved behind the submit"),
            Err(error) => assert!(matches!(error, StoreError::NotWritable), "{error}"),
        }
    }
    assert_eq!(Some(db.store.draft(&request.id).await.unwrap().revision), submitted_at_revision);
}

pub async fn submissions_are_numbered_once_and_never_change(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let mut commit = RequestCommit::of(request.clone());
    let first = db.submission(&request.id, 1);
    commit.submission = Some(first.clone());
    let request = db.store.commit(commit).await.unwrap();
    let mut again = RequestCommit::of(request.clone());
    again.submission = Some(db.submission(&request.id, 1));
    assert!(matches!(db.store.commit(again).await, Err(StoreError::Duplicate("submission.number"))));
    let mut second = RequestCommit::of(request.clone());
    second.submission = Some(db.submission(&request.id, 2));
    db.store.commit(second).await.unwrap();
    let all = db.store.submissions(&request.id).await.unwrap();
    assert_eq!(all.iter().map(|s| s.number).collect::<Vec<_>>(), vec![1, 2]);
    assert_eq!(db.store.submission(&request.id, 1).await.unwrap(), Some(first));
    assert_eq!(db.store.submission(&request.id, 3).await.unwrap(), None);
    assert!(db.raw("UPDATE submission SET document = 'x'").await.is_err());
}

pub async fn queries_are_added_overwritten_and_dropped(db: TestDb) {
    let request = db.request(RequestState::InReview).await;
    let query = |id: &str, at, state| Query {
        id: id.into(),
        request: request.id.clone(),
        submission: 1,
        location: "q1.tin".into(),
        finding: "CMP001@q1.tin".into(),
        text: "Please say which.".into(),
        old_value: "Yes".into(),
        reply: String::new(),
        state,
        member: "m".into(),
        created_at: at,
        was: None,
    };
    let (a, b) = (query("a", NOW + 1, QueryState::Draft), query("b", NOW, QueryState::Draft));
    let mut commit = RequestCommit::of(request.clone());
    commit.queries = vec![a.clone(), b.clone()];
    let request = db.store.commit(commit).await.unwrap();
    assert_eq!(db.store.queries(&request.id).await.unwrap(), vec![b.clone(), a.clone()]);
    let sent = Query { state: QueryState::Open, text: "Which one?".into(), ..a.clone() };
    let mut commit = RequestCommit::of(request.clone());
    commit.queries = vec![sent.clone()];
    commit.dropped_queries = vec!["a".into(), "b".into()];
    let request = db.store.commit(commit).await.unwrap();
    assert_eq!(db.store.queries(&request.id).await.unwrap(), vec![sent], "only drafts are dropped");
    // The identifier of somebody else's query does no harm.
    let foreign = db.request(RequestState::InReview).await;
    let mut commit = RequestCommit::of(foreign.clone());
    commit.queries = vec![Query { request: foreign.id.clone(), ..a }];
    assert!(matches!(db.store.commit(commit).await, Err(StoreError::Conflict)));
}

pub async fn revoking_ends_older_links_and_sessions(db: TestDb) {
    let request = db.request(RequestState::Opened).await;
    let (old, new) = (db.link(&request.id, NOW), db.link(&request.id, NOW + 1));
    let mut commit = RequestCommit::of(request.clone());
    commit.links = vec![old.clone()];
    let request = db.store.commit(commit).await.unwrap();
    let session = Session {
        hash: db.hash(),
        owner: SessionOwner::Request(request.id.clone()),
        place: SessionPlace::default(),
        created_at: NOW,
        seen_at: NOW,
        expires_at: NOW + 1000,
    };
    db.store.create_session(session.clone()).await.unwrap();
    let mut commit = RequestCommit::of(request.clone());
    commit.links = vec![new.clone()];
    commit.revoke_access = true;
    commit.log = vec![act_at("link.replaced", NOW + 7)];
    db.store.commit(commit).await.unwrap();
    let revoked = Link { revoked_at: Some(NOW + 7), ..old };
    assert_eq!(db.store.links(&request.id).await.unwrap(), vec![new.clone(), revoked.clone()]);
    assert_eq!(db.store.link_by_hash(&revoked.hash).await.unwrap(), Some(revoked));
    assert_eq!(db.store.link_by_hash("none").await.unwrap(), None);
    assert_eq!(db.store.session(&session.hash, NOW, Instant::EPOCH).await.unwrap(), None);
}

pub async fn a_link_to_another_request_is_refused(db: TestDb) {
    let (request, other) = (db.request(RequestState::Opened).await, db.request(RequestState::Opened).await);
    let mut commit = RequestCommit::of(request);
    commit.links = vec![db.link(&other.id, NOW)];
    assert!(db.store.commit(commit).await.is_err());
    assert_eq!(db.store.links(&other.id).await.unwrap(), vec![]);
}

pub async fn a_commit_is_all_or_nothing(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let supplier = db.store.supplier(&Scope::Everything, &request.supplier).await.unwrap().unwrap();
    let mut commit = RequestCommit::of(Request { state: RequestState::Submitted, ..request.clone() });
    commit.submission = Some(db.submission(&request.id, 1));
    commit.links = vec![db.link(&request.id, NOW)];
    commit.mails = vec![db.mail("receipt")];
    commit.log = vec![act("request.submitted")];
    // The supplier is written last before mails and log, and was changed meanwhile.
    commit.supplier =
        Some(Supplier { version: supplier.version + 1, name: "New".into(), ..supplier.clone() });
    assert!(matches!(db.store.commit(commit).await, Err(StoreError::Conflict)));
    assert_eq!(db.store.request(&Scope::Everything, &request.id).await.unwrap(), Some(request.clone()));
    assert_eq!(db.store.submissions(&request.id).await.unwrap().len(), 0);
    assert_eq!(db.store.links(&request.id).await.unwrap().len(), 0);
    assert_eq!(db.store.mails(&Scope::Everything, None, 10).await.unwrap().len(), 0);
    assert_eq!(db.store.supplier(&Scope::Everything, &supplier.id).await.unwrap(), Some(supplier));
}

pub async fn a_new_contact_is_stored_with_the_commit(db: TestDb) {
    let request = db.request(RequestState::Opened).await;
    let supplier = db.store.supplier(&Scope::Everything, &request.supplier).await.unwrap().unwrap();
    let mut commit = RequestCommit::of(request.clone());
    commit.supplier = Some(Supplier { email: "new@example.com".into(), ..supplier.clone() });
    db.store.commit(commit).await.unwrap();
    let stored = db.store.supplier(&Scope::Everything, &supplier.id).await.unwrap().unwrap();
    assert_eq!((stored.email.as_str(), stored.version), ("new@example.com", supplier.version + 1));
    let found = RequestFilter { search: "new@EXAMPLE".into(), limit: 10, ..Default::default() };
    assert_eq!(db.store.requests(&Scope::Everything, &found).await.unwrap().rows.len(), 1);
}

pub async fn reminders_are_due_in_order_and_only_for_those_who_wait(db: TestDb) {
    let campaign = db.campaign().await;
    let store = &db.store;
    for (n, state) in RequestState::ALL.into_iter().enumerate() {
        let request = db.request_of(&campaign, state.key(), state, NOW).await;
        let at = Some(NOW + 100 - n as i64);
        store.commit(RequestCommit::of(Request { next_reminder_at: at, ..request })).await.unwrap();
    }
    assert_eq!(store.reminders_due(NOW + 1000, 10).await.unwrap(), vec![], "the campaign is not open");
    store.launch(&campaign.id, campaign.version, vec![], act("campaign.launched")).await.unwrap();
    let due = store.reminders_due(NOW + 1000, 10).await.unwrap();
    use RequestState::*;
    assert_eq!(due.iter().map(|r| r.state).collect::<Vec<_>>(), vec![SentBack, Started, Opened, Invited]);
    assert_eq!(store.reminders_due(NOW + 1000, 1).await.unwrap().len(), 1);
    assert_eq!(store.reminders_due(NOW + 97, 10).await.unwrap().len(), 2);
    let ahead = store.reminders_ahead(&Scope::Everything, Some(&campaign.id), 3).await.unwrap();
    assert_eq!(ahead.iter().map(|r| r.request.state).collect::<Vec<_>>(), vec![SentBack, Started, Opened]);
    assert_eq!(store.reminders_ahead(&Scope::Everything, None, 10).await.unwrap().len(), 4);
    assert_eq!(store.reminders_ahead(&Scope::Everything, Some(&"other".into()), 10).await.unwrap().len(), 0);
    let now = store.campaign(&Scope::Everything, &campaign.id).await.unwrap().unwrap();
    store
        .save_campaign(Campaign { state: CampaignState::Closed, ..now }, act("campaign.closed"))
        .await
        .unwrap();
    assert_eq!(store.reminders_due(NOW + 1000, 10).await.unwrap(), vec![]);
}

/// DESK-20, F-D8: what will not be sent is not listed among the next reminders.
pub async fn desk_20_only_what_will_be_sent_is_ahead(db: TestDb) {
    let campaign = db.campaign().await;
    let store = &db.store;
    let after_the_end = service::start_of(campaign.cutoff) + service::DAY;
    let cap = campaign.reminders.cap(RequestState::Invited) as i64;
    for (name, at, reminders) in
        [("sent", NOW, 0), ("late", after_the_end, 0), ("last", after_the_end - 1, 0), ("capped", NOW, cap)]
    {
        let request = db.request_of(&campaign, name, RequestState::Invited, NOW).await;
        let planned = Request { next_reminder_at: Some(at), reminders, ..request };
        store.commit(RequestCommit::of(planned)).await.unwrap();
    }
    for (name, email, mail_problem, retired_at) in [
        ("no address", "", None, None),
        ("refused", "a@b.example", Some("550 5.1.1"), None),
        ("retired", "a@b.example", None, Some(NOW)),
    ] {
        let request = db.request_of(&campaign, name, RequestState::Opened, NOW).await;
        let supplier = store.supplier(&Scope::Everything, &request.supplier).await.unwrap().unwrap();
        let mut commit = RequestCommit::of(Request { next_reminder_at: Some(NOW), ..request });
        let mail_problem = mail_problem.map(str::to_owned);
        commit.supplier = Some(Supplier { email: email.into(), mail_problem, retired_at, ..supplier });
        store.commit(commit).await.unwrap();
    }
    store.launch(&campaign.id, campaign.version, vec![], act("campaign.launched")).await.unwrap();
    let ahead = store.reminders_ahead(&Scope::Everything, None, 10).await.unwrap();
    let names: Vec<&str> = ahead.iter().map(|row| row.supplier_name.as_str()).collect();
    assert_eq!(names, ["sent", "last"]);
}

/// F-D6, DESK-4: the supplier and what follows for its requests are stored together or not at all, by hand and by import.
pub async fn f_d6_a_changed_supplier_and_its_requests_are_stored_together(db: TestDb) {
    let store = &db.store;
    let request = db.request(RequestState::Opened).await;
    let supplier = store.supplier(&Scope::Everything, &request.supplier).await.unwrap().unwrap();
    let moved = Supplier { email: "new@example.com".into(), ..supplier.clone() };
    let handed_over = |request: &Request| {
        let mut commit = RequestCommit::of(request.clone());
        commit.revoke_access = true;
        commit.links = vec![db.link(&request.id, NOW)];
        commit.mails = vec![db.mail(&format!("invitation:{}:{}", request.id, request.version))];
        commit.log = vec![act("request.handed_over")];
        commit
    };
    let stale = Request { version: request.version - 1, ..request.clone() };
    let refused = store.change_supplier(moved.clone(), vec![handed_over(&stale)], act("changed")).await;
    assert!(matches!(refused, Err(StoreError::Conflict)));
    assert_eq!(store.supplier(&Scope::Everything, &supplier.id).await.unwrap(), Some(supplier.clone()));
    assert_eq!(store.mails(&Scope::Everything, None, 10).await.unwrap().len(), 0);
    let stored = store.change_supplier(moved, vec![handed_over(&request)], act("changed")).await.unwrap();
    assert_eq!(store.supplier(&Scope::Everything, &supplier.id).await.unwrap(), Some(stored.clone()));
    let links = store.links(&request.id).await.unwrap();
    assert_eq!(links.iter().filter(|link| link.revoked_at.is_none()).count(), 1);
    assert_eq!(store.mails(&Scope::Everything, None, 10).await.unwrap().len(), 1);
    let acts = store.log_after(0, 1_000).await.unwrap();
    let last: Vec<&str> = acts.iter().rev().take(2).map(|e| e.entry.action.as_str()).collect();
    assert_eq!(last, ["request.handed_over", "changed"]);

    let request = store.request(&Scope::Everything, &request.id).await.unwrap().unwrap();
    let batch = ImportBatch { id: "b".into(), member: "m".into(), document: "{}".into(), created_at: NOW };
    store.put_import(batch).await.unwrap();
    let again = vec![Supplier { email: "third@example.com".into(), ..stored }];
    let stale = Request { version: request.version - 1, ..request.clone() };
    let refused = store.apply_import_with("b", again.clone(), vec![handed_over(&stale)], act("import")).await;
    assert!(matches!(refused, Err(StoreError::Conflict)));
    store.apply_import_with("b", again, vec![handed_over(&request)], act("import")).await.unwrap();
    assert_eq!(store.mails(&Scope::Everything, None, 10).await.unwrap().len(), 2);
    let now = store.supplier(&Scope::Everything, &supplier.id).await.unwrap().unwrap();
    assert_eq!(now.email, "third@example.com");
}

/// DESK-12: what a decision closed keeps where it stood.
pub async fn desk_12_a_query_keeps_where_it_stood(db: TestDb) {
    let request = db.request(RequestState::InReview).await;
    let query = Query {
        id: "q".into(),
        request: request.id.clone(),
        submission: 1,
        location: "q1.tin".into(),
        finding: String::new(),
        text: "Which?".into(),
        old_value: String::new(),
        reply: String::new(),
        state: QueryState::Closed,
        member: "m".into(),
        created_at: NOW,
        was: Some(QueryState::Answered),
    };
    let mut commit = RequestCommit::of(request.clone());
    commit.queries = vec![query.clone()];
    let request = db.store.commit(commit).await.unwrap();
    assert_eq!(db.store.queries(&request.id).await.unwrap(), vec![query.clone()]);
    let back = Query { state: QueryState::Answered, was: None, ..query };
    let mut commit = RequestCommit::of(request.clone());
    commit.queries = vec![back.clone()];
    db.store.commit(commit).await.unwrap();
    assert_eq!(db.store.queries(&request.id).await.unwrap(), vec![back]);
}
