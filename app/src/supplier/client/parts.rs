//! The parts of the module that come when they are needed. Each brings a table of functions; what only these use is not
//! in the module that starts with the page, and so nobody else may name them.

use crate::supplier::answer;
use crate::supplier::form::Form;
use crate::supplier::model::{Conflict, Step};
pub use crate::supplier::part::Part;
use domain::{Change, Finding, Location, References, Report, RowId, Table};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use web_sys::{Element, Event, File};

/// A part did not come: the connection is gone, or the server has another version by now.
pub use leptos::wasm_split::SplitLoaderError as Missing;

/// A part on its way.
pub type Coming = Pin<Box<dyn Future<Output = Result<(), Missing>>>>;

/// Loads a part.
pub type Load = fn(Part) -> Coming;

/// Draws a step.
pub type Draw = fn(Step) -> AnyView;

/// What keeps and saves, and what buttons do. It begins with what was typed before it was here.
#[derive(Clone, Copy)]
pub struct Actions {
    pub begin: fn(Form, Vec<String>),
    pub typed: fn(Form, Vec<String>),
    pub write: fn(Form, Vec<Change>),
    pub retry_full: fn(Form),
    pub save: fn(Form),
    pub poll: fn(Form),
    pub leave: fn(Form),
    pub come_back: fn(Form),
    /// What a button does that was pressed, or a link.
    pub click: fn(Form, &Element),
    /// The browser's back and forward buttons.
    pub back: fn(Form),
    /// Goes to a place.
    pub go_to: fn(Form, Location),
    /// Draws what two people wrote in one place.
    pub conflict: fn(Conflict) -> AnyView,
}

/// What can be done with rows.
#[derive(Clone, Copy)]
pub struct Rows {
    pub draw: Draw,
    pub paste: fn(Form, &Event, &Element),
    pub add: fn(Form, Table),
    pub duplicate: fn(Form, Table, RowId),
    pub delete: fn(Form, Table, RowId),
    pub undo: fn(Form),
}

/// What the rules say, and what they know.
#[derive(Clone, Copy)]
pub struct Rules {
    /// Checks the whole draft.
    pub whole: fn(Form) -> Report,
    /// Checks the answers with no rows, or with this row alone.
    pub place: fn(Form, &Location) -> Vec<Finding>,
    /// Completes one row of the smelter list, or all; gives those that it changed.
    pub complete: fn(Form, Option<RowId>) -> Vec<RowId>,
    /// Reads a reference list.
    pub references: fn(&str) -> Option<References>,
}

/// What can be done with a workbook.
#[derive(Clone, Copy)]
pub struct Import {
    pub draw: fn(Step) -> Option<AnyView>,
    pub read: fn(Form, &File),
    /// Fills in what was read.
    pub fill: fn(Form),
    /// Puts it away.
    pub cancel: fn(Form),
}

/// The parts that are here.
#[derive(Clone, Copy, Default)]
pub struct Parts {
    pub actions: Option<Actions>,
    pub rows: Option<Rows>,
    pub review: Option<Draw>,
    pub rules: Option<Rules>,
    pub import: Option<Import>,
}

// Global, since what has loaded is a fact about the module and not about a page: the first parts come before there is a form,
// and what came never goes.
thread_local! {
    static PARTS: RefCell<Parts> = RefCell::default();
    static LOAD: Cell<Option<Load>> = const { Cell::new(None) };
}

/// Says how parts are loaded.
pub fn begin(load: Load) {
    LOAD.set(Some(load));
}

pub fn here() -> Parts {
    PARTS.with_borrow(|parts| *parts)
}

/// Something came.
pub fn arrived(take: impl FnOnce(&mut Parts)) {
    PARTS.with_borrow_mut(take);
}

fn is_here(part: Part) -> bool {
    let here = here();
    match part {
        Part::Actions => here.actions.is_some(),
        Part::Rows => here.rows.is_some(),
        Part::Review => here.review.is_some(),
        Part::Rules => here.rules.is_some(),
        Part::Import => here.import.is_some(),
    }
}

/// Goes on when a part is here, at once where it is, and says whether it came. What did not come is asked for again the
/// next time.
pub fn when_here(part: impl Into<Option<Part>>, then: impl FnOnce(bool) + 'static) {
    match (part.into().filter(|part| !is_here(*part)), LOAD.get()) {
        (Some(part), Some(load)) => {
            let coming = load(part);
            leptos::task::spawn_local(async move { then(coming.await.is_ok()) });
        }
        (missing, _) => then(missing.is_none()),
    }
}

fn nothing(_: Step) -> AnyView {
    ().into_any()
}

/// Draws a step whose part is here.
pub fn draw(step: Step) -> AnyView {
    let here = here();
    let draw = match Part::of(step) {
        None => answer::questions,
        Some(Part::Rows) => here.rows.map_or(nothing as Draw, |rows| rows.draw),
        Some(_) => here.review.unwrap_or(nothing),
    };
    draw(step)
}

/// Draws what two people wrote in one place. A page that comes with such waits for what draws it.
pub fn draw_conflict(conflict: Conflict) -> AnyView {
    here().actions.map_or_else(|| ().into_any(), |actions| (actions.conflict)(conflict))
}
