//! Which figures are parts of which: told by their ids, so that figures that somebody states are held to it too.

use domain::smelters::StatusClass;

/// What stands behind S6 and S8 and is no metal.
const OF_S6_AND_S8: [&str; 5] = ["members", "lists", "declared", "taking_part", "none"];

/// The totals that a figure is a part of, each with the way in which the total is divided.
pub(super) fn part_of(id: &str) -> Vec<(String, &'static str)> {
    if let Some((whole, _)) = id.split_once('/') {
        return vec![(whole.to_owned(), "relationship")];
    }
    let words: Vec<&str> = id.split('.').collect();
    let is_status = |word: &str| StatusClass::ALL.iter().any(|s| s.key() == word);
    let total = |id: &str, by| (id.to_owned(), by);
    match words[..] {
        ["P2" | "P3"] => vec![total("P1", "scope")],
        ["P3", _] => vec![total("P3", "reason")],
        ["R8", _] => vec![total("P4", "class of answer")],
        ["R9", _] => vec![total("R9", "scope")],
        [m @ ("M2" | "M3" | "M4" | "M5" | "M6" | "M7" | "M8"), of, _] => {
            vec![(format!("{m}.{of}"), "value")]
        }
        ["S3", _] => vec![total("S3", "metal")],
        ["S4", status] if is_status(status) => vec![total("S3", "status")],
        ["S4", metal, status] => vec![(format!("S3.{metal}"), "status"), (format!("S4.{status}"), "metal")],
        ["S6" | "S7" | "S8", metal] if !OF_S6_AND_S8.contains(&metal) => vec![total(words[0], "metal")],
        ["S5"] | ["S12"] => vec![total("S3", "taking part")],
        ["S11", _] => vec![total("S11", "why")],
        ["S12", _] => vec![total("S12", "origin")],
        ["S14", _] => vec![total("S3", "class of the operator")],
        ["S6"] | ["S8"] | ["S8", "none"] => vec![total("S3", "origin")],
        ["S10", _] => vec![total("S10", "reason")],
        _ => Vec::new(),
    }
}
