//! The engine: which fields are asked and required, and how far each section is. The renderer draws what it says.

use crate::template::{MEANT, Section, Template};
use crate::{Declaration, Metal, SmelterRow, Table, answer, draft};

/// What holds for one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldState {
    /// Whether it is asked. An answer to a question that is not asked stays in the draft but does not count.
    pub visible: bool,
    /// Whether it must be answered.
    pub required: bool,
    pub answered: bool,
}

/// How far a section is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Required fields that are answered; required tables that have a row.
    pub done: u32,
    /// Required fields and tables.
    pub required: u32,
}

/// What the form looks like for a declaration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    /// In the template's order.
    fields: Vec<(String, FieldState)>,
    /// Of each section how far it is, and whether it asks for anything at all.
    sections: Vec<(Section, Progress, bool)>,
    /// Whether smelters must be named, and how many rows name one, metal by metal in the template's order.
    metals: Vec<(Metal, bool, usize)>,
}

impl FormState {
    /// What holds for a field; nothing for an unknown key.
    pub fn field(&self, key: &str) -> FieldState {
        self.fields.iter().find(|(k, _)| k == key).map_or(FieldState::default(), |(_, state)| *state)
    }

    fn section(&mut self, section: Section) -> &mut (Section, Progress, bool) {
        let at = self.sections.iter().position(|(s, ..)| *s == section).unwrap_or_else(|| {
            self.sections.push((section, Progress::default(), false));
            self.sections.len() - 1
        });
        &mut self.sections[at]
    }

    /// Counts something that must be given.
    fn require(&mut self, section: Section, done: bool) {
        let (_, progress, _) = self.section(section);
        progress.required += 1;
        progress.done += u32::from(done);
    }

    /// How far a section is.
    pub fn progress(&self, section: Section) -> Progress {
        self.sections.iter().find(|(s, ..)| *s == section).map_or(Progress::default(), |(_, p, _)| *p)
    }

    /// Whether smelters must be named for a metal.
    pub fn needs_smelters(&self, metal: Metal) -> bool {
        self.metals.iter().any(|(m, needed, _)| *m == metal && *needed)
    }

    /// How many rows name a smelter of a metal.
    pub fn smelters_of(&self, metal: Metal) -> usize {
        self.metals.iter().find(|(m, ..)| *m == metal).map_or(0, |(_, _, rows)| *rows)
    }

    /// Whether a section asks for anything at all: has a question that is asked, or wants rows.
    pub fn is_relevant(&self, section: Section) -> bool {
        self.sections.iter().any(|(s, _, asked)| *s == section && *asked)
    }

    /// Whether a table's rows are asked for.
    pub fn needs_rows(&self, table: Table) -> bool {
        self.is_relevant(Section::of(table))
    }

    /// All sections together.
    pub fn total(&self) -> Progress {
        self.sections.iter().fold(Progress::default(), |t, (_, p, _)| Progress {
            done: t.done + p.done,
            required: t.required + p.required,
        })
    }
}

/// Works out what is asked, required and answered.
pub fn evaluate(template: &Template, d: &Declaration) -> FormState {
    let mut state = FormState::default();
    state.fields.reserve(template.fields.len());
    for field in &template.fields {
        let visible = field.visible.holds(d, MEANT);
        let fs = FieldState {
            visible,
            required: visible && field.required.holds(d, MEANT),
            answered: !answer::is_blank(d.answer(&field.key)),
        };
        state.section(field.section).2 |= visible;
        if fs.required {
            state.require(field.section, fs.answered);
        }
        state.fields.push((field.key.clone(), fs));
    }
    for def in &template.tables {
        let section = Section::of(def.table);
        let asked = def.asked.holds(d, MEANT);
        state.section(section).2 = asked;
        if def.table == Table::SMELTERS {
            for (metal, in_scope) in template.metals.iter().zip(&template.in_scope) {
                let needed = in_scope.holds(d, MEANT);
                // A row whose metal nobody knows yet counts for none: what the chips say is what the section says.
                let names = |r: &&SmelterRow| {
                    answer::same(&r.metal, metal.name())
                        && !(answer::is_blank(&r.cid) && answer::is_blank(&r.lookup))
                };
                let rows = d.smelters.iter().filter(names).count();
                state.metals.push((*metal, needed, rows));
                if needed {
                    state.require(section, rows > 0);
                }
            }
        } else if asked {
            // What tells one row from another stands in its first column.
            let first = def.places().next().map_or(0, |(col, _)| col);
            let given = d.rows(def.table).iter().any(|r| !answer::is_blank(r.cell(first)));
            state.require(section, given);
        }
    }
    state
}

/// Whether a table's rows count: smelters always, of the others those that are asked for.
pub fn table_counts(state: &FormState, table: Table) -> bool {
    table == Table::SMELTERS || state.needs_rows(table)
}

/// What stands in a draft and is not sent: answers to questions that are not asked, and rows of tables that do not
/// count. Each by its section and its path.
pub fn leftovers(template: &Template, state: &FormState, d: &Declaration) -> Vec<(Section, String)> {
    let mut out = Vec::new();
    for field in &template.fields {
        if !state.field(&field.key).visible && !answer::is_blank(d.answer(&field.key)) {
            out.push((field.section, draft::field_path(&field.key)));
        }
    }
    for table in Table::all().into_iter().filter(|table| !table_counts(state, *table)) {
        let rows = d.rows(table);
        out.extend(rows.iter().map(|row| (Section::of(table), draft::row_path(table, row.id()))));
    }
    out
}

/// What is sent of a draft: answers to questions that are asked, and rows of tables that count.
pub fn sent(state: &FormState, d: &Declaration) -> Declaration {
    let mut d = d.clone();
    let stale: Vec<String> = d.answers.keys().filter(|key| !state.field(key).visible).cloned().collect();
    stale.iter().for_each(|key| d.set(key, ""));
    for table in Table::all().into_iter().filter(|table| !table_counts(state, *table)) {
        d.take_rows(table, Declaration::default());
    }
    d
}
