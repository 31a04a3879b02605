//! Drafts: merging, conflicts, repeats, and a model that random saves are held against.

use crate::test_db::*;
use domain::draft::{BadChange, Change, MAX_BYTES, MAX_ENTRIES, MAX_ROWS, MAX_TEXT};
use domain::workflow::RequestState;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use service::ports::StoreError;
use service::records::*;
use std::collections::BTreeMap;

pub async fn edits_of_different_paths_merge(db: TestDb) {
    let request = db.request(RequestState::Opened).await;
    let one = db.store.save_draft(save(&request.id, 0, "one", "f:a", Some("1"))).await.unwrap();
    let two = db.store.save_draft(save(&request.id, 0, "two", "f:b", Some("2"))).await.unwrap();
    assert_eq!((one.revision, two.revision), (1, 2));
    assert_eq!(two.conflicts, vec![]);
    assert_eq!(two.others, vec![change("f:a", Some("1"))]);
    let draft = db.store.draft(&request.id).await.unwrap();
    assert_eq!(draft.entries, BTreeMap::from([("f:a".into(), "1".into()), ("f:b".into(), "2".into())]));
    assert_eq!((draft.revision, draft.saved_at), (2, Some(NOW)));
}

pub async fn the_same_path_is_a_conflict(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    db.store.save_draft(save(&request.id, 0, "one", "f:a", Some("mine"))).await.unwrap();
    let late = db.store.save_draft(save(&request.id, 0, "two", "f:a", Some("theirs"))).await.unwrap();
    assert_eq!(late.conflicts, vec![change("f:a", Some("mine"))]);
    assert_eq!((late.revision, late.others.len()), (1, 0));
    assert_eq!(db.store.draft(&request.id).await.unwrap().entries["f:a"], "mine");
    // Having seen it, the second may overwrite.
    let seen = db.store.save_draft(save(&request.id, 1, "two", "f:a", Some("theirs"))).await.unwrap();
    assert_eq!((seen.revision, seen.conflicts.len()), (2, 0));
}

pub async fn a_removal_is_seen_and_can_conflict(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    db.store.save_draft(save(&request.id, 0, "one", "f:a", Some("1"))).await.unwrap();
    db.store.save_draft(save(&request.id, 1, "one", "f:a", None)).await.unwrap();
    assert!(db.store.draft(&request.id).await.unwrap().entries.is_empty());
    let late = db.store.save_draft(save(&request.id, 1, "two", "f:a", Some("2"))).await.unwrap();
    assert_eq!(late.conflicts, vec![change("f:a", None)]);
    let other = db.store.save_draft(save(&request.id, 1, "two", "f:b", Some("2"))).await.unwrap();
    assert_eq!(other.others, vec![change("f:a", None)]);
}

pub async fn repeating_a_save_changes_nothing(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let first = save(&request.id, 0, "one", "f:a", Some("1"));
    db.store.save_draft(first.clone()).await.unwrap();
    for _ in 0..3 {
        let again = db.store.save_draft(SaveDraft { now: NOW + 1, ..first.clone() }).await.unwrap();
        assert_eq!(again, Saved { revision: 1, conflicts: vec![], others: vec![], refused: vec![] });
    }
    assert_eq!(db.store.draft(&request.id).await.unwrap().saved_at, Some(NOW));
    // The same text from elsewhere is no conflict; removing what is not there is nothing.
    let same = db.store.save_draft(save(&request.id, 0, "two", "f:a", Some("1"))).await.unwrap();
    assert_eq!((same.revision, same.conflicts.len()), (1, 0));
    let none = db.store.save_draft(save(&request.id, 1, "two", "f:zzz", None)).await.unwrap();
    assert_eq!(none.revision, 1);
}

pub async fn own_earlier_saves_are_no_conflict(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    for n in 0..5 {
        let text = n.to_string();
        let saved = db.store.save_draft(save(&request.id, 0, "one", "f:a", Some(&text))).await.unwrap();
        assert_eq!((saved.conflicts.len(), saved.others.len(), saved.revision), (0, 0, n + 1));
    }
}

pub async fn a_save_after_another_writers_pause_still_sees_them(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let store = &db.store;
    store.save_draft(save(&request.id, 0, "one", "f:a", Some("1"))).await.unwrap();
    store.save_draft(save(&request.id, 1, "two", "f:b", Some("2"))).await.unwrap();
    // One writes twice on its old base: what Two wrote is told both times.
    for text in ["x", "y"] {
        let saved = store.save_draft(save(&request.id, 1, "one", "f:c", Some(text))).await.unwrap();
        assert_eq!(saved.others, vec![change("f:b", Some("2"))]);
    }
    let caught_up = store.save_draft(save(&request.id, 4, "one", "f:c", Some("z"))).await.unwrap();
    assert_eq!(caught_up.others, vec![]);
}

pub async fn the_first_save_starts_the_request(db: TestDb) {
    for state in [RequestState::Invited, RequestState::Opened] {
        let request = db.request(state).await;
        let first = SaveDraft { now: NOW + 5, ..save(&request.id, 0, "one", "f:a", Some("1")) };
        db.store.save_draft(first).await.unwrap();
        let moved = db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap();
        assert_eq!((moved.state, moved.state_at), (RequestState::Started, NOW + 5));
        assert_eq!((moved.version, moved.last_section.as_str()), (request.version + 1, "company"));
        let acts = db.store.log_of(&format!("request:{}", request.id), 10).await.unwrap();
        assert_eq!(acts.len(), 1);
        assert_eq!(acts[0].entry.action, "request.started");
        assert_eq!(acts[0].entry.actor, format!("supplier:{}", request.id));
        // Later saves neither log nor change the version.
        let later = SaveDraft { section: "q1".into(), ..save(&request.id, 1, "one", "f:b", Some("1")) };
        db.store.save_draft(later).await.unwrap();
        let after = db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap();
        assert_eq!((after.version, after.last_section.as_str()), (moved.version, "q1"));
    }
    let returned = db.request(RequestState::SentBack).await;
    db.store.save_draft(save(&returned.id, 0, "one", "f:a", Some("1"))).await.unwrap();
    assert_eq!(
        db.store.request(&Scope::Everything, &returned.id).await.unwrap().unwrap().state,
        RequestState::SentBack
    );
}

pub async fn d12_no_save_into_a_request_that_takes_no_answers(db: TestDb) {
    let campaign = db.campaign().await;
    for state in RequestState::ALL.into_iter().filter(|s| !s.is_writable()) {
        let request = db.request_of(&campaign, state.key(), state, NOW).await;
        let refused = db.store.save_draft(save(&request.id, 0, "one", "f:a", Some("1"))).await;
        assert!(matches!(refused, Err(StoreError::NotWritable)), "{state:?}");
        assert_eq!(db.store.draft(&request.id).await.unwrap(), StoredDraft::default());
    }
    let unknown = db.store.save_draft(save(&"nobody".into(), 0, "one", "f:a", Some("1"))).await;
    assert!(matches!(unknown, Err(StoreError::NotFound)));
}

pub async fn d09_parallel_writers_lose_nothing(db: TestDb) {
    let request = db.request(RequestState::Opened).await;
    let writers = (0..16).map(|w| {
        let (store, id) = (db.store.clone(), request.id.clone());
        tokio::spawn(async move {
            let mut base = 0;
            for n in 0..10 {
                let path = format!("f:{w}.{n}");
                let saved =
                    store.save_draft(save(&id, base, &w.to_string(), &path, Some("x"))).await.unwrap();
                assert_eq!(saved.conflicts, vec![]);
                base = saved.revision;
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let draft = db.store.draft(&request.id).await.unwrap();
    assert_eq!((draft.entries.len(), draft.revision), (160, 160));
}

pub async fn a_large_save_goes_through_at_once(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let changes: Vec<Change> = (0..5_000).map(|n| change(&format!("smelter:{n}"), Some("{}"))).collect();
    let large = SaveDraft { changes, ..save(&request.id, 0, "one", "", None) };
    assert_eq!(db.store.save_draft(large.clone()).await.unwrap().revision, 1);
    assert_eq!(db.store.save_draft(large).await.unwrap().revision, 1);
    assert_eq!(db.store.draft(&request.id).await.unwrap().entries.len(), 5_000);
}

pub async fn many_small_saves_cannot_fill_the_database(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let text = "x".repeat(MAX_TEXT);
    let save_of = |n: usize, value: Option<&str>| {
        let changes = (0..32).map(|i| change(&format!("why:{n}.{i}"), value)).collect();
        SaveDraft { changes, ..save(&request.id, 0, "one", "", None) }
    };
    let mut kept = 0;
    for n in 0..10 {
        let saved = db.store.save_draft(save_of(n, Some(&text))).await.unwrap();
        assert!(saved.refused.iter().all(|r| r.why == BadChange::Full));
        kept += 32 - saved.refused.len();
    }
    assert!(kept < 320 && kept > 200, "{kept}");
    let stored = db.store.draft(&request.id).await.unwrap();
    assert_eq!(stored.entries.len(), kept);
    let bytes: usize = stored.entries.iter().map(|(path, value)| path.len() + value.len()).sum();
    assert!(bytes as i64 <= MAX_BYTES);
    // What makes it smaller goes through, and makes room.
    let fewer = db.store.save_draft(save_of(0, Some("short"))).await.unwrap();
    assert_eq!((fewer.refused, fewer.conflicts), (vec![], vec![]));
    let again = db.store.save_draft(save_of(9, Some(&text))).await.unwrap();
    assert_eq!(again.refused, vec![]);
}

pub async fn a_table_is_full_at_its_last_row_however_the_rows_come(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let rows = |from: usize, to: usize, value: Option<&str>| SaveDraft {
        changes: (from..to).map(|n| change(&format!("smelter:{n}"), value)).collect(),
        ..save(&request.id, 0, "one", "", None)
    };
    db.store.save_draft(rows(0, MAX_ROWS - 2, Some("{}"))).await.unwrap();
    let mut refused = 0;
    for n in 0..5 {
        let at = MAX_ROWS - 2 + n;
        refused += db.store.save_draft(rows(at, at + 1, Some("{}"))).await.unwrap().refused.len();
    }
    assert_eq!((refused, db.store.draft(&request.id).await.unwrap().entries.len()), (3, MAX_ROWS));
    // The other table has its own room; a row that goes makes room for another; a full table can be changed.
    let other = save(&request.id, 0, "one", "product:1", Some("{}"));
    assert_eq!(db.store.save_draft(other).await.unwrap().refused, vec![]);
    db.store.save_draft(rows(0, 1, None)).await.unwrap();
    db.store.save_draft(rows(MAX_ROWS, MAX_ROWS + 1, Some("{}"))).await.unwrap();
    let full = db.store.save_draft(rows(1, 3, Some("{\"metal\":\"Tin\"}"))).await.unwrap();
    assert_eq!(full.refused, vec![]);
    let over = db.store.save_draft(rows(0, 1, Some("{}"))).await.unwrap();
    assert_eq!(over.refused, vec![Refused { path: "smelter:0".into(), why: BadChange::TooManyRows }]);
}

pub async fn rows_that_come_and_go_do_not_pile_up(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let mut writes = Vec::new();
    for round in 0..15 {
        let all = |value: Option<&str>| -> SaveDraft {
            let changes =
                (0..MAX_ROWS).map(|n| change(&format!("smelter:{}", round * MAX_ROWS + n), value)).collect();
            SaveDraft { changes, ..save(&request.id, 0, "one", "", None) }
        };
        for value in [Some("{}"), None] {
            writes.push(db.store.save_draft(all(value)).await.unwrap().refused.len());
        }
    }
    assert!(writes.iter().all(|refused| *refused == 0), "{writes:?}");
    assert!(db.store.draft(&request.id).await.unwrap().entries.is_empty());
    assert!(db.number("SELECT count(*) FROM draft_entry").await <= MAX_ENTRIES);
    let counted = "SELECT count(*) FROM draft d WHERE entries = (SELECT count(*) FROM draft_entry) \
                   AND bytes = (SELECT sum(octet_length(path)) FROM draft_entry)";
    assert_eq!(db.number(counted).await, 1);
}

/// What a draft is, said as simply as possible.
#[derive(Default)]
struct Model {
    entries: BTreeMap<String, (Option<String>, i64, String)>,
    revision: i64,
    state: Option<RequestState>,
}

impl Model {
    fn save(&mut self, save: &SaveDraft) -> Option<Saved> {
        self.state = Some(self.state?.after(domain::workflow::Transition::Save)?);
        let (mut conflicts, mut writes) = (Vec::new(), Vec::new());
        for c in &save.changes {
            let stored = self.entries.get(&c.path);
            if stored.map_or(&None, |e| &e.0) == &c.value {
                continue;
            }
            match stored {
                Some((value, at, by)) if *at > save.base_revision && *by != save.origin => {
                    conflicts.push(Change { path: c.path.clone(), value: value.clone() });
                }
                _ => writes.push(c.clone()),
            }
        }
        let others = self
            .entries
            .iter()
            .filter(|(path, (_, at, by))| {
                *at > save.base_revision && *by != save.origin && !conflicts.iter().any(|c| c.path == **path)
            })
            .map(|(path, (value, _, _))| Change { path: path.clone(), value: value.clone() })
            .collect();
        if !writes.is_empty() {
            self.revision += 1;
        }
        for c in writes {
            self.entries.insert(c.path, (c.value, self.revision, save.origin.clone()));
        }
        Some(Saved { revision: self.revision, conflicts, others, refused: vec![] })
    }
}

#[derive(Clone, Debug)]
enum Step {
    Save { origin: usize, behind: i64, changes: Vec<(u8, Option<u8>)> },
    Move(RequestState),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let value = prop_oneof![3 => (0u8..3).prop_map(Some), 1 => Just(None)];
    let changes = prop::collection::btree_map(0u8..6, value, 1..4);
    let save = (0usize..3, 0i64..4, changes).prop_map(|(origin, behind, changes)| Step::Save {
        origin,
        behind,
        changes: changes.into_iter().collect(),
    });
    let states =
        [RequestState::Submitted, RequestState::SentBack, RequestState::InReview, RequestState::Started];
    let moves = (0usize..4).prop_map(move |n| Step::Move(states[n]));
    prop::collection::vec(prop_oneof![8 => save, 1 => moves], 1..40)
}

pub async fn d21_random_saves_agree_with_the_model(db: TestDb) {
    let campaign = db.campaign().await;
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    for round in 0..60 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        let request = db.request_of(&campaign, &format!("Model {round}"), RequestState::Opened, NOW).await;
        let mut model = Model { state: Some(RequestState::Opened), ..Default::default() };
        for step in &steps {
            match step {
                Step::Save { origin, behind, changes } => {
                    let of = |(path, value): &(u8, Option<u8>)| {
                        change(&format!("f:{path}"), value.map(|v| v.to_string()).as_deref())
                    };
                    let save = SaveDraft {
                        changes: changes.iter().map(of).collect(),
                        ..save(&request.id, (model.revision - behind).max(0), &origin.to_string(), "", None)
                    };
                    let state = model.state;
                    let expected = model.save(&save);
                    match (db.store.save_draft(save).await, expected) {
                        (Ok(got), Some(want)) => {
                            assert_eq!(got, want, "{steps:?}");
                            if want.revision == 0 {
                                // Nothing was written, so nothing has begun.
                                model.state = state;
                            }
                        }
                        (Err(StoreError::NotWritable), None) => model.state = state,
                        (got, want) => panic!("{got:?} instead of {want:?} in {steps:?}"),
                    }
                }
                Step::Move(state) => {
                    let now = db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap();
                    assert_eq!(Some(now.state), model.state, "{steps:?}");
                    db.store.commit(RequestCommit::of(Request { state: *state, ..now })).await.unwrap();
                    model.state = Some(*state);
                }
            }
        }
        let draft = db.store.draft(&request.id).await.unwrap();
        let expected: BTreeMap<String, String> =
            model.entries.into_iter().filter_map(|(path, (value, _, _))| Some((path, value?))).collect();
        assert_eq!((draft.entries, draft.revision), (expected, model.revision), "{steps:?}");
    }
}
