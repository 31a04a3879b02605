//! Mails and where they are.

use super::{Id, Instant, Problem, RequestId, SupplierId};
use domain::terms::MailState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// Asks a supplier.
    Invitation,
    /// The supplier has not pressed Start.
    ReminderNotOpened,
    /// The supplier has begun and not submitted.
    ReminderUnfinished,
    /// The supplier has not corrected what was sent back.
    #[serde(alias = "reminder_not_mended")]
    ReminderNotFixed,
    /// Something is to be corrected.
    SentBack,
    /// A declaration came in.
    Receipt,
    /// The declaration was accepted.
    Accepted,
    /// The declaration was rejected.
    Rejected,
    /// An acceptance or a rejection was taken back.
    DecisionUndone,
    /// A sending back was taken back.
    SentBackUndone,
    /// The team agrees that it does not concern the supplier.
    OutOfScope,
    /// That agreement was taken back.
    ScopeUndone,
    /// Tells the company's own buyer that a supplier does not answer.
    BuyerTold,
    /// A new link, on the supplier's wish or the team's.
    NewLink,
    /// Asks a new member of the team to choose a password.
    MemberInvitation,
    /// Whoever forgot the password chooses a new one.
    MemberReset,
    /// Tells a member of a sign-in from a browser that is new to the account.
    NewDevice,
    /// Tells a member that a second factor was set up.
    SecondFactorOn,
    /// Tells a member that the second factor was taken away.
    SecondFactorOff,
    /// An administrator tries out the mail settings.
    Test,
    /// Tells administrators where the log ends, to be kept.
    LogHead,
    /// Notes of colleagues name a member.
    Mentioned,
    /// A signed update for senior management.
    ManagementUpdate,
}

impl MailKind {
    pub const ALL: [MailKind; 23] = [
        MailKind::Invitation,
        MailKind::ReminderNotOpened,
        MailKind::ReminderUnfinished,
        MailKind::ReminderNotFixed,
        MailKind::SentBack,
        MailKind::Receipt,
        MailKind::Accepted,
        MailKind::Rejected,
        MailKind::DecisionUndone,
        MailKind::SentBackUndone,
        MailKind::OutOfScope,
        MailKind::ScopeUndone,
        MailKind::BuyerTold,
        MailKind::NewLink,
        MailKind::MemberInvitation,
        MailKind::MemberReset,
        MailKind::NewDevice,
        MailKind::SecondFactorOn,
        MailKind::SecondFactorOff,
        MailKind::Test,
        MailKind::LogHead,
        MailKind::Mentioned,
        MailKind::ManagementUpdate,
    ];

    /// The key used in storage and texts (`mail.<key>.subject`).
    pub fn key(self) -> &'static str {
        match self {
            MailKind::Invitation => "invitation",
            MailKind::ReminderNotOpened => "reminder_not_opened",
            MailKind::ReminderUnfinished => "reminder_unfinished",
            MailKind::ReminderNotFixed => "reminder_not_fixed",
            MailKind::SentBack => "sent_back",
            MailKind::Receipt => "receipt",
            MailKind::Accepted => "accepted",
            MailKind::Rejected => "rejected",
            MailKind::DecisionUndone => "decision_undone",
            MailKind::SentBackUndone => "sent_back_undone",
            MailKind::OutOfScope => "out_of_scope",
            MailKind::ScopeUndone => "scope_undone",
            MailKind::NewLink => "new_link",
            MailKind::MemberInvitation => "member_invitation",
            MailKind::MemberReset => "member_reset",
            MailKind::NewDevice => "new_device",
            MailKind::SecondFactorOn => "second_factor_on",
            MailKind::SecondFactorOff => "second_factor_off",
            MailKind::Test => "test",
            MailKind::LogHead => "log_head",
            MailKind::BuyerTold => "buyer_told",
            MailKind::Mentioned => "mentioned",
            MailKind::ManagementUpdate => "management_update",
        }
    }

    /// What somebody waits for: it goes out before what a whole campaign gets.
    pub const AWAITED: [MailKind; 8] = [
        MailKind::Receipt,
        MailKind::NewLink,
        MailKind::MemberInvitation,
        MailKind::MemberReset,
        MailKind::NewDevice,
        MailKind::SecondFactorOn,
        MailKind::SecondFactorOff,
        MailKind::Test,
    ];

    /// Whether a campaign sends it to everybody who owes an answer, so that a mail program offers to end it.
    pub fn asks_for_answers(self) -> bool {
        use MailKind::*;
        matches!(self, Invitation | ReminderNotOpened | ReminderUnfinished | ReminderNotFixed)
    }

    /// Whether it goes to people of the company's own, and to no supplier.
    pub fn is_for_the_team(self) -> bool {
        use MailKind::*;
        matches!(
            self,
            BuyerTold
                | MemberInvitation
                | MemberReset
                | NewDevice
                | SecondFactorOn
                | SecondFactorOff
                | Test
                | LogHead
                | Mentioned
                | ManagementUpdate
        )
    }

    /// The key under which mails of this kind were stored before. Mails are sealed, so that theirs stays as it is.
    pub fn older_key(self) -> Option<&'static str> {
        (self == MailKind::ReminderNotFixed).then_some("reminder_not_mended")
    }

    /// Finds a kind by either key.
    pub fn parse(key: &str) -> Option<MailKind> {
        MailKind::ALL.into_iter().find(|kind| kind.key() == key || kind.older_key() == Some(key))
    }
}

/// A mail to be put into the outbox, in the same transaction as what it tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// Identifier; also the left part of the Message-ID.
    pub id: Id,
    /// Idempotency key, for example `invitation:<request>`: a second mail with the same key is not queued.
    pub key: String,
    pub kind: MailKind,
    /// The request that it is about.
    pub request: Option<RequestId>,
    /// The supplier that it goes to.
    pub supplier: Option<SupplierId>,
    /// The link whose token it carries; the token is derived when the mail is sent.
    pub link: Option<Id>,
    pub to: String,
    pub language: String,
    /// Values for the text, as they were when it was queued, so that a retry says the same.
    pub values: BTreeMap<String, String>,
    /// Not before.
    pub send_at: Instant,
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
    /// What stands in its way.
    pub problem: Problem,
    /// Number of the present lease: whoever holds an older one can change nothing any more.
    pub lease: i64,
    /// When it was queued.
    pub created_at: Instant,
    /// When the server took it.
    pub sent_at: Option<Instant>,
}

/// Which mails a list shows, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailFilter {
    /// Only those that stand so.
    pub state: Option<MailState>,
    /// Only those of this kind.
    pub kind: Option<MailKind>,
    /// Part of the address, any letter case.
    pub search: String,
    /// Continue behind this row (from [`Page::next`](super::Page::next)).
    pub after: Option<String>,
    /// Go back to what stands before this row (from [`Page::previous`](super::Page::previous)).
    pub before: Option<String>,
    /// Rows of a page; 1 to 500.
    pub limit: u32,
}

impl Mail {
    /// Why a mail was dropped whose link was revoked before it went out.
    pub const LINK_REPLACED: &str = "not needed any more: its link was replaced";
}
