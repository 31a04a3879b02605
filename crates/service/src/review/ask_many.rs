//! One question to many suppliers: who would get it, and the act itself, which sends each declaration back.

use crate::access::{Reviewer, Viewer};
use crate::declarations::submission::value_at;
use crate::mail::messages::Rendered;
use crate::records::{
    Campaign, CampaignId, CampaignState, Id, LogDraft, Query, QueryState, Request, RequestId,
};
use crate::review::query_text::{Filled, LONGEST, NamedRow, Naming, Question, fill, unfilled};
use crate::review::requests::Detail;
use crate::review::together::{Left, Together};
use crate::{FieldProblem, Result, ServiceError};
use domain::smelters::TypedSmelter;
use domain::workflow::{RequestState, Transition};
use domain::{Declaration, Location, Table, answer};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Of how many requests the rows are read at once.
const REQUESTS: usize = 500;

/// Who would be asked.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub request: RequestId,
    pub version: i64,
    pub supplier: String,
    /// The language that it reads.
    pub language: String,
}

/// Who would be asked, and who not.
#[derive(Clone, Debug, Default)]
pub struct Audience {
    pub asked: Vec<Recipient>,
    /// The others, with the reason.
    pub left: Vec<(RequestId, String, Left)>,
}

impl Audience {
    /// How many read which language.
    pub fn languages(&self) -> BTreeMap<&str, usize> {
        let mut out = BTreeMap::new();
        for one in &self.asked {
            *out.entry(one.language.as_str()).or_default() += 1;
        }
        out
    }

    /// What is wrong with a question for these.
    pub fn problems(&self, question: &Question) -> Vec<FieldProblem> {
        let wrong = |language: &str| {
            let text = question.texts.get(language).map_or("", |text| answer::clean(text));
            let field = format!("text-{language}");
            if text.is_empty() || text.chars().count() > LONGEST {
                return Some(FieldProblem::new(&field, "problem.query_text"));
            }
            let smelter = if question.smelter.is_some() { "x" } else { "" };
            let place = unfilled(&fill(text, &Filled { supplier: "x", smelter, rule: "" }))?;
            Some(FieldProblem::with(&field, "problem.query_place", "name", &format!("{{{place}}}")))
        };
        self.languages().into_keys().filter_map(wrong).collect()
    }
}

/// Why somebody is not asked now; none where it is.
pub(crate) fn left(request: &Request, email: &str, campaign: &Campaign, accepted: bool) -> Option<Left> {
    let state = request.state;
    Some(match state {
        _ if campaign.state == CampaignState::Closed => Left::Ended,
        RequestState::SentBack => Left::Owes,
        _ if request.submissions == 0 => Left::Nothing,
        RequestState::Accepted if !accepted => Left::Accepted,
        RequestState::Accepted => return email.is_empty().then_some(Left::Unreachable),
        _ if !state.waits_for_review() => Left::Settled,
        _ if email.is_empty() => Left::Unreachable,
        _ => return None,
    })
}

impl Viewer {
    /// Who of these would be asked, and who not.
    pub async fn audience(&self, ids: &[RequestId], accepted: bool) -> Result<Audience> {
        let (store, mut out) = (&self.services().store, Audience::default());
        let campaigns: HashMap<CampaignId, Campaign> =
            store.campaigns(self.scope()).await?.into_iter().map(|c| (c.id.clone(), c)).collect();
        for row in store.these_requests(self.scope(), ids.to_vec()).await? {
            let Some(campaign) = campaigns.get(&row.request.campaign) else { continue };
            match left(&row.request, &row.email, campaign, accepted) {
                Some(why) => out.left.push((row.request.id, row.supplier_name, why)),
                None => out.asked.push(Recipient {
                    request: row.request.id,
                    version: row.request.version,
                    language: domain::text::pick_language(&row.language).to_owned(),
                    supplier: row.supplier_name,
                }),
            }
        }
        Ok(out)
    }

    /// Exactly what one of them would get.
    pub async fn preview_question(&self, id: &RequestId, question: &Question) -> Result<Rendered> {
        let mut detail = self.request(id).await?;
        detail.queries.extend(self.query_of(&detail, question, "")?);
        self.preview_of(&detail).await
    }

    /// Who named a smelter in the last declaration, and in which row first.
    pub async fn naming(&self, cid: &str) -> Result<Naming> {
        let store = &self.services().store;
        let (entries, written) = self.reported_of(&BTreeSet::from([cid])).await?;
        let written: HashSet<Id> = written.into_iter().map(|(_, one)| one.id).collect();
        let entries = entries.into_iter().map(|entry| entry.facts.id).collect();
        let requests: Vec<RequestId> =
            store.requests_naming(entries).await?.into_iter().map(|one| one.request).collect();
        let mut rows: BTreeMap<RequestId, NamedRow> = BTreeMap::new();
        for some in requests.chunks(REQUESTS) {
            for row in store.rows_of_requests(some.to_vec()).await? {
                if !written.contains(&row.reported) {
                    continue;
                }
                let named = NamedRow { number: row.number, line: row.line };
                match rows.entry(row.request) {
                    Entry::Vacant(free) => _ = free.insert(named),
                    Entry::Occupied(mut first) if named.line < first.get().line => _ = first.insert(named),
                    Entry::Occupied(_) => {}
                }
            }
        }
        Ok(Naming { cid: cid.to_owned(), rows })
    }

    /// The query that a question is to a supplier; none where its last declaration does not name the smelter.
    fn query_of(&self, detail: &Detail, question: &Question, finding: &str) -> Result<Option<Query>> {
        let Some((submission, document)) = detail.latest()? else { return Ok(None) };
        let Some(text) = question.texts.get(detail.supplier.spoken()) else { return Ok(None) };
        let (location, smelter) = match &question.smelter {
            None => (Location::Declaration, String::new()),
            Some(naming) => {
                let named = naming.rows.get(&detail.request.id).filter(|row| row.number == submission.number);
                let Some(at) = named.and_then(|row| row_at(&document.declaration, row.line)) else {
                    return Ok(None);
                };
                at
            }
        };
        let location = location.id();
        let words = Filled { supplier: &detail.supplier.name, smelter: &smelter, rule: "" };
        Ok(Some(Query {
            id: self.services().new_id(),
            request: detail.request.id.clone(),
            submission: submission.number,
            old_value: value_at(&document.declaration, &location),
            location,
            finding: finding.to_owned(),
            text: fill(answer::clean(text), &words).chars().take(LONGEST).collect(),
            reply: String::new(),
            state: QueryState::Draft,
            member: self.member().id.clone(),
            created_at: self.services().now(),
            was: None,
        }))
    }
}

/// The place of a line of smelters as people count them, and the smelter as it is called there.
fn row_at(declaration: &Declaration, line: i64) -> Option<(Location, String)> {
    let rows = declaration.rows(Table::SMELTERS);
    let at = usize::try_from(line).ok()?.checked_sub(1)?;
    let row = rows.iter().filter(|row| !row.is_blank()).nth(at)?;
    let name = Table::SMELTERS.smelter(row).map_or(String::new(), |typed| called(&typed));
    Some((Location::row(Table::SMELTERS, row.id()), name))
}

/// A smelter as a supplier called it.
fn called(typed: &TypedSmelter) -> String {
    let names = [&typed.name, &typed.lookup, &typed.cid];
    names.into_iter().find(|name| !answer::is_blank(name)).cloned().unwrap_or_default()
}

/// What the queries of a job are known by.
fn finding(job: &str) -> String {
    format!("asked:{job}")
}

impl Reviewer {
    /// Asks all of these whose state allows it: by a job, of which a little is done on return.
    pub async fn ask_together(&self, question: Question, audience: Audience, list: &str) -> Result<Together> {
        let problems = audience.problems(&question);
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let items = audience.asked.into_iter().map(|one| (one.request, one.version)).collect();
        self.start_asking(items, question, list).await
    }

    /// Asks one; why not, where it was left.
    pub(crate) async fn ask_one_of(
        &self,
        id: &RequestId,
        question: &Question,
        job: &str,
    ) -> Result<Option<Left>> {
        let detail = match self.request(id).await {
            Err(ServiceError::NotFound) => return Ok(Some(Left::Changed)),
            other => other?,
        };
        let finding = finding(job);
        // The job did it before its process died.
        if detail.queries.iter().any(|q| q.finding == finding) {
            return Ok(None);
        }
        if let Some(why) = left(&detail.request, &detail.supplier.email, &detail.campaign, question.accepted)
        {
            return Ok(Some(why));
        }
        let Some(query) = self.query_of(&detail, question, &finding)? else {
            return Ok(Some(if question.smelter.is_some() { Left::NotNamed } else { Left::Changed }));
        };
        match self.send_back_with(detail, vec![query]).await {
            Ok(_) => Ok(None),
            Err(ServiceError::NotNow(_) | ServiceError::Conflict) => Ok(Some(Left::Changed)),
            Err(error) => Err(error),
        }
    }

    /// Asks these things and sends the declaration back, in one mail; an acceptance is taken back with it.
    pub(crate) async fn send_back_with(&self, mut detail: Detail, queries: Vec<Query>) -> Result<Request> {
        let (object, mut log) = (format!("request:{}", detail.request.id), Vec::<LogDraft>::new());
        if detail.request.state == RequestState::Accepted {
            let next = detail.request.state.after(Transition::Undo);
            detail.request.state = next.unwrap_or(RequestState::InReview);
            detail.request.reason.clear();
            log.push(self.did("request.decision_undone", object.clone(), ""));
        }
        for query in &queries {
            log.push(self.did("query.raised", object.clone(), detail.told_of(query)?));
        }
        detail.queries.extend(queries);
        self.send_back_as(detail, log).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_that_somebody_reads_needs_its_text() {
        let one = |language: &str| Recipient {
            request: RequestId::from("r"),
            version: 1,
            supplier: "Alpha".to_owned(),
            language: language.to_owned(),
        };
        let audience = Audience { asked: vec![one("en"), one("zh"), one("zh")], left: Vec::new() };
        assert_eq!(audience.languages().into_iter().collect::<Vec<_>>(), [("en", 1), ("zh", 2)]);
        let of = |texts: &[(&str, &str)]| {
            let texts = texts.iter().map(|(l, t)| ((*l).to_owned(), (*t).to_owned())).collect();
            let question = Question { texts, ..Question::default() };
            audience.problems(&question).into_iter().map(|p| p.field).collect::<Vec<_>>()
        };
        assert_eq!(of(&[("en", "Why?")]), ["text-zh"]);
        assert_eq!(of(&[("en", " "), ("zh", &"a".repeat(LONGEST + 1))]), ["text-en", "text-zh"]);
        assert!(of(&[("en", "Why, {supplier}?"), ("zh", "为什么？")]).is_empty());
        assert_eq!(
            of(&[("en", "Why {smelter}?"), ("zh", "{rule}")]),
            ["text-en", "text-zh"],
            "nothing fills them"
        );
    }
}
