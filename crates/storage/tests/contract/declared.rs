//! What submissions say, as rows.

use crate::test_db::*;
use domain::smelters::TypedSmelter;
use domain::workflow::RequestState;
use service::ports::StoreError;
use service::records::*;
use std::collections::BTreeMap;

fn cells(of: &[(&str, &str)]) -> BTreeMap<String, String> {
    of.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

fn smelter(line: i64, name: &str) -> DeclaredRow {
    let reported = ReportedSmelter {
        id: format!("id-{name}"),
        metal: "tin".into(),
        name_key: name.to_lowercase(),
        typed: TypedSmelter { metal: "Tin".into(), name: name.into(), ..TypedSmelter::default() },
    };
    DeclaredRow {
        kind: "smelter".into(),
        line,
        id: u64::MAX.to_string(),
        cells: cells(&[("metal", "Tin"), ("name", name), ("comment", "x\u{0}'; --")]),
        reported: Some(reported),
    }
}

fn declared(request: &RequestId, number: i64, names: &[&str]) -> Declared {
    let product = DeclaredRow {
        kind: "product".into(),
        line: 1,
        id: "1".into(),
        cells: cells(&[("number", "P-1")]),
        reported: None,
    };
    let rows = (1..).zip(names).map(|(line, name)| smelter(line, name)).chain([product]);
    Declared {
        request: request.clone(),
        number,
        shape: 1,
        answers: cells(&[("q1.tin", "Yes"), ("company.name", "Zinnwerk 锡")]),
        rows: rows.collect(),
    }
}

async fn submit(db: &TestDb, request: Request, names: &[&str]) -> Result<Request, StoreError> {
    let mut commit = RequestCommit::of(request);
    let number = commit.request.submissions + 1;
    commit.request.submissions = number;
    commit.request.state = RequestState::Submitted;
    commit.submission = Some(db.submission(&commit.request.id, number));
    commit.declared = Some(declared(&commit.request.id, number, names));
    db.store.commit(commit).await
}

pub async fn rows_come_in_with_their_submission_or_not_at_all(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let names: Vec<String> = (0..300).map(|n| format!("Works {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    submit(&db, request.clone(), &names).await.unwrap();
    let refused = submit(&db, request.clone(), &["Other"]).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    let expected = declared(&request.id, 1, &names);
    assert_eq!(db.store.declared(&request.id, 1).await.unwrap(), Some(expected));
    assert_eq!(db.store.declared(&request.id, 2).await.unwrap(), None);
    let foreign = db.request(RequestState::Started).await;
    let mut commit = RequestCommit::of(foreign.clone());
    commit.submission = Some(db.submission(&foreign.id, 1));
    commit.declared = Some(declared(&request.id, 1, &["Other"]));
    assert!(matches!(db.store.commit(commit).await, Err(StoreError::Fault(_))));
}

pub async fn rows_are_put_in_the_place_of_others(db: TestDb) {
    let mut ids = Vec::new();
    for _ in 0..3 {
        let request = db.request(RequestState::Started).await;
        let mut commit = RequestCommit::of(request);
        commit.request.submissions = 1;
        commit.submission = Some(db.submission(&commit.request.id, 1));
        ids.push(db.store.commit(commit).await.unwrap().id);
    }
    ids.sort();
    let behind = |id: &RequestId| (id.clone(), 1);
    let without = |found: Vec<Submission>| found.into_iter().map(|s| s.request).collect::<Vec<_>>();
    let start = (RequestId::default(), 0);
    assert_eq!(without(db.store.submissions_behind(&start, Some(1), 10).await.unwrap()), ids);
    assert_eq!(without(db.store.submissions_behind(&start, Some(1), 2).await.unwrap()), ids[..2]);
    assert_eq!(without(db.store.submissions_behind(&behind(&ids[0]), None, 10).await.unwrap()), ids[1..]);
    let first = declared(&ids[0], 1, &["A", "B"]);
    db.store.put_declared(vec![first, declared(&ids[1], 1, &["A"])]).await.unwrap();
    assert_eq!(without(db.store.submissions_behind(&start, Some(1), 10).await.unwrap()), ids[2..]);
    assert_eq!(without(db.store.submissions_behind(&start, Some(2), 10).await.unwrap()), ids);
    let again = Declared { shape: 2, answers: BTreeMap::new(), ..declared(&ids[0], 1, &["C"]) };
    db.store.put_declared(vec![again.clone()]).await.unwrap();
    assert_eq!(db.store.declared(&ids[0], 1).await.unwrap(), Some(again));
    // A name that is folded in another way now is known by its new key alone.
    let mut folded = declared(&ids[1], 1, &["A"]);
    folded.rows[0].reported.as_mut().unwrap().name_key = "a new".into();
    db.store.put_declared(vec![folded]).await.unwrap();
    let names = db.store.reported_names().await.unwrap();
    let keys: Vec<_> = names.iter().map(|n| (n.id.as_str(), n.name_key.as_str())).collect();
    assert_eq!(keys, [("id-A", "a new"), ("id-B", "b"), ("id-C", "c")]);
}

pub async fn who_reported_a_smelter_is_found(db: TestDb) {
    let out = vec![RequestState::Withdrawn, RequestState::Declined];
    let draft = db.campaign().await;
    let open = Campaign { state: CampaignState::Open, ..draft };
    let campaign = db.store.save_campaign(open, act("campaign.launched")).await.unwrap();
    let one = db.request_of(&campaign, "One", RequestState::Started, NOW).await;
    let two = db.request_of(&campaign, "Two", RequestState::Started, NOW).await;
    let closed = db.request(RequestState::Started).await;
    submit(&db, closed, &["A"]).await.unwrap();
    let one = submit(&db, one, &["A", "B"]).await.unwrap();
    submit(&db, two.clone(), &["B"]).await.unwrap();
    let who = |found: Vec<Reporter>| {
        let mut who: Vec<_> = found.into_iter().map(|r| (r.reported, r.request)).collect();
        who.sort();
        who
    };
    let named = |name: &str, request: &Request| (format!("id-{name}"), request.id.clone());
    let all: Vec<Id> = ["A", "B", "C"].iter().map(|n| format!("id-{n}")).collect();
    let mut expected = vec![named("A", &one), named("B", &one), named("B", &two)];
    expected.sort();
    assert_eq!(who(db.store.reporters(all.clone(), out.clone()).await.unwrap()), expected);
    assert_eq!(who(db.store.reporters(vec![], out.clone()).await.unwrap()), []);
    let supplier = db.store.supplier(&one.supplier).await.unwrap().unwrap();
    let found = db.store.reporters(vec!["id-A".into()], out.clone()).await.unwrap();
    assert_eq!(found[0].supplier, supplier.name);
    // Only the last submission counts, and only as long as the request does.
    let one = submit(&db, one, &["C"]).await.unwrap();
    let mut expected = vec![named("B", &two), named("C", &one)];
    expected.sort();
    assert_eq!(who(db.store.reporters(all.clone(), out.clone()).await.unwrap()), expected);
    let mut commit = RequestCommit::of(one);
    commit.request.state = RequestState::Withdrawn;
    db.store.commit(commit).await.unwrap();
    assert_eq!(who(db.store.reporters(all, out).await.unwrap()), [named("B", &two)]);
}

pub async fn reported_smelters_are_walked_through_by_smelter_and_request(db: TestDb) {
    let out = [RequestState::Withdrawn];
    let campaign = db.campaign().await;
    let before = db.store.requests_stamp().await.unwrap();
    let one = db.request_of(&campaign, "One", RequestState::Started, NOW).await;
    let two = db.request_of(&campaign, "Two", RequestState::Started, NOW).await;
    let one = submit(&db, one, &["A", "B", "A"]).await.unwrap();
    let two = submit(&db, two, &["B"]).await.unwrap();
    let between = db.store.requests_stamp().await.unwrap();
    assert_ne!(before, between);
    assert_eq!(db.store.reported_smelters().await.unwrap().len(), 2);
    let (mut behind, mut walked) = ((Id::new(), RequestId::default()), Vec::new());
    loop {
        let some = db.store.named_by(&behind, &out, 1).await.unwrap();
        let Some(last) = some.last() else { break };
        behind = (last.reported.clone(), last.request.clone());
        walked.extend(some);
    }
    let named = |name: &str, r: &Request| NamedBy {
        reported: format!("id-{name}"),
        request: r.id.clone(),
        supplier: r.supplier.clone(),
    };
    let mut expected = vec![named("A", &one), named("B", &one), named("B", &two)];
    expected.sort_by(|a, b| (&a.reported, &a.request).cmp(&(&b.reported, &b.request)));
    assert_eq!(walked, expected, "each request once");

    let ids = vec!["id-A".to_owned(), "id-B".to_owned()];
    let rows = db.store.reported_rows(ids.clone(), out.to_vec(), 9).await.unwrap();
    let lines: Vec<_> = rows.iter().map(|r| (r.request == one.id, r.number, r.line)).collect();
    assert_eq!(lines, [(true, 1, 1), (true, 1, 2), (true, 1, 3), (false, 1, 1)]);
    assert_eq!((rows[0].campaign.as_str(), rows[0].state), (campaign.name.as_str(), RequestState::Submitted));
    assert_eq!(db.store.reported_rows(ids.clone(), out.to_vec(), 2).await.unwrap().len(), 2);
    let mut commit = RequestCommit::of(two);
    commit.request.state = RequestState::Withdrawn;
    db.store.commit(commit).await.unwrap();
    assert_eq!(db.store.reported_rows(ids, out.to_vec(), 9).await.unwrap().len(), 3);
    assert_ne!(db.store.requests_stamp().await.unwrap(), between);
}
