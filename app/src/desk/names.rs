//! Names of smelters over all declarations: those to decide about, and what was decided.

mod decided;
mod open;

pub use decided::{DecisionLine, EndedDecision};
pub use open::{NameLine, NamedBy};

use super::form::BoundForm;
use super::list::{ListFilters, ListSearch, Listed};
use super::name_match::Back;
use super::parts::number;
use super::smelters::{SmeltersHead, SmeltersPart};
use super::{DeskPage, routes, texts};
use crate::ui::{ErrorSummary, Panel, Tab, TableColumn, Tabs};
use decided::DecidedNames;
use leptos::prelude::*;
use open::OpenNames;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Whether decisions are shown; otherwise the names to decide about.
    pub decided: bool,
    /// How many names are open.
    pub open_count: u64,
    /// How many decisions stand.
    pub decided_count: u64,
    /// The list as it is asked for: `view`, `q`.
    pub list: Listed,
    /// Whether there is any list to compare with.
    pub lists: bool,
    /// The names to decide about.
    pub open: Vec<NameLine>,
    /// The decisions that stand.
    pub standing: Vec<DecisionLine>,
    /// Those that ended.
    pub ended: Vec<DecisionLine>,
    /// A decision that was refused, where one was: then its name alone is shown.
    pub form: BoundForm,
}

impl DeskPage for Names {
    fn view(self) -> AnyView {
        view! { <NamesPage page=self /> }.into_any()
    }
}

#[component]
fn NamesPage(page: Names) -> impl IntoView {
    let t = texts();
    let Names { decided, open_count, decided_count, list, lists, open, standing, ended, form } = page;
    let hint = if decided { "smelters.names.decided_hint" } else { "smelters.names.open_hint" };
    let errors = form.errors.clone();
    let shown = match decided {
        true => view! { <DecidedNames list=list.clone() standing ended /> }.into_any(),
        false => view! { <OpenNames list=list.clone() lists names=open refused=form /> }.into_any(),
    };
    view! {
        <SmeltersHead open=SmeltersPart::Names />
        <Panel id="names" title=t.get("smelters.names.title")>
            <div class="list-head">
                <OpenAndDecided open=open_count decided=decided_count decided_shown=decided />
                <ListSearch list=list.clone() label=t.get("smelters.names.search") />
            </div>
            <p class="hint">{t.get(hint)}</p>
            <ListFilters list />
            <ErrorSummary title=t.get("desk.form.wrong") errors />
            {shown}
        </Panel>
    }
}

#[component]
fn OpenAndDecided(open: u64, decided: u64, decided_shown: bool) -> impl IntoView {
    let t = texts();
    let tab = |of_decided: bool, label: &str, n: u64| Tab {
        href: routes::with(routes::names(), &[("view", if of_decided { "decided" } else { "" })]),
        label: t.get(label).to_owned(),
        count: Some(number(n)),
        current: of_decided == decided_shown,
    };
    let tabs = vec![tab(false, "smelters.names.open", open), tab(true, "smelters.names.decided", decided)];
    view! { <Tabs label=t.get("smelters.names.title") tabs /> }
}

fn columns<const N: usize>(keys: [&str; N]) -> Vec<TableColumn> {
    keys.map(|key| TableColumn::new(texts().get(key))).to_vec()
}

/// Decisions that are made here lead back here.
fn back_here() -> Back {
    Back { page: routes::names(), place: String::new() }
}
