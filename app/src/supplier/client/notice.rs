//! The sentence above the step.

use crate::supplier::form::Form;
use leptos::prelude::*;

/// Says something, and offers an act with it, or none.
pub fn say(form: Form, text: String, offer: Option<&'static str>) {
    form.notice().set(text);
    form.offer().set(offer);
}
