//! Retention: what the rule removes and when, what is kept all the same, and what runs have removed.

use super::company::RetentionField;
use super::{SettingsHead, SettingsPart};
use crate::desk::form::BoundForm;
use crate::desk::job::{JobProgress, OpenJob};
use crate::desk::parts::{TimeOrDash, counted, number};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{
    ButtonLink, Choice, DataTable, ErrorSummary, Field, Panel, PostButton, Question, Rank, SelectOption,
    Submit, TableColumn, TableRow,
};
use domain::{Instant, Texts};
use leptos::prelude::*;

/// How much of each kind, by the kind's key.
pub type KindCounts = Vec<(&'static str, u64)>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// The rule: months after the reporting year.
    pub months: u32,
    /// The form that changes it.
    pub rule: BoundForm,
    pub due: Vec<DueCampaign>,
    /// What goes of suppliers.
    pub suppliers: KindCounts,
    /// The next campaign that will be due: the day and its name.
    pub next: Option<(String, String)>,
    /// When the next run begins.
    pub planned: Option<Instant>,
    /// The run that is under way.
    pub job: Option<OpenJob>,
    pub holds: Vec<HoldRow>,
    pub runs: Vec<RunRow>,
    /// What a hold can cover.
    pub scopes: Vec<SelectOption>,
    /// The form for a hold.
    pub form: BoundForm,
}

/// A campaign that is due.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DueCampaign {
    pub id: String,
    pub name: String,
    pub due_on: String,
    pub going: KindCounts,
    /// Requests that a hold keeps.
    pub held: u64,
}

/// A legal hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HoldRow {
    pub id: String,
    /// What it covers, in words.
    pub what: String,
    pub reason: String,
    pub by: String,
    pub at: Instant,
    /// When and by whom it was lifted.
    pub lifted: Option<(Instant, String)>,
}

/// A run of the rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunRow {
    pub at: Instant,
    pub by: String,
    pub months: u32,
    pub removed: KindCounts,
    pub finished: Option<Instant>,
    /// Whether it has not ended, and nobody goes on with it.
    pub interrupted: bool,
}

impl Retention {
    /// All that is due, kind by kind.
    fn total(&self) -> KindCounts {
        let mut total: KindCounts = Vec::new();
        for (kind, n) in self.due.iter().flat_map(|c| &c.going).chain(&self.suppliers) {
            match total.iter_mut().find(|(known, _)| known == kind) {
                Some((_, sum)) => *sum += n,
                None => total.push((kind, *n)),
            }
        }
        total.retain(|(_, n)| *n > 0);
        total
    }
}

/// So many months; where they are whole years, these too.
fn period(t: &Texts, months: u32) -> String {
    let said = counted(t, "desk.retention.months", months.into());
    match months {
        n if n > 0 && n % 12 == 0 => {
            format!("{said} ({})", counted(t, "desk.retention.years", (n / 12).into()))
        }
        _ => said,
    }
}

/// Counts in words: `12 requests, 3 files`.
fn said(t: &Texts, counts: &KindCounts) -> String {
    let some = counts.iter().filter(|(_, n)| *n > 0);
    let said: Vec<String> =
        some.map(|(kind, n)| counted(t, &format!("desk.retention.kind.{kind}"), *n)).collect();
    if said.is_empty() {
        t.get("desk.retention.nothing").to_owned()
    } else {
        said.join(t.get("desk.retention.and"))
    }
}

impl DeskPage for Retention {
    fn view(self) -> AnyView {
        view! { <RetentionPage page=self /> }.into_any()
    }
}

#[component]
fn RetentionPage(page: Retention) -> impl IntoView {
    let t = texts();
    let total = page.total();
    let rule = page.rule.clone();
    view! {
        <SettingsHead open=SettingsPart::Retention />
        <Panel id="rule" title=t.get("desk.retention.rule")>
            <p>{t.fmt("desk.retention.rule_is", &[("period", &period(t, page.months))])}</p>
            <p class="minor">{t.get("desk.retention.rule_what")}</p>
            {frame().is_admin().then(|| view! { <ChangeRule form=rule /> })}
        </Panel>
        <Due page=page.clone() total />
        <Holds holds=page.holds scopes=page.scopes form=page.form />
        <Runs runs=page.runs />
    }
}

#[component]
fn ChangeRule(form: BoundForm) -> impl IntoView {
    let t = texts();
    view! {
        <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
        <form method="post" action=routes::retention_rule() class="form">
            <RetentionField form />
            <p class="minor">{t.get("desk.retention.rule_when")}</p>
            <div class="form-acts"><Submit label=t.get("desk.retention.rule_change") rank=Rank::Secondary /></div>
        </form>
    }
}

/// What is due now, and when it goes.
#[component]
fn Due(page: Retention, total: KindCounts) -> impl IntoView {
    let t = texts();
    let columns =
        ["desk.retention.campaign", "desk.retention.since", "desk.retention.goes", "desk.retention.held"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |c: DueCampaign| {
        let name = view! { <a href=routes::campaign(&c.id)>{c.name.clone()}</a> }.into_any();
        TableRow::new(vec![
            name,
            c.due_on.into_any(),
            said(t, &c.going).into_any(),
            number(c.held).into_any(),
        ])
    };
    let mut rows: Vec<TableRow> = page.due.into_iter().map(row).collect();
    if page.suppliers.iter().any(|(_, n)| *n > 0) {
        let what = t.get("desk.retention.suppliers").into_any();
        rows.push(TableRow::new(vec![
            what,
            "–".into_any(),
            said(t, &page.suppliers).into_any(),
            "–".into_any(),
        ]));
    }
    let list = match rows.is_empty() {
        true => view! { <p>{t.get("desk.retention.none_due")}</p> }.into_any(),
        false => {
            view! { <DataTable caption=t.get("desk.retention.due") columns rows wrap=true /> }.into_any()
        }
    };
    let next = page.next.map(|(day, name)| {
        view! { <p class="minor">{t.fmt("desk.retention.next", &[("name", &name), ("day", &day)])}</p> }
    });
    let planned = page.planned.map(|at| {
        view! { <p role="status">{t.get("desk.retention.planned")}" "<LocalTime at /></p> }
    });
    let job = page.job.map(|job| view! { <JobProgress text=t.get("desk.retention.running") job /> });
    let now = (frame().is_admin() && !total.is_empty()).then(|| {
        view! { <ButtonLink href=routes::run_retention() label=t.get("desk.retention.run") rank=Rank::Secondary /> }
    });
    view! {
        <Panel id="due" title=t.get("desk.retention.due")>
            {job}{list}{planned}{next}{now}
        </Panel>
    }
}

#[component]
fn Holds(holds: Vec<HoldRow>, scopes: Vec<SelectOption>, form: BoundForm) -> impl IntoView {
    let t = texts();
    let admin = frame().is_admin();
    let columns = [
        "desk.retention.what",
        "desk.retention.reason",
        "desk.retention.who",
        "desk.retention.placed",
        "desk.retention.lifted",
    ];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |hold: HoldRow| {
        let lifted = match hold.lifted {
            Some((at, by)) => view! { <LocalTime at />" "{by} }.into_any(),
            None if admin => {
                let ask = Question::new(
                    t.fmt("desk.retention.lift_ask", &[("what", &hold.what)]),
                    t.get("desk.cancel"),
                );
                view! { <PostButton to=routes::lift_hold(&hold.id) label=t.get("desk.retention.lift") rank=Rank::Secondary ask /> }
                    .into_any()
            }
            None => t.get("desk.retention.stands").into_any(),
        };
        let at = view! { <TimeOrDash at=Some(hold.at) /> }.into_any();
        TableRow::new(vec![hold.what.into_any(), hold.reason.into_any(), hold.by.into_any(), at, lifted])
    };
    let rows: Vec<TableRow> = holds.into_iter().map(row).collect();
    let list = match rows.is_empty() {
        true => view! { <p>{t.get("desk.retention.no_holds")}</p> }.into_any(),
        false => {
            view! { <DataTable caption=t.get("desk.retention.holds") columns rows wrap=true /> }.into_any()
        }
    };
    let place = admin.then(|| {
        view! {
            <h3>{t.get("desk.retention.place")}</h3>
            <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
            <form method="post" action=routes::retention() class="form">
                <Choice control=form.at("scope") label=t.get("desk.retention.scope") choices=scopes />
                <Field control=form.at("supplier") label=t.get("desk.retention.supplier") hint=t.get("desk.retention.supplier_hint") />
                <Field control=form.at("reason") label=t.get("desk.retention.reason") hint=t.get("desk.retention.reason_hint") required=true />
                <div class="form-acts"><Submit label=t.get("desk.retention.place") rank=Rank::Primary /></div>
            </form>
        }
    });
    view! {
        <Panel id="holds" title=t.get("desk.retention.holds")>
            <p class="minor">{t.get("desk.retention.holds_what")}</p>
            {list}{place}
        </Panel>
    }
}

#[component]
fn Runs(runs: Vec<RunRow>) -> impl IntoView {
    let t = texts();
    let columns = [
        "desk.retention.began",
        "desk.retention.by",
        "desk.retention.rule",
        "desk.retention.removed",
        "desk.retention.ended",
    ];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |run: RunRow| {
        let began = view! { <TimeOrDash at=Some(run.at) /> }.into_any();
        let ended = match run.finished {
            None if run.interrupted => t.get("desk.retention.interrupted").into_any(),
            None => t.get("desk.retention.under_way").into_any(),
            at => view! { <TimeOrDash at /> }.into_any(),
        };
        let rule = period(t, run.months).into_any();
        TableRow::new(vec![began, run.by.into_any(), rule, said(t, &run.removed).into_any(), ended])
    };
    let rows: Vec<TableRow> = runs.into_iter().map(row).collect();
    let list = match rows.is_empty() {
        true => view! { <p>{t.get("desk.retention.no_runs")}</p> }.into_any(),
        false => {
            view! { <DataTable caption=t.get("desk.retention.runs") columns rows wrap=true /> }.into_any()
        }
    };
    view! { <Panel id="runs" title=t.get("desk.retention.runs")>{list}</Panel> }
}

/// Before a run: what goes, and that it does not come back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunRetention {
    /// The rule that was shown, and the campaigns: whoever presses agrees to these.
    pub months: u32,
    pub ids: Vec<String>,
    /// What goes, kind by kind.
    pub going: KindCounts,
    pub campaigns: Vec<String>,
    /// Whether it is another question than the one that was agreed to.
    pub changed: bool,
}

impl DeskPage for RunRetention {
    fn view(self) -> AnyView {
        view! { <RunRetentionPage page=self /> }.into_any()
    }
}

#[component]
fn RunRetentionPage(page: RunRetention) -> impl IntoView {
    let t = texts();
    let campaigns = page.campaigns.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
    let ids = page.ids.into_iter().map(|id| view! { <input type="hidden" name="campaign" value=id /> });
    let ids = ids.collect_view();
    let changed = page.changed.then(|| view! { <p role="alert">{t.get("desk.retention.run_changed")}</p> });
    view! {
        <SettingsHead open=SettingsPart::Retention />
        <Panel id="run" title=t.get("desk.retention.run_ask")>
            {changed}
            <p>{t.fmt("desk.retention.rule_is", &[("period", &period(t, page.months))])}</p>
            <p>{t.fmt("desk.retention.run_goes", &[("what", &said(t, &page.going))])}</p>
            <ul>{campaigns}</ul>
            <p>{t.get("desk.retention.run_warns")}</p>
            <form method="post" action=routes::run_retention() class="form-acts">
                <input type="hidden" name="months" value=page.months.to_string() />
                {ids}
                <Submit label=t.get("desk.retention.run_now") rank=Rank::Danger />
                <a href=routes::retention()>{t.get("desk.cancel")}</a>
            </form>
        </Panel>
    }
}
