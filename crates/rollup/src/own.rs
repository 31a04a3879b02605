//! The company's own side: its products with the metals in them, and what it says of itself.
//!
//! To be stored: product lines with their metals and suppliers, and the company's own answers, each with who gave it and
//! when. Both belong to the snapshot.

use domain::Metal;
use domain::day::{Day, or_blank};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a metal does for a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Necessary {
    /// The product does not work without it.
    Function,
    /// The product cannot be made without it.
    Production,
    Both,
}

/// A metal in a product line, or that it is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub metal: Metal,
    /// To what it is necessary; unset where the company looked and it is not.
    pub to: Option<Necessary>,
    /// Whether it is still in the product that is sold; unset while nobody has looked.
    pub remains: Option<bool>,
    /// Why, in the company's words. Stays inside.
    pub why: String,
}

/// Products that the company sells, answered for together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductLine {
    pub number: String,
    pub name: String,
    /// The number that the customer has for it.
    #[serde(default)]
    pub requester_number: String,
    /// The name that the customer has for it.
    #[serde(default)]
    pub requester_name: String,
    pub metals: Vec<Need>,
    /// The suppliers that serve it, by their ids.
    pub suppliers: Vec<String>,
}

/// An answer that somebody of the company gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAnswer {
    pub value: String,
    #[serde(default)]
    pub comment: String,
    /// Who gave it. Stays inside.
    pub by: String,
    /// The day on which it was given.
    #[serde(with = "or_blank")]
    pub on: Option<Day>,
}

/// The company's own data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Own {
    /// The company block by key, `company.name`: whatever else is put here is not taken.
    pub company: BTreeMap<String, String>,
    pub lines: Vec<ProductLine>,
    /// The answers A to H by key, and answers to questions that a roll-up left open (`q1.tin`).
    pub answers: BTreeMap<String, OwnAnswer>,
}
