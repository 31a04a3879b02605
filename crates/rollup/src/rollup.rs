//! The roll-up itself.

use crate::inclusion::Inclusion;
use crate::leak::Needles;
use crate::left_out::{LeftOut, NotCounted};
use crate::lists::Lists;
use crate::merge::{LeftOutRow, Merged, merge};
use crate::origin::Origins;
use crate::outgoing;
use crate::own::Own;
use crate::questions::{Evidence, QuestionContext};
use crate::reported::Reporting;
use crate::resolve::Resolver;
use crate::rolled_up::Rollup;
use crate::rules::{Cell, Rule};
use crate::settings::Settings;
use crate::stance::Stances;
use crate::survey::Survey;
use domain::template::Section;
use domain::{Template, answer};

/// Rolls the answers that count up into one declaration of the company.
pub fn rollup(survey: &Survey, own: &Own, lists: &Lists, settings: &Settings, template: &Template) -> Rollup {
    let inclusion = Inclusion::new(survey, own, settings);
    let stances = Stances::new(survey, &inclusion, template);
    let context = |metal| QuestionContext { survey, own, settings, template, stances: &stances, metal };
    let gates: Vec<[Cell; 2]> = (0..template.metals.len())
        .map(|m| {
            let used = context(m).used();
            let remains = context(m).remains(&used);
            [used, remains]
        })
        .collect();
    let is_no = |m: usize| gates[m].iter().any(|cell| answer::same(&cell.value, "No"));
    let gated = |supplier, m| is_no(m) || stances.of(supplier, m).is_no();

    let resolver = Resolver::new(survey, lists, template);
    let origins = Origins::new(survey, lists);
    let counted = inclusion.counted(survey);
    let mut merged = merge(survey, &counted, &gated, (template, lists, &resolver), &origins);
    let needles = Needles::of(survey);
    let reporting = Reporting { survey, lists, resolver: &resolver, needles: &needles };
    let smelters = reporting.all(&mut merged);
    let left_out = left_out(survey, &inclusion, &mut merged);

    let mut cells = Vec::new();
    let details: Vec<Vec<Cell>> = gates
        .iter()
        .enumerate()
        .map(|(m, [used, remains])| {
            let of_metal = |l: &&LeftOutRow| l.metal.is_none_or(|metal| usize::from(metal) == m);
            let evidence = Evidence {
                reported: smelters.iter().filter(|r| r.key.metal == m).collect(),
                left_out: left_out.iter().filter(of_metal).copied().collect(),
            };
            context(m).details([used, remains], &evidence)
        })
        .collect();
    let (used, remains): (Vec<Cell>, Vec<Cell>) = gates.iter().cloned().map(|[a, b]| (a, b)).unzip();
    cells.extend(used);
    cells.extend(remains);
    for question in 0..6 {
        cells.extend(details.iter().map(|of_metal| of_metal[question].clone()));
    }
    cells.extend(policy(own, template, &cells));

    let mut rollup = Rollup { cells, smelters, inclusion, merged, left_out, ..Rollup::default() };
    rollup.declaration = outgoing::declaration(&rollup, own, settings, template);
    rollup.leaks = rollup.search(&needles);
    rollup
}

/// A to H: the company's own, asked as soon as a metal is in scope or may be.
fn policy(own: &Own, template: &Template, cells: &[Cell]) -> Vec<Cell> {
    let q2 = cells.iter().filter(|cell| cell.key.starts_with("q2."));
    let is_asked = q2.clone().any(|cell| cell.rule != Rule::NotAsked && !answer::same(&cell.value, "No"));
    let fields = template.section(Section::new("policy")).filter(|field| field.comment_of.is_none());
    let cell = |key: &str| {
        let said = own.answers.get(key).map(|own| own.value.as_str()).filter(|said| !answer::is_blank(said));
        let (value, rule, is_open) = match (is_asked, said) {
            (false, _) => ("", Rule::NotAsked, false),
            (true, Some(said)) => (said, Rule::Policy, false),
            (true, None) => ("", Rule::PolicyOpen, true),
        };
        Cell {
            key: key.to_owned(),
            value: value.to_owned(),
            rule,
            pro: Vec::new(),
            contra: Vec::new(),
            silent: Vec::new(),
            rows: Vec::new(),
            lines: Vec::new(),
            is_open,
        }
    };
    fields.map(|field| cell(&field.key)).collect()
}

/// Every row that is not written, with one reason: a row that is also a duplicate has the graver one.
fn left_out(survey: &Survey, inclusion: &Inclusion, merged: &mut Merged) -> Vec<LeftOutRow> {
    let mut out = std::mem::take(&mut merged.left_out);
    for (request, why) in survey.requests.iter().zip(&inclusion.requests) {
        let (Some(answer), Some(why)) = (&request.answer, why) else { continue };
        let reason = match why {
            NotCounted::CompanyLevel | NotCounted::TooWide => LeftOut::ScopeFilter,
            _ => LeftOut::NotIncluded,
        };
        out.extend(answer.rows.clone().map(|row| LeftOutRow {
            row,
            reason,
            metal: merged.metals[survey.rows()[row as usize].called as usize],
        }));
    }
    out.sort_by(|a, b| a.row.cmp(&b.row).then_with(|| b.reason.cmp(&a.reason)));
    out.dedup_by_key(|l| l.row);
    out
}
