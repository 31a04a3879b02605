//! The questions that are asked of each metal, as a matrix that fits on a screen: a line to a question, a column to a
//! metal.

use super::{Answer, Question};
use crate::desk::review::findings::{Asked, worst, worst_code};
use crate::desk::review::queries::AskAbout;
use crate::desk::texts;
use leptos::prelude::*;

#[component]
pub(super) fn Matrix(questions: Vec<Question>) -> impl IntoView {
    let t = texts();
    // A definition may ask each question of other metals.
    let mut metals: Vec<String> = Vec::new();
    for answer in questions.iter().flat_map(|question| &question.answers) {
        if !metals.contains(&answer.metal) {
            metals.push(answer.metal.clone());
        }
    }
    let heads: Vec<_> = metals.iter().map(|metal| view! { <th scope="col">{metal.clone()}</th> }).collect();
    let notes = questions.iter().flat_map(|question| question.answers.iter().cloned());
    let notes: Vec<_> = notes.filter(|a| !a.comment.is_empty() || !a.queries.is_empty()).collect();
    let rows = questions.into_iter().map(|question| view! { <Line question metals=metals.clone() /> });
    let rows = rows.collect_view();
    let notes = (!notes.is_empty()).then(|| view! { <Notes notes /> });
    view! {
        <div class="table-wrap" role="group" tabindex="0" aria-label=t.get("desk.review.matrix")>
            <table class="matrix">
                <caption class="unseen">{t.get("desk.review.matrix")}</caption>
                <thead><tr><th scope="col"><span class="unseen">{t.get("desk.review.question")}</span></th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {notes}
    }
}

#[component]
fn Line(question: Question, metals: Vec<String>) -> impl IntoView {
    let Question { number, label, answers } = question;
    let cells = metals.into_iter().map(|metal| match answers.iter().find(|answer| answer.metal == metal) {
        Some(answer) => view! { <Cell answer=answer.clone() /> }.into_any(),
        None => view! { <td></td> }.into_any(),
    });
    let (cells, title) = (cells.collect_view(), label.clone());
    view! {
        <tr>
            <th scope="row" title=title>
                <span class="question-number">{number}</span><span class="matrix-words">{label}</span>
            </th>
            {cells}
        </tr>
    }
}

#[component]
fn Cell(answer: Answer) -> impl IntoView {
    let t = texts();
    let value = match answer.value.is_empty() {
        true => {
            view! { <span class="blank">"–"<span class="unseen">{t.get("desk.review.blank")}</span></span> }
                .into_any()
        }
        false => view! { <span class="value">{answer.value}</span> }.into_any(),
    };
    let class = format!("answer-{}", worst(&answer.findings));
    let found = worst_code(&answer.findings);
    let comment = (!answer.comment.is_empty()).then(|| {
        view! { <a class="mark-comment" href=format!("#note-{}", answer.key) aria-label=t.get("desk.review.comments")>"✎"</a> }
    });
    let changed = answer.changed.then(|| {
        view! { <span class="mark-changed" title=t.get("desk.change.changed")><span class="unseen">{t.get("desk.change.changed")}</span></span> }
    });
    let (again, id) = (!answer.queries.is_empty(), answer.key.clone());
    view! {
        <td id=id class=class>
            <div class="matrix-cell">
                {value}{changed}{found}{comment}<AskAbout location=answer.key place=answer.place again />
            </div>
        </td>
    }
}

/// What stands beside the answers: comments, and what the team asked.
#[component]
fn Notes(notes: Vec<Answer>) -> impl IntoView {
    let note = |answer: Answer| {
        let asked = answer.queries.into_iter().map(|text| view! { <Asked text /> });
        let asked = asked.collect_view();
        let comment =
            (!answer.comment.is_empty()).then(|| view! { <span class="comment">{answer.comment}</span> });
        view! {
            <li id=format!("note-{}", answer.key)>
                <a href=format!("#{}", answer.key)>{answer.place}</a>" "{comment}{asked}
            </li>
        }
    };
    view! { <ul class="notes">{notes.into_iter().map(note).collect_view()}</ul> }
}
