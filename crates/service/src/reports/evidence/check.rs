//! Checking a bundle without the portal: what holds in it, and what does not.

mod log;

use super::frame::{self, Contents, Framed};
use super::manifest::*;
use super::page;
use crate::secrets::sha256_hex;
use domain::Texts;
use log::{Log, freeze, told};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// How many problems of a check are told.
const TOLD: usize = 20;

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Holds,
    Fails,
    /// It cannot be said from this file.
    NotChecked,
}

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// A part of the keys of its texts.
    pub key: &'static str,
    pub outcome: Outcome,
    /// How many were looked at.
    pub n: usize,
    /// What does not hold: a part of a text's key, and of what it is said.
    pub problems: Vec<(&'static str, String)>,
    /// How many more there are.
    pub more: usize,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What the bundle says of itself, where that can be read.
    pub manifest: Option<Manifest>,
    pub checks: Vec<Check>,
    /// The hash of the log's last entry in it.
    pub log_head: String,
}

impl Checked {
    /// Whether nothing fails.
    pub fn holds(&self) -> bool {
        self.manifest.is_some() && self.checks.iter().all(|check| check.outcome != Outcome::Fails)
    }
}

impl Check {
    pub(super) fn new(key: &'static str) -> Check {
        Check { key, outcome: Outcome::Holds, n: 0, problems: Vec::new(), more: 0 }
    }

    pub(super) fn unless(&mut self, holds: bool, problem: &'static str, of: impl Into<String>) {
        if holds {
            return;
        }
        self.outcome = Outcome::Fails;
        if self.problems.len() < TOLD {
            self.problems.push((problem, of.into()));
        } else {
            self.more += 1;
        }
    }

    pub(super) fn not_checked(key: &'static str) -> Check {
        Check { outcome: Outcome::NotChecked, ..Check::new(key) }
    }

    /// What was checked, in words.
    pub fn what(&self, texts: &Texts) -> String {
        let says = if self.outcome == Outcome::NotChecked { "not" } else { "check" };
        texts.fmt(&format!("evidence.{says}.{}", self.key), &[("n", &self.n.to_string())])
    }

    /// What does not hold, in words.
    pub fn problems<'a>(&'a self, texts: &'a Texts) -> impl Iterator<Item = String> + 'a {
        let say =
            |(problem, of): &(&str, String)| texts.fmt(&format!("evidence.problem.{problem}"), &[("of", of)]);
        let more = (self.more > 0).then(|| texts.fmt("evidence.more", &[("n", &self.more.to_string())]));
        self.problems.iter().map(say).chain(more)
    }
}

/// What of a snapshot is compared.
#[derive(Deserialize)]
pub(super) struct Frozen {
    company: String,
    name: String,
    year: i64,
    lists: Vec<FrozenList>,
    pub(super) requests: Vec<FrozenRequest>,
    figures: Vec<FrozenFigure>,
}

#[derive(Deserialize)]
struct FrozenList {
    hash: String,
}

#[derive(Deserialize)]
pub(super) struct FrozenRequest {
    pub(super) id: String,
    pub(super) revision: Option<FrozenRevision>,
}

#[derive(Deserialize)]
pub(super) struct FrozenRevision {
    pub(super) number: i64,
    pub(super) hash: String,
}

#[derive(Deserialize)]
struct FrozenFigure {
    id: String,
    printed: String,
}

/// Checks a bundle.
pub fn check<F: Read + Seek>(mut file: F) -> io::Result<Checked> {
    let contents = frame::read(BufReader::new(&mut file))?;
    let mut framed = Check::new("file");
    framed.n = contents.parts.len();
    if let Some(at) = contents.wrong_at {
        framed.unless(false, "byte", at.to_string());
    }
    let mut bundle = Bundle::new(file, &contents);
    let manifest = bundle.read(MANIFEST)?.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(manifest): Option<Manifest> = manifest else {
        framed.unless(false, "manifest", MANIFEST);
        return Ok(Checked { checks: vec![framed], ..Checked::default() });
    };
    let snapshot = match bundle.read(SNAPSHOT)? {
        Some(bytes) => Some(bytes),
        None => bundle.read(SNAPSHOT_IN_PART)?,
    };
    let snapshot: Option<Frozen> = snapshot.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let log = bundle.log(&manifest)?;
    let mut checks = vec![framed, parts(&manifest, &contents), frozen(&manifest, snapshot.as_ref(), &bundle)];
    if let Some(snapshot) = &snapshot {
        checks.push(bundle.revisions(&manifest, snapshot));
        checks.push(bundle.lists(&manifest, snapshot));
        checks.push(figures(snapshot, bundle.read(FIGURES_CSV)?));
    }
    checks.push(published(&manifest, &bundle));
    let told = told(snapshot.as_ref(), &log);
    checks.extend([log.check, freeze(&manifest, log.last.as_ref()), told, bundle.page()]);
    let log_head = log.last.map_or(String::new(), |entry| entry.hash);
    Ok(Checked { manifest: Some(manifest), checks, log_head })
}

/// Every part has its size and hash; none is missing, and none is there that the manifest does not name.
fn parts(manifest: &Manifest, contents: &Contents) -> Check {
    let mut check = Check::new("parts");
    check.n = manifest.parts.len();
    let mut found = BTreeMap::new();
    for part in &contents.parts {
        let once = found.insert(part.part.name.as_str(), part).is_none();
        check.unless(once, "twice", &part.part.name);
    }
    let mut named: BTreeSet<&str> = [MANIFEST].into();
    for part in &manifest.parts {
        check.unless(named.insert(&part.name), "twice", &part.name);
        match found.get(part.name.as_str()) {
            None => check.unless(false, "missing", &part.name),
            Some(found) => {
                let same = found.sha256 == part.sha256 && u64::from(found.part.size) == part.size;
                check.unless(same, "changed", &part.name);
            }
        }
    }
    for name in found.keys() {
        check.unless(named.contains(name), "not_named", *name);
    }
    check
}

/// The snapshot has the hash under which it was frozen, and the manifest says of it what it says itself.
fn frozen<F>(manifest: &Manifest, snapshot: Option<&Frozen>, bundle: &Bundle<F>) -> Check {
    let said = snapshot
        .is_some_and(|s| (&s.company, &s.name, s.year) == (&manifest.company, &manifest.name, manifest.year));
    let is_held = manifest.held.iter().any(|held| held.name == SNAPSHOT);
    let mut check = if is_held && said { Check::not_checked("snapshot") } else { Check::new("snapshot") };
    check.unless(said, "snapshot_says", &manifest.name);
    if !is_held {
        check.unless(bundle.hash(SNAPSHOT) == Some(&manifest.hash), "snapshot_hash", &manifest.hash);
    }
    check
}

/// What was filed is here under the hash under which it was kept, and nothing else is said to have been.
fn published<F>(manifest: &Manifest, bundle: &Bundle<F>) -> Check {
    let Some(published) = &manifest.published else { return Check::not_checked("published") };
    let mut check = Check::new("published");
    check.n = published.len();
    for filed in published {
        check.unless(bundle.hash(&filed.part) == Some(&filed.sha256), "published", &filed.file);
    }
    for part in manifest.parts.iter().filter(|part| part.kind == Kind::Published) {
        check.unless(published.iter().any(|filed| filed.part == part.name), "not_published", &part.name);
    }
    check
}

/// The figures are those that were frozen.
fn figures(snapshot: &Frozen, csv: Option<Vec<u8>>) -> Check {
    let Some(csv) = csv else { return Check::not_checked("figures") };
    let mut check = Check::new("figures");
    check.n = snapshot.figures.len();
    let text = String::from_utf8_lossy(&csv);
    let printed: HashMap<String, String> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = cells(line).into_iter();
            Some((cells.next()?, cells.nth(2)?))
        })
        .collect();
    for figure in &snapshot.figures {
        check.unless(printed.get(&figure.id) == Some(&figure.printed), "figure", &figure.id);
    }
    check.unless(printed.len() == snapshot.figures.len(), "figures_more", printed.len().to_string());
    check
}

/// The cells of a line of comma-separated values.
fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                out.last_mut().into_iter().for_each(|cell| cell.push('"'));
            }
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            other => out.last_mut().into_iter().for_each(|cell| cell.push(other)),
        }
    }
    out
}

pub(super) fn name_of(request: &str, revision: &FrozenRevision) -> String {
    format!("revisions/{request}-{}.json", revision.number)
}

/// The parts of a file that can be read again.
struct Bundle<F> {
    file: F,
    parts: BTreeMap<String, (Framed, String)>,
}

impl<F> Bundle<F> {
    fn new(file: F, contents: &Contents) -> Bundle<F> {
        let part =
            |found: &frame::Found| (found.part.name.clone(), (found.part.clone(), found.sha256.clone()));
        Bundle { file, parts: contents.parts.iter().map(part).collect() }
    }

    fn hash(&self, name: &str) -> Option<&String> {
        self.parts.get(name).map(|(_, hash)| hash)
    }

    /// Whether something is there under its hash, or is held back under it.
    fn has(&self, manifest: &Manifest, name: Option<&str>, hash: &String) -> bool {
        let is_it = |other: &str| name.is_none_or(|name| name == other);
        self.parts.iter().any(|(other, (_, own))| is_it(other) && own == hash)
            || manifest.held.iter().any(|held| is_it(&held.name) && held.sha256.as_ref() == Some(hash))
    }

    /// Every declaration that counted is here, or is said to be gone.
    fn revisions(&self, manifest: &Manifest, snapshot: &Frozen) -> Check {
        let mut check = Check::new("revisions");
        let mut known = BTreeSet::new();
        for request in &snapshot.requests {
            let Some(revision) = &request.revision else { continue };
            let name = name_of(&request.id, revision);
            let held =
                manifest.held.iter().any(|h| h.name == name && h.sha256.as_ref() == Some(&revision.hash));
            check.n += 1;
            check.unless(held || self.hash(&name) == Some(&revision.hash), "revision", &name);
            known.insert(name);
        }
        for name in self.parts.keys().filter(|name| name.starts_with("revisions/")) {
            check.unless(known.contains(name), "not_counted", name);
        }
        check
    }

    /// Every list that was asked is here by its hash, or is said to stay inside.
    fn lists(&self, manifest: &Manifest, snapshot: &Frozen) -> Check {
        let mut check = Check::new("lists");
        check.n = snapshot.lists.len();
        for list in &snapshot.lists {
            check.unless(self.has(manifest, None, &list.hash), "list", &list.hash);
        }
        check
    }

    /// The page is the one of this program.
    fn page(&self) -> Check {
        let own = sha256_hex(page::html().as_bytes());
        if self.hash(PAGE) == Some(&own) { Check::new("page") } else { Check::not_checked("page") }
    }
}

impl<F: Read + Seek> Bundle<F> {
    fn read(&mut self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let Some((part, _)) = self.parts.get(name) else { return Ok(None) };
        self.file.seek(SeekFrom::Start(part.bytes_at()))?;
        let mut bytes = Vec::new();
        (&mut self.file).take(u64::from(part.size)).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// Walks the log, entry by entry.
    fn log(&mut self, manifest: &Manifest) -> io::Result<Log> {
        let mut log = Log::new(manifest);
        let parts = manifest.parts.iter().filter(|part| part.kind == Kind::Log);
        for name in parts.map(|part| part.name.clone()) {
            let Some((part, _)) = self.parts.get(&name) else { continue };
            self.file.seek(SeekFrom::Start(part.bytes_at()))?;
            log.part(&name, BufReader::new((&mut self.file).take(u64::from(part.size))));
        }
        log.check.unless(log.last.is_some(), "no_log", "log");
        Ok(log)
    }
}
