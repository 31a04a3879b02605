//! The sentence above the step.

use crate::supplier::action::Offer;
use crate::supplier::form::Form;
use leptos::prelude::*;

/// Says something, and offers to do something about it, or nothing.
pub fn say(form: Form, text: String, offer: Option<Offer>) {
    form.notice().set(text);
    form.offer().set(offer);
}
