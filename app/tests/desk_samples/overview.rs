//! The overview.

use super::campaigns::{counts, summary};
use super::{HOUR, NOW, Sample, frame, page, s};
use app::desk::alarm::{MailAlarm, MailTrouble};
use app::desk::notes::MentionLine;
use app::desk::overview::{Overview, Todo};
use app::desk::pictures::{Drawing, Picture};
use app::desk::reminders::{ReminderKind, UpcomingReminder};
use app::desk::{Area, FlashMessage, UndoAct};
use app::ui::Link;
use app::ui::chart::Bar;
use domain::terms::Need;

pub fn alarm() -> MailAlarm {
    MailAlarm {
        paused_until: Some(NOW),
        troubles: vec![MailTrouble {
            problem: s("policy"),
            name: s("Our mails are refused by a rule of the receiver"),
            waiting: 12,
            failed: 1,
            said: s("550 5.7.1 rejected"),
        }],
    }
}

pub fn upcoming() -> Vec<UpcomingReminder> {
    let reminders = [
        ("Harbour Castings", ReminderKind::NotOpened),
        ("Lumen Boards", ReminderKind::Unfinished),
        ("青岚电子", ReminderKind::NotFixed),
    ];
    reminders
        .into_iter()
        .enumerate()
        .map(|(i, (name, kind))| UpcomingReminder {
            request: format!("r{i}"),
            supplier: s(name),
            kind,
            at: NOW + HOUR * 20 * i as i64,
        })
        .collect()
}

fn picture(id: &'static str) -> Picture {
    let bar = |(label, value): (&str, u64)| Bar {
        label: s(label),
        href: Some(s("/desk/requests?state=us&age=0-2")),
        value,
        printed: value.to_string(),
        ..Bar::default()
    };
    let bars = [("0–2 days", 3), ("3–7 days", 0), ("More than 30 days", 12)].map(bar).to_vec();
    Picture {
        id,
        title: s("How long it waits"),
        says: String::new(),
        note: s("A note"),
        drawing: Drawing::Bars { bars, of: None },
    }
}

pub fn pages() -> Vec<Sample> {
    let mut overview_frame = frame("Home", Area::Overview);
    overview_frame.flash = Some(FlashMessage {
        text: s("208 invitations are on their way."),
        bad: false,
        undo: Some(UndoAct::Decision { request: s("r1"), version: 3 }),
    });
    vec![
        page(
            "overview",
            overview_frame,
            Overview {
                alarm: Some(alarm()),
                campaign: Some(summary()),
                counts: counts(),
                todo: vec![
                    Todo {
                        need: Need::Review,
                        count: 17,
                        href: s("/desk/requests?state=us"),
                        first: vec![
                            Link::new(s("/desk/requests/r1"), s("Harbour Castings")),
                            Link::new(s("/desk/requests/r2"), s("Lumen Boards")),
                        ],
                    },
                    Todo {
                        need: Need::ProposedContact,
                        count: 2,
                        href: s("/desk/requests"),
                        first: vec![Link::new(s("/desk/requests/r3"), s("青岚电子"))],
                    },
                    Todo { need: Need::Unreachable, count: 3, href: s("/desk/suppliers"), first: vec![] },
                ],
                beside: vec![picture("age"), picture("by_class")],
                pictures: vec![picture("funnel")],
                upcoming: upcoming(),
                mentions: vec![MentionLine {
                    note: s("n1"),
                    href: s("/desk/requests/r1#n-n1"),
                    supplier: s("Harbour Castings"),
                    by: s("Tomasz Bell"),
                    at: NOW,
                    text: s("@Ines please look at line 3."),
                }],
                suppliers: 210,
            },
        ),
        page("beginning", frame("Welcome", Area::Overview), Overview::default()),
    ]
}
