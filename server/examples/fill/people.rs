//! The invented suppliers.

use domain::terms::Relationship;
use service::Services;
use service::records::Supplier;

const NAMES: [&str; 12] = [
    "Ardent",
    "Birchwood",
    "Copperline",
    "Delft",
    "Elmhurst",
    "Fernley",
    "Gantry",
    "Harbour",
    "Ingot",
    "Juniper",
    "Kestrel",
    "Lindqvist",
];
const TRADES: [&str; 8] =
    ["Castings", "Circuits", "Connectors", "Electronics", "Fasteners", "Metals", "Precision", "Sensors"];
const COUNTRIES: [(&str, &str); 10] = [
    ("DE", "de"),
    ("CN", "zh"),
    ("JP", "ja"),
    ("US", "en"),
    ("KR", "ko"),
    ("FR", "fr"),
    ("MX", "es"),
    ("GB", "en"),
    ("IT", "it"),
    ("MY", "en"),
];

pub fn supplier(services: &Services, n: usize) -> Supplier {
    let (country, language) = COUNTRIES[n * 7 % 10];
    Supplier {
        id: services.new_id().into(),
        reference: format!("S-{n:06}"),
        name: format!("{} {} {n}", NAMES[n * 5 % 12], TRADES[n / 12 % 8]),
        relationship: if n.is_multiple_of(4) { Relationship::Direct } else { Relationship::Indirect },
        contact_name: format!("Contact {n}"),
        email: format!("minerals@supplier{n}.example"),
        language: language.into(),
        country: country.into(),
        spend_share: (n < 2_000).then_some(1 + (n as i64 % 7)),
        created_at: services.now(),
        ..Supplier::default()
    }
}
