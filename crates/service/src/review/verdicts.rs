//! Decisions that the supplier is told of, and how each is taken back: accept, reject, agree that it does not concern the
//! supplier.

use crate::access::{Reviewer, Viewer};
use crate::mail::messages::request_values;
use crate::mail::outbox::UNDOES;
use crate::mail::own_words::add_own_words;
use crate::records::{
    CampaignState, Link, MailKind, MemberId, NewMail, Query, QueryState, Request, RequestCommit, RequestId,
};
use crate::review::requests::Detail;
use crate::survey::reminders;
use crate::{Result, ServiceError};
use domain::answer;
use domain::workflow::{RequestState, Transition};
use std::collections::BTreeMap;

/// How far back the mail is looked for that a decision was told by.
const MAILS: u32 = 200;

/// A reason that somebody will read.
fn reason(text: &str) -> Result<&str> {
    let text = answer::clean(text);
    if text.is_empty() || text.chars().count() > 2_000 {
        return Err(ServiceError::field("reason", "problem.reason"));
    }
    Ok(text)
}

/// What a decision does to the queries that are around: each is closed, and keeps where it stood.
fn closed(queries: &[Query]) -> Vec<Query> {
    let live = queries.iter().filter(|q| q.state != QueryState::Closed);
    live.map(|q| Query { state: QueryState::Closed, was: Some(q.state), ..q.clone() }).collect()
}

/// Those queries as they stood before.
fn reopened(queries: &[Query]) -> Vec<Query> {
    let back = |q: &Query| Some(Query { state: q.was?, was: None, ..q.clone() });
    queries.iter().filter(|q| q.state == QueryState::Closed).filter_map(back).collect()
}

impl Viewer {
    /// Whether the supplier has done anything since its declaration was sent back: saved, attached, asked for something.
    pub async fn supplier_acted(&self, detail: &Detail) -> Result<bool> {
        let (store, id, since) = (&self.services().store, &detail.request.id, detail.request.state_at);
        let saved = store.draft(id).await?.saved_at.is_some_and(|at| at > since);
        let by = format!("supplier:{id}");
        let acts = store.log_of(&format!("request:{id}"), 100).await?;
        Ok(saved || acts.iter().any(|it| it.entry.actor == by && it.entry.at > since))
    }
}

impl Reviewer {
    /// Accepts the last submission; queries still around are closed. Where the campaign asks for two, the first only says
    /// so, and another one's acceptance counts.
    pub async fn accept(&self, id: &RequestId) -> Result<Request> {
        self.accept_noting(self.request(id).await?, "").await
    }

    /// The same of a request as it was read; `note` goes into the log.
    pub(crate) async fn accept_noting(&self, detail: Detail, note: &str) -> Result<Request> {
        if detail.campaign.review.second_person {
            let first = &detail.request.accepted_by;
            if first.is_empty() {
                return self.accept_first(detail.request, note).await;
            }
            if *first == self.member().id {
                return Err(ServiceError::NotNow("second_person"));
            }
        }
        let told = self.tell(&detail, MailKind::Accepted, "").await?;
        let closed = closed(&detail.queries);
        self.step(detail.request, Transition::Accept, "request.accepted", note, |commit| {
            commit.request.reason.clear();
            commit.queries = closed;
            told.add_to(commit);
        })
        .await
    }

    async fn accept_first(&self, request: Request, note: &str) -> Result<Request> {
        if request.state.after(Transition::Accept).is_none() {
            return Err(ServiceError::NotNow("state"));
        }
        let mut commit = RequestCommit::of(request);
        self.take_up_with(&mut commit)?;
        commit.request.accepted_by = self.member().id.clone();
        let object = format!("request:{}", commit.request.id);
        commit.log.push(self.did("request.accepted_first", object, note));
        Ok(self.services().store.commit(commit).await?)
    }

    /// Rejects the last submission for good, with a reason that the supplier reads.
    pub async fn reject(&self, id: &RequestId, why: &str) -> Result<Request> {
        let why = reason(why)?;
        let detail = self.request(id).await?;
        let told = self.tell(&detail, MailKind::Rejected, why).await?;
        let closed = closed(&detail.queries);
        self.step(detail.request, Transition::Reject, "request.rejected", &said(why), |commit| {
            commit.request.reason = why.to_owned();
            commit.queries = closed;
            told.add_to(commit);
        })
        .await
    }

    /// Agrees with a decline: the supplier is out of scope, for a reason that it reads.
    pub async fn agree_out_of_scope(&self, id: &RequestId, why: &str) -> Result<Request> {
        let why = reason(why)?;
        let detail = self.request(id).await?;
        let told = self.tell(&detail, MailKind::OutOfScope, why).await?;
        self.step(detail.request, Transition::Agree, "request.out_of_scope", &said(why), |commit| {
            commit.request.scope_reason = why.to_owned();
            told.add_to(commit);
        })
        .await
    }

    /// Takes a first acceptance back, of which nobody outside was told.
    async fn take_back_first(&self, request: Request, note: &str) -> Result<Request> {
        let mut commit = RequestCommit::of(request);
        commit.request.accepted_by = MemberId::default();
        let object = format!("request:{}", commit.request.id);
        commit.log.push(self.did("request.accepted_first_undone", object, note));
        Ok(self.services().store.commit(commit).await?)
    }

    /// Takes an acceptance or rejection back: the submission is in review again, its queries stand as they stood, and
    /// the supplier is told. So is a first acceptance, which nobody was told of. Takes a sending back back, as long as the supplier did nothing about it, and an agreement to a
    /// decline. After a decline or a withdrawal, asks again.
    pub async fn undo(&self, id: &RequestId) -> Result<Request> {
        self.undo_noting(self.request(id).await?, "").await
    }

    /// The same of a request as it was read; `note` goes into the log where a decision is taken back.
    pub(crate) async fn undo_noting(&self, detail: Detail, note: &str) -> Result<Request> {
        if detail.request.state.waits_for_review() && !detail.request.accepted_by.is_empty() {
            return self.take_back_first(detail.request, note).await;
        }
        let (kind, action) = match detail.request.state {
            RequestState::Declined => return self.ask_again(detail).await,
            RequestState::Withdrawn if detail.request.submissions == 0 => {
                return self.ask_again(detail).await;
            }
            RequestState::Withdrawn => return self.take_back_withdrawal(detail).await,
            RequestState::OutOfScope => (MailKind::ScopeUndone, "request.scope_undone"),
            RequestState::SentBack => return self.undo_send_back(detail).await,
            _ => (MailKind::DecisionUndone, "request.decision_undone"),
        };
        let told = self.tell_undone(&detail, kind).await?;
        let reopened = reopened(&detail.queries);
        let state = detail.request.state;
        self.step(detail.request, Transition::Undo, action, note, |commit| {
            if state == RequestState::OutOfScope {
                commit.request.scope_reason.clear();
            } else {
                commit.request.reason.clear();
                commit.queries = reopened;
            }
            told.add_to(commit);
        })
        .await
    }

    /// The mail that tells of a decision.
    async fn tell(&self, detail: &Detail, kind: MailKind, why: &str) -> Result<Told> {
        // Without an address there is nobody to tell.
        if detail.supplier.email.is_empty() {
            return Ok(Told::default());
        }
        let company = self.services().company().await?;
        let mut values = request_values(&company, &detail.campaign, &detail.supplier);
        values.insert("reason".to_owned(), why.to_owned());
        values.insert("number".to_owned(), detail.request.submissions.to_string());
        self.told(detail, kind, values).await
    }

    /// The mail that takes a decision back, where the decision was told.
    async fn tell_undone(&self, detail: &Detail, kind: MailKind) -> Result<Told> {
        let told = match detail.request.state {
            RequestState::Accepted => MailKind::Accepted,
            RequestState::Rejected => MailKind::Rejected,
            RequestState::OutOfScope => MailKind::OutOfScope,
            RequestState::SentBack => MailKind::SentBack,
            _ => return Ok(Told::default()),
        };
        let mails = self.mails(Some(&detail.supplier.id), MAILS).await?;
        let mut ours = mails.into_iter().filter(|m| m.mail.request.as_ref() == Some(&detail.request.id));
        let Some(decision) = ours.find(|m| m.mail.kind == told) else {
            return Ok(Told::default());
        };
        let company = self.services().company().await?;
        let mut values = request_values(&company, &detail.campaign, &detail.supplier);
        values.insert("number".to_owned(), detail.request.submissions.to_string());
        values.insert(UNDOES.to_owned(), decision.mail.id);
        if detail.supplier.email.is_empty() {
            return Ok(Told::default());
        }
        self.told(detail, kind, values).await
    }

    async fn told(&self, detail: &Detail, kind: MailKind, values: BTreeMap<String, String>) -> Result<Told> {
        let (link, fresh) = self.services().usable_link(&detail.request, &detail.campaign).await?;
        let key = format!("{}:{}:{}", kind.key(), detail.request.id, detail.request.version);
        let mail = self.mail(detail, kind, key, &link.id, values);
        Ok(Told { mail: Some(mail), link: fresh.then_some(link) })
    }

    /// The questions are not sent yet again, as they stood before, and the supplier is told that nothing is asked at present.
    async fn undo_send_back(&self, detail: Detail) -> Result<Request> {
        if self.supplier_acted(&detail).await? {
            return Err(ServiceError::NotNow("supplier_acted"));
        }
        let told = self.tell_undone(&detail, MailKind::SentBackUndone).await?;
        let open = detail.queries.iter().filter(|q| q.state == QueryState::Open);
        let unsent = open.map(|q| Query { state: QueryState::Draft, ..q.clone() }).collect();
        self.step(detail.request, Transition::Undo, "request.sent_back_undone", "", |commit| {
            commit.queries = unsent;
            commit.request.reminders = 0;
            commit.request.snoozed_until = None;
            told.add_to(commit);
        })
        .await
    }

    /// What came in before the withdrawal is in review again. The supplier, whose access had ended, gets a link when
    /// there is something to tell.
    async fn take_back_withdrawal(&self, detail: Detail) -> Result<Request> {
        if detail.campaign.state != CampaignState::Open || detail.supplier.retired_at.is_some() {
            return Err(ServiceError::NotNow("asked_again"));
        }
        self.step(detail.request, Transition::Undo, "request.withdrawal_undone", "", |commit| {
            commit.request.state = RequestState::InReview;
            commit.request.reason.clear();
        })
        .await
    }

    async fn ask_again(&self, detail: Detail) -> Result<Request> {
        let services = self.services();
        // Nobody is asked who cannot answer, or cannot be reached.
        let open = detail.campaign.state == CampaignState::Open;
        let over = services.now() >= reminders::end_of(&detail.campaign);
        if !open || over || !reminders::is_reachable(&detail.supplier) {
            return Err(ServiceError::NotNow("asked_again"));
        }
        let company = services.company().await?;
        let link = services.new_link(&detail.request.id, &detail.campaign);
        let mut values = request_values(&company, &detail.campaign, &detail.supplier);
        add_own_words(&mut values, &detail.campaign, detail.supplier.spoken());
        let key = format!("invitation:{}:{}", detail.request.id, detail.request.version);
        let mail = self.mail(&detail, MailKind::Invitation, key, &link.id, values);
        let (campaign, country, now) = (&detail.campaign, &detail.supplier.country, services.now());
        self.step(detail.request, Transition::Undo, "request.asked_again", "", |commit| {
            commit.request.reason.clear();
            commit.request.snoozed_until = None;
            commit.request.reminders = 0;
            commit.request.invited_at = Some(now);
            commit.request.next_reminder_at = reminders::anew(&commit.request, campaign, country, now);
            commit.revoke_access = true;
            commit.links.push(link);
            commit.mails.push(mail);
        })
        .await
    }
}

/// How a reason stands in the log.
fn said(why: &str) -> String {
    serde_json::json!({ "reason": why }).to_string()
}

/// What goes out with a decision.
#[derive(Default)]
struct Told {
    mail: Option<NewMail>,
    link: Option<Link>,
}

impl Told {
    fn add_to(self, commit: &mut RequestCommit) {
        commit.mails.extend(self.mail);
        commit.links.extend(self.link);
    }
}
