//! What needs the team in a campaign, the most pressing first.

use crate::Result;
use crate::access::Viewer;
use crate::records::{Campaign, CampaignState, Counts, RequestFilter, RequestId, RequestSort, SupplierId};
use domain::terms::Need;
use domain::workflow::RequestState;

/// How many are named.
const NAMED: u32 = 4;

/// What waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    Request(RequestId),
    Supplier(SupplierId),
}

/// Something that needs the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDo {
    pub need: Need,
    /// How many are meant; at least one.
    pub count: u64,
    /// The first of them, with the supplier's name.
    pub first: Vec<(Waiting, String)>,
}

/// The same, told apart from others.
fn as_waiting<I>(which: fn(I) -> Waiting, named: Vec<(I, String)>) -> Vec<(Waiting, String)> {
    named.into_iter().map(|(id, name)| (which(id), name)).collect()
}

impl Counts {
    /// How many requests stand in a state.
    pub fn of(&self, state: RequestState) -> u64 {
        self.by_state.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n)
    }

    /// How many requests wait for a decision of the team.
    pub fn for_us(&self) -> u64 {
        self.by_state.iter().filter(|(s, _)| s.waits_for_team()).map(|(_, n)| n).sum()
    }

    /// How many declarations wait for the team.
    pub fn to_review(&self) -> u64 {
        self.by_state.iter().filter(|(s, _)| s.waits_for_review()).map(|(_, n)| n).sum()
    }
}

impl Viewer {
    /// What a campaign needs, which stands as `counts` say. What needs nothing is left out.
    pub async fn to_do(&self, campaign: &Campaign, counts: &Counts) -> Result<Vec<ToDo>> {
        use RequestState::{Declined, InReview, Planned, Resubmitted, Submitted};
        let review = vec![Submitted, Resubmitted, InReview];
        let waiting = self.first(campaign, review, RequestSort::Waiting).await?;
        let problems = self.problems(&campaign.id, NAMED).await?;
        let declined = self.first(campaign, vec![Declined], RequestSort::Recent).await?;
        // What launches by itself needs nobody.
        let by_itself = campaign.state == CampaignState::Planned && campaign.launch_on.is_some();
        let planned =
            if by_itself || campaign.state == CampaignState::Closed { 0 } else { counts.of(Planned) };
        let all = [
            (Need::Review, counts.to_review(), waiting),
            (Need::ProposedContact, problems.proposed, as_waiting(Waiting::Request, problems.proposed_first)),
            (Need::Declined, counts.of(Declined), declined),
            (
                Need::Unreachable,
                problems.unreachable,
                as_waiting(Waiting::Supplier, problems.unreachable_first),
            ),
            (Need::Launch, planned, Vec::new()),
        ];
        let needed = all.into_iter().filter(|(_, count, _)| *count > 0);
        Ok(needed.map(|(need, count, first)| ToDo { need, count, first }).collect())
    }

    async fn first(
        &self,
        campaign: &Campaign,
        states: Vec<RequestState>,
        sort: RequestSort,
    ) -> Result<Vec<(Waiting, String)>> {
        let campaign = Some(campaign.id.clone());
        let filter = RequestFilter { campaign, states, sort, limit: NAMED, ..RequestFilter::default() };
        let rows = self.requests(&filter).await?.rows;
        Ok(rows.into_iter().map(|row| (Waiting::Request(row.request.id), row.supplier_name)).collect())
    }
}
