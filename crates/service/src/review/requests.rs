//! The reviewer's side: look, ask, send back, accept, reject, undo.

use crate::access::{Manager, Reviewer, Viewer};
use crate::declarations::submission::{Difference, Document, difference, value_at};
use crate::mail::messages::{Rendered, render, request_values};
use crate::records::{
    Campaign, LogDraft, MailKind, MemberId, NewMail, Page, Query, QueryState, Recheck, Request,
    RequestCommit, RequestFilter, RequestId, RequestRow, Submission, Supplier,
};
use crate::review::query_text::{LONGEST, unfilled};
use crate::survey::links::OtherPerson;
use crate::survey::reminders;
use crate::survey::workdays::Delivery;
use crate::team::setup::normal_email;
use crate::{FieldProblem, Result, ServiceError};
use domain::answer;
use domain::text::embedded::texts;
use domain::workflow::{RequestState, Transition};
use domain::{Declaration, Location};
use std::collections::BTreeMap;

/// A request with all that a reviewer looks at.
#[derive(Clone, Debug)]
pub struct Detail {
    pub request: Request,
    pub campaign: Campaign,
    pub supplier: Supplier,
    /// What came in, oldest first.
    pub submissions: Vec<Submission>,
    /// All queries, oldest first.
    pub queries: Vec<Query>,
    /// The other person that the recipient named.
    pub other_person: Option<OtherPerson>,
    /// How submissions were checked later, oldest first.
    pub rechecks: Vec<Recheck>,
}

impl Detail {
    /// How a submission was checked last, if that was later than when it came in.
    pub fn checked_later(&self, number: i64) -> Option<&Recheck> {
        self.rechecks.iter().rfind(|j| j.number == number)
    }

    /// The last submission with its document.
    pub fn latest(&self) -> Result<Option<(&Submission, Document)>> {
        match self.submissions.last() {
            Some(s) => Ok(Some((s, Document::read(&s.document)?))),
            None => Ok(None),
        }
    }
}

impl Detail {
    /// What the log keeps of a query: its place as people call it, and its text.
    pub(crate) fn told_of(&self, query: &Query) -> Result<String> {
        let declaration = self.latest()?.map(|(_, document)| document.declaration).unwrap_or_default();
        Ok(told_of(&self.campaign, &declaration, query))
    }
}

fn told_of(campaign: &Campaign, declaration: &domain::Declaration, query: &Query) -> String {
    let place = location_label(&query.location, campaign, declaration, texts("en"));
    serde_json::json!({ "place": place, "text": query.text }).to_string()
}

impl Viewer {
    /// A page of the queue.
    pub async fn requests(&self, filter: &RequestFilter) -> Result<Page<RequestRow>> {
        Ok(self.services().store.requests(self.scope(), filter).await?)
    }

    /// One request with everything about it.
    pub async fn request(&self, id: &RequestId) -> Result<Detail> {
        let store = &self.services().store;
        let request = store.request(self.scope(), id).await?.ok_or(ServiceError::NotFound)?;
        let campaign =
            store.campaign(self.scope(), &request.campaign).await?.ok_or(ServiceError::NotFound)?;
        let supplier =
            store.supplier(self.scope(), &request.supplier).await?.ok_or(ServiceError::NotFound)?;
        let mut detail = Detail {
            submissions: store.submissions(id).await?,
            queries: store.queries(id).await?,
            other_person: OtherPerson::of(&request),
            rechecks: store.rechecks(id).await?,
            request,
            campaign,
            supplier,
        };
        if !self.scope().is_everything() {
            detail.leave_others_out();
        }
        Ok(detail)
    }

    /// The request, where it is in scope: before anything is read or done by its identifier.
    pub(crate) async fn in_scope(&self, id: &RequestId) -> Result<Request> {
        self.services().store.request(self.scope(), id).await?.ok_or(ServiceError::NotFound)
    }

    /// A request and its supplier's name.
    pub async fn request_named(&self, id: &RequestId) -> Result<Option<(Request, String)>> {
        let store = &self.services().store;
        let Some(request) = store.request(self.scope(), id).await? else { return Ok(None) };
        let supplier = store.supplier(self.scope(), &request.supplier).await?;
        Ok(supplier.map(|supplier| (request, supplier.name)))
    }

    /// What changed between two submissions of a request.
    pub async fn difference(&self, id: &RequestId, from: i64, to: i64) -> Result<Vec<Difference>> {
        self.in_scope(id).await?;
        let store = &self.services().store;
        let old = store.submission(id, from).await?.ok_or(ServiceError::NotFound)?;
        let new = store.submission(id, to).await?.ok_or(ServiceError::NotFound)?;
        let (old, new) = (Document::read(&old.document)?, Document::read(&new.document)?);
        Ok(difference(&old.declaration, &new.declaration))
    }

    /// Exactly what the supplier would get if the request were sent back now.
    pub async fn preview_send_back(&self, id: &RequestId) -> Result<Rendered> {
        self.preview_of(&self.request(id).await?).await
    }

    /// The same of a request as it is to stand.
    pub(crate) async fn preview_of(&self, detail: &Detail) -> Result<Rendered> {
        let values = self.send_back_values(detail).await?;
        let services = self.services();
        let link = format!("{}/r/…", services.config.base_url);
        let language = detail.supplier.spoken();
        Ok(render(MailKind::SentBack, language, &values, &link, &services.verify_url()))
    }

    async fn send_back_values(&self, detail: &Detail) -> Result<BTreeMap<String, String>> {
        let company = self.services().company().await?;
        let mut values = request_values(&company, &detail.campaign, &detail.supplier);
        let words = texts(detail.supplier.spoken());
        let declaration = detail.latest()?.map(|(_, document)| document.declaration).unwrap_or_default();
        let items: Vec<String> = detail
            .queries
            .iter()
            .filter(|q| matches!(q.state, QueryState::Draft | QueryState::Open))
            .map(|q| {
                format!("{}: {}", location_label(&q.location, &detail.campaign, &declaration, words), q.text)
            })
            .collect();
        values.insert("count".to_owned(), items.len().to_string());
        values.insert("items".to_owned(), items.join("\u{1e}"));
        Ok(values)
    }
}

/// How a place is called in a language: `Q3 Tin`, `Smelter 3 (Ore Works)`. A row's number is its place in the
/// declaration's list, as everywhere.
pub fn location_label(
    location: &str,
    campaign: &Campaign,
    declaration: &domain::Declaration,
    words: &domain::Texts,
) -> String {
    let field = domain::template::named(&campaign.template_version).and_then(|t| t.field(location));
    if let Some(field) = field {
        let label = words.get(&format!("field.{}.label", field.text)).to_owned();
        let metal = field.metal.map(|m| words.get(&format!("metal.{}", m.key())).to_owned());
        let mut parts = Vec::new();
        parts.extend((!field.number.is_empty()).then(|| field.number.clone()));
        parts.extend(metal);
        parts.push(label);
        return parts.join(" · ");
    }
    let location = location.parse().unwrap_or(Location::Declaration);
    if let Some(row) = row_label(&location, declaration, words) {
        return row;
    }
    match location.table() {
        Some(table) => words.get(&format!("section.{}", table.name())).to_owned(),
        None => words.get("mail.whole_declaration").to_owned(),
    }
}

/// How a row, or a cell of one, is called: `Smelter 3 (Ore Works) · Country`. None where the place is no row.
pub fn row_label(location: &Location, declaration: &Declaration, words: &domain::Texts) -> Option<String> {
    let Location::Row { table, row, col } = location else { return None };
    let row = table.row_label(words, declaration, *row);
    Some(match col {
        Some(col) => format!("{row} · {}", words.get(&format!("column.{}.{col}", table.key()))),
        None => row,
    })
}

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
    async fn fresh(&self, id: &RequestId) -> Result<Request> {
        self.in_scope(id).await
    }

    /// Moves a request on by an act; `prepare` adds what else belongs to the unit of work.
    pub(crate) async fn step(
        &self,
        request: Request,
        act: Transition,
        action: &str,
        detail: &str,
        prepare: impl FnOnce(&mut RequestCommit),
    ) -> Result<Request> {
        let next = request.state.after(act).ok_or(ServiceError::NotNow("state"))?;
        let mut commit = RequestCommit::of(request);
        commit.request.state = next;
        commit.request.accepted_by = MemberId::default();
        commit.request.state_at = self.services().now();
        if !next.waits_for_supplier() {
            commit.request.next_reminder_at = None;
        }
        commit.log.push(self.did(action, format!("request:{}", commit.request.id), detail));
        prepare(&mut commit);
        Ok(self.services().store.commit(commit).await?)
    }

    pub(crate) fn mail(
        &self,
        detail: &Detail,
        kind: MailKind,
        key: String,
        link: &str,
        values: BTreeMap<String, String>,
    ) -> NewMail {
        NewMail {
            id: self.services().new_id(),
            key,
            kind,
            request: Some(detail.request.id.clone()),
            supplier: Some(detail.supplier.id.clone()),
            link: Some(link.to_owned()),
            to: detail.supplier.email.clone(),
            language: detail.supplier.spoken().to_owned(),
            values,
            send_at: self.services().now(),
        }
    }

    /// Takes a submission up.
    pub async fn take_up(&self, id: &RequestId) -> Result<Request> {
        let request = self.fresh(id).await?;
        if request.state == RequestState::InReview {
            return Ok(request);
        }
        self.step(request, Transition::TakeUp, "request.taken_up", "", |_| {}).await
    }

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

    /// Sends a submission back with all its queries, in one mail. The link opens on what is to be corrected.
    pub async fn send_back(&self, id: &RequestId) -> Result<Request> {
        self.send_back_as(self.request(id).await?, Vec::new()).await
    }

    /// The same of a request as it is to stand, with queries that are not stored yet; `before` is what was done to it
    /// first.
    pub(crate) async fn send_back_as(&self, detail: Detail, before: Vec<LogDraft>) -> Result<Request> {
        let queries: Vec<Query> =
            detail.queries.iter().filter(|q| q.state == QueryState::Draft).cloned().collect();
        let open = detail.queries.iter().any(|q| matches!(q.state, QueryState::Open | QueryState::Draft));
        if !open {
            return Err(ServiceError::field("queries", "problem.no_queries"));
        }
        let values = self.send_back_values(&detail).await?;
        let services = self.services();
        let (link, fresh) = services.usable_link(&detail.request, &detail.campaign).await?;
        let key = format!("sent_back:{}:{}", detail.request.id, detail.request.version);
        let mail = self.mail(&detail, MailKind::SentBack, key, &link.id, values);
        let sent = queries.into_iter().map(|q| Query { state: QueryState::Open, ..q }).collect();
        let (campaign, country, now) = (&detail.campaign, &detail.supplier.country, services.now());
        self.step(detail.request, Transition::SendBack, "request.sent_back", "", |commit| {
            commit.log.splice(0..0, before);
            commit.queries = sent;
            commit.mails.push(mail);
            commit.request.reminders = 0;
            commit.request.snoozed_until = None;
            commit.request.next_reminder_at = reminders::next(&commit.request, campaign, country, now);
            if fresh {
                commit.links.push(link);
            }
        })
        .await
    }
}

impl Manager {
    /// Takes a request back.
    pub async fn withdraw(&self, id: &RequestId, reason: &str) -> Result<Request> {
        let reason = answer::clean(reason).chars().take(2_000).collect::<String>();
        let request = self.fresh(id).await?;
        self.step(request, Transition::Withdraw, "request.withdrawn", "", |commit| {
            commit.request.reason = reason;
            commit.revoke_access = true;
        })
        .await
    }

    /// Mails a new link; the old ones stop working.
    pub async fn resend_link(&self, id: &RequestId) -> Result<()> {
        let detail = self.request(id).await?;
        if matches!(detail.request.state, RequestState::Planned | RequestState::Withdrawn) {
            return Err(ServiceError::NotNow("state"));
        }
        if detail.supplier.email.is_empty() {
            return Err(ServiceError::field("email", "problem.no_address"));
        }
        let log = self.did("request.link_sent_again", format!("request:{id}"), "");
        self.services().send_new_link(detail.request, &detail.campaign, &detail.supplier, log).await
    }

    /// The other person is right: the supplier's contact changes, the old links die, and the new person is invited, to
    /// this request and to the supplier's others. Name and address are those that the team settled on; what was proposed
    /// may have held a slip.
    pub async fn accept_other_person(&self, id: &RequestId, name: &str, email: &str) -> Result<()> {
        if !answer::is_email(email) {
            return Err(ServiceError::field("email", "problem.email"));
        }
        let detail = self.request(id).await?;
        detail.other_person.as_ref().ok_or(ServiceError::NotFound)?;
        self.whole_supplier(&detail.supplier)?;
        let supplier = Supplier {
            contact_name: answer::clean(name).chars().take(300).collect(),
            email: normal_email(email),
            mail_problem: None,
            ..detail.supplier.clone()
        };
        let old = &detail.supplier.email;
        let mut commits = self.hand_over(&supplier, old, Delivery::AtOnce).await?;
        let others = commits.iter_mut().position(|commit| commit.request.id == *id);
        let at = others.unwrap_or_else(|| {
            commits.push(RequestCommit::of(detail.request));
            commits.len() - 1
        });
        commits[at].request.proposed_contact.clear();
        let taken = self.did("request.other_person_accepted", format!("request:{id}"), "");
        commits[at].log.push(taken);
        let log = self.did("supplier.changed", format!("supplier:{}", supplier.id), "");
        self.services().store.change_supplier(supplier, commits, log).await?;
        Ok(())
    }

    /// The other person is not right: nothing changes.
    pub async fn dismiss_other_person(&self, id: &RequestId) -> Result<()> {
        let mut commit = RequestCommit::of(self.fresh(id).await?);
        commit.request.proposed_contact.clear();
        commit.log.push(self.did("request.other_person_dismissed", format!("request:{id}"), ""));
        self.services().store.commit(commit).await?;
        Ok(())
    }
}
