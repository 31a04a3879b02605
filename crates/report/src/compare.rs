//! What differs between two texts: block by block, and word by word where a block was rewritten.

use std::collections::HashMap;
use std::hash::Hash;

/// The most that is compared: blocks of one text times blocks of the other.
const MOST: usize = 100_000_000;
/// Among so many blocks that came, the one that a block was rewritten to is looked for.
const NEAR: usize = 40;

/// A block of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// So many that stand in both.
    Same(usize),
    Gone(String),
    New(String),
    /// One that was rewritten.
    Rewritten(Vec<Words>),
}

/// Words in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    Same(String),
    Gone(String),
    New(String),
}

/// Compares; none where the texts are too long for it.
pub fn compare(old: &[String], new: &[String]) -> Option<Vec<Compared>> {
    if old.len().saturating_mul(new.len()) > MOST {
        return None;
    }
    let mut out = Vec::new();
    let mut same = 0;
    let mut here = (0, 0);
    for (a, b) in common(old, new).into_iter().chain([(old.len(), new.len())]) {
        let gap = between(&old[here.0..a], &new[here.1..b]);
        if !gap.is_empty() && same > 0 {
            out.push(Compared::Same(std::mem::take(&mut same)));
        }
        out.extend(gap);
        same += usize::from(a < old.len());
        here = (a + 1, b + 1);
    }
    out.extend((same > 0).then_some(Compared::Same(same)));
    Some(out)
}

/// How many blocks differ.
pub fn differences(compared: &[Compared]) -> usize {
    compared.iter().filter(|it| !matches!(it, Compared::Same(_))).count()
}

/// What stands between two blocks that are the same: rewritten ones are found by the words that they share.
fn between(old: &[String], new: &[String]) -> Vec<Compared> {
    let mut out = Vec::new();
    let mut at = 0;
    for block in old {
        match (at..new.len().min(at + NEAR)).find(|n| alike(block, &new[*n])) {
            Some(found) => {
                out.extend(new[at..found].iter().cloned().map(Compared::New));
                out.push(Compared::Rewritten(words(block, &new[found])));
                at = found + 1;
            }
            None => out.push(Compared::Gone(block.clone())),
        }
    }
    out.extend(new[at..].iter().cloned().map(Compared::New));
    out
}

/// Whether two blocks share half of their words.
fn alike(one: &str, other: &str) -> bool {
    let mut counts: HashMap<&str, i32> = HashMap::new();
    let (mut all, mut shared) = (0, 0);
    for word in one.split(' ') {
        *counts.entry(word).or_default() += 1;
        all += 1;
    }
    for word in other.split(' ') {
        all += 1;
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 2;
        }
    }
    shared * 2 >= all
}

fn words(old: &str, new: &str) -> Vec<Words> {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.split(' ').collect(), new.split(' ').collect());
    let mut out: Vec<Words> = Vec::new();
    let mut put = |make: fn(String) -> Words, words: &[&str]| {
        if !words.is_empty() {
            out.push(make(words.join(" ")));
        }
    };
    let pairs = if a.len().saturating_mul(b.len()) > MOST { Vec::new() } else { common(&a, &b) };
    let (mut here, mut run) = ((0, 0), 0..0);
    for (i, j) in pairs.into_iter().chain([(a.len(), b.len())]) {
        let gap = here != (i, j);
        if gap || i == a.len() {
            put(Words::Same, &a[run.clone()]);
            put(Words::Gone, &a[here.0..i]);
            put(Words::New, &b[here.1..j]);
            run = i..i;
        }
        run.end = (i + 1).min(a.len());
        here = (i + 1, j + 1);
    }
    out
}

/// The longest row of things that stand in both in the same order, by their places.
fn common<T: Eq + Hash>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    // Numbers are compared faster than texts.
    let mut known: HashMap<&T, u32> = HashMap::new();
    let mut number = |thing| {
        let next = known.len() as u32;
        *known.entry(thing).or_insert(next)
    };
    let a: Vec<u32> = a.iter().map(&mut number).collect();
    let b: Vec<u32> = b.iter().map(&mut number).collect();
    let mut out = Vec::new();
    longest(&a, &b, (0, 0), &mut out);
    out
}

/// In as much memory as one of them takes: the middle of the first decides where the second is cut.
fn longest(a: &[u32], b: &[u32], at: (usize, usize), out: &mut Vec<(usize, usize)>) {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    out.extend((0..head).map(|n| (at.0 + n, at.1 + n)));
    let (a, b, at) = (&a[head..], &b[head..], (at.0 + head, at.1 + head));
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let ends = (a.len() - tail, b.len() - tail);
    let (a, b) = (&a[..ends.0], &b[..ends.1]);
    if a.len() == 1 {
        out.extend(b.iter().position(|it| *it == a[0]).map(|n| (at.0, at.1 + n)));
    } else if !a.is_empty() && !b.is_empty() {
        let (first, second) = a.split_at(a.len() / 2);
        let before = lengths(first.iter(), b.iter(), b.len());
        let behind = lengths(second.iter().rev(), b.iter().rev(), b.len());
        let best = (0..=b.len()).rev().max_by_key(|n| before[*n] + behind[b.len() - n]).unwrap_or_default();
        longest(first, &b[..best], at, out);
        longest(second, &b[best..], (at.0 + first.len(), at.1 + best), out);
    }
    out.extend((0..tail).map(|n| (at.0 + ends.0 + n, at.1 + ends.1 + n)));
}

/// For each beginning of `b`, how long the longest common row with all of `a` is.
fn lengths<'a>(
    a: impl Iterator<Item = &'a u32>,
    b: impl Iterator<Item = &'a u32> + Clone,
    len: usize,
) -> Vec<u32> {
    let mut row = vec![0; len + 1];
    for one in a {
        let mut corner = 0;
        for (n, other) in b.clone().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if one == other { corner + 1 } else { above.max(row[n]) };
            corner = above;
        }
    }
    row
}
