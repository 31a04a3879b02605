//! Rules about the company block.

pub mod company_name_is_placeholder;
pub mod effective_date_in_future;
pub mod effective_date_too_old;
pub mod effective_date_unreadable;
pub mod email_not_well_formed;
pub mod email_without_at;
pub mod person_is_placeholder;
pub mod scope_description_says_nothing;
pub mod telephone_is_placeholder;

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
