//! A campaign with many requests, for benches.

use domain::workflow::RequestState;
use service::ports::Store;
use service::records::*;
use std::sync::Arc;

/// An act for the log.
pub fn act(action: &str) -> LogDraft {
    let (actor, object) = ("bench".into(), "bench".into());
    LogDraft { actor, action: action.into(), object, detail: "{}".into(), at: Instant::from_millis(1) }
}

/// An identifier in no order, like the real ones.
pub fn id(kind: u64, n: usize) -> Id {
    let mut x = (kind << 40) ^ n as u64;
    for _ in 0..3 {
        x = (x ^ (x >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    format!("{x:016x}{n:016x}")
}

/// Suppliers with one request each, in the states given; the requests' identifiers.
pub async fn requests(
    store: &Arc<dyn Store>,
    count: usize,
    state: fn(usize) -> RequestState,
) -> Vec<RequestId> {
    let words =
        ["Ardent", "Birch", "Copperline", "Delft", "Elm", "Foundry", "Gantry", "Harbour", "Ingot", "Juniper"];
    let suppliers: Vec<Supplier> = (0..count)
        .map(|n| Supplier {
            id: id(1, n).into(),
            reference: format!("S-{n:06}"),
            name: format!("{} {} {n}", words[n * 7 % 10], words[n / 10 % 10]),
            email: format!("contact{n}@supplier{}.example", n % 1000),
            ..Default::default()
        })
        .collect();
    let campaign = Campaign {
        id: id(2, 0).into(),
        name: "Bench".into(),
        due: "2026-05-31".parse().unwrap(),
        ..Default::default()
    };
    store.save_campaign(campaign, act("campaign.added")).await.unwrap();
    let batch = ImportBatch {
        id: id(3, 0),
        member: "m".into(),
        document: "{}".into(),
        created_at: Instant::from_millis(1),
    };
    store.put_import(batch).await.unwrap();
    store.apply_import(&id(3, 0), suppliers, act("import")).await.unwrap();
    let planned: Vec<Request> = (0..count)
        .map(|n| Request {
            id: id(4, n).into(),
            version: 0,
            campaign: id(2, 0).into(),
            supplier: id(1, n).into(),
            state: RequestState::Planned,
            state_at: Instant::from_millis(1),
            invited_at: None,
            opened_at: None,
            submitted_at: None,
            submissions: 0,
            errors: 0,
            warnings: 0,
            reminders: 0,
            next_reminder_at: None,
            snoozed_until: None,
            last_section: "questions".into(),
            reason: String::new(),
            proposed_contact: String::new(),
            scope_reason: String::new(),
            owner: None,
            accepted_by: Default::default(),
            acted: 0,
        })
        .collect();
    store.set_recipients(&id(2, 0).into(), planned.clone(), vec![], act("recipients")).await.unwrap();
    store.launch(&id(2, 0).into(), 1, vec![], act("launch")).await.unwrap();
    for chunk in planned.chunks(2_000) {
        let commits = chunk.iter().enumerate().map(|(n, request)| {
            let moved = Request {
                version: 1,
                state: state(n),
                state_at: Instant::from_millis((n as i64 * 7919) % 100_003),
                ..request.clone()
            };
            let store = store.clone();
            tokio::spawn(async move { store.commit(RequestCommit::of(moved)).await.unwrap() })
        });
        for commit in commits.collect::<Vec<_>>() {
            commit.await.unwrap();
        }
    }
    planned.into_iter().map(|r| r.id).collect()
}
