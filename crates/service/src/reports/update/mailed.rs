//! A signed update as a mail to people who are named.

use super::{Part, Update};
use crate::access::Manager;
use crate::records::{Id, MailKind, NewMail};
use crate::{FieldProblem, Result, ServiceError, secrets};
use domain::Texts;
use domain::answer::{is_email, normal_email};
use domain::text::embedded;
use std::collections::{BTreeMap, BTreeSet};

/// Most people it is mailed to at once.
const MOST: usize = 20;

impl Update {
    /// Its figures and words as lines of a mail.
    fn as_text(&self, texts: &Texts) -> String {
        let words: BTreeMap<&str, &str> = self.words.all().into_iter().collect();
        let mut parts: Vec<String> = Vec::new();
        for part in Part::ALL {
            let mut lines = vec![texts.get(&format!("update.part.{}", part.key())).to_owned()];
            for line in self.lines.iter().filter(|line| line.part == part) {
                let (then, difference) = line.before(texts);
                let before = [then, difference].into_iter().filter(|text| !text.is_empty());
                let before = before.collect::<Vec<_>>().join(", ");
                let (key, value) = (format!("update.line.{}", line.key), line.value.printed(texts));
                let args = [("name", texts.get(&key)), ("value", &value), ("before", &before)];
                let key = if before.is_empty() { "update.mail_line" } else { "update.mail_line_before" };
                lines.push(texts.fmt(key, &args));
            }
            lines
                .extend(words.get(part.key()).filter(|text| !text.is_empty()).map(|text| (*text).to_owned()));
            parts.push(lines.join("\n"));
        }
        if !self.words.next.is_empty() {
            parts.push(format!("{}\n{}", texts.get("update.part.next"), self.words.next));
        }
        parts.join("\n\n")
    }
}

impl Manager {
    /// Mails a signed update to members and to addresses, each once however often it is asked for. Says to how many.
    pub async fn mail_update(
        &self,
        id: &str,
        members: &[Id],
        addresses: &str,
        language: &str,
    ) -> Result<usize> {
        let services = self.services();
        let update = self.update(id).await?;
        let Some(signature) = &update.signature else { return Err(ServiceError::NotNow("unsigned")) };
        // By the address in one case, so that nobody is named twice: the address, and how the person is greeted.
        let mut to: BTreeMap<String, (String, String)> = BTreeMap::new();
        let team = self.members().await?.into_iter().filter(|m| m.disabled_at.is_none());
        for member in team.filter(|m| members.iter().any(|id| m.id.as_str() == id)) {
            to.insert(member.email.to_lowercase(), (member.email, member.name));
        }
        let mut wrong = BTreeSet::new();
        for typed in addresses.split([',', ';', '\n', '\r']).map(str::trim).filter(|text| !text.is_empty()) {
            if is_email(typed) {
                let address = normal_email(typed);
                to.entry(address.to_lowercase()).or_insert_with(|| (address, typed.to_owned()));
            } else {
                wrong.insert(typed);
            }
        }
        if let Some(first) = wrong.first() {
            return Err(ServiceError::Invalid(vec![FieldProblem::with(
                "to",
                "problem.addresses",
                "address",
                first,
            )]));
        }
        if to.is_empty() || to.len() > MOST {
            return Err(ServiceError::field(
                "to",
                if to.is_empty() { "problem.required" } else { "problem.too_many" },
            ));
        }
        let (company, texts) = (self.company().await?, embedded::texts(language));
        let text = update.as_text(texts);
        let signed_on = signature.on.to_string();
        let mail = |(same, (address, name)): (&String, &(String, String))| NewMail {
            id: services.new_id(),
            // Pressed twice, or to the same person another day: the one that was signed goes out once.
            key: format!("update:{id}:{}", secrets::sha256_hex(same.as_bytes())),
            kind: MailKind::ManagementUpdate,
            request: None,
            supplier: None,
            link: None,
            to: address.clone(),
            language: texts.language().to_owned(),
            values: [
                ("contact", name.as_str()),
                ("company", &company.name),
                ("asker", &self.member().name),
                ("source", &update.source),
                ("signed_by", &signature.by),
                ("signed_on", &signed_on),
                ("update", &update.id),
                ("text", &text),
            ]
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect(),
            send_at: services.now(),
        };
        let mails: Vec<NewMail> = to.iter().map(mail).collect();
        let count = mails.len();
        let detail = serde_json::json!({ "update": id, "mails": count }).to_string();
        let log = self.did("update.mailed", format!("campaign:{}", update.campaign), detail);
        services.store.queue_mails(mails, Some(log)).await?;
        Ok(count)
    }
}
