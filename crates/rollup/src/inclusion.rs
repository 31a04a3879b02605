//! Which answers count: one of each supplier, by the settings.

use crate::left_out::NotCounted;
use crate::own::Own;
use crate::settings::{CompanyLevel, Settings};
use crate::survey::{Request, Scope, Survey};
use domain::workflow::RequestState;
use std::collections::BTreeSet;

/// What counts and what does not.
#[derive(Clone, Debug, Default)]
pub struct Inclusion {
    /// Of each request why its answer does not count; none where it does.
    pub requests: Vec<Option<NotCounted>>,
    /// Of each supplier whether it was asked and is in scope.
    pub in_scope: Vec<bool>,
    /// Of each supplier the request whose answer counts.
    pub answer_of: Vec<Option<u32>>,
}

impl Inclusion {
    pub fn new(survey: &Survey, own: &Own, settings: &Settings) -> Inclusion {
        let mut in_scope = vec![false; survey.suppliers.len()];
        let mut by_supplier: Vec<Vec<u32>> = vec![Vec::new(); survey.suppliers.len()];
        for (i, request) in survey.requests.iter().enumerate() {
            by_supplier[request.supplier as usize].push(i as u32);
        }
        let serves = serving(own, settings);
        let mut requests = vec![None; survey.requests.len()];
        let mut answer_of = vec![None; survey.suppliers.len()];
        for (s, of) in by_supplier.iter().enumerate() {
            let supplier = &survey.suppliers[s];
            let asked = |r: &&u32| {
                let request = &survey.requests[**r as usize];
                request.is_asked() && request.state != RequestState::OutOfScope
            };
            let is_asked = supplier.excluded.is_none() && of.iter().any(|r| asked(&r));
            let is_served = serves.as_ref().is_none_or(|ids| ids.contains(supplier.id.as_str()));
            in_scope[s] = is_asked && is_served;
            for r in of {
                let request = &survey.requests[*r as usize];
                requests[*r as usize] = match () {
                    () if !is_asked || request.state == RequestState::OutOfScope => {
                        Some(NotCounted::OutOfScope)
                    }
                    () if !is_served => Some(NotCounted::OtherProducts),
                    () => by_itself(request, settings),
                };
            }
            answer_of[s] = one_of(survey, of, settings, &mut requests);
        }
        Inclusion { requests, in_scope, answer_of }
    }

    /// The requests whose answers count, in the order of the suppliers' ids, so that nothing hangs on the order in which
    /// suppliers are given.
    pub fn counted(&self, survey: &Survey) -> Vec<u32> {
        let mut all: Vec<u32> = self.answer_of.iter().flatten().copied().collect();
        all.sort_by_key(|r| &survey.supplier_of(*r).id);
        all
    }
}

/// The suppliers of the lines that are answered for; none where all are.
fn serving<'a>(own: &'a Own, settings: &Settings) -> Option<BTreeSet<&'a str>> {
    settings.lines.as_ref()?;
    let lines = own.lines.iter().filter(|line| settings.takes(line));
    Some(lines.flat_map(|line| &line.suppliers).map(String::as_str).collect())
}

fn by_itself(request: &Request, settings: &Settings) -> Option<NotCounted> {
    let Some(answer) = &request.answer else { return Some(NotCounted::NoAnswer) };
    if !settings.states.contains(&request.state) {
        return Some(NotCounted::State);
    }
    // What nobody can read is no day that is recent enough.
    if settings.not_before.is_some_and(|day| answer.effective_on() < Some(day)) {
        return Some(NotCounted::TooOld);
    }
    match answer.scope {
        Scope::A if settings.company_level == CompanyLevel::Drop => Some(NotCounted::CompanyLevel),
        Scope::C if settings.widest.is_some_and(|rows| answer.rows.len() > rows as usize) => {
            Some(NotCounted::TooWide)
        }
        _ => None,
    }
}

/// Chooses one answer of a supplier: the last that came, after company-level ones have made way.
fn one_of(
    survey: &Survey,
    of: &[u32],
    settings: &Settings,
    requests: &mut [Option<NotCounted>],
) -> Option<u32> {
    let scope = |r: u32| survey.requests[r as usize].answer.as_ref().map(|a| a.scope);
    let counting = |requests: &[Option<NotCounted>]| {
        of.iter().copied().filter(|r| requests[*r as usize].is_none()).collect::<Vec<_>>()
    };
    if settings.company_level == CompanyLevel::DropWhereProductLevel {
        let left = counting(requests);
        if left.iter().any(|r| scope(*r) == Some(Scope::B)) {
            for r in left.iter().filter(|r| scope(**r) == Some(Scope::A)) {
                requests[*r as usize] = Some(NotCounted::CompanyLevel);
            }
        }
    }
    let left = counting(requests);
    let came = |r: &u32| {
        let request = &survey.requests[*r as usize];
        (request.answer.as_ref().map(|a| a.received_on), request.id.as_str())
    };
    let last = left.iter().copied().max_by(|a, b| came(a).cmp(&came(b)))?;
    for r in left.into_iter().filter(|r| *r != last) {
        requests[r as usize] = Some(NotCounted::AnotherAnswer);
    }
    Some(last)
}
