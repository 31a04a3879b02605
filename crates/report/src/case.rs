//! Which case was found, so that a sentence is written for it.

use crate::facts::Facts;

/// From this share of the suppliers on, in percent, a response is called high.
pub const HIGH: u64 = 80;

/// How many answered.
pub fn response(facts: &Facts) -> Option<&'static str> {
    let (n, of) = facts.share("R1").filter(|(_, of)| *of > 0)?;
    Some(match () {
        () if n == of => "full",
        () if n * 100 >= of * HIGH => "high",
        () => "low",
    })
}

/// Whether most answers were given for the whole company rather than for products.
pub fn scope(facts: &Facts) -> Option<&'static str> {
    let (company, of) = facts.share("R9.a").filter(|(_, of)| *of > 0)?;
    Some(if company * 2 > of { "company" } else { "product" })
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
    let (taking_part, of) = facts.share("S6.taking_part")?;
    Some(match of {
        0 => "none",
        of if taking_part == of => "all",
        _ => "some",
    })
}
