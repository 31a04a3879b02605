//! The per-metal questions: the metals side by side; on a narrow screen a card for each question.

use super::field::{Asked, Choice, Findings, Help, LabelledComment, Number};
use crate::supplier::form::use_form;
use domain::template::{Field, Section};
use leptos::prelude::*;

type Fields = Vec<&'static Field>;

/// Their table.
#[component]
pub fn Metals(section: Section) -> impl IntoView {
    let form = use_form();
    let fields: Fields = form.template().section(section).collect();
    let heads = form.template().metals.iter().map(|m| view! { <th scope="col">{form.metal(*m)}</th> });
    let rows = questions_of(&fields)
        .into_iter()
        .map(|(answers, comments)| view! { <QuestionRow answers comments /> });
    view! {
        <table class="metals panel">
            <caption class="sr">{form.t(&format!("section.{}", section.key()))}</caption>
            <thead>
                <tr>
                    <th scope="col">{form.t("answer.question")}</th>
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// The fields of each question, answers and comments apart.
fn questions_of(fields: &[&'static Field]) -> Vec<(Fields, Fields)> {
    let mut out: Vec<(Fields, Fields)> = Vec::new();
    for field in fields.iter().filter(|f| f.comment_of.is_none()) {
        let comment = fields.iter().find(|f| f.comment_of.as_deref() == Some(field.key.as_str()));
        match out.last_mut().filter(|(answers, _)| answers[0].text == field.text) {
            Some((answers, comments)) => {
                answers.push(field);
                comments.extend(comment);
            }
            None => out.push((vec![field], comment.into_iter().copied().collect())),
        }
    }
    out
}

/// A question for all metals, and under it the comments on it.
#[component]
fn QuestionRow(answers: Fields, comments: Fields) -> impl IntoView {
    let form = use_form();
    let first = answers[0];
    let help = form.text(&format!("field.{}.help", first.text));
    let described = if help.is_some() { format!(" h-{}", first.text) } else { String::new() };
    let written = comments.iter().any(|f| !form.answer(&f.key).trim().is_empty());
    let comments = comments.into_iter().map(|field| {
        let heading = field.metal.map_or(String::new(), |m| form.metal(m));
        view! { <LabelledComment field heading /> }
    });
    let width = (answers.len() + 1).to_string();
    let cells = answers.iter().map(|field| {
        let ids = format!("e-{}{described}", field.key);
        view! { <Cell field ids /> }
    });
    view! {
        <tr class="question">
            <th scope="row">
                <span class="label">
                    <Number number=first.number.clone() />
                    {form.t(&format!("field.{}.label", first.text))}
                </span>
                <Help id=first.text.clone() help />
            </th>
            {cells.collect_view()}
        </tr>
        <tr class="comments">
            <td colspan=width>
                <details class="comment" open=written>
                    <summary>{form.tf("answer.comments_on", &[("question", &first.number)])}</summary>
                    <div class="columns">{comments.collect_view()}</div>
                </details>
            </td>
        </tr>
    }
}

/// The answer for one metal.
#[component]
fn Cell(
    field: &'static Field,
    /// The ids of what describes it.
    ids: String,
) -> impl IntoView {
    let form = use_form();
    let status = form.field_status(field);
    view! {
        <td>
            <p class="not-asked" hidden=move || status.with(|m| m.visible)>
                <span class="sr">{form.t("answer.not_asked")}</span>
            </p>
            <Asked status>
                <Choice field ids help=None status>
                    <span class="metal-name">
                        <span class="sr">{field.number.clone()} " "</span>
                        {field.metal.map_or(String::new(), |m| form.metal(m))}
                    </span>
                </Choice>
                <Findings id=field.key.clone() status />
            </Asked>
        </td>
    }
}
