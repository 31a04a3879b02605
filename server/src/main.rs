//! `touchstone`: the portal, and what can be done from a command line.

use clap::{Parser, Subcommand};
use server::commands::{
    admin, check, evidence, fill, read, rebuild, report, rollup, secret, snapshot, verify,
};
use server::config::{Config, Options};
use server::failure::{self, Failure};
use server::reader;
use std::path::PathBuf;
use std::process::ExitCode;

/// Supplier survey portal for responsible minerals.
#[derive(Parser)]
#[command(name = "touchstone", version)]
struct Cli {
    /// Settings file. [default: touchstone.toml, if there is one]
    #[arg(long, global = true, env = "TOUCHSTONE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the portal.
    Serve {
        #[command(flatten)]
        options: Box<Options>,
        /// Begins with a new, empty database although the data folder holds a secret already.
        #[arg(long)]
        new: bool,
    },
    /// The secret from which links are derived.
    Secret {
        #[command(subcommand)]
        act: SecretAct,
    },
    /// Runs the rules on a workbook: exit code 0 clean, 1 findings that block, 2 unreadable.
    Check(check::Args),
    /// Writes a workbook's answers as JSON: exit code 0 read, 2 unreadable.
    Read(read::Args),
    /// Writes answers in JSON as a workbook, into a blank official template if one is given: exit code 0 or 2.
    Fill(fill::Args),
    /// Compares all that the portal keeps as evidence with its log and its seal, and writes nothing: exit code 0 whole,
    /// 1 not as it was written, 2 not readable.
    Verify(verify::Args),
    /// Makes anew what follows from the declarations: their rows, which the desk reads. Changes no declaration.
    Rebuild(rebuild::Args),
    /// Freezes what stands of a campaign as a snapshot that never changes, or names one; without either, lists them: exit
    /// code 0 done, 2 refused. Works beside a running portal, as do the next three.
    Snapshot(Box<snapshot::Args>),
    /// Writes the company's own declaration, rolled up from its suppliers': exit code 0 written, 1 it may not leave as it
    /// stands, 2 refused.
    Rollup(rollup::Args),
    /// Writes the yearly report of a snapshot into a folder (exit code 0 all of it, 1 some of it may not leave as it stands,
    /// 2 refused), or looks an exhibit through (`report lint FILE`).
    Report(report::Args),
    /// Writes all that a snapshot rests on as one file for auditors, and checks such a file.
    #[command(subcommand)]
    Evidence(evidence::EvidenceCommand),
    /// Looks after the team when nobody can sign in any more: exit code 0 done, 2 refused.
    #[command(subcommand)]
    Admin(admin::AdminCommand),
    /// Reads an uploaded file on behalf of the portal, which can then end it at any time.
    #[command(name = reader::COMMAND, hide = true)]
    ReadUpload {
        /// What it is read as.
        job: reader::Job,
    },
}

#[derive(Subcommand)]
enum SecretAct {
    /// Makes a new secret, whether the old one is lost or not, and mails new links to everybody who still has to answer.
    /// Stop the portal first.
    Renew {
        #[command(flatten)]
        options: Box<Options>,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let settings = |options: Box<Options>| -> Result<Config, Failure> {
        let usual = PathBuf::from("touchstone.toml");
        let file = cli.config.clone().or_else(|| usual.exists().then_some(usual));
        let below = file.as_deref().map_or(Ok(Options::default()), Options::read)?;
        if let Some(said) = file.and_then(|file| server::private::of_settings(&file, &below)) {
            eprintln!("touchstone: {said}");
        }
        Ok(options.or(below).complete()?)
    };
    let done = match cli.command {
        Command::Serve { options, new } => settings(options)
            .and_then(|config| server::serve::run(Config { anew: new, ..config }))
            .map(|()| ExitCode::SUCCESS),
        Command::Secret { act: SecretAct::Renew { options } } => {
            settings(options).and_then(secret::renew).map(|()| ExitCode::SUCCESS)
        }
        Command::Check(args) => Ok(check::run(&args)),
        Command::ReadUpload { job } => Ok(reader::run(job)),
        Command::Read(args) => Ok(read::run(&args)),
        Command::Fill(args) => Ok(fill::run(&args)),
        Command::Snapshot(mut args) => {
            settings(std::mem::take(&mut args.options)).map(|config| snapshot::run(&args, config))
        }
        Command::Rollup(mut args) => {
            settings(std::mem::take(&mut args.options)).map(|config| rollup::run(&args, config))
        }
        Command::Report(report::Args { command: Some(report::ReportCommand::Lint(args)), .. }) => {
            Ok(report::lint(&args))
        }
        Command::Report(mut args) => {
            settings(std::mem::take(&mut args.options)).map(|config| report::write(&args, config))
        }
        Command::Evidence(evidence::EvidenceCommand::Write(mut args)) => {
            settings(std::mem::take(&mut args.options)).map(|config| evidence::write(&args, config))
        }
        Command::Evidence(evidence::EvidenceCommand::Verify(args)) => Ok(evidence::verify(&args)),
        Command::Admin(mut act) => settings(act.options()).map(|config| admin::run(&act, config)),
        Command::Rebuild(args) => settings(args.options).map(|config| rebuild::run(&config)),
        Command::Verify(args) => settings(args.options.clone()).map(|config| verify::run(&args, &config)),
    };
    done.unwrap_or_else(|error| {
        eprintln!("touchstone: {}", failure::told(error.as_ref()));
        ExitCode::from(2)
    })
}
