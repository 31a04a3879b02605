//! Freezing: what stands now, of what came in before the cut-off, becomes a snapshot.

use super::snapshot::{Before, FrozenCampaign, FrozenList, FrozenRequest, FrozenRevision, SCHEMA, Snapshot};
use crate::access::Reviewer;
use crate::audit::log::Replay;
use crate::declarations::submission::{Document, RULES_VERSION};
use crate::records::{
    CampaignId, Day, Id, Millis, Request, SnapshotHead, StoredSnapshot, Submission, Supplier, SupplierId,
};
use crate::{FieldProblem, Result, ServiceError, Services};
use domain::answer;
use domain::workflow::RequestState;
use rollup::Settings;
use rollup::figures::{FacilityRule, Facts};
use rollup::survey::Supplier as Known;
use std::collections::{BTreeMap, BTreeSet};

/// Longest name, in characters.
const NAME: usize = 100;
/// How many acts on a request are looked at, the latest first: far more than any has.
const ACTS: u32 = 10_000;

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
    /// Which answers count.
    pub settings: Settings,
    /// Which facilities are counted.
    pub facilities: FacilityRule,
    /// The snapshot that this one is compared with; none for the first.
    pub before: Option<Id>,
}

/// A cut-off: the moment behind the last day on which answers count, and the offset in which days are named.
#[derive(Clone, Debug)]
pub(crate) struct Cutoff {
    pub(crate) at: Millis,
    zone: jiff::tz::TimeZone,
}

impl Cutoff {
    /// Behind this day in this zone; none where one of them is no such thing.
    fn behind(day: &str, zone: &str) -> Option<Cutoff> {
        let day: jiff::civil::Date = day.parse().ok()?;
        let offset = Cutoff::offset(zone)?;
        let zone = offset.to_time_zone();
        let at = day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond();
        Some(Cutoff { at, zone })
    }

    fn offset(zone: &str) -> Option<jiff::tz::Offset> {
        if zone == "Z" || zone.is_empty() {
            return Some(jiff::tz::Offset::UTC);
        }
        let text = format!("2000-01-01T00:00:00{zone}");
        jiff::fmt::temporal::Pieces::parse(&text).ok()?.to_numeric_offset()
    }

    /// The day of a moment, where the cut-off was named.
    fn day(&self, at: Millis) -> Day {
        let stamp = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
        stamp.to_zoned(self.zone.clone()).strftime("%Y-%m-%d").to_string()
    }
}

impl Reviewer {
    /// Freezes what stands now. What came in after the cut-off is told apart and counts nowhere else.
    pub async fn freeze(&self, wanted: Wanted) -> Result<SnapshotHead> {
        let services = self.services();
        let cutoff = checked(&wanted)?;
        let now = services.now();
        if cutoff.at > now {
            return Err(ServiceError::field("cutoff_day", "problem.cutoff_ahead"));
        }
        let names: BTreeSet<String> = services.store.snapshots().await?.into_iter().map(|s| s.name).collect();
        let name = answer::clean(&wanted.name).to_owned();
        if names.contains(&name) {
            return Err(ServiceError::field("name", "problem.name_taken"));
        }
        let snapshot = self.gather(&wanted, name, &cutoff, now).await?;
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
        // A day has one name here, as in the log; what is frozen is never younger than the freeze.
        if wanted.list_day > services.today() {
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
            smelters: counted.smelters.clone(),
            ..counted.opened.snapshot.clone()
        };
        let document;
        (document, head.hash) = snapshot.seal()?;
        let detail = serde_json::json!({ "name": head.name, "hash": head.hash }).to_string();
        let log = self.did("snapshot.taken", format!("snapshot:{}", head.id), detail);
        services.store.put_snapshot(StoredSnapshot { head: head.clone(), document }, log).await?;
        Ok(head)
    }
}

fn checked(w: &Wanted) -> Result<Cutoff> {
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
    if answer::parse_date(&w.list_day).is_none() {
        problem("list_day", "problem.date");
    }
    if w.settings.not_before.as_ref().is_some_and(|day| !answer::is_iso_date(day)) {
        problem("not_before", "problem.date");
    }
    if domain::template::named(&w.template_version).is_none() {
        problem("template_version", "problem.version");
    }
    let cutoff = Cutoff::behind(&w.cutoff_day, &w.zone);
    if cutoff.is_none() {
        problem("cutoff_day", "problem.date");
    }
    match cutoff {
        Some(cutoff) if problems.is_empty() => Ok(cutoff),
        _ => Err(ServiceError::Invalid(problems)),
    }
}

impl Reviewer {
    async fn gather(&self, wanted: &Wanted, name: String, cutoff: &Cutoff, now: Millis) -> Result<Snapshot> {
        let services = self.services();
        let mut suppliers: BTreeMap<SupplierId, Supplier> = BTreeMap::new();
        for supplier in services.store.all_suppliers().await? {
            suppliers.insert(supplier.id.clone(), supplier);
        }
        let (mut campaigns, mut requests) = (Vec::new(), Vec::new());
        let mut versions = BTreeSet::new();
        for id in wanted.campaigns.iter().collect::<BTreeSet<_>>() {
            let campaign = services.store.campaign(id).await?.ok_or(ServiceError::NotFound)?;
            campaigns.push(FrozenCampaign { id: campaign.id, name: campaign.name });
            versions.insert(campaign.template_version);
            for row in self.all_requests(id).await? {
                let supplier = suppliers.get(&row.request.supplier);
                requests.push(services.frozen(row.request, supplier, cutoff).await?);
            }
        }
        requests.sort_by(|a, b| a.id.cmp(&b.id));
        let versions = versions.into_iter().collect();
        let lists = services.store.smelter_list_heads().await?.into_iter().filter(|h| h.retired_at.is_none());
        let mut lists: Vec<FrozenList> = lists
            .map(|h| FrozenList {
                id: h.id,
                kind: h.kind,
                as_of: h.as_of,
                source: h.source,
                licence: h.licence,
                hash: h.hash,
            })
            .collect();
        lists.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(Snapshot {
            schema: SCHEMA,
            company: services.store.company().await?.map_or_else(String::new, |c| c.name),
            name,
            year: wanted.year,
            campaigns,
            cutoff_at: cutoff.at,
            zone: if wanted.zone.is_empty() { "Z".to_owned() } else { wanted.zone.clone() },
            taken_at: now,
            rules_version: RULES_VERSION.to_string(),
            template_version: wanted.template_version.clone(),
            list_day: wanted.list_day.clone(),
            lists,
            decisions: services.learnt().await?,
            verdicts: services.verdicts().await?,
            sourcing: services.sourcing().await?,
            settings: Settings { frozen_on: crate::day_of(now), ..wanted.settings.clone() },
            own: services.own_data().await?.own,
            suppliers: suppliers.into_values().map(known).collect(),
            requests,
            facts: Facts {
                cutoff_on: wanted.cutoff_day.clone(),
                year_from: format!("{}-01-01", wanted.year),
                facilities: wanted.facilities,
                approver: String::new(),
                versions,
                records_kept: services.records_kept().await?,
                engine: format!("rules {RULES_VERSION}, Touchstone {}", env!("CARGO_PKG_VERSION")),
            },
            before: services.before(wanted.before.as_deref()).await?,
            figures: Vec::new(),
            smelters: Vec::new(),
        })
    }
}

impl Services {
    /// The snapshot that another is compared with.
    async fn before(&self, id: Option<&str>) -> Result<Option<Before>> {
        let Some(id) = id else { return Ok(None) };
        let stored = self.store.snapshot(id).await?.ok_or(ServiceError::NotFound)?;
        let snapshot = Snapshot::read(&stored.document)?;
        let (id, name, hash) = (stored.head.id, stored.head.name, stored.head.hash);
        Ok(Some(Before { id, name, hash, figures: snapshot.figures, smelters: snapshot.smelters }))
    }

    /// For how long records are kept, as it is printed.
    async fn records_kept(&self) -> Result<String> {
        let months = self.store.company().await?.map_or(0, |c| c.retention_months);
        Ok(if months == 0 { String::new() } else { format!("{months} months") })
    }

    /// A request as it counts: what came after the cut-off is as if it had not come, but for being told.
    async fn frozen(
        &self,
        r: Request,
        supplier: Option<&Supplier>,
        cutoff: &Cutoff,
    ) -> Result<FrozenRequest> {
        let mut revision = None;
        let mut late = false;
        let mut came = false;
        for number in (1..=r.submissions).rev() {
            let Some(submission) = self.store.submission(&r.id, number).await? else { continue };
            if submission.submitted_at < cutoff.at {
                revision = Some(frozen_revision(&submission, cutoff)?);
                came = true;
                break;
            }
            late = true;
        }
        let acts = self.store.log_of(&format!("request:{}", r.id), ACTS).await?;
        let times = |act: &str| {
            let acts = acts.iter().filter(|e| e.entry.action == act && e.entry.at < cutoff.at);
            u32::try_from(acts.count()).unwrap_or(u32::MAX)
        };
        // Where it stood then, by the acts that had been done.
        let mut replay = Replay::default();
        let before = acts.iter().rev().filter(|e| e.entry.at < cutoff.at);
        before.for_each(|e| replay.note(&e.entry));
        let then = replay.state_of(&r.id);
        let is_last = revision.as_ref().is_some_and(|kept| kept.number == r.submissions);
        let asked = r.invited_at.is_some_and(|at| at < cutoff.at);
        Ok(FrozenRequest {
            state: match (late, is_last) {
                // Nobody had asked yet.
                _ if !asked => RequestState::Planned,
                // What is decided now was decided about an answer that does not count.
                (true, false) if came => then.unwrap_or(RequestState::SentBack),
                (true, false) => RequestState::Started,
                _ => r.state,
            },
            sent_on: r.invited_at.filter(|at| *at < cutoff.at).map(|at| cutoff.day(at)),
            reminders: times("request.reminded"),
            sent_back: times("request.sent_back"),
            undeliverable: supplier.is_some_and(|s| s.mail_problem.is_some()),
            late: late && !came,
            revision,
            id: r.id,
            campaign: r.campaign,
            supplier: r.supplier,
        })
    }
}

fn frozen_revision(submission: &Submission, cutoff: &Cutoff) -> Result<FrozenRevision> {
    let document = Document::read(&submission.document)?;
    let is_explained = |f: &&domain::Finding| {
        let keys = [Some(f.key()), f.group_key()];
        keys.iter().flatten().any(|key| document.explanations.contains_key(key))
    };
    let (explained, open): (Vec<_>, Vec<_>) = submission.report.warnings().partition(is_explained);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(FrozenRevision {
        number: submission.number,
        hash: submission.hash.clone(),
        received_on: cutoff.day(submission.submitted_at),
        open_warnings: count(open.len()),
        explained: count(explained.len()),
    })
}

/// What is known of a supplier. Who answers for it stays out of the snapshot.
fn known(s: Supplier) -> Known {
    Known {
        id: s.id.into(),
        name: s.name,
        relationship: s.relationship,
        excluded: Some(s.excluded).filter(|why| !why.is_empty()),
        priority: !s.important.is_empty(),
        spend: s.spend_share.and_then(|share| u64::try_from(share).ok()),
        contacts: Vec::new(),
    }
}

/// The last day on which answers counted, where it was named.
pub fn cutoff_day(head: &SnapshotHead) -> Day {
    let offset = Cutoff::offset(&head.zone).unwrap_or(jiff::tz::Offset::UTC);
    let cutoff = Cutoff { at: head.cutoff_at, zone: offset.to_time_zone() };
    cutoff.day(head.cutoff_at - 1)
}
