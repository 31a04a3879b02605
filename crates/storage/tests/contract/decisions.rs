//! What the team decided that names of smelters mean.

use crate::test_db::*;
use domain::Metal;
use service::ports::StoreError;
use service::records::*;

fn decision(id: &str, metal: Metal, key: &str, cid: Option<&str>) -> SmelterDecision {
    SmelterDecision {
        id: id.into(),
        metal,
        name: key.to_uppercase(),
        key: key.into(),
        cid: cid.map(str::to_owned),
        note: "gefragt; 问过".into(),
        at: NOW,
        by: "m".into(),
        ended: None,
    }
}

fn ending(at: Instant) -> SmelterEnding {
    SmelterEnding { at, by: "n".into(), why: "wrong".into(), replaced_by: None }
}

async fn standing(db: &TestDb) -> Vec<String> {
    db.store.smelter_decisions().await.unwrap().into_iter().map(|d| d.id).collect()
}

pub async fn of_one_name_and_metal_one_decision_stands(db: TestDb) {
    let one = decision("1", Metal::TIN, "north works", Some("CID900001"));
    let none = decision("2", Metal::GOLD, "north works", None);
    for made in [&one, &none] {
        db.store.put_smelter_decision(made.clone(), None, act("smelter.decided")).await.unwrap();
    }
    let both = db.store.smelter_decisions().await.unwrap();
    assert_eq!(both.len(), 2);
    assert!(both.contains(&one) && both.contains(&none), "{both:?}");
    let other = decision("3", Metal::TIN, "north works", None);
    for replaces in [None, Some("2".to_owned()), Some("nothing".to_owned())] {
        let refused = db.store.put_smelter_decision(other.clone(), replaces, act("x")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    }
    assert_eq!(db.store.log_of("x", 9).await.unwrap().len(), 0);
    db.store.put_smelter_decision(other, Some("1".into()), act("smelter.decided")).await.unwrap();
    assert_eq!(standing(&db).await.len(), 2);
    let ended = db.store.ended_smelter_decisions(9).await.unwrap();
    let end = ended[0].ended.as_ref().unwrap();
    assert_eq!((ended[0].id.as_str(), end.replaced_by.as_deref(), end.by.as_str()), ("1", Some("3"), "m"));
}

pub async fn a_decision_is_revoked_once_and_stays_on_record(db: TestDb) {
    let made = decision("1", Metal::TIN, "north works", Some("CID900001"));
    db.store.put_smelter_decision(made.clone(), None, act("x")).await.unwrap();
    db.store.revoke_smelter_decision("1", ending(NOW + 5), act("smelter.decision_revoked")).await.unwrap();
    for id in ["1", "nothing"] {
        let again = db.store.revoke_smelter_decision(id, ending(NOW + 6), act("x")).await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    }
    assert!(standing(&db).await.is_empty());
    let ended = db.store.ended_smelter_decisions(9).await.unwrap();
    assert_eq!(ended, [SmelterDecision { ended: Some(ending(NOW + 5)), ..made.clone() }]);
    // The name may be decided anew; what ended is never changed.
    db.store.put_smelter_decision(SmelterDecision { id: "2".into(), ..made }, None, act("x")).await.unwrap();
    assert_eq!(standing(&db).await, ["2"]);
    assert!(db.raw("UPDATE smelter_decision SET ended_why = 'x' WHERE id = '1'").await.is_err());
    assert!(db.raw("UPDATE smelter_decision SET cid = 'x' WHERE id = '2'").await.is_err());
    assert_eq!(db.store.ended_smelter_decisions(0).await.unwrap(), []);
}

pub async fn of_two_decisions_at_once_one_goes_through(db: TestDb) {
    let put = |id: &'static str, cid: &'static str| {
        let made = decision(id, Metal::TIN, "north works", Some(cid));
        db.store.put_smelter_decision(made, None, act("smelter.decided"))
    };
    let (a, b) = tokio::join!(put("1", "CID900001"), put("2", "CID900002"));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert!(matches!(a.and(b), Err(StoreError::Conflict)));
    assert_eq!(standing(&db).await.len(), 1);
    let log = db.store.log_after(0, 10_000).await.unwrap();
    assert_eq!(log.iter().filter(|e| e.entry.action == "smelter.decided").count(), 1);
}

pub async fn what_the_team_says_of_smelters_comes_back_and_never_changes(db: TestDb) {
    let verdict = |id: &str, at, is: Option<VerdictKind>| SmelterVerdict {
        id: id.into(),
        metal: Metal::TIN,
        smelter: "North Works 因".into(),
        key: "north works".into(),
        kind: is,
        from: "2026-01-01".parse().ok(),
        to: None,
        note: "gefragt; 问过".into(),
        at,
        by: "m".into(),
    };
    let made = VerdictKind::KEYS.iter().zip(1..).map(|(key, n)| {
        let is = VerdictKind::of(key, "CID900001").unwrap();
        verdict(&n.to_string(), NOW + n, Some(is))
    });
    let mut all: Vec<SmelterVerdict> = made.collect();
    all.push(verdict("a", NOW + 99, None));
    for one in all.iter().rev().chain(all.first()) {
        db.store.put_smelter_verdict(one.clone(), act("smelter.judged")).await.unwrap();
    }
    assert_eq!(db.store.smelter_verdicts().await.unwrap(), all, "the first first, each once");
    let sourcing = |id: &str, takes, at| SmelterSourcing {
        id: id.into(),
        cid: "CID900001".into(),
        takes,
        countries: vec!["CD".into(), "RW".into()],
        class: domain::smelters::LicenceClass::Paid,
        source: "a letter".into(),
        from: None,
        to: "2026-12-31".parse().ok(),
        at,
        by: "m".into(),
    };
    let mut said: Vec<_> =
        (1..).zip(Takes::ALL).map(|(n, t)| sourcing(&n.to_string(), Some(t), NOW + n)).collect();
    said.push(SmelterSourcing { countries: Vec::new(), ..sourcing("z", None, NOW + 50) });
    for one in said.iter().rev().chain(said.first()) {
        db.store.put_smelter_sourcing(one.clone(), act("smelter.sourcing")).await.unwrap();
    }
    assert_eq!(db.store.smelter_sourcing().await.unwrap(), said);
    let log = db.store.log_after(0, 10_000).await.unwrap();
    let times = |action: &str| log.iter().filter(|e| e.entry.action == action).count();
    assert_eq!((times("smelter.judged"), times("smelter.sourcing")), (9, 5), "a repeated one is no act");
    for table in ["smelter_verdict", "smelter_sourcing"] {
        assert!(db.raw(&format!("UPDATE {table} SET id = 'x'")).await.is_err());
        assert!(db.raw(&format!("DELETE FROM {table}")).await.is_err());
    }
}
