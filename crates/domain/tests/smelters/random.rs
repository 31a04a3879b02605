//! Numbers that look random and are the same in every run, on every machine.

#![allow(dead_code)]

/// A generator (splitmix64).
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// One of these.
    pub fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// The text with one slip of the fingers: a letter swapped with the next, left out, doubled or mistaken.
    pub fn slip(&mut self, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        let places: Vec<usize> = (0..chars.len()).filter(|i| chars[*i].is_alphabetic()).collect();
        if places.len() < 2 {
            return text.to_owned();
        }
        let at = places[self.below(places.len())];
        match self.below(4) {
            0 if at + 1 < chars.len() && chars[at + 1].is_alphabetic() && chars[at] != chars[at + 1] => {
                chars.swap(at, at + 1);
            }
            1 => {
                chars.remove(at);
            }
            2 => chars.insert(at, chars[at]),
            _ => {
                let other = char::from(b'a' + self.below(26) as u8);
                chars[at] = if other == chars[at] { 'q' } else { other };
            }
        }
        chars.into_iter().collect()
    }

    /// The words in another order.
    pub fn shuffle(&mut self, text: &str) -> String {
        let mut words: Vec<&str> = text.split(' ').collect();
        let before = words.clone();
        while words == before && words.len() > 1 {
            for i in (1..words.len()).rev() {
                words.swap(i, self.below(i + 1));
            }
        }
        words.join(" ")
    }
}
