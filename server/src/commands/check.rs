//! `touchstone check`: the rules, run on a workbook from the command line.

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
}

/// How the report is written.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Checks the workbook and prints the report.
pub fn run(args: &Args) -> ExitCode {
    let _ = (&args.file, args.format);
    ExitCode::from(2)
}
