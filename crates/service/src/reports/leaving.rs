//! What leaves: the company's own declaration, and what is held back.

use super::counted::Counted;
use crate::access::Viewer;
use crate::declarations::submission::Document;
use crate::ports::during;
use crate::{Result, ServiceError};
use domain::Finding;
use std::collections::BTreeMap;

impl Counted {
    /// Whether nothing contradicts itself, and all that was counted is still there: else everything is held back, since
    /// what leaves would say something else than what was frozen.
    pub fn holds(&self) -> bool {
        self.broken.is_empty()
            && self.changed.is_empty()
            && self.opened.missing.is_empty()
            && self.opened.missing_lists.is_empty()
    }

    /// All figures as lines of a file.
    pub fn figures_csv(&self) -> String {
        self.figures.csv()
    }

    /// All figures as JSON.
    pub fn figures_json(&self) -> Result<String> {
        serde_json::to_string_pretty(&self.figures)
            .map_err(|e| ServiceError::Internal(during("the figures cannot be written", e)))
    }

    /// Whether the declaration may leave: no contradiction, nothing that names a supplier, and complete as the rules have it.
    pub fn may_leave(&self) -> bool {
        let blocks = |f: &Finding| f.severity == domain::Severity::Error;
        self.holds() && self.rollup.leaks.is_empty() && !self.findings.iter().any(blocks)
    }

    fn leaving(&self) -> Result<Document> {
        if !self.may_leave() {
            return Err(ServiceError::Conflict);
        }
        Ok(Document {
            schema: 1,
            template: self.template.kind.to_string(),
            version: self.template.version.to_string(),
            declaration: self.rollup.declaration.clone(),
            explanations: BTreeMap::new(),
        })
    }

    /// The declaration as JSON, in the shape of every other: the same bytes for the same snapshot.
    pub fn leaving_json(&self) -> Result<String> {
        Ok(self.leaving()?.seal().0)
    }

    /// What each answer rests on, as lines for a file that stays inside.
    pub fn trace(&self) -> Vec<Vec<String>> {
        let survey = &self.opened.survey;
        let head = ["place", "answer", "rule", "when", "supplier", "stands", "lines"];
        let mut out = vec![head.map(str::to_owned).to_vec()];
        for cell in &self.rollup.cells {
            let sides = [("for", &cell.pro), ("against", &cell.contra), ("silent", &cell.silent)];
            let line = |supplier: &str, stands: &str| {
                let texts = [
                    cell.key.as_str(),
                    &cell.value,
                    cell.rule.code(),
                    cell.rule.when(),
                    supplier,
                    stands,
                    &cell.lines.join(", "),
                ];
                texts.map(str::to_owned).to_vec()
            };
            let before = out.len();
            for (stands, suppliers) in sides {
                out.extend(suppliers.iter().map(|s| line(&survey.suppliers[*s as usize].name, stands)));
            }
            if out.len() == before {
                out.push(line("", ""));
            }
        }
        for (at, smelter) in self.rollup.smelters.iter().enumerate() {
            let place = format!("smelters[{}]", at + 1);
            for supplier in &smelter.suppliers {
                let name = &survey.suppliers[*supplier as usize].name;
                let texts = [
                    &place,
                    &smelter.name,
                    smelter.rule.code(),
                    smelter.rule.when(),
                    name.as_str(),
                    "for",
                    "",
                ];
                out.push(texts.map(str::to_owned).to_vec());
            }
        }
        out
    }
}

impl Viewer {
    /// The company's own declaration as a workbook: the official template filled, where one is kept.
    pub async fn leaving_workbook(&self, counted: &Counted, language: &str) -> Result<Vec<u8>> {
        let document = counted.leaving()?;
        let template = document.definition()?.name();
        self.services().workbook(document.declaration, &template, language).await
    }
}
