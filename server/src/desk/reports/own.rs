//! The company's own side: what it says of itself. Its products stand on pages of their own.

use super::super::forms::{FormData, problems};
use super::super::session::{Desk, PageResult, done};
use app::desk::reports::{OwnAnswerField, OwnCompanyField, OwnData as OwnPage};
use app::desk::{Area, BoundForm, routes};
use app::ui::SelectOption;
use domain::template::Section;
use domain::{Template, Texts};
use service::reports::own::OwnData;
use service::reports::{Own, OwnAnswer};
use service::{FieldProblem, ServiceError};
use std::collections::BTreeMap;

/// The definition whose questions are asked: the newest.
pub fn template() -> &'static Template {
    &domain::template::versions()[domain::template::versions().len() - 1]
}

/// The questions that the company answers itself: A to H, and those that a roll-up may leave open.
fn questions(template: &'static Template) -> impl Iterator<Item = &'static domain::template::Field> {
    template.fields.iter().filter(|f| {
        let is_open = f.text == "q1" || f.text == "q2";
        f.comment_of.is_none() && (f.section == Section::new("policy") || is_open)
    })
}

/// The data as a form.
fn form(data: &OwnData) -> BoundForm {
    let mut values: Vec<(String, String)> = vec![("version".to_owned(), data.version.to_string())];
    let mut put = |name: String, value: &str| values.push((name, value.to_owned()));
    for (key, value) in &data.own.company {
        put(format!("company.{key}"), value);
    }
    for (key, answer) in &data.own.answers {
        put(format!("answer.{key}"), &answer.value);
        put(format!("answer.{key}.comment"), &answer.comment);
    }
    BoundForm::of(values)
}

fn page(texts: &'static Texts, data: &OwnData, form: BoundForm) -> OwnPage {
    let template = template();
    let answer = |f: &'static domain::template::Field| {
        let label = texts.get(&format!("field.{}.label", f.text)).to_owned();
        let of =
            f.metal.map_or(String::new(), |m| format!(" · {}", texts.get(&format!("metal.{}", m.key()))));
        let by = data.own.answers.get(&f.key).filter(|a| !a.value.is_empty());
        OwnAnswerField {
            key: f.key.clone(),
            question: format!("{}{of} · {label}", f.number),
            options: f.options().to_vec(),
            by: by.map_or(String::new(), |a| {
                let on = a.on.map_or_else(String::new, |on| on.to_string());
                texts.fmt("desk.own.by", &[("who", &a.by), ("day", &on)])
            }),
        }
    };
    let company = template.section(Section::new("company"));
    // The day of a declaration that leaves is that of its snapshot.
    let company = company.filter(|f| f.comment_of.is_none() && f.key != "company.effective_date");
    let field = |f: &'static domain::template::Field| OwnCompanyField {
        key: f.key.clone(),
        label: texts.get(&format!("field.{}.label", f.text)).to_owned(),
        options: f.options().iter().map(|it| SelectOption::new(it.clone(), it.clone())).collect(),
    };
    OwnPage {
        products: data.own.lines.len() as u64,
        answers: questions(template).map(answer).collect(),
        company: company.map(field).collect(),
        form,
    }
}

fn title(desk: &Desk) -> &str {
    desk.texts().get("desk.report.own")
}

pub async fn show(desk: Desk) -> PageResult {
    let data = desk.viewer().own_data().await?;
    let body = page(desk.texts(), &data, form(&data));
    desk.page(title(&desk), Area::Reports, body).await
}

/// What was sent. Products are not in it and stay.
fn read(sent: &FormData, before: &OwnData) -> Own {
    let template = template();
    let company = sent.under("company.").map(|(key, text)| (key.to_owned(), text.trim().to_owned()));
    let company: BTreeMap<String, String> = company.filter(|(_, text)| !text.is_empty()).collect();
    // Answers to questions that this template does not ask stay as they are.
    let asked: Vec<&String> = questions(template).map(|f| &f.key).collect();
    let others = before.own.answers.iter().filter(|(key, _)| !asked.contains(key));
    let others = others.map(|(key, answer)| (key.clone(), answer.clone()));
    let answers = questions(template).filter_map(|f| {
        let name = format!("answer.{}", f.key);
        let (value, comment) = (sent.get(&name), sent.get(&format!("{name}.comment")));
        let is_said = !value.is_empty() && f.options().iter().any(|option| option == value);
        let old = before.own.answers.get(&f.key).cloned().unwrap_or_default();
        let value = if is_said { value } else { "" };
        let answer = OwnAnswer { value: value.to_owned(), comment: comment.to_owned(), ..old };
        (is_said || !comment.is_empty()).then(|| (f.key.clone(), answer))
    });
    let answers = others.chain(answers);
    Own { company, lines: before.own.lines.clone(), answers: answers.collect() }
}

pub async fn save(desk: Desk, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let (texts, before) = (desk.texts(), desk.viewer().own_data().await?);
    // A form that does not say what it saw is none of ours: it would wipe everything.
    let saved = match sent.number("version") {
        Some(version) => manager.save_own_data(OwnData { version, own: read(&sent, &before) }).await,
        None => Err(ServiceError::Conflict),
    };
    match saved {
        Ok(_) => done(&routes::own_data(), "own_data"),
        Err(error) => {
            let problems = match error {
                // Somebody else was faster: what was typed stays, and says so.
                ServiceError::Conflict => vec![FieldProblem::new("version", "problem.changed_meanwhile")],
                other => problems(other)?,
            };
            let body = page(texts, &before, sent.again(texts, &problems));
            desk.refused(title(&desk), Area::Reports, body).await
        }
    }
}
