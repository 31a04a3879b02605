//! What the company says of itself: its answers and its own name. Its products stand on pages of their own.

use crate::desk::form::BoundForm;
use crate::desk::parts::counted;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{Choice, ErrorSummary, Field, Link, PageHead, Panel, Rank, SelectOption, Submit};
use leptos::prelude::*;

/// A question that the company answers itself: control `answer.KEY`, and `answer.KEY.comment`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnAnswerField {
    pub key: String,
    /// Its number and words.
    pub question: String,
    pub options: Vec<String>,
    /// Who answered and when; blank where nobody has.
    pub by: String,
}

/// A field of the company block: control `company.KEY`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnCompanyField {
    pub key: String,
    pub label: String,
    /// What there is to choose from; none where it is typed.
    pub options: Vec<SelectOption>,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnData {
    /// How many product lines there are.
    pub products: u64,
    pub answers: Vec<OwnAnswerField>,
    /// The fields of the company block.
    pub company: Vec<OwnCompanyField>,
    pub form: BoundForm,
}

impl DeskPage for OwnData {
    fn view(self) -> AnyView {
        view! { <OwnPage page=self /> }.into_any()
    }
}

#[component]
fn OwnPage(page: OwnData) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::reports(), t.get("desk.report.title"));
    let form = page.form;
    let write = frame().can_manage();
    let company = page.company.into_iter().map(|it| {
        let control = form.at(&format!("company.{}", it.key));
        match it.options.is_empty() {
            true => view! { <Field control label=it.label /> }.into_any(),
            false => {
                let none = SelectOption::new("", t.get("desk.own.no_answer"));
                let choices = std::iter::once(none).chain(it.options).collect();
                view! { <Choice control label=it.label choices /> }.into_any()
            }
        }
    });
    let company = company.collect_view();
    let answers = page.answers.into_iter().map(|field| view! { <Answer field form=form.clone() /> });
    let answers = answers.collect_view();
    let acts = write.then(|| {
        view! {
            <div class="form-acts">
                <Submit label=t.get("desk.own.save") rank=Rank::Primary />
            </div>
        }
    });
    let errors = form.errors.clone();
    let version = form.get("version").to_owned();
    let fields = view! {
        <ErrorSummary title=t.get("desk.form.wrong") errors />
        <input type="hidden" name="version" value=version />
        <Panel id="company" title=t.get("desk.own.company")>{company}</Panel>
        <Panel id="answers" title=t.get("desk.own.answers")>
            <p class="hint">{t.get("desk.own.answers_hint")}</p>
            {answers}
        </Panel>
        {acts}
    };
    // Whoever only reads gets nothing that is sent, not even by the key Enter.
    let form = match write {
        true => {
            view! { <form method="post" action=routes::own_data() class="form">{fields}</form> }.into_any()
        }
        false => view! { <div class="form">{fields}</div> }.into_any(),
    };
    view! {
        <PageHead title=t.get("desk.report.own") above />
        <p class="hint">{t.get("desk.own.hint")}</p>
        <Panel id="lines" title=t.get("desk.own.lines")>
            <p class="hint">{t.get("desk.own.lines_hint")}</p>
            <p><a href=routes::own_products()>{counted(t, "desk.own.products_n", page.products)}</a></p>
        </Panel>
        {form}
    }
}

#[component]
fn Answer(field: OwnAnswerField, form: BoundForm) -> impl IntoView {
    let t = texts();
    let mut choices = vec![SelectOption::new("", t.get("desk.own.no_answer"))];
    choices.extend(field.options.into_iter().map(|option| SelectOption::new(option.clone(), option)));
    let name = format!("answer.{}", field.key);
    view! {
        <div class="own-answer">
            <Choice control=form.at(&name) label=field.question hint=field.by choices />
            <Field control=form.at(&format!("{name}.comment")) label=t.get("desk.own.comment") />
        </div>
    }
}
