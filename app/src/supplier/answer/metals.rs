//! The per-metal questions: the metals side by side; on a narrow screen a card for each question.

use super::field::{asked, choice, findings, help, labelled_comment, number};
use crate::kit::el::{El, el};
use crate::kit::signals::*;
use crate::supplier::form::{Form, Say};
use domain::template::{Field, Section};

/// Draws them.
pub fn metals(form: Form) -> El {
    let fields: Vec<&'static Field> = form.template().section(Section::Metals).collect();
    let heads = form.template().metals.iter().copied().map(|m| el("th;scope=col").with(form.metal(m)));
    let head = el("tr").with(el("th;scope=col").say(form, "answer.question")).all(heads);
    let rows =
        questions_of(&fields).into_iter().flat_map(|(answers, comments)| row(form, &answers, &comments));
    el("table;class=metals panel")
        .with(el("caption;class=sr").say(form, "section.metals"))
        .with(el("thead").with(head))
        .with(el("tbody").all(rows))
}

type Fields = Vec<&'static Field>;

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
fn row(form: Form, answers: &[&'static Field], comments: &[&'static Field]) -> [El; 2] {
    let first = answers[0];
    let help = help(form, &first.text, &format!("field.{}.help", first.text));
    let described = if help.is_some() { format!(" h-{}", first.text) } else { String::new() };
    let label =
        el("span;class=label").all(number(&first.number)).say(form, &format!("field.{}.label", first.text));
    let written = comments.iter().any(|f| !form.answer(&f.key).trim().is_empty());
    let comments = comments.iter().map(|f| {
        let metal = f.metal.map_or(String::new(), |m| form.metal(m));
        labelled_comment(form, f, metal)
    });
    let details = el("details;class=comment")
        .flag("open", written)
        .with(el("summary").with(form.tf("answer.comments_on", &[("question", &first.number)])))
        .with(el("div;class=columns").all(comments));
    [
        el("tr;class=question")
            .with(el("th;scope=row").with(label).all(help))
            .all(answers.iter().map(|f| cell(form, f, &described))),
        el("tr;class=comments").with(el("td").a("colspan", (answers.len() + 1).to_string()).with(details)),
    ]
}

fn cell(form: Form, field: &'static Field, described: &str) -> El {
    let mark = form.field_mark(field);
    let legend = el("span;class=metal-name")
        .with(el("span;class=sr").with(field.number.clone()).with(" "))
        .with(field.metal.map_or(String::new(), |m| form.metal(m)));
    let ids = format!("e-{}{described}", field.key);
    let idle = el("p;class=not-asked").hide(move || mark.with(|m| m.visible));
    el("td").with(idle.with(el("span;class=sr").say(form, "answer.not_asked"))).with(
        asked("field", mark)
            .with(choice(form, field, legend, &ids, None, mark))
            .with(findings(&field.key, mark)),
    )
}
