//! What an automatic part says apart from its table, and what stands there once somebody wrote other words.

use crate::auto;
use crate::document::{Block, Note, references};
use crate::draft::{Draft, Edited};
use crate::facts::Facts;
use crate::skeleton::What;
use crate::typed::{self, WrongSum};

/// Words with their figures put in; tables and notes are referred to by slots, as in [`references`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartText {
    pub words: Vec<String>,
    /// The notes beneath the table, by id.
    pub notes: Vec<(String, String)>,
}

impl PartText {
    pub(crate) fn of(blocks: &[Block], facts: &Facts) -> PartText {
        let mut out = PartText::default();
        for block in blocks {
            match block {
                Block::Paragraph(line) => out.words.push(facts.words(line)),
                Block::List(lines) => out.words.extend(lines.iter().map(|line| facts.words(line))),
                Block::Note(note) => out.notes.push((note.id.clone(), facts.words(&note.text))),
                Block::Heading(..) | Block::Link(_) | Block::Table(_) => {}
            }
        }
        out
    }

    /// All of it, words before notes.
    pub fn lines(&self) -> Vec<String> {
        self.words.iter().chain(self.notes.iter().map(|(_, text)| text)).cloned().collect()
    }
}

/// What an automatic part says now.
pub fn generated(draft: &Draft, id: &str, facts: &Facts) -> Option<PartText> {
    let (item, plan) = draft.parts().find(|(item, _)| item.id == id)?;
    let What::Auto(kind) = plan.what else { return None };
    let blocks = auto::write(kind, facts, item.look.as_ref()).ok()?;
    Some(PartText::of(&blocks, facts))
}

/// The part with other words, and which of their own tables do not add up: a list stays a list, and the table stays as it
/// is.
pub(crate) fn replaced(
    part: &str,
    generated: Vec<Block>,
    edited: &Edited,
    facts: &Facts,
) -> (Vec<Block>, Vec<WrongSum>) {
    let lines = edited.text.iter().map(|text| references(text.as_str()));
    let (mut out, wrong) = match generated.first() {
        Some(Block::List(_)) => (vec![Block::List(lines.collect())], Vec::new()),
        _ => typed::blocks(part, &edited.text, references, facts),
    };
    for block in generated {
        match block {
            Block::Paragraph(_) | Block::List(_) => {}
            Block::Note(note) => match edited.notes.iter().find(|(id, _)| *id == note.id) {
                Some((_, text)) if text.as_str().is_empty() => {}
                Some((id, text)) => {
                    out.push(Block::Note(Note { id: id.clone(), text: references(text.as_str()) }));
                }
                None => out.push(Block::Note(note)),
            },
            other => out.push(other),
        }
    }
    (out, wrong)
}
