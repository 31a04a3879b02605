//! A document whose figures are put in and whose tables and notes are numbered: what writers take, and made here alone.

use crate::document::{Address, Block, Inline, Level, Line, Target, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Ready to be written.
#[derive(Debug)]
pub struct Printed {
    pub(crate) title: String,
    pub(crate) blocks: Vec<Part>,
}

#[derive(Debug)]
pub(crate) enum Part {
    Heading(Level, String),
    Paragraph(Vec<Run>),
    List(Vec<Vec<Run>>),
    Table {
        anchor: String,
        title: String,
        columns: Vec<(String, bool)>,
        rows: Vec<(Vec<Vec<Run>>, bool)>,
    },
    Note {
        anchor: String,
        label: String,
        text: Vec<Run>,
    },
    /// Words, address, and whether it leads to what was filed.
    Link(String, String, bool),
}

#[derive(Debug)]
pub(crate) enum Run {
    Text(String),
    Strong(String),
    Jump { anchor: String, text: String },
}

/// What stands in a document and is nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    Figure(String),
    Reference(Target),
    /// Two tables or two notes of one id.
    Twice(Target),
}

/// Puts the figures in and numbers tables and notes in their order; all that does not resolve is told at once.
pub fn print(
    title: &str,
    blocks: &[Block],
    figure: &dyn Fn(&str) -> Option<String>,
) -> Result<Printed, Vec<Unresolved>> {
    let numbers = numbers(blocks);
    let mut seen = BTreeSet::new();
    let twice = blocks.iter().filter_map(target).filter(|target| !seen.insert(target.clone()));
    let wrong = twice.map(Unresolved::Twice).collect();
    let mut printer = Printer { figure, numbers, wrong, part: false };
    let blocks = blocks.iter().map(|block| printer.block(block)).collect();
    match printer.wrong.is_empty() {
        true => Ok(Printed { title: Text::new(title).into(), blocks }),
        false => Err(printer.wrong),
    }
}

/// What a block is referred to as.
fn target(block: &Block) -> Option<Target> {
    match block {
        Block::Table(table) => Some(Target::Table(table.id().to_owned())),
        Block::Note(note) => Some(Target::Note(note.id.clone())),
        _ => None,
    }
}

/// The number of each table among the tables, and of each note among the notes.
pub(crate) fn numbers(blocks: &[Block]) -> BTreeMap<Target, usize> {
    let (mut tables, mut notes) = (0, 0);
    let mut out = BTreeMap::new();
    for target in blocks.iter().filter_map(target) {
        let number = if matches!(target, Target::Table(_)) { &mut tables } else { &mut notes };
        *number += 1;
        out.insert(target, *number);
    }
    out
}

/// As it is called in the report.
pub(crate) fn label(target: &Target, number: usize) -> String {
    match target {
        Target::Table(_) => format!("Table {number}"),
        Target::Note(_) => format!("Note {number}"),
    }
}

struct Printer<'a> {
    figure: &'a dyn Fn(&str) -> Option<String>,
    numbers: BTreeMap<Target, usize>,
    wrong: Vec<Unresolved>,
    /// Whether a part has begun, so that a section has one above it.
    part: bool,
}

impl Printer<'_> {
    fn block(&mut self, block: &Block) -> Part {
        match block {
            Block::Heading(level, text) => {
                let level = if self.part { *level } else { Level::Part };
                self.part = true;
                Part::Heading(level, text.as_str().to_owned())
            }
            Block::Paragraph(line) => Part::Paragraph(self.line(line)),
            Block::List(lines) => Part::List(lines.iter().map(|line| self.line(line)).collect()),
            Block::Table(table) => {
                let target = Target::Table(table.id().to_owned());
                let (anchor, label) = self.target(&target);
                let rows = table.rows().iter();
                Part::Table {
                    anchor,
                    title: format!("{label}. {}", table.title().as_str()),
                    columns: table
                        .columns()
                        .iter()
                        .map(|column| (column.title.as_str().to_owned(), column.number))
                        .collect(),
                    rows: rows
                        .map(|row| (row.cells.iter().map(|cell| self.line(cell)).collect(), row.total))
                        .collect(),
                }
            }
            Block::Note(note) => {
                let (anchor, label) = self.target(&Target::Note(note.id.clone()));
                Part::Note { anchor, label, text: self.line(&note.text) }
            }
            Block::Link(link) => {
                let filed = matches!(link.address, Address::Filed(_));
                Part::Link(link.text.as_str().to_owned(), link.address.words(), filed)
            }
        }
    }

    fn line(&mut self, line: &Line) -> Vec<Run> {
        line.iter()
            .map(|inline| match inline {
                Inline::Text(text) => Run::Text(text.as_str().to_owned()),
                Inline::Emphasis(text) => Run::Strong(text.as_str().to_owned()),
                Inline::Figure(id) => Run::Text((self.figure)(id).unwrap_or_else(|| {
                    self.wrong(Unresolved::Figure(id.clone()));
                    String::new()
                })),
                Inline::Reference(target) => {
                    let (anchor, text) = self.target(target);
                    Run::Jump { anchor, text }
                }
            })
            .collect()
    }

    fn wrong(&mut self, what: Unresolved) {
        if !self.wrong.contains(&what) {
            self.wrong.push(what);
        }
    }

    /// The anchor and the printed name of a table or a note.
    fn target(&mut self, target: &Target) -> (String, String) {
        let Some(number) = self.numbers.get(target) else {
            self.wrong(Unresolved::Reference(target.clone()));
            return Default::default();
        };
        let letter = if matches!(target, Target::Table(_)) { 't' } else { 'n' };
        (format!("{letter}{number}"), label(target, *number))
    }
}

impl Printed {
    /// What stands above it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The words that a reader sees, one block a line: for checks and for comparing two reports.
    pub fn words(&self) -> Vec<String> {
        let runs = |runs: &[Run]| -> String {
            runs.iter()
                .map(|run| match run {
                    Run::Text(text) | Run::Strong(text) | Run::Jump { text, .. } => text.as_str(),
                })
                .collect()
        };
        let mut out = Vec::new();
        for part in &self.blocks {
            match part {
                Part::Heading(_, text) => out.push(text.clone()),
                Part::Paragraph(line) => out.push(runs(line)),
                Part::List(lines) => out.extend(lines.iter().map(|line| runs(line))),
                Part::Table { title, columns, rows, .. } => {
                    out.push(title.clone());
                    out.push(columns.iter().map(|it| it.0.as_str()).collect::<Vec<_>>().join(" | "));
                    for (cells, _) in rows {
                        out.push(cells.iter().map(|cell| runs(cell)).collect::<Vec<_>>().join(" | "));
                    }
                }
                Part::Note { label, text, .. } => out.push(format!("{label}. {}", runs(text))),
                Part::Link(text, address, _) => out.push(format!("{text}: {address}")),
            }
        }
        out
    }
}
