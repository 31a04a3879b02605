//! Links of cells: a person sees a title, and the answer is where it leads.

use crate::book::Book;
use crate::distil::parse_cell;
use crate::notice::Notices;
use crate::xml::{Scanner, Token, attr, attr_text};
use crate::{ReadError, limits, values};
use domain::rules::has_web_address;
use domain::template::{Field, Input};
use domain::{Declaration, answer};
use std::collections::HashMap;

/// Where cells lead, by row and column counted from 0.
pub(crate) type Links = HashMap<(u32, u32), String>;

/// Most links that are looked at; an official sheet has about fifteen.
const MOST: usize = 1_000;
/// The longest address that browsers and spreadsheets take.
const LONGEST: usize = 2_080;
/// The largest sheet whose links are looked for; an official one has less than half a megabyte.
const LARGEST: u64 = 8 << 20;

/// The links of a sheet that lead out of the workbook: those of the sheet itself, and the formula `HYPERLINK`.
pub(crate) fn links(book: &Book<'_>, index: usize) -> Result<Links, ReadError> {
    let mut out = Links::new();
    if book.size(index) > LARGEST {
        return Ok(out);
    }
    let part = book.part(index);
    let text = book.text(part)?;
    let mut scanner = Scanner::new(&text, part);
    let mut targets: Option<HashMap<String, String>> = None;
    let mut here = None;
    // What stands behind the cells may be anything: it was never needed to read them.
    while let Ok(Some(token)) = scanner.next() {
        if out.len() >= MOST {
            break;
        }
        match token {
            Token::Start { name: "c", attrs, .. } => here = attr(attrs, "r").and_then(parse_cell),
            Token::Start { name: "f", empty: false, .. } => {
                if let (Some(at), Ok(Some(Token::Text(formula)))) = (here, scanner.next())
                    && let Some(target) = of_formula(formula)
                {
                    out.insert(at, target);
                }
            }
            Token::Start { name: "hyperlink", attrs, .. } => {
                let at = attr(attrs, "ref").and_then(|r| parse_cell(r.split(':').next().unwrap_or(r)));
                let (Some(at), Some(id)) = (at, attr(attrs, "id")) else { continue };
                if targets.is_none() {
                    targets = Some(book.external(index).unwrap_or_default());
                }
                let Some(target) = targets.as_ref().and_then(|t| t.get(id)) else { continue };
                let place = attr_text(attrs, "location").filter(|l| !l.is_empty());
                out.insert(at, place.map_or(target.clone(), |place| [target, "#", &place].concat()));
            }
            _ => {}
        }
    }
    out.retain(|_, target| target.len() <= LONGEST);
    Ok(out)
}

/// `HYPERLINK("https://…","title")` → `https://…`.
fn of_formula(formula: &str) -> Option<String> {
    let plain = quick_xml::escape::unescape(formula).ok()?;
    let rest = plain.trim_start_matches(['=', ' ', '+']);
    let rest =
        rest.get(..10).filter(|f| f.eq_ignore_ascii_case("HYPERLINK(")).map(|_| rest[10..].trim_start())?;
    let (mut out, mut chars) = (String::new(), rest.strip_prefix('"')?.chars().peekable());
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('"', Some('"')) => drop(chars.next()),
            ('"', _) => return Some(out),
            _ => {}
        }
        out.push(c);
    }
    None
}

/// Takes over where a cell leads, if that is what the field asks for and the text in the cell is not.
pub(crate) fn take(
    declaration: &mut Declaration,
    field: &Field,
    cell: &str,
    links: &Links,
    notices: &mut Notices,
) {
    let sheet = "Declaration";
    let Some(target) = parse_cell(cell).and_then(|at| links.get(&at)) else { return };
    let target = values::clean_named(sheet, || cell.to_owned(), answer::clean(target), notices);
    let text = declaration.answer(&field.key).to_owned();
    let is_web = |t: &str| {
        let start = |s: &str| t.get(..s.len()).is_some_and(|b| b.eq_ignore_ascii_case(s));
        start("https://") || start("http://")
    };
    let (said, code) = match field.input {
        Input::Email => {
            let address = answer::normal_email(&target);
            if !answer::is_email(&address) || answer::is_email(&answer::normal_email(&text)) {
                return;
            }
            (address, "link_taken")
        }
        _ if field.comment_of.is_none() || !is_web(&target) || has_web_address(&text) => return,
        // One line asks for the address itself, a comment has room for both.
        Input::Text => (target.clone(), "link_taken"),
        _ if answer::is_blank(&text) => return,
        _ if text.chars().count() + target.chars().count() + 3 > limits::CELL_CHARS => return,
        _ => (format!("{text} ({target})"), "link_kept"),
    };
    let shown: String = answer::clean(&text).chars().take(80).collect();
    match code {
        "link_taken" => notices.add(sheet, cell, code, &[("value", &shown), ("target", &said)]),
        _ => notices.add(sheet, cell, code, &[("target", &target)]),
    }
    declaration.set(&field.key, said);
}

#[cfg(test)]
mod tests {
    use super::of_formula;

    #[test]
    fn rule_1_the_formula_says_where_it_leads() {
        for (formula, target) in [
            (
                "HYPERLINK(\"https://a.example/p?x=1&amp;y=2\",\"Policy\")",
                Some("https://a.example/p?x=1&y=2"),
            ),
            ("=hyperlink( &quot;mailto:a@b.example&quot; )", Some("mailto:a@b.example")),
            ("HYPERLINK(\"a\"\"b\",\"c\")", Some("a\"b")),
            ("HYPERLINK(A1,\"c\")", None),
            ("SUM(A1)", None),
        ] {
            assert_eq!(of_formula(formula).as_deref(), target, "{formula}");
        }
    }
}
