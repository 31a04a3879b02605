//! Queries of a request: raised, changed, settled, asked again.

use crate::access::Reviewer;
use crate::declarations::submission::value_at;
use crate::records::{Query, QueryState, Request, RequestCommit, RequestId};
use crate::review::query_text::{LONGEST, unfilled};
use crate::review::requests::{Detail, told_of};
use crate::{FieldProblem, Result, ServiceError};
use domain::answer;
use domain::text::embedded::texts;

/// A text that may go to a supplier.
fn query_text(text: &str) -> Result<&str> {
    let text = answer::clean(text);
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(ServiceError::field("text", "problem.query_text"));
    }
    match unfilled(text) {
        Some(place) => Err(ServiceError::Invalid(vec![FieldProblem::with(
            "text",
            "problem.query_place",
            "name",
            &format!("{{{place}}}"),
        )])),
        None => Ok(text),
    }
}

impl Reviewer {
    /// Raises a query on a place (a location id), or on a finding (its key); it goes out with the next sending back.
    pub async fn raise_query(
        &self,
        id: &RequestId,
        location: &str,
        finding: &str,
        text: &str,
    ) -> Result<Query> {
        let text = query_text(text)?;
        if location.is_empty() || location.len() > 100 || finding.len() > 200 {
            return Err(ServiceError::field("location", "problem.required"));
        }
        let detail = self.request(id).await?;
        let (submission, document) = detail.latest()?.ok_or(ServiceError::NotNow("nothing_submitted"))?;
        let query = Query {
            id: self.services().new_id(),
            request: id.to_owned(),
            submission: submission.number,
            location: location.to_owned(),
            finding: finding.to_owned(),
            text: text.to_owned(),
            old_value: value_at(&document.declaration, location),
            reply: String::new(),
            state: QueryState::Draft,
            member: self.member().id.clone(),
            created_at: self.services().now(),
            was: None,
        };
        let told = told_of(&detail.campaign, &document.declaration, &query);
        self.write_queries(detail.request, vec![query.clone()], vec![], "query.raised", &told).await?;
        Ok(query)
    }

    /// The text proposed for a query about a finding, in the supplier's language.
    pub async fn propose_query_text(&self, id: &RequestId, finding: &str) -> Result<String> {
        let detail = self.request(id).await?;
        let (submission, _) = detail.latest()?.ok_or(ServiceError::NotNow("nothing_submitted"))?;
        let found =
            submission.report.findings.iter().find(|f| f.key() == finding).ok_or(ServiceError::NotFound)?;
        let words = texts(detail.supplier.spoken());
        Ok(found.question(words))
    }

    /// Changes the text of a query that has not gone out.
    pub async fn edit_query(&self, id: &RequestId, query: &str, text: &str) -> Result<()> {
        let text = query_text(text)?;
        let (detail, query) = self.draft_query(id, query).await?;
        let changed = Query { text: text.to_owned(), ..query };
        let told = detail.told_of(&changed)?;
        self.write_queries(detail.request, vec![changed], vec![], "query.edited", &told).await
    }

    /// Drops a query that has not gone out.
    pub async fn drop_query(&self, id: &RequestId, query: &str) -> Result<()> {
        let (detail, query) = self.draft_query(id, query).await?;
        let told = detail.told_of(&query)?;
        self.write_queries(detail.request, vec![], vec![query.id], "query.dropped", &told).await
    }

    /// Closes a query that the supplier answered, or that no longer matters.
    pub async fn close_query(&self, id: &RequestId, query: &str) -> Result<()> {
        let detail = self.request(id).await?;
        let found = detail.queries.iter().find(|q| q.id == query).cloned().ok_or(ServiceError::NotFound)?;
        let told = detail.told_of(&found)?;
        let closed = Query { state: QueryState::Closed, ..found };
        self.write_queries(detail.request, vec![closed], vec![], "query.closed", &told).await
    }

    /// Asks again what a settled query asked. The old one stays as it was answered; the new one goes out with the next
    /// sending back.
    pub async fn reopen_query(&self, id: &RequestId, query: &str) -> Result<()> {
        let detail = self.request(id).await?;
        let found = detail.queries.iter().find(|q| q.id == query).cloned().ok_or(ServiceError::NotFound)?;
        if matches!(found.state, QueryState::Draft | QueryState::Open) {
            return Err(ServiceError::NotNow("query_open"));
        }
        let (submission, document) = detail.latest()?.ok_or(ServiceError::NotNow("nothing_submitted"))?;
        let again = Query {
            id: self.services().new_id(),
            submission: submission.number,
            old_value: value_at(&document.declaration, &found.location),
            reply: String::new(),
            state: QueryState::Draft,
            member: self.member().id.clone(),
            created_at: self.services().now(),
            was: None,
            ..found.clone()
        };
        let told = told_of(&detail.campaign, &document.declaration, &again);
        let settled = Query { state: QueryState::Closed, ..found };
        self.write_queries(detail.request, vec![settled, again], vec![], "query.reopened", &told).await
    }

    async fn draft_query(&self, id: &RequestId, query: &str) -> Result<(Detail, Query)> {
        let detail = self.request(id).await?;
        let found = detail.queries.iter().find(|q| q.id == query).cloned().ok_or(ServiceError::NotFound)?;
        if found.state != QueryState::Draft {
            return Err(ServiceError::NotNow("query_sent"));
        }
        Ok((detail, found))
    }

    async fn write_queries(
        &self,
        request: Request,
        queries: Vec<Query>,
        dropped: Vec<String>,
        action: &str,
        detail: &str,
    ) -> Result<()> {
        let mut commit = RequestCommit::of(request);
        self.take_up_with(&mut commit)?;
        commit.queries = queries;
        commit.dropped_queries = dropped;
        commit.log.push(self.did(action, format!("request:{}", commit.request.id), detail));
        self.services().store.commit(commit).await?;
        Ok(())
    }
}
