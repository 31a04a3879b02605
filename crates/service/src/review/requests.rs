//! The reviewer's side: look, ask, send back, accept, reject, undo.

use crate::access::{Reviewer, Viewer};
use crate::declarations::submission::{Difference, Document, difference};
use crate::mail::messages::{Rendered, render, request_values};
use crate::records::{
    Campaign, LogDraft, MailKind, MemberId, NewMail, Page, Query, QueryState, Recheck, Request,
    RequestCommit, RequestFilter, RequestId, RequestRow, Submission, Supplier,
};
use crate::survey::links::OtherPerson;
use crate::survey::reminders;
use crate::{Result, ServiceError};
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

pub(super) fn told_of(campaign: &Campaign, declaration: &domain::Declaration, query: &Query) -> String {
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

impl Reviewer {
    pub(crate) async fn fresh(&self, id: &RequestId) -> Result<Request> {
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
