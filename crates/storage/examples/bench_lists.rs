//! How long lists, searches and counts take with 100,000 requests.
//!
//! `cargo run --release -p storage --example bench_lists [-- FOLDER|postgres://…]`

mod seed;

use domain::workflow::RequestState;
use service::ports::Store;
use service::records::*;
use std::sync::Arc;
use std::time::{Duration, Instant};

const REQUESTS: usize = 100_000;

/// Prints the median and the longest of some runs.
async fn time<F: Future<Output = usize>>(name: &str, mut run: impl FnMut() -> F) {
    let mut times = Vec::new();
    let mut rows = 0;
    for _ in 0..15 {
        let begin = Instant::now();
        rows = run().await;
        times.push(begin.elapsed());
    }
    times.sort();
    let show = |t: Duration| format!("{:.2} ms", t.as_secs_f64() * 1000.0);
    println!("{name:<64} {:>11} (worst {:>11}) {rows:>6} rows", show(times[7]), show(times[14]));
}

async fn list(store: &Arc<dyn Store>, name: &str, filter: RequestFilter) {
    let filter = RequestFilter { limit: 50, ..filter };
    time(name, || async { store.requests(&Scope::Everything, &filter).await.unwrap().rows.len() }).await;
}

#[tokio::main]
async fn main() {
    let place = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let folder = tempfile::tempdir_in(if place.starts_with("postgres") { "." } else { &place }).unwrap();
    let file = folder.path().join("lists.db").display().to_string();
    let store = storage::open(if place.starts_with("postgres") { &place } else { &file }).await.unwrap();
    let begin = Instant::now();
    // Two thirds wait for the supplier, as in the middle of a campaign.
    let ids = seed::requests(&store, REQUESTS, |n| {
        RequestState::ALL[[1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 8, 10][n % 12]]
    })
    .await;
    println!("{REQUESTS} suppliers and requests made in {:.1?}\n", begin.elapsed());

    let campaign = Some(CampaignId::from(seed::id(2, 0)));
    let in_campaign = RequestFilter { campaign: campaign.clone(), ..Default::default() };
    list(&store, "first page by name, one campaign", in_campaign.clone()).await;
    list(&store, "first page by name, all campaigns", RequestFilter::default()).await;
    for sort in [RequestSort::Waiting, RequestSort::Recent] {
        list(&store, &format!("first page, {sort:?}"), RequestFilter { sort, ..in_campaign.clone() }).await;
    }
    let started = RequestFilter { states: vec![RequestState::Started], ..in_campaign.clone() };
    list(&store, "first page by name, one state", started.clone()).await;
    let review = vec![RequestState::Submitted, RequestState::InReview, RequestState::Resubmitted];
    list(
        &store,
        "first page, longest waiting for review",
        RequestFilter { states: review, sort: RequestSort::Waiting, ..in_campaign.clone() },
    )
    .await;
    list(
        &store,
        "a state that nobody is in",
        RequestFilter { states: vec![RequestState::Rejected], ..in_campaign.clone() },
    )
    .await;
    let day = "2026-06-01".parse().unwrap();
    let overdue = RequestFilter { overdue_on: Some(day), ..in_campaign.clone() };
    list(&store, "overdue, first page", overdue).await;
    let after = Some(format!("{}|juniper", seed::id(9, 0)));
    list(
        &store,
        "a page deep in the list (behind nine tenths)",
        RequestFilter { after, ..in_campaign.clone() },
    )
    .await;
    for (what, search) in [
        ("one hit", "s-099999"),
        ("about 100 hits", "supplier77."),
        ("about 10,000 hits", "juniper j"),
        ("19,000 hits", "gantry"),
        ("everything", "example"),
        ("nothing", "nowhere at all"),
    ] {
        let filter = RequestFilter { search: search.into(), ..in_campaign.clone() };
        list(&store, &format!("search, {what}"), filter).await;
        let filter = RequestFilter { search: search.into(), ..started.clone() };
        list(&store, &format!("search, {what}, one state"), filter).await;
    }
    let other = RequestFilter { campaign: Some("other".into()), ..Default::default() };
    list(&store, "a campaign with no requests beside a large one", other).await;
    list(
        &store,
        "the requests of one supplier",
        RequestFilter { supplier: Some(seed::id(1, 7).into()), ..Default::default() },
    )
    .await;
    time("counts of one campaign", || async {
        store.counts(&Scope::Everything, campaign.as_ref(), day).await.unwrap().by_state.len()
    })
    .await;
    time("counts of all", || async {
        store.counts(&Scope::Everything, None, day).await.unwrap().by_state.len()
    })
    .await;
    time("suppliers, first page", || async {
        store
            .suppliers(&Scope::Everything, &SupplierFilter { limit: 50, ..Default::default() })
            .await
            .unwrap()
            .rows
            .len()
    })
    .await;
    time("suppliers, search with one hit", || async {
        let filter = SupplierFilter { limit: 50, search: "s-054321".into(), ..Default::default() };
        store.suppliers(&Scope::Everything, &filter).await.unwrap().rows.len()
    })
    .await;
    time("one request", || async {
        usize::from(store.request(&Scope::Everything, &ids[5]).await.unwrap().is_some())
    })
    .await;
    time("reminders due", || async {
        store.reminders_due(domain::Instant::from_millis(1), 100).await.unwrap().len()
    })
    .await;
    time("every supplier", || async { store.all_suppliers(&Scope::Everything).await.unwrap().len() }).await;
}
