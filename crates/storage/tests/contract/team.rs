//! Company, members, sessions, throttle.

use crate::bed::*;
use service::ports::StoreError;
use service::records::*;

fn company(name: &str) -> Company {
    Company { name: name.into(), retention_months: 60, ..Default::default() }
}

/// A company with one administrator.
async fn set_up(bed: &Bed) -> Member {
    let first = bed.member("anna@example.com", Role::Administrator);
    bed.store.put_setup_token("token".into(), NOW).await.unwrap();
    bed.store.complete_setup("token", company("Example"), first.clone(), act("setup")).await.unwrap();
    first
}

async fn session_of(bed: &Bed, owner: SessionOwner, expires_at: Millis) -> Session {
    let session = Session { hash: bed.hash(), owner, created_at: NOW, seen_at: NOW, expires_at };
    bed.store.create_session(session.clone()).await.unwrap();
    session
}

pub async fn set_up_happens_once(bed: Bed) {
    assert!(!bed.store.is_set_up().await.unwrap());
    assert_eq!(bed.store.company().await.unwrap(), None);
    bed.store.put_setup_token("old".into(), NOW).await.unwrap();
    bed.store.put_setup_token("token".into(), NOW).await.unwrap();
    assert!(!bed.store.setup_token_valid("old").await.unwrap(), "a newer token replaces it");
    assert!(bed.store.setup_token_valid("token").await.unwrap());
    let tries: Vec<_> = (0..8)
        .map(|n| {
            let first = bed.member(&format!("m{n}@example.com"), Role::Administrator);
            let store = bed.store.clone();
            tokio::spawn(
                async move { store.complete_setup("token", company("E"), first, act("setup")).await },
            )
        })
        .collect();
    let mut won = 0;
    for task in tries {
        match task.await.unwrap() {
            Ok(()) => won += 1,
            Err(error) => assert!(matches!(error, StoreError::Conflict), "{error}"),
        }
    }
    assert_eq!((won, bed.store.members().await.unwrap().len()), (1, 1));
    assert!(bed.store.is_set_up().await.unwrap());
    assert!(!bed.store.setup_token_valid("token").await.unwrap());
    bed.store.put_setup_token("again".into(), NOW).await.unwrap();
    assert!(!bed.store.setup_token_valid("again").await.unwrap(), "there is an administrator");
}

pub async fn the_company_can_be_changed(bed: Bed) {
    set_up(&bed).await;
    bed.store.save_company(company("Renamed"), act("company.changed")).await.unwrap();
    assert_eq!(bed.store.company().await.unwrap(), Some(company("Renamed")));
}

pub async fn member_addresses_are_unique_in_any_case(bed: Bed) {
    let anna = set_up(&bed).await;
    assert_eq!(bed.store.member_by_email("ANNA@Example.com").await.unwrap(), Some(anna.clone()));
    assert_eq!(bed.store.member(&anna.id).await.unwrap(), Some(anna));
    let twin = bed.member("Anna@example.com", Role::Viewer);
    let refused = bed.store.save_member(twin, vec![], act("member.added")).await;
    assert!(matches!(refused, Err(StoreError::Duplicate("member.email"))), "{refused:?}");
}

pub async fn an_administrator_remains(bed: Bed) {
    let anna = set_up(&bed).await;
    let demoted = Member { role: Role::Reviewer, ..anna.clone() };
    let disabled = Member { disabled_at: Some(NOW), ..anna.clone() };
    for gone in [demoted.clone(), disabled] {
        let refused = bed.store.save_member(gone, vec![], act("member.changed")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)));
    }
    assert_eq!(bed.store.member(&anna.id).await.unwrap(), Some(anna.clone()));
    // Two administrators who demote each other at once: one stays.
    let berta = bed.member("berta@example.com", Role::Administrator);
    bed.store.save_member(berta.clone(), vec![], act("member.added")).await.unwrap();
    let tasks = [demoted, Member { role: Role::Viewer, ..berta }].map(|member| {
        let store = bed.store.clone();
        tokio::spawn(async move { store.save_member(member, vec![], act("member.changed")).await.is_ok() })
    });
    let mut done = 0;
    for task in tasks {
        done += usize::from(task.await.unwrap());
    }
    assert_eq!(done, 1);
}

pub async fn a_changed_member_is_signed_out(bed: Bed) {
    set_up(&bed).await;
    let carl = bed.member("carl@example.com", Role::Viewer);
    bed.store.save_member(carl.clone(), vec![bed.mail("welcome")], act("member.added")).await.unwrap();
    assert_eq!(bed.store.mails(None, 9).await.unwrap().len(), 1);
    let renamed = Member { name: "Carl C.".into(), ..carl.clone() };
    for (member, stays) in [
        (renamed.clone(), true),
        (Member { role: Role::Reviewer, ..renamed.clone() }, false),
        (Member { role: Role::Reviewer, password_hash: "other".into(), ..renamed.clone() }, false),
        (
            Member { role: Role::Reviewer, password_hash: "other".into(), disabled_at: Some(NOW), ..renamed },
            false,
        ),
    ] {
        let session = session_of(&bed, SessionOwner::Member(carl.id.clone()), NOW + 1000).await;
        bed.store.save_member(member, vec![], act("member.changed")).await.unwrap();
        assert_eq!(bed.store.session(&session.hash, NOW, 0).await.unwrap().is_some(), stays);
    }
}

pub async fn sessions_end_by_time_and_by_hand(bed: Bed) {
    let anna = set_up(&bed).await;
    let owner = SessionOwner::Member(anna.id.clone());
    let session = session_of(&bed, owner.clone(), NOW + 100 * MINUTE).await;
    let get = async |now, idle| bed.store.session(&session.hash, now, idle).await.unwrap();
    assert_eq!(get(NOW, 0).await, Some(session.clone()));
    assert_eq!(get(NOW + 100 * MINUTE, 0).await, None, "over");
    assert_eq!(get(NOW, NOW + 1).await, None, "idle");
    // Used within the minute it is not written; later it is.
    assert_eq!(get(NOW + MINUTE, 0).await.unwrap().seen_at, NOW);
    assert_eq!(get(NOW + 2 * MINUTE, 0).await.unwrap().seen_at, NOW + 2 * MINUTE);
    assert_eq!(
        get(NOW + 2 * MINUTE, NOW + MINUTE).await.unwrap().seen_at,
        NOW + 2 * MINUTE,
        "no longer idle"
    );
    bed.store.end_session(&session.hash).await.unwrap();
    assert_eq!(get(NOW, 0).await, None);
    for _ in 0..3 {
        session_of(&bed, owner.clone(), NOW + 1).await;
    }
    assert_eq!(bed.store.end_sessions(&owner).await.unwrap(), 3);
    assert_eq!(bed.store.end_sessions(&owner).await.unwrap(), 0);
}

pub async fn a_suppliers_session_can_be_idle_too(bed: Bed) {
    let request = bed.request(domain::workflow::RequestState::Opened).await;
    let session = session_of(&bed, SessionOwner::Request(request.id), NOW + 100).await;
    assert!(bed.store.session(&session.hash, NOW + 99, NOW).await.unwrap().is_some());
    assert!(bed.store.session(&session.hash, NOW + 50, NOW + 100).await.unwrap().is_none(), "idle");
    assert!(bed.store.session(&session.hash, NOW + 100, 0).await.unwrap().is_none());
}

pub async fn a_disabled_members_session_is_dead(bed: Bed) {
    let anna = set_up(&bed).await;
    let session = session_of(&bed, SessionOwner::Member(anna.id.clone()), NOW + 100).await;
    bed.raw(&format!("UPDATE member SET disabled_at = 1 WHERE id = '{}'", anna.id)).await.unwrap();
    assert_eq!(bed.store.session(&session.hash, NOW, 0).await.unwrap(), None);
}

pub async fn tries_are_counted_by_window(bed: Bed) {
    let start = NOW - NOW.rem_euclid(MINUTE);
    let throttle = async |key, at| bed.store.throttle(key, 3, MINUTE, at).await.unwrap();
    for n in 0..3 {
        assert!(throttle("a", start + n).await);
    }
    assert!(!throttle("a", start + MINUTE - 1).await);
    assert!(throttle("b", start).await, "another key");
    assert!(throttle("a", start + MINUTE).await, "the next window");
    bed.store.sweep(start + 3 * MINUTE).await.unwrap();
    assert!(throttle("a", start + MINUTE).await);
}

pub async fn tries_at_once_are_all_counted(bed: Bed) {
    let tasks: Vec<_> = (0..30)
        .map(|_| {
            let store = bed.store.clone();
            tokio::spawn(async move { store.throttle("a", 10, MINUTE, NOW).await.unwrap() })
        })
        .collect();
    let mut allowed = 0;
    for task in tasks {
        allowed += usize::from(task.await.unwrap());
    }
    assert_eq!(allowed, 10);
}

pub async fn sweeping_drops_what_is_over_alone(bed: Bed) {
    let anna = set_up(&bed).await;
    let over = session_of(&bed, SessionOwner::Member(anna.id.clone()), NOW).await;
    let good = session_of(&bed, SessionOwner::Member(anna.id.clone()), NOW + 1).await;
    let day = 24 * 60 * MINUTE;
    for (id, created_at) in [("old", NOW - day - 1), ("young", NOW - day)] {
        let batch = ImportBatch { id: id.into(), member: anna.id.clone(), document: "{}".into(), created_at };
        bed.store.put_import(batch).await.unwrap();
    }
    bed.store.sweep(NOW).await.unwrap();
    assert!(bed.store.session(&over.hash, NOW - 1, 0).await.unwrap().is_none());
    assert!(bed.store.session(&good.hash, NOW, 0).await.unwrap().is_some());
    assert!(bed.store.import("old").await.unwrap().is_none());
    assert!(bed.store.import("young").await.unwrap().is_some());
}
