//! `touchstone snapshot`: freezes what stands, or names what is frozen.

use super::files::{refuse, write};
use super::portal::{self, campaign, say, with};
use crate::config::{Config, Options};
use domain::workflow::RequestState;
use service::Manager;
use service::records::SnapshotHead;
use service::reports::freeze::Wanted;
use service::reports::{CompanyLevel, FacilityRule, Settings};
use std::path::PathBuf;
use std::process::ExitCode;

/// What to freeze, or which snapshot. Without either, all snapshots are listed.
#[derive(clap::Args)]
pub struct Args {
    /// A campaign to freeze, by its name or identifier; several are one report.
    #[arg(long, value_name = "NAME", conflicts_with = "snapshot", requires = "name")]
    campaign: Vec<String>,
    /// A snapshot that is there already, by its name or identifier.
    #[arg(long, value_name = "NAME")]
    snapshot: Option<String>,
    /// What the new snapshot is called, for example "Report 2026".
    #[arg(long, value_name = "NAME", requires = "campaign")]
    name: Option<String>,
    /// The year that is reported on; unless said, the campaign's.
    #[arg(long, value_name = "YEAR")]
    year: Option<i64>,
    /// The last day on which answers count; unless said, the campaign's, or yesterday where that is ahead.
    #[arg(long, value_name = "DAY")]
    cutoff: Option<String>,
    /// The difference to UTC where that day ends: Z, +01:00, -08:00.
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    zone: Option<String>,
    /// The day on which statuses of smelters are asked; unless said, today.
    #[arg(long, value_name = "DAY")]
    list_day: Option<String>,
    /// The version of the template in which the own declaration answers; unless said, the campaign's.
    #[arg(long, value_name = "VERSION")]
    template: Option<String>,
    /// Which answers count: those that were accepted, or those in review too.
    #[arg(long, value_name = "STATE", default_value = "accepted", value_parser = ["accepted", "in-review"])]
    states: String,
    /// A product line that is answered for, by its number; several may be named. Unless said, all are.
    #[arg(long, value_name = "NUMBER")]
    line: Vec<String>,
    /// An answer for a scope of its own that has more rows than this is left out.
    #[arg(long, value_name = "ROWS")]
    widest: Option<u32>,
    /// The largest suppliers that together have this share of the spend, in percent, are important ones.
    #[arg(long, value_name = "PERCENT")]
    important: Option<u32>,
    /// What becomes of company-level answers.
    #[arg(long, value_name = "RULE", default_value = "keep",
          value_parser = ["keep", "drop", "drop-where-product-level"])]
    company_level: String,
    /// Only answers dated from this day on.
    #[arg(long, value_name = "DAY")]
    not_before: Option<String>,
    /// Which facilities are counted: those on the reference list on the day, or at any time in the year.
    #[arg(long, value_name = "RULE", default_value = "on-the-day", value_parser = ["on-the-day", "in-the-year"])]
    facilities: String,
    /// The snapshot to compare with, or "none"; unless said, the last of an earlier year.
    #[arg(long, value_name = "NAME")]
    before: Option<String>,
    /// Where to write what was frozen, as JSON: the bytes that the hash covers. It names suppliers and stays inside.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The portal's settings.
    #[command(flatten)]
    pub options: Box<Options>,
}

/// Does it: exit code 0 done, 2 refused. The output has a line for each snapshot: identifier, hash, year, name.
pub fn run(args: &Args, config: Config) -> ExitCode {
    let done = with(config, async |manager| {
        let heads = match (&args.snapshot, args.campaign.is_empty()) {
            (Some(name), _) => vec![portal::snapshot(&manager, name).await?],
            (None, false) => vec![args.freeze(&manager).await?],
            (None, true) if args.out.is_some() => {
                return Err("say which: --campaign NAME with --name, or --snapshot NAME".to_owned());
            }
            (None, true) => manager.snapshots().await.map_err(say)?,
        };
        if let (Some(out), Some(head)) = (&args.out, heads.first()) {
            let document = manager.frozen_document(&head.id).await.map_err(say)?;
            write(out, document.unwrap_or_default().as_bytes())?;
        }
        Ok(heads)
    });
    match done {
        Err(why) => refuse(&why),
        Ok(heads) => {
            heads.iter().for_each(print);
            ExitCode::SUCCESS
        }
    }
}

fn print(head: &SnapshotHead) {
    println!("{}  {}  {}  {}", head.id, head.hash, head.year, sheets::plain(&head.name));
}

impl Args {
    async fn freeze(&self, manager: &Manager) -> Result<SnapshotHead, String> {
        let mut wanted: Option<Wanted> = None;
        for name in &self.campaign {
            let usual = manager.usual_freeze(campaign(manager, name).await?).await.map_err(say)?;
            match &mut wanted {
                Some(wanted) => wanted.campaigns.extend(usual.campaigns),
                None => wanted = Some(usual),
            }
        }
        let usual = wanted.unwrap_or_default();
        let before = match self.before.as_deref() {
            None => usual.before,
            Some("none") => None,
            Some(name) => Some(portal::snapshot(manager, name).await?.id),
        };
        let company_level = match self.company_level.as_str() {
            "drop" => CompanyLevel::Drop,
            "drop-where-product-level" => CompanyLevel::DropWhereProductLevel,
            _ => CompanyLevel::Keep,
        };
        let mut settings = Settings { company_level, widest: self.widest, ..Settings::default() };
        if self.states == "in-review" {
            settings.states.push(RequestState::InReview);
        }
        let facilities = match self.facilities.as_str() {
            "in-the-year" => FacilityRule::InTheYear,
            _ => FacilityRule::OnTheDay,
        };
        let wanted = Wanted {
            name: self.name.clone().unwrap_or_default(),
            year: self.year.unwrap_or(usual.year),
            important: self.important.or(usual.important),
            campaigns: usual.campaigns,
            cutoff_day: self.cutoff.clone().unwrap_or(usual.cutoff_day),
            zone: self.zone.clone().unwrap_or(usual.zone),
            list_day: self.list_day.clone().unwrap_or(usual.list_day),
            template_version: self.template.clone().unwrap_or(usual.template_version),
            settings,
            lines: self.line.join(";"),
            not_before: self.not_before.clone().unwrap_or_default(),
            facilities,
            before,
        };
        manager.freeze(wanted).await.map_err(say)
    }
}
