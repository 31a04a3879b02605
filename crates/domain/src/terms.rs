//! Roles, states and kinds that the use cases decide about and that pages name: each with the key under which it is
//! stored and stands in addresses and forms, and the key of its text.

use serde::{Deserialize, Serialize};

macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $value:ident = $key:literal, $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$of])* $value,)* }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$value),*];

            /// Its name in storage, addresses, forms and classes.
            pub const fn key(self) -> &'static str {
                match self { $($name::$value => $key,)* }
            }

            /// The key of the text that names it.
            pub const fn text_key(self) -> &'static str {
                match self { $($name::$value => $text,)* }
            }

            /// Finds it by its key.
            pub fn parse(key: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|it| it.key() == key)
            }
        }
    };
}

terms! {
    /// What a member of the team is there for.
    Role {
        /// Everything.
        Administrator = "administrator", "desk.role.administrator";
        /// Runs the survey: suppliers, campaigns, reminders, rules, review, reports.
        CampaignManager = "campaign_manager", "desk.role.campaign_manager";
        /// Reviews what came in.
        Reviewer = "reviewer", "desk.role.reviewer";
        /// Reads the desk.
        #[default]
        Viewer = "viewer", "desk.role.viewer";
        /// Reads everything, the log and the team's settings too, and changes nothing.
        Auditor = "auditor", "desk.role.auditor";
    }
}

terms! {
    /// What some roles can do besides reading the desk. An act needs one of these; the use cases hand them out as types.
    Capability {
        /// Reads the log and the team's settings.
        #[default]
        Audit = "audit", "desk.may.audit";
        /// Decides, asks, says what names of smelters mean.
        Review = "review", "desk.may.review";
        /// Suppliers, campaigns, launch, reminders, rules, reports.
        Manage = "manage", "desk.may.manage";
        /// Company, team, lists, templates, mail.
        Administer = "administer", "desk.may.administer";
    }
}

impl Role {
    /// Whether the role brings a capability.
    pub const fn has(self, capability: Capability) -> bool {
        match capability {
            Capability::Audit => matches!(self, Role::Administrator | Role::CampaignManager | Role::Auditor),
            Capability::Review => {
                matches!(self, Role::Administrator | Role::CampaignManager | Role::Reviewer)
            }
            Capability::Manage => matches!(self, Role::Administrator | Role::CampaignManager),
            Capability::Administer => matches!(self, Role::Administrator),
        }
    }

    /// The key of the text that says what the role may do, in a sentence.
    pub fn about_key(self) -> String {
        format!("{}.about", self.text_key())
    }
}

terms! {
    /// What may be left of findings where declarations are accepted together.
    Bar {
        /// Only where nothing was found.
        #[default]
        Nothing = "nothing", "desk.bar.nothing";
        /// Notes.
        Notes = "notes", "desk.bar.notes";
        /// Notes, and warnings that the supplier has explained.
        Explained = "explained", "desk.bar.explained";
        /// Notes and warnings.
        Warnings = "warnings", "desk.bar.warnings";
    }
}

impl Bar {
    /// Whether a finding may be left.
    pub fn lets(self, severity: crate::Severity, is_explained: bool) -> bool {
        match severity {
            crate::Severity::Note => self != Bar::Nothing,
            crate::Severity::Warning => self == Bar::Warnings || (self == Bar::Explained && is_explained),
            crate::Severity::Error => false,
        }
    }
}

terms! {
    /// What came of a telephone call.
    CallOutcome {
        /// Somebody was there and will answer by a day.
        WillAnswer = "will_answer", "desk.call.outcome.will_answer";
        /// Nobody was there.
        #[default]
        NotReached = "not_reached", "desk.call.outcome.not_reached";
        /// Somebody who has nothing to do with it.
        WrongPerson = "wrong_person", "desk.call.outcome.wrong_person";
        /// Somebody who wants to be called again.
        CallBack = "call_back", "desk.call.outcome.call_back";
        /// Somebody who will not answer.
        Declined = "declined", "desk.call.outcome.declined";
        /// What the words say.
        Other = "other", "desk.call.outcome.other";
    }
}

terms! {
    /// What an entry of a supplier's timeline is about.
    TimelineKind {
        /// A mail to it.
        Mail = "mail", "desk.timeline.mail";
        /// A telephone call.
        Call = "call", "desk.timeline.call";
        /// What the supplier did: opened, answered, declined.
        Answer = "answer", "desk.timeline.answer";
        /// What the team decided.
        Decision = "decision", "desk.timeline.decision";
        /// A question to it.
        Query = "query", "desk.timeline.query";
        /// Who it is and whom one asks there.
        Contact = "contact", "desk.timeline.contact";
        /// The rest.
        #[default]
        Other = "other", "desk.timeline.other";
    }
}

impl CallOutcome {
    /// Whether a day can belong to it: by which the answer comes, on which one calls again.
    pub const fn has_day(self) -> bool {
        matches!(self, CallOutcome::WillAnswer | CallOutcome::CallBack)
    }
}

terms! {
    /// How a supplier stands to the company.
    Relationship {
        /// Sells to the company.
        #[default]
        Direct = "direct", "desk.relationship.direct";
        /// Makes the company's products.
        ContractManufacturer = "contract_manufacturer", "desk.relationship.contract_manufacturer";
        /// Sells to somebody who sells to the company.
        Indirect = "indirect", "desk.relationship.indirect";
    }
}

terms! {
    /// Where a campaign stands.
    CampaignState {
        /// Being prepared; nothing was sent.
        #[default]
        Planned = "planned", "desk.campaign.planned";
        /// Launched.
        Open = "open", "desk.campaign.open";
        /// No more answers are taken and no reminders go out.
        Closed = "closed", "desk.campaign.closed";
    }
}

terms! {
    /// Who hears of a reminder besides the contact.
    Escalation {
        #[default]
        Nobody = "nobody", "desk.steps.also.nobody";
        /// The supplier's second contact gets the reminder as well.
        SecondContact = "second_contact", "desk.steps.also.second_contact";
        /// That, and the company's own buyer is told who does not answer.
        Buyer = "buyer", "desk.steps.also.buyer";
    }
}

terms! {
    /// Where a mail stands.
    MailState {
        /// Waits.
        #[default]
        Queued = "queued", "desk.mail.queued";
        /// Somebody is sending it; if they die, it is sent again under the same Message-ID.
        Sending = "sending", "desk.mail.sending";
        /// The server took it.
        Sent = "sent", "desk.mail.sent";
        /// Given up, or refused for good.
        Failed = "failed", "desk.mail.failed";
        /// Not sent, because it was not wanted any more when its turn came.
        Dropped = "dropped", "desk.mail.dropped";
    }
}

terms! {
    /// Where a query stands.
    QueryState {
        /// Raised; not yet sent to the supplier.
        #[default]
        Draft = "draft", "desk.query.draft";
        /// Sent; the supplier has to correct or to answer.
        Open = "open", "desk.query.open";
        /// The supplier changed the answer or replied; a reviewer has to look.
        Answered = "answered", "desk.query.answered";
        /// Done.
        Closed = "closed", "desk.query.closed";
    }
}

terms! {
    /// What a rule does to a declaration.
    RuleLevel {
        #[default]
        Off = "off", "desk.rules.level.off";
        Note = "note", "desk.rules.level.note";
        Warning = "warning", "desk.rules.level.warning";
        Error = "error", "desk.rules.level.error";
    }
}

terms! {
    /// For what the team is needed. Each has a second text, `…_one`, for one alone.
    Need {
        /// Declarations wait for a decision.
        #[default]
        Review = "review", "desk.todo.review";
        /// Suppliers named somebody else to answer.
        ProposedContact = "contact", "desk.todo.contact";
        /// Suppliers say that it does not concern them.
        Declined = "declined", "desk.todo.declined";
        /// Mail does not reach suppliers.
        Unreachable = "mail", "desk.todo.mail";
        /// Suppliers of the campaign were not invited yet.
        Launch = "launch", "desk.todo.launch";
    }
}
