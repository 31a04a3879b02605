//! What submissions say, as rows.

use crate::test_db::*;
use domain::smelters::TypedSmelter;
use domain::workflow::RequestState;
use service::ports::StoreError;
use service::records::*;
use std::collections::{BTreeMap, BTreeSet};

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
    let supplier = db.store.supplier(&Scope::Everything, &one.supplier).await.unwrap().unwrap();
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

pub async fn rows_with_a_smelter_are_found_while_their_request_counts(db: TestDb) {
    let out = vec![RequestState::Withdrawn];
    let campaign = db.campaign().await;
    let one = db.request_of(&campaign, "One", RequestState::Started, NOW).await;
    let two = db.request_of(&campaign, "Two", RequestState::Started, NOW).await;
    let one = submit(&db, one, &["A", "B", "A"]).await.unwrap();
    let two = submit(&db, two, &["B"]).await.unwrap();
    let ids = vec!["id-A".to_owned(), "id-B".to_owned()];
    let rows = db.store.reported_rows(ids.clone(), out.clone(), 9).await.unwrap();
    let lines: Vec<_> = rows.iter().map(|r| (r.request == one.id, r.number, r.line)).collect();
    assert_eq!(lines, [(true, 1, 1), (true, 1, 2), (true, 1, 3), (false, 1, 1)]);
    assert_eq!((rows[0].campaign.as_str(), rows[0].state), (campaign.name.as_str(), RequestState::Submitted));
    assert_eq!(db.store.reported_rows(ids.clone(), out.clone(), 2).await.unwrap().len(), 2);
    withdraw(&db, two).await;
    assert_eq!(db.store.reported_rows(ids, out, 9).await.unwrap().len(), 3);
}

/// Of two that name hundreds of smelters, in whatever statements they are asked for, each stands in one place.
pub async fn desk_33_rows_come_by_request_however_many_smelters_are_asked_for(db: TestDb) {
    let campaign = db.campaign().await;
    let one = db.request_of(&campaign, "Same", RequestState::Started, NOW).await;
    let two = db.request_of(&campaign, "Same", RequestState::Started, NOW).await;
    let names: Vec<String> = (0..1_200).map(|n| format!("N{n:04}")).collect();
    let named: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut suppliers = BTreeSet::new();
    for request in [one, two] {
        suppliers.insert(submit(&db, request, &named).await.unwrap().supplier);
    }
    let ids = names.iter().map(|name| format!("id-{name}")).collect();
    let rows = db.store.reported_rows(ids, NOT_REPORTING.to_vec(), 5_000).await.unwrap();
    let turns = rows.windows(2).filter(|two| two[0].request != two[1].request).count();
    assert_eq!((rows.len(), turns), (2_400, 1));
    let found: BTreeSet<_> = rows.into_iter().map(|row| row.supplier_id).collect();
    assert_eq!((found.len(), found), (2, suppliers));
}

/// Of several who submit for one supplier at the same moment, the supplier is counted once, also while somebody places.
pub async fn d23_who_submits_at_the_same_time_is_counted_once(db: TestDb) {
    let names: Vec<String> = (0..40).map(|n| format!("S{n:02}")).collect();
    let named: Vec<&str> = names.iter().map(String::as_str).collect();
    let other = submit(&db, db.request(RequestState::Started).await, &named).await.unwrap();
    let there = |name: &String| {
        let facts = facts(&format!("CID-{name}"), Some("CID900001"), name, "PERU");
        placed(name, Some(facts))
    };
    let (some, rest) = names.split_at(20);
    db.store.place_smelters(some.iter().map(there).collect(), true).await.unwrap();
    let supplier = db.supplier("Busy").await;
    let mut requests = Vec::new();
    for _ in 0..8 {
        let campaign = db.campaign().await;
        let request = db.new_request(&campaign, &supplier);
        let id = request.id.clone();
        db.store.set_recipients(&campaign.id, vec![request], vec![], act("recipients")).await.unwrap();
        let planned = db.store.request(&Scope::Everything, &id).await.unwrap().unwrap();
        let started = Request { state: RequestState::Started, state_at: NOW, ..planned };
        requests.push(db.store.commit(RequestCommit::of(started)).await.unwrap());
    }
    let placing = db.store.place_smelters(rest.iter().map(there).collect(), true);
    let submitting = futures::future::join_all(requests.into_iter().map(|r| submit(&db, r, &named)));
    let (placing, submitting) = futures::future::join(placing, submitting).await;
    placing.unwrap();
    let all: Vec<(String, u64, u64)> = names.iter().map(|name| (name.clone(), 2, 9)).collect();
    assert_eq!(listed(&db, EntryFilter::default()).await, all);
    let mut left = submitting.into_iter().map(Result::unwrap);
    withdraw(&db, left.next().unwrap()).await;
    withdraw(&db, other).await;
    let all: Vec<(String, u64, u64)> = names.iter().map(|name| (name.clone(), 1, 7)).collect();
    assert_eq!(listed(&db, EntryFilter::default()).await, all);
}

async fn withdraw(db: &TestDb, request: Request) {
    let mut commit = RequestCommit::of(request);
    commit.request.state = RequestState::Withdrawn;
    db.store.commit(commit).await.unwrap();
}

fn facts(id: &str, cid: Option<&str>, name: &str, country: &str) -> EntryFacts {
    EntryFacts {
        id: id.into(),
        cid: cid.map(str::to_owned),
        metal: "tin".into(),
        name: name.into(),
        country: country.into(),
        class: cid.map(|_| domain::smelters::StatusClass::Active),
        terms: cid.map(|_| domain::smelters::LicenceClass::Paid),
    }
}

fn placed(name: &str, entry: Option<EntryFacts>) -> Placed {
    Placed { reported: format!("id-{name}"), entry }
}

async fn listed(db: &TestDb, filter: EntryFilter) -> Vec<(String, u64, u64)> {
    let filter = EntryFilter { limit: 50, ..filter };
    let page = db.store.smelter_entries(&filter).await.unwrap();
    assert_eq!(db.store.smelter_entries_found(&filter).await.unwrap(), page.rows.len() as u64);
    page.rows.into_iter().map(|e| (e.facts.name, e.suppliers, e.declarations)).collect()
}

pub async fn reported_smelters_are_counted_with_each_submission_and_decision(db: TestDb) {
    let campaign = db.campaign().await;
    let one = db.request_of(&campaign, "One", RequestState::Started, NOW).await;
    let two = db.request_of(&campaign, "Two", RequestState::Started, NOW).await;
    let one = submit(&db, one, &["A", "B", "A"]).await.unwrap();
    let two = submit(&db, two, &["B", "Nothing"]).await.unwrap();
    assert_eq!(listed(&db, EntryFilter::default()).await, [], "nobody has placed them");
    let unplaced = db.store.reported_behind("", true, 9).await.unwrap();
    assert_eq!(unplaced.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["id-A", "id-B", "id-Nothing"]);
    let works = || facts("CID900001", Some("CID900001"), "Works", "JAPAN");
    let all = vec![
        placed("A", Some(works())),
        placed("B", Some(facts("b", None, "Bee", ""))),
        placed("Nothing", None),
    ];
    db.store.place_smelters(all.clone(), true).await.unwrap();
    assert_eq!(db.store.reported_size().await.unwrap(), 3);
    let said = |name: &str, suppliers, declarations| (name.to_owned(), suppliers, declarations);
    assert_eq!(listed(&db, EntryFilter::default()).await, [said("Bee", 2, 2), said("Works", 1, 1)]);
    db.store.place_smelters(all, false).await.unwrap();
    assert_eq!(db.store.count_smelters(9).await.unwrap(), (0, 0), "placed there already");
    assert_eq!(db.store.reported_behind("", true, 9).await.unwrap(), []);
    let of = db.store.smelter_entries_of(vec!["CID900001".into(), "b".into()]).await.unwrap();
    assert_eq!(of.iter().map(|e| &e.facts).collect::<Vec<_>>(), [&works()], "those with a number");
    let naming = db.store.requests_naming(vec!["CID900001".into(), "b".into(), "none".into()]).await.unwrap();
    let naming: Vec<_> = naming.into_iter().map(|n| (n.supplier, n.request, n.smelters)).collect();
    let name =
        async |of: &Request| db.store.supplier(&Scope::Everything, &of.supplier).await.unwrap().unwrap().name;
    assert_eq!(naming, [(name(&one).await, one.id.clone(), 2), (name(&two).await, two.id.clone(), 1)]);
    let rows = db.store.rows_of_requests(vec![one.id.clone()]).await.unwrap();
    let rows: Vec<_> = rows.iter().map(|row| (row.reported.as_str(), row.line)).collect();
    assert_eq!(rows, [("id-A", 1), ("id-B", 2), ("id-A", 3)]);
    let written = db.store.reported_of(vec!["CID900001".into()]).await.unwrap();
    assert_eq!((written.len(), written[0].1.typed.name.as_str()), (1, "A"));
    // Only the last submission counts, and only as long as the request does.
    let one = submit(&db, one, &["B"]).await.unwrap();
    assert_eq!(listed(&db, EntryFilter::default()).await, [said("Bee", 2, 2)]);
    withdraw(&db, two).await;
    assert_eq!(listed(&db, EntryFilter::default()).await, [said("Bee", 1, 1)]);
    // The same supplier in another campaign is one supplier with two declarations.
    let next = db.campaign().await;
    let supplier = db.store.supplier(&Scope::Everything, &one.supplier).await.unwrap().unwrap();
    let again = db.new_request(&next, &supplier);
    let id = again.id.clone();
    db.store.set_recipients(&next.id, vec![again], vec![], act("x")).await.unwrap();
    let planned = db.store.request(&Scope::Everything, &id).await.unwrap().unwrap();
    let started = Request { state: RequestState::Started, ..planned };
    let again = db.store.commit(RequestCommit::of(started)).await.unwrap();
    submit(&db, again, &["B", "A"]).await.unwrap();
    assert_eq!(listed(&db, EntryFilter::default()).await, [said("Bee", 1, 2), said("Works", 1, 1)]);
    // A list settles what nobody knew: who named it names the smelter now, once.
    db.store.place_smelters(vec![placed("B", Some(works()))], false).await.unwrap();
    assert_eq!(db.store.count_smelters(2).await.unwrap(), (2, 1), "one that counts no more among them");
    assert_eq!(db.store.count_smelters(2).await.unwrap(), (1, 0));
    assert_eq!(listed(&db, EntryFilter::default()).await, [said("Works", 1, 2)]);
    // Counting again changes nothing.
    db.store.recount_smelters().await.unwrap();
    db.store.recount_smelters().await.unwrap();
    assert_eq!(db.store.count_smelters(9).await.unwrap(), (3, 0));
    assert_eq!(listed(&db, EntryFilter::default()).await, [said("Works", 1, 2)]);
    assert_eq!(db.store.smelters_placed_by().await.unwrap(), "");
    db.store.smelters_are_placed_by("s1").await.unwrap();
    db.store.smelters_are_placed_by("s2").await.unwrap();
    assert_eq!(db.store.smelters_placed_by().await.unwrap(), "s2");
}

pub async fn smelters_are_filtered_sorted_and_paged(db: TestDb) {
    let campaign = db.campaign().await;
    let names = ["A", "B", "C", "D", "E"];
    let one = db.request_of(&campaign, "One", RequestState::Started, NOW).await;
    let two = db.request_of(&campaign, "Two", RequestState::Started, NOW).await;
    submit(&db, one, &names).await.unwrap();
    submit(&db, two, &["C", "D"]).await.unwrap();
    let named = |id: &str, cid, name: &str, metal: &str, country: &str| EntryFacts {
        metal: metal.into(),
        ..facts(id, cid, name, country)
    };
    let all = [
        named("CID900001", Some("CID900001"), "Zinnwerk Nord", "tin", "GERMANY"),
        named("CID900002", Some("CID900002"), "aurum", "gold", "JAPAN"),
        named("x", None, "Ｋestrel | Works", "tin", "JAPAN"),
        named("y", None, "", "", ""),
        named("CID900003", Some("CID900003"), "Beta", "gold", "GERMANY"),
    ];
    let placed = names.iter().zip(all).map(|(name, f)| placed(name, Some(f))).collect();
    db.store.place_smelters(placed, true).await.unwrap();
    let ids = |filter: EntryFilter| {
        let db = &db;
        async move {
            // Page by page, there and back.
            let (mut there, mut after) = (Vec::new(), None);
            loop {
                let filter = EntryFilter { after: after.clone(), limit: 2, ..filter.clone() };
                let page = db.store.smelter_entries(&filter).await.unwrap();
                there.extend(page.rows.iter().map(|e| e.facts.id.clone()));
                if let Some(previous) = page.previous {
                    let back = EntryFilter { before: Some(previous), after: None, ..filter.clone() };
                    let back = db.store.smelter_entries(&back).await.unwrap();
                    let at = there.len() - page.rows.len();
                    let before: Vec<&Id> = back.rows.iter().map(|e| &e.facts.id).collect();
                    assert_eq!(before, there[at.saturating_sub(2)..at].iter().collect::<Vec<_>>());
                }
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(db.store.smelter_entries_found(&filter).await.unwrap(), there.len() as u64);
            there.join(" ")
        }
    };
    let sorted = |sort, reversed| EntryFilter { sort, reversed, ..EntryFilter::default() };
    assert_eq!(ids(sorted(EntrySort::Name, false)).await, "y CID900002 CID900003 CID900001 x");
    assert_eq!(ids(sorted(EntrySort::Name, true)).await, "x CID900001 CID900003 CID900002 y");
    assert_eq!(ids(sorted(EntrySort::Metal, false)).await, "y CID900002 CID900003 CID900001 x");
    assert_eq!(ids(sorted(EntrySort::Country, false)).await, "y CID900003 CID900001 CID900002 x");
    assert_eq!(ids(sorted(EntrySort::Suppliers, true)).await, "y x CID900003 CID900002 CID900001");
    let of = |metal: Option<&str>, country: Option<&str>, class: Option<&str>, search: &str| EntryFilter {
        metal: metal.map(str::to_owned),
        country: country.map(str::to_owned),
        classes: class.map(str::to_owned).into_iter().collect(),
        search: search.into(),
        ..EntryFilter::default()
    };
    assert_eq!(ids(of(Some("tin"), None, None, "")).await, "CID900001 x");
    assert_eq!(ids(of(None, Some("GERMANY"), Some("active"), "")).await, "CID900003 CID900001");
    assert_eq!(ids(of(None, None, Some(""), "")).await, "y x");
    let both = EntryFilter { classes: vec![String::new(), "active".into()], ..EntryFilter::default() };
    assert_eq!(ids(both).await, "y CID900002 CID900003 CID900001 x");
    assert_eq!(ids(of(None, None, None, "kestrel works")).await, "x", "however it is written");
    assert_eq!(ids(of(None, None, None, "cid900003")).await, "CID900003");
    assert_eq!(ids(of(None, None, None, "%' OR 1=1 --")).await, "");
    let choices = db.store.smelter_entry_choices().await.unwrap();
    assert_eq!(choices.metals, ["", "gold", "tin"]);
    assert_eq!(choices.classes, ["", "active"]);
    assert_eq!(choices.countries, ["", "GERMANY", "JAPAN"]);
    let lost = EntryFilter { after: Some("nonsense".into()), limit: 2, ..EntryFilter::default() };
    assert_eq!(
        db.store.smelter_entries(&lost).await.unwrap().rows.len(),
        2,
        "a cursor of nobody's is the beginning"
    );
}
