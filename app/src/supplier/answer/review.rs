//! Before submitting: what stands in the way, what needs a word of explanation, and exactly what the company gets.

use super::frame::step_title;
use super::summary::{item, more};
use crate::kit::textarea::{TextArea, textarea};
use crate::supplier::form::Form;
use crate::supplier::model::Step;
use crate::supplier::rows::inline_columns;
use domain::draft::why_path;
use domain::template::{Field, Section};
use domain::{Finding, Metal, Severity, Table, answer};
use leptos::prelude::*;

/// Most findings of a kind, and most rows of a table, that are drawn here.
const MOST: usize = 60;

/// Draws it.
pub fn review(form: Form) -> AnyView {
    let errors = move || form.seen.with(|s| s.count(Severity::Error));
    let warnings = move || form.seen.with(|s| s.count(Severity::Warning));
    let notes = move || form.seen.with(|s| s.count(Severity::Note));
    let verdict = move || match (errors(), unexplained(form)) {
        (0, 0) => form.t("answer.review.ready"),
        (0, n) => form.tf("answer.review.explain_n", &[("n", &n.to_string())]),
        (n, _) => form.tf("answer.review.errors_n", &[("n", &n.to_string())]),
    };
    let state = move || if errors() > 0 { "error" } else if unexplained(form) > 0 { "warning" } else { "good" };
    view! {
        <div class="verdict" id="verdict" tabindex="-1" role="status" data-state=state>{verdict}</div>
        <section class="panel" hidden=move || errors() == 0>
            <h2>{form.t("answer.review.errors")}</h2>
            <ul class="findings">{move || list(form, Severity::Error)}</ul>
            <p class="quiet" hidden=move || errors() <= MOST>{move || more(form, errors())}</p>
        </section>
        <section class="panel" hidden=move || warnings() == 0>
            <h2>{form.t("answer.review.warnings")}</h2>
            <p class="quiet">{form.t("answer.review.warnings_lead")}</p>
            <ul class="findings">{move || list(form, Severity::Warning)}</ul>
            <p class="quiet" hidden=move || warnings() <= MOST>{move || more(form, warnings())}</p>
        </section>
        <section class="panel" hidden=move || notes() == 0>
            <h2>{form.t("answer.review.notes")}</h2>
            <ul class="findings">{move || list(form, Severity::Note)}</ul>
        </section>
        {sent(form)}
    }
    .into_any()
}

/// How many warnings have no explanation yet.
pub fn unexplained(form: Form) -> usize {
    form.explained.track();
    let seen = form.seen.get();
    form.with(|d| {
        let given = |f: &&Finding| d.draft.explanations.get(&f.key()).is_some_and(|w| !w.trim().is_empty());
        seen.report.warnings().filter(|f| !given(f)).count()
    })
}

fn list(form: Form, severity: Severity) -> Vec<AnyView> {
    let seen = form.seen.get();
    let findings = seen.report.findings.iter().filter(|f| f.severity == severity).take(MOST);
    findings
        .map(|finding| {
            let line = item(form, finding, true);
            if severity != Severity::Warning {
                return line;
            }
            let key = finding.key();
            let value = form.with(|d| d.draft.explanations.get(&key).cloned().unwrap_or_default());
            let area = TextArea {
                id: format!("why-{key}"),
                name: why_path(&key),
                value,
                describedby: String::new(),
                label: None,
                rows: 2,
                invalid: Signal::derive(|| false),
            };
            view! {
                <li class="explain">
                    <ul>{line}</ul>
                    <label class="label" for=format!("why-{key}")>{form.t("answer.review.explain")}</label>
                    {textarea(area)}
                </li>
            }
            .into_any()
        })
        .collect()
}

/// Exactly what the company gets: asked and answered, nothing else.
fn sent(form: Form) -> AnyView {
    let company = form.with(|d| d.page.request.company.clone());
    let sections: Vec<AnyView> = Section::ALL.into_iter().map(|s| section(form, s)).collect();
    view! {
        <h2>{form.tf("answer.review.sent", &[("company", &company)])}</h2>
        <p class="quiet">{form.t("answer.review.sent_lead")}</p>
        {sections}
    }
    .into_any()
}

fn section(form: Form, section: Section) -> AnyView {
    let step = Step::of(section);
    let content = match section {
        Section::Metals => metals(form),
        Section::Smelters => rows(form, Table::Smelters),
        Section::Products => rows(form, Table::Products),
        _ => answers(form, form.template().section(section)),
    };
    view! {
        <section class="panel sent">
            <h3>{step_title(form, step)}</h3>
            <a class="edit" href=step.path() data-act="step" data-step=step.key()>
                {form.t("answer.review.edit")}<span class="sr">" "{step_title(form, step)}</span>
            </a>
            {content}
        </section>
    }
    .into_any()
}

/// The answer of a field as the company gets it; nothing where it is not asked or not answered.
fn given(form: Form, field: &Field) -> Option<String> {
    let value = form.answer(&field.key);
    let asked = form.seen.with_untracked(|s| s.state.field(&field.key).visible);
    (asked && !answer::is_blank(&value)).then(|| form.option(field, &value))
}

fn answers(form: Form, fields: impl Iterator<Item = &'static Field>) -> AnyView {
    let items: Vec<AnyView> = fields
        .filter_map(|f| {
            let value = given(form, f)?;
            let label = match &f.comment_of {
                Some(_) => form.t("answer.comment_short"),
                None => format!("{} {}", f.number, form.label(f)),
            };
            Some(view! { <dt>{label}</dt><dd>{value}</dd> }.into_any())
        })
        .collect();
    view! { <dl class="given">{items}</dl> }.into_any()
}

fn metals(form: Form) -> AnyView {
    let fields: Vec<&'static Field> = form.template().section(Section::Metals).collect();
    let mut numbers: Vec<&str> = Vec::new();
    for field in fields.iter().filter(|f| !f.number.is_empty()) {
        if numbers.last() != Some(&field.number.as_str()) {
            numbers.push(&field.number);
        }
    }
    let heads = std::iter::once(view! { <th scope="col">{form.t("answer.question")}</th> }.into_any()).chain(
        Metal::ALL
            .into_iter()
            .map(|m| view! { <th scope="col">{form.t(&format!("metal.{}", m.key()))}</th> }.into_any()),
    );
    let heads: Vec<AnyView> = heads.collect();
    let rows: Vec<AnyView> = numbers
        .into_iter()
        .map(|number| {
            let cells: Vec<AnyView> = fields
                .iter()
                .filter(|f| f.number == number)
                .map(|f| view! { <td>{given(form, f).unwrap_or_else(|| "–".into())}</td> }.into_any())
                .collect();
            view! { <tr><th scope="row">{number.to_owned()}</th>{cells}</tr> }.into_any()
        })
        .collect();
    let comments = answers_labelled(form, fields.into_iter().filter(|f| f.comment_of.is_some()));
    view! {
        <div class="scroll" tabindex="0">
            <table class="plain"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
        {comments}
    }
    .into_any()
}

fn answers_labelled(form: Form, fields: impl Iterator<Item = &'static Field>) -> AnyView {
    let items: Vec<AnyView> = fields
        .filter_map(|f| {
            let value = given(form, f)?;
            let of = f.comment_of.as_deref().unwrap_or_default();
            Some(view! { <dt>{form.place(&domain::Location::field(of))}</dt><dd>{value}</dd> }.into_any())
        })
        .collect();
    view! { <dl class="given">{items}</dl> }.into_any()
}

fn rows(form: Form, table: Table) -> AnyView {
    let counts = form.seen.with_untracked(|s| domain::engine::table_counts(&s.state, table));
    let count = if counts { form.with(|d| d.row_count(table)) } else { 0 };
    if count == 0 {
        return view! { <p class="quiet">{form.t("answer.blank")}</p> }.into_any();
    }
    let columns = form.with(|d| inline_columns(d, table));
    let heads: Vec<AnyView> = columns
        .iter()
        .map(|c| {
            let head = form.t(&format!("column.{}.{c}", table.key()));
            view! { <th scope="col">{head}</th> }.into_any()
        })
        .collect();
    let ids: Vec<_> = form.with(|d| d.row_ids(table)).into_iter().take(MOST).collect();
    let lines: Vec<AnyView> = ids
        .into_iter()
        .map(|id| {
            let cells: Vec<AnyView> =
                columns.iter().map(|c| view! { <td>{form.cell(table, id, c)}</td> }.into_any()).collect();
            view! { <tr>{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        <p>{form.tf("answer.review.rows", &[("n", &count.to_string())])}</p>
        <div class="scroll" tabindex="0">
            <table class="plain"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>
        </div>
        <p class="quiet" hidden={count <= MOST}>{more(form, count)}</p>
    }
    .into_any()
}
