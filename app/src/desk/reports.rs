//! Reports: what stands is frozen, counted, rolled up, and every number opens onto its rows.

mod compare;
mod draft;
mod figure;
mod figures;
mod filed;
mod findings;
mod form_sd;
mod freeze;
mod list;
mod own;
mod products;
mod rollup;
mod sent;

pub use compare::{ComparePage, ComparedBlock, ComparedWords, Outcome};
pub use draft::{
    DraftBlock, DraftPage, DraftPart, EditedPart, PartWork, Piece, ReadyLine, RestsOn, TableForm,
};
pub use figure::{FigureRow, FigureRows};
pub use figures::{Contradiction, FigureGroup, FigureLine, SnapshotFigures};
pub use filed::{FiledLine, FiledPage};
pub use findings::{FindingRow, FindingRows};
pub use form_sd::FormPage;
pub use freeze::{FreezeCampaign, FreezePage};
pub use list::{Reports, SnapshotLine};
pub use own::{OwnAnswerField, OwnCompanyField, OwnData};
pub use products::{OwnNeed, ProductImport, ProductPage, ProductRow, Products};
pub use rollup::{CellLine, LeftOutLine, RolledUp, SmelterLine, TraceLine, TracePage};
pub use sent::{SentChange, SentLine, SentPage};

use crate::desk::{routes, texts};
use crate::ui::{Link, PageHead, Tab, Tabs};
use leptos::prelude::*;

/// What of a report is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportPart {
    Figures,
    Pictures,
    Rollup,
    /// The report for the SEC.
    Sec,
    /// The page of the form that it is filed with.
    FormSd,
    /// The report of an importer by the EU's regulation.
    Eu,
    /// What was filed and published.
    Filed,
}

impl ReportPart {
    const ALL: [ReportPart; 7] = [
        ReportPart::Figures,
        ReportPart::Pictures,
        ReportPart::Rollup,
        ReportPart::Sec,
        ReportPart::FormSd,
        ReportPart::Eu,
        ReportPart::Filed,
    ];

    fn text_key(self) -> &'static str {
        match self {
            ReportPart::Figures => "desk.report.figures",
            ReportPart::Pictures => "pictures.title",
            ReportPart::Rollup => "desk.report.rollup",
            ReportPart::Sec => "desk.report.sec",
            ReportPart::FormSd => "desk.report.form_sd",
            ReportPart::Eu => "desk.report.eu",
            ReportPart::Filed => "desk.report.filed",
        }
    }

    fn address(self, id: &str) -> String {
        match self {
            ReportPart::Figures => routes::report(id),
            ReportPart::Pictures => routes::report_pictures(id),
            ReportPart::Rollup => routes::report_rollup(id),
            ReportPart::Sec => routes::report_draft(id, "sec"),
            ReportPart::FormSd => routes::report_form(id),
            ReportPart::Eu => routes::report_draft(id, "eu"),
            ReportPart::Filed => routes::report_filed(id),
        }
    }
}

/// A snapshot's name, and the way to its parts.
#[component]
pub(super) fn ReportHead(
    /// The snapshot's identifier.
    id: String,
    /// Its name.
    name: String,
    /// What of it is shown.
    open: ReportPart,
) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::reports(), t.get("desk.report.title"));
    let tab = |part: ReportPart| Tab {
        href: part.address(&id),
        label: t.get(part.text_key()).to_owned(),
        count: None,
        current: part == open,
    };
    let tabs: Vec<_> = ReportPart::ALL.into_iter().map(tab).collect();
    view! {
        <PageHead title=name.clone() above />
        <Tabs label=name tabs />
    }
}
