//! The review queue.

use super::campaigns::tally;
use super::suppliers::supplier;
use super::{HOUR, NOW, Sample, frame, listed, page, s};
use app::desk::Area;
use app::desk::queue::{Queue, QueueRow};

fn queue() -> Queue {
    let states =
        ["submitted", "in_review", "resubmitted", "sent_back", "invited", "started", "accepted", "declined"];
    let mut counts = vec![(String::new(), 208), (s("review"), 17), (s("overdue"), 12)];
    counts.extend(tally().states);
    Queue {
        list: listed(
            "/desk/requests",
            &[("campaign", "c1"), ("state", "review"), ("q", ""), ("sort", "waiting")],
        ),
        campaigns: vec![(s("c1"), s("Minerals 2026")), (s("c0"), s("Minerals 2025"))],
        counts,
        rows: (0..8)
            .map(|i| QueueRow {
                id: format!("r{i}"),
                supplier: s(supplier(i).get("name")),
                reference: format!("V-{:04}", 1000 + i),
                country: s("DE"),
                campaign: s("Minerals 2026"),
                state: s(states[i]),
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
    vec![page("queue", frame("Requests", Area::Requests), queue())]
}
