//! Rule profiles, and submissions that name the same smelters.

use crate::bed::*;
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

pub async fn profiles_are_numbered_versions(bed: Bed) {
    let (one, two) = (bed.campaign().await.id, bed.campaign().await.id);
    assert_eq!(bed.store.rule_profile(&one).await.unwrap(), None);
    let (first, second) = (profile(&one, 1, "off"), profile(&one, 2, "note"));
    for version in [&first, &second] {
        bed.store.put_rule_profile(version.clone(), act("x")).await.unwrap();
    }
    assert_eq!(bed.store.rule_profile(&one).await.unwrap(), Some(second.clone()));
    assert_eq!(bed.store.rule_profiles(&one).await.unwrap(), vec![second, first]);
    assert_eq!(bed.store.rule_profile(&two).await.unwrap(), None, "another campaign's");
    for stale in [1, 2, 4] {
        let refused = bed.store.put_rule_profile(profile(&one, stale, "off"), act("x")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{stale}: {refused:?}");
    }
    let nowhere = bed.store.put_rule_profile(profile(&bed.id().into(), 1, "off"), act("x")).await;
    assert!(matches!(nowhere, Err(StoreError::NotFound)), "{nowhere:?}");
    assert!(bed.raw("UPDATE rule_profile SET why = 'x'").await.is_err(), "a version never changes");
}

pub async fn of_two_versions_at_once_one_goes_through(bed: Bed) {
    let campaign = bed.campaign().await.id;
    let put =
        |level: &'static str| bed.store.put_rule_profile(profile(&campaign, 1, level), act("profile.on"));
    let (a, b) = tokio::join!(put("off"), put("note"));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert!(matches!(a.and(b), Err(StoreError::Conflict)));
    let log = bed.store.log_after(0, 10_000).await.unwrap();
    assert_eq!(log.iter().filter(|e| e.entry.action == "profile.on").count(), 1);
}

async fn submit(bed: &Bed, request: Request, number: i64, judged: Judged, by: &str) -> Request {
    let mut commit = RequestCommit::of(request);
    commit.request.submissions = number;
    commit.judged_by = by.into();
    commit.submission = Some(Submission { judged, ..bed.submission(&commit.request.id, number) });
    bed.store.commit(commit).await.unwrap()
}

pub async fn a_submission_keeps_how_it_was_judged(bed: Bed) {
    let request = bed.request(RequestState::Started).await;
    let finding = Finding {
        code: "REV001".into(),
        class: Class::Incomplete,
        severity: Severity::Warning,
        location: Location::field("q3.tin"),
        args: vec![("metal".into(), "text:metal.tin".into())],
        rows: vec![Location::field("q7.tin")],
    };
    let judged = Judged { profile: 3, review: vec![finding], smelters: "abc".into() };
    let request = submit(&bed, request, 1, judged.clone(), "").await;
    assert_eq!(bed.store.submission(&request.id, 1).await.unwrap().unwrap().judged, judged);
}

pub async fn the_same_smelters_are_found_in_last_submissions_of_others(bed: Bed) {
    let (campaign, other) = (bed.campaign().await, bed.campaign().await);
    let of = |smelters: &str| Judged { smelters: smelters.into(), ..Judged::default() };
    let mut own = RequestId::default();
    for (name, campaign, smelters) in [
        ("Own", &campaign, &["same"][..]),
        ("Beta", &campaign, &["same"]),
        ("Alpha", &campaign, &["old", "same"]),
        ("Corrected", &campaign, &["same", "new"]),
        ("Elsewhere", &other, &["same"]),
        ("None", &campaign, &[""]),
    ] {
        let mut request = bed.request_of(campaign, name, RequestState::Started, NOW).await;
        for (i, smelters) in smelters.iter().enumerate() {
            request = submit(&bed, request, i as i64 + 1, of(smelters), "").await;
        }
        if name == "Own" {
            own = request.id;
        }
    }
    let found = bed.store.same_smelters(&campaign.id, "same", &own).await.unwrap();
    let names: Vec<(&str, i64)> = found.iter().map(|(name, s)| (name.as_str(), s.number)).collect();
    assert_eq!(names, [("Alpha", 2), ("Beta", 1)]);
    assert!(bed.store.same_smelters(&campaign.id, "", &own).await.unwrap().is_empty());
}

pub async fn what_is_judged_by_something_else_is_judged_anew_once(bed: Bed) {
    let (campaign, other) = (bed.campaign().await, bed.campaign().await);
    let request = bed.request_of(&campaign, "Own", RequestState::Started, NOW).await;
    let request = submit(&bed, request, 1, Judged::default(), "a").await;
    let elsewhere = bed.request_of(&other, "Elsewhere", RequestState::Started, NOW).await;
    submit(&bed, elsewhere, 1, Judged::default(), "a").await;
    let outdated = async |now: &str| bed.store.outdated_judgements(&campaign.id, now, 10).await.unwrap();
    assert!(outdated("a").await.is_empty());
    assert_eq!(outdated("b").await, [(request.id.clone(), 1, "a".to_owned())]);

    let judgement = service::records::Judgement {
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
    let anew = service::records::JudgedAnew {
        request: request.id.clone(),
        number: 1,
        before: "a".into(),
        by: "b".into(),
        findings: 7,
        judgement: Some(judgement.clone()),
        log: Vec::new(),
    };
    assert!(bed.store.put_judgement(anew.clone()).await.unwrap());
    assert!(!bed.store.put_judgement(anew).await.unwrap(), "whoever comes second stores nothing");
    assert!(outdated("b").await.is_empty());
    assert_eq!(bed.store.judgements(&request.id).await.unwrap(), [judgement]);
    assert_eq!(bed.store.request(&request.id).await.unwrap().unwrap().version, request.version);
    let (count, touched) = bed.store.touched_by("list:x", 10).await.unwrap();
    assert_eq!((count, touched[0].supplier.as_str(), touched[0].more, touched[0].fewer), (1, "Own", 2, 1));
    let filter =
        service::records::RequestFilter { campaign: Some(campaign.id.clone()), ..Default::default() };
    assert_eq!(bed.store.requests(&filter).await.unwrap().rows[0].findings, 7);
}
