//! The per-metal questions: four metals side by side; on a narrow screen a card for each question.

use super::field::{choice, findings, labelled_comment};
use crate::supplier::form::Form;
use domain::Metal;
use domain::template::{Field, Section};
use leptos::prelude::*;

/// Draws them.
pub fn metals(form: Form) -> AnyView {
    let fields: Vec<&'static Field> = form.template().section(Section::Metals).collect();
    let heads: Vec<AnyView> = Metal::ALL
        .into_iter()
        .map(|m| view! { <th scope="col">{form.t(&format!("metal.{}", m.key()))}</th> }.into_any())
        .collect();
    // One row for each question: the answers of all metals; under it their comments.
    let rows: Vec<AnyView> = questions_of(&fields).into_iter().map(|q| row(form, q)).collect();
    view! {
        <table class="metals panel">
            <caption class="sr">{form.t("section.metals")}</caption>
            <thead><tr><th scope="col">{form.t("answer.question")}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The fields of each question, answers and comments apart.
fn questions_of(fields: &[&'static Field]) -> Vec<(Vec<&'static Field>, Vec<&'static Field>)> {
    let mut out: Vec<(Vec<&'static Field>, Vec<&'static Field>)> = Vec::new();
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

fn row(form: Form, (answers, comments): (Vec<&'static Field>, Vec<&'static Field>)) -> AnyView {
    let first = answers[0];
    let help_key = format!("field.{}.help", first.text);
    let help_id = format!("h-{}", first.text);
    let help = form
        .has_text(&help_key)
        .then(|| view! { <p class="help" id=help_id.clone()>{form.t(&help_key)}</p> }.into_any());
    let described = if help.is_some() { help_id } else { String::new() };
    let cells: Vec<AnyView> = answers.iter().map(|f| cell(form, f, &described)).collect();
    let written = comments.iter().filter(|f| !form.answer(&f.key).trim().is_empty()).count();
    let comments: Vec<AnyView> = comments
        .into_iter()
        .map(|f| {
            let metal = f.metal.map_or(String::new(), |m| form.t(&format!("metal.{}", m.key())));
            labelled_comment(form, f, metal)
        })
        .collect();
    view! {
        <tr class="question">
            <th scope="row">
                <span class="label">
                    <span class="number">{first.number.clone()}</span>
                    {form.t(&format!("field.{}.label", first.text))}
                </span>
                {help}
            </th>
            {cells}
        </tr>
        <tr class="comments">
            <td colspan="5">
                <details class="comment" open=written != 0>
                    <summary>{form.tf("answer.comments_on", &[("question", &first.number)])}</summary>
                    <div class="four">{comments}</div>
                </details>
            </td>
        </tr>
    }
    .into_any()
}

fn cell(form: Form, field: &'static Field, described: &str) -> AnyView {
    let mark = form.field_mark(field);
    let metal = field.metal.map_or(String::new(), |m| form.t(&format!("metal.{}", m.key())));
    let legend = view! {
        <span class="metal-name"><span class="sr">{field.number.clone()}" "</span>{metal}</span>
    }
    .into_any();
    let described = format!("e-{} {described}", field.key);
    view! {
        <td>
            <p class="not-asked" hidden=move || mark.with(|m| m.visible)>
                <span class="sr">{form.t("answer.not_asked")}</span>
            </p>
            <div class="field" hidden=move || mark.with(|m| !m.visible)>
                {choice(form, field, legend, described, None, mark)}
                {findings(&field.key, mark)}
            </div>
        </td>
    }
    .into_any()
}
