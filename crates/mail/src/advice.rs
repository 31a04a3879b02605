//! Turns a mail server's refusal into whether another try is worth it, and what somebody can do about it.
//!
//! Only what is wrong with the one address or the one message is permanent. What is wrong with our settings would
//! fail every mail, and must not brand every supplier's address.

use crate::settings::SmtpSettings;
use lettre::transport::smtp::Error;
use service::ports::MailError;
use std::error::Error as _;

/// How far the conversation had got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reaching the server, TLS from the first byte, its greeting.
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

/// What a failure means.
pub fn advise(phase: Phase, error: &Error, settings: &SmtpSettings) -> MailError {
    let said = error.source().map(ToString::to_string).unwrap_or_else(|| error.to_string());
    let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
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
    MailError::Temporary(match phase {
        Phase::Connect => format!(
            "The mail server {host}:{port} did not answer in time. Check host, port and firewall, and whether \
             the port expects TLS from the first byte (smtps://) or STARTTLS (smtp://)."
        ),
        Phase::Delivery => format!(
            "The mail server {host} took the message and then said nothing. It may have gone through; it is sent \
             again under the same Message-ID."
        ),
        _ => format!("The mail server {host} stopped answering. It is tried again."),
    })
}

fn refused(phase: Phase, code: u16, said: &str) -> MailError {
    let answer = format!("The mail server answered {code}: {said}");
    let temporary = |advice: &str| MailError::Temporary(format!("{answer} — {advice}"));
    let permanent = |advice: &str| MailError::Permanent(format!("{answer} — {advice}"));
    if code < 500 {
        return temporary("It is tried again.");
    }
    let policy = said.starts_with("5.7.") || said.to_ascii_lowercase().contains("relay");
    match (phase, code) {
        (_, 530 | 534 | 535 | 538) => {
            temporary("Check smtp_user and smtp_password; some providers want a password made for programs.")
        }
        (Phase::Connect | Phase::StartTls | Phase::Login, _) => {
            temporary("Check the settings of the mail server.")
        }
        (Phase::Sender, _) => {
            temporary("Check mail_from: the server does not let us send from that address.")
        }
        (Phase::Recipient, 552) => temporary("The mailbox is full. It is tried again."),
        (Phase::Recipient, _) if policy => temporary(
            "The server does not pass on mail to other domains for us. Check smtp_user and smtp_password, or \
             allow this machine to relay.",
        ),
        (Phase::Recipient, _) => {
            permanent("The address does not take mail. Ask for the right one and correct it.")
        }
        (Phase::Content | Phase::Delivery, 552) => permanent("The message is too large for this mailbox."),
        (Phase::Content | Phase::Delivery, _) => permanent(
            "The server refuses the message. Check that SPF, DKIM and DMARC allow this server to send for the \
             domain of mail_from, and your own words in the mail.",
        ),
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
    MailError::Temporary(format!("Mail server {host}:{port}: {said} — {advice}"))
}
