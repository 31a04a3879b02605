//! Gathering what a snapshot holds: what came in before the cut-off, and where each request stood then. Thousands of
//! requests are asked for together, and no declaration is in memory longer than it takes to look at it.

use super::freeze::{Cutoff, Wanted};
use super::snapshot::{
    Before, FrozenCampaign, FrozenFindings, FrozenList, FrozenRequest, FrozenRevision, FrozenRule, SCHEMA,
    Snapshot,
};
use crate::access::Manager;
use crate::audit::log::Replay;
use crate::declarations::submission::RULES_VERSION;
use crate::ports::during;
use crate::records::{
    CampaignId, Day, Instant, LogDraft, Request, RequestId, SubmissionHead, SubmissionText, Supplier,
    SupplierId,
};
use crate::review::recheck::by_rule;
use crate::zone::day_in;
use crate::{Result, ServiceError, Services};
use domain::workflow::RequestState;
use domain::{Finding, Report};
use rollup::Settings;
use rollup::figures::Facts;
use rollup::survey::Supplier as Known;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a reminder is called in the log.
const REMINDED: &str = "request.reminded";
/// How many requests are asked for in one statement.
const REQUESTS: usize = 200;
/// How many documents are in memory together: the largest have some megabytes.
pub(super) const DOCUMENTS: usize = 8;

impl Manager {
    pub(super) async fn gather(
        &self,
        wanted: &Wanted,
        name: String,
        cutoff: &Cutoff,
        list_day: Day,
        now: Instant,
    ) -> Result<Snapshot> {
        let services = self.services();
        let mut suppliers: BTreeMap<SupplierId, Supplier> = BTreeMap::new();
        for supplier in services.store.all_suppliers(self.scope()).await? {
            suppliers.insert(supplier.id.clone(), supplier);
        }
        let (mut campaigns, mut requests) = (Vec::new(), Vec::new());
        let mut beside = Beside { checked_at: now, ..Beside::default() };
        let mut versions = BTreeSet::new();
        for id in wanted.campaigns.iter().collect::<BTreeSet<_>>() {
            let campaign = services.store.campaign(self.scope(), id).await?.ok_or(ServiceError::NotFound)?;
            campaigns.push(FrozenCampaign { id: campaign.id, name: campaign.name });
            versions.insert(campaign.template_version);
            let asked = self.all_requests(id).await?.into_iter().map(|row| row.request).collect();
            requests.extend(services.frozen(id, asked, &suppliers, cutoff, &mut beside).await?);
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
            list_day,
            lists,
            decisions: services.learnt().await?,
            verdicts: services.verdicts().await?,
            sourcing: services.sourcing().await?,
            settings: Settings {
                frozen_on: Some(day_in(&services.company_zone().await?, now)),
                ..wanted.settings.clone()
            },
            own: services.own_data().await?.own,
            suppliers: known(suppliers, &requests, wanted.important),
            requests,
            facts: Facts {
                cutoff_on: wanted.cutoff_day.parse().ok(),
                year_from: i32::try_from(wanted.year).ok().and_then(|year| Day::new(year, 1, 1)),
                facilities: wanted.facilities,
                important: wanted.important,
                approver: String::new(),
                versions,
                records_kept: services.records_kept().await?,
                engine: format!("rules {RULES_VERSION}, Touchstone {}", env!("CARGO_PKG_VERSION")),
            },
            before: services.before(wanted.before.as_deref()).await?,
            figures: Vec::new(),
            smelters: Vec::new(),
            found: Some(FrozenFindings {
                declarations: beside.declarations,
                rules: beside.rules.into_iter().map(FrozenRule::from).collect(),
            }),
            reminded: Some(beside.reminded.into_iter().collect()),
        })
    }
}

/// What is counted over all requests while they are gathered.
#[derive(Default)]
struct Beside {
    /// Findings count as submissions had been checked last at this moment.
    checked_at: Instant,
    reminded: BTreeMap<Day, u64>,
    declarations: u64,
    /// By code: in how many declarations, and how many.
    rules: BTreeMap<String, (u64, u64)>,
}

impl From<(String, (u64, u64))> for FrozenRule {
    fn from((code, (declarations, findings)): (String, (u64, u64))) -> FrozenRule {
        FrozenRule { code, declarations, findings }
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

    /// Requests as they count: what came after the cut-off is as if it had not come, but for being told.
    async fn frozen(
        &self,
        campaign: &CampaignId,
        asked: Vec<Request>,
        suppliers: &BTreeMap<SupplierId, Supplier>,
        cutoff: &Cutoff,
        beside: &mut Beside,
    ) -> Result<Vec<FrozenRequest>> {
        let mut came: HashMap<RequestId, Vec<SubmissionHead>> = HashMap::new();
        for head in self.store.arrivals(campaign).await? {
            came.entry(head.request.clone()).or_default().push(head);
        }
        let mut out = Vec::with_capacity(asked.len());
        for some in asked.chunks(REQUESTS) {
            let objects = some.iter().map(|r| format!("request:{}", r.id)).collect();
            let mut acts: HashMap<String, Vec<LogDraft>> = HashMap::new();
            for act in self.store.acts_on(objects, cutoff.at).await? {
                acts.entry(act.object.clone()).or_default().push(act);
            }
            for request in some {
                let came = came.get(&request.id).map_or(&[][..], Vec::as_slice);
                // Newer ones came while this was being asked.
                let came: Vec<_> = came.iter().filter(|head| head.number <= request.submissions).collect();
                let acts = acts.remove(&format!("request:{}", request.id)).unwrap_or_default();
                for act in acts.iter().filter(|act| act.action == REMINDED) {
                    *beside.reminded.entry(cutoff.day(act.at)).or_default() += 1;
                }
                out.push(frozen(request, suppliers.get(&request.supplier), &came, &acts, cutoff));
            }
        }
        for some in out.chunks_mut(REQUESTS) {
            self.count_warnings(some, beside).await?;
        }
        Ok(out)
    }

    /// Counts the warnings of the revisions that count: those that were explained, and those that nobody explained; and
    /// beside, what the rules found in declarations that were not rejected.
    async fn count_warnings(&self, requests: &mut [FrozenRequest], beside: &mut Beside) -> Result<()> {
        let place = |r: &FrozenRequest| Some((r.id.clone(), r.revision.as_ref()?.number));
        let places: HashMap<RequestId, i64> = requests.iter().filter_map(place).collect();
        let mut counts: HashMap<RequestId, (u32, u32)> = HashMap::new();
        let all: Vec<(RequestId, i64)> = places.clone().into_iter().collect();
        let mut found: HashMap<RequestId, BTreeMap<String, u64>> = HashMap::new();
        for some in all.chunks(DOCUMENTS) {
            for (id, findings) in self.store.findings_of(some.to_vec(), beside.checked_at).await? {
                found.insert(id, by_rule(&findings));
            }
            let mut reports: HashMap<RequestId, Report> =
                self.store.reports_of(some.to_vec()).await?.into_iter().collect();
            reports.retain(|_, report| report.warnings().next().is_some());
            let warned = some.iter().filter(|(id, _)| reports.contains_key(id)).cloned().collect();
            for text in self.store.documents(warned).await? {
                if let Some(report) = reports.get(&text.request) {
                    counts.insert(text.request.clone(), warnings(report, &text)?);
                }
            }
        }
        for request in requests {
            if request.revision.is_some() && request.state.has_declaration() {
                beside.declarations += 1;
                for (code, n) in found.remove(&request.id).into_iter().flatten() {
                    let rule = beside.rules.entry(code).or_default();
                    *rule = (rule.0 + 1, rule.1 + n);
                }
            }
            let (open, explained) = counts.get(&request.id).copied().unwrap_or_default();
            if let Some(revision) = &mut request.revision {
                (revision.open_warnings, revision.explained) = (open, explained);
            }
        }
        Ok(())
    }
}

/// A request as it counts; what its warnings come to is not known yet.
fn frozen(
    r: &Request,
    supplier: Option<&Supplier>,
    came: &[&SubmissionHead],
    acts: &[LogDraft],
    cutoff: &Cutoff,
) -> FrozenRequest {
    let kept = came.iter().rfind(|head| head.submitted_at < cutoff.at);
    let late = came.last().is_some_and(|head| head.submitted_at >= cutoff.at);
    let revision = kept.map(|head| FrozenRevision {
        number: head.number,
        hash: head.hash.clone(),
        received_on: cutoff.day(head.submitted_at),
        open_warnings: 0,
        explained: 0,
    });
    let times = |action: &str| {
        let acts = acts.iter().filter(|act| act.action == action);
        u32::try_from(acts.count()).unwrap_or(u32::MAX)
    };
    // Where it stood then, by the acts that had been done.
    let mut replay = Replay::default();
    acts.iter().for_each(|act| replay.note(act));
    let is_last = kept.is_some_and(|head| head.number == r.submissions);
    let asked = r.invited_at.is_some_and(|at| at < cutoff.at);
    FrozenRequest {
        state: match (late, is_last) {
            // Nobody had asked yet.
            _ if !asked => RequestState::Planned,
            // What is decided now was decided about an answer that does not count.
            (true, false) if kept.is_some() => replay.state_of(&r.id).unwrap_or(RequestState::SentBack),
            (true, false) => RequestState::Started,
            _ => r.state,
        },
        sent_on: r.invited_at.filter(|at| *at < cutoff.at).map(|at| cutoff.day(at)),
        reminders: times(REMINDED),
        // What was taken back before the supplier acted was no sending back.
        sent_back: times("request.sent_back").saturating_sub(times("request.sent_back_undone")),
        calls: Some(times("request.called")),
        undeliverable: supplier.is_some_and(|s| s.mail_problem.is_some()),
        late: late && kept.is_none(),
        revision,
        id: r.id.clone(),
        campaign: r.campaign.clone(),
        supplier: r.supplier.clone(),
    }
}

/// Of a stored document what explains warnings; its thousands of rows are passed over.
#[derive(Deserialize)]
struct Explained {
    explanations: BTreeMap<String, String>,
}

/// How many warnings nobody has explained, and how many were.
fn warnings(report: &Report, text: &SubmissionText) -> Result<(u32, u32)> {
    let Explained { explanations } = serde_json::from_str(&text.document)
        .map_err(|e| ServiceError::Internal(during("a stored document", e)))?;
    let is_explained = |f: &&Finding| {
        let keys = [Some(f.key()), f.group_key()];
        keys.iter().flatten().any(|key| explanations.contains_key(key))
    };
    let (explained, open): (Vec<_>, Vec<_>) = report.warnings().partition(is_explained);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok((count(open.len()), count(explained.len())))
}

/// What is known of suppliers. Who answers for them stays out of the snapshot.
fn known(
    suppliers: BTreeMap<SupplierId, Supplier>,
    asked: &[FrozenRequest],
    important: Option<u32>,
) -> Vec<Known> {
    let was_asked = |r: &&FrozenRequest| !matches!(r.state, RequestState::Planned | RequestState::Withdrawn);
    let asked: BTreeSet<&SupplierId> =
        asked.iter().filter(was_asked).map(|request| &request.supplier).collect();
    // Who was asked all the same is in scope, though it was retired since.
    let is_gone = |s: &Supplier| s.retired_at.is_some() && !asked.contains(&s.id);
    let why = |s: &Supplier| match s.excluded.as_str() {
        "" => is_gone(s).then(|| "no longer a supplier".to_owned()),
        said => Some(said.to_owned()),
    };
    let one = |s: Supplier| Known {
        excluded: why(&s),
        id: s.id.into(),
        name: s.name,
        relationship: s.relationship,
        // The largest are important where that is asked for, else those that the company calls so.
        priority: important.is_none() && !s.important.is_empty(),
        spend: s.spend_share.and_then(|share| u64::try_from(share).ok()),
        contacts: Vec::new(),
    };
    let mut all: Vec<Known> = suppliers.into_values().map(one).collect();
    if let Some(percent) = important {
        flag_largest(&mut all, percent);
    }
    all
}

/// Flags the largest suppliers, so many that together they have this share of the spend of those in scope.
fn flag_largest(all: &mut [Known], percent: u32) {
    let mut by_size: Vec<usize> = (0..all.len()).filter(|at| all[*at].excluded.is_none()).collect();
    by_size.sort_by_key(|at| (std::cmp::Reverse(all[*at].spend), *at));
    let whole: u128 = by_size.iter().filter_map(|at| all[*at].spend).map(u128::from).sum();
    let mut sum = 0;
    for at in by_size {
        let Some(spend) = all[at].spend.filter(|spend| *spend > 0) else { return };
        if sum * 100 >= whole * u128::from(percent) {
            return;
        }
        sum += u128::from(spend);
        all[at].priority = true;
    }
}
