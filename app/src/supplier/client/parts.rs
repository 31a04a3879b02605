//! The parts of the module that come when they are needed. Each brings a table of functions; what only these use is not
//! in the module that starts with the page, and so nobody else may name them.

use crate::supplier::form::Form;
use crate::supplier::model::Step;
use domain::template::Section;
use domain::{Finding, Location, References, Report, RowId, Table};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use web_sys::{Element, Event, File};

/// A part did not come: the connection is gone, or the server has another version by now.
pub use leptos::wasm_split::SplitLoaderError as Missing;

/// A part on its way.
pub type Coming = Pin<Box<dyn Future<Output = Result<(), Missing>>>>;

/// What comes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The steps that ask questions.
    Questions,
    /// The steps that are tables of rows, and what can be done with rows.
    Rows,
    /// The steps that look at what was answered.
    Review,
    /// The rules.
    Rules,
    /// The reading of a workbook.
    Import,
}

impl Part {
    /// What draws a step.
    pub fn of(step: Step) -> Part {
        match step {
            Step::Mend | Step::Review => Part::Review,
            Step::Of(Section::Rows(_)) => Part::Rows,
            Step::Of(_) => Part::Questions,
        }
    }
}

/// Draws a step.
pub type Draw = fn(Step) -> AnyView;

/// What can be done with rows.
#[derive(Clone, Copy)]
pub struct Rows {
    pub draw: Draw,
    pub paste: fn(Form, &Event, &Element),
    pub add: fn(Form, Table),
    pub act: fn(Form, &str, Table, RowId),
    pub undo: fn(Form),
}

/// What the rules say, and what they know.
#[derive(Clone, Copy)]
pub struct Rules {
    /// Judges the whole draft.
    pub whole: fn(Form) -> Report,
    /// Judges the answers with no rows, or with this row alone.
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
    pub act: fn(Form, &str),
}

/// The parts that are here.
#[derive(Clone, Copy, Default)]
pub struct Parts {
    pub questions: Option<Draw>,
    pub rows: Option<Rows>,
    pub review: Option<Draw>,
    pub rules: Option<Rules>,
    pub import: Option<Import>,
}

thread_local! {
    static PARTS: RefCell<Parts> = RefCell::default();
    static LOAD: Cell<Option<fn(Part) -> Coming>> = const { Cell::new(None) };
}

/// Says how parts are loaded.
pub fn begin(load: fn(Part) -> Coming) {
    LOAD.set(Some(load));
}

/// What is here.
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
        Part::Questions => here.questions.is_some(),
        Part::Rows => here.rows.is_some(),
        Part::Review => here.review.is_some(),
        Part::Rules => here.rules.is_some(),
        Part::Import => here.import.is_some(),
    }
}

/// Goes on when a part is here, at once where it is, and says whether it came. What did not come is asked for again the
/// next time.
pub fn when_here(part: Part, then: impl FnOnce(bool) + 'static) {
    match LOAD.get() {
        Some(load) if !is_here(part) => {
            let coming = load(part);
            leptos::task::spawn_local(async move { then(coming.await.is_ok()) });
        }
        _ => then(is_here(part)),
    }
}

/// Draws a step whose part is here.
pub fn draw(step: Step) -> AnyView {
    let here = here();
    let draw = match Part::of(step) {
        Part::Review => here.review,
        Part::Rows => here.rows.map(|rows| rows.draw),
        _ => here.questions,
    };
    draw.map(|draw| draw(step)).into_any()
}
