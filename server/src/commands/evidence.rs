//! `touchstone evidence`: all that a snapshot rests on as one file, and checking such a file without the portal.

use super::files::{refuse, warn, write_by};
use super::portal::{Which, say, with};
use crate::config::{Config, Options};
use domain::text::embedded::texts;
use domain::text::pick_language;
use service::reports::evidence::{Check, Checked, Outcome, check};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Subcommand)]
pub enum EvidenceCommand {
    /// Writes the evidence of a snapshot as a zip: exit code 0 written, 2 refused. It holds what suppliers answered, for
    /// auditors, never for customers; that it was taken is in the log. Works beside a running portal.
    Write(WriteArgs),
    /// Checks such a zip, without database or network: exit code 0 everything holds, 1 something does not, 2 unreadable.
    Verify(Verify),
}

/// Of which snapshot, and where to.
#[derive(clap::Args)]
pub struct WriteArgs {
    #[command(flatten)]
    which: Which,
    /// Where to write it. Unless said, beside you, under a name that says that it is internal.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The portal's settings.
    #[command(flatten)]
    pub options: Box<Options>,
}

/// What to check.
#[derive(clap::Args)]
pub struct Verify {
    /// The zip, as it was taken.
    file: PathBuf,
    /// The hash of the snapshot as the portal shows it: the bundle must be of that one.
    #[arg(long, value_name = "SHA256")]
    hash: Option<String>,
    /// Language of the messages.
    #[arg(long, default_value = "en", value_name = "LANG")]
    lang: String,
}

/// Writes.
pub fn write(args: &WriteArgs, config: Config) -> ExitCode {
    let done = with(config, async |manager| {
        let head = args.which.found(&manager).await?;
        let mut evidence = manager.take_evidence(&head.id).await.map_err(say)?;
        let plain = |c: char| if c.is_control() || "/\\:".contains(c) { ' ' } else { c };
        let name: String = evidence.name.chars().map(plain).collect();
        let out = args.out.clone().unwrap_or_else(|| name.into());
        tokio::task::block_in_place(|| {
            write_by(&out, |file| {
                while let Some(piece) = evidence.pieces.blocking_recv() {
                    let cannot = |e: std::io::Error| format!("{} cannot be written: {e}", out.display());
                    file.write_all(&piece.map_err(say)?).map_err(cannot)?;
                }
                Ok(())
            })
        })?;
        Ok((out, head))
    });
    match done {
        Err(why) => refuse(&why),
        Ok((out, head)) => {
            println!("{}  {}", head.hash, sheets::plain(&out.display().to_string()));
            warn("this file holds what suppliers answered: it is for auditors, never for customers");
            ExitCode::SUCCESS
        }
    }
}

/// Checks.
pub fn verify(args: &Verify) -> ExitCode {
    let cannot = |e: std::io::Error| refuse(&format!("{} cannot be read: {e}", args.file.display()));
    let checked = match File::open(&args.file).and_then(check) {
        Ok(checked) => checked,
        Err(error) => return cannot(error),
    };
    let texts = texts(pick_language(&args.lang));
    let mut lines: Vec<String> = checked.checks.iter().flat_map(|check| said(check, texts)).collect();
    let other = args.hash.as_deref().filter(|hash| {
        checked.manifest.as_ref().is_none_or(|manifest| !manifest.hash.eq_ignore_ascii_case(hash.trim()))
    });
    lines.extend(other.map(|hash| texts.fmt("evidence.problem.other_hash", &[("of", hash)])));
    lines.extend(held(&checked, texts));
    let holds = checked.holds() && other.is_none();
    lines.push(texts.get(if holds { "evidence.whole" } else { "evidence.broken" }).to_owned());
    if holds {
        lines.extend(["evidence.proves", "evidence.proves_not"].map(|key| texts.get(key).to_owned()));
    }
    // Whoever reads may stop reading, as `head` does; and each line is one, whatever the file brought into it.
    let lines: String = lines.iter().map(|line| sheets::plain(line) + "\n").collect();
    let _ = std::io::stdout().write_all(lines.as_bytes());
    ExitCode::from(u8::from(!holds))
}

fn said(check: &Check, texts: &domain::Texts) -> Vec<String> {
    let outcome = match check.outcome {
        Outcome::Holds => "evidence.holds",
        Outcome::Fails => "evidence.fails",
        Outcome::NotChecked => "evidence.not",
    };
    let first = format!("{}: {}", texts.get(outcome), check.what(texts));
    std::iter::once(first).chain(check.problems(texts).map(|problem| format!("  {problem}"))).collect()
}

/// What the bundle is of, and what is not in it.
fn held(checked: &Checked, texts: &domain::Texts) -> Vec<String> {
    let Some(manifest) = &checked.manifest else { return Vec::new() };
    let year = manifest.year.to_string();
    let facts = [
        ("report", &manifest.name),
        ("company", &manifest.company),
        ("year", &year),
        ("hash", &manifest.hash),
        ("head", &checked.log_head),
    ];
    let facts = facts.map(|(key, says)| format!("{}: {says}", texts.get(&format!("evidence.fact.{key}"))));
    let held = manifest.held.iter().map(|held| {
        let kind = texts.get(&format!("evidence.kind.{}", held.kind.key())).to_owned();
        let why = texts.get(&format!("evidence.why.{}", held.why.key())).to_owned();
        format!("{kind}, {}: {why} {}", held.says, held.sha256.as_deref().unwrap_or_default())
    });
    facts.into_iter().chain(held).collect()
}
