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
        family: s("Response rate"),
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
        removed: Some((2, s("2032-01-02"))),
    }
}

fn blocks() -> Vec<DraftBlock> {
    let figure = Piece::Figure { id: s("R1"), printed: s("208 of 210 (99 %)") };
    vec![
        DraftBlock::Heading { text: s("Results"), section: false },
        DraftBlock::Paragraph(vec![Piece::Text(s("Answered: ")), figure.clone()]),
        DraftBlock::List(vec![vec![Piece::Text(s("one"))]]),
        DraftBlock::Table {
            title: s("Smelters"),
            columns: vec![(s("Metal"), false), (s("Number"), true)],
            rows: vec![vec![vec![Piece::Text(s("Tin"))], vec![figure]]],
        },
    ]
}

fn draft() -> DraftPage {
    let part = |id: &str, work: PartWork| DraftPart {
        id: s(id),
        hint: s("Who may be asked. Legal knows it."),
        work,
        ..DraftPart::default()
    };
    let table = |free: bool| TableForm {
        columns: vec![SelectOption::new("metal", "Metal"), SelectOption::new("number", "Number")],
        places: 2,
        labels: if free { Vec::new() } else { vec![s("Conformant"), s("All")] },
        free,
        dated: if free { vec![SelectOption::new("lists", "Each list")] } else { Vec::new() },
        by: if free { s("Ingrid Vale, 2027-05-01") } else { String::new() },
    };
    let edited = EditedPart { by: s("Ingrid Vale"), would_say: vec![s("206 of 210")], unchanged: false };
    let signed = PartWork::Signed {
        statement: s("audit"),
        metals: vec![SelectOption::new("Tin", "Tin")],
        choices: vec![SelectOption::new("no_audit", "No audit")],
        signed: vec![s("No audit (Ingrid Vale, 2027-05-01)")],
    };
    let parts = vec![
        DraftPart {
            blocks: blocks(),
            rests_on: vec![RestsOn {
                name: s("R1"),
                definition: s(
                    "Response rate: surveyed suppliers from which an answer came before the cut-off",
                ),
                figures: vec![(s("R1"), 206), (s("R1/direct"), 1)],
            }],
            notes: vec![s("under")],
            table: Some(table(false)),
            ..part("status", PartWork::Automatic { edited: Some(edited) })
        },
        DraftPart { table: Some(table(true)), ..part("annex-a", PartWork::Automatic { edited: None }) },
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
            part: s("status"),
        }],
        stops: vec![s("Open: company")],
        held: false,
        annexes: vec![(s("annex-a"), s("Smelters and refiners"))],
        carried: s("Report 2025"),
        form: BoundForm::of([("text.company", "We ask again.")]),
    }
}

fn form_sd() -> FormPage {
    FormPage {
        id: s("n1"),
        name: s("Report 2026"),
        blocks: blocks(),
        stops: vec![s("Open: Commission file number")],
        form: BoundForm::of([("version", "0"), ("company", "Halden Instruments")]),
    }
}

fn filed() -> FiledPage {
    let file = |id: &str, beside: Vec<(String, String)>| FiledLine {
        id: s(id),
        file: s("ex1-01.htm"),
        report: s("Report for the SEC"),
        day: s("2027-05-29"),
        address: s("https://www.sec.gov/Archives/edgar/data/1/ex1-01.htm"),
        note: s("Counsel rewrote one sentence."),
        size: 64_000,
        hash: "ab".repeat(32),
        kept_at: NOW,
        by: s("Ines Okafor"),
        beside,
    };
    FiledPage {
        id: s("n1"),
        name: s("Report 2026"),
        files: vec![
            file("f1", vec![(s("From the draft"), s("/desk/reports/n1/compare"))]),
            file("f2", Vec::new()),
        ],
        reports: vec![SelectOption::new("sec", "Report for the SEC")],
        form: BoundForm::default(),
    }
}

fn compare() -> ComparePage {
    let words =
        vec![ComparedWords::Same(s("We asked")), ComparedWords::Gone(s("210")), ComparedWords::New(s("211"))];
    let blocks = vec![ComparedBlock::Same(12), ComparedBlock::Words(words)];
    ComparePage {
        id: s("n1"),
        name: s("Report 2026"),
        sides: vec![SelectOption::new("sec", "Draft"), SelectOption::new("file:f1", "Filed")],
        outcome: Outcome::Compared { differ: 1, blocks, more: 3 },
        form: BoundForm::of([("old", "sec"), ("new", "file:f1")]),
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
        held: vec![(s("CID900003 Invented Smelter"), s("Inside the company (paid list)"))],
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
                removed: Some((2, s("2032-01-02"))),
            },
        ),
        page(
            "findings",
            frame("Report 2026", Area::Reports),
            FindingRows {
                report: s("n1"),
                report_name: s("Report 2026"),
                name: s("SML009 · Smelters without a number"),
                counted: vec![(s("Declarations with one"), s("1")), (s("Findings at the freeze"), s("2"))],
                opens: Some(1),
                rows: vec![FindingRow {
                    supplier: s("Harbour Castings"),
                    submission: s("Submission 2"),
                    place: s("Smelter 2 (Brasswick Tin Works)"),
                    href: s("/desk/requests/r1?n=2&view=smelters#smelter.2"),
                    says: s("The smelter has no number."),
                    code: s("SML009"),
                }],
                removed: None,
                range: Range { from: 1, to: 1, of: Some(1) },
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
                gives: "No".into(),
                lines: vec![TraceLine {
                    what: s("Harbour Castings"),
                    href: Some(s("/desk/suppliers/s1")),
                    side: "desk.rollup.row",
                }],
                beyond: 3,
            },
        ),
        page("draft", frame("Report 2026", Area::Reports), draft()),
        page("form_sd", frame("Report 2026", Area::Reports), form_sd()),
        page("filed", frame("Report 2026", Area::Reports), filed()),
        page("compare", frame("Report 2026", Area::Reports), compare()),
        page(
            "compare_none",
            frame("Report 2026", Area::Reports),
            ComparePage { outcome: Outcome::Cannot("desk.compare.not_read"), ..compare() },
        ),
        page(
            "own",
            frame("Our own data", Area::Reports),
            OwnData {
                products: 2_000,
                answers: vec![OwnAnswerField {
                    key: s("a"),
                    question: s("Is there a policy?"),
                    options: vec![s("Yes"), s("No")],
                    by: s("By the policy that is published"),
                }],
                company: vec![
                    OwnCompanyField { key: s("name"), label: s("Company name"), options: Vec::new() },
                    OwnCompanyField {
                        key: s("scope"),
                        label: s("What does this declaration cover?"),
                        options: vec![SelectOption::new("A. Company", "A. Company")],
                    },
                ],
                form: BoundForm::of([("version", "3"), ("company.name", "Aurora")]),
            },
        ),
        page("products", frame("Product lines", Area::Reports), products()),
        page("products_none", frame("Product lines", Area::Reports), Products::default()),
        page("product", frame("Product lines", Area::Reports), product(Some(7))),
        page("product_new", frame("Product lines", Area::Reports), product(None)),
        page(
            "product_import",
            frame("Product lines", Area::Reports),
            ProductImport {
                id: s("b1"),
                file: s("products.csv"),
                version: 3,
                same: 12,
                new: vec![s("P-9 Switch")],
                more_new: 4,
                changed: vec![[s("P-1 · Tin"), s(""), s("function")]],
                more_changed: 0,
                problems: vec![s("Row 6: “perhaps” is none of: none, function, production, both.")],
                more_problems: 1,
                wrong_rows: 3,
                unknown: s("Colour"),
            },
        ),
        page("sent", frame("Report 2026", Area::Reports), sent()),
        page(
            "sent_none",
            frame("Report 2026", Area::Reports),
            SentPage { id: s("n1"), ..SentPage::default() },
        ),
    ]
}

fn sent() -> SentPage {
    let line = |id: &str| SentLine {
        id: s(id),
        sent_on: s("2027-04-01"),
        recipient: s("Harbour Castings’ customer, by their portal"),
        report: s("n1"),
        report_name: s("Report 2026"),
        file: s("xlsx"),
        hash: s("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        by: s("Ines Okafor"),
    };
    let change = |what: &str, before: &str, now: &str| SentChange {
        what: s(what),
        about: s("Tin · CID900001 · Invented Tin Works · JAPAN"),
        before: s(before),
        now: s(now),
    };
    let mut form = BoundForm::of([("sent_on", "2027-05-01")]);
    form.wrong("recipient", "Please fill this in.");
    SentPage {
        id: s("n1"),
        name: s("Report 2026"),
        leaves: true,
        sent: vec![line("d1"), line("d2")],
        since: s("d1"),
        since_words: s("Since the declaration that left on 2027-04-01."),
        changes: vec![
            change("smelter added", "", "Invented Tin Works"),
            change("answer changed", "No", "Yes"),
        ],
        more: 2,
        form,
    }
}

fn products() -> Products {
    let row = |at: usize, name: &str| ProductRow {
        at,
        number: format!("P-{at}"),
        name: s(name),
        metals: s("Tin, Gold"),
        suppliers: 12,
    };
    Products {
        search: BoundForm::of([("q", "relay")]),
        rows: vec![row(0, "Aurora 7"), row(1, "")],
        range: Range { from: 1, to: 2, of: Some(2) },
        paging: paging(),
        upload: BoundForm::default(),
    }
}

fn product(at: Option<usize>) -> ProductPage {
    let mut form = BoundForm::of([("version", "3"), ("number", "P-7"), ("tin.to", "function")]);
    form.wrong("suppliers", "No supplier is called Nobody Ltd.");
    ProductPage {
        at,
        title: at.map_or(String::new(), |_| s("P-7 Aurora 7")),
        metals: vec![OwnNeed { metal: s("tin"), name: s("Tin") }],
        form,
    }
}
