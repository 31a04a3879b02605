//! The declaration that leaves: the company's own words, names of the list, and comments made here. Nothing else.

use crate::own::Own;
use crate::questions::left_out_words;
use crate::reported::Reported;
use crate::resolve::Who;
use crate::rolled_up::Rollup;
use crate::rules::{Cell, Rule};
use crate::settings::Settings;
use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::draft::GAP;
use domain::template::{SCOPE_PRODUCTS, Section};
use domain::{Declaration, ProductRow, RowId, SmelterRow, Template, answer};

/// Writes the declaration of what was worked out.
pub(crate) fn declaration(
    rollup: &Rollup,
    own: &Own,
    settings: &Settings,
    template: &Template,
) -> Declaration {
    let mut out = Declaration::default();
    for field in template.section(Section::new("company")) {
        if let Some(text) = own.company.get(&field.key) {
            out.set(&field.key, answer::clean(text));
        }
    }
    out.set("company.effective_date", settings.frozen_on.map_or_else(String::new, String::from));
    for cell in &rollup.cells {
        out.set(&cell.key, cell.value.as_str());
        let comment = comment(cell, rollup, own, settings, template);
        let key = format!("{}.comment", cell.key);
        if template.field(&key).is_some() {
            out.set(&key, comment);
        }
    }
    for reported in &rollup.smelters {
        rows(reported, template, &mut out.smelters);
    }
    if out.is("company.scope", SCOPE_PRODUCTS) {
        out.products = products(own, settings);
    }
    out
}

/// What is said beside an answer: made here, or the company's own.
fn comment(cell: &Cell, rollup: &Rollup, own: &Own, settings: &Settings, template: &Template) -> String {
    let metal = template.field(&cell.key).and_then(|field| field.metal);
    let m = metal.and_then(|metal| template.metals.iter().position(|known| *known == metal));
    match cell.rule {
        Rule::CoveredSupplier | Rule::HighRiskSupplier => "Reported from within the supply chain.".to_owned(),
        // What is known from a list that may not be passed on makes the answer, and nothing says so.
        Rule::CoveredSmelter
            if !rollup.smelters.iter().any(|s| Some(s.key.metal) == m && s.covered_may_be_said) =>
        {
            String::new()
        }
        Rule::CoveredSmelter | Rule::HighRiskSmelter => {
            "A smelter that is reported here is known to source there.".to_owned()
        }
        Rule::HighRiskCovered => "See the answer about the covered countries.".to_owned(),
        Rule::Share => {
            let (n, silent) = (cell.pro.len(), cell.silent.len());
            let of = n + silent;
            format!("{n} of {of} direct suppliers that use this metal or may. {}", settings.printed())
        }
        Rule::ReportedNot | Rule::ReportedAll => {
            let of_metal =
                rollup.left_out.iter().filter(|l| l.metal.map(usize::from) == m || l.metal.is_none());
            left_out_words(&of_metal.copied().collect::<Vec<_>>())
        }
        Rule::Policy | Rule::UsedDecided | Rule::RemainsDecided => {
            own.answers.get(&cell.key).map(|own| own.comment.clone()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn rows(reported: &Reported, template: &Template, out: &mut Vec<SmelterRow>) {
    let blank = [(String::new(), String::new())];
    let mines = if reported.mines.is_empty() { &blank } else { reported.mines.as_slice() };
    for (mine, mine_country) in mines {
        let number = out.len() as u64 + 1;
        let mut row = SmelterRow {
            id: RowId(number),
            order: number * GAP,
            metal: template.metals[reported.key.metal].name().to_owned(),
            mine: mine.clone(),
            mine_country: mine_country.clone(),
            recycled: reported.recycled.text().to_owned(),
            country: reported.country.clone(),
            ..SmelterRow::default()
        };
        match &reported.key.who {
            Who::NotIdentified => {
                NOT_IDENTIFIED.clone_into(&mut row.lookup);
                row.recycled.clear();
            }
            Who::Cid(cid) if reported.is_listed => {
                row.cid.clone_from(cid);
                row.lookup.clone_from(&reported.name);
            }
            // A number that the workbook does not know breaks its formulas: it stands beside.
            Who::Cid(cid) => {
                NOT_LISTED.clone_into(&mut row.lookup);
                row.name.clone_from(&reported.name);
                row.identification.clone_from(cid);
            }
            Who::Named(..) => {
                NOT_LISTED.clone_into(&mut row.lookup);
                row.name.clone_from(&reported.name);
            }
        }
        out.push(row);
    }
}

fn products(own: &Own, settings: &Settings) -> Vec<ProductRow> {
    let lines = own.lines.iter().filter(|line| settings.takes(line));
    let row = |(number, line): (u64, &crate::own::ProductLine)| ProductRow {
        id: RowId(number),
        order: number * GAP,
        number: line.number.clone(),
        name: line.name.clone(),
        requester_number: line.requester_number.clone(),
        requester_name: line.requester_name.clone(),
        ..ProductRow::default()
    };
    (1..).zip(lines).map(row).collect()
}
