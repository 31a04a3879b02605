//! The tables that are made from facts, with every column that they can have.

use crate::day::written;
use crate::document::{Column, Inline, Line, Row, line};
use crate::draft::{Audit, Draft};
use crate::facts::{Facts, Programme};
use crate::look::{Dated, Known, Look, Whole};
use crate::part::Auto;
use crate::skeleton::What;
use std::collections::{BTreeMap, BTreeSet};

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

/// The table of a part, where it has one.
pub fn table(auto: Auto, facts: &Facts, dated: Dated) -> Option<Whole> {
    Some(match auto {
        Auto::Classes => classes(facts),
        Auto::Statuses => statuses(facts),
        Auto::Years => years(facts),
        Auto::Programmes => programmes(facts),
        Auto::AnnexSmelters => smelters(facts, dated),
        Auto::AnnexCountries => countries(facts),
        Auto::AnnexProducts => products(facts),
        Auto::AnnexTakenOff => taken_off(facts),
        _ => return None,
    })
}

/// The table of a draft's part, and how somebody wants it shown.
pub fn of_part<'a>(draft: &'a Draft, id: &str, facts: &Facts) -> Option<(Whole, Option<&'a Look>)> {
    let (item, plan) = draft.parts().find(|(item, _)| item.id == id)?;
    let look = item.look.as_ref();
    let whole = match plan.what {
        What::Auto(auto) => table(auto, facts, look.map_or(Dated::default(), |look| look.dated))?,
        What::Audits => audits(draft.audits()),
        _ => return None,
    };
    Some((whole, look))
}

/// The parts that are annexes and have rows.
pub fn annexes<'a>(draft: &'a Draft, facts: &'a Facts) -> impl Iterator<Item = &'a str> {
    let ids = draft.parts().map(|(item, _)| item.id.as_str());
    ids.filter(move |id| of_part(draft, id, facts).is_some_and(|(it, _)| it.free && !it.rows.is_empty()))
}

/// An annex as rows of words, as the report shows it, titles first. One that is not in the report is there as well:
/// some companies publish it beside.
pub fn annex(draft: &Draft, id: &str, facts: &Facts) -> Option<Vec<Vec<String>>> {
    annexes(draft, facts).find(|it| *it == id)?;
    let (whole, look) = of_part(draft, id, facts)?;
    let table = whole.shown(look).ok()?;
    let titles = table.columns().iter().map(|column| column.title.as_str().to_owned()).collect();
    let row = |row: &Row| row.cells.iter().map(|cell| facts.words(cell)).collect();
    Some(std::iter::once(titles).chain(table.rows().iter().map(row)).collect())
}

/// Columns of words, all of them shown.
fn texts<const N: usize>(columns: [(&'static str, &str); N]) -> Vec<Known> {
    columns.map(|(key, title)| Known::new(key, Column::text(title))).into()
}

fn words(cells: &[&str]) -> Row {
    Row { cells: cells.iter().map(|cell| line(cell)).collect(), total: false }
}

fn total(label: &[&str], sum: u64) -> Row {
    let cells: Vec<Line> = label.iter().copied().map(line).chain([line(&sum.to_string())]).collect();
    Row { cells, total: true }
}

fn figure(id: &str) -> Line {
    vec![Inline::Figure(id.to_owned())]
}

fn classes(facts: &Facts) -> Whole {
    let row = |(id, label): &(&str, &str)| Row { cells: vec![line(label), figure(id)], total: false };
    let mut rows: Vec<Row> = CLASSES.iter().map(row).collect();
    rows.push(total(&["Suppliers asked"], CLASSES.iter().filter_map(|(id, _)| facts.n(id)).sum()));
    let columns = vec![
        Known::new("class", Column::text("Class")),
        Known::new("suppliers", Column::number("Suppliers")),
    ];
    Whole { id: "classes", title: "Answers by class", columns, rows, free: false }
}

/// Metals below each other, since eight statuses beside each other fit no page; sums are made here.
fn statuses(facts: &Facts) -> Whole {
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
    let mut columns = texts([("metal", "Metal"), ("status", "Status")]);
    columns.push(Known::new("facilities", Column::number("Facilities")));
    Whole { id: "status", title: "Facilities by metal and status", columns, rows, free: false }
}

fn years(facts: &Facts) -> Whole {
    let rows = YEARS.iter().map(|(id, label)| {
        let last = facts.figure(id).and_then(|it| it.last_year.as_deref()).unwrap_or("defined otherwise");
        Row { cells: vec![line(label), figure(id), line(last)], total: false }
    });
    let (this, last) = (facts.year.to_string(), (facts.year - 1).to_string());
    let columns = vec![
        Known::new("figure", Column::text("Figure")),
        Known::new("this", Column::number(&this)),
        Known::new("last", Column::number(&last)),
    ];
    Whole { id: "years", title: "This year and the last", columns, rows: rows.collect(), free: false }
}

fn assessed(programme: Programme) -> &'static str {
    match programme {
        Programme::Own => "Assessed by the scheme itself",
        Programme::CrossRecognised => "Assessed by another scheme that it recognises",
        Programme::None => "Not assessed",
    }
}

fn programmes(facts: &Facts) -> Whole {
    let mut counts: BTreeMap<Programme, u64> =
        [Programme::Own, Programme::CrossRecognised, Programme::None].map(|it| (it, 0)).into();
    for facility in &facts.facilities {
        *counts.entry(facility.programme).or_default() += 1;
    }
    let mut rows: Vec<Row> = counts.iter().map(|(it, n)| words(&[assessed(*it), &n.to_string()])).collect();
    rows.push(total(&["All"], counts.values().sum()));
    let columns = vec![
        Known::new("assessment", Column::text("Assessment")),
        Known::new("facilities", Column::number("Facilities")),
    ];
    Whole {
        id: "programmes",
        title: "Facilities by whose assessment they passed",
        columns,
        rows,
        free: false,
    }
}

fn smelters(facts: &Facts, dated: Dated) -> Whole {
    let mut columns = texts([
        ("metal", "Metal"),
        ("name", "Name"),
        ("country", "Country"),
        ("number", "Number"),
        ("status", "Status"),
    ]);
    columns.push(Known::rare("assessment", Column::text("Assessment")));
    columns.push(Known::rare("recycled", Column::text("Recycled or scrap only")));
    // Every row has the same: none can be younger than the lists.
    let day = match dated {
        Dated::Lists => {
            let days: BTreeSet<_> = facts.lists.iter().map(|list| list.day).collect();
            days.into_iter().map(written).collect::<Vec<_>>().join("; ")
        }
        Dated::Asked => written(facts.list_day),
        Dated::Nothing => String::new(),
    };
    if dated != Dated::Nothing {
        columns.push(Known::rare("as_of", Column::text("Status as of")));
    }
    let mut all: Vec<_> = facts.facilities.iter().collect();
    let order = |metal: &str| facts.metals.iter().position(|it| it == metal).unwrap_or(usize::MAX);
    all.sort_by(|a, b| {
        let key = |it: &crate::facts::Facility| order(&it.metal);
        (key(a), &a.name, &a.country, &a.number).cmp(&(key(b), &b.name, &b.country, &b.number))
    });
    let rows = all.iter().map(|it| {
        let recycled = if it.recycled_only { "Yes" } else { "" };
        let cells = [
            &it.metal,
            &it.name,
            &it.country,
            &it.number,
            &it.status,
            assessed(it.programme),
            recycled,
            &day,
        ];
        words(&cells[..columns.len()])
    });
    let rows = rows.collect();
    Whole { id: "smelters", title: "Facilities that suppliers named", columns, rows, free: true }
}

fn countries(facts: &Facts) -> Whole {
    let columns = texts([("country", "Country"), ("metals", "Metals"), ("source", "Source")]);
    let rows = facts.origins.iter().map(|it| words(&[&it.country, &it.metals, &it.source])).collect();
    Whole { id: "countries", title: "Countries that were named", columns, rows, free: true }
}

fn products(facts: &Facts) -> Whole {
    let columns = texts([("line", "Product line"), ("metals", "Metals"), ("why", "Needed for")]);
    let rows = facts.products.iter().map(|it| words(&[&it.name, &it.metals, &it.why])).collect();
    Whole { id: "products", title: "Product lines in scope", columns, rows, free: true }
}

/// Beside the facilities, not among them: each as the list last had it, with why it was taken off.
fn taken_off(facts: &Facts) -> Whole {
    let columns = texts([
        ("metal", "Metal"),
        ("name", "Name"),
        ("country", "Country"),
        ("number", "Number"),
        ("why", "Why it was taken off"),
    ]);
    let row =
        |it: &crate::facts::TakenOff| words(&[&it.metal, &it.name, &it.country, &it.number, &it.status]);
    let rows = facts.taken_off.iter().map(row).collect();
    Whole { id: "taken-off", title: "Entries that the list took off", columns, rows, free: true }
}

/// Audits of smelters, as the regulation of the EU asks for them.
pub fn audits(audits: &[Audit]) -> Whole {
    let columns = texts([
        ("smelter", "Smelter or refiner"),
        ("auditor", "Auditor"),
        ("day", "Day"),
        ("scheme", "Scheme"),
    ]);
    let row = |audit: &Audit| {
        let day = written(audit.on);
        words(&[audit.smelter.as_str(), audit.auditor.as_str(), &day, audit.scheme.as_str()])
    };
    let rows = audits.iter().map(row).collect();
    Whole { id: "audits", title: "Audits by third parties", columns, rows, free: true }
}
