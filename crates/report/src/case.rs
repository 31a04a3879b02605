//! Which case was found, so that a sentence is written for it.

use crate::facts::Facts;

/// From this share of the suppliers on, in percent, a response is called high.
pub const HIGH: u64 = 80;

/// How many answered.
pub fn response(facts: &Facts) -> Option<&'static str> {
    let share = facts.share("R1")?;
    Some(match share.percent()? {
        _ if share.is_all() => "full",
        percent if percent >= HIGH => "high",
        _ => "low",
    })
}

/// Whether most answers were given for the whole company rather than for products.
pub fn scope(facts: &Facts) -> Option<&'static str> {
    let company = facts.share("R9.a").filter(|share| share.of > 0)?;
    Some(if company.is_over(50) { "company" } else { "product" })
}

/// Of how many facilities something is known about where they source.
pub fn origin(facts: &Facts) -> Option<&'static str> {
    let all = facts.n("S3")?;
    let known = facts.n("S6")? + facts.n("S8")?;
    Some(match known {
        0 => "none",
        known if known >= all => "known",
        _ => "partly",
    })
}

/// What is known of the facilities that source from covered countries.
pub fn covered(facts: &Facts) -> Option<&'static str> {
    let taking_part = facts.share("S6.taking_part")?;
    Some(match taking_part.of {
        0 => "none",
        _ if taking_part.is_all() => "all",
        _ => "some",
    })
}
