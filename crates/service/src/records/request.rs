//! Requests, how they are found, and one unit of work on them.

use super::{
    CampaignId, Day, Declared, Id, Instant, LogDraft, MemberId, NewMail, Query, RequestId, SaveDraft,
    SecretHash, Submission, Supplier, SupplierId,
};
use domain::Class;
use domain::workflow::RequestState;

/// One campaign asking one supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub id: RequestId,
    /// Counts changes; a write names the version that it saw.
    pub version: i64,
    pub campaign: CampaignId,
    pub supplier: SupplierId,
    /// Where it stands.
    pub state: RequestState,
    /// Since when.
    pub state_at: Instant,
    /// When the invitation was queued.
    pub invited_at: Option<Instant>,
    /// When the supplier pressed Start first.
    pub opened_at: Option<Instant>,
    /// When the last declaration came in.
    pub submitted_at: Option<Instant>,
    /// Number of the last submission; 0 before the first.
    pub submissions: i64,
    /// Findings of the last submission that block (0 unless rules changed since).
    pub errors: i64,
    /// Findings of the last submission that were explained.
    pub warnings: i64,
    /// Reminders sent in the present waiting state.
    pub reminders: i64,
    /// When the next reminder is due; unset when none is.
    pub next_reminder_at: Option<Instant>,
    /// The supplier asked to be reminded then, not before.
    pub snoozed_until: Option<Instant>,
    /// The section that the supplier worked on last.
    pub last_section: String,
    /// The reason given with the last decline, rejection or withdrawal.
    pub reason: String,
    /// Another person named by "not the right person": `name <address>` and note, until the team decides.
    pub proposed_contact: String,
    /// Why it is out of scope, in the team's words; beside the reason that the supplier gave with its decline.
    pub scope_reason: String,
    /// Who of the team looks after it.
    pub owner: Option<MemberId>,
    /// Who has accepted the last submission, where a second member has to confirm; empty otherwise.
    pub accepted_by: MemberId,
    /// The version after the last change that whoever decides must have seen. Reminders, and drafts being written, move
    /// the version alone.
    pub acted: i64,
}

impl Request {
    /// Whether whoever saw this version saw all that a decision depends on.
    pub fn was_seen_at(&self, version: i64) -> bool {
        (self.acted..=self.version).contains(&version)
    }

    /// Since when it waits: for a decision, since the declaration came in, whoever took it up since then.
    pub fn waits_since(&self) -> Instant {
        match self.state {
            RequestState::InReview => self.submitted_at.unwrap_or(self.state_at),
            _ => self.state_at,
        }
    }
}

/// A request as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    pub request: Request,
    pub supplier_name: String,
    /// Supplier's reference number.
    pub supplier_reference: String,
    /// Supplier's country.
    pub country: String,
    /// Supplier's language.
    pub language: String,
    /// Supplier's contact.
    pub contact_name: String,
    /// Supplier's address.
    pub email: String,
    /// Why mail to it fails for good.
    pub mail_problem: Option<String>,
    pub campaign_name: String,
    /// Campaign's due day.
    pub due: Day,
    /// How many findings a reviewer sees of the last submission, as it was checked last.
    pub findings: i64,
    /// The same by class: incomplete, inconsistent, inaccurate.
    pub classes: [i64; 3],
    /// The scope of the last submission: `a`, `b`, `c` for any other; empty where it names none.
    pub scope: String,
    /// Keys of the metals that it says are needed (Yes in Q1 and Q2), in the order of the template.
    pub metals: Vec<String>,
    /// Supplier's share of spend, in hundredths of a percent.
    pub spend_share: Option<i64>,
    /// Telephone of the supplier's contact, and who else is known there and in the company.
    pub phone: String,
    pub second_name: String,
    pub second_phone: String,
    pub buyer_name: String,
    pub buyer_phone: String,
    /// When somebody saved something of an answer last.
    pub saved_at: Option<Instant>,
}

impl RequestRow {
    /// Since when nothing was heard of the supplier.
    pub fn silent_since(&self) -> Instant {
        self.saved_at.map_or(self.request.state_at, |at| at.max(self.request.state_at))
    }
}

/// Which requests a list shows, in which order. Pages are by key, not by offset, so that they hold up when the list
/// is long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Only this campaign.
    pub campaign: Option<CampaignId>,
    /// Only this supplier.
    pub supplier: Option<SupplierId>,
    /// Only these states; empty for all.
    pub states: Vec<RequestState>,
    /// Only requests that wait for the supplier after their due day; the day is today.
    pub overdue_on: Option<Day>,
    /// Part of a supplier's name, reference or address, any letter case.
    pub search: String,
    /// What each of them has.
    pub having: Vec<Having>,
    /// The order.
    pub sort: RequestSort,
    /// The order turned round.
    pub reversed: bool,
    /// Continue behind this row (from [`Page::next`]).
    pub after: Option<String>,
    /// Go back to what stands before this row (from [`Page::previous`]).
    pub before: Option<String>,
    /// Continue behind where this request stands or would stand, whether the list has it or not.
    pub behind: Option<RequestId>,
    /// Rows of a page; 1 to 500.
    pub limit: u32,
}

/// What a request has: that by which pictures count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Having {
    /// A finding of this rule in its last submission, as it was judged last.
    Finding(String),
    /// A last submission of this scope: `a`, `b`, or `c` for any other.
    Scope(String),
    /// A last submission with Yes in Q1 and Q2 for the metal with this key.
    Metal(String),
    /// A supplier in this country.
    Country(String),
    /// A first submission from this moment on and before that one.
    FirstAnswer(Instant, Instant),
    /// A finding of this class in its last submission.
    Class(Class),
    /// This member of the team as its owner; nobody.
    Owner(Option<MemberId>),
    /// A supplier with at least this share of spend, in hundredths of a percent.
    Spend(i64),
    /// It waits since this moment or longer, and came after that one ([`Request::waits_since`]).
    Waits(Instant, Instant),
    /// The supplier named another contact, about whom nobody has decided.
    OtherContact,
    /// A campaign that takes answers.
    OpenCampaign,
    /// Nothing more goes to the supplier by itself: the reminders are used up, or mail does not reach it.
    ToCall,
    /// No telephone call about it.
    NotCalled,
}

/// In which order requests are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestSort {
    /// By supplier name.
    #[default]
    Name,
    /// Who waits longest first ([`Request::waits_since`]).
    Waiting,
    /// Last change first.
    Recent,
    /// In the order of a request's life.
    State,
    /// By the owner's name; nobody's first.
    Owner,
    /// By how many findings of a class.
    Findings(Class),
    Scope,
    /// By how many metals are needed.
    Metals,
    /// By the supplier's country.
    Country,
    /// By the supplier's share of spend.
    Spend,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// Where the next page begins; unset on the last.
    pub next: Option<String>,
    /// Where the page before ends; unset on the first.
    pub previous: Option<String>,
}

impl<T> Page<T> {
    /// The same page of something else.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(each).collect(), next: self.next, previous: self.previous }
    }
}

/// How many requests stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub by_state: Vec<(RequestState, u64)>,
    /// Requests that wait for the supplier after their due day.
    pub overdue: u64,
}

/// A link to one request. The token itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Identifier, from which the token is derived with the server's secret.
    pub id: Id,
    /// Hash of the token.
    pub hash: SecretHash,
    /// The request that it opens.
    pub request: RequestId,
    /// When it was made.
    pub created_at: Instant,
    /// When it stops working.
    pub expires_at: Instant,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// One unit of work on a request: stored whole or not at all.
#[derive(Clone, Debug)]
pub struct RequestCommit {
    /// The request with its new values; `version` is the one that was read.
    pub request: Request,
    /// A declaration that comes in with it.
    pub submission: Option<Submission>,
    /// What that declaration was checked by ([`crate::review::recheck`]): lists, profile and rules.
    pub basis: String,
    /// What that declaration says, as rows.
    pub declared: Option<Declared>,
    /// The file from which that declaration was read.
    pub file: Option<Id>,
    /// The team's entry by which that declaration was filled in.
    pub entry: Option<Id>,
    /// Queries to add or to overwrite, by identifier.
    pub queries: Vec<Query>,
    /// Queries to drop (only drafts can be).
    pub dropped_queries: Vec<Id>,
    /// New links.
    pub links: Vec<Link>,
    /// Whether the older links stop working and the supplier's sessions end.
    pub revoke_access: bool,
    /// Mails to queue.
    pub mails: Vec<NewMail>,
    /// Supplier values to store with it (a new contact), version as read.
    pub supplier: Option<Supplier>,
    /// What the draft is from now on, where it comes with the declaration.
    pub draft: Option<SaveDraft>,
    /// Where set, the draft must still be at this revision, or the commit is a conflict.
    pub draft_revision: Option<i64>,
    /// Acts for the log.
    pub log: Vec<LogDraft>,
    /// Whether it is a change that a decision need not have seen: a reminder.
    pub quiet: bool,
}

impl RequestCommit {
    /// A unit of work that stores the request alone.
    pub fn of(request: Request) -> RequestCommit {
        RequestCommit {
            request,
            submission: None,
            basis: String::new(),
            declared: None,
            file: None,
            entry: None,
            queries: Vec::new(),
            dropped_queries: Vec::new(),
            links: Vec::new(),
            revoke_access: false,
            mails: Vec::new(),
            supplier: None,
            draft: None,
            draft_revision: None,
            log: Vec::new(),
            quiet: false,
        }
    }
}
