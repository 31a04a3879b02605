//! Where a person is in the form.

use crate::supplier::paths;
use domain::template::Section;
use domain::{Location, Table, Template};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "&'static str", from = "String")]
pub enum Step {
    /// What was sent back.
    Corrections,
    /// A section of the template.
    Of(Section),
    /// What the company will get, and the submit button.
    #[default]
    Review,
}

impl From<Step> for &'static str {
    fn from(step: Step) -> &'static str {
        step.key()
    }
}

/// As the server names it to the browser.
impl From<String> for Step {
    fn from(key: String) -> Step {
        Step::own(&key).unwrap_or_else(|| Step::Of(Section::new(&key)))
    }
}

impl Step {
    /// Those of a template, in the order of the form.
    pub fn all(template: &Template) -> Vec<Step> {
        let mut out = vec![Step::Corrections];
        out.extend(template.sections().into_iter().map(Step::Of));
        out.push(Step::Review);
        out
    }

    /// Where one begins: the first section.
    pub fn first(template: &Template) -> Step {
        template.sections().first().map_or(Step::Review, |section| Step::Of(*section))
    }

    /// The key used in addresses and texts.
    pub fn key(self) -> &'static str {
        match self {
            Step::Of(section) => section.key(),
            Step::Corrections => "corrections",
            Step::Review => "review",
        }
    }

    /// Those that every form has.
    fn own(key: &str) -> Option<Step> {
        [Step::Corrections, Step::Review].into_iter().find(|step| step.key() == key)
    }

    /// Finds a step of a template's form by its key.
    pub fn find(key: &str, template: &Template) -> Option<Step> {
        Step::own(key).or_else(|| template.find_section(key).map(Step::Of))
    }

    /// The section of the template that it shows.
    pub fn section(self) -> Option<Section> {
        if let Step::Of(section) = self { Some(section) } else { None }
    }

    /// The table that it shows.
    pub fn table(self) -> Option<Table> {
        self.section().and_then(Section::table)
    }

    /// The step in which a place is corrected.
    pub fn at(location: &Location, template: &Template) -> Step {
        match location {
            Location::Declaration => Step::Review,
            Location::Field { key } => {
                template.field(key).map_or(Step::first(template), |f| Step::Of(f.section))
            }
            Location::Table { table } | Location::Row { table, .. } => Step::Of(Section::of(*table)),
        }
    }

    /// Its address in the form of a request.
    pub fn path(self, request: &str) -> String {
        [&paths::of(paths::ANSWER, request), "/", self.key()].concat()
    }
}
