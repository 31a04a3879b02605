//! E-02 and the promise of the architecture: any number of instances may share one PostgreSQL.

use crate::postgres;
use crate::test_app::{TestApp, TestClock, config};
use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use serde_json::{Value, json};
use service::records::{MailKind, MailState, Scope};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[test]
fn the_journeys_of_suppliers_and_everybody_run_on_postgresql_too() {
    postgres::again(&["loops::", "link::", "matrix::"], 15);
}

#[tokio::test(flavor = "multi_thread")]
async fn e02_two_instances_share_sessions_drafts_mails_and_reminders() {
    let Some(database) = postgres::database().await else { return };
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(TestClock::default());
    let start = async || {
        let config = config(&dir, |o| o.database_url = Some(database.clone()));
        TestApp::start(config, clock.clone(), tempfile::tempdir().unwrap()).await
    };
    let (one, other) = (start().await, start().await);
    let mails = [one.mailbox.clone(), other.mailbox.clone()];
    let survey = TestSurvey::in_app(one, "Alpha Parts", "Beta Castings").await;

    // A session of one is a session of both, and ends on both.
    let a = survey.cookie(Caller::SupplierA);
    let administrator = survey.cookie(Caller::Administrator);
    assert_eq!(other.get_as(&administrator, "/desk").await.status, StatusCode::OK);
    // What is saved on one is seen by the other, as page and as conflict.
    let write = |value: &str| json!([{ "path": "f:company.name", "value": value }]);
    assert_eq!(survey.save(Caller::SupplierA, write("written on one")).await.status, StatusCode::OK);
    assert!(other.get_as(&a, &survey.a.at("/company")).await.body.contains("written on one"));
    let call = json!({ "base_revision": 0, "tab": "u", "section": "company", "changes": write("written on the other") });
    let reply = other.post_as(&a, &survey.a.at("/save"), "application/json", call.to_string()).await;
    let reply: Value = serde_json::from_str(&reply.body).unwrap();
    assert_eq!(reply["conflicts"][0]["theirs"], "written on one", "{reply}");
    let viewer = survey.cookie(Caller::Viewer);
    other.post_as(&viewer, "/signout", "application/x-www-form-urlencoded", String::new()).await;
    assert_eq!(survey.get(Caller::Viewer, "/desk").await.status, StatusCode::SEE_OTHER);

    // The jobs of both run: each mail goes out once.
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut jobs = server::jobs::start(&survey.app.portal, &stopped);
    jobs.extend(server::jobs::start(&other.portal, &stopped));
    let store = survey.app.store().await;
    let sent = || mails.iter().flat_map(|m| m.sent()).map(|m| m.message_id).collect::<Vec<_>>();
    wait_for(|| sent().len() >= 4).await;
    // Recorded as well: a clock that jumps ahead ends the leases of what is still on its way.
    while store.mails(&Scope::Everything, None, 100).await.unwrap().iter().any(|m| m.state != MailState::Sent)
    {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    // And so does each reminder, though both look for them at the same moment, again and again.
    let mut queued = 0;
    // Five hours, so that it falls into every hour of the day.
    for _ in 0..100 {
        clock.advance(5 * service::HOUR);
        let both = tokio::join!(survey.app.portal.services.remind(), other.portal.services.remind());
        queued += both.0.unwrap() + both.1.unwrap();
    }
    let all = store.mails(&Scope::Everything, None, 1_000).await.unwrap();
    let wanted: BTreeSet<String> = all.iter().map(|m| m.mail.id.clone()).collect();
    wait_for(|| sent().len() >= wanted.len()).await;
    stop.send(true).unwrap();
    for job in jobs {
        job.await.unwrap();
    }
    let (list, set) = (sent(), sent().into_iter().collect::<BTreeSet<_>>());
    assert_eq!((list.len(), set.len()), (wanted.len(), wanted.len()), "each mail once");
    let reminders = [MailKind::ReminderNotOpened, MailKind::ReminderUnfinished];
    let reminded = all.iter().filter(|m| reminders.contains(&m.mail.kind)).count();
    println!("{} mails, {reminded} reminders, {queued} queued here, by two instances", list.len());
    assert!(reminded >= 4, "{reminded}");
    for asked in [&survey.a, &survey.b] {
        let log = store.log_of(&format!("request:{}", asked.request), 100).await.unwrap();
        let acts = log.iter().filter(|e| e.entry.action == "request.reminded").count();
        let mails = store.mails(&Scope::Everything, Some(&asked.supplier), 100).await.unwrap();
        assert_eq!(acts, mails.iter().filter(|m| reminders.contains(&m.mail.kind)).count());
        // The plan allows no more.
        assert!(acts <= 4, "{acts}");
    }
}

async fn wait_for(done: impl Fn() -> bool) {
    let begun = Instant::now();
    while !done() {
        assert!(begun.elapsed() < Duration::from_secs(30), "it does not happen");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn o01_readyz_sees_jobs_that_stand_still_and_a_disk_that_takes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let clock = Arc::new(TestClock::default());
    let config = config(&dir, |o| o.data = Some(data.clone()));
    let app = TestApp::start(config, clock.clone(), dir).await;
    let ready = async || {
        let answer = app.get("/readyz").await;
        let body: Value = serde_json::from_str(&answer.body).unwrap();
        let of = |part: &str| body[part].as_str().unwrap().to_owned();
        (answer.status.as_u16(), of("database"), of("jobs"), of("disk"))
    };
    let well =
        |status: u16, jobs: &str, disk: &str| (status, "ok".to_owned(), jobs.to_owned(), disk.to_owned());
    assert_eq!(ready().await, well(200, "ok", "ok"));
    clock.advance(service::HOUR);
    assert_eq!(ready().await, well(503, "failing", "ok"));
    assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let jobs = server::jobs::start(&app.portal, &stopped);
    let begun = Instant::now();
    while ready().await.0 != 200 {
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", ready().await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(true).unwrap();
    for job in jobs {
        job.await.unwrap();
    }
    std::fs::rename(&data, data.with_extension("away")).unwrap();
    assert_eq!(ready().await, well(200, "ok", "ok"), "the disk is looked at once in ten seconds");
    clock.advance(10_000);
    assert_eq!(ready().await, well(503, "ok", "failing"));
    std::fs::rename(data.with_extension("away"), &data).unwrap();
    clock.advance(10_000);
    assert_eq!(ready().await, well(200, "ok", "ok"));
}
