//! The inbox.

use super::suppliers::supplier;
use super::{HOUR, NOW, Sample, frame, listed, page, s};
use app::desk::accept::{AcceptClear, ClearRow};
use app::desk::ask_many::{AskMany, LeftGroup};
use app::desk::job::OpenJob;
use app::desk::letter::ShownMail;
use app::desk::queue::{Queue, QueueCount, QueueRow, QueueView};
use app::desk::together::{LeftLine, TogetherLine, TogetherPage};
use app::desk::views::{ViewLine, Views};
use app::desk::{Area, BoundForm};
use app::ui::{Link, SelectOption};
use domain::workflow::RequestState;

fn queue() -> Queue {
    use RequestState::{Accepted, Declined, InReview, Invited, Resubmitted, SentBack, Started, Submitted};
    let states = [Submitted, InReview, Resubmitted, SentBack, Invited, Started, Accepted, Declined];
    let option = |key: &str, label: &str| SelectOption { value: s(key), label: s(label) };
    let people = vec![option("m1", "Ines Okafor"), option("nobody", "Nobody")];
    let address = [
        ("campaign", "c1"),
        ("state", "declined"),
        ("q", ""),
        ("owner", "m1"),
        ("class", "inaccurate"),
        ("country", "JP"),
        ("spend", "1"),
        ("age", "8-14"),
        ("sort", "-inaccurate"),
    ];
    Queue {
        list: listed("/desk/requests", &address),
        campaigns: vec![option("c1", "Minerals 2026"), option("c0", "Minerals 2025")],
        owners: people[..1].to_vec(),
        people,
        countries: vec![option("JP", "Japan (JP)")],
        counts: QueueView::TABS
            .into_iter()
            .zip([17, 4, 9, 120, 12, 208])
            .map(|(view, count)| QueueCount { view, count })
            .collect(),
        together: vec![together_line(Some(OpenJob { done: 1_240, total: 4_977, failed: false }))],
        rows: (0..8)
            .map(|i| QueueRow {
                id: format!("r{i}"),
                supplier: s(supplier(i).get("name")),
                reference: format!("V-{:04}", 1000 + i),
                country: s("DE"),
                spend: s("1.25 %"),
                campaign: s("Minerals 2026"),
                state: states[i],
                since: NOW - HOUR * 30 * i as i64,
                days: 30 * i as i64 / 24,
                due: s("2027-02-26"),
                contact: s("Marta Lindqvist"),
                email: s("minerals@supplier.example"),
                overdue: i == 4,
                submissions: if i == 4 || i == 5 { 0 } else { 1 },
                findings: i as i64 % 3 + 2,
                classes: [i as i64 % 3, 2, 0],
                scope: s("a"),
                metals: vec![s("tin"), "gold".to_owned()],
                owner: s("Ines Okafor"),
                proposed: i == 5,
                mail_problem: i == 4,
            })
            .collect(),
    }
}

fn accept_clear() -> AcceptClear {
    let row = |i: usize| ClearRow {
        id: format!("r{i}"),
        version: 3,
        supplier: s(supplier(i).get("name")),
        campaign: s("Minerals 2026"),
        number: 1,
        left: if i == 1 { vec![s("Smelters that stand in another country: 2.")] } else { Vec::new() },
        since: (i < 2).then(|| s("New smelters: 2 · Gone: 1")),
    };
    AcceptClear {
        list: Link::new("/desk/requests?state=review", s("Requests")),
        rows: (0..3).map(row).collect(),
        held: 4,
        next: Some(s("/desk/accept?state=review&behind=r2")),
        waiting: Some(4_980),
        earlier: vec![
            together_line(None),
            together_line(Some(OpenJob { done: 1_240, total: 4_977, failed: false })),
        ],
        fields: vec![(s("list"), s("state=review"))],
        needs_second: true,
    }
}

fn together_line(open: Option<OpenJob>) -> TogetherLine {
    TogetherLine {
        href: s("/desk/together/j1"),
        title: s("Accept 4,977 declarations"),
        at: NOW,
        by: s("Ines Okafor"),
        open,
    }
}

/// A job, going on or over.
fn together(open: Option<OpenJob>) -> TogetherPage {
    let left = |i: usize| LeftLine {
        href: format!("/desk/requests/r{i}"),
        supplier: s(supplier(i).get("name")),
        why: s("changed since you looked"),
    };
    TogetherPage {
        id: s("j1"),
        stopping: false,
        undo: open.is_none().then_some(4_970),
        of: open.is_none().then(|| s("/desk/together/j0")),
        head: together_line(open),
        asks: vec![(s("en"), s("Which plants does this cover?"))],
        told: vec![s("4,970 accepted."), s("5 show something above the bar.")],
        left: vec![left(1), left(2)],
        more: 3,
        list: Link::new("/desk/requests?state=review", s("Requests")),
    }
}

/// One question to many, or to nobody.
fn ask_many(asked: u64) -> AskMany {
    let group = |why: &str| LeftGroup { why: s(why), count: 40, names: vec![s(supplier(3).get("name"))] };
    let mail = |language: &str| ShownMail {
        id: s("r1"),
        to: s(supplier(1).get("name")),
        subject: s("1 question about your 2026 declaration"),
        text: s("Which plants does this cover?"),
        language: language.to_owned(),
    };
    AskMany {
        above: Link::new("/desk/requests", s("Inbox")),
        smelter: Some(s("Pellworm Smelting (CID900101)")),
        asked,
        names: vec![s(supplier(1).get("name")), s(supplier(2).get("name"))],
        languages: vec![("en".to_owned(), 3), ("zh".to_owned(), 1)],
        left: vec![group("have questions to answer already"), group("have no address")],
        changed: true,
        templates: vec![SelectOption { value: s("t1"), label: s("Which plants") }],
        form: BoundForm::of([("text-en", s("Which plants?")), ("text-zh", s("哪些工厂？"))]),
        fields: vec![(s("state"), s("review"))],
        mails: vec![mail("en"), mail("zh")],
        ..AskMany::default()
    }
}

pub fn pages() -> Vec<Sample> {
    let line = |id: &str, by: &str| ViewLine {
        id: id.to_owned(),
        name: s("Overdue in Japan"),
        list: s("Inbox"),
        href: s("/desk/requests?country=JP"),
        by: s(by),
    };
    let views =
        Views { own: vec![line("v1", "")], team: vec![line("v2", "Ines Okafor")], ..Views::default() };
    vec![
        page("queue", frame("Inbox", Area::Requests), queue()),
        page("views", frame("Saved views", Area::Account), views),
        page("accept-clear", frame("Accept", Area::Requests), accept_clear()),
        page("ask-many", frame("Ask", Area::Requests), ask_many(4)),
        page("ask-nobody", frame("Ask", Area::Requests), ask_many(0)),
        page("together", frame("Accept", Area::Requests), together(None)),
        page(
            "together-open",
            frame("Accept", Area::Requests),
            together(Some(OpenJob { done: 1_240, total: 4_977, failed: true })),
        ),
    ]
}
