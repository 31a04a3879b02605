//! Rule profiles: what the rules do in a campaign, tried on what came in before it is switched on.

use crate::access::{Manager, Viewer};
use crate::declarations::submission::Document;
use crate::records::{
    Campaign, CampaignId, Request, RequestFilter, RequestId, RequestSort, RuleProfile, Scope, Submission,
    Supplier,
};
use crate::{FieldProblem, Result, ServiceError, Services, day_of, secrets};
use domain::rules::{Earlier, Other, Profile, ReviewContext, check_for_review, smelter_set};
use domain::{Declaration, Finding, References, Settings, Template, answer};
use std::collections::BTreeMap;

/// Most characters that the reason may have.
const LONGEST_WHY: usize = 1_000;

/// What a profile would change about one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleDiff {
    /// Declarations in which it flags something that it does not flag now.
    pub more: Vec<Affected>,
    /// Declarations in which it no longer flags something.
    pub fewer: Vec<Affected>,
    /// Declarations in which it flags the same, but does something else about it.
    pub severity_changed: Vec<Affected>,
}

/// A declaration that a profile would check otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    pub request: RequestId,
    /// Who declared it.
    pub supplier: String,
    /// How many findings are meant.
    pub findings: usize,
}

/// What a profile would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DryRun {
    /// How many declarations were checked twice.
    pub declarations: usize,
    /// By the code of the rule; only rules that would change something.
    pub rules: BTreeMap<String, RuleDiff>,
    /// Of those declarations, how many could not be submitted as they are.
    pub blocked: Vec<Affected>,
}

impl Services {
    /// The profile that holds in a campaign, with its version; 0 for the built-in one.
    pub async fn profile_of(&self, campaign: &CampaignId) -> Result<(i64, Profile)> {
        let found = self.store.rule_profile(campaign).await?;
        Ok(found.map_or_else(Default::default, |p| (p.version, p.profile)))
    }

    /// The settings of a check today.
    pub(crate) fn settings<'a>(&self, profile: &'a Profile) -> Settings<'a> {
        Settings { today: Some(self.today()), profile }
    }

    /// What is known besides a declaration: last time's, and others with the same smelters.
    pub(crate) async fn review_context(
        &self,
        campaign: &Campaign,
        supplier: &Supplier,
        request: &RequestId,
        d: &Declaration,
    ) -> Result<ReviewContext> {
        let same =
            self.store.same_smelters(&Scope::Everything, &campaign.id, &smelter_digest(d), request).await?;
        let mut others = Vec::with_capacity(same.len());
        for (name, submission) in same {
            let cids = smelter_set(&Document::read(&submission.document)?.declaration);
            others.push(Other { supplier: name, cids: cids.into_iter().collect() });
        }
        Ok(ReviewContext {
            supplier: supplier.name.clone(),
            parts: supplier.parts.clone(),
            earlier: self.earlier(campaign, supplier).await?,
            others,
            lists: self.smelters_in_force().await?.history.clone(),
        })
    }

    /// The last declaration of the supplier in the latest campaign of an earlier year.
    async fn earlier(&self, campaign: &Campaign, supplier: &Supplier) -> Result<Option<Earlier>> {
        let Some((of, last)) = self.earlier_submission(&Scope::Everything, campaign, supplier).await? else {
            return Ok(None);
        };
        Ok(Some(Earlier {
            campaign: of.name,
            on: day_of(last.submitted_at),
            declaration: Document::read(&last.document)?.declaration,
        }))
    }

    /// The same as it is stored, with its campaign.
    pub(crate) async fn earlier_submission(
        &self,
        scope: &Scope,
        campaign: &Campaign,
        supplier: &Supplier,
    ) -> Result<Option<(Campaign, Submission)>> {
        let filter = RequestFilter {
            supplier: Some(supplier.id.clone()),
            sort: RequestSort::Recent,
            limit: 100,
            ..RequestFilter::default()
        };
        let mut best: Option<(Campaign, Request)> = None;
        for row in self.store.requests(scope, &filter).await?.rows {
            if row.request.submissions == 0 || row.request.campaign == campaign.id {
                continue;
            }
            let Some(of) = self.store.campaign(scope, &row.request.campaign).await? else { continue };
            if of.year < campaign.year && best.as_ref().is_none_or(|(b, _)| b.year < of.year) {
                best = Some((of, row.request));
            }
        }
        let Some((of, request)) = best else { return Ok(None) };
        let last = self.store.submission(&request.id, request.submissions).await?;
        Ok(last.map(|last| (of, last)))
    }
}

/// What finds declarations with the very same smelters; empty for one that names none.
pub(crate) fn smelter_digest(d: &Declaration) -> String {
    let cids: Vec<String> = smelter_set(d).into_iter().collect();
    if cids.is_empty() { String::new() } else { secrets::sha256_hex(cids.join(" ").as_bytes()) }
}

impl Viewer {
    /// The versions of a campaign's rule profile, newest first.
    pub async fn rule_profiles(&self, campaign: &CampaignId) -> Result<Vec<RuleProfile>> {
        self.campaign(campaign).await?;
        Ok(self.services().store.rule_profiles(campaign).await?)
    }
}

impl Manager {
    /// What a profile would change about the last declaration of every supplier of the campaign, if it was checked
    /// today by it and by the one that holds. Stores nothing.
    pub async fn try_profile(&self, campaign: &CampaignId, profile: &Profile) -> Result<DryRun> {
        let of = self.campaign(campaign).await?;
        let new = tidy(profile)?;
        let services = self.services();
        let (_, old) = services.profile_of(campaign).await?;
        let references = services.references().await?;
        let mut run = DryRun::default();
        for row in self.all_requests(campaign).await?.into_iter().filter(|r| r.request.submissions > 0) {
            let store = &services.store;
            let Some(last) = store.submission(&row.request.id, row.request.submissions).await? else {
                continue;
            };
            let supplier = self.supplier(&row.request.supplier).await?;
            let document = Document::read(&last.document)?;
            let d = &document.declaration;
            let Ok(template) = document.definition() else { continue };
            let beside = services.review_context(&of, &supplier, &row.request.id, d).await?;
            let said =
                |profile: &Profile| check(d, template, &references, services.settings(profile), &beside);
            let (before, after) = (said(&old), said(&new));
            let affected = |findings| Affected {
                request: row.request.id.clone(),
                supplier: row.supplier_name.clone(),
                findings,
            };
            compare(&mut run, &before, &after, &affected);
            let explained = |f: &Finding| f.explanation(|key| document.explanations.get(key)).is_some();
            let stops = |f: &&Finding| match f.severity {
                domain::Severity::Error => true,
                domain::Severity::Warning => domain::rules::rule(&f.code).is_some() && !explained(f),
                domain::Severity::Note => false,
            };
            let blocking = after.iter().filter(stops).filter(|f| !before.contains(f)).count();
            if blocking > 0 {
                run.blocked.push(affected(blocking));
            }
            run.declarations += 1;
        }
        Ok(run)
    }

    /// Switches a profile on: the next version, if `base` is the one that holds.
    pub async fn switch_profile(
        &self,
        campaign: &CampaignId,
        base: i64,
        profile: &Profile,
        why: &str,
    ) -> Result<i64> {
        self.everything()?;
        self.campaign(campaign).await?;
        let why = answer::clean(why);
        let mut problems = Vec::new();
        if why.is_empty() || why.chars().count() > LONGEST_WHY {
            problems.push(FieldProblem::new("why", "problem.why"));
        }
        let tidied = tidy(profile);
        if let Err(ServiceError::Invalid(found)) = &tidied {
            problems.extend(found.clone());
        }
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let next = RuleProfile {
            campaign: campaign.to_owned(),
            version: base + 1,
            profile: tidied?,
            member: self.member().id.clone(),
            why: why.to_owned(),
            at: self.services().now(),
        };
        let detail = format!("{{\"version\":{}}}", next.version);
        let log = self.did("campaign.rules_changed", format!("campaign:{campaign}"), detail);
        self.services().store.put_rule_profile(next, log).await?;
        Ok(base + 1)
    }
}

/// The profile without what is built in anyway; or what is wrong with it, field by field.
fn tidy(profile: &Profile) -> Result<Profile> {
    profile.tidy().map_err(|bad| {
        let problem = |entry: &domain::rules::tuning::BadEntry| {
            let text =
                if domain::rules::any_rule(&entry.0).is_some() { "problem.level" } else { "problem.limit" };
            FieldProblem::new(&entry.0, text)
        };
        ServiceError::Invalid(bad.iter().map(problem).collect())
    })
}

/// What the rules of the form and of the review find.
fn check(
    d: &Declaration,
    template: &Template,
    references: &References,
    settings: Settings,
    beside: &ReviewContext,
) -> Vec<Finding> {
    let mut said = domain::check(d, template, references, settings).findings;
    said.extend(check_for_review(d, template, references, settings, beside));
    said
}

/// Adds what changed for one declaration, rule by rule.
fn compare(run: &mut DryRun, before: &[Finding], after: &[Finding], affected: &dyn Fn(usize) -> Affected) {
    let by_rule = |said: &[Finding]| {
        let mut map: BTreeMap<String, BTreeMap<String, Finding>> = BTreeMap::new();
        for f in said {
            map.entry(f.code.clone()).or_default().insert(f.key(), f.clone());
        }
        map
    };
    let (before, after) = (by_rule(before), by_rule(after));
    let none = BTreeMap::new();
    let mut codes: Vec<&String> = before.keys().chain(after.keys()).collect();
    codes.sort();
    codes.dedup();
    for code in codes {
        let (old, new) = (before.get(code).unwrap_or(&none), after.get(code).unwrap_or(&none));
        let more = new.keys().filter(|key| !old.contains_key(*key)).count();
        let fewer = old.keys().filter(|key| !new.contains_key(*key)).count();
        let otherwise =
            new.iter().filter(|(key, f)| old.get(*key).is_some_and(|o| o.severity != f.severity)).count();
        if more + fewer + otherwise == 0 {
            continue;
        }
        let shift = run.rules.entry(code.clone()).or_default();
        for (count, list) in
            [(more, &mut shift.more), (fewer, &mut shift.fewer), (otherwise, &mut shift.severity_changed)]
        {
            if count > 0 {
                list.push(affected(count));
            }
        }
    }
}

/// How a submission is checked besides its report.
pub(crate) fn review_result(
    profile: i64,
    findings: Vec<Finding>,
    submission: &Declaration,
) -> crate::records::ReviewResult {
    crate::records::ReviewResult { profile, findings, smelters: smelter_digest(submission) }
}

/// What a reviewer sees of a submission: its report with what the rules of the review said.
pub fn whole_report(submission: &Submission) -> domain::Report {
    let mut report = submission.report.clone();
    report.findings.extend(submission.review.findings.iter().cloned());
    report
}
