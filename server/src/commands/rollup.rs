//! `touchstone rollup`: the company's own declaration, rolled up from its suppliers'.

use super::files::{refuse, warn, write};
use super::portal::{Which, say, with};
use crate::config::{Config, Options};
use domain::Severity;
use domain::text::embedded::texts;
use domain::text::{joined, pick_language};
use service::reports::counted::Counted;
use service::reports::leaving::Leaving;
use std::path::PathBuf;
use std::process::ExitCode;

/// Of which snapshot, and where to.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    which: Which,
    /// Where to write it: .xlsx for a workbook (the official template filled, where the portal keeps one), .json for the
    /// answers, .csv for the trace, which names suppliers and stays inside.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Language of the workbook.
    #[arg(long, default_value = "en", value_name = "LANG")]
    lang: String,
    /// The portal's settings.
    #[command(flatten)]
    pub options: Box<Options>,
}

/// Does it: exit code 0 written, 1 it may not leave as it stands, 2 refused.
pub fn run(args: &Args, config: Config) -> ExitCode {
    let ending = args.out.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
    if !["xlsx", "json", "csv"].contains(&ending.as_str()) {
        return refuse("--out must end in .xlsx, .json or .csv");
    }
    let done = with(config, async |manager| {
        let head = args.which.found(&manager).await?;
        let counted = manager.counted(&head.id).await.map_err(say)?;
        if ending == "csv" {
            return write(&args.out, &service::csv::table(counted.trace())).map(|()| Vec::new());
        }
        let leaving = manager.leaving(&counted).await.map_err(say)?;
        if !leaving.may_leave() {
            return Ok(reasons(&counted, &leaving));
        }
        let bytes = match ending.as_str() {
            "json" => leaving.json().map(String::into_bytes),
            _ => manager.leaving_workbook(&leaving, pick_language(&args.lang)).await,
        };
        write(&args.out, &bytes.map_err(say)?).map(|()| Vec::new())
    });
    match done {
        Err(why) => refuse(&why),
        Ok(held) if held.is_empty() => ExitCode::SUCCESS,
        Ok(held) => {
            warn("nothing was written: the declaration may not leave as it stands");
            held.iter().for_each(|why| warn(why));
            ExitCode::from(1)
        }
    }
}

/// What keeps the declaration from leaving.
fn reasons(counted: &Counted, leaving: &Leaving) -> Vec<String> {
    let texts = texts("en");
    let broken = counted
        .broken
        .iter()
        .map(|b| format!("{}: {} and {}: {} contradict each other", b.one.0, b.one.1, b.other.0, b.other.1));
    let gone = counted.opened.missing.len() + counted.opened.missing_lists.len();
    let gone = (gone > 0).then(|| texts.fmt("desk.report.missing", &[("n", &gone.to_string())]));
    let changed =
        counted.changed.iter().map(|id| format!("figure {id} comes out otherwise than it was frozen"));
    let leaks = leaving
        .leaks
        .iter()
        .map(|leak| format!("{}: names a supplier or somebody there: {}", leak.place, leak.text));
    let held = counted.rollup.held();
    let held = held.map(|it| format!("{}: {}", it.name, texts.get("desk.rollup.terms_todo")));
    let errors = counted.findings.iter().filter(|f| f.severity == Severity::Error);
    let errors = errors.map(|f| joined(&f.what(texts), &f.todo(texts)));
    broken.chain(gone).chain(changed).chain(leaks).chain(held).chain(errors).collect()
}
