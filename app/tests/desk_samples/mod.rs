//! One page of every kind, with invented names, as the server would fill them.

mod auth;
mod calls;
mod campaigns;
mod files;
mod import;
mod mailbox;
mod overview;
mod queue;
mod reports;
mod review;
mod settings;
mod smelters;
mod suppliers;

use app::desk::list::{ListQuery, Listed, SavedLink, SavedViews, Ticks};
use app::desk::notes::NoteLine;
use app::desk::parts::{LogLine, Paging};
use app::desk::{Area, DeskPage, Frame, Who, render};
use app::kit::shell::Shell;
use app::ui::{Link, Range};
use domain::Instant;
use domain::terms::Role;
use std::cell::Cell;

const NOW: Instant = Instant::from_millis(1_795_400_000_000);
const HOUR: i64 = 3_600_000;

thread_local! {
    static HOSTILE: Cell<bool> = const { Cell::new(false) };
}

/// A text of a page: what somebody may have typed or sent.
fn s(text: &str) -> String {
    let markup = "\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>";
    if HOSTILE.get() { format!("{text}{markup}") } else { text.to_owned() }
}

/// Notes of the team: changed, removed, about another request.
fn notes() -> Vec<NoteLine> {
    let note = |id: &str| NoteLine {
        id: id.to_owned(),
        version: 2,
        by: s("Tomasz Bell"),
        at: NOW,
        text: s("Spoke to the owner; @Ines knows more."),
        ..NoteLine::default()
    };
    let of = Some(Link::new("/desk/requests/r1", s("Minerals 2026")));
    vec![
        NoteLine { own: true, earlier: vec![(NOW - HOUR, s("Spoke to them."))], ..note("n1") },
        NoteLine { removed: Some(NOW), text: String::new(), ..note("n2") },
        NoteLine { of, ..note("n3") },
    ]
}

fn frame(title: &str, area: Area) -> Frame {
    Frame {
        title: s(title),
        company: s("Northlight Instruments"),
        who: (area != Area::Auth).then(|| Who {
            name: s("Ines Okafor"),
            role: Role::Administrator,
            scope: None,
        }),
        area,
        path: s("/desk"),
        flash: None,
        for_us: 17,
        demo: true,
    }
}

fn paging() -> Paging {
    Paging { previous: Some(s("/desk/suppliers")), next: Some(s("/desk/suppliers?after=x")) }
}

/// A list that is filtered, with its second page.
fn listed(address: &str, values: &[(&'static str, &str)]) -> Listed {
    Listed {
        address: address.to_owned(),
        query: ListQuery {
            values: values.iter().map(|(name, value)| (*name, s(value))).collect(),
            ..ListQuery::default()
        },
        range: Range { from: 51, to: 100, of: Some(4_312) },
        paging: paging(),
        files: [format!("{address}.csv"), format!("{address}.xlsx")],
        ticks: Ticks { ids: vec![s("s1"), s("elsewhere")], all: false },
        unknown: vec![s("shade=blue")],
        saved: SavedViews {
            list: "inbox",
            links: vec![SavedLink {
                name: s("Overdue in Japan"),
                query: s("country=JP&state=overdue"),
                team: true,
            }],
        },
    }
}

fn log() -> Vec<LogLine> {
    ["Declaration accepted", "Sent back with 3 queries", "Declaration submitted", "Invitation queued"]
        .into_iter()
        .enumerate()
        .map(|(i, what)| LogLine {
            seq: 900 - i as i64,
            at: NOW - HOUR * i as i64,
            actor: s(if i == 2 { "Harbour Castings" } else { "Ines Okafor" }),
            action: s(what),
            object: s("Request to Harbour Castings"),
            href: Some(s("/desk/requests/r1")),
            changes: Vec::new(),
            note: String::new(),
            hash: s("3fa9c1"),
        })
        .collect()
}

type Render = Box<dyn Fn(&Frame, &Shell) -> String>;

/// A page by its name.
pub struct Sample {
    pub name: &'static str,
    pub frame: Frame,
    /// Draws it as the server would.
    pub render: Render,
}

fn page(name: &'static str, frame: Frame, page: impl DeskPage + Clone) -> Sample {
    Sample { name, frame, render: Box::new(move |frame, shell| render(frame, page.clone(), shell)) }
}

/// The same with markup in every text.
pub fn hostile_pages() -> Vec<Sample> {
    HOSTILE.set(true);
    let pages = pages();
    HOSTILE.set(false);
    pages
}

/// One page of every kind.
pub fn pages() -> Vec<Sample> {
    let all = [
        auth::pages(),
        overview::pages(),
        calls::pages(),
        suppliers::pages(),
        import::pages(),
        campaigns::pages(),
        queue::pages(),
        review::pages(),
        files::pages(),
        reports::pages(),
        settings::pages(),
        smelters::pages(),
        mailbox::pages(),
    ];
    all.into_iter().flatten().collect()
}
