//! Checking submissions again when smelter lists, a rule profile or the rules themselves have changed. The first check
//! stays as it was; what is said later stands beside it, dated, with what had changed.

use crate::access::Viewer;
use crate::declarations::submission::{Document, RULES_VERSION};
use crate::jobs::{Piece, Wanted};
use crate::records::{
    Campaign, CampaignId, CampaignState, Job, JobKind, Progress, Recheck, RecheckCommit, RequestId, Scope,
    Submission,
};
use crate::review::profiles::whole_report;
use crate::{Result, ServiceError, Services};
use domain::Finding;
use domain::rules::{Profile, check_for_review};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many submissions one piece checks: few enough that a supplier's save never waits long.
const ROUND: u32 = 20;

/// What a submission was checked by: the smelter lists in use, the version of the profile, the version of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Basis {
    lists: Vec<String>,
    profile: i64,
    rules: String,
}

impl Basis {
    fn text(&self) -> String {
        format!("{};{};{}", self.lists.join(","), self.profile, self.rules)
    }

    fn read(text: &str) -> Option<Basis> {
        let (lists, rest) = text.split_once(';')?;
        let (profile, rules) = rest.split_once(';')?;
        Some(Basis {
            lists: lists.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            profile: profile.parse().ok()?,
            rules: rules.to_owned(),
        })
    }

    /// What has changed since: a list that came or was retired, the profile, else the rules.
    fn cause_since(&self, before: Option<&Basis>, campaign: &CampaignId) -> String {
        let Some(before) = before else { return format!("rules:{}", self.rules) };
        let came = self.lists.iter().find(|id| !before.lists.contains(id));
        let went = before.lists.iter().find(|id| !self.lists.contains(id));
        if let Some(list) = came.or(went) {
            format!("list:{list}")
        } else if self.profile != before.profile {
            format!("profile:{campaign}:{}", self.profile)
        } else {
            format!("rules:{}", self.rules)
        }
    }
}

/// Where the job that checks submissions again goes on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Position {
    /// In which campaign, and by what it checks there. Where something else holds now, it begins anew with that campaign.
    campaign: CampaignId,
    by: String,
    /// The last request that was checked.
    behind: RequestId,
}

impl Viewer {
    /// The job that checks submissions again, while it is not over.
    pub async fn judging(&self) -> Result<Option<Job>> {
        Ok(self.last_job(JobKind::JudgeAnew).await?.filter(|job| job.finished_at.is_none()))
    }
}

impl Services {
    async fn basis(&self, profile: i64) -> Result<Basis> {
        let lists = self.smelters_in_force().await?.ids();
        Ok(Basis { lists, profile, rules: RULES_VERSION.to_owned() })
    }

    /// What a submission is checked by today under a version of the profile, as it is stored.
    pub(crate) async fn basis_of(&self, profile: i64) -> Result<String> {
        Ok(self.basis(profile).await?.text())
    }

    /// Has the submissions checked again that were checked by something that no longer holds, of campaigns that are not
    /// closed. Says whether there is any.
    pub async fn judge_anew(&self) -> Result<bool> {
        if !self.store.open_jobs(JobKind::JudgeAnew).await?.is_empty() {
            return Ok(true);
        }
        let mut total = 0;
        for campaign in self.judged_campaigns().await? {
            let (version, _) = self.profile_of(&campaign.id).await?;
            let by = self.basis_of(version).await?;
            total += self.store.outdated_reviews_found(&campaign.id, &by).await?;
        }
        if total == 0 {
            return Ok(false);
        }
        let wanted = Wanted {
            kind: JobKind::JudgeAnew,
            key: JobKind::JudgeAnew.key().to_owned(),
            argument: String::new(),
            total,
            by: String::new(),
        };
        self.start_job(wanted, None).await?;
        Ok(true)
    }

    /// The campaigns whose submissions are kept up to date, always in the same order.
    async fn judged_campaigns(&self) -> Result<Vec<Campaign>> {
        let mut all = self.store.campaigns(&Scope::Everything).await?;
        all.retain(|campaign| campaign.state != CampaignState::Closed);
        all.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
        Ok(all)
    }

    /// The next piece of checking them again.
    pub(crate) async fn judging_piece(&self, progress: &Progress) -> Result<Piece> {
        if progress.position.is_empty() {
            // Another instance may have just imported a list.
            self.forget_references();
        }
        let mut at: Position = serde_json::from_str(&progress.position).unwrap_or_default();
        for campaign in self.judged_campaigns().await? {
            if campaign.id.as_str() < at.campaign.as_str() {
                continue;
            }
            // Once for all of them: what they are checked by is of one moment.
            let (version, profile) = self.profile_of(&campaign.id).await?;
            let basis = self.basis(version).await?;
            if at.campaign != campaign.id || at.by != basis.text() {
                at = Position {
                    campaign: campaign.id.clone(),
                    by: basis.text(),
                    behind: RequestId::default(),
                };
            }
            let outdated = self.store.outdated_reviews(&campaign.id, &at.by, &at.behind, ROUND).await?;
            let Some((last, ..)) = outdated.last() else { continue };
            for (request, number, before) in &outdated {
                self.recheck_one((&campaign, &profile), (request, *number, before), &basis).await?;
            }
            at.behind = last.clone();
            let position = serde_json::to_string(&at).map_err(|e| ServiceError::Internal(e.into()))?;
            let done = progress.done + outdated.len() as u64;
            return Ok(Piece::Next(Progress { position, done, total: progress.total.max(done) }));
        }
        Ok(Piece::Last(Progress { position: String::new(), ..progress.clone() }))
    }

    async fn recheck_one(
        &self,
        (campaign, profile): (&Campaign, &Profile),
        (request, number, before): (&RequestId, i64, &str),
        basis: &Basis,
    ) -> Result<()> {
        let Some(submission) = self.store.submission(request, number).await? else { return Ok(()) };
        let earlier = self.store.rechecks(request).await?.into_iter().rfind(|c| c.number == number);
        let old = findings(&submission, earlier.as_ref());
        let (report, review) = self.reports_of(campaign, profile, &submission).await?;
        let new: Vec<Finding> = report.findings.iter().chain(&review).cloned().collect();
        let keys = |all: &[Finding]| all.iter().map(|f| (f.key(), f.severity)).collect::<BTreeSet<_>>();
        let (had, has) = (keys(&old), keys(&new));
        let (more, fewer) = (has.difference(&had).count() as i64, had.difference(&has).count() as i64);
        let mut commit = RecheckCommit {
            request: request.to_owned(),
            number,
            before: before.to_owned(),
            by: basis.text(),
            // What a reviewer sees is what is kept.
            findings: by_rule(if (more, fewer) == (0, 0) { &old } else { &new }),
            recheck: None,
            log: Vec::new(),
        };
        if (more, fewer) != (0, 0) {
            let cause = basis.cause_since(Basis::read(before).as_ref(), &campaign.id);
            let detail =
                serde_json::json!({ "number": number, "cause": cause, "more": more, "fewer": fewer });
            commit.log.push(self.system_did(
                "request.judged_anew",
                format!("request:{request}"),
                &detail.to_string(),
            ));
            commit.recheck = Some(Recheck {
                request: request.to_owned(),
                number,
                at: self.now(),
                cause,
                report,
                review,
                rules_version: RULES_VERSION.to_owned(),
                more,
                fewer,
            });
        }
        self.store.put_recheck(commit).await?;
        Ok(())
    }

    /// What the rules of the form and those of the review say of a submission today.
    async fn reports_of(
        &self,
        campaign: &Campaign,
        profile: &Profile,
        submission: &Submission,
    ) -> Result<(domain::Report, Vec<Finding>)> {
        let document = Document::read(&submission.document)?;
        let template = document.definition()?;
        let request = self
            .store
            .request(&Scope::Everything, &submission.request)
            .await?
            .ok_or(crate::ServiceError::NotFound)?;
        let supplier = self
            .store
            .supplier(&Scope::Everything, &request.supplier)
            .await?
            .ok_or(crate::ServiceError::NotFound)?;
        let d = &document.declaration;
        let beside = self.review_context(campaign, &supplier, &request.id, d).await?;
        let references = self.references().await?;
        let report = domain::check(d, template, &references, self.settings(profile));
        Ok((report, check_for_review(d, template, &references, self.settings(profile), &beside)))
    }
}

/// How many findings there are of each rule, by its code.
pub fn by_rule<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> BTreeMap<String, u64> {
    let mut count = BTreeMap::new();
    for finding in findings {
        *count.entry(finding.code.clone()).or_default() += 1;
    }
    count
}

/// What a reviewer sees of a submission: as it was checked last.
pub fn findings(submission: &Submission, later: Option<&Recheck>) -> Vec<Finding> {
    match later {
        Some(later) => later.report.findings.iter().chain(&later.review).cloned().collect(),
        None => whole_report(submission).findings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn basis(lists: &[&str], profile: i64, rules: &str) -> Basis {
        Basis { lists: lists.iter().map(|l| (*l).to_owned()).collect(), profile, rules: rules.to_owned() }
    }

    #[test]
    fn desk_7_what_changed_is_named() {
        let before = basis(&["a", "b"], 1, "r1");
        assert_eq!(Basis::read(&before.text()), Some(before.clone()));
        assert_eq!(Basis::read(&basis(&[], 0, "r").text()), Some(basis(&[], 0, "r")));
        let since = |now: Basis| now.cause_since(Some(&before), &"c".into());
        assert_eq!(since(basis(&["a", "b", "n"], 1, "r1")), "list:n");
        assert_eq!(since(basis(&["a"], 1, "r1")), "list:b");
        assert_eq!(since(basis(&["a", "b"], 2, "r1")), "profile:c:2");
        assert_eq!(since(basis(&["a", "b"], 1, "r2")), "rules:r2");
        assert_eq!(basis(&["a"], 1, "r2").cause_since(None, &"c".into()), "rules:r2");
    }
}
