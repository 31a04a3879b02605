//! Smelters: dated lists of them, what was true on a day, and which one somebody means.
//!
//! Three layers, each of which links only what it needs. [`search`] finds names (and [`name_words`] compares them):
//! that is all that a page needs beside [`table`], the compact form of a list. [`matching`] weighs what is
//! known of a typed smelter and decides. [`list`], [`revision`] and [`history`] hold imported lists and
//! [`status`] answers as-of questions.

pub mod areas;
mod build;
pub mod country;
pub mod difference;
pub mod facility;
pub mod history;
pub mod kind;
pub mod licence;
pub mod list;
pub mod marks;
pub mod matching;
mod metals;
pub mod name_words;
mod names;
pub mod outcome;
pub mod reason;
pub mod revision;
pub mod romanise;
pub mod row;
pub mod sanctions;
pub mod search;
pub mod status;
pub mod suggest;
pub mod table;
mod timeline;

use crate::Metal;
pub use build::build;
pub use difference::{Difference, difference};
pub use facility::Facility;
pub use history::{History, Listed};
pub use licence::LicenceClass;
pub use list::{About, ListColumn, ListKind, ListRow, SmelterList};
pub use matching::Matcher;
pub use outcome::{AliasDecision, Candidate, Confidence, Outcome, TypedSmelter};
pub use reason::Reason;
pub use status::{Programme, Status, StatusAsOf, StatusClass};

/// An identification number from before 2014 (`1XYZ072`), as it would be printed: a digit for the metal,
/// three letters for the country, three digits. With the metal.
pub fn old_id(text: &str) -> Option<(String, Metal)> {
    let id = crate::references::normal_cid(text);
    let bytes = id.as_bytes();
    if bytes.len() != 7 || !bytes[1..4].iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    if !bytes[4..].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let metal = match bytes[0] {
        b'1' => Metal::GOLD,
        b'2' => Metal::TIN,
        b'3' => Metal::TANTALUM,
        b'4' => Metal::TUNGSTEN,
        _ => return None,
    };
    Some((id, metal))
}
