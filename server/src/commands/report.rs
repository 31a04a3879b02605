//! `touchstone report`: writes the yearly report of a snapshot, and looks an exhibit through.

use super::files;
use super::portal::{Which, say, with};
use crate::config::{Config, Options};
use domain::Texts;
use domain::text::embedded::texts;
use domain::text::pick_language;
use report::lint::{Problem, lint_file};
use service::ServiceError;
use service::reports::draft::{self, DraftFile, Drafted, Kind};
use service::reports::form;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Which report, and where to.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<ReportCommand>,
    #[command(flatten)]
    which: Which,
    /// The folder to write into: exhibit, Form SD, web page, Word document, figures as CSV and JSON, annexes as CSV and
    /// workbooks.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Whose report: sec, or eu for an importer's by the EU's regulation, which has no exhibit.
    #[arg(long, default_value = "sec", value_name = "KIND", value_parser = ["sec", "eu"])]
    kind: String,
    /// The portal's settings.
    #[command(flatten)]
    pub options: Box<Options>,
}

#[derive(clap::Subcommand)]
pub enum ReportCommand {
    /// Says what EDGAR would refuse in an exhibit, whoever wrote it: exit code 0 nothing, 1 something, 2 unreadable.
    Lint(Lint),
}

/// What to look through.
#[derive(clap::Args)]
pub struct Lint {
    /// The exhibit, an HTML page or plain text; also as EDGAR shows it, with its `<DOCUMENT>` lines.
    file: PathBuf,
    /// Language of the messages.
    #[arg(long, default_value = "en", value_name = "LANG")]
    lang: String,
}

/// Writes: exit code 0 all is there, 1 some of it may not leave as it stands, 2 refused.
pub fn write(args: &Args, config: Config) -> ExitCode {
    let Some(out) = &args.out else { return files::refuse("say where to: --out DIR") };
    let done = with(config, async |manager| {
        let head = args.which.found(&manager).await?;
        std::fs::create_dir_all(out).map_err(|e| format!("{} cannot be made: {e}", out.display()))?;
        let kind = draft::kind(&args.kind).unwrap_or(Kind::Sec);
        let drafted = manager.draft(&head.id, kind).await.map_err(say)?;
        let mut held = Vec::new();
        let mut written = all(&drafted, kind);
        if kind == Kind::Sec {
            let form = manager.form_sd(&head.id).await.map_err(say)?;
            written.push((form::NAME.to_owned(), form.file()));
        }
        for (name, bytes) in written {
            match bytes {
                Ok(bytes) => {
                    let path = out.join(name);
                    files::write(&path, &bytes)?;
                    println!("{}", sheets::plain(&path.display().to_string()));
                }
                Err(ServiceError::Conflict) => held.push(name),
                Err(error) => return Err(say(error)),
            }
        }
        Ok(held)
    });
    match done {
        Err(why) => files::refuse(&why),
        Ok(held) if held.is_empty() => ExitCode::SUCCESS,
        Ok(held) => {
            files::warn(&format!(
                "not written, since it may not leave as it stands: {}. The page of the draft on the desk says why.",
                held.join(", ")
            ));
            ExitCode::from(1)
        }
    }
}

/// A file, or why it may not leave.
type Named = (String, Result<Vec<u8>, ServiceError>);

/// Every file of a report but its form.
fn all(drafted: &Drafted, kind: Kind) -> Vec<Named> {
    let counted = &drafted.counted;
    let figures = |bytes: Result<String, ServiceError>| match counted.holds() {
        true => bytes.map(String::into_bytes),
        false => Err(ServiceError::Conflict),
    };
    let mut out: Vec<Named> = Vec::new();
    let mut put = |name: &str, bytes| out.push((name.to_owned(), bytes));
    if kind == Kind::Sec {
        put("ex1-01.htm", drafted.file(DraftFile::Exhibit, draft::paper(kind)));
    }
    put("report.html", drafted.file(DraftFile::Web, draft::paper(kind)));
    put("report.docx", drafted.file(DraftFile::Docx, draft::paper(kind)));
    put("figures.csv", figures(Ok(counted.figures_csv())));
    put("figures.json", figures(counted.figures_json()));
    for part in drafted.annexes() {
        put(&format!("{part}.csv"), drafted.annex(part).map(|rows| service::csv::table(rows.into_iter())));
        let book = |rows: Vec<Vec<String>>| {
            sheets::write_list(&rows).map_err(|error| ServiceError::Internal(error.into()))
        };
        put(&format!("{part}.xlsx"), drafted.annex(part).and_then(book));
    }
    out
}

/// Looks an exhibit through.
pub fn lint(args: &Lint) -> ExitCode {
    let texts = texts(pick_language(&args.lang));
    let bytes = match files::read(&args.file) {
        Ok(bytes) => bytes,
        Err(error) => return files::refuse(&error),
    };
    if bytes.len() > sheets::limits::FILE_BYTES {
        let most = sheets::limits::FILE_BYTES >> 20;
        return files::refuse(&format!("{} is larger than {most} MiB", args.file.display()));
    }
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let problems = lint_file(&name, &bytes);
    // Whoever reads may stop reading, as `head` does; that is no fault.
    let _ = std::io::stdout().write_all(said(&name, &problems, texts).as_bytes());
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn said(name: &str, problems: &[Problem], texts: &Texts) -> String {
    if problems.is_empty() {
        return sheets::plain(&texts.fmt("report.lint.clean", &[("file", name)])) + "\n";
    }
    let mut lines =
        vec![texts.fmt("report.lint.count", &[("file", name), ("n", &problems.len().to_string())])];
    for problem in problems {
        let (line, column) = (problem.line.to_string(), problem.column.to_string());
        let mut place = texts.fmt("report.lint.place", &[("line", &line), ("column", &column)]);
        if problem.times > 1 {
            place +=
                &format!(" ({})", texts.fmt("report.lint.times", &[("times", &problem.times.to_string())]));
        }
        lines.push(format!("{place}: {}", problem.what(texts)));
        lines.push(format!("  {}", problem.why(texts)));
        lines.push(format!("  {}", problem.todo(texts)));
    }
    lines.push(texts.get("report.lint.next").to_owned());
    // One line each, whatever the file brought into it.
    lines.iter().map(|line| sheets::plain(line) + "\n").collect()
}
