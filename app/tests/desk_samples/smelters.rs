//! Smelter lists, and names that the team decides about.

use super::{NOW, Sample, frame, listed, page, s};
use app::desk::job::OpenJob;
use app::desk::mapping::FileColumn;
use app::desk::name_match::{CandidateView, NameMatch};
use app::desk::names::{DecisionLine, EndedDecision, NameLine, NamedBy, Names};
use app::desk::smelter_lists::*;
use app::desk::smelters::facility::{
    Dated, NamedPage, ReportedRow, ScreenedName, SmelterFact, SmelterPage, SourcingForm, VerdictForm,
};
use app::desk::smelters::{ReportedSmelter, ReportedSmelters, SmelterChoices, StatusMark};
use app::desk::{Area, BoundForm};
use app::ui::SelectOption;

fn candidate(cid: &str, name: &str, score: u64, against: bool) -> CandidateView {
    CandidateView {
        cid: s(cid),
        name: s(name),
        country: s("NORWAY"),
        score,
        pro: vec![s("The name is like “Kestrel Refining” (84 %)."), s("The country is the same: NORWAY.")],
        contra: if against { vec![s("Another smelter has this name and more words.")] } else { vec![] },
    }
}

pub fn name_match(id: &str, decided: bool) -> NameMatch {
    NameMatch {
        id: s(id),
        metal: s("tin"),
        name: s("Kestral Refinning"),
        band: s(if decided { "Decided by the team." } else { "Needs your decision." }),
        notes: vec![s("2 smelters fit equally well.")],
        candidates: vec![
            candidate("CID900001", "Kestrel Refining North", 84, true),
            candidate("CID900002", "Kestrel Refining South", 84, false),
        ],
        decided,
        replaces: String::new(),
        typed: String::new(),
    }
}

fn decision(id: &str, cid: &str) -> DecisionLine {
    DecisionLine {
        id: s(id),
        metal: s("Tin"),
        name: s("Kestrel"),
        cid: s(cid),
        means: if cid.is_empty() { s("") } else { s("Kestrel Refining North") },
        who: s("Ines Okafor"),
        at: NOW,
        note: s("Confirmed by telephone"),
        name_match: NameMatch {
            candidates: vec![],
            replaces: s(id),
            ..name_match(&format!("d-{id}"), false)
        },
        ended: None,
    }
}

fn names(decided: bool) -> Names {
    let line = |id: &str, count: u64| NameLine {
        name_match: name_match(id, false),
        metal: s("Tin"),
        suppliers: [("r1", "Alpha Parts"), ("r2", "Beta Castings")]
            .map(|(request, supplier)| NamedBy { request: s(request), supplier: s(supplier) })
            .to_vec(),
        count,
    };
    let mut names = Names {
        decided,
        open_count: 2,
        decided_count: 2,
        lists: true,
        list: listed("/desk/smelters/names", &[]),
        ..Names::default()
    };
    if decided {
        names.standing = vec![decision("d1", "CID900001"), decision("d2", "")];
        let ended = Some(EndedDecision { at: NOW, who: s("Tom Reed"), why: s("It was another one") });
        names.ended = vec![DecisionLine { ended, ..decision("d0", "CID900002") }];
    } else {
        names.open = vec![line("n0", 5), line("n1", 2)];
    }
    names
}

/// A decision that was refused.
fn refused_name() -> Names {
    let mut names = names(false);
    names.open.truncate(1);
    names.form = BoundForm::of([("cid", "CID999999")]);
    names.form.wrong("n0-cid", "No list in use knows CID999999 for this metal.");
    names
}

fn screened(said: &str) -> ScreenedName {
    ScreenedName {
        ours: s("Invented Tin Works"),
        theirs: s("INVENTED TIN WORKS LLC"),
        number: s("36"),
        list: s("Sanctions · 2026-04-01 · 36"),
        said: s(said),
    }
}

fn reported(some: bool) -> ReportedSmelters {
    let one = |cid: &str, mark| ReportedSmelter {
        cid: s(cid),
        name: s("Kestrel Refining"),
        metal_key: s("gold"),
        metal: s("Gold"),
        country: s("NORWAY"),
        status: s("Active"),
        mark,
        suppliers: 1_204,
        declarations: 1_300,
        terms: s("Inside the company (paid list)"),
    };
    let gold = SelectOption::new("gold", "Gold");
    ReportedSmelters {
        list: listed("/desk/smelters", &[("q", ""), ("metal", if some { "" } else { "gold" }), ("sort", "")]),
        choices: SmelterChoices { metals: vec![gold], ..SmelterChoices::default() },
        rows: match some {
            true => vec![one("CID900001", StatusMark::Waiting), one("", StatusMark::Unknown)],
            false => vec![],
        },
        placing: some.then_some(OpenJob { done: 1_000, total: 48_000, failed: false }),
    }
}

pub fn pages() -> Vec<Sample> {
    vec![
        page(
            "references",
            frame("Reference list", Area::Settings),
            SmelterLists {
                lists: vec![
                    SmelterListLine {
                        id: s("l1"),
                        kind: s("Reference list: smelters that exist, under their names"),
                        as_of: s("2026-04-17"),
                        source: s("Our own list"),
                        licence: s("For our own use"),
                        size: 342,
                        noise: 3,
                        imported_at: NOW,
                        by: s("Ines Okafor"),
                        retired: None,
                        affected: 21,
                        affected_first: vec![AffectedRequest {
                            request: s("r1"),
                            supplier: s("Harbour Castings"),
                            more: 3,
                            fewer: 0,
                        }],
                    },
                    SmelterListLine {
                        id: s("l2"),
                        kind: s("Active smelters: they have committed to an audit"),
                        as_of: s("2026-03-02"),
                        source: s("Downloaded by mistake"),
                        retired: Some(RetiredList { at: NOW, why: s("not ours") }),
                        ..SmelterListLine::default()
                    },
                ],
                search: BoundForm::of([("q", "invented"), ("day", "2026-04-30")]),
                found: Some(vec![FoundSmelter {
                    cid: s("CID900001"),
                    metal: s("Tin"),
                    name: s("Invented Tin Works"),
                    country: s("JAPAN"),
                    listed: false,
                }]),
                form: BoundForm::default(),
                placing: Some(OpenJob { done: 12_000, total: 48_000, failed: true }),
                judging: Some(OpenJob { done: 400, total: 9_000, failed: false }),
            },
        ),
        page("names", frame("Smelter names", Area::Settings), names(false)),
        page("names-refused", frame("Smelter names", Area::Settings), refused_name()),
        page("names-decided", frame("Smelter names", Area::Settings), names(true)),
        page(
            "list-import",
            frame("Smelter lists", Area::Settings),
            SmelterListImport {
                placing: None,
                id: s("b1"),
                name: s("smelters.csv"),
                columns: vec![FileColumn {
                    header: s("Smelter ID"),
                    meaning: s("cid"),
                    sample: vec![s("CID900001")],
                }],
                meanings: [("cid", "Smelter ID (CID)"), ("metal", "Metal")]
                    .map(|(key, label)| SelectOption { value: s(key), label: s(label) })
                    .to_vec(),
                kinds: vec![SelectOption::new(s("reference"), s("Reference list"))],
                form: BoundForm::of([
                    ("kind", "reference"),
                    ("as_of", "2026-04-17"),
                    ("source", ""),
                    ("licence", ""),
                ]),
                counts: vec![ListCount { label: s("Smelters"), n: 12 }],
                issues: vec![s("Row 4: “CID9” is no smelter ID, so the row was left out.")],
                more_issues: 2,
                first: vec![ListedSmelter {
                    cid: s("CID900001"),
                    metal: s("Tin"),
                    name: s("Invented Tin Works"),
                    country: s("JAPAN"),
                }],
                missing: vec![s("Name")],
                same: true,
                classes: vec![SelectOption::new("public", "Public")],
                changes: ListChanges {
                    against: s("Compared with the list of 2026-03-01."),
                    groups: vec![ChangeGroup {
                        title: s("Removed: 3"),
                        lines: vec![Change {
                            cid: s("CID900001"),
                            name: s("Invented Tin Works"),
                            text: s("In its place: CID900002"),
                        }],
                        more: 2,
                    }],
                    touches: vec![AffectedDeclaration {
                        request: s("r1"),
                        supplier: s("Harbour Castings"),
                        campaign: s("Minerals 2026"),
                        smelters: s("smelters: 2"),
                        asks: vec![s("CID900001 (3): The list no longer has this smelter.")],
                        language: s("en"),
                        left: s("its campaign has ended"),
                    }],
                    more_touches: 1,
                    counted: s("1 supplier, 1 declaration"),
                    figures: vec![s(
                        "S4 Gold: facilities that change class: 3 (Active → Conformant (RMAP): 3)",
                    )],
                    list: s("l1"),
                },
            },
        ),
        page(
            "smelter",
            frame("Smelter lists", Area::Settings),
            SmelterPage {
                cid: s("CID900001"),
                name: s("Invented Tin Works"),
                facts: vec![SmelterFact { label: s("In the reference list"), text: s("No") }],
                names: vec![s("Invented Tin Works"), s("ITW")],
                form: BoundForm::of([("day", "2026-04-30")]),
                successors: vec![s("CID900002")],
                evidence: vec![s("Reference list, 2026-04-17 (our own)")],
                revisions: vec![Dated { on: s("2026-03-01"), text: s("removed · closed") }],
                timeline: vec![Dated { on: s("2026-03-01"), text: s("Removed: no longer operating") }],
                status: s("Conformant (LBMA, cross-recognised)"),
                mark: StatusMark::Good,
                notes: vec![s("The next assessment was planned for 2026-01-01; that day has passed.")],
                screened: vec![screened(""), screened("Ines Okafor said that it is another one.")],
                reported: vec![ReportedRow {
                    name: s("Invented Tin Wrks"),
                    request: s("r1"),
                    supplier: s("Harbour Castings"),
                    campaign: s("Minerals 2026"),
                    line: s("3"),
                    state: domain::workflow::RequestState::Accepted,
                }],
                more_reported: 2,
                verdicts: verdicts(),
                sourcing: SourcingForm {
                    said: vec![s("recycled or scrap only · letter (Ines Okafor, 2026-04-01)")],
                    kinds: vec![SelectOption::new("covered", "ore from a covered country")],
                    classes: vec![SelectOption::new("public", "Public")],
                    form: BoundForm::default(),
                },
            },
        ),
        page(
            "smelter_named",
            frame("Smelters", Area::Smelters),
            NamedPage {
                name: s("Invented Metal Traders"),
                metal: s("Tin"),
                verdicts: VerdictForm {
                    said: Vec::new(),
                    smelter: s("Invented Metal Traders"),
                    ..verdicts()
                },
                ..NamedPage::default()
            },
        ),
        page("smelters", frame("Smelters", Area::Smelters), reported(true)),
        page("smelters_none", frame("Smelters", Area::Smelters), reported(false)),
    ]
}

fn verdicts() -> VerdictForm {
    let mut form = BoundForm::of([("is", "ceased")]);
    form.wrong("note", "Please fill this in.");
    VerdictForm {
        smelter: s("CID900001"),
        said: vec![s("It no longer operates · closed in March (Ines Okafor, 2026-04-01)")],
        metals: vec![SelectOption::new("tin", "Tin")],
        kinds: vec![SelectOption::new("ceased", "It no longer operates")],
        form,
    }
}
