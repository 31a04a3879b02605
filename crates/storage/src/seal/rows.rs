//! Comparing the rows of submissions with the documents from which they follow.

use super::report::Report;
use crate::sql::declared;
use crate::tx::Tx;
use crate::value::args;
use service::declarations::declared::SHAPE;
use service::declarations::submission::Document;
use service::ports::{StoreError, StoreResult};
use service::records::{Declared, Id};

/// The schema that brought the rows.
const SINCE: i64 = 14;

/// Whether they are what the documents say. Rows that are not made yet, or in another way, are made when the portal
/// starts, and are nobody's fault.
pub(super) async fn compare(tx: &mut dyn Tx, report: &mut Report) -> StoreResult<()> {
    if report.schema < SINCE {
        return Ok(());
    }
    let mut behind = (Id::new(), 0);
    loop {
        let sql = "SELECT request_id, number, document FROM submission WHERE (request_id, number) > ($1, $2) \
                   ORDER BY request_id, number LIMIT 50";
        let batch = tx.query(sql, args![&behind.0, behind.1]).await?;
        if batch.is_empty() {
            return Ok(());
        }
        for mut row in batch {
            let (request, number, document) = (row.text()?, row.int()?, row.text()?);
            if !agree(tx, &request, number, &document).await? {
                report.wrong(
                    None,
                    format!(
                        "the rows of submission {request}/{number} are not those of its document, which counts: \
                         `touchstone rebuild` makes them anew"
                    ),
                );
            }
            behind = (request, number);
        }
    }
}

async fn agree(tx: &mut dyn Tx, request: &str, number: i64, document: &str) -> StoreResult<bool> {
    // A document that cannot be read is told of elsewhere.
    let Ok(document) = Document::read(document) else { return Ok(true) };
    match declared::get(tx, request, number).await {
        Ok(Some(rows)) if rows.shape == SHAPE => Ok(rows == Declared::of(&request.into(), number, &document)),
        Ok(_) => Ok(true),
        // Cells that are no JSON.
        Err(StoreError::Fault(_)) => Ok(false),
        Err(error) => Err(error),
    }
}
