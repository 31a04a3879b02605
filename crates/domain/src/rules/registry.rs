//! The families of rules. Each lists its rules in the `mod.rs` of its folder.

use super::{Rule, ans, cmp, mtl, pol, prd, sml};

pub(super) struct Family {
    /// The rules that browser and server share, in the template's order, by code.
    pub(super) form: &'static [&'static Rule],
    /// The rules that only a reviewer sees: they need what no supplier's browser has, or tell of a risk. One that moves up
    /// to the form keeps its code.
    #[cfg(feature = "review")]
    pub(super) review: &'static [&'static Rule],
    /// Those that compare rows with a list of smelters, and are silent without one.
    #[cfg(feature = "review")]
    pub(super) with_a_list: &'static [&'static Rule],
    /// The page of each, the Markdown that stands beside its source. Not in the browser.
    #[cfg(feature = "review")]
    pub(super) pages: &'static [(&'static Rule, &'static str)],
}

/// Makes `FAMILY` of the modules named. Modules are declared beside it: what declares them in a macro is not formatted.
macro_rules! family {
    ($(form: $($form:ident),+;)? $(review: $($review:ident),+;)? $(with a list: $($listed:ident),+;)?) => {
        pub(super) static FAMILY: $crate::rules::registry::Family = $crate::rules::registry::Family {
            form: &[$($(&$form::RULE,)+)?],
            #[cfg(feature = "review")]
            review: &[$($(&$review::RULE,)+)?],
            #[cfg(feature = "review")]
            with_a_list: &[$($(&$listed::RULE,)+)?],
            #[cfg(feature = "review")]
            pages: &[
                $($((&$form::RULE, include_str!(concat!(stringify!($form), ".md"))),)+)?
                $($((&$review::RULE, include_str!(concat!(stringify!($review), ".md"))),)+)?
            ],
        };
    };
}
pub(super) use family;

/// In the template's order; what the review has of its own comes last.
static FAMILIES: &[&Family] = &[
    &ans::FAMILY,
    &cmp::FAMILY,
    &mtl::FAMILY,
    &pol::FAMILY,
    &sml::FAMILY,
    &prd::FAMILY,
    #[cfg(feature = "review")]
    &super::rev::FAMILY,
];

/// The rules that browser and server share.
pub fn form_rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.form).copied()
}

/// The rules that only a reviewer sees.
#[cfg(feature = "review")]
pub fn review_rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.review).copied()
}

/// The rules that compare rows with a list of smelters, and are silent without one.
#[cfg(feature = "review")]
pub fn rules_with_a_list() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.with_a_list).copied()
}

/// The page of every rule: its code and the Markdown that stands beside its source.
#[cfg(feature = "review")]
pub fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    FAMILIES.iter().flat_map(|family| family.pages).map(|(rule, page)| (rule.code, *page))
}
