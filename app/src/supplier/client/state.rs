//! What the browser's side keeps of the page besides the form. Nothing is drawn from it: what is drawn listens to signals of
//! the form.

use crate::supplier::form::Form;
use crate::supplier::model::Step;
use domain::Change;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// What a page keeps from its beginning on. What only a part of the module works with (saving, reading a workbook) that part
/// keeps by itself, so that it loads with it.
#[derive(Default)]
pub struct PageState {
    pub unsaved: Unsaved,
    pub checking: Checking,
    /// The step that was asked for last, by number: one that comes late is not shown over another.
    pub asked: (u32, Option<Step>),
    /// Height of one row in pixels, as drawn; 0 until it is measured.
    pub row_height: f64,
    /// What puts back the row that was removed last.
    pub deleted: Vec<Change>,
}

/// What was typed before what saves it was here.
#[derive(Default)]
pub struct Unsaved {
    /// Names this window, once it is asked for.
    pub window: String,
    /// Paths that were written.
    pub waiting: Vec<String>,
    /// Whether what saves has taken them over.
    pub begun: bool,
    /// Whether it is on its way.
    pub coming: bool,
}

/// What waits to be checked.
#[derive(Default)]
pub struct Checking {
    /// Checks the whole draft once typing pauses.
    pub whole: Option<Timeout>,
    /// Whether something waits until the rules are here.
    pub waits: bool,
    /// Whether they are on their way.
    pub coming: bool,
    /// Whether it was said that they did not come.
    pub told: bool,
}

/// Looks at state of a kind and changes it; it is made when it is first asked for. Listeners, timers and answers of the
/// server run outside of components, so it is found in the context of the owner that the form was made under.
pub fn with<S: Default + 'static, T>(form: Form, use_it: impl FnOnce(&mut S) -> T) -> T {
    let state: StoredValue<S, LocalStorage> = form.owner().with(|| {
        use_context().unwrap_or_else(|| {
            let new = StoredValue::new_local(S::default());
            provide_context(new);
            new
        })
    });
    state.try_update_value(use_it).unwrap_or_else(|| unreachable!("it lives as long as the page"))
}

/// The same with what every page has.
pub fn page<T>(form: Form, use_it: impl FnOnce(&mut PageState) -> T) -> T {
    with(form, use_it)
}
