//! The page of Form SD: what the form asks for, and how it reads.

use super::draft::Stops;
use super::draft::shown::ShownBlock;
use super::{DraftBlock, ReportHead, ReportPart};
use crate::desk::form::BoundForm;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{ButtonLink, Choice, ErrorSummary, Field, Panel, Rank, SelectOption, Submit, TextArea};
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormPage {
    pub id: String,
    pub name: String,
    /// As it reads.
    pub blocks: Vec<DraftBlock>,
    /// What keeps it from being filed.
    pub stops: Vec<String>,
    pub form: BoundForm,
}

impl DeskPage for FormPage {
    fn view(self) -> AnyView {
        view! { <Form page=self /> }.into_any()
    }
}

#[component]
fn Form(page: FormPage) -> impl IntoView {
    let t = texts();
    let file = page.stops.is_empty().then(|| {
        let href = routes::report_file(&page.id, "form-sd.htm");
        view! {
            <div class="form-acts">
                <ButtonLink href label=t.get("desk.form_sd.file") rank=Rank::Primary />
            </div>
        }
    });
    let report = page.id.clone();
    let blocks: Vec<_> =
        page.blocks.into_iter().map(|block| view! { <ShownBlock report=report.clone() block /> }).collect();
    let entries =
        frame().can_manage().then(|| view! { <Entries id=page.id.clone() form=page.form.clone() /> });
    view! {
        <ReportHead id=page.id name=page.name open=ReportPart::FormSd />
        <ErrorSummary title=t.get("desk.form.wrong") errors=page.form.errors />
        <Panel id="leaves" title=t.get("desk.form_sd.title")>
            <p class="hint">{t.get("desk.form_sd.hint")}</p>
            <Stops stops=page.stops complete=t.get("desk.form_sd.complete") />
            {file}
        </Panel>
        {entries}
        <Panel id="reads" title=t.get("desk.form_sd.reads")>
            <div class="draft-text"><div lang="en">{blocks}</div></div>
        </Panel>
    }
}

/// What the form asks for.
#[component]
fn Entries(id: String, form: BoundForm) -> impl IntoView {
    let t = texts();
    let typed = form.clone();
    let field = move |name: &'static str| {
        let (hint, short) = match name {
            "file_number" => ("001-12345", true),
            "ein" => ("12-3456789", true),
            "web_address" => ("https://…", false),
            "state" | "phone" => ("", true),
            _ => ("", false),
        };
        view! { <Field control=typed.at(name) label=t.get(&format!("desk.form_sd.{name}")) hint short /> }
    };
    let attached = [("yes", "desk.form_sd.report_yes"), ("no", "desk.form_sd.report_no")]
        .map(|(value, key)| SelectOption::new(value, t.get(key)))
        .to_vec();
    view! {
        <Panel id="entries" title=t.get("desk.form_sd.entries")>
            <form method="post" action=routes::report_form(&id) class="form">
                <input type="hidden" name="version" value=form.get("version").to_owned() />
                {["company", "state", "file_number", "ein", "address", "contact", "phone"].map(&field)}
                <Choice control=form.at("report") label=t.get("desk.form_sd.report") choices=attached />
                <TextArea control=form.at("inquiry") label=t.get("desk.form_sd.inquiry") hint=t.get("desk.form_sd.inquiry_hint") rows=5 />
                {field("web_address")}
                <fieldset class="form-group">
                    <legend>{t.get("desk.form_sd.signature")}</legend>
                    <p class="hint">{t.get("desk.form_sd.signature_hint")}</p>
                    {["signed_name", "signed_title"].map(field)}
                    <Field control=form.at("signed_on") label=t.get("desk.form_sd.signed_on") kind="date" short=true />
                </fieldset>
                <div class="form-acts"><Submit label=t.get("desk.own.save") rank=Rank::Primary /></div>
            </form>
        </Panel>
    }
}
