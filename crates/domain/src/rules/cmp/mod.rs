//! Rules about the company block.

mod company_name_is_placeholder;
mod effective_date_in_future;
mod effective_date_too_old;
mod effective_date_unreadable;
mod email_not_well_formed;
mod email_without_at;
mod person_is_placeholder;
mod scope_description_says_nothing;
mod telephone_is_placeholder;

super::registry::family! {
    form:
        email_without_at,
        email_not_well_formed,
        person_is_placeholder,
        scope_description_says_nothing,
        effective_date_unreadable,
        effective_date_in_future,
        effective_date_too_old,
        company_name_is_placeholder,
        telephone_is_placeholder;
}

use super::context::quoted;
use crate::answer;

/// The e-mail addresses that must be given.
const EMAILS: [&str; 2] = ["company.contact_email", "company.authorizer_email"];

/// The one address in a text that holds more than that, where it can be told.
fn address_in(text: &str) -> Option<String> {
    let address = answer::normal_email(text);
    (address != text && answer::is_email(&address)).then(|| quoted(&address))
}

/// The day as of which the answers are true.
const EFFECTIVE_DATE: &str = "company.effective_date";
