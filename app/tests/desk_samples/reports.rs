//! Reports: snapshots, their figures, the roll-up, the company's own data.

use super::{NOW, Sample, frame, page, paging, s};
use app::desk::reports::*;
use app::desk::{Area, BoundForm};
use app::ui::{Range, SelectOption};

fn cell(open: bool) -> CellLine {
    CellLine {
        key: s("q3.tin"),
        question: s("Is any of it from a covered country?"),
        metal: s("Tin"),
        value: s("No"),
        open,
        rule: s("All that answered say no"),
        code: "R3",
        pro: 61,
        contra: 2,
        silent: 7,
    }
}

fn figures() -> SnapshotFigures {
    let line = |id: &str, opens: bool| FigureLine {
        id: s(id),
        name: s("Suppliers that answered"),
        printed: s("208"),
        opens,
        then: s("196"),
        difference: s("+12"),
    };
    SnapshotFigures {
        id: s("n1"),
        name: s("Report 2026"),
        facts: vec![(s("Cut-off"), s("2027-03-31"))],
        groups: vec![FigureGroup {
            id: "survey",
            title: "desk.report.figures",
            figures: vec![line("R1", true), line("R2", false)],
        }],
        contradictions: vec![Contradiction {
            rule: s("Both count the same suppliers"),
            one: (s("R1"), s("208")),
            other: (s("R2"), s("207")),
        }],
        before: s("Report 2025"),
        missing: 2,
    }
}

fn draft() -> DraftPage {
    let part = |id: &str, work: PartWork| DraftPart {
        id: s(id),
        hint: s("Who may be asked. Legal knows it."),
        text: s("We ask again."),
        work,
        ..DraftPart::default()
    };
    let figure = Piece::Figure { id: s("R1"), printed: s("208 of 210 (99 %)") };
    let blocks = vec![
        DraftBlock::Heading { text: s("Results"), section: false },
        DraftBlock::Paragraph(vec![Piece::Text(s("Answered: ")), figure.clone()]),
        DraftBlock::List(vec![vec![Piece::Text(s("one"))]]),
        DraftBlock::Table {
            title: s("Smelters"),
            columns: vec![(s("Metal"), false), (s("Number"), true)],
            rows: vec![vec![vec![Piece::Text(s("Tin"))], vec![figure]]],
        },
    ];
    let edited = EditedPart { by: s("Ingrid Vale"), would_say: vec![s("206 of 210")], unchanged: false };
    let signed = PartWork::Signed {
        statement: s("audit"),
        metals: vec![SelectOption::new("Tin", "Tin")],
        choices: vec![SelectOption::new("no_audit", "No audit")],
        signed: vec![s("No audit (Ingrid Vale, 2027-05-01)")],
    };
    let parts = vec![
        DraftPart { blocks, ..part("response", PartWork::Automatic { edited: Some(edited) }) },
        DraftPart {
            open: true,
            warnings: vec![(s("conflict free"), s("It calls for an audit."))],
            ..part("company", PartWork::Written)
        },
        DraftPart { taken_out: true, reason: s("Not in the report."), ..part("audit", signed) },
        part("plans", PartWork::Planned),
    ];
    DraftPage {
        id: s("n1"),
        name: s("Report 2026"),
        kind: s("sec"),
        version: 3,
        parts,
        ready: vec![ReadyLine {
            what: s("Response"),
            earns: s("A rate"),
            who: s("The portal"),
            earned: true,
            part: s("response"),
        }],
        stops: vec![s("Open: company")],
        held: false,
        form: BoundForm::default(),
    }
}

fn rolled_up() -> RolledUp {
    let smelter = |cid: &str, could_reveal: bool| SmelterLine {
        metal: s("Tin"),
        cid: s(cid),
        name: s("Invented Tin Works"),
        country: s("JAPAN"),
        status: s("Conformant"),
        suppliers: 3,
        could_reveal,
    };
    RolledUp {
        id: s("n1"),
        name: s("Report 2026"),
        settings: s("Company-level answers count"),
        cells: vec![cell(false), cell(true)],
        smelters: vec![smelter("CID900001", false), smelter("CID900002", true)],
        more_smelters: 0,
        left_out: vec![LeftOutLine { reason: s("Not named by a number"), rows: 12 }],
        leaks: vec![(s("Comment of Q3"), s("Harbour Castings"))],
        errors: vec![s("The declaration names no authorizer.")],
        leaves: false,
    }
}

pub fn pages() -> Vec<Sample> {
    let snapshot = SnapshotLine {
        id: s("n1"),
        name: s("Report 2026"),
        year: s("2026"),
        cutoff: s("2027-03-31"),
        frozen_at: NOW,
        by: s("Ines Okafor"),
    };
    let row = |href: Option<String>, counts: bool| FigureRow {
        what: s("Harbour Castings"),
        href,
        more: s("accepted"),
        counts,
    };
    vec![
        page("reports", frame("Reports", Area::Reports), Reports { snapshots: vec![snapshot] }),
        page(
            "freeze",
            frame("Freeze", Area::Reports),
            FreezePage {
                campaigns: vec![FreezeCampaign { id: s("c1"), name: s("Minerals 2026"), chosen: true }],
                versions: vec![SelectOption::new(s("6.5"), s("CMRT 6.5"))],
                earlier: vec![SelectOption::new(s("n0"), s("Report 2025"))],
                form: BoundForm::of([("name", "Report 2026"), ("year", "2026")]),
            },
        ),
        page("figures", frame("Report 2026", Area::Reports), figures()),
        page(
            "figure",
            frame("Report 2026", Area::Reports),
            FigureRows {
                report: s("n1"),
                report_name: s("Report 2026"),
                id: s("R1"),
                name: s("Suppliers that answered"),
                printed: s("208"),
                definition: s("Requests with an accepted declaration"),
                rows: vec![row(Some(s("/desk/requests/r1")), true), row(None, false)],
                range: Range { from: 1, to: 2, of: Some(208) },
                paging: paging(),
            },
        ),
        page("rollup", frame("Report 2026", Area::Reports), rolled_up()),
        page(
            "trace",
            frame("Report 2026", Area::Reports),
            TracePage {
                report: s("n1"),
                report_name: s("Report 2026"),
                cell: cell(true),
                gives: "No",
                lines: vec![TraceLine {
                    what: s("Harbour Castings"),
                    href: Some(s("/desk/suppliers/s1")),
                    side: "desk.rollup.row",
                }],
                beyond: 3,
            },
        ),
        page("draft", frame("Report 2026", Area::Reports), draft()),
        page(
            "own",
            frame("Our own data", Area::Reports),
            OwnData {
                metals: vec![OwnNeed { metal: s("tin"), name: s("Tin") }],
                lines: vec![OwnLine { at: 0, title: s("Aurora 7") }, OwnLine { at: 1, title: String::new() }],
                answers: vec![OwnAnswerField {
                    key: s("a"),
                    question: s("Is there a policy?"),
                    options: vec![s("Yes"), s("No")],
                    by: s("By the policy that is published"),
                }],
                company: vec![(s("name"), s("Company name"))],
                form: BoundForm::of([("version", "3"), ("line.0.name", "Aurora 7")]),
            },
        ),
    ]
}
