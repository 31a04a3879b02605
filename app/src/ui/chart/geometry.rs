//! Where things stand in a drawing: numbers in, places out. Every length begins at zero, and whatever is there is seen.

/// The length of a whole bar.
pub const WHOLE: u64 = 1_000;
/// The shortest length of what is there: one in ten thousand is still a line.
const LEAST: u64 = 4;

/// How long `n` is where `most` is as long as a bar can be.
pub fn length(n: u64, most: u64) -> u64 {
    if n == 0 || most == 0 {
        return 0;
    }
    let exact = u128::from(n.min(most)) * u128::from(WHOLE) / u128::from(most);
    (exact as u64).max(LEAST)
}

/// Where the parts of a bar begin and how long they are; together they are as long as their sum, and none that is there
/// vanishes.
pub fn stack(parts: &[u64], most: u64) -> Vec<(u64, u64)> {
    let sum: u64 = parts.iter().sum();
    let there = parts.iter().filter(|n| **n > 0).count() as u64;
    let whole = length(sum, most).max(there * LEAST).min(WHOLE);
    let mut lengths: Vec<u64> = parts
        .iter()
        .map(|n| match *n {
            0 => 0,
            n => ((u128::from(n) * u128::from(whole) / u128::from(sum)) as u64).max(LEAST),
        })
        .collect();
    // What short parts were given, and what rounding has left over, is the longest one's affair.
    if let Some(longest) = (0..lengths.len()).max_by_key(|i| parts[*i]) {
        let others: u64 = lengths.iter().sum::<u64>() - lengths[longest];
        lengths[longest] = if parts[longest] == 0 { 0 } else { whole.saturating_sub(others).max(LEAST) };
    }
    let mut at = 0;
    let place = |length: u64| {
        let begins = at;
        at += length;
        (begins, length)
    };
    lengths.into_iter().map(place).collect()
}

/// A length, or a place, as an attribute of a drawing that is as wide as its box.
pub fn percent(length: u64) -> String {
    format!("{}.{}%", length / 10, length % 10)
}

/// The marks of an axis from zero to `most` or just above: at most six, of round numbers.
pub fn ticks(most: u64) -> Vec<u64> {
    let most = most.max(1);
    let mut step = 1u64;
    let fits = |step: u64| most.div_ceil(step) <= 5;
    'found: for power in 0..19 {
        for digit in [1, 2, 5] {
            step = digit * 10u64.pow(power);
            if fits(step) {
                break 'found;
            }
        }
    }
    (0..=most.div_ceil(step)).map(|n| n.saturating_mul(step)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_begins_at_zero_and_whatever_is_there_is_seen() {
        assert_eq!([0, 1, 50, 100, 200].map(|n| length(n, 100)), [0, 10, 500, 1_000, 1_000]);
        assert_eq!((length(1, 10_000), length(5, 0), length(0, 0)), (LEAST, 0, 0));
        assert_eq!(length(u64::MAX, u64::MAX), WHOLE);
    }

    #[test]
    fn the_parts_of_a_bar_neither_overlap_nor_vanish() {
        assert_eq!(stack(&[1, 1, 2], 4), [(0, 250), (250, 250), (500, 500)]);
        assert_eq!(stack(&[], 4), []);
        assert_eq!(stack(&[0, 0], 0), [(0, 0), (0, 0)]);
        for (parts, most) in [
            (vec![10_000, 1, 0, 1], 10_002),
            (vec![1, 1, 1], 10_000),
            (vec![0, 7, 0], 7),
            (vec![3, 3, 3], 9),
            ((0..40).collect::<Vec<u64>>(), 1_000),
        ] {
            let drawn = stack(&parts, most);
            let mut end = 0;
            for (n, (begins, length)) in parts.iter().zip(&drawn) {
                assert_eq!(*begins, end, "{parts:?}");
                assert_eq!(*n > 0, *length >= LEAST, "{parts:?}");
                end = begins + length;
            }
            assert!(end <= WHOLE, "{parts:?}: {end}");
        }
    }

    #[test]
    fn an_axis_begins_at_zero_and_has_few_round_marks() {
        assert_eq!(ticks(0), [0, 1]);
        assert_eq!(ticks(1), [0, 1]);
        assert_eq!(ticks(5), [0, 1, 2, 3, 4, 5]);
        assert_eq!(ticks(7), [0, 2, 4, 6, 8]);
        assert_eq!(ticks(210), [0, 50, 100, 150, 200, 250]);
        assert_eq!(ticks(10_000), [0, 2_000, 4_000, 6_000, 8_000, 10_000]);
        for most in [1, 3, 11, 99, 101, 12_345, 99_999_999] {
            let marks = ticks(most);
            assert!(marks.len() <= 6 && marks[0] == 0 && *marks.last().unwrap() >= most, "{most}: {marks:?}");
        }
    }

    #[test]
    fn a_length_is_written_without_a_rounding_of_its_own() {
        assert_eq!([0, 4, 250, 1_000].map(percent), ["0.0%", "0.4%", "25.0%", "100.0%"]);
    }
}
