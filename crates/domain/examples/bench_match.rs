//! Matching typed names against 6,000 and 60,000 of them: `cargo xtask bench match`.
//!
//! With a path, the names and queries are also written there as JSON, for what is measured beside it.

#[path = "../tests/smelters/generated.rs"]
mod generated;
#[path = "../tests/smelters/random.rs"]
mod random;

use domain::smelters::fold;
use domain::smelters::search::{Query, Room, Search};
use std::time::{Duration, Instant};

fn main() {
    let begun = Instant::now();
    let steps =
        (0..50_000_000u32).fold(0u32, |x, i| std::hint::black_box(x.wrapping_mul(31).wrapping_add(i)));
    println!("calibration: 50 M steps in {} ms ({steps})", begun.elapsed().as_millis());
    for count in [6_000, 60_000] {
        let names = generated::names(count);
        let queries = generated::queries(&names, 500);
        if let Some(path) = std::env::args().nth(1).filter(|_| count == 6_000) {
            let json = serde_json::json!({ "names": names, "queries": queries });
            std::fs::write(path, json.to_string()).expect("the file can be written");
        }
        measure(&names, &queries);
    }
}

fn measure(names: &[String], queries: &[(String, usize)]) {
    let begun = Instant::now();
    let folded: Vec<Vec<String>> = names.iter().map(|n| fold::core(&fold::words(n))).collect();
    let search = Search::new(folded.iter().enumerate().map(|(i, w)| (w.as_slice(), i, None)));
    let build = begun.elapsed();
    let mut room = Room::default();
    let (mut first, mut ten) = (0, 0);
    let mut times: Vec<Duration> = Vec::new();
    for round in 0..10 {
        for (query, of) in queries {
            let begun = Instant::now();
            let hits = search.find(&Query::new(query), None, 10, &mut room);
            times.push(begun.elapsed());
            if round == 0 {
                first += usize::from(hits.first().is_some_and(|h| h.of == *of));
                ten += usize::from(hits.iter().any(|h| h.of == *of));
            }
        }
    }
    times.sort_unstable();
    let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1e3;
    println!(
        "native, {:>6} names: p50 {:.3} ms, p95 {:.3} ms, p99 {:.3} ms; right first {first}, in the top ten {ten} of {}; index built in {:.1} ms",
        names.len(),
        at(50),
        at(95),
        at(99),
        queries.len(),
        build.as_secs_f64() * 1e3
    );
}
