//! One page of every kind, with invented names, as the server would fill them.

use app::desk::auth::*;
use app::desk::bulk::BulkAsk;
use app::desk::campaigns::*;
use app::desk::import::*;
use app::desk::list::{ListQuery, Listed};
use app::desk::lists::*;
use app::desk::mailbox::*;
use app::desk::mails::*;
use app::desk::names::*;
use app::desk::naming::*;
use app::desk::overview::*;
use app::desk::parts::{LogLine, Paging};
use app::desk::queue::*;
use app::desk::review::*;
use app::desk::settings::*;
use app::desk::suppliers::*;
use app::desk::tally::Tally;
use app::desk::templates::*;
use app::desk::terms::Role;
use app::desk::{Area, FlashMessage, Form, Frame, Page, Who, render};
use app::kit::shell::Shell;
use app::ui::Range;
use std::cell::Cell;

const NOW: i64 = 1_795_400_000_000;
const HOUR: i64 = 3_600_000;

thread_local! {
    static HOSTILE: Cell<bool> = const { Cell::new(false) };
}

/// A text of a page: what somebody may have typed or sent.
fn s(text: &str) -> String {
    let markup = "\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>";
    if HOSTILE.get() { format!("{text}{markup}") } else { text.to_owned() }
}

fn frame(title: &str, area: Area) -> Frame {
    Frame {
        title: s(title),
        company: s("Northlight Instruments"),
        who: (area != Area::Auth).then(|| Who { name: s("Ines Okafor"), role: Role::Administrator }),
        area,
        path: s("/desk"),
        flash: None,
        to_review: 17,
        demo: true,
    }
}

fn paging() -> Paging {
    Paging { previous: Some(s("/desk/suppliers")), next: Some(s("/desk/suppliers?after=x")) }
}

/// A list that is filtered, with its second page.
fn listed(address: &str, values: &[(&'static str, &str)]) -> Listed {
    Listed {
        address: address.to_owned(),
        look: ListQuery {
            values: values.iter().map(|(name, value)| (*name, s(value))).collect(),
            columns: Vec::new(),
        },
        range: Range { from: 51, to: 100, of: Some(4_312) },
        paging: paging(),
        files: [format!("{address}.csv"), format!("{address}.xlsx")],
    }
}

fn brief() -> Brief {
    Brief {
        id: s("c1"),
        name: s("Minerals 2026"),
        year: 2026,
        state: s("open"),
        due: s("2027-02-26"),
        cutoff: s("2027-03-31"),
    }
}

fn tally() -> Tally {
    let states = [
        ("planned", 0),
        ("invited", 58),
        ("opened", 21),
        ("started", 34),
        ("submitted", 11),
        ("in_review", 4),
        ("sent_back", 9),
        ("resubmitted", 2),
        ("accepted", 63),
        ("rejected", 1),
        ("declined", 5),
        ("withdrawn", 2),
    ];
    Tally {
        states: states.map(|(k, n)| (s(k), n)).to_vec(),
        overdue: 12,
        queue: s("/desk/requests?campaign=c1"),
    }
}

fn ahead() -> Vec<Ahead> {
    [("Harbour Castings", "not_opened"), ("Lumen Boards", "unfinished"), ("青岚电子", "not_mended")]
        .into_iter()
        .enumerate()
        .map(|(i, (name, kind))| Ahead {
            request: format!("r{i}"),
            supplier: s(name),
            kind: s(kind),
            at: NOW + HOUR * 20 * i as i64,
        })
        .collect()
}

/// What a column of a list of suppliers may hold.
const FIELDS: [&str; 10] = [
    "reference",
    "name",
    "relationship",
    "via",
    "contact_name",
    "email",
    "language",
    "country",
    "spend_share",
    "parts",
];

fn supplier(i: usize) -> SupplierRow {
    let names = [
        "Harbour Castings",
        "Lumen Boards",
        "青岚电子有限公司",
        "Vela Precision Connectors & Harness GmbH",
        "Ostwind Lötmittel",
    ];
    let relations = ["direct", "contract_manufacturer", "indirect"];
    let columns = [
        format!("V-{:04}", 1000 + i),
        s(names[i % names.len()]),
        s(relations[i % 3]),
        if i % 3 == 2 { s("Lumen Boards") } else { String::new() },
        s("Marta Lindqvist"),
        format!("minerals{i}@supplier.example"),
        s(if i % 5 == 2 { "zh" } else { "en" }),
        s(if i % 5 == 2 { "CN" } else { "DE" }),
        s("1.25 %"),
        s("Connectors, cable assemblies"),
    ];
    SupplierRow {
        id: format!("s{i}"),
        columns: FIELDS.into_iter().zip(columns).collect(),
        mail_problem: (i % 7 == 3).then(|| s("550 5.1.1 no such user")),
        retired_at: None,
    }
}

fn log() -> Vec<LogLine> {
    ["Declaration accepted", "Sent back with 3 queries", "Declaration submitted", "Invitation queued"]
        .into_iter()
        .enumerate()
        .map(|(i, what)| LogLine {
            seq: 900 - i as i64,
            at: NOW - HOUR * i as i64,
            actor: s(if i == 2 { "Harbour Castings" } else { "Ines Okafor" }),
            action: s(what),
            object: s("Request to Harbour Castings"),
            href: Some(s("/desk/requests/r1")),
            changes: Vec::new(),
            note: String::new(),
            hash: s("3fa9c1"),
        })
        .collect()
}

fn alarm() -> app::desk::alarm::Alarm {
    app::desk::alarm::Alarm {
        paused_until: Some(NOW),
        troubles: vec![app::desk::alarm::Trouble {
            kind: s("policy"),
            name: s("Our mails are refused by a rule of the receiver"),
            waiting: 12,
            failed: 1,
            said: s("550 5.7.1 rejected"),
        }],
    }
}

fn mails() -> Vec<MailRow> {
    vec![
        MailRow {
            id: s("m1"),
            kind: s("Invitation"),
            to: s("minerals1@supplier.example"),
            state: s("sent"),
            queued: NOW,
            sent: Some(NOW),
            error: None,
            attempts: 1,
        },
        MailRow {
            id: s("m2"),
            kind: s("Reminder"),
            to: s("minerals3@supplier.example"),
            state: s("failed"),
            queued: NOW,
            sent: None,
            error: Some(s("550 5.1.1 no such user")),
            attempts: 1,
        },
    ]
}

fn company_form() -> Form {
    Form::of([
        ("company_name", "Northlight Instruments"),
        ("domain", "northlight.example"),
        (
            "why",
            "We make measuring instruments.\nThe law asks us where the tin, tantalum, tungsten and gold in them come from.",
        ),
        ("contact_name", "Ines Okafor"),
        ("contact_email", "minerals@northlight.example"),
        ("policy_url", "https://northlight.example/minerals"),
        ("grievance", "speakup@northlight.example"),
        ("retention_months", "72"),
    ])
}

fn shown_mail() -> ShownMail {
    ShownMail {
        id: s("s1"),
        to: s("Marta Lindqvist <minerals1@supplier.example>"),
        subject: s("Northlight Instruments asks about minerals in your products (2026)"),
        text: s(
            "Dear Marta Lindqvist,\n\nwe ask all our suppliers where the tin, tantalum, tungsten and gold in their products come from.\n\nYour personal link:\nhttps://portal.example/r/…\n\nPlease answer by 2027-02-26.\n\nNorthlight Instruments",
        ),
        language: s("en"),
    }
}

fn finding(i: usize, severity: &str, location: &str, place: &str) -> FindingView {
    FindingView {
        key: format!("RSP01{i}@{location}"),
        code: format!("RSP01{i}"),
        severity: s(severity),
        what: s("All smelters are said to be named, yet fewer than all suppliers answered."),
        why: s("The two answers cannot both be true."),
        location: s(location),
        place: s(place),
        explanation: if severity == "warning" {
            s("Two of our suppliers buy from the same distributor.")
        } else {
            String::new()
        },
        proposal: s(
            "You say that all smelters are named (Q7) although not all suppliers answered (Q6). Please check.",
        ),
        asked: i == 1,
    }
}

fn review(view: &str) -> Review {
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
                        vec![finding(1, "error", &key, &place)]
                    } else if number == "Q6" && *metal == "Tin" {
                        vec![finding(2, "warning", &key, &place)]
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
    let columns = ["Metal", "CID", "Smelter", "Country", "Recycled or scrap"].map(s).to_vec();
    let rows = (0..12)
        .map(|i| RowView {
            location: format!("smelter.{i}"),
            row: 5 + i,
            place: format!("Smelter {} (Works {})", 1 + i, 1 + i),
            cells: [metals[i as usize % 4], &format!("CID90{i:04}"), "Kestrel Refining", "Norway", "No"]
                .map(s)
                .to_vec(),
            naming: (i < 3).then(|| naming(&format!("smelter-{i}"), i == 2)),
            further: if i == 1 {
                vec![(s("Mine"), s("Blue Ridge")), (s("Comment"), s("Named by two distributors"))]
            } else {
                vec![]
            },
            findings: if i < 2 {
                vec![finding(
                    3 + i as usize,
                    if i == 0 { "error" } else { "note" },
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
        id: s("r1"),
        version: 7,
        state: s("in_review"),
        since: NOW,
        overdue: false,
        supplier: supplier(3),
        campaign: brief(),
        reason: String::new(),
        proposed: Some(Proposal {
            note: s("I left purchasing in May."),
            form: Form::of([
                ("contact-name", "Jonas Weber"),
                ("contact-email", "jonas.weber@supplier.example"),
            ]),
        }),
        next_reminder: Some(NOW + HOUR * 40),
        reminders: 2,
        view: view.to_owned(),
        number: 2,
        submissions: [2, 1]
            .map(|n| SubmissionHead {
                number: n,
                at: NOW - HOUR * 48,
                hash: "ab12cd34ef56ab78".repeat(4),
                errors: 1,
                warnings: 2,
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
            here: s("/desk/requests/r1?view=smelters&n=2&q=&page=1"),
            columns,
            rows,
            total: (2412, 2),
            only_findings: false,
            search: String::new(),
            range: (1, 100),
            paging: paging(),
        },
        sizes: vec![("smelters".into(), 2412), ("products".into(), 3)],
        changed: 4,
        changes: vec![
            ChangeView { place: s("Q2 · Tin"), old: s("No"), new: s("Yes") },
            ChangeView { place: s("Smelter 5 (Works 5) · CID"), old: String::new(), new: s("CID900004") },
        ],
        more_changes: 2,
        findings: vec![
            finding(1, "error", "q7.gold", "Q7 · Gold"),
            finding(3, "error", "smelter.0.cid", "Smelter 1 (Works 1)"),
            finding(2, "warning", "q6.tin", "Q6 · Tin"),
        ],
        more_findings: 0,
        refused: Form::default(),
        judged_later: vec![(
            NOW,
            s("Judged anew after a change of the smelter lists: 2 more and 1 fewer findings."),
        )],
        queries: vec![
            QueryView {
                id: s("k1"),
                state: s("answered"),
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
                state: s("draft"),
                location: s("q7.gold"),
                place: s("Q7 · Gold"),
                text: s("Please check: not all suppliers answered."),
                old_value: s("Yes"),
                new_value: None,
                reply: String::new(),
                submission: 2,
            },
        ],
        ask: Ask::default(),
        can: Can {
            take_up: false,
            ask: true,
            send_back: true,
            accept: true,
            reject: true,
            agree: false,
            undo: false,
            withdraw: true,
            new_link: true,
        },
        log: log(),
        mails: mails(),
        scope_reason: String::new(),
    }
}

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

fn naming(id: &str, decided: bool) -> Naming {
    Naming {
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
        naming: Naming { candidates: vec![], replaces: s(id), ..naming(&format!("d-{id}"), false) },
        ended: None,
    }
}

fn names(decided: bool) -> Names {
    let line = |id: &str, count: u64| NameLine {
        naming: naming(id, false),
        metal: s("Tin"),
        suppliers: vec![(s("r1"), s("Alpha Parts")), (s("r2"), s("Beta Castings"))],
        count,
    };
    let mut names = Names {
        decided,
        sizes: (2, 2),
        lists: true,
        list: listed("/desk/smelters/names", &[]),
        ..Names::default()
    };
    if decided {
        names.standing = vec![decision("d1", "CID900001"), decision("d2", "")];
        let ended = Some((NOW, s("Tom Reed"), s("It was another one")));
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
    names.form = Form::of([("cid", "CID999999")]);
    names.form.wrong("n0-cid", "No list in use knows CID999999 for this metal.");
    names
}

fn queue() -> Queue {
    let states =
        ["submitted", "in_review", "resubmitted", "sent_back", "invited", "started", "accepted", "declined"];
    let mut counts = vec![(String::new(), 208), (s("review"), 17), (s("overdue"), 12)];
    counts.extend(tally().states);
    Queue {
        list: listed(
            "/desk/requests",
            &[("campaign", "c1"), ("state", "review"), ("q", ""), ("sort", "waiting")],
        ),
        campaigns: vec![(s("c1"), s("Minerals 2026")), (s("c0"), s("Minerals 2025"))],
        counts,
        rows: (0..8)
            .map(|i| QueueRow {
                id: format!("r{i}"),
                supplier: s(supplier(i).get("name")),
                reference: format!("V-{:04}", 1000 + i),
                country: s("DE"),
                campaign: s("Minerals 2026"),
                state: s(states[i]),
                since: NOW - HOUR * 30 * i as i64,
                days: 30 * i as i64 / 24,
                due: s("2027-02-26"),
                contact: s("Marta Lindqvist"),
                email: s("minerals@supplier.example"),
                overdue: i == 4,
                submissions: if i == 4 || i == 5 { 0 } else { 1 },
                findings: i as i64 % 3 + 2,
                proposed: i == 5,
                mail_problem: i == 4,
            })
            .collect(),
    }
}

fn campaign_form() -> Form {
    let mut form = Form::of([
        ("name", "Minerals 2026"),
        ("year", "2026"),
        ("products", "All instruments of the Aurora series"),
        ("template_version", "6.5"),
        ("due", "2027-02-26"),
        ("cutoff", "2027-01-31"),
        ("first_after", "5"),
        ("every", "5"),
        ("cap", "4"),
        ("subject.invitation.en", "About the minerals in your parts"),
        ("body.invitation.en", "Dear {contact},\n\nplease tell us about {year}."),
    ]);
    form.wrong("cutoff", "The cut-off day is before the due day. Choose a later one.");
    form
}

/// A page by its name.
pub struct Sample {
    pub name: &'static str,
    pub frame: Frame,
    /// Draws it as the server would.
    pub render: Box<dyn Fn(&Frame, &Shell) -> String>,
}

fn page(name: &'static str, frame: Frame, page: impl Page + Clone) -> Sample {
    Sample { name, frame, render: Box::new(move |frame, shell| render(frame, page.clone(), shell)) }
}

/// The same with markup in every text.
pub fn hostile_pages() -> Vec<Sample> {
    HOSTILE.set(true);
    let pages = pages();
    HOSTILE.set(false);
    pages
}

/// One page of every kind.
pub fn pages() -> Vec<Sample> {
    use Area::*;
    let mut wrong = Form::of([("email", "ines@northlight.example")]);
    wrong.wrong("", "E-mail or password is not right.");
    let member = |i: usize, role: &str| MemberRow {
        id: format!("m{i}"),
        name: s(["Ines Okafor", "Tomasz Bell", "Yuki Hara"][i]),
        email: format!("m{i}@northlight.example"),
        role: s(role),
        me: i == 0,
        disabled: false,
        invited: i == 2,
    };
    let mut overview_frame = frame("Overview", Overview);
    overview_frame.flash = Some(FlashMessage { text: s("208 invitations are on their way."), bad: false });
    vec![
        page(
            "trouble",
            frame("Not found", Auth),
            Trouble {
                title: s("There is nothing here"),
                text: s("The link may be old."),
                go: Some((s("/desk"), s("To the overview"))),
            },
        ),
        page("setup", frame("Set up", Auth), Setup { action: s("/setup/x"), form: company_form() }),
        page(
            "signin",
            frame("Sign in", Auth),
            SignIn { company: s("Northlight Instruments"), next: s("/desk"), form: wrong.clone() },
        ),
        page(
            "join",
            frame("Join", Auth),
            Join {
                action: s("/member/x"),
                company: s("Northlight Instruments"),
                again: false,
                form: Form::default(),
            },
        ),
        page("account", frame("Account", Area::Account), app::desk::auth::Account { form: Form::default() }),
        page(
            "overview",
            overview_frame,
            app::desk::overview::Overview {
                alarm: Some(alarm()),
                campaign: Some(brief()),
                tally: tally(),
                todo: vec![
                    Todo {
                        kind: s("review"),
                        count: 17,
                        href: s("/desk/requests?state=review"),
                        first: vec![
                            (s("Harbour Castings"), s("/desk/requests/r1")),
                            (s("Lumen Boards"), s("/desk/requests/r2")),
                        ],
                    },
                    Todo {
                        kind: s("contact"),
                        count: 2,
                        href: s("/desk/requests"),
                        first: vec![(s("青岚电子"), s("/desk/requests/r3"))],
                    },
                    Todo { kind: s("mail"), count: 3, href: s("/desk/suppliers"), first: vec![] },
                ],
                ahead: ahead(),
                suppliers: 210,
            },
        ),
        page("beginning", frame("Welcome", Overview), app::desk::overview::Overview::default()),
        page(
            "suppliers",
            frame("Suppliers", Area::Suppliers),
            app::desk::suppliers::Suppliers {
                list: listed("/desk/suppliers", &[("q", "a"), ("retired", ""), ("relationship", "direct")]),
                counts: (210, 4),
                rows: (0..9).map(supplier).collect(),
                campaigns: vec![(s("c1"), s("Minerals 2026"))],
            },
        ),
        page(
            "supplier",
            frame("Harbour Castings", Area::Suppliers),
            SupplierPage {
                supplier: supplier(3),
                version: 2,
                requests: vec![(s("r1"), s("Minerals 2026"), s("sent_back"), NOW)],
                mails: mails(),
                log: log(),
            },
        ),
        page(
            "edit-supplier",
            frame("Edit", Area::Suppliers),
            EditSupplier {
                id: s("s1"),
                form: Form::of([
                    ("name", "Harbour Castings"),
                    ("relationship", "indirect"),
                    ("language", "zh"),
                    ("parts", "Housings"),
                ]),
                moved: None,
            },
        ),
        page(
            "upload",
            frame("Import", Area::Suppliers),
            Upload { fields: FIELDS.into(), ..Upload::default() },
        ),
        page(
            "import",
            frame("Check the import", Area::Suppliers),
            ImportPreview {
                moved: vec![app::desk::import::MovedRow {
                    row: 9,
                    name: s("Harbour Castings"),
                    old: s("old@supplier.example"),
                    new: s("new@supplier.example"),
                    ends: vec![s("Minerals 2026")],
                    invited: vec![s("Minerals 2026")],
                }],
                more_moved: 0,
                moves: (1, 1),
                id: s("b1"),
                fields: FIELDS.into(),
                columns: [
                    ("Vendor name", "name", "Harbour Castings"),
                    ("Vendor no.", "reference", "V-1000"),
                    ("Mail", "email", "a@supplier.example"),
                    ("Notes", "", "call first"),
                ]
                .map(|(h, f, v)| (s(h), s(f), vec![s(v), s("…")]))
                .to_vec(),
                new: 196,
                changed: 9,
                unchanged: 3,
                bad: 2,
                whole: Vec::new(),
                reading: Reading {
                    tables: vec![(s("Cover"), false), (s("Suppliers"), false), (s("Old"), true)],
                    table: 1,
                    first_rows: vec![(1, s("Supplier list 2026")), (3, s("Vendor name · Vendor no. · Mail"))],
                    header_row: 3,
                    doubtful: true,
                    fractions: false,
                    has_shares: true,
                },
                without_email: 4,
                bad_rows: vec![BadRow {
                    row: 17,
                    problems: vec![(s("Mail"), s("“minerals(at)supplier.example”: Not an e-mail address."))],
                    cells: vec![
                        (0, s("name"), s("Harbour Castings")),
                        (2, s("email"), s("minerals(at)supplier.example")),
                    ],
                }],
                more_bad: 1,
                notes: vec![Note {
                    text: s("There is no contact person: the mail greets nobody by name."),
                    count: 12,
                    rows: vec![(5, String::new()), (9, s("Per"))],
                }],
                changes: vec![(s("Lumen Boards"), s("contact_name"), s("Per Holm"), s("Marta Lindqvist"))],
                more_changes: 8,
                first_new: (0..6)
                    .map(|i| (s(supplier(i).get("name")), s(supplier(i).get("email"))))
                    .collect(),
            },
        ),
        page(
            "campaigns",
            frame("Campaigns", Area::Campaigns),
            app::desk::campaigns::Campaigns { rows: vec![(brief(), tally())] },
        ),
        page(
            "campaign",
            frame("Minerals 2026", Area::Campaigns),
            CampaignPage {
                brief: brief(),
                products: s("All instruments"),
                template_version: s("6.5"),
                reminders: (5, 5, 4),
                launched_at: Some(NOW),
                tally: tally(),
                ahead: ahead(),
                log: log(),
            },
        ),
        page(
            "edit-campaign",
            frame("Edit campaign", Area::Campaigns),
            EditCampaign {
                id: s("c1"),
                versions: ["6.4", "6.5", "6.6"].map(s).to_vec(),
                languages: vec![s("en"), s("zh")],
                launched: false,
                form: campaign_form(),
            },
        ),
        page(
            "recipients",
            frame("Recipients", Area::Campaigns),
            Recipients {
                id: s("c1"),
                name: s("Minerals 2026"),
                chosen: 206,
                suppliers: 210,
                list: listed("/desk/campaigns/c1/recipients", &[("q", "a"), ("relationship", "")]),
                rows: (0..9)
                    .map(|i| {
                        let r = supplier(i);
                        Recipient {
                            id: r.id.clone(),
                            name: s(r.get("name")),
                            reference: s(r.get("reference")),
                            relationship: s(r.get("relationship")),
                            email: s(r.get("email")),
                            country: s(r.get("country")),
                            chosen: i != 4,
                            state: (i == 0).then(|| s("invited")),
                        }
                    })
                    .collect(),
                here: s(""),
            },
        ),
        page(
            "preview",
            frame("Review and launch", Area::Campaigns),
            Preview {
                id: s("c1"),
                name: s("Minerals 2026"),
                count: 208,
                later: 120,
                rows: (0..6)
                    .map(|i| {
                        let r = supplier(i);
                        PreviewRow {
                            href: format!("/desk/campaigns/c1/preview?show={}", r.id),
                            id: r.id.clone(),
                            name: s(r.get("name")),
                            contact: s(r.get("contact_name")),
                            email: s(r.get("email")),
                            language: s(r.get("language")),
                            at: (i % 2 == 0).then_some(NOW + HOUR),
                        }
                    })
                    .collect(),
                skipped: vec![Skipped {
                    id: s("s9"),
                    name: s("Ostwind Lötmittel"),
                    why: s("Mail to its address fails for good: put the address right first."),
                }],
                mail: Some(shown_mail()),
                paging: paging(),
            },
        ),
        page("queue", frame("Requests", Requests), queue()),
        page(
            "bulk",
            frame("Retire 312 suppliers?", Area::Suppliers),
            BulkAsk {
                title: s("Retire 312 suppliers?"),
                text: s("They are asked no more."),
                changed: true,
                grave: true,
                names: (0..4).map(|i| s(supplier(i).get("name"))).collect(),
                count: 312,
                action: "/desk/suppliers/bulk".to_owned(),
                fields: vec![(s("act"), s("retire")), (s("all"), s("1"))],
                act: s("Retire"),
                list: ("/desk/suppliers".to_owned(), s("Suppliers")),
            },
        ),
        page("review", frame("Harbour Castings", Requests), review("answers")),
        page("review-smelters", frame("Harbour Castings", Requests), review("smelters")),
        page("review-changes", frame("Harbour Castings", Requests), review("changes")),
        page("review-history", frame("Harbour Castings", Requests), review("history")),
        page(
            "send-back",
            frame("Send back", Requests),
            SendBack {
                id: s("r1"),
                version: 7,
                supplier: s("Harbour Castings"),
                queries: review("answers").queries,
                mail: shown_mail(),
            },
        ),
        page("company", frame("Settings", Settings), CompanySettings { form: company_form() }),
        page(
            "team",
            frame("Team", Settings),
            Team {
                members: vec![member(0, "administrator"), member(1, "reviewer"), member(2, "viewer")],
                form: Form::default(),
            },
        ),
        page(
            "mail",
            frame("Mail", Settings),
            MailSettings {
                alarm: Some(alarm()),
                how: s("files in /var/lib/touchstone/mail"),
                real: false,
                list: listed("/desk/settings/mail", &[("q", "supplier"), ("state", "failed"), ("kind", "")]),
                kinds: vec![(s("invitation"), s("Invitation"))],
                mails: mails(),
            },
        ),
        page(
            "references",
            frame("Reference list", Settings),
            Lists {
                lists: vec![
                    ListLine {
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
                        touched: 21,
                        touched_first: vec![(s("r1"), s("Harbour Castings"), 3, 0)],
                    },
                    ListLine {
                        id: s("l2"),
                        kind: s("Active smelters: they have committed to an audit"),
                        as_of: s("2026-03-02"),
                        source: s("Downloaded by mistake"),
                        retired: Some((NOW, s("not ours"))),
                        ..ListLine::default()
                    },
                ],
                search: Form::of([("q", "invented"), ("day", "2026-04-30")]),
                found: Some(vec![(s("CID900001"), s("Tin"), s("Invented Tin Works"), s("JAPAN"), false)]),
                form: Form::default(),
            },
        ),
        page("names", frame("Smelter names", Settings), names(false)),
        page("names-refused", frame("Smelter names", Settings), refused_name()),
        page("names-decided", frame("Smelter names", Settings), names(true)),
        page(
            "list-import",
            frame("Smelter lists", Settings),
            ListImport {
                id: s("b1"),
                name: s("smelters.csv"),
                columns: vec![(s("Smelter ID"), s("cid"), vec![s("CID900001")])],
                meanings: vec![(s("cid"), s("Smelter ID (CID)")), (s("metal"), s("Metal"))],
                kinds: vec![(s("reference"), s("Reference list"))],
                form: Form::of([
                    ("kind", "reference"),
                    ("as_of", "2026-04-17"),
                    ("source", ""),
                    ("licence", ""),
                ]),
                counts: vec![(s("Smelters"), 12)],
                noise: vec![s("Row 4: “CID9” is no smelter ID, so the row was left out.")],
                more_noise: 2,
                first: vec![(s("CID900001"), s("Tin"), s("Invented Tin Works"), s("JAPAN"))],
                missing: vec![s("Name")],
                same: true,
            },
        ),
        page(
            "smelter",
            frame("Smelter lists", Settings),
            SmelterPage {
                cid: s("CID900001"),
                name: s("Invented Tin Works"),
                facts: vec![(s("In the reference list"), s("No"))],
                names: vec![s("Invented Tin Works"), s("ITW")],
                form: Form::of([("day", "2026-04-30")]),
                successors: vec![s("CID900002")],
                evidence: vec![s("Reference list, 2026-04-17 (our own)")],
                revisions: vec![(s("2026-03-01"), s("removed · closed"))],
            },
        ),
        page(
            "templates",
            frame("Templates", Settings),
            Templates {
                blanks: vec![BlankLine {
                    id: s("5f0c"),
                    version: s("6.5"),
                    file: s("template.xlsx"),
                    size: 812,
                    at: NOW,
                    by: s("Ines Okafor"),
                }],
                missing: vec![s("6.4")],
                form: Form::default(),
            },
        ),
        page(
            "log",
            frame("Log", Settings),
            LogPage {
                lines: log(),
                checked: Some((912, None)),
                filters: Default::default(),
                list: listed("/desk/settings/log", &[("q", "a"), ("kind", ""), ("who", "")]),
            },
        ),
        page(
            "mailbox",
            frame("Mailbox", Area::Mailbox),
            app::desk::mailbox::Mailbox {
                now: 1_790_000_000_000,
                search: String::new(),
                rows: vec![MailboxRow {
                    id: s("s1"),
                    to: s("minerals1@supplier.example"),
                    subject: s("About minerals"),
                    at: NOW,
                }],
                mail: Some(shown_mail()),
                links: vec![s("https://portal.example/r/abc")],
            },
        ),
    ]
}
