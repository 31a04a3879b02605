//! The inbox.

use super::suppliers::supplier;
use super::{HOUR, NOW, Sample, frame, listed, page, s};
use app::desk::Area;
use app::desk::accept::{AcceptClear, ClearRow};
use app::desk::queue::{Queue, QueueCount, QueueRow, QueueView};
use app::desk::views::{ViewLine, Views};
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
        more: true,
        fields: vec![(s("list"), s("state=review"))],
        needs_second: true,
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
    ]
}
