//! The reference list in force, kept at hand since every check needs it.

use crate::access::{Administrator, Viewer};
use crate::records::ReferenceList;
use crate::{FieldProblem, MINUTE, Result, ServiceError, Services};
use domain::{References, Smelter};
use std::sync::{Arc, Mutex};

/// The list in memory, with the time at which it was read. Other instances see a new list within a minute.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Option<(i64, Arc<References>)>>);

/// A list as an overview shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFacts {
    /// Where it came from.
    pub source: String,
    /// Its date.
    pub as_of: String,
    /// When it was imported.
    pub imported_at: i64,
    /// How many facilities.
    pub smelters: usize,
}

impl Services {
    /// The reference list with the latest date; an empty one where none was imported.
    pub async fn references(&self) -> Result<Arc<References>> {
        let now = self.now();
        let kept = self.references.0.lock().unwrap_or_else(|e| e.into_inner()).clone();
        if let Some((read_at, list)) = kept
            && (0..MINUTE).contains(&(now - read_at))
        {
            return Ok(list);
        }
        let list = self.store.latest_reference_list().await?;
        let list = list.map_or_else(References::default, |l| References::new(l.source, l.as_of, l.smelters));
        let list = Arc::new(list);
        *self.references.0.lock().unwrap_or_else(|e| e.into_inner()) = Some((now, list.clone()));
        Ok(list)
    }

    pub(crate) fn forget_references(&self) {
        *self.references.0.lock().unwrap_or_else(|e| e.into_inner()) = None;
    }
}

impl Viewer {
    /// The list in force.
    pub async fn reference_list(&self) -> Result<Option<ListFacts>> {
        let list = self.services().store.latest_reference_list().await?;
        Ok(list.map(|l| ListFacts {
            source: l.source,
            as_of: l.as_of,
            imported_at: l.imported_at,
            smelters: l.smelters.len(),
        }))
    }
}

impl Administrator {
    /// Imports a smelter list beside its predecessors; the one with the latest date is in force.
    pub async fn import_references(&self, source: &str, as_of: &str, smelters: Vec<Smelter>) -> Result<()> {
        let mut problems = Vec::new();
        if domain::answer::is_blank(source) {
            problems.push(FieldProblem::new("source", "problem.required"));
        }
        let Some(day) = domain::answer::parse_date(as_of) else {
            problems.push(FieldProblem::new("as_of", "problem.date"));
            return Err(ServiceError::Invalid(problems));
        };
        if smelters.is_empty() {
            problems.push(FieldProblem::new("file", "problem.no_smelters"));
        }
        if !problems.is_empty() {
            return Err(ServiceError::Invalid(problems));
        }
        let services = self.services();
        let list = ReferenceList {
            id: services.new_id(),
            source: domain::answer::clean(source).to_owned(),
            as_of: domain::answer::format_date(day),
            imported_at: services.now(),
            smelters,
        };
        let log = self.did("references.imported", format!("references:{}", list.id), list.as_of.clone());
        services.store.put_reference_list(list, log).await?;
        services.forget_references();
        Ok(())
    }
}
