//! Invented suppliers. Their domains end in `.example`, which nobody can own.

use super::{Fate, SUPPLIERS, fate};

const FIRST: [&str; 21] = [
    "Amberfall",
    "Brightfen",
    "Cedarquay",
    "Dunmere",
    "Eastwick",
    "Fernhollow",
    "Glasswater",
    "Hollowpine",
    "Ironbrook",
    "Junipervale",
    "Kestrelbay",
    "Larkstone",
    "Mistralpoint",
    "Northmoor",
    "Opalreach",
    "Pinegate",
    "Quillworth",
    "Redfern",
    "Silverlode",
    "Thornbury",
    "Umberfield",
];
const SECOND: [&str; 10] = [
    "Electronics",
    "Components",
    "Precision",
    "Connectors",
    "Circuits",
    "Plating",
    "Castings",
    "Cables",
    "Optics",
    "Fasteners",
];
/// Country, language, legal form, a contact. Mostly Asia, as such lists are.
const PLACES: [(&str, &str, &str, &str); 14] = [
    ("CN", "zh", "Co., Ltd.", "李敏"),
    ("CN", "zh", "Co., Ltd.", "王磊"),
    ("TW", "zh", "Co., Ltd.", "陳怡君"),
    ("JP", "en", "K.K.", "Aoi Tanabe"),
    ("CN", "zh", "Technology Co., Ltd.", "张伟"),
    ("VN", "en", "JSC", "Linh Pham"),
    ("KR", "en", "Co., Ltd.", "Jiwoo Han"),
    ("MY", "en", "Sdn. Bhd.", "Aisyah Rahman"),
    ("US", "en", "Inc.", "Dana Whitlock"),
    ("CN", "zh", "Co., Ltd.", "刘洋"),
    ("DE", "en", "GmbH", "Katrin Vogt"),
    ("TH", "en", "Co., Ltd.", "Somchai Boon"),
    ("MX", "en", "S.A. de C.V.", "Lucía Ortega"),
    ("IN", "en", "Pvt. Ltd.", "Rohan Mehta"),
];

/// Makers of whole products; the first suppliers of the list.
const MAKERS: usize = 5;

fn stem(i: usize) -> String {
    format!("{} {}", FIRST[i % FIRST.len()], SECOND[(i / FIRST.len()) % SECOND.len()])
}

/// The name of a supplier.
pub(super) fn name(i: usize) -> String {
    if i < MAKERS {
        return format!("{} Manufacturing {}", FIRST[i], PLACES[i].2);
    }
    format!("{} {}", stem(i), PLACES[i % PLACES.len()].2)
}

/// The company's own number for a supplier.
pub(super) fn reference(i: usize) -> String {
    format!("S-{:04}", 1001 + i)
}

/// Who answers.
pub(super) fn contact(i: usize) -> &'static str {
    PLACES[i % PLACES.len()].3
}

/// Where to.
pub(super) fn email(i: usize) -> String {
    let domain = stem(i).to_lowercase().replace(' ', "-");
    let local = if fate(i) == Fate::Unreachable { "gone" } else { "compliance" };
    format!("{local}@{domain}-{i}.example")
}

/// Who of the company buys.
const BUYERS: [&str; 3] = ["Ola Berg", "Wanda Kubiak", "Teresa Lind"];

/// A telephone number that nobody has.
fn phone(i: usize, person: usize) -> String {
    let code = match PLACES[i % PLACES.len()].0 {
        "CN" => "86",
        "TW" => "886",
        "JP" => "81",
        "VN" => "84",
        "KR" => "82",
        "MY" => "60",
        "DE" => "49",
        "TH" => "66",
        "MX" => "52",
        "IN" => "91",
        _ => "1",
    };
    format!("+{code} 5550 {:04}", 100 + 10 * i + person)
}

/// The header of the supplier table.
pub(super) fn header() -> Vec<String> {
    let names = [
        "Supplier No.",
        "Supplier name",
        "Relationship",
        "Through",
        "Contact name",
        "E-mail",
        "Language",
        "Country",
        "Spend share",
        "Parts",
        "Telephone",
        "Second contact",
        "Second contact e-mail",
        "Second contact telephone",
        "Buyer",
        "Buyer e-mail",
        "Buyer telephone",
    ];
    names.iter().map(|n| (*n).to_owned()).collect()
}

/// The supplier table.
pub(super) fn rows() -> Vec<(u32, Vec<String>)> {
    (0..SUPPLIERS)
        .map(|i| {
            let (country, language, _, contact) = PLACES[i % PLACES.len()];
            let (relationship, via) = match i {
                _ if i < MAKERS => ("contract manufacturer", String::new()),
                _ if i % 4 == 1 => ("direct", String::new()),
                _ => ("indirect", name(i % MAKERS)),
            };
            let share = if i < MAKERS { format!("{}", 18 - 3 * i) } else { format!("0.{:02}", 1 + i % 25) };
            let domain = stem(i).to_lowercase().replace(' ', "-");
            // Most have nobody else whom the company knows.
            let second = if i % 3 == 0 { PLACES[(i + 3) % PLACES.len()].3 } else { "" };
            let buyer = BUYERS[i % BUYERS.len()];
            let part = format!("{} {:03}", SECOND[i % SECOND.len()], 100 + i);
            let cells = [
                reference(i),
                name(i),
                relationship.to_owned(),
                via,
                contact.to_owned(),
                email(i),
                language.to_owned(),
                country.to_owned(),
                share,
                part,
                phone(i, 0),
                second.to_owned(),
                if second.is_empty() { String::new() } else { format!("office-{i}@{domain}-{i}.example") },
                if second.is_empty() { String::new() } else { phone(i, 1) },
                buyer.to_owned(),
                format!("{}@halden.example", buyer.split(' ').next().unwrap_or_default().to_lowercase()),
                format!("+47 5550 01{:02}", i % BUYERS.len()),
            ];
            (i as u32 + 2, cells.to_vec())
        })
        .collect()
}

/// A reviewer's question where no rule has one.
pub(super) fn question(i: usize) -> &'static str {
    match PLACES[i % PLACES.len()].1 {
        "zh" => "请补充贵公司的完整地址。",
        _ => "Please add your company's full address.",
    }
}

/// Why it does not concern a supplier.
pub(super) fn decline(i: usize) -> &'static str {
    match PLACES[i % PLACES.len()].1 {
        "zh" => "我们只提供设计服务，不供应任何实物产品。",
        _ => "We supply calibration services only, no goods.",
    }
}
