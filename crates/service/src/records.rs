//! The values that are stored. Times are milliseconds since 1970 in UTC; days are texts such as `2026-05-31`.

use domain::draft::{BadChange, Change};
use domain::rules::Profile;
use domain::smelters::{ListKind, SmelterList};
use domain::workflow::RequestState;
use domain::{Finding, Metal, Report};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A random identifier (128 bits, hexadecimal). Never sequential, never a secret.
pub type Id = String;
/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;
/// A civil day, `2026-05-31`.
pub type Day = String;
/// SHA-256 of a secret, hexadecimal: what is stored instead of the secret.
pub type SecretHash = String;

/// The company that asks: shown to every supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Its web domain, by which a supplier recognises it (`example.com`).
    pub domain: String,
    /// Who asks and why, in its own words.
    pub why: String,
    /// Whom a supplier may ask.
    pub contact_name: String,
    /// Where to write to.
    pub contact_email: String,
    /// Address of its minerals policy.
    pub policy_url: String,
    /// How to raise a grievance: an address or a telephone number.
    pub grievance: String,
    /// How many months answers are kept.
    pub retention_months: u32,
}

/// What a member of the team may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads, surveys and reviews.
    Reviewer,
    /// Everything, and the team and company settings.
    Administrator,
}

impl Role {
    /// The key used in storage and texts.
    pub fn key(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Reviewer => "reviewer",
            Role::Administrator => "administrator",
        }
    }

    /// Finds a role by its key.
    pub fn parse(key: &str) -> Option<Role> {
        [Role::Viewer, Role::Reviewer, Role::Administrator].into_iter().find(|r| r.key() == key)
    }
}

/// A member of the compliance team.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// Identifier.
    pub id: Id,
    /// E-mail address, lower case, unique.
    pub email: String,
    /// Name as shown to colleagues.
    pub name: String,
    /// What the member may do.
    pub role: Role,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
    /// When the member joined.
    pub created_at: Millis,
    /// When access was taken away.
    pub disabled_at: Option<Millis>,
}

impl std::fmt::Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Member").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

/// What changes at a member: this and nothing else, so that two who change different things at once both get through.
#[derive(Clone, PartialEq, Eq)]
pub enum MemberChange {
    /// What the member may do.
    Role(Role),
    /// Access taken away at this time, or given back.
    Disabled(Option<Millis>),
    /// A password. Where `old` is given, it must still be the present one, or the change is a conflict.
    Password {
        /// The hash that was read.
        old: Option<String>,
        /// The new hash.
        new: String,
    },
}

/// Whom a session belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionOwner {
    /// A member of the team.
    Member(Id),
    /// Whoever opened a supplier's link: for this one request.
    Request(Id),
}

/// A session. The cookie holds the secret; only its hash is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Hash of the cookie's secret.
    pub hash: SecretHash,
    /// Whose.
    pub owner: SessionOwner,
    /// When it began.
    pub created_at: Millis,
    /// When it was used last (to the minute).
    pub seen_at: Millis,
    /// When it ends whatever happens.
    pub expires_at: Millis,
}

/// How a supplier stands to the company.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// Sells to the company.
    #[default]
    Direct,
    /// Makes the company's products.
    ContractManufacturer,
    /// Sells to somebody who sells to the company.
    Indirect,
}

impl Relationship {
    /// The key used in storage and texts.
    pub fn key(self) -> &'static str {
        match self {
            Relationship::Direct => "direct",
            Relationship::ContractManufacturer => "contract_manufacturer",
            Relationship::Indirect => "indirect",
        }
    }

    /// Finds a relationship by its key.
    pub fn parse(key: &str) -> Option<Relationship> {
        [Relationship::Direct, Relationship::ContractManufacturer, Relationship::Indirect]
            .into_iter()
            .find(|r| r.key() == key)
    }
}

/// A supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Supplier {
    /// Identifier.
    pub id: Id,
    /// Counts changes; a write names the version that it saw.
    pub version: i64,
    /// The company's own number for the supplier; unique where given.
    pub reference: String,
    /// Name.
    pub name: String,
    /// How it stands to the company.
    pub relationship: Relationship,
    /// Through whom, for an indirect supplier.
    pub via: String,
    /// Who answers.
    pub contact_name: String,
    /// Where the link is sent, lower case.
    pub email: String,
    /// Language of mails and pages, for example `zh`.
    pub language: String,
    /// ISO 3166 code of the country, upper case; decides working days and hours.
    pub country: String,
    /// Share of spend in hundredths of a percent.
    pub spend_share: Option<i64>,
    /// Parts or product families bought, free text.
    pub parts: String,
    /// When the supplier was retired.
    pub retired_at: Option<Millis>,
    /// Why mail to it fails for good, where it does.
    pub mail_problem: Option<String>,
    /// When it was added.
    pub created_at: Millis,
}

/// A supplier import that waits for confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportBatch {
    /// Identifier.
    pub id: Id,
    /// Who uploaded it; nobody else may confirm it.
    pub member: Id,
    /// The table as read, with the column mapping, as JSON.
    pub document: String,
    /// When it was uploaded. Batches older than a day are dropped.
    pub created_at: Millis,
}

/// When reminders go out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReminderPlan {
    /// Working days from the invitation, or from being sent back, to the first reminder.
    pub first_after: u32,
    /// Working days between reminders.
    pub every: u32,
    /// Most reminders that one request gets in one state of waiting.
    pub cap: u32,
}

impl Default for ReminderPlan {
    fn default() -> Self {
        ReminderPlan { first_after: 5, every: 5, cap: 4 }
    }
}

/// The company's own words for one kind of mail in one language. Blank parts use the built-in text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MailWords {
    /// Subject.
    pub subject: String,
    /// What stands above the link; `{supplier}`, `{contact}`, `{company}`, `{year}`, `{due}` are filled in.
    pub body: String,
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CampaignState {
    /// Being prepared; nothing was sent.
    #[default]
    Planned,
    /// Launched.
    Open,
    /// No more answers are taken and no reminders go out.
    Closed,
}

impl CampaignState {
    /// The key used in storage and texts.
    pub fn key(self) -> &'static str {
        match self {
            CampaignState::Planned => "planned",
            CampaignState::Open => "open",
            CampaignState::Closed => "closed",
        }
    }

    /// Finds a state by its key.
    pub fn parse(key: &str) -> Option<CampaignState> {
        [CampaignState::Planned, CampaignState::Open, CampaignState::Closed]
            .into_iter()
            .find(|s| s.key() == key)
    }
}

/// One reporting year's survey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Campaign {
    /// Identifier.
    pub id: Id,
    /// Counts changes; a write names the version that it saw.
    pub version: i64,
    /// Name, for example `Minerals 2026`.
    pub name: String,
    /// Reporting year.
    pub year: i64,
    /// Which products it is about, in words for the supplier.
    pub products: String,
    /// The template version that is answered in the form, for example `6.5`.
    pub template_version: String,
    /// The versions accepted as workbooks.
    pub accepted_versions: Vec<String>,
    /// Answers are wanted by this day.
    pub due: Day,
    /// Answers are taken until this day.
    pub cutoff: Day,
    /// Where it stands.
    pub state: CampaignState,
    /// Own words, by kind and language: `invitation.en`, `reminder.zh`.
    pub words: BTreeMap<String, MailWords>,
    /// When reminders go out.
    pub reminders: ReminderPlan,
    /// When it was made.
    pub created_at: Millis,
    /// When it was launched.
    pub launched_at: Option<Millis>,
}

/// One campaign asking one supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Identifier.
    pub id: Id,
    /// Counts changes; a write names the version that it saw.
    pub version: i64,
    /// The campaign.
    pub campaign: Id,
    /// The supplier.
    pub supplier: Id,
    /// Where it stands.
    pub state: RequestState,
    /// Since when.
    pub state_at: Millis,
    /// When the invitation was queued.
    pub invited_at: Option<Millis>,
    /// When the supplier pressed Start first.
    pub opened_at: Option<Millis>,
    /// When the last declaration came in.
    pub submitted_at: Option<Millis>,
    /// Number of the last submission; 0 before the first.
    pub submissions: i64,
    /// Findings of the last submission that block (0 unless rules changed since).
    pub errors: i64,
    /// Findings of the last submission that were explained.
    pub warnings: i64,
    /// Reminders sent in the present waiting state.
    pub reminders: i64,
    /// When the next reminder is due; unset when none is.
    pub next_reminder_at: Option<Millis>,
    /// The supplier asked to be reminded then, not before.
    pub snoozed_until: Option<Millis>,
    /// The section that the supplier worked on last.
    pub last_section: String,
    /// The reason given with the last decline, rejection or withdrawal.
    pub reason: String,
    /// Another person named by "not the right person": `name <address>` and note, until the team decides.
    pub proposed_contact: String,
}

/// A request as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// The request.
    pub request: Request,
    /// Supplier's name.
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
    /// Campaign's name.
    pub campaign_name: String,
    /// Campaign's due day.
    pub due: Day,
}

/// Which requests a list shows, in which order. Pages are by key, not by offset, so that they hold up when the list
/// is long.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Only this campaign.
    pub campaign: Option<Id>,
    /// Only this supplier.
    pub supplier: Option<Id>,
    /// Only these states; empty for all.
    pub states: Vec<RequestState>,
    /// Only requests that wait for the supplier after their due day; the day is today.
    pub overdue_on: Option<Day>,
    /// Part of a supplier's name, reference or address, any letter case.
    pub search: String,
    /// The order.
    pub sort: RequestSort,
    /// Continue behind this row (from [`Page::next`]).
    pub after: Option<String>,
    /// Rows of a page; 1 to 500.
    pub limit: u32,
}

/// In which order requests are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestSort {
    /// By supplier name.
    #[default]
    Name,
    /// Longest in its state first.
    Waiting,
    /// Last change first.
    Recent,
}

/// Which suppliers a list shows, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierFilter {
    /// Part of name, reference or address, any letter case.
    pub search: String,
    /// Show retired ones instead.
    pub retired: bool,
    /// Continue behind this row (from [`Page::next`]).
    pub after: Option<String>,
    /// Rows of a page; 1 to 500.
    pub limit: u32,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; unset on the last.
    pub next: Option<String>,
}

/// How many requests stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests by state.
    pub by_state: Vec<(RequestState, u64)>,
    /// Requests that wait for the supplier after their due day.
    pub overdue: u64,
}

/// What a change of a campaign's dates or reminders means to what was sent already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replan {
    /// Requests with the version that was read and the next reminder as it is now. One that moved on meanwhile is left
    /// alone.
    pub reminders: Vec<(Id, i64, Option<Millis>)>,
    /// Links that still work stop working then; unset where they stay as they are.
    pub links_end: Option<Millis>,
}

/// What needs the team besides declarations. Counted exactly; some are named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// Requests of the campaign that wait for the supplier and at which another person is named.
    pub proposed: u64,
    /// The newest of them: request and supplier's name.
    pub proposed_first: Vec<(Id, String)>,
    /// Suppliers, not retired, whom mail does not reach.
    pub unreachable: u64,
    /// The first of them by name: supplier and name.
    pub unreachable_first: Vec<(Id, String)>,
}

/// A link to one request. The token itself is never stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Identifier, from which the token is derived with the server's secret.
    pub id: Id,
    /// Hash of the token.
    pub hash: SecretHash,
    /// The request that it opens.
    pub request: Id,
    /// When it was made.
    pub created_at: Millis,
    /// When it stops working.
    pub expires_at: Millis,
    /// When it was revoked.
    pub revoked_at: Option<Millis>,
}

/// A draft as stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredDraft {
    /// Entries by path.
    pub entries: BTreeMap<String, String>,
    /// Counts saves.
    pub revision: i64,
    /// When it was saved last.
    pub saved_at: Option<Millis>,
}

/// A save of some entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveDraft {
    /// The request.
    pub request: Id,
    /// The revision that the writer had seen.
    pub base_revision: i64,
    /// Which tab or device writes; its own earlier writes are no conflict.
    pub origin: String,
    /// What to write.
    pub changes: Vec<Change>,
    /// The section it was written in.
    pub section: String,
    /// When.
    pub now: Millis,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The revision after the save.
    pub revision: i64,
    /// Paths that somebody else had changed since `base_revision` to another text: not written. With the stored text.
    pub conflicts: Vec<Change>,
    /// What others wrote since `base_revision`, conflicts left out.
    pub others: Vec<Change>,
    /// Paths that were not written because no draft, or not this one, can have them.
    pub refused: Vec<Refused>,
}

/// A path that a save left out, and why; the others of the save were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which entry.
    pub path: String,
    /// Why.
    pub why: BadChange,
}

/// An immutable, numbered declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The request.
    pub request: Id,
    /// 1 for the first.
    pub number: i64,
    /// The declaration with its explanations and template version, as canonical JSON.
    pub document: String,
    /// SHA-256 of the document, hexadecimal.
    pub hash: String,
    /// What the rules said.
    pub report: Report,
    /// The version of the rules that said it.
    pub rules_version: String,
    /// How it was judged besides.
    pub judged: Judged,
    /// When it came in.
    pub submitted_at: Millis,
}

/// How a submission was judged besides its report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// The version of the campaign's rule profile ([`RuleProfile::version`]); 0 for the built-in one.
    pub profile: i64,
    /// What the rules of the review said: for the team alone.
    pub review: Vec<Finding>,
    /// A digest of the CIDs that it names, to find others with the very same; empty where it names none.
    pub smelters: String,
}

/// A version of a campaign's rule profile: what the rules do otherwise than built in. Never changed; the one with the
/// highest version holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProfile {
    /// The campaign.
    pub campaign: Id,
    /// 1 for the first; before it the built-in profile holds.
    pub version: i64,
    /// What it says.
    pub profile: Profile,
    /// Who switched it on.
    pub member: Id,
    /// Why, in that person's words.
    pub why: String,
    /// When.
    pub at: Millis,
}

/// Where a query stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QueryState {
    /// Raised; not yet sent to the supplier.
    Draft,
    /// Sent; the supplier has to mend or to answer.
    Open,
    /// The supplier changed the answer or replied; a reviewer has to look.
    Answered,
    /// Done.
    Closed,
}

impl QueryState {
    /// The key used in storage and texts.
    pub fn key(self) -> &'static str {
        match self {
            QueryState::Draft => "draft",
            QueryState::Open => "open",
            QueryState::Answered => "answered",
            QueryState::Closed => "closed",
        }
    }

    /// Finds a state by its key.
    pub fn parse(key: &str) -> Option<QueryState> {
        [QueryState::Draft, QueryState::Open, QueryState::Answered, QueryState::Closed]
            .into_iter()
            .find(|s| s.key() == key)
    }
}

/// A reviewer's question on one answer, row or finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// Identifier.
    pub id: Id,
    /// The request.
    pub request: Id,
    /// The submission that it is about.
    pub submission: i64,
    /// What it is about: a location id ([`domain::Location::id`]).
    pub location: String,
    /// The key of the finding that it was raised from; empty for a free question.
    pub finding: String,
    /// What the supplier reads, in the supplier's language.
    pub text: String,
    /// The answer when the query was raised.
    pub old_value: String,
    /// The supplier's reply in words, if any.
    pub reply: String,
    /// Where it stands.
    pub state: QueryState,
    /// Who raised it.
    pub member: Id,
    /// When.
    pub created_at: Millis,
}

/// Kinds of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// Asks a supplier.
    Invitation,
    /// The supplier has not pressed Start.
    ReminderNotOpened,
    /// The supplier has begun and not submitted.
    ReminderUnfinished,
    /// The supplier has not mended what was sent back.
    ReminderNotMended,
    /// Something is to be mended.
    SentBack,
    /// A declaration came in.
    Receipt,
    /// The declaration was accepted.
    Accepted,
    /// The declaration was rejected.
    Rejected,
    /// A new link, on the supplier's wish or the team's.
    NewLink,
    /// Asks a new member of the team to choose a password.
    MemberInvitation,
    /// An administrator tries out the mail settings.
    Test,
}

impl MailKind {
    /// All kinds.
    pub const ALL: [MailKind; 11] = [
        MailKind::Invitation,
        MailKind::ReminderNotOpened,
        MailKind::ReminderUnfinished,
        MailKind::ReminderNotMended,
        MailKind::SentBack,
        MailKind::Receipt,
        MailKind::Accepted,
        MailKind::Rejected,
        MailKind::NewLink,
        MailKind::MemberInvitation,
        MailKind::Test,
    ];

    /// The key used in storage and texts (`mail.<key>.subject`).
    pub fn key(self) -> &'static str {
        match self {
            MailKind::Invitation => "invitation",
            MailKind::ReminderNotOpened => "reminder_not_opened",
            MailKind::ReminderUnfinished => "reminder_unfinished",
            MailKind::ReminderNotMended => "reminder_not_mended",
            MailKind::SentBack => "sent_back",
            MailKind::Receipt => "receipt",
            MailKind::Accepted => "accepted",
            MailKind::Rejected => "rejected",
            MailKind::NewLink => "new_link",
            MailKind::MemberInvitation => "member_invitation",
            MailKind::Test => "test",
        }
    }

    /// Finds a kind by its key.
    pub fn parse(key: &str) -> Option<MailKind> {
        MailKind::ALL.into_iter().find(|k| k.key() == key)
    }
}

/// A mail to be put into the outbox, in the same transaction as what it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// Identifier; also the left part of the Message-ID.
    pub id: Id,
    /// Idempotency key, for example `invitation:<request>`: a second mail with the same key is not queued.
    pub key: String,
    /// What it is.
    pub kind: MailKind,
    /// The request that it is about.
    pub request: Option<Id>,
    /// The supplier that it goes to.
    pub supplier: Option<Id>,
    /// The link whose token it carries; the token is derived when the mail is sent.
    pub link: Option<Id>,
    /// Address.
    pub to: String,
    /// Language.
    pub language: String,
    /// Values for the text, as they were when it was queued, so that a retry says the same.
    pub values: BTreeMap<String, String>,
    /// Not before.
    pub send_at: Millis,
}

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailState {
    /// Waits.
    Queued,
    /// Somebody is sending it; if they die, it is sent again under the same Message-ID.
    Sending,
    /// The server took it.
    Sent,
    /// Given up, or refused for good.
    Failed,
    /// Not sent, because it was not wanted any more when its turn came.
    Dropped,
}

impl MailState {
    /// The key used in storage and texts.
    pub fn key(self) -> &'static str {
        match self {
            MailState::Queued => "queued",
            MailState::Sending => "sending",
            MailState::Sent => "sent",
            MailState::Failed => "failed",
            MailState::Dropped => "dropped",
        }
    }

    /// Finds a state by its key.
    pub fn parse(key: &str) -> Option<MailState> {
        [MailState::Queued, MailState::Sending, MailState::Sent, MailState::Failed, MailState::Dropped]
            .into_iter()
            .find(|s| s.key() == key)
    }
}

/// A mail in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// What was queued.
    pub mail: NewMail,
    /// Where it stands.
    pub state: MailState,
    /// How often sending was begun.
    pub attempts: i64,
    /// How often sending was begun while an earlier try might have gone through: such a mail may arrive twice, with
    /// the same Message-ID.
    pub in_doubt: i64,
    /// The last failure, in words.
    pub error: Option<String>,
    /// When it was queued.
    pub created_at: Millis,
    /// When the server took it.
    pub sent_at: Option<Millis>,
}

/// An act to be written to the log, in the same transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogDraft {
    /// Who: `member:<id>`, `supplier:<request id>`, `system`.
    pub actor: String,
    /// What, for example `request.accepted`.
    pub action: String,
    /// To what, for example `request:<id>`.
    pub object: String,
    /// Values worth keeping, as JSON. Never answers, tokens or passwords.
    pub detail: String,
    /// When.
    pub at: Millis,
}

/// An entry of the log: append-only, each hash covering the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// 1 for the first; no gaps.
    pub seq: i64,
    /// The act.
    pub entry: LogDraft,
    /// Hash of the entry before; empty for the first.
    pub previous: String,
    /// SHA-256 over `previous` and the entry ([`LogEntry::compute_hash`]).
    pub hash: String,
}

/// Where the log ends, as noted by whoever wrote last; and what it has to tell of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogHead {
    /// Number of the last entry; 0 before the first.
    pub seq: i64,
    /// Its hash.
    pub hash: String,
    /// How many submissions there are.
    pub submissions: u64,
}

/// What is known of an imported smelter list without its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListHead {
    /// Identifier.
    pub id: Id,
    /// What kind it is.
    pub kind: ListKind,
    /// The day as of which it speaks.
    pub as_of: Day,
    /// Where it came from, in the operator's words.
    pub source: String,
    /// Under which terms it may be used; it goes with the list wherever that goes.
    pub licence: String,
    /// When it was imported.
    pub imported_at: Millis,
    /// Who imported it; blank where nobody noted that.
    pub imported_by: Id,
    /// How many smelters or revisions it has.
    pub size: u64,
    /// How many of its rows were left out or taken with a doubt.
    pub noise: u64,
    /// SHA-256 of what was taken from it.
    pub hash: String,
    /// When it was retired; a retired list stays on record and counts no more.
    pub retired_at: Option<Millis>,
    /// Why.
    pub retired_why: String,
}

/// An imported smelter list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredList {
    /// What is known of it.
    pub head: ListHead,
    /// What it says.
    pub list: SmelterList,
}

/// What the team decided that a name means: a smelter, or none that the lists know. Never changed; it ends when it is
/// revoked or when another takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmelterDecision {
    /// Identifier.
    pub id: Id,
    /// The metal for which it was decided.
    pub metal: Metal,
    /// The name as it was typed.
    pub name: String,
    /// The name as matching compares it ([`domain::smelters::matching::name_key`]).
    pub key: String,
    /// The smelter; none where no smelter of the lists is meant.
    pub cid: Option<String>,
    /// Why, in the decider's words; may be blank.
    pub note: String,
    /// When.
    pub at: Millis,
    /// By whom.
    pub by: Id,
    /// How it ended.
    pub ended: Option<SmelterEnding>,
}

/// How a decision ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterEnding {
    /// When.
    pub at: Millis,
    /// By whom.
    pub by: Id,
    /// Why it was revoked; blank where another took its place.
    pub why: String,
    /// The decision that took its place.
    pub replaced_by: Option<Id>,
}

/// What is known of an official blank template without its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlankHead {
    /// SHA-256 of the file.
    pub id: Id,
    /// The version that it is of.
    pub version: String,
    /// Its display language as the workbook names it; blank where it does not.
    pub language: String,
    /// The file's name as uploaded.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// When it was uploaded.
    pub uploaded_at: Millis,
    /// By whom.
    pub uploaded_by: Id,
}

/// An official blank template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBlank {
    /// What is known of it.
    pub head: BlankHead,
    /// The file.
    pub bytes: Vec<u8>,
}

/// One unit of work on a request: stored whole or not at all.
#[derive(Clone, Debug)]
pub struct RequestCommit {
    /// The request with its new values; `version` is the one that was read.
    pub request: Request,
    /// A declaration that comes in with it.
    pub submission: Option<Submission>,
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
    /// Where set, the draft must still be at this revision, or the commit is a conflict.
    pub draft_revision: Option<i64>,
    /// Acts for the log.
    pub log: Vec<LogDraft>,
}

impl RequestCommit {
    /// A unit of work that stores the request alone.
    pub fn of(request: Request) -> RequestCommit {
        RequestCommit {
            request,
            submission: None,
            queries: Vec::new(),
            dropped_queries: Vec::new(),
            links: Vec::new(),
            revoke_access: false,
            mails: Vec::new(),
            supplier: None,
            draft_revision: None,
            log: Vec::new(),
        }
    }
}

impl LogEntry {
    /// The hash that an entry must have: SHA-256 over length-prefixed parts, so that no two entries read the same.
    pub fn compute_hash(seq: i64, previous: &str, entry: &LogDraft) -> String {
        use sha2::{Digest, Sha256};
        let mut hasher = Sha256::new();
        let (seq, at) = (seq.to_string(), entry.at.to_string());
        for part in [&seq, previous, &at, &entry.actor, &entry.action, &entry.object, &entry.detail] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}
