//! The draft of a report, part by part: what stands in it, what it rests on, and what a person still has to say.

use super::{ReportHead, ReportPart};
use crate::desk::form::BoundForm;
use crate::desk::parts::{Hidden, counted};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{
    Badge, ButtonLink, Choice, DataTable, ErrorSummary, Field, Panel, Rank, SelectOption, Submit,
    TableColumn, TableRow, TextArea, Tone,
};
use leptos::prelude::*;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A figure: its id and how it is printed.
    Figure {
        id: String,
        printed: String,
    },
}

/// A block of a part, as its writers read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftBlock {
    Heading { text: String, section: bool },
    Paragraph(Vec<Piece>),
    List(Vec<Vec<Piece>>),
    Table { title: String, columns: Vec<(String, bool)>, rows: Vec<Vec<Vec<Piece>>> },
}

/// What can be done to a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PartWork {
    /// It speaks for itself and can be edited; what it says, and whether it was edited: by whom, and what it would say now.
    Automatic { edited: Option<EditedPart> },
    /// It is written here.
    #[default]
    Written,
    /// A statement is signed: the choices, for each metal or once.
    Signed { statement: String, metals: Vec<SelectOption>, choices: Vec<SelectOption>, signed: Vec<String> },
    /// Steps, a line each.
    Planned,
    /// Audits of smelters, a line each.
    Audited,
}

/// An automatic part that somebody edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditedPart {
    pub by: String,
    /// What it would say now.
    pub would_say: Vec<String>,
    /// Whether that is still what it said when it was edited.
    pub unchanged: bool,
}

/// A part of the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftPart {
    pub id: String,
    pub blocks: Vec<DraftBlock>,
    /// What belongs there and who knows it.
    pub hint: String,
    /// Why it stands here, or does not.
    pub reason: String,
    /// Whether a person still has to write or sign it.
    pub open: bool,
    /// Whether somebody took it out.
    pub taken_out: bool,
    /// The text to edit.
    pub text: String,
    pub work: PartWork,
    /// Words that call for something, each with what.
    pub warnings: Vec<(String, String)>,
}

/// A line of the readiness sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadyLine {
    pub what: String,
    pub earns: String,
    pub who: String,
    pub earned: bool,
    /// The part of the draft.
    pub part: String,
}

/// The page of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftPage {
    pub id: String,
    pub name: String,
    /// Which report: `sec`, `eu`.
    pub kind: String,
    /// The version that is seen.
    pub version: i64,
    pub parts: Vec<DraftPart>,
    pub ready: Vec<ReadyLine>,
    /// What keeps it from being filed.
    pub stops: Vec<String>,
    /// Whether figures contradict each other, so that nothing leaves.
    pub held: bool,
    /// A form that was refused.
    pub form: BoundForm,
}

impl DeskPage for DraftPage {
    fn view(self) -> AnyView {
        view! { <Draft page=self /> }.into_any()
    }
}

#[component]
fn Draft(page: DraftPage) -> impl IntoView {
    let t = texts();
    let at = Address { report: page.id.clone(), kind: page.kind.clone(), version: page.version };
    let files = (!page.held).then(|| view! { <Files at=at.clone() filed=page.stops.is_empty() /> });
    let typed = page.form.clone();
    let open = if page.kind == "eu" { ReportPart::Eu } else { ReportPart::Sec };
    let parts = page
        .parts
        .into_iter()
        .map(|part| view! { <Part at=at.clone() part typed=typed.clone() /> })
        .collect_view();
    view! {
        <ReportHead id=page.id name=page.name open />
        <ErrorSummary title=t.get("desk.form.wrong") errors=page.form.errors />
        <Panel id="leaves" title=t.get("desk.draft.files")>
            <Stops stops=page.stops />
            {files}
        </Panel>
        <Ready lines=page.ready />
        <div class="draft">{parts}</div>
    }
}

/// Where a draft is changed, and which version was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Address {
    report: String,
    kind: String,
    version: i64,
}

impl Address {
    fn act(&self, part: &str, act: &str) -> Vec<(String, String)> {
        let fields =
            [("version", self.version.to_string()), ("part", part.to_owned()), ("act", act.to_owned())];
        fields.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    fn href(&self) -> String {
        routes::report_draft(&self.report, &self.kind)
    }
}

#[component]
fn Stops(stops: Vec<String>) -> impl IntoView {
    let t = texts();
    if stops.is_empty() {
        return view! { <p class="notice notice-good">{t.get("desk.draft.complete")}</p> }.into_any();
    }
    let text = counted(t, "desk.draft.stops", stops.len() as u64);
    let lines = stops.into_iter().map(|stop| view! { <li>{stop}</li> }).collect_view();
    view! { <details class="notice"><summary>{text}</summary><ul>{lines}</ul></details> }.into_any()
}

#[component]
fn Files(at: Address, filed: bool) -> impl IntoView {
    let t = texts();
    let file = |name: &str| routes::report_file(&at.report, &format!("{}-{name}", at.kind));
    let exhibit = filed.then(|| {
        view! {
            <ButtonLink href=file("ex1-01.htm") label=t.get("desk.draft.exhibit") rank=Rank::Primary />
        }
    });
    view! {
        <div class="form-acts">
            {exhibit}
            <ButtonLink href=file("report.html") label=t.get("desk.draft.web") />
            <ButtonLink href=file("report.docx") label=t.get("desk.draft.docx") />
        </div>
    }
}

#[component]
fn Ready(lines: Vec<ReadyLine>) -> impl IntoView {
    let t = texts();
    let earned = lines.iter().filter(|line| line.earned).count().to_string();
    let of = lines.len().to_string();
    let summary = t.fmt("desk.draft.ready", &[("n", &earned), ("of", &of)]);
    let columns = ["desk.draft.point", "desk.draft.earned", "desk.draft.earns", "desk.draft.who"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |line: ReadyLine| {
        let (key, tone) = match line.earned {
            true => ("desk.draft.yes", Tone::Good),
            false => ("desk.draft.not_yet", Tone::Waiting),
        };
        TableRow::new(vec![
            view! { <a href=format!("#part-{}", line.part)>{line.what}</a> }.into_any(),
            view! { <Badge text=t.get(key) tone /> }.into_any(),
            line.earns.into_any(),
            line.who.into_any(),
        ])
    };
    let rows = lines.into_iter().map(row).collect();
    view! {
        <details class="panel">
            <summary>{summary}</summary>
            <DataTable caption=t.get("desk.draft.ready_title") columns rows wrap=true />
        </details>
    }
}

#[component]
fn Part(at: Address, part: DraftPart, typed: BoundForm) -> impl IntoView {
    let t = texts();
    let id = format!("part-{}", part.id);
    let report = at.report.clone();
    let blocks: Vec<_> =
        part.blocks.into_iter().map(|block| view! { <Shown report=report.clone() block /> }).collect();
    let badge = match (part.taken_out, part.open) {
        (true, _) => Some((t.get("desk.draft.taken_out"), Tone::Idle)),
        (false, true) => Some((t.get("desk.draft.open"), Tone::Waiting)),
        (false, false) => None,
    };
    let badge = badge.map(|(text, tone)| view! { <Badge text tone /> });
    let warnings: Vec<_> = part
        .warnings
        .into_iter()
        .map(|(word, why)| view! { <li><strong>{word}</strong>": "{why}</li> })
        .collect();
    let warnings = (!warnings.is_empty()).then(|| view! { <ul class="notice">{warnings}</ul> });
    let edited = match &part.work {
        PartWork::Automatic { edited: Some(edited) } => Some(view! { <Edited edited=edited.clone() /> }),
        _ => None,
    };
    let acts = frame().can_write().then(|| {
        let (id, work, text, taken_out) = (part.id.clone(), part.work, part.text, part.taken_out);
        view! { <PartActs at id work text taken_out typed /> }
    });
    view! {
        <section class="draft-part" id=id tabindex="-1">
            <div class="draft-text">{badge}{blocks}</div>
            <aside class="draft-margin">
                {(!part.hint.is_empty()).then(|| view! { <p>{part.hint}</p> })}
                {(!part.reason.is_empty()).then(|| view! { <p class="minor">{part.reason}</p> })}
                {edited}{warnings}{acts}
            </aside>
        </section>
    }
}

#[component]
fn Edited(edited: EditedPart) -> impl IntoView {
    let t = texts();
    let key = if edited.unchanged { "desk.draft.edited" } else { "desk.draft.edited_changed" };
    let says = edited.would_say.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <details class="notice">
            <summary>{t.fmt(key, &[("who", &edited.by)])}</summary>
            <p>{t.get("desk.draft.would_say")}</p>
            <ul>{says}</ul>
        </details>
    }
}

#[component]
fn Shown(report: String, block: DraftBlock) -> impl IntoView {
    let line = |pieces: Vec<Piece>| {
        let report = report.clone();
        pieces
            .into_iter()
            .map(move |piece| match piece {
                Piece::Text(text) => text.into_any(),
                Piece::Figure { id, printed } => {
                    view! { <a class="figure" href=routes::report_figure(&report, &id)>{printed}</a> }
                        .into_any()
                }
            })
            .collect_view()
    };
    match block {
        DraftBlock::Heading { text, section: false } => view! { <h2>{text}</h2> }.into_any(),
        DraftBlock::Heading { text, section: true } => view! { <h3>{text}</h3> }.into_any(),
        DraftBlock::Paragraph(pieces) => view! { <p>{line(pieces)}</p> }.into_any(),
        DraftBlock::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{line(item)}</li> }).collect_view();
            view! { <ul>{items}</ul> }.into_any()
        }
        DraftBlock::Table { title, columns, rows } => {
            let columns =
                columns.into_iter().map(|(title, number)| TableColumn::new(&title).number(number)).collect();
            let row = |cells: Vec<Vec<Piece>>| {
                TableRow::new(cells.into_iter().map(|cell| line(cell).into_any()).collect())
            };
            let rows = rows.into_iter().map(row).collect();
            view! { <DataTable caption=title columns rows wrap=true /> }.into_any()
        }
    }
}

#[component]
fn PartActs(
    at: Address,
    id: String,
    work: PartWork,
    text: String,
    taken_out: bool,
    /// What was typed and refused.
    typed: BoundForm,
) -> impl IntoView {
    let t = texts();
    let post = |act: &str, label: &'static str| {
        let fields = at.act(&id, act);
        view! { <form method="post" action=at.href()><Hidden fields /><Submit label rank=Rank::Secondary /></form> }
    };
    let write = |act: &str, label: &str| {
        // Each part's control has a name of its own, since all stand on one page.
        let name = format!("text.{id}");
        let form = match typed.values.contains_key(&name) {
            // What was refused is still there to be put right.
            true => typed.clone(),
            false => BoundForm::of([(name.as_str(), text.clone())]),
        };
        let open = !form.errors.is_empty();
        let (fields, label) = (at.act(&id, act), label.to_owned());
        view! {
            <details open=open>
                <summary>{label.clone()}</summary>
                <form method="post" action=at.href()>
                    <Hidden fields />
                    <TextArea control=form.at(&name) label rows=6 />
                    <Submit label=t.get("desk.own.save") rank=Rank::Primary />
                </form>
            </details>
        }
    };
    let main = match work {
        PartWork::Written => write("write", t.get("desk.draft.write")).into_any(),
        PartWork::Planned => write("plan", t.get("desk.draft.plan")).into_any(),
        PartWork::Audited => write("audits", t.get("desk.draft.audits")).into_any(),
        PartWork::Automatic { edited } => {
            let back = edited.is_some().then(|| post("restore", t.get("desk.draft.restore")));
            view! { {write("edit", t.get("desk.draft.edit"))}{back} }.into_any()
        }
        PartWork::Signed { statement, metals, choices, signed } => {
            let signed = signed.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <ul class="minor">{signed}</ul>
                <Sign at=at.clone() id=id.clone() statement metals choices />
            }
            .into_any()
        }
    };
    let include = match taken_out {
        true => post("include", t.get("desk.draft.include")),
        false => post("leave_out", t.get("desk.draft.leave_out")),
    };
    view! {
        {main}
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
) -> impl IntoView {
    let t = texts();
    let form = BoundForm::default();
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
        <details>
            <summary>{t.get("desk.draft.sign")}</summary>
            <form method="post" action=at.href()>
                <Hidden fields />
                {metal}
                <Choice control=form.at(&named("choice")) label=t.get("desk.draft.choice") choices />
                {auditor}
                <p class="minor">{t.get("desk.draft.sign_hint")}</p>
                <Submit label=t.get("desk.draft.sign_go") rank=Rank::Primary />
            </form>
        </details>
    }
}
