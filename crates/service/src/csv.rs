//! Tables as CSV files that spreadsheets open as they are meant, and that the import takes back as they were.

/// What makes a spreadsheet take a cell for a formula, in the forms of Eastern keyboards too.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// What a file begins with: UTF-8 has its mark, since Excel takes any other for the letters of its own country.
pub const MARK: &str = "\u{feff}";

/// Rows as a file.
pub fn table(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    [MARK.as_bytes(), &lines(rows)].concat()
}

/// Rows of a file that has begun.
pub fn lines(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(&guarded(cell))).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn quoted(cell: &str) -> String {
    match cell.contains(['"', '\'', ',', ';', '\n', '\r', '\t']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// A text that no spreadsheet takes for a formula: such a one gets an apostrophe in front. A number stays one.
fn guarded(text: &str) -> String {
    if is_guarded(text) || (is_formula(text) && !is_number(text)) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A text without the apostrophe that [`table`] has put in front of it.
pub fn unguarded(text: &str) -> &str {
    if is_guarded(text) { &text[1..] } else { text }
}

/// Whether apostrophes and then a formula stand there.
fn is_guarded(text: &str) -> bool {
    text.starts_with('\'') && is_formula(text.trim_start_matches('\''))
}

fn is_formula(text: &str) -> bool {
    // Some programs pass over blanks before a formula.
    text.trim_start_matches(' ').starts_with(FORMULA)
}

fn is_number(text: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    text.chars().all(digits) && text.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn no_cell_is_a_formula_or_breaks_its_row() {
        let rows = [
            vec!["=1+1".to_owned(), "a\"b".into(), "-5".into(), "-x".into()],
            vec!["two\nlines".into(), "a,b".into()],
        ];
        let text = String::from_utf8(table(rows.into_iter())).unwrap();
        assert_eq!(text, "\u{feff}\"'=1+1\",\"a\"\"b\",-5,\"'-x\"\r\n\"two\nlines\",\"a,b\"\r\n");
        for begins in ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", " =", "  @"] {
            assert!(guarded(&format!("{begins}cmd|x")).starts_with('\''), "{begins:?}");
        }
        for plain in ["-5", "+3.25", "", "a=b", "'quoted'", "O'Neil"] {
            assert_eq!(guarded(plain), plain);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(cell in "[='@＝＋+－＠ \\t\\r\\n\"a,;1.-]{0,6}|\\PC{0,12}") {
            let safe = guarded(&cell);
            prop_assert_eq!(unguarded(&safe), cell.as_str());
            prop_assert!(is_number(&safe) || !is_formula(&safe), "{safe:?}");
        }
    }
}
