//! What was reported of smelters: rows, entries, facilities, status, origin, changes.

use super::snapshot::{Earlier, Snapshot};
use super::{Figures, Ref, Set, Value};
use crate::left_out::LeftOut;
use crate::lists::{Known, Takes};
use crate::merge::Smelter;
use crate::resolve::Who;
use domain::Template;
use domain::smelters::StatusClass;
use std::collections::{BTreeMap, BTreeSet};

/// A facility with where it is known to take its ore from.
struct Facility<'a> {
    at: u32,
    smelter: &'a Smelter,
    known: &'a Known,
    cid: &'a str,
    /// Whether it sources from a covered country by data for members, by another list, by a row.
    members: bool,
    lists: bool,
    declared: bool,
    /// Whether somebody says that it takes nothing from there.
    outside: bool,
    recycled: bool,
}

impl Facility<'_> {
    fn is_covered(&self) -> bool {
        self.members || self.lists || self.declared
    }

    /// Whether an origin is known, and none that is or may be covered.
    fn is_outside(&self) -> bool {
        let is_known = self.outside || !self.smelter.origins.is_empty();
        !self.is_covered() && is_known && self.smelter.may_be_covered.is_empty()
    }
}

/// S1 to S10 and O1.
pub(super) fn figures(snapshot: &Snapshot, out: &mut Figures) {
    let (survey, merged) = (snapshot.survey, &snapshot.rollup.merged);
    let requests = snapshot.rollup.inclusion.counted(survey);
    let answers = requests.iter().filter_map(|r| survey.requests[*r as usize].answer.as_ref());
    let rows = Set::of(answers.flat_map(|a| a.rows.clone()).map(Ref::Row).collect());
    out.add("S1".into(), "", Value::Count(rows.clone()));
    let named = (0..).zip(&merged.smelters).filter(|(_, s)| s.key.who != Who::NotIdentified);
    let entries = Set::of(named.map(|(i, _)| Ref::Smelter(i)).collect());
    out.add("S2".into(), "", Value::Count(entries.clone()));

    let facilities: Vec<Facility> = snapshot.facilities().map(|f| facility(snapshot, f)).collect();
    statuses(snapshot, &facilities, &entries, out);
    origins(snapshot.template, &facilities, out);
    taken_off(snapshot, &facilities, &entries, out);
    apart(snapshot, &facilities, out);
    changes(snapshot, &facilities, out);
    left_out(snapshot, out);
    countries(snapshot, &rows, out);
}

fn facility<'a>(
    snapshot: &Snapshot<'a>,
    (at, smelter, known): (u32, &'a Smelter, &'a Known),
) -> Facility<'a> {
    let cid = smelter.key.cid().unwrap_or_default();
    let says = || snapshot.lists.sourcing_of(cid);
    let covered = |published| says().any(|s| s.class.may_be_published() == published && s.is_covered());
    let recycler = says().any(|s| s.takes == Takes::Recycled) || snapshot.lists.recyclers.contains(cid);
    Facility {
        at,
        smelter,
        known,
        cid,
        members: covered(false),
        lists: covered(true),
        declared: !smelter.covered.is_empty(),
        outside: says().any(|s| s.takes == Takes::Outside),
        recycled: smelter.is_recycled_by_all() || recycler,
    }
}

fn refs<'a>(of: impl Iterator<Item = &'a Facility<'a>>) -> Vec<Ref> {
    of.map(|f| Ref::Smelter(f.at)).collect()
}

/// S3, S4 and S5.
fn statuses(snapshot: &Snapshot, facilities: &[Facility], entries: &Set, out: &mut Figures) {
    let rule = snapshot.facts.facilities.words();
    let all = Set::of(refs(facilities.iter()));
    out.add("S3".into(), rule, Value::Share { n: all.clone(), of: entries.clone() });
    let share = |id: String, of_all: &Set, is: &dyn Fn(&Facility) -> bool, out: &mut Figures| {
        let n = Set::of(refs(facilities.iter().filter(|f| is(f))));
        out.add(id, rule, Value::Share { n, of: of_all.clone() });
    };
    let metals: Vec<(usize, &str)> = snapshot.template.metals.iter().map(|m| m.key()).enumerate().collect();
    for (m, key) in &metals {
        share(format!("S3.{key}"), entries, &|f| f.smelter.key.metal == *m, out);
    }
    for status in StatusClass::ALL {
        share(format!("S4.{}", status.key()), &all, &|f| f.known.status == status, out);
    }
    for (m, key) in &metals {
        let of_metal = Set::of(refs(facilities.iter().filter(|f| f.smelter.key.metal == *m)));
        for status in StatusClass::ALL {
            let is = |f: &Facility| f.smelter.key.metal == *m && f.known.status == status;
            share(format!("S4.{key}.{}", status.key()), &of_metal, &is, out);
        }
    }
    let works = |f: &Facility| f.known.status != StatusClass::Inoperative;
    let takes_part = |f: &Facility| f.known.takes_part();
    let working = Set::of(refs(facilities.iter().filter(|f| works(f))));
    share("S5".into(), &working, &takes_part, out);
    for (m, key) in &metals {
        let of = Set::of(refs(facilities.iter().filter(|f| works(f) && f.smelter.key.metal == *m)));
        share(format!("S5.{key}"), &of, &|f| takes_part(f) && f.smelter.key.metal == *m, out);
    }
}

/// S6, S7 and S8.
fn origins(template: &Template, facilities: &[Facility], out: &mut Figures) {
    let all = Set::of(refs(facilities.iter()));
    let those = |is: &dyn Fn(&Facility) -> bool| refs(facilities.iter().filter(|f| is(f)));
    let covered = those(&|f| f.is_covered());
    out.share("S6", covered.clone(), &all);
    out.share("S6.members", those(&|f| f.members), &all);
    out.share("S6.lists", those(&|f| f.lists), &all);
    out.share("S6.declared", those(&|f| f.declared), &all);
    let covered = Set::of(covered);
    out.share("S6.taking_part", those(&|f| f.is_covered() && f.known.takes_part()), &covered);
    out.share("S7", those(&|f| f.recycled), &all);
    out.share("S8", those(&|f| f.is_outside()), &all);
    out.share("S8.none", those(&|f| !f.is_covered() && !f.is_outside()), &all);
    for (m, metal) in template.metals.iter().enumerate() {
        let of = |f: &Facility| f.smelter.key.metal == m;
        let all = Set::of(those(&of));
        out.share(format!("S6.{}", metal.key()), those(&|f| of(f) && f.is_covered()), &all);
        out.share(format!("S7.{}", metal.key()), those(&|f| of(f) && f.recycled), &all);
        out.share(format!("S8.{}", metal.key()), those(&|f| of(f) && f.is_outside()), &all);
    }
}

/// S11: what a report shows as a list of its own.
fn taken_off(snapshot: &Snapshot, facilities: &[Facility], entries: &Set, out: &mut Figures) {
    let counted: BTreeSet<u32> = facilities.iter().map(|f| f.at).collect();
    let known = |s: &Smelter| snapshot.lists.known(s.key.cid()?).filter(|known| known.removal.is_some());
    let gone = (0..).zip(&snapshot.rollup.merged.smelters).filter(|(at, _)| !counted.contains(at));
    let gone: Vec<(u32, StatusClass)> = gone.filter_map(|(at, s)| Some((at, known(s)?.status))).collect();
    out.share("S11", gone.iter().map(|(at, _)| Ref::Smelter(*at)).collect(), entries);
    let why: BTreeSet<StatusClass> = gone.iter().map(|(_, status)| *status).collect();
    for status in why {
        let of = gone.iter().filter(|(_, s)| *s == status).map(|(at, _)| Ref::Smelter(*at));
        out.share(format!("S11.{}", status.key()), of.collect(), entries);
    }
}

/// S12, S13 and S14.
fn apart(snapshot: &Snapshot, facilities: &[Facility], out: &mut Figures) {
    let all = Set::of(refs(facilities.iter()));
    let those = |is: &dyn Fn(&Facility) -> bool| refs(facilities.iter().filter(|f| is(f)));
    let stands_apart = |f: &Facility| !f.known.takes_part();
    out.share("S12", those(&stands_apart), &all);
    out.share("S12.covered", those(&|f| stands_apart(f) && f.is_covered()), &all);
    out.share("S12.elsewhere", those(&|f| stands_apart(f) && f.is_outside()), &all);
    out.share("S12.unknown", those(&|f| stands_apart(f) && !f.is_covered() && !f.is_outside()), &all);
    out.share("S13", those(&|f| f.known.takes_part() || f.recycled || f.is_outside()), &all);
    if snapshot.lists.classes.is_empty() {
        return out.not_recorded("S14");
    }
    let class = |f: &Facility| snapshot.lists.classes.get(f.cid).map_or("none", String::as_str);
    let classes: BTreeSet<&str> = facilities.iter().map(class).collect();
    out.share("S14", those(&|f| snapshot.lists.classes.contains_key(f.cid)), &all);
    for name in classes {
        out.share(format!("S14.{}", name.replace(['.', '/'], " ")), those(&|f| class(f) == name), &all);
    }
}

/// S9.
fn changes(snapshot: &Snapshot, facilities: &[Facility], out: &mut Figures) {
    let all = Set::of(refs(facilities.iter()));
    match snapshot.earlier {
        None => ["S9.new", "S9.dropped", "S9.changed"].iter().for_each(|id| out.not_recorded(id)),
        Some(earlier) => {
            let metal = |f: &Facility| snapshot.template.metals[f.smelter.key.metal];
            let before = |f: &Facility| -> Option<&Earlier> {
                earlier.iter().find(|e| e.cid == f.cid && e.metal == metal(f))
            };
            let new = refs(facilities.iter().filter(|f| before(f).is_none()));
            let changed = |f: &&Facility| before(f).is_some_and(|e| e.status != f.known.status);
            let still = |e: &Earlier| facilities.iter().any(|f| f.cid == e.cid && metal(f) == e.metal);
            let dropped = (0..).zip(earlier).filter(|(_, e)| !still(e)).map(|(i, _)| Ref::Earlier(i));
            out.share("S9.new", new, &all);
            out.count("S9.dropped", dropped.collect());
            out.share("S9.changed", refs(facilities.iter().filter(changed)), &all);
        }
    }
    match snapshot.year_end {
        None => out.not_recorded("S9.since_year_end"),
        Some(lists) => {
            let then = |f: &Facility| lists.known(f.cid).map(|known| known.status);
            let changed = facilities.iter().filter(|f| then(f) != Some(f.known.status));
            out.share("S9.since_year_end", refs(changed), &all);
        }
    }
}

/// S10.
fn left_out(snapshot: &Snapshot, out: &mut Figures) {
    let came = snapshot.survey.requests.iter().filter_map(|r| r.answer.as_ref());
    let came = Set::of(came.flat_map(|a| a.rows.clone()).map(Ref::Row).collect());
    let all = &snapshot.rollup.left_out;
    out.share("S10", all.iter().map(|l| Ref::Row(l.row)).collect(), &came);
    for reason in LeftOut::ALL {
        let of = all.iter().filter(|l| l.reason == *reason).map(|l| Ref::Row(l.row));
        out.share(format!("S10.{}", reason.key()), of.collect(), &came);
    }
}

/// O1.
fn countries(snapshot: &Snapshot, rows: &Set, out: &mut Figures) {
    let code = |text: &String| <[u8; 2]>::try_from(text.as_bytes()).ok().map(Ref::Country);
    let sources = |published: bool| {
        let reported: BTreeSet<&str> =
            snapshot.rollup.merged.smelters.iter().filter_map(|s| s.key.cid()).collect();
        let of = reported.into_iter().flat_map(|cid| snapshot.lists.sourcing_of(cid));
        let of = of.filter(|s| s.class.may_be_published() == published);
        of.flat_map(|s| &s.countries).filter_map(code).collect::<Vec<_>>()
    };
    out.count("O1.members", sources(false));
    out.count("O1.lists", sources(true));
    let declared = snapshot.rollup.merged.smelters.iter().flat_map(|s| &s.declared_origins);
    out.count("O1.declared", declared.filter_map(code).collect());
    let mut says_nothing: BTreeMap<crate::survey::Text, bool> = BTreeMap::new();
    let unknown = rows.refs().iter().filter(|r| {
        let Ref::Row(row) = r else { return false };
        let text = snapshot.survey.rows()[*row as usize].mine_country;
        *says_nothing.entry(text).or_insert_with(|| {
            let origin = crate::origin::Origin::of(snapshot.survey.text(text), snapshot.lists);
            !text.is_blank() && origin.countries.is_empty() && !origin.is_scrap
        })
    });
    out.share("O1.unknown", unknown.copied().collect(), rows);
}
