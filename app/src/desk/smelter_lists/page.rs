//! The lists that there are, and the upload of another.

use super::FoundSmelter;
use super::search::SmelterSearch;
use crate::desk::form::BoundForm;
use crate::desk::job::{JobProgress, OpenJob};
use crate::desk::parts::{More, ReasonedAct, number};
use crate::desk::settings::{SettingsHead, SettingsPart};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{DataTable, EmptyState, ErrorSummary, FileField, Panel, Rank, Submit, TableColumn, TableRow};
use domain::Instant;
use leptos::prelude::*;

/// A list, without its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterListLine {
    pub id: String,
    /// What kind it is, in words.
    pub kind: String,
    pub as_of: String,
    /// Where it came from.
    pub source: String,
    /// Its terms.
    pub licence: String,
    /// Smelters or revisions in it.
    pub size: u64,
    /// Rows left out or taken with a doubt.
    pub noise: u64,
    /// When it was imported.
    pub imported_at: Instant,
    /// By whom.
    pub by: String,
    pub retired: Option<RetiredList>,
    /// How many declarations are checked otherwise since it came or went.
    pub affected: u64,
    /// The first of them.
    pub affected_first: Vec<AffectedRequest>,
}

/// When and why a list was retired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetiredList {
    pub at: Instant,
    pub why: String,
}

/// A declaration that a list affected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AffectedRequest {
    /// Its request.
    pub request: String,
    /// The supplier's name.
    pub supplier: String,
    /// How many findings it has more.
    pub more: i64,
    /// How many it has fewer.
    pub fewer: i64,
}

/// The page of the lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterLists {
    /// The lists, the youngest first.
    pub lists: Vec<SmelterListLine>,
    /// The search: `q` and `day`.
    pub search: BoundForm,
    /// What it found; unset where nothing was searched for.
    pub found: Option<Vec<FoundSmelter>>,
    /// The upload.
    pub form: BoundForm,
    /// How far it is, where reported smelters are being placed anew.
    pub placing: Option<OpenJob>,
    /// The same, where submissions are being checked again.
    pub judging: Option<OpenJob>,
}

impl DeskPage for SmelterLists {
    fn view(self) -> AnyView {
        view! { <SmelterListsPage page=self /> }.into_any()
    }
}

#[component]
fn SmelterListsPage(page: SmelterLists) -> impl IntoView {
    let t = texts();
    let admin = frame().is_admin();
    let (gone, here): (Vec<_>, Vec<_>) = page.lists.into_iter().partition(|list| list.retired.is_some());
    let in_use = match here.is_empty() {
        true => view! { <EmptyState text=t.get("desk.refs.none") /> }.into_any(),
        false => view! { <Lists caption=t.get("desk.refs.list") lists=here acts=admin /> }.into_any(),
    };
    let retired = (!gone.is_empty()).then(|| {
        view! {
            <Panel id="retired" title=t.get("desk.refs.retired")>
                <Lists caption=t.get("desk.refs.retired") lists=gone />
            </Panel>
        }
    });
    view! {
        <SettingsHead open=SettingsPart::References />
        {page.placing.map(|job| view! { <JobProgress text=t.get("desk.smelters.placing") job /> })}
        {page.judging.map(|job| view! { <JobProgress text=t.get("desk.job.judging") job /> })}
        <Panel id="list" title=t.get("desk.refs.list")>
            <p class="hint">{t.get("desk.refs.hint")}</p>
            {in_use}
        </Panel>
        <SmelterSearch search=page.search found=page.found />
        {admin.then(|| view! { <Upload form=page.form /> })}
        {retired}
    }
}

#[component]
fn Upload(form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <Panel id="upload" title=t.get("desk.refs.upload")>
            <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors />
            <form method="post" action=routes::references() enctype="multipart/form-data" class="form">
                <FileField label=t.get("desk.refs.file") hint=t.get("desk.refs.upload_hint") accept=".csv,.txt,.xlsx,.xls,.xml" />
                <div class="form-acts">
                    <Submit label=t.get("desk.refs.look") rank=Rank::Primary />
                </div>
            </form>
        </Panel>
    }
}

#[component]
fn Lists(
    caption: &'static str,
    lists: Vec<SmelterListLine>,
    /// Whether something can be done to them.
    #[prop(optional)]
    acts: bool,
) -> impl IntoView {
    let t = texts();
    let columns = [
        TableColumn::new(t.get("desk.refs.kind")),
        TableColumn::new(t.get("desk.refs.day")),
        TableColumn::new(t.get("desk.refs.source")),
        TableColumn::new(t.get("desk.refs.size")).number(true),
        TableColumn::new(t.get("desk.refs.remarks")).number(true),
        TableColumn::new(t.get("desk.refs.imported")),
    ];
    let rows = lists.into_iter().map(|list| line(list, acts)).collect();
    view! { <DataTable caption columns=columns.to_vec() rows wrap=true /> }
}

/// A list, and below it what else is known of it and what can be done.
fn line(list: SmelterListLine, acts: bool) -> TableRow {
    let doubts = (list.noise > 0).then(|| view! { <a href=routes::list(&list.id)>{number(list.noise)}</a> });
    let cells = vec![
        view! { <a href=routes::list(&list.id)>{list.kind.clone()}</a> }.into_any(),
        view! { <time>{list.as_of.clone()}</time> }.into_any(),
        list.source.clone().into_any(),
        number(list.size).into_any(),
        doubts.into_any(),
        view! { <LocalTime at=list.imported_at /><span class="minor">{list.by.clone()}</span> }.into_any(),
    ];
    let more = !list.licence.is_empty() || list.retired.is_some() || list.affected > 0 || acts;
    TableRow::new(cells).below(more.then(|| view! { <Below list acts /> }.into_any()))
}

#[component]
fn Below(list: SmelterListLine, acts: bool) -> impl IntoView {
    let t = texts();
    let licence = (!list.licence.is_empty())
        .then(|| view! { <p class="minor">{t.get("desk.refs.licence")}": "{list.licence}</p> });
    let retired = list.retired.map(|it| {
        view! { <p class="minor">{t.get("desk.refs.retired_on")}" "<LocalTime at=it.at />": "{it.why}</p> }
    });
    let affected =
        (list.affected > 0).then(|| view! { <Affected count=list.affected first=list.affected_first /> });
    let retire = acts.then(|| {
        let action = routes::retire_list(&list.id);
        view! { <ReasonedAct id=list.id action label=t.get("desk.refs.retire") /> }
    });
    view! {
        {licence}{retired}
        <div class="row-details">{affected}{retire}</div>
    }
}

/// Which declarations the list affected.
#[component]
fn Affected(count: u64, first: Vec<AffectedRequest>) -> impl IntoView {
    let t = texts();
    let rest = count.saturating_sub(first.len() as u64);
    let lines = first.into_iter().map(|it| {
        let (more, fewer) = (it.more.to_string(), it.fewer.to_string());
        let findings = t.fmt("desk.refs.affected_one", &[("more", &more), ("fewer", &fewer)]);
        view! {
            <li class="line">
                <a href=routes::request(&it.request)>{it.supplier}</a><span class="minor">{findings}</span>
            </li>
        }
    });
    view! {
        <details>
            <summary>{t.fmt("desk.refs.affected", &[("n", &number(count))])}</summary>
            <ul class="lines">{lines.collect_view()}</ul>
            <More n=rest />
        </details>
    }
}
