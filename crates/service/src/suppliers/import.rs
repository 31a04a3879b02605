//! Importing suppliers: upload, look, confirm. Nothing is written before the confirmation.

mod letters;
mod plan;
mod preview;
mod rows;
mod upload;

pub use plan::plan;
pub use preview::{Preview, RowChange, RowProblem};
pub use upload::{Reading, Uploaded};

use crate::access::Manager;
use crate::records::{ImportBatch, RequestCommit, Supplier};
use crate::suppliers::contacts::TRIES;
use crate::survey::workdays::Delivery;
use crate::{Result, ServiceError};

/// Most rows that one import takes.
pub const MAX_ROWS: usize = 20_000;

/// The text that says that a supplier stands in the file twice.
const TWICE: &str = "problem.twice_in_file";

/// What is taken beyond the rows that are in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Take {
    /// Goes on although rows with problems are left out.
    pub leave_bad_rows_out: bool,
    /// New suppliers without an address too: they are kept, and cannot be asked by mail.
    pub without_email: bool,
}

impl Manager {
    /// Keeps an uploaded table; the answer names it for preview and confirmation.
    pub async fn upload_suppliers(&self, table: Uploaded) -> Result<String> {
        self.everything()?;
        let Some(cut) = table.chosen(&Reading::default()).filter(|cut| !cut.rows().is_empty()) else {
            return Err(ServiceError::field("file", "problem.empty_table"));
        };
        if cut.rows().len() > MAX_ROWS {
            return Err(ServiceError::field("file", "problem.too_many_rows"));
        }
        let services = self.services();
        let batch = ImportBatch {
            id: services.new_id(),
            member: self.member().id.clone(),
            document: serde_json::to_string(&table).map_err(|e| ServiceError::Internal(e.into()))?,
            created_at: services.now(),
        };
        let id = batch.id.clone();
        services.store.put_import(batch).await?;
        Ok(id)
    }

    async fn batch(&self, id: &str) -> Result<(ImportBatch, Uploaded)> {
        let found = self.services().store.import(id).await?.filter(|b| b.member == self.member().id);
        let found = found.ok_or(ServiceError::NotFound)?;
        let table = serde_json::from_str(&found.document).map_err(|e| ServiceError::Internal(e.into()))?;
        Ok((found, table))
    }

    /// What confirming would do, with what was chosen and what is guessed.
    pub async fn preview_import(&self, batch: &str, reading: &Reading) -> Result<Preview> {
        Ok(self.look_at(batch, reading).await?.1)
    }

    /// The same with the upload as it was seen.
    async fn look_at(&self, batch: &str, reading: &Reading) -> Result<(ImportBatch, Preview)> {
        let (found, table) = self.batch(batch).await?;
        let known = self.services().store.all_suppliers(self.scope()).await?;
        let mut preview = plan(&table, reading, &known).ok_or(ServiceError::NotFound)?;
        for change in preview.changed.iter_mut().filter(|c| c.moved_from().is_some()) {
            change.handovers = self.handovers(&change.supplier, Delivery::WorkingHours).await?;
        }
        Ok((found, preview))
    }

    /// Corrects cells of the upload itself: row number in the file, column from 0, text.
    pub async fn correct_import(
        &self,
        batch: &str,
        reading: &Reading,
        cells: &[(u32, usize, String)],
    ) -> Result<()> {
        let (found, mut table) = self.batch(batch).await?;
        let index = table.chosen(reading).ok_or(ServiceError::NotFound)?.index;
        let rows = &mut table.tables[index].rows;
        for (row, column, text) in cells {
            let Ok(at) = rows.binary_search_by_key(row, |r| r.row) else { continue };
            if let Some(cell) = rows[at].cells.get_mut(*column) {
                *cell = text.chars().take(sheets::limits::CELL_CHARS).collect();
            } else if *column < sheets::limits::COLUMNS as usize {
                rows[at].cells.resize(column + 1, String::new());
                rows[at].cells[*column].clone_from(text);
            }
        }
        let document = serde_json::to_string(&table).map_err(|e| ServiceError::Internal(e.into()))?;
        Ok(self.services().store.put_import(ImportBatch { document, ..found }).await?)
    }

    /// Adds and changes suppliers as the preview said. With problems in some rows, nothing is written unless
    /// `take` says so. The answer: how many were added and changed.
    pub async fn confirm_import(&self, batch: &str, reading: &Reading, take: Take) -> Result<(usize, usize)> {
        self.confirm_import_by(batch, reading, take, Delivery::AtOnce).await
    }

    /// The same, and when invitations to changed addresses go out.
    pub async fn confirm_import_by(
        &self,
        batch: &str,
        reading: &Reading,
        take: Take,
        delivery: Delivery,
    ) -> Result<(usize, usize)> {
        self.everything()?;
        let mut done = (0, 0);
        for _ in 1..TRIES {
            match self.try_import(batch, reading, take, delivery, &mut done).await {
                // Somebody was faster at one of them: what is still to be done is worked out anew.
                Err(ServiceError::Conflict) => {}
                all => return all.map(|()| done),
            }
        }
        self.try_import(batch, reading, take, delivery, &mut done).await.map(|()| done)
    }

    /// Goes on with what is still to be done, in pieces, so that nobody's save waits for ten thousand suppliers. Cut off, the
    /// upload is still there: to confirm it again does the rest.
    async fn try_import(
        &self,
        batch: &str,
        reading: &Reading,
        take: Take,
        delivery: Delivery,
        done: &mut (usize, usize),
    ) -> Result<()> {
        let (ImportBatch { created_at: mut seen, .. }, mut preview) = self.look_at(batch, reading).await?;
        if preview.bad_rows > 0 && !take.leave_bad_rows_out {
            return Err(ServiceError::field("file", "problem.rows_with_problems"));
        }
        if take.without_email {
            preview.new.append(&mut preview.without_email);
        }
        let services = self.services();
        let (mut pieces, mut nameless) = (vec![Piece::default()], Piece::default());
        for change in preview.changed.into_iter().chain(preview.new) {
            let mut requests = Vec::new();
            if let Some(old) = change.moved_from() {
                requests = self.hand_over(&change.supplier, old, delivery).await?;
            }
            let mut supplier = change.supplier;
            // Neither number nor address: added a second time it would be two suppliers, so it comes with the last piece.
            let is_nameless =
                supplier.id.is_empty() && supplier.reference.is_empty() && supplier.email.is_empty();
            if pieces.last().is_none_or(|piece| piece.suppliers.len() >= AT_ONCE) {
                pieces.push(Piece::default());
            }
            let piece = if is_nameless { Some(&mut nameless) } else { pieces.last_mut() };
            let piece = piece.ok_or(ServiceError::Conflict)?;
            if supplier.id.is_empty() {
                supplier.id = services.new_id().into();
                supplier.created_at = services.now();
                piece.counts.0 += 1;
            } else {
                piece.counts.1 += 1;
            }
            piece.suppliers.push(supplier);
            piece.requests.extend(requests);
        }
        let mut last = pieces.pop().unwrap_or_default();
        last.add(nameless);
        let log = |detail| self.did("suppliers.imported", format!("import:{batch}"), detail);
        for piece in pieces {
            let Piece { suppliers, requests, counts } = piece;
            services.store.apply_import_piece(batch, seen, suppliers, requests, log("")).await?;
            seen += 1;
            *done = (done.0 + counts.0, done.1 + counts.1);
        }
        *done = (done.0 + last.counts.0, done.1 + last.counts.1);
        let log = log(&format!("{{\"added\":{},\"changed\":{}}}", done.0, done.1));
        let stored = services.store.apply_import_with(batch, last.suppliers, last.requests, log).await;
        if stored.is_err() {
            *done = (done.0 - last.counts.0, done.1 - last.counts.1);
        }
        Ok(stored?)
    }
}

/// How many suppliers are written in one transaction.
const AT_ONCE: usize = 250;

/// What one transaction writes.
#[derive(Default)]
struct Piece {
    suppliers: Vec<Supplier>,
    requests: Vec<RequestCommit>,
    /// Added and changed.
    counts: (usize, usize),
}

impl Piece {
    fn add(&mut self, other: Piece) {
        self.suppliers.extend(other.suppliers);
        self.requests.extend(other.requests);
        self.counts = (self.counts.0 + other.counts.0, self.counts.1 + other.counts.1);
    }
}
