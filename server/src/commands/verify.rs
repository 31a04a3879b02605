//! `touchstone verify`: whether the log is as it was written, and the submissions are those that it tells of.

use crate::config::Config;
use service::log::{Verdict, verify};
use std::process::ExitCode;

/// Reads the whole log with the submissions and names the first entry that is not as it was written.
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
            Ok(store) => match verify(store.as_ref()).await {
                Err(error) => unreadable(&error.to_string()),
                Ok(Verdict::Broken { seq, why }) => {
                    println!("The log is broken at entry {seq}: {why}");
                    ExitCode::from(1)
                }
                Ok(Verdict::Whole { entries, head, submissions }) => {
                    println!("The log is whole: {entries} entries, {submissions} submissions, head {head}");
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
