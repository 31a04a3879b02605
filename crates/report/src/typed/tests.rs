use super::*;

fn wrong(table: &[&str]) -> Vec<(String, String, String)> {
    let rows: Vec<Vec<String>> =
        table.iter().map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect()).collect();
    sums("t", &rows).into_iter().map(|it| (it.of, it.parts, it.total)).collect()
}

fn said(of: &str, parts: &str, total: &str) -> Vec<(String, String, String)> {
    vec![(of.to_owned(), parts.to_owned(), total.to_owned())]
}

/// As one of the largest filers printed it.
#[test]
fn a_column_that_was_filed_with_a_wrong_total_is_found() {
    let table = |middle: &str| {
        let rows = [
            "| Tin | Tantalum | Tungsten | Gold".to_owned(),
            "Conformant | 64 | 36 | 34 | 92".to_owned(),
            format!("Active | 2 | 0 | {middle} | 1"),
            "Not participating | 20 | 1 | 18 | 78".to_owned(),
            "Total | 86 | 37 | 53 | 171".to_owned(),
            "Rate | 77 % | 97 % | 66 % | 54 %".to_owned(),
        ];
        wrong(&rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(table("3"), said("Tungsten", "34 + 3 + 18 = 55", "53"));
    assert_eq!(table("1"), []);
}

#[test]
fn a_row_is_added_up_where_a_heading_says_total() {
    let head = "Metal | Conformant | Share | Active | Total";
    assert_eq!(wrong(&[head, "Tin | 3 | 60 % | 2 | 5", "Gold | 1,000 | 99 % | 10 | 1,010"]), []);
    assert_eq!(wrong(&[head, "Tin | 3 | 60 % | 2 | 6"]), said("Tin", "3 + 2 = 5", "6"),);
    // The corner belongs to a row and to a column; each is told where it is wrong.
    let both =
        wrong(&["Metal | A | B | Total", "Tin | 1 | 2 | 3", "Gold | 1 | 1 | 2", "All metals | 2 | 3 | 6"]);
    assert_eq!(both.iter().map(|it| it.0.as_str()).collect::<Vec<_>>(), ["Total", "All metals"]);
}

#[test]
fn totals_of_groups_and_of_all_may_stand_in_one_column() {
    let groups = ["Status | Facilities", "Tin | 3", "Tin | 1", "Total tin | 4", "Gold | 2", "Total gold | 2"];
    let with = |last: &str| wrong(&groups.iter().copied().chain([last]).collect::<Vec<_>>());
    assert_eq!(with("All | 6"), []);
    assert_eq!(with("Sum | 7"), said("Facilities", "4 + 2 = 6", "7"));
    // A total beside a total adds nothing up.
    assert_eq!(wrong(&["Status | n", "Tin | 3", "Total | 3", "Total of last year | 9"]), []);
    let wrong_group = wrong(&["Status | n", "Tin | 3", "Tin | 1", "Total tin | 5", "Gold | 2", "Total | 6"]);
    assert_eq!(wrong_group, said("n", "3 + 1 = 4", "5"));
    // Above its parts.
    assert_eq!(wrong(&["Status | n", "Total | 9", "Tin | 3", "Gold | 5"]), said("n", "3 + 5 = 8", "9"));
}

#[test]
fn what_is_no_number_is_not_added_up() {
    assert_eq!(wrong(&["Name | n", "A | yes", "B | 2", "Total | 9"]), []);
    assert_eq!(wrong(&["Name | Country", "A | Japan", "Total Metals Ltd | Peru"]), []);
    assert_eq!(wrong(&["Name | n", "A | – | ", "Total | 9"].map(|row| row.trim_end_matches(" | "))), []);
    assert_eq!(wrong(&["Name | n", "A | 1.5", "B | 2.25", "Total | 3.75"]), []);
    assert_eq!(wrong(&["Name | n", "A | 1.5", "B | 2.25", "Total | 4"]), said("n", "1.5 + 2.25 = 3.75", "4"));
    for (text, value) in [
        ("1,234", Some((1_234, 0))),
        ("12,34", None),
        ("1 234", Some((1_234, 0))),
        ("34 of 53 (64 %)", Some((34, 0))),
        ("34 (64 %)", Some((34, 0))),
        ("64 %", None),
        ("2023-24", None),
        ("", None),
        (".5", None),
    ] {
        assert_eq!(number(text), value, "{text}");
    }
}
