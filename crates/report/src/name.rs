//! Names of files that EDGAR takes.

/// The longest, with its ending.
pub const MOST: usize = 32;

/// The endings that a document and what it shows may have.
const ENDINGS: [&str; 5] = [".htm", ".txt", ".pdf", ".jpg", ".gif"];

/// Whether EDGAR takes a file of this name: letters, digits, stops, hyphens and underscores, the first one a letter or
/// a digit, and an ending that it knows.
pub fn fits(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let stem = ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending));
    stem.is_some_and(|stem| !stem.is_empty())
        && name.len() <= MOST
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
}

/// Whether it can be shown in a document.
pub fn is_image(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with(".jpg") || lower.ends_with(".gif")
}
