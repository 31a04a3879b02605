//! What is written without anybody: sentences for the case that was found, and tables.

use crate::case;
use crate::document::{Block, Inline, Line, Note, slots};
use crate::facts::Facts;
use crate::look::{Dated, Look};
use crate::part::Auto;
use crate::sentences::get;
use crate::tables;

/// Writes a part: its words, its table as it is to be shown, and the notes beneath.
pub fn write(auto: Auto, facts: &Facts, look: Option<&Look>) -> Result<Vec<Block>, String> {
    let dated = look.map_or(Dated::default(), |look| look.dated);
    let mut out = words(auto, facts, dated);
    if let Some(table) = tables::table(auto, facts, dated) {
        out.push(Block::Table(table.shown(look)?));
    }
    if auto == Auto::Statuses {
        for note in ["as_of", "conformant", "over", "under"] {
            let key = match (note, facts.lists.is_empty()) {
                ("as_of", true) => "no_list",
                _ => note,
            };
            out.push(Block::Note(Note { id: note.to_owned(), text: slots(get(&format!("note.{key}"))) }));
        }
    }
    Ok(out)
}

fn words(auto: Auto, facts: &Facts, dated: Dated) -> Vec<Block> {
    let case = |key: &str, case: Option<&str>, otherwise: &str| {
        vec![sentence(&format!("{key}.{}", case.unwrap_or(otherwise)))]
    };
    match auto {
        Auto::Cover => vec![sentence("cover")],
        Auto::CoverEu => vec![sentence("cover_eu")],
        Auto::Terms => {
            let terms = ["terms.1", "terms.2", "terms.3", "terms.4"];
            vec![Block::List(terms.iter().map(|key| slots(get(key))).collect())]
        }
        Auto::Products => vec![sentence("product_lines")],
        Auto::Asked => vec![sentence("asked")],
        Auto::Response => {
            let mut out = case("response", case::response(facts), "low");
            out.push(sentence("response.accepted"));
            out
        }
        Auto::Spend => vec![sentence("spend")],
        Auto::Quality => vec![sentence("quality")],
        Auto::Classes => vec![sentence("classes")],
        Auto::Mix => case("mix", case::scope(facts), "product"),
        Auto::Checks => vec![sentence("checks")],
        Auto::Actions => vec![sentence("actions")],
        Auto::Relied if facts.lists.is_empty() => vec![sentence("relied.none")],
        Auto::Relied => vec![sentence("relied")],
        Auto::Published => vec![sentence("published")],
        Auto::Statuses => vec![sentence("status")],
        Auto::Covered => case("covered", case::covered(facts), "some"),
        Auto::Recycled => vec![sentence("recycled")],
        Auto::Changes => vec![sentence("changes")],
        Auto::LeftOut => vec![sentence("left_out")],
        Auto::Years => vec![sentence("years")],
        Auto::Origin => {
            let mut out = case("origin", case::origin(facts), "none");
            if !facts.origins.is_empty() {
                out.push(sentence("countries"));
            }
            out
        }
        Auto::Programmes => vec![sentence("programmes")],
        Auto::Limits => vec![sentence("limits")],
        Auto::AnnexSmelters => match dated {
            // Without a list there is no day, and the note on the statuses says what that means.
            Dated::Lists if facts.lists.is_empty() => Vec::new(),
            Dated::Lists => vec![sentence("annex.lists")],
            Dated::Asked => vec![sentence("annex.asked")],
            Dated::Nothing => Vec::new(),
        },
        Auto::AnnexCountries | Auto::AnnexProducts => Vec::new(),
        Auto::AnnexTakenOff => vec![sentence("annex.taken_off")],
    }
}

fn sentence(key: &str) -> Block {
    Block::Paragraph(slots(get(key)))
}

/// The figures that blocks refer to, in their order.
pub fn figures(blocks: &[Block]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut look = |line: &Line| {
        for inline in line {
            if let Inline::Figure(id) = inline
                && !out.contains(id)
            {
                out.push(id.clone());
            }
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph(line) => look(line),
            Block::Note(note) => look(&note.text),
            Block::List(lines) => lines.iter().for_each(&mut look),
            Block::Table(table) => table.rows().iter().flat_map(|row| &row.cells).for_each(&mut look),
            Block::Heading(..) | Block::Link(_) => {}
        }
    }
    out
}
