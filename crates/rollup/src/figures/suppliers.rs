//! Who is known, in scope, excluded and surveyed.

use super::snapshot::Snapshot;
use super::{Figures, Ref, Set, Value};
use crate::survey::Relationship;
use domain::workflow::RequestState;
use std::collections::BTreeMap;

/// What the rates rest on: of each supplier its requests that were sent, and its answers.
pub(super) struct Asked {
    /// Of each supplier the requests that were sent and not withdrawn.
    pub(super) requests: Vec<Vec<u32>>,
    /// Of each supplier the request of its last answer.
    pub(super) answered: Vec<Option<u32>>,
    /// Of each supplier the request of the answer that was accepted.
    pub(super) accepted: Vec<Option<u32>>,
    /// P4.
    pub(super) surveyed: Set,
}

impl Asked {
    fn new(snapshot: &Snapshot) -> Asked {
        let survey = snapshot.survey;
        let n = survey.suppliers.len();
        let mut out = Asked {
            requests: vec![Vec::new(); n],
            answered: vec![None; n],
            accepted: vec![None; n],
            surveyed: Set::default(),
        };
        for (i, request) in survey.requests.iter().enumerate().filter(|(_, r)| r.is_asked()) {
            out.requests[request.supplier as usize].push(i as u32);
        }
        let came = |r: &u32| {
            let request = &survey.requests[*r as usize];
            (request.answer.as_ref().map(|a| a.received_on), request.id.as_str())
        };
        for s in 0..n {
            let of = out.requests[s].iter().copied();
            let given = of.filter(|r| survey.requests[*r as usize].answer.is_some()).collect::<Vec<_>>();
            let is_accepted = |r: &u32| survey.requests[*r as usize].state == RequestState::Accepted;
            let accepted = || given.iter().copied().filter(is_accepted);
            // The answer that counts in the roll-up, where it is among them.
            let counting = accepted().find(|r| snapshot.rollup.inclusion.answer_of[s] == Some(*r));
            out.accepted[s] = counting.or_else(|| accepted().max_by(|a, b| came(a).cmp(&came(b))));
            out.answered[s] = given.iter().copied().max_by(|a, b| came(a).cmp(&came(b)));
        }
        let surveyed = (0..n as u32).filter(|s| !out.requests[*s as usize].is_empty());
        out.surveyed = Set::of(surveyed.map(Ref::Supplier).collect());
        out
    }

    /// The suppliers that were surveyed and are so.
    pub(super) fn where_supplier(&self, is: impl Fn(u32) -> bool) -> Vec<Ref> {
        let of = |r: &&Ref| matches!(r, Ref::Supplier(s) if is(*s));
        self.surveyed.refs().iter().filter(of).copied().collect()
    }
}

/// P1 to P5.
pub(super) fn figures(snapshot: &Snapshot, out: &mut Figures) -> Asked {
    let survey = snapshot.survey;
    let asked = Asked::new(snapshot);
    let all = || 0..survey.suppliers.len() as u32;
    let is_excluded = |s: &u32| survey.suppliers[*s as usize].excluded.is_some();
    let refs = |suppliers: &mut dyn Iterator<Item = u32>| suppliers.map(Ref::Supplier).collect::<Vec<_>>();
    let known = Set::of(refs(&mut all()));
    let in_scope = Set::of(refs(&mut all().filter(|s| !is_excluded(s))));
    out.add("P1".into(), "", Value::Count(known.clone()));
    by_relationship(snapshot, "P1", out);
    out.share("P2", in_scope.refs().to_vec(), &known);
    by_relationship(snapshot, "P2", out);
    out.share("P3", refs(&mut all().filter(is_excluded)), &known);
    by_relationship(snapshot, "P3", out);
    let mut reasons: BTreeMap<&str, Vec<Ref>> = BTreeMap::new();
    for s in all() {
        if let Some(reason) = &survey.suppliers[s as usize].excluded {
            reasons.entry(reason).or_default().push(Ref::Supplier(s));
        }
    }
    for (reason, of) in reasons {
        out.share(format!("P3.{}", reason.replace(['.', '/'], " ")), of, &known);
    }
    out.share("P4", asked.surveyed.refs().to_vec(), &known);
    by_relationship(snapshot, "P4", out);
    out.count("P4.inquiries", asked.requests.iter().flatten().map(|r| Ref::Request(*r)).collect());
    weighed(snapshot, "P5", asked.surveyed.refs().to_vec(), in_scope.refs(), out);
    by_relationship(snapshot, "P5", out);
    asked
}

/// The same figure for each relationship: a share of those of that relationship.
pub(super) fn by_relationship(snapshot: &Snapshot, id: &str, out: &mut Figures) {
    let Some(figure) = out.get(id) else { return };
    let value = figure.value.clone();
    for &relationship in Relationship::ALL {
        let of_kind = |set: &Set| {
            let is = |r: &&Ref| match r {
                Ref::Supplier(s) => snapshot.survey.suppliers[*s as usize].relationship == relationship,
                _ => false,
            };
            let those = set.refs().iter().filter(is).copied().collect::<Vec<_>>();
            if set.is_weight { Set::weighing(those.clone(), sum(snapshot, &those)) } else { Set::of(those) }
        };
        let id = format!("{id}/{}", relationship.key());
        match &value {
            Value::Share { n, of } => {
                out.add(id, "", Value::Share { n: of_kind(n), of: of_kind(of) });
            }
            Value::Count(n) => out.add(id, "", Value::Count(of_kind(n))),
            Value::Spread { .. } | Value::Facts(_) | Value::NotRecorded => {}
        }
    }
}

/// A share of spend; not recorded where nobody stated any.
pub(super) fn weighed(snapshot: &Snapshot, id: &str, mut n: Vec<Ref>, of: &[Ref], out: &mut Figures) {
    n.retain(|r| of.contains(r));
    if of.iter().all(|r| spend(snapshot, r).is_none()) {
        return out.not_recorded(id);
    }
    let (weight, whole) = (sum(snapshot, &n), sum(snapshot, of));
    let value = Value::Share { n: Set::weighing(n, weight), of: Set::weighing(of.to_vec(), whole) };
    out.add(id.to_owned(), "", value);
}

fn spend(snapshot: &Snapshot, of: &Ref) -> Option<u64> {
    match of {
        Ref::Supplier(s) => snapshot.survey.suppliers[*s as usize].spend,
        _ => None,
    }
}

fn sum(snapshot: &Snapshot, of: &[Ref]) -> u64 {
    of.iter().filter_map(|r| spend(snapshot, r)).sum()
}
