//! One statement of a text: the names in it, and whether it says or denies them.

use super::Found;
use super::names::look;
use super::token::{Token, tokens};
use super::words::*;

/// Signs between the parts of a list.
const LISTS: [char; 11] = [',', '、', '(', '[', '/', '|', '+', '&', ':', '=', '{'];

/// Names of one word in which a slip is looked for.
const SLIPS: [(&str, usize); 6] =
    [("angola", 0), ("burundi", 1), ("rwanda", 5), ("tanzania", 7), ("uganda", 8), ("zambia", 9)];
/// What is near them and something else.
const NEAR: &str = " gambia angora angolan mangola urundi ";
const CONGO: usize = 4;
const KINSHASA: usize = 2;
/// The name that two countries have, one of them officially. Which is meant, only the supplier can say.
const EITHER: [&str; 6] = ["congo", "kongo", "コンゴ", "刚果", "剛果", "콩고"];

/// Whether a text is nothing but the name that both Congos have.
pub fn is_either_congo(text: &str) -> bool {
    EITHER.contains(&super::words(text).trim_start_matches("the "))
}

/// A statement.
pub(super) struct Clause {
    pub(super) tokens: Vec<Token>,
    /// Whether it ends as a question.
    asks: bool,
}

/// The statements of a text.
pub(super) fn clauses(text: &str) -> Vec<Clause> {
    let mut all: Vec<Clause> = Vec::new();
    let mut last = String::new();
    for token in tokens(text) {
        let is_digit = token.text.starts_with(|c: char| c.is_ascii_digit());
        let ends = match token.before {
            '\n' | '\r' | ';' | '。' | '!' | '?' => true,
            '.' => !is_digit && !is_one(SHORT, &last),
            // `All countries but the DRC` goes on.
            _ => is_one(TURNS, &token.text) && !(token.text == "but" && is_one(ALL_BUT, &last)),
        };
        if token.before == '?'
            && let Some(clause) = all.last_mut()
        {
            clause.asks = true;
        }
        last.clone_from(&token.text);
        match all.last_mut().filter(|_| !ends) {
            Some(clause) => clause.tokens.push(token),
            None => all.push(Clause { tokens: vec![token], asks: false }),
        }
    }
    if crate::answer::clean(text).ends_with(['?', '？'])
        && let Some(clause) = all.last_mut()
    {
        clause.asks = true;
    }
    all
}

/// A name in a statement.
#[derive(Clone, Copy)]
struct Match {
    /// The words that it has: from, and to which.
    from: usize,
    to: usize,
    /// Where it stands in a word that is written without spaces.
    at: Option<(usize, usize)>,
    country: usize,
    likely: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Says {
    Yes,
    Maybe,
    No,
}

impl Clause {
    /// Adds what it says.
    pub(super) fn read(&self, found: &mut Found) {
        let names = self.names();
        for name in &names {
            match self.says(name, &names) {
                Says::No => {}
                _ if self.is_either(name) => {
                    (found.likely[CONGO], found.likely[KINSHASA]) = (true, true);
                }
                Says::Yes if !name.likely => found.certain[name.country] = true,
                _ => found.likely[name.country] = true,
            }
        }
    }

    fn names(&self) -> Vec<Match> {
        let mut out: Vec<Match> = Vec::new();
        let mut i = 0;
        while i < self.tokens.len() {
            let (mut key, mut best, mut n) = (self.tokens[i].text.clone(), None, i + 1);
            loop {
                let looked = look(&key);
                if let Some((country, likely)) = looked.name {
                    best = Some(Match { from: i, to: n, at: None, country, likely });
                }
                match self.tokens.get(n).filter(|_| looked.begins) {
                    Some(next) => key = format!("{key} {}", next.text),
                    None => break,
                }
                n += 1;
            }
            match best {
                Some(name) => {
                    out.push(name);
                    i = name.to;
                }
                None => {
                    if self.tokens[i].east {
                        self.within(i, &mut out);
                    } else if let Some((to, country)) = self.slip(i) {
                        out.push(Match { from: i, to, at: None, country, likely: true });
                    }
                    i += 1;
                }
            }
        }
        self.one_congo(&mut out);
        out
    }

    /// The names in a word that is written without spaces, the longest at each place.
    fn within(&self, i: usize, out: &mut Vec<Match>) {
        let text = &self.tokens[i].text;
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let mut best = None;
            for (n, c) in text[at..].char_indices() {
                let end = at + n + c.len_utf8();
                let looked = look(&text[at..end]);
                best = looked.name.map(|name| (end, name)).or(best);
                if !looked.begins {
                    break;
                }
            }
            match best {
                Some((end, (country, likely))) => {
                    out.push(Match { from: i, to: i + 1, at: Some((at, end)), country, likely });
                    at = end;
                }
                None => at += first.len_utf8(),
            }
        }
    }

    /// A name with one slip of the fingers: `Rwnada`, `Sout Sudan`.
    fn slip(&self, i: usize) -> Option<(usize, usize)> {
        let word = self.tokens[i].text.as_str();
        if let Some(next) = self.tokens.get(i + 1)
            && near(word, "south")
            && near(&next.text, "sudan")
        {
            return Some((i + 2, 6));
        }
        let known = SLIPS.iter().find(|(name, _)| word != *name && near(word, name));
        known.filter(|_| !is_one(NEAR, word)).map(|(_, country)| (i + 1, *country))
    }

    /// `Congo (DRC)` and `DRC-Congo` are one country.
    fn one_congo(&self, names: &mut [Match]) {
        let bare = |m: &Match| {
            m.country == CONGO
                && !m.likely
                && match m.at {
                    Some((from, to)) => to - from <= "コンゴ".len(),
                    None => m.to == m.from + 1,
                }
        };
        let beside = |a: &Match, b: &Match| {
            (a.to == b.from && !is_one(LIST, &self.tokens[b.from].text))
                || (a.from == b.from && a.at.is_some())
        };
        for i in 0..names.len() {
            let kinshasa = |j: Option<usize>| {
                let other = j.and_then(|j| names.get(j)).filter(|o| o.country == KINSHASA)?;
                let (a, b) = if j < Some(i) { (other, &names[i]) } else { (&names[i], other) };
                beside(a, b).then_some(())
            };
            if bare(&names[i]) && (kinshasa(i.checked_sub(1)).or(kinshasa(Some(i + 1)))).is_some() {
                names[i].country = KINSHASA;
            }
        }
    }

    /// Whether it is the bare name that both Congos have.
    fn is_either(&self, name: &Match) -> bool {
        let word = self.tokens[name.from].text.as_str();
        let word = name.at.map_or(word, |(from, to)| &word[from..to]);
        name.country == CONGO && name.to == name.from + 1 && EITHER.contains(&word)
    }

    fn says(&self, name: &Match, names: &[Match]) -> Says {
        let doubts = self.asks || self.doubts();
        let said = [self.before(name, names), self.after(name, names), self.eastern(name)];
        let no = said.contains(&Says::No);
        match no {
            true if doubts => Says::Maybe,
            true => Says::No,
            false if doubts || said.contains(&Says::Maybe) => Says::Maybe,
            false => Says::Yes,
        }
    }

    fn doubts(&self) -> bool {
        let has = |words: &str| self.tokens.iter().any(|t| !t.east && is_one(words, &t.text));
        let excludes =
            |t: &Token| t.text.starts_with("exclu") || t.text == "rule" || t.text.starts_with("ausschl");
        has(DOUBT)
            || (has(" cannot not can nicht ") && self.tokens.iter().any(excludes))
            || self.tokens.iter().any(|t| t.east && EAST_DOUBT.iter().any(|word| t.text.contains(word)))
    }

    /// Whether a word before the name denies it.
    fn before(&self, name: &Match, names: &[Match]) -> Says {
        let mut said = Says::Yes;
        for j in (0..name.from).filter(|j| self.denies(*j)) {
            let between = &self.tokens[j + 1..name.from];
            let next = &self.tokens[j + 1];
            if self.tokens[j].text == "non" && next.before == '-' {
                if between.iter().all(|t| is_one(LIST, &t.text)) {
                    return Says::No;
                }
                // `Non-DRC or adjoining, Rwanda`: what the prefix stands at.
                continue;
            }
            // From the first sign of a list on, there must be nothing but names; and a word that leads there.
            // A bracket behind a name says it again: `not Congo (DRC)`.
            let named = |k: usize| names.iter().any(|m| m.from <= k && k < m.to);
            let signs = |k: &usize| {
                LISTS.contains(&self.tokens[*k].before) && !(self.tokens[*k].before == '(' && named(*k - 1))
            };
            let Some(part) = (j + 1..=name.from).find(signs) else { return Says::No };
            let plain = is_one(" no not non none nein nicht nao pas ", &self.tokens[j].text);
            let leads = (j + 1..part).any(|k| is_one(LEADS, &self.tokens[k].text) || (!plain && named(k)));
            let in_list = |k: usize| named(k) || is_one(LIST, &self.tokens[k].text);
            if leads && (part..name.from).all(in_list) {
                return Says::No;
            }
            said = Says::Maybe;
        }
        said
    }

    fn denies(&self, j: usize) -> bool {
        let word = self.tokens[j].text.as_str();
        let next = self.tokens.get(j + 1).map_or("", |t| t.text.as_str());
        let before = j.checked_sub(1).map_or("", |i| self.tokens[i].text.as_str());
        let phrase = (matches!(word, "other" | "rather") && next == "than")
            || (matches!(word, "apart" | "aside" | "away") && next == "from")
            || (word == "instead" && next == "of")
            || (is_one(" free frei libre libres livre libero libera ", word) && is_one(LEADS, next))
            || (is_one(" diferente diferentes distinto distintos distinta diverso diversi diversa diverse ", word)
                && is_one(LEADS, next))
            || (matches!(word, "autre" | "autres") && next.starts_with("qu"))
            || (word == "but" && is_one(ALL_BUT, before))
            // `w/o DRC`
            || (word == "o" && before == "w" && self.tokens[j].before == '/');
        let number = word == "0" && self.tokens.get(j + 1).is_some_and(|t| !matches!(t.before, '.' | ','));
        phrase
            || ((is_one(NO, word) || number)
                && !is_one(ONLY, next)
                && !next.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether a word after the name denies it.
    fn after(&self, name: &Match, names: &[Match]) -> Says {
        let word = |k: usize| self.tokens.get(k).map_or("", |t| t.text.as_str());
        let mark = |k: usize| self.tokens.get(k).map_or(' ', |t| t.before);
        let named = |k: usize| names.iter().any(|m| m.from <= k && k < m.to);
        // The phrase of the law says nothing of an origin.
        if name.country == KINSHASA
            && mark(name.to) != '('
            && word(name.to) == "conflict"
            && matches!(word(name.to + 1), "free" | "undeterminable")
        {
            return Says::No;
        }
        // `Conflict-free (DRC)` may be the same phrase.
        if name.from > 1 && word(name.from - 2) == "conflict" && word(name.from - 1) == "free" {
            return Says::Maybe;
        }
        let at_once = is_one(" no none nil nul null nein non nao hayir 0 false ", word(name.to))
            && (name.to + 1 == self.tokens.len() || matches!(mark(name.to), ':' | '=' | '-' | '–' | '('))
            && !named(name.to + 1);
        let mut k = name.to;
        while k < self.tokens.len()
            && (named(k) || is_one(LIST, word(k)) || is_one(" is are was were ", word(k)))
        {
            k += 1;
        }
        // `DRC-free`, but not `Rwanda, free of conflict`.
        let free = matches!(word(k), "free" | "frei") && (LISTS.contains(&mark(k)) || word(k + 1) == "of");
        if at_once || (is_one(AFTER, word(k)) && !free) {
            return Says::No;
        }
        // `DRC is not a source`, but not `Rwanda, not DRC`.
        for k in name.to..self.tokens.len() {
            if LISTS.contains(&mark(k)) {
                break;
            }
            if is_one(VERB, word(k)) && !is_one(ONLY, word(k + 1)) {
                let after = (k + 1..self.tokens.len()).find(|k| !is_one(LIST, word(*k)));
                return if after.is_some_and(named) { Says::Yes } else { Says::No };
            }
        }
        Says::Yes
    }

    /// What Chinese, Japanese or Korean words say of the name.
    fn eastern(&self, name: &Match) -> Says {
        let without = |text: &str, words: &[&str]| {
            words.iter().fold(text.to_owned(), |text, word| text.replace(word, ""))
        };
        let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let east = |tokens: &[Token]| {
            let texts: Vec<&str> = tokens.iter().filter(|t| t.east).map(|t| t.text.as_str()).collect();
            texts.join(" ")
        };
        let (own_before, own_after) = match name.at {
            Some((from, to)) => {
                let text = &self.tokens[name.from].text;
                (&text[..from], &text[to..])
            }
            None => ("", ""),
        };
        let right_before = match (name.at, name.from.checked_sub(1)) {
            (None, Some(j)) if self.tokens[j].east && self.tokens[name.from].before == ' ' => {
                self.tokens[j].text.as_str()
            }
            _ => own_before,
        };
        if has(&without(right_before, &EAST_YES), &EAST_NO) {
            return Says::No;
        }
        let earlier = without(&east(&self.tokens[..name.from]), &EAST_YES);
        if has(&earlier, &EAST_NO) {
            let leads = has(
                &earlier,
                &[
                    "自", "从", "從", "于", "於", "含", "采", "採", "产", "產", "用", "由", "源", "购", "購",
                    "括", "除",
                ],
            );
            return if leads { Says::No } else { Says::Maybe };
        }
        let right_after = match self.tokens.get(name.to) {
            Some(next) if name.at.is_none() && next.east && next.before == ' ' => next.text.as_str(),
            _ => own_after,
        };
        let later = without(&format!("{own_after} {}", east(&self.tokens[name.to..])), &EAST_NOT_END);
        let ends = has(&later, &EAST_END) || later.contains('없');
        if has(&without(right_after, &EAST_YES), &EAST_AFTER) || ends { Says::No } else { Says::Yes }
    }
}

/// Whether two words differ by one letter more, less, other, or two that changed places.
fn near(word: &str, name: &str) -> bool {
    let (a, b) = (word.as_bytes(), name.as_bytes());
    if word == name {
        return true;
    }
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let swapped = || a.len() == b.len() && a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    match a.len().abs_diff(b.len()) {
        0 => a[1..] == b[1..] || swapped(),
        1 => {
            if a.len() > b.len() {
                a[1..] == *b
            } else {
                *a == b[1..]
            }
        }
        _ => false,
    }
}
