//! What rules look at: the declaration, and what can be worked out about it once for all of them.

use super::{Settings, words};
use crate::country::Named;
use crate::engine::FormState;
use crate::template::Field;
use crate::{
    Argument, Declaration, Finding, Location, Metal, References, RowId, Smelter, SmelterRow, Table, Template,
};
use crate::{answer, references};
use std::cell::OnceCell;
use std::collections::HashMap;

/// What a rule may look at.
pub struct RuleContext<'a> {
    /// The answers.
    pub declaration: &'a Declaration,
    /// The definition that they answer.
    pub template: &'a Template,
    /// The reference list.
    pub references: &'a References,
    /// Settings of the check.
    pub settings: Settings<'a>,
    /// What the engine says.
    pub state: &'a FormState,
    /// What the official checker says.
    pub checker: &'a crate::CheckerResult,
    /// The smelter rows that say something, with what is known about them.
    pub smelters: Vec<SmelterRowFacts<'a>>,
    /// What is known besides, where rules of the review run.
    #[cfg(feature = "review")]
    pub review: &'a super::ReviewContext,
}

/// A row of the smelter list with what is known about it.
pub struct SmelterRowFacts<'a> {
    pub row: &'a SmelterRow,
    /// The number that people see for it ([`crate::Rows`]: `number`): 1 for the first.
    pub number: u32,
    /// Its metal: as written, or else that of its CID; unset where neither says.
    pub metal: Option<Metal>,
    /// Its CID in the reference list.
    pub known: Option<&'a Smelter>,
    /// What its CID is worth.
    pub cid: Cid,
    origin: OnceCell<Named>,
}

/// What a CID in a row is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cid {
    /// None is given.
    Missing,
    /// It is no CID, or not written as a workbook would find it.
    Malformed,
    /// The reference list has it; or there is no list, and its shape is right.
    Accepted,
    /// Its shape is right, and the reference list does not have it.
    Unknown,
}

impl SmelterRowFacts<'_> {
    /// What people call the smelter of the row: its name where it has one of its own, or else what was chosen or its CID.
    pub fn name(&self) -> &str {
        let row = self.row;
        let listed = self.known.map_or("", |known| known.name.as_str());
        let all = match row.is_not_listed() || row.is_not_identified() {
            true => [row.name.as_str(), &row.lookup, &row.cid, listed],
            false => [row.lookup.as_str(), &row.name, listed, &row.cid],
        };
        all.into_iter().find(|text| !answer::is_blank(text)).unwrap_or("")
    }

    /// The covered countries that it names as country of origin.
    pub fn origin(&self) -> &Named {
        self.origin.get_or_init(|| crate::country::named(&self.row.mine_country))
    }

    /// Whether the row points at a smelter, listed or not, or says that it is not known yet.
    pub fn names_smelter(&self) -> bool {
        !answer::is_blank(&self.row.lookup) || !answer::is_blank(&self.row.cid)
    }
}

/// Looks at every row that says something.
pub(super) fn facts<'a>(
    d: &'a Declaration,
    template: &Template,
    list: &'a References,
) -> Vec<SmelterRowFacts<'a>> {
    // A CID of white space alone is no answer, but the workbook stumbles over it.
    let mut next = 1u32;
    let numbered = d.smelters.iter().map(|row| {
        let number = next;
        next += u32::from(!row.is_empty());
        (row, number)
    });
    numbered
        .filter(|(row, _)| !row.is_empty() || !row.cid.is_empty())
        .map(|(row, n)| fact(row, n, template, list))
        .collect()
}

fn fact<'a>(
    row: &'a SmelterRow,
    number: u32,
    template: &Template,
    list: &'a References,
) -> SmelterRowFacts<'a> {
    let known = if row.cid.is_empty() { None } else { list.by_cid(&row.cid) };
    let plain = references::is_plain_cid(&row.cid);
    let cid = if row.cid.is_empty() {
        Cid::Missing
    } else if !plain || (known.is_none() && !references::is_cid(&row.cid)) {
        Cid::Malformed
    } else if known.is_some() || list.is_empty() {
        Cid::Accepted
    } else {
        Cid::Unknown
    };
    let metal = match answer::is_blank(&row.metal) {
        true => known.and_then(|s| s.metal),
        false => template.metal(&row.metal),
    };
    SmelterRowFacts { row, number, metal, known, cid, origin: OnceCell::new() }
}

impl<'a> RuleContext<'a> {
    /// The answer to a question that is asked, without the space around it; empty where it is blank or not asked.
    pub fn text(&self, key: &str) -> &'a str {
        if self.state.field(key).visible { answer::clean(self.declaration.answer(key)) } else { "" }
    }

    /// The allowed value that answers a question that is asked; unset where it is blank, not asked or no such value.
    pub fn choice(&self, key: &str) -> Option<&'a str> {
        self.template.field(key)?.option(self.text(key))
    }

    /// The questions that are asked, with their answers as written.
    pub fn asked(&self) -> impl Iterator<Item = (&'a Field, &'a str)> {
        let (template, d, state) = (self.template, self.declaration, self.state);
        template.fields.iter().filter(|f| state.field(&f.key).visible).map(|f| (f, d.answer(&f.key)))
    }

    /// The answer to a question about a metal; see [`RuleContext::choice`].
    pub fn metal_choice(&self, question: u8, metal: Metal) -> Option<&'a str> {
        self.choice(&metal_key(question, metal))
    }

    /// Whether a question that is asked has an answer that begins so.
    pub fn says(&self, key: &str, beginning: &str) -> bool {
        self.choice(key).is_some_and(|answer| answer.starts_with(beginning))
    }

    /// The same, with nothing in the comment of the question, or a word that says nothing (`N/A`).
    pub fn just_says(&self, key: &str, beginning: &str) -> bool {
        let comment = self.text(&format!("{key}.comment"));
        self.says(key, beginning) && (comment.is_empty() || words::is_placeholder(comment))
    }

    /// Whether a question about a metal has an answer that begins so; see [`RuleContext::says`].
    pub fn metal_says(&self, question: u8, metal: Metal, beginning: &str) -> bool {
        self.says(&metal_key(question, metal), beginning)
    }

    /// The rows of a metal.
    pub fn rows_of(&self, metal: Metal) -> impl Iterator<Item = &SmelterRowFacts<'a>> {
        self.smelters.iter().filter(move |s| s.metal == Some(metal))
    }
}

/// The key of a question about a metal: `q3.tin`.
pub(super) fn metal_key(question: u8, metal: Metal) -> String {
    format!("q{question}.{}", metal.key())
}

/// The argument that names a metal.
pub(super) fn metal_text(metal: Metal) -> Argument {
    Argument::text(format!("metal.{}", metal.key()))
}

/// The argument that names several metals.
pub(super) fn metals_text(metals: &[Metal]) -> Argument {
    Argument::Texts(metals.iter().map(|m| format!("metal.{}", m.key())).collect())
}

/// The argument that names several countries by their codes.
pub(super) fn countries_text(codes: &[&str]) -> Argument {
    Argument::Texts(codes.iter().map(|code| format!("country.{code}")).collect())
}

/// What somebody wrote, no longer than a message can bear.
pub(super) fn quoted(raw: &str) -> String {
    const LONGEST: usize = 60;
    let text = answer::clean(raw);
    let (text, more) = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (&text[..end], "…"),
        None => (text, ""),
    };
    format!("{text}{more}")
}

impl RuleContext<'_> {
    /// The reference list as a message names it: by its day, or as that of the workbook that brought it.
    pub(super) fn list_day(&self) -> Argument {
        match self.references.as_of {
            None => Argument::text("list.this_workbook"),
            Some(day) => day.to_string().into(),
        }
    }
}

/// A text that should be one of a list, with what cannot be seen made visible, and the text that says so: no message
/// may show what looks like its own example.
pub(super) fn shown(raw: &str) -> (String, Argument) {
    let unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
            || (c.is_whitespace() && c != ' ')
    };
    let behind = raw.trim_start_matches(' ');
    let inner = behind.trim_end_matches(' ');
    let (before, after) = (raw.len() - behind.len(), behind.len() - inner.len());
    let middle: String = inner.chars().map(|c| if unseen(c) { '␣' } else { c }).collect();
    let why = if inner.len() < raw.len() || middle.contains('␣') {
        Argument::text("list.space")
    } else if inner.chars().any(|c| matches!(c, '\u{ff01}'..='\u{ff5e}')) {
        Argument::text("list.wide")
    } else {
        "".into()
    };
    let ends = |n: usize| "␣".repeat(n.min(3));
    (quoted(&format!("{}{middle}{}", ends(before), ends(after))), why)
}

/// Puts findings in the template's order: fields, then smelters, then products, row by row.
pub(super) fn sort(findings: &mut [Finding], ctx: &RuleContext) {
    let d = ctx.declaration;
    // Most reports say little about rows, and lists are long.
    let has_rows = findings.iter().any(|f| matches!(f.location, Location::Row { .. }));
    let mut places: HashMap<(Table, RowId), usize> = HashMap::new();
    let tables = Table::all();
    let rank = |table: Table| tables.iter().position(|it| *it == table).unwrap_or(tables.len());
    for table in tables.iter().copied().filter(|_| has_rows) {
        places.extend(d.rows(table).iter().zip(1..).map(|(row, place)| ((table, row.id()), place)));
    }
    let place = |table: Table, row: RowId| places.get(&(table, row)).copied().unwrap_or_default();
    // Findings at one place stay in the order of their rules.
    findings.sort_by_cached_key(|f| match &f.location {
        Location::Declaration => (0, 0),
        Location::Field { key } => (1, ctx.template.position(key).map_or(0, |i| i + 1)),
        Location::Table { table } => (2 + rank(*table), 0),
        Location::Row { table, row, .. } => (2 + rank(*table), place(*table, *row)),
    });
}
