//! Telephone calls about requests.

use crate::test_db::*;
use domain::workflow::RequestState;
use service::ports::StoreError;
use service::records::*;

fn call(db: &TestDb, request: &Request, on: &str, at: Instant) -> Call {
    Call {
        id: db.id(),
        supplier: request.supplier.clone(),
        request: request.id.clone(),
        on: on.parse().unwrap(),
        person: "Ann 李".into(),
        outcome: CallOutcome::WillAnswer,
        until: Some("2026-11-02".parse().unwrap()),
        words: "After the holiday.".into(),
        by: "m1".into(),
        at,
    }
}

pub async fn a_call_is_kept_once_and_told_in_the_log(db: TestDb) {
    let (campaign, other) = (db.campaign().await, db.campaign().await);
    let request = db.request_of(&campaign, "Alpha", RequestState::Invited, NOW).await;
    let beside = db.request_of(&other, "Beta", RequestState::Invited, NOW).await;
    let late = call(&db, &request, "2026-10-06", NOW);
    let early =
        Call { until: None, outcome: CallOutcome::NotReached, ..call(&db, &request, "2026-10-05", NOW + 1) };
    let elsewhere = call(&db, &beside, "2026-10-05", NOW);
    for kept in [&late, &early, &elsewhere] {
        assert!(db.store.put_call(kept.clone(), act("request.called")).await.unwrap());
    }
    let again = Call { words: "Otherwise.".into(), ..late.clone() };
    assert!(!db.store.put_call(again, act("request.called")).await.unwrap(), "pressed twice");
    assert_eq!(db.number("SELECT count(*) FROM log_entry WHERE action = 'request.called'").await, 3);

    let all = &Scope::Everything;
    // A call of yesterday that is noted today was yesterday.
    assert_eq!(db.store.calls(all, &request.supplier).await.unwrap(), [late.clone(), early.clone()]);
    let both = vec![request.id.clone(), beside.id.clone()];
    assert_eq!(db.store.calls_about(all, both.clone()).await.unwrap().len(), 3);
    assert_eq!(db.store.calls_counted(all, &campaign.id).await.unwrap(), 2);
    // Whoever works on another campaign sees and counts none of it.
    let part = Scope::Campaigns(vec![other.id.clone()]);
    assert_eq!(db.store.calls(&part, &request.supplier).await.unwrap(), []);
    assert_eq!(db.store.calls_about(&part, both).await.unwrap(), [elsewhere]);
    assert_eq!(db.store.calls_counted(&part, &campaign.id).await.unwrap(), 0);
}

pub async fn no_call_is_kept_behind_a_removal(db: TestDb) {
    let campaign = db.campaign().await;
    let request = db.request_of(&campaign, "Alpha", RequestState::Accepted, NOW).await;
    let run = RetentionRun {
        id: db.id(),
        months: 60,
        started_at: NOW,
        started_by: "system".into(),
        counts: RemovedCounts::default(),
        finished_at: None,
    };
    db.store.begin_run(run.clone()).await.unwrap();
    db.store.remove_request(&request.id, &run, act("request.removed")).await.unwrap().unwrap();
    let refused = db.store.put_call(call(&db, &request, "2026-10-06", NOW), act("request.called")).await;
    assert!(matches!(refused, Err(StoreError::NotWritable)), "{refused:?}");
    assert_eq!(db.store.calls(&Scope::Everything, &request.supplier).await.unwrap(), []);
}

pub async fn whom_only_a_call_reaches_is_found(db: TestDb) {
    let campaign = db.campaign().await;
    let open = Campaign { state: CampaignState::Open, ..campaign };
    let open = db.store.save_campaign(open, act("campaign.launched")).await.unwrap();
    let ask = async |name: &str, state: RequestState, next: Option<Instant>| {
        let request = db.request_of(&open, name, state, NOW).await;
        let changed = Request { next_reminder_at: next, ..request };
        db.store.commit(RequestCommit::of(changed)).await.unwrap()
    };
    let ahead = Some(NOW + 1);
    let silent = ask("Silent", RequestState::Invited, None).await;
    ask("Reminded", RequestState::Started, ahead).await;
    ask("Answered", RequestState::Submitted, None).await;
    for (name, problem, gone) in [("Bounced", Some("550"), None), ("Retired", Some("550"), Some(NOW))] {
        let request = ask(name, RequestState::Opened, ahead).await;
        let supplier = db.store.supplier(&Scope::Everything, &request.supplier).await.unwrap().unwrap();
        let supplier = Supplier { mail_problem: problem.map(Into::into), retired_at: gone, ..supplier };
        db.store.save_supplier(supplier, act("x")).await.unwrap();
    }
    let found = async |having: &[Having]| {
        let having = [&[Having::OpenCampaign, Having::ToCall][..], having].concat();
        let states = RequestState::ALL.into_iter().filter(|s| s.waits_for_supplier()).collect();
        let filter = RequestFilter { having, states, limit: 10, ..RequestFilter::default() };
        let rows = db.store.requests(&Scope::Everything, &filter).await.unwrap().rows;
        assert_eq!(db.store.requests_found(&Scope::Everything, &filter).await.unwrap(), rows.len() as u64);
        rows.into_iter().map(|row| row.supplier_name).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]).await, ["Bounced", "Silent"]);
    db.store.put_call(call(&db, &silent, "2026-10-06", NOW), act("request.called")).await.unwrap();
    assert_eq!(found(&[Having::NotCalled]).await, ["Bounced"]);
}
