//! The findings that a snapshot counts, opened down to the field and the revision.

use super::super::pictures::CLASSES;
use super::super::rules::what;
use super::super::session::{Desk, PageResult};
use super::super::submission_view::SubmissionView;
use super::figures::{ROWS, removed};
use super::place::at;
use crate::http_error::HttpError;
use app::desk::parts::Paging;
use app::desk::reports::{FindingRow, FindingRows};
use app::desk::{Area, routes};
use app::kit::number::number;
use axum::extract::{Path, Query};
use domain::Texts;
use serde::Deserialize;
use service::ServiceError;
use service::reports::findings::{FindingsOf, FoundAt};

/// Whose findings, and which page of them.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    rule: String,
    class: String,
    page: usize,
}

impl Asked {
    fn of(&self) -> Option<FindingsOf> {
        if !self.rule.is_empty() {
            return Some(FindingsOf::Rule(self.rule.clone()));
        }
        let class = CLASSES.into_iter().find(|(_, key)| *key == self.class).map(|(class, _)| class);
        (class.is_some() || self.class == "other").then_some(FindingsOf::Class(class))
    }

    /// What they are called.
    fn name(&self, texts: &Texts) -> String {
        match &self.rule {
            class if class.is_empty() => texts.get(&format!("pictures.class.{}", self.class)).to_owned(),
            rule if texts.has(&format!("rule.{rule}.what")) => format!("{rule} · {}", what(texts, rule)),
            rule => rule.clone(),
        }
    }
}

pub async fn rows(desk: Desk, Path(id): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let counted = viewer.counted(&id).await?;
    let of = asked.of().ok_or(HttpError::NOT_FOUND)?;
    let frozen = counted.opened.snapshot.found(&of).filter(|rules| !rules.is_empty());
    let frozen = frozen.ok_or(HttpError::NOT_FOUND)?;
    let findings: u64 = frozen.iter().map(|rule| rule.findings).sum();
    let mut numbers = vec![("desk.report.findings", findings)];
    if let FindingsOf::Rule(_) = of {
        numbers.insert(0, ("desk.report.declarations", frozen.iter().map(|rule| rule.declarations).sum()));
    }
    let all = viewer.found(&counted.opened, &of).await?;
    let here = routes::with(routes::report_findings(&id), &[("rule", &asked.rule), ("class", &asked.class)]);
    let (range, paging) = Paging::numbered(&here, asked.page, ROWS, all.len());
    let from = usize::try_from(range.from.saturating_sub(1)).unwrap_or_default();
    let shown = &all[from.min(all.len())..(from + ROWS).min(all.len())];
    let page = FindingRows {
        report_name: counted.opened.head.name.clone(),
        name: asked.name(texts),
        counted: numbers.into_iter().map(|(key, n)| (texts.get(key).to_owned(), number(n))).collect(),
        opens: (all.len() as u64 != findings).then_some(all.len() as u64),
        rows: said(&desk, shown).await?,
        removed: removed(&desk, &counted).await?,
        report: id,
        range,
        paging,
    };
    desk.page(&page.name.clone(), Area::Reports, page).await
}

/// Findings in words, one submission in memory after the other.
async fn said(desk: &Desk, found: &[FoundAt]) -> Result<Vec<FindingRow>, ServiceError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let mut out = Vec::with_capacity(found.len());
    for of_one in found.chunk_by(|a, b| a.request == b.request) {
        let document = viewer.submitted(&of_one[0].request, of_one[0].number).await?;
        let Some(document) = document else { continue };
        let declared = SubmissionView::new(texts, document.definition()?, &document, &[]);
        out.extend(of_one.iter().map(|it| FindingRow {
            supplier: it.supplier.clone(),
            submission: texts.fmt("desk.report.submission", &[("n", &it.number.to_string())]),
            place: declared.place(&it.finding.location.id()),
            href: at(&it.request, it.number, &it.finding.location, &document.declaration),
            says: it.finding.what(texts),
            code: it.finding.code.clone(),
        }));
    }
    Ok(out)
}
