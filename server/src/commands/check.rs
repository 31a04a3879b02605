//! `touchstone check`: the rules, run on a workbook from the command line.

use crate::system::SystemClock;
use domain::text::embedded::texts;
use domain::text::{joined, pick_language};
use domain::{Settings, Texts, answer};
use serde_json::{Value, json};
use service::day_of;
use service::ports::Clock;
use sheets::ReadError;
use sheets::check_report::{blocks, check_file_report, check_older_report, render_text};
use sheets::older::{check_older, newest};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to check.
#[derive(clap::Args)]
pub struct Args {
    /// The workbook.
    file: PathBuf,
    /// text for people, json for programs.
    #[arg(long, default_value = "text")]
    format: Format,
    /// Language of the messages.
    #[arg(long, default_value = "en", value_name = "LANG")]
    lang: String,
    /// Day of the check (2026-05-31), for answers that depend on it. [default: today]
    #[arg(long, value_name = "DAY")]
    today: Option<String>,
}

/// How the report is written.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Checks the workbook and prints the report: 0 clean, 1 findings that block, 2 unreadable.
pub fn run(args: &Args) -> ExitCode {
    let texts = texts(pick_language(&args.lang));
    let today = match &args.today {
        None => day_of(SystemClock.now()),
        Some(text) => match answer::parse_date(text) {
            Some(day) => day,
            None => return unreadable(args, "day", &format!("`{text}` is no day: write it as 2026-05-31")),
        },
    };
    let bytes = match super::files::read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => return unreadable(args, "file", &error),
    };
    let settings = Settings { today: Some(today), ..Settings::default() };
    let report = match report(&bytes, settings, texts) {
        Ok(report) => report,
        Err(error) => {
            let message = joined(&error.what(texts), &error.todo(texts));
            return unreadable(args, error.code(), &message);
        }
    };
    print(args, &report, || render_text(&report, texts));
    if blocks(&report) { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// The report on a workbook of any version that can be read.
fn report(bytes: &[u8], settings: Settings, texts: &Texts) -> Result<Value, ReadError> {
    match sheets::read_workbook(bytes, &mut |_| {}) {
        Ok(workbook) => Ok(check_file_report(&workbook, settings, texts)),
        Err(ReadError::OldVersion { version }) => {
            let Some(now) = newest() else { return Err(ReadError::OldVersion { version }) };
            let (old, open) = check_older(bytes, &version, now)?;
            Ok(check_older_report(&old, open.as_deref(), settings, texts))
        }
        Err(error) => Err(error),
    }
}

fn unreadable(args: &Args, code: &str, message: &str) -> ExitCode {
    match args.format {
        Format::Json => print(args, &json!({ "error": { "code": code, "message": message } }), String::new),
        Format::Text => super::files::warn(message),
    }
    ExitCode::from(2)
}

fn print(args: &Args, report: &Value, text: impl FnOnce() -> String) {
    let text = match args.format {
        Format::Json => sheets::plain_json(&serde_json::to_string_pretty(report).unwrap_or_default()) + "\n",
        Format::Text => text(),
    };
    // Whoever reads may stop reading, as `head` does; that is no fault.
    let _ = std::io::stdout().write_all(text.as_bytes());
}
