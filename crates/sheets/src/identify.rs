//! Which template a workbook is, and in which version.

/// `Revision 6.5` → `6.5`, wherever the line stands in the text.
pub(crate) fn revision(text: &str) -> Option<String> {
    let at = text.to_ascii_lowercase().find("revision")?;
    let rest = text[at + "revision".len()..].trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len());
    let version = &rest[..end];
    // The second version of all says `Revision 2 August 29th 2012`.
    if version.len() == 1
        && matches!(version.as_bytes()[0], b'1'..=b'9')
        && rest[end..].trim_start().starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return Some([version, ".0"].concat());
    }
    (version.starts_with(|c: char| c.is_ascii_digit()) && version.contains('.') && version.len() <= 12)
        .then(|| version.trim_end_matches('.').to_owned())
}

/// `Conflict Minerals Reporting Template (CMRT)` → `CMRT`.
pub(crate) fn short_name(title: &str) -> Option<String> {
    let open = title.rfind(['(', '（'])?;
    let name = title[open..].trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let known = name.len() <= 6 && name.ends_with("RT") && name.chars().all(|c| c.is_ascii_uppercase());
    known.then(|| name.to_owned())
}

/// A version for comparing: `6.01` is before `6.1`, as 6.01 is before 6.10.
pub(crate) fn numbers(version: &str) -> (u32, u32) {
    let mut parts = version.split('.').map(|p| p.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
    let major = parts.next().and_then(|p| p.parse().ok()).unwrap_or(0);
    let minor = parts.next().unwrap_or("0");
    let minor = format!("{minor:0<2}").get(..2).and_then(|p| p.parse().ok()).unwrap_or(0);
    (major, minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_and_ordered() {
        assert_eq!(revision("Revision 6.5\nApril 25, 2025").as_deref(), Some("6.5"));
        assert_eq!(revision("REVISION 2.03a").as_deref(), Some("2.03a"));
        assert_eq!(revision("Revision 6.6.1\n2026").as_deref(), Some("6.6.1"));
        assert_eq!(revision("Revision date"), None);
        // RULE-15
        assert_eq!(revision("Revision 2 August 29th 2012").as_deref(), Some("2.0"));
        assert_eq!(revision("Revision 2\nAugust 29th 2012").as_deref(), Some("2.0"));
        assert_eq!(revision("Revision 25 April"), None);
        assert!(numbers("6.0") < numbers("6.01") && numbers("6.01") < numbers("6.1"));
        assert!(numbers("5.12") < numbers("6.01") && numbers("6.22") < numbers("6.3"));
    }

    #[test]
    fn the_short_name_stands_in_brackets() {
        assert_eq!(short_name("Conflict Minerals Reporting Template (CMRT)").as_deref(), Some("CMRT"));
        assert_eq!(short_name("冲突矿产报告模板（EMRT）").as_deref(), Some("EMRT"));
        assert_eq!(short_name("Budget (2026)"), None);
    }
}
