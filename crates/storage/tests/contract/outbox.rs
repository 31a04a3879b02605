//! The outbox: one mail per key, each taken by one.

use crate::bed::*;
use service::ports::StoreError;
use service::records::*;
use std::collections::BTreeSet;

async fn queue(bed: &Bed, key: &str) -> NewMail {
    let mail = bed.mail(key);
    bed.store.queue_mails(vec![mail.clone()], None).await.unwrap();
    mail
}

pub async fn a_key_is_queued_once(bed: Bed) {
    let first = queue(&bed, "invitation:1").await;
    queue(&bed, "invitation:1").await;
    let twice = vec![bed.mail("invitation:2"), bed.mail("invitation:2")];
    bed.store.queue_mails(twice, Some(act("mail.queued"))).await.unwrap();
    let mails = bed.store.mails(None, 10).await.unwrap();
    assert_eq!(mails.len(), 2);
    let stored = bed.store.mail(&first.id).await.unwrap().unwrap();
    assert_eq!((stored.mail, stored.state, stored.attempts), (first, MailState::Queued, 0));
}

pub async fn a_mail_waits_for_its_time(bed: Bed) {
    let mail = NewMail { send_at: NOW + 10, ..bed.mail("a") };
    bed.store.queue_mails(vec![mail], None).await.unwrap();
    assert_eq!(bed.store.claim_mails(NOW + 9, NOW + 100, 10).await.unwrap().len(), 0);
    assert_eq!(bed.store.claim_mails(NOW + 10, NOW + 100, 10).await.unwrap().len(), 1);
}

pub async fn e02_two_takers_never_share_a_mail(bed: Bed) {
    let mails = (0..200).map(|n| bed.mail(&format!("m:{n}"))).collect();
    bed.store.queue_mails(mails, None).await.unwrap();
    let takers: Vec<_> = (0..4)
        .map(|_| {
            let store = bed.store.clone();
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

pub async fn e01_a_dead_takers_mail_is_taken_again_in_doubt(bed: Bed) {
    let mail = queue(&bed, "a").await;
    let first = bed.store.claim_mails(NOW, NOW + MINUTE, 10).await.unwrap().remove(0);
    assert_eq!((first.attempts, first.in_doubt, first.state), (1, 0, MailState::Sending));
    assert_eq!(bed.store.claim_mails(NOW + MINUTE - 1, NOW + 2 * MINUTE, 10).await.unwrap().len(), 0);
    let second = bed.store.claim_mails(NOW + MINUTE, NOW + 2 * MINUTE, 10).await.unwrap().remove(0);
    assert_eq!((second.attempts, second.in_doubt, &second.mail), (2, 1, &mail));
    bed.store.mail_sent(&mail.id, NOW + MINUTE).await.unwrap();
    // The first taker wakes up: what was sent stays sent.
    bed.store.mail_failed(&mail.id, "late", Some(NOW)).await.unwrap();
    bed.store.mail_sent(&mail.id, NOW + 5 * MINUTE).await.unwrap();
    let sent = bed.store.mail(&mail.id).await.unwrap().unwrap();
    assert_eq!((sent.state, sent.sent_at, sent.in_doubt), (MailState::Sent, Some(NOW + MINUTE), 1));
    assert_eq!(bed.store.claim_mails(NOW + 100 * MINUTE, NOW + 200 * MINUTE, 10).await.unwrap().len(), 0);
}

pub async fn a_temporary_failure_is_tried_again_without_doubt(bed: Bed) {
    let mail = queue(&bed, "a").await;
    bed.store.claim_mails(NOW, NOW + MINUTE, 10).await.unwrap();
    bed.store.mail_failed(&mail.id, "busy", Some(NOW + 5 * MINUTE)).await.unwrap();
    let waiting = bed.store.mail(&mail.id).await.unwrap().unwrap();
    assert_eq!((waiting.state, waiting.error.as_deref()), (MailState::Queued, Some("busy")));
    assert_eq!(bed.store.claim_mails(NOW + 4 * MINUTE, NOW + 9 * MINUTE, 10).await.unwrap().len(), 0);
    let again = bed.store.claim_mails(NOW + 5 * MINUTE, NOW + 9 * MINUTE, 10).await.unwrap().remove(0);
    assert_eq!((again.attempts, again.in_doubt), (2, 0));
}

pub async fn a_final_failure_shows_at_the_supplier(bed: Bed) {
    let supplier = bed.supplier("A").await;
    let to = supplier.email.clone();
    let mail = |key: &str| NewMail { supplier: Some(supplier.id.clone()), to: to.clone(), ..bed.mail(key) };
    let (bad, good, old) = (mail("1"), mail("2"), NewMail { to: "old@example.com".into(), ..mail("3") });
    bed.store.queue_mails(vec![bad.clone(), good.clone(), old.clone()], None).await.unwrap();
    bed.store.claim_mails(NOW, NOW + MINUTE, 10).await.unwrap();
    let problem = async || bed.store.supplier(&supplier.id).await.unwrap().unwrap().mail_problem;
    bed.store.mail_failed(&old.id, "no such mailbox", None).await.unwrap();
    assert_eq!(problem().await, None, "the address has changed since");
    bed.store.mail_failed(&bad.id, "550 unknown", None).await.unwrap();
    assert_eq!(problem().await.as_deref(), Some("550 unknown"));
    assert_eq!(bed.store.mail(&bad.id).await.unwrap().unwrap().state, MailState::Failed);
    bed.store.mail_sent(&good.id, NOW).await.unwrap();
    assert_eq!(problem().await, None, "a later mail arrived");
    assert_eq!(bed.store.mails(Some(&supplier.id), 10).await.unwrap().len(), 3);
    assert_eq!(bed.store.mails(Some("other"), 10).await.unwrap().len(), 0);
}

pub async fn a_mail_not_wanted_any_more_is_over_and_nothing_is_held_against_the_address(bed: Bed) {
    let supplier = bed.supplier("A").await;
    let (id, to) = (supplier.id.clone(), supplier.email.clone());
    let mail = |key: &str| NewMail { supplier: Some(id.clone()), to: to.clone(), ..bed.mail(key) };
    let (late, sent) = (mail("1"), mail("2"));
    bed.store.queue_mails(vec![late.clone(), sent.clone()], None).await.unwrap();
    bed.store.claim_mails(NOW, NOW + MINUTE, 10).await.unwrap();
    bed.store.mail_dropped(&late.id, "answered").await.unwrap();
    bed.store.mail_sent(&sent.id, NOW).await.unwrap();
    bed.store.mail_dropped(&sent.id, "too late").await.unwrap();
    let state = async |id: &str| {
        let mail = bed.store.mail(id).await.unwrap().unwrap();
        (mail.state, mail.error)
    };
    assert_eq!(state(&late.id).await, (MailState::Dropped, Some("answered".to_owned())));
    assert_eq!(state(&sent.id).await, (MailState::Sent, None));
    assert_eq!(bed.store.supplier(&supplier.id).await.unwrap().unwrap().mail_problem, None);
    assert_eq!(bed.store.claim_mails(NOW + 100 * MINUTE, NOW + 200 * MINUTE, 10).await.unwrap().len(), 0);
    assert!(matches!(bed.store.mail_dropped("none", "x").await, Err(StoreError::NotFound)));
}

pub async fn unknown_mails_are_not_found(bed: Bed) {
    assert_eq!(bed.store.mail("none").await.unwrap(), None);
    assert!(matches!(bed.store.mail_sent("none", NOW).await, Err(StoreError::NotFound)));
    assert!(matches!(bed.store.mail_failed("none", "x", None).await, Err(StoreError::NotFound)));
}

pub async fn the_newest_mails_come_first(bed: Bed) {
    for n in 0..5 {
        let at = NOW + (n * 3 % 5);
        let mail = NewMail { send_at: at, ..bed.mail(&format!("{at}")) };
        bed.store.queue_mails(vec![mail], Some(act_at("x", at))).await.unwrap();
    }
    let mails = bed.store.mails(None, 3).await.unwrap();
    assert_eq!(mails.iter().map(|m| m.created_at - NOW).collect::<Vec<_>>(), vec![4, 3, 2]);
}
