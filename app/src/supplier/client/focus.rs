//! Moving the focus, once what it goes to is drawn.

use super::dom;
use crate::supplier::action::Action;
use domain::{RowId, Table};
use gloo::timers::callback::Timeout;
use web_sys::Element;

/// Moves the focus once the views are drawn.
pub fn focus_soon(id: &str) {
    let id = id.to_owned();
    Timeout::new(0, move || {
        if let Some(element) = dom::by_id(&id) {
            dom::focus(&element);
        }
    })
    .forget();
}

/// Moves the focus to the button that removes a row, once the rows are drawn.
pub fn focus_button(table: Table, row: RowId) {
    let id = [table.key(), ".", &row.0.to_string()].concat();
    Timeout::new(0, move || {
        let button = ["[data-action='", Action::Delete.key(), "']"].concat();
        let button = dom::by_id(&id).and_then(|row| dom::all(&row, &button).into_iter().next());
        if let Some(button) = button {
            dom::focus_here(&button);
        }
    })
    .forget();
}

/// Moves the focus when rows have been measured and drawn too; a group takes it to its chosen or first button.
/// Whoever went on to another control meanwhile keeps it: what they type next must not land elsewhere.
pub fn focus_later(id: String) {
    let at_first = dom::document().active_element();
    // Behind the views, since a sheet that opens takes the focus by itself.
    Timeout::new(0, move || {
        let before = dom::document().active_element();
        if before != at_first && before.as_ref().is_some_and(was_entered) {
            return;
        }
        Timeout::new(60, move || {
            if dom::document().active_element() == before
                && let Some(element) = dom::by_id(&id)
            {
                focus_in(&element);
            }
        })
        .forget();
    })
    .forget();
}

/// Whether it is somebody who went to a control, and not a sheet that opened or a title that came.
fn was_entered(control: &Element) -> bool {
    control.matches(":is(input,select,textarea):not(dialog *)").unwrap_or(false)
}

fn focus_in(element: &Element) {
    if let Ok(Some(details)) = element.closest("details") {
        let _ = details.set_attribute("open", "");
    }
    let radios = dom::all(element, "input[type=radio]");
    let chosen = dom::all(element, "input:checked").into_iter().next();
    dom::focus(chosen.as_ref().or(radios.first()).unwrap_or(element));
}
