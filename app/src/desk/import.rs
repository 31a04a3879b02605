//! Importing suppliers: upload, then a preview in which columns can be put right. Nothing is written until confirmed.

mod bad;
mod reading;

pub use bad::{BadRow, Note};
pub use reading::Reading;

use super::form::Form;
use super::mapping::Mapping;
use super::parts::number;
use super::suppliers::column_key;
use super::{Frame, Page, T};
use crate::desk::routes;
use crate::islands::SubmitOnChange;
use crate::ui::{ButtonLink, ErrorSummary, FileField, PageHead, Rank, Submit};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upload {
    /// What was wrong with the file, if anything.
    pub form: Form,
    /// The fields that a column may hold, in the order in which they are offered.
    pub fields: Vec<&'static str>,
}

impl Page for Upload {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let above = Some((routes::suppliers(), t.get("desk.suppliers.title").to_owned()));
        let columns: Vec<_> =
            self.fields.iter().map(|f| view! { <li>{t.get(&column_key(f)).to_owned()}</li> }).collect();
        view! {
            <PageHead title=t.get("desk.import.title") above />
            <ErrorSummary title=t.get("desk.form.wrong") errors=p.form.errors.clone() />
            <form method="post" action=routes::import() enctype="multipart/form-data" class="form panel">
                <p>{t.get("desk.import.lead")}</p>
                <FileField label=t.get("desk.import.file") hint=t.get("desk.import.file_hint") accept=".csv,.txt,.tsv,.xlsx,.xlsm,.zip" />
                <div class="form-acts">
                    <Submit label=t.get("desk.import.look") rank=Rank::First />
                </div>
            </form>
            <section class="panel">
                <h2>{t.get("desk.import.columns")}</h2>
                <p>{t.get("desk.import.columns_text")}</p>
                <ul class="chips">{columns}</ul>
            </section>
        }
        .into_any()
    }
}

/// What an upload would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportPreview {
    /// The batch.
    pub id: String,
    /// The fields that a column may hold, in the order in which they are offered.
    pub fields: Vec<&'static str>,
    /// The columns of the file: header, the field it is taken for (empty when ignored), a few of its values.
    pub columns: Vec<(String, String, Vec<String>)>,
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
    /// Changes to suppliers that are known: name, field, old, new.
    pub changes: Vec<(String, String, String, String)>,
    /// Changes beyond those listed.
    pub more_changes: u64,
    /// The first new suppliers: name and address.
    pub first_new: Vec<(String, String)>,
    /// Suppliers with open requests whose address changes.
    pub moved: Vec<MovedRow>,
    /// Such suppliers beyond those listed.
    pub more_moved: u64,
    /// How many requests the old addresses lose access to, and to how many the new ones are invited.
    pub moves: (u64, u64),
}

/// A supplier with requests whose address changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovedRow {
    /// Sheet row.
    pub row: u64,
    /// Supplier.
    pub name: String,
    /// The address that loses access.
    pub old: String,
    /// The new address.
    pub new: String,
    /// The campaigns to which the old address loses access.
    pub ends: Vec<String>,
    /// The campaigns to which the new address is invited.
    pub invited: Vec<String>,
}

impl Page for ImportPreview {
    fn draw(&self, t: T, _: &Frame) -> AnyView {
        let p = self;
        let above = Some((routes::import(), t.get("desk.import.title").to_owned()));
        let count = |n: u64, label: &str, class: &'static str| {
            view! {
                <div class=format!("figure {class}")>
                    <dt>{label.to_owned()}</dt><dd><span class="figure-value">{number(n)}</span></dd>
                </div>
            }
        };
        let takes = p.new + p.changed;
        let confirm = (takes + p.without_email > 0).then(|| {
            let label = t.fmt("desk.import.confirm", &[("n", &number(takes))]);
            let mapping: Vec<&str> = p.columns.iter().map(|(_, field, _)| field.as_str()).collect();
            let unreachable = (p.without_email > 0).then(|| {
                view! {
                    <label class="tick">
                        <input type="checkbox" name="without_email" value="yes" />
                        {t.fmt("desk.import.without_email", &[("n", &number(p.without_email))])}
                    </label>
                }
            });
            view! {
                <form method="post" action=routes::import_preview(&p.id)>
                    {reading::hidden(&p.reading)}
                    <input type="hidden" name="mapping" value=mapping.join(",") />
                    <input type="hidden" name="when" value="hours" />
                    {unreachable}
                    <Submit label=label rank=Rank::First />
                </form>
            }
        });
        let skipped = (p.bad > 0 && takes > 0).then(
            || view! { <p class="notice">{t.fmt("desk.import.skipped", &[("n", &number(p.bad))])}</p> },
        );
        let whole: Vec<_> = p
            .whole
            .iter()
            .map(|text| view! { <p class="notice notice-bad" role="alert">{text.clone()}</p> })
            .collect();
        let nothing_to_do = (takes + p.without_email == 0)
            .then(|| view! { <p class="notice">{t.get("desk.import.nothing")}</p> });
        let moves = (p.moves.0 > 0).then(|| {
            let counts = [("ends", &*number(p.moves.0)), ("invited", &*number(p.moves.1))];
            view! { <p class="notice">{t.fmt("desk.import.moves", &counts)}</p> }
        });
        view! {
            <PageHead title=t.get("desk.import.preview") above />
            <p class="lead">{t.get("desk.import.preview_lead")}</p>
            <section class="panel" aria-labelledby="does">
                <h2 id="does">{t.get("desk.import.does")}</h2>
                <dl class="figures">
                    {count(p.new, t.get("desk.import.new"), "figure-good")}
                    {count(p.changed, t.get("desk.import.changed"), "figure-ours")}
                    {count(p.unchanged, t.get("desk.import.unchanged"), "")}
                    {count(p.bad, t.get("desk.import.bad"), "figure-bad")}
                </dl>
                {skipped}{nothing_to_do}{moves}
                <div class="form-acts">{confirm}<ButtonLink href=routes::suppliers() label=t.get("desk.cancel") /></div>
            </section>
            {whole}
            {reading::view(t, p)}
            {columns(t, p)}
            {bad::rows(t, p)}
            {bad::notes(t, p)}
            {moved(t, p)}
            {changes(t, p)}
            {first_new(t, p)}
        }
        .into_any()
    }
}

fn moved(t: T, p: &ImportPreview) -> AnyView {
    if p.moved.is_empty() {
        return ().into_any();
    }
    let list = |names: &[String]| match names {
        [] => "–".to_owned(),
        some => some.join(t.get("list.separator")),
    };
    let rows: Vec<_> = p
        .moved
        .iter()
        .map(|m| {
            view! {
                <tr>
                    <th scope="row">{m.row}" "{m.name.clone()}</th>
                    <td data-label=t.get("desk.import.loses")><del>{m.old.clone()}</del>" "{list(&m.ends)}</td>
                    <td data-label=t.get("desk.import.gains")><ins>{m.new.clone()}</ins>" "{list(&m.invited)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="panel panel-ours" aria-labelledby="moved">
            <h2 id="moved">{t.get("desk.moved.title")}</h2>
            <div class="table-wrap">
                <table class="cards">
                    <caption class="unseen">{t.get("desk.moved.title")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.get("desk.supplier.name")}</th>
                            <th scope="col">{t.get("desk.import.loses")}</th>
                            <th scope="col">{t.get("desk.import.gains")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more(t, p.more_moved)}
        </section>
    }
    .into_any()
}

fn columns(t: T, p: &ImportPreview) -> AnyView {
    let meanings = p.fields.iter().map(|f| ((*f).to_owned(), t.get(&column_key(f)).to_owned())).collect();
    let table = view! { <Mapping t=t columns=p.columns.clone() meanings=meanings unseen=true /> };
    view! {
        <section class="panel" aria-labelledby="columns">
            <h2 id="columns">{t.get("desk.import.mapping")}</h2>
            <form method="get" action=routes::import_preview(&p.id)>
                {reading::hidden(&p.reading)}
                <SubmitOnChange>{table}</SubmitOnChange>
                <div class="form-acts"><Submit label=t.get("desk.import.again") /></div>
            </form>
        </section>
    }
    .into_any()
}

fn more(t: T, n: u64) -> AnyView {
    if n == 0 {
        return ().into_any();
    }
    view! { <p class="minor">{t.fmt("desk.more", &[("n", &number(n))])}</p> }.into_any()
}

fn changes(t: T, p: &ImportPreview) -> AnyView {
    if p.changes.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = p
        .changes
        .iter()
        .map(|(name, field, old, new)| {
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td data-label=t.get("desk.import.column")>{t.get(&column_key(field)).to_owned()}</td>
                    <td data-label=t.get("desk.change.old")><del>{old.clone()}</del></td>
                    <td data-label=t.get("desk.change.new")><ins>{new.clone()}</ins></td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="panel" aria-labelledby="changes">
            <h2 id="changes">{t.get("desk.import.changes")}</h2>
            <div class="table-wrap">
                <table class="cards">
                    <caption class="unseen">{t.get("desk.import.changes")}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t.get("desk.supplier.name")}</th>
                            <th scope="col">{t.get("desk.import.column")}</th>
                            <th scope="col">{t.get("desk.change.old")}</th>
                            <th scope="col">{t.get("desk.change.new")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {more(t, p.more_changes)}
        </section>
    }
    .into_any()
}

fn first_new(t: T, p: &ImportPreview) -> AnyView {
    if p.first_new.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = p
        .first_new
        .iter()
        .map(|(name, email)| view! { <li class="line"><span>{name.clone()}</span><span class="minor">{email.clone()}</span></li> })
        .collect();
    view! {
        <section class="panel" aria-labelledby="first-new">
            <h2 id="first-new">{t.get("desk.import.first_new")}</h2>
            <ul class="lines lines-many">{rows}</ul>
            {more(t, p.new.saturating_sub(p.first_new.len() as u64))}
        </section>
    }
    .into_any()
}
