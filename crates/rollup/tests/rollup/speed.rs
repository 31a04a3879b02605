//! Two thousand suppliers with a million rows, within a limit of time and memory; beside it one plain pass with a map over
//! the same rows.

use crate::lists::{DAY, day, metal};
use crate::random::Random;
use crate::scene::{Scene, template};
use domain::smelters::list::Entry;
use domain::smelters::{History, ListKind, SmelterList};
use domain::workflow::RequestState;
use domain::{Declaration, RowId, SmelterRow};
use rollup::Lists;
use rollup::figures::invariants::check;
use rollup::survey::{Arrival, Request, Supplier};
use std::collections::{HashMap, HashSet};
use std::time::Instant;

const SUPPLIERS: u32 = 2_000;
const ROWS: u64 = 500;
/// As many as the real list has.
const LISTED: usize = 350;
const METALS: [&str; 4] = ["Tantalum", "Tin", "Gold", "Tungsten"];
const ORIGINS: [&str; 5] = ["Peru", "Rwanda", "Australia, Brazil", "recycled", ""];

fn document(random: &mut Random, supplier: u32) -> Declaration {
    let mut d = Declaration::default();
    d.set("company.scope", "A. Company");
    d.set("company.name", format!("Wendover {supplier} Castings Ltd."));
    d.set("company.contact_email", format!("mail@wendover{supplier}.example"));
    for metal in ["tantalum", "tin", "gold", "tungsten"] {
        for (q, value) in (1..).zip(["Yes", "Yes", "No", "No", "No", "100%", "Yes", "Yes"]) {
            d.set(&format!("q{q}.{metal}"), value);
        }
    }
    for number in 1..=ROWS {
        let at = random.below(LISTED);
        let mut row = SmelterRow {
            id: RowId(number),
            order: number,
            metal: METALS[at % 4].into(),
            recycled: "No".into(),
            ..SmelterRow::default()
        };
        match random.below(5) {
            0 => {
                row.lookup = "Smelter not listed".into();
                row.name = format!("Unheard Works {}", random.below(400));
                row.country = "PERU".into();
            }
            _ => row.cid = cid(at),
        }
        if random.once_in(3) {
            row.mine = format!("Pit {}", random.below(60));
            row.mine_country = ORIGINS[random.below(ORIGINS.len())].into();
        }
        row.comment = format!("What {supplier} says of row {number}, which is only for you.");
        d.smelters.push(row);
    }
    d
}

fn cid(at: usize) -> String {
    format!("CID9{at:05}")
}

fn lists() -> Lists {
    let entry = |at: usize| Entry {
        cid: cid(at),
        metal: metal(METALS[at % 4]),
        name: format!("Listed Works {at}"),
        aliases: Vec::new(),
        country: "GERMANY".into(),
        city: String::new(),
        state: String::new(),
        old_ids: Vec::new(),
        audit: None,
    };
    let list = |kind, some: usize| SmelterList {
        kind,
        as_of: day("2026-04-17"),
        entries: (0..LISTED).filter(|at| at % some == 0).map(entry).collect(),
        ..SmelterList::default()
    };
    let all = vec![list(ListKind::Reference, 1), list(ListKind::Conformant, 2), list(ListKind::Active, 5)];
    Lists::on(&History::new(all), day(DAY))
}

fn megabytes(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Alone in its process for the sake of the memory: `cargo test -p rollup --test rollup -- --ignored a_million`.
#[test]
#[ignore = "takes the memory of a whole process"]
fn a_million_rows_are_rolled_up_and_counted_in_time() {
    let mut random = Random::new(1);
    let mut scene = Scene::new();
    scene.lists = lists();
    let mut survey = std::mem::take(&mut scene.survey);
    let began = Instant::now();
    for s in 0..SUPPLIERS {
        survey.suppliers.push(Supplier {
            id: format!("s{s:05}"),
            name: format!("Wendover {s} Castings Ltd."),
            contacts: vec![format!("mail@wendover{s}.example")],
            ..Supplier::default()
        });
        survey.requests.push(Request::new(format!("r{s:05}"), s, RequestState::Accepted));
        let arrival = Arrival { revision: 1, received_on: day("2026-03-01"), ..Arrival::default() };
        survey.answered(s as usize, arrival, &document(&mut random, s));
    }
    println!("put in: {:?}, {} MB", began.elapsed(), megabytes("VmRSS"));

    let plain = Instant::now();
    let mut by_smelter: HashMap<u32, (u64, HashSet<u32>)> = HashMap::new();
    for row in survey.rows() {
        let of = by_smelter.entry(row.called).or_default();
        of.0 += 1;
        of.1.insert(row.request);
    }
    let plain = plain.elapsed();
    println!("one plain pass with a map: {plain:?}, {} smelters", by_smelter.len());

    let began = Instant::now();
    let rolled = rollup::rollup(&survey, &scene.own, &scene.lists, &scene.settings, template());
    let took = began.elapsed();
    let snapshot = rollup::figures::Snapshot {
        survey: &survey,
        own: &scene.own,
        lists: &scene.lists,
        year_end: None,
        settings: &scene.settings,
        template: template(),
        rollup: &rolled,
        facts: &scene.facts,
        earlier: None,
    };
    let began_figures = Instant::now();
    let figures = rollup::figures::figures(&snapshot);
    let took_figures = began_figures.elapsed();
    let broken = check(&snapshot, &figures);
    let all = began.elapsed();
    println!("roll-up: {took:?}, figures: {took_figures:?}, with invariants: {all:?}");
    println!("at most {} MB; {} rows written", megabytes("VmHWM"), rolled.declaration.smelters.len());
    assert!(broken.is_empty() && rolled.leaks.is_empty());
    assert_eq!(figures.printed("S1"), (u64::from(SUPPLIERS) * ROWS).to_string());
    assert_eq!(rolled.declaration.answer("company.effective_date"), DAY);
    assert!(all.as_secs() < 20, "{all:?}");
    assert!(megabytes("VmHWM") < 300, "{} MB", megabytes("VmHWM"));
}
