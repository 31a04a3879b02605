//! A list of smelters in few bytes, for a page that fetches it once: columns, with names front-coded against
//! the one before, so that what a general compressor is left with is short.

use super::facility::Facility;
use crate::{Day, Metal};

const MAGIC: &[u8] = b"TSL4";
/// What no honest table has more of.
const MOST: usize = 200_000;
/// The longest name, in bytes.
const LONGEST: usize = 1_000;

/// A decoded table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The list's day, where it has one.
    pub as_of: Option<Day>,
    countries: Vec<String>,
    rows: Vec<Row>,
    /// One for each row, empty where it is not known.
    cities: Vec<String>,
    names: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    cid: u32,
    metal: Metal,
    country: u16,
    /// Where its names end; they begin where those of the row before end.
    end: u32,
}

/// A smelter of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableSmelter<'a> {
    /// The digits of its identification number.
    number: u32,
    pub metal: Metal,
    /// Country, as the list spells it.
    pub country: &'a str,
    /// City; empty where the list has none.
    pub city: &'a str,
    /// Standard name and other names.
    pub names: &'a [String],
}

impl<'a> TableSmelter<'a> {
    /// The digits of its identification number, as a number.
    pub fn number(&self) -> u32 {
        self.number
    }

    pub fn cid(&self) -> String {
        format!("CID{:06}", self.number)
    }

    /// Standard name.
    pub fn name(&self) -> &'a str {
        self.names.first().map_or("", String::as_str)
    }
}

/// Writes a table. Smelters without a metal or a proper number are no use to who types, and are left out.
pub fn encode(as_of: Option<Day>, facilities: &[Facility]) -> Vec<u8> {
    let mut rows: Vec<(&Facility, Metal, u32)> = Vec::new();
    for facility in facilities {
        let number = facility.cid.strip_prefix("CID").filter(|d| d.len() == 6).and_then(|d| d.parse().ok());
        if let (Some(metal), Some(number)) = (facility.metal, number) {
            rows.push((facility, metal, number));
        }
    }
    rows.sort_by(|a, b| (a.1, &a.0.name).cmp(&(b.1, &b.0.name)));
    let mut metals: Vec<Metal> = rows.iter().map(|row| row.1).collect();
    metals.dedup();
    let mut countries: Vec<&str> = rows.iter().map(|r| r.0.country.as_str()).collect();
    countries.sort_unstable();
    countries.dedup();
    let names: Vec<Vec<&str>> = rows.iter().map(|r| names_of(r.0)).collect();

    let mut out = MAGIC.to_vec();
    text(&mut out, &as_of.map_or_else(String::new, |day| day.to_string()));
    number(&mut out, countries.len());
    countries.iter().for_each(|c| text(&mut out, c));
    number(&mut out, rows.len());
    // Sorted by metal, so a count for each says it all.
    number(&mut out, metals.len());
    for metal in metals {
        text(&mut out, metal.name());
        number(&mut out, rows.iter().filter(|r| r.1 == metal).count());
    }
    rows.iter().for_each(|r| out.extend(&r.2.to_be_bytes()[1..]));
    for row in &rows {
        number(&mut out, countries.binary_search(&row.0.country.as_str()).unwrap_or(0));
    }
    rows.iter().for_each(|r| text(&mut out, cut(&r.0.city)));
    names.iter().for_each(|n| number(&mut out, n.len()));
    let all: Vec<&str> = names.concat();
    let mut before = "";
    let shared: Vec<usize> = all
        .iter()
        .map(|name| {
            let same = name.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
            before = name;
            (0..=same).rev().find(|n| name.is_char_boundary(*n)).unwrap_or(0)
        })
        .collect();
    shared.iter().for_each(|n| number(&mut out, *n));
    all.iter().zip(&shared).for_each(|(name, n)| text(&mut out, &name[*n..]));
    out
}

/// The names of a facility: the standard one, then the others in their alphabetical order.
fn names_of(facility: &Facility) -> Vec<&str> {
    let mut others: Vec<&str> = facility.aliases.iter().map(|a| cut(a)).filter(|a| !a.is_empty()).collect();
    others.sort_unstable();
    others.dedup();
    let mut all = vec![cut(&facility.name)];
    others.retain(|a| *a != all[0]);
    all.extend(others);
    all
}

fn cut(name: &str) -> &str {
    let name = name.trim().split(['\n', '\r', '\0']).next().unwrap_or("");
    (0..=name.len().min(LONGEST)).rev().find(|n| name.is_char_boundary(*n)).map_or("", |n| &name[..n])
}

fn number(out: &mut Vec<u8>, mut n: usize) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn text(out: &mut Vec<u8>, text: &str) {
    out.extend(text.as_bytes());
    // No name holds a line end, and compressors like a fixed sign better than lengths.
    out.push(b'\n');
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<usize> {
        let mut n = 0usize;
        for shift in [0, 7, 14, 21] {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            n |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let len = self.0.iter().position(|b| *b == b'\n')?;
        let text = std::str::from_utf8(&self.0[..len]).ok()?;
        self.0 = &self.0[len + 1..];
        Some(text)
    }

    /// How many of something follow, none where that cannot be.
    fn count(&mut self) -> Option<usize> {
        self.number().filter(|n| *n <= MOST && *n <= self.0.len())
    }
}

impl Table {
    /// Reads a table; none where the bytes are no table.
    pub fn decode(bytes: &[u8]) -> Option<Table> {
        let mut from = Reader(bytes.strip_prefix(MAGIC)?);
        let as_of = match from.text()? {
            "" => None,
            day => Some(day.parse().ok()?),
        };
        let mut table = Table { as_of, ..Table::default() };
        for _ in 0..from.count()? {
            table.countries.push(from.text()?.to_owned());
        }
        let rows = from.count()?;
        for _ in 0..from.count()? {
            let metal = Metal::new(from.text().filter(|name| name.len() < LONGEST)?);
            for _ in 0..from.count()? {
                table.rows.push(Row { cid: 0, metal, country: 0, end: 0 });
            }
        }
        if table.rows.len() != rows {
            return None;
        }
        for row in &mut table.rows {
            let (bytes, rest) = from.0.split_at_checked(3)?;
            row.cid = u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]);
            from.0 = rest;
        }
        let countries = table.countries.len();
        for row in &mut table.rows {
            row.country = from.number().filter(|c| *c < countries)? as u16;
        }
        for _ in 0..rows {
            table.cities.push(from.text()?.to_owned());
        }
        let mut end = 0;
        for row in &mut table.rows {
            end += from.number()?;
            row.end = end as u32;
        }
        if end > MOST || end > from.0.len() {
            return None;
        }
        let shared: Option<Vec<usize>> = (0..end).map(|_| from.number()).collect();
        let mut before = String::new();
        for shared in shared? {
            let rest = from.text()?;
            let name = [before.get(..shared)?, rest].concat();
            if name.len() > LONGEST {
                return None;
            }
            table.names.push(name.clone());
            before = name;
        }
        Some(table)
    }

    /// How many smelters it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// A smelter by its place.
    pub fn get(&self, at: usize) -> TableSmelter<'_> {
        let row = &self.rows[at];
        let from = at.checked_sub(1).map_or(0, |before| self.rows[before].end);
        TableSmelter {
            number: row.cid,
            metal: row.metal,
            country: &self.countries[usize::from(row.country)],
            city: &self.cities[at],
            names: &self.names[from as usize..row.end as usize],
        }
    }

    /// A name by its number.
    pub(super) fn name(&self, at: usize) -> &str {
        &self.names[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day() -> Option<Day> {
        Day::new(2026, 1, 2)
    }

    fn facility(n: u32, metal: Metal, name: &str, aliases: Vec<String>) -> Facility {
        let country = ["JAPAN", "PERU", ""][n as usize % 3].to_owned();
        Facility {
            cid: format!("CID{n:06}"),
            metal: Some(metal),
            name: name.into(),
            aliases,
            country,
            city: ["", "Oslo", "嘉兴"][n as usize / 3 % 3].to_owned(),
            ..Facility::default()
        }
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(names in prop::collection::vec(("[A-Za-zé精錬 ]{1,20}", prop::collection::vec("\\PC{0,9}", 0..4)), 0..30)) {
            let all: Vec<Facility> = names.into_iter().zip(900_000..).map(|((name, aliases), n)| {
                facility(n, Metal::new(["Tin", "Gold", "Mica", "Soda ash"][n as usize % 4]), &name, aliases)
            }).collect();
            let table = Table::decode(&encode(day(), &all)).expect("a table");
            prop_assert_eq!(table.len(), all.len());
            for i in 0..table.len() {
                let got = table.get(i);
                let put = all.iter().find(|f| f.cid == got.cid()).expect("known");
                prop_assert_eq!((got.metal, got.country, got.name()), (put.metal.unwrap(), put.country.as_str(), put.name.trim()));
                prop_assert_eq!(got.city, &put.city);
                for alias in put.aliases.iter().map(|a| cut(a)).filter(|a| !a.is_empty()) {
                    prop_assert!(got.names.iter().any(|n| n == alias));
                }
            }
        }

        #[test]
        fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..400, at in 0usize..400, byte in any::<u8>()) {
            let _ = Table::decode(&[MAGIC, &bytes].concat());
            let mut honest = encode(day(), &[facility(7, Metal::TIN, "Works", vec!["Works of old".into()])]);
            if let Some(b) = honest.get_mut(at) {
                *b = byte;
            }
            if let Some(table) = Table::decode(&honest[..cut.min(honest.len())]) {
                for i in 0..table.len() {
                    let _ = table.get(i).cid();
                }
            }
        }
    }

    #[test]
    fn a_number_keeps_its_zeros() {
        let table = Table::decode(&encode(day(), &[facility(35, Metal::GOLD, "A", Vec::new())])).unwrap();
        assert_eq!(table.get(0).cid(), "CID000035");
    }
}
