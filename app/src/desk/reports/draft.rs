//! The draft of a report, part by part: what stands in it, what it rests on, and what a person still has to say.

mod part;
mod part_actions;
pub(super) mod shown;

use super::{ReportHead, ReportPart};
use crate::desk::form::BoundForm;
use crate::desk::parts::{Hidden, counted};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{
    Badge, ButtonLink, DataTable, ErrorSummary, Field, Panel, Rank, SelectOption, Submit, TableColumn,
    TableRow, Tone,
};
use leptos::prelude::*;
use part::Part;

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

impl DraftBlock {
    /// Its lines.
    fn lines(&self) -> Vec<&[Piece]> {
        match self {
            DraftBlock::Heading { .. } => Vec::new(),
            DraftBlock::Paragraph(line) => vec![line],
            DraftBlock::List(items) => items.iter().map(Vec::as_slice).collect(),
            DraftBlock::Table { rows, .. } => rows.iter().flatten().map(Vec::as_slice).collect(),
        }
    }

    /// The figures in it that open.
    pub fn figures(&self) -> impl Iterator<Item = &str> {
        self.lines().into_iter().flatten().filter_map(|piece| match piece {
            Piece::Figure { id, .. } => Some(id.as_str()),
            Piece::Text(_) => None,
        })
    }
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

/// What a part rests on: figures that count alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestsOn {
    /// The id of their family, and what is counted.
    pub name: String,
    pub definition: String,
    /// Each by its id, with how many rows open.
    pub figures: Vec<(String, u64)>,
}

/// A part of the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftPart {
    pub id: String,
    pub blocks: Vec<DraftBlock>,
    pub rests_on: Vec<RestsOn>,
    /// What belongs there and who knows it.
    pub hint: String,
    /// Why it stands here, or does not.
    pub reason: String,
    /// Whether a person still has to write or sign it.
    pub open: bool,
    /// Whether somebody took it out.
    pub taken_out: bool,
    pub work: PartWork,
    /// The notes that can be edited with its words, by id: control `note.ID.PART`.
    pub notes: Vec<String>,
    /// How its table is shown, where it has one.
    pub table: Option<TableForm>,
    /// Words that call for something, each with what.
    pub warnings: Vec<(String, String)>,
}

/// How a part's table is shown: controls `title.PART`, `dated.PART`, and for each column that stands in it `col.N.PART`
/// and `head.N.PART`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableForm {
    /// Every column that it can have, with its usual title.
    pub columns: Vec<SelectOption>,
    /// How many can stand beside each other.
    pub places: usize,
    /// What its rows are called as usual; controls `label.N.PART`.
    pub labels: Vec<String>,
    /// Whether columns can be left out and change places.
    pub free: bool,
    /// Which day of the lists can stand with it; none where there is no choice.
    pub dated: Vec<SelectOption>,
    /// Who chose and when; blank while it is shown as usual.
    pub by: String,
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
    /// Whether nothing leaves: figures contradict each other, or something is named that may not be.
    pub held: bool,
    /// The annexes that have rows: part and name.
    pub annexes: Vec<(String, String)>,
    /// The snapshot from whose draft the words were carried here; blank where somebody wrote since.
    pub carried: String,
    /// What every control holds, or a form that was refused.
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
    let files = (!page.held).then(|| {
        view! { <Files at=at.clone() filed=page.stops.is_empty() annexes=page.annexes /> }
    });
    let carried = (!page.carried.is_empty()).then(|| {
        view! { <p class="hint">{t.fmt("desk.draft.carried", &[("name", &page.carried)])}</p> }
    });
    let entitle = frame().can_manage().then(|| view! { <Entitle at=at.clone() form=page.form.clone() /> });
    let form = page.form.clone();
    let open = if page.kind == "eu" { ReportPart::Eu } else { ReportPart::Sec };
    let parts = page
        .parts
        .into_iter()
        .map(|part| view! { <Part at=at.clone() part form=form.clone() /> })
        .collect_view();
    view! {
        <ReportHead id=page.id name=page.name open />
        <ErrorSummary title=t.get("desk.form.wrong") errors=page.form.errors />
        <div class="screen-only">
        <Panel id="leaves" title=t.get("desk.draft.files")>
            {carried}
            <Stops stops=page.stops complete=t.get("desk.draft.complete") />
            {files}
            {entitle}
        </Panel>
        <Ready lines=page.ready />
        </div>
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
pub(super) fn Stops(
    stops: Vec<String>,
    /// What is said where there are none.
    complete: &'static str,
) -> impl IntoView {
    let t = texts();
    if stops.is_empty() {
        return view! { <p class="notice notice-good">{complete}</p> }.into_any();
    }
    let text = counted(t, "desk.draft.stops", stops.len() as u64);
    let lines = stops.into_iter().map(|stop| view! { <li>{stop}</li> }).collect_view();
    view! { <details class="notice"><summary>{text}</summary><ul>{lines}</ul></details> }.into_any()
}

#[component]
fn Files(at: Address, filed: bool, annexes: Vec<(String, String)>) -> impl IntoView {
    let t = texts();
    let file = |name: &str| routes::report_file(&at.report, &format!("{}-{name}", at.kind));
    let annex = |(part, name): (String, String)| {
        let link = |ending: &str, label: &'static str| {
            let says = format!("{name}: {label}");
            view! { <a href=file(&format!("{part}.{ending}")) aria-label=says>{label}</a> }
        };
        view! { <li>{name.clone()}" · "{link("csv", "CSV")}" · "{link("xlsx", "XLSX")}</li> }
    };
    let annexes: Vec<_> = annexes.into_iter().map(annex).collect();
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
        {(!annexes.is_empty()).then(|| view! { <ul class="draft-annexes">{annexes}</ul> })}
    }
}

/// What stands above the whole report.
#[component]
fn Entitle(at: Address, form: BoundForm) -> impl IntoView {
    let t = texts();
    let control = form.at("text.title");
    let open = control.error.is_some();
    view! {
        <details id="part-title" open=open>
            <summary>{t.get("desk.draft.title")}</summary>
            <form method="post" action=at.href() class="form">
                <Hidden fields=at.act("title", "entitle") />
                <Field control label=t.get("desk.draft.title") hint=t.get("desk.draft.title_hint") />
                <Submit label=t.get("desk.own.save") />
            </form>
        </details>
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
