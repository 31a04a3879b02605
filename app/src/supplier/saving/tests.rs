//! One window, event by event.

use super::{Effect, Event, News, SaveState, Saving, Then};
use crate::supplier::model::{Conflict, RefusedChange, SaveReply};
use domain::{Change, Instant};
use std::collections::BTreeMap;

type Texts = BTreeMap<String, String>;

fn typed(paths: &[&str]) -> Event {
    Event::Typed(paths.iter().map(|p| (*p).to_owned()).collect())
}

fn reply(revision: i64) -> SaveReply {
    SaveReply {
        revision,
        saved_at: Instant::from_millis(1),
        conflicts: vec![],
        others: vec![],
        refused: vec![],
    }
}

fn answer(reply: SaveReply) -> Event {
    Event::Answered { reply, poll: false }
}

fn sent(effects: &[Effect]) -> Vec<String> {
    effects
        .iter()
        .find_map(|e| if let Effect::Send(paths) = e { Some(paths.clone()) } else { None })
        .unwrap_or_default()
}

#[test]
fn from_clean_over_pending_and_saving_to_saved() {
    let (mut it, texts) = (Saving::default(), Texts::new());
    assert_eq!(it.state(), SaveState::Saved);
    assert_eq!(it.on(typed(&["f:a"]), 0.0, &texts), [Effect::SaveIn(600), Effect::KeepIn(150)]);
    assert_eq!(it.state(), SaveState::Pending);
    assert_eq!(sent(&it.on(Event::Save, 600.0, &texts)), ["f:a"]);
    assert_eq!(it.state(), SaveState::Saving);
    it.on(typed(&["f:b"]), 700.0, &texts);
    assert_eq!(sent(&it.on(Event::Save, 800.0, &texts)), [""; 0], "one save at a time");
    assert_eq!(sent(&it.on(answer(reply(1)), 900.0, &texts)), ["f:b"]);
    assert!(it.on(answer(reply(2)), 950.0, &texts).contains(&Effect::DropCopy));
    assert_eq!((it.state(), it.revision()), (SaveState::Saved, 2));
}

#[test]
fn what_failed_is_sent_again_and_says_where_it_is_meanwhile() {
    let (mut it, texts) = (Saving::default(), Texts::new());
    it.on(typed(&["f:a"]), 0.0, &texts);
    it.on(Event::Save, 600.0, &texts);
    it.on(typed(&["f:a"]), 700.0, &texts);
    let effects = it.on(Event::Failed { status: 0, online: false, poll: false }, 900.0, &texts);
    assert_eq!(effects, [Effect::Keep, Effect::SaveIn(2_000)]);
    assert_eq!(it.state(), SaveState::Nowhere, "until the device has it");
    it.on(Event::Kept(true), 900.0, &texts);
    assert_eq!(it.state(), SaveState::Offline);
    assert_eq!(sent(&it.on(Event::Save, 2_900.0, &texts)), ["f:a"], "once");
    it.on(Event::Failed { status: 503, online: true, poll: false }, 3_000.0, &texts);
    assert_eq!(it.state(), SaveState::Kept);
}

#[test]
fn a_window_that_ended_says_so_and_comes_back() {
    let (mut it, texts) = (Saving::default(), Texts::new());
    it.on(typed(&["f:a"]), 0.0, &texts);
    it.on(Event::Save, 600.0, &texts);
    let ended = it.on(Event::Failed { status: 401, online: true, poll: false }, 700.0, &texts);
    assert_eq!(ended, [Effect::Keep, Effect::Say(News::Ended)], "and nothing is tried by itself");
    assert_eq!(it.state(), SaveState::Expired);
    assert_eq!(it.unsaved(&texts).len(), 1);
    assert_eq!(sent(&it.on(Event::Save, 800.0, &texts)), ["f:a"]);
    assert_eq!(it.state(), SaveState::Expired, "until it is known to be otherwise");
    assert!(it.on(answer(reply(3)), 900.0, &texts).contains(&Effect::Say(News::Again)));
    assert_eq!(it.state(), SaveState::Saved);
}

#[test]
fn what_the_person_has_to_choose_is_not_sent_and_blocks_a_submission() {
    let texts = Texts::from([("f:a".into(), "mine".into())]);
    let mut it = Saving::default();
    it.on(typed(&["f:a"]), 0.0, &texts);
    it.on(Event::Then(Then::Submit), 1.0, &texts);
    let conflict = Conflict { path: "f:a".into(), theirs: None, mine: Some("mine".into()) };
    let effects = it.on(answer(SaveReply { conflicts: vec![conflict], ..reply(1) }), 2.0, &texts);
    assert!(effects.contains(&Effect::ShowConflicts));
    assert!(!effects.contains(&Effect::Do(Then::Submit)));
    assert_eq!(it.state(), SaveState::Choose);
    it.on(typed(&["f:a", "f:b"]), 3.0, &texts);
    assert_eq!(sent(&it.on(Event::Save, 4.0, &texts)), ["f:b"]);
    let kept: Vec<String> = it.unsaved(&texts).into_iter().map(|change| change.path).collect();
    assert_eq!(kept, ["f:b", "f:a"], "the device keeps both");
    it.on(Event::Chosen("f:a".into()), 5.0, &texts);
    it.on(typed(&["f:a"]), 5.0, &texts);
    assert_eq!(sent(&it.on(answer(reply(2)), 6.0, &texts)), ["f:a"]);
}

#[test]
fn what_others_wrote_is_taken_or_asked_where_something_is_typed() {
    let texts = Texts::from([("f:a".into(), "mine".into())]);
    let mut it = Saving::default();
    it.on(typed(&["f:a"]), 0.0, &texts);
    let theirs = |path: &str| Change { path: path.into(), value: Some("theirs".into()) };
    let reply = SaveReply { others: vec![theirs("f:a"), theirs("f:b")], ..reply(4) };
    let effects = it.on(Event::Answered { reply, poll: true }, 1.0, &texts);
    assert!(effects.contains(&Effect::Take(vec![theirs("f:b")])));
    assert_eq!(it.conflicts().len(), 1);
    assert_eq!(it.conflicts()[0].mine.as_deref(), Some("mine"));
}

/// SUP-M16: it stood in no copy until the person had chosen.
#[test]
fn sup_m16_what_is_to_be_chosen_stays_whatever_others_write_meanwhile() {
    let texts = Texts::from([("f:a".into(), "theirs".into())]);
    let mut it = Saving::default();
    let text = |text: &str| Some(text.to_owned());
    it.on(
        Event::Ask(vec![Conflict { path: "f:a".into(), theirs: text("theirs"), mine: text("mine") }]),
        0.0,
        &texts,
    );
    assert_eq!(it.unsaved(&texts), [Change { path: "f:a".into(), value: text("mine") }]);
    let others = vec![Change { path: "f:a".into(), value: text("newer") }];
    it.on(Event::Answered { reply: SaveReply { others, ..reply(2) }, poll: true }, 1.0, &texts);
    assert_eq!(it.conflicts(), [Conflict { path: "f:a".into(), theirs: text("newer"), mine: text("mine") }]);
}

#[test]
fn what_is_refused_waits_for_another_text_or_for_room() {
    let (mut it, texts) = (Saving::default(), Texts::new());
    it.on(typed(&["f:a", "f:b"]), 0.0, &texts);
    it.on(Event::Save, 1.0, &texts);
    let refusal = |path: &str, room| RefusedChange { path: path.into(), why: String::new(), room };
    let refused = vec![refusal("f:a", true), refusal("f:b", false)];
    it.on(answer(SaveReply { refused, ..reply(1) }), 2.0, &texts);
    assert_eq!(it.state(), SaveState::Refused);
    it.on(Event::RetryFull, 3.0, &texts);
    assert_eq!(sent(&it.on(Event::Save, 4.0, &texts)), ["f:a"]);
    it.on(typed(&["f:b"]), 5.0, &texts);
    assert_eq!(it.refused(), []);
}

#[test]
fn nothing_is_written_before_the_server_has_said_how_the_draft_stands() {
    let (mut it, texts) = (Saving::default(), Texts::new());
    it.on(Event::Hold, 0.0, &texts);
    it.on(typed(&["f:a"]), 1.0, &texts);
    assert_eq!(sent(&it.on(Event::Save, 2.0, &texts)), [""; 0]);
    assert_eq!(sent(&it.on(Event::Release, 3.0, &texts)), ["f:a"]);
}

#[test]
fn a_long_list_goes_in_parts() {
    let (mut it, texts) = (Saving::default(), Texts::new());
    it.on(Event::Typed((0..2_500).map(|i| format!("smelter:{i}")).collect()), 0.0, &texts);
    let mut parts = vec![sent(&it.on(Event::Save, 1.0, &texts)).len()];
    while !it.is_clean() {
        parts.push(sent(&it.on(answer(reply(1)), 2.0, &texts)).len());
    }
    assert_eq!(parts, [1_000, 1_000, 500, 0]);
}
