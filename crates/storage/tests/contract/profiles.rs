//! Rule profiles, and submissions that name the same smelters.

use crate::test_db::*;
use domain::rules::Profile;
use domain::workflow::RequestState;
use domain::{Class, Finding, Location, Severity};
use service::ports::StoreError;
use service::records::*;

fn profile(campaign: &CampaignId, version: i64, level: &str) -> RuleProfile {
    RuleProfile {
        campaign: campaign.clone(),
        version,
        profile: Profile([("MTL002".to_owned(), level.to_owned())].into_iter().collect()),
        member: "m".into(),
        why: "warum? 因为".into(),
        at: NOW + version,
    }
}

pub async fn profiles_are_numbered_versions(db: TestDb) {
    let (one, two) = (db.campaign().await.id, db.campaign().await.id);
    assert_eq!(db.store.rule_profile(&one).await.unwrap(), None);
    let (first, second) = (profile(&one, 1, "off"), profile(&one, 2, "note"));
    for version in [&first, &second] {
        db.store.put_rule_profile(version.clone(), act("x")).await.unwrap();
    }
    assert_eq!(db.store.rule_profile(&one).await.unwrap(), Some(second.clone()));
    assert_eq!(db.store.rule_profiles(&one).await.unwrap(), vec![second, first]);
    assert_eq!(db.store.rule_profile(&two).await.unwrap(), None, "another campaign's");
    for stale in [1, 2, 4] {
        let refused = db.store.put_rule_profile(profile(&one, stale, "off"), act("x")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{stale}: {refused:?}");
    }
    let nowhere = db.store.put_rule_profile(profile(&db.id().into(), 1, "off"), act("x")).await;
    assert!(matches!(nowhere, Err(StoreError::NotFound)), "{nowhere:?}");
    assert!(db.raw("UPDATE rule_profile SET why = 'x'").await.is_err(), "a version never changes");
}

pub async fn of_two_versions_at_once_one_goes_through(db: TestDb) {
    let campaign = db.campaign().await.id;
    let put =
        |level: &'static str| db.store.put_rule_profile(profile(&campaign, 1, level), act("profile.on"));
    let (a, b) = tokio::join!(put("off"), put("note"));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert!(matches!(a.and(b), Err(StoreError::Conflict)));
    let log = db.store.log_after(0, 10_000).await.unwrap();
    assert_eq!(log.iter().filter(|e| e.entry.action == "profile.on").count(), 1);
}

async fn submit(db: &TestDb, request: Request, number: i64, review: ReviewResult, by: &str) -> Request {
    let mut commit = RequestCommit::of(request);
    commit.request.submissions = number;
    commit.basis = by.into();
    commit.submission = Some(Submission { review, ..db.submission(&commit.request.id, number) });
    db.store.commit(commit).await.unwrap()
}

pub async fn a_submission_keeps_how_it_was_checked(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let finding = Finding {
        code: "REV001".into(),
        class: Class::Incomplete,
        severity: Severity::Warning,
        location: Location::field("q3.tin"),
        args: vec![("metal".into(), domain::Argument::text("metal.tin"))],
        rows: vec![Location::field("q7.tin")],
    };
    let review = ReviewResult { profile: 3, findings: vec![finding], smelters: "abc".into() };
    let request = submit(&db, request, 1, review.clone(), "").await;
    assert_eq!(db.store.submission(&request.id, 1).await.unwrap().unwrap().review, review);
}

pub async fn the_same_smelters_are_found_in_last_submissions_of_others(db: TestDb) {
    let (campaign, other) = (db.campaign().await, db.campaign().await);
    let of = |smelters: &str| ReviewResult { smelters: smelters.into(), ..ReviewResult::default() };
    let mut own = RequestId::default();
    for (name, campaign, smelters) in [
        ("Own", &campaign, &["same"][..]),
        ("Beta", &campaign, &["same"]),
        ("Alpha", &campaign, &["old", "same"]),
        ("Corrected", &campaign, &["same", "new"]),
        ("Elsewhere", &other, &["same"]),
        ("None", &campaign, &[""]),
    ] {
        let mut request = db.request_of(campaign, name, RequestState::Started, NOW).await;
        for (i, smelters) in smelters.iter().enumerate() {
            request = submit(&db, request, i as i64 + 1, of(smelters), "").await;
        }
        if name == "Own" {
            own = request.id;
        }
    }
    let found = db.store.same_smelters(&Scope::Everything, &campaign.id, "same", &own).await.unwrap();
    let names: Vec<(&str, i64)> = found.iter().map(|(name, s)| (name.as_str(), s.number)).collect();
    assert_eq!(names, [("Alpha", 2), ("Beta", 1)]);
    assert!(db.store.same_smelters(&Scope::Everything, &campaign.id, "", &own).await.unwrap().is_empty());
}

pub async fn what_is_checked_by_something_else_is_checked_again_once(db: TestDb) {
    let (campaign, other) = (db.campaign().await, db.campaign().await);
    let request = db.request_of(&campaign, "Own", RequestState::Started, NOW).await;
    let request = submit(&db, request, 1, ReviewResult::default(), "a").await;
    let elsewhere = db.request_of(&other, "Elsewhere", RequestState::Started, NOW).await;
    submit(&db, elsewhere, 1, ReviewResult::default(), "a").await;
    let outdated = async |now: &str| {
        let found = db.store.outdated_reviews(&campaign.id, now, &RequestId::default(), 10).await.unwrap();
        assert_eq!(db.store.outdated_reviews_found(&campaign.id, now).await.unwrap(), found.len() as u64);
        found
    };
    assert!(outdated("a").await.is_empty());
    assert_eq!(outdated("b").await, [(request.id.clone(), 1, "a".to_owned())]);
    assert_eq!(db.store.outdated_reviews(&campaign.id, "b", &request.id, 10).await.unwrap(), []);

    let recheck = service::records::Recheck {
        request: request.id.clone(),
        number: 1,
        at: NOW + 5,
        cause: "list:x".into(),
        report: domain::Report::default(),
        review: Vec::new(),
        rules_version: "r".into(),
        more: 2,
        fewer: 1,
    };
    let anew = service::records::RecheckCommit {
        request: request.id.clone(),
        number: 1,
        before: "a".into(),
        by: "b".into(),
        findings: [("SML014".to_owned(), 5), ("ANS001".to_owned(), 2)].into(),
        recheck: Some(recheck.clone()),
        log: Vec::new(),
    };
    assert!(db.store.put_recheck(anew.clone()).await.unwrap());
    assert!(!db.store.put_recheck(anew).await.unwrap(), "whoever comes second stores nothing");
    assert!(outdated("b").await.is_empty());
    assert_eq!(db.store.rechecks(&request.id).await.unwrap(), [recheck]);
    assert_eq!(
        db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap().version,
        request.version
    );
    let (count, affected) = db.store.affected_by("list:x", 10).await.unwrap();
    assert_eq!((count, affected[0].supplier.as_str(), affected[0].more, affected[0].fewer), (1, "Own", 2, 1));
    let filter =
        service::records::RequestFilter { campaign: Some(campaign.id.clone()), ..Default::default() };
    assert_eq!(db.store.requests(&Scope::Everything, &filter).await.unwrap().rows[0].findings, 7);
}

/// Instances that check the same submission at the same moment leave one check.
pub async fn d24_of_several_instances_one_checks_again(db: TestDb) {
    for round in 0..5 {
        let campaign = db.campaign().await;
        let request = db.request_of(&campaign, "Own", RequestState::Started, NOW).await;
        let request = submit(&db, request, 1, ReviewResult::default(), "a").await;
        let all = (0..6).map(|n| {
            let recheck = service::records::Recheck {
                request: request.id.clone(),
                number: 1,
                at: NOW + n,
                cause: format!("list:{round}"),
                report: domain::Report::default(),
                review: Vec::new(),
                rules_version: "r".into(),
                more: 1,
                fewer: 0,
            };
            db.store.put_recheck(service::records::RecheckCommit {
                request: request.id.clone(),
                number: 1,
                before: "a".into(),
                by: "b".into(),
                findings: [("SML014".to_owned(), 5)].into(),
                recheck: Some(recheck),
                log: vec![act("rechecked")],
            })
        });
        let done: Vec<bool> = futures::future::join_all(all).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(done.iter().filter(|stored| **stored).count(), 1, "{done:?}");
        assert_eq!(db.store.affected_by(&format!("list:{round}"), 10).await.unwrap().0, 1);
    }
}
