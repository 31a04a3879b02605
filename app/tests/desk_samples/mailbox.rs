//! Mails, and the demonstration's mailbox.

use super::{NOW, Sample, frame, page, s};
use app::desk::Area;
use app::desk::letter::ShownMail;
use app::desk::mailbox::{Mailbox, MailboxRow};
use app::desk::mails::MailRow;
use domain::Instant;
use domain::terms::MailState;

pub fn mails() -> Vec<MailRow> {
    vec![
        MailRow {
            id: s("m1"),
            kind: s("Invitation"),
            to: s("minerals1@supplier.example"),
            state: MailState::Sent,
            queued: NOW,
            sent: Some(NOW),
            error: None,
            attempts: 1,
        },
        MailRow {
            id: s("m2"),
            kind: s("Reminder"),
            to: s("minerals3@supplier.example"),
            state: MailState::Failed,
            queued: NOW,
            sent: None,
            error: Some(s("550 5.1.1 no such user")),
            attempts: 1,
        },
    ]
}

pub fn shown_mail() -> ShownMail {
    ShownMail {
        id: s("s1"),
        to: s("Marta Lindqvist <minerals1@supplier.example>"),
        subject: s("Northlight Instruments asks about minerals in your products (2026)"),
        text: s(
            "Dear Marta Lindqvist,\n\nwe ask all our suppliers where the tin, tantalum, tungsten and gold in their products come from.\n\nYour personal link:\nhttps://portal.example/r/…\n\nPlease answer by 2027-02-26.\n\nNorthlight Instruments",
        ),
        language: s("en"),
    }
}

pub fn pages() -> Vec<Sample> {
    vec![page(
        "mailbox",
        frame("Mailbox", Area::Mailbox),
        Mailbox {
            now: Instant::from_millis(1_790_000_000_000),
            search: String::new(),
            rows: vec![MailboxRow {
                id: s("s1"),
                to: s("minerals1@supplier.example"),
                subject: s("About minerals"),
                at: NOW,
            }],
            mail: Some(shown_mail()),
            links: vec![s("https://portal.example/r/abc")],
        },
    )]
}
