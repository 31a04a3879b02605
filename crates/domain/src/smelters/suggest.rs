//! Suggestions as one types, from a [`Table`]. The supplier's page links this, [`super::search`] and nothing
//! else.

use super::name_words;
use super::romanise::Readings;
use super::search::{Hit, Query, Search, SearchBuffer};
use super::table::{Table, TableSmelter};
use crate::Metal;

/// A table with its index, made once when the table has arrived.
#[derive(Clone, Debug, Default)]
pub struct Suggester {
    table: Table,
    search: Search,
    buffer: SearchBuffer,
    readings: Readings,
}

/// A smelter that may be meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Suggestion<'a> {
    pub smelter: TableSmelter<'a>,
    /// The name that fits; the standard name, or another to be shown beside it.
    pub name: &'a str,
    /// How well, up to 1.
    pub score: f32,
}

/// Likeness below which a suggestion only confuses.
const LEAST: f32 = 0.35;

impl Suggester {
    /// Builds the index.
    pub fn new(table: Table) -> Suggester {
        let mut names = Vec::new();
        for at in 0..table.len() {
            let smelter = table.get(at);
            for name in smelter.names {
                names.push((name_words::core(&name_words::words(name)), at, Some(smelter.metal)));
            }
        }
        let search = Search::new(names.iter().map(|(words, at, metal)| (words.as_slice(), *at, *metal)));
        Suggester { table, search, buffer: SearchBuffer::default(), readings: Readings::default() }
    }

    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Takes the table by which Chinese and Japanese letters are read.
    pub fn learn(&mut self, readings: Readings) {
        self.readings = readings;
    }

    /// The smelters that a text may mean, best first: by the beginning of a number, otherwise by name.
    pub fn suggest(&mut self, text: &str, metal: Option<Metal>, limit: usize) -> Vec<Suggestion<'_>> {
        let typed = crate::references::normal_cid(text);
        if typed.len() > 3 && typed.starts_with("CID") && typed.as_bytes()[3].is_ascii_digit() {
            return self.by_number(&typed, metal, limit);
        }
        let mut hits = self.search.find(&Query::new(text), metal, limit, &mut self.buffer);
        for words in self.readings.read(text) {
            for hit in self.search.find(&Query::of(&words), metal, limit, &mut self.buffer) {
                let hit = Hit { score: hit.score * 0.9, ..hit };
                match hits.iter().position(|h| h.of == hit.of) {
                    Some(at) if hits[at].score < hit.score => hits[at] = hit,
                    Some(_) => {}
                    None => hits.push(hit),
                }
            }
            hits.sort_by(|a, b| b.score.total_cmp(&a.score));
        }
        hits.truncate(limit);
        let table = &self.table;
        let hits = hits.into_iter().filter(|h| h.score >= LEAST);
        hits.map(|h| Suggestion { smelter: table.get(h.of), name: table.name(h.name), score: h.score })
            .collect()
    }

    /// The smelters of other metals than this that have the very name, where none of this metal has it.
    pub fn exactly(&self, text: &str, metal: Option<Metal>) -> Vec<TableSmelter<'_>> {
        let key = |text: &str| name_words::words(text).join(" ");
        let (Some(metal), wanted) = (metal, key(text)) else { return Vec::new() };
        let mut found: Vec<TableSmelter<'_>> = Vec::new();
        // Few names begin with the same letter, and this is asked at every keystroke.
        let first = wanted.chars().next();
        let may = |name: &String| {
            !name.is_ascii()
                || name.chars().find(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()) == first
        };
        for at in 0..self.table.len() {
            let smelter = self.table.get(at);
            if !wanted.is_empty() && smelter.names.iter().any(|name| may(name) && key(name) == wanted) {
                found.push(smelter);
            }
        }
        if found.iter().any(|s| s.metal == metal) { Vec::new() } else { found }
    }

    fn by_number(&self, typed: &str, metal: Option<Metal>, limit: usize) -> Vec<Suggestion<'_>> {
        let all = (0..self.table.len()).map(|at| self.table.get(at));
        let fits = |s: &TableSmelter<'_>| metal.is_none_or(|m| m == s.metal) && s.cid().starts_with(typed);
        let found = all.filter(fits).take(limit);
        found.map(|s| Suggestion { smelter: s, name: s.name(), score: 1.0 }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::encode;
    use super::*;
    use crate::smelters::Facility;

    #[test]
    fn a_few_letters_are_enough() {
        let facility = |cid: &str, metal, name: &str, aliases: &[&str]| Facility {
            cid: cid.into(),
            metal: Some(metal),
            name: name.into(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            ..Facility::default()
        };
        let all = [
            facility("CID900001", Metal::TIN, "Nanxi Xinghai Tin Co., Ltd.", &["南溪兴海锡业有限公司"]),
            facility("CID900002", Metal::GOLD, "Nanxi Gold Refinery", &["Old Kestrel Works"]),
        ];
        let table = Table::decode(&encode(crate::Day::new(2026, 1, 1), &all)).unwrap();
        let mut suggester = Suggester::new(table);
        for (text, metal, cid, name) in [
            ("nanxi x", None, "CID900001", "Nanxi Xinghai Tin Co., Ltd."),
            ("兴海", Some(Metal::TIN), "CID900001", "南溪兴海锡业有限公司"),
            ("kestrl wo", None, "CID900002", "Old Kestrel Works"),
            ("n", Some(Metal::GOLD), "CID900002", "Nanxi Gold Refinery"),
            ("cid 9000 02", None, "CID900002", "Nanxi Gold Refinery"),
        ] {
            let found = suggester.suggest(text, metal, 5);
            assert_eq!((found[0].smelter.cid().as_str(), found[0].name), (cid, name), "{text}");
        }
        // RULE-6
        assert!(suggester.suggest("南溪黄金", Some(Metal::GOLD), 5).is_empty());
        suggester.learn(crate::smelters::romanise::readings().clone());
        assert_eq!(suggester.suggest("南溪黄金", Some(Metal::GOLD), 5)[0].smelter.cid(), "CID900002");
        assert!(suggester.suggest("", None, 5).is_empty());
        assert!(suggester.suggest("zzzz", None, 5).is_empty());
    }
}
