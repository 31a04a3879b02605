//! The columns of a table of products.

use super::Names;
use crate::reports::{Necessary, ProductLine};
use domain::Metal;

/// What a column of a table of products holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Number,
    Name,
    RequesterNumber,
    RequesterName,
    Suppliers,
    /// To what a metal is necessary.
    To(Metal),
    /// Whether it remains in the product.
    Remains(Metal),
    Why(Metal),
}

impl Column {
    /// All columns for these metals, in the order of a file.
    pub fn all(metals: &[Metal]) -> Vec<Column> {
        let one = [Column::Number, Column::Name, Column::RequesterNumber, Column::RequesterName];
        let of = metals.iter().flat_map(|m| [Column::To(*m), Column::Remains(*m), Column::Why(*m)]);
        one.into_iter().chain(of).chain([Column::Suppliers]).collect()
    }

    /// What stands above it in a file.
    pub fn header(self) -> String {
        match self {
            Column::Number => "Number".to_owned(),
            Column::Name => "Name".to_owned(),
            Column::RequesterNumber => "Customer number".to_owned(),
            Column::RequesterName => "Customer name".to_owned(),
            Column::Suppliers => "Suppliers".to_owned(),
            Column::To(metal) => metal.name().to_owned(),
            Column::Remains(metal) => format!("{} remains", metal.name()),
            Column::Why(metal) => format!("{} why", metal.name()),
        }
    }

    /// What a line says there.
    pub fn text(self, line: &ProductLine, names: &Names) -> String {
        let need = |metal: Metal| line.metals.iter().find(|need| need.metal == metal);
        match self {
            Column::Number => line.number.clone(),
            Column::Name => line.name.clone(),
            Column::RequesterNumber => line.requester_number.clone(),
            Column::RequesterName => line.requester_name.clone(),
            Column::Suppliers => names.called(&line.suppliers).join("; "),
            Column::To(metal) => need(metal).map_or("", |need| to_key(need.to)).to_owned(),
            Column::Remains(metal) => match need(metal).and_then(|need| need.remains) {
                None => String::new(),
                Some(true) => "yes".to_owned(),
                Some(false) => "no".to_owned(),
            },
            Column::Why(metal) => need(metal).map_or(String::new(), |need| need.why.clone()),
        }
    }
}

/// The key of what a metal is necessary to.
pub fn to_key(to: Option<Necessary>) -> &'static str {
    match to {
        None => "none",
        Some(Necessary::Function) => "function",
        Some(Necessary::Production) => "production",
        Some(Necessary::Both) => "both",
    }
}

/// What this key says; nothing where nobody has looked.
pub fn to_of(key: &str) -> Option<Option<Necessary>> {
    Some(match key.to_lowercase().as_str() {
        "none" | "no" => None,
        "function" | "yes" => Some(Necessary::Function),
        "production" => Some(Necessary::Production),
        "both" => Some(Necessary::Both),
        _ => return None,
    })
}
