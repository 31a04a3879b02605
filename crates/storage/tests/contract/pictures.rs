//! What pictures are drawn of, and updates to senior management.

use crate::test_db::*;
use domain::instant::DAY;
use domain::workflow::RequestState;
use domain::{Class, Finding, Location, Severity};
use service::ports::StoreError;
use service::records::*;
use std::collections::BTreeMap;

/// The first moment of a day that is so many days behind 1970.
fn on(day: i64) -> Instant {
    Instant::from_millis(day * DAY)
}

fn finding(code: &str) -> Finding {
    Finding {
        code: code.into(),
        class: Class::Incomplete,
        severity: Severity::Warning,
        location: Location::field("q3.tin"),
        args: Vec::new(),
        rows: Vec::new(),
    }
}

/// A supplier that answers: its country and spend, where its request stands, on which day it answered, and what it says.
struct Answer {
    name: &'static str,
    country: &'static str,
    spend: Option<i64>,
    state: RequestState,
    day: i64,
    says: &'static [(&'static str, &'static str)],
    found: &'static [&'static str],
}

async fn answered(db: &TestDb, campaign: &Campaign, of: Answer) -> Request {
    let supplier = Supplier { country: of.country.into(), spend_share: of.spend, ..db.new_supplier(of.name) };
    let supplier = db.store.save_supplier(supplier, act("supplier.added")).await.unwrap();
    let request = db.new_request(campaign, &supplier);
    let id = request.id.clone();
    db.store.set_recipients(&campaign.id, vec![request], vec![], act("x")).await.unwrap();
    let planned = db.store.request(&Scope::Everything, &id).await.unwrap().unwrap();
    let mut commit = RequestCommit::of(Request { state: of.state, submissions: 1, ..planned });
    let review = ReviewResult {
        findings: of.found.iter().map(|code| finding(code)).collect(),
        ..ReviewResult::default()
    };
    commit.submission = Some(Submission { review, submitted_at: on(of.day) + 5, ..db.submission(&id, 1) });
    let answers = of.says.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned()));
    commit.declared = Some(Declared {
        request: id.clone(),
        number: 1,
        shape: 1,
        answers: answers.collect(),
        rows: Vec::new(),
    });
    let came = |at| LogDraft { object: format!("request:{id}"), ..act_at("request.submitted", at) };
    // Submitted again later: the first day counts.
    commit.log = vec![came(on(of.day) + 5), came(on(of.day + 1))];
    db.store.commit(commit).await.unwrap()
}

const TIN: &[(&str, &str)] = &[("company.scope", "A. Company"), ("q1.tin", "Yes"), ("q2.tin", "Yes")];
const MIXED: &[(&str, &str)] = &[
    ("company.scope", "B. Product (or List of Products)"),
    ("q1.tin", "Yes"),
    ("q2.tin", "No"),
    ("q1.gold", "Yes"),
    ("q2.gold", "Yes"),
];

async fn survey(db: &TestDb) -> (Campaign, Vec<RequestId>) {
    let campaign = db.campaign().await;
    let mut ids = Vec::new();
    for of in [
        Answer {
            name: "One",
            country: "DE",
            spend: Some(1_000),
            state: RequestState::Accepted,
            day: 20_000,
            says: TIN,
            found: &["REV001", "REV001", "REV002"],
        },
        Answer {
            name: "Two",
            country: "DE",
            spend: None,
            state: RequestState::Submitted,
            day: 20_003,
            says: MIXED,
            found: &["REV001"],
        },
        Answer {
            name: "Three",
            country: "JP",
            spend: Some(50),
            state: RequestState::Rejected,
            day: 20_003,
            says: TIN,
            found: &["REV002"],
        },
    ] {
        ids.push(answered(db, &campaign, of).await.id);
    }
    db.request_of(&campaign, "Silent", RequestState::Invited, NOW).await;
    db.request_of(&campaign, "Taken back", RequestState::Withdrawn, NOW).await;
    let other = db.campaign().await;
    db.request_of(&other, "Elsewhere", RequestState::Accepted, NOW).await;
    (campaign, ids)
}

pub async fn a_campaign_is_counted_by_day_rule_answer_country_and_spend(db: TestDb) {
    let (campaign, ids) = survey(&db).await;
    let reminded =
        LogDraft { object: format!("request:{}", ids[0]), ..act_at("request.reminded", on(20_002)) };
    db.store.log(reminded).await.unwrap();
    let counts = db.store.campaign_counts(&Scope::Everything, &campaign.id, on(20_010)).await.unwrap();
    assert_eq!(
        counts.answers,
        [(on(20_000).day(), 1), (on(20_003).day(), 2)],
        "the first submission of each"
    );
    assert_eq!(counts.reminders, [(on(20_002).day(), 1)]);
    let rules: Vec<_> = counts.rules.iter().map(|r| (r.code.as_str(), r.declarations, r.findings)).collect();
    assert_eq!(rules, [("REV001", 2, 3), ("REV002", 1, 1)], "a rejected declaration does not count");
    assert_eq!(counts.declarations, 2);
    assert_eq!(counts.scopes, [("a".to_owned(), 1), ("b".to_owned(), 1)]);
    assert_eq!(counts.metals, [("gold".to_owned(), 1), ("tin".to_owned(), 1)]);
    let countries: Vec<_> =
        counts.countries.iter().map(|c| (c.country.as_str(), c.asked, c.answered)).collect();
    assert_eq!(countries, [("", 1, 0), ("DE", 2, 2), ("JP", 1, 1)]);
    assert_eq!(counts.spend, Spend { stated: 2, asked: 1_050, answered: 1_050, accepted: 1_000 });
    let withdrawn = db.store.request(&Scope::Everything, &ids[1]).await.unwrap().unwrap();
    let withdrawn = Request { state: RequestState::Withdrawn, ..withdrawn };
    let back = db.store.commit(RequestCommit::of(withdrawn)).await.unwrap();
    let days = db.store.answer_days(&Scope::Everything, &campaign.id, on(20_010)).await.unwrap();
    assert_eq!(days, [(on(20_000).day(), 1), (on(20_003).day(), 1)], "what was taken back counts no longer");
    let back = Request { state: RequestState::Submitted, ..back };
    db.store.commit(RequestCommit::of(back)).await.unwrap();
    let early = db.store.answer_days(&Scope::Everything, &campaign.id, on(20_001)).await.unwrap();
    assert_eq!(early, [(on(20_000).day(), 1)]);
    assert_eq!(
        db.store.campaign_counts(&Scope::Everything, &db.id().into(), Instant::from_millis(1)).await.unwrap(),
        CampaignCounts::default()
    );
}

pub async fn a_list_holds_what_a_picture_counts(db: TestDb) {
    let (campaign, ids) = survey(&db).await;
    let found = async |having: Having| {
        let filter = RequestFilter {
            campaign: Some(campaign.id.clone()),
            having: vec![having],
            limit: 50,
            ..RequestFilter::default()
        };
        let page = db.store.requests(&Scope::Everything, &filter).await.unwrap();
        assert_eq!(
            db.store.requests_found(&Scope::Everything, &filter).await.unwrap(),
            page.rows.len() as u64
        );
        let mut names: Vec<_> = page.rows.into_iter().map(|row| row.supplier_name).collect();
        names.sort();
        names
    };
    let classes = db.store.class_counts(&Scope::Everything, &campaign.id).await.unwrap();
    for (n, class) in [Class::Incomplete, Class::Inconsistent, Class::Inaccurate].into_iter().enumerate() {
        let filter = RequestFilter {
            campaign: Some(campaign.id.clone()),
            states: RequestState::ALL.into_iter().filter(|state| state.has_declaration()).collect(),
            having: vec![Having::Class(class)],
            ..RequestFilter::default()
        };
        assert_eq!(
            db.store.requests_found(&Scope::Everything, &filter).await.unwrap(),
            classes[n],
            "{class:?}"
        );
    }
    assert!(classes.iter().sum::<u64>() > 0, "{classes:?}");
    let withdrawn = db.store.request(&Scope::Everything, &ids[1]).await.unwrap().unwrap();
    let withdrawn = Request { state: RequestState::Withdrawn, ..withdrawn };
    let back = db.store.commit(RequestCommit::of(withdrawn)).await.unwrap();
    let fewer = db.store.class_counts(&Scope::Everything, &campaign.id).await.unwrap();
    assert!(fewer.iter().sum::<u64>() < classes.iter().sum(), "{fewer:?}");
    db.store.commit(RequestCommit::of(Request { state: RequestState::Submitted, ..back })).await.unwrap();
    assert_eq!(found(Having::Finding("REV001".into())).await, ["One", "Two"]);
    assert_eq!(found(Having::Finding("' OR 1 --".into())).await, [""; 0]);
    assert_eq!(found(Having::Scope("a".into())).await, ["One", "Three"]);
    assert_eq!(found(Having::Scope("c".into())).await, [""; 0]);
    assert_eq!(found(Having::Metal("tin".into())).await, ["One", "Three"]);
    assert_eq!(found(Having::Country("DE".into())).await, ["One", "Two"]);
    assert_eq!(found(Having::FirstAnswer(on(20_003), on(20_004))).await, ["Three", "Two"]);

    // Checked again, the findings are those of the last check.
    let anew = RecheckCommit {
        request: ids[1].clone(),
        number: 1,
        before: String::new(),
        by: "b".into(),
        findings: BTreeMap::from([("REV009".to_owned(), 1)]),
        recheck: None,
        log: Vec::new(),
    };
    assert!(db.store.put_recheck(anew).await.unwrap());
    assert_eq!(found(Having::Finding("REV001".into())).await, ["One"]);
    assert_eq!(found(Having::Finding("REV009".into())).await, ["Two"]);
}

/// DESK-41: all that a reviewer decides by stands in the row, and the list is ordered by each of it.
pub async fn desk_41_a_row_says_findings_by_class_scope_and_metals(db: TestDb) {
    let (campaign, _) = survey(&db).await;
    let of = |code: &str| domain::rules::any_rule(code).expect("a rule").class;
    assert_eq!((of("REV001"), of("REV002")), (Class::Incomplete, Class::Inaccurate));
    let filter = RequestFilter { campaign: Some(campaign.id.clone()), limit: 2, ..RequestFilter::default() };
    let rows = db
        .store
        .requests(&Scope::Everything, &RequestFilter { limit: 50, ..filter.clone() })
        .await
        .unwrap()
        .rows;
    let row = |name: &str| rows.iter().find(|row| row.supplier_name == name).unwrap();
    let one = row("One");
    assert_eq!((one.classes, one.findings), ([2, 0, 1], 3));
    assert_eq!((one.scope.as_str(), one.metals.as_slice()), ("a", ["tin".to_owned()].as_slice()));
    assert_eq!(
        (row("Two").scope.as_str(), row("Two").metals.as_slice()),
        ("b", ["gold".to_owned()].as_slice())
    );
    assert_eq!((row("Silent").classes, row("Silent").scope.as_str()), ([0; 3], ""));
    assert_eq!((one.spend_share, row("Two").spend_share), (Some(1_000), None));

    let class = Having::Class(of("REV001"));
    for (having, count) in [(class, 2), (Having::Spend(100), 1), (Having::Spend(50), 2)] {
        let filter = RequestFilter { having: vec![having], ..filter.clone() };
        assert_eq!(db.store.requests_found(&Scope::Everything, &filter).await.unwrap(), count, "{filter:?}");
    }
    let sorts = [
        RequestSort::State,
        RequestSort::Owner,
        RequestSort::Findings(of("REV001")),
        RequestSort::Scope,
        RequestSort::Metals,
        RequestSort::Country,
        RequestSort::Spend,
    ];
    for sort in sorts {
        for search in ["", "e"] {
            let mut walked = [Vec::new(), Vec::new()];
            for (reversed, names) in [false, true].into_iter().zip(&mut walked) {
                let mut filter = RequestFilter { sort, reversed, search: search.into(), ..filter.clone() };
                loop {
                    let page = db.store.requests(&Scope::Everything, &filter).await.unwrap();
                    names.extend(page.rows.into_iter().map(|row| row.supplier_name));
                    let Some(next) = page.next else { break };
                    filter.after = Some(next);
                }
            }
            let [there, mut back] = walked;
            back.reverse();
            assert_eq!((there.len(), &there), (5, &back), "{sort:?}");
            match sort {
                RequestSort::Findings(_) => assert_eq!(there.last().map(String::as_str), Some("One")),
                RequestSort::Spend | RequestSort::Scope => {
                    assert!(there.iter().position(|n| n == "Silent") < there.iter().position(|n| n == "One"));
                }
                RequestSort::Country => assert_eq!(there.last().map(String::as_str), Some("Three")),
                _ => {}
            }
        }
    }
}

fn update(id: &str, campaign: &str, version: i64, signed_at: Option<Instant>) -> UpdateVersion {
    UpdateVersion {
        id: id.into(),
        version,
        campaign: campaign.into(),
        snapshot: None,
        document: format!("{{\"n\":{version}}}"),
        saved_at: NOW + version,
        saved_by: "m".into(),
        signed_at,
    }
}

pub async fn an_update_that_is_signed_never_changes(db: TestDb) {
    let (id, campaign) = (db.id(), db.id());
    assert_eq!(db.store.update(&id).await.unwrap(), None);
    db.store.put_update(update(&id, &campaign, 1, None), act("x")).await.unwrap();
    for stale in [1, 3] {
        let refused = db.store.put_update(update(&id, &campaign, stale, None), act("x")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{stale}: {refused:?}");
    }
    let signed = update(&id, &campaign, 2, Some(NOW));
    db.store.put_update(signed.clone(), act("update.signed")).await.unwrap();
    assert_eq!(db.store.update(&id).await.unwrap(), Some(signed.clone()));
    let refused = db.store.put_update(update(&id, &campaign, 3, None), act("x")).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    // Not past the store either.
    let row = format!(
        "INSERT INTO management_update (id, version, campaign_id, document, saved_at, saved_by) \
         VALUES ('{id}', 3, 'c', '', 1, 'm')"
    );
    for sql in [row.as_str(), "UPDATE management_update SET document = ''", "DELETE FROM management_update"] {
        assert!(db.raw(sql).await.is_err(), "{sql}");
    }
    let other = db.id();
    db.store.put_update(update(&other, &campaign, 1, None), act("x")).await.unwrap();
    let all = db.store.updates(&campaign.as_str().into()).await.unwrap();
    assert_eq!(all, [signed, update(&other, &campaign, 1, None)], "the last version of each");
}
