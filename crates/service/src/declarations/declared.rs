//! What submissions say, as rows of tables, beside their documents: written with each submission, made anew where the
//! way of making them has changed (`touchstone rebuild` does all).

use crate::declarations::submission::Document;
use crate::records::{Declared, DeclaredRow, ReportedSmelter, RequestId, Submission};
use crate::{Result, Services, secrets};
use domain::smelters::TypedSmelter;
use domain::smelters::matching::{name_key, named};
use domain::{Row, Table};

/// How rows are made. Raise it with whatever changes what a document's rows are, the folding of names included: a test
/// says when.
pub const SHAPE: i64 = 1;

/// How many submissions are read at once.
const ROUND: u32 = 50;

impl Declared {
    /// The rows of a document.
    pub fn of(request: &RequestId, number: i64, document: &Document) -> Declared {
        let d = &document.declaration;
        let said = d.answers.iter().filter(|(_, text)| !text.is_empty());
        let of_table = |table: Table| {
            let rows = d.rows(table).iter().filter(|row| !row.is_blank());
            (1..).zip(rows).map(|(line, row)| declared_row(table, line, row)).collect::<Vec<_>>()
        };
        Declared {
            request: request.to_owned(),
            number,
            shape: SHAPE,
            answers: said.map(|(key, text)| (key.clone(), text.clone())).collect(),
            rows: Table::all().into_iter().flat_map(of_table).collect(),
        }
    }
}

fn declared_row(table: Table, line: i64, row: &dyn Row) -> DeclaredRow {
    DeclaredRow {
        kind: table.key().to_owned(),
        line,
        id: row.id().0.to_string(),
        cells: table.filled(row).map(|(key, text)| (key.to_owned(), text.to_owned())).collect(),
        reported: table.smelter(row).map(reported),
    }
}

fn reported(typed: TypedSmelter) -> ReportedSmelter {
    let written = serde_json::to_vec(&typed).unwrap_or_default();
    ReportedSmelter {
        id: secrets::sha256_hex(&written)[..32].to_owned(),
        metal: domain::template::metal(&typed.metal).map_or("", |metal| metal.key()).to_owned(),
        name_key: named(&typed).map(name_key).unwrap_or_default(),
        typed,
    }
}

/// What came of making rows anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// How many submissions got their rows.
    pub submissions: u64,
    /// Those whose document could not be read: request and number.
    pub unreadable: Vec<(RequestId, i64)>,
}

impl Services {
    /// Makes the rows of submissions that have none, or were made in another way; with `all`, of every submission.
    /// `progress` hears how many are done.
    pub async fn rebuild(&self, all: bool, progress: impl Fn(u64)) -> Result<Rebuilt> {
        let mut done = Rebuilt::default();
        let mut behind = (RequestId::default(), 0);
        loop {
            let made_by = (!all).then_some(SHAPE);
            let batch = self.store.submissions_behind(&behind, made_by, ROUND).await?;
            let Some(last) = batch.last() else { break };
            behind = (last.request.clone(), last.number);
            let mut rows = Vec::with_capacity(batch.len());
            for Submission { request, number, document, .. } in batch {
                match Document::read(&document) {
                    Ok(document) => rows.push(Declared::of(&request, number, &document)),
                    Err(_) => done.unreadable.push((request, number)),
                }
            }
            done.submissions += rows.len() as u64;
            self.store.put_declared(rows).await?;
            progress(done.submissions);
        }
        if all {
            // Places and counts everything anew.
            self.store.smelters_are_placed_by("").await?;
            self.store.recount_smelters().await?;
            self.place_all(usize::MAX).await?;
        } else {
            self.place_smelters().await?;
        }
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Declaration, ProductRow, RowId, SmelterRow};
    use std::collections::BTreeMap;

    fn document() -> Document {
        let mut declaration = Declaration::default();
        declaration.set("q1.tin", "Yes");
        let named = |id, cid: &str, name: &str| SmelterRow {
            id: RowId(id),
            metal: "Tin".into(),
            cid: cid.into(),
            name: name.into(),
            ..Default::default()
        };
        declaration.smelters = vec![
            named(7, "CID900001", "Ｋestrel Tin Works GmbH"),
            SmelterRow { id: RowId(8), ..Default::default() },
            SmelterRow {
                id: RowId(9),
                comment: "beside".into(),
                ..named(3, "CID900001", "Ｋestrel Tin Works GmbH")
            },
        ];
        declaration.products = vec![ProductRow {
            id: RowId(1),
            number: "P-1".into(),
            name: "Relay".into(),
            ..Default::default()
        }];
        Document {
            schema: 1,
            template: "CMRT".into(),
            version: "6.5".into(),
            declaration,
            explanations: BTreeMap::new(),
            entered: None,
        }
    }

    #[test]
    fn a_document_has_these_rows_as_long_as_the_shape_is_this() {
        let declared = Declared::of(&"r".into(), 2, &document());
        assert_eq!(declared.answers, BTreeMap::from([("q1.tin".to_owned(), "Yes".to_owned())]));
        let places: Vec<_> = declared.rows.iter().map(|r| (r.kind.as_str(), r.line, r.id.as_str())).collect();
        assert_eq!(places, [("smelter", 1, "7"), ("smelter", 2, "9"), ("product", 1, "1")]);
        let reported: Vec<_> = declared.rows.iter().filter_map(|r| r.reported.as_ref()).collect();
        // A comment is not part of what a smelter is called.
        assert_eq!(reported.len(), 2);
        assert_eq!(reported[0], reported[1]);
        // If this fails, rows that are stored would be read as something that they are not: raise `SHAPE`.
        let said =
            (SHAPE, reported[0].metal.as_str(), reported[0].name_key.as_str(), reported[0].id.as_str());
        assert_eq!(said, (1, "tin", "kestrel tin works gmbh", "4bd9ca76a3275cd62662b6618847124b"));
        assert_eq!(declared.rows[1].cells["comment"], "beside");
    }
}
