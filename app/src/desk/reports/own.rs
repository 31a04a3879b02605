//! The company's own side: its products with the metals in them, and what it answers for itself.

use crate::desk::form::BoundForm;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{Choice, ErrorSummary, Field, Link, PageHead, Panel, Rank, SelectOption, Submit, TextArea};
use leptos::prelude::*;

/// What is said of a metal in a product line: its key and name in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnNeed {
    pub metal: String,
    pub name: String,
}

/// A product line: its controls begin with `line.N.`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnLine {
    pub at: usize,
    /// Its name, or blank for a new one.
    pub title: String,
}

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

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnData {
    pub metals: Vec<OwnNeed>,
    pub lines: Vec<OwnLine>,
    pub answers: Vec<OwnAnswerField>,
    /// The fields of the company block: key and name.
    pub company: Vec<(String, String)>,
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
    let write = frame().can_write();
    let lines = page.lines.into_iter().map(|line| {
        view! { <ProductLine line metals=page.metals.clone() form=form.clone() /> }
    });
    let lines = lines.collect_view();
    let company = page.company.into_iter().map(|(key, label)| {
        view! { <Field control=form.at(&format!("company.{key}")) label /> }
    });
    let company = company.collect_view();
    let answers = page.answers.into_iter().map(|field| view! { <Answer field form=form.clone() /> });
    let answers = answers.collect_view();
    let acts = write.then(|| {
        view! {
            <div class="form-acts">
                <Submit label=t.get("desk.own.save") rank=Rank::Primary />
                <Submit label=t.get("desk.own.add_line") says=("add", "line") />
            </div>
        }
    });
    let errors = form.errors.clone();
    let version = form.get("version").to_owned();
    let fields = view! {
        <ErrorSummary title=t.get("desk.form.wrong") errors />
        <input type="hidden" name="version" value=version />
        <Panel id="company" title=t.get("desk.own.company")>{company}</Panel>
        <Panel id="lines" title=t.get("desk.own.lines")>
            <p class="hint">{t.get("desk.own.lines_hint")}</p>
            {lines}
        </Panel>
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
        {form}
    }
}

#[component]
fn ProductLine(line: OwnLine, metals: Vec<OwnNeed>, form: BoundForm) -> impl IntoView {
    let t = texts();
    let at = |name: &str| form.at(&format!("line.{}.{name}", line.at));
    let necessary = || {
        [
            ("", "desk.own.not_looked_at"),
            ("none", "desk.own.not_necessary"),
            ("function", "desk.own.function"),
            ("production", "desk.own.production"),
            ("both", "desk.own.both"),
        ]
        .map(|(value, key)| SelectOption::new(value, t.get(key)))
        .to_vec()
    };
    let remains = || {
        [("", "desk.own.not_looked_at"), ("yes", "desk.own.remains"), ("no", "desk.own.remains_not")]
            .map(|(value, key)| SelectOption::new(value, t.get(key)))
            .to_vec()
    };
    let metals = metals.into_iter().map(|metal| {
        view! {
            <fieldset class="own-metal">
                <legend>{metal.name}</legend>
                <Choice control=at(&format!("{}.to", metal.metal)) label=t.get("desk.own.to") choices=necessary() />
                <Choice control=at(&format!("{}.remains", metal.metal)) label=t.get("desk.own.remains_label") choices=remains() />
                <Field control=at(&format!("{}.why", metal.metal)) label=t.get("desk.own.why") />
            </fieldset>
        }
    });
    let title =
        if line.title.is_empty() { t.get("desk.own.new_line").to_owned() } else { line.title.clone() };
    view! {
        <details class="own-line" open=line.title.is_empty()>
            <summary>{title}</summary>
            <Field control=at("number") label=t.get("desk.own.number") short=true />
            <Field control=at("name") label=t.get("desk.own.name") />
            <div class="own-metals">{metals.collect_view()}</div>
            <TextArea control=at("suppliers") label=t.get("desk.own.suppliers") hint=t.get("desk.own.suppliers_hint") rows=3 />
        </details>
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
