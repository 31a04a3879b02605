//! Matching on real lists: old names, names held out of the index one at a time, smelters held out
//! altogether, numbers from before 2014. Computed from the sample lists; nothing of them is kept.

use domain::smelters::list::{About, SmelterList};
use domain::smelters::{Confidence, Facility, History, Matcher, TypedSmelter};
use sheets::lists::list_file;

fn list(name: &str, as_of: &str) -> Option<SmelterList> {
    let Some(dir) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("skipped: TOUCHSTONE_SAMPLES is not set, {name} was not read");
        return None;
    };
    let bytes = std::fs::read(std::path::Path::new(&dir).join(name)).expect("a sample");
    let file = list_file(&bytes, name).expect("a list");
    Some(file.build(About { kind: file.kind, as_of: as_of.parse().ok(), ..About::default() }))
}

#[derive(Default)]
struct Tally {
    pairs: usize,
    sure: usize,
    sure_right: usize,
    offered: usize,
    asked: usize,
}

impl Tally {
    fn count(&mut self, index: &Matcher, typed: &TypedSmelter, right: Option<&[String]>, what: &str) {
        let outcome = index.find(typed);
        let is_right = |cid: &String| right.is_some_and(|r| r.contains(cid));
        let offered = outcome.candidates.iter().any(|c| is_right(&c.cid));
        self.pairs += 1;
        self.offered += usize::from(offered);
        self.asked += usize::from(outcome.confidence == Confidence::Ambiguous);
        if outcome.confidence == Confidence::Certain {
            self.sure += 1;
            let good = is_right(&outcome.candidates[0].cid);
            self.sure_right += usize::from(good);
            if !good {
                println!(
                    "  wrong and sure: {what}: {typed:?} -> {:?}, right {right:?}",
                    outcome.candidates[0]
                );
            }
        }
        if std::env::var_os("SHOW").is_some() && right.is_some() && !offered {
            let all: Vec<_> = outcome.candidates.iter().map(|c| (&c.cid, c.score)).take(3).collect();
            println!("  not offered: {what}: {typed:?}, right {right:?}, got {all:?}");
        }
    }

    fn show(&self, what: &str) {
        println!(
            "{what}: {} pairs; sure {} (right {}), asked {}; the right one offered in {} ({:.3})",
            self.pairs,
            self.sure,
            self.sure_right,
            self.asked,
            self.offered,
            self.offered as f64 / self.pairs.max(1) as f64
        );
    }

    fn add(&mut self, other: &Tally) {
        self.pairs += other.pairs;
        self.sure += other.sure;
        self.sure_right += other.sure_right;
        self.offered += other.offered;
        self.asked += other.asked;
    }
}

/// The facilities without this name wherever it stands; letter case and space apart, it is gone.
fn without(all: &[Facility], metal: Option<domain::Metal>, name: &str) -> Vec<Facility> {
    let same = |other: &str| {
        let fold = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        fold(other) == fold(name)
    };
    let mut kept = all.to_vec();
    for f in kept.iter_mut().filter(|f| f.metal == metal) {
        f.aliases.retain(|a| !same(a));
        if same(&f.name) {
            f.name = if f.aliases.is_empty() { String::new() } else { f.aliases.remove(0) };
        }
    }
    kept
}

fn typed(f: &Facility, name: &str, with_city: bool) -> TypedSmelter {
    TypedSmelter {
        name: name.to_owned(),
        metal: f.metal.map_or(String::new(), |m| m.name().to_owned()),
        country: f.country.clone(),
        city: if with_city { f.city.clone() } else { String::new() },
        ..TypedSmelter::default()
    }
}

#[test]
fn real_names_are_matched() {
    let Some(reference) = list("lists/CMRT.xml", "2026-08-22") else { return };
    let revisions = list("lists/REVISIONS.xml", "2026-08-22").unwrap();
    let old = list("cmrt/3.01-filled.xlsx", "2014-05-30").unwrap();
    let mut lists = vec![reference.clone()];
    for (name, as_of) in [
        ("lists/CONFORMANT.xml", "2026-08-22"),
        ("lists/ACTIVE.xml", "2026-08-22"),
        ("cmrt/6.01-blank-zh.xlsx", "2020-05-19"),
        ("cmrt/6.5-blank.xlsx", "2025-04-25"),
    ] {
        lists.push(list(name, as_of).unwrap());
    }
    // What the index is built from: today's lists and two earlier ones; neither revisions nor 2014.
    let all = History::new(lists).facilities("2026-08-22".parse().unwrap());
    let by_cid = |cid: &str| all.iter().find(|f| f.cid == cid);
    let (mut whole, mut bare) = (Tally::default(), Tally::default());

    let mut all_aliases: Vec<(&Facility, String)> = Vec::new();
    for entry in &reference.entries {
        let facility = by_cid(&entry.cid).unwrap();
        all_aliases.extend(entry.aliases.iter().map(|a| (facility, a.clone())));
    }
    let mut old_names: Vec<(&Facility, String)> = Vec::new();
    for r in &revisions.revisions {
        let known = old_names.iter().any(|(f, n)| f.cid == r.cid && *n == r.name);
        if let Some(facility) = by_cid(&r.cid).filter(|f| f.name != r.name && !known) {
            old_names.push((facility, r.name.clone()));
        }
    }
    for entry in &old.entries {
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            let known = old_names.iter().any(|(f, n)| f.cid == entry.cid && n == name);
            if let Some(facility) = by_cid(&entry.cid).filter(|f| f.name != *name && !known) {
                old_names.push((facility, name.clone()));
            }
        }
    }
    for (what, pairs) in [("aliases held out", &all_aliases), ("old names held out", &old_names)] {
        let mut tallies = [Tally::default(), Tally::default()];
        for (facility, name) in pairs {
            let index = Matcher::new(without(&all, facility.metal, name), &[]);
            // A name of two facilities is right for both.
            let right: Vec<String> = all
                .iter()
                .filter(|f| f.metal == facility.metal && f.names().any(|n| n == name))
                .map(|f| f.cid.clone())
                .chain([facility.cid.clone()])
                .collect();
            for (with_city, tally) in [false, true].into_iter().zip(&mut tallies) {
                tally.count(&index, &typed(facility, name, with_city), Some(&right), what);
            }
        }
        tallies[0].show(&format!("{what}, metal and country only"));
        tallies[1].show(&format!("{what}, with the city"));
        // The same pairs count once: with all that a row may say, and apart from that with less.
        bare.add(&tallies[0]);
        whole.add(&tallies[1]);
    }

    // The same names with the index as it is: everyday recognition.
    let index = Matcher::new(all.clone(), &[]);
    let mut tally = Tally::default();
    for (facility, name) in all_aliases.iter().chain(&old_names) {
        let right: Vec<String> = all
            .iter()
            .filter(|f| f.metal == facility.metal && f.names().any(|n| n == name))
            .map(|f| f.cid.clone())
            .chain([facility.cid.clone()])
            .collect();
        tally.count(&index, &typed(facility, name, false), Some(&right), "known names");
    }
    tally.show("the same names with nothing held out");
    assert_eq!(tally.sure, tally.sure_right);

    let with_old_ids =
        History::new(vec![reference.clone(), old.clone()]).facilities("2026-08-22".parse().unwrap());
    let index = Matcher::new(with_old_ids, &[]);
    let mut tally = Tally::default();
    for entry in &old.entries {
        for id in &entry.old_ids {
            let row =
                TypedSmelter { cid: id.clone(), metal: entry.metal.name().into(), ..TypedSmelter::default() };
            let right: Vec<String> =
                old.entries.iter().filter(|e| e.old_ids.contains(id)).map(|e| e.cid.clone()).collect();
            tally.count(&index, &row, Some(&right), "old ids");
        }
    }
    tally.show("numbers from before 2014");
    whole.add(&tally);

    // Smelters that no list has: each taken out of the index, and asked for.
    let mut strangers = Tally::default();
    for facility in &all {
        let rest: Vec<Facility> = all.iter().filter(|f| f.cid != facility.cid).cloned().collect();
        let shares =
            |name: &String| rest.iter().any(|f| f.metal == facility.metal && f.names().any(|n| n == name));
        if shares(&facility.name) {
            continue;
        }
        let index = Matcher::new(rest, &[]);
        strangers.count(&index, &typed(facility, &facility.name, false), None, "strangers");
    }
    strangers.show("smelters that are not in the index");
    whole.add(&strangers);

    bare.show("held out, metal and country only");
    let positives = whole.pairs - strangers.pairs;
    let recall = whole.offered as f64 / positives as f64;
    let bare_recall = bare.offered as f64 / bare.pairs as f64;
    let (sure, right) = (whole.sure + bare.sure, whole.sure_right + bare.sure_right);
    println!(
        "{positives} pairs and {} strangers: precision of sure {right}/{sure}; recall of sure and ask {recall:.4} with \
         the city, {bare_recall:.4} with metal and country only",
        strangers.pairs
    );
    assert!(positives >= 500 && strangers.pairs >= 300);
    assert!(right as f64 >= 0.999 * sure as f64 && sure >= 300);
    assert!(recall >= 0.97 && bare_recall >= 0.92);
}

#[test]
fn a_real_list_fits_a_small_table() {
    let Some(reference) = list("lists/CMRT.xml", "2026-08-22") else { return };
    let all = History::new(vec![reference]).facilities("2026-08-22".parse().unwrap());
    let bytes = domain::smelters::table::encode(domain::Day::new(2026, 8, 22), &all);
    let table = domain::smelters::table::Table::decode(&bytes).expect("a table");
    assert_eq!(table.len(), all.len());
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params).unwrap();
    let names: usize = all.iter().map(|f| f.names().count()).sum();
    let each = packed.len() as f64 / names as f64;
    println!(
        "{} smelters, {names} names: {} bytes, brotli {} ({each:.1} a name)",
        all.len(),
        bytes.len(),
        packed.len()
    );
    assert!(packed.len() < 16_000);
}
