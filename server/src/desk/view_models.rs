//! View models: stored values as pages show them.

use crate::reader::Refusal;
use app::desk::alarm::{Alarm, Trouble};
use app::desk::mails::MailRow;
use app::desk::suppliers::SupplierRow;
use domain::Texts;
use domain::text::joined;
use service::records::{Mail, MailAlarm, MailState, MailTrouble, Supplier};
use sheets::{Found, ReadError};

pub fn supplier(s: &Supplier) -> SupplierRow {
    SupplierRow {
        id: s.id.clone(),
        reference: s.reference.clone(),
        name: s.name.clone(),
        relationship: s.relationship.key().to_owned(),
        via: s.via.clone(),
        contact_name: s.contact_name.clone(),
        email: s.email.clone(),
        language: s.language.clone(),
        country: s.country.clone(),
        spend_share: s.spend_share.map_or(String::new(), |n| format!("{} %", share(n))),
        parts: s.parts.clone(),
        mail_problem: s.mail_problem.clone(),
        retired_at: s.retired_at,
    }
}

/// Hundredths of a percent as percent: `125` is `1.25`.
pub fn share(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Percent as hundredths of a percent; commas count as points.
pub fn parse_share(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    Some(whole.parse::<i64>().ok()? * 100 + format!("{part:0<2}").parse::<i64>().ok()?)
}

pub fn mail(texts: &Texts, m: &Mail) -> MailRow {
    MailRow {
        id: m.mail.id.clone(),
        kind: texts.get(&format!("desk.mailkind.{}", m.mail.kind.key())).to_owned(),
        to: m.mail.to.clone(),
        state: m.state.key().to_owned(),
        queued: if m.state == MailState::Queued { m.created_at.max(m.mail.send_at) } else { m.created_at },
        sent: m.sent_at,
        error: m.error.clone(),
        attempts: m.attempts,
    }
}

/// What is wrong with the mail, if anything is.
pub fn alarm(texts: &Texts, found: &MailAlarm) -> Option<Alarm> {
    let trouble = |t: &MailTrouble| Trouble {
        kind: t.problem.key().to_owned(),
        name: texts.get(&format!("desk.refusal.{}", t.problem.key())).to_owned(),
        waiting: t.waiting,
        failed: t.failed,
        said: t.said.clone(),
    };
    found.stands().then(|| Alarm {
        paused_until: found.paused_until,
        troubles: found.troubles.iter().map(trouble).collect(),
    })
}

/// Why a file cannot be read, and what to do.
pub fn unreadable(texts: &Texts, why: &Refusal) -> String {
    match why {
        Refusal::File(error) => joined(&error.what(texts), &error.todo(texts)),
        Refusal::Slow => texts.get("desk.upload.slow").to_owned(),
        Refusal::Died | Refusal::Busy => texts.get("desk.upload.died").to_owned(),
    }
}

/// The same where a table is asked for and not a filled template.
pub fn no_table(texts: &Texts, why: &Refusal) -> String {
    let Refusal::File(error) = why else { return unreadable(texts, why) };
    let archive = matches!(error, ReadError::NotWorkbook { found: Found::Archive });
    let key = format!("desk.table.{}", if archive { "archive" } else { error.code() });
    if texts.has(&key) { error.say(texts, &key) } else { unreadable(texts, why) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_round_trip() {
        for (text, n) in [("1.25", 125), ("0.5", 50), ("100", 10_000), ("7", 700)] {
            assert_eq!(parse_share(text), Some(n));
            assert_eq!(share(n), text);
        }
        assert_eq!(parse_share("1,5 %"), Some(150));
        for wrong in ["", "x", "1.255", "-1", "1000"] {
            assert_eq!(parse_share(wrong), None, "{wrong}");
        }
    }
}
