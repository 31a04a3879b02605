//! Freezing: what stands now, of what came in before the cut-off, becomes a snapshot.

use super::snapshot::Snapshot;
use crate::access::Manager;
use crate::records::{CampaignId, Day, Id, Instant, SnapshotHead, StoredSnapshot};
use crate::zone::day_in;
use crate::{FieldProblem, Result, ServiceError};
use domain::answer;
use rollup::Settings;
use rollup::figures::FacilityRule;
use std::collections::BTreeSet;

/// Longest name, in characters.
const NAME: usize = 100;

/// What somebody wants frozen, as typed.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub name: String,
    /// The year that is reported on.
    pub year: i64,
    pub campaigns: Vec<CampaignId>,
    /// The last day on which answers count.
    pub cutoff_day: String,
    /// The offset from UTC of the place where that day ends: `+01:00`, `Z`.
    pub zone: String,
    /// The day on which statuses of smelters are asked.
    pub list_day: String,
    /// The version of the template in which the roll-up answers.
    pub template_version: String,
    /// Which answers count, but for what follows from the next two.
    pub settings: Settings,
    /// The numbers of the product lines that are answered for, with semicolons between them; blank for all.
    pub lines: String,
    /// Declarations that speak of an earlier day are too old; blank where none is.
    pub not_before: String,
    /// Which facilities are counted.
    pub facilities: FacilityRule,
    /// The largest suppliers that together have this share of the spend, in percent, are important ones.
    pub important: Option<u32>,
    /// The snapshot that this one is compared with; none for the first.
    pub before: Option<Id>,
}

/// A cut-off: the moment behind the last day on which answers count, and the offset in which days are named.
#[derive(Clone, Debug)]
pub(crate) struct Cutoff {
    pub(crate) at: Instant,
    zone: jiff::tz::TimeZone,
}

impl Cutoff {
    /// Behind this day in this zone; none where one of them is no such thing.
    fn behind(day: Day, zone: &str) -> Option<Cutoff> {
        let next = day.plus(1);
        let next =
            jiff::civil::Date::new(next.year() as i16, next.month() as i8, next.of_month() as i8).ok()?;
        let offset = Cutoff::offset(zone)?;
        let zone = offset.to_time_zone();
        let at = next.to_zoned_datetime(zone.clone()).ok()?.timestamp().as_millisecond();
        Some(Cutoff { at: Instant::from_millis(at), zone })
    }

    fn offset(zone: &str) -> Option<jiff::tz::Offset> {
        if zone == "Z" || zone.is_empty() {
            return Some(jiff::tz::Offset::UTC);
        }
        let text = format!("2000-01-01T00:00:00{zone}");
        jiff::fmt::temporal::Pieces::parse(&text).ok()?.to_numeric_offset()
    }

    /// The day of a moment, where the cut-off was named.
    pub(super) fn day(&self, at: Instant) -> Day {
        day_in(&self.zone, at)
    }
}

impl Manager {
    /// Freezes what stands now. What came in after the cut-off is told apart and counts nowhere else.
    pub async fn freeze(&self, wanted: Wanted) -> Result<SnapshotHead> {
        self.everything()?;
        let services = self.services();
        let Checked { cutoff, list_day, not_before } = checked(&wanted)?;
        let lines = self.lines(&wanted.lines).await?;
        let settings = Settings { not_before, lines, ..wanted.settings.clone() };
        let wanted = Wanted { settings, ..wanted };
        let now = services.now();
        if cutoff.at > now {
            return Err(ServiceError::field("cutoff_day", "problem.cutoff_ahead"));
        }
        let names: BTreeSet<String> = services.store.snapshots().await?.into_iter().map(|s| s.name).collect();
        let name = answer::clean(&wanted.name).to_owned();
        if names.contains(&name) {
            return Err(ServiceError::field("name", "problem.name_taken"));
        }
        let snapshot = self.gather(&wanted, name, &cutoff, list_day, now).await?;
        let mut head = SnapshotHead {
            id: services.new_id(),
            name: snapshot.name.clone(),
            year: snapshot.year,
            cutoff_at: cutoff.at,
            zone: snapshot.zone.clone(),
            taken_at: now,
            taken_by: self.member().id.clone(),
            hash: String::new(),
        };
        // The day of the freeze is named where the company is; what is frozen is never younger.
        if list_day > services.company_today().await? {
            return Err(ServiceError::field("list_day", "problem.day_ahead"));
        }
        let counted = services.count(services.open(head.clone(), snapshot).await?).await?;
        if let Some(broken) = counted.broken.first() {
            let pair = format!("{}: {} / {}: {}", broken.one.0, broken.one.1, broken.other.0, broken.other.1);
            let problem = FieldProblem::with("name", "problem.contradiction", "pair", &pair);
            return Err(ServiceError::Invalid(vec![problem]));
        }
        let snapshot = Snapshot {
            figures: counted.figures.kept(),
            smelters: counted.smelters,
            ..counted.opened.snapshot
        };
        let document;
        (document, head.hash) = snapshot.seal()?;
        let detail = serde_json::json!({ "name": head.name, "hash": head.hash }).to_string();
        let log = self.did("snapshot.taken", format!("snapshot:{}", head.id), detail);
        services.store.put_snapshot(StoredSnapshot { head: head.clone(), document }, log).await?;
        Ok(head)
    }
}

impl Manager {
    /// The product lines that are meant; none where all are.
    async fn lines(&self, typed: &str) -> Result<Option<Vec<String>>> {
        let numbers = typed.split(';').map(answer::clean).filter(|number| !number.is_empty());
        let numbers: BTreeSet<String> = numbers.map(str::to_owned).collect();
        if numbers.is_empty() {
            return Ok(None);
        }
        let own = self.own_data().await?.own;
        match numbers.iter().find(|number| !own.lines.iter().any(|line| line.number == **number)) {
            None => Ok(Some(numbers.into_iter().collect())),
            Some(unknown) => Err(ServiceError::Invalid(vec![FieldProblem::with(
                "lines",
                "problem.line_unknown",
                "name",
                unknown,
            )])),
        }
    }
}

/// The days of what somebody wants frozen.
struct Checked {
    cutoff: Cutoff,
    list_day: Day,
    not_before: Option<Day>,
}

fn checked(w: &Wanted) -> Result<Checked> {
    let mut problems = Vec::new();
    let mut problem = |field: &str, text: &str| problems.push(FieldProblem::new(field, text));
    if answer::is_blank(&w.name) {
        problem("name", "problem.required");
    } else if w.name.chars().count() > NAME {
        problem("name", "problem.too_long");
    }
    if !(2010..=2100).contains(&w.year) {
        problem("year", "problem.year");
    }
    if w.campaigns.is_empty() {
        problem("campaigns", "problem.required");
    }
    let list_day = answer::parse_date(&w.list_day);
    if list_day.is_none() {
        problem("list_day", "problem.date");
    }
    let not_before = answer::parse_date(&w.not_before);
    if not_before.is_none() && !answer::is_blank(&w.not_before) {
        problem("not_before", "problem.date");
    }
    if w.important.is_some_and(|percent| !(1..=100).contains(&percent)) {
        problem("important", "problem.percent");
    }
    if w.settings.widest == Some(0) {
        problem("widest", "problem.rows");
    }
    if domain::template::named(&w.template_version).is_none() {
        problem("template_version", "problem.version");
    }
    let cutoff = w.cutoff_day.parse().ok().and_then(|day| Cutoff::behind(day, &w.zone));
    if cutoff.is_none() {
        problem("cutoff_day", "problem.date");
    }
    match (cutoff, list_day) {
        (Some(cutoff), Some(list_day)) if problems.is_empty() => Ok(Checked { cutoff, list_day, not_before }),
        _ => Err(ServiceError::Invalid(problems)),
    }
}

/// The last day on which answers counted, where it was named.
pub fn cutoff_day(head: &SnapshotHead) -> Day {
    let offset = Cutoff::offset(&head.zone).unwrap_or(jiff::tz::Offset::UTC);
    let cutoff = Cutoff { at: head.cutoff_at, zone: offset.to_time_zone() };
    cutoff.day(head.cutoff_at - 1)
}
