//! The one sort of the browser's code path: every type that is sorted by the standard library's brings 3 kB of code.

/// Sorts by number pairs; the third number tells what a pair belongs to.
pub fn sort(keys: &mut [(u64, u64, usize)]) {
    // Mostly sorted already: rows are kept in order.
    if !keys.is_sorted() {
        keys.sort_unstable();
    }
}
