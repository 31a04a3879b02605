//! The corpus of what mail servers answer: whose fault each refusal is.

use mail::{Phase, Verdict, judge};
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
        Verdict::House(refusal) => refusal.key(),
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
            assert!(matches!(verdict, Verdict::House(_)), "{status} {words}: {verdict:?}");
        }
    }
}

#[test]
fn f_d2_names_in_addresses_say_nothing() {
    let said =
        "5.1.1 <spam-policy@relay-denied.example>: User unknown, see https://spamhaus.example/blocklist";
    assert_eq!(judge(Phase::Recipient, 550, said), Verdict::Recipient);
}
