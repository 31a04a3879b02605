//! Importing suppliers: upload, look, confirm. Nothing is written before the confirmation.

use crate::access::Reviewer;
use crate::mapping::{Column, Mapping, guess};
use crate::records::{ImportBatch, Relationship, Supplier};
use crate::setup::normal_email;
use crate::{Result, ServiceError, suppliers::tidy};
use domain::answer;
use domain::smelters::country::country_code;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Most rows that one import takes.
pub const MAX_ROWS: usize = 20_000;

/// The text that says that a supplier stands in the file twice.
const TWICE: &str = "problem.twice_in_file";

/// An uploaded table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    /// The file's name as uploaded.
    pub file: String,
    /// The header.
    pub header: Vec<String>,
    /// The rows: row number in the file, cells.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl Uploaded {
    /// Reads a CSV file or a workbook's first sheet.
    pub fn read(bytes: &[u8], file: &str) -> std::result::Result<Uploaded, sheets::ReadError> {
        let table = sheets::supplier_table(bytes, file)?;
        let rows = table.rows.into_iter().map(|r| (r.row, r.cells)).collect();
        Ok(Uploaded { file: file.chars().take(200).collect(), header: table.header, rows })
    }
}

/// A problem in the uploaded table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Row number in the file.
    pub row: u32,
    /// The header of the column; empty where the row as a whole is meant.
    pub column: String,
    /// Key of the text that says what is wrong.
    pub text: String,
    /// The cell's text.
    pub value: String,
    /// The row that it collides with.
    pub other: Option<u32>,
}

/// What an import would do to one supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// Row number in the file.
    pub row: u32,
    /// The supplier as it would be stored; version 0 for a new one.
    pub supplier: Supplier,
    /// For a known supplier: field key, old text, new text.
    pub changes: Vec<(&'static str, String, String)>,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The file's name.
    pub file: String,
    /// The table's header.
    pub header: Vec<String>,
    /// A few rows as they stand in the file.
    pub sample: Vec<Vec<String>>,
    /// The mapping used.
    pub mapping: Mapping,
    /// Suppliers to be added.
    pub new: Vec<RowChange>,
    /// Suppliers to be changed.
    pub changed: Vec<RowChange>,
    /// How many stay as they are.
    pub unchanged: usize,
    /// What is wrong, by row and column. Rows with a problem are not imported.
    pub problems: Vec<RowProblem>,
    /// How many rows have a problem.
    pub bad_rows: usize,
}

impl Reviewer {
    /// Keeps an uploaded table; the answer names it for preview and confirmation.
    pub async fn upload_suppliers(&self, table: Uploaded) -> Result<String> {
        if table.rows.is_empty() {
            return Err(ServiceError::field("file", "problem.empty_table"));
        }
        if table.rows.len() > MAX_ROWS {
            return Err(ServiceError::field("file", "problem.too_many_rows"));
        }
        let services = self.services();
        let batch = ImportBatch {
            id: services.new_id(),
            member: self.member().id.clone(),
            document: serde_json::to_string(&table).map_err(|e| ServiceError::Internal(e.to_string()))?,
            created_at: services.now(),
        };
        let id = batch.id.clone();
        services.store.put_import(batch).await?;
        Ok(id)
    }

    /// What confirming would do, with the guessed mapping or a corrected one.
    pub async fn preview_import(&self, batch: &str, mapping: Option<Mapping>) -> Result<Preview> {
        let found = self.services().store.import(batch).await?.filter(|b| b.member == self.member().id);
        let found = found.ok_or(ServiceError::NotFound)?;
        let table: Uploaded =
            serde_json::from_str(&found.document).map_err(|e| ServiceError::Internal(e.to_string()))?;
        let mut mapping = mapping.unwrap_or_else(|| guess(&table.header));
        mapping.resize(table.header.len(), None);
        let known = self.services().store.all_suppliers().await?;
        Ok(plan(&table, mapping, &known))
    }

    /// Adds and changes suppliers as the preview said. With problems in some rows, nothing is written unless
    /// `leave_bad_rows_out` says so. The answer: how many were added and changed.
    pub async fn confirm_import(
        &self,
        batch: &str,
        mapping: Mapping,
        leave_bad_rows_out: bool,
    ) -> Result<(usize, usize)> {
        let preview = self.preview_import(batch, Some(mapping)).await?;
        if preview.bad_rows > 0 && !leave_bad_rows_out {
            return Err(ServiceError::field("file", "problem.rows_with_problems"));
        }
        let services = self.services();
        let (new, changed) = (preview.new.len(), preview.changed.len());
        let suppliers = preview.new.into_iter().chain(preview.changed).map(|c| {
            let mut supplier = c.supplier;
            if supplier.id.is_empty() {
                supplier.id = services.new_id();
                supplier.created_at = services.now();
            }
            supplier
        });
        let detail = format!("{{\"added\":{new},\"changed\":{changed}}}");
        let log = self.did("suppliers.imported", format!("import:{batch}"), detail);
        services.store.apply_import(batch, suppliers.collect(), log).await?;
        Ok((new, changed))
    }
}

/// Works out what an import would do. Pure, so that preview and confirmation cannot differ.
pub fn plan(table: &Uploaded, mapping: Mapping, known: &[Supplier]) -> Preview {
    let mut out = Preview {
        file: table.file.clone(),
        header: table.header.clone(),
        sample: table.rows.iter().take(5).map(|r| r.1.clone()).collect(),
        ..Preview::default()
    };
    let key = |s: &str| answer::clean(s).to_lowercase();
    let by_reference: HashMap<String, &Supplier> =
        known.iter().filter(|s| !s.reference.is_empty()).map(|s| (key(&s.reference), s)).collect();
    let mut by_email: HashMap<&str, Vec<&Supplier>> = HashMap::new();
    for supplier in known.iter().filter(|s| !s.email.is_empty()) {
        by_email.entry(&supplier.email).or_default().push(supplier);
    }
    let column_of = |fact: Column| mapping.iter().position(|c| *c == Some(fact));
    let header_of = |fact: &str| {
        let column = Column::parse(fact).and_then(column_of).and_then(|i| table.header.get(i));
        column.cloned().unwrap_or_default()
    };
    if column_of(Column::Name).is_none() {
        let text = "problem.no_name_column".to_owned();
        out.problems.push(RowProblem {
            row: 1,
            column: String::new(),
            text,
            value: String::new(),
            other: None,
        });
        out.bad_rows = table.rows.len();
        out.mapping = mapping;
        return out;
    }
    let mut seen_reference: HashMap<String, u32> = HashMap::new();
    let mut seen_supplier: HashMap<String, u32> = HashMap::new();
    let mut seen_new_email: HashMap<String, u32> = HashMap::new();
    for (number, cells) in &table.rows {
        let cell = |fact: Column| column_of(fact).and_then(|i| cells.get(i)).map_or("", |c| answer::clean(c));
        if cells.iter().all(|c| answer::is_blank(c)) {
            continue;
        }
        let mut problems: Vec<RowProblem> = Vec::new();
        let mut problem = |fact: &str, text: &str, value: &str, other: Option<u32>| {
            let (text, value) = (text.to_owned(), value.chars().take(80).collect());
            problems.push(RowProblem { row: *number, column: header_of(fact), text, value, other });
        };
        let reference = key(cell(Column::Reference));
        let email = normal_email(cell(Column::Email));
        let old = by_reference.get(&reference).copied().or_else(|| {
            // By address only where it names one supplier, and not one with another number.
            let hits = by_email.get(email.as_str())?;
            let fits = |s: &&&Supplier| reference.is_empty() || s.reference.is_empty();
            (hits.len() == 1).then(|| hits.iter().find(fits).copied()).flatten()
        });
        if !reference.is_empty()
            && let Some(first) = seen_reference.insert(reference.clone(), *number)
        {
            problem("reference", TWICE, cell(Column::Reference), Some(first));
        }
        if reference.is_empty()
            && old.is_none()
            && !email.is_empty()
            && let Some(first) = seen_new_email.insert(email.clone(), *number)
        {
            problem("email", TWICE, cell(Column::Email), Some(first));
        }
        let mut supplier = old.cloned().unwrap_or_default();
        for fact in Column::ALL.into_iter().filter(|f| column_of(*f).is_some()) {
            let text = cell(fact);
            // A blank cell says nothing about a supplier that is known already.
            if text.is_empty() && old.is_some() {
                continue;
            }
            if let Err(text_key) = put(&mut supplier, fact, text) {
                problem(fact.key(), text_key, text, None);
            }
        }
        if let Some(old) = old
            && let Some(first) = seen_supplier.insert(old.id.clone(), *number)
            && problems.is_empty()
        {
            let (fact, value) = match reference.is_empty() {
                true => ("email", cell(Column::Email)),
                false => ("reference", cell(Column::Reference)),
            };
            let (text, value) = (TWICE.to_owned(), value.chars().take(80).collect());
            let column = header_of(fact);
            problems.push(RowProblem { row: *number, column, text, value, other: Some(first) });
        }
        match tidy(supplier) {
            Err(fields) => {
                for field in fields {
                    let value = Column::parse(&field.field).map_or("", cell).chars().take(80).collect();
                    let (column, text) = (header_of(&field.field), field.text);
                    let new = RowProblem { row: *number, column, text, value, other: None };
                    if !problems.iter().any(|p| p.column == new.column) {
                        problems.push(new);
                    }
                }
            }
            Ok(mut supplier) if problems.is_empty() => {
                // A new address deserves a new try.
                if old.is_some_and(|old| old.email != supplier.email) {
                    supplier.mail_problem = None;
                }
                let changes = old.map_or_else(Vec::new, |old| changes(old, &supplier));
                let change = RowChange { row: *number, supplier, changes };
                match old {
                    None => out.new.push(change),
                    Some(_) if change.changes.is_empty() => out.unchanged += 1,
                    Some(_) => out.changed.push(change),
                }
            }
            Ok(_) => {}
        }
        out.bad_rows += usize::from(!problems.is_empty());
        out.problems.extend(problems);
    }
    out.mapping = mapping;
    out
}

fn put(s: &mut Supplier, fact: Column, text: &str) -> std::result::Result<(), &'static str> {
    match fact {
        Column::Reference => s.reference = text.to_owned(),
        Column::Name => s.name = text.to_owned(),
        Column::Relationship => s.relationship = relationship(text).ok_or("problem.relationship")?,
        Column::Via => s.via = text.to_owned(),
        Column::ContactName => s.contact_name = text.to_owned(),
        Column::Email => s.email = text.to_owned(),
        Column::Language => s.language = language(text).ok_or("problem.language")?.to_owned(),
        Column::Country => s.country = country(text).ok_or("problem.country")?,
        Column::SpendShare => s.spend_share = share(text)?,
        Column::Parts => s.parts = text.to_owned(),
    }
    Ok(())
}

fn relationship(text: &str) -> Option<Relationship> {
    let plain: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    match plain.as_str() {
        "" | "direct" | "direkt" | "直接" | "tier1" | "1" => Some(Relationship::Direct),
        "contractmanufacturer" | "cm" | "ems" | "odm" | "lohnfertiger" | "代工厂" | "合同制造商" => {
            Some(Relationship::ContractManufacturer)
        }
        "indirect" | "indirekt" | "间接" | "tier2" | "2" => Some(Relationship::Indirect),
        _ => None,
    }
}

fn language(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let tag = match lower.as_str() {
        "" | "english" | "englisch" | "英文" | "英语" => "en",
        "chinese" | "mandarin" | "chinesisch" | "中文" | "simplified chinese" => "zh",
        other => other.split(['-', '_']).next().unwrap_or(""),
    };
    // Languages that the template knows but the portal does not yet speak are written to in English.
    const TEMPLATE: &[&str] = &["ja", "ko", "fr", "pt", "de", "es", "it", "tr"];
    let known = domain::text::LANGUAGES.iter().map(|l| l.0).find(|l| *l == tag);
    known.or_else(|| TEMPLATE.contains(&tag).then_some("en"))
}

fn country(text: &str) -> Option<String> {
    let code = if text.is_empty() { Some("") } else { country_code(text) };
    code.map(str::to_owned)
}

/// Reads a share of spend in percent (`12.5`, `12,5 %`) as hundredths of a percent.
fn share(text: &str) -> std::result::Result<Option<i64>, &'static str> {
    let plain = text.trim_end_matches('%').trim().replace(',', ".");
    if plain.is_empty() {
        return Ok(None);
    }
    match plain.parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(Some((percent * 100.0).round() as i64)),
        _ => Err("problem.share"),
    }
}

fn changes(old: &Supplier, new: &Supplier) -> Vec<(&'static str, String, String)> {
    let facts = |s: &Supplier| -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            ("reference", s.reference.clone()),
            ("name", s.name.clone()),
            ("relationship", s.relationship.key().to_owned()),
            ("via", s.via.clone()),
            ("contact_name", s.contact_name.clone()),
            ("email", s.email.clone()),
            ("language", s.language.clone()),
            ("country", s.country.clone()),
            ("spend_share", s.spend_share.map(|n| format!("{:.2}", n as f64 / 100.0)).unwrap_or_default()),
            ("parts", s.parts.clone()),
        ])
    };
    let (old, new) = (facts(old), facts(new));
    old.into_iter().filter(|(k, v)| new[k] != *v).map(|(k, v)| (k, v, new[k].clone())).collect()
}
