//! What no two figures may say against each other. A draft opens only where nothing is broken, and no export is made.

use super::parts::part_of;
use super::snapshot::{AnnexRow, Snapshot};
use super::{Figures, Ref, Set};
use domain::Day;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Invariant {
    /// Parts add up to their total.
    PartsAddUp,
    /// Nothing is in two parts of one total, and nothing of the total in none.
    PartsDivide,
    /// What is counted is among what it is a share of.
    ShareIsPart,
    /// A number is how many things open.
    CountOpens,
    /// No facility sources from covered countries and only elsewhere.
    InsideOrOutside,
    /// The annex has the facilities that are counted, each once.
    AnnexIsCount,
    /// No answer that counts came after the cut-off, and nothing that counts is younger than the freeze.
    NothingLater,
    /// A text names only figures that there are.
    ReferencesResolve,
}

impl Invariant {
    pub const ALL: [Invariant; 8] = [
        Invariant::PartsAddUp,
        Invariant::PartsDivide,
        Invariant::ShareIsPart,
        Invariant::CountOpens,
        Invariant::InsideOrOutside,
        Invariant::AnnexIsCount,
        Invariant::NothingLater,
        Invariant::ReferencesResolve,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Invariant::PartsAddUp => "parts_add_up",
            Invariant::PartsDivide => "parts_divide",
            Invariant::ShareIsPart => "share_is_part",
            Invariant::CountOpens => "count_opens",
            Invariant::InsideOrOutside => "inside_or_outside",
            Invariant::AnnexIsCount => "annex_is_count",
            Invariant::NothingLater => "nothing_later",
            Invariant::ReferencesResolve => "references_resolve",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Invariant::PartsAddUp => "parts add up to their total, for each metal and overall",
            Invariant::PartsDivide => {
                "each thing is in exactly one part of its total: answers by class, facilities by status"
            }
            Invariant::ShareIsPart => "what is counted is among what it is a share of",
            Invariant::CountOpens => "a number is how many rows open",
            Invariant::InsideOrOutside => {
                "no facility sources both from covered countries and only elsewhere"
            }
            Invariant::AnnexIsCount => "the annex has exactly the facilities that are counted",
            Invariant::NothingLater => {
                "no date is after the freeze, and no answer that counts came after the cut-off"
            }
            Invariant::ReferencesResolve => "a text names only figures that there are",
        }
    }
}

/// Two things that contradict each other, as they would be printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    pub invariant: Invariant,
    /// What one says, and where.
    pub one: (String, String),
    /// What the other says.
    pub other: (String, String),
    /// What is in one and not in the other, or in both where it may not be.
    #[serde(skip)]
    pub refs: Vec<Ref>,
}

fn broken(invariant: Invariant, one: (String, String), other: (String, String), refs: Vec<Ref>) -> Broken {
    Broken { invariant, one, other, refs }
}

/// Everything that is broken in a snapshot.
pub fn check(snapshot: &Snapshot, figures: &Figures) -> Vec<Broken> {
    let mut out = check_figures(figures);
    out.extend(check_annex(figures, &snapshot.annex()));
    out.extend(check_dates(snapshot));
    out
}

/// What figures say against each other, be they worked out or stated.
pub fn check_figures(figures: &Figures) -> Vec<Broken> {
    let mut out = Vec::new();
    let mut groups: BTreeMap<(String, &str), Vec<&str>> = BTreeMap::new();
    for figure in figures.all() {
        for (total, by) in part_of(&figure.id) {
            groups.entry((total, by)).or_default().push(&figure.id);
        }
        let Some(n) = figure.value.n() else { continue };
        opens(&figure.id, n, &mut out);
        if let Some(of) = figure.value.of() {
            opens(&figure.id, of, &mut out);
            is_part(&figure.id, n, of, &mut out);
        }
    }
    for ((total, by), parts) in groups {
        let set = |id: &str| figures.get(id).and_then(|f| f.value.n());
        let Some(whole) = set(&total) else { continue };
        let parts: Vec<(&str, &Set)> = parts.into_iter().filter_map(|id| Some((id, set(id)?))).collect();
        add_up(&total, whole, by, &parts, &mut out);
    }
    let sets = ["S6", "S8"].map(|id| figures.get(id).and_then(|f| f.value.n()));
    if let [Some(inside), Some(outside)] = sets {
        let outside: HashSet<&Ref> = outside.refs().iter().collect();
        let both: Vec<Ref> = inside.refs().iter().filter(|r| outside.contains(r)).copied().collect();
        if !both.is_empty() {
            let says = both.len().to_string();
            let one = ("S6".to_owned(), format!("{says} also in S8"));
            out.push(broken(
                Invariant::InsideOrOutside,
                one,
                ("S8".into(), format!("{says} also in S6")),
                both,
            ));
        }
    }
    out
}

fn opens(id: &str, set: &Set, out: &mut Vec<Broken>) {
    if let Some(refs) = &set.refs
        && !set.is_weight
        && set.count != refs.len() as u64
    {
        let (one, other) =
            ((id.to_owned(), set.count.to_string()), (format!("rows of {id}"), refs.len().to_string()));
        out.push(broken(Invariant::CountOpens, one, other, Vec::new()));
    }
}

fn is_part(id: &str, n: &Set, of: &Set, out: &mut Vec<Broken>) {
    // What is stated opens nothing: then only the number can be compared.
    let same_kind = match (n.refs().first(), of.refs().first()) {
        (Some(n), Some(of)) => std::mem::discriminant(n) == std::mem::discriminant(of),
        _ => false,
    };
    let strays: Vec<Ref> = match same_kind {
        // Both are in order.
        true => n.refs().iter().filter(|r| of.refs().binary_search(r).is_err()).copied().collect(),
        false => Vec::new(),
    };
    if n.count > of.count || !strays.is_empty() {
        let one = (id.to_owned(), n.count.to_string());
        out.push(broken(Invariant::ShareIsPart, one, (format!("{id}, of"), of.count.to_string()), strays));
    }
}

fn add_up(total: &str, whole: &Set, by: &str, parts: &[(&str, &Set)], out: &mut Vec<Broken>) {
    let names: Vec<&str> = parts.iter().map(|(id, _)| *id).collect();
    let numbers: Vec<String> = parts.iter().map(|(_, set)| set.count.to_string()).collect();
    let sum: u64 = parts.iter().map(|(_, set)| set.count).sum();
    let one = (format!("{total} by {by}: {}", names.join(" + ")), format!("{} = {sum}", numbers.join(" + ")));
    let other = (total.to_owned(), whole.count.to_string());
    if sum != whole.count {
        out.push(broken(Invariant::PartsAddUp, one, other, Vec::new()));
        return;
    }
    if whole.refs.is_none() || parts.iter().any(|(_, set)| set.refs.is_none()) {
        return;
    }
    let mut times: HashMap<Ref, u32> = whole.refs().iter().map(|r| (*r, 0)).collect();
    let mut wrong = Vec::new();
    for r in parts.iter().flat_map(|(_, set)| set.refs()) {
        match times.get_mut(r) {
            Some(times) => *times += 1,
            None => wrong.push(*r),
        }
    }
    wrong.extend(times.into_iter().filter(|(_, n)| *n != 1).map(|(r, _)| r));
    if !wrong.is_empty() {
        wrong.sort_unstable();
        out.push(broken(Invariant::PartsDivide, one, other, wrong));
    }
}

/// What the annex has and the count has not, and the other way.
pub fn check_annex(figures: &Figures, annex: &[AnnexRow]) -> Vec<Broken> {
    let counted = figures.get("S3").and_then(|f| f.value.n()).map(Set::refs).unwrap_or_default();
    let mut rows: Vec<Ref> = annex.iter().map(|row| Ref::Smelter(row.smelter)).collect();
    rows.sort_unstable();
    if rows == counted {
        return Vec::new();
    }
    let (of_count, of_annex): (HashSet<_>, HashSet<_>) = (counted.iter().collect(), rows.iter().collect());
    let refs = of_count.symmetric_difference(&of_annex).map(|r| **r).collect();
    let one = ("rows of the annex".to_owned(), rows.len().to_string());
    vec![broken(Invariant::AnnexIsCount, one, ("S3".to_owned(), counted.len().to_string()), refs)]
}

/// What is younger than it may be.
pub fn check_dates(snapshot: &Snapshot) -> Vec<Broken> {
    let mut out = Vec::new();
    let mut at_most = |limit: (&str, Option<Day>), what: &str, on: Option<Day>, refs: Vec<Ref>| {
        if let (Some(last), Some(on)) = (limit.1, on)
            && on > last
        {
            let (one, other) = ((what.to_owned(), on.to_string()), (limit.0.to_owned(), last.to_string()));
            out.push(broken(Invariant::NothingLater, one, other, refs));
        }
    };
    let freeze = ("freeze", snapshot.settings.frozen_on);
    let cutoff = ("cut-off", snapshot.facts.cutoff_on);
    at_most(freeze, "cut-off", cutoff.1, Vec::new());
    for (i, request) in (0..).zip(&snapshot.survey.requests) {
        if request.sent_on.is_some() {
            at_most(freeze, "request sent", request.sent_on, vec![Ref::Request(i)]);
        }
        if let Some(answer) = &request.answer {
            at_most(cutoff, "answer received", Some(answer.received_on), vec![Ref::Revision(i)]);
            at_most(freeze, "answer received", Some(answer.received_on), vec![Ref::Revision(i)]);
        }
    }
    for list in &snapshot.lists.evidence {
        at_most(freeze, &format!("{} list", list.kind.key()), Some(list.as_of), Vec::new());
    }
    at_most(freeze, "day of the lists", Some(snapshot.lists.day), Vec::new());
    for verdict in &snapshot.lists.verdicts {
        at_most(freeze, &format!("verdict on {}", verdict.smelter), Some(verdict.on), Vec::new());
    }
    for said in &snapshot.lists.sourcing {
        at_most(freeze, &format!("sourcing of {}", said.cid), Some(said.on), Vec::new());
    }
    for learnt in &snapshot.lists.learnt {
        at_most(freeze, &format!("decision about {}", learnt.text), Some(learnt.when), Vec::new());
    }
    for (key, answer) in &snapshot.own.answers {
        at_most(freeze, &format!("own answer to {key}"), answer.on, Vec::new());
    }
    out
}

/// The figures that a text names and that there are not.
pub fn check_references<'a>(figures: &Figures, ids: impl IntoIterator<Item = &'a str>) -> Vec<Broken> {
    let unknown = ids.into_iter().filter(|id| figures.get(id).is_none());
    let says = |id: &str| {
        let other = ("figures".to_owned(), "no such figure".to_owned());
        broken(Invariant::ReferencesResolve, ("text".to_owned(), id.to_owned()), other, Vec::new())
    };
    unknown.map(says).collect()
}
