//! The answers, with the findings where they belong.

use super::{FindingView, Review, finding, queries, severity};
use crate::desk::T;
use crate::desk::parts::{number, when};
use leptos::prelude::*;

/// A section of the declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerGroup {
    pub key: String,
    pub title: String,
    pub questions: Vec<Question>,
}

/// A question with its answers: one, or one for each metal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Its printed number.
    pub number: String,
    /// Its wording.
    pub label: String,
    pub answers: Vec<Answer>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The field.
    pub key: String,
    /// The metal's name, where there are several answers.
    pub metal: String,
    /// Where, in words.
    pub place: String,
    /// What was answered, in the reader's language where it is one of the allowed values.
    pub value: String,
    /// The comment that goes with it.
    pub comment: String,
    /// Whether it differs from the submission before.
    pub changed: bool,
    /// What the rules say about it and its comment.
    pub findings: Vec<FindingView>,
    /// Texts of open queries about it.
    pub queries: Vec<String>,
}

/// Draws the answers.
pub(super) fn answers(t: T, p: &Review, write: bool) -> AnyView {
    let groups: Vec<_> = p
        .groups
        .iter()
        .map(|g| {
            let id = format!("section-{}", g.key);
            let questions: Vec<_> = g.questions.iter().map(|q| question(t, p, q, write)).collect();
            view! {
                <section class="panel answers" aria-labelledby=id.clone()>
                    <h2 id=id.clone()>{g.title.clone()}</h2>
                    {questions}
                </section>
            }
        })
        .collect();
    view! { {overall(t, p)}{groups} }.into_any()
}

/// All findings in short, each leading to its place.
fn overall(t: T, p: &Review) -> AnyView {
    let later: Vec<_> = p
        .judged_later
        .iter()
        .map(|(at, text)| view! { <li class="minor">{when(*at)}" · "{text.clone()}</li> })
        .collect();
    let later = (!later.is_empty()).then(|| view! { <ul class="judged-later">{later}</ul> });
    if p.findings.is_empty() {
        return view! { <p class="notice notice-good">{t.get("desk.review.clean")}</p>{later} }.into_any();
    }
    let items: Vec<_> = p
        .findings
        .iter()
        .map(|x| {
            let href = match x.location.parse().ok().and_then(|place: domain::Location| place.table()) {
                Some(table) => format!("{}#{}", p.href(table.name()), x.location),
                None => format!("#{}", x.location),
            };
            let class = format!("finding-kind finding-kind-{}", x.severity);
            view! {
                <li>
                    <span class=class>{severity(t, &x.severity)}</span>" "
                    <a href=href>{x.place.clone()}</a>" "<span class="minor">{x.what.clone()}</span>
                </li>
            }
        })
        .collect();
    let n = number(p.findings.len() as u64 + p.more_findings);
    let more = (p.more_findings > 0)
        .then(|| view! { <p class="minor">{t.fmt("desk.more", &[("n", &number(p.more_findings))])}</p> });
    view! {
        <details class="panel overall" open=p.findings.len() <= 8>
            <summary><h2>{t.fmt("desk.review.findings", &[("n", &n)])}</h2></summary>
            <ul class="overall-list">{items}</ul>
            {more}{later}
        </details>
    }
    .into_any()
}

fn question(t: T, p: &Review, q: &Question, write: bool) -> AnyView {
    let number =
        (!q.number.is_empty()).then(|| view! { <span class="question-number">{q.number.clone()}</span> });
    let label = view! { <h3 class="question-label">{number}<span>{q.label.clone()}</span></h3> };
    let answers: Vec<_> = q.answers.iter().map(|a| answer(t, p, a, write)).collect();
    let remarks: Vec<_> = q.answers.iter().map(|a| remarks(t, p, a, write)).collect();
    let class = if q.answers.len() > 1 { "question question-metals" } else { "question" };
    view! {
        <div class=class>
            {label}
            <div class="question-answers">{answers}</div>
            <div class="question-remarks">{remarks}</div>
        </div>
    }
    .into_any()
}

fn answer(t: T, p: &Review, a: &Answer, write: bool) -> AnyView {
    let metal = (!a.metal.is_empty()).then(|| view! { <span class="metal">{a.metal.clone()}</span> });
    let value = if a.value.is_empty() {
        view! { <span class="blank">{t.get("desk.review.blank")}</span> }.into_any()
    } else {
        view! { <span class="value">{a.value.clone()}</span> }.into_any()
    };
    let comment = (!a.comment.is_empty()).then(|| view! { <p class="comment">{a.comment.clone()}</p> });
    let changed = a.changed.then(|| view! { <span class="changed">{t.get("desk.change.changed")}</span> });
    let ask = (write && p.can.ask && a.findings.is_empty())
        .then(|| queries::ask_link(t, p, &a.key, "", &a.place, "", !a.queries.is_empty()));
    view! {
        <div class=format!("answer answer-{}", super::worst(&a.findings)) id=a.key.clone()>
            <div class="answer-line">{metal}{value}{changed}{ask}</div>
            {comment}
        </div>
    }
    .into_any()
}

/// What the rules say about an answer, and what the team asked about it.
fn remarks(t: T, p: &Review, a: &Answer, write: bool) -> AnyView {
    let metal = a.metal.as_str();
    let findings: Vec<_> = a.findings.iter().map(|x| finding(t, p, x, write)).collect();
    let asked: Vec<_> = a
        .queries
        .iter()
        .map(|q| {
            let metal = (!metal.is_empty()).then(|| view! { <strong>{metal.to_owned()}</strong>" " });
            view! {
                <p class="asked">{metal}<span class="asked-by">{t.get("desk.query.asked")}</span>" "{q.clone()}</p>
            }
        })
        .collect();
    view! { {findings}{asked} }.into_any()
}
