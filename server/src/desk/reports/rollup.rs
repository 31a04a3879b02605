//! The company's own declaration, and what it rests on.

use super::super::session::{Desk, PageResult};
use super::words::{gives, left_out, settings, when};
use crate::http_error::HttpError;
use app::desk::reports::{CellLine, LeftOutLine, RolledUp, SmelterLine, TraceLine, TracePage};
use app::desk::{Area, routes};
use axum::extract::Path;
use domain::smelters::country::country_in;
use domain::text::joined;
use domain::{Severity, Texts};
use service::reports::counted::Counted;
use std::collections::BTreeMap;

/// How many smelters, or suppliers and rows, a page shows; the files have all.
const SHOWN: usize = 500;

fn cell(texts: &Texts, counted: &Counted, at: usize) -> CellLine {
    let cell = &counted.rollup.cells[at];
    let field = counted.template.field(&cell.key);
    let metal = field.and_then(|f| f.metal);
    CellLine {
        question: field.map_or_else(|| cell.key.clone(), |f| f.number.clone()),
        metal: metal.map_or(String::new(), |m| texts.get(&format!("metal.{}", m.key())).to_owned()),
        value: cell.value.clone(),
        open: cell.is_open,
        rule: when(texts, cell.rule),
        code: cell.rule.code(),
        pro: cell.pro.len() as u64,
        contra: cell.contra.len() as u64,
        silent: cell.silent.len() as u64,
        key: cell.key.clone(),
    }
}

fn smelters(texts: &Texts, counted: &Counted) -> Vec<SmelterLine> {
    let line = |s: &service::reports::Reported| SmelterLine {
        metal: texts.get(&format!("metal.{}", counted.template.metals[s.key.metal].key())).to_owned(),
        cid: s.key.cid().unwrap_or_default().to_owned(),
        name: if s.name.is_empty() {
            texts.get("desk.rollup.not_identified").to_owned()
        } else {
            s.name.clone()
        },
        country: country_in(texts.language(), &s.country).to_owned(),
        status: s.status.map_or("–".to_owned(), |status| {
            texts.get(&format!("smelters.class.{}", status.key())).to_owned()
        }),
        suppliers: s.suppliers.len() as u64,
        could_reveal: s.could_reveal(),
    };
    counted.rollup.smelters.iter().take(SHOWN).map(line).collect()
}

/// A smelter that may not be passed on, with the terms of the list that has it.
fn held(texts: &Texts, s: &service::reports::Reported) -> (String, String) {
    let key = s.held_by.map_or(String::new(), |class| format!("smelters.terms.{}", class.key()));
    ([s.key.cid().unwrap_or_default(), &s.name].join(" "), texts.get(&key).to_owned())
}

/// A finding with its question.
fn finding(texts: &Texts, counted: &Counted, finding: &domain::Finding) -> String {
    let said = joined(&finding.what(texts), &finding.todo(texts));
    let domain::Location::Field { key } = &finding.location else { return said };
    let field = counted.template.field(key).filter(|field| !field.number.is_empty());
    let Some(field) = field else { return said };
    let metal =
        field.metal.map_or(String::new(), |m| format!(" {}", texts.get(&format!("metal.{}", m.key()))));
    format!("{}{metal}: {said}", field.number)
}

pub async fn show(desk: Desk, Path(id): Path<String>) -> PageResult {
    let counted = desk.viewer().counted(&id).await?;
    let leaving = desk.viewer().leaving(&counted).await?;
    let texts = desk.texts();
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for row in &counted.rollup.left_out {
        *reasons.entry(left_out(texts, row.reason)).or_default() += 1;
    }
    let errors = counted.findings.iter().filter(|f| f.severity == Severity::Error);
    let body = RolledUp {
        name: counted.opened.head.name.clone(),
        settings: settings(texts, &counted.opened.snapshot.settings),
        cells: (0..counted.rollup.cells.len()).map(|at| cell(texts, &counted, at)).collect(),
        smelters: smelters(texts, &counted),
        more_smelters: counted.rollup.smelters.len().saturating_sub(SHOWN) as u64,
        left_out: reasons.into_iter().map(|(reason, rows)| LeftOutLine { reason, rows }).collect(),
        leaks: leaving.leaks.iter().map(|leak| (leak.place.clone(), leak.text.clone())).collect(),
        held: counted.rollup.held().take(SHOWN).map(|s| held(texts, s)).collect(),
        errors: errors.map(|f| finding(texts, &counted, f)).collect(),
        leaves: leaving.may_leave(),
        id,
    };
    desk.page(&counted.opened.head.name, Area::Reports, body).await
}

pub async fn trace(desk: Desk, Path((id, key)): Path<(String, String)>) -> PageResult {
    let counted = desk.viewer().counted(&id).await?;
    let at = counted.rollup.cells.iter().position(|cell| cell.key == key).ok_or(HttpError::NOT_FOUND)?;
    let (rests_on, survey) = (&counted.rollup.cells[at], &counted.opened.survey);
    let mut lines = Vec::new();
    let sides = [
        ("desk.rollup.pro", &rests_on.pro),
        ("desk.rollup.contra", &rests_on.contra),
        ("desk.rollup.silent", &rests_on.silent),
    ];
    for (side, suppliers) in sides {
        lines.extend(suppliers.iter().map(|s| {
            let supplier = &survey.suppliers[*s as usize];
            TraceLine { what: supplier.name.clone(), href: Some(routes::supplier(&supplier.id)), side }
        }));
    }
    lines.extend(rests_on.lines.iter().map(|line| TraceLine {
        what: line.clone(),
        href: Some(routes::own_data()),
        side: "desk.rollup.own_line",
    }));
    lines.extend(rests_on.rows.iter().map(|row| {
        let row = &survey.rows()[*row as usize];
        let request = &survey.requests[row.request as usize];
        TraceLine {
            what: format!("{} · {}", survey.supplier_of(row.request).name, row.line),
            href: Some(routes::with(routes::request(&request.id), &[("view", "smelters")])),
            side: "desk.rollup.row",
        }
    }));
    let beyond = lines.len().saturating_sub(SHOWN) as u64;
    lines.truncate(SHOWN);
    let body = TracePage {
        beyond,
        report: id,
        report_name: counted.opened.head.name.clone(),
        cell: cell(desk.texts(), &counted, at),
        gives: gives(desk.texts(), rests_on.rule),
        lines,
    };
    desk.page(&body.cell.question.clone(), Area::Reports, body).await
}
