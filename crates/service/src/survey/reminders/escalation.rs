//! Who hears of a reminder besides the contact.

use crate::mail::own_words::add_reminder_words;
use crate::records::{Campaign, Escalation, MailKind, NewMail, Request, Supplier};
use domain::text::pick_language;

/// The mails beside a reminder: to the second contact the same one, with the same link; to the company's own buyer that this
/// supplier does not answer, without one. They have no identifier yet. Whoever has no address gets none, and nobody gets two.
pub(super) fn others(
    campaign: &Campaign,
    request: &Request,
    supplier: &Supplier,
    reminder: &NewMail,
) -> Vec<NewMail> {
    let also = campaign.reminders.also(request.reminders);
    let mut out = Vec::new();
    if also != Escalation::Nobody && is_other(&supplier.second_email, &[&supplier.email]) {
        let language = spoken(&supplier.second_language, supplier.spoken());
        let mut second = NewMail {
            key: format!("{}:second", reminder.key),
            to: supplier.second_email.clone(),
            language: language.to_owned(),
            ..reminder.clone()
        };
        for own in ["own_subject", "own_body"] {
            second.values.remove(own);
        }
        add_reminder_words(&mut second.values, campaign, request.reminders, language);
        let name = if supplier.second_name.is_empty() { &supplier.name } else { &supplier.second_name };
        second.values.insert("contact".into(), name.clone());
        out.push(second);
    }
    if also == Escalation::Buyer
        && is_other(&supplier.buyer_email, &[&supplier.email, &supplier.second_email])
    {
        let mut told = NewMail {
            key: format!("{}:buyer", reminder.key),
            kind: MailKind::BuyerTold,
            to: supplier.buyer_email.clone(),
            language: spoken(&supplier.buyer_language, "en").to_owned(),
            link: None,
            ..reminder.clone()
        };
        for own in ["own_subject", "own_body"] {
            told.values.remove(own);
        }
        let name = if supplier.buyer_name.is_empty() { &supplier.buyer_email } else { &supplier.buyer_name };
        told.values.insert("contact".into(), name.clone());
        told.values.insert("asked".into(), supplier.contact_name.clone());
        told.values.insert("asked_email".into(), supplier.email.clone());
        told.values.insert("reminders".into(), (request.reminders + 1).to_string());
        out.push(told);
    }
    out
}

fn is_other(address: &str, than: &[&str]) -> bool {
    !address.is_empty() && !than.contains(&address)
}

/// The language of this one, or of the other where none is known.
fn spoken<'a>(own: &'a str, other: &'a str) -> &'a str {
    if own.is_empty() { other } else { pick_language(own) }
}
