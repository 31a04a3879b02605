//! What people search for.

/// What a search looks for: nothing when it is blank.
pub fn needle(search: &str) -> Option<String> {
    let needle = search.trim().replace('\0', "").to_lowercase();
    (!needle.is_empty()).then_some(needle)
}
