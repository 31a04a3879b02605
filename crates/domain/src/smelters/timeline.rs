//! How the lists' word on a smelter changed.

use super::history::History;
use super::list::ListKind;
use super::status::StatusClass;
use crate::Day;
use std::collections::BTreeSet;

impl History {
    /// The days from which a smelter was counted in another class than before, oldest first. Asked are the days of all
    /// lists that say who is listed or assessed, and those of its revisions.
    pub fn timeline(&self, cid: &str) -> Vec<(Day, StatusClass)> {
        let says = |kind| !matches!(kind, ListKind::Areas | ListKind::Sanctions | ListKind::Own);
        let first = self.lists().iter().find(|l| says(l.kind) && l.kind != ListKind::Revisions);
        let Some(first) = first.map(|l| l.as_of) else { return Vec::new() };
        let lists = self.lists().iter().filter(|l| says(l.kind)).map(|l| l.as_of);
        let revised = self.revisions(cid).into_iter().map(|r| r.on);
        // Before the first list nobody can say.
        let days: BTreeSet<Day> = lists.chain(revised).filter(|day| *day >= first).collect();
        let mut changes: Vec<(Day, StatusClass)> = Vec::new();
        for day in days {
            let class = self.status_as_of(cid, day).class;
            if changes.last().is_none_or(|(_, before)| *before != class) {
                changes.push((day, class));
            }
        }
        changes
    }

    /// The same lists without those that only members or payers may read: what may be said outside rests on these alone.
    pub fn published(&self) -> History {
        History::new(self.lists().iter().filter(|l| l.class.may_be_published()).cloned().collect())
    }
}
