//! The answers, with the findings where they belong.

mod matrix;

use super::findings::{Asked, FindingView, worst, worst_code};
use super::queries::AskAbout;
use crate::desk::texts;
use leptos::prelude::*;
use matrix::Matrix;

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

impl Question {
    fn is_by_metal(&self) -> bool {
        self.answers.iter().any(|answer| !answer.metal.is_empty())
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The field.
    pub key: String,
    /// The metal's name, where it is of one.
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

/// What is asked of each metal, wherever the definition asks it.
#[component]
pub(super) fn ByMetal(groups: Vec<AnswerGroup>) -> impl IntoView {
    let questions = groups.into_iter().flat_map(|group| group.questions);
    let questions: Vec<_> = questions.filter(Question::is_by_metal).collect();
    (!questions.is_empty()).then(|| {
        view! {
            <section class="panel" aria-labelledby="by-metal">
                <h2 id="by-metal">{texts().get("desk.review.matrix")}</h2>
                <Matrix questions />
            </section>
        }
    })
}

/// The other answers, a panel to a section.
#[component]
pub(super) fn OtherAnswers(groups: Vec<AnswerGroup>) -> impl IntoView {
    let rest = groups.into_iter().map(|mut group| {
        group.questions.retain(|question| !question.is_by_metal());
        group
    });
    let shown = rest.filter(|group| !group.questions.is_empty());
    let shown = shown.map(|group| view! { <Group group /> }).collect_view();
    view! { <div class="other-answers">{shown}</div> }
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
    let asked = question.answers.iter().flat_map(|answer| answer.queries.clone());
    let asked = asked.map(|text| view! { <Asked text /> }).collect_view();
    let answers = question.answers.into_iter().map(|answer| view! { <AnswerCell answer /> }).collect_view();
    view! {
        <div class="question">
            <h3 class="question-label">{number}<span>{question.label}</span></h3>
            <div class="question-answers">{answers}</div>
            <div class="question-remarks">{asked}</div>
        </div>
    }
}

#[component]
fn AnswerCell(answer: Answer) -> impl IntoView {
    let t = texts();
    let (worst, found) = (worst(&answer.findings), worst_code(&answer.findings));
    let value = match answer.value.is_empty() {
        true => view! { <span class="blank">{t.get("desk.review.blank")}</span> },
        false => view! { <span class="value">{answer.value}</span> },
    };
    let comment = (!answer.comment.is_empty()).then(|| view! { <p class="comment">{answer.comment}</p> });
    let (again, id) = (!answer.queries.is_empty(), answer.key.clone());
    view! {
        <div class=format!("answer answer-{worst}") id=id>
            <div class="answer-line">
                {value}<Changed changed=answer.changed />{found}
                <AskAbout location=answer.key place=answer.place again />
            </div>
            {comment}
        </div>
    }
}

/// Marks what differs from the submission before.
#[component]
pub(super) fn Changed(changed: bool) -> impl IntoView {
    changed.then(|| view! { <span class="changed">{texts().get("desk.change.changed")}</span> })
}
