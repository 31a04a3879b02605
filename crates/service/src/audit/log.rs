//! The log: whether its chain of hashes holds, and where the acts that it tells of lead.

mod replay;

pub use replay::Replay;

use crate::access::{Auditor, Viewer};
use crate::ports::Store;
use crate::records::{LogEntry, LogFilter, LogHead, SupplierId};
use crate::{Result, ServiceError, secrets};

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry follows from the one before, up to the one that was written last.
    Whole {
        /// How many entries.
        entries: i64,
        /// Hash of the last.
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

/// What the log says of a submission.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Submitted {
    /// Which one of its request.
    pub number: i64,
    hash: String,
}

impl Submitted {
    /// Reads the detail of an entry.
    pub fn read(detail: &str) -> Option<Submitted> {
        serde_json::from_str(detail).ok()
    }

    /// Whether a stored document, and the hash beside it, are those of which the entry tells.
    pub fn fits(&self, document: &str, hash: &str) -> bool {
        hash == self.hash && secrets::sha256_hex(document.as_bytes()) == self.hash
    }
}

/// Goes through the log entry by entry: each must follow from the one before.
#[derive(Debug)]
pub struct Chain {
    head: LogHead,
    last: (i64, String),
}

impl Chain {
    /// Begins before the first entry. `head` was read before the entries: what is written meanwhile comes behind it.
    pub fn new(head: LogHead) -> Chain {
        Chain { head, last: (0, String::new()) }
    }

    /// The number of the entry that was looked at last.
    pub fn at(&self) -> i64 {
        self.last.0
    }

    pub fn hash(&self) -> &str {
        &self.last.1
    }

    /// Looks at the next entry; says in which way it does not fit.
    pub fn next(&mut self, entry: &LogEntry) -> std::result::Result<(), &'static str> {
        let (seq, hash) = std::mem::replace(&mut self.last, (entry.seq, entry.hash.clone()));
        if entry.seq != seq + 1 {
            return Err("an entry before it is missing");
        }
        if entry.previous != hash {
            return Err("it does not follow from the entry before it");
        }
        // Of a detail that was removed only the hash is left: that the portal removed it, the seal shows.
        let is_own = || entry.hash == LogEntry::compute_hash(entry.seq, &entry.previous, &entry.entry);
        if !entry.entry.is_removed() && !is_own() {
            return Err("its text was changed");
        }
        if entry.seq == self.head.seq && entry.hash != self.head.hash {
            return Err("it is not the entry that was written last");
        }
        Ok(())
    }

    /// Whether the log goes on to its head; the first entry that is missing.
    pub fn end(&self) -> std::result::Result<(), (i64, &'static str)> {
        if self.last.0 < self.head.seq {
            return Err((self.last.0 + 1, "it and all behind it were cut off"));
        }
        Ok(())
    }
}

/// Walks the whole log. What else the database holds is compared by `touchstone verify` alone, since that takes a
/// while and the portal's secret.
pub async fn verify(store: &dyn Store) -> Result<Verdict> {
    let mut chain = Chain::new(store.log_head().await?);
    loop {
        let entries = store.log_after(chain.at(), 1_000).await.map_err(ServiceError::from)?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            if let Err(why) = chain.next(&entry) {
                return Ok(Verdict::Broken { seq: entry.seq, why });
            }
        }
    }
    if let Err((seq, why)) = chain.end() {
        return Ok(Verdict::Broken { seq, why });
    }
    Ok(Verdict::Whole { entries: chain.at(), head: chain.hash().to_owned() })
}

impl Auditor {
    /// Checks the log's chain.
    pub async fn verify_log(&self) -> Result<Verdict> {
        verify(self.services().store.as_ref()).await
    }

    /// How many entries the log has.
    pub async fn log_length(&self) -> Result<u64> {
        Ok(self.services().store.log_head().await?.seq.unsigned_abs())
    }

    /// Log entries that fit, newest first.
    pub async fn log_found(&self, filter: &LogFilter) -> Result<Vec<LogEntry>> {
        Ok(self.services().store.log_found(self.scope(), filter).await?)
    }

    /// Log entries behind `seq`, oldest first.
    pub async fn log_after(&self, seq: i64, limit: u32) -> Result<Vec<LogEntry>> {
        Ok(self.services().store.log_after(seq, limit).await?)
    }
}

impl Viewer {
    /// The newest log entries about a supplier and its requests.
    pub async fn log_of_supplier(&self, supplier: &SupplierId, limit: u32) -> Result<Vec<LogEntry>> {
        let mut objects = vec![format!("supplier:{supplier}")];
        objects.extend(
            self.requests_of(supplier).await?.iter().map(|row| format!("request:{}", row.request.id)),
        );
        let filter = LogFilter { objects, limit, ..LogFilter::default() };
        Ok(self.services().store.log_found(self.scope(), &filter).await?)
    }

    /// What the objects of log entries are called, those that still are.
    pub async fn object_names(&self, objects: Vec<String>) -> Result<Vec<(String, String)>> {
        Ok(self.services().store.object_names(objects).await?)
    }
}
