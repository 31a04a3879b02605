//! The rules: each a lint with a code, a name that states the pattern, a class, a severity and a source.
//!
//! One rule is one file in the folder of its family, with its page beside it: `ans` (any answer), `cmp` (the company
//! block), `mtl` (the questions per metal), `pol` (the company's policy), `sml` (the smelter list), `prd` (the product
//! list); `rev` holds what only a reviewer sees, with what the server knows besides. Rules look at questions that are asked; only MTL001 speaks of answers that do not count. There is always a
//! truthful way past an error; an unwelcome truth is a warning (docs/decisions/0003).
//! Each family lists its rules in its `mod.rs`.

use crate::argument::{Argument, RowNumbers};
use crate::checker::check_official;
use crate::engine::{evaluate, leftovers, sent};
use crate::{
    Class, Day, Declaration, Finding, Location, References, Report, Severity, SmelterCol, Table, Template,
};

/// The version of the rules: a hash over what decides what they find (`build.rs`), not the program's number. Two
/// programs with the same version find the same in the same answers.
#[cfg(feature = "review")]
pub const VERSION: &str = env!("TOUCHSTONE_RULES");

mod ans;
mod cmp;
mod context;
mod mtl;
mod place;
mod pol;
mod prd;
mod profile;
mod registry;
mod retired;
#[cfg(feature = "review")]
mod rev;
#[cfg(feature = "review")]
mod review_context;
mod sml;
#[cfg(feature = "review")]
pub mod tuning;
mod words;

pub use context::{Cid, RuleContext, SmelterRowFacts};
pub use place::check_place;
pub use profile::{Limit, Profile};
pub use registry::form_rules;
#[cfg(feature = "review")]
pub use registry::{pages, review_rules, rules_with_a_list};
pub use retired::RETIRED;
#[cfg(feature = "review")]
pub use rev::{NAME_OTHERS, NEEDS, smelter_set};
#[cfg(feature = "review")]
pub use review_context::{Earlier, Other, ReviewContext};
pub use words::{has_web_address, is_placeholder, is_placeholder_email};

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
    pub check: fn(&RuleContext, &mut Findings),
}

/// What a check depends on besides the declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings<'a> {
    /// The day of the check, for dates that lie ahead; unset where nobody knows it.
    pub today: Option<Day>,
    /// What the campaign wants otherwise than built in.
    pub profile: &'a Profile,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Settings { today: None, profile: &profile::BUILT_IN }
    }
}

/// Collects what a rule finds.
pub struct Findings<'a> {
    rule: &'a Rule,
    severity: Severity,
    out: &'a mut Vec<Finding>,
}

impl Findings<'_> {
    /// Reports a finding at a place.
    pub fn at(&mut self, location: Location) -> &mut Self {
        self.out.push(Finding {
            code: self.rule.code.to_owned(),
            class: self.rule.class,
            severity: self.severity,
            location,
            args: Vec::new(),
            rows: Vec::new(),
        });
        self
    }

    /// Names the rows that the finding reported last is about, as places and in its message (`{rows}`). `col` is where
    /// one looks in them.
    pub fn rows(&mut self, rows: &[&SmelterRowFacts], col: Option<SmelterCol>) -> &mut Self {
        let numbers: Vec<u32> = rows.iter().map(|s| s.number).collect();
        let name = rows.first().map_or(String::new(), |s| context::quoted(s.name()));
        if let Some(last) = self.out.last_mut() {
            let col = col.map(|col| col.key().to_owned());
            let place = |s: &&SmelterRowFacts| Location::Row {
                table: Table::SMELTERS,
                row: s.row.id,
                col: col.clone(),
            };
            last.rows.extend(rows.iter().map(place));
        }
        self.arg("rows", Argument::Rows(RowNumbers::new(numbers, name)))
    }

    /// Adds a value for the message of the finding reported last.
    pub fn arg(&mut self, name: &str, value: impl Into<Argument>) -> &mut Self {
        if let Some(last) = self.out.last_mut() {
            last.args.push((name.to_owned(), value.into()));
        }
        self
    }
}

/// How the codes begin of what only the review finds. Written out: whoever asked the lists of rules would bring every rule
/// into the part of the page that comes first.
const ONLY_IN_REVIEW: [&str; 2] = ["REV", "SML019"];

/// Whether only the rules of the review find this, so that no report of the form can have it.
pub fn is_only_in_review(code: &str) -> bool {
    ONLY_IN_REVIEW.iter().any(|start| code.starts_with(start))
}

/// The argument under which a finding names another supplier: the team alone reads it, and of the team who works on both.
pub const OTHER_SUPPLIER: &str = "supplier";

/// Every rule: those of the form, then those of the review.
#[cfg(feature = "review")]
pub fn every_rule() -> impl Iterator<Item = &'static Rule> {
    form_rules().chain(review_rules())
}

impl Rule {
    /// What a finding does by the built-in profile: what only a reviewer sees never blocks.
    #[cfg(feature = "review")]
    pub fn built_in(&self) -> Severity {
        if rule(self.code).is_some() { self.severity } else { self.severity.max(Severity::Warning) }
    }
}

/// The rule of the form with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    form_rules().find(|r| r.code == code)
}

/// The rule with this code, of the form or of the review.
#[cfg(feature = "review")]
pub fn any_rule(code: &str) -> Option<&'static Rule> {
    every_rule().find(|r| r.code == code)
}

/// Checks a declaration: the one function that browser, server and command line share.
pub fn check(d: &Declaration, template: &Template, references: &References, settings: Settings) -> Report {
    #[cfg(feature = "review")]
    let review = ReviewContext::default();
    let state = evaluate(template, d);
    let checker = check_official(d, template, references);
    let ctx = RuleContext {
        declaration: d,
        template,
        references,
        settings,
        state: &state,
        checker: &checker,
        smelters: context::facts(d, template, references),
        #[cfg(feature = "review")]
        review: &review,
    };
    let findings = run(form_rules(), &ctx);
    Report { findings, checker }
}

/// Checks a draft as it would be sent: answers that a No has closed stay in the draft, count for nothing and need no
/// explanation, so nothing is said about them. Form and server both judge a draft by this.
pub fn check_draft(
    d: &Declaration,
    template: &Template,
    references: &References,
    settings: Settings,
) -> Report {
    let state = evaluate(template, d);
    // Most drafts hold nothing of the kind, and copying thousands of rows takes a while.
    match leftovers(template, &state, d).is_empty() {
        true => check(d, template, references, settings),
        false => check(&sent(&state, d), template, references, settings),
    }
}

/// What a reviewer should look at, with what is known besides: never asked of the supplier before it submits.
#[cfg(feature = "review")]
pub fn check_for_review(
    d: &Declaration,
    template: &Template,
    references: &References,
    settings: Settings,
    review: &ReviewContext,
) -> Vec<Finding> {
    let state = evaluate(template, d);
    let checker = check_official(d, template, references);
    let smelters = context::facts(d, template, references);
    let ctx = RuleContext {
        declaration: d,
        template,
        references,
        settings,
        state: &state,
        checker: &checker,
        smelters,
        review,
    };
    let mut findings = run(review_rules(), &ctx);
    // Nothing that the supplier was not told can block.
    findings.iter_mut().for_each(|f| f.severity = f.severity.max(Severity::Warning));
    findings
}

fn run(rules: impl Iterator<Item = &'static Rule>, ctx: &RuleContext) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules {
        let holds = ctx.template.rules.iter().any(|family| rule.code.starts_with(family));
        if let Some(severity) = ctx.settings.profile.severity(rule).filter(|_| holds) {
            (rule.check)(ctx, &mut Findings { rule, severity, out: &mut findings });
        }
    }
    context::sort(&mut findings, ctx);
    findings
}
