//! `touchstone verify`: whether the database holds what the portal wrote.

use crate::config::{Config, Options};
use crate::failure::told;
use clap::Args as ClapArgs;
use service::records::Instant;
use service::secrets::seal_key;
use std::path::PathBuf;
use std::process::ExitCode;
use storage::{Kept, Report, SealKey, Unchecked};

/// What to compare.
#[derive(ClapArgs)]
pub struct Args {
    /// The settings: which database, which secret.
    #[command(flatten)]
    pub options: Box<Options>,
    /// A head of the seal that was kept elsewhere, as the log of the program and the daily mail name it: it must be
    /// there still. May be given several times.
    #[arg(long, value_name = "SEQ:HASH")]
    head: Vec<String>,
    /// A file with such heads: mails, lines of the program's log, a list.
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
}

impl Args {
    fn kept(&self) -> Result<Vec<Kept>, String> {
        let mut kept = Vec::new();
        for text in &self.head {
            let wrong = || format!("--head {text}: a head is written like 812:5f0c… (a number, 64 digits)");
            kept.push(Kept::parse(text).ok_or_else(wrong)?);
        }
        if let Some(file) = &self.heads {
            let text = std::fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
            let found = Kept::all_in(&String::from_utf8_lossy(&text));
            if found.is_empty() {
                return Err(format!("there is no head (SEQ:HASH) in {}", file.display()));
            }
            kept.extend(found);
        }
        Ok(kept)
    }
}

/// Compares the database with its log and its seal, and says what that proves. Writes nothing.
pub fn run(args: &Args, config: &Config) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return unreadable(&told(&error)),
    };
    let (kept, key) = match (args.kept(), crate::secret::existing(config)) {
        (Ok(kept), Ok(secret)) => (kept, secret.map(|secret| SealKey::new(seal_key(&secret)))),
        (Err(why), _) | (_, Err(why)) => return unreadable(&why),
    };
    match runtime.block_on(storage::verify(&config.database_url, key, kept)) {
        Err(error) => unreadable(&told(&error)),
        Ok(report) => {
            tell(&report);
            ExitCode::from(u8::from(!report.problems.is_empty()))
        }
    }
}

/// What a change of would not be found: it is nobody's answer yet, or ends by itself.
const NOT_SEALED: &str = "Not sealed, so not proved: what suppliers typed and did not submit yet (what counts is the submission, \
which they see before it goes and in their receipt), pauses of the mail queue (each mail is sealed), who is signed in, \
jobs under way, saved views, texts for questions, and which smelter a name was placed at (worked out anew with each \
list and decision, which are sealed).";

fn tell(report: &Report) {
    let head = report.head.as_ref().map_or("none".to_owned(), Kept::to_string);
    let Report { entries, submissions, rows, removed, .. } = report;
    match report.problems.first() {
        None => println!("The log is whole: {entries} entries, {submissions} submissions, head {head}"),
        Some(first) => match first.entry {
            Some(seq) => println!("The log is broken at entry {seq}: {}", first.what),
            None => println!("The database is not as the portal wrote it: {}", first.what),
        },
    }
    for problem in report.problems.iter().skip(1) {
        match problem.entry {
            Some(seq) => println!("Also, entry {seq}: {}", problem.what),
            None => println!("Also: {}", problem.what),
        }
    }
    if report.more > 0 {
        println!("And {} more.", report.more);
    }
    if !report.unchecked.contains(&Unchecked::NoSeal) {
        println!(
            "Compared with the seal: {rows} rows of company, team, suppliers, campaigns, requests, links, \
             submissions with their findings, queries, mails, rule profiles, smelter lists, decisions, templates, files, \
             reports and removals. {removed} rows were removed by the portal itself."
        );
    }
    if report.followed > 0 {
        println!(
            "Worked out anew: the findings that the queue counts, days of first answers, groups, how many name each \
             smelter, and by the log's hashes the team's notes: {} fit.",
            report.followed
        );
    }
    if report.cleared > 0 {
        println!(
            "Of {} entries of the log the text was removed by the portal, by the retention rule. Their hashes are kept.",
            report.cleared
        );
    }
    if report.files > 0 {
        println!("Files: {} are there, and each has the hash under which it was kept.", report.files);
    }
    if report.kept > 0 {
        println!("Heads that were kept elsewhere and fit: {}.", report.kept);
    }
    for (sealed, why) in [(report.adopted, "the upgrade"), (report.renewed, "the portal, under a new secret")]
    {
        if let Some((seq, at)) = sealed {
            println!(
                "Entries up to {seq}, and all that there was then, were sealed on {} by {why}: what was changed \
                 before that day, the seal does not show.",
                day(at)
            );
        }
    }
    for unchecked in &report.unchecked {
        match unchecked {
            Unchecked::NoSeal => println!(
                "Not checked: this database is from before there was a seal (schema {}). Only the entries of the log, \
                 the documents of submissions and the states of requests were compared.",
                report.schema
            ),
            Unchecked::NoKey => println!(
                "Not checked: whether the portal made the seal. That takes its secret (secret.key in --data, or \
                 TOUCHSTONE_SECRET). Without it, only careless changes are found."
            ),
        }
    }
    if !report.unchecked.contains(&Unchecked::NoSeal) {
        println!("{NOT_SEALED}");
    }
    if report.problems.is_empty() && report.unchecked.is_empty() {
        println!(
            "That proves: nobody without the portal's secret changed, added or removed any of it. It does not prove \
             that of somebody who has both the secret and the database, nor that nothing was cut off at the end. \
             For that, keep the head elsewhere (it is in the daily mail to administrators and in the program's log) \
             and compare: touchstone verify --head SEQ:HASH, or --heads FILE."
        );
    }
}

fn day(at: Instant) -> String {
    at.day().to_string()
}

fn unreadable(why: &str) -> ExitCode {
    eprintln!("touchstone: the log cannot be read: {why}");
    ExitCode::from(2)
}
