//! What the suppliers of the bench declare: most rows name one of 350 listed smelters, some one that no list knows.

use domain::{Declaration, Metal, RowId, SmelterRow, template};

/// As many as the real list has.
pub const LISTED: usize = 350;
/// So many that no list knows.
const UNHEARD: usize = 400;
const ORIGINS: [&str; 5] = ["PERU", "RWANDA", "AUSTRALIA", "", ""];

pub fn cid(at: usize) -> String {
    format!("CID9{at:05}")
}

pub fn metal(at: usize) -> Metal {
    template::CMRT_METALS[at % 4]
}

/// A number that looks drawn and is always the same.
fn drawn(supplier: usize, row: usize) -> usize {
    let mixed = (supplier as u64 * 1_000_003 + row as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 33) as usize
}

pub fn row(supplier: usize, number: usize) -> SmelterRow {
    let n = drawn(supplier, number);
    let at = n % LISTED;
    let mut row = SmelterRow {
        id: RowId(number as u64 + 1),
        order: number as u64 + 1,
        metal: metal(at).name().to_owned(),
        country: "GERMANY".into(),
        comment: format!("What supplier {supplier} says of its row {number}, for you alone."),
        ..SmelterRow::default()
    };
    if n.is_multiple_of(5) {
        row.lookup = "Smelter not listed".into();
        row.name = format!("Unheard Works {}", n / 5 % UNHEARD);
    } else {
        row.cid = cid(at);
        row.lookup = format!("Listed Works {at}");
        row.name = format!("Listed Works {at}");
    }
    if n.is_multiple_of(3) {
        row.mine = format!("Pit {}", n / 3 % 60);
        row.mine_country = ORIGINS[n / 7 % ORIGINS.len()].into();
    }
    row
}

pub fn declaration(supplier: usize, rows: usize) -> Declaration {
    let mut d = Declaration::default();
    for (key, text) in [
        ("company.name", format!("Wendover {supplier} Castings Ltd.")),
        ("company.scope", template::SCOPE_COMPANY.to_owned()),
        ("company.contact_email", format!("mail@wendover{supplier}.example")),
        ("company.effective_date", "2026-03-01".to_owned()),
    ] {
        d.set(key, text);
    }
    for metal in template::CMRT_METALS {
        for (q, value) in (1..).zip(["Yes", "Yes", "Yes", "Yes", "No", "100%", "Yes", "Yes"]) {
            d.set(&format!("q{q}.{}", metal.key()), value);
        }
    }
    d.smelters = (0..rows).map(|number| row(supplier, number)).collect();
    d
}

/// The same rows as a sheet, which is how they would be worked on without a portal.
pub fn write(file: &str, suppliers: usize, rows: usize) {
    let head =
        ["Supplier", "Metal", "Number", "Name", "Country", "Country of the mine"].map(str::to_owned).to_vec();
    let cells = |supplier: usize, number: usize| {
        let row = row(supplier, number);
        vec![format!("Wendover {supplier}"), row.metal, row.cid, row.name, row.country, row.mine_country]
    };
    // A sheet has no more rows than that.
    let most = (suppliers * rows).min(1_048_575);
    let all = (0..suppliers).flat_map(|s| (0..rows).map(move |n| (s, n))).take(most);
    let all: Vec<Vec<String>> = std::iter::once(head).chain(all.map(|(s, n)| cells(s, n))).collect();
    std::fs::write(file, sheets::write_list(&all).expect("a workbook")).expect("written");
}
