//! What can be done to a part of a draft.

use super::{Address, PartWork, TableForm};
use crate::desk::form::BoundForm;
use crate::desk::parts::Hidden;
use crate::desk::texts;
use crate::ui::{Choice, Field, Rank, SelectOption, Submit, TextArea};
use leptos::prelude::*;

#[component]
pub(super) fn PartActions(
    at: Address,
    id: String,
    work: PartWork,
    notes: Vec<String>,
    table: Option<TableForm>,
    taken_out: bool,
    form: BoundForm,
) -> impl IntoView {
    let t = texts();
    let post = |act: &str, label: &'static str| {
        let fields = at.act(&id, act);
        view! { <form method="post" action=at.href()><Hidden fields /><Submit label rank=Rank::Secondary /></form> }
    };
    // Each part's controls have names of their own, since all stand on one page. What was refused is open again.
    let ours = format!(".{id}");
    let open = form.errors.iter().any(|it| it.control.ends_with(&ours));
    let write = |act: &str, label: &str, hint: &'static str| {
        let notes = notes.iter().enumerate().map(|(at, note)| {
            let label = t.fmt("desk.draft.note", &[("n", &(at + 1).to_string())]);
            view! { <TextArea control=form.at(&format!("note.{note}.{id}")) label rows=3 /> }
        });
        let notes = notes.collect_view();
        let (fields, label) = (at.act(&id, act), label.to_owned());
        view! {
            <details open=open>
                <summary>{label.clone()}</summary>
                <form method="post" action=at.href()>
                    <Hidden fields />
                    <TextArea control=form.at(&format!("text.{id}")) label hint rows=6 />
                    {notes}
                    <Submit label=t.get("desk.own.save") rank=Rank::Primary />
                </form>
            </details>
        }
    };
    let main = match work {
        PartWork::Written => {
            write("write", t.get("desk.draft.write"), t.get("desk.draft.own_tables")).into_any()
        }
        PartWork::Planned => write("plan", t.get("desk.draft.plan"), "").into_any(),
        PartWork::Audited => write("audits", t.get("desk.draft.audits"), "").into_any(),
        PartWork::Automatic { edited } => {
            let back = edited.is_some().then(|| post("restore", t.get("desk.draft.restore")));
            view! { {write("edit", t.get("desk.draft.edit"), "")}{back} }.into_any()
        }
        PartWork::Signed { statement, metals, choices, signed } => {
            let signed = signed.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <ul class="minor">{signed}</ul>
                <Sign at=at.clone() id=id.clone() statement metals choices form=form.clone() />
            }
            .into_any()
        }
    };
    let include = match taken_out {
        true => post("include", t.get("desk.draft.include")),
        false => post("leave_out", t.get("desk.draft.leave_out")),
    };
    let table = table.map(|table| {
        let usual = (!table.by.is_empty()).then(|| post("show_usual", t.get("desk.draft.table_usual")));
        view! { <TableLook at=at.clone() id=id.clone() table form=form.clone() />{usual} }
    });
    view! {
        {main}
        {table}
        <div class="draft-acts">
            {include}{post("up", t.get("desk.draft.up"))}{post("down", t.get("desk.draft.down"))}
        </div>
    }
}

#[component]
fn Sign(
    at: Address,
    id: String,
    statement: String,
    metals: Vec<SelectOption>,
    choices: Vec<SelectOption>,
    form: BoundForm,
) -> impl IntoView {
    let t = texts();
    let named = |control: &str| format!("{control}.{id}");
    let needs_auditor = statement == "audit" || statement == "conflict";
    let metal = (!metals.is_empty()).then(|| {
        view! { <Choice control=form.at(&named("metal")) label=t.get("desk.rollup.metal") choices=metals /> }
    });
    let auditor = needs_auditor.then(|| {
        view! {
            <Field control=form.at(&named("auditor")) label=t.get("desk.draft.auditor") />
            <Field control=form.at(&named("audited_on")) label=t.get("desk.draft.audited_on") kind="date" short=true />
        }
    });
    let mut fields = at.act(&id, "sign");
    fields.push(("statement".to_owned(), statement));
    view! {
        <details open=form.errors.iter().any(|it| it.control.ends_with(&format!(".{id}")))>
            <summary>{t.get("desk.draft.sign")}</summary>
            <form method="post" action=at.href()>
                <Hidden fields />
                {metal}
                <Choice control=form.at(&named("choice")) label=t.get("desk.draft.choice") choices />
                {auditor}
                <p class="minor">{t.get("desk.draft.sign_hint")}" "{t.get("desk.draft.sign_again")}</p>
                <Submit label=t.get("desk.draft.sign_go") rank=Rank::Primary />
            </form>
        </details>
    }
}

/// The title of a table, its columns and their order, and the day of its lists.
#[component]
fn TableLook(at: Address, id: String, table: TableForm, form: BoundForm) -> impl IntoView {
    let t = texts();
    let ours = ["title", "col.1", "head.1", "label.1"].map(|name| format!("{name}.{id}"));
    let open = form.errors.iter().any(|it| ours.contains(&it.control));
    let column = |n: usize| {
        let (col, head) = (form.at(&format!("col.{n}.{id}")), form.at(&format!("head.{n}.{id}")));
        let number = n.to_string();
        let label = t.fmt("desk.draft.column_head", &[("n", &number)]);
        let which = match table.free {
            true => {
                let mut choices = vec![SelectOption::new("", t.get("desk.draft.column_none"))];
                choices.extend(table.columns.clone());
                let label = t.fmt("desk.draft.column", &[("n", &number)]);
                view! { <Choice control=col label choices /> }.into_any()
            }
            false => view! { <Hidden fields=vec![(col.name.clone(), col.value)] /> }.into_any(),
        };
        view! { {which}<Field control=head label /> }
    };
    let columns: Vec<_> = (1..=table.places).map(column).collect();
    let label = |(n, usual): (usize, &String)| {
        let label = t.fmt("desk.draft.row_label", &[("usual", usual)]);
        view! { <Field control=form.at(&format!("label.{n}.{id}")) label /> }
    };
    let labels = (1..).zip(&table.labels).map(label).collect_view();
    let dated = (!table.dated.is_empty()).then(|| {
        let control = form.at(&format!("dated.{id}"));
        view! { <Choice control label=t.get("desk.draft.dated") choices=table.dated.clone() /> }
    });
    view! {
        <details open=open>
            <summary>{t.get("desk.draft.table")}</summary>
            <form method="post" action=at.href()>
                <Hidden fields=at.act(&id, "show") />
                <p class="minor">{t.get("desk.draft.table_hint")}</p>
                <Field control=form.at(&format!("title.{id}")) label=t.get("desk.draft.table_title") />
                {columns}
                {labels}
                {dated}
                <Submit label=t.get("desk.own.save") rank=Rank::Primary />
            </form>
        </details>
    }
}
