//! What accepted suppliers answer about metals, and about themselves.

use super::snapshot::Snapshot;
use super::suppliers::Asked;
use super::{Figures, Ref, Set, Value};
use crate::survey::Answer;
use domain::answer;
use domain::engine::{FormState, evaluate};
use domain::template::{Field, Section, option_text};
use std::collections::BTreeMap;

/// The figure of each question about metals.
const QUESTIONS: [(&str, u8); 6] = [("M2", 3), ("M3", 4), ("M4", 5), ("M5", 6), ("M6", 7), ("M7", 8)];

/// The answer that a figure of M1 to M8 counts: `q3.tin` of `M2.tin.yes`; none for other figures.
pub(super) fn field(id: &str) -> Option<String> {
    let (figure, rest) = id.split_once('.')?;
    // A key of a question about the company is one word, or one with the comment's name behind it.
    let part = rest.split('.').next()?;
    match figure {
        "M1" => Some(format!("q1.{part}")),
        "M8" => Some(part.to_owned()),
        _ => {
            let (_, question) = QUESTIONS.iter().find(|(of, _)| *of == figure)?;
            Some(format!("q{question}.{part}"))
        }
    }
}

/// An accepted supplier.
struct Accepted<'a> {
    /// The request of the declaration that is accepted.
    request: u32,
    answer: &'a Answer,
    form: FormState,
}

/// M1 to M8.
pub(super) fn figures(snapshot: &Snapshot, asked: &Asked, out: &mut Figures) {
    let template = snapshot.template;
    let read = |request: u32| {
        let answer = snapshot.survey.requests[request as usize].answer.as_ref()?;
        Some(Accepted { request, answer, form: evaluate(template, &answer.declaration) })
    };
    let accepted: Vec<Accepted> = asked.accepted.iter().flatten().filter_map(|at| read(*at)).collect();
    let all = Set::of(accepted.iter().map(|a| Ref::Revision(a.request)).collect());
    for metal in &template.metals {
        let yes = |a: &Accepted, q: &str| a.answer.declaration.is(&format!("{q}.{}", metal.key()), "Yes");
        let uses = accepted.iter().filter(|a| yes(a, "q1") && yes(a, "q2"));
        out.share(format!("M1.{}", metal.key()), uses.map(|a| Ref::Revision(a.request)).collect(), &all);
    }
    for (figure, question) in QUESTIONS {
        for metal in &template.metals {
            if let Some(field) = template.field(&format!("q{question}.{}", metal.key())) {
                distribution(&format!("{figure}.{}", metal.key()), field, &accepted, out);
            }
        }
    }
    for field in template.section(Section::new("policy")).filter(|field| field.comment_of.is_none()) {
        distribution(&format!("M8.{}", field.key), field, &accepted, out);
    }
}

/// How often each value is given by those that had to give one; what is blank or no value counts as well.
fn distribution(id: &str, field: &Field, accepted: &[Accepted], out: &mut Figures) {
    let mut by_value: BTreeMap<String, Vec<Ref>> = BTreeMap::new();
    for option in field.options() {
        by_value.insert(key(option), Vec::new());
    }
    let mut required = Vec::new();
    for one in accepted.iter().filter(|one| one.form.field(&field.key).required) {
        let said = one.answer.declaration.answer(&field.key);
        let value = match field.option(said) {
            Some(option) => key(option),
            None if answer::is_blank(said) => "blank".to_owned(),
            None => "other".to_owned(),
        };
        required.push(Ref::Revision(one.request));
        by_value.entry(value).or_default().push(Ref::Revision(one.request));
    }
    let required = Set::of(required);
    out.add(id.to_owned(), "", Value::Count(required.clone()));
    for (value, those) in by_value {
        out.share(format!("{id}.{value}"), those, &required);
    }
}

fn key(option: &str) -> String {
    option_text(option).trim_start_matches("option.").to_owned()
}
