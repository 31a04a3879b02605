//! The engine: which fields are asked and required, and how far each section is. The renderer draws what it says.

use crate::template::{MEANT, Section, Template};
use crate::{Declaration, Metal, Table, answer, template};

/// What holds for one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldState {
    /// Whether it is asked. An answer to a question that is not asked stays in the draft but does not count.
    pub visible: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether it is answered.
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
    sections: [Progress; 5],
    /// Whether smelters must be named, metal by metal in the template's order.
    metals: Vec<(Metal, bool)>,
    products_required: bool,
}

impl FormState {
    /// What holds for a field; nothing for an unknown key.
    pub fn field(&self, key: &str) -> FieldState {
        self.fields.iter().find(|(k, _)| k == key).map_or(FieldState::default(), |(_, state)| *state)
    }

    /// How far a section is.
    pub fn progress(&self, section: Section) -> Progress {
        self.sections[section as usize]
    }

    /// Whether smelters must be named for a metal.
    pub fn needs_smelters(&self, metal: Metal) -> bool {
        self.metals.contains(&(metal, true))
    }

    /// Whether products must be listed (scope B).
    pub fn needs_products(&self) -> bool {
        self.products_required
    }

    /// Whether a section asks for anything at all.
    pub fn is_relevant(&self, section: Section) -> bool {
        match section {
            Section::Smelters => self.metals.iter().any(|(_, needed)| *needed),
            Section::Products => self.products_required,
            Section::Policy => self.metals.iter().any(|(_, needed)| *needed),
            _ => true,
        }
    }

    /// All sections together.
    pub fn total(&self) -> Progress {
        self.sections.iter().fold(Progress::default(), |t, p| Progress {
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
        if fs.required {
            let p = &mut state.sections[field.section as usize];
            p.required += 1;
            p.done += u32::from(fs.answered);
        }
        state.fields.push((field.key.clone(), fs));
    }
    for (metal, in_scope) in template.metals.iter().zip(&template.in_scope) {
        let needed = in_scope.holds(d, MEANT);
        state.metals.push((*metal, needed));
        if needed {
            let p = &mut state.sections[Section::Smelters as usize];
            p.required += 1;
            // A row with a CID alone counts for any metal here; the rules look closer.
            let named = d.smelters.iter().any(|r| {
                let has_cid = !answer::is_blank(&r.cid);
                (answer::same(&r.metal, metal.name()) && (has_cid || !answer::is_blank(&r.lookup)))
                    || (answer::is_blank(&r.metal) && has_cid)
            });
            p.done += u32::from(named);
        }
    }
    state.products_required = d.is("company.scope", template::SCOPE_PRODUCTS);
    if state.products_required {
        let p = &mut state.sections[Section::Products as usize];
        p.required += 1;
        p.done += u32::from(d.products.iter().any(|r| !answer::is_blank(&r.number)));
    }
    state
}

/// Whether a table's rows count: products only under scope B.
pub fn table_counts(state: &FormState, table: Table) -> bool {
    match table {
        Table::Smelters => true,
        Table::Products => state.needs_products(),
    }
}
