//! The company's product lines, one by one or from a table: what a table does not say stays as it was.

mod column;
mod names;

use super::own::OwnData;
use super::{Need, ProductLine};
use crate::access::Manager;
use crate::ports::during;
use crate::records::{Id, ImportBatch};
use crate::{FieldProblem, Result, ServiceError, csv};
use domain::smelters::name_words;
use domain::{Metal, Template, answer};
use serde::{Deserialize, Serialize};
use sheets::TableFile;
use std::collections::{HashMap, HashSet};

pub use column::{Column, to_key, to_of};
pub use names::Names;

/// Longest number or name, in characters.
pub const LONGEST: usize = 200;
/// Most product lines that there may be.
pub const MOST: usize = 20_000;

/// An upload that waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct UploadedProducts {
    products: TableFile,
}

/// A line that a table changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedLine {
    pub before: ProductLine,
    pub after: ProductLine,
}

/// Something wrong in a row: its number in the file, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    pub row: u64,
    pub problem: FieldProblem,
}

/// What a table would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductPlan {
    /// The file's name.
    pub file: String,
    /// The headers that nobody knows.
    pub unknown: Vec<String>,
    pub new: Vec<ProductLine>,
    pub changed: Vec<ChangedLine>,
    /// How many are in it and stay as they are.
    pub same: usize,
    pub problems: Vec<RowProblem>,
    /// The version that it was held against.
    pub version: i64,
}

fn plan(file: &TableFile, data: &OwnData, names: &Names, template: &Template) -> Result<ProductPlan> {
    let columns = Column::all(&template.metals);
    let folded = |text: &str| name_words::words(text).concat();
    let meaning = |header: &str| {
        let header = folded(header);
        let also = match header.as_str() {
            "productnumber" | "partnumber" => Some(Column::Number),
            "productname" | "product" => Some(Column::Name),
            _ => None,
        };
        also.or_else(|| columns.iter().copied().find(|c| folded(&c.header()) == header))
    };
    let headed = file.tables.iter().find_map(|table| {
        let at =
            table.rows.iter().position(|row| row.cells.iter().any(|c| meaning(c) == Some(Column::Number)))?;
        Some((table, at))
    });
    let (table, at) = headed.ok_or_else(|| ServiceError::field("file", "problem.no_product_numbers"))?;
    let header = &table.rows[at].cells;
    let meant: Vec<Option<Column>> = header.iter().map(|text| meaning(text)).collect();
    let unknown = header.iter().zip(&meant).filter(|(text, c)| c.is_none() && !answer::is_blank(text));
    let mut out = ProductPlan {
        file: file.name.clone(),
        unknown: unknown.map(|(text, _)| text.clone()).collect(),
        version: data.version,
        ..ProductPlan::default()
    };
    let there: HashMap<&str, &ProductLine> =
        data.own.lines.iter().map(|line| (line.number.as_str(), line)).collect();
    let mut seen = HashSet::new();
    for row in &table.rows[at + 1..] {
        let mut problems = Vec::new();
        let cells: Vec<(Column, &str)> = meant
            .iter()
            .zip(&row.cells)
            .filter_map(|(column, text)| Some(((*column)?, answer::clean(csv::unguarded(text)))))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        if cells.is_empty() {
            continue;
        }
        let number = cells.iter().find(|(c, _)| *c == Column::Number).map_or("", |(_, text)| *text);
        let before = there.get(number).copied();
        let mut line = before.cloned().unwrap_or_default();
        if number.is_empty() {
            problems.push(FieldProblem::new("number", "problem.no_number"));
        } else if !seen.insert(number.to_owned()) {
            problems.push(FieldProblem::with("number", "problem.number_twice", "name", number));
        }
        for (column, text) in cells {
            put(&mut line, column, text, names, &mut problems);
        }
        let number_of = row.row;
        if !problems.is_empty() {
            out.problems
                .extend(problems.into_iter().map(|problem| RowProblem { row: number_of.into(), problem }));
        } else if let Some(before) = before {
            match *before == line {
                true => out.same += 1,
                false => out.changed.push(ChangedLine { before: before.clone(), after: line }),
            }
        } else {
            out.new.push(line);
        }
    }
    if data.own.lines.len() + out.new.len() > MOST {
        return Err(ServiceError::field("file", "problem.too_many"));
    }
    Ok(out)
}

fn put(line: &mut ProductLine, column: Column, text: &str, names: &Names, problems: &mut Vec<FieldProblem>) {
    let long = |problems: &mut Vec<FieldProblem>, field: &str| {
        if text.chars().count() > LONGEST {
            problems.push(FieldProblem::new(field, "problem.too_long"));
        }
        text.to_owned()
    };
    match column {
        Column::Number => line.number = long(problems, "number"),
        Column::Name => line.name = long(problems, "name"),
        Column::RequesterNumber => line.requester_number = long(problems, "requester_number"),
        Column::RequesterName => line.requester_name = long(problems, "requester_name"),
        Column::Suppliers => {
            let before = line.suppliers.clone();
            line.suppliers = names.read(text.split([';', '\n']), &before, "suppliers", problems);
        }
        Column::To(metal) => match to_of(text) {
            Some(to) => need(line, metal).to = to,
            None => problems.push(FieldProblem::with(metal.key(), "problem.necessary", "name", text)),
        },
        Column::Remains(metal) => match text.to_lowercase().as_str() {
            "yes" => need(line, metal).remains = Some(true),
            "no" => need(line, metal).remains = Some(false),
            _ => problems.push(FieldProblem::with(metal.key(), "problem.yes_or_no", "name", text)),
        },
        Column::Why(metal) => need(line, metal).why = long(problems, metal.key()),
    }
}

/// What a line says of a metal; a new word where it says nothing.
fn need(line: &mut ProductLine, metal: Metal) -> &mut Need {
    let at = line.metals.iter().position(|need| need.metal == metal).unwrap_or_else(|| {
        line.metals.push(Need { metal, to: None, remains: None, why: String::new() });
        line.metals.len() - 1
    });
    &mut line.metals[at]
}

impl Manager {
    /// Stores a line in the place of the one that stood there, or as a new one. Everything else stays as it is.
    pub async fn save_product(&self, version: i64, at: Option<usize>, line: ProductLine) -> Result<OwnData> {
        let mut data = self.own_data().await?;
        if data.version != version {
            return Err(ServiceError::Conflict);
        }
        let mut others = data.own.lines.iter().enumerate().filter(|(i, _)| Some(*i) != at);
        if others.any(|(_, other)| other.number == line.number) {
            return Err(ServiceError::Invalid(vec![FieldProblem::with(
                "number",
                "problem.number_twice",
                "name",
                &line.number,
            )]));
        }
        match at {
            None if data.own.lines.len() >= MOST => {
                return Err(ServiceError::field("number", "problem.too_many"));
            }
            None => data.own.lines.push(line),
            Some(at) => *data.own.lines.get_mut(at).ok_or(ServiceError::NotFound)? = line,
        }
        self.save_own_data(data).await
    }

    /// Takes a line out.
    pub async fn remove_product(&self, version: i64, at: usize) -> Result<OwnData> {
        let mut data = self.own_data().await?;
        if data.version != version {
            return Err(ServiceError::Conflict);
        }
        if at >= data.own.lines.len() {
            return Err(ServiceError::NotFound);
        }
        data.own.lines.remove(at);
        self.save_own_data(data).await
    }

    /// Keeps an uploaded table of products; the answer names it for looking and confirming.
    pub async fn upload_products(&self, file: TableFile) -> Result<Id> {
        let services = self.services();
        let document = serde_json::to_string(&UploadedProducts { products: file })
            .map_err(|e| ServiceError::Internal(during("an upload cannot be written", e)))?;
        let id = services.new_id();
        let member = self.member().id.clone();
        let batch = ImportBatch { id: id.clone(), member, document, created_at: services.now() };
        services.store.put_import(batch).await?;
        Ok(id)
    }

    /// What confirming a table would do.
    pub async fn preview_products(&self, batch: &str, template: &Template) -> Result<ProductPlan> {
        let found = self.services().store.import(batch).await?.filter(|b| b.member == self.member().id);
        let found = found.ok_or(ServiceError::NotFound)?;
        // An upload of suppliers or smelters is no table of products.
        let UploadedProducts { products } =
            serde_json::from_str(&found.document).map_err(|_| ServiceError::NotFound)?;
        let names = Names::of(self.all_suppliers().await?);
        plan(&products, &self.own_data().await?, &names, template)
    }

    /// Takes a table over: new lines come behind the others, lines of the same number are changed, all others stay. Rows
    /// with problems are passed over. Says how many came and how many were changed.
    pub async fn confirm_products(
        &self,
        batch: &str,
        version: i64,
        template: &Template,
    ) -> Result<(usize, usize)> {
        let plan = self.preview_products(batch, template).await?;
        let mut data = self.own_data().await?;
        if data.version != version || plan.version != version {
            return Err(ServiceError::Conflict);
        }
        let (new, changed) = (plan.new.len(), plan.changed.len());
        if new + changed == 0 {
            return Ok((0, 0));
        }
        let mut after: HashMap<String, ProductLine> =
            plan.changed.into_iter().map(|c| (c.after.number.clone(), c.after)).collect();
        for line in &mut data.own.lines {
            if let Some(changed) = after.remove(&line.number) {
                *line = changed;
            }
        }
        data.own.lines.extend(plan.new);
        self.save_own_data(data).await?;
        Ok((new, changed))
    }
}

#[cfg(test)]
mod tests;
