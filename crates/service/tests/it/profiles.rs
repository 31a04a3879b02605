//! Rule profiles: tried, switched on, and what a review knows besides.

use crate::common::{TIN_ANSWERS, TestApp};
use domain::rules::Profile;
use domain::smelters::SmelterList;
use domain::smelters::list::About;
use domain::{Draft, Metal, RowId, Smelter, SmelterRow};
use service::records::{Campaign, CampaignId, JobKind, RequestFilter};
use service::{Administrator, DAY, ServiceError, SupplierDesk, day_of};

fn profile(entries: &[(&str, &str)]) -> Profile {
    Profile(entries.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
}

/// A declaration with tin from these smelters.
fn declared(portal: &TestApp, cids: std::ops::Range<u64>) -> Draft {
    let mut draft = Draft::default();
    for (key, text) in TIN_ANSWERS {
        draft.declaration.set(key, text);
    }
    draft.declaration.set("company.effective_date", portal.services.today());
    for n in cids {
        draft.declaration.smelters.push(SmelterRow {
            id: RowId(n + 1),
            order: n * 1_000,
            cid: format!("CID9{n:05}"),
            metal: "Tin".into(),
            lookup: format!("Works {n}"),
            ..SmelterRow::default()
        });
    }
    draft
}

async fn opened(portal: &TestApp) -> Vec<SupplierDesk> {
    let mut out = Vec::new();
    for mail in portal.deliver().await {
        if mail.text.contains("/r/") {
            let secret = portal.services.start(&crate::common::token(&mail)).await.unwrap();
            out.push(portal.services.supplier_desk(&secret).await.unwrap());
        }
    }
    out.sort_by(|a, b| a.supplier().name.cmp(&b.supplier().name));
    out
}

async fn submit(desk: &SupplierDesk, draft: &Draft) -> service::Result<service::records::Submission> {
    let stored = desk.draft().await?;
    let before = Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    desk.save(stored.revision, "test", before.changes_to(draft), "company").await?;
    desk.submit().await
}

fn codes(submission: &service::records::Submission) -> Vec<&str> {
    submission.review.findings.iter().map(|f| f.code.as_str()).collect()
}

async fn begun(names: &[&str]) -> (TestApp, Administrator, Campaign, Vec<SupplierDesk>) {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, _) = portal.launched(&desk, names).await;
    let desks = opened(&portal).await;
    (portal, desk, campaign, desks)
}

#[tokio::test]
async fn a_trial_says_what_would_change_and_changes_nothing() {
    let (portal, admin, campaign, desks) = begun(&["Alpha", "Beta"]).await;
    let mut draft = declared(&portal, 0..3);
    submit(&desks[0], &draft).await.unwrap();
    draft.declaration.set("f", "No");
    draft.explanations.insert("POL006@g".into(), "Our buyers correct what they notice.".into());
    draft.declaration.set("d", "No");
    submit(&desks[1], &draft).await.unwrap();
    let run =
        admin.try_profile(&campaign.id, &profile(&[("POL006", "off"), ("REV004", "note")])).await.unwrap();
    assert_eq!(run.declarations, 2);
    let names = |list: &[service::review::profiles::Affected]| -> Vec<String> {
        list.iter().map(|one| one.supplier.clone()).collect()
    };
    assert_eq!(run.rules.keys().collect::<Vec<_>>(), ["POL006", "REV004"]);
    assert_eq!(names(&run.rules["POL006"].fewer), ["Beta"]);
    assert_eq!(names(&run.rules["REV004"].severity_changed), ["Beta"]);
    assert!(run.blocked.is_empty() && run.rules.values().all(|shift| shift.more.is_empty()));
    let none = admin.try_profile(&campaign.id, &Profile::default()).await.unwrap();
    assert_eq!((none.declarations, none.rules.len()), (2, 0));
    assert_eq!(portal.services.profile_of(&campaign.id).await.unwrap().0, 0, "nothing was switched on");
    // The other way round: what was let through would want an explanation that nobody gave.
    admin.switch_profile(&campaign.id, 0, &profile(&[("MTL005", "note")]), "Asked by phone").await.unwrap();
    let mut draft = declared(&portal, 0..3);
    draft.declaration.set("q8.tin", "No");
    admin.take_up(&desks[0].request().id).await.unwrap();
    admin.raise_query(&desks[0].request().id, "q8.tin", "", "All of them?").await.unwrap();
    admin.send_back(&desks[0].request().id).await.unwrap();
    submit(&desks[0], &draft).await.unwrap();
    let back = admin.try_profile(&campaign.id, &Profile::default()).await.unwrap();
    assert_eq!(names(&back.blocked), ["Alpha"]);
    assert_eq!(names(&back.rules["MTL005"].severity_changed), ["Alpha"]);
}

#[tokio::test]
async fn the_profile_that_holds_decides_what_can_be_submitted() {
    let (portal, admin, campaign, desks) = begun(&["Alpha"]).await;
    let mut draft = declared(&portal, 0..3);
    draft.declaration.set("company.effective_date", day_of(portal.services.now() - 500 * DAY));
    assert!(matches!(submit(&desks[0], &draft).await, Err(ServiceError::Rejected(_))));
    let version = admin
        .switch_profile(&campaign.id, 0, &profile(&[("months", "24"), ("MTL002", "warning")]), "Agreed")
        .await
        .unwrap();
    let submission = submit(&desks[0], &draft).await.unwrap();
    assert_eq!((version, submission.review.profile), (1, 1));
    let kept = admin.rule_profiles(&campaign.id).await.unwrap();
    assert_eq!(kept[0].profile, profile(&[("months", "24")]), "only differences are kept");
    assert_eq!((kept[0].why.as_str(), &kept[0].member), ("Agreed", &admin.member().id));
    let stale = admin.switch_profile(&campaign.id, 0, &Profile::default(), "Late").await;
    assert!(matches!(stale, Err(ServiceError::Conflict)));
}

#[tokio::test]
async fn a_review_knows_last_year_and_the_other_suppliers() {
    let (portal, admin, campaign, desks) = begun(&["Alpha", "Beta"]).await;
    let first = submit(&desks[0], &declared(&portal, 0..25)).await.unwrap();
    assert!(!codes(&first).contains(&"REV010"), "{:?}", codes(&first));
    let second = submit(&desks[1], &declared(&portal, 0..25)).await.unwrap();
    let copied = second.review.findings.iter().find(|f| f.code == "REV010").expect("the same list");
    assert!(copied.args.contains(&("supplier".into(), "Alpha".into())));
    assert!(codes(&second).contains(&"REV005"), "Alpha answers for Beta");
    // A year later; the receipts are out.
    portal.deliver().await;
    portal.advance(300 * DAY);
    let next = Campaign {
        id: CampaignId::default(),
        name: "Minerals 2027".into(),
        year: 2027,
        due: day_of(portal.services.now() + 30 * DAY),
        cutoff: day_of(portal.services.now() + 60 * DAY),
        ..campaign
    };
    let next = admin.save_campaign(next).await.unwrap();
    admin.choose_recipients(&next.id, &service::survey::campaigns::Choice::All).await.unwrap();
    admin.launch(&next.id).await.unwrap();
    let filter = RequestFilter { campaign: Some(next.id.clone()), limit: 10, ..Default::default() };
    assert_eq!(admin.requests(&filter).await.unwrap().rows.len(), 2);
    let desks = opened(&portal).await;
    let third = submit(&desks[0], &declared(&portal, 0..10)).await.unwrap();
    let dropped = third.review.findings.iter().find(|f| f.code == "REV012").expect("a large change");
    let arg = |name: &str| dropped.args.iter().find(|(n, _)| n == name).map(|(_, v)| v.to_string());
    assert_eq!(
        ["gone", "of", "campaign"].map(arg),
        ["15", "25", "Minerals 2026"].map(|s| Some(s.to_owned()))
    );
}

/// A list of tin smelters with these numbers.
fn list_of(cids: std::ops::Range<u64>) -> SmelterList {
    let smelters: Vec<Smelter> = cids
        .map(|n| Smelter {
            cid: format!("CID9{n:05}"),
            metal: Some(Metal::TIN),
            name: format!("Works {n}"),
            country: "JAPAN".into(),
            ..Smelter::default()
        })
        .collect();
    let about = About { as_of: "2026-04-01".parse().ok(), source: "Example".into(), ..About::default() };
    SmelterList::of_smelters(about, &smelters)
}

/// Lets the job run until it finds nothing more; how many it checked.
async fn checked(portal: &TestApp) -> u64 {
    let mut all = 0;
    while portal.services.judge_anew().await.unwrap() {
        while portal.services.work_at_jobs().await.unwrap() {}
        let job = portal.store.jobs(JobKind::JudgeAnew, 1).await.unwrap().pop().unwrap();
        assert_eq!((job.finished_at.is_some(), job.progress.done), (true, job.progress.total));
        all += job.progress.done;
    }
    all
}

#[tokio::test]
async fn desk_7_a_new_list_checks_again_beside_the_first_check() {
    let (portal, admin, campaign, desks) = begun(&["Alpha", "Beta"]).await;
    let first = submit(&desks[0], &declared(&portal, 0..3)).await.unwrap();
    submit(&desks[1], &declared(&portal, 5..6)).await.unwrap();
    assert_eq!(checked(&portal).await, 0, "what just came in was checked by what holds");
    let rows = async || {
        let filter =
            RequestFilter { campaign: Some(campaign.id.clone()), limit: 50, ..RequestFilter::default() };
        let rows = admin.requests(&filter).await.unwrap().rows;
        rows.into_iter().map(|r| (r.supplier_name.clone(), r)).collect::<std::collections::BTreeMap<_, _>>()
    };
    let before = rows().await;

    // Alpha's smelters are all in the list, Beta's is not.
    admin.import_list("spring".into(), list_of(0..5)).await.unwrap();
    portal.advance(60_000);
    assert_eq!(checked(&portal).await, 2);
    assert_eq!(checked(&portal).await, 0, "once is enough");
    let after = rows().await;
    let beta = admin.request(&after["Beta"].request.id).await.unwrap();
    let later = beta.checked_later(1).expect("checked otherwise");
    assert_eq!((later.cause.as_str(), later.more > 0), ("list:spring", true), "{later:?}");
    assert!(later.report.findings.iter().any(|f| f.code == "SML010"), "{:?}", later.report.findings);
    // The first check stays as it was, and nobody who looks at the request is disturbed.
    let alpha = admin.request(&after["Alpha"].request.id).await.unwrap();
    let (kept, first) = (&alpha.submissions[0], &first);
    assert_eq!((&kept.report, &kept.review.findings), (&first.report, &first.review.findings));
    for name in ["Alpha", "Beta"] {
        assert_eq!(after[name].request.version, before[name].request.version, "{name}");
    }
    // DESK-6: the queue counts what the reviewer will see.
    let seen = service::review::recheck::findings(&beta.submissions[0], Some(later));
    assert_eq!(after["Beta"].findings, seen.len() as i64);
    assert!(after["Beta"].findings > before["Beta"].findings);

    let (count, affected) = admin.affected_by_list("spring").await.unwrap();
    assert!(affected.iter().any(|t| t.supplier == "Beta") && count == affected.len() as u64, "{affected:?}");
    let log = admin.log_of(&format!("request:{}", beta.request.id), 10).await.unwrap();
    assert!(log.iter().any(|e| e.entry.action == "request.judged_anew"), "{log:?}");
}

#[tokio::test]
async fn desk_7_another_profile_checks_again_too() {
    let (portal, admin, campaign, desks) = begun(&["Alpha"]).await;
    let mut draft = declared(&portal, 0..3);
    draft.declaration.set("f", "No");
    draft.explanations.insert("POL006@g".into(), "Our buyers correct what they notice.".into());
    submit(&desks[0], &draft).await.unwrap();
    let before = admin.request(&desks[0].request().id).await.unwrap();
    let had = service::review::recheck::findings(&before.submissions[0], None).len();
    admin.switch_profile(&campaign.id, 0, &profile(&[("POL006", "off")]), "not ours").await.unwrap();
    assert_eq!(checked(&portal).await, 1);
    let after = admin.request(&desks[0].request().id).await.unwrap();
    let later = after.checked_later(1).expect("checked otherwise");
    assert_eq!(later.cause, format!("profile:{}:1", campaign.id));
    assert!(service::review::recheck::findings(&after.submissions[0], Some(later)).len() < had);
}

#[tokio::test]
async fn desk_6_the_queue_counts_the_findings_of_the_review() {
    let (portal, admin, campaign, desks) = begun(&["Alpha", "Beta"]).await;
    // The very same smelters: only the rules of the review see that, in the second that comes in.
    submit(&desks[0], &declared(&portal, 0..30)).await.unwrap();
    let second = submit(&desks[1], &declared(&portal, 0..30)).await.unwrap();
    assert!(codes(&second).contains(&"REV010"), "{:?}", codes(&second));
    let filter = RequestFilter { campaign: Some(campaign.id.clone()), limit: 50, ..RequestFilter::default() };
    let rows = admin.requests(&filter).await.unwrap().rows;
    let beta = rows.iter().find(|r| r.supplier_name == "Beta").unwrap();
    assert_eq!(beta.findings as usize, second.report.findings.len() + second.review.findings.len());
}
