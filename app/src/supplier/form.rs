//! The state of the form: one draft, what the rules say about it, and the few signals that pages listen to.
//!
//! Controls are not bound to signals. They carry the path of their entry as `name`; the browser side listens at the
//! root and writes what is typed into the draft. So the cost of a keystroke does not grow with the form.

mod labels;
mod signals;
mod status;

use super::evaluation::Evaluation;
use super::model::{AnswerPage, Step};
use domain::template::Template;
use domain::{Draft, Location, References, Texts};
use leptos::prelude::*;
use signals::Signals;
pub use status::{FieldStatus, severity_key};
use std::borrow::Cow;

/// The parts that do not make anything redraw by themselves.
pub struct Data {
    /// The page as the server sent it (its entries moved into `draft`).
    pub page: AnswerPage,
    /// The texts of the page's language.
    pub texts: Texts,
    /// The template that is answered.
    pub template: &'static Template,
    /// The draft as it stands on the screen.
    pub draft: Draft,
    /// The reference list, once it is here.
    pub references: References,
    /// What the form was made under.
    #[cfg(feature = "supplier")]
    owner: Owner,
}

/// Which rows of a table are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Index of the first drawn row.
    pub start: usize,
    /// How many are drawn.
    pub count: usize,
}

/// Rows on a page without JavaScript, and before the browser has measured anything.
pub const PAGE_ROWS: usize = 25;

/// A handle to the form, which components find by [`use_form`].
///
/// It is one small number, since views capture it a hundred times over.
#[derive(Clone, Copy)]
pub struct Form(StoredValue<(Data, Signals)>);

/// The form that a component belongs to.
pub fn use_form() -> Form {
    expect_context()
}

impl Form {
    /// Builds the state from the page.
    pub fn new(mut page: AnswerPage, texts: Texts) -> Form {
        let template: &'static Template = match std::mem::take(&mut page.template) {
            Cow::Borrowed(known) => known,
            // In a browser, where the one form lives as long as the page.
            Cow::Owned(read) => Box::leak(Box::new(read)),
        };
        let entries = std::mem::take(&mut page.entries);
        let draft = Draft::from_entries(entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let evaluation = Evaluation::new(template, &draft, std::mem::take(&mut page.report));
        let signals = Signals::new(&mut page, &draft, evaluation, &texts);
        let data = Data {
            page,
            texts,
            template,
            draft,
            references: References::default(),
            #[cfg(feature = "supplier")]
            owner: Owner::current().unwrap_or_default(),
        };
        Form(StoredValue::new((data, signals)))
    }

    /// Looks at the data.
    pub fn with<T>(self, look: impl FnOnce(&Data) -> T) -> T {
        self.0.with_value(|(data, _)| look(data))
    }

    /// Changes the data.
    pub fn change<T>(self, change: impl FnOnce(&mut Data) -> T) -> T {
        let changed = self.0.try_update_value(|(data, _)| change(data));
        changed.unwrap_or_else(|| unreachable!("the form lives as long as the page"))
    }

    /// What it was made under, whose context what runs outside of components finds, too.
    #[cfg(feature = "supplier")]
    pub fn owner(self) -> Owner {
        self.with(|d| d.owner.clone())
    }

    pub fn template(self) -> &'static Template {
        self.with(|d| d.template)
    }

    /// One of the addresses in [`super::paths`] for this request.
    pub fn at(self, address: &str) -> String {
        self.with(|d| super::paths::of(address, &d.page.request.id))
    }

    /// The address of a step.
    pub fn path(self, step: Step) -> String {
        self.with(|d| step.path(&d.page.request.id))
    }

    pub fn answer(self, key: &str) -> String {
        self.with(|d| d.draft.declaration.answer(key).to_owned())
    }

    /// Whether the browser module does not run: then what only it can do is hidden.
    pub fn without_script(self) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
        move || !self.live().get()
    }

    /// Where a finding is put right.
    pub fn step_of(self, location: &Location) -> Step {
        Step::at(location, self.template())
    }

    /// The steps that this draft goes through: what was sent back only where something was.
    pub fn steps(self) -> Vec<Step> {
        let corrections = self.with(|d| !d.page.queries.is_empty());
        Step::all(self.template()).into_iter().filter(|s| *s != Step::Corrections || corrections).collect()
    }

    /// The step behind `step` that asks for something.
    pub fn next(self, step: Step) -> Step {
        // Who has corrected what was sent back has been through the rest.
        if step == Step::Corrections {
            return Step::Review;
        }
        let evaluation = self.evaluation().get_untracked();
        let relevant = |s: &Step| s.section().is_none_or(|section| evaluation.state.is_relevant(section));
        let behind = Step::all(self.template()).into_iter().skip_while(|s| *s != step).skip(1);
        { behind }.find(relevant).unwrap_or(Step::Review)
    }
}
