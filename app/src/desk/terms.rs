//! States, roles and kinds as pages show them, where `domain` knows none of them. The server turns its records into
//! these; a page names each by a text.

/// Makes an enum whose values have a key, which stands in addresses, forms and classes, and a text.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $value:ident = $key:literal, $text:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$of])* $value,)* }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$value),*];

            /// Its name in addresses, forms and classes.
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
    /// What a member of the team may do.
    Role {
        #[default]
        Viewer = "viewer", "desk.role.viewer";
        Reviewer = "reviewer", "desk.role.reviewer";
        Administrator = "administrator", "desk.role.administrator";
    }
}

terms! {
    /// How a supplier is related to the company.
    Relationship {
        #[default]
        Direct = "direct", "desk.relationship.direct";
        ContractManufacturer = "contract_manufacturer", "desk.relationship.contract_manufacturer";
        Indirect = "indirect", "desk.relationship.indirect";
    }
}

terms! {
    /// Where a campaign stands.
    CampaignState {
        #[default]
        Planned = "planned", "desk.campaign.planned";
        Open = "open", "desk.campaign.open";
        Closed = "closed", "desk.campaign.closed";
    }
}

terms! {
    /// Where a mail stands.
    MailState {
        #[default]
        Queued = "queued", "desk.mail.queued";
        Sending = "sending", "desk.mail.sending";
        Sent = "sent", "desk.mail.sent";
        Failed = "failed", "desk.mail.failed";
        Dropped = "dropped", "desk.mail.dropped";
    }
}

terms! {
    /// Where a query stands.
    QueryState {
        #[default]
        Draft = "draft", "desk.query.draft";
        Open = "open", "desk.query.open";
        Answered = "answered", "desk.query.answered";
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
