//! Where countries stand on a map on which each of them is one square.

use std::sync::LazyLock;

/// The squares by row and column, each with its country by ISO 3166 code: about where they lie, none over another. So
/// the small are seen as well as the large, and no border is drawn that somebody disputes.
const WORLD: &str = include_str!("world.txt");
/// What stands where there is no country.
const SEA: &str = "--";

static PLACES: LazyLock<Vec<(&'static str, usize, usize)>> = LazyLock::new(|| {
    let row = |(y, line): (usize, &'static str)| {
        let squares = line.split_whitespace().enumerate();
        squares.filter(|(_, code)| *code != SEA).map(move |(x, code)| (code, x, y)).collect::<Vec<_>>()
    };
    WORLD.lines().enumerate().flat_map(row).collect()
});

/// All countries with their column and row.
pub fn places() -> &'static [(&'static str, usize, usize)] {
    &PLACES
}

/// How many columns and rows there are.
pub fn size() -> (usize, usize) {
    let most = |of: fn(&(&str, usize, usize)) -> usize| places().iter().map(of).max().map_or(0, |n| n + 1);
    (most(|place| place.1), most(|place| place.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::smelters::country::country_codes;
    use std::collections::BTreeSet;

    #[test]
    fn every_country_has_one_square_of_its_own() {
        let codes: Vec<&str> = places().iter().map(|(code, ..)| *code).collect();
        let once: BTreeSet<&str> = codes.iter().copied().collect();
        assert_eq!(codes.len(), once.len(), "a country stands twice");
        let all: BTreeSet<&str> = country_codes().collect();
        assert_eq!(once, all);
    }

    #[test]
    fn neighbours_stand_about_where_they_lie() {
        let at = |code: &str| places().iter().find(|(of, ..)| *of == code).map(|(_, x, y)| (*x, *y)).unwrap();
        for (west, east) in
            [("US", "GB"), ("GB", "DE"), ("DE", "CN"), ("CN", "JP"), ("BR", "AO"), ("RW", "AU")]
        {
            assert!(at(west).0 < at(east).0, "{west} {east}");
        }
        for (north, south) in
            [("CA", "US"), ("US", "BR"), ("NO", "IT"), ("IT", "CD"), ("CD", "ZA"), ("JP", "AU")]
        {
            assert!(at(north).1 < at(south).1, "{north} {south}");
        }
    }
}
