//! The overview.

use super::campaigns::{brief, tally};
use super::{HOUR, NOW, Sample, frame, page, s};
use app::desk::alarm::{Alarm, Trouble};
use app::desk::overview::{Ahead, Overview, Todo};
use app::desk::{Area, FlashMessage};

pub fn alarm() -> Alarm {
    Alarm {
        paused_until: Some(NOW),
        troubles: vec![Trouble {
            kind: s("policy"),
            name: s("Our mails are refused by a rule of the receiver"),
            waiting: 12,
            failed: 1,
            said: s("550 5.7.1 rejected"),
        }],
    }
}

pub fn ahead() -> Vec<Ahead> {
    [("Harbour Castings", "not_opened"), ("Lumen Boards", "unfinished"), ("青岚电子", "not_mended")]
        .into_iter()
        .enumerate()
        .map(|(i, (name, kind))| Ahead {
            request: format!("r{i}"),
            supplier: s(name),
            kind: s(kind),
            at: NOW + HOUR * 20 * i as i64,
        })
        .collect()
}

pub fn pages() -> Vec<Sample> {
    let mut overview_frame = frame("Overview", Area::Overview);
    overview_frame.flash = Some(FlashMessage { text: s("208 invitations are on their way."), bad: false });
    vec![
        page(
            "overview",
            overview_frame,
            Overview {
                alarm: Some(alarm()),
                campaign: Some(brief()),
                tally: tally(),
                todo: vec![
                    Todo {
                        kind: s("review"),
                        count: 17,
                        href: s("/desk/requests?state=review"),
                        first: vec![
                            (s("Harbour Castings"), s("/desk/requests/r1")),
                            (s("Lumen Boards"), s("/desk/requests/r2")),
                        ],
                    },
                    Todo {
                        kind: s("contact"),
                        count: 2,
                        href: s("/desk/requests"),
                        first: vec![(s("青岚电子"), s("/desk/requests/r3"))],
                    },
                    Todo { kind: s("mail"), count: 3, href: s("/desk/suppliers"), first: vec![] },
                ],
                ahead: ahead(),
                suppliers: 210,
            },
        ),
        page("beginning", frame("Welcome", Area::Overview), Overview::default()),
    ]
}
