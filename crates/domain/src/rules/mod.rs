//! The rules: each a lint with a code, a name that states the pattern, a class, a severity and a source.
//!
//! One rule is one file in the folder of its family, with its page beside it: `ans` (any answer), `cmp` (the company
//! block), `mtl` (the questions per metal), `pol` (the company's policy), `sml` (the smelter list), `prd` (the product
//! list). Rules look at questions that are asked; only MTL001 speaks of answers that do not count. There is always a
//! truthful way past an error; an unwelcome truth is a warning (docs/decisions/0003).

use crate::checker::check_official;
use crate::engine::evaluate;
use crate::{Class, Declaration, Finding, Location, References, Report, Severity, Template};
use time::Date;

mod ans;
mod cmp;
mod context;
mod mtl;
mod place;
mod pol;
mod prd;
mod registry;
mod retired;
mod sml;
mod words;

pub use context::{Cid, Ctx, SmelterFacts};
pub use place::check_place;
pub use registry::RULES;
#[cfg(not(target_arch = "wasm32"))]
pub use registry::pages;
pub use retired::RETIRED;

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The official checker says the same.
    Same(&'static str),
    /// The official checker looks at this too, but decides differently: how and why.
    Differs(&'static str),
    /// Ours; the official checker is silent.
    Ours(&'static str),
}

/// A text that only a rule's page shows: the browser, where every byte is waited for, goes without it.
const fn page(text: &'static str) -> &'static str {
    if cfg!(target_arch = "wasm32") { "" } else { text }
}

/// One rule.
pub struct Rule {
    /// Three letters of its family, three digits; never reused.
    pub code: &'static str,
    /// States the pattern that is flagged.
    pub name: &'static str,
    /// Which kind of fault.
    pub class: Class,
    /// What a finding does.
    pub severity: Severity,
    /// Where it comes from.
    pub source: Source,
    /// Looks for the pattern.
    pub check: fn(&Ctx, &mut Findings),
}

/// What a check depends on besides the declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The day of the check, for dates that lie ahead; unset where nobody knows it.
    pub today: Option<Date>,
    /// How many months old the answers may be.
    pub max_age_months: u8,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { today: None, max_age_months: 12 }
    }
}

/// Collects what a rule finds.
pub struct Findings<'a> {
    rule: &'a Rule,
    out: &'a mut Vec<Finding>,
}

impl Findings<'_> {
    /// Reports a finding at a place.
    pub fn at(&mut self, location: Location) -> &mut Self {
        self.out.push(Finding {
            code: self.rule.code.to_owned(),
            class: self.rule.class,
            severity: self.rule.severity,
            location,
            args: Vec::new(),
        });
        self
    }

    /// Adds a value for the message of the finding reported last. A value `text:<key>` is itself a text.
    pub fn arg(&mut self, name: &str, value: impl Into<String>) -> &mut Self {
        if let Some(last) = self.out.last_mut() {
            last.args.push((name.to_owned(), value.into()));
        }
        self
    }
}

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.code == code)
}

/// Checks a declaration: the one function that browser, server and command line share.
pub fn check(d: &Declaration, template: &Template, references: &References, settings: Settings) -> Report {
    let state = evaluate(template, d);
    let checker = check_official(d, template, references);
    let smelters = context::facts(d, references);
    let mut findings = Vec::new();
    let ctx =
        Ctx { declaration: d, template, references, settings, state: &state, checker: &checker, smelters };
    for rule in RULES {
        (rule.check)(&ctx, &mut Findings { rule, out: &mut findings });
    }
    context::sort(&mut findings, &ctx);
    Report { findings, checker }
}
