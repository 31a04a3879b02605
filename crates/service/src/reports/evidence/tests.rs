//! Whoever tampers with a bundle and makes the hashes fit again is found by what hangs on what.

use super::check::{Outcome, check};
use super::frame::Framing;
use super::manifest::*;
use super::page;
use crate::records::{Instant, LogDraft, LogEntry};
use crate::secrets::sha256_hex;
use serde_json::{Value, json};
use std::io::Cursor;

/// A small bundle, whose parts can be changed before it is put together.
struct Small {
    revision: String,
    list: String,
    csv: String,
    snapshot: Value,
    log: Vec<Value>,
    held: Vec<Held>,
    filed: String,
    published: Option<Vec<Filed>>,
}

impl Small {
    fn new() -> Small {
        let (revision, list) = ("{\"answers\":{}}".to_owned(), "[\"a list\"]".to_owned());
        let snapshot = json!({
            "company": "Asker AG", "name": "Report", "year": 2026,
            "lists": [{ "hash": sha256_hex(list.as_bytes()) }],
            "requests": [
                { "id": "r1", "revision": { "number": 2, "hash": sha256_hex(revision.as_bytes()) } },
                { "id": "r2", "revision": null },
            ],
            "figures": [{ "id": "R1", "printed": "1 of 2 (50 %)" }],
        });
        let csv =
            "figure,n,of,printed,definition\r\n\"R1\",1,2,\"1 of 2 (50 %)\",\"a \"\"rate\"\", here\"\r\n"
                .into();
        let submitted = json!({ "number": 2, "hash": sha256_hex(revision.as_bytes()) });
        let log = vec![
            json!({ "action": "request.invited", "object": "request:r1", "detail": "" }),
            json!({ "action": "request.submitted", "object": "request:r1", "detail": submitted.to_string() }),
            json!({ "action": "snapshot.taken", "object": "snapshot:s1", "detail": "" }),
        ];
        let filed = "<p>What was filed</p>".to_owned();
        let published = Some(vec![Filed {
            part: "published/1-ex1-01.htm".into(),
            file: "ex1-01.htm".into(),
            report: "sec".into(),
            published_on: "2026-05-29".parse().unwrap(),
            address: "https://www.sec.gov/Archives/one".into(),
            sha256: sha256_hex(filed.as_bytes()),
        }]);
        Small { revision, list, csv, snapshot, log, held: Vec::new(), filed, published }
    }

    /// With a log that is one chain and names the snapshot, unless something else was put there.
    fn lines(&self, hash: &str) -> Vec<Value> {
        let mut previous = String::new();
        let entry = |(at, line): (usize, &Value)| {
            let text = |key: &str| line[key].as_str().unwrap().to_owned();
            let detail = match text("action").as_str() {
                "snapshot.taken" if text("detail").is_empty() => json!({ "hash": hash }).to_string(),
                _ => text("detail"),
            };
            let (seq, action, object) = (at as i64 + 1, text("action"), text("object"));
            let act =
                LogDraft { actor: "system".into(), action, object, detail, at: Instant::from_millis(1) };
            let own = LogEntry::compute_hash(seq, &previous, &act);
            let line = json!({
                "seq": seq, "at": act.at, "actor": act.actor, "action": act.action, "object": act.object,
                "detail": act.detail, "previous": previous, "hash": own,
            });
            previous = own;
            line
        };
        self.log.iter().enumerate().map(entry).collect()
    }

    fn parts(&self) -> Vec<(Kind, String, String)> {
        let snapshot = self.snapshot.to_string();
        let lines = self.lines(&sha256_hex(snapshot.as_bytes()));
        let log = lines.iter().map(|line| format!("{line}\n")).collect();
        vec![
            (Kind::Page, PAGE.to_owned(), page::html().to_owned()),
            (Kind::Snapshot, SNAPSHOT.to_owned(), snapshot),
            (Kind::List, "lists/one.json".to_owned(), self.list.clone()),
            (Kind::Figures, FIGURES_CSV.to_owned(), self.csv.clone()),
            (Kind::Revision, "revisions/r1-2.json".to_owned(), self.revision.clone()),
            (Kind::Log, "log/00001.jsonl".to_owned(), log),
            (Kind::Published, "published/1-ex1-01.htm".to_owned(), self.filed.clone()),
        ]
    }

    fn manifest(&self, parts: &[(Kind, String, String)]) -> Manifest {
        let part = |(kind, name, text): &(Kind, String, String)| Part {
            name: name.clone(),
            kind: *kind,
            size: text.len() as u64,
            sha256: sha256_hex(text.as_bytes()),
        };
        Manifest {
            schema: SCHEMA,
            internal: INTERNAL.to_owned(),
            company: "Asker AG".into(),
            name: "Report".into(),
            year: 2026,
            snapshot: "s1".into(),
            hash: sha256_hex(self.snapshot.to_string().as_bytes()),
            parts: parts.iter().map(part).collect(),
            held: self.held.clone(),
            published: self.published.clone(),
        }
    }

    fn whole(&self) -> Vec<u8> {
        let parts = self.parts();
        together(&self.manifest(&parts), &parts)
    }
}

fn together(manifest: &Manifest, parts: &[(Kind, String, String)]) -> Vec<u8> {
    let mut framing = Framing::default();
    let mut out = Vec::new();
    let manifest = serde_json::to_string(manifest).unwrap();
    let all = parts.iter().map(|(_, name, text)| (name.as_str(), text.as_str()));
    for (name, text) in all.chain([(MANIFEST, manifest.as_str())]) {
        out.extend(framing.before(name, text.as_bytes()).unwrap());
        out.extend(text.as_bytes());
    }
    out.extend(framing.end().unwrap());
    out
}

/// The checks that fail, and how the others came out.
fn failing(bytes: &[u8]) -> Vec<&'static str> {
    let checked = check(Cursor::new(bytes)).unwrap();
    assert_eq!(checked.holds(), checked.checks.iter().all(|c| c.outcome != Outcome::Fails));
    checked.checks.iter().filter(|c| c.outcome == Outcome::Fails).map(|c| c.key).collect()
}

#[test]
fn what_nobody_touched_holds() {
    let checked = check(Cursor::new(Small::new().whole())).unwrap();
    let outcomes: Vec<_> = checked.checks.iter().map(|c| (c.key, c.outcome, c.n)).collect();
    let holds = |key, n| (key, Outcome::Holds, n);
    let all = [
        holds("file", 8),
        holds("parts", 7),
        holds("snapshot", 0),
        holds("revisions", 1),
        holds("lists", 1),
        holds("figures", 1),
        holds("published", 1),
        holds("log", 3),
        holds("freeze", 0),
        holds("told", 1),
        holds("page", 0),
    ];
    assert_eq!(outcomes, all);
}

#[test]
fn every_changed_byte_is_found() {
    let whole = Small::new().whole();
    // The page is long: of its bytes some will do.
    let page = 40..40 + page::html().len();
    for at in (0..whole.len()).filter(|at| !page.contains(at) || at % 101 == 0) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        assert!(!failing(&bytes).is_empty(), "byte {at}");
    }
    for cut in [0, 1, 4, 29, 31, 500, whole.len() / 2, whole.len() - 1] {
        assert!(!failing(&whole[..cut]).is_empty(), "cut at {cut}");
    }
    assert_eq!(failing(&[&whole[..], b"x"].concat()), ["file"], "something behind it");
}

/// Somebody changes something and makes manifest and frame fit again.
#[test]
fn what_was_made_to_fit_is_found_by_what_hangs_on_it() {
    let spoil = |of: fn(&mut Small)| {
        let mut small = Small::new();
        of(&mut small);
        failing(&small.whole())
    };
    assert_eq!(spoil(|s| s.revision.push(' ')), ["revisions"]);
    assert_eq!(spoil(|s| s.list.push(' ')), ["lists"]);
    assert_eq!(spoil(|s| s.filed.push(' ')), ["published"], "not what was filed");
    assert_eq!(spoil(|s| s.published = Some(Vec::new())), ["published"], "nobody filed it");
    assert_eq!(spoil(|s| s.published = None), [""; 0], "an older bundle names none");
    assert_eq!(spoil(|s| s.csv = s.csv.replace("50 %", "51 %")), ["figures"]);
    assert_eq!(spoil(|s| s.csv += "\"X1\",1,2,\"1\",\"\"\r\n"), ["figures"]);
    assert_eq!(spoil(|s| s.snapshot["company"] = "Other AG".into()), ["snapshot"]);
    assert_eq!(spoil(|s| s.log[2]["detail"] = "{\"hash\":\"00\"}".into()), ["freeze"]);
    assert_eq!(spoil(|s| s.log[2]["object"] = "snapshot:s2".into()), ["freeze"]);
    assert_eq!(spoil(|s| s.log[1]["detail"] = "{\"number\":2,\"hash\":\"00\"}".into()), ["told"]);
    assert_eq!(spoil(|s| drop(s.log.remove(1))), ["told"]);
    assert_eq!(spoil(|s| s.log.truncate(2)), ["freeze"]);
    // Another revision counts, with a snapshot, a log and hashes to match: that is another snapshot, and its hash tells.
    let mut other = Small::new();
    other.snapshot["figures"][0]["printed"] = "2 of 2 (100 %)".into();
    let (own, other) = (Small::new().whole(), other.whole());
    let hash = |bytes: &[u8]| check(Cursor::new(bytes)).unwrap().manifest.unwrap().hash;
    assert_ne!(hash(&own), hash(&other));
    assert_eq!(failing(&other), ["figures"]);
}

#[test]
fn a_log_that_was_mended_is_no_chain() {
    let small = Small::new();
    let mut parts = small.parts();
    let hash = sha256_hex(small.snapshot.to_string().as_bytes());
    let fails = |lines: &[Value], parts: &mut Vec<(Kind, String, String)>| {
        parts[5].2 = lines.iter().map(|line| format!("{line}\n")).collect();
        failing(&together(&small.manifest(parts), parts))
    };
    let mut lines = small.lines(&hash);
    lines[0]["actor"] = "member:x".into();
    assert_eq!(fails(&lines, &mut parts), ["log"], "its text was changed");
    let mut lines = small.lines(&hash);
    lines.remove(0);
    assert_eq!(fails(&lines, &mut parts), ["log"], "one is missing");
    let mut lines = small.lines(&hash);
    lines.swap(0, 1);
    assert_eq!(fails(&lines, &mut parts), ["log"], "they changed places");
    assert_eq!(fails(&[], &mut parts), ["log", "freeze", "told"]);
}

#[test]
fn parts_that_are_gone_double_or_foreign_are_found() {
    let small = Small::new();
    let (mut parts, manifest) = (small.parts(), small.manifest(&small.parts()));
    let revision = parts.remove(4);
    assert_eq!(failing(&together(&manifest, &parts)), ["parts", "revisions"]);
    parts.insert(4, revision.clone());
    parts.push(revision);
    assert_eq!(failing(&together(&manifest, &parts)), ["parts"]);
    parts.pop();
    parts.push((Kind::Revision, "revisions/r9-1.json".into(), "{}".into()));
    assert_eq!(failing(&together(&manifest, &parts)), ["parts", "revisions"]);
    // Another page: it may be that of another version, so that this is said and fails nothing.
    let mut parts = small.parts();
    parts[0].2 = "<html>all is well</html>".into();
    let checked = check(Cursor::new(together(&small.manifest(&parts), &parts))).unwrap();
    assert_eq!(checked.checks.last().map(|c| (c.key, c.outcome)), Some(("page", Outcome::NotChecked)));
}

#[test]
fn what_is_held_back_is_named_by_its_hash() {
    let mut small = Small::new();
    let held = |kind, name: &str, sha256: String, why| Held {
        name: name.to_owned(),
        kind,
        sha256: Some(sha256),
        why,
        says: String::new(),
    };
    small.held = vec![
        held(Kind::List, "lists/one.json", sha256_hex(small.list.as_bytes()), Why::Licence),
        held(Kind::Revision, "revisions/r1-2.json", sha256_hex(small.revision.as_bytes()), Why::Gone),
        held(Kind::Snapshot, SNAPSHOT, sha256_hex(small.snapshot.to_string().as_bytes()), Why::Licence),
    ];
    let mut parts = small.parts();
    parts.retain(|(kind, ..)| !matches!(kind, Kind::List | Kind::Revision));
    parts[1].1 = SNAPSHOT_IN_PART.to_owned();
    let checked = check(Cursor::new(together(&small.manifest(&parts), &parts))).unwrap();
    assert!(checked.holds(), "{checked:?}");
    let snapshot = checked.checks.iter().find(|c| c.key == "snapshot").unwrap();
    assert_eq!(snapshot.outcome, Outcome::NotChecked);
    small.held[1].sha256 = Some("00".into());
    assert_eq!(failing(&together(&small.manifest(&parts), &parts)), ["revisions"]);
}

/// Nobody empties an entry that the manifest does not name, or names another hash for one.
#[test]
fn an_entry_whose_content_stays_inside_is_held_to_its_hash() {
    let mut small = Small::new();
    small.log.insert(1, json!({ "action": "smelter.sourcing", "object": "smelter:x", "detail": "secret" }));
    let mut lines = small.lines(&sha256_hex(small.snapshot.to_string().as_bytes()));
    let own = lines[1]["hash"].as_str().unwrap().to_owned();
    (lines[1]["object"], lines[1]["detail"]) = (Value::Null, Value::Null);
    let mut parts = small.parts();
    parts[5].2 = lines.iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(failing(&together(&small.manifest(&parts), &parts)), ["log"]);
    for (sha256, expected) in [(own, vec![]), ("00".to_owned(), vec!["log"])] {
        let (name, says) = (held_entry(2), String::new());
        small.held = vec![Held { name, kind: Kind::Log, sha256: Some(sha256), why: Why::Licence, says }];
        assert_eq!(failing(&together(&small.manifest(&parts), &parts)), expected);
    }
}

/// What stands behind this in a source, up to the next quote.
fn named<'s>(source: &'s str, before: &str) -> Vec<&'s str> {
    source.split(before).skip(1).filter_map(|rest| rest.split(['"', '\'']).next()).collect()
}

#[test]
fn every_text_of_the_checks_and_of_the_page_is_there() {
    let checks = [include_str!("check.rs"), include_str!("check/log.rs")].concat();
    let (checks, script, html) = (checks.as_str(), include_str!("page.js"), include_str!("page.html"));
    let mut keys: Vec<String> = Vec::new();
    let mut add = |source: &str, before: &str, prefix: &str| {
        keys.extend(named(source, before).iter().map(|key| format!("{prefix}{key}")));
    };
    add(checks, "Check::new(\"", "evidence.check.");
    add(checks, "Check::not_checked(\"", "evidence.not.");
    add(checks, ".unless(false, \"", "evidence.problem.");
    add(script, "new Check('", "evidence.check.");
    add(script, ".unless(false, '", "evidence.problem.");
    add(html, "data-text=\"", "");
    // Keys that are put together end with a stop.
    keys.extend(named(script, "'evidence.").iter().map(|key| format!("evidence.{key}")));
    keys.retain(|key| !key.ends_with('.'));
    keys.extend(["report", "company", "year", "hash", "head"].map(|key| format!("evidence.fact.{key}")));
    assert!(keys.len() > 40, "{keys:?}");
    let page = page::html();
    for (language, _) in domain::text::LANGUAGES {
        let texts = domain::text::embedded::texts(language);
        for key in &keys {
            assert!(texts.has(key) && page.contains(&format!("\"{key}\":")), "{language}: {key}");
        }
        for key in texts.keys().filter(|key| key.starts_with("evidence.problem.")) {
            let is_used = |source: &str| source.contains(key.trim_start_matches("evidence.problem."));
            assert!(is_used(checks) || key.ends_with("other_hash"), "{language}: {key} is said nowhere");
        }
    }
    assert!(!page.contains("{script}") && !page.contains("{css}"));
}
