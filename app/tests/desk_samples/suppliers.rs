//! Suppliers, and what is asked before many are changed.

use super::mailbox::mails;
use super::{NOW, Sample, frame, listed, log, page, s};
use app::desk::bulk::BulkAsk;
use app::desk::suppliers::{EditSupplier, SupplierPage, SupplierRow, Suppliers};
use app::desk::{Area, Form};

/// What a column of a list of suppliers may hold.
pub const FIELDS: [&str; 10] = [
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

pub fn supplier(i: usize) -> SupplierRow {
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

pub fn pages() -> Vec<Sample> {
    vec![
        page(
            "suppliers",
            frame("Suppliers", Area::Suppliers),
            Suppliers {
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
    ]
}
