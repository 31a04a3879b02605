//! Which answers count: settings that are printed with every roll-up.

use crate::own::ProductLine;
use crate::survey::Relationship;
use domain::day::{Day, or_blank};
use domain::workflow::RequestState;
use serde::{Deserialize, Serialize};

/// What becomes of answers for a company as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyLevel {
    #[default]
    Keep,
    /// Dropped where the same supplier has answered for its products too.
    DropWhereProductLevel,
    Drop,
}

/// Which answers count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The states in which an answer counts.
    pub states: Vec<RequestState>,
    pub company_level: CompanyLevel,
    /// An answer for a scope of its own that has more rows than this is left out: nobody buys from so many smelters.
    pub widest: Option<u32>,
    /// The numbers of the product lines that are answered for; all where unset.
    pub lines: Option<Vec<String>>,
    /// Declarations that speak of an earlier day are too old.
    pub not_before: Option<Day>,
    /// Who is a direct supplier in the sense of Q6.
    pub direct: Vec<Relationship>,
    /// The day of the freeze: the date of the outgoing declaration. None before anything is frozen.
    #[serde(with = "or_blank")]
    pub frozen_on: Option<Day>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            states: vec![RequestState::Accepted],
            company_level: CompanyLevel::Keep,
            widest: None,
            lines: None,
            not_before: None,
            direct: vec![Relationship::Direct, Relationship::ContractManufacturer],
            frozen_on: None,
        }
    }
}

impl Settings {
    /// Whether a product line is answered for.
    pub fn takes(&self, line: &ProductLine) -> bool {
        self.lines.as_ref().is_none_or(|lines| lines.contains(&line.number))
    }

    /// What they change in what a figure of smelters counts; blank as they are unless changed. A day that moves on with
    /// the year changes nothing.
    pub fn definition(&self) -> String {
        let usual = Settings::default();
        let mut out = Vec::new();
        if self.states != usual.states {
            let states: Vec<&str> = self.states.iter().map(|s| state_words(*s)).collect();
            out.push(format!("answers that are {}", states.join(", ")));
        }
        match self.company_level {
            CompanyLevel::Keep => {}
            CompanyLevel::DropWhereProductLevel => {
                out.push("without company-level answers where there is a product-level one".to_owned());
            }
            CompanyLevel::Drop => out.push("without company-level answers".to_owned()),
        }
        out.extend(self.widest.map(|rows| format!("without scopes of their own with more than {rows} rows")));
        if let Some(lines) = &self.lines {
            out.push(format!("product lines {}", lines.join(", ")));
        }
        if self.not_before.is_some() {
            out.push("without old answers".to_owned());
        }
        out.join("; ")
    }

    /// As they are printed beside what was made with them. Files are in English, as the template demands.
    pub fn printed(&self) -> String {
        let states: Vec<&str> = self.states.iter().map(|s| state_words(*s)).collect();
        let company = match self.company_level {
            CompanyLevel::Keep => "company-level answers are kept",
            CompanyLevel::DropWhereProductLevel => {
                "company-level answers are left out where the same supplier has a product-level one"
            }
            CompanyLevel::Drop => "company-level answers are left out",
        };
        let mut out = format!("Answers that count: {}; {company}", states.join(", "));
        if let Some(rows) = self.widest {
            out.push_str(&format!(
                "; answers for a scope of their own with more than {rows} rows are left out"
            ));
        }
        match &self.lines {
            Some(lines) => out.push_str(&format!("; suppliers of product lines {}", lines.join(", "))),
            None => out.push_str("; suppliers of all product lines"),
        }
        match &self.not_before {
            Some(day) => out.push_str(&format!("; dated {day} or later.")),
            None => out.push_str("; of any date."),
        }
        out
    }
}

fn state_words(state: RequestState) -> &'static str {
    match state {
        RequestState::InReview => "in review",
        RequestState::SentBack => "sent back",
        RequestState::OutOfScope => "out of scope",
        other => other.key(),
    }
}
