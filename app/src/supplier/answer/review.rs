//! Before submitting: what stands in the way, what needs a word of explanation, and exactly what the company gets.

use super::corrections::{self, SameButton};
use super::frame::step_title;
use super::lines::{FindingLine, Keep, KeepButton, Line, MOST, Rest, explained_by};
use super::open_queries;
use crate::kit::text::text;
use crate::kit::textarea::LongText;
use crate::supplier::action::Action;
use crate::supplier::evaluation::{Evaluation, groups};
use crate::supplier::form::{Form, use_form};
use crate::supplier::model::{QueryItem, Step};
use crate::supplier::paths;
use crate::supplier::rows::inline_columns;
use domain::draft::why_path;
use domain::template::{Field, Layout, Section};
use domain::{Finding, Location, Severity, Table, answer};
use leptos::prelude::*;
use std::sync::Arc;

/// The last step.
#[component]
pub fn Review() -> impl IntoView {
    let form = use_form();
    let errors = move || form.full_evaluation().with(|s| s.count(Severity::Error));
    let waiting = move || open_queries(form).len();
    let verdict = move || {
        let (text, n) = match (errors(), waiting(), unexplained(form)) {
            (0, 0, 0) => return form.t("answer.review.ready"),
            (0, 0, n) => ("answer.review.explain_n", n),
            (0, n, _) => ("answer.review.queries_n", n),
            (n, ..) => ("answer.review.errors_n", n),
        };
        form.tf(text, &[("n", &n.to_string())])
    };
    let state = move || match (errors(), waiting(), unexplained(form)) {
        (0, 0, 0) => "good",
        (0, 0, _) => "warning",
        _ => "error",
    };
    let company = form.with(|d| d.page.request.company.clone());
    view! {
        <div class="stack-of">
            <div {..text(verdict)} class="verdict" id="verdict" tabindex="-1" role="status" data-state=state />
            <Queries />
            <Found severity=Severity::Error title="answer.review.errors" />
            <Found severity=Severity::Warning title="answer.review.warnings" />
            <Found severity=Severity::Note title="answer.review.notes" />
            <p><a href=form.with(|d| paths::of(paths::FILES, &d.page.request.id))>{form.t("answer.review.attach")}</a></p>
            <h2>{form.tf("answer.review.sent", &[("company", &company)])}</h2>
            <p class="quiet">{form.t("answer.review.sent_lead")}</p>
            // Drawn anew with each look at the whole draft: what is shown is what will be sent.
            <div class="stack-of">
                <For each=move || [form.full_evaluation().get()] key=|evaluation| Arc::as_ptr(evaluation) as usize let(_seen)>
                    <Given />
                </For>
            </div>
        </div>
    }
}

/// What the team asked and nobody answered yet: the server takes nothing while there is such a question.
#[component]
fn Queries() -> impl IntoView {
    let form = use_form();
    let open = move || open_queries(form);
    let title = move || {
        let all = form.with(|d| d.page.queries.len()).to_string();
        form.tf("answer.review.queries", &[("n", &open().len().to_string()), ("all", &all)])
    };
    view! {
        <section class="panel" hidden=move || open().is_empty()>
            <h2 {..text(title)} id="open-queries" tabindex="-1" />
            <p class="quiet">{form.t("answer.review.queries_lead")}</p>
            <ul class="findings">
                <For each=open key=|query| query.id.clone() let(query)>
                    <OpenQuery query />
                </For>
            </ul>
        </section>
    }
}

#[component]
fn OpenQuery(query: QueryItem) -> impl IntoView {
    let form = use_form();
    let place = form.place(&corrections::parse_location(&query.location));
    view! {
        <li data-status="error">
            <a href=form.path(Step::Corrections) data-action=Action::Step.key() data-step=Step::Corrections.key()>{place}</a>
            " "
            <span>{query.text}</span>
            <p>
                <SameButton query=query.id step=Step::Review />
            </p>
        </li>
    }
}

/// How many warnings have no explanation yet; equal ones count once.
pub fn unexplained(form: Form) -> usize {
    let evaluation = form.full_evaluation().get();
    form.explained().track();
    groups(evaluation.report().warnings().filter(|f| !form.is_explained(f))).len()
}

/// The findings of one severity.
#[component]
fn Found(
    severity: Severity,
    /// The key of its title.
    title: &'static str,
) -> impl IntoView {
    let form = use_form();
    let count = Memo::new(move |_| form.full_evaluation().with(|s| named(s, severity).len()));
    let lead = form.text(&format!("{title}_lead"));
    let keys = move || {
        let key = |g: &Vec<&Finding>| name(g);
        form.full_evaluation()
            .with(|s| named(s, severity).iter().take(MOST).map(key).collect::<Vec<String>>())
    };
    view! {
        <section class="panel" hidden=move || count.get() == 0>
            <h2>{form.t(title)}</h2>
            {lead.map(|lead| view! { <p class="quiet">{lead}</p> })}
            <ul class="findings">
                <For each=keys key=String::clone let(key)>
                    <FoundItem severity key />
                </For>
            </ul>
            <Rest count />
        </section>
    }
}

/// The findings of one severity, equal ones together.
fn named(evaluation: &Evaluation, severity: Severity) -> Vec<Vec<&Finding>> {
    groups(evaluation.report().findings.iter().filter(move |f| f.severity == severity))
}

/// By what a group is known again.
fn name(group: &[&Finding]) -> String {
    group[0].group_key().filter(|_| group.len() > 1).unwrap_or_else(|| group[0].key())
}

/// Looks at the group of findings of this name.
fn look<T>(
    evaluation: &Evaluation,
    severity: Severity,
    key: &str,
    look: impl FnOnce(&[&Finding]) -> T,
) -> Option<T> {
    named(evaluation, severity).iter().find(|g| name(g) == key).map(|group| look(group))
}

/// A group of findings, by its name. It stays in the page as long as it is found, and so does what is being typed into
/// it, while what it says may change.
#[component]
fn FoundItem(severity: Severity, key: String) -> impl IntoView {
    let form = use_form();
    let explained = form.full_evaluation().with_untracked(|evaluation| {
        look(evaluation, severity, &key, |group| explained_by(form, group))
            .filter(|_| severity == Severity::Warning)
    });
    let of_line = key.clone();
    let line = move || {
        let evaluation = form.full_evaluation().get();
        look(&evaluation, severity, &of_line, |group| Line::of(form, group, true))
    };
    let keep = move || {
        form.explained().track();
        let evaluation = form.full_evaluation().get();
        look(&evaluation, severity, &key, |group| Keep::of(form, group, Step::Review)).flatten()
    };
    let explanation = explained.map(|key| {
        let id = format!("why-{key}");
        let value = form.with(|d| d.draft.explanations.get(&key).cloned().unwrap_or_default());
        view! {
            <div>
                <For each=keep key=Clone::clone let(keep)>
                    <KeepButton keep />
                </For>
            </div>
            <label class="label" for=id.clone()>{form.t("answer.review.explain")}</label>
            <LongText id name=why_path(&key) value rows=2 attrs=() />
        }
    });
    view! {
        <li class="explain">
            <ul>
                <For each=line key=Clone::clone let(line)>
                    <FindingLine line />
                </For>
            </ul>
            {explanation}
        </li>
    }
}

/// What the company gets, section by section.
#[component]
fn Given() -> impl IntoView {
    let sections = use_form().template().sections().into_iter();
    sections.map(|section| view! { <GivenSection section /> }).collect_view()
}

/// A section exactly as the company gets it: asked and answered, nothing else.
#[component]
fn GivenSection(section: Section) -> impl IntoView {
    let form = use_form();
    let step = Step::Of(section);
    let fields: Vec<&'static Field> = form.template().section(section).collect();
    let title = step_title(form, step);
    let by_metal = form.template().layout(section) == Some(Layout::Metals);
    let content = match section.table() {
        Some(table) => view! { <GivenRows table /> }.into_any(),
        None if by_metal => {
            let comments = fields.iter().copied().filter(|f| f.comment_of.is_some()).collect();
            view! { <GivenMetals fields /> <GivenAnswers fields=comments /> }.into_any()
        }
        None => view! { <GivenAnswers fields /> }.into_any(),
    };
    view! {
        <section class="panel sent">
            <h3>{title.clone()}</h3>
            <a class="edit" href=form.path(step) data-action=Action::Step.key() data-step=step.key()>
                {form.t("answer.review.edit")}
                <span class="sr">" " {title}</span>
            </a>
            {content}
        </section>
    }
}

/// The answer of a field as the company gets it; nothing where it is not asked or not answered.
fn given(form: Form, field: &Field) -> Option<String> {
    let value = form.answer(&field.key);
    let asked = form.full_evaluation().with_untracked(|s| s.state.field(&field.key).visible);
    (asked && !answer::is_blank(&value)).then(|| form.option(field, &value))
}

#[component]
fn GivenAnswers(fields: Vec<&'static Field>) -> impl IntoView {
    let form = use_form();
    let items = fields.into_iter().filter_map(|f| {
        let value = given(form, f)?;
        let label = match (&f.comment_of, f.metal) {
            (Some(of), Some(_)) => form.place(&Location::field(of)),
            (Some(_), None) => form.t("answer.comment_short"),
            _ => format!("{} {}", f.number, form.label(f)),
        };
        Some(view! { <dt>{label}</dt> <dd>{value}</dd> })
    });
    view! { <dl class="given">{items.collect_view()}</dl> }
}

#[component]
fn GivenMetals(fields: Vec<&'static Field>) -> impl IntoView {
    let form = use_form();
    let mut numbers: Vec<&str> = fields.iter().map(|f| f.number.as_str()).filter(|n| !n.is_empty()).collect();
    numbers.dedup();
    let heads = std::iter::once(form.t("answer.question"))
        .chain(form.template().metals.iter().copied().map(|m| form.metal(m)));
    let lines = numbers.into_iter().map(|number| {
        let cells = fields.iter().filter(|f| f.number == number);
        let cells = cells.map(|f| given(form, f).unwrap_or_else(|| "–".to_owned()));
        std::iter::once(number.to_owned()).chain(cells).collect()
    });
    view! { <PlainTable heads=heads.collect() lines=lines.collect() /> }
}

#[component]
fn GivenRows(table: Table) -> impl IntoView {
    let form = use_form();
    let counts = form.full_evaluation().with_untracked(|s| domain::engine::table_counts(&s.state, table));
    let count = if counts { form.with(|d| d.row_count(table)) } else { 0 };
    if count == 0 {
        return view! { <p class="quiet">{form.t("answer.blank")}</p> }.into_any();
    }
    let columns = form.with(|d| inline_columns(d, table));
    let heads = columns.iter().map(|c| form.t(&format!("column.{}.{c}", table.key()))).collect();
    let ids = form.with(|d| d.row_ids(table)).into_iter().take(MOST);
    let lines =
        ids.map(|id| columns.iter().map(|c| form.option_text(&form.cell(table, id, c))).collect()).collect();
    view! {
        <p>{form.tf("answer.review.rows", &[("n", &count.to_string())])}</p>
        <PlainTable heads lines />
        <Rest count=Memo::new(move |_| count) />
    }
    .into_any()
}

/// A table to read, which scrolls by itself where it is too wide.
#[component]
pub fn PlainTable(heads: Vec<String>, lines: Vec<Vec<String>>) -> impl IntoView {
    let heads = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect_view();
    let lines = lines.into_iter().map(|cells| {
        view! { <tr>{cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
    });
    view! {
        <div class="scroll" tabindex="0">
            <table class="plain">
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
}
