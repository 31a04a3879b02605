//! Whose fault a refusal is: judged by how far the conversation had got, by the code, and by the words.
//!
//! Only a refusal of the recipient itself may mark an address, and only at RCPT TO. What is about us (our reputation,
//! our settings, what we wrote) would fail every mail, and must not brand every supplier. Where it is unclear, it is
//! not the recipient.

use crate::phrases::{ABOUT_US, NO_MAILBOX, RECIPIENT};
use service::records::Refusal;

/// How far the conversation had got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reaching the server, TLS from the first byte, its greeting, our name.
    Connect,
    /// Turning on TLS.
    StartTls,
    /// User name and password.
    Login,
    /// Our own address.
    Sender,
    /// The recipient's address.
    Recipient,
    /// Leave to send the content.
    Content,
    /// The content: from here on it may have gone through.
    Delivery,
}

/// Whose fault a refusal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The recipient's address takes no mail.
    Recipient,
    /// Nobody's: the server is busy, greylists, or the mailbox is full. Another try later.
    Later,
    /// Ours.
    Portal(Refusal),
}

/// Whose fault it is that the server answered so.
pub fn judge(phase: Phase, code: u16, said: &str) -> Verdict {
    let words = plain(said);
    let enhanced = enhanced(said);
    let status = enhanced.as_deref().unwrap_or("");
    let ours =
        |usual: Refusal| Verdict::Portal(about_us(&words).unwrap_or(by_status(status).unwrap_or(usual)));
    if matches!(code, 530 | 534 | 535 | 538) {
        return Verdict::Portal(Refusal::Login);
    }
    match phase {
        Phase::Connect => ours(Refusal::Connection),
        Phase::StartTls => Verdict::Portal(Refusal::Connection),
        Phase::Login => Verdict::Portal(Refusal::Login),
        _ if code < 500 => for_now(phase, status, &words),
        // Whatever the rule is: it does not like whom we say we are.
        Phase::Sender if by_status(status) == Some(Refusal::Size) => Verdict::Portal(Refusal::Size),
        Phase::Sender => Verdict::Portal(about_us(&words).unwrap_or(Refusal::Sender)),
        Phase::Recipient if code == 552 && status.is_empty() => Verdict::Later,
        Phase::Recipient if is_full(code, status, &words) => Verdict::Later,
        Phase::Recipient if names_recipient(code, status, &words) => Verdict::Recipient,
        Phase::Recipient => ours(Refusal::Other),
        Phase::Content | Phase::Delivery if is_full(code, status, &words) => Verdict::Later,
        Phase::Content | Phase::Delivery if code == 552 && status.is_empty() => ours(Refusal::Size),
        Phase::Content | Phase::Delivery => ours(Refusal::Content),
    }
}

/// A refusal for now. At RCPT it is what greylisting and full mailboxes look like; one that speaks of us is about us.
fn for_now(phase: Phase, status: &str, words: &str) -> Verdict {
    if words.contains("greylist") || words.contains("graylist") {
        return Verdict::Later;
    }
    match (phase, about_us(words)) {
        (Phase::Recipient, None | Some(Refusal::Policy | Refusal::Content | Refusal::Size)) => Verdict::Later,
        (_, Some(kind)) => Verdict::Portal(kind),
        (_, None) if status.starts_with("4.7.") => Verdict::Portal(Refusal::Policy),
        (_, None) => Verdict::Later,
    }
}

/// Whether a refusal at RCPT is of the recipient: the code says so and the words do not speak of us.
fn names_recipient(code: u16, status: &str, words: &str) -> bool {
    if about_us(words).is_some() {
        return false;
    }
    match status {
        // What some servers answer instead of nothing says nothing: then the words count.
        "" | "5.0.0" => (550..560).contains(&code) && no_mailbox(words) && !words.contains("callout"),
        // Exchange Online, when its directory does not know the address.
        "5.4.1" => any(words, &["recipient address rejected", "recipient addresses rejected"]),
        _ => RECIPIENT.contains(&status),
    }
}

fn no_mailbox(words: &str) -> bool {
    // A domain that is not found may be a fault of names on our side.
    let words = &words.replace("recipient domain", "");
    let missing =
        any(words, &["not exist", "n't exist", "non-existent", "nonexistent", "doesn't have", "no account"]);
    let what = any(words, &["user", "account", "mailbox", "recipient", "address"]);
    any(words, &NO_MAILBOX) || (missing && what && !words.contains("domain"))
}

/// Whether a refusal for now is about the one mailbox: full, shut for a while. Others say nothing of it.
pub fn is_of_mailbox(said: &str) -> bool {
    let status = enhanced(said).unwrap_or_default();
    let full = ["quota", "mailbox full", "mailbox is full", "storage"];
    let mailbox = ["4.2.", "5.2."].iter().any(|class| status.starts_with(class));
    mailbox || any(&plain(said), &full)
}

/// Full, or taking mail too fast: of no use to anybody now, and nobody's fault.
fn is_full(code: u16, status: &str, words: &str) -> bool {
    let full = [
        "over quota",
        "quota exceeded",
        "exceeded quota",
        "mailbox full",
        "mailbox is full",
        "inbox is full",
        "storage",
    ];
    let fast = ["receiving mail at a rate", "receiving mail too", "receive limit"];
    status == "5.2.2"
        || (status.starts_with("5.2.") && any(words, &fast))
        || (matches!(code, 550 | 552) && status.is_empty() && any(words, &full))
}

/// What the words say it is about, where they speak of us.
fn about_us(words: &str) -> Option<Refusal> {
    ABOUT_US.iter().find(|(_, phrases)| any(words, phrases)).map(|(kind, _)| *kind)
}

fn by_status(status: &str) -> Option<Refusal> {
    match status.get(1..)? {
        ".1.7" | ".1.8" => Some(Refusal::Sender),
        ".3.4" | ".2.3" => Some(Refusal::Size),
        rest if rest.starts_with(".7.") => Some(Refusal::Policy),
        rest if rest.starts_with(".6.") => Some(Refusal::Content),
        _ => None,
    }
}

fn any(words: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| words.contains(phrase))
}

/// The words in lower case with one space between them, without addresses and web addresses: a mailbox may be called
/// `spam@relay.example`.
fn plain(said: &str) -> String {
    let letter = |c: char| c.is_alphanumeric() || "'-.".contains(c);
    let kept = said.split_whitespace().filter(|w| !w.contains('@') && !w.contains("://"));
    let text: String = kept
        .collect::<Vec<_>>()
        .join(" ")
        .replace('’', "'")
        .chars()
        .map(|c| if letter(c) { c } else { ' ' })
        .collect();
    let words: Vec<&str> = text.split_whitespace().map(|w| w.trim_matches('.')).collect();
    format!(" {} ", words.join(" ").to_lowercase())
}

/// The enhanced code: `5.1.1` at the beginning, or `#5.1.1` anywhere, as qmail writes it.
fn enhanced(said: &str) -> Option<String> {
    let first = said.split_whitespace().next().into_iter();
    let marked = said.split('#').skip(1).filter_map(|rest| rest.split_whitespace().next());
    first.chain(marked).find_map(|word| {
        let code: String = word.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let parts: Vec<&str> = code.trim_end_matches('.').split('.').collect();
        let short = |part: &&str| !part.is_empty() && part.len() <= 3;
        let fits = parts.len() == 3 && matches!(parts[0], "4" | "5") && parts.iter().all(short);
        fits.then(|| parts.join("."))
    })
}
