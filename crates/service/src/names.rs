//! Names that the lists do not name for sure, over the last submissions of all open campaigns: decided once for all.

use crate::Result;
use crate::access::Viewer;
use crate::decisions::{aside, offered};
use crate::records::{CampaignState, Id};
use crate::submission::Document;
use domain::Metal;
use domain::smelters::matching::{Matcher, name_key, named};
use domain::smelters::{Facility, Outcome, Typed};
use domain::workflow::RequestState;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A name that somebody should decide about.
#[derive(Clone, Debug)]
pub struct OpenName {
    /// The metal for which it stands.
    pub metal: Metal,
    /// The name, as one of those wrote it that named it.
    pub name: String,
    /// Who named it: request and supplier.
    pub suppliers: Vec<(Id, String)>,
    /// What matching says: of several rows, the one with the likeliest candidate.
    pub outcome: Outcome,
    /// The candidates, in their order.
    pub candidates: Vec<Facility>,
}

/// A row that the lists alone do not settle.
struct Unclear {
    metal: Metal,
    key: String,
    name: String,
    outcome: Arc<Outcome>,
}

/// What the lists leave open in each request's last submission. Submissions never change, so that only new ones are
/// read again; a change of the lists reads all of them.
#[derive(Default)]
pub(crate) struct Cache(tokio::sync::Mutex<Kept>);

#[derive(Default)]
struct Kept {
    stamp: String,
    requests: HashMap<Id, (i64, Arc<Vec<Unclear>>)>,
}

impl Viewer {
    /// The names to decide about, those named most first.
    pub async fn open_names(&self) -> Result<Vec<OpenName>> {
        let services = self.services();
        let lists = services.smelters_in_force().await?;
        let matcher = services.matcher(&lists, false).await?;
        if matcher.facilities().is_empty() {
            return Ok(Vec::new());
        }
        let mut requests = Vec::new();
        for campaign in services.store.campaigns().await? {
            if campaign.state == CampaignState::Open {
                requests.extend(self.all_requests(&campaign.id).await?);
            }
        }
        let out = [RequestState::Withdrawn, RequestState::Rejected, RequestState::Declined];
        requests.retain(|r| r.request.submissions > 0 && !out.contains(&r.request.state));

        // Held while reading, so that two who look at once do not both read everything.
        let mut kept = services.names.0.lock().await;
        if kept.stamp != lists.stamp {
            *kept = Kept { stamp: lists.stamp.clone(), requests: HashMap::new() };
        }
        let mut before = std::mem::take(&mut kept.requests);
        let mut found = Vec::with_capacity(requests.len());
        let mut seen = HashMap::new();
        for row in requests {
            let (id, number) = (row.request.id, row.request.submissions);
            let unclear = match before.remove(&id) {
                Some((of, unclear)) if of == number => unclear,
                _ => {
                    let Some(submission) = services.store.submission(&id, number).await? else { continue };
                    let (matcher, memo) = (matcher.clone(), std::mem::take(&mut seen));
                    let work = move || unclear(&matcher, &submission.document, memo);
                    let (unclear, memo) = aside(work).await?;
                    seen = memo;
                    Arc::new(unclear?)
                }
            };
            kept.requests.insert(id.clone(), (number, unclear.clone()));
            found.push((id, row.supplier_name, unclear));
        }
        drop(kept);

        // A decision for a smelter that the lists have lost decides nothing.
        let decided: BTreeSet<(Metal, String)> = services
            .store
            .smelter_decisions()
            .await?
            .into_iter()
            .filter(|d| d.cid.as_ref().is_none_or(|cid| matcher.by_cid(cid).is_some()))
            .map(|d| (d.metal, d.key))
            .collect();
        Ok(grouped(&matcher, found, &decided))
    }
}

/// Outcomes by what was typed, for rows that many suppliers have alike.
type Memo = HashMap<Typed, Option<Arc<Outcome>>>;

/// The rows of a submission that the lists do not settle.
fn unclear(matcher: &Matcher, document: &str, mut memo: Memo) -> (Result<Vec<Unclear>>, Memo) {
    let declaration = match Document::read(document) {
        Ok(document) => document.declaration,
        Err(error) => return (Err(error), memo),
    };
    let mut out = Vec::new();
    for row in &declaration.smelters {
        let typed = Typed::from(row);
        let (Some(metal), Some(name)) = (Metal::parse(&typed.metal), named(&typed)) else { continue };
        let key = name_key(name);
        if key.is_empty() {
            continue;
        }
        let name = domain::answer::clean(name).to_owned();
        let outcome = memo.entry(typed).or_insert_with_key(|typed| {
            let outcome = matcher.find(typed);
            (!outcome.is_settled()).then(|| Arc::new(outcome))
        });
        if let Some(outcome) = outcome {
            out.push(Unclear { metal, key, name, outcome: outcome.clone() });
        }
    }
    (Ok(out), memo)
}

type Found = Vec<(Id, String, Arc<Vec<Unclear>>)>;

/// Brings together what means one decision.
fn grouped(matcher: &Matcher, found: Found, decided: &BTreeSet<(Metal, String)>) -> Vec<OpenName> {
    let likeliest = |o: &Outcome| o.candidates.first().map_or(0.0, |c| c.score);
    let mut names: HashMap<(Metal, String), OpenName> = HashMap::new();
    for (request, supplier, rows) in found {
        for row in rows.iter() {
            let key = (row.metal, row.key.clone());
            if decided.contains(&key) {
                continue;
            }
            let name = names.entry(key).or_insert_with(|| OpenName {
                metal: row.metal,
                name: row.name.clone(),
                suppliers: Vec::new(),
                outcome: (*row.outcome).clone(),
                candidates: Vec::new(),
            });
            if name.suppliers.last().is_none_or(|(id, _)| *id != request) {
                name.suppliers.push((request.clone(), supplier.clone()));
            }
            if likeliest(&row.outcome) > likeliest(&name.outcome) {
                name.outcome = (*row.outcome).clone();
            }
        }
    }
    let mut names: Vec<OpenName> = names.into_values().collect();
    for name in &mut names {
        name.candidates = offered(matcher, &name.outcome);
    }
    names.sort_by(|a, b| {
        let by = |n: &OpenName| (std::cmp::Reverse(n.suppliers.len()), n.name.to_lowercase(), n.metal as u8);
        by(a).cmp(&by(b))
    });
    names
}
