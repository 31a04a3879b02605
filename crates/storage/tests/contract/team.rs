//! Company, members, sessions, throttle.

use crate::test_db::*;
use service::ports::{StoreError, Tries};
use service::records::*;

fn company(name: &str) -> Company {
    Company { name: name.into(), retention_months: 60, ..Default::default() }
}

/// A company with one administrator.
async fn set_up(db: &TestDb) -> Member {
    let first = db.member("anna@example.com", Role::Administrator);
    db.store.put_setup_token("token".into(), NOW).await.unwrap();
    db.store.complete_setup("token", company("Example"), first.clone(), act("setup")).await.unwrap();
    first
}

async fn session_of(db: &TestDb, owner: SessionOwner, expires_at: Instant) -> Session {
    let place = SessionPlace { address: "192.0.2.1".into(), browser: "Firefox, Linux".into() };
    let session = Session { hash: db.hash(), owner, place, created_at: NOW, seen_at: NOW, expires_at };
    db.store.create_session(session.clone()).await.unwrap();
    session
}

pub async fn set_up_happens_once(db: TestDb) {
    assert!(!db.store.is_set_up().await.unwrap());
    assert_eq!(db.store.company().await.unwrap(), None);
    db.store.put_setup_token("old".into(), NOW).await.unwrap();
    db.store.put_setup_token("token".into(), NOW).await.unwrap();
    assert!(!db.store.setup_token_valid("old").await.unwrap(), "a newer token replaces it");
    assert!(db.store.setup_token_valid("token").await.unwrap());
    let tries: Vec<_> = (0..8)
        .map(|n| {
            let first = db.member(&format!("m{n}@example.com"), Role::Administrator);
            let store = db.store.clone();
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
    assert_eq!((won, db.store.members().await.unwrap().len()), (1, 1));
    assert!(db.store.is_set_up().await.unwrap());
    assert!(!db.store.setup_token_valid("token").await.unwrap());
    db.store.put_setup_token("again".into(), NOW).await.unwrap();
    assert!(!db.store.setup_token_valid("again").await.unwrap(), "there is an administrator");
}

pub async fn the_company_can_be_changed(db: TestDb) {
    set_up(&db).await;
    db.store.save_company(company("Renamed"), act("company.changed")).await.unwrap();
    assert_eq!(db.store.company().await.unwrap(), Some(company("Renamed")));
}

pub async fn member_addresses_are_unique_in_any_case(db: TestDb) {
    let anna = set_up(&db).await;
    assert_eq!(db.store.member_by_email("ANNA@Example.com").await.unwrap(), Some(anna.clone()));
    assert_eq!(db.store.member(&anna.id).await.unwrap(), Some(anna));
    let twin = db.member("Anna@example.com", Role::Viewer);
    let refused = db.store.add_member(twin, vec![], act("member.added")).await;
    assert!(matches!(refused, Err(StoreError::Duplicate("member.email"))), "{refused:?}");
}

pub async fn an_administrator_remains(db: TestDb) {
    let anna = set_up(&db).await;
    for gone in [MemberChange::Role(Role::Reviewer, Scope::Everything), MemberChange::Disabled(Some(NOW))] {
        let refused = db.store.change_member(&anna.id, gone, vec![], act("member.changed")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)));
    }
    assert_eq!(db.store.member(&anna.id).await.unwrap(), Some(anna.clone()));
    // Two administrators who take each other's rights away at once, in one way or the other: one stays.
    for round in 0..8 {
        let berta = db.member(&format!("berta{round}@example.com"), Role::Administrator);
        db.store.add_member(berta.clone(), vec![], act("member.added")).await.unwrap();
        let gone = |n| {
            if n % 2 == 0 {
                MemberChange::Role(Role::Viewer, Scope::Everything)
            } else {
                MemberChange::Disabled(Some(NOW))
            }
        };
        let tasks =
            [(anna.id.clone(), gone(round)), (berta.id.clone(), gone(round / 2))].map(|(id, change)| {
                let store = db.store.clone();
                tokio::spawn(async move { store.change_member(&id, change, vec![], act("x")).await.is_ok() })
            });
        let mut done = 0;
        for task in tasks {
            done += usize::from(task.await.unwrap());
        }
        assert_eq!(done, 1);
        // Anna is made the only one again.
        for back in [MemberChange::Role(Role::Administrator, Scope::Everything), MemberChange::Disabled(None)]
        {
            db.store.change_member(&anna.id, back, vec![], act("x")).await.unwrap();
        }
        db.store
            .change_member(&berta.id, MemberChange::Role(Role::Viewer, Scope::Everything), vec![], act("x"))
            .await
            .unwrap();
    }
}

pub async fn changes_of_different_things_at_once_all_last(db: TestDb) {
    set_up(&db).await;
    for round in 0..10 {
        let carl = db.member(&format!("carl{round}@example.com"), Role::Viewer);
        db.store.add_member(carl.clone(), vec![], act("member.added")).await.unwrap();
        let old = Some(carl.password_hash.clone());
        let changes = [
            MemberChange::Role(Role::Reviewer, Scope::Everything),
            MemberChange::Disabled(Some(NOW)),
            MemberChange::Password { old, new: "new".into() },
        ];
        let tasks = changes.map(|change| {
            let (store, id) = (db.store.clone(), carl.id.clone());
            tokio::spawn(async move { store.change_member(&id, change, vec![], act("x")).await.unwrap() })
        });
        for task in tasks {
            task.await.unwrap();
        }
        let want = Member {
            role: Role::Reviewer,
            disabled_at: Some(NOW),
            password_hash: "new".into(),
            ..carl.clone()
        };
        assert_eq!(db.store.member(&carl.id).await.unwrap(), Some(want));
    }
}

pub async fn a_password_is_changed_from_the_one_that_was_read(db: TestDb) {
    let anna = set_up(&db).await;
    let change = async |old: Option<&str>, new: &str| {
        let change = MemberChange::Password { old: old.map(str::to_owned), new: new.into() };
        db.store.change_member(&anna.id, change, vec![], act("x")).await
    };
    change(Some(&anna.password_hash), "one").await.unwrap();
    assert!(matches!(change(Some(&anna.password_hash), "two").await, Err(StoreError::Conflict)));
    assert_eq!(db.store.member(&anna.id).await.unwrap().unwrap().password_hash, "one");
    change(None, "reset").await.unwrap();
    assert!(matches!(change(Some("one"), "three").await, Err(StoreError::Conflict)));
    let nobody =
        db.store.change_member(&"nobody".into(), MemberChange::Disabled(None), vec![], act("x")).await;
    assert!(matches!(nobody, Err(StoreError::NotFound)));
}

pub async fn f_d12_the_last_administrator_with_a_password_stays(db: TestDb) {
    let anna = set_up(&db).await;
    let change = async |id: &MemberId, change| db.store.change_member(id, change, vec![], act("x")).await;
    let reset = || MemberChange::Password { old: None, new: "!nobody".into() };
    assert!(matches!(change(&anna.id, reset()).await, Err(StoreError::Conflict)));
    // Who was invited and has chosen no password is nobody to count on.
    let invited =
        Member { password_hash: String::new(), ..db.member("ned@example.com", Role::Administrator) };
    db.store.add_member(invited.clone(), vec![], act("x")).await.unwrap();
    for taken in
        [MemberChange::Role(Role::Viewer, Scope::Everything), MemberChange::Disabled(Some(NOW)), reset()]
    {
        assert!(matches!(change(&anna.id, taken).await, Err(StoreError::Conflict)));
    }
    assert_eq!(db.store.member(&anna.id).await.unwrap(), Some(anna.clone()));
    change(&invited.id, MemberChange::Password { old: None, new: "$argon".into() }).await.unwrap();
    change(&anna.id, MemberChange::Role(Role::Viewer, Scope::Everything)).await.unwrap();
    // Where nobody has a password, whatever does not make it worse goes on.
    db.raw(&format!("UPDATE member SET password_hash = '!' WHERE id = '{}'", invited.id)).await.unwrap();
    change(&anna.id, MemberChange::Role(Role::Reviewer, Scope::Everything)).await.unwrap();
}

pub async fn a_changed_member_is_signed_out(db: TestDb) {
    set_up(&db).await;
    let carl = db.member("carl@example.com", Role::Viewer);
    db.store.add_member(carl.clone(), vec![db.mail("welcome")], act("member.added")).await.unwrap();
    assert_eq!(db.store.mails(&Scope::Everything, None, 9).await.unwrap().len(), 1);
    for change in [
        MemberChange::Role(Role::Reviewer, Scope::Everything),
        MemberChange::Password { old: None, new: "other".into() },
        MemberChange::Disabled(Some(NOW)),
        MemberChange::Disabled(None),
    ] {
        let session = session_of(&db, SessionOwner::Member(carl.id.clone()), NOW + 1000).await;
        db.store.change_member(&carl.id, change, vec![], act("member.changed")).await.unwrap();
        assert_eq!(db.store.session(&session.hash, NOW, Instant::EPOCH).await.unwrap(), None);
    }
}

pub async fn who_is_already_what_was_asked_for_stays_signed_in(db: TestDb) {
    set_up(&db).await;
    let carl = db.member("carl@example.com", Role::Viewer);
    db.store.add_member(carl.clone(), vec![], act("member.added")).await.unwrap();
    let session = session_of(&db, SessionOwner::Member(carl.id.clone()), NOW + 1000).await;
    for nothing in [MemberChange::Role(Role::Viewer, Scope::Everything), MemberChange::Disabled(None)] {
        db.store.change_member(&carl.id, nothing, vec![], act("x")).await.unwrap();
        assert_eq!(
            db.store.session(&session.hash, NOW, Instant::EPOCH).await.unwrap(),
            Some(session.clone())
        );
    }
}

pub async fn sessions_end_by_time_and_by_hand(db: TestDb) {
    let anna = set_up(&db).await;
    let owner = SessionOwner::Member(anna.id.clone());
    let session = session_of(&db, owner.clone(), NOW + 100 * MINUTE).await;
    let get = async |now, idle| db.store.session(&session.hash, now, idle).await.unwrap();
    assert_eq!(get(NOW, Instant::EPOCH).await, Some(session.clone()));
    assert_eq!(get(NOW + 100 * MINUTE, Instant::EPOCH).await, None, "over");
    assert_eq!(get(NOW, NOW + 1).await, None, "idle");
    // Used within the minute it is not written; later it is.
    assert_eq!(get(NOW + MINUTE, Instant::EPOCH).await.unwrap().seen_at, NOW);
    assert_eq!(get(NOW + 2 * MINUTE, Instant::EPOCH).await.unwrap().seen_at, NOW + 2 * MINUTE);
    assert_eq!(
        get(NOW + 2 * MINUTE, NOW + MINUTE).await.unwrap().seen_at,
        NOW + 2 * MINUTE,
        "no longer idle"
    );
    db.store.end_session(&session.hash).await.unwrap();
    assert_eq!(get(NOW, Instant::EPOCH).await, None);
    for _ in 0..3 {
        session_of(&db, owner.clone(), NOW + 1).await;
    }
    assert_eq!(db.store.end_sessions(&owner).await.unwrap(), 3);
    assert_eq!(db.store.end_sessions(&owner).await.unwrap(), 0);
}

pub async fn a_suppliers_session_can_be_idle_too(db: TestDb) {
    let request = db.request(domain::workflow::RequestState::Opened).await;
    let session = session_of(&db, SessionOwner::Request(request.id), NOW + 100).await;
    assert!(db.store.session(&session.hash, NOW + 99, NOW).await.unwrap().is_some());
    assert!(db.store.session(&session.hash, NOW + 50, NOW + 100).await.unwrap().is_none(), "idle");
    assert!(db.store.session(&session.hash, NOW + 100, Instant::EPOCH).await.unwrap().is_none());
}

pub async fn a_disabled_members_session_is_dead(db: TestDb) {
    let anna = set_up(&db).await;
    let session = session_of(&db, SessionOwner::Member(anna.id.clone()), NOW + 100).await;
    db.raw(&format!("UPDATE member SET disabled_at = 1 WHERE id = '{}'", anna.id)).await.unwrap();
    assert_eq!(db.store.session(&session.hash, NOW, Instant::EPOCH).await.unwrap(), None);
}

pub async fn tries_are_counted_by_window(db: TestDb) {
    let start = NOW - NOW.past(MINUTE);
    let throttle = async |key, at| db.store.throttle(key, 3, MINUTE, at).await.unwrap();
    for n in 0..3 {
        assert!(throttle("a", start + n).await);
    }
    assert!(!throttle("a", start + MINUTE - 1).await);
    assert!(throttle("b", start).await, "another key");
    assert!(throttle("a", start + MINUTE).await, "the next window");
    db.store.sweep(start + 3 * MINUTE).await.unwrap();
    assert!(throttle("a", start + MINUTE).await);
}

pub async fn tries_at_once_are_all_counted(db: TestDb) {
    let tasks: Vec<_> = (0..30)
        .map(|_| {
            let store = db.store.clone();
            tokio::spawn(async move { store.throttle("a", 10, MINUTE, NOW).await.unwrap() })
        })
        .collect();
    let mut allowed = 0;
    for task in tasks {
        allowed += usize::from(task.await.unwrap());
    }
    assert_eq!(allowed, 10);
}

pub async fn f_d4_failures_are_counted_and_given_back(db: TestDb) {
    let of = |keys: &[&str]| -> Vec<Tries> {
        keys.iter().map(|key| Tries { key: (*key).to_owned(), window: MINUTE }).collect()
    };
    let start = NOW - NOW.past(MINUTE);
    assert_eq!(db.store.tries(&of(&["own", "client"]), start).await.unwrap(), [0, 0]);
    for _ in 0..3 {
        db.store.count_tries(&of(&["own", "client"]), start).await.unwrap();
    }
    db.store.count_tries(&of(&["other", "client"]), start).await.unwrap();
    assert_eq!(db.store.tries(&of(&["own", "client", "other"]), start).await.unwrap(), [3, 4, 1]);
    // What is given back of the own failures is taken from the others' sum, and no more than that.
    db.store.give_tries_back(&of(&["own", "client"]), start).await.unwrap();
    assert_eq!(db.store.tries(&of(&["own", "client", "other"]), start).await.unwrap(), [0, 1, 1]);
    db.store.give_tries_back(&of(&["own", "client"]), start).await.unwrap();
    db.store.give_tries_back(&of(&["nothing", "client"]), start).await.unwrap();
    assert_eq!(db.store.tries(&of(&["client"]), start + MINUTE - 1).await.unwrap(), [1]);
    assert_eq!(db.store.tries(&of(&["client"]), start + MINUTE).await.unwrap(), [0], "the next window");
}

pub async fn f_small_a_session_that_began_while_the_clock_was_ahead_lives_no_longer(db: TestDb) {
    let anna = set_up(&db).await;
    let (day, hour) = (24 * 60 * MINUTE, 60 * MINUTE);
    let begun = async |at: Instant| {
        let owner = SessionOwner::Member(anna.id.clone());
        let session = Session {
            hash: db.hash(),
            owner,
            place: SessionPlace::default(),
            created_at: at,
            seen_at: at,
            expires_at: at + 12 * hour,
        };
        db.store.create_session(session.clone()).await.unwrap();
        session.hash
    };
    let get = async |hash: &str, now, idle| db.store.session(hash, now, idle).await.unwrap();
    // Used: from then on it lives as long as it would have.
    let used = begun(NOW + 400 * day).await;
    let seen = get(&used, NOW, NOW - hour).await.expect("it is still there");
    assert_eq!((seen.created_at, seen.seen_at, seen.expires_at), (NOW, NOW, NOW + 12 * hour));
    assert_eq!(get(&used, NOW, Instant::EPOCH).await.unwrap().expires_at, NOW + 12 * hour);
    assert!(get(&used, NOW + 12 * hour, Instant::EPOCH).await.is_none());
    // Not used: idle like any other, once the database was swept.
    let unused = begun(NOW + 400 * day).await;
    db.store.sweep(NOW).await.unwrap();
    assert!(get(&unused, NOW + hour, NOW + hour / 2).await.is_none());
    db.store.sweep(NOW + 12 * hour).await.unwrap();
    assert!(get(&unused, NOW + hour, Instant::EPOCH).await.is_none());
}

pub async fn the_password_of_a_session_is_given_at_its_beginning_and_again(db: TestDb) {
    let anna = set_up(&db).await;
    let session = session_of(&db, SessionOwner::Member(anna.id.clone()), NOW + 100 * MINUTE).await;
    let at = async || db.store.session_confirmed_at(&session.hash).await.unwrap();
    assert_eq!(at().await, Some(NOW));
    db.store.confirm_session(&session.hash, NOW + MINUTE).await.unwrap();
    assert_eq!(at().await, Some(NOW + MINUTE));
    assert_eq!(db.store.session_confirmed_at("nobody").await.unwrap(), None);
}

pub async fn sweeping_drops_what_is_over_alone(db: TestDb) {
    let anna = set_up(&db).await;
    let over = session_of(&db, SessionOwner::Member(anna.id.clone()), NOW).await;
    let good = session_of(&db, SessionOwner::Member(anna.id.clone()), NOW + 1).await;
    let day = 24 * 60 * MINUTE;
    for (id, created_at) in [("old", NOW - day - 1), ("young", NOW - day)] {
        let batch = ImportBatch { id: id.into(), member: anna.id.clone(), document: "{}".into(), created_at };
        db.store.put_import(batch).await.unwrap();
    }
    db.store.sweep(NOW).await.unwrap();
    assert!(db.store.session(&over.hash, NOW - 1, Instant::EPOCH).await.unwrap().is_none());
    assert!(db.store.session(&good.hash, NOW, Instant::EPOCH).await.unwrap().is_some());
    assert!(db.store.import("old").await.unwrap().is_none());
    assert!(db.store.import("young").await.unwrap().is_some());
}

/// Whoever has to give a code is nobody until then; a code counts once, whoever is faster; other rows stay as they are.
pub async fn a_second_factor_is_used_up_and_ends_sessions(db: TestDb) {
    let first = set_up(&db).await;
    let other = db.member("other@example.com", Role::Viewer);
    db.store.add_member(other.clone(), vec![], act("added")).await.unwrap();
    let id = &first.id;
    assert_eq!(db.store.second_factor(id).await.unwrap(), None);
    assert!(!db.store.use_code_of_step(id, 7).await.unwrap());
    let session = session_of(&db, SessionOwner::Member(id.clone()), NOW + 1000).await;
    let half = session_of(&db, SessionOwner::AwaitsCode(id.clone()), NOW + 1000).await;
    assert_eq!(db.store.session(&half.hash, NOW, Instant::EPOCH).await.unwrap(), Some(half.clone()));
    assert_eq!(db.store.sessions_of(id, NOW, Instant::EPOCH).await.unwrap(), std::slice::from_ref(&session));
    let foreign = db.store.end_session_of(&other.id, &session.hash, act("ended")).await.unwrap();
    assert!(!foreign, "nobody ends another's session");
    let factor =
        SecondFactor { nonce: "n".into(), since: NOW, codes: vec!["a".into(), "b".into()], last_step: 5 };
    db.store.set_second_factor(id, Some(factor.clone()), vec![], act("on")).await.unwrap();
    assert_eq!(db.store.second_factor(id).await.unwrap(), Some(factor));
    assert_eq!(db.store.session(&session.hash, NOW, Instant::EPOCH).await.unwrap(), None);
    assert_eq!(db.store.session(&half.hash, NOW, Instant::EPOCH).await.unwrap(), None);
    let tries = (0..8).map(|_| {
        let (store, id) = (db.store.clone(), id.clone());
        tokio::spawn(async move { store.use_code_of_step(&id, 6).await.unwrap() })
    });
    let mut used = 0;
    for one in tries.collect::<Vec<_>>() {
        used += usize::from(one.await.unwrap());
    }
    assert_eq!(used, 1);
    assert!(!db.store.use_code_of_step(id, 6).await.unwrap());
    assert!(!db.store.use_code_of_step(&other.id, 9).await.unwrap());
    assert!(!db.store.use_recovery_code(&other.id, "a").await.unwrap());
    assert!(db.store.use_recovery_code(id, "a").await.unwrap());
    assert!(!db.store.use_recovery_code(id, "a").await.unwrap());
    assert_eq!(db.store.second_factor(id).await.unwrap().unwrap().codes, ["b"]);
    db.store.set_second_factor(id, None, vec![], act("off")).await.unwrap();
    assert_eq!(db.store.second_factor(id).await.unwrap(), None);
    assert!(!db.store.use_recovery_code(id, "b").await.unwrap());
    assert!(!db.store.demands_second_factor().await.unwrap());
    db.store.demand_second_factor(true, act("demanded")).await.unwrap();
    assert!(db.store.demands_second_factor().await.unwrap());
}
