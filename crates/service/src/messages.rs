//! The words of mails: built-in texts in the recipient's language, the company's own words where it wrote some.

use crate::Services;
use crate::ports::Message;
use crate::records::{Campaign, Company, MailKind, Millis, NewMail, Supplier};
use domain::Texts;
use domain::text::embedded::texts;
use std::collections::BTreeMap;

/// A mail as the recipient will see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
}

/// What a mail about a request may name. Kept with the mail, so that a retry says the same.
pub fn request_values(
    company: &Company,
    campaign: &Campaign,
    supplier: &Supplier,
) -> BTreeMap<String, String> {
    let contact = if supplier.contact_name.is_empty() { &supplier.name } else { &supplier.contact_name };
    let mut values: BTreeMap<String, String> = [
        ("company", &company.name),
        ("supplier", &supplier.name),
        ("contact", contact),
        ("campaign", &campaign.name),
        ("products", &campaign.products),
        ("due", &campaign.due),
        ("asker", &company.contact_name),
        ("asker_email", &company.contact_email),
    ]
    .into_iter()
    .map(|(k, v)| (k.to_owned(), v.clone()))
    .collect();
    values.insert("year".to_owned(), campaign.year.to_string());
    values
}

/// Adds the company's own words of a campaign for one kind of mail in one language. Reminders share one wording.
pub fn add_own_words(
    values: &mut BTreeMap<String, String>,
    campaign: &Campaign,
    kind: MailKind,
    language: &str,
) {
    let name = match kind {
        MailKind::Invitation => "invitation",
        MailKind::ReminderNotOpened | MailKind::ReminderUnfinished | MailKind::ReminderNotMended => {
            "reminder"
        }
        _ => return,
    };
    if let Some(words) = campaign.words.get(&format!("{name}.{language}")) {
        for (key, text) in [("own_subject", &words.subject), ("own_body", &words.body)] {
            if !domain::answer::is_blank(text) {
                values.insert(key.to_owned(), text.clone());
            }
        }
    }
}

/// `2026-05-04 09:30 UTC`.
pub fn utc_time(at: Millis) -> String {
    let stamp = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    stamp.to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// Replaces `{name}` by values; a text without a value stays as it is, so that a slip is seen in the preview.
fn fill(template: &str, values: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let Some(len) = rest[start..].find('}') else { break };
        out.push_str(&rest[..start]);
        match values.get(&rest[start + 1..start + len]) {
            Some(value) => out.push_str(value),
            None => out.push_str(&rest[start..=start + len]),
        }
        rest = &rest[start + len + 1..];
    }
    out.push_str(rest);
    out
}

/// Whether a paragraph is one line about values that are all blank, as `Products: {products}` may be.
fn is_about_nothing(paragraph: &str, values: &BTreeMap<String, String>) -> bool {
    let mut names = paragraph.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).peekable();
    let blank = |name: &str| values.get(name).is_some_and(|value| domain::answer::is_blank(value));
    names.peek().is_some() && !paragraph.contains('\n') && names.all(blank)
}

/// One line: no control characters, at most 200 characters. What goes into a header can never begin another.
pub fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Renders a mail: `link` is where its button leads, `verify` the page that says whether the mail is genuine.
pub fn render(
    kind: MailKind,
    language: &str,
    values: &BTreeMap<String, String>,
    link: &str,
    verify: &str,
) -> Rendered {
    let words: &Texts = texts(language);
    let key = kind.key();
    let pick = |own: &str, built_in: &str| {
        values.get(own).cloned().unwrap_or_else(|| words.get(&format!("mail.{key}.{built_in}")).to_owned())
    };
    let subject = one_line(&fill(&pick("own_subject", "subject"), values));
    let mut paragraphs: Vec<String> = vec![fill(words.get("mail.greeting"), values)];
    let body = pick("own_body", "body");
    let told = body.split("\n\n").filter(|paragraph| !is_about_nothing(paragraph, values));
    paragraphs.extend(told.map(|paragraph| fill(paragraph, values)));
    let mut items: Vec<&str> = values.get("items").map(|i| i.split('\u{1e}').collect()).unwrap_or_default();
    items.retain(|i| !i.trim().is_empty());
    let button = fill(words.get(&format!("mail.{key}.button")), values);
    let mut after: Vec<String> = Vec::new();
    if kind != MailKind::MemberInvitation && kind != MailKind::Test {
        after.push(fill(words.get("mail.other_person"), values));
        let mut values = values.clone();
        values.insert("verify".to_owned(), verify.to_owned());
        after.push(fill(words.get("mail.genuine"), &values));
    }
    after.push(fill(words.get("mail.signature"), values));
    Rendered {
        text: plain_text(&paragraphs, &items, &button, link, &after),
        html: html(&words_language(words), &subject, &paragraphs, &items, &button, link, &after),
        subject,
    }
}

fn words_language(words: &Texts) -> String {
    words.language().to_owned()
}

fn plain_text(before: &[String], items: &[&str], button: &str, link: &str, after: &[String]) -> String {
    let mut out = before.join("\n\n");
    for (i, item) in items.iter().enumerate() {
        out.push_str(&format!("\n\n{}. {}", i + 1, item.replace('\n', "\n   ")));
    }
    if !link.is_empty() {
        out.push_str(&format!("\n\n{button}:\n{link}"));
    }
    for paragraph in after {
        out.push_str("\n\n");
        out.push_str(paragraph);
    }
    out.push('\n');
    out
}

fn html(
    language: &str,
    subject: &str,
    before: &[String],
    items: &[&str],
    button: &str,
    link: &str,
    after: &[String],
) -> String {
    let lines = |text: &str| escape(text).replace('\n', "<br>");
    let paragraph = |style: &str, text: &str| format!("<p style=\"{style}\">{}</p>", lines(text));
    const BODY: &str = "margin:0 0 16px;font:16px/1.5 system-ui,'Segoe UI',sans-serif;color:#1f2a2e";
    const SMALL: &str = "margin:0 0 12px;font:13px/1.5 system-ui,'Segoe UI',sans-serif;color:#5b676b";
    let mut out = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"margin:0;padding:24px;background:#f6f5f1\">\
         <div style=\"max-width:560px;margin:0 auto;padding:28px;background:#ffffff;border-radius:8px\">",
        escape(language),
        escape(subject)
    );
    before.iter().for_each(|p| out.push_str(&paragraph(BODY, p)));
    if !items.is_empty() {
        out.push_str("<ol style=\"margin:0 0 16px;padding-left:24px\">");
        items.iter().for_each(|i| out.push_str(&format!("<li style=\"{BODY}\">{}</li>", lines(i))));
        out.push_str("</ol>");
    }
    if !link.is_empty() {
        // The address stands in the text as well: people are right not to trust a button.
        let href = escape(link);
        out.push_str(&format!(
            "<p style=\"{BODY}\"><a href=\"{href}\" style=\"display:inline-block;padding:12px 20px;\
             background:#0b5a61;color:#ffffff;text-decoration:none;border-radius:6px\">{}</a></p>\
             <p style=\"{SMALL}\"><a href=\"{href}\" style=\"color:#0b5a61;word-break:break-all\">{href}</a></p>",
            escape(button)
        ));
    }
    after.iter().for_each(|p| out.push_str(&paragraph(SMALL, p)));
    out.push_str("</div></body></html>");
    out
}

impl Services {
    /// Where a link leads.
    pub fn link_url(&self, link: &str) -> String {
        format!("{}/r/{}", self.config.base_url, self.link_token(link))
    }

    /// The page that says whether a mail is genuine.
    pub fn verify_url(&self) -> String {
        format!("{}/verify", self.config.base_url)
    }

    /// The message of a queued mail. Written again it is the same, word for word.
    pub async fn compose(&self, mail: &NewMail) -> crate::Result<Message> {
        let company = self.company().await?;
        let link = match (&mail.link, mail.kind) {
            (Some(link), _) => self.link_url(link),
            (None, MailKind::MemberInvitation) => {
                let id = mail.values.get("member").cloned().unwrap_or_default();
                let member = self.store.member(&id).await?.ok_or(crate::ServiceError::NotFound)?;
                let token = self.member_token(&member.id, &member.password_hash);
                format!("{}/member/{}/{token}", self.config.base_url, member.id)
            }
            (None, _) => self.config.base_url.clone(),
        };
        let rendered = render(mail.kind, &mail.language, &mail.values, &link, &self.verify_url());
        let host = self.config.base_url.split("://").nth(1).unwrap_or("touchstone.invalid");
        let host = host.split(['/', ':']).next().unwrap_or("touchstone.invalid");
        Ok(Message {
            message_id: format!("{}@{host}", mail.id),
            from_name: one_line(&company.name),
            reply_to: one_line(&company.contact_email),
            to: mail.to.clone(),
            subject: rendered.subject,
            text: rendered.text,
            html: rendered.html,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> BTreeMap<String, String> {
        [
            ("contact", "<b>Li</b>"),
            ("company", "Acme & Co"),
            ("supplier", "S"),
            ("year", "2026"),
            ("due", "2026-05-01"),
        ]
        .into_iter()
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect()
    }

    #[test]
    fn e09_every_kind_has_text_and_html_with_the_link_as_text() {
        for kind in MailKind::ALL {
            for language in ["en", "zh"] {
                let mail =
                    render(kind, language, &values(), "https://x.example/r/abc", "https://x.example/verify");
                for key in [format!("mail.{}.", kind.key()), "mail.greeting".into(), "mail.signature".into()]
                {
                    assert!(!mail.subject.contains(&key), "{kind:?} {language}: {}", mail.subject);
                    assert!(!mail.text.contains(&key), "{kind:?} {language}: {}", mail.text);
                }
                assert!(mail.text.contains("https://x.example/r/abc"));
                assert!(mail.html.contains(">https://x.example/r/abc</a>"));
                assert!(!mail.html.contains("<img") && !mail.html.contains("<b>Li"));
            }
        }
    }

    #[test]
    fn e07_a_subject_is_one_line_whatever_goes_in() {
        let mut v = values();
        v.insert("own_subject".into(), "Hello\r\nBcc: a@b.example {company}".into());
        let mail = render(MailKind::Invitation, "en", &v, "l", "v");
        assert_eq!(mail.subject, "Hello Bcc: a@b.example Acme & Co");
    }

    #[test]
    fn values_are_never_templates() {
        let mut v = values();
        v.insert("contact".into(), "{company}".into());
        assert!(fill("Dear {contact}", &v).ends_with("{company}"));
    }
}
