//! What an upload would do, and the button that does it.

use super::bad::{BadRows, Notes};
use super::changes::{Changes, FirstNew, MovedRows};
use super::reading::ReadingChoice;
use super::{BadRow, FieldChange, FileColumn, MovedRow, NewSupplier, Note, Reading};
use crate::desk::mapping::Mapping;
use crate::desk::parts::{Hidden, number};
use crate::desk::suppliers::column_name;
use crate::desk::{DeskPage, routes, texts};
use crate::islands::SubmitOnChange;
use crate::ui::{ButtonLink, Link, PageHead, Panel, Rank, SelectOption, Submit};
use leptos::prelude::*;

/// What an upload would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportPreview {
    /// The batch.
    pub id: String,
    /// The fields that a column may hold, in the order in which they are offered.
    pub fields: Vec<&'static str>,
    /// The columns of the file.
    pub columns: Vec<FileColumn>,
    /// Rows that would be added.
    pub new: u64,
    /// Rows that would change a supplier.
    pub changed: u64,
    /// Rows that say what is known already.
    pub unchanged: u64,
    /// Rows that cannot be taken.
    pub bad: u64,
    /// What is wrong with the table as a whole.
    pub whole: Vec<String>,
    /// How the file is read.
    pub reading: Reading,
    /// Rows that would add a supplier without an address.
    pub without_email: u64,
    /// The rows with problems.
    pub bad_rows: Vec<BadRow>,
    /// Such rows beyond those listed.
    pub more_bad: u64,
    /// What is taken and worth a look.
    pub notes: Vec<Note>,
    /// Changes to suppliers that are known.
    pub changes: Vec<FieldChange>,
    /// Changes beyond those listed.
    pub more_changes: u64,
    /// The first new suppliers.
    pub first_new: Vec<NewSupplier>,
    /// Suppliers with open requests whose address changes.
    pub moved: Vec<MovedRow>,
    /// Such suppliers beyond those listed.
    pub more_moved: u64,
    /// How many requests the old addresses lose access to.
    pub ends: u64,
    /// To how many the new ones are invited.
    pub invited: u64,
}

impl ImportPreview {
    /// What goes with every act on this preview, so that it acts on what is shown.
    fn shown(&self) -> Vec<(String, String)> {
        let mapping: Vec<&str> = self.columns.iter().map(|column| column.meaning.as_str()).collect();
        let mapping = ("mapping".to_owned(), mapping.join(","));
        self.reading.fields().into_iter().chain([mapping]).collect()
    }
}

impl DeskPage for ImportPreview {
    fn view(self) -> AnyView {
        view! { <PreviewPage page=self /> }.into_any()
    }
}

#[component]
fn PreviewPage(page: ImportPreview) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::import(), t.get("desk.import.title"));
    let shown = page.shown();
    let whole = page.whole.clone().into_iter();
    let whole = whole.map(|text| view! { <p class="notice notice-bad" role="alert">{text}</p> });
    view! {
        <PageHead title=t.get("desk.import.preview") above />
        <p class="lead">{t.get("desk.import.preview_lead")}</p>
        <Does page=page.clone() />
        {whole.collect_view()}
        <ReadingChoice batch=page.id.clone() reading=page.reading.clone() />
        <Columns batch=page.id.clone() fields=page.fields columns=page.columns reading=page.reading />
        <BadRows batch=page.id rows=page.bad_rows more=page.more_bad shown />
        <Notes notes=page.notes />
        <MovedRows rows=page.moved more=page.more_moved />
        <Changes more=page.more_changes changes=page.changes />
        <FirstNew suppliers=page.first_new of=page.new />
    }
}

/// How much would be done, and the button.
#[component]
fn Does(page: ImportPreview) -> impl IntoView {
    let t = texts();
    let takes = page.new + page.changed;
    let takes_any = takes + page.without_email > 0;
    let notice = |text: String| view! { <p class="notice">{text}</p> };
    let skipped = (page.bad > 0 && takes > 0)
        .then(|| notice(t.fmt("desk.import.skipped", &[("n", &number(page.bad))])));
    let nothing = (!takes_any).then(|| notice(t.get("desk.import.nothing").to_owned()));
    let moves = (page.ends > 0).then(|| {
        let counts = [("ends", &*number(page.ends)), ("invited", &*number(page.invited))];
        notice(t.fmt("desk.import.moves", &counts))
    });
    let confirm = takes_any.then(|| {
        view! { <Confirm batch=page.id.clone() shown=page.shown() takes without_email=page.without_email /> }
    });
    view! {
        <Panel id="does" title=t.get("desk.import.does")>
            <dl class="figures">
                <Figure n=page.new label=t.get("desk.import.new") class="figure-good" />
                <Figure n=page.changed label=t.get("desk.import.changed") class="figure-ours" />
                <Figure n=page.unchanged label=t.get("desk.import.unchanged") />
                <Figure n=page.bad label=t.get("desk.import.bad") class="figure-bad" />
            </dl>
            {skipped}{nothing}{moves}
            <div class="form-acts">
                {confirm}<ButtonLink href=routes::suppliers() label=t.get("desk.cancel") />
            </div>
        </Panel>
    }
}

#[component]
fn Figure(n: u64, label: &'static str, #[prop(optional)] class: &'static str) -> impl IntoView {
    view! {
        <div class=format!("figure {class}")>
            <dt>{label}</dt><dd><span class="figure-value">{number(n)}</span></dd>
        </div>
    }
}

/// The form that does it.
#[component]
fn Confirm(batch: String, shown: Vec<(String, String)>, takes: u64, without_email: u64) -> impl IntoView {
    let t = texts();
    let unreachable = (without_email > 0).then(|| {
        view! {
            <label class="tick">
                <input type="checkbox" name="without_email" value="yes" />
                {t.fmt("desk.import.without_email", &[("n", &number(without_email))])}
            </label>
        }
    });
    view! {
        <form method="post" action=routes::import_preview(&batch)>
            <Hidden fields=shown />
            <input type="hidden" name="when" value="hours" />
            {unreachable}
            <Submit label=t.fmt("desk.import.confirm", &[("n", &number(takes))]) rank=Rank::Primary />
        </form>
    }
}

/// What the columns are taken for, in a form that looks again.
#[component]
fn Columns(
    batch: String,
    fields: Vec<&'static str>,
    columns: Vec<FileColumn>,
    reading: Reading,
) -> impl IntoView {
    let t = texts();
    let meaning = |field: &'static str| SelectOption::new(field, column_name(field));
    let meanings = fields.into_iter().map(meaning).collect::<Vec<_>>();
    view! {
        <Panel id="columns" title=t.get("desk.import.mapping")>
            <form method="get" action=routes::import_preview(&batch)>
                <Hidden fields=reading.fields() />
                <SubmitOnChange><Mapping columns meanings /></SubmitOnChange>
                <div class="form-acts"><Submit label=t.get("desk.import.again") /></div>
            </form>
        </Panel>
    }
}
