//! What the invented suppliers declare.

use super::people;
use crate::records::Instant;
use crate::{DAY, day_of};
use domain::declaration::NOT_LISTED;
use domain::draft::GAP;
use domain::{Day, Draft, Metal, ProductRow, RowId, Smelter, SmelterRow, template};
use std::collections::BTreeMap;

/// How a supplier answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No metal of the four.
    NoMetal,
    /// Tin and gold, everything known.
    Known,
    /// Three metals, not everything known: warnings to explain.
    Partly,
    /// For a list of products.
    Products,
}

impl Kind {
    pub(super) fn of(supplier: usize) -> Kind {
        match supplier % 7 {
            0 => Kind::NoMetal,
            1 | 4 => Kind::Partly,
            5 => Kind::Products,
            _ => Kind::Known,
        }
    }

    fn metals(self) -> &'static [Metal] {
        match self {
            Kind::NoMetal => &[],
            Kind::Known | Kind::Products => &[Metal::TIN, Metal::GOLD],
            Kind::Partly => &[Metal::TANTALUM, Metal::TIN, Metal::GOLD],
        }
    }
}

const WORKS: [&str; 12] = [
    "Brasswick",
    "Coldharbour",
    "Duskwater",
    "Emberly",
    "Farrowgate",
    "Grimsdale",
    "Harrowfield",
    "Ingleby",
    "Jarrowmoor",
    "Kelderby",
    "Longacre",
    "Marrowdale",
];
const COUNTRIES: [&str; 6] = ["CHINA", "JAPAN", "INDONESIA", "GERMANY", "BRAZIL", "UNITED STATES OF AMERICA"];

/// A trader that some name as their smelter of tin.
pub(super) const TRADER: &str = "Pellworm Metal Trading";
/// Names for smelters of tin that the list does not name for sure.
const UNSURE: [(&str, &str); 5] = [
    ("Brasswik Tin Wrks", "JAPAN"),
    ("Farrowgate Smelting", "UNITED STATES OF AMERICA"),
    (TRADER, "GERMANY"),
    ("Harrowmoor Tin", "INDONESIA"),
    ("Ninefold Foundry", "BRAZIL"),
];

/// Invented mines with the countries in which they would lie, by metal: what a supplier knows that has asked its smelters.
const MINES: [(Metal, [(&str, &str); 4]); 3] = [
    (
        Metal::TANTALUM,
        [
            ("Serra Branca Pegmatite", "BRAZIL"),
            ("Wirrabilla Ridge", "AUSTRALIA"),
            ("Dawa Hills", "ETHIOPIA"),
            ("Ngali Creek", "AUSTRALIA"),
        ],
    ),
    (
        Metal::TIN,
        [
            ("Cerro Huallasco", "PERU"),
            ("Tanjung Merah", "INDONESIA"),
            ("Potrero Alto", "BOLIVIA (PLURINATIONAL STATE OF)"),
            ("Igarape do Norte", "BRAZIL"),
        ],
    ),
    (
        Metal::GOLD,
        [
            ("Lac Brochet Deep", "CANADA"),
            ("Mirrawonga Reef", "AUSTRALIA"),
            ("Quebrada Sola", "PERU"),
            ("Asuboni South", "GHANA"),
        ],
    ),
];
/// A mine of tantalum in a covered country.
const COVERED_MINE: (&str, &str) = ("Gitare Concession", "RWANDA");

/// Who takes tantalum from a covered country and says so.
fn knows_a_covered_mine(supplier: usize, kind: Kind) -> bool {
    kind == Kind::Partly && supplier % 5 == 1
}

/// From where the ore of a row comes, as far as the supplier knows.
fn mine(supplier: usize, kind: Kind, metal: Metal, row: usize) -> Option<(&'static str, &'static str)> {
    if metal == Metal::TANTALUM && row == 0 && knows_a_covered_mine(supplier, kind) {
        return Some(COVERED_MINE);
    }
    // Two in three of those who know all smelters know something of the mines, and not of every smelter.
    let asked = matches!(kind, Kind::Known | Kind::Products) && !supplier.is_multiple_of(3);
    let (_, mines) = MINES.iter().find(|(of, _)| *of == metal).filter(|_| asked && row % 3 != 2)?;
    Some(mines[(supplier / 7 + row) % mines.len()])
}

/// The invented reference list: twelve works for each metal; one was removed and has a successor.
pub(super) fn smelters() -> Vec<Smelter> {
    let mut out = Vec::new();
    for (m, metal) in template::CMRT_METALS.into_iter().enumerate() {
        for (i, works) in WORKS.iter().enumerate() {
            out.push(Smelter {
                cid: format!("CID{}", 900_000 + m * 100 + i),
                metal: Some(metal),
                name: format!("{works} {} Works", metal.name()),
                aliases: vec![format!("{works} {}", metal.name()), format!("{works} Metals")],
                country: COUNTRIES[(i + m) % COUNTRIES.len()].to_owned(),
                removed: (i == 11).then(|| "no longer operating".to_owned()),
                removed_on: (i == 11).then(|| Day::new(2024, 2, 1)).flatten(),
                successor: (i == 11).then(|| format!("CID{}", 900_000 + m * 100)),
            });
        }
    }
    out
}

fn company(d: &mut Draft, supplier: usize) {
    let set = [
        ("company.name", people::name(supplier)),
        ("company.contact_name", people::contact(supplier).to_owned()),
        ("company.contact_email", people::email(supplier).replace("gone@", "compliance@")),
        ("company.contact_phone", format!("+1 555 01{:02}", supplier % 100)),
        ("company.authorizer_name", "Robin Ashdown".to_owned()),
        ("company.authorizer_title", "Quality manager".to_owned()),
        ("company.authorizer_email", people::email(supplier).replace("compliance@", "quality@")),
    ];
    for (key, value) in set {
        d.declaration.set(key, value);
    }
    d.declaration.set("company.scope", template::SCOPE_COMPANY);
}

/// A draft that was left half-way.
pub(super) fn partial(supplier: usize, kind: Kind) -> Draft {
    let mut d = Draft::default();
    company(&mut d, supplier);
    for metal in kind.metals().iter().take(1 + supplier % 2) {
        d.declaration.set(&format!("q1.{}", metal.key()), "Yes");
        d.declaration.set(&format!("q2.{}", metal.key()), "Yes");
    }
    d
}

/// A whole draft.
pub(super) fn draft(supplier: usize, kind: Kind, now: Instant) -> Draft {
    let mut d = Draft::default();
    company(&mut d, supplier);
    d.declaration.set("company.effective_date", day_of(now - 10 * DAY).to_string());
    for metal in template::CMRT_METALS {
        let set =
            |d: &mut Draft, q: u8, value: &str| d.declaration.set(&format!("q{q}.{}", metal.key()), value);
        if !kind.metals().contains(&metal) {
            set(&mut d, 1, "No");
            continue;
        }
        let partly = kind == Kind::Partly;
        let answers = [
            "Yes",
            "Yes",
            if partly { "Unknown" } else { "No" },
            if partly { "Unknown" } else { "No" },
            "No",
            if partly { "Greater than 75%" } else { "100%" },
            if partly { "No" } else { "Yes" },
            "Yes",
        ];
        for (i, answer) in answers.into_iter().enumerate() {
            set(&mut d, i as u8 + 1, answer);
        }
    }
    say_covered(&mut d, supplier, kind);
    if kind != Kind::NoMetal {
        let policy = [
            ("a", "Yes"),
            ("b", "Yes"),
            ("b.comment", "https://policy.example/minerals"),
            ("c", if supplier.is_multiple_of(3) { "No" } else { "Yes" }),
            ("d", "Yes"),
            ("e", "Yes, in conformance with IPC1755 (e.g., CMRT)"),
            ("f", "Yes"),
            ("g", "Yes"),
            ("h", "No"),
        ];
        for (key, value) in policy {
            d.declaration.set(key, value);
        }
    }
    rows(&mut d, supplier, kind);
    d
}

/// Whoever names a mine in a covered country says Yes to the questions about it, and how that is known.
fn say_covered(d: &mut Draft, supplier: usize, kind: Kind) {
    if !knows_a_covered_mine(supplier, kind) {
        return;
    }
    for q in ["q3.tantalum", "q4.tantalum"] {
        d.declaration.set(q, "Yes");
        d.declaration.set(&format!("{q}.comment"), "The smelter told us of a mine in Rwanda; see its row.");
    }
}

fn rows(d: &mut Draft, supplier: usize, kind: Kind) {
    let list = smelters();
    let mut order = 0;
    for metal in kind.metals() {
        for n in 0..2 + supplier % 5 {
            // The list has twelve of each metal, in the order of the metals.
            let of = template::CMRT_METALS.iter().position(|m| m == metal).unwrap_or_default();
            let place = of * 12 + (supplier + n * 2) % 11;
            let known = &list[place];
            if d.declaration.smelters.iter().any(|r| r.cid == known.cid) {
                continue;
            }
            order += GAP;
            let (mine, mine_country) = mine(supplier, kind, *metal, n).unwrap_or_default();
            d.declaration.smelters.push(SmelterRow {
                id: RowId(order),
                order,
                cid: known.cid.clone(),
                metal: metal.name().to_owned(),
                lookup: known.name.clone(),
                name: known.name.clone(),
                country: known.country.clone(),
                mine: mine.to_owned(),
                mine_country: mine_country.to_owned(),
                ..SmelterRow::default()
            });
        }
    }
    if kind != Kind::NoMetal && supplier % 9 == 2 {
        let (name, country) = UNSURE[supplier / 9 % UNSURE.len()];
        d.declaration.smelters.push(SmelterRow {
            id: RowId(order + GAP),
            order: order + GAP,
            metal: Metal::TIN.name().to_owned(),
            lookup: NOT_LISTED.to_owned(),
            name: name.to_owned(),
            country: country.to_owned(),
            ..SmelterRow::default()
        });
    }
    if kind == Kind::Products {
        d.declaration.set("company.scope", template::SCOPE_PRODUCTS);
        for n in 0..3u64 {
            d.declaration.products.push(ProductRow {
                id: RowId(900 + n),
                order: (n + 1) * GAP,
                number: format!("P-{supplier}-{n}"),
                name: format!("Sensor housing {n}"),
                ..ProductRow::default()
            });
        }
    }
}

/// The same as a busy person fills it in: few smelters, of those on the list nothing but the number, and nothing of mines.
pub(super) fn in_short(mut d: Draft) -> Draft {
    const FEW: usize = 2;
    for q in ["q3.tantalum", "q4.tantalum"] {
        if d.declaration.is(q, "Yes") {
            d.declaration.set(q, "Unknown");
            d.declaration.set(&format!("{q}.comment"), "");
        }
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    d.declaration.smelters.retain_mut(|row| {
        if row.cid.is_empty() {
            return true;
        }
        let said = [&mut row.lookup, &mut row.name, &mut row.country, &mut row.mine, &mut row.mine_country];
        for said in said {
            said.clear();
        }
        let of = seen.entry(row.metal.clone()).or_default();
        *of += 1;
        *of <= FEW
    });
    d
}

/// The draft after the reviewer's questions: the share is complete now, and the address is there.
pub(super) fn corrected(supplier: usize, kind: Kind, now: Instant) -> Draft {
    let mut d = draft(supplier, kind, now);
    d.declaration.set("company.address", "12 Foundry Lane, Industrial Park");
    for metal in kind.metals() {
        for (q, value) in [(3, "No"), (4, "No"), (6, "100%"), (7, "Yes")] {
            d.declaration.set(&format!("q{q}.{}", metal.key()), value);
        }
    }
    say_covered(&mut d, supplier, kind);
    d
}
