//! The answers, with the findings where they belong.

use super::findings::{Asked, Finding, FindingView, LaterCheck, severity_key, severity_word, worst};
use super::queries::AskAbout;
use super::view::{ReviewAt, ReviewView};
use crate::desk::parts::{More, number};
use crate::desk::texts;
use crate::islands::LocalTime;
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

/// The answers, below all findings in short.
#[component]
pub(super) fn Answers(
    groups: Vec<AnswerGroup>,
    /// Worst first.
    findings: Vec<FindingView>,
    /// How many there are beyond those.
    more: u64,
    checked_later: Vec<LaterCheck>,
) -> impl IntoView {
    let groups = groups.into_iter().map(|group| view! { <Group group /> }).collect_view();
    view! { <Overall findings more checked_later />{groups} }
}

/// All findings in short, each leading to its place.
#[component]
fn Overall(findings: Vec<FindingView>, more: u64, checked_later: Vec<LaterCheck>) -> impl IntoView {
    let t = texts();
    let later = |it: LaterCheck| view! { <li class="minor"><LocalTime at=it.at />" · "{it.what}</li> };
    let later = (!checked_later.is_empty()).then(|| {
        view! { <ul class="checked-later">{checked_later.into_iter().map(later).collect_view()}</ul> }
    });
    if findings.is_empty() {
        return view! { <p class="notice notice-good">{t.get("desk.review.clean")}</p>{later} }.into_any();
    }
    let n = number(findings.len() as u64 + more);
    let open = findings.len() <= 8;
    let lines = findings.into_iter().map(|finding| view! { <OverallLine finding /> }).collect_view();
    view! {
        <details class="panel overall" open=open>
            <summary><h2>{t.fmt("desk.review.findings", &[("n", &n)])}</h2></summary>
            <ul class="overall-list">{lines}</ul>
            <More n=more />{later}
        </details>
    }
    .into_any()
}

#[component]
fn OverallLine(finding: FindingView) -> impl IntoView {
    let table = finding.location.parse().ok().and_then(|place: domain::Location| place.table());
    let page = table.map(|table| expect_context::<ReviewAt>().href(ReviewView::Rows(table)));
    let href = format!("{}#{}", page.unwrap_or_default(), finding.location);
    view! {
        <li>
            <span class=format!("finding-kind finding-kind-{}", severity_key(finding.severity))>
                {severity_word(finding.severity)}
            </span>
            " "<a href=href>{finding.place}</a>" "<span class="minor">{finding.what}</span>
        </li>
    }
}

#[component]
fn Group(group: AnswerGroup) -> impl IntoView {
    let id = format!("section-{}", group.key);
    let questions =
        group.questions.into_iter().map(|question| view! { <QuestionBlock question /> }).collect_view();
    view! {
        <section class="panel answers" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{group.title}</h2>
            {questions}
        </section>
    }
}

#[component]
fn QuestionBlock(question: Question) -> impl IntoView {
    let number = (!question.number.is_empty())
        .then(|| view! { <span class="question-number">{question.number}</span> });
    let class = if question.answers.len() > 1 { "question question-metals" } else { "question" };
    let remarks = question.answers.iter().cloned();
    let remarks = remarks.map(|answer| view! { <Remarks answer /> }).collect_view();
    let answers = question.answers.into_iter().map(|answer| view! { <AnswerCell answer /> }).collect_view();
    view! {
        <div class=class>
            <h3 class="question-label">{number}<span>{question.label}</span></h3>
            <div class="question-answers">{answers}</div>
            <div class="question-remarks">{remarks}</div>
        </div>
    }
}

#[component]
fn AnswerCell(answer: Answer) -> impl IntoView {
    let t = texts();
    let worst = worst(&answer.findings);
    // What has a finding is asked about there.
    let ask = answer.findings.is_empty().then(|| {
        view! { <AskAbout location=answer.key.clone() place=answer.place again=!answer.queries.is_empty() /> }
    });
    let metal = (!answer.metal.is_empty()).then(|| view! { <span class="metal">{answer.metal}</span> });
    let value = match answer.value.is_empty() {
        true => view! { <span class="blank">{t.get("desk.review.blank")}</span> },
        false => view! { <span class="value">{answer.value}</span> },
    };
    let comment = (!answer.comment.is_empty()).then(|| view! { <p class="comment">{answer.comment}</p> });
    view! {
        <div class=format!("answer answer-{worst}") id=answer.key>
            <div class="answer-line">{metal}{value}<Changed changed=answer.changed />{ask}</div>
            {comment}
        </div>
    }
}

/// Marks what differs from the submission before.
#[component]
pub(super) fn Changed(changed: bool) -> impl IntoView {
    changed.then(|| view! { <span class="changed">{texts().get("desk.change.changed")}</span> })
}

/// What the rules say about an answer, and what the team asked about it.
#[component]
fn Remarks(answer: Answer) -> impl IntoView {
    let findings = answer.findings.into_iter().map(|finding| view! { <Finding finding /> }).collect_view();
    let asked = answer.queries.into_iter();
    let asked = asked.map(|text| view! { <Asked metal=answer.metal.clone() text /> }).collect_view();
    view! { {findings}{asked} }
}
