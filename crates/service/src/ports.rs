//! What adapters implement. A method is one use case's worth of work: one call, one transaction.

use crate::records::*;
use async_trait::async_trait;
use domain::workflow::RequestState;

/// Why storage could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// Somebody changed it since it was read.
    #[error("changed by somebody else since it was read")]
    Conflict,
    /// Something unique exists already; the text names the rule, for example `supplier.reference`.
    #[error("exists already: {0}")]
    Duplicate(&'static str),
    /// The request does not take answers in its present state.
    #[error("not open for answers")]
    NotWritable,
    /// The database cannot be reached, is full, or could not make the write durable. Nothing was acknowledged.
    #[error("storage unavailable: {0}")]
    Unavailable(String),
    /// A fault of ours.
    #[error("storage fault: {0}")]
    Fault(#[source] Source),
}

/// What failed beneath: an error of another part, or a sentence of ours.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// What was being done when another part failed.
#[derive(Debug, thiserror::Error)]
#[error("{what}: {source}")]
pub struct During {
    what: &'static str,
    source: Source,
}

/// An error of another part, with what was being done.
pub fn during(what: &'static str, source: impl Into<Source>) -> Source {
    Box::new(During { what, source: source.into() })
}

/// Result of a storage call.
pub type Stored<T> = Result<T, StoreError>;

/// Tries of one kind: what they are counted under, and in which windows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tries {
    /// What they are counted under, for example `sign_in:client:203.0.113.9`.
    pub key: String,
    /// How long a window is; windows begin at multiples of their length.
    pub window: Millis,
}

/// Company, team, sessions.
#[async_trait]
pub trait TeamStore: Send + Sync {
    /// The company, once set up.
    async fn company(&self) -> Stored<Option<Company>>;
    /// Stores the company.
    async fn save_company(&self, company: Company, log: LogDraft) -> Stored<()>;
    /// Stores the hash of the set-up token, replacing an older one. Does nothing once there is an administrator.
    async fn put_setup_token(&self, hash: SecretHash, now: Millis) -> Stored<()>;
    /// Whether this set-up token is the present one and there is no administrator yet.
    async fn setup_token_valid(&self, hash: &str) -> Stored<bool>;
    /// Stores company and first administrator and burns the token; [`StoreError::Conflict`] if it was used already.
    async fn complete_setup(&self, hash: &str, company: Company, first: Member, log: LogDraft) -> Stored<()>;
    /// Whether there is an administrator.
    async fn is_set_up(&self) -> Stored<bool>;

    /// A member.
    async fn member(&self, id: &str) -> Stored<Option<Member>>;
    /// A member by address (any letter case).
    async fn member_by_email(&self, email: &str) -> Stored<Option<Member>>;
    /// All members, by name.
    async fn members(&self) -> Stored<Vec<Member>>;
    /// Adds a member.
    async fn add_member(&self, member: Member, mails: Vec<NewMail>, log: LogDraft) -> Stored<()>;
    /// Changes one thing at a member and ends its sessions. Refuses to leave the company without an enabled
    /// administrator who has a password ([`StoreError::Conflict`]). A password hash that is empty or begins with `!` is
    /// none.
    async fn change_member(
        &self,
        id: &str,
        change: MemberChange,
        mails: Vec<NewMail>,
        log: LogDraft,
    ) -> Stored<()>;

    /// Begins a session.
    async fn create_session(&self, session: Session) -> Stored<()>;
    /// The session with this hash, if it is neither over nor idle since before `idle_since`, nor its
    /// owner disabled. Moves `seen_at` on when it is more than a minute old. Whatever the clock said when it began,
    /// it began now at the latest and lives no longer for that.
    async fn session(&self, hash: &str, now: Millis, idle_since: Millis) -> Stored<Option<Session>>;
    /// Ends one session.
    async fn end_session(&self, hash: &str) -> Stored<()>;
    /// Ends all sessions of an owner; says how many.
    async fn end_sessions(&self, owner: &SessionOwner) -> Stored<u64>;
    /// Counts a try under `key` in the present window of `window` milliseconds; false when more than `limit` were
    /// counted.
    async fn throttle(&self, key: &str, limit: i64, window: Millis, now: Millis) -> Stored<bool>;
    /// Notes that whoever uses this session gave the password again.
    async fn confirm_session(&self, hash: &str, now: Millis) -> Stored<()>;
    /// When the password was given last: at the beginning of the session, or since.
    async fn session_confirmed_at(&self, hash: &str) -> Stored<Option<Millis>>;
    /// How many tries were counted in the present windows.
    async fn tries(&self, of: &[Tries], now: Millis) -> Stored<Vec<i64>>;
    /// Counts one try of each kind.
    async fn count_tries(&self, of: &[Tries], now: Millis) -> Stored<()>;
    /// Forgets the tries of the first kind, and takes as many from the others.
    async fn give_tries_back(&self, of: &[Tries], now: Millis) -> Stored<()>;
}

/// Suppliers and their import.
#[async_trait]
pub trait SupplierStore: Send + Sync {
    /// A page of suppliers by name.
    async fn suppliers(&self, filter: &SupplierFilter) -> Stored<Page<Supplier>>;
    /// How many there are: (active, retired).
    async fn supplier_counts(&self) -> Stored<(u64, u64)>;
    /// Every supplier, for matching an import.
    async fn all_suppliers(&self) -> Stored<Vec<Supplier>>;
    /// One supplier.
    async fn supplier(&self, id: &str) -> Stored<Option<Supplier>>;
    /// Adds (version 0) or overwrites (version as read) a supplier.
    async fn save_supplier(&self, supplier: Supplier, log: LogDraft) -> Stored<Supplier> {
        self.change_supplier(supplier, Vec::new(), log).await
    }
    /// The same together with what follows for its requests, all or nothing.
    async fn change_supplier(
        &self,
        supplier: Supplier,
        requests: Vec<RequestCommit>,
        log: LogDraft,
    ) -> Stored<Supplier>;
    /// Adds and overwrites many at once, all or none; drops the batch. [`StoreError::Conflict`] if the batch is gone.
    async fn apply_import(&self, batch: &str, suppliers: Vec<Supplier>, log: LogDraft) -> Stored<()> {
        self.apply_import_with(batch, suppliers, Vec::new(), log).await
    }
    /// The same together with what follows for their requests, all or nothing.
    async fn apply_import_with(
        &self,
        batch: &str,
        suppliers: Vec<Supplier>,
        requests: Vec<RequestCommit>,
        log: LogDraft,
    ) -> Stored<()>;
    /// Keeps an upload until it is confirmed; drops those older than a day.
    async fn put_import(&self, batch: ImportBatch) -> Stored<()>;
    /// An upload that waits.
    async fn import(&self, id: &str) -> Stored<Option<ImportBatch>>;
}

/// Campaigns and their launch.
#[async_trait]
pub trait CampaignStore: Send + Sync {
    /// All campaigns, newest first.
    async fn campaigns(&self) -> Stored<Vec<Campaign>>;
    /// One campaign.
    async fn campaign(&self, id: &str) -> Stored<Option<Campaign>>;
    /// Adds (version 0) or overwrites (version as read) a campaign.
    async fn save_campaign(&self, campaign: Campaign, log: LogDraft) -> Stored<Campaign>;
    /// Overwrites a campaign (version as read) together with what follows for its requests and links.
    async fn change_campaign(
        &self,
        campaign: Campaign,
        replan: Replan,
        now: Millis,
        log: LogDraft,
    ) -> Stored<Campaign>;
    /// The versions of a campaign's rule profile, newest first.
    async fn rule_profiles(&self, campaign: &str) -> Stored<Vec<RuleProfile>>;
    /// The version that holds; none while the built-in profile does.
    async fn rule_profile(&self, campaign: &str) -> Stored<Option<RuleProfile>>;
    /// Adds the next version: [`StoreError::Conflict`] if somebody else has added it.
    async fn put_rule_profile(&self, profile: RuleProfile, log: LogDraft) -> Stored<()>;
    /// Adds planned requests for suppliers that have none yet, and drops those of the requests named in `drop` that
    /// are still planned.
    async fn set_recipients(
        &self,
        campaign: &str,
        add: Vec<Request>,
        drop: Vec<Id>,
        log: LogDraft,
    ) -> Stored<()>;
    /// Opens the campaign and invites: each request that is still planned moves on with its link and its mail.
    /// Pressing twice invites once: says how many were invited now. `version` is the campaign's as the invitations
    /// were built from it: [`StoreError::Conflict`] if it has moved on. It moves on whenever somebody is invited.
    async fn launch(
        &self,
        campaign: &str,
        version: i64,
        invitations: Vec<RequestCommit>,
        log: LogDraft,
    ) -> Stored<u64>;
}

/// Requests, drafts, submissions, queries.
#[async_trait]
pub trait RequestStore: Send + Sync {
    /// One request.
    async fn request(&self, id: &str) -> Stored<Option<Request>>;
    /// A page of requests.
    async fn requests(&self, filter: &RequestFilter) -> Stored<Page<RequestRow>>;
    /// How many requests stand where, of one campaign or of all; overdue is counted for `today`.
    async fn counts(&self, campaign: Option<&str>, today: &str) -> Stored<Counts>;
    /// What needs the team besides declarations, with at most `names` names each.
    async fn problems(&self, campaign: &str, names: u32) -> Stored<Problems>;
    /// Stores a unit of work; [`StoreError::Conflict`] if the request (or the draft) moved on since it was read.
    async fn commit(&self, commit: RequestCommit) -> Stored<Request>;
    /// The link with this hash, whatever its state.
    async fn link_by_hash(&self, hash: &str) -> Stored<Option<Link>>;
    /// The links of a request, newest first.
    async fn links(&self, request: &str) -> Stored<Vec<Link>>;

    /// The draft.
    async fn draft(&self, request: &str) -> Stored<StoredDraft>;
    /// Saves entries: each path on its own, so that edits of different paths merge. What would make the draft larger
    /// than a draft may be is refused ([`Saved::refused`]), path by path. Moves an opened request on to
    /// started (with a log entry); [`StoreError::NotWritable`] when the request takes no answers.
    async fn save_draft(&self, save: SaveDraft) -> Stored<Saved>;

    /// All submissions of a request, oldest first.
    async fn submissions(&self, request: &str) -> Stored<Vec<Submission>>;
    /// One submission.
    async fn submission(&self, request: &str, number: i64) -> Stored<Option<Submission>>;
    /// Other requests of the campaign whose last submission names the very same smelters ([`Judged::smelters`]): the
    /// supplier's name and that submission, at most 20, by name.
    async fn same_smelters(
        &self,
        campaign: &str,
        smelters: &str,
        except: &str,
    ) -> Stored<Vec<(String, Submission)>>;
    /// All queries of a request, oldest first.
    async fn queries(&self, request: &str) -> Stored<Vec<Query>>;
    /// Requests of a campaign whose last submission was judged by something else than this: the request, the
    /// submission's number, and what it was judged by (empty where nobody knows).
    async fn outdated_judgements(
        &self,
        campaign: &str,
        by: &str,
        limit: u32,
    ) -> Stored<Vec<(Id, i64, String)>>;
    /// Stores what a submission is judged by now; false where the request has moved on or somebody was faster. The
    /// request's version stays: nobody who looks at it is disturbed.
    async fn put_judgement(&self, judged: JudgedAnew) -> Stored<bool>;
    /// All later judgements of a request's submissions, oldest first.
    async fn judgements(&self, request: &str) -> Stored<Vec<Judgement>>;
    /// What a cause touched ([`Judgement::cause`]): how many submissions, and the first of them by name.
    async fn touched_by(&self, cause: &str, limit: u32) -> Stored<(u64, Vec<TouchedRequest>)>;
    /// Requests whose next reminder is due, longest due first.
    async fn reminders_due(&self, now: Millis, limit: u32) -> Stored<Vec<Request>>;
    /// Requests with a reminder ahead, soonest first: who gets what next.
    async fn reminders_ahead(&self, campaign: Option<&str>, limit: u32) -> Stored<Vec<RequestRow>>;
}

/// The outbox.
#[async_trait]
pub trait MailStore: Send + Sync {
    /// Queues mails that belong to no other unit of work.
    async fn queue_mails(&self, mails: Vec<NewMail>, log: Option<LogDraft>) -> Stored<()>;
    /// Takes mails that are due, for this caller alone until `lease_until`. A mail whose earlier taker died is taken
    /// again, with `in_doubt` counted up. While the queue waits there are none; when a pause is over, there is one.
    async fn claim_mails(&self, now: Millis, lease_until: Millis, limit: u32) -> Stored<Vec<Mail>>;
    /// Prolongs the lease of a mail; false where it has ended and somebody else may have the mail.
    async fn keep_mail(&self, id: &str, lease: i64, until: Millis) -> Stored<bool>;
    /// The server took it. Nothing happens where the lease is an older one; so with the next three.
    async fn mail_sent(&self, id: &str, lease: i64, now: Millis) -> Stored<()>;
    /// It failed. A refusal of ours may make the queue wait, and then the mail waits with it.
    async fn mail_failed(&self, id: &str, lease: i64, failure: MailFailure, now: Millis) -> Stored<()>;
    /// It is not wanted any more: it is not sent, and nothing is held against the address.
    async fn mail_dropped(&self, id: &str, lease: i64, why: &str) -> Stored<()>;
    /// Puts another link in the place of the one that a mail carries.
    async fn relink_mail(&self, id: &str, lease: i64, link: Link) -> Stored<()>;
    /// What is wrong with the mail.
    async fn mail_alarm(&self) -> Stored<MailAlarm>;
    /// Tries again at once whatever this problem holds up; the suppliers of these mails are marked no more, and the
    /// queue waits no more. Gives these mails.
    async fn retry_mails(&self, wanted: MailsWanted, now: Millis, log: LogDraft) -> Stored<Vec<Mail>>;
    /// Gives up whatever this problem holds up; says how many.
    async fn give_up_mails(&self, problem: Problem, log: LogDraft) -> Stored<u64>;
    /// One mail.
    async fn mail(&self, id: &str) -> Stored<Option<Mail>>;
    /// The newest mails: all, or of one supplier.
    async fn mails(&self, supplier: Option<&str>, limit: u32) -> Stored<Vec<Mail>>;
    /// The language of the last mail to a member's address; nothing where none was ever queued.
    async fn mailed_in(&self, email: &str) -> Stored<Option<String>>;
}

/// What submissions say, as rows that follow from their documents.
#[async_trait]
pub trait DeclaredStore: Send + Sync {
    /// Submissions behind this request and number, in that order; only those whose rows were not made in this way
    /// ([`Declared::shape`]), where one is given.
    async fn submissions_behind(
        &self,
        behind: &(Id, i64),
        not_made_by: Option<i64>,
        limit: u32,
    ) -> Stored<Vec<Submission>>;
    /// Puts these rows in the place of those that their submissions had.
    async fn put_declared(&self, declared: Vec<Declared>) -> Stored<()>;
    /// The rows of a submission; none where they were not made.
    async fn declared(&self, request: &str, number: i64) -> Stored<Option<Declared>>;
    /// The smelters with a name that somebody reported, each as it was written.
    async fn reported_names(&self) -> Stored<Vec<ReportedSmelter>>;
    /// Who reported these smelters in the last submission of a request of an open campaign, requests in the states
    /// `except` left out (at least one); by the suppliers' names.
    async fn reporters(&self, reported: Vec<Id>, except: Vec<RequestState>) -> Stored<Vec<Reporter>>;
}

/// Log, reference lists, housekeeping.
#[async_trait]
pub trait HouseStore: Send + Sync {
    /// Whether the database answers and takes writes.
    async fn ping(&self) -> Stored<()>;
    /// Writes an act that belongs to no other unit of work.
    async fn log(&self, entry: LogDraft) -> Stored<()>;
    /// Where the log ends.
    async fn log_head(&self) -> Stored<LogHead>;
    /// Where the seal ends: the number of its last record and its code; nothing before the first.
    async fn seal_head(&self) -> Stored<Option<(i64, String)>>;
    /// Seals what is written from now on with this key ([`crate::secrets::seal_key`]); what was never sealed, or was
    /// sealed with another, is sealed now, and then this says true. Only for a secret that is known to be the
    /// database's own.
    async fn seal_with(&self, key: [u8; 32]) -> Stored<bool>;
    /// Log entries behind `seq`, oldest first.
    async fn log_after(&self, seq: i64, limit: u32) -> Stored<Vec<LogEntry>>;
    /// Log entries that fit, newest first.
    async fn log_found(&self, filter: &LogFilter) -> Stored<Vec<LogEntry>>;
    /// What the objects of log entries are called, those that still are: object and name.
    async fn object_names(&self, objects: Vec<String>) -> Stored<Vec<(String, String)>>;
    /// Log entries about one object, newest first.
    async fn log_of(&self, object: &str, limit: u32) -> Stored<Vec<LogEntry>>;
    /// Stores a smelter list beside its predecessors.
    async fn put_smelter_list(&self, list: StoredList, log: LogDraft) -> Stored<()>;
    /// All smelter lists without their rows, the youngest first.
    async fn smelter_list_heads(&self) -> Stored<Vec<ListHead>>;
    /// A smelter list whole.
    async fn smelter_list(&self, id: &str) -> Stored<Option<StoredList>>;
    /// The smelter lists that are not retired, oldest first; of one day, the one imported last comes last.
    async fn smelter_lists_in_use(&self) -> Stored<Vec<StoredList>>;
    /// Retires a smelter list; a conflict where it is already, or there is none.
    async fn retire_smelter_list(&self, id: &str, at: Millis, why: &str, log: LogDraft) -> Stored<()>;
    /// What the team decided that names of smelters mean: the decisions that stand, by name.
    async fn smelter_decisions(&self) -> Stored<Vec<SmelterDecision>>;
    /// The decisions that ended last, the latest first.
    async fn ended_smelter_decisions(&self, limit: u32) -> Stored<Vec<SmelterDecision>>;
    /// Adds a decision, in the place of the one named in `replaces`: [`StoreError::Conflict`] if that one does not
    /// stand any more, or another one stands for the same name.
    async fn put_smelter_decision(
        &self,
        made: SmelterDecision,
        replaces: Option<Id>,
        log: LogDraft,
    ) -> Stored<()>;
    /// Revokes a decision; a conflict where it does not stand.
    async fn revoke_smelter_decision(&self, id: &str, end: SmelterEnding, log: LogDraft) -> Stored<()>;
    /// Keeps an official blank template; a conflict where the same file is there already.
    async fn put_blank(&self, blank: StoredBlank, log: LogDraft) -> Stored<()>;
    /// The templates that are kept, without their files.
    async fn blanks(&self) -> Stored<Vec<BlankHead>>;
    /// The template of a version that was uploaded last.
    async fn blank_of(&self, version: &str) -> Stored<Option<StoredBlank>>;
    /// Drops a template; a conflict where there is none.
    async fn remove_blank(&self, id: &str, log: LogDraft) -> Stored<()>;
    /// Which secret the database belongs to, and whether it holds anything.
    async fn secret_state(&self) -> Stored<SecretState>;
    /// By which the database knows its secret ([`crate::secrets::check_value`]); none until one was adopted.
    async fn secret_check(&self) -> Stored<Option<String>>;
    /// Makes a secret the database's own if it has none yet; gives the one that it has now.
    async fn adopt_secret(&self, check: String) -> Stored<String>;
    /// Puts another secret in the place of the one before, with the links that follow from it. Mails that wait carry
    /// the new links; who has such a mail gets no other.
    async fn renew_secret(&self, renewal: SecretRenewal) -> Stored<()>;
    /// Notes that the database is a demonstration's, whose clock is so far ahead.
    async fn put_demo(&self, ahead: Millis) -> Stored<()>;
    /// How far ahead the demonstration's clock is; none where the database is not a demonstration's.
    async fn demo(&self) -> Stored<Option<Millis>>;
    /// Moves all sessions by as much as the demonstration's clock is put forward: nobody is signed out by that.
    async fn shift_sessions(&self, by: Millis) -> Stored<()>;
    /// Drops sessions, throttle counts and uploads that are over.
    async fn sweep(&self, now: Millis) -> Stored<()>;
}

/// All of storage.
pub trait Store:
    TeamStore + SupplierStore + CampaignStore + RequestStore + DeclaredStore + MailStore + HouseStore
{
}
impl<T> Store for T where
    T: TeamStore + SupplierStore + CampaignStore + RequestStore + DeclaredStore + MailStore + HouseStore
{
}

/// A message ready to go.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Message-ID without angle brackets; the same on every try.
    pub message_id: String,
    /// Display name and address of the sender.
    pub from_name: String,
    /// Where answers go; empty for the sender.
    pub reply_to: String,
    /// Address.
    pub to: String,
    /// Subject: one line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
}

/// Why a message did not go.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Worth another try: this mailbox is full, or the like.
    #[error("{0}")]
    Temporary(String),
    /// Worth another try: the server is busy or greylisting. Where it lasts, it is about us.
    #[error("{0}")]
    PutOff(String),
    /// No use trying again: the address itself is refused.
    #[error("{0}")]
    Permanent(String),
    /// Something of ours is refused, and nothing is held against the address.
    #[error("{1}")]
    House(Refusal, String),
}

/// Sends mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands a message to the next server; `Ok` when it took it.
    async fn send(&self, message: &Message) -> Result<(), MailError>;
    /// What it is, for the settings page: `smtp host:port`, `files in DIR`.
    fn describe(&self) -> String;
}

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Millis;
}

/// Draws randomness.
pub trait Random: Send + Sync {
    /// Fills the slice with bytes nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}
