//! `touchstone fill`: a declaration in JSON as a workbook, with an official blank template or without.

use super::files;
use domain::document::Document;
use domain::text::embedded::texts;
use domain::text::{joined, pick_language};
use std::path::PathBuf;
use std::process::ExitCode;

/// What to fill.
#[derive(clap::Args)]
pub struct Args {
    /// The declaration, as `touchstone read` writes it.
    declaration: PathBuf,
    /// The workbook to write.
    out: PathBuf,
    /// A blank official template to fill; without one, a workbook of our own with the same sheets and cells.
    #[arg(long, value_name = "OFFICIAL.xlsx")]
    template: Option<PathBuf>,
    /// Language of the messages, and of the labels of a workbook of our own.
    #[arg(long, default_value = "en", value_name = "LANG")]
    lang: String,
}

/// Writes the workbook, whole or not at all: 0 written, 2 refused.
pub fn run(args: &Args) -> ExitCode {
    match filled(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => files::refuse(&message),
    }
}

fn filled(args: &Args) -> Result<(), String> {
    let language = pick_language(&args.lang);
    let texts = texts(language);
    let json = String::from_utf8(files::read(&args.declaration)?)
        .map_err(|_| format!("{} is not UTF-8 text", args.declaration.display()))?;
    let document = Document::parse(&json).map_err(|error| error.message(texts))?;
    let d = &document.declaration;
    let bytes = match &args.template {
        Some(template) => sheets::fill(&files::read(template)?, d),
        None => sheets::write_own(d, &document.template.name(), language),
    };
    let bytes = bytes.map_err(|error| joined(&error.what(texts), &error.todo(texts)))?;
    files::write(&args.out, &bytes)
}
