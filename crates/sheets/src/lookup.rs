//! The workbook's own list of smelters (sheet `Smelter Look-up`), and what its formulas would have filled in.

use domain::declaration::SmelterRow;
use domain::references::normal_cid;
use domain::{References, Smelter, answer, template};
use std::collections::HashMap;

/// Collects facilities from rows of (metal, name or alias, standard name, country, CID).
#[derive(Default)]
pub(crate) struct Collector {
    smelters: Vec<Smelter>,
    by_cid: HashMap<String, usize>,
    places: HashMap<String, [String; 4]>,
}

/// The list, and what the workbook knows of a facility besides: source of the number, street, city, state.
#[derive(Default)]
pub(crate) struct LookUp {
    pub(crate) smelters: Vec<Smelter>,
    places: HashMap<String, [String; 4]>,
    /// Whether a smelter that is not listed is looked up by its name: since 6.22.
    by_name: bool,
}

impl Collector {
    /// Adds where a facility stands; of several rows of one facility the first counts, as for the formulas.
    pub(crate) fn locate(&mut self, cid: &str, place: [&String; 4]) {
        let key = normal_cid(cid);
        if !key.is_empty() && place.iter().any(|part| !part.is_empty()) {
            self.places.entry(key).or_insert_with(|| place.map(String::clone));
        }
    }

    /// Adds a row. Rows without a CID (`Smelter not listed` and the like) name no facility.
    pub(crate) fn add(&mut self, metal: &str, name: &str, standard: &str, country: &str, cid: &str) {
        let key = normal_cid(cid);
        if key.is_empty() {
            return;
        }
        let standard = if answer::is_blank(standard) { name } else { standard };
        let index = *self.by_cid.entry(key).or_insert_with(|| {
            self.smelters.push(Smelter {
                cid: answer::clean(cid).to_owned(),
                metal: template::metal(metal),
                name: standard.to_owned(),
                country: country.to_owned(),
                ..Smelter::default()
            });
            self.smelters.len() - 1
        });
        let smelter = &mut self.smelters[index];
        let known = smelter.name == name || smelter.aliases.iter().any(|a| a == name);
        if !known && !answer::is_blank(name) {
            smelter.aliases.push(name.to_owned());
        }
    }

    pub(crate) fn finish(self, by_name: bool) -> LookUp {
        LookUp { smelters: self.smelters, places: self.places, by_name }
    }
}

impl LookUp {
    /// Fills a row's cells whose formulas have no stored result, as the formulas would: from the CID in column A, or
    /// from metal and name. `open` tells which columns (B = 1) wait for a result. Says whether anything was filled.
    pub(crate) fn resolve(&self, row: &mut SmelterRow, open: &[u32], list: &References) -> bool {
        let found = if !answer::is_blank(&row.cid) {
            // The formula ignores letter case and nothing else: a number with a space after it is not found.
            list.by_cid(&row.cid).filter(|smelter| smelter.cid.eq_ignore_ascii_case(&row.cid))
        } else {
            let special = row.is_not_listed() || row.is_not_identified();
            let name = if special && self.by_name { &row.name } else { &row.lookup };
            let hits = template::metal(&row.metal).map(|m| list.by_name(m, name)).unwrap_or_default();
            // Two facilities of one name: the formula takes the first, we take none.
            if let [one] = hits.as_slice() { Some(*one) } else { None }
        };
        let Some(smelter) = found else { return false };
        let place = self.places.get(&normal_cid(&smelter.cid));
        let part = |i: usize| place.map_or(String::new(), |place| place[i].clone());
        for col in open {
            match col {
                1 => row.metal = smelter.metal.map_or(String::new(), |m| m.name().to_owned()),
                2 => row.lookup = smelter.name.clone(),
                3 => row.name = smelter.name.clone(),
                4 => row.country = smelter.country.clone(),
                5 => row.identification = smelter.cid.clone(),
                6 => row.source = part(0),
                7 => row.street = part(1),
                8 => row.city = part(2),
                9 => row.state = part(3),
                _ => {}
            }
        }
        !open.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_cid_become_one_facility_with_aliases() {
        let mut c = Collector::default();
        c.add("Gold", "Old Mill", "North Mill", "NORWAY", "CID900001");
        c.add("Gold", "North Mill", "North Mill", "NORWAY", "CID900001");
        c.add("Gold", "Smelter not listed", "", "", "");
        let list = c.finish(true).smelters;
        assert_eq!(list.len(), 1);
        assert_eq!(
            (list[0].name.as_str(), list[0].aliases.as_slice()),
            ("North Mill", &["Old Mill".to_owned()][..])
        );
    }
}
