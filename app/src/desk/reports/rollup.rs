//! The company's own declaration as it comes out, with what each answer rests on.

use super::{ReportHead, ReportPart};
use crate::desk::parts::{More, counted};
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{
    Badge, ButtonLink, DataTable, EmptyState, Fact, Link, PageHead, Panel, Rank, TableColumn, TableRow, Tone,
};
use leptos::prelude::*;

/// An answer of the roll-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellLine {
    /// Its key in the template.
    pub key: String,
    /// The question, as the template numbers it.
    pub question: String,
    /// The metal in words; blank where the question is about none.
    pub metal: String,
    /// The answer; blank where none follows.
    pub value: String,
    /// Whether the company itself has to answer.
    pub open: bool,
    /// In which case the rule holds, and its code.
    pub rule: String,
    pub code: &'static str,
    /// Suppliers for it, against it, and silent.
    pub pro: u64,
    pub contra: u64,
    pub silent: u64,
}

/// A smelter that is reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterLine {
    pub metal: String,
    pub cid: String,
    pub name: String,
    pub country: String,
    /// Its status in words.
    pub status: String,
    /// How many suppliers named it.
    pub suppliers: u64,
    /// Whether one supplier alone named it.
    pub could_reveal: bool,
}

/// Rows that are not in it, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOutLine {
    pub reason: String,
    pub rows: u64,
}

/// The page of the roll-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RolledUp {
    pub id: String,
    pub name: String,
    /// Which answers count, as it is printed.
    pub settings: String,
    pub cells: Vec<CellLine>,
    pub smelters: Vec<SmelterLine>,
    /// Smelters beyond those.
    pub more_smelters: u64,
    pub left_out: Vec<LeftOutLine>,
    /// Where it names a supplier: nothing leaves before that is gone. Place and text.
    pub leaks: Vec<(String, String)>,
    /// Smelters whose number and name only a list has that may not be passed on: name and terms.
    pub held: Vec<(String, String)>,
    /// What the rules of the form say of it: blocking and other findings.
    pub errors: Vec<String>,
    /// Whether it may leave.
    pub leaves: bool,
}

impl DeskPage for RolledUp {
    fn view(self) -> AnyView {
        view! { <RollupPage page=self /> }.into_any()
    }
}

#[component]
fn RollupPage(page: RolledUp) -> impl IntoView {
    let t = texts();
    let open = page.cells.iter().filter(|cell| cell.open).count();
    let asks = (open > 0).then(|| {
        let text = counted(t, "desk.rollup.open", open as u64);
        view! { <p class="notice">{text}" "<a href=routes::own_data()>{t.get("desk.report.own")}</a></p> }
    });
    let leaks = (!page.leaks.is_empty()).then(|| view! { <Leaks leaks=page.leaks /> });
    let of_lists = (!page.held.is_empty()).then(|| view! { <HeldByTerms held=page.held /> });
    let errors = (!page.errors.is_empty()).then(|| {
        let lines = page.errors.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <Panel id="findings" title=t.get("desk.rollup.findings")><ul>{lines}</ul></Panel> }
    });
    let files = page.leaves.then(|| {
        view! {
            <div class="form-acts">
                <ButtonLink href=routes::report_file(&page.id, "rollup.xlsx") label=t.get("desk.rollup.xlsx") rank=Rank::Primary />
                <ButtonLink href=routes::report_file(&page.id, "rollup.json") label=t.get("desk.rollup.json") />
            </div>
        }
    });
    let trace = routes::report_file(&page.id, "trace.csv");
    let sent = routes::report_sent(&page.id);
    let held = (!page.leaves).then(|| view! { <p class="notice notice-bad">{t.get("desk.rollup.held")}</p> });
    view! {
        <ReportHead id=page.id.clone() name=page.name open=ReportPart::Rollup />
        {leaks}{of_lists}{asks}
        <Panel id="leaves" title=t.get("desk.rollup.leaves")>
            <dl class="facts"><Fact label=t.get("desk.rollup.settings") value=page.settings /></dl>
            {held}{files}
            <p class="form-acts"><ButtonLink href=sent label=t.get("desk.sent.title") /></p>
            <p class="hint">
                {t.get("desk.rollup.inside")}" "
                <a href=trace>{t.get("desk.rollup.trace_csv")}</a>
            </p>
        </Panel>
        {errors}
        <Cells id=page.id cells=page.cells />
        <Smelters smelters=page.smelters />
        <More n=page.more_smelters />
        <LeftOut left_out=page.left_out />
    }
}

#[component]
fn Leaks(leaks: Vec<(String, String)>) -> impl IntoView {
    let t = texts();
    let lines = leaks.into_iter().map(|(place, text)| view! { <li><code>{place}</code>" "{text}</li> });
    view! {
        <section class="notice notice-bad" role="alert" aria-labelledby="leaks">
            <h2 id="leaks">{t.get("desk.rollup.leaks")}</h2>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
}

/// What may not be passed on, and what to do.
#[component]
fn HeldByTerms(held: Vec<(String, String)>) -> impl IntoView {
    let t = texts();
    let lines = held.into_iter().map(|(name, terms)| view! { <li>{name}" · "{terms}</li> });
    view! {
        <section class="notice notice-bad" aria-labelledby="terms">
            <h2 id="terms">{t.get("desk.rollup.terms")}</h2>
            <p>{t.get("desk.rollup.terms_todo")}</p>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Cells(id: String, cells: Vec<CellLine>) -> impl IntoView {
    let t = texts();
    let columns = vec![
        TableColumn::new(t.get("desk.rollup.question")),
        TableColumn::new(t.get("desk.rollup.metal")),
        TableColumn::new(t.get("desk.rollup.answer")),
        TableColumn::new(t.get("desk.rollup.why")),
        TableColumn::new(t.get("desk.rollup.pro")).number(true),
        TableColumn::new(t.get("desk.rollup.contra")).number(true),
        TableColumn::new(t.get("desk.rollup.silent")).number(true),
    ];
    let row = |it: CellLine| {
        let value = match it.open {
            true => view! { <Badge text=t.get("desk.rollup.ask") tone=Tone::Waiting /> }.into_any(),
            false => it.value.into_any(),
        };
        let href = routes::report_cell(&id, &it.key);
        TableRow::new(vec![
            view! { <a href=href>{it.question}</a> }.into_any(),
            it.metal.into_any(),
            value,
            view! { <span>{it.rule}" "<code>{it.code}</code></span> }.into_any(),
            it.pro.to_string().into_any(),
            it.contra.to_string().into_any(),
            it.silent.to_string().into_any(),
        ])
    };
    let rows = cells.into_iter().map(row).collect();
    view! {
        <Panel id="cells" title=t.get("desk.rollup.cells")>
            <div class="rollup-cells"><DataTable caption=t.get("desk.rollup.cells") columns rows wrap=true /></div>
        </Panel>
    }
}

#[component]
fn Smelters(smelters: Vec<SmelterLine>) -> impl IntoView {
    let t = texts();
    if smelters.is_empty() {
        return view! { <EmptyState text=t.get("desk.rollup.no_smelters") /> }.into_any();
    }
    let columns = vec![
        TableColumn::new(t.get("desk.refs.name")),
        TableColumn::new(t.get("desk.refs.cid")),
        TableColumn::new(t.get("desk.rollup.metal")),
        TableColumn::new(t.get("desk.refs.country")),
        TableColumn::new(t.get("desk.rollup.status")),
        TableColumn::new(t.get("desk.rollup.named_by")).number(true),
    ];
    let row = |it: SmelterLine| {
        let reveals =
            it.could_reveal.then(|| view! { " "<Badge text=t.get("desk.rollup.reveals") tone=Tone::Back /> });
        TableRow::new(vec![
            it.name.into_any(),
            it.cid.into_any(),
            it.metal.into_any(),
            it.country.into_any(),
            it.status.into_any(),
            view! { {it.suppliers}{reveals} }.into_any(),
        ])
    };
    let rows = smelters.into_iter().map(row).collect();
    view! {
        <Panel id="smelters" title=t.get("desk.rollup.smelters")>
            <p class="hint">{t.get("desk.rollup.reveals_hint")}</p>
            <DataTable caption=t.get("desk.rollup.smelters") columns rows wrap=true />
        </Panel>
    }
    .into_any()
}

#[component]
fn LeftOut(left_out: Vec<LeftOutLine>) -> impl IntoView {
    let t = texts();
    (!left_out.is_empty()).then(|| {
        let columns = vec![
            TableColumn::new(t.get("desk.rollup.reason")),
            TableColumn::new(t.get("desk.rollup.rows")).number(true),
        ];
        let row = |it: LeftOutLine| TableRow::new(vec![it.reason.into_any(), it.rows.to_string().into_any()]);
        let rows = left_out.into_iter().map(row).collect();
        view! {
            <Panel id="left-out" title=t.get("desk.rollup.left_out")>
                <DataTable caption=t.get("desk.rollup.left_out") columns rows />
            </Panel>
        }
    })
}

/// A supplier or a row on which an answer rests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceLine {
    pub what: String,
    pub href: Option<String>,
    /// The text key of how it stands to the answer.
    pub side: &'static str,
}

/// The page of one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TracePage {
    pub report: String,
    pub report_name: String,
    pub cell: CellLine,
    /// What the rule writes.
    pub gives: String,
    pub lines: Vec<TraceLine>,
    /// Lines beyond those.
    pub beyond: u64,
}

impl DeskPage for TracePage {
    fn view(self) -> AnyView {
        view! { <Trace page=self /> }.into_any()
    }
}

#[component]
fn Trace(page: TracePage) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::report_rollup(&page.report), page.report_name);
    let title = [page.cell.question, page.cell.metal].join(" ");
    let value = if page.cell.open { t.get("desk.rollup.ask").to_owned() } else { page.cell.value };
    let columns =
        [TableColumn::new(t.get("desk.rollup.who")), TableColumn::new(t.get("desk.rollup.side"))].to_vec();
    let row = |it: TraceLine| {
        let what = match it.href {
            Some(href) => view! { <a href=href>{it.what}</a> }.into_any(),
            None => it.what.into_any(),
        };
        TableRow::new(vec![what, t.get(it.side).into_any()])
    };
    let list = match page.lines.is_empty() {
        true => view! { <EmptyState text=t.get("desk.rollup.rests_on_none") /> }.into_any(),
        false => {
            let rows = page.lines.into_iter().map(row).collect();
            view! { <DataTable caption=t.get("desk.rollup.trace") columns rows /> }.into_any()
        }
    };
    view! {
        <PageHead title=title.trim().to_owned() above />
        <dl class="facts">
            <Fact label=t.get("desk.rollup.answer") value=value />
            <Fact label=t.get("desk.rollup.rule") value=format!("{}: {} → {}", page.cell.code, page.cell.rule, page.gives) />
        </dl>
        <p class="hint">{t.get("desk.rollup.inside")}</p>
        {list}
        <More n=page.beyond />
    }
}
