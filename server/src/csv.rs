//! Tables as CSV files that spreadsheets open as they are meant.

/// Rows as a file: UTF-8 with its mark, since Excel takes any other for the letters of its own country.
pub fn table(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// A cell. What a spreadsheet would take for a formula gets an apostrophe in front, which the import takes off again;
/// a number stays one.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let guard = if formula { "'" } else { "" };
    if formula || cell.contains(['"', ',', ';', '\n', '\r', '\t']) {
        return format!("\"{guard}{}\"", cell.replace('"', "\"\""));
    }
    cell.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_or_breaks_its_row() {
        let rows = [
            vec!["=1+1".to_owned(), "a\"b".into(), "-5".into(), "-x".into()],
            vec!["two\nlines".into(), "a,b".into()],
        ];
        let text = String::from_utf8(table(rows.into_iter())).unwrap();
        assert_eq!(text, "\u{feff}\"'=1+1\",\"a\"\"b\",-5,\"'-x\"\r\n\"two\nlines\",\"a,b\"\r\n");
    }
}
