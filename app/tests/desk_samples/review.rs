//! One request.

use super::campaigns::summary;
use super::mailbox::{mails, shown_mail};
use super::smelters::name_match;
use super::suppliers::supplier;
use super::{HOUR, NOW, Sample, frame, log, page, paging, s};
use app::desk::review::*;
use app::desk::smelters::StatusMark;
use app::desk::{Area, BoundForm};
use app::ui::{Link, Range, SelectOption};
use domain::terms::QueryState;
use domain::workflow::RequestState;
use domain::{Class, Severity, Table};

fn finding(i: usize, severity: Severity, location: &str, place: &str) -> FindingView {
    FindingView {
        key: format!("RSP01{i}@{location}"),
        code: format!("RSP01{i}"),
        severity,
        what: s("All smelters are said to be named, yet fewer than all suppliers answered."),
        location: s(location),
        place: s(place),
        explanation: if severity == Severity::Warning {
            s("Two of our suppliers buy from the same distributor.")
        } else {
            String::new()
        },
        proposal: s(
            "You say that all smelters are named (Q7) although not all suppliers answered (Q6). Please check.",
        ),
    }
}

fn group(asked: bool, places: Vec<FindingView>, more: u64) -> FindingGroup {
    let first = places[0].clone();
    FindingGroup {
        key: first.key,
        code: first.code,
        severity: first.severity,
        class: Class::Inconsistent,
        what: first.what,
        why: s("The two answers cannot both be true."),
        places,
        more,
        asked,
        twins: vec![Link::new("/desk/requests/r1/beside/r2", s("Orchard Relays"))],
    }
}

fn since(title: &str, href: &str) -> SinceView {
    let smelter = |old: &str, new: &str, href: &str| ChangedSmelter {
        metal: s("Tin"),
        name: s("Kestrel Refining"),
        old: s(old),
        new: s(new),
        href: s(href),
    };
    let some = |one: ChangedSmelter, more| ChangedSmelters { shown: vec![one], more };
    SinceView {
        title: s(title),
        href: s(href),
        new: some(smelter("", "", "/desk/smelters/CID900001"), 12),
        gone: some(smelter("", "", ""), 0),
        renamed: some(smelter("Kestrel Works", "Kestrel Refining", ""), 0),
        moved: some(smelter("Norway", "Sweden", "/desk/smelters/CID900001"), 0),
        answers: vec![ChangeView { place: s("Q2 · Tin"), old: s("No"), new: s("Yes") }],
        more_answers: 3,
    }
}

pub fn review(view: ReviewView) -> Review {
    let metals = ["Tantalum", "Tin", "Gold", "Tungsten"];
    let question = |number: &str, label: &str, values: [&str; 4]| Question {
        number: s(number),
        label: s(label),
        answers: metals
            .iter()
            .zip(values)
            .map(|(metal, value)| {
                let key = format!("{}.{}", number.to_lowercase(), metal.to_lowercase());
                let place = format!("{number} · {metal}");
                let bad = number == "Q7" && *metal == "Gold";
                Answer {
                    findings: if bad {
                        vec![finding(1, Severity::Error, &key, &place)]
                    } else if number == "Q6" && *metal == "Tin" {
                        vec![finding(2, Severity::Warning, &key, &place)]
                    } else {
                        vec![]
                    },
                    queries: if bad { vec![s("Please check: not all suppliers answered.")] } else { vec![] },
                    changed: number == "Q2" && *metal == "Tin",
                    comment: if number == "Q6" && *metal == "Tin" {
                        s("Survey still running with two distributors.")
                    } else {
                        String::new()
                    },
                    key,
                    metal: s(metal),
                    place,
                    value: s(value),
                }
            })
            .collect(),
    };
    let single = |key: &str, number: &str, label: &str, value: &str| Question {
        number: s(number),
        label: s(label),
        answers: vec![Answer { key: s(key), place: s(label), value: s(value), ..Answer::default() }],
    };
    let further = |column: &str, text: &str| FurtherCell { column: s(column), text: s(text) };
    let columns = ["Metal", "CID", "Smelter", "Country", "Recycled or scrap"].map(s).to_vec();
    let rows = (0..12)
        .map(|i| RowView {
            location: format!("smelter.{i}"),
            row: 5 + i,
            place: format!("Smelter {} (Works {})", 1 + i, 1 + i),
            cells: [metals[i as usize % 4], &format!("CID90{i:04}"), "Kestrel Refining", "Norway", "No"]
                .map(s)
                .to_vec(),
            name_match: (i < 3).then(|| name_match(&format!("smelter-{i}"), i == 2)),
            link: (i != 3).then(|| (1, format!("/desk/smelters/CID90{i:04}"))),
            status: Some(RowStatus {
                text: s("Conformant"),
                mark: if i % 2 == 0 { StatusMark::Good } else { StatusMark::Unknown },
            }),
            further: if i == 1 {
                vec![further("Mine", "Blue Ridge"), further("Comment", "Named by two distributors")]
            } else {
                vec![]
            },
            findings: if i < 2 {
                vec![finding(
                    3 + i as usize,
                    if i == 0 { Severity::Error } else { Severity::Note },
                    &format!("smelter.{i}.cid"),
                    &format!("Smelter {} (Works {})", 1 + i, 1 + i),
                )]
            } else {
                vec![]
            },
            queries: vec![],
            changed: i == 4,
        })
        .collect();
    Review {
        at: ReviewAt {
            request: s("r1"),
            view,
            number: 2,
            can_ask: true,
            from: s("state=review&q=a%26b"),
            main_table: Some(Table::SMELTERS),
        },
        version: 7,
        state: RequestState::InReview,
        since_at: NOW,
        overdue: false,
        supplier: supplier(3),
        campaign: summary(),
        reason: String::new(),
        proposed: Some(Proposal {
            note: s("I left purchasing in May."),
            form: BoundForm::of([
                ("contact-name", "Jonas Weber"),
                ("contact-email", "jonas.weber@supplier.example"),
            ]),
        }),
        reminding: Reminding {
            sent: 2,
            next: Some(NOW + HOUR * 40),
            waits: true,
            pause: Some(Pause { until: s("2026-12-12"), why: s("Mona Keller: at a fair until the 11th") }),
            ..Reminding::default()
        },
        submissions: [2, 1]
            .map(|n| SubmissionHead {
                number: n,
                at: NOW - HOUR * 48,
                hash: "ab12cd34ef56ab78".repeat(4),
                errors: 1,
                warnings: 2,
                entered: s("Entered by Ines Okafor from what Ms Doe sent or told (Telephone, 2026-11-20)"),
            })
            .to_vec(),
        groups: vec![
            AnswerGroup {
                key: s("company"),
                title: s("Company"),
                questions: vec![
                    single("company.name", "", "Company name", "Vela Precision Connectors & Harness GmbH"),
                    single("company.scope", "", "Scope of the declaration", "A. Company"),
                    single("company.address", "", "Address", ""),
                ],
            },
            AnswerGroup {
                key: s("metals"),
                title: s("The metals"),
                questions: vec![
                    question(
                        "Q1",
                        "Is the metal added on purpose, or used to make the product?",
                        ["Yes", "Yes", "Yes", "No"],
                    ),
                    question("Q2", "Does any of it remain in the product?", ["Yes", "Yes", "Yes", ""]),
                    question(
                        "Q6",
                        "What share of your suppliers answered?",
                        ["100%", "Greater than 75%", "Greater than 90%", ""],
                    ),
                    question("Q7", "Are all smelters named?", ["Yes", "No", "Yes", ""]),
                ],
            },
        ],
        rows: RowPage {
            title: s("Smelters"),
            metals: ["tin", "gold"].map(|key| MetalRows { key: s(key), name: s(key), rows: 1206 }).to_vec(),
            metal: s("tin"),
            has_status: true,
            here: s("/desk/requests/r1?view=answers&n=2&q=&page=1"),
            columns,
            rows,
            with_findings: 2,
            only_findings: false,
            search: String::new(),
            range: Range { from: 1, to: 100, of: Some(2412) },
            paging: paging(),
        },
        tables: vec![
            TableSize { table: Table::SMELTERS, rows: 2412 },
            TableSize { table: Table::PRODUCTS, rows: 3 },
        ],
        changed: 4,
        changes: vec![
            ChangeView { place: s("Q2 · Tin"), old: s("No"), new: s("Yes") },
            ChangeView { place: s("Smelter 5 (Works 5) · CID"), old: String::new(), new: s("CID900004") },
        ],
        more_changes: 2,
        findings: vec![
            group(true, vec![finding(1, Severity::Error, "q7.gold", "Q7 · Gold")], 0),
            group(
                false,
                vec![
                    finding(3, Severity::Error, "smelter.0.cid", "Smelter 1 (Works 1)"),
                    finding(3, Severity::Error, "product.2.name", "Product 3"),
                ],
                15,
            ),
            group(false, vec![finding(2, Severity::Warning, "q6.tin", "Q6 · Tin")], 0),
        ],
        since: vec![
            since("Since submission 1", "/desk/requests/r1?n=1"),
            since("Since Minerals 2025", "/desk/requests/r0?n=3"),
            SinceView { title: s("Since Minerals 2024"), ..SinceView::default() },
        ],
        next: Some(s("/desk/requests/r2?from=state%3Dreview")),
        refused: BoundForm::default(),
        checked_later: vec![LaterCheck {
            at: NOW,
            what: s("Checked again after a change of the smelter lists: 2 more and 1 fewer findings."),
        }],
        queries: vec![
            QueryView {
                id: s("k1"),
                state: QueryState::Answered,
                location: s("q2.tin"),
                place: s("Q2 · Tin"),
                text: s("Solder holds tin: please check."),
                old_value: s("No"),
                new_value: Some(s("Yes")),
                reply: s("You are right, solder was forgotten."),
                submission: 1,
            },
            QueryView {
                id: s("k2"),
                state: QueryState::Draft,
                location: s("q7.gold"),
                place: s("Q7 · Gold"),
                text: s("Please check: not all suppliers answered."),
                old_value: s("Yes"),
                new_value: None,
                reply: String::new(),
                submission: 2,
            },
        ],
        ask: Ask {
            templates: vec![SelectOption { value: s("t1"), label: s("Which plants") }],
            ..Ask::default()
        },
        can: Can {
            take_up: false,
            send_back: true,
            accept: true,
            reject: true,
            agree: false,
            undo: false,
            withdraw: true,
            new_link: true,
        },
        files: super::files::lines(),
        notes: super::notes(),
        calls: super::calls::calls(),
        members: vec![s("Ines Okafor")],
        log: log(),
        mails: mails(),
        scope_reason: String::new(),
        accepted_by: Some(s("Mei Lin")),
        removed: None,
    }
}

pub fn pages() -> Vec<Sample> {
    vec![
        page("review", frame("Harbour Castings", Area::Requests), review(ReviewView::Answers)),
        page(
            "review-products",
            frame("Harbour Castings", Area::Requests),
            review(ReviewView::Rows(Table::PRODUCTS)),
        ),
        page("review-changes", frame("Harbour Castings", Area::Requests), review(ReviewView::Changes)),
        page("review-history", frame("Harbour Castings", Area::Requests), review(ReviewView::History)),
        page(
            "review-removed",
            frame("Harbour Castings", Area::Requests),
            Review { removed: Some((s("2032-01-02"), 60)), ..review(ReviewView::History) },
        ),
        page(
            "send-back",
            frame("Send back", Area::Requests),
            SendBack {
                id: s("r1"),
                version: 7,
                supplier: s("Harbour Castings"),
                from: s("state=review"),
                language: s("en"),
                queries: review(ReviewView::Answers).queries,
                offers: [true, false]
                    .map(|chosen| Offer {
                        key: s("REV007@smelters"),
                        severity: Severity::Warning,
                        what: s("Smelters that are neither conformant nor active: 17."),
                        question: s("Please ask these smelters to take part in an audit."),
                        chosen,
                    })
                    .to_vec(),
                nothing: true,
                mail: shown_mail(),
            },
        ),
        page("twins", frame("Harbour Castings", Area::Requests), twins()),
    ]
}

fn twins() -> Twins {
    let row = |name: &str| TwinRow {
        cid: s("CID900001"),
        metal: s("Tin"),
        here: [s("1"), s("Kestrel Refining"), s("named by a distributor")],
        there: [s("1"), s(name), s("named by a distributor")],
    };
    Twins {
        here: Link::new("/desk/requests/r1", s("Harbour Castings")),
        there: Link::new("/desk/requests/r2", s("Orchard Relays")),
        of: 62,
        in_order: 62,
        names: 61,
        comments: 4,
        rows: vec![row("Kestrel Refining"), row("Kestrel Works")],
        range: Range { from: 1, to: 2, of: Some(62) },
        paging: paging(),
    }
}
