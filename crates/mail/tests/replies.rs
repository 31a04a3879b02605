//! The corpus of what mail servers answer: whose fault each refusal is.

use mail::{Phase, Verdict, is_of_mailbox, judge};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Corpus {
    reply: Vec<Reply>,
}

#[derive(Deserialize)]
struct Reply {
    server: String,
    phase: String,
    code: u16,
    said: String,
    class: String,
    source: String,
}

fn corpus() -> Vec<Reply> {
    toml::from_str::<Corpus>(include_str!("replies.toml")).unwrap().reply
}

const PHASES: [(&str, Phase); 7] = [
    ("connect", Phase::Connect),
    ("starttls", Phase::StartTls),
    ("login", Phase::Login),
    ("sender", Phase::Sender),
    ("recipient", Phase::Recipient),
    ("content", Phase::Content),
    ("delivery", Phase::Delivery),
];

fn phase(name: &str) -> Phase {
    PHASES.iter().find(|(known, _)| *known == name).expect("a phase").1
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Recipient => "recipient",
        Verdict::Later => "later",
        Verdict::Portal(refusal) => refusal.key(),
    }
}

#[test]
fn f_d2_every_known_reply_is_judged_right() {
    let replies = corpus();
    let wrong: Vec<String> = replies
        .iter()
        .filter_map(|r| {
            let judged = class(judge(phase(&r.phase), r.code, &r.said));
            let row = || format!("{} {} {} {}: {judged}, not {}", r.server, r.phase, r.code, r.said, r.class);
            (judged != r.class).then(row)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn f_d2_the_corpus_has_every_server_and_says_where_its_form_is_from() {
    let replies = corpus();
    assert!(replies.len() >= 40);
    let mut servers = BTreeMap::<&str, usize>::new();
    for reply in &replies {
        assert!(reply.source.starts_with("https://"), "{}", reply.source);
        *servers.entry(reply.server.split(' ').next().unwrap()).or_default() += 1;
    }
    for server in ["Postfix", "Exim", "Exchange", "Gmail", "Sendmail", "qmail"] {
        assert!(servers.get(server).is_some_and(|n| *n >= 4), "{server}: {servers:?}");
    }
}

#[test]
fn f_d2_nothing_but_a_refusal_at_rcpt_is_held_against_an_address() {
    for reply in corpus() {
        for (name, phase) in PHASES {
            let verdict = judge(phase, reply.code, &reply.said);
            assert!(
                phase == Phase::Recipient || verdict != Verdict::Recipient,
                "{name} {} {}",
                reply.code,
                reply.said
            );
        }
    }
}

#[test]
fn f_d2_of_the_enhanced_codes_only_those_of_the_recipient_mark_an_address() {
    let of_recipient = ["5.1.1", "5.1.3", "5.1.6", "5.1.10", "5.2.1"];
    for subject in 0..8 {
        for detail in 0..40 {
            let status = format!("5.{subject}.{detail}");
            for code in [550, 551, 553, 554] {
                let verdict = judge(Phase::Recipient, code, &format!("{status} <a@b.example>: no"));
                let marks = verdict == Verdict::Recipient;
                assert_eq!(marks, of_recipient.contains(&status.as_str()), "{code} {status}: {verdict:?}");
            }
        }
    }
    for words in ["Sender address rejected", "blocked using dnsbl.example", "SPF: fail", "Relaying denied"] {
        for status in of_recipient {
            let verdict = judge(Phase::Recipient, 550, &format!("{status} {words}"));
            assert!(matches!(verdict, Verdict::Portal(_)), "{status} {words}: {verdict:?}");
        }
    }
}

#[test]
fn f_d2_what_puts_us_off_is_told_from_a_mailbox_that_is_full() {
    for said in [
        "4.7.1 <a@b.example>: Recipient address rejected: Greylisted, see https://postgrey.example",
        "4.7.1 Greylisting in action, please come back in 00:05:00",
        "Greylisted, please try again in 300 seconds",
        "4.3.2 Please try again later",
        "4.7.650 The mail server has been temporarily rate limited due to IP reputation",
    ] {
        assert!(!is_of_mailbox(said), "{said}");
    }
    for said in [
        "4.2.2 The recipient's inbox is out of storage space",
        "Mailbox full",
        "4.2.1 mailbox disabled",
        "over quota",
    ] {
        assert!(is_of_mailbox(said), "{said}");
    }
}

#[test]
fn f_d2_names_in_addresses_say_nothing() {
    let said =
        "5.1.1 <spam-policy@relay-denied.example>: User unknown, see https://spamhaus.example/blocklist";
    assert_eq!(judge(Phase::Recipient, 550, said), Verdict::Recipient);
}

#[test]
fn f_d2_other_servers_words_are_understood_too() {
    for (phase, code, said, expected) in [
        (Phase::Recipient, 550, "No Such User Here", "recipient"),
        (Phase::Recipient, 511, "sorry, no mailbox here by that name (#5.1.1 - chkuser)", "recipient"),
        (
            Phase::Recipient,
            554,
            "delivery error: dd This user doesn't have a mailer.example account [0]",
            "recipient",
        ),
        (Phase::Recipient, 550, "Invalid Recipient - https://community.example/docs/550", "recipient"),
        (Phase::Recipient, 553, "5.1.3 The recipient address is not a valid RFC 5321 address.", "recipient"),
        (Phase::Recipient, 551, "5.1.6 Recipient no longer on server", "recipient"),
        (Phase::Recipient, 550, "5.4.1 All recipient addresses rejected : Access denied", "recipient"),
        (Phase::Recipient, 550, "5.4.1 No answer from host", "other"),
        (Phase::Recipient, 550, "Account disabled", "recipient"),
        (Phase::Recipient, 550, "Mailbox is inactive", "recipient"),
        (Phase::Recipient, 550, "Account has been deactivated", "recipient"),
        (Phase::Recipient, 550, "Address does not exist", "recipient"),
        (Phase::Recipient, 550, "Recipient Rejected: No account by that name here", "recipient"),
        (Phase::Recipient, 550, "unknown or illegal alias: a@b.example", "recipient"),
        (
            Phase::Recipient,
            550,
            "The recipient may contain a non-existent account, please check",
            "recipient",
        ),
        (Phase::Recipient, 550, "mailbox is full", "later"),
        (Phase::Recipient, 550, "Mailbox quota exceeded", "later"),
        (Phase::Recipient, 550, "Callout verification failed: 550 No such user", "other"),
        (Phase::Recipient, 550, "5.1.1 Message refused: sender blocked by recipient", "sender"),
        (Phase::Recipient, 550, "5.1.1 Recipient rejected: content blocked", "content"),
        (Phase::Recipient, 550, "5.2.1 message rejected by recipient's policy", "policy"),
        (Phase::Recipient, 554, "Email rejected due to security policies", "policy"),
        (Phase::Recipient, 550, "Connection frequency limited", "policy"),
        (Phase::Recipient, 550, "Ip frequency limited", "reputation"),
        (
            Phase::Recipient,
            550,
            "5.7.708 Service unavailable. Access denied, traffic not accepted from this IP.",
            "reputation",
        ),
        (Phase::Recipient, 550, "5.1.90 You've reached your daily limit for message recipients", "policy"),
        (Phase::Delivery, 554, "5.7.1 [CS01] Message rejected due to local policy.", "policy"),
        (Phase::Delivery, 554, "5.7.1 Message rejected", "content"),
        (Phase::Recipient, 550, "Too many invalid recipients", "policy"),
        (Phase::Recipient, 550, "Invalid recipient domain", "other"),
        (Phase::Recipient, 550, "5.2.1 Mail from this sender is not accepted", "sender"),
        (Phase::Recipient, 553, "Relaying disallowed as minerals@asker.example", "relay"),
        (Phase::Recipient, 571, "sorry, sender address has invalid format (#5.1.7 - chkuser)", "sender"),
        (Phase::Recipient, 550, "JunkMail rejected - [192.0.2.7] is in an RBL on rbl.example", "reputation"),
        (Phase::Recipient, 451, "4.7.1 Greylisting in action, please come back in 00:05:00", "later"),
        (Phase::Recipient, 452, "4.5.3 Too many recipients", "later"),
        (Phase::Recipient, 550, "5.1.7 Invalid sender", "sender"),
        (Phase::Recipient, 550, "5.1.2 Host unknown", "other"),
        (Phase::Delivery, 550, "5.1.10 RESOLVER.ADR.RecipientNotFound", "content"),
        (
            Phase::Delivery,
            554,
            "5.2.252 SendAsDenied; not allowed to send as minerals@asker.example",
            "sender",
        ),
        (
            Phase::Delivery,
            550,
            "5.7.1 TRANSPORT.RULES.RejectMessage; rejected by organization policy",
            "policy",
        ),
        (Phase::Sender, 421, "4.7.0 Messages from 192.0.2.7 temporarily deferred", "policy"),
        (Phase::Login, 454, "4.7.0 Temporary authentication failure", "login"),
        (Phase::Content, 554, "5.5.1 Error: no valid recipients", "content"),
    ] {
        assert_eq!(class(judge(phase, code, said)), expected, "{phase:?} {code} {said}");
    }
}
