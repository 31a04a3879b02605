//! What came: rates, classes of answers, scopes, effort.

use super::snapshot::Snapshot;
use super::suppliers::{Asked, by_relationship, weighed};
use super::{Figures, Ref, Set, Value};
use crate::survey::{Answer, Request, Scope};
use domain::workflow::RequestState;
use domain::{Template, answer};

/// What a surveyed supplier's answer comes to: each has exactly one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerClass {
    /// No metal is in its products.
    NoMetal,
    /// Smelters, for products that it lists.
    Products,
    /// Smelters, for the company as a whole or a scope of its own.
    Company,
    /// A metal, or none ruled out, and no smelter.
    NoSmelter,
    /// Declined, or waived by the team.
    Declined,
    Silent,
}

impl AnswerClass {
    pub const ALL: [AnswerClass; 6] = [
        AnswerClass::NoMetal,
        AnswerClass::Products,
        AnswerClass::Company,
        AnswerClass::NoSmelter,
        AnswerClass::Declined,
        AnswerClass::Silent,
    ];

    /// The part of a figure's id.
    pub fn key(self) -> &'static str {
        match self {
            AnswerClass::NoMetal => "no_metal",
            AnswerClass::Products => "products",
            AnswerClass::Company => "company",
            AnswerClass::NoSmelter => "no_smelter",
            AnswerClass::Declined => "declined",
            AnswerClass::Silent => "silent",
        }
    }
}

fn class(snapshot: &Snapshot, asked: &Asked, supplier: u32) -> AnswerClass {
    let request = |r: u32| &snapshot.survey.requests[r as usize];
    let waived = |r: &u32| matches!(request(*r).state, RequestState::Declined | RequestState::OutOfScope);
    let Some(answer) = asked.answered[supplier as usize].and_then(|r| request(r).answer.as_ref()) else {
        return match asked.requests[supplier as usize].iter().any(waived) {
            true => AnswerClass::Declined,
            false => AnswerClass::Silent,
        };
    };
    match () {
        () if asked.requests[supplier as usize].iter().all(waived) => AnswerClass::Declined,
        () if snapshot.template.metals.iter().all(|m| is_no(answer, m.key())) => AnswerClass::NoMetal,
        () if answer.rows.is_empty() => AnswerClass::NoSmelter,
        () if answer.scope == Scope::B => AnswerClass::Products,
        () => AnswerClass::Company,
    }
}

fn is_no(answer: &Answer, metal: &str) -> bool {
    ["q1", "q2"].iter().any(|q| answer::same(answer.declaration.answer(&format!("{q}.{metal}")), "No"))
}

fn has_metal(answer: &Answer, template: &Template) -> bool {
    let yes = |q: &str, metal: &str| answer::same(answer.declaration.answer(&format!("{q}.{metal}")), "Yes");
    template.metals.iter().any(|m| yes("q1", m.key()) && yes("q2", m.key()))
}

/// R1 to R10.
pub(super) fn figures(snapshot: &Snapshot, asked: &Asked, out: &mut Figures) {
    let survey = snapshot.survey;
    let request = |r: u32| -> &Request { &survey.requests[r as usize] };
    let accepted_answer = |s: u32| asked.accepted[s as usize].and_then(|r| request(r).answer.as_ref());
    let has_answered = |s: u32| asked.answered[s as usize].is_some();

    let responded = Set::of(asked.where_supplier(has_answered));
    out.share("R1", responded.refs().to_vec(), &asked.surveyed);
    by_relationship(snapshot, "R1", out);
    let is_late = |s: u32| !has_answered(s) && asked.requests[s as usize].iter().any(|r| request(*r).late);
    out.share("R1L", asked.where_supplier(is_late), &asked.surveyed);
    let accepted = Set::of(asked.where_supplier(|s| accepted_answer(s).is_some()));
    out.share("R2", accepted.refs().to_vec(), &asked.surveyed);
    by_relationship(snapshot, "R2", out);
    let is_reached = |s: u32| !asked.requests[s as usize].iter().all(|r| request(*r).undeliverable);
    let reached = Set::of(asked.where_supplier(is_reached));
    out.share("R3", asked.where_supplier(|s| is_reached(s) && has_answered(s)), &reached);
    let is_important = |s: u32| survey.suppliers[s as usize].priority;
    let important = Set::of(asked.where_supplier(is_important));
    let which = snapshot
        .facts
        .important
        .map_or(String::new(), |percent| format!("the largest that together have {percent} % of the spend"));
    let n = Set::of(asked.where_supplier(|s| is_important(s) && has_answered(s)));
    out.add("R4".into(), &which, Value::Share { n, of: important });
    weighed(snapshot, "R5", responded.refs().to_vec(), asked.surveyed.refs(), out);
    let is_clean = |s: u32| accepted_answer(s).is_some_and(|a| a.open_warnings + a.explained == 0);
    out.share("R6", asked.where_supplier(is_clean), &responded);
    let at_once = |s: u32| accepted_answer(s).is_some_and(|a| a.revision == 1);
    out.share("R7", asked.where_supplier(at_once), &accepted);

    for of in AnswerClass::ALL {
        let is = |s: u32| class(snapshot, asked, s) == of;
        out.share(format!("R8.{}", of.key()), asked.where_supplier(is), &asked.surveyed);
    }
    let in_scope = |s: u32| accepted_answer(s).is_some_and(|a| has_metal(a, snapshot.template));
    let with_metal = Set::of(asked.where_supplier(in_scope));
    out.add("R9".into(), "", Value::Count(with_metal.clone()));
    for (scope, key) in [(Scope::A, "a"), (Scope::B, "b"), (Scope::C, "c")] {
        let is = |s: u32| in_scope(s) && accepted_answer(s).is_some_and(|a| a.scope == scope);
        out.share(format!("R9.{key}"), asked.where_supplier(is), &with_metal);
    }
    effort(snapshot, asked, out);
}

/// R10.
fn effort(snapshot: &Snapshot, asked: &Asked, out: &mut Figures) {
    let request = |r: &u32| &snapshot.survey.requests[*r as usize];
    let all = || asked.requests.iter().flatten();
    for (id, count) in [
        ("R10.reminders", (|r: &Request| r.reminders) as fn(&Request) -> u32),
        ("R10.sent_back", |r| r.sent_back),
    ] {
        let those = all().filter(|r| count(request(r)) > 0).map(|r| Ref::Request(*r));
        let sum = all().map(|r| u64::from(count(request(r)))).sum();
        out.add(id.to_owned(), "", Value::Count(Set::weighing(those.collect(), sum)));
    }
    let letters = |of: &&Vec<u32>| !of.is_empty();
    let letters = asked.requests.iter().filter(letters);
    let mut rounds: Vec<u64> =
        letters.map(|of| of.iter().map(|r| 1 + u64::from(request(r).reminders)).sum()).collect();
    rounds.sort_unstable();
    let n = rounds.len();
    let at = |i: usize| rounds.get(i).copied().unwrap_or(0);
    // For an odd number the middle one twice.
    let twice_median = if n == 0 { 0 } else { at((n - 1) / 2) + at(n / 2) };
    let max = rounds.last().copied().unwrap_or(0);
    let of = asked.surveyed.clone();
    out.add("R10.rounds".into(), "", Value::Spread { twice_median, max, of });
    // A snapshot of when calls were not kept says nothing of them.
    let kept = || all().filter_map(|r| request(r).calls.map(|calls| (*r, calls)));
    if kept().next().is_none() {
        return out.not_recorded("R10.calls");
    }
    let called = kept().filter(|(_, calls)| *calls > 0).map(|(r, _)| Ref::Request(r));
    let sum = kept().map(|(_, calls)| u64::from(calls)).sum();
    out.add("R10.calls".into(), "", Value::Count(Set::weighing(called.collect(), sum)));
}
