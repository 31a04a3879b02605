//! What the team says about smelters, kept with who, when and why: verdicts that the roll-up asks, and where smelters take
//! their ore from, which the figures ask.

use crate::access::{Reviewer, Viewer};
use crate::records::{Day, SmelterSourcing, SmelterVerdict, Takes, VerdictKind};
use crate::{FieldProblem, Result, ServiceError, Services, day_of};
use domain::references::{is_cid, normal_cid};
use domain::smelters::LicenceClass;
use domain::smelters::country::country_code;
use domain::smelters::matching::name_key;
use domain::{Metal, answer};
use rollup::verdicts::{Sourcing, Verdict};
use std::collections::HashMap;

/// Longest name, note or source, in characters.
const LONGEST: usize = 1_000;
/// What takes earlier words back.
pub const TAKE_BACK: &str = "take_back";

/// A verdict as it is asked for.
#[derive(Clone, Debug, Default)]
pub struct VerdictWanted {
    /// The number, or the name as suppliers wrote it.
    pub smelter: String,
    /// The key of its metal.
    pub metal: String,
    /// One of [`VerdictKind::KEYS`], or [`TAKE_BACK`].
    pub is: String,
    /// The number of the smelter that is meant instead.
    pub other: String,
    pub from: String,
    pub to: String,
    pub note: String,
}

/// What is said of where a smelter takes its ore from, as it is asked for.
#[derive(Clone, Debug, Default)]
pub struct SourcingWanted {
    pub cid: String,
    /// The key of [`Takes`], or [`TAKE_BACK`].
    pub takes: String,
    /// Countries by name or code, with commas or on lines of their own.
    pub countries: String,
    /// The key of the class.
    pub class: String,
    pub source: String,
    pub from: String,
    pub to: String,
}

/// Something that was said, and by whom.
#[derive(Clone, Debug)]
pub struct Attributed<T> {
    pub what: T,
    pub who: String,
}

/// What everything about a smelter is found by: its number, else its folded name.
pub fn smelter_key(text: &str) -> String {
    if is_cid(text) { normal_cid(text) } else { name_key(text) }
}

/// Those that still stand: what was taken back is gone, with the take-backs themselves.
fn standing<T, K: std::hash::Hash + Eq>(
    all: Vec<T>,
    key: impl Fn(&T) -> K,
    takes_back: impl Fn(&T) -> bool,
) -> Vec<T> {
    let mut last: HashMap<K, usize> = HashMap::new();
    for (at, one) in all.iter().enumerate().filter(|(_, one)| takes_back(one)) {
        last.insert(key(one), at);
    }
    let stands = |(at, one): &(usize, T)| last.get(&key(one)).is_none_or(|back| at > back);
    all.into_iter().enumerate().filter(stands).map(|(_, one)| one).collect()
}

impl Services {
    /// The verdicts that stand, as the roll-up takes them, the last one last.
    pub(crate) async fn verdicts(&self) -> Result<Vec<Verdict>> {
        let all = self.store.smelter_verdicts().await?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.member_names().await?;
        let standing = standing(all, |v| (v.metal, v.key.clone()), |v| v.kind.is_none());
        let verdict = |v: SmelterVerdict| {
            Some(Verdict {
                smelter: v.smelter,
                metal: v.metal,
                kind: v.kind?,
                from: v.from,
                to: v.to,
                note: v.note,
                by: names.get(&v.by).cloned().unwrap_or_default(),
                on: day_of(v.at),
            })
        };
        Ok(standing.into_iter().filter_map(verdict).collect())
    }

    /// Where smelters take their ore from, as the roll-up takes it: of one smelter, class and period the last word.
    pub(crate) async fn sourcing(&self) -> Result<Vec<Sourcing>> {
        let all = self.store.smelter_sourcing().await?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let names = self.member_names().await?;
        let standing = standing(all, |s| (s.cid.clone(), s.class), |s| s.takes.is_none());
        let mut out: Vec<Sourcing> = Vec::new();
        for s in standing {
            let Some(takes) = s.takes else { continue };
            out.retain(|o| (&o.cid, o.class, o.from, o.to) != (&s.cid, s.class, s.from, s.to));
            out.push(Sourcing {
                takes,
                by: names.get(&s.by).cloned().unwrap_or_default(),
                on: day_of(s.at),
                cid: s.cid,
                countries: s.countries,
                class: s.class,
                source: s.source,
                from: s.from,
                to: s.to,
            });
        }
        Ok(out)
    }
}

impl Viewer {
    /// What was decided about a smelter, by number or name, the last word first.
    pub async fn verdicts_on(&self, smelter: &str) -> Result<Vec<Attributed<SmelterVerdict>>> {
        let (key, names) = (smelter_key(smelter), self.services().member_names().await?);
        let all = self.services().store.smelter_verdicts().await?;
        let of = all.into_iter().rev().filter(|v| v.key == key);
        Ok(of.map(|v| Attributed { who: names.get(&v.by).cloned().unwrap_or_default(), what: v }).collect())
    }

    /// What was said of where a smelter takes its ore from, the last word first.
    pub async fn sourcing_of(&self, cid: &str) -> Result<Vec<Attributed<SmelterSourcing>>> {
        let (cid, names) = (normal_cid(cid), self.services().member_names().await?);
        let all = self.services().store.smelter_sourcing().await?;
        let of = all.into_iter().rev().filter(|s| s.cid == cid);
        Ok(of.map(|s| Attributed { who: names.get(&s.by).cloned().unwrap_or_default(), what: s }).collect())
    }
}

impl Reviewer {
    /// Decides about a smelter, or takes back what was decided.
    pub async fn judge_smelter(&self, wanted: VerdictWanted) -> Result<()> {
        self.everything()?;
        let services = self.services();
        let (smelter, key) = (answer::clean(&wanted.smelter).to_owned(), smelter_key(&wanted.smelter));
        let metal = domain::template::metal(&wanted.metal).ok_or(ServiceError::NotFound)?;
        let is_taken_back = wanted.is == TAKE_BACK;
        let mut problems = Vec::new();
        if key.is_empty() || smelter.chars().count() > LONGEST {
            return Err(ServiceError::NotFound);
        }
        let is = VerdictKind::of(&wanted.is, &wanted.other);
        match &is {
            None if !is_taken_back => problems.push(FieldProblem::new("is", "problem.required")),
            Some(is) => problems.extend(self.wrong_other(is, &key, metal).await?),
            None => {}
        }
        if is_taken_back && self.verdicts_on(&smelter).await?.iter().all(|v| v.what.metal != metal) {
            return Err(ServiceError::NotFound);
        }
        let [from, to] = period(("from", &wanted.from), ("to", &wanted.to), &mut problems);
        let note = told("note", &wanted.note, &mut problems);
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let (at, by) = (services.now(), self.member().id.clone());
        let made =
            SmelterVerdict { id: services.new_id(), metal, smelter, key, kind: is, from, to, note, at, by };
        let is = made.kind.as_ref();
        let detail = serde_json::json!({
            "metal": metal.key(), "smelter": made.smelter, "is": is.map_or(TAKE_BACK, VerdictKind::key),
            "other": is.and_then(VerdictKind::other), "from": made.from, "to": made.to, "why": made.note,
        });
        let log = self.did("smelter.judged", format!("smelter:{}", made.key), detail.to_string());
        Ok(services.store.put_smelter_verdict(made, log).await?)
    }

    /// What is wrong with the other smelter that a verdict names.
    async fn wrong_other(&self, is: &VerdictKind, key: &str, metal: Metal) -> Result<Option<FieldProblem>> {
        let Some(other) = is.other() else { return Ok(None) };
        let lists = self.services().smelters_in_force().await?;
        let facilities = lists.history.facilities(self.services().today());
        let found = facilities.iter().find(|f| f.cid == other);
        let fits = found.is_some_and(|f| f.metal.is_none_or(|m| m == metal)) && other != key;
        Ok((!fits).then(|| FieldProblem::with("other", "problem.smelter_cid", "cid", other)))
    }

    /// Says where a smelter takes its ore from, or takes that back.
    pub async fn say_sourcing(&self, wanted: SourcingWanted) -> Result<()> {
        self.everything()?;
        let services = self.services();
        let cid = normal_cid(&wanted.cid);
        let known = services.smelters_in_force().await?.history.facilities(services.today());
        if !known.iter().any(|f| f.cid == cid) {
            return Err(ServiceError::NotFound);
        }
        let mut problems = Vec::new();
        let takes = Takes::of(&wanted.takes);
        if takes.is_none() && wanted.takes != TAKE_BACK {
            problems.push(FieldProblem::new("takes", "problem.required"));
        }
        let class = LicenceClass::ALL.into_iter().find(|class| class.key() == wanted.class);
        if class.is_none() {
            problems.push(FieldProblem::new("class", "problem.required"));
        }
        let mut countries: Vec<String> = Vec::new();
        let named = wanted.countries.split([',', ';', '\n', '，', '；', '、']).map(answer::clean);
        for name in named.filter(|name| !name.is_empty()) {
            match country_code(name) {
                Some(code) if takes.is_some() => countries.push(code.to_owned()),
                Some(_) => {}
                None => problems.push(FieldProblem::with("countries", "problem.country", "name", name)),
            }
        }
        countries.sort();
        countries.dedup();
        if takes == Some(Takes::Countries) && countries.is_empty() {
            problems.push(FieldProblem::new("countries", "problem.required"));
        }
        let [from, to] = period(("since", &wanted.from), ("until", &wanted.to), &mut problems);
        let source = told("source", &wanted.source, &mut problems);
        let (at, by, id) = (services.now(), self.member().id.clone(), services.new_id());
        let class = class.unwrap_or_default();
        let made = SmelterSourcing { id, cid, takes, countries, class, source, from, to, at, by };
        // Whoever says both contradicts himself.
        if made.takes == Some(Takes::Outside) && as_asked(&made).is_covered() {
            problems.push(FieldProblem::new("countries", "problem.covered_country"));
        }
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let detail = serde_json::json!({
            "takes": made.takes.map_or(TAKE_BACK, Takes::key), "countries": made.countries,
            "class": class.key(), "source": made.source, "from": made.from, "to": made.to,
        });
        let log = self.did("smelter.sourcing", format!("smelter:{}", made.cid), detail.to_string());
        Ok(services.store.put_smelter_sourcing(made, log).await?)
    }
}

fn as_asked(s: &SmelterSourcing) -> Sourcing {
    let takes = s.takes.unwrap_or_default();
    Sourcing { takes, countries: s.countries.clone(), ..Sourcing::default() }
}

/// The first and the last day; none where none is said.
fn period(from: (&str, &str), to: (&str, &str), problems: &mut Vec<FieldProblem>) -> [Option<Day>; 2] {
    let [first, last] = [from, to].map(|(field, text)| {
        let day = answer::parse_date(text);
        if day.is_none() && !answer::is_blank(text) {
            problems.push(FieldProblem::new(field, "problem.date"));
        }
        day
    });
    if last.is_some() && last < first {
        problems.push(FieldProblem::new(to.0, "problem.period"));
    }
    [first, last]
}

/// A text that must be said.
fn told(field: &str, text: &str, problems: &mut Vec<FieldProblem>) -> String {
    let text = answer::clean(text).to_owned();
    if answer::is_blank(&text) {
        problems.push(FieldProblem::new(field, "problem.required"));
    } else if text.chars().count() > LONGEST {
        problems.push(FieldProblem::new(field, "problem.too_long"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_back_is_gone_and_what_came_later_stands() {
        let all = vec![("a", 1), ("b", 2), ("a", 0), ("a", 3), ("c", 0)];
        let left = standing(all, |(key, _)| *key, |(_, n)| *n == 0);
        // The take-back itself says nothing; callers pass over it.
        assert_eq!(left, [("b", 2), ("a", 3)]);
    }
}
