//! What a list touches: which figures, which suppliers and declarations, and what each supplier is asked about it.

use crate::access::{Reviewer, Viewer};
use crate::declarations::submission::{Document, value_at};
use crate::records::{
    CampaignState, Id, NamingRequest, Query, QueryState, ReportedRow, RequestId, StoredList,
};
use crate::review::requests::Detail;
use crate::smelters::decisions::in_background;
use crate::{Result, ServiceError};
use domain::smelters::difference::What;
use domain::smelters::{Difference, History, StatusClass, difference};
use domain::text::{embedded::texts, joined};
use domain::workflow::RequestState;
use domain::{Location, Table, Texts};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A figure of the next report that a list moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TouchedFigure {
    /// The family: `S3`, `S4`, `S5`.
    pub figure: &'static str,
    /// The key of the metal.
    pub metal: String,
    /// How many reported facilities move.
    pub facilities: usize,
    /// From which class to which, and how many; only where classes change.
    pub moves: Vec<(StatusClass, StatusClass, usize)>,
}

/// What a list touches.
#[derive(Clone, Debug, Default)]
pub struct ListTouches {
    pub difference: Difference,
    pub figures: Vec<TouchedFigure>,
    /// The requests whose last declarations name a smelter about which something changes, by supplier and campaign.
    pub requests: Vec<NamingRequest>,
    /// The smelter that a row means, by [`ReportedRow::reported`]; only those about which something changes.
    pub cids: HashMap<Id, String>,
    /// Of a list in use: its day, and whether what it says may be told.
    pub told: Option<(String, bool)>,
}

impl ListTouches {
    /// What a supplier is asked about a row, in its language. What a list says that may not be passed on is not told.
    pub fn question(&self, words: &Texts, cid: &str) -> String {
        let Some((day, may_be_told)) = &self.told else { return String::new() };
        let changes: Vec<_> = self.difference.changes.iter().filter(|c| c.cid == cid).collect();
        let class = |class: &StatusClass| words.get(&format!("smelters.class.{}", class.key())).to_owned();
        let says = |what: &What| match what {
            What::Status { from, to } => {
                words.fmt("list_query.status", &[("day", day), ("from", &class(from)), ("to", &class(to))])
            }
            What::Removed { successors } if successors.is_empty() => {
                words.fmt("list_query.removed", &[("day", day)])
            }
            What::Removed { successors } => {
                words.fmt("list_query.replaced", &[("day", day), ("successors", &successors.join(", "))])
            }
            What::Renamed { .. } | What::Added | What::Recast { .. } => {
                words.fmt("list_query.renamed", &[("day", day)])
            }
        };
        let mut parts: Vec<String> = match may_be_told {
            true => changes.iter().map(|change| says(&change.what)).collect(),
            false => vec![words.get("list_query.untold").to_owned()],
        };
        parts.dedup();
        parts.push(words.get("list_query.todo").to_owned());
        parts.iter().fold(String::new(), |said, part| joined(&said, part))
    }
}

impl Viewer {
    /// What a difference touches.
    pub(crate) async fn touched(&self, difference: Difference) -> Result<ListTouches> {
        let (entries, written) = self.reported_of(&difference.cids()).await?;
        let facts = entries.iter().map(|entry| &entry.facts);
        let metals: HashMap<&str, &str> = facts.map(|f| (f.id.as_str(), f.metal.as_str())).collect();
        let figures = figures(&difference, &metals);
        let cids: HashMap<Id, String> = written.into_iter().map(|(cid, one)| (one.id, cid)).collect();
        let ids = entries.iter().map(|entry| entry.facts.id.clone()).collect();
        let requests = self.services().store.requests_naming(ids).await?;
        Ok(ListTouches { difference, figures, requests, cids, told: None })
    }

    /// The rows of these requests that are touched.
    pub async fn touched_rows(
        &self,
        touches: &ListTouches,
        requests: Vec<RequestId>,
    ) -> Result<Vec<ReportedRow>> {
        let rows = self.services().store.rows_of_requests(requests).await?;
        Ok(rows.into_iter().filter(|row| touches.cids.contains_key(&row.reported)).collect())
    }

    /// What a list in use changed beside the others, and whom that touches; nothing for one that is retired.
    pub async fn touched_by(&self, list: &str) -> Result<ListTouches> {
        let lists = self.services().smelters_in_force().await?;
        if !lists.history.lists().iter().any(|l| l.id == list) {
            return Ok(ListTouches::default());
        }
        let StoredList { list, head } = self.smelter_list(list).await?;
        let day = self.services().today();
        let made = move || {
            let others = lists.history.lists().iter().filter(|l| l.id != list.id).cloned().collect();
            difference(&History::new(others), &list, day)
        };
        let touches = self.touched(in_background(made).await?).await?;
        Ok(ListTouches { told: Some((head.as_of.to_string(), head.class.may_be_published())), ..touches })
    }
}

/// What moves in the next report, by figure and metal.
fn figures(difference: &Difference, metals: &HashMap<&str, &str>) -> Vec<TouchedFigure> {
    let mut classes: BTreeMap<&str, BTreeMap<(StatusClass, StatusClass), usize>> = BTreeMap::new();
    let mut listed: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    for change in &difference.changes {
        let Some(metal) = metals.get(change.cid.as_str()) else { continue };
        match &change.what {
            What::Status { from, to } => {
                *classes.entry(metal).or_default().entry((*from, *to)).or_default() += 1;
                if from.is_removed() != to.is_removed() {
                    listed.entry(metal).or_default().insert(&change.cid);
                }
            }
            What::Removed { .. } | What::Added => _ = listed.entry(metal).or_default().insert(&change.cid),
            What::Renamed { .. } | What::Recast { .. } => {}
        }
    }
    let takes_part = |class: &StatusClass| class.is_conformant() || *class == StatusClass::Active;
    let mut out = Vec::new();
    for (metal, cids) in listed {
        let metal = metal.to_owned();
        out.push(TouchedFigure { figure: "S3", metal, facilities: cids.len(), moves: Vec::new() });
    }
    for (metal, moves) in &classes {
        let facilities = moves.values().sum();
        let all = moves.iter().map(|((from, to), n)| (*from, *to, *n)).collect();
        out.push(TouchedFigure { figure: "S4", metal: (*metal).to_owned(), facilities, moves: all });
        let crossing = moves.iter().filter(|((from, to), _)| takes_part(from) != takes_part(to));
        let facilities: usize = crossing.map(|(_, n)| n).sum();
        if facilities > 0 {
            let metal = (*metal).to_owned();
            out.push(TouchedFigure { figure: "S5", metal, facilities, moves: Vec::new() });
        }
    }
    out
}

impl Reviewer {
    /// Asks the suppliers of these requests about what a list changed, row by row in their language, and sends their
    /// declarations back in one mail each; says to how many. An acceptance is taken back with it. Passed over is who owes
    /// an answer already, was asked about this list, or cannot be reached.
    pub async fn ask_about_list(&self, list: &str, ids: Vec<RequestId>) -> Result<u64> {
        self.everything()?;
        // Else some would not be asked.
        self.placed().await?;
        let touches = self.touched_by(list).await?;
        if touches.told.is_none() {
            return Err(ServiceError::NotFound);
        }
        let (desk, finding) = (self.clone(), format!("list:{list}"));
        // Whoever closes the page does not stop it.
        let all = tokio::spawn(async move {
            let mut count = 0;
            for id in ids {
                match desk.ask_one(&touches, &finding, &id).await {
                    Ok(done) => count += u64::from(done),
                    Err(ServiceError::NotFound | ServiceError::Conflict | ServiceError::NotNow(_)) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(count)
        });
        all.await.map_err(|e| ServiceError::Unavailable(e.into()))?
    }

    async fn ask_one(&self, touches: &ListTouches, finding: &str, id: &RequestId) -> Result<bool> {
        let detail = self.request(id).await?;
        let is_reached = !detail.supplier.email.is_empty() && detail.campaign.state != CampaignState::Closed;
        let state = detail.request.state;
        let may = state == RequestState::Accepted || state.waits_for_review();
        if !is_reached || !may || detail.queries.iter().any(|q| q.finding == finding) {
            return Ok(false);
        }
        let Some((submission, document)) = detail.latest()? else { return Ok(false) };
        let number = submission.number;
        let rows = self.touched_rows(touches, vec![id.clone()]).await?;
        let queries = self.queries((touches, &rows), finding, &detail, number, &document);
        if queries.is_empty() {
            return Ok(false);
        }
        self.send_back_with(detail, queries).await?;
        Ok(true)
    }

    fn queries(
        &self,
        (touches, rows): (&ListTouches, &[ReportedRow]),
        finding: &str,
        detail: &Detail,
        submission: i64,
        document: &Document,
    ) -> Vec<Query> {
        let words = texts(detail.supplier.spoken());
        let declared: Vec<_> =
            document.declaration.rows(Table::SMELTERS).iter().filter(|row| !row.is_blank()).collect();
        let touched = rows.iter().filter(|row| row.number == submission);
        let query = |row: &ReportedRow| {
            let cid = touches.cids.get(&row.reported)?;
            let at = usize::try_from(row.line).ok()?.checked_sub(1)?;
            let location = Location::Row { table: Table::SMELTERS, row: declared.get(at)?.id(), col: None };
            let location = location.to_string();
            Some(Query {
                id: self.services().new_id(),
                request: detail.request.id.clone(),
                submission,
                old_value: value_at(&document.declaration, &location),
                location,
                finding: finding.to_owned(),
                text: touches.question(words, cid),
                reply: String::new(),
                state: QueryState::Draft,
                member: self.member().id.clone(),
                created_at: self.services().now(),
                was: None,
            })
        };
        touched.filter_map(query).collect()
    }
}
