//! The outbox: one mail per key, each taken by one.

use crate::test_db::*;
use service::ports::StoreError;
use service::records::*;
use std::collections::BTreeSet;

async fn queue(db: &TestDb, key: &str) -> NewMail {
    let mail = db.mail(key);
    db.store.queue_mails(vec![mail.clone()], None).await.unwrap();
    mail
}

fn later(why: &str, at: Instant) -> MailFailure {
    MailFailure { why: why.into(), problem: Problem::None, retry_at: Some(at) }
}

fn gone(why: &str) -> MailFailure {
    MailFailure { why: why.into(), problem: Problem::Address, retry_at: None }
}

fn distrusted(retry_at: Option<Instant>) -> MailFailure {
    MailFailure { why: "554 SPF".into(), problem: Problem::Portal(Refusal::Reputation), retry_at }
}

pub async fn a_key_is_queued_once(db: TestDb) {
    let first = queue(&db, "invitation:1").await;
    queue(&db, "invitation:1").await;
    let twice = vec![db.mail("invitation:2"), db.mail("invitation:2")];
    db.store.queue_mails(twice, Some(act("mail.queued"))).await.unwrap();
    let mails = db.store.mails(&Scope::Everything, None, 10).await.unwrap();
    assert_eq!(mails.len(), 2);
    let stored = db.store.mail(&first.id).await.unwrap().unwrap();
    assert_eq!((stored.mail, stored.state, stored.attempts), (first, MailState::Queued, 0));
}

pub async fn a_mail_waits_for_its_time(db: TestDb) {
    let mail = NewMail { send_at: NOW + 10, ..db.mail("a") };
    db.store.queue_mails(vec![mail], None).await.unwrap();
    assert_eq!(db.store.claim_mails(NOW + 9, NOW + 100, 10).await.unwrap().len(), 0);
    assert_eq!(db.store.claim_mails(NOW + 10, NOW + 100, 10).await.unwrap().len(), 1);
}

/// However many invitations a campaign has queued, a receipt that comes behind them goes out first.
pub async fn what_somebody_waits_for_goes_before_a_campaign(db: TestDb) {
    let many =
        (0..300).map(|n| NewMail { kind: MailKind::Invitation, ..db.mail(&format!("invitation:{n}")) });
    db.store.queue_mails(many.collect(), None).await.unwrap();
    let receipt = NewMail { kind: MailKind::Receipt, send_at: NOW + 5, ..db.mail("receipt:1") };
    db.store.queue_mails(vec![receipt], None).await.unwrap();
    let keys = |all: Vec<Mail>| all.into_iter().map(|m| m.mail.key).collect::<Vec<_>>();
    let early = keys(db.store.claim_mails(NOW + 4, NOW + MINUTE, 2).await.unwrap());
    assert!(early.iter().all(|key| key.starts_with("invitation:")), "it is not due yet: {early:?}");
    let next = keys(db.store.claim_mails(NOW + 5, NOW + MINUTE, 2).await.unwrap());
    assert!(next[0] == "receipt:1" && next.len() == 2 && next[1].starts_with("invitation:"), "{next:?}");
}

pub async fn e02_two_takers_never_share_a_mail(db: TestDb) {
    let mails = (0..200).map(|n| db.mail(&format!("m:{n}"))).collect();
    db.store.queue_mails(mails, None).await.unwrap();
    let takers: Vec<_> = (0..4)
        .map(|_| {
            let store = db.store.clone();
            tokio::spawn(async move {
                let mut taken = Vec::new();
                for _ in 0..100 {
                    let some = store.claim_mails(NOW, NOW + MINUTE, 7).await.unwrap();
                    taken.extend(some.into_iter().map(|m| m.mail.id));
                    if taken.len() == 200 {
                        break;
                    }
                }
                taken
            })
        })
        .collect();
    let mut all = Vec::new();
    for taker in takers {
        all.extend(taker.await.unwrap());
    }
    assert_eq!((all.len(), all.iter().collect::<BTreeSet<_>>().len()), (200, 200));
}

pub async fn e01_a_dead_takers_mail_is_taken_again_in_doubt(db: TestDb) {
    let mail = queue(&db, "a").await;
    let first = db.store.claim_mails(NOW, NOW + MINUTE, 10).await.unwrap().remove(0);
    assert_eq!((first.attempts, first.in_doubt, first.state), (1, 0, MailState::Sending));
    assert_eq!(db.store.claim_mails(NOW + MINUTE - 1, NOW + 2 * MINUTE, 10).await.unwrap().len(), 0);
    let second = db.store.claim_mails(NOW + MINUTE, NOW + 2 * MINUTE, 10).await.unwrap().remove(0);
    assert_eq!((second.attempts, second.in_doubt, &second.mail), (2, 1, &mail));
    db.store.mail_sent(&mail.id, second.lease, NOW + MINUTE).await.unwrap();
    // The first taker wakes up: what was sent stays sent.
    db.store.mail_failed(&mail.id, first.lease, later("late", NOW), NOW).await.unwrap();
    db.store.mail_sent(&mail.id, first.lease, NOW + 5 * MINUTE).await.unwrap();
    let sent = db.store.mail(&mail.id).await.unwrap().unwrap();
    assert_eq!((sent.state, sent.sent_at, sent.in_doubt), (MailState::Sent, Some(NOW + MINUTE), 1));
    assert_eq!(db.store.claim_mails(NOW + 100 * MINUTE, NOW + 200 * MINUTE, 10).await.unwrap().len(), 0);
}

pub async fn a_temporary_failure_is_tried_again_without_doubt(db: TestDb) {
    let mail = queue(&db, "a").await;
    let taken = db.store.claim_mails(NOW, NOW + MINUTE, 10).await.unwrap().remove(0);
    db.store.mail_failed(&mail.id, taken.lease, later("busy", NOW + 5 * MINUTE), NOW).await.unwrap();
    let waiting = db.store.mail(&mail.id).await.unwrap().unwrap();
    assert_eq!((waiting.state, waiting.error.as_deref()), (MailState::Queued, Some("busy")));
    assert_eq!(db.store.claim_mails(NOW + 4 * MINUTE, NOW + 9 * MINUTE, 10).await.unwrap().len(), 0);
    let again = db.store.claim_mails(NOW + 5 * MINUTE, NOW + 9 * MINUTE, 10).await.unwrap().remove(0);
    assert_eq!((again.attempts, again.in_doubt), (2, 0));
}

pub async fn a_final_failure_shows_at_the_supplier(db: TestDb) {
    let supplier = db.supplier("A").await;
    let to = supplier.email.clone();
    let mail = |key: &str| NewMail { supplier: Some(supplier.id.clone()), to: to.clone(), ..db.mail(key) };
    let (bad, good, old) = (mail("1"), mail("2"), NewMail { to: "old@example.com".into(), ..mail("3") });
    db.store.queue_mails(vec![bad.clone(), good.clone(), old.clone()], None).await.unwrap();
    db.store.claim_mails(NOW, NOW + MINUTE, 10).await.unwrap();
    let problem =
        async || db.store.supplier(&Scope::Everything, &supplier.id).await.unwrap().unwrap().mail_problem;
    db.store.mail_failed(&old.id, 1, gone("no such mailbox"), NOW).await.unwrap();
    assert_eq!(problem().await, None, "the address has changed since");
    db.store.mail_failed(&bad.id, 1, gone("550 unknown"), NOW).await.unwrap();
    assert_eq!(problem().await.as_deref(), Some("550 unknown"));
    assert_eq!(db.store.mail(&bad.id).await.unwrap().unwrap().state, MailState::Failed);
    db.store.mail_sent(&good.id, 1, NOW).await.unwrap();
    assert_eq!(problem().await, None, "a later mail arrived");
    assert_eq!(db.store.mails(&Scope::Everything, Some(&supplier.id), 10).await.unwrap().len(), 3);
    assert_eq!(db.store.mails(&Scope::Everything, Some(&"other".into()), 10).await.unwrap().len(), 0);
}

pub async fn a_mail_not_wanted_any_more_is_over_and_nothing_is_held_against_the_address(db: TestDb) {
    let supplier = db.supplier("A").await;
    let (id, to) = (supplier.id.clone(), supplier.email.clone());
    let mail = |key: &str| NewMail { supplier: Some(id.clone()), to: to.clone(), ..db.mail(key) };
    let (late, sent) = (mail("1"), mail("2"));
    db.store.queue_mails(vec![late.clone(), sent.clone()], None).await.unwrap();
    db.store.claim_mails(NOW, NOW + MINUTE, 10).await.unwrap();
    db.store.mail_dropped(&late.id, 1, "answered").await.unwrap();
    db.store.mail_sent(&sent.id, 1, NOW).await.unwrap();
    db.store.mail_dropped(&sent.id, 1, "too late").await.unwrap();
    let state = async |id: &str| {
        let mail = db.store.mail(id).await.unwrap().unwrap();
        (mail.state, mail.error)
    };
    assert_eq!(state(&late.id).await, (MailState::Dropped, Some("answered".to_owned())));
    assert_eq!(state(&sent.id).await, (MailState::Sent, None));
    assert_eq!(
        db.store.supplier(&Scope::Everything, &supplier.id).await.unwrap().unwrap().mail_problem,
        None
    );
    assert_eq!(db.store.claim_mails(NOW + 100 * MINUTE, NOW + 200 * MINUTE, 10).await.unwrap().len(), 0);
    assert!(matches!(db.store.mail_dropped("none", 1, "x").await, Err(StoreError::NotFound)));
}

pub async fn unknown_mails_are_not_found(db: TestDb) {
    assert_eq!(db.store.mail("none").await.unwrap(), None);
    assert!(matches!(db.store.mail_sent("none", 1, NOW).await, Err(StoreError::NotFound)));
    assert!(matches!(db.store.mail_failed("none", 1, gone("x"), NOW).await, Err(StoreError::NotFound)));
}

pub async fn the_newest_mails_come_first(db: TestDb) {
    for n in 0..5 {
        let at = NOW + (n * 3 % 5);
        let mail = NewMail { send_at: at, ..db.mail(&format!("{at:?}")) };
        db.store.queue_mails(vec![mail], Some(act_at("x", at))).await.unwrap();
    }
    let mails = db.store.mails(&Scope::Everything, None, 3).await.unwrap();
    assert_eq!(mails.iter().map(|m| m.created_at - NOW).collect::<Vec<_>>(), vec![4, 3, 2]);
}

pub async fn desk_32_a_kind_of_mail_is_found_by_its_older_word_too(db: TestDb) {
    let kind = MailKind::ReminderNotFixed;
    let [old, new] = ["old", "new"].map(|key| NewMail { kind, ..db.mail(key) });
    db.store.queue_mails(vec![old.clone(), new, db.mail("other")], Some(act("x"))).await.unwrap();
    let older = kind.older_key().unwrap();
    db.raw(&format!("UPDATE outbox SET kind = '{older}' WHERE id = '{}'", old.id)).await.unwrap();
    let filter = MailFilter { kind: Some(kind), limit: 10, ..MailFilter::default() };
    let found = db.store.mail_page(&Scope::Everything, &filter).await.unwrap().rows;
    let mut keys: Vec<&str> = found.iter().map(|mail| mail.mail.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["new", "old"]);
    assert_eq!(db.store.mails_found(&Scope::Everything, &filter).await.unwrap(), 2);
    assert!(found.iter().all(|mail| mail.mail.kind == kind));
}

pub async fn f_d15_who_lost_the_lease_changes_nothing(db: TestDb) {
    let supplier = db.supplier("A").await;
    let mail = NewMail { supplier: Some(supplier.id.clone()), to: supplier.email.clone(), ..db.mail("a") };
    db.store.queue_mails(vec![mail.clone()], None).await.unwrap();
    let first = db.store.claim_mails(NOW, NOW + MINUTE, 10).await.unwrap().remove(0);
    assert!(db.store.keep_mail(&mail.id, first.lease, NOW + 2 * MINUTE).await.unwrap());
    assert_eq!(db.store.claim_mails(NOW + MINUTE, NOW + 3 * MINUTE, 10).await.unwrap().len(), 0);
    let second = db.store.claim_mails(NOW + 2 * MINUTE, NOW + 3 * MINUTE, 10).await.unwrap().remove(0);
    assert!(second.lease > first.lease);
    assert!(!db.store.keep_mail(&mail.id, first.lease, NOW + 9 * MINUTE).await.unwrap());
    db.store.mail_failed(&mail.id, first.lease, gone("late"), NOW).await.unwrap();
    db.store.mail_dropped(&mail.id, first.lease, "late").await.unwrap();
    db.store.mail_sent(&mail.id, first.lease, NOW).await.unwrap();
    let now = db.store.mail(&mail.id).await.unwrap().unwrap();
    assert_eq!((now.state, now.lease, now.error), (MailState::Sending, second.lease, None));
    assert_eq!(
        db.store.supplier(&Scope::Everything, &supplier.id).await.unwrap().unwrap().mail_problem,
        None
    );
    db.store.mail_sent(&mail.id, second.lease, NOW + 2 * MINUTE).await.unwrap();
    assert!(!db.store.keep_mail(&mail.id, second.lease, NOW + 9 * MINUTE).await.unwrap());
}

pub async fn f_d2_after_equal_refusals_the_queue_waits_and_one_mail_that_passes_frees_it(db: TestDb) {
    let supplier = db.supplier("A").await;
    let mail = |n: i32| NewMail {
        supplier: Some(supplier.id.clone()),
        to: supplier.email.clone(),
        ..db.mail(&format!("m:{n}"))
    };
    db.store.queue_mails((0..6).map(mail).collect(), None).await.unwrap();
    for n in 0..3 {
        let taken = db.store.claim_mails(NOW, NOW + MINUTE, 1).await.unwrap().remove(0);
        // Given up for good elsewhere: where everything is refused, nothing is.
        let failure = distrusted((n < 2).then_some(NOW + 10 * MINUTE));
        db.store.mail_failed(&taken.mail.id, taken.lease, failure, NOW).await.unwrap();
    }
    let alarm = db.store.mail_alarm().await.unwrap();
    let until = alarm.paused_until.expect("the queue waits");
    assert!(until > NOW && alarm.stands());
    let trouble = &alarm.troubles[0];
    assert_eq!(
        (trouble.problem, trouble.waiting, trouble.failed),
        (Problem::Portal(Refusal::Reputation), 3, 0)
    );
    assert_eq!(
        db.store.supplier(&Scope::Everything, &supplier.id).await.unwrap().unwrap().mail_problem,
        None
    );
    assert_eq!(db.store.claim_mails(until - 1, until + MINUTE, 9).await.unwrap().len(), 0);
    // One is tried, and another one than before; the others wait for what becomes of it.
    let probe = db.store.claim_mails(until, until + MINUTE, 9).await.unwrap();
    assert_eq!((probe.len(), probe[0].attempts), (1, 1));
    assert_eq!(db.store.claim_mails(until, until + MINUTE, 9).await.unwrap().len(), 0);
    db.store.mail_failed(&probe[0].mail.id, probe[0].lease, distrusted(None), until).await.unwrap();
    let longer = db.store.mail_alarm().await.unwrap().paused_until.unwrap();
    assert!(longer - until > until - NOW);
    let probe = db.store.claim_mails(longer, longer + MINUTE, 9).await.unwrap().remove(0);
    db.store.mail_sent(&probe.mail.id, probe.lease, longer).await.unwrap();
    assert_eq!(db.store.mail_alarm().await.unwrap().paused_until, None);
    let rest = db.store.claim_mails(longer, longer + MINUTE, 9).await.unwrap();
    assert_eq!(rest.len(), 5, "all at once, those that were refused too");
    for mail in rest {
        db.store.mail_sent(&mail.mail.id, mail.lease, longer).await.unwrap();
    }
    assert!(!db.store.mail_alarm().await.unwrap().stands());
}

pub async fn f_d2_what_was_given_up_is_tried_again_by_its_kind(db: TestDb) {
    let mails: Vec<NewMail> = (0..3).map(|n| db.mail(&format!("m:{n}"))).collect();
    db.store.queue_mails(mails, None).await.unwrap();
    for (n, mail) in db.store.claim_mails(NOW, NOW + MINUTE, 3).await.unwrap().into_iter().enumerate() {
        let problem = if n < 2 { Problem::Portal(Refusal::Content) } else { Problem::Tries };
        let failure = MailFailure { why: "no".into(), problem, retry_at: None };
        db.store.mail_failed(&mail.mail.id, mail.lease, failure, NOW).await.unwrap();
    }
    let failed = db.store.mail_alarm().await.unwrap().troubles;
    assert_eq!(failed.iter().map(|t| t.failed).sum::<u64>(), 3);
    let wanted = MailsWanted::Problem(Problem::Portal(Refusal::Content));
    let again = db.store.retry_mails(wanted, NOW, act("mail.tried_again")).await.unwrap();
    assert_eq!(again.len(), 2);
    assert_eq!(db.store.claim_mails(NOW, NOW + MINUTE, 9).await.unwrap().len(), 2);
    let none = MailsWanted::Problem(Problem::None);
    assert_eq!(db.store.retry_mails(none, NOW, act("mail.tried_again")).await.unwrap().len(), 0);
    assert_eq!(db.store.give_up_mails(Problem::Tries, act("mail.given_up")).await.unwrap(), 1);
    let left = db.store.mail_alarm().await.unwrap().troubles;
    assert_eq!(left.len(), 1, "those two are under way");
}

pub async fn f_d2_a_supplier_that_was_marked_wrongly_is_freed(db: TestDb) {
    let supplier = db.supplier("A").await;
    let mail = NewMail { supplier: Some(supplier.id.clone()), to: supplier.email.clone(), ..db.mail("a") };
    db.store.queue_mails(vec![mail.clone()], None).await.unwrap();
    let taken = db.store.claim_mails(NOW, NOW + MINUTE, 1).await.unwrap().remove(0);
    db.store.mail_failed(&mail.id, taken.lease, gone("550 unknown"), NOW).await.unwrap();
    assert!(!db.store.mail_alarm().await.unwrap().stands(), "an address is no fault of the portal");
    let wanted = MailsWanted::Supplier(supplier.id.clone());
    assert_eq!(db.store.retry_mails(wanted, NOW, act("supplier.address_freed")).await.unwrap().len(), 1);
    assert_eq!(
        db.store.supplier(&Scope::Everything, &supplier.id).await.unwrap().unwrap().mail_problem,
        None
    );
    let again = db.store.claim_mails(NOW, NOW + MINUTE, 1).await.unwrap().remove(0);
    assert_eq!((again.mail.id, again.attempts), (mail.id, 1));
}
