//! Suppliers, and what is asked before many are changed.

use super::{NOW, Sample, frame, listed, log, notes, page, paging, s};
use app::desk::bulk::BulkAsk;
use app::desk::suppliers::{
    CampaignToJoin, EditSupplier, Handover, Moved, SupplierPage, SupplierRequest, SupplierRow, Suppliers,
    Timeline,
};
use app::desk::{Area, BoundForm};
use app::ui::SelectOption;
use app::ui::{Link, Range};
use domain::terms::{Relationship, TimelineKind};
use domain::workflow::RequestState;

/// What a column of a list of suppliers may hold.
pub const FIELDS: [&str; 22] = [
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
    "important",
    "excluded",
    "groups",
    "phone",
    "second_name",
    "second_email",
    "second_phone",
    "second_language",
    "buyer_name",
    "buyer_email",
    "buyer_phone",
    "buyer_language",
];

pub fn supplier(i: usize) -> SupplierRow {
    let names = [
        "Harbour Castings",
        "Lumen Boards",
        "青岚电子有限公司",
        "Vela Precision Connectors & Harness GmbH",
        "Ostwind Lötmittel",
    ];
    let columns = [
        format!("V-{:04}", 1000 + i),
        s(names[i % names.len()]),
        Relationship::ALL[i % 3].key().to_owned(),
        if i % 3 == 2 { s("Lumen Boards") } else { String::new() },
        s("Marta Lindqvist"),
        format!("minerals{i}@supplier.example"),
        s(if i % 5 == 2 { "zh" } else { "en" }),
        s(if i % 5 == 2 { "CN" } else { "DE" }),
        s("1.25 %"),
        s("Connectors, cable assemblies"),
        s(if i.is_multiple_of(5) { "Sole source" } else { "" }),
        s(if i % 5 == 3 { "Sells services only" } else { "" }),
        s(if i.is_multiple_of(2) { "East Asia; Plating" } else { "" }),
        s("+49 30 5550 0100"),
        s(if i.is_multiple_of(3) { "Jonas & Marie Brandt" } else { "" }),
        s(if i.is_multiple_of(3) { "quality@supplier.example" } else { "" }),
        s(if i.is_multiple_of(3) { "+49 30 5550 0101" } else { "" }),
        s(if i.is_multiple_of(3) { "de" } else { "" }),
        s("Ola Berg"),
        s("ola@halden.example"),
        s("+47 5550 0102"),
        String::new(),
    ];
    SupplierRow {
        id: format!("s{i}"),
        columns: FIELDS.into_iter().zip(columns).collect(),
        relationship: Relationship::ALL[i % 3],
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
                countries: vec![SelectOption { value: s("JP"), label: s("Japan (JP)") }],
                groups: vec![SelectOption { value: s("plating"), label: s("Plating") }],
                list: listed("/desk/suppliers", &[("q", "a"), ("retired", ""), ("relationship", "direct")]),
                active: 210,
                retired: 4,
                rows: (0..9).map(supplier).collect(),
                campaigns: vec![CampaignToJoin { id: s("c1"), name: s("Minerals 2026") }],
            },
        ),
        page(
            "supplier",
            frame("Harbour Castings", Area::Suppliers),
            SupplierPage {
                supplier: supplier(3),
                version: 2,
                requests: vec![SupplierRequest {
                    id: s("r1"),
                    campaign: s("Minerals 2026"),
                    state: RequestState::SentBack,
                    since: NOW,
                }],
                notes: notes(),
                timeline: Timeline {
                    kind: Some(TimelineKind::Call),
                    counts: TimelineKind::ALL.iter().map(|kind| (*kind, 61)).collect(),
                    lines: log(),
                    range: Range { from: 51, to: 61, of: Some(61) },
                    paging: paging(),
                },
                members: vec![s("Ines Okafor")],
            },
        ),
        page(
            "edit-supplier",
            frame("Edit", Area::Suppliers),
            EditSupplier {
                id: s("s1"),
                form: BoundForm::of([
                    ("name", "Harbour Castings"),
                    ("relationship", "indirect"),
                    ("language", "zh"),
                    ("parts", "Housings"),
                ]),
                moved: None,
            },
        ),
        page(
            "move-supplier",
            frame("Edit", Area::Suppliers),
            EditSupplier {
                id: s("s1"),
                form: BoundForm::of([("name", "Harbour Castings"), ("email", "new@supplier.example")]),
                moved: Some(Moved {
                    old: s("old@supplier.example"),
                    new: s("new@supplier.example"),
                    requests: vec![
                        Handover { campaign: s("Minerals 2026"), invited_at: Some(NOW) },
                        Handover { campaign: s("Minerals 2025"), invited_at: None },
                    ],
                    later: true,
                }),
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
                list: Link::new("/desk/suppliers", s("Suppliers")),
            },
        ),
    ]
}
