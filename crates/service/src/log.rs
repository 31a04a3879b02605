//! The log: whether its chain of hashes holds.

use crate::access::Viewer;
use crate::ports::Store;
use crate::records::LogEntry;
use crate::{Result, ServiceError};

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry follows from the one before.
    Whole {
        /// How many entries.
        entries: i64,
        /// Hash of the last; kept elsewhere, it makes a cut tail visible.
        head: String,
    },
    /// The chain breaks.
    Broken {
        /// The first entry that does not fit.
        seq: i64,
        /// In which way.
        why: &'static str,
    },
}

/// Walks the whole log.
pub async fn verify(store: &dyn Store) -> Result<Verdict> {
    let mut last = (0i64, String::new());
    loop {
        let entries = store.log_after(last.0, 1_000).await.map_err(ServiceError::from)?;
        if entries.is_empty() {
            return Ok(Verdict::Whole { entries: last.0, head: last.1 });
        }
        for entry in entries {
            let broken = |why| Ok(Verdict::Broken { seq: entry.seq, why });
            if entry.seq != last.0 + 1 {
                return broken("an entry before it is missing");
            }
            if entry.previous != last.1 {
                return broken("it does not follow from the entry before it");
            }
            if entry.hash != LogEntry::compute_hash(entry.seq, &entry.previous, &entry.entry) {
                return broken("its text was changed");
            }
            last = (entry.seq, entry.hash);
        }
    }
}

impl Viewer {
    /// Checks the log's chain.
    pub async fn verify_log(&self) -> Result<Verdict> {
        verify(self.services().store.as_ref()).await
    }

    /// Log entries behind `seq`, oldest first.
    pub async fn log_after(&self, seq: i64, limit: u32) -> Result<Vec<LogEntry>> {
        Ok(self.services().store.log_after(seq, limit).await?)
    }
}
