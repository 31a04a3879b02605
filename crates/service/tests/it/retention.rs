//! What suppliers are told happens: answers go so many months after the reporting year, and what was frozen stays.

use crate::common::{TestApp, submit_without_metals, token};
use service::records::*;
use service::reports::freeze::Wanted;
use service::retention::WantedHold;
use service::{Administrator, DAY, ServiceError, day_of, start_of};

/// To the beginning of a day.
fn go_to(portal: &TestApp, day: &str) {
    portal.clock.set(start_of(day.parse().unwrap()));
}

/// Removes at once what is shown as due.
async fn run_now(admin: &Administrator) -> Job {
    let shown = admin.as_auditor().unwrap().retention_plan().await.unwrap().agreed();
    admin.run_retention(&shown).await.unwrap()
}

async fn set_rule(admin: &Administrator, retention_months: u32) {
    let company = admin.company().await.unwrap();
    admin.save_company(Company { retention_months, ..company }).await.unwrap();
}

async fn problems(portal: &TestApp) -> Vec<String> {
    let report = storage::verify(&portal.place, None, vec![]).await.unwrap();
    report.problems.into_iter().map(|problem| problem.what).collect()
}

#[tokio::test]
async fn what_suppliers_are_told_happens_a_day_after_it_is_due() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, rows) = portal.launched(&desk, &["One", "Two", "Three"]).await;
    let mails = portal.deliver().await;
    let to = |row: &RequestRow| token(mails.iter().find(|m| m.to == row.email).unwrap());
    submit_without_metals(&portal, &rows[0], &to(&rows[0])).await;
    go_to(&portal, "2031-12-31");
    portal.services.keep_retention().await.unwrap();
    let auditor = desk.as_auditor().unwrap();
    let plan = auditor.retention_plan().await.unwrap();
    assert!(plan.is_empty() && auditor.retention_jobs().await.unwrap().pop().is_none(), "{plan:?}");
    assert_eq!(plan.next, Some(("2032-01-01".parse().unwrap(), campaign.name.clone())));

    go_to(&portal, "2032-01-01");
    let plan = auditor.retention_plan().await.unwrap();
    assert_eq!((plan.campaigns.len(), plan.total().requests, plan.total().submissions), (1, 3, 1));
    // Four processes look: one run is planned, and nobody takes it before tomorrow.
    for _ in 0..4 {
        portal.services.keep_retention().await.unwrap();
    }
    assert_eq!(portal.store.jobs(JobKind::Retention, 9).await.unwrap().len(), 1);
    assert!(!portal.services.work_at_jobs().await.unwrap());
    portal.advance(DAY);
    assert!(portal.services.work_at_jobs().await.unwrap());
    let runs = portal.store.retention_runs(9).await.unwrap();
    assert_eq!((runs.len(), runs[0].counts.requests, runs[0].counts.submissions), (1, 3, 1));
    assert_eq!((runs[0].months, runs[0].started_by.as_str()), (60, "system"));
    let acts = portal.store.log_after(0, 1000).await.unwrap();
    let of = |action: &str| acts.iter().filter(|e| e.entry.action == action).count();
    assert_eq!((of("retention.run"), of("request.removed")), (1, 3));
    for word in ["a@supplier.example", "A Person", "s0@supplier.example"] {
        assert!(!acts.iter().any(|e| e.entry.detail.contains(word)), "{word}");
    }
    assert_eq!(problems(&portal).await, [""; 0]);
    portal.services.keep_retention().await.unwrap();
    assert_eq!(portal.store.jobs(JobKind::Retention, 9).await.unwrap().len(), 1, "nothing is left to do");

    // Nobody comes in any more, and no act brings anything back.
    let lost = portal.services.landing(&to(&rows[0]), "x").await;
    assert!(matches!(lost, Err(ServiceError::NotFound)));
    portal.ask_link("", &rows[0].email, "x").await.unwrap();
    assert_eq!(portal.deliver().await.len(), 0);
    let detail = desk.request(&rows[0].request.id).await.unwrap();
    assert_eq!((detail.submissions.len(), detail.request.submissions), (0, 0));
    let late = desk.resend_link(&rows[0].request.id).await;
    assert!(matches!(late, Err(ServiceError::NotNow(_))), "{late:?}");
    let tombstone = desk.removal(&rows[0].request.id).await.unwrap().unwrap();
    assert_eq!(day_of(tombstone.removed_at).to_string(), "2032-01-02");
    let rebuilt = portal.services.rebuild(true, |_| {}).await.unwrap();
    assert_eq!((rebuilt.submissions, rebuilt.unreadable.len()), (0, 0));
}

#[tokio::test]
async fn a_run_goes_on_where_another_process_died_and_a_hold_stops_it() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let names: Vec<String> = (0..45).map(|n| format!("Supplier {n:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_, rows) = portal.launched(&desk, &names).await;
    portal.deliver().await;
    go_to(&portal, "2033-06-01");
    let admin = desk.clone();
    let kept = rows[7].supplier_name.clone();
    let held = HoldScope::Supplier(admin.supplier_called(&kept.to_uppercase()).await.unwrap());
    assert!(admin.place_hold(WantedHold { scope: held.clone(), reason: " ".into() }).await.is_err());
    let hold = admin.place_hold(WantedHold { scope: held, reason: "a lawsuit".into() }).await.unwrap();
    let job = run_now(&admin).await;
    assert_eq!((job.progress.done, job.finished_at), (30, None), "the first pieces at once");
    // Its process is gone while it holds the lease; another takes over when that has run out.
    let now = portal.services.now();
    portal.store.take_job(Some(&job.job.id), now, now + 20_000).await.unwrap().unwrap();
    let other = portal.with_secret([7; 32]);
    assert!(!other.work_at_jobs().await.unwrap());
    portal.advance(21_000);
    assert!(other.work_at_jobs().await.unwrap());
    let run = portal.store.retention_runs(1).await.unwrap().remove(0);
    assert_eq!((run.counts.requests, run.finished_at.is_some()), (44, true));
    assert_eq!(run.started_by, format!("member:{}", admin.member().id));
    assert_eq!(portal.store.removals().await.unwrap(), 44);
    let auditor = admin.as_auditor().unwrap();
    let plan = auditor.retention_plan().await.unwrap();
    assert_eq!((plan.campaigns[0].held, plan.campaigns[0].going.requests), (1, 0));
    admin.lift_hold(&hold).await.unwrap();
    assert!(matches!(admin.lift_hold(&hold).await, Err(ServiceError::Conflict)));
    assert_eq!(auditor.retention_plan().await.unwrap().total().requests, 1);
    // Under a longer rule it is not due.
    set_rule(&admin, 120).await;
    let job = run_now(&admin).await;
    assert_eq!((job.progress.done, job.finished_at.is_some()), (0, true));
    assert_eq!(portal.store.retention_runs(9).await.unwrap().len(), 1, "a run that removes nothing is none");
    assert_eq!(problems(&portal).await, [""; 0]);
}

/// The command is killed in the middle: what it did stays, and the next run ends the same run.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_the_command_that_was_killed_is_gone_on_with() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let names: Vec<String> = (0..25).map(|n| format!("Works {n:02}")).collect();
    portal.launched(&desk, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    go_to(&portal, "2033-01-01");
    let killed = portal.services.operator();
    let killed = tokio::spawn(async move { killed.run_retention(|done| assert!(done < 10, "killed")).await });
    assert!(killed.await.is_err());
    let run = portal.store.retention_runs(9).await.unwrap().remove(0);
    assert!(run.finished_at.is_none() && run.counts.requests > 0 && run.counts.requests < 25, "{run:?}");
    let ended = portal.services.operator().run_retention(|_| ()).await.unwrap().unwrap();
    assert_eq!((ended.id, ended.counts.requests, ended.finished_at.is_some()), (run.id, 25, true));
    assert_eq!(portal.store.retention_runs(9).await.unwrap().len(), 1);
    assert!(portal.store.open_jobs(JobKind::Retention).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_was_frozen_stays_and_nothing_counted_outlives_its_answers() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, rows) = portal.launched(&desk, &["One", "Two"]).await;
    let mails = portal.deliver().await;
    let to = token(mails.iter().find(|m| m.to == rows[0].email).unwrap());
    submit_without_metals(&portal, &rows[0], &to).await;
    desk.accept(&rows[0].request.id).await.unwrap();
    portal.advance(DAY);
    let today = portal.services.today();
    let wanted = Wanted {
        name: "2026".into(),
        year: 2026,
        campaigns: vec![campaign.id],
        cutoff_day: day_of(portal.services.now() - DAY).to_string(),
        zone: "Z".into(),
        list_day: today.to_string(),
        template_version: "6.5".into(),
        ..Wanted::default()
    };
    let head = desk.freeze(wanted).await.unwrap();
    let before = desk.counted(&head.id).await.unwrap();
    assert!(before.opened.missing.is_empty() && before.changed.is_empty());
    go_to(&portal, "2032-01-01");
    let admin = desk.clone();
    assert!(run_now(&admin).await.finished_at.is_some());
    let after = admin.counted(&head.id).await.unwrap();
    assert_eq!(after.opened.missing, [rows[0].request.id.clone()], "not from memory");
    assert_eq!(after.opened.snapshot.figures, before.opened.snapshot.figures);
    assert_eq!(after.opened.head.hash, before.opened.head.hash);
    // Who is still a supplier gets another contact, whatever was removed.
    let supplier = admin.supplier(&rows[0].request.supplier).await.unwrap();
    let moved = Supplier { email: "new@supplier.example".into(), ..supplier };
    assert_eq!(admin.save_supplier(moved).await.unwrap().email, "new@supplier.example");
    let undone = admin.undo(&rows[0].request.id).await;
    assert!(matches!(undone, Err(ServiceError::NotNow(_))), "{undone:?}");
    let (n, last) = admin.removals_of(after.opened.missing.clone()).await.unwrap();
    assert_eq!((n, last.map(day_of)), (1, domain::Day::new(2032, 1, 1)));
}

#[tokio::test]
async fn a_campaign_about_a_year_long_ago_is_not_due_before_its_answers_are_in() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let auditor = desk.as_auditor().unwrap();
    portal.suppliers(&desk, &["One"], "DE").await;
    let planned = portal.campaign(&desk).await;
    let planned = desk.save_campaign(Campaign { year: 2015, ..planned }).await.unwrap();
    let due = async || auditor.retention_plan().await.unwrap();
    assert!(due().await.is_empty(), "while it is planned");
    assert_eq!(due().await.next, None);
    assert_eq!(desk.launch(&planned.id).await.unwrap(), 1);
    assert!(due().await.is_empty(), "while answers are taken");
    assert_eq!(due().await.next, Some((planned.cutoff.plus(1), planned.name.clone())));
    go_to(&portal, &planned.cutoff.to_string());
    assert!(due().await.is_empty(), "on the last day");
    portal.services.keep_retention().await.unwrap();
    assert!(auditor.retention_jobs().await.unwrap().pop().is_none());
    portal.advance(DAY);
    assert_eq!(due().await.total().requests, 1);
    assert_eq!(due().await.campaigns[0].due_on, planned.cutoff.plus(1));
    // Who closes it says that no more answers are wanted.
    go_to(&portal, &planned.cutoff.to_string());
    desk.close_campaign(&planned.id).await.unwrap();
    assert_eq!(due().await.total().requests, 1);
}

#[tokio::test]
async fn a_rule_changed_after_planning_has_its_day_too() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (old, _) = portal.launched(&desk, &["One", "Two"]).await;
    let other = portal.campaign(&desk).await;
    let other = desk.save_campaign(Campaign { year: 2028, ..other }).await.unwrap();
    desk.launch(&other.id).await.unwrap();
    let auditor = desk.as_auditor().unwrap();
    go_to(&portal, "2032-01-01");
    portal.services.keep_retention().await.unwrap();
    assert_eq!(auditor.retention_jobs().await.unwrap().pop().unwrap().job.total, 2);
    // Somebody types 30 months instead of 60 while the run waits: what that makes due is not taken along.
    set_rule(&desk, 30).await;
    assert_eq!(auditor.retention_plan().await.unwrap().total().requests, 4);
    portal.advance(DAY);
    assert!(portal.services.work_at_jobs().await.unwrap());
    let run = portal.store.retention_runs(1).await.unwrap().remove(0);
    assert_eq!((run.counts.requests, run.months), (2, 60), "what was planned, by the rule of then");
    let left = auditor.retention_plan().await.unwrap();
    assert_eq!(left.campaigns.iter().map(|c| &c.id).collect::<Vec<_>>(), [&other.id]);
    // The next run is planned for a day later, and a longer rule stops it.
    portal.services.keep_retention().await.unwrap();
    assert!(!portal.services.work_at_jobs().await.unwrap());
    set_rule(&desk, 60).await;
    portal.advance(DAY);
    assert!(portal.services.work_at_jobs().await.unwrap());
    assert_eq!(portal.store.removals().await.unwrap(), 2);
    assert!(auditor.retention_jobs().await.unwrap().pop().is_none());
    assert_eq!(desk.campaign(&old.id).await.unwrap().id, old.id);
    assert_eq!(problems(&portal).await, [""; 0]);
}

#[tokio::test]
async fn at_once_goes_what_was_shown_and_nothing_else() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One", "Two"]).await;
    let auditor = desk.as_auditor().unwrap();
    go_to(&portal, "2031-12-31");
    let shown = auditor.retention_plan().await.unwrap().agreed();
    go_to(&portal, "2032-01-01");
    let another = desk.run_retention(&shown).await;
    assert!(matches!(another, Err(ServiceError::Conflict)), "a campaign became due: {another:?}");
    let shown = auditor.retention_plan().await.unwrap().agreed();
    set_rule(&desk, 48).await;
    let another = desk.run_retention(&shown).await;
    assert!(matches!(another, Err(ServiceError::Conflict)), "another rule: {another:?}");
    assert_eq!(portal.store.removals().await.unwrap(), 0);
    assert!(auditor.retention_jobs().await.unwrap().pop().is_none());
    run_now(&desk).await;
    assert_eq!(portal.store.removals().await.unwrap(), 2);
}
