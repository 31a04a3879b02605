//! Matching typed names, and the size of the table that a page fetches: `cargo xtask bench match`.
//!
//! With a folder, what is measured beside it (names, queries, the table) is also written there.

#[path = "../tests/smelters/generated.rs"]
mod generated;
#[path = "../tests/smelters/invented.rs"]
mod invented;
mod limit;
#[path = "../tests/smelters/random.rs"]
mod random;

use domain::smelters::suggest::Suggester;
use domain::smelters::table::{Table, encode};
use domain::smelters::{Facility, Matcher, TypedSmelter, name_words, search};
use domain::{Metal, Smelter};
use std::path::Path;
use std::time::{Duration, Instant};

fn main() {
    let folder = std::env::args().nth(1);
    let begun = Instant::now();
    let steps =
        (0..50_000_000u32).fold(0u32, |x, i| std::hint::black_box(x.wrapping_mul(31).wrapping_add(i)));
    println!("calibration: 50 M steps in {} ms ({})", begun.elapsed().as_millis(), steps % 10);
    for count in [600, 6_000, 60_000] {
        let names = generated::names(count);
        let queries = generated::queries(&names, 500);
        measure(&names, &queries);
        if let Some(folder) = folder.as_ref().filter(|_| count == 6_000) {
            write(Path::new(folder), &names, &queries);
        }
    }
    rows();
    table();
}

/// Runs every query ten times; says the time of each in order.
fn time<Q>(queries: &[Q], mut run: impl FnMut(&Q)) -> Vec<Duration> {
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..10 {
        for query in queries {
            let begun = Instant::now();
            run(query);
            times.push(begun.elapsed());
        }
    }
    times.sort_unstable();
    times
}

fn at(times: &[Duration], share: usize) -> f64 {
    times[times.len() * share / 100].as_secs_f64() * 1e3
}

fn measure(names: &[String], queries: &[(String, usize)]) {
    let begun = Instant::now();
    let folded: Vec<Vec<String>> = names.iter().map(|n| name_words::core(&name_words::words(n))).collect();
    let index = search::Search::new(folded.iter().enumerate().map(|(i, w)| (w.as_slice(), i, None)));
    let build = begun.elapsed().as_secs_f64() * 1e3;
    let mut buffer = search::SearchBuffer::default();
    let mut find = |query: &str| index.find(&search::Query::new(query), None, 10, &mut buffer);
    let (mut first, mut ten) = (0, 0);
    for (query, of) in queries {
        let hits = find(query);
        first += usize::from(hits.first().is_some_and(|h| h.of == *of));
        ten += usize::from(hits.iter().any(|h| h.of == *of));
    }
    let times = time(queries, |(query, _)| {
        std::hint::black_box(find(query));
    });
    println!(
        "native, {:>6} names: p50 {:.3} ms, p95 {:.3} ms, p99 {:.3} ms; right first {first}, in the top ten {ten} \
         of {}; index built in {build:.1} ms",
        names.len(),
        at(&times, 50),
        at(&times, 95),
        at(&times, 99),
        queries.len()
    );
    if names.len() == 6_000 {
        let share = |n: usize| (queries.len() - n) as f64 * 100.0 / queries.len() as f64;
        limit::limit("a match over 6,000 names, native, p95", at(&times, 95), 0.25, "ms");
        limit::limit("not first though right", share(first), 12.0, "%");
        limit::limit("not in the top ten though right", share(ten), 4.0, "%");
    }
}

/// The whole decision for a row of a declaration, with the invented smelters.
fn rows() {
    let all = invented::facilities();
    let pairs = invented::pairs(&all);
    let index = Matcher::new(all, &[]);
    let rows: Vec<TypedSmelter> = pairs.into_iter().map(|p| p.typed).collect();
    let times = time(&rows, |row| {
        std::hint::black_box(index.find(row));
    });
    println!(
        "decisions on {} hard rows: p50 {:.3} ms, p95 {:.3} ms",
        rows.len(),
        at(&times, 50),
        at(&times, 95)
    );
}

/// 1,000 smelters under 6,000 names: names of four words, and what people make of each.
fn thousand() -> Vec<Facility> {
    let names = generated::names(2_500);
    let mut random = random::Random(99);
    let forms = ["Co., Ltd.", "Inc.", "GmbH", "S.A.", "Corporation", "JSC"];
    let countries = ["CHINA", "JAPAN", "PERU", "GERMANY", "INDONESIA", "UNITED STATES OF AMERICA", "BRAZIL"];
    let mut facility = |i: usize| {
        let name = &names[i];
        // Of the other names half are written alike, and half are names of their own.
        let aliases = (0..5)
            .map(|n| match n {
                0 => name.to_uppercase(),
                1 => format!("{name} {}", forms[random.below(6)]),
                2 => names[1_000 + random.below(1_500)].clone(),
                3 => random.slip(name),
                _ => format!(
                    "{} {}",
                    random.pick(&["Old", "New", "Upper"]),
                    names[1_000 + random.below(1_500)]
                ),
            })
            .collect();
        Facility::from(&Smelter {
            cid: format!("CID9{:05}", i * 7 + random.below(7)),
            metal: Some(domain::template::CMRT_METALS[random.below(4)]),
            name: name.clone(),
            aliases,
            country: countries[random.below(7)].to_owned(),
            ..Smelter::default()
        })
    };
    // A city has one of the words of names.
    let city = |i: usize| names[i + 1_000].split(' ').next().unwrap_or_default().to_owned();
    (0..1_000).map(|i| Facility { city: city(i), ..facility(i) }).collect()
}

fn table() {
    let all = thousand();
    let names: usize = all.iter().map(|f| f.names().count()).sum();
    let bytes = encode("2026-01-01".parse().ok(), &all);
    let begun = Instant::now();
    let mut suggester = Suggester::new(Table::decode(&bytes).expect("a table"));
    let build = begun.elapsed().as_secs_f64() * 1e3;
    let shown = serde_json::to_vec(&all).expect("JSON");
    println!(
        "table of {} smelters, {names} names: {} bytes, brotli {}; as JSON {} and {}",
        all.len(),
        bytes.len(),
        brotli_len(&bytes),
        shown.len(),
        brotli_len(&shown)
    );
    limit::limit("table of 1,000 smelters, brotli (aim 60)", brotli_len(&bytes) as f64 / 1e3, 90.0, "kB");
    // As one types: every beginning of every twentieth name.
    let typed: Vec<String> = all
        .iter()
        .step_by(20)
        .flat_map(|f| (1..=f.name.chars().count()).map(|n| f.name.chars().take(n).collect()))
        .collect();
    let times = time(&typed, |text| {
        std::hint::black_box(suggester.suggest(text, None, 8).len());
    });
    println!(
        "suggestions per keystroke, native: p50 {:.3} ms, p95 {:.3} ms, p99 {:.3} ms; decoded and indexed in {build:.1} ms",
        at(&times, 50),
        at(&times, 95),
        at(&times, 99)
    );
}

fn brotli_len(bytes: &[u8]) -> usize {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).expect("memory suffices");
    out.len()
}

/// Names, queries and keystrokes as JSON, and both tables, for the same measurement in Node.
fn write(folder: &Path, names: &[String], queries: &[(String, usize)]) {
    let facility = |(i, name): (usize, &String)| Facility {
        cid: format!("CID{:06}", 900_000 + i),
        metal: Some(Metal::TIN),
        name: name.clone(),
        ..Facility::default()
    };
    let all: Vec<Facility> = names.iter().enumerate().map(facility).collect();
    let put =
        |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("the folder takes files");
    put("names.table", &encode(None, &all));
    put("thousand.table", &encode(None, &thousand()));
    put("names.json", serde_json::json!({ "names": names, "queries": queries }).to_string().as_bytes());
}
