//! What the team decides that names of smelters mean. A decision stands until it is revoked or another takes its
//! place, and matching knows it from then on.

use crate::access::{Reviewer, Viewer};
use crate::records::{Id, MemberId, SmelterDecision, SmelterEnding};
use crate::smelters::references::InForce;
use crate::{FieldProblem, Result, ServiceError, Services, day_of};
use domain::smelters::matching::{Matcher, name_key, named};
use domain::smelters::{AliasDecision, Facility, Outcome, TypedSmelter};
use domain::{Metal, SmelterRow, answer};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Longest name that is decided, and longest note or reason, in characters.
const LONGEST: usize = 500;
/// How many ended decisions are listed.
const ENDED: u32 = 200;

/// What somebody decides.
#[derive(Clone, Debug)]
pub struct Choice {
    pub metal: Metal,
    /// The name as it was typed.
    pub name: String,
    /// The smelter's number; none where no smelter of the lists is meant.
    pub cid: Option<String>,
    /// Why; may be blank.
    pub note: String,
    /// The decision that was seen to stand for this name.
    pub replaces: Option<Id>,
}

/// A decision with the names of people and smelter.
#[derive(Clone, Debug)]
pub struct Decided {
    pub decision: SmelterDecision,
    pub who: String,
    /// Who ended it.
    pub ended_by: String,
    /// The smelter, where the lists know it.
    pub facility: Option<Facility>,
}

/// What is to be said of a row's smelter, where something is.
#[derive(Clone, Debug)]
pub struct Matched {
    /// The row's metal and name, where a decision could be made about them.
    pub named: Option<(Metal, String)>,
    /// What matching says.
    pub outcome: Outcome,
    /// The candidates, in their order.
    pub candidates: Vec<Facility>,
}

/// Matchers in memory: the one with the decisions, and the one without. Both can be built again at any time.
#[derive(Default)]
pub(crate) struct Matchers(Mutex<HashMap<bool, (String, Arc<Matcher>)>>);

impl Services {
    /// The decisions that stand, as matching takes them.
    pub(crate) async fn learnt(&self) -> Result<Vec<AliasDecision>> {
        let decisions = self.store.smelter_decisions().await?;
        if decisions.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.member_names().await?;
        let learnt = |d: SmelterDecision| AliasDecision {
            text: d.name,
            metal: d.metal,
            cid: d.cid,
            who: names.get(&d.by).cloned().unwrap_or_default(),
            when: day_of(d.at),
        };
        Ok(decisions.into_iter().map(learnt).collect())
    }

    pub(crate) async fn member_names(&self) -> Result<HashMap<MemberId, String>> {
        Ok(self.store.members().await?.into_iter().map(|m| (m.id, m.name)).collect())
    }

    /// Recognises smelters by the lists as of today, and with `decided` by what the team decided too.
    pub(crate) async fn matcher(&self, lists: &Arc<InForce>, decided: bool) -> Result<Arc<Matcher>> {
        let learnt = if decided { self.learnt().await? } else { Vec::new() };
        let said = serde_json::to_vec(&learnt).map_err(|e| ServiceError::Internal(e.into()))?;
        let stamp = format!("{} {}", lists.stamp, crate::secrets::sha256_hex(&said));
        let kept = || self.matchers.0.lock().unwrap_or_else(|e| e.into_inner());
        if let Some((of, matcher)) = kept().get(&decided)
            && *of == stamp
        {
            return Ok(matcher.clone());
        }
        let (lists, day) = (lists.clone(), self.today());
        let metals = domain::template::metals();
        let build = move || Arc::new(Matcher::new(lists.history.facilities(day), &learnt).knowing(metals));
        let matcher = in_background(build).await?;
        kept().insert(decided, (stamp, matcher.clone()));
        Ok(matcher)
    }
}

/// Work that takes a while, away from what answers requests.
pub(crate) async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|e| ServiceError::Internal(e.into()))
}

/// The smelters that an outcome offers.
pub(crate) fn offered(matcher: &Matcher, outcome: &Outcome) -> Vec<Facility> {
    outcome.candidates.iter().filter_map(|c| matcher.by_cid(&c.cid).cloned()).collect()
}

impl Viewer {
    /// The name of a member; none where there is no such member.
    pub async fn member_name(&self, id: &MemberId) -> Result<Option<String>> {
        if id.is_empty() {
            return Ok(None);
        }
        Ok(self.services().member_names().await?.remove(id))
    }

    /// What is to be said of the smelters of these rows: nothing where the lists name one for sure, where the row
    /// names none, or where there is no list.
    pub async fn match_rows(&self, rows: Vec<SmelterRow>) -> Result<Vec<Option<Matched>>> {
        let lists = self.services().smelters_in_force().await?;
        let matcher = self.services().matcher(&lists, true).await?;
        if matcher.facilities().is_empty() {
            return Ok(rows.iter().map(|_| None).collect());
        }
        in_background(move || rows.iter().map(|row| match_row(&matcher, row)).collect()).await
    }

    /// The decisions that stand, by name; those that ended, the latest first.
    pub async fn smelter_decisions(&self) -> Result<(Vec<Decided>, Vec<Decided>)> {
        let services = self.services();
        let (standing, ended) =
            (services.store.smelter_decisions().await?, services.store.ended_smelter_decisions(ENDED).await?);
        let names = services.member_names().await?;
        let lists = services.smelters_in_force().await?;
        let matcher = services.matcher(&lists, true).await?;
        let name = |id: &str| names.get(id).cloned().unwrap_or_default();
        let told = |decision: SmelterDecision| Decided {
            who: name(&decision.by),
            ended_by: decision.ended.as_ref().map_or(String::new(), |e| name(&e.by)),
            facility: decision.cid.as_ref().and_then(|cid| matcher.by_cid(cid).cloned()),
            decision,
        };
        let all = |decisions: Vec<SmelterDecision>| decisions.into_iter().map(told).collect();
        Ok((all(standing), all(ended)))
    }
}

fn match_row(matcher: &Matcher, row: &SmelterRow) -> Option<Matched> {
    let typed = TypedSmelter::from(row);
    let name = named(&typed);
    if name.is_none() && answer::is_blank(&typed.cid) && answer::is_blank(&typed.identification) {
        return None;
    }
    let outcome = matcher.find(&typed);
    if outcome.is_settled() && !outcome.is_decided() {
        return None;
    }
    let named = domain::template::metal(&typed.metal).zip(name.map(str::to_owned));
    let named = named.filter(|(_, name)| !name_key(name).is_empty());
    Some(Matched { named, candidates: offered(matcher, &outcome), outcome })
}

impl Reviewer {
    /// Decides what a name means. Pressing twice decides once; where another decision stands than the one that was
    /// seen, that is a conflict.
    pub async fn decide_smelter(&self, choice: Choice) -> Result<()> {
        self.everything()?;
        let services = self.services();
        let (name, key) = (answer::clean(&choice.name).to_owned(), name_key(&choice.name));
        let mut problems = Vec::new();
        if key.is_empty() || name.chars().count() > LONGEST {
            problems.push(FieldProblem::new("name", "problem.smelter_name"));
        }
        let cid = choice.cid.as_deref().map(domain::references::normal_cid);
        if let Some(cid) = &cid {
            let lists = services.smelters_in_force().await?;
            let matcher = services.matcher(&lists, true).await?;
            // A number without metal in the lists is anybody's.
            let fits = matcher.by_cid(cid).is_some_and(|f| f.metal.is_none_or(|m| m == choice.metal));
            if !fits {
                let text = if cid.is_empty() { "problem.smelter_choice" } else { "problem.smelter_cid" };
                let args = vec![("cid".to_owned(), cid.clone())];
                problems.push(FieldProblem { field: "cid".to_owned(), text: text.to_owned(), args });
            }
        }
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let standing = services.store.smelter_decisions().await?;
        let stands = standing.iter().find(|d| d.metal == choice.metal && d.key == key);
        if stands.is_some_and(|d| d.cid == cid) {
            return Ok(());
        }
        let made = SmelterDecision {
            id: services.new_id(),
            metal: choice.metal,
            name,
            key,
            cid,
            note: cut(&choice.note),
            at: services.now(),
            by: self.member().id.clone(),
            ended: None,
        };
        let detail = serde_json::json!({
            "metal": made.metal.key(), "name": made.name, "cid": made.cid, "replaces": choice.replaces,
        });
        let log = self.did("smelter.decided", format!("decision:{}", made.id), detail.to_string());
        services.store.put_smelter_decision(made, choice.replaces, log).await?;
        services.place_smelters().await
    }

    /// Revokes a decision, with a reason: the name is asked about again.
    pub async fn revoke_decision(&self, id: &str, why: &str) -> Result<()> {
        self.everything()?;
        if answer::is_blank(why) {
            return Err(ServiceError::field("why", "problem.required"));
        }
        let services = self.services();
        let end = SmelterEnding {
            at: services.now(),
            by: self.member().id.clone(),
            why: cut(why),
            replaced_by: None,
        };
        let detail = serde_json::json!({ "why": end.why }).to_string();
        let log = self.did("smelter.decision_revoked", format!("decision:{id}"), detail);
        services.store.revoke_smelter_decision(id, end, log).await?;
        services.place_smelters().await
    }
}

fn cut(text: &str) -> String {
    answer::clean(text).chars().take(LONGEST).collect()
}
