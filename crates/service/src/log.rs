//! The log: whether its chain of hashes holds, and whether the submissions are those that it tells of.

use crate::access::Viewer;
use crate::ports::Store;
use crate::records::LogEntry;
use crate::{Result, ServiceError, secrets};

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry follows from the one before, up to the one that was written last.
    Whole {
        /// How many entries.
        entries: i64,
        /// Hash of the last; kept elsewhere, it shows whether log and head were written anew together.
        head: String,
        /// How many submissions were compared with what the log says of them.
        submissions: u64,
    },
    /// The chain breaks, or a submission is not the one that came in.
    Broken {
        /// The first entry that does not fit, or that tells of the submission.
        seq: i64,
        /// In which way.
        why: &'static str,
    },
}

/// What the log says of a submission.
#[derive(serde::Deserialize)]
struct Submitted {
    number: i64,
    hash: String,
}

/// Walks the whole log, and compares each submission with its entry.
pub async fn verify(store: &dyn Store) -> Result<Verdict> {
    walk(store, true).await
}

async fn walk(store: &dyn Store, documents: bool) -> Result<Verdict> {
    // Read first: what is written while the log is walked comes behind it.
    let head = store.log_head().await?;
    let mut last = (0i64, String::new());
    let (mut submissions, mut known) = (0, 0);
    loop {
        let entries = store.log_after(last.0, 1_000).await.map_err(ServiceError::from)?;
        if entries.is_empty() {
            break;
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
            if entry.seq == head.seq && entry.hash != head.hash {
                return broken("it is not the entry that was written last");
            }
            if documents && entry.entry.action == "request.submitted" {
                if let Some(why) = submission_differs(store, &entry).await? {
                    return broken(why);
                }
                submissions += 1;
                known += u64::from(entry.seq <= head.seq);
            }
            last = (entry.seq, entry.hash);
        }
    }
    if last.0 < head.seq {
        return Ok(Verdict::Broken { seq: last.0 + 1, why: "it and all behind it were cut off" });
    }
    if documents && known != head.submissions {
        let why = "up to here, there are submissions of which no entry tells";
        return Ok(Verdict::Broken { seq: head.seq, why });
    }
    Ok(Verdict::Whole { entries: last.0, head: last.1, submissions })
}

/// How a submission differs from what its entry says, if it does.
async fn submission_differs(store: &dyn Store, entry: &LogEntry) -> Result<Option<&'static str>> {
    let request = entry.entry.object.strip_prefix("request:").unwrap_or_default();
    let Ok(said) = serde_json::from_str::<Submitted>(&entry.entry.detail) else {
        return Ok(Some("it does not say which submission came in"));
    };
    let Some(stored) = store.submission(request, said.number).await? else {
        return Ok(Some("the submission of which it tells is missing"));
    };
    if stored.hash != said.hash || secrets::sha256_hex(stored.document.as_bytes()) != said.hash {
        return Ok(Some("the submission of which it tells was changed"));
    }
    Ok(None)
}

impl Viewer {
    /// Checks the log's chain; submissions are compared by `touchstone verify` alone, since that takes a while.
    pub async fn verify_log(&self) -> Result<Verdict> {
        walk(self.services().store.as_ref(), false).await
    }

    /// Log entries behind `seq`, oldest first.
    pub async fn log_after(&self, seq: i64, limit: u32) -> Result<Vec<LogEntry>> {
        Ok(self.services().store.log_after(seq, limit).await?)
    }
}
