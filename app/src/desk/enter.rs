//! Entering what came by mail or telephone: the workbook as it was received is kept, looked at, and submitted for the
//! supplier by the rules that hold for it.

mod received;

pub use received::{Explained, FindingLine, QueryLine, ReceivedWorkbook};

use super::form::BoundForm;
use super::{DeskPage, routes, texts};
use crate::supplier::paths;
use crate::ui::{
    ButtonLink, Choice, ErrorSummary, Field, FileField, Link, PageHead, Panel, PostButton, Rank,
    SelectOption, Submit,
};
use leptos::prelude::*;

/// The form that takes a workbook as it was received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enter {
    pub request: String,
    pub supplier: String,
    /// Why nothing can be submitted now, in words; a file can be kept all the same.
    pub closed: Option<String>,
    pub channels: Vec<SelectOption>,
    /// Most megabytes of a file.
    pub most: u64,
    pub form: BoundForm,
    /// The form that begins to fill in what was told; none where no answers are taken.
    pub told: Option<BoundForm>,
    /// What the member has begun to fill in, in words.
    pub begun: Option<String>,
}

impl DeskPage for Enter {
    fn view(self) -> AnyView {
        view! { <EnterPage page=self /> }.into_any()
    }
}

#[component]
fn EnterPage(page: Enter) -> impl IntoView {
    let t = texts();
    let form = page.form;
    let own = routes::request(&page.request);
    let told = page.told.map(|form| {
        let (request, channels) = (page.request.clone(), page.channels.clone());
        view! { <Told request channels form begun=page.begun /> }
    });
    let closed = page.closed.map(|why| view! { <p class="notice">{why}</p> });
    view! {
        <PageHead title=t.get("desk.enter.title") above=Link::new(own.clone(), page.supplier) />
        <p class="lead">{t.get("desk.enter.lead")}</p>
        {closed}
        {told}
        <Panel id="enter" title=t.get("desk.enter.what")>
            <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
            <form method="post" action=routes::enter(&page.request) enctype="multipart/form-data" class="form">
                <FileField label=t.get("desk.enter.file") accept=".xlsx"
                    hint=t.fmt("desk.enter.file_hint", &[("most", &page.most.to_string())]) />
                <Choice control=form.at("channel") label=t.get("desk.enter.channel") required=true short=true choices=page.channels />
                <Field control=form.at("sender") label=t.get("desk.enter.sender") hint=t.get("desk.enter.sender_hint") required=true />
                <Field control=form.at("received_on") label=t.get("desk.enter.received_on") kind="date" required=true short=true />
                <div class="form-acts">
                    <Submit label=t.get("desk.enter.go") rank=Rank::Primary />
                    <ButtonLink href=own label=t.get("desk.cancel") />
                </div>
            </form>
        </Panel>
    }
}

/// What was told and came as no workbook: the supplier's own form, in the member's name.
#[component]
fn Told(
    request: String,
    channels: Vec<SelectOption>,
    form: BoundForm,
    /// What the member has begun, in words.
    begun: Option<String>,
) -> impl IntoView {
    let t = texts();
    let begun = begun.map(|begun| {
        let go_on = paths::of(paths::ANSWER, &request);
        view! {
            <div class="notice">
                <p>{begun}</p>
                <ButtonLink href=go_on label=t.get("desk.told.go_on") rank=Rank::Primary />
                <PostButton to=routes::told_over(&request) label=t.get("desk.told.stop") rank=Rank::Secondary />
            </div>
        }
    });
    view! {
        <Panel id="told" title=t.get("desk.told.title")>
            <p>{t.get("desk.told.lead")}</p>
            {begun}
            <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
            <form method="post" action=routes::told(&request) class="form">
                <Choice control=form.at("told_channel") label=t.get("desk.enter.channel") required=true short=true choices=channels />
                <Field control=form.at("told_sender") label=t.get("desk.told.sender") hint=t.get("desk.enter.sender_hint") required=true />
                <Field control=form.at("told_on") label=t.get("desk.enter.received_on") kind="date" required=true short=true />
                <div class="form-acts">
                    <Submit label=t.get("desk.told.go") rank=Rank::Primary />
                </div>
            </form>
        </Panel>
    }
}
