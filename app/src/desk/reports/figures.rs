//! The figures of a snapshot, each with the way to its rows, and what contradicts itself.

use super::{ReportHead, ReportPart};
use crate::desk::parts::counted;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{ButtonLink, DataTable, Fact, Panel, PostButton, TableColumn, TableRow};
use leptos::prelude::*;

/// A figure as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureLine {
    /// Its id, `R1`.
    pub id: String,
    /// What it says, in short.
    pub name: String,
    /// What its family is called: the figure that it is a part of.
    pub family: String,
    /// As it is printed.
    pub printed: String,
    /// Whether rows open.
    pub opens: bool,
    /// As it was printed in the snapshot before, and how it differs.
    pub then: String,
    pub difference: String,
}

/// More figures of one family than that are folded together.
const MANY: usize = 8;

/// Figures about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureGroup {
    /// Tells it from the others on the page.
    pub id: &'static str,
    pub title: &'static str,
    pub figures: Vec<FigureLine>,
}

/// Two things that contradict each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contradiction {
    /// What must hold.
    pub rule: String,
    /// A figure, and what it says.
    pub one: (String, String),
    pub other: (String, String),
}

/// The page of a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SnapshotFigures {
    pub id: String,
    pub name: String,
    /// What it rests on: words and text.
    pub facts: Vec<(String, String)>,
    pub groups: Vec<FigureGroup>,
    pub contradictions: Vec<Contradiction>,
    /// The name of the snapshot that stands beside it; blank for none.
    pub before: String,
    /// How many declarations and lists are not there any more.
    pub missing: u64,
    /// Behind how many requests the answers were removed by the retention rule, and the last day of that.
    pub removed: Option<(u64, String)>,
}

impl DeskPage for SnapshotFigures {
    fn view(self) -> AnyView {
        view! { <FiguresPage page=self /> }.into_any()
    }
}

#[component]
fn FiguresPage(page: SnapshotFigures) -> impl IntoView {
    let t = texts();
    let facts = page.facts.into_iter().map(|(label, value)| view! { <Fact label value /> }).collect_view();
    let broken = !page.contradictions.is_empty();
    let missing = (page.missing > 0).then(|| {
        let text = counted(t, "desk.report.missing", page.missing);
        view! { <p class="notice">{text}</p> }
    });
    let removed = page.removed.map(|removed| view! { <Removed removed /> });
    let files = (!broken).then(|| {
        view! {
            <div class="form-acts">
                <ButtonLink href=routes::report_file(&page.id, "figures.csv") label=t.get("desk.report.figures_csv") />
                <ButtonLink href=routes::report_file(&page.id, "figures.json") label=t.get("desk.report.figures_json") />
            </div>
        }
    });
    let groups = page.groups.into_iter().map(|group| {
        view! { <Group report=page.id.clone() before=page.before.clone() group /> }
    });
    let to = routes::report_evidence(&page.id);
    let evidence = frame().can_manage().then(|| {
        view! {
            <Panel id="evidence" title=t.get("desk.evidence.title")>
                <p>{t.get("desk.evidence.hint")}</p>
                <PostButton to label=t.get("desk.evidence.go") />
            </Panel>
        }
    });
    view! {
        <ReportHead id=page.id.clone() name=page.name open=ReportPart::Figures />
        {broken.then(|| view! { <Contradictions all=page.contradictions /> })}
        {missing}{removed}
        <Panel id="rests" title=t.get("desk.report.rests_on")>
            <dl class="facts">{facts}</dl>
            {files}
        </Panel>
        {groups.collect_view()}
        {evidence}
    }
}

/// That answers behind figures were removed by the retention rule.
#[component]
pub(super) fn Removed(
    /// Behind how many requests, and the last day of that.
    removed: (u64, String),
) -> impl IntoView {
    let args = [("n", removed.0.to_string()), ("day", removed.1)];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    view! { <p class="notice">{texts().fmt("desk.report.removed", &args)}</p> }
}

#[component]
fn Contradictions(all: Vec<Contradiction>) -> impl IntoView {
    let t = texts();
    let lines = all.into_iter().map(|it| {
        let (one, other) = (it.one, it.other);
        view! {
            <li>
                <strong>{format!("{}: {}", one.0, one.1)}</strong>" · "
                <strong>{format!("{}: {}", other.0, other.1)}</strong>
                <span class="minor">{it.rule}</span>
            </li>
        }
    });
    view! {
        <section class="notice notice-bad" role="alert" aria-labelledby="broken">
            <h2 id="broken">{t.get("desk.report.broken")}</h2>
            <p>{t.get("desk.report.broken_hint")}</p>
            <ul>{lines.collect_view()}</ul>
        </section>
    }
}

impl FigureLine {
    /// The id of its family.
    fn of(&self) -> &str {
        self.id.split(['.', '/']).next().unwrap_or_default()
    }
}

/// The figures in a table; those of large families folded below it.
#[component]
fn Group(report: String, before: String, group: FigureGroup) -> impl IntoView {
    let (mut few, mut many) = (Vec::new(), Vec::new());
    for family in group.figures.chunk_by(|a, b| a.of() == b.of()) {
        match family.len() > MANY {
            true => many.push(family.to_vec()),
            false => few.extend_from_slice(family),
        }
    }
    let title = texts().get(group.title);
    let folded = |figures: Vec<FigureLine>| {
        let first = &figures[0];
        let name = format!("{} ({})", first.family, first.of());
        let counted = counted(texts(), "desk.report.figures_n", figures.len() as u64);
        view! {
            <details class="figure-family">
                <summary>{name.clone()}" "<span class="minor">{counted}</span></summary>
                <Figures report=report.clone() before=before.clone() caption=name figures />
            </details>
        }
    };
    let folded = many.into_iter().map(folded).collect_view();
    view! {
        <Panel id=group.id title>
            {(!few.is_empty()).then(|| view! { <Figures report=report.clone() before=before.clone() caption=title.to_owned() figures=few /> })}
            {folded}
        </Panel>
    }
}

#[component]
fn Figures(report: String, before: String, caption: String, figures: Vec<FigureLine>) -> impl IntoView {
    let t = texts();
    let mut columns = vec![
        TableColumn::new(t.get("desk.report.figure")),
        TableColumn::new(t.get("desk.report.says")),
        TableColumn::new(t.get("desk.report.id")),
    ];
    let beside = !before.is_empty();
    if beside {
        columns.insert(2, TableColumn::new(&before));
        columns.insert(3, TableColumn::new(t.get("desk.report.difference")));
    }
    let row = |it: FigureLine| {
        let printed = match it.opens {
            true => {
                view! { <a class="figure-said" href=routes::report_figure(&report, &it.id)>{it.printed}</a> }
                    .into_any()
            }
            false => view! { <span class="figure-said">{it.printed}</span> }.into_any(),
        };
        let id = view! { <code class="figure-id">{it.id}</code> }.into_any();
        let mut cells = vec![it.name.into_any(), printed, id];
        if beside {
            cells.insert(2, view! { <span class="figure-said">{it.then}</span> }.into_any());
            cells.insert(3, view! { <span class="figure-said">{it.difference}</span> }.into_any());
        }
        TableRow::new(cells)
    };
    let rows = figures.into_iter().map(row).collect();
    view! { <DataTable caption columns rows wrap=true /> }
}
