//! The workbook's own list of smelters (sheet `Smelter Look-up`), and what its formulas would have filled in.

use domain::declaration::SmelterRow;
use domain::references::normal_cid;
use domain::{Metal, References, Smelter, answer};
use std::collections::HashMap;

/// Collects facilities from rows of (metal, name or alias, standard name, country, CID).
#[derive(Default)]
pub(crate) struct Collector {
    smelters: Vec<Smelter>,
    by_cid: HashMap<String, usize>,
}

impl Collector {
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
                metal: Metal::parse(metal),
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

    pub(crate) fn finish(self) -> Vec<Smelter> {
        self.smelters
    }
}

/// Fills a row's cells whose formulas have no stored result, as the formulas would: from the CID in column A, or
/// from metal and name. `open` tells which columns (B = 1) wait for a result. Says whether anything was filled.
pub(crate) fn resolve(row: &mut SmelterRow, open: &[u32], list: &References) -> bool {
    let found = if !answer::is_blank(&row.cid) {
        list.by_cid(&row.cid).cloned()
    } else {
        let hits = Metal::parse(&row.metal).map(|m| list.by_name(m, &row.lookup)).unwrap_or_default();
        // Two facilities of one name: the formula takes the first, we take none.
        if let [one] = hits.as_slice() { Some((*one).clone()) } else { None }
    };
    let Some(smelter) = found else { return false };
    for col in open {
        match col {
            1 => row.metal = smelter.metal.map_or(String::new(), |m| m.name().to_owned()),
            2 => row.lookup = smelter.name.clone(),
            3 => row.name = smelter.name.clone(),
            4 => row.country = smelter.country.clone(),
            5 => row.identification = smelter.cid.clone(),
            _ => {}
        }
    }
    !open.is_empty()
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
        let list = c.finish();
        assert_eq!(list.len(), 1);
        assert_eq!(
            (list[0].name.as_str(), list[0].aliases.as_slice()),
            ("North Mill", &["Old Mill".to_owned()][..])
        );
    }
}
