//! What a verification found.

use service::records::Instant;

/// A head of the chain that was kept outside the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The record's number.
    pub seq: i64,
    pub code: String,
}

impl Kept {
    /// Finds every `SEQ:HASH` in a text: a line of the program's log, a mail, a file of such lines.
    pub fn all_in(text: &str) -> Vec<Kept> {
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == ':'));
        words.filter_map(Kept::parse).collect()
    }

    /// Reads `SEQ:HASH`.
    pub fn parse(text: &str) -> Option<Kept> {
        let (seq, code) = text.trim().split_once(':')?;
        let well = code.len() == 64 && code.bytes().all(|b| b.is_ascii_hexdigit());
        well.then_some(Kept { seq: seq.parse().ok()?, code: code.to_ascii_lowercase() })
    }
}

impl std::fmt::Display for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.seq, self.code)
    }
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The entry of the log that does not fit, where it is one.
    pub entry: Option<i64>,
    /// What is wrong.
    pub what: String,
}

/// What could not be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unchecked {
    /// The database is from before there was a seal: only the log and the submissions' documents were.
    NoSeal,
    /// No secret was at hand.
    NoKey,
}

/// What a verification found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The schema of the database.
    pub schema: i64,
    /// Entries of the log.
    pub entries: i64,
    /// Submissions that are as the log says.
    pub submissions: u64,
    /// Rows that are as they were sealed.
    pub rows: u64,
    /// Files whose bytes are there and have their hash.
    pub files: u64,
    /// Counts of findings and versions of notes that are not sealed, and are what they follow from.
    pub followed: u64,
    /// Rows that the program removed, and said so in the seal.
    pub removed: u64,
    /// Entries of the log whose text the program removed, and said so in the seal.
    pub cleared: u64,
    /// Where the chain ends.
    pub head: Option<Kept>,
    /// How many heads that were kept elsewhere fit.
    pub kept: usize,
    /// Up to which entry of the log, and when, everything was sealed at once by the upgrade.
    pub adopted: Option<(i64, Instant)>,
    /// The same for the last time that everything was sealed under a new secret.
    pub renewed: Option<(i64, Instant)>,
    /// What could not be checked.
    pub unchecked: Vec<Unchecked>,
    /// What is wrong, the first hundred.
    pub problems: Vec<Problem>,
    /// How many more.
    pub more: u64,
}

impl Report {
    /// Notes something that is wrong.
    pub(super) fn wrong(&mut self, entry: Option<i64>, what: impl Into<String>) {
        if self.problems.len() < 100 {
            self.problems.push(Problem { entry, what: what.into() });
        } else {
            self.more += 1;
        }
    }
}
