//! Texts of very many rows, each kept once.

use std::hash::{BuildHasher, RandomState};

/// A text of a [`Pool`]. Two are the same text exactly if they are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(u32);

impl Text {
    /// Its place in the pool, for tables beside it.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    pub fn is_blank(self) -> bool {
        self.0 == 0
    }
}

/// A place of the table that holds no text.
const FREE: u32 = u32::MAX;

/// The texts, one behind the other in one piece of memory. The blank one is always the first.
#[derive(Clone, Debug)]
pub struct Pool {
    texts: String,
    /// Where each text ends.
    ends: Vec<usize>,
    /// By hash, where a text stands: it, or the next place that is free. At most half of it is used.
    table: Vec<u32>,
    hasher: RandomState,
}

impl Default for Pool {
    fn default() -> Pool {
        let mut pool = Pool {
            texts: String::new(),
            ends: Vec::new(),
            table: vec![FREE; 16],
            hasher: RandomState::new(),
        };
        pool.add("");
        pool
    }
}

impl Pool {
    /// Keeps a text as people mean it: without the space around it.
    pub fn add(&mut self, text: &str) -> Text {
        let text = domain::answer::clean(text);
        let place = self.place(text);
        if self.table[place] != FREE {
            return Text(self.table[place]);
        }
        let at = self.ends.len() as u32;
        self.texts.push_str(text);
        self.ends.push(self.texts.len());
        self.table[place] = at;
        if self.ends.len() * 2 > self.table.len() {
            self.grow();
        }
        Text(at)
    }

    pub fn get(&self, text: Text) -> &str {
        self.at(text.index())
    }

    /// Every text, in the order in which they came.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|at| self.at(at))
    }

    fn at(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.texts[start..self.ends[at]]
    }

    /// Where a text stands in the table, or may be put.
    fn place(&self, text: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut place = self.hasher.hash_one(text) as usize & mask;
        while self.table[place] != FREE && self.at(self.table[place] as usize) != text {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        self.table = vec![FREE; self.table.len() * 2];
        for at in 0..self.ends.len() {
            let place = self.place(self.at(at));
            self.table[place] = at as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_and_comes_back() {
        let mut pool = Pool::default();
        let all: Vec<Text> = (0..10_000).map(|n| pool.add(&format!(" text {n} "))).collect();
        assert!(pool.add(" ").is_blank() && !all[0].is_blank());
        for (n, text) in all.iter().enumerate() {
            assert_eq!(pool.get(*text), format!("text {n}"));
            assert_eq!(pool.add(&format!("text {n}")), *text);
        }
        assert_eq!(pool.texts().count(), 10_001);
    }
}
