//! What is written without anybody: sentences for the case that was found, and tables.

use crate::case;
use crate::document::{Block, Column, Inline, Line, Note, Row, Table, Text, line, slots};
use crate::facts::{Facts, Programme};
use crate::sentences::get;
use std::collections::BTreeMap;

/// A part that is written by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Auto {
    Cover,
    CoverEu,
    Terms,
    Products,
    Asked,
    Response,
    Spend,
    Quality,
    Classes,
    Mix,
    Checks,
    Actions,
    Relied,
    Published,
    Statuses,
    Covered,
    Recycled,
    Changes,
    LeftOut,
    Years,
    Origin,
    Programmes,
    Limits,
    AnnexSmelters,
    AnnexCountries,
    AnnexProducts,
}

/// The classes of answers, in which every supplier is once.
const CLASSES: [(&str, &str); 6] = [
    ("R8.no_metal", "None of these metals"),
    ("R8.products", "Answered for products, with smelters"),
    ("R8.company", "Answered for the company or a range of its own, with smelters"),
    ("R8.no_smelter", "Uses these metals, names no smelter"),
    ("R8.declined", "Declined, or was excused"),
    ("R8.silent", "Silent"),
];

/// What is set beside last year.
const YEARS: [(&str, &str); 5] = [
    ("P4", "Suppliers asked"),
    ("R1", "Answered"),
    ("R2", "Accepted"),
    ("S3", "Facilities"),
    ("S5", "Facilities in an assessment scheme"),
];

/// Writes a part.
pub fn write(auto: Auto, facts: &Facts) -> Result<Vec<Block>, String> {
    let case = |key: &str, case: Option<&str>, otherwise: &str| {
        vec![sentence(&format!("{key}.{}", case.unwrap_or(otherwise)))]
    };
    Ok(match auto {
        Auto::Cover => vec![sentence("cover")],
        Auto::CoverEu => vec![sentence("cover_eu")],
        Auto::Terms => {
            let terms = ["terms.1", "terms.2", "terms.3", "terms.4"];
            vec![Block::List(terms.iter().map(|key| slots(get(key))).collect())]
        }
        Auto::Products => vec![sentence("product_lines")],
        Auto::Asked => vec![sentence("asked")],
        Auto::Response => {
            let mut out = case("response", case::response(facts), "low");
            out.push(sentence("response.accepted"));
            out
        }
        Auto::Spend => vec![sentence("spend")],
        Auto::Quality => vec![sentence("quality")],
        Auto::Classes => vec![sentence("classes"), Block::Table(classes(facts)?)],
        Auto::Mix => case("mix", case::scope(facts), "product"),
        Auto::Checks => vec![sentence("checks")],
        Auto::Actions => vec![sentence("actions")],
        Auto::Relied => vec![sentence("relied")],
        Auto::Published => vec![sentence("published")],
        Auto::Statuses => statuses(facts)?,
        Auto::Covered => case("covered", case::covered(facts), "some"),
        Auto::Recycled => vec![sentence("recycled")],
        Auto::Changes => vec![sentence("changes")],
        Auto::LeftOut => vec![sentence("left_out")],
        Auto::Years => vec![sentence("years"), Block::Table(years(facts)?)],
        Auto::Origin => {
            let mut out = case("origin", case::origin(facts), "none");
            if !facts.origins.is_empty() {
                out.push(sentence("countries"));
            }
            out
        }
        Auto::Programmes => vec![sentence("programmes"), Block::Table(programmes(facts)?)],
        Auto::Limits => vec![sentence("limits")],
        Auto::AnnexSmelters => vec![Block::Table(smelters(facts)?)],
        Auto::AnnexCountries => vec![Block::Table(countries(facts)?)],
        Auto::AnnexProducts => vec![Block::Table(products(facts)?)],
    })
}

fn sentence(key: &str) -> Block {
    Block::Paragraph(slots(get(key)))
}

fn words(cells: &[&str]) -> Row {
    Row { cells: cells.iter().map(|cell| line(cell)).collect(), total: false }
}

fn total(label: &[&str], sum: u64) -> Row {
    let cells: Vec<Line> = label.iter().copied().map(line).chain([line(&sum.to_string())]).collect();
    Row { cells, total: true }
}

fn classes(facts: &Facts) -> Result<Table, String> {
    let mut rows: Vec<Row> = CLASSES
        .iter()
        .map(|(id, label)| Row {
            cells: vec![line(label), vec![Inline::Figure((*id).to_owned())]],
            total: false,
        })
        .collect();
    rows.push(total(&["Suppliers asked"], CLASSES.iter().filter_map(|(id, _)| facts.n(id)).sum()));
    Table::new("classes", "Answers by class", vec![Column::text("Class"), Column::number("Suppliers")], rows)
}

/// Metals below each other, since eight statuses beside each other fit no page; sums are made here.
fn statuses(facts: &Facts) -> Result<Vec<Block>, String> {
    let mut rows = Vec::new();
    let mut all = 0;
    for metal in &facts.metals {
        let of: Vec<_> = facts.statuses.iter().filter(|it| it.metal == *metal && it.facilities > 0).collect();
        rows.extend(of.iter().map(|it| words(&[metal, &it.status, &it.facilities.to_string()])));
        let sum = of.iter().map(|it| it.facilities).sum();
        all += sum;
        rows.push(total(&[metal, "All"], sum));
    }
    rows.push(total(&["All metals", "All"], all));
    let columns = vec![Column::text("Metal"), Column::text("Status"), Column::number("Facilities")];
    let table = Table::new("status", "Facilities by metal and status", columns, rows)?;
    let mut out = vec![sentence("status"), Block::Table(table)];
    for note in ["as_of", "conformant", "over", "under"] {
        out.push(Block::Note(Note { id: note.to_owned(), text: slots(get(&format!("note.{note}"))) }));
    }
    Ok(out)
}

fn years(facts: &Facts) -> Result<Table, String> {
    let rows = YEARS.iter().map(|(id, label)| {
        let last = facts.figure(id).and_then(|it| it.last_year.as_deref()).unwrap_or("defined otherwise");
        Row { cells: vec![line(label), vec![Inline::Figure((*id).to_owned())], line(last)], total: false }
    });
    let (this, last) = (facts.year.to_string(), (facts.year - 1).to_string());
    let columns = vec![Column::text("Figure"), Column::number(&this), Column::number(&last)];
    Table::new("years", "This year and the last", columns, rows.collect())
}

fn programmes(facts: &Facts) -> Result<Table, String> {
    let mut counts: BTreeMap<Programme, u64> =
        [Programme::Own, Programme::CrossRecognised, Programme::None].map(|it| (it, 0)).into();
    for facility in &facts.facilities {
        *counts.entry(facility.programme).or_default() += 1;
    }
    let label = |programme| match programme {
        Programme::Own => "Assessed by the scheme itself",
        Programme::CrossRecognised => "Assessed by another scheme that it recognises",
        Programme::None => "Not assessed",
    };
    let mut rows: Vec<Row> = counts.iter().map(|(it, n)| words(&[label(*it), &n.to_string()])).collect();
    rows.push(total(&["All"], counts.values().sum()));
    let columns = vec![Column::text("Assessment"), Column::number("Facilities")];
    Table::new("programmes", "Facilities by whose assessment they passed", columns, rows)
}

fn smelters(facts: &Facts) -> Result<Table, String> {
    let columns = ["Metal", "Name", "Country", "Number", "Status"].map(Column::text).into();
    let mut all: Vec<_> = facts.facilities.iter().collect();
    let order = |metal: &str| facts.metals.iter().position(|it| it == metal).unwrap_or(usize::MAX);
    all.sort_by(|a, b| {
        (order(&a.metal), &a.name, &a.country, &a.number).cmp(&(
            order(&b.metal),
            &b.name,
            &b.country,
            &b.number,
        ))
    });
    let rows = all.iter().map(|it| words(&[&it.metal, &it.name, &it.country, &it.number, &it.status]));
    Table::new("smelters", "Facilities that suppliers named", columns, rows.collect())
}

fn countries(facts: &Facts) -> Result<Table, String> {
    let columns = ["Country", "Metals", "Source"].map(Column::text).into();
    let rows = facts.origins.iter().map(|it| words(&[&it.country, &it.metals, &it.source]));
    Table::new("countries", "Countries that were named", columns, rows.collect())
}

fn products(facts: &Facts) -> Result<Table, String> {
    let columns = ["Product line", "Metals", "Needed for"].map(Column::text).into();
    let rows = facts.products.iter().map(|it| words(&[&it.name, &it.metals, &it.why]));
    Table::new("products", "Product lines in scope", columns, rows.collect())
}

/// The figures that blocks refer to, in their order.
pub fn figures(blocks: &[Block]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut look = |line: &Line| {
        for inline in line {
            if let Inline::Figure(id) = inline
                && !out.contains(id)
            {
                out.push(id.clone());
            }
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph(line) => look(line),
            Block::Note(note) => look(&note.text),
            Block::List(lines) => lines.iter().for_each(&mut look),
            Block::Table(table) => table.rows().iter().flat_map(|row| &row.cells).for_each(&mut look),
            Block::Heading(..) | Block::Link(_) => {}
        }
    }
    out
}

/// Paragraphs as somebody typed them; slots for figures work in them too.
pub fn typed(paragraphs: &[Text]) -> Vec<Block> {
    paragraphs.iter().map(|text| Block::Paragraph(slots(text.as_str()))).collect()
}
