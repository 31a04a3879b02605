//! Thousands of declarations are accepted by a job: in pieces, shown while it lasts, gone on with after a kill, done once by
//! several processes, in the name of whoever pressed, and taken back.

use crate::process::Process;
use crate::test_app::{TestApp, TestClock, config, store_of};
use crate::test_survey::{Caller, TestSurvey, complete_draft};
use axum::http::StatusCode;
use domain::workflow::RequestState;
use service::MINUTE;
use service::ports::Store;
use service::records::{
    Job, JobKind, LogFilter, MailFilter, MailKind, Progress, Request, RequestCommit, RequestFilter,
    RequestId, RequestRow, Scope, Submission,
};
use service::suppliers::import::{Reading, Take, Uploaded};
use service::survey::campaigns::Choice;
use std::time::{Duration, Instant};

/// Besides the two suppliers that every portal of a test has.
const SOME: usize = 130;
const MANY: usize = 400;

/// A portal in which so many declarations wait that show nothing above the bar.
async fn waiting(survey: &TestSurvey, many: usize) {
    let store = survey.app.store().await;
    let desk = survey.administrator().await;
    let mut campaign = desk.campaign(&survey.campaign).await.unwrap();
    campaign.review.bar = domain::terms::Bar::Warnings;
    desk.save_campaign(campaign).await.unwrap();
    survey.submit(Caller::SupplierA, complete_draft(&survey.app.portal.services)).await;
    let submission = store.submission(&survey.a.request, 1).await.unwrap().unwrap();

    let mut csv = String::from("Supplier number,Supplier name,E-mail,Country\n");
    (0..many).for_each(|n| csv.push_str(&format!("S{n},Works {n:04} Ltd,s{n}@supplier.example,DE\n")));
    let table = Uploaded::read(csv.as_bytes(), "s.csv").unwrap();
    let batch = desk.upload_suppliers(table).await.unwrap();
    desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap();
    desk.choose_recipients(&survey.campaign, &Choice::All).await.unwrap();
    assert_eq!(desk.launch(&survey.campaign).await.unwrap(), many as u64);
    for row in all(store, RequestState::Invited).await {
        if row.request.id != survey.b.request {
            submitted(store, row.request, &submission).await;
        }
    }
}

/// The same declaration comes in for another request.
async fn submitted(store: &dyn Store, request: Request, submission: &Submission) {
    let now = submission.submitted_at;
    let mut commit = RequestCommit::of(request);
    commit.request.state = RequestState::Submitted;
    (commit.request.state_at, commit.request.submitted_at) = (now, Some(now));
    (commit.request.submissions, commit.request.next_reminder_at) = (1, None);
    commit.submission = Some(Submission { request: commit.request.id.clone(), ..submission.clone() });
    store.commit(commit).await.unwrap();
}

async fn all(store: &dyn Store, state: RequestState) -> Vec<RequestRow> {
    let mut filter = RequestFilter { states: vec![state], limit: 500, ..RequestFilter::default() };
    let mut rows = Vec::new();
    loop {
        let page = store.requests(&Scope::Everything, &filter).await.unwrap();
        rows.extend(page.rows);
        filter.after = page.next;
        if filter.after.is_none() {
            return rows;
        }
    }
}

async fn job(store: &dyn Store, kind: JobKind) -> Job {
    store.jobs(kind, 1).await.unwrap().remove(0)
}

/// How often each of these was accepted, by whom, and how many receipts there are.
async fn accepted_once(survey: &TestSurvey, store: &dyn Store, requests: &[RequestId]) {
    let member = survey.app.portal.services.actor(&survey.reviewer).await.unwrap().member().id.clone();
    for request in requests {
        let object = format!("request:{request}");
        let filter = LogFilter { objects: vec![object], limit: 50, ..LogFilter::default() };
        let acts = store.log_found(&Scope::Everything, &filter).await.unwrap();
        let accepted: Vec<_> = acts.iter().filter(|it| it.entry.action == "request.accepted").collect();
        assert_eq!(accepted.len(), 1, "{request}: {acts:?}");
        assert_eq!(accepted[0].entry.actor, format!("member:{member}"));
    }
    let told = MailFilter { kind: Some(MailKind::Accepted), limit: 1, ..MailFilter::default() };
    assert_eq!(
        store.mails_found(&Scope::Everything, &told).await.unwrap(),
        requests.len() as u64,
        "one mail each"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn desk_36_more_than_a_page_is_accepted_by_a_job_that_can_be_left_and_taken_back() {
    let survey = TestSurvey::new().await;
    waiting(&survey, SOME).await;
    let store = survey.app.store().await;
    let page = survey.get(Caller::Reviewer, "/desk/accept?state=review").await.body;
    let shown = page.matches("name=\"shown\"").count();
    assert_eq!(shown, SOME + 1, "{page}");
    // Everything in the list; one that was shown is not ticked, and one changes meanwhile.
    let ids: Vec<&str> =
        page.split("name=\"id\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let (left, changed) = (ids[3].split(':').next().unwrap(), ids[5].split(':').next().unwrap());
    let reviewer = survey.administrator().await;
    reviewer.raise_query(&changed.into(), "declaration", "", "Which plants does this cover?").await.unwrap();
    let mut form: Vec<(&str, &str)> = ids.iter().filter(|id| **id != ids[3]).map(|id| ("id", *id)).collect();
    form.push(("list", "state=review"));
    let done = survey.post(Caller::Reviewer, "/desk/accept", &form).await;
    let place = done.header("location").to_owned();
    let id = place.strip_prefix("/desk/together/").unwrap_or_else(|| panic!("{place}: {}", done.body));
    let page = survey.get(Caller::Viewer, &place).await.body;
    assert!(page.contains("<progress") && page.contains("goes on by itself"), "{page}");
    assert!(!page.contains("/stop\""), "who may not act is offered nothing");
    assert!(survey.get(Caller::Viewer, "/desk/requests").await.body.contains("<progress"));
    let undo = format!("{place}/undo");
    assert!(survey.post(Caller::Reviewer, &undo, &[]).await.header("location").ends_with("said=not_now"));
    // Pressed twice: the same job.
    assert_eq!(survey.post(Caller::Reviewer, "/desk/accept", &form).await.header("location"), place);
    while survey.app.portal.services.work_at_jobs().await.unwrap() {}
    let page = survey.get(Caller::Reviewer, &place).await.body;
    let count = SOME - 1;
    assert!(page.contains(&format!("{count} accepted.")) && !page.contains("<progress"), "{page}");
    assert_eq!(page.matches("changed since you looked").count(), 1, "{page}");
    assert!(page.contains(&format!("/desk/requests/{changed}?")), "{page}");
    let accepted: Vec<RequestId> =
        all(store, RequestState::Accepted).await.into_iter().map(|row| row.request.id).collect();
    assert_eq!(accepted.len(), count);
    assert!(!accepted.iter().any(|id| **id == *left || **id == *changed));
    accepted_once(&survey, store, &accepted).await;

    // One is decided otherwise since: that stays; the others are taken back.
    reviewer.undo(&accepted[0]).await.unwrap();
    assert_eq!(survey.post(Caller::Viewer, &undo, &[]).await.status.as_u16(), 403);
    let back = survey.post(Caller::Reviewer, &undo, &[]).await.header("location").to_owned();
    while survey.app.portal.services.work_at_jobs().await.unwrap() {}
    let page = survey.get(Caller::Reviewer, &back).await.body;
    assert!(page.contains(&format!("{} taken back.", count - 1)), "{page}");
    assert!(page.contains(&format!("/desk/together/{id}\"")), "{page}");
    assert_eq!(all(store, RequestState::Accepted).await.len(), 0);
    assert_eq!(all(store, RequestState::InReview).await.len(), count + 1);
}

/// A few are done at once: the list itself offers to take them back, as the page of their job does.
#[tokio::test(flavor = "multi_thread")]
async fn desk_36_what_was_done_at_once_is_taken_back_from_the_list() {
    let survey = TestSurvey::new().await;
    waiting(&survey, 3).await;
    let store = survey.app.store().await;
    let page = survey.get(Caller::Reviewer, "/desk/accept?state=review").await.body;
    let ids = page.split("name=\"id\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let form: Vec<(&str, &str)> = ids.map(|id| ("id", id)).chain([("list", "state=review")]).collect();
    let list = survey.post(Caller::Reviewer, "/desk/accept", &form).await.location().to_owned();
    assert!(list.starts_with("/desk/requests?"), "{list}");
    assert_eq!(all(store, RequestState::Accepted).await.len(), 4);

    let undo = format!("/desk/together/{}/undo", job(store, JobKind::AcceptRequests).await.job.id);
    let offer = format!("action=\"{undo}\"");
    let page = survey.get(Caller::Reviewer, &list).await.body;
    assert!(page.contains(&offer) && page.contains("Take 4 acceptances back"), "{page}");
    assert!(
        !survey.get(Caller::Viewer, &list).await.body.contains(&offer),
        "who may not act is offered nothing"
    );
    let other = list.replace(&job(store, JobKind::AcceptRequests).await.job.id, "nothing");
    assert!(!survey.get(Caller::Reviewer, &other).await.body.contains("acceptances back"));
    survey.post(Caller::Reviewer, &undo, &[]).await;
    while survey.app.portal.services.work_at_jobs().await.unwrap() {}
    assert_eq!(all(store, RequestState::InReview).await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn desk_36_a_job_stops_when_told_and_where_its_member_may_not_decide_any_more() {
    let survey = TestSurvey::new().await;
    waiting(&survey, 2 * SOME).await;
    let store = survey.app.store().await;
    let press = async || {
        let form = [("list", "state=review"), ("all", "1")];
        let asked = survey.post(Caller::Reviewer, "/desk/accept", &form).await.body;
        let expected = asked.split("name=\"expected\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let form = [form[0], form[1], ("expected", expected)];
        survey.post(Caller::Reviewer, "/desk/accept", &form).await.header("location").to_owned()
    };
    let place = press().await;
    let stopped = survey.post(Caller::Reviewer, &format!("{place}/stop"), &[]).await;
    assert!(stopped.header("location").ends_with("said=together_stopped"));
    assert!(!survey.app.portal.services.work_at_jobs().await.unwrap(), "nothing is left to do");
    let before = all(store, RequestState::Accepted).await.len();
    assert!(before > 0 && before < 2 * SOME, "{before}");
    assert!(survey.get(Caller::Reviewer, &place).await.body.contains(&format!("Stopped after {before} of")));

    let place = press().await;
    let reviewer = survey.app.portal.services.actor(&survey.reviewer).await.unwrap().member().id.clone();
    survey.administrator().await.set_disabled(&reviewer, true).await.unwrap();
    while survey.app.portal.services.work_at_jobs().await.unwrap() {}
    let page = survey.get(Caller::Administrator, &place).await.body;
    assert!(page.contains("may not decide any more"), "{page}");
    assert!(all(store, RequestState::Submitted).await.len() > 1);
}

/// Whoever is at a piece ends the job behind it, and all that was done is counted.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_another_process_is_at_stops_behind_its_piece() {
    let survey = TestSurvey::new().await;
    waiting(&survey, SOME).await;
    let (store, services) = (survey.app.store().await, &survey.app.portal.services);
    let asked =
        survey.post(Caller::Reviewer, "/desk/accept", &[("list", "state=review"), ("all", "1")]).await.body;
    let expected = asked.split("name=\"expected\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = [("list", "state=review"), ("all", "1"), ("expected", expected)];
    let place = survey.post(Caller::Reviewer, "/desk/accept", &form).await.header("location").to_owned();
    let now = services.now();
    let id = job(store, JobKind::AcceptRequests).await.job.id;
    let held = store.take_job(Some(&id), now, now + MINUTE).await.unwrap().unwrap();

    let stopped = survey.post(Caller::Reviewer, &format!("{place}/stop"), &[]).await;
    assert!(stopped.header("location").ends_with("said=together_stopping"));
    let page = survey.get(Caller::Reviewer, &place).await.body;
    assert!(page.contains("This stops as soon as") && !page.contains("/stop\""), "{page}");

    // It notes its piece, and dies.
    let progress = Progress { done: held.progress.done + 20, ..held.progress.clone() };
    let gone = services.now();
    assert!(store.job_went_on(&id, held.lease, progress, gone).await.unwrap());
    while services.work_at_jobs().await.unwrap() {}
    let over = job(store, JobKind::AcceptRequests).await;
    assert!(over.finished_at.is_some());
    let page = survey.get(Caller::Reviewer, &place).await.body;
    let done = all(store, RequestState::Accepted).await.len();
    assert!(
        page.contains(&format!("{done} accepted.")) && page.contains("The others were not touched"),
        "{page}"
    );
    assert!(done < SOME, "{done}");
}

/// First acceptances are taken back too, of which no supplier was told.
#[tokio::test(flavor = "multi_thread")]
async fn what_another_member_was_to_confirm_is_taken_back() {
    let survey = TestSurvey::new().await;
    waiting(&survey, 3).await;
    let desk = survey.administrator().await;
    let mut campaign = desk.campaign(&survey.campaign).await.unwrap();
    campaign.review.second_person = true;
    desk.save_campaign(campaign).await.unwrap();
    let store = survey.app.store().await;
    let first = async || {
        let rows = all(store, RequestState::InReview).await;
        rows.iter().filter(|row| !row.request.accepted_by.is_empty()).count()
    };
    let asked =
        survey.post(Caller::Reviewer, "/desk/accept", &[("list", "state=review"), ("all", "1")]).await.body;
    let expected = asked.split("name=\"expected\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = [("list", "state=review"), ("all", "1"), ("expected", expected)];
    let done = survey.post(Caller::Reviewer, "/desk/accept", &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    // Where it is done at once, the list is shown again; the job has its page all the same.
    let job = store.jobs(JobKind::AcceptRequests, 1).await.unwrap().remove(0).job.id;
    let place = format!("/desk/together/{job}");
    assert_eq!(first().await, 4);
    let page = survey.get(Caller::Reviewer, &place).await.body;
    assert!(page.contains("Take 4 acceptances back"), "{page}");

    // One by hand, the others by the job.
    let one = all(store, RequestState::InReview).await.remove(0).request;
    let path = format!("/desk/requests/{}", one.id);
    assert!(survey.get(Caller::Reviewer, &path).await.body.contains("Take this acceptance back"));
    let undone = survey
        .post(Caller::Reviewer, &format!("{path}/undo"), &[("version", &one.version.to_string())])
        .await;
    assert!(undone.header("location").contains("said=accepted_first_undone"));
    assert_eq!(first().await, 3);
    let back =
        survey.post(Caller::Reviewer, &format!("{place}/undo"), &[]).await.header("location").to_owned();
    assert_eq!(first().await, 0);
    let page = survey.get(Caller::Reviewer, &back).await.body;
    assert!(page.contains("3 taken back.") && page.contains("changed since you looked"), "{page}");
    let told = MailFilter { kind: Some(MailKind::DecisionUndone), limit: 1, ..MailFilter::default() };
    assert_eq!(store.mails_found(&Scope::Everything, &told).await.unwrap(), 0);
}

/// Fills a portal, starts a job, and lets processes do it of which some are killed in the middle.
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
        waiting(&survey, MANY).await;
        survey
    });
    let store = runtime.block_on(store_of(&survey.app.portal));
    let args = ["--log", "warn", "--database-url", &database];
    let start = || Process::start(&place, &args);
    let mut takers: Vec<Process> = (1..processes).map(|_| start()).collect();
    let of_job = || runtime.block_on(job(&*store, JobKind::AcceptRequests));
    runtime.block_on(async {
        let actor = survey.app.portal.services.actor(&survey.reviewer).await.unwrap();
        let reviewer = actor.as_reviewer().unwrap();
        let filter = RequestFilter { states: vec![RequestState::Submitted], ..RequestFilter::default() };
        let items = reviewer.request_versions(&filter).await.unwrap();
        reviewer.accept_together(items, "").await.unwrap();
    });
    let begun = of_job();
    assert!(begun.finished_at.is_none(), "{begun:?}");
    takers.push(start());
    let wait = |done: &dyn Fn(&Job) -> bool| {
        let until = Instant::now() + Duration::from_secs(240);
        loop {
            let job = of_job();
            if done(&job) {
                return job;
            }
            assert!(Instant::now() < until, "{:?}", job.progress);
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    wait(&|job| job.progress.done > begun.progress.done || job.finished_at.is_some());
    takers.iter_mut().take(processes.div_ceil(2)).for_each(Process::kill);
    let killed = of_job();
    assert!(killed.finished_at.is_none(), "killed too late to mean anything: {:?}", killed.progress);
    takers.push(start());
    let over = wait(&|job| job.finished_at.is_some());
    println!("killed at {} of {}, {} takers in all", killed.progress.done, killed.progress.total, over.lease);
    assert_eq!(over.progress.done, MANY as u64 + 1, "{:?}", over.progress);
    let page = runtime.block_on(survey.get(Caller::Viewer, &format!("/desk/together/{}", over.job.id)));
    assert!(page.body.contains(&format!("{} accepted.", MANY + 1)), "{}", page.body);
    assert!(!page.body.contains("changed since you looked"), "what a killed process did counts as done");
    let accepted: Vec<RequestId> = runtime
        .block_on(all(&*store, RequestState::Accepted))
        .into_iter()
        .map(|row| row.request.id)
        .collect();
    assert_eq!(accepted.len(), MANY + 1);
    runtime.block_on(accepted_once(&survey, &*store, &accepted));
}

#[test]
fn d01_accepting_goes_on_after_a_kill() {
    kill_and_go_on(None, 1);
}

#[test]
fn d01_accepting_is_done_once_by_four_processes_on_postgresql_of_which_two_are_killed() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(url) = runtime.block_on(crate::postgres::database()) else { return };
    kill_and_go_on(Some(url), 4);
}
