//! Says what a failure means and what somebody can do about it.

use crate::settings::SmtpSettings;
use crate::verdict::{Phase, Verdict, is_of_mailbox, judge};
use lettre::transport::smtp::Error;
use service::ports::MailError;
use service::records::Refusal;
use std::error::Error as _;

/// Most of an answer that is kept, in characters.
const LONGEST: usize = 300;

/// What a failure means.
pub fn advise(phase: Phase, error: &Error, settings: &SmtpSettings) -> MailError {
    let said = error.source().map(ToString::to_string).unwrap_or_else(|| error.to_string());
    let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
    match error.status() {
        Some(code) => {
            let code: u16 = code.to_string().parse().unwrap_or(0);
            refused(phase, code, &said)
        }
        None => failed(phase, error, &said, settings),
    }
}

/// What it means that nothing came within the time.
pub fn late(phase: Phase, settings: &SmtpSettings) -> MailError {
    let SmtpSettings { host, port, .. } = settings;
    let why = match phase {
        Phase::Connect => format!(
            "The mail server {host}:{port} did not answer in time. Check host, port and firewall, and whether \
             the port expects TLS from the first byte (smtps://) or STARTTLS (smtp://)."
        ),
        Phase::Delivery => format!(
            "The mail server {host} took the message and then said nothing. It may have gone through; it is sent \
             again under the same Message-ID."
        ),
        _ => format!("The mail server {host} stopped answering. It is tried again."),
    };
    MailError::Portal(Refusal::Connection, why)
}

/// What a refusal means.
pub fn refused(phase: Phase, code: u16, said: &str) -> MailError {
    let told = |advice: &str| format!("The mail server answered {code}: {said} — {advice}");
    match judge(phase, code, said) {
        Verdict::Later if is_of_mailbox(said) => MailError::Temporary(told("It is tried again.")),
        Verdict::Later => MailError::PutOff(told("It is tried again.")),
        Verdict::Recipient => MailError::Permanent(told(
            "The address does not take mail. Ask for the right one and correct it.",
        )),
        Verdict::Portal(refusal) => MailError::Portal(refusal, told(remedy(refusal))),
    }
}

/// What can be done about a refusal of ours.
fn remedy(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Connection => "Check the settings of the mail server, and whether it is well.",
        Refusal::Login => {
            "Check smtp_user and smtp_password; some providers want a password made for programs."
        }
        Refusal::Sender => "Check mail_from: the server does not let us send from that address.",
        Refusal::Relay => {
            "The server does not pass on mail to other domains for us. Check smtp_user and smtp_password, or allow \
             this machine to relay."
        }
        Refusal::Reputation => {
            "Mail from us is not trusted. Check that SPF, DKIM and DMARC allow this server to send for the domain of \
             mail_from, that its address has a name (PTR), and whether it is on a block list."
        }
        Refusal::Content => {
            "The message is taken for spam or malformed. Check your own words in it, and that SPF, DKIM and DMARC \
             allow this server to send for the domain of mail_from."
        }
        Refusal::Size => "The message is too large for the server. Shorten your own words in it.",
        Refusal::Policy => {
            "A rule of the mail server forbids it. Ask its operator, and check that SPF, DKIM and DMARC allow this \
             server to send for the domain of mail_from."
        }
        Refusal::Other => "It is not clear what is refused. Ask the operator of the mail server.",
    }
}

fn failed(phase: Phase, error: &Error, said: &str, settings: &SmtpSettings) -> MailError {
    let SmtpSettings { host, port, .. } = settings;
    let lower = said.to_ascii_lowercase();
    let certificate = lower.contains("certificate") || lower.contains("unknownissuer");
    let advice = if error.is_tls() || certificate {
        if certificate {
            "Its certificate is not trusted: give its authority with smtp_ca, or use the host name that the \
             certificate is for."
        } else {
            "TLS failed: smtps:// is for ports with TLS from the first byte (465), smtp:// for STARTTLS (587)."
        }
    } else {
        match phase {
            Phase::Connect => {
                "Check host and port, whether the server runs, and whether a firewall is between. For port 465 \
                 write smtps://, for 587 smtp://."
            }
            Phase::StartTls => {
                "The server offers no STARTTLS. Use smtps:// with port 465, or smtp+plain:// for a server on this \
                 machine; passwords are never sent unencrypted unasked."
            }
            Phase::Login => "The server takes no user name and password here. Check port and encryption.",
            Phase::Delivery => "It may have gone through; it is sent again under the same Message-ID.",
            _ => "The connection broke. It is tried again.",
        }
    };
    MailError::Portal(Refusal::Connection, format!("Mail server {host}:{port}: {said} — {advice}"))
}
