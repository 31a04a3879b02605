//! What other windows left on this device, which nobody has on the server: it is offered, and taken back or put away.

use super::Entries;
use crate::supplier::model::Conflict;
use domain::{Change, Instant};
use serde::{Deserialize, Serialize};

/// What this device keeps of what the server has not got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceCopy {
    /// The revision that it was typed on.
    pub base: i64,
    /// When it was kept.
    pub at: Instant,
    /// What was typed.
    pub changes: Vec<Change>,
}

/// What is offered.
#[derive(Default)]
pub struct Recovery {
    /// What stood at its place when it was found, and what was kept.
    offered: Vec<Conflict>,
    /// The oldest revision that any of it was typed on.
    base: Option<i64>,
    /// Whether somebody saved since then.
    overtaken: bool,
}

impl Recovery {
    /// Takes over what other windows kept, where it says something else than this page. Of two texts for one place the
    /// younger one counts.
    pub fn find(copies: &[DeviceCopy], revision: i64, draft: &impl Entries) -> Recovery {
        let base = copies.iter().map(|copy| copy.base).min();
        let mut kept: Vec<(Instant, &Change)> = Vec::new();
        for copy in copies {
            for change in &copy.changes {
                match kept.iter_mut().find(|(_, old)| old.path == change.path) {
                    Some(old) if old.0 < copy.at => *old = (copy.at, change),
                    Some(_) => {}
                    None => kept.push((copy.at, change)),
                }
            }
        }
        let offered = kept.into_iter().filter_map(|(_, Change { path, value: mine })| {
            let theirs = draft.entry(path);
            (theirs != *mine).then(|| Conflict { path: path.clone(), theirs, mine: mine.clone() })
        });
        Recovery { offered: offered.collect(), base, overtaken: base.is_some_and(|base| base != revision) }
    }

    /// Whether everything of a copy is offered here or stands in the draft, so that the copy may go. Another window's may
    /// hold an older text for the same place; it stays until somebody has seen it.
    pub fn holds(&self, copy: &DeviceCopy, draft: &impl Entries) -> bool {
        copy.changes.iter().all(|change| self.has(change) || draft.entry(&change.path) == change.value)
    }

    /// How much is offered.
    pub fn count(&self) -> usize {
        self.offered.len()
    }

    /// What is offered is the server's by now, where it stands in the draft.
    pub fn settle(&mut self, draft: &impl Entries) {
        self.offered.retain(|kept| draft.entry(&kept.path) != kept.mine);
        self.rebase();
    }

    /// Whether this is what was kept here.
    pub fn has(&self, change: &Change) -> bool {
        self.offered.iter().any(|old| old.path == change.path && old.mine == change.value)
    }

    /// The copy to keep of what is unsaved and of what is offered, which is not lost by typing on.
    pub fn copy(&self, mut unsaved: Vec<Change>, revision: i64, at: Instant) -> DeviceCopy {
        for old in &self.offered {
            if !unsaved.iter().any(|new| new.path == old.path) {
                unsaved.push(Change { path: old.path.clone(), value: old.mine.clone() });
            }
        }
        DeviceCopy { base: self.base.map_or(revision, |base| base.min(revision)), at, changes: unsaved }
    }

    /// The person wants it back: what can simply be written, and what they have to choose, since somebody saved in the
    /// meantime. Where something is unsaved or asked already (`busy`), it stays offered: one question at a time.
    pub fn restore(&mut self, busy: &[String], draft: &impl Entries) -> (Vec<Change>, Vec<Conflict>) {
        let (mut back, mut ask, mut later) = (Vec::new(), Vec::new(), Vec::new());
        for offered in std::mem::take(&mut self.offered) {
            let here = draft.entry(&offered.path);
            if busy.contains(&offered.path) {
                later.push(offered);
            } else if self.overtaken || here != offered.theirs {
                if here != offered.mine {
                    ask.push(Conflict { theirs: here, ..offered });
                }
            } else {
                back.push(Change { path: offered.path, value: offered.mine });
            }
        }
        self.offered = later;
        self.rebase();
        (back, ask)
    }

    /// The person does not want it.
    pub fn dismiss(&mut self) {
        *self = Recovery::default();
    }

    /// Where nothing is offered any more, a copy is of this window's own revision.
    fn rebase(&mut self) {
        if self.offered.is_empty() {
            self.base = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn change(path: &str, value: &str) -> Change {
        Change { path: path.into(), value: Some(value.into()) }
    }

    fn copy(base: i64, at: i64, changes: &[(&str, &str)]) -> DeviceCopy {
        let at = Instant::from_millis(at);
        DeviceCopy { base, at, changes: changes.iter().map(|(path, value)| change(path, value)).collect() }
    }

    fn draft(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
        entries.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect()
    }

    /// SUP-M17: the older text went with its copy.
    #[test]
    fn sup_m17_the_younger_of_two_copies_is_offered_and_the_older_one_stays() {
        let copies = vec![copy(4, 20, &[("f:a", "new"), ("f:b", "same")]), copy(4, 10, &[("f:a", "old")])];
        let page = draft(&[("f:b", "same")]);
        let mut found = Recovery::find(&copies, 4, &page);
        assert_eq!(found.count(), 1);
        assert!(found.has(&change("f:a", "new")) && !found.has(&change("f:a", "old")));
        assert!(
            found.holds(&copies[0], &page) && !found.holds(&copies[1], &page),
            "the older one is not gone unseen"
        );
        assert_eq!(found.restore(&[], &page), (vec![change("f:a", "new")], vec![]));
        assert_eq!(found.count(), 0);
    }

    #[test]
    fn what_somebody_saved_meanwhile_is_asked_and_not_overwritten() {
        let page = draft(&[("f:a", "theirs")]);
        let mut found = Recovery::find(&[copy(3, 1, &[("f:a", "mine")])], 4, &page);
        let (back, ask) = found.restore(&[], &page);
        assert!(back.is_empty());
        assert_eq!(
            ask,
            [Conflict { path: "f:a".into(), theirs: Some("theirs".into()), mine: Some("mine".into()) }]
        );
    }

    #[test]
    fn what_is_offered_is_in_the_copy_until_it_is_put_away() {
        let page = draft(&[]);
        let mut found = Recovery::find(&[copy(3, 1, &[("f:a", "mine"), ("f:b", "b")])], 5, &page);
        let kept = found.copy(vec![change("f:a", "newer")], 5, Instant::from_millis(2));
        assert_eq!(
            kept,
            DeviceCopy {
                base: 3,
                at: Instant::from_millis(2),
                changes: vec![change("f:a", "newer"), change("f:b", "b")]
            }
        );
        let (back, _) = found.restore(&["f:a".into(), "f:b".into()], &page);
        assert!(back.is_empty(), "one question at a time");
        assert_eq!(found.count(), 2);
        found.dismiss();
        assert_eq!(
            found.copy(vec![], 5, Instant::from_millis(3)),
            DeviceCopy { base: 5, at: Instant::from_millis(3), changes: vec![] }
        );
    }
}
