//! Which smelters rows mean, and what the lists say of them today.

use crate::Result;
use crate::access::Viewer;
use crate::smelters::decisions::in_background;
use domain::smelters::StatusClass;
use domain::{SmelterRow, Table};
use std::collections::HashMap;

/// A smelter that a row means for sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentStatus {
    pub cid: String,
    /// What the lists say of it today.
    pub class: StatusClass,
}

impl Viewer {
    /// What the lists say of the smelter of each of these rows; nothing where they do not say for sure which it is.
    pub async fn current_statuses(&self, rows: Vec<SmelterRow>) -> Result<Vec<Option<CurrentStatus>>> {
        let services = self.services();
        let lists = services.smelters_in_force().await?;
        let matcher = services.matcher(&lists, true).await?;
        let (history, day) = (lists.history.clone(), services.today());
        let of = move || {
            let mut classes: HashMap<String, StatusClass> = HashMap::new();
            let mut status = |row: &SmelterRow| {
                let outcome = matcher.find(&Table::SMELTERS.smelter(row)?);
                let first = outcome.is_settled().then(|| outcome.candidates.first()).flatten()?;
                let cid = first.cid.clone();
                let class = classes.entry(cid.clone());
                let class = *class.or_insert_with(|| history.status_as_of(&cid, day).class);
                Some(CurrentStatus { cid, class })
            };
            rows.iter().map(&mut status).collect()
        };
        in_background(of).await
    }
}
