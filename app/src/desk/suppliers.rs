//! Suppliers: the list, one supplier, and adding or changing one by hand.

mod edit;
mod list;
mod page;
mod people;
mod search;
mod timeline;

pub use edit::{EditSupplier, Handover, Moved};
pub use list::{COLUMNS, CampaignToJoin, Suppliers};
pub use page::{SupplierPage, SupplierRequest};
pub use people::{People, PhoneNumber};
pub(super) use search::{SupplierFilters, SupplierSearch, is_filtered};
pub use timeline::{Timeline, timeline_href};

use super::parts::{self, or_dash};
use super::texts;
use domain::terms::Relationship;
use domain::{Instant, Texts};

/// A supplier as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierRow {
    pub id: String,
    /// What is known of it: column and text, in their order.
    pub columns: Vec<(&'static str, String)>,
    pub relationship: Relationship,
    /// Why mail fails for good.
    pub mail_problem: Option<String>,
    /// When it was retired.
    pub retired_at: Option<Instant>,
}

impl SupplierRow {
    /// The text of a column.
    pub fn get(&self, column: &str) -> &str {
        self.columns.iter().find(|(key, _)| *key == column).map_or("", |(_, text)| text)
    }

    /// A column's text in the reader's words, or a dash where there is none.
    pub fn shown(&self, t: &Texts, column: &str) -> String {
        match column {
            "relationship" => t.get(self.relationship.text_key()).to_owned(),
            "language" => parts::language(self.get(column)),
            _ => or_dash(self.get(column)),
        }
    }
}

/// The text key of a column.
pub fn column_key(column: &str) -> String {
    format!("desk.supplier.{column}")
}

/// What a column is called.
pub(super) fn column_name(column: &str) -> String {
    texts().get(&column_key(column)).to_owned()
}
