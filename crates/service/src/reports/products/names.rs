//! How suppliers are called where people type them.

use crate::FieldProblem;
use crate::records::{Id, Supplier};
use std::collections::{BTreeMap, HashMap};

/// By number, or by name where they have none.
pub struct Names {
    by_id: HashMap<Id, String>,
    by_name: BTreeMap<String, Vec<Id>>,
}

impl Names {
    pub fn of(suppliers: Vec<Supplier>) -> Names {
        let mut names = Names { by_id: HashMap::new(), by_name: BTreeMap::new() };
        for s in suppliers {
            let name = if s.reference.is_empty() { s.name } else { s.reference };
            let id = String::from(s.id);
            names.by_name.entry(name.clone()).or_default().push(id.clone());
            names.by_id.insert(id, name);
        }
        names
    }

    /// The names of those that are still in the book.
    pub fn called(&self, ids: &[Id]) -> Vec<String> {
        ids.iter().filter_map(|id| self.by_id.get(id)).cloned().collect()
    }

    /// Those that are named, beside those of before that cannot be named any more.
    pub fn read<'t>(
        &self,
        typed: impl Iterator<Item = &'t str>,
        before: &[Id],
        field: &str,
        problems: &mut Vec<FieldProblem>,
    ) -> Vec<Id> {
        let mut all: Vec<Id> = before.iter().filter(|id| !self.by_id.contains_key(*id)).cloned().collect();
        for name in typed.map(str::trim).filter(|name| !name.is_empty()) {
            let found = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
            let known: Vec<&Id> = found.iter().filter(|id| before.contains(id)).collect();
            match (known.as_slice(), found) {
                ([_, ..], _) => all.extend(known.into_iter().cloned()),
                ([], [id]) => all.push(id.clone()),
                ([], none_or_many) => {
                    let key =
                        if none_or_many.is_empty() { "problem.no_supplier" } else { "problem.two_suppliers" };
                    problems.push(FieldProblem::with(field, key, "name", name));
                }
            }
        }
        all.sort();
        all.dedup();
        all
    }
}
