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

/// A part of the open names.
#[derive(Clone, Debug, Default)]
pub struct OpenNames {
    /// How many there are.
    pub total: usize,
    /// How many of them the search finds.
    pub found: usize,
    /// Those that were wanted, each matched.
    pub shown: Vec<OpenName>,
}

/// A row that the lists alone do not settle. What matching says of it is found again when it is shown: it is much.
struct Unclear {
    metal: Metal,
    key: String,
    typed: Typed,
    /// The score of the likeliest candidate.
    best: f32,
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
    /// The names to decide about, those named most first; of those that the search finds, `take` behind `skip`.
    pub async fn open_names(&self, search: &str, skip: usize, take: usize) -> Result<OpenNames> {
        let services = self.services();
        let lists = services.smelters_in_force().await?;
        let matcher = services.matcher(&lists, false).await?;
        if matcher.facilities().is_empty() {
            return Ok(OpenNames::default());
        }
        let mut requests = Vec::new();
        for campaign in services.store.campaigns().await? {
            if campaign.state == CampaignState::Open {
                requests.extend(self.all_requests(&campaign.id).await?);
            }
        }
        let out = [
            RequestState::Withdrawn,
            RequestState::Rejected,
            RequestState::Declined,
            RequestState::OutOfScope,
        ];
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
        let mut open = grouped(found);
        open.retain(|n| !decided.contains(&(n.metal, n.key.clone())));
        let total = open.len();
        open.retain(|n| fits(search, &n.name, None));
        let found = open.len();
        let wanted: Vec<Group> = open.into_iter().skip(skip).take(take).collect();
        let shown = aside(move || wanted.into_iter().map(|n| n.matched(&matcher)).collect()).await?;
        Ok(OpenNames { total, found, shown })
    }
}

/// Whether a search finds a name, however it is written, or the number that was decided for it.
pub fn fits(search: &str, name: &str, cid: Option<&str>) -> bool {
    let (wish, key) = (search.to_lowercase(), name_key(search));
    search.is_empty()
        || name.to_lowercase().contains(&wish)
        || (!key.is_empty() && name_key(name).contains(&key))
        || cid.is_some_and(|cid| cid.to_lowercase().contains(&wish))
}

/// Scores by what was typed, for rows that many suppliers have alike; none where the lists settle it.
type Memo = HashMap<Typed, Option<f32>>;

/// The rows of a submission that the lists do not settle.
fn unclear(matcher: &Matcher, document: &str, mut memo: Memo) -> (Result<Vec<Unclear>>, Memo) {
    let declaration = match Document::read(document) {
        Ok(document) => document.declaration,
        Err(error) => return (Err(error), memo),
    };
    let mut out = Vec::new();
    for row in &declaration.smelters {
        let typed = Typed::from(row);
        let (Some(metal), Some(name)) = (domain::template::metal(&typed.metal), named(&typed)) else {
            continue;
        };
        let key = name_key(name);
        if key.is_empty() {
            continue;
        }
        let best = memo.entry(typed.clone()).or_insert_with_key(|typed| {
            let outcome = matcher.find(typed);
            (!outcome.is_settled()).then(|| outcome.candidates.first().map_or(0.0, |c| c.score))
        });
        if let Some(best) = *best {
            out.push(Unclear { metal, key, typed, best });
        }
    }
    (Ok(out), memo)
}

/// Rows that one decision settles.
struct Group {
    metal: Metal,
    key: String,
    name: String,
    suppliers: Vec<(Id, String)>,
    likeliest: Typed,
    best: f32,
}

impl Group {
    fn matched(self, matcher: &Matcher) -> OpenName {
        let outcome = matcher.find(&self.likeliest);
        let candidates = offered(matcher, &outcome);
        let Group { metal, name, suppliers, .. } = self;
        OpenName { metal, name, suppliers, outcome, candidates }
    }
}

/// Brings together what means one decision, those named most first.
fn grouped(found: Vec<(Id, String, Arc<Vec<Unclear>>)>) -> Vec<Group> {
    let mut groups: HashMap<(Metal, &str), Group> = HashMap::new();
    for (request, supplier, rows) in &found {
        for row in rows.iter() {
            let name = named(&row.typed).map_or("", domain::answer::clean);
            let group = groups.entry((row.metal, &row.key)).or_insert_with(|| Group {
                metal: row.metal,
                key: row.key.clone(),
                name: name.to_owned(),
                suppliers: Vec::new(),
                likeliest: row.typed.clone(),
                best: row.best,
            });
            if group.suppliers.last().is_none_or(|(id, _)| id != request) {
                group.suppliers.push((request.clone(), supplier.clone()));
            }
            if row.best > group.best {
                (group.best, group.likeliest) = (row.best, row.typed.clone());
            }
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_by(|a, b| {
        let by = |n: &Group| (std::cmp::Reverse(n.suppliers.len()), n.name.to_lowercase(), n.metal as u8);
        by(a).cmp(&by(b))
    });
    groups
}
