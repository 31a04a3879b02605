//! Declarations with many smelter rows, to measure with: natively and in wasm.

use domain::{Declaration, References, RowId, Smelter, SmelterRow};

/// What is measured, by name: the declaration's rows, and the list beside it.
#[allow(dead_code, reason = "the wasm module goes by number")]
pub const KINDS: [&str; 3] = ["in order", "half of the rows at fault", "without reference list"];

/// A declaration of a kind with so many rows, and its reference list.
pub fn case(kind: usize, rows: u32) -> (Declaration, References) {
    let clean = |n: u32| row(n, 900_000 + n % 400);
    // Half of the rows with a fault of some kind: as many findings as a bad upload has.
    let faulty = |n: u32| match n % 6 {
        0 => row(n, 999_999),
        2 => SmelterRow { metal: "Copper".into(), ..clean(n) },
        4 => SmelterRow { cid: "CID 9".into(), ..clean(n) },
        _ => clean(n),
    };
    match kind {
        0 => (declaration(rows, clean), list()),
        1 => (declaration(rows, faulty), list()),
        _ => (declaration(rows, clean), References::default()),
    }
}

fn list() -> References {
    let smelters = (0..400).map(|n| Smelter {
        cid: format!("CID{}", 900_000 + n),
        metal: Some(domain::template::CMRT_METALS[n as usize % 4]),
        name: format!("Invented Works {n}"),
        ..Smelter::default()
    });
    References::new("invented", domain::Day::EPOCH, smelters.collect())
}

fn row(n: u32, cid: u32) -> SmelterRow {
    SmelterRow {
        id: RowId(u64::from(n) + 1),
        cid: format!("CID{cid}"),
        metal: domain::template::CMRT_METALS[cid as usize % 4].name().into(),
        lookup: format!("Invented Works {}", cid % 400),
        mine: format!("Mine {n}"),
        mine_country: "Australia; Rwanda".into(),
        recycled: "No".into(),
        ..SmelterRow::default()
    }
}

fn declaration(rows: u32, of: impl Fn(u32) -> SmelterRow) -> Declaration {
    let mut d = Declaration::default();
    for metal in domain::template::CMRT_METALS {
        for (n, answer) in ["Yes", "Yes", "No", "No", "No", "100%", "Yes", "Yes"].into_iter().enumerate() {
            d.set(&format!("q{}.{}", n + 1, metal.key()), answer);
        }
    }
    d.smelters = (0..rows).map(of).collect();
    d
}
