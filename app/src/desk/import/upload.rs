//! Where the file is chosen.

use crate::desk::form::BoundForm;
use crate::desk::suppliers::column_name;
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{ErrorSummary, FileField, Link, PageHead, Rank, Submit};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    /// What was wrong with the file, if anything.
    pub form: BoundForm,
    /// The fields that a column may hold, in the order in which they are offered.
    pub fields: Vec<&'static str>,
}

impl DeskPage for Upload {
    fn view(self) -> AnyView {
        view! { <UploadPage page=self /> }.into_any()
    }
}

#[component]
fn UploadPage(page: Upload) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::suppliers(), t.get("desk.suppliers.title"));
    let fields = page.fields.into_iter().map(|field| view! { <li>{column_name(field)}</li> });
    view! {
        <PageHead title=t.get("desk.import.title") above />
        <ErrorSummary title=t.get("desk.form.wrong") errors=page.form.errors />
        <form method="post" action=routes::import() enctype="multipart/form-data" class="form panel">
            <p>{t.get("desk.import.lead")}</p>
            <FileField label=t.get("desk.import.file") hint=t.get("desk.import.file_hint") accept=".csv,.txt,.tsv,.xlsx,.xlsm,.zip" />
            <div class="form-acts">
                <Submit label=t.get("desk.import.look") rank=Rank::Primary />
            </div>
        </form>
        <section class="panel">
            <h2>{t.get("desk.import.columns")}</h2>
            <p>{t.get("desk.import.columns_text")}</p>
            <ul class="chips">{fields.collect_view()}</ul>
        </section>
    }
}
