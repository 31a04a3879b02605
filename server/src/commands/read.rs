//! `touchstone read`: a workbook as a declaration in JSON.

use super::files;
use domain::Texts;
use domain::document::Document;
use domain::text::embedded::texts;
use domain::text::{joined, pick_language};
use sheets::ReadError;
use sheets::older::{newest, read_older};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to read.
#[derive(clap::Args)]
pub struct Args {
    /// The workbook.
    file: PathBuf,
    /// Language of the messages.
    #[arg(long, default_value = "en", value_name = "LANG")]
    lang: String,
}

/// Writes the declaration to the standard output, and to the error output what had to be changed: 0 read, 2 unreadable.
pub fn run(args: &Args) -> ExitCode {
    let texts = texts(pick_language(&args.lang));
    let bytes = match files::read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => return files::refuse(&error),
    };
    let workbook = match sheets::read_workbook(&bytes, &mut |_| {}) {
        Ok(workbook) => workbook,
        Err(ReadError::OldVersion { version }) => return older(&bytes, &version, texts),
        Err(error) => return files::refuse(&joined(&error.what(texts), &error.todo(texts))),
    };
    drop(bytes);
    let Some(template) = workbook.template() else {
        return files::refuse(&format!(
            "{} {} has no form to be written in",
            workbook.kind, workbook.version
        ));
    };
    if !workbook.seen {
        files::warn(&texts.fmt("import.unseen", &[("version", &workbook.version)]));
    }
    for notice in &workbook.notices {
        files::warn(&notice.message(texts));
    }
    print(&Document { template, declaration: workbook.declaration })
}

/// A workbook from before 6.0: its answers go into the questions of the newest version, with a report on each.
fn older(bytes: &[u8], version: &str, texts: &Texts) -> ExitCode {
    let migrated = match newest().map(|template| read_older(bytes, version, template)) {
        Some(Ok(migrated)) => migrated,
        Some(Err(error)) => return files::refuse(&joined(&error.what(texts), &error.todo(texts))),
        None => return files::refuse("no template version is known"),
    };
    let versions = [("from", migrated.from), ("to", migrated.template.version.as_str())];
    files::warn(&texts.fmt("migration.from", &versions));
    if !migrated.seen {
        files::warn(&texts.fmt("migration.unseen", &versions));
    }
    for notice in &migrated.notices {
        files::warn(&notice.message(texts));
    }
    for moved in &migrated.moved {
        eprintln!("{}", sheets::plain(&moved.message(texts, migrated.template)));
    }
    print(&Document { template: migrated.template, declaration: migrated.declaration })
}

fn print(document: &Document) -> ExitCode {
    // Whoever reads may stop reading, as `head` does; that is no fault.
    let mut out = std::io::stdout().lock();
    let json = document.to_json();
    // Line by line, so that no second copy of all of it is held.
    let mut lines = json.split_inclusive('\n');
    match lines
        .try_for_each(|line| out.write_all(sheets::plain_json(line).as_bytes()))
        .and_then(|()| out.flush())
    {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("touchstone: the declaration could not be written: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}
