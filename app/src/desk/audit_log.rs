//! The log: its entries, filtered and searched, and whether the chain of their hashes is whole.

use super::list::{ListFilter, ListFilters, ListPager, ListSave, ListSaved, ListSearch, Listed};
use super::parts::{LogLine, LogTable, number};
use super::{DeskPage, frame, routes, texts};
use crate::ui::{ButtonLink, Options, PageHead, SelectOption};
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogPage {
    /// Its entries.
    pub lines: Vec<LogLine>,
    /// What checking it found, where that was asked for.
    pub checked: Option<LogCheck>,
    /// From what one may choose.
    pub filters: LogFilters,
    /// The list as it is looked at, the newest first.
    pub list: Listed,
}

/// What checking the log found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogCheck {
    /// So many entries, and each fits.
    Whole(u64),
    /// This entry is the first that does not fit.
    Broken(i64),
}

/// From what one may choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilters {
    /// Kinds of acts.
    pub kinds: Vec<SelectOption>,
    /// Who may have done it.
    pub people: Vec<SelectOption>,
    /// The name of the one object whose acts are shown.
    pub object_name: String,
}

impl DeskPage for LogPage {
    fn view(self) -> AnyView {
        view! { <Log page=self /> }.into_any()
    }
}

#[component]
fn Log(page: LogPage) -> impl IntoView {
    let (t, whole) = (texts(), !frame().is_partial());
    view! {
        <PageHead title=t.get("desk.log.title")>
            {whole.then(|| view! {
                <ButtonLink href=routes::with(routes::log(), &[("check", "1")]) label=t.get("desk.log.check") />
            })}
        </PageHead>
        <p class="hint">{t.get(if whole { "desk.log.hint" } else { "desk.log.part" })}</p>
        {page.checked.map(|found| view! { <Checked found /> })}
        <ListSaved list=page.list.clone() />
        <div class="list-head">
            <Filters list=page.list.clone() filters=page.filters />
            <ListSave list=page.list.clone() />
        </div>
        <LogTable lines=page.lines />
        <ListPager list=page.list />
    }
}

#[component]
fn Checked(found: LogCheck) -> impl IntoView {
    let t = texts();
    match found {
        LogCheck::Whole(entries) => {
            let whole = t.fmt("desk.log.whole", &[("n", &number(entries))]);
            view! { <p class="notice notice-good" role="status">{whole}</p> }.into_any()
        }
        LogCheck::Broken(entry) => {
            let broken = t.fmt("desk.log.broken", &[("n", &entry.to_string())]);
            view! { <p class="notice notice-bad" role="alert">{broken}</p> }.into_any()
        }
    }
}

#[component]
fn Filters(list: Listed, filters: LogFilters) -> impl IntoView {
    let t = texts();
    let value = |name: &str| list.query.get(name).to_owned();
    let named = |values: &[SelectOption], name: &str| {
        values.iter().find(|it| it.value == list.query.get(name)).map(|it| it.label.clone())
    };
    let day = |name: &str| Some(value(name)).filter(|day| !day.is_empty());
    let object = (!value("object").is_empty()).then_some(filters.object_name);
    let on = vec![
        ListFilter::new("object", "desk.log.object", object),
        ListFilter::new("kind", "desk.log.what", named(&filters.kinds, "kind")),
        ListFilter::new("who", "desk.log.who", named(&filters.people, "who")),
        ListFilter::new("from", "desk.log.from", day("from")),
        ListFilter::new("until", "desk.log.until", day("until")),
    ];
    let [kind, who, from, until] = ["kind", "who", "from", "until"].map(value);
    view! {
        <ListSearch list=list.clone() label=t.get("desk.log.search") sets=&["kind", "who", "from", "until"]>
            <Labelled name="kind" label=t.get("desk.log.what")>
                <Values name="kind" values=filters.kinds chosen=kind />
            </Labelled>
            <Labelled name="who" label=t.get("desk.log.who")>
                <Values name="who" values=filters.people chosen=who />
            </Labelled>
            <Labelled name="from" label=t.get("desk.log.from")>
                <input id="from" name="from" type="date" value=from />
            </Labelled>
            <Labelled name="until" label=t.get("desk.log.until")>
                <input id="until" name="until" type="date" value=until />
            </Labelled>
        </ListSearch>
        <ListFilters list filters=on />
    }
}

/// A control behind its label.
#[component]
fn Labelled(name: &'static str, label: &'static str, children: Children) -> impl IntoView {
    view! { <span class="pair"><label for=name>{label}</label>{children()}</span> }
}

#[component]
fn Values(name: &'static str, values: Vec<SelectOption>, chosen: String) -> impl IntoView {
    view! {
        <select id=name name=name>
            <option value="">{texts().get("desk.log.all")}</option>
            <Options options=values chosen />
        </select>
    }
}
