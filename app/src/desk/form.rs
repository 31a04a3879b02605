//! Forms: what was typed, what is wrong with it, and the controls that show both.

use super::T;
use crate::kit::textarea::{TextArea, textarea};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A form as it was sent, or as it is first shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Values by control name. Passwords are never kept.
    pub values: BTreeMap<String, String>,
    /// What is wrong: control name and sentence.
    pub errors: Vec<(String, String)>,
}

impl Form {
    /// A form with first values.
    pub fn of<K: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (K, V)>) -> Form {
        Form { values: values.into_iter().map(|(k, v)| (k.into(), v.into())).collect(), errors: Vec::new() }
    }

    /// The value of a control.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Adds something wrong.
    pub fn wrong(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.errors.push((name.into(), text.into()));
    }

    fn error(&self, name: &str) -> Option<String> {
        self.errors.iter().find(|(n, _)| n == name).map(|(_, e)| e.clone())
    }
}

/// The summary of what is wrong, with links to the controls.
pub fn summary(t: T, form: &Form) -> AnyView {
    if form.errors.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = form
        .errors
        .iter()
        .map(|(name, text)| {
            if name.is_empty() {
                view! { <li>{text.clone()}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{name}")>{text.clone()}</a></li> }.into_any()
            }
        })
        .collect();
    view! {
        <div class="summary" role="alert" aria-labelledby="summary-title">
            <h2 id="summary-title">{t.get("desk.form.wrong")}</h2>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// A control with its label, hint and error.
pub struct Control {
    name: String,
    label: String,
    hint: Option<String>,
    value: String,
    error: Option<String>,
    required: bool,
    kind: &'static str,
    autocomplete: &'static str,
    class: &'static str,
}

/// A control of a form.
pub fn control(form: &Form, name: &str, label: &str) -> Control {
    Control {
        name: name.to_owned(),
        label: label.to_owned(),
        hint: None,
        value: form.get(name).to_owned(),
        error: form.error(name),
        required: false,
        kind: "text",
        autocomplete: "off",
        class: "control",
    }
}

impl Control {
    /// A line of help.
    pub fn hint(mut self, hint: &str) -> Control {
        self.hint = Some(hint.to_owned());
        self
    }

    /// Must be filled in.
    pub fn required(mut self) -> Control {
        self.required = true;
        self
    }

    /// The input type.
    pub fn kind(mut self, kind: &'static str) -> Control {
        self.kind = kind;
        self
    }

    /// What the browser may fill in.
    pub fn autocomplete(mut self, what: &'static str) -> Control {
        self.autocomplete = what;
        self
    }

    /// A control for few characters.
    pub fn short(mut self) -> Control {
        self.class = "control control-short";
        self
    }

    fn around(&self, inner: AnyView) -> AnyView {
        let (label, name, class) = (self.label.clone(), self.name.clone(), self.class);
        let required = self.required.then(|| view! { <span class="must" aria-hidden="true">" *"</span> });
        let hint = self.hint.clone();
        let hint = hint.map(|h| view! { <p class="hint" id=format!("{name}-hint")>{h}</p> });
        let error = self.error.clone();
        let error = error.map(|e| view! { <p class="wrong" id=format!("{name}-error")>{e}</p> });
        view! {
            <div class=class>
                <label for=name.clone()>{label}{required}</label>
                {hint}{error}{inner}
            </div>
        }
        .into_any()
    }

    fn described(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.error.is_some() {
            ids.push(format!("{}-error", self.name));
        }
        if self.hint.is_some() {
            ids.push(format!("{}-hint", self.name));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    /// One line.
    pub fn line(self) -> AnyView {
        let value = (self.kind != "password").then(|| self.value.clone());
        let inner = view! {
            <input id=self.name.clone() name=self.name.clone() type=self.kind value=value
                required=self.required autocomplete=self.autocomplete
                aria-invalid=self.invalid() aria-describedby=self.described() />
        };
        self.around(inner.into_any())
    }

    /// Several lines.
    pub fn lines(self, rows: u32) -> AnyView {
        let inner = area(&self.name, &self.value, rows, self.error.is_some(), self.described());
        self.around(inner)
    }

    /// One of some choices: (value, label).
    pub fn choose(self, choices: Vec<(String, String)>) -> AnyView {
        let value = self.value.clone();
        let options: Vec<_> = choices
            .into_iter()
            .map(|(v, label)| {
                let selected = v == value;
                view! { <option value=v selected=selected>{label}</option> }
            })
            .collect();
        let inner = view! {
            <select id=self.name.clone() name=self.name.clone() required=self.required
                aria-invalid=self.invalid() aria-describedby=self.described()>{options}</select>
        };
        self.around(inner.into_any())
    }
}

/// Several lines, by the kit's one textarea.
pub fn area(name: &str, value: &str, rows: u32, invalid: bool, described: Option<String>) -> AnyView {
    textarea(TextArea {
        id: name.to_owned(),
        name: name.to_owned(),
        value: value.to_owned(),
        describedby: described.unwrap_or_default(),
        label: None,
        rows,
        invalid: Signal::stored(invalid),
    })
}
