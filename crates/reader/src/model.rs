//! What is said of a workbook before it is filled in: written by what reads it, in the worker or on the server, and
//! shown by the form.

use domain::Change;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is shown of a workbook.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Read {
    /// What happened and what to do, where nothing could be read.
    pub error: Vec<String>,
    /// What the file is.
    pub title: String,
    /// Whether it says nothing at all.
    pub empty: bool,
    /// What else to know about it.
    pub notices: Vec<String>,
    /// What became of the answers of an older one, by kind.
    pub groups: Vec<Group>,
    /// What would change, section by section.
    pub sections: Vec<Part>,
    /// The changes that fill it in. They are long, and the page looks into them only when they are wanted, so they
    /// travel apart.
    #[serde(skip)]
    pub changes: Vec<Change>,
}

/// What happened alike to several answers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Group {
    /// What, and to how many.
    pub title: String,
    pub lines: Vec<String>,
}

/// What would change in one section.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Part {
    /// What it is called.
    pub title: String,
    /// How much would change, in words.
    pub summary: String,
    /// Place, old text, new text.
    pub lines: Vec<[String; 3]>,
    /// Changes that are not among the lines.
    pub more: usize,
}

/// What the page hands to the worker with the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Page {
    /// The language that is spoken.
    pub language: String,
    /// The template that is answered.
    pub version: String,
    pub texts: BTreeMap<String, String>,
    /// The draft, by path.
    pub entries: BTreeMap<String, String>,
}
