//! Jobs: each held by one, whoever dies or comes late.

use crate::test_db::*;
use service::records::*;
use std::collections::BTreeSet;

fn wanted(db: &TestDb, key: &str) -> NewJob {
    NewJob {
        id: db.id(),
        kind: JobKind::PlaceSmelters,
        key: key.into(),
        argument: "{\"of\":1}".into(),
        total: 5,
        created_at: NOW,
        created_by: "m".into(),
    }
}

fn at(position: &str, done: u64) -> Progress {
    Progress { position: position.into(), done, total: 5 }
}

pub async fn of_one_key_one_job_is_open(db: TestDb) {
    let entries = async || db.number("SELECT count(*) FROM log_entry").await;
    let before = entries().await;
    let first = db.store.put_job(wanted(&db, "a"), Some(act("job.wanted"))).await.unwrap();
    let again = db.store.put_job(wanted(&db, "a"), Some(act("job.wanted"))).await.unwrap();
    let other = db.store.put_job(wanted(&db, "b"), None).await.unwrap();
    assert_eq!((first.job.id == again.job.id, first.job.id == other.job.id), (true, false));
    assert_eq!(entries().await - before, 1, "wanted once");
    assert_eq!((first.job.argument.as_str(), first.progress.total), ("{\"of\":1}", 5));
    // Once it is over, it may be wanted again.
    let taken = db.store.take_job(Some(&first.job.id), NOW, NOW + MINUTE).await.unwrap().unwrap();
    assert!(db.store.job_is_over(&first.job.id, taken.lease, at("", 5), NOW + 1).await.unwrap());
    let over = db.store.job(&first.job.id).await.unwrap().unwrap();
    assert_eq!((over.finished_at, over.progress.done), (Some(NOW + 1), 5));
    let later = NewJob { created_at: NOW + 2, ..wanted(&db, "a") };
    let next = db.store.put_job(later, None).await.unwrap();
    assert_ne!(next.job.id, first.job.id);
    let last = db.store.jobs(JobKind::PlaceSmelters, 1).await.unwrap();
    assert_eq!(last[0].job.id, next.job.id);
    let open = db.store.open_jobs(JobKind::PlaceSmelters).await.unwrap();
    assert_eq!(open.iter().map(|job| &job.job.id).collect::<Vec<_>>(), [&next.job.id, &other.job.id]);
    assert!(db.store.open_jobs(JobKind::Retention).await.unwrap().is_empty());
}

pub async fn a_job_is_taken_by_one_and_goes_on_where_it_stopped(db: TestDb) {
    let job = db.store.put_job(wanted(&db, "a"), None).await.unwrap();
    let id = job.job.id.as_str();
    let take = async |now| db.store.take_job(None, now, now + MINUTE).await.unwrap();
    assert!(take(NOW - 1).await.is_none(), "not before its time");
    let first = take(NOW).await.unwrap();
    assert!(take(NOW).await.is_none() && take(NOW + MINUTE - 1).await.is_none());
    assert!(db.store.job_went_on(id, first.lease, at("2", 2), NOW + 2 * MINUTE).await.unwrap());
    // Its process was killed: the next one goes on from there, and the first is told that it lost it.
    let second = take(NOW + 2 * MINUTE).await.unwrap();
    assert_eq!((second.progress.clone(), second.attempts), (at("2", 2), 2));
    assert!(!db.store.job_went_on(id, first.lease, at("1", 1), NOW + 9 * MINUTE).await.unwrap());
    assert!(!db.store.job_is_over(id, first.lease, at("1", 1), NOW).await.unwrap());
    assert!(!db.store.give_job_back(id, first.lease, "late", NOW).await.unwrap());
    // A piece failed: it waits, and says why until one is done.
    assert!(db.store.give_job_back(id, second.lease, "disk full", NOW + 5 * MINUTE).await.unwrap());
    assert_eq!(db.store.job(id).await.unwrap().unwrap().error, "disk full");
    assert!(take(NOW + 5 * MINUTE - 1).await.is_none());
    let third = take(NOW + 5 * MINUTE).await.unwrap();
    assert_eq!((third.attempts, third.error.as_str()), (3, ""));
    assert!(db.store.job_went_on(id, third.lease, at("3", 3), NOW + 6 * MINUTE).await.unwrap());
    let now = db.store.job(id).await.unwrap().unwrap();
    assert_eq!((now.error.as_str(), now.attempts, now.progress), ("", 1, at("3", 3)));
    assert!(db.store.give_job_back(id, third.lease, "", NOW + 6 * MINUTE).await.unwrap());
    assert_eq!(take(NOW + 6 * MINUTE).await.unwrap().attempts, 1, "it was given back in order");
}

pub async fn whoever_is_at_a_job_finds_that_it_is_to_stop(db: TestDb) {
    let job = db.store.put_job(wanted(&db, "a"), None).await.unwrap();
    let id = job.job.id.as_str();
    let take = async |now| db.store.take_job(Some(id), now, now + MINUTE).await.unwrap();
    let taken = take(NOW).await.unwrap();
    assert!(!taken.stopping && db.store.stop_job(id, NOW + 1).await.unwrap());
    assert!(db.store.job(id).await.unwrap().unwrap().stopping);
    assert!(take(NOW + 1).await.is_none(), "whoever is at it ends it");
    // One that rests behind a piece that failed is at nobody: it can be taken at once.
    assert!(db.store.give_job_back(id, taken.lease, "disk full", NOW + 5 * MINUTE).await.unwrap());
    assert!(take(NOW + 2).await.is_none() && db.store.stop_job(id, NOW + 2).await.unwrap());
    let again = take(NOW + 2).await.unwrap();
    assert!(again.stopping && again.attempts == 2);
    assert!(db.store.job_is_over(id, again.lease, at("2", 2), NOW + 3).await.unwrap());
    assert!(!db.store.stop_job(id, NOW + 4).await.unwrap(), "it is over");
}

pub async fn jobs_take_turns(db: TestDb) {
    let long = db.store.put_job(wanted(&db, "long"), None).await.unwrap().job.id;
    let short = NewJob { created_at: NOW + 1, ..wanted(&db, "short") };
    let short = db.store.put_job(short, None).await.unwrap().job.id;
    let taken = db.store.take_job(None, NOW + 5, NOW + MINUTE).await.unwrap().unwrap();
    assert_eq!(taken.job.id, long);
    db.store.give_job_back(&long, taken.lease, "", NOW + 5).await.unwrap();
    assert_eq!(db.store.take_job(None, NOW + 6, NOW + MINUTE).await.unwrap().unwrap().job.id, short);
}

pub async fn four_takers_do_each_piece_once(db: TestDb) {
    let id = db.store.put_job(wanted(&db, "a"), None).await.unwrap().job.id;
    let takers: Vec<_> = (0..4)
        .map(|_| {
            let (store, id) = (db.store.clone(), id.clone());
            tokio::spawn(async move {
                let mut done = Vec::new();
                loop {
                    let Some(job) = store.take_job(None, NOW, NOW + MINUTE).await.unwrap() else {
                        match store.job(&id).await.unwrap().unwrap().finished_at {
                            Some(_) => return done,
                            None => continue,
                        }
                    };
                    let n = job.progress.done + 1;
                    let to = Progress { position: n.to_string(), done: n, total: 40 };
                    let went = match n {
                        40 => store.job_is_over(&id, job.lease, to, NOW).await.unwrap(),
                        _ => store.job_went_on(&id, job.lease, to, NOW).await.unwrap(),
                    };
                    if went {
                        done.push(n);
                    }
                }
            })
        })
        .collect();
    let mut all = Vec::new();
    for taker in takers {
        all.extend(taker.await.unwrap());
    }
    assert_eq!((all.len(), all.iter().collect::<BTreeSet<_>>().len()), (40, 40));
}

pub async fn what_is_over_is_kept_for_a_month(db: TestDb) {
    let id = db.store.put_job(wanted(&db, "a"), None).await.unwrap().job.id;
    let month = 31 * 24 * 60 * MINUTE;
    db.store.sweep(NOW + month).await.unwrap();
    let taken = db.store.take_job(None, NOW, NOW + MINUTE).await.unwrap().unwrap();
    db.store.job_is_over(&id, taken.lease, at("", 5), NOW).await.unwrap();
    db.store.sweep(NOW + MINUTE).await.unwrap();
    assert!(db.store.job(&id).await.unwrap().is_some());
    db.store.sweep(NOW + month).await.unwrap();
    assert!(db.store.job(&id).await.unwrap().is_none());
}
