//! Names in Chinese or Japanese letters as a list has them in Latin ones: by a table of words, syllables and kana that the
//! server holds and the suggestion worker fetches when such a letter is typed. What it finds is asked about, never sure:
//! a sign has several readings, and names are translated in part.

use super::name_words::{self, is_eastern};

/// The table: `public/readings.txt`, written by `cargo xtask gen`.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    /// Words with their readings, in the order of their letters.
    words: Vec<(String, String)>,
    /// Signs with the place of their syllable.
    signs: Vec<(char, u16)>,
    syllables: Vec<String>,
}

/// The longest word, in letters.
const LONGEST: usize = 8;

/// The server's table.
#[cfg(feature = "review")]
pub fn readings() -> &'static Readings {
    use std::sync::LazyLock;
    static TABLE: LazyLock<Readings> =
        LazyLock::new(|| Readings::parse(include_str!("../../../../public/readings.txt")));
    &TABLE
}

/// Whether a text has letters that are to be read.
pub fn has_signs(text: &str) -> bool {
    crate::letters::normalize(text).chars().any(|c| is_eastern(c) && !matches!(c, '\u{ac00}'..='\u{d7af}'))
}

impl Readings {
    /// Reads a table: `word=reading|other reading`, `syllable signs`.
    pub fn parse(text: &str) -> Readings {
        let mut table = Readings::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((word, reading)) = line.split_once('=') {
                table.words.push((word.to_owned(), reading.to_owned()));
            } else if let Some((syllable, signs)) = line.split_once(' ') {
                let at = table.syllables.len() as u16;
                table.signs.extend(signs.chars().map(|sign| (sign, at)));
                table.syllables.push(syllable.to_owned());
            }
        }
        table.words.sort();
        table.signs.sort();
        table
    }

    /// The words of a name as they may stand in a list: translated, and by their sound. None where nothing is to be read.
    pub fn read(&self, name: &str) -> Vec<Vec<String>> {
        if !has_signs(name) {
            return Vec::new();
        }
        let words = name_words::core(&name_words::words(name));
        let mut all: Vec<Vec<String>> = Vec::new();
        for by_sound in [false, true] {
            let mut out = Vec::new();
            for word in &words {
                match word.starts_with(is_eastern) {
                    true => self.word(word, by_sound, &mut out),
                    false => out.push(word.clone()),
                }
            }
            out.retain(|word| !word.is_empty());
            if !out.is_empty() && !all.contains(&out) {
                all.push(out);
            }
        }
        all
    }

    fn known(&self, word: &str) -> Option<&str> {
        let at = self.words.binary_search_by(|(w, _)| w.as_str().cmp(word)).ok()?;
        Some(&self.words[at].1)
    }

    /// Signs that are no known word are read two by two, as names are made; kana run on.
    fn word(&self, text: &str, by_sound: bool, out: &mut Vec<String>) {
        let letters: Vec<char> = text.chars().collect();
        let (mut at, mut open, mut kana) = (0, 0, false);
        while at < letters.len() {
            let longest = LONGEST.min(letters.len() - at);
            let find = |len: &usize| {
                let part = &letters[at..at + *len];
                let katakana: String = part.iter().collect();
                let hiragana: String = part.iter().map(|c| hiragana(*c)).collect();
                let reading = self.known(&katakana).or_else(|| self.known(&hiragana))?;
                Some((*len, reading, self.known(&katakana).is_none() || *len == 1 && is_kana(part[0])))
            };
            if let Some((len, reading, sound)) = (1..=longest).rev().find_map(|len| find(&len)) {
                let mut readings = reading.split('|');
                let first = readings.next().unwrap_or("");
                let reading = if by_sound { readings.next().unwrap_or(first) } else { first };
                match out.last_mut().filter(|_| sound && kana) {
                    Some(last) => last.push_str(reading),
                    None => out.extend(reading.split(' ').map(str::to_owned)),
                }
                (at, open, kana) = (at + len, 0, sound);
                continue;
            }
            let sign = letters[at];
            at += 1;
            if matches!(sign, 'っ' | 'ッ' | 'ー') {
                continue;
            }
            kana = false;
            let Some(said) = self.sign(sign) else { continue };
            match out.last_mut().filter(|_| open == 1) {
                Some(last) => {
                    last.push_str(said);
                    open = 2;
                }
                None => {
                    out.push(said.to_owned());
                    open = 1;
                }
            }
        }
    }

    fn sign(&self, sign: char) -> Option<&str> {
        let at = self.signs.binary_search_by(|(s, _)| s.cmp(&sign)).ok()?;
        Some(&self.syllables[usize::from(self.signs[at].1)])
    }
}

fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ')
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヴ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_6_names_are_read_in_latin_letters() {
        for (name, read) in [
            ("南溪兴海锡业有限公司", "nanxi xinghai tin"),
            ("云南锡业集团", "yunnan tin group"),
            ("三菱マテリアル株式会社", "mitsubishi material"),
            ("田中貴金属工業", "tanaka precious metals industry"),
            ("タニオビス", "taniobisu"),
            ("Kestrel 有色金属", "kestrel nonferrous metals"),
        ] {
            assert_eq!(readings().read(name)[0].join(" "), read, "{name}");
        }
        assert_eq!(readings().read("田中貴金属工業")[1].join(" "), "tanaka kikinzoku kogyo");
        assert!(readings().read("Kestrel Works").is_empty() && readings().read("대한").is_empty());
    }
}
