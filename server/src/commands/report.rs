//! `touchstone report`: what concerns the yearly report.

use super::files;
use domain::Texts;
use domain::text::embedded::texts;
use domain::text::pick_language;
use report::lint::{Problem, lint_file};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

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

/// Does it.
pub fn run(act: &ReportCommand) -> ExitCode {
    let ReportCommand::Lint(args) = act;
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
