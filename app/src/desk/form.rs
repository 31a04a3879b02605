//! A form as it was sent: what was typed, and what is wrong with it.

use crate::ui::{Control, FormError};
use std::collections::BTreeMap;

/// A form as it was sent, or as it is first shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoundForm {
    /// Values by control name. Passwords are never kept.
    pub values: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FormError>,
}

impl BoundForm {
    /// A form with first values.
    pub fn of<K: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (K, V)>) -> BoundForm {
        BoundForm {
            values: values.into_iter().map(|(k, v)| (k.into(), v.into())).collect(),
            errors: Vec::new(),
        }
    }

    /// The value of a control.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Adds something wrong.
    pub fn wrong(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.errors.push(FormError::new(name, text));
    }

    /// A control as it was sent.
    pub fn at(&self, name: &str) -> Control {
        let error = self.errors.iter().find(|it| it.control == name).map(|it| it.text.clone());
        Control { name: name.to_owned(), value: self.get(name).to_owned(), error }
    }
}
