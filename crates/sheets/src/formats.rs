//! What a cell's number format makes of its number: a percentage or a day. Tables of people are read as people see
//! them; the reader of cells itself knows no formats.

use crate::book::Book;
use crate::xml::{Scanner, Token, attr, attr_text};
use crate::{ReadError, sanitize};
use std::collections::HashMap;

/// How a cell shows its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Times a hundred, with a sign.
    Percent,
    /// As a day.
    Date,
}

impl Shown {
    /// What a code of a number format shows: `0.00%`, `dd.mm.yyyy`. Quoted words, escaped letters and what stands in
    /// brackets (colours, languages) say nothing.
    fn by_code(code: &str) -> Option<Shown> {
        let (mut quoted, mut bracket, mut escaped) = (false, false, false);
        let mut date = false;
        // What follows the first `;` is for numbers below zero.
        for c in code.chars() {
            if std::mem::take(&mut escaped) {
                continue;
            }
            match c {
                '\\' | '_' | '*' => escaped = true,
                '"' => quoted = !quoted,
                _ if quoted => {}
                '[' => bracket = true,
                ']' => bracket = false,
                _ if bracket => {}
                ';' => break,
                '%' => return Some(Shown::Percent),
                'y' | 'Y' | 'd' | 'D' | '年' | '日' => date = true,
                _ => {}
            }
        }
        date.then_some(Shown::Date)
    }

    /// The formats that every file knows without defining them.
    fn built_in(id: u32) -> Option<Shown> {
        match id {
            9 | 10 => Some(Shown::Percent),
            // Times of day (18 to 21, 45 to 47) are no days.
            14..=17 | 22 | 27..=31 | 36 | 50..=58 => Some(Shown::Date),
            _ => None,
        }
    }
}

/// What each style of the workbook shows numbers as, by its number.
pub(crate) fn styles(book: &Book<'_>) -> Result<Vec<Option<Shown>>, ReadError> {
    let Some((part, text)) = book.styles()? else { return Ok(Vec::new()) };
    let mut scanner = Scanner::new(&text, &part);
    let mut own: HashMap<u32, Option<Shown>> = HashMap::new();
    let (mut out, mut of_cells) = (Vec::new(), false);
    while let Some(token) = scanner.next()? {
        match token {
            Token::Start { name: "numFmt", attrs, .. } => {
                let id = attr(attrs, "numFmtId").and_then(|id| id.parse().ok());
                if let (Some(id), Some(code)) = (id, attr_text(attrs, "formatCode")) {
                    own.insert(id, Shown::by_code(&code));
                }
            }
            Token::Start { name: "cellXfs", empty, .. } => of_cells = !empty,
            Token::End { name: "cellXfs", .. } => of_cells = false,
            Token::Start { name: "xf", attrs, .. } if of_cells => {
                let id: u32 = attr(attrs, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                out.push(own.get(&id).copied().unwrap_or_else(|| Shown::built_in(id)));
            }
            _ => {}
        }
    }
    Ok(out)
}

/// The cells of a sheet that show their number as something else: by row from 1 and column from 0.
pub(crate) fn cells(
    book: &Book<'_>,
    index: usize,
    styles: &[Option<Shown>],
) -> Result<HashMap<(u32, u32), Shown>, ReadError> {
    let mut out = HashMap::new();
    if styles.iter().all(Option::is_none) {
        return Ok(out);
    }
    let part = book.part(index);
    let text = book.text(part)?;
    let mut scanner = Scanner::new(&text, part);
    let (mut row, mut col) = (0u32, 0u32);
    while let Some(token) = scanner.next()? {
        let Token::Start { name, attrs, .. } = token else { continue };
        match name {
            "row" => {
                row = attr(attrs, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
                col = 0;
            }
            "c" => {
                // A cell without a name stands beside the one before it.
                let named = attr(attrs, "r").and_then(sanitize::parse_cell);
                let at = named.map_or((row, col), |(r, c)| (r + 1, c));
                col = at.1.saturating_add(1);
                let style: Option<usize> = attr(attrs, "s").and_then(|s| s.parse().ok());
                if let Some(shown) = style.and_then(|s| *styles.get(s)?) {
                    out.insert(at, shown);
                }
            }
            _ => {}
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn desk_2_codes_of_number_formats_are_understood() {
        for code in ["0%", "0.00%", "#,##0.0 %", "0.00\\ %", "[Red]0%;-0%", "_-* 0.0%_-"] {
            assert_eq!(Shown::by_code(code), Some(Shown::Percent), "{code}");
        }
        for code in ["dd.mm.yyyy", "[$-409]d\\-mmm\\-yy;@", "yyyy\"年\"m\"月\"", "m/d/yy h:mm"] {
            assert_eq!(Shown::by_code(code), Some(Shown::Date), "{code}");
        }
        for code in ["General", "0.00", "h:mm:ss", "0\"% of spend\"", "0\\%", "[>1]0", "\"dd\"0", "@"] {
            assert_eq!(Shown::by_code(code), None, "{code}");
        }
    }
}
