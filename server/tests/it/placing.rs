//! All reported smelters are placed anew by a job: in pieces, shown while it lasts, gone on with after a kill, done once by
//! several processes.

use crate::process::Process;
use crate::test_app::{TestApp, TestClock, config, store_of};
use crate::test_survey::{Caller, TestSurvey, complete_draft};
use app::desk::routes;
use axum::http::StatusCode;
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, ListKind, SmelterList, TypedSmelter};
use domain::{Metal, Smelter};
use service::declarations::declared::SHAPE;
use service::ports::Store;
use service::records::{Declared, DeclaredRow, EntryFilter, Job, JobKind, ReportedSmelter};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const LIST: &str = "/desk/smelters";
/// How many names there are: more than are placed before an answer; and so many that a kill comes in between.
const NAMES: i64 = 12_000;
const MANY: i64 = 30_000;
/// How many of them a list knows.
const KNOWN: usize = 100;

fn name(n: i64) -> String {
    // Words that are like no other's, so that nothing is a near match.
    format!("{:05x} Works", n * 7_919 % 1_048_573)
}

fn list() -> SmelterList {
    let of = |n: usize| Smelter {
        cid: format!("CID9{n:05}"),
        metal: Some(Metal::TIN),
        name: name(n as i64),
        country: "JAPAN".into(),
        ..Smelter::default()
    };
    let about = About {
        kind: ListKind::Reference,
        as_of: "2026-01-01".parse().ok(),
        source: "Invented".into(),
        class: LicenceClass::Public,
        ..About::default()
    };
    SmelterList::of_smelters(about, &(0..KNOWN).map(of).collect::<Vec<_>>())
}

fn row(n: i64) -> DeclaredRow {
    let typed = TypedSmelter { metal: "Tin".into(), name: name(n), ..TypedSmelter::default() };
    let key = typed.name.to_lowercase();
    let reported = ReportedSmelter { id: format!("{n:032}"), metal: "tin".into(), name_key: key, typed };
    DeclaredRow {
        kind: "smelter".into(),
        line: n + 1,
        id: n.to_string(),
        cells: BTreeMap::new(),
        reported: Some(reported),
    }
}

/// A portal whose two suppliers have submitted, and name all of these.
async fn reported(survey: &TestSurvey, names: i64) {
    let services = &survey.app.portal.services;
    let store = survey.app.store().await;
    for (caller, asked) in [(Caller::SupplierA, &survey.a), (Caller::SupplierB, &survey.b)] {
        survey.submit(caller, complete_draft(services)).await;
        let rows = (0..names).map(row).collect();
        let answers = BTreeMap::new();
        let declared = Declared { request: asked.request.clone(), number: 1, shape: SHAPE, answers, rows };
        store.put_declared(vec![declared]).await.unwrap();
        while store.reported_behind("", true, 1).await.unwrap().len() == 1 {
            services.place_smelters().await.unwrap();
        }
    }
}

async fn job(store: &dyn Store) -> Job {
    store.jobs(JobKind::PlaceSmelters, 1).await.unwrap().remove(0)
}

/// Each name stands once, is named by both, and those that the list knows are known.
async fn all_is_placed(store: &dyn Store, names: i64) {
    let found = async |filter: EntryFilter| store.smelter_entries_found(&filter).await.unwrap();
    assert_eq!(found(EntryFilter::default()).await, names as u64);
    let classes = vec![String::new()];
    assert_eq!(found(EntryFilter { classes, ..EntryFilter::default() }).await, names as u64 - KNOWN as u64);
    let mut filter = EntryFilter { limit: 500, ..EntryFilter::default() };
    loop {
        let page = store.smelter_entries(&filter).await.unwrap();
        for entry in &page.rows {
            assert_eq!((entry.suppliers, entry.declarations), (2, 2), "{entry:?}");
        }
        filter.after = page.next;
        if filter.after.is_none() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_portal_is_placed_in_pieces_that_are_shown_and_nothing_mixes() {
    let survey = TestSurvey::new().await;
    reported(&survey, NAMES).await;
    let store = survey.app.store().await;
    let admin = survey.administrator().await;
    let begun = Instant::now();
    admin.import_list("l".into(), list()).await.unwrap();
    let asked = begun.elapsed();
    let open = job(store).await;
    assert!(open.finished_at.is_none() && open.progress.done > 0, "{open:?}");
    assert!(open.progress.total >= NAMES as u64, "{open:?}");
    for page in [LIST.to_owned(), routes::references(), routes::list("l")] {
        let body = survey.get(Caller::Administrator, &page).await.body;
        assert!(body.contains("<progress") && body.contains("of 12,0"), "{page}: {body}");
    }
    // What would mix lines of before and after is refused, in clear words.
    for file in ["/desk/smelters.csv", "/desk/smelters.xlsx"] {
        let refused = survey.get(Caller::Viewer, file).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("still being matched"), "{}", refused.body);
    }
    // A list that comes meanwhile begins it anew; it is the same job.
    let mut other = list();
    other.as_of = "2026-01-02".parse().unwrap();
    admin.import_list("m".into(), other).await.unwrap();
    assert_eq!(job(store).await.job.id, open.job.id);
    while survey.app.portal.services.work_at_jobs().await.unwrap() {}
    let over = job(store).await;
    assert!(over.job.id == open.job.id && over.finished_at.is_some(), "{over:?}");
    println!(
        "{NAMES} names, the import answered after {asked:?}, all was placed after {:?}",
        begun.elapsed()
    );
    all_is_placed(store, NAMES).await;
    assert!(!survey.get(Caller::Viewer, LIST).await.body.contains("<progress"));
    assert_eq!(survey.get(Caller::Viewer, "/desk/smelters.csv").await.status, StatusCode::OK);
}

/// Fills a portal, imports a list, and lets processes place everything of which some are killed in the middle.
fn kill_and_go_on(postgres: Option<String>, processes: usize) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().to_owned();
    let file = || format!("sqlite:{}", place.join("touchstone.db").display());
    let database = postgres.clone().unwrap_or_else(file);
    let config = config(&dir, |options| options.database_url = postgres.clone());
    let survey = runtime.block_on(async {
        let own = tempfile::tempdir().unwrap();
        let app = TestApp::start(config, TestClock::default().into(), own).await;
        let survey = TestSurvey::in_app(app, "Alpha Parts", "Beta Castings").await;
        reported(&survey, MANY).await;
        survey
    });
    let store = runtime.block_on(store_of(&survey.app.portal));
    let args = ["--log", "warn", "--database-url", &database];
    let start = || Process::start(&place, &args);
    let mut first: Vec<Process> = (1..processes).map(|_| start()).collect();
    runtime.block_on(async { survey.administrator().await.import_list("l".into(), list()).await.unwrap() });
    let begun = runtime.block_on(job(&*store));
    assert!(begun.finished_at.is_none(), "{begun:?}");
    first.push(start());
    let wait = |done: &dyn Fn(&Job) -> bool| {
        let until = Instant::now() + Duration::from_secs(240);
        loop {
            let job = runtime.block_on(job(&*store));
            if done(&job) {
                return job;
            }
            assert!(Instant::now() < until, "{job:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    wait(&|job| job.progress.done > begun.progress.done || job.finished_at.is_some());
    first.iter_mut().take(processes.div_ceil(2)).for_each(Process::kill);
    let killed = runtime.block_on(job(&*store));
    assert!(killed.finished_at.is_none(), "killed too late to mean anything: {begun:?} {killed:?}");
    first.push(start());
    let over = wait(&|job| job.finished_at.is_some());
    println!("killed at {} of {}, {} takers in all", killed.progress.done, killed.progress.total, over.lease);
    assert_eq!(over.job.id, begun.job.id, "done by one job");
    assert!(over.progress.done >= MANY as u64 && over.progress.done == over.progress.total, "{over:?}");
    runtime.block_on(all_is_placed(&*store, MANY));
}

#[test]
fn d01_placing_goes_on_after_a_kill() {
    kill_and_go_on(None, 1);
}

#[test]
fn d01_placing_is_done_once_by_four_processes_on_postgresql_of_which_two_are_killed() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(url) = runtime.block_on(crate::postgres::database()) else { return };
    kill_and_go_on(Some(url), 4);
}
