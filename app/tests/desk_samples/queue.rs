//! The review queue.

use super::campaigns::counts;
use super::suppliers::supplier;
use super::{HOUR, NOW, Sample, frame, listed, page, s};
use app::desk::Area;
use app::desk::queue::{Queue, QueueCount, QueueRow, QueueView};
use app::ui::SelectOption;
use domain::workflow::RequestState;

fn queue() -> Queue {
    use RequestState::{Accepted, Declined, InReview, Invited, Resubmitted, SentBack, Started, Submitted};
    let states = [Submitted, InReview, Resubmitted, SentBack, Invited, Started, Accepted, Declined];
    let all = [(QueueView::All, 208), (QueueView::Review, 17), (QueueView::Overdue, 12)];
    let all = all.into_iter().map(|(view, count)| QueueCount { view, count });
    let by_state = counts().states.into_iter();
    let by_state = by_state.map(|it| QueueCount { view: QueueView::In(it.state), count: it.count });
    let campaign = |key: &str, label: &str| SelectOption { value: s(key), label: s(label) };
    Queue {
        list: listed(
            "/desk/requests",
            &[("campaign", "c1"), ("state", "review"), ("q", ""), ("sort", "waiting")],
        ),
        campaigns: vec![campaign("c1", "Minerals 2026"), campaign("c0", "Minerals 2025")],
        counts: all.chain(by_state).collect(),
        rows: (0..8)
            .map(|i| QueueRow {
                id: format!("r{i}"),
                supplier: s(supplier(i).get("name")),
                reference: format!("V-{:04}", 1000 + i),
                country: s("DE"),
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
                proposed: i == 5,
                mail_problem: i == 4,
            })
            .collect(),
    }
}

pub fn pages() -> Vec<Sample> {
    vec![page("queue", frame("Inbox", Area::Requests), queue())]
}
