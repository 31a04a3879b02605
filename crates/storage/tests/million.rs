//! The area of smelters over a million declared rows: its first page within 100 ms, on both databases. Run by hand:
//! `cargo test --release -p storage --test million -- --ignored --nocapture`.

#[expect(dead_code, reason = "the contract needs the rest of it")]
#[path = "contract/test_db.rs"]
mod test_db;

use domain::smelters::{LicenceClass, StatusClass, TypedSmelter};
use domain::workflow::RequestState;
use service::records::*;
use std::time::{Duration, Instant};
use test_db::*;

const SUPPLIERS: usize = 2_000;
const ROWS: usize = 500;
const WRITTEN: usize = 20_000;
const SMELTERS: usize = 8_000;
/// How long a page may take, and how long where nothing is optimised.
const MOST: Duration = Duration::from_millis(if cfg!(debug_assertions) { 500 } else { 100 });

async fn fill(db: &TestDb) {
    let campaign = db.campaign().await;
    let mut requests = Vec::new();
    for n in 0..SUPPLIERS {
        let supplier = db.supplier(&format!("Supplier {n}")).await;
        requests.push(db.new_request(&campaign, &supplier));
    }
    db.store.set_recipients(&campaign.id, requests, vec![], act("x")).await.unwrap();
    let state = RequestState::Submitted.key();
    let numbers = |to: usize| {
        format!("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {to}) ")
    };
    let typed =
        serde_json::to_string(&TypedSmelter { name: "Works".into(), ..TypedSmelter::default() }).unwrap();
    let all = [
        format!("UPDATE request SET submissions = 1, state = '{state}'"),
        format!(
            "INSERT INTO reported_smelter (id, metal, name_key, typed) {} SELECT 'id-' || i, 'tin', 'works', '{typed}' FROM n",
            numbers(WRITTEN)
        ),
        format!(
            "INSERT INTO declared_row (request_id, number, kind, line, row_id, reported, cells) {} \
             SELECT r.id, 1, 'smelter', n.i + 1, '1', 'id-' || ((n.i * 37 + r.at * 13) % {WRITTEN}), '{{}}' \
             FROM (SELECT id, row_number() OVER (ORDER BY id) AS at FROM request) r, n",
            numbers(ROWS)
        ),
    ];
    for sql in all {
        db.raw(&sql).await.unwrap();
    }
}

async fn first_page(db: TestDb) {
    fill(&db).await;
    let began = Instant::now();
    let place = |n: usize| {
        let of = n % SMELTERS;
        let facts = EntryFacts {
            id: format!("CID{of:06}"),
            cid: Some(format!("CID{of:06}")),
            metal: ["gold", "tin", "tungsten", "tantalum"][of % 4].into(),
            name: format!("Works {of}"),
            country: format!("COUNTRY {}", of % 90),
            class: Some(StatusClass::ALL[of % 12]),
            terms: Some(LicenceClass::Public),
        };
        Placed { reported: format!("id-{n}"), entry: Some(facts) }
    };
    for from in (0..WRITTEN).step_by(2_000) {
        db.store.place_smelters((from..from + 2_000).map(place).collect(), false).await.unwrap();
    }
    while db.store.count_smelters(20).await.unwrap().1 > 0 {}
    let database = if db.is_postgres() { "PostgreSQL" } else { "SQLite" };
    println!("{database}: {} rows placed and counted in {:.1?}", SUPPLIERS * ROWS, began.elapsed());
    let of = EntryFilter::default;
    let filters = [
        ("by name", of()),
        ("by suppliers", EntryFilter { sort: EntrySort::Suppliers, reversed: true, ..of() }),
        (
            "of a metal, by country",
            EntryFilter { metal: Some("tin".into()), sort: EntrySort::Country, ..of() },
        ),
        (
            "of a class and country",
            EntryFilter { classes: vec!["active".into()], country: Some("COUNTRY 4".into()), ..of() },
        ),
        ("searched", EntryFilter { search: "works 77".into(), ..of() }),
    ];
    for (what, filter) in filters {
        let filter = EntryFilter { limit: 50, ..filter };
        let took = async || {
            let began = Instant::now();
            let page = db.store.smelter_entries(&filter).await.unwrap();
            let found = db.store.smelter_entries_found(&filter).await.unwrap();
            let choices = db.store.smelter_entry_choices().await.unwrap();
            assert!(!page.rows.is_empty() && found > 0 && choices.metals.len() == 4);
            (began.elapsed(), found)
        };
        let (mut best, found) = took().await;
        for _ in 0..4 {
            best = best.min(took().await.0);
        }
        println!("{database}: first page {what} with count ({found}) and choices: {best:.1?}");
        assert!(best <= MOST, "{what}: {best:?}");
    }
}

#[test]
#[ignore = "fills a database with a million rows"]
fn the_first_page_of_a_million_rows_comes_in_time_from_sqlite() {
    on_sqlite(first_page);
}

#[test]
#[ignore = "fills a database with a million rows"]
fn the_first_page_of_a_million_rows_comes_in_time_from_postgres() {
    on_postgres(first_page);
}
