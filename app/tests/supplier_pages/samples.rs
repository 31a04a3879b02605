//! Every page of a supplier, with a text wherever somebody can write one.

use app::kit::shell::{Assets, Shell};
use app::supplier::SupplierPage;
use app::supplier::model::*;
use domain::text::embedded::texts;
use domain::workflow::RequestState;
use domain::{Change, Draft, Instant, References, RowId, Settings, SmelterRow};
use reader::model::{Group, Part, Read};
use std::borrow::Cow;

pub fn smelters() -> Step {
    Step::Of(domain::template::Section::of(domain::Table::SMELTERS))
}

pub fn first() -> Step {
    Step::first(domain::template::cmrt("6.5").unwrap())
}

pub fn shell<'a>(assets: &'a Assets, language: &'a str) -> Shell<'a> {
    Shell { nonce: "n0nce", assets, texts: texts(language), language, banner: None }
}

pub fn assets() -> Assets {
    let names = [
        "supplier.css",
        "supplier.js",
        "supplier.wasm",
        "favicon.svg",
        "reader-worker.js",
        "reader.js",
        "reader.wasm",
        "reader.en.json",
        "reader.zh.json",
        "combobox.js",
        "suggest-worker.js",
        "suggest.js",
        "suggest.wasm",
        "suggest.en.json",
        "suggest.zh.json",
        "readings.txt",
    ];
    Assets {
        addresses: names.into_iter().map(|n| (n.to_owned(), format!("/assets/{n}"))).collect(),
        ..Assets::default()
    }
}

pub fn asker(text: &str) -> Asker {
    Asker {
        company: format!("Nordlicht Instruments {text}"),
        domain: "nordlicht.example".into(),
        why: format!("We ask every supplier once a year. {text}"),
        contact_name: format!("Ida Holm {text}"),
        contact_email: "minerals@nordlicht.example".into(),
        policy_url: "https://nordlicht.example/minerals".into(),
        grievance: format!("speak-up@nordlicht.example {text}"),
        retention_months: 24,
        removed_from: domain::Day::new(2029, 1, 1),
    }
}

/// A draft with something in every section; `text` is put wherever a supplier can write.
pub fn draft(text: &str) -> Draft {
    let mut draft = Draft::default();
    let d = &mut draft.declaration;
    for field in &domain::template::cmrt("6.5").unwrap().fields {
        if field.options().is_empty() {
            d.set(&field.key, text);
        }
    }
    for key in ["q1.tin", "q2.tin", "q1.gold", "q2.gold", "q3.gold"] {
        d.set(key, "Yes");
    }
    d.set("q1.tantalum", "No");
    d.set("q4.tin", text);
    d.set("company.scope", domain::template::SCOPE_PRODUCTS);
    for i in 1..=3u64 {
        let mut row = SmelterRow { id: RowId(i), order: i << 16, ..SmelterRow::default() };
        for col in domain::SmelterCol::ALL {
            text.clone_into(row.get_mut(*col));
        }
        d.smelters.push(row);
    }
    d.products.push(domain::ProductRow {
        id: RowId(9),
        order: 1,
        number: text.into(),
        name: text.into(),
        ..Default::default()
    });
    draft.explanations.insert("query:q1".into(), text.into());
    draft
}

pub fn page_of(draft: &Draft, text: &str, step: Step) -> AnswerPage {
    let template = domain::template::cmrt("6.5").unwrap();
    let report = domain::check(&draft.declaration, template, &References::default(), Settings::default());
    AnswerPage {
        request: RequestInfo {
            team: String::new(),
            id: "r1".into(),
            supplier: format!("Kestrel Metalworks {text}"),
            company: format!("Nordlicht Instruments {text}"),
            campaign: format!("Minerals 2026 {text}"),
            year: 2026,
            due: "2027-01-31".into(),
            late_until: String::new(),
            state: "sent_back".into(),
            template_version: "6.5".into(),
            contact_name: text.into(),
            contact_email: "minerals@nordlicht.example".into(),
            submissions: 1,
        },
        template: Cow::Borrowed(template),
        step,
        entries: draft.entries().into_iter().collect(),
        revision: 7,
        saved_at: Some(Instant::from_millis(1_790_000_000_000)),
        today: "2026-11-23".into(),
        report,
        queries: vec![
            QueryItem {
                id: "q1".into(),
                location: "q1.tin".into(),
                text: format!("Please look at this again. {text}"),
                old_value: text.into(),
                state: "open".into(),
                ..QueryItem::default()
            },
            QueryItem { id: "q2".into(), location: "smelter.2.cid".into(), ..QueryItem::default() },
            QueryItem { id: "q3".into(), location: "smelters".into(), ..QueryItem::default() },
        ],
        fresh: 4_000,
        show_missing: true,
        conflicts: vec![Conflict { path: "f:company.name".into(), theirs: Some(text.into()), mine: None }],
        notice: Some("answer.notice.saved".into()),
        ..AnswerPage::default()
    }
}

pub fn pages(text: &str) -> Vec<(String, SupplierPage)> {
    let landing = Landing {
        asker: asker(text),
        path: "/a/token".into(),
        supplier: format!("Kestrel Metalworks {text}"),
        masked_contact: "i•••@kestrel.example".into(),
        campaign: format!("Minerals 2026 {text}"),
        year: 2026,
        products: format!("Sensors and housings {text}"),
        due: "2027-01-31".into(),
        late_until: String::new(),
        template_version: "6.5".into(),
        state: Some(RequestState::SentBack),
        open_queries: 2,
        open: true,
        paused: true,
        fault: Some("landing.fault.email".into()),
        sent: LandingForm {
            act: "other".into(),
            name: text.into(),
            note: text.into(),
            ..LandingForm::default()
        },
    };
    let fresh = Landing {
        state: None,
        fault: None,
        late_until: "2027-02-14".into(),
        sent: LandingForm::default(),
        ..landing.clone()
    };
    let over = Landing { open: false, ..landing.clone() };
    let declined = Landing { state: Some(RequestState::Declined), ..landing.clone() };
    let about = About {
        request: "r1".into(),
        supplier: format!("Kestrel Metalworks {text}"),
        campaign: format!("Minerals 2026 {text}"),
    };
    let thanks = |kind: &str| {
        let take_back = (kind == "declined").then(|| "/a/token".to_owned());
        let about = (kind != "link").then(|| about.clone());
        SupplierPage::Thanks(Thanks { asker: asker(text), kind: kind.into(), about, take_back })
    };
    let stopped = |kind: &str| {
        SupplierPage::Stopped(Box::new(Stopped {
            asker: asker(text),
            kind: kind.into(),
            request: "r1".into(),
            about: (kind != "expired").then(|| about.clone()),
            typed: ["f:company.name", "why:x", "smelter:1:name"]
                .map(|n| (n.to_owned(), text.to_owned()))
                .to_vec(),
            again: "/answer/r1/company".into(),
        }))
    };
    let lost = |request: &str| {
        SupplierPage::Lost(Lost {
            asker: asker(text),
            notice: Some("lost.fault.many".into()),
            request: request.into(),
            email: text.into(),
        })
    };
    let workbook = |read: Read, filled: bool, typed: bool| {
        let typed = if typed { vec![("f:company.name".to_owned(), text.to_owned())] } else { Vec::new() };
        let conflicts = match typed.is_empty() {
            true => Vec::new(),
            false => vec![Conflict { path: "f:company.name".into(), theirs: None, mine: Some(text.into()) }],
        };
        let about = about.clone();
        SupplierPage::Workbook(Box::new(Workbook {
            about,
            step: first(),
            revision: 3,
            read,
            filled,
            typed,
            conflicts,
        }))
    };
    let read = Read {
        title: format!("CMRT 6.5 {text}"),
        notices: vec![text.to_owned()],
        groups: vec![Group { title: text.into(), lines: vec![text.into()] }],
        sections: vec![Part {
            title: text.into(),
            summary: text.into(),
            lines: vec![[text.to_owned(), text.to_owned(), text.to_owned()]],
            more: 2,
        }],
        changes: vec![Change { path: "f:company.name".into(), value: Some(text.into()) }],
        ..Read::default()
    };
    let unread = Read { error: vec![text.to_owned(), text.to_owned()], ..Read::default() };
    let mut out = vec![
        ("workbook".to_owned(), workbook(read.clone(), false, true)),
        ("workbook-alone".to_owned(), workbook(read.clone(), false, false)),
        ("workbook-empty".to_owned(), workbook(Read::default(), false, false)),
        ("workbook-filled".to_owned(), workbook(read, true, false)),
        ("workbook-unread".to_owned(), workbook(unread, false, true)),
        ("landing".to_owned(), SupplierPage::Landing(Box::new(landing))),
        ("landing-fresh".to_owned(), SupplierPage::Landing(Box::new(fresh))),
        ("landing-over".to_owned(), SupplierPage::Landing(Box::new(over))),
        ("landing-declined".to_owned(), SupplierPage::Landing(Box::new(declined))),
        ("expired".into(), stopped("expired")),
        ("submitted".into(), stopped("submitted")),
        ("stopped-declined".into(), stopped("declined")),
        ("over".into(), stopped("over")),
        ("lost".into(), lost("")),
        ("lost-known".into(), lost("r1")),
        ("front".into(), SupplierPage::Front(asker(text))),
        (
            "files".into(),
            SupplierPage::Attachments(Attachments {
                about: about.clone(),
                files: vec![Attached {
                    id: "f1".into(),
                    name: format!("policy {text}.pdf"),
                    from: text.into(),
                    time: "2026-11-23 14:05 UTC".into(),
                    size: 812,
                    scanned: text.into(),
                    removable: true,
                }],
                most: [10, 50],
                open: true,
                error: text.into(),
            }),
        ),
        (
            "receipt".into(),
            SupplierPage::Receipt(Box::new(Receipt {
                asker: asker(text),
                about: about.clone(),
                year: 2026,
                number: 2,
                time: "2026-11-23 14:05 UTC".into(),
                hash: "ab".repeat(32),
                downloads: ["/answer/answers.json".into(), "/answer/answers.json".replace("json", "xlsx")],
                masked_contact: "i•••@kestrel.example".into(),
                state: "submitted".into(),
                entered: Some([text.into(), "2026-11-20".into(), "Telephone".into()]),
                files: "/answer/r1/files".into(),
            })),
        ),
        ("declined".into(), thanks("declined")),
        ("other".into(), thanks("other")),
        ("later".into(), thanks("later")),
        ("link".into(), thanks("link")),
        ("dead".into(), SupplierPage::DeadLink(DeadLink { asker: asker(text), path: "/a/token".into() })),
        (
            "error".into(),
            SupplierPage::Error(ErrorPage {
                status: 503,
                text: None,
                reference: "abc-1".into(),
                back: "/answer/r1".into(),
            }),
        ),
        ("verify".into(), SupplierPage::Verify(asker(text))),
    ];
    let filled = draft(text);
    for step in Step::all(domain::template::cmrt("6.5").unwrap()) {
        out.push((step.key().into(), SupplierPage::Answer(Box::new(page_of(&filled, text, step)))));
    }
    let mut row = page_of(&filled, text, smelters());
    row.row = Some(2);
    out.push(("row".into(), SupplierPage::Answer(Box::new(row))));
    out
}
