//! Tables that somebody typed: lines with `|`, the first with the headings. Nothing counts them, so that they are added up here.

use crate::document::{Block, Column, Line, MOST_COLUMNS, Row, Table, Text};
use crate::facts::Facts;

/// What stands before the title of a table that follows.
const TITLE: &str = "Table:";

/// Parts that do not sum to what is called their total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongSum {
    /// The table's title.
    pub table: String,
    /// The column or the row, as it is called.
    pub of: String,
    /// The parts with their sum: `34 + 3 + 18 = 55`.
    pub parts: String,
    pub total: String,
}

/// Lines as paragraphs and tables, and which tables do not add up. `part` and a number name each table.
pub fn blocks(
    part: &str,
    lines: &[Text],
    read: fn(&str) -> Line,
    facts: &Facts,
) -> (Vec<Block>, Vec<WrongSum>) {
    let (mut out, mut wrong) = (Vec::new(), Vec::new());
    let mut at = 0;
    let mut tables = 0;
    while at < lines.len() {
        let title = lines[at].as_str().strip_prefix(TITLE).map(str::trim);
        let from = at + usize::from(title.is_some());
        let rows = table_at(&lines[from..]);
        if rows.len() < 2 {
            out.push(Block::Paragraph(read(lines[at].as_str())));
            at += 1;
            continue;
        }
        tables += 1;
        let title = match title {
            Some(title) if !title.is_empty() => title.to_owned(),
            _ => rows[0].join(", "),
        };
        let printed: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| facts.words(&read(cell))).collect()).collect();
        wrong.extend(sums(&title, &printed));
        match drawn(&format!("own-{part}-{tables}"), &title, &rows, &printed, read) {
            Some(table) => out.push(Block::Table(table)),
            // Wider than a page: as it was typed.
            None => {
                let lines = lines[at..from + rows.len()].iter();
                out.extend(lines.map(|line| Block::Paragraph(read(line.as_str()))));
            }
        }
        at = from + rows.len();
    }
    (out, wrong)
}

/// The rows of the table that begins here: lines with as many cells as the first.
fn table_at(lines: &[Text]) -> Vec<Vec<&str>> {
    let cells = |line: &Text| line.as_str().trim().trim_matches('|').split('|').count();
    let width = lines.first().map_or(0, cells);
    if width < 2 {
        return Vec::new();
    }
    let rows = lines.iter().take_while(|line| line.as_str().contains('|') && cells(line) == width);
    rows.map(|line| line.as_str().trim().trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn drawn(
    id: &str,
    title: &str,
    rows: &[Vec<&str>],
    printed: &[Vec<String>],
    read: fn(&str) -> Line,
) -> Option<Table> {
    if rows[0].len() > MOST_COLUMNS {
        return None;
    }
    let is_number =
        |at: usize| printed[1..].iter().all(|row| is_blank(&row[at]) || number(&row[at]).is_some());
    let column = |(at, title): (usize, &&str)| match is_number(at) && at > 0 {
        true => Column::number(title),
        false => Column::text(title),
    };
    let columns = rows[0].iter().enumerate().map(column).collect();
    let row = |(row, printed): (&Vec<&str>, &Vec<String>)| Row {
        cells: row.iter().map(|cell| read(cell)).collect(),
        total: is_total(&printed[0]),
    };
    Table::new(id, title, columns, rows[1..].iter().zip(&printed[1..]).map(row).collect()).ok()
}

/// Whether this is what a total is called.
fn is_total(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    label == "all"
        || label.starts_with("all ")
        || words.any(|word| matches!(word, "total" | "totals" | "sum"))
}

/// Nothing, or what stands for it.
fn is_blank(cell: &str) -> bool {
    matches!(cell.trim(), "" | "-" | "–" | "—")
}

/// A number and how many decimals it has. Of `34 (64 %)` and `34 of 53 (64 %)` it is 34; a share alone is none, since shares
/// are not added up.
fn number(cell: &str) -> Option<(i128, u32)> {
    let text = cell.split('(').next().unwrap_or_default();
    let text = text.split(" of ").next().unwrap_or_default().trim();
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split([',', ' ', '\u{a0}', '\u{202f}']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = !first.is_empty() && digits(first) && digits(decimals) && decimals.len() < 10;
    if !fits || !(rest.is_empty() || first.len() <= 3) || !rest.iter().all(|it| it.len() == 3 && digits(it)) {
        return None;
    }
    let all: String = [first].into_iter().chain(rest).chain([decimals]).collect();
    Some((all.parse().ok().filter(|_| all.len() < 30)?, decimals.len() as u32))
}

/// One of a row's or a column's cells.
struct Cell<'a> {
    text: &'a str,
    is_total: bool,
}

fn sums(title: &str, table: &[Vec<String>]) -> Vec<WrongSum> {
    let mut wrong = Vec::new();
    let (head, rows) = (&table[0], &table[1..]);
    let mut look = |of: &str, cells: Vec<Cell<'_>>| {
        let found = (0..cells.len()).filter(|at| cells[*at].is_total).find_map(|at| added(&cells, at));
        wrong.extend(found.map(|(parts, total)| WrongSum {
            table: title.to_owned(),
            of: of.to_owned(),
            parts,
            total,
        }));
    };
    for (at, name) in head.iter().enumerate().skip(1) {
        look(name, rows.iter().map(|row| Cell { text: &row[at], is_total: is_total(&row[0]) }).collect());
    }
    for row in rows {
        let cells = row.iter().zip(head).skip(1);
        look(&row[0], cells.map(|(text, head)| Cell { text, is_total: is_total(head) }).collect());
    }
    wrong
}

/// The parts with their sum, and the total, where they differ. A total may be that of the cells since the last total, of
/// all before it that are no totals, or of the totals before it; the first of all may be that of those behind it.
fn added(cells: &[Cell<'_>], at: usize) -> Option<(String, String)> {
    let total = number(cells[at].text)?;
    let since = cells[..at].iter().rposition(|cell| cell.is_total).map_or(0, |last| last + 1);
    let (near, before, behind) = (&cells[since..at], &cells[..at], &cells[at + 1..]);
    let plain = |some: &[Cell<'_>]| added_up(some.iter().filter(|cell| !cell.is_total));
    let totals = || added_up(before.iter().filter(|cell| cell.is_total));
    let first = match (before.is_empty(), near.is_empty()) {
        (true, _) => plain(behind)?,
        (_, true) => totals().filter(|sum| sum.count > 1)?,
        _ => plain(near)?,
    };
    let is_it =
        |sum: &Added| scaled(sum.value, total.1.max(sum.value.1)) == scaled(total, total.1.max(sum.value.1));
    let others = [plain(before), totals()];
    if is_it(&first) || others.iter().flatten().any(|sum| sum.count > 1 && is_it(sum)) {
        return None;
    }
    // Nothing to add up: a total beside a total, or alone.
    (first.count > 0).then(|| (first.words, cells[at].text.trim().to_owned()))
}

struct Added {
    value: (i128, u32),
    count: usize,
    words: String,
}

fn scaled((value, decimals): (i128, u32), to: u32) -> i128 {
    value * 10_i128.pow(to - decimals)
}

/// None where one of the cells is neither a number nor blank nor a share.
fn added_up<'a>(cells: impl Iterator<Item = &'a Cell<'a>>) -> Option<Added> {
    let (mut parts, mut words) = (Vec::new(), Vec::new());
    for cell in cells.filter(|cell| !is_blank(cell.text) && !cell.text.trim().ends_with('%')) {
        parts.push(number(cell.text)?);
        words.push(cell.text.trim().to_owned());
    }
    let decimals = parts.iter().map(|part| part.1).max().unwrap_or(0);
    let sum: i128 = parts.iter().map(|part| scaled(*part, decimals)).sum();
    let (whole, rest) = (sum / 10_i128.pow(decimals), sum % 10_i128.pow(decimals));
    let printed = match decimals {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest:0width$}", width = decimals as usize),
    };
    Some(Added {
        value: (sum, decimals),
        count: parts.len(),
        words: format!("{} = {printed}", words.join(" + ")),
    })
}

#[cfg(test)]
mod tests;
