//! Acceptance by exception: what shows nothing above a campaign's bar is accepted together, after a look at the list.

use crate::access::Viewer;
use crate::declarations::submission::Document;
use crate::records::{QueryState, RequestFilter, RequestId};
use crate::review::compared::Since;
use crate::review::requests::Detail;
use crate::{Result, ServiceError};
use domain::Finding;
use domain::terms::Bar;
use domain::workflow::RequestState;

/// How many are looked at for one page of the list.
const LOOKED_AT: usize = 500;
/// Most that a page shows.
const SHOWN: usize = 200;

/// A declaration that shows nothing above the bar.
#[derive(Clone, Debug)]
pub struct Clear {
    pub request: RequestId,
    /// The version that was looked at.
    pub version: i64,
    pub supplier: String,
    pub campaign: String,
    /// The number of its submission.
    pub number: i64,
    /// What was found and may be left.
    pub left: Vec<Finding>,
    /// What changed since the last year, where there was one.
    pub since: Option<Since>,
    /// Whether another member has to confirm.
    pub needs_second: bool,
}

/// What a list holds that can be accepted together.
#[derive(Clone, Debug, Default)]
pub struct Clearing {
    pub clear: Vec<Clear>,
    /// How many show something above the bar, or have a question.
    pub held: usize,
    /// The last that was looked at, where there is more behind it.
    pub more: Option<RequestId>,
}

/// Whether findings may be left at this bar; explained is asked of each warning.
fn is_below(bar: Bar, findings: &[Finding], document: &Document) -> bool {
    let explained = |f: &Finding| f.explanation(|key| document.explanations.get(key)).is_some();
    findings.iter().all(|f| bar.lets(f.severity, explained(f)))
}

impl Detail {
    /// What was found, where all of it may be left at the campaign's bar and nothing was asked.
    pub fn below_bar(&self) -> Result<Option<Vec<Finding>>> {
        let asked = self.queries.iter().any(|q| q.state != QueryState::Closed);
        if !self.request.state.waits_for_review() || asked {
            return Ok(None);
        }
        let Some((submission, document)) = self.latest()? else { return Ok(None) };
        let findings = self.findings(submission);
        Ok(is_below(self.campaign.review.bar, &findings, &document).then_some(findings))
    }
}

/// What of a list waits for a decision about a declaration.
pub fn waiting(filter: &RequestFilter) -> RequestFilter {
    let mut filter = RequestFilter { after: None, before: None, overdue_on: None, ..filter.clone() };
    filter.states.retain(|state| state.waits_for_review());
    if filter.states.is_empty() {
        filter.states = RequestState::ALL.into_iter().filter(|state| state.waits_for_review()).collect();
    }
    filter
}

impl Viewer {
    /// Which of the declarations that a list finds show nothing above their campaign's bar: a page of them, behind the place
    /// of this request.
    pub async fn clear_of(&self, filter: &RequestFilter, behind: Option<RequestId>) -> Result<Clearing> {
        let mut filter = RequestFilter { limit: 100, behind, ..waiting(filter) };
        let (mut out, mut seen, mut last) = (Clearing::default(), 0, None);
        loop {
            let page = self.services().store.requests(self.scope(), &filter).await?;
            for row in page.rows {
                if seen == LOOKED_AT || out.clear.len() == SHOWN {
                    out.more = last;
                    return Ok(out);
                }
                (seen, last) = (seen + 1, Some(row.request.id.clone()));
                match self.clear(&row.request.id).await? {
                    Some(clear) => out.clear.push(clear),
                    None => out.held += 1,
                }
            }
            (filter.after, filter.behind) = (page.next, None);
            if filter.after.is_none() {
                return Ok(out);
            }
        }
    }

    async fn clear(&self, id: &RequestId) -> Result<Option<Clear>> {
        let detail = match self.request(id).await {
            Err(ServiceError::NotFound) => return Ok(None),
            other => other?,
        };
        let Some(left) = detail.below_bar()? else { return Ok(None) };
        let Some((submission, document)) = detail.latest()? else { return Ok(None) };
        let since = self.changed_since(&detail, submission.number, &document.declaration).await?;
        Ok(Some(Clear {
            version: detail.request.version,
            supplier: detail.supplier.name.clone(),
            campaign: detail.campaign.name.clone(),
            number: submission.number,
            left,
            since: since.into_iter().find(|since| since.campaign.is_some()),
            needs_second: detail.campaign.review.second_person,
            request: detail.request.id,
        }))
    }
}
