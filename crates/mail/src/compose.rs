//! From a message to what goes over the line.

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message as Wire};
use service::ports::{MailError, Message};
use service::records::Refusal;

/// Longest display name or subject that is sent, in characters: beyond it nobody reads, and servers cut.
const LONGEST: usize = 200;

/// Says that no person wrote this, so that nobody's absence notice answers it.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Where one press of a mail program ends these mails (RFC 2369, RFC 8058). Programs that know no such press open the page.
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ListUnsubscribe(text.trim_matches(['<', '>']).to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

/// Says that a POST to that address is the press.
#[derive(Clone)]
struct OneClick;

impl Header for OneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(OneClick)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// Builds the mail, sent from the address `from`.
pub fn compose(message: &Message, from: &str) -> Result<Wire, MailError> {
    let to = address(&message.to, "the address")?;
    let from = address(from, "the sender's address (mail_from)").map_err(|e| {
        // The supplier cannot help it, so that it must not count against the supplier.
        MailError::Portal(Refusal::Sender, e.to_string())
    })?;
    let name = one_line(&message.from_name);
    let mut mail = Wire::builder()
        .from(Mailbox::new(Some(name).filter(|n| !n.is_empty()), from))
        .to(Mailbox::new(None, to))
        .subject(one_line(&message.subject))
        .message_id(Some(format!("<{}>", message_id(&message.message_id))))
        .header(AutoSubmitted);
    if !message.reply_to.is_empty() {
        // An answer that finds no way is no reason not to send.
        if let Ok(reply_to) = message.reply_to.parse::<Address>() {
            mail = mail.reply_to(Mailbox::new(None, reply_to));
        }
    }
    if !message.unsubscribe.is_empty() {
        mail = mail.header(ListUnsubscribe(message.unsubscribe.clone())).header(OneClick);
    }
    mail.multipart(MultiPart::alternative_plain_html(message.text.clone(), message.html.clone()))
        .map_err(|e| MailError::Portal(Refusal::Content, format!("The mail could not be put together: {e}.")))
}

fn address(text: &str, what: &str) -> Result<Address, MailError> {
    text.trim().parse().map_err(|_| {
        MailError::Permanent(format!("{what} `{}` is no e-mail address. Correct it.", one_line(text)))
    })
}

/// A text that cannot leave its header: no line breaks, no control or direction marks, and nothing that a reader's
/// program would take for an encoded word.
fn one_line(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect();
    let plain = plain.replace("=?", "= ?");
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}

fn message_id(id: &str) -> String {
    id.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_@+".contains(*c)).collect()
}
