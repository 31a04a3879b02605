//! `touchstone verify`: whether the log is as it was written.

use crate::config::Config;
use service::ports::Store;
use service::records::LogEntry;
use std::process::ExitCode;

/// Reads the whole log and names the first entry that is not as it was written.
pub fn run(config: &Config) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return unreadable(&error.to_string()),
    };
    runtime.block_on(async {
        if let Some(file) = config.sqlite_file().filter(|file| !file.exists()) {
            return unreadable(&format!("there is no database at {}", file.display()));
        }
        match storage::open(&config.database_url).await {
            Err(error) => unreadable(&error.to_string()),
            Ok(store) => match chain(store.as_ref()).await {
                Err(error) => unreadable(&error.to_string()),
                Ok(Err(broken)) => {
                    println!("The log is broken: {broken}");
                    ExitCode::from(1)
                }
                Ok(Ok((entries, head))) => {
                    println!("The log is whole: {entries} entries, head {head}");
                    ExitCode::SUCCESS
                }
            },
        }
    })
}

fn unreadable(why: &str) -> ExitCode {
    eprintln!("touchstone: the log cannot be read: {why}");
    ExitCode::from(2)
}

/// How many entries there are and the last hash, or what is wrong with the first that is wrong.
pub async fn chain(store: &dyn Store) -> Result<Result<(i64, String), String>, service::ports::StoreError> {
    let (mut seq, mut previous) = (0, String::new());
    loop {
        let entries = store.log_after(seq, 1000).await?;
        if entries.is_empty() {
            return Ok(Ok((seq, previous)));
        }
        for found in entries {
            if let Err(broken) = link(seq, &previous, &found) {
                return Ok(Err(broken));
            }
            (seq, previous) = (found.seq, found.hash);
        }
    }
}

fn link(seq: i64, previous: &str, found: &LogEntry) -> Result<(), String> {
    if found.seq != seq + 1 {
        return Err(format!("entry {} is missing; the next one is {}", seq + 1, found.seq));
    }
    if found.previous != previous {
        return Err(format!("entry {} does not follow the one before it", found.seq));
    }
    if found.hash != LogEntry::compute_hash(found.seq, &found.previous, &found.entry) {
        return Err(format!("entry {} was changed after it was written", found.seq));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use service::records::LogDraft;

    fn entry(seq: i64, previous: &str) -> LogEntry {
        let entry = LogDraft {
            actor: "system".into(),
            action: "test".into(),
            object: format!("x:{seq}"),
            detail: "{}".into(),
            at: seq,
        };
        let hash = LogEntry::compute_hash(seq, previous, &entry);
        LogEntry { seq, entry, previous: previous.into(), hash }
    }

    #[test]
    fn d20_the_first_wrong_entry_is_named() {
        let first = entry(1, "");
        let second = entry(2, &first.hash);
        assert_eq!(link(1, &first.hash, &second), Ok(()));
        assert!(link(0, "", &second).unwrap_err().contains("entry 1 is missing"));
        let mut changed = second.clone();
        changed.entry.detail = "{ }".into();
        assert!(link(1, &first.hash, &changed).unwrap_err().contains("entry 2 was changed"));
        assert!(link(1, "other", &second).unwrap_err().contains("does not follow"));
    }
}
