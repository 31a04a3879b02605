//! The words of mails: built-in texts in the recipient's language, the company's own words where it wrote some.

use crate::Services;
use crate::mail::letter::{Letter, day_in_words};
use crate::mail::own_words::{LINK, names_in};
use crate::ports::Message;
use crate::records::{Campaign, Company, MailKind, Member, NewMail, Supplier};
use domain::Texts;
use domain::text::embedded::texts;
use std::collections::BTreeMap;

/// A mail as the recipient will see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub subject: String,
    /// Plain text.
    pub text: String,
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
        ("asker", &company.contact_name),
        ("asker_email", &company.contact_email),
        ("policy", &company.policy_url),
        ("grievance", &company.grievance),
    ]
    .into_iter()
    .map(|(k, v)| (k.to_owned(), v.clone()))
    .collect();
    values.insert("year".to_owned(), campaign.year.to_string());
    values.insert("due".to_owned(), campaign.due.to_string());
    values
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
        rest = domain::text::behind(&out, &rest[start + len + 1..]);
    }
    out.push_str(rest);
    out
}

/// Whether a paragraph is one line about values that are all blank, as `Products: {products}` may be.
fn is_about_nothing(paragraph: &str, values: &BTreeMap<String, String>) -> bool {
    let mut names = names_in(paragraph).peekable();
    let blank = |name: &str| values.get(name).is_some_and(|value| domain::answer::is_blank(value));
    names.peek().is_some() && !paragraph.contains('\n') && names.all(blank)
}

/// One line: no control characters, at most 200 characters. What goes into a header can never begin another.
pub fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

/// The built-in text of a kind of mail in a language, for mails that hold it in two.
pub fn body_in(language: &str, kind: MailKind, values: &BTreeMap<String, String>) -> String {
    let key = format!("mail.{}.body", kind.key());
    let body = texts(language).get(&key);
    fill(&body.replace("{other}", ""), values).trim().to_owned()
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
    let mut values = values.clone();
    if let Some(due) = values.get_mut("due") {
        *due = day_in_words(due, words.language());
    }
    values.insert(LINK.to_owned(), link.to_owned());
    values.insert("verify".to_owned(), verify.to_owned());
    let values = &values;
    let key = kind.key();
    let one = values.get("count").is_some_and(|n| n == "1");
    let pick = |own: &str, built_in: &str| {
        let singular = format!("mail.{key}.{built_in}_one");
        let built_in = if one && words.has(&singular) { singular } else { format!("mail.{key}.{built_in}") };
        values.get(own).cloned().unwrap_or_else(|| words.get(&built_in).to_owned())
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
    let told = |name: &str| values.get(name).is_some_and(|value| !domain::answer::is_blank(value));
    if !kind.is_for_the_team() {
        after.push(fill(words.get("mail.other_person"), values));
        after.push(fill(words.get("mail.genuine"), values));
        for name in ["policy", "grievance"] {
            after.extend(told(name).then(|| fill(words.get(&format!("mail.{name}")), values)));
        }
    }
    let signed: Vec<&str> =
        ["asker", "company", "asker_email"].into_iter().filter(|name| told(name)).collect();
    after.push(signed.iter().map(|name| values[*name].as_str()).collect::<Vec<_>>().join("\n"));
    let letter = Letter { language: words.language(), subject: &subject, before: &paragraphs, items: &items };
    Rendered {
        text: plain_text(&paragraphs, &items, &button, link, &after),
        html: letter.html(&button, link, verify, &after),
        subject,
    }
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

impl Services {
    /// Where a link leads.
    pub fn link_url(&self, link: &str) -> String {
        format!("{}/r/{}", self.config.base_url, self.link_token(link))
    }

    /// Where a member chooses a password.
    pub(crate) fn member_url(&self, member: &Member) -> String {
        let token = self.member_token(&member.id, &member.password_hash);
        format!("{}/member/{}/{token}", self.config.base_url, member.id)
    }

    /// The page that says whether a mail is genuine.
    pub fn verify_url(&self) -> String {
        format!("{}/verify", self.config.base_url)
    }

    async fn opens(&self, mail: &NewMail, link: &str) -> crate::Result<bool> {
        let Some(request) = &mail.request else { return Ok(false) };
        let links = self.store.links(request).await?;
        Ok(links
            .iter()
            .any(|l| l.id == link && l.revoked_at.is_none() && crate::survey::links::fits(self, l)))
    }

    /// The message of a queued mail. Written again it is the same, word for word.
    pub async fn compose(&self, mail: &NewMail) -> crate::Result<Message> {
        let company = self.company().await?;
        let link = match (&mail.link, mail.kind) {
            (Some(link), _) if self.opens(mail, link).await? => self.link_url(link),
            // A link that would not open is never mailed.
            (Some(_), _) => String::new(),
            (None, MailKind::MemberInvitation | MailKind::MemberReset) => {
                let id = mail.values.get("member").cloned().unwrap_or_default().into();
                let member = self.store.member(&id).await?.ok_or(crate::ServiceError::NotFound)?;
                match mail.kind {
                    MailKind::MemberReset => {
                        let token = self.reset_token(&member.id, &member.password_hash);
                        format!("{}/member/{}/{token}", self.config.base_url, member.id)
                    }
                    _ => self.member_url(&member),
                }
            }
            (None, MailKind::NewDevice | MailKind::SecondFactorOn | MailKind::SecondFactorOff) => {
                format!("{}/account", self.config.base_url)
            }
            // The buyer is no member of the team: a supplier's link is not for others, and the desk would ask to sign in.
            (None, MailKind::BuyerTold) => String::new(),
            (None, MailKind::Mentioned) => format!("{}/desk", self.config.base_url),
            (None, MailKind::LogHead) => format!("{}/desk/log", self.config.base_url),
            (None, MailKind::ManagementUpdate) => {
                let id = mail.values.get("update").map_or("", String::as_str);
                format!("{}/desk/updates/{id}", self.config.base_url)
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
            unsubscribe: match mail.kind.asks_for_answers() && mail.link.is_some() && !link.is_empty() {
                true => format!("{link}/pause"),
                false => String::new(),
            },
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
            for (language, _) in domain::text::LANGUAGES {
                let mail =
                    render(kind, language, &values(), "https://x.example/r/abc", "https://x.example/verify");
                for key in [format!("mail.{}.", kind.key()), "mail.greeting".into()] {
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
    fn desk_26_one_question_is_one_question() {
        for (count, subject) in [
            ("1", "1 question about your 2026 conflict minerals declaration"),
            ("2", "2 questions about your 2026 conflict minerals declaration"),
        ] {
            let mut v = values();
            v.insert("count".into(), count.into());
            assert_eq!(render(MailKind::SentBack, "en", &v, "l", "v").subject, subject);
        }
    }

    #[test]
    fn desk_30_a_mail_is_signed_by_a_person_and_says_the_day_in_words() {
        let mut v = values();
        for (name, value) in [
            ("asker", "Ada Asker"),
            ("asker_email", "ada@acme.example"),
            ("policy", "https://acme.example/minerals?a=1&b=2"),
            ("grievance", "hotline@acme.example"),
        ] {
            v.insert(name.into(), value.into());
        }
        for (language, day) in [("en", "1 May 2026"), ("zh", "2026年5月1日")] {
            let mail = render(
                MailKind::Invitation,
                language,
                &v,
                "https://x.example/r/abc",
                "https://x.example/verify",
            );
            assert!(mail.text.contains(day) && mail.subject.contains(day), "{}", mail.text);
            assert!(!mail.text.contains("2026-05-01"));
            assert!(
                mail.text.trim_end().ends_with("Ada Asker\nAcme & Co\nada@acme.example"),
                "{}",
                mail.text
            );
            for told in ["https://acme.example/minerals?a=1&b=2", "hotline@acme.example"] {
                assert!(mail.text.contains(told), "{}", mail.text);
            }
            for link in ["https://x.example/verify", "https://acme.example/minerals?a=1&amp;b=2"] {
                assert!(mail.html.contains(&format!("<a href=\"{link}\"")), "{}", mail.html);
            }
            for head in ["name=\"viewport\"", "name=\"color-scheme\"", "prefers-color-scheme:dark"] {
                assert!(mail.html.contains(head), "{head}");
            }
        }
    }

    #[test]
    fn own_words_may_hold_the_link() {
        let mut v = values();
        v.insert("own_body".into(), "Open {link} today.".into());
        let mail = render(MailKind::Invitation, "en", &v, "https://x.example/r/abc", "v");
        assert!(mail.text.contains("Open https://x.example/r/abc today."), "{}", mail.text);
        assert!(mail.html.contains("Open <a href=\"https://x.example/r/abc\""), "{}", mail.html);
    }

    #[test]
    fn values_are_never_templates() {
        let mut v = values();
        v.insert("contact".into(), "{company}".into());
        assert!(fill("Dear {contact}", &v).ends_with("{company}"));
    }
}
