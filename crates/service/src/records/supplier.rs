//! Suppliers, and how they came in.

use super::{Id, Instant, MemberId, SupplierId};
use domain::terms::Relationship;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Supplier {
    pub id: SupplierId,
    /// Counts changes; a write names the version that it saw.
    pub version: i64,
    /// The company's own number for the supplier; unique where given.
    pub reference: String,
    pub name: String,
    /// How it stands to the company.
    pub relationship: Relationship,
    /// Through whom, for an indirect supplier.
    pub via: String,
    /// Who answers.
    pub contact_name: String,
    /// Where the link is sent, lower case.
    pub email: String,
    /// The language that the supplier wishes, one of the template's, for example `zh`. What the portal writes in is
    /// [`Supplier::spoken`].
    pub language: String,
    /// The contact's telephone.
    pub phone: String,
    /// Who answers where the contact does not.
    pub second_name: String,
    /// Its address, lower case.
    pub second_email: String,
    pub second_phone: String,
    /// Blank where it is the contact's.
    pub second_language: String,
    /// Who of the company buys there.
    pub buyer_name: String,
    /// Its address, lower case.
    pub buyer_email: String,
    pub buyer_phone: String,
    /// Blank where it is English.
    pub buyer_language: String,
    /// ISO 3166 code of the country, upper case; decides working days and hours.
    pub country: String,
    /// Share of spend in hundredths of a percent.
    pub spend_share: Option<i64>,
    /// Parts or product families bought, free text.
    pub parts: String,
    /// Why the company calls it important; blank where it is like others.
    pub important: String,
    /// Why it is not asked at all; blank where it may be.
    pub excluded: String,
    /// The groups that it belongs to: `East Asia; Plating`.
    pub groups: String,
    /// When the supplier was retired.
    pub retired_at: Option<Instant>,
    /// Why mail to it fails for good, where it does.
    pub mail_problem: Option<String>,
    /// When it was added.
    pub created_at: Instant,
}

impl Supplier {
    /// The language that mails and pages come in: the one wished, else another script of it, else English.
    pub fn spoken(&self) -> &'static str {
        domain::text::pick_language(&self.language)
    }

    /// The names of its groups.
    pub fn group_names(&self) -> impl Iterator<Item = &str> {
        group_names(&self.groups)
    }
}

/// What stands between the names of groups, besides the end of a line.
const BETWEEN_GROUPS: [char; 4] = [';', '；', '\n', '\r'];

/// The names in a text of groups.
pub fn group_names(text: &str) -> impl Iterator<Item = &str> {
    text.split(BETWEEN_GROUPS).map(str::trim).filter(|name| !name.is_empty())
}

/// By what a group is known: its name in any letter case.
pub fn group_key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A group of suppliers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    pub key: String,
    pub name: String,
}

/// A supplier import that waits for confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportBatch {
    pub id: Id,
    /// Who uploaded it; nobody else may confirm it.
    pub member: MemberId,
    /// The table as read, with the column mapping, as JSON.
    pub document: String,
    /// When it was uploaded. Batches older than a day are dropped.
    pub created_at: Instant,
}

/// By what a list of suppliers is ordered; where that is the same, by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SupplierSort {
    #[default]
    Name,
    Reference,
    Relationship,
    Via,
    ContactName,
    Email,
    Language,
    Country,
    SpendShare,
    Parts,
}

/// Which suppliers a list shows, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierFilter {
    /// Part of name, reference or address, any letter case.
    pub search: String,
    /// Show retired ones instead.
    pub retired: bool,
    /// Only those of this relationship.
    pub relationship: Option<Relationship>,
    /// Only those in this country.
    pub country: Option<String>,
    /// Only those of this group, by its key.
    pub group: Option<String>,
    /// Only those with at least this share of spend, in hundredths of a percent.
    pub spend: Option<i64>,
    pub sort: SupplierSort,
    /// The last first.
    pub reversed: bool,
    /// Continue behind this row (from [`Page::next`](super::Page::next)).
    pub after: Option<String>,
    /// Go back to what stands before this row (from [`Page::previous`](super::Page::previous)).
    pub before: Option<String>,
    /// Rows of a page; 1 to 500.
    pub limit: u32,
}
