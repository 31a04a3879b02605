//! The retention rule at the desk and on the command line.

use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use server::config::Options;
use service::Administrator;
use service::records::{
    Campaign, Company, Instant, JobKind, RequestFilter, RequestId, RetentionRun, Supplier,
};
use service::survey::campaigns::Choice;
use service::team::setup::SetupForm;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// A launched campaign for a year that is long over, and its requests.
async fn old_campaign(admin: &Administrator, now: Instant) -> Vec<RequestId> {
    let campaign = Campaign {
        name: "Minerals 2015".into(),
        year: 2015,
        template_version: "6.5".into(),
        due: service::day_of(now + 60 * service::DAY),
        cutoff: service::day_of(now + 90 * service::DAY),
        ..Campaign::default()
    };
    let id = admin.save_campaign(campaign).await.unwrap().id;
    admin.choose_recipients(&id, &Choice::All).await.unwrap();
    admin.launch(&id).await.unwrap();
    // While answers are taken it is not due.
    admin.close_campaign(&id).await.unwrap();
    let filter = RequestFilter { campaign: Some(id), limit: 500, ..RequestFilter::default() };
    admin.requests(&filter).await.unwrap().rows.into_iter().map(|row| row.request.id).collect()
}

#[tokio::test]
async fn what_is_due_is_listed_held_and_removed_in_two_presses() {
    let survey = TestSurvey::new().await;
    let services = &survey.app.portal.services;
    let admin = services.actor(&survey.administrator).await.unwrap().as_administrator().unwrap();
    let old = old_campaign(&admin, services.now()).await;
    let old_id = admin.request(&old[0]).await.unwrap().campaign.id.to_string();
    let page = "/desk/settings/retention";
    let shown = survey.get(Caller::Auditor, page).await;
    assert_eq!(shown.status, StatusCode::OK);
    for said in [
        "72 months (6 years) after the reporting year",
        "Minerals 2015",
        "2022-01-01",
        "2 requests",
        "Minerals 2026",
    ] {
        assert!(shown.body.contains(said), "{said}: {}", shown.body);
    }
    assert!(!shown.body.contains("/retention/run"), "an auditor looks on");
    // A hold on one of them, named as people name it.
    let wrong = [("scope", "supplier"), ("supplier", "Nobody"), ("reason", "a lawsuit")];
    let wrong = survey.post(Caller::Administrator, page, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("supplier-error") && wrong.body.contains("a lawsuit"));
    let hold = [("scope", "supplier"), ("supplier", "alpha parts"), ("reason", "a lawsuit")];
    let placed = survey.post(Caller::Administrator, page, &hold).await;
    assert!(placed.location().contains("hold_placed"), "{}", placed.body);
    let asked = survey.get(Caller::Administrator, "/desk/settings/retention/run").await;
    assert!(
        asked.body.contains("1 request") && asked.body.contains("It does not come back"),
        "{}",
        asked.body
    );
    assert_eq!(survey.app.store().await.removals().await.unwrap(), 0, "asking removes nothing");
    // Who agreed to something else is asked again.
    let agreed = |months| [("months", months), ("campaign", old_id.as_str())];
    for sent in [&agreed("12")[..], &agreed("72")[..1], &[]] {
        let again = survey.post(Caller::Administrator, "/desk/settings/retention/run", sent).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains("has changed since you were asked"), "{}", again.body);
    }
    assert_eq!(survey.app.store().await.removals().await.unwrap(), 0, "nothing goes meanwhile");
    assert!(asked.body.contains(&format!("value=\"{old_id}\"")), "{}", asked.body);
    let ran = survey.post(Caller::Administrator, "/desk/settings/retention/run", &agreed("72")).await;
    assert!(ran.location().contains("retention_done"), "{}", ran.location());
    assert_eq!(survey.app.store().await.removals().await.unwrap(), 1);
    let shown = survey.get(Caller::Administrator, page).await.body;
    assert!(shown.contains("Ada") && shown.contains("a lawsuit"), "{shown}");
    // The request says what became of its answers, and offers no act.
    let store = survey.app.store().await;
    let mut gone = Vec::new();
    for id in &old {
        if store.removal(id).await.unwrap().is_some() {
            gone.push(id.clone());
        }
    }
    let request = survey.get(Caller::Manager, &format!("/desk/requests/{}", gone[0])).await.body;
    assert!(request.contains("by the retention rule (months after the reporting year: 72)"), "{request}");
    assert!(!request.contains("/new-link"), "{request}");
    let late = survey.post(Caller::Manager, &format!("/desk/requests/{}/undo", gone[0]), &[]).await;
    assert!(!late.status.is_success(), "{}", late.status);
    assert_eq!(store.jobs(JobKind::Retention, 9).await.unwrap().len(), 1);
    let log = survey.get(Caller::Administrator, "/desk/log").await.body;
    assert!(log.contains("Retention run") && log.contains("Legal hold placed"), "{log}");
}

/// The rule is changed where it is shown, and a run that nobody goes on with does not look as if it were under way.
#[tokio::test]
async fn the_rule_is_changed_in_months_and_a_run_that_broke_off_is_called_so() {
    let survey = TestSurvey::new().await;
    let (page, rule) = ("/desk/settings/retention", "/desk/settings/retention/rule");
    let post =
        async |months: &str| survey.post(Caller::Administrator, rule, &[("retention_months", months)]).await;
    let refused = post("0").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("retention_months-error"), "{}", refused.body);
    assert!(post("30").await.location().contains("said=saved"));
    let shown = survey.get(Caller::Administrator, page).await.body;
    assert!(
        shown.contains("30 months after the reporting year") && shown.contains("value=\"30\""),
        "{shown}"
    );
    let company = survey.administrator().await.company().await.unwrap();
    assert_eq!((company.retention_months, company.domain.as_str()), (30, "asker.example"), "all else stays");
    assert!(!survey.get(Caller::Auditor, page).await.body.contains(rule), "an auditor looks on");
    // The page of the company leaves the rule alone.
    let fields = [
        ("company_name", "Asker AG"),
        ("domain", "asker.example"),
        ("why", "The law."),
        ("contact_name", "Ada"),
        ("contact_email", "ada@asker.example"),
    ];
    let saved = survey.post(Caller::Administrator, "/desk/settings", &fields).await;
    assert!(saved.location().contains("said=saved"), "{}", saved.body);
    assert_eq!(survey.administrator().await.company().await.unwrap().retention_months, 30);

    let run = RetentionRun {
        id: "gone".into(),
        months: 60,
        started_at: survey.app.portal.services.now(),
        started_by: "operator".into(),
        counts: Default::default(),
        finished_at: None,
    };
    survey.app.store().await.begin_run(run).await.unwrap();
    let shown = survey.get(Caller::Auditor, page).await.body;
    assert!(shown.contains("Interrupted. The next run removes the rest."), "{shown}");
}

#[tokio::test]
async fn a_supplier_reads_from_which_day_on_its_answers_go_and_a_changed_rule_changes_it() {
    let survey = TestSurvey::new().await;
    let landing = format!("/r/{}", survey.a.token);
    let told = survey.get(Caller::Anonymous, &landing).await.body;
    assert!(
        told.contains("6 years after the reporting year") && told.contains("from 2033-01-01 on"),
        "{told}"
    );
    let admin = survey.app.portal.services.actor(&survey.administrator).await.unwrap();
    let admin = admin.as_administrator().unwrap();
    let company = admin.company().await.unwrap();
    admin.save_company(Company { retention_months: 12, ..company }).await.unwrap();
    let told = survey.get(Caller::Anonymous, &landing).await.body;
    assert!(
        told.contains("1 year after the reporting year") && told.contains("from 2028-01-01 on"),
        "{told}"
    );
}

fn touchstone(args: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
    command.args(args).arg("--data").arg(data).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&[out.stdout.clone(), out.stderr.clone()].concat()).into_owned()
}

/// Killed at any moment, the command goes on where it was: each request is removed once, none by half.
#[tokio::test]
async fn a_run_that_is_killed_again_and_again_removes_each_request_once() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options { data: Some(dir.path().to_owned()), ..Options::default() };
    let portal = server::serve::open(options.complete().unwrap()).await.unwrap();
    let services = &portal.services;
    let token = services.setup_token().await.unwrap().unwrap();
    let company = Company {
        name: "Asker".into(),
        why: "law".into(),
        contact_email: "ada@asker.example".into(),
        retention_months: 60,
        ..Company::default()
    };
    let (name, email) = ("Ada".into(), "ada@asker.example".into());
    let form = SetupForm { company, name, email, password: "a long enough sentence".into() };
    let secret = services.complete_setup(&token, form).await.unwrap();
    let admin = services.actor(&secret).await.unwrap().as_administrator().unwrap();
    const ALL: usize = 150;
    for n in 0..ALL {
        let supplier = Supplier {
            name: format!("Supplier {n}"),
            email: format!("s{n}@supplier.example"),
            language: "en".into(),
            country: "DE".into(),
            ..Supplier::default()
        };
        admin.save_supplier(supplier).await.unwrap();
    }
    assert_eq!(old_campaign(&admin, services.now()).await.len(), ALL);
    drop(admin);
    drop(portal);
    let listed = touchstone(&["admin", "retention", "--dry-run"], dir.path()).output().unwrap();
    assert!(listed.status.success() && said(&listed).contains("150 requests"), "{}", said(&listed));
    let mut killed = 0;
    for round in 0..40u64 {
        let mut child = touchstone(&["admin", "retention", "run"], dir.path()).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(60 + round * 25)).await;
        if child.try_wait().unwrap().is_some() {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
    }
    let ended = touchstone(&["admin", "retention", "run"], dir.path()).output().unwrap();
    assert!(ended.status.success(), "{}", said(&ended));
    let options = Options { data: Some(dir.path().to_owned()), ..Options::default() };
    let portal = server::serve::open(options.complete().unwrap()).await.unwrap();
    let store = crate::test_app::store_of(&portal).await;
    assert_eq!(store.removals().await.unwrap(), ALL as u64);
    let entries = store.log_after(0, 10_000).await.unwrap();
    let removed = entries.iter().filter(|e| e.entry.action == "request.removed").count();
    let counted: u64 = store.retention_runs(50).await.unwrap().iter().map(|run| run.counts.requests).sum();
    assert_eq!((removed, counted), (ALL, ALL as u64), "after {killed} kills");
    drop(portal);
    let verified = touchstone(&["verify"], dir.path()).output().unwrap();
    assert!(verified.status.success(), "{}", said(&verified));
    assert!(
        killed > 0 && said(&verified).contains("150 rows were removed by the portal itself"),
        "{}",
        said(&verified)
    );
}
