//! Finding names: by the letters that they share, then by how well words and order agree. No I/O, no clock,
//! and little code: it runs as one types.

use super::name_words;
use crate::Metal;
use std::cmp::Reverse;

/// Letters of a query that are compared one by one; names are rarely longer without their company form.
const LETTERS: usize = 64;
/// How many names are compared letter by letter.
const SHORTLIST: usize = 96;
const BUCKETS: usize = 1 << 15;

#[derive(Clone, Copy, Debug)]
struct Name {
    start: u32,
    len: u16,
    /// The sum of its grams' weights.
    weight: u16,
    of: u32,
    /// Its place among [`Search::metals`].
    metal: u8,
}

/// An index over names. Each name belongs to something with a number (a facility), and to a metal.
#[derive(Clone, Debug, Default)]
pub struct Search {
    metals: Vec<Metal>,
    letters: Vec<u8>,
    names: Vec<Name>,
    /// Where the names of a gram begin in `postings`.
    starts: Vec<u32>,
    postings: Vec<u32>,
    /// How much sharing a gram says.
    weights: Vec<u8>,
}

/// A name that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The name's number, in the order in which names were given.
    pub name: usize,
    /// What it belongs to.
    pub of: usize,
    /// How well it agrees, up to 1.
    pub score: f32,
}

/// What a search needs to work in; kept between searches so that none allocates.
#[derive(Clone, Debug, Default)]
pub struct SearchBuffer {
    counts: Vec<u16>,
    grams: Vec<u16>,
    short: Vec<(u32, i32)>,
}

/// A query: folded words without company forms.
#[derive(Clone, Debug, Default)]
pub struct Query {
    letters: Vec<u8>,
    /// Where each letter stands in the query.
    places: Vec<u64>,
    /// The words as runs of places.
    words: Vec<u64>,
    gaps: u64,
}

fn bucket(a: u8, b: u8, c: u8) -> u16 {
    let n = u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c);
    (n.wrapping_mul(0x9e37_79b1) >> 17) as u16
}

/// The grams of a text: three letters each, the first of a word also with one and two letters.
fn grams(letters: &[u8], mut each: impl FnMut(u16)) {
    for word in letters.split(|b| *b == b' ').filter(|w| !w.is_empty()) {
        each(bucket(0, 0, word[0]));
        if word.len() > 1 {
            each(bucket(0, word[0], word[1]));
        }
        word.windows(3).for_each(|w| each(bucket(w[0], w[1], w[2])));
        // Words of other scripts are short and found by pairs within.
        word.windows(2).filter(|w| w[0] >= 0x80).for_each(|w| each(bucket(1, w[0], w[1])));
    }
}

impl Query {
    /// Of a text as somebody types it.
    pub fn new(text: &str) -> Query {
        Query::of(&name_words::core(&name_words::words(text)))
    }

    /// Of folded words.
    pub fn of(words: &[String]) -> Query {
        let mut letters = Vec::new();
        name_words::symbols(words, &mut letters);
        letters.truncate(LETTERS);
        let mut query = Query { places: vec![0; 256], ..Query::default() };
        let mut word = 0;
        for (i, letter) in letters.iter().enumerate() {
            if *letter == b' ' {
                query.gaps |= 1 << i;
                query.words.push(word);
                word = 0;
            } else {
                word |= 1 << i;
            }
            query.places[usize::from(*letter)] |= 1 << i;
        }
        if word != 0 {
            query.words.push(word);
        }
        query.letters = letters;
        query
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Search {
    /// The place of a metal; that of none beyond what a byte can tell.
    fn place(&mut self, metal: Metal) -> u8 {
        let at = self.metals.iter().position(|m| *m == metal).unwrap_or_else(|| {
            self.metals.push(metal);
            self.metals.len() - 1
        });
        u8::try_from(at).unwrap_or(u8::MAX)
    }

    /// Builds the index from (folded words, what the name belongs to, metal).
    pub fn new<'a>(names: impl Iterator<Item = (&'a [String], usize, Option<Metal>)>) -> Search {
        let mut search = Search::default();
        let mut counts = vec![0u32; BUCKETS + 1];
        for (words, of, metal) in names {
            let start = search.letters.len();
            name_words::symbols(words, &mut search.letters);
            // Beyond this no query can compare.
            search.letters.truncate(start + 2 * LETTERS);
            let len = (search.letters.len() - start) as u16;
            let metal = metal.map_or(u8::MAX, |m| search.place(m));
            search.names.push(Name { start: start as u32, len, weight: 0, of: of as u32, metal });
            grams(&search.letters[start..], |g| counts[usize::from(g) + 1] += 1);
        }
        for i in 0..BUCKETS {
            counts[i + 1] += counts[i];
        }
        search.starts = counts.clone();
        search.weights = (0..BUCKETS as u16).map(|g| search.rarity(g)).collect();
        let mut postings = vec![0; counts[BUCKETS] as usize];
        for i in 0..search.names.len() {
            let (name, mut weight) = (search.names[i], 0u32);
            grams(search.letters_of(&name), |g| {
                let at = &mut counts[usize::from(g)];
                postings[*at as usize] = i as u32;
                *at += 1;
                weight += u32::from(search.weights[usize::from(g)]);
            });
            search.names[i].weight = weight.min(u32::from(u16::MAX)) as u16;
        }
        search.postings = postings;
        search
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn letters_of(&self, name: &Name) -> &[u8] {
        &self.letters[name.start as usize..name.start as usize + usize::from(name.len)]
    }

    fn range(&self, gram: u16) -> (usize, usize) {
        (self.starts[usize::from(gram)] as usize, self.starts[usize::from(gram) + 1] as usize)
    }

    /// Rare grams say more: a weight from 1 to 16.
    fn rarity(&self, gram: u16) -> u8 {
        let (from, to) = self.range(gram);
        let rarity = self.names.len() / (to - from).max(1);
        rarity.checked_ilog2().unwrap_or(0).min(15) as u8 + 1
    }

    /// The best names, best first, at most one for each thing that names belong to.
    pub fn find(
        &self,
        query: &Query,
        metal: Option<Metal>,
        limit: usize,
        buffer: &mut SearchBuffer,
    ) -> Vec<Hit> {
        let mut found: Vec<Hit> = Vec::with_capacity(limit + 1);
        if query.is_empty() || self.is_empty() {
            return found;
        }
        self.shortlist(query, metal, buffer);
        for (i, _) in &buffer.short {
            let name = &self.names[*i as usize];
            let score = query.score(self.letters_of(name));
            let hit = Hit { name: *i as usize, of: name.of as usize, score };
            if let Some(same) = found.iter().position(|h| h.of == hit.of) {
                if found[same].score >= score {
                    continue;
                }
                found.remove(same);
            }
            // Of equals the earlier name stays first: lists give standard names before others.
            let at = found.iter().position(|h| h.score < score || (h.score == score && h.name > hit.name));
            found.insert(at.unwrap_or(found.len()), hit);
            found.truncate(limit);
        }
        found
    }

    /// The names that share most with the query, weighed by rarity.
    fn shortlist(&self, query: &Query, metal: Option<Metal>, buffer: &mut SearchBuffer) {
        buffer.counts.clear();
        buffer.counts.resize(self.names.len(), 0);
        buffer.grams.clear();
        // The first letter alone says too much about too many, except where there is nothing else.
        let short = query.letters.len() < 2;
        grams(&query.letters, |g| buffer.grams.push(g));
        let mut last = None;
        for gram in &buffer.grams {
            let (from, to) = self.range(*gram);
            if !short && query.words.len() < 6 && to - from > self.names.len() / 3 {
                continue;
            }
            // A gram that the query repeats counts once.
            if last == Some(*gram) {
                continue;
            }
            last = Some(*gram);
            let weight = u16::from(self.weights[usize::from(*gram)]);
            for i in &self.postings[from..to] {
                let count = &mut buffer.counts[*i as usize];
                *count = count.saturating_add(weight);
            }
        }
        // A metal of which no name is known is nobody's.
        let metal = metal.map(|m| self.metals.iter().position(|known| *known == m));
        buffer.short.clear();
        let mut least = 1;
        for (i, (count, name)) in buffer.counts.iter().zip(&self.names).enumerate() {
            let value = i32::from(*count) * 8 - i32::from(name.weight);
            if *count == 0 || (buffer.short.len() >= SHORTLIST && value < least) {
                continue;
            }
            if metal.is_some_and(|m| m != Some(usize::from(name.metal))) {
                continue;
            }
            buffer.short.push((i as u32, value));
            if buffer.short.len() >= 2 * SHORTLIST {
                least = cut(&mut buffer.short);
            }
        }
        cut(&mut buffer.short);
    }
}

/// Keeps the best of a shortlist; says what the least of them has.
fn cut(short: &mut Vec<(u32, i32)>) -> i32 {
    if short.len() > SHORTLIST {
        short.sort_unstable_by_key(|(i, value)| (Reverse(*value), *i));
        short.truncate(SHORTLIST);
    }
    short.last().map_or(0, |(_, v)| *v)
}

/// How alike two words are, from 0 to 1.
pub(super) fn alike(one: &str, other: &str) -> f32 {
    let query = Query::of(&[one.to_owned()]);
    let mut letters = Vec::new();
    name_words::symbols(&[other.to_owned()], &mut letters);
    2.0 * query.common(&letters) as f32 / (query.letters.len() + letters.len()).max(1) as f32
}

impl Query {
    /// How well a name agrees, from 0 to 1.
    fn score(&self, name: &[u8]) -> f32 {
        let letters = self.letters.len() as f32;
        let full = 2.0 * self.common(name) as f32 / (letters + name.len() as f32);
        // As if the rest were still to be typed.
        let begun = &name[..name.len().min(self.letters.len() + 1)];
        let begun_at = (letters + begun.len() as f32).max(1.0);
        let prefix = 2.0 * self.common(begun) as f32 / begun_at;
        let (forth, back) = self.word_score(name);
        let words = (0.7 * forth + 0.3 * back) * 0.98;
        let best = full.max(prefix * 0.94).max(words);
        // Ways that agree confirm each other.
        best * 0.9 + 0.05 * (full + forth.max(prefix))
    }

    /// The length of the longest common subsequence (Hyyrö's bit-parallel way).
    fn common(&self, name: &[u8]) -> u32 {
        let mut v = u64::MAX;
        for letter in name {
            let u = v & self.places[usize::from(*letter)];
            v = v.wrapping_add(u) | (v - u);
        }
        let used = if self.letters.len() >= 64 { u64::MAX } else { (1 << self.letters.len()) - 1 };
        (!v & used).count_ones()
    }

    /// How much of the query's words the name has, in any order, and how much of the name's the query.
    fn word_score(&self, name: &[u8]) -> (f32, f32) {
        let (mut forth, mut back) = ([0f32; LETTERS], 0f32);
        let mut name_letters = 0;
        for word in name.split(|b| *b == b' ') {
            // All words of the query at once: no carry passes a gap.
            let mut v = !self.gaps;
            for letter in word {
                let u = v & self.places[usize::from(*letter)];
                v = (v.wrapping_add(u) | (v - u)) & !self.gaps;
            }
            let mut best = 0f32;
            for (i, place) in self.words.iter().enumerate() {
                let common = (!v & place).count_ones() as f32;
                let ratio = 2.0 * common / (word.len() as f32 + place.count_ones() as f32);
                best = best.max(ratio);
                forth[i] = forth[i].max(ratio);
            }
            back += best * best * word.len() as f32;
            name_letters += word.len();
        }
        let (mut sum, mut letters) = (0f32, 0f32);
        for (place, ratio) in self.words.iter().zip(forth) {
            let len = place.count_ones() as f32;
            sum += ratio * ratio * len;
            letters += len;
        }
        (sum / letters.max(1.0), back / (name_letters as f32).max(1.0))
    }
}
