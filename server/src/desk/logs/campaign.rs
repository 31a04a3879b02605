//! What changed in a campaign: its plans and words are kept as JSON, and the log keeps them so.

use super::field::field;
use app::desk::parts::{LogChange, counted, language};
use domain::Texts;
use domain::text::joined;
use serde::de::DeserializeOwned;
use service::records::{
    Escalation, FieldChange, MailWords, ReminderPlan, ReminderStates, ReminderStep, ReviewPlan,
};
use std::collections::{BTreeMap, BTreeSet};

/// A change of a plan or of own words; nothing for other fields, and for what nobody can read.
pub(super) fn change(texts: &Texts, c: &FieldChange) -> Option<Vec<LogChange>> {
    match c.field.as_str() {
        "reminders" => Some(reminders(texts, both(c)?)),
        // Whoever planned a launch stands in the line of that act.
        "launch_by" => Some(Vec::new()),
        "review" => Some(review(texts, both(c)?)),
        "words" => Some(words(texts, both(c)?)),
        _ => None,
    }
}

/// What it was and what it is; nothing where there was none.
fn both<T: DeserializeOwned>(c: &FieldChange) -> Option<[Option<T>; 2]> {
    let read = |text: &str| match text {
        "" => Some(None),
        text => serde_json::from_str(text).ok().map(Some),
    };
    Some([read(&c.from)?, read(&c.to)?])
}

/// The working days of all reminders: once where they are alike in every state of waiting, else by state; and who else is told.
fn reminders(texts: &Texts, both: [Option<ReminderPlan>; 2]) -> Vec<LogChange> {
    let [from, to] = both.each_ref().map(|plan| plan.as_ref().map_or(String::new(), |it| also(texts, it)));
    let also = (from != to).then(|| LogChange { field: texts.get("desk.steps.also").to_owned(), from, to });
    let of_states = |plan: ReminderPlan| ReminderStates::ALL.map(|states| plan_words(texts, &plan, states));
    let [from, to] = both.map(|plan| plan.map(of_states));
    let is_even =
        |plan: &Option<[String; 3]>| plan.as_ref().is_none_or(|it| it[0] == it[1] && it[1] == it[2]);
    let even = is_even(&from) && is_even(&to);
    let named = field(texts, "reminders");
    let change = |(n, states): (usize, ReminderStates)| {
        let [from, to] = [&from, &to].map(|plan| plan.as_ref().map_or(String::new(), |it| it[n].clone()));
        let state = texts.get(&format!("desk.steps.{}", states.key())).to_owned();
        let field = if even { named.clone() } else { format!("{named} · {state}") };
        (from != to).then_some(LogChange { field, from, to })
    };
    let states = ReminderStates::ALL.into_iter().enumerate().take(if even { 1 } else { 3 });
    states.filter_map(change).chain(also).collect()
}

/// Who is told of each reminder besides the contact; blank where nobody is.
fn also(texts: &Texts, plan: &ReminderPlan) -> String {
    if plan.steps.iter().all(|step| step.also == Escalation::Nobody) {
        return String::new();
    }
    let named = |step: &ReminderStep| texts.get(step.also.text_key()).to_owned();
    plan.steps.iter().map(named).collect::<Vec<_>>().join(", ")
}

fn plan_words(texts: &Texts, plan: &ReminderPlan, states: ReminderStates) -> String {
    let days: Vec<String> =
        plan.steps.iter().map_while(|step| step.of(states)).map(|days| days.to_string()).collect();
    match days.is_empty() {
        true => texts.get("desk.steps.none").to_owned(),
        false => texts.fmt("desk.steps.days", &[("days", &days.join(", "))]),
    }
}

fn review(texts: &Texts, [from, to]: [Option<ReviewPlan>; 2]) -> Vec<LogChange> {
    let of = |key: &str, says: &dyn Fn(ReviewPlan) -> String| {
        let [from, to] = [from, to].map(|plan| plan.map_or(String::new(), says));
        (from != to).then(|| LogChange { field: texts.get(key).to_owned(), from, to })
    };
    let bar = |plan: ReviewPlan| texts.get(&format!("desk.bar.{}", plan.bar.key())).to_owned();
    let second =
        |plan: ReviewPlan| texts.get(if plan.second_person { "option.yes" } else { "option.no" }).to_owned();
    [of("desk.campaign.bar", &bar), of("desk.campaign.second_person", &second)]
        .into_iter()
        .flatten()
        .collect()
}

/// Which mails have other words now.
fn words(texts: &Texts, both: [Option<BTreeMap<String, MailWords>>; 2]) -> Vec<LogChange> {
    let [from, to] = both.map(Option::unwrap_or_default);
    let keys: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    let changed = keys.into_iter().filter(|key| from.get(*key) != to.get(*key));
    let named = |key: &String| {
        let (kind, spoken) = key.split_once('.').unwrap_or((key, ""));
        let name = match kind.strip_prefix("reminder").filter(|n| !n.is_empty()) {
            Some(n) => texts.fmt("desk.words.reminder_n", &[("n", n)]),
            None => texts.get(&format!("desk.words.{kind}")).to_owned(),
        };
        format!("{name} · {}", language(spoken))
    };
    let change = |key: &String| LogChange {
        field: field(texts, "words"),
        to: match to.contains_key(key) {
            true => named(key),
            false => texts.fmt("desk.log.words_built_in", &[("mail", &named(key))]),
        },
        ..LogChange::default()
    };
    changed.map(change).collect()
}

/// What was noted beside the changes: how many reminders were planned anew. The days and the plan, which stood here once,
/// are told as changes.
pub(super) fn note(texts: &Texts, note: &str) -> String {
    let replanned = note.rsplit_once("replanned ");
    let replanned = replanned.and_then(|(before, n)| Some((before, n.parse::<u64>().ok()?)));
    let (moved, replanned) = replanned.unwrap_or((note, 0));
    let is_told =
        ["due ", "cutoff ", "reminders "].iter().any(|of| moved.starts_with(of)) && moved.contains('→');
    let moved = if is_told { "" } else { moved };
    match replanned {
        0 => moved.to_owned(),
        n => joined(moved, &counted(texts, "desk.log.replanned_n", n)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::detail::Told;
    use super::*;

    fn changes(language: &str, field: &str, from: &str, to: &str) -> Vec<String> {
        let detail = serde_json::json!([{ "field": field, "from": from, "to": to }]).to_string();
        let told = Told::of(domain::text::embedded::texts(language), "campaign.changed", &detail);
        told.changes.into_iter().map(|c| format!("{}: {} → {}", c.field, c.from, c.to)).collect()
    }

    #[test]
    fn plans_are_told_in_words() {
        let old = r#"{"first_after":5,"every":5,"cap":2}"#;
        let step = |a: u32, b: u32| format!(r#"{{"not_opened":{a},"unfinished":{b},"not_fixed":{a}}}"#);
        let new = format!(r#"{{"steps":[{},{}]}}"#, step(3, 3), step(2, 2));
        let days = |days: &str| format!("{days} working days, each after the one before");
        assert_eq!(
            changes("en", "reminders", old, &new),
            [format!("Reminders: {} → {}", days("5, 5"), days("3, 2"))]
        );
        let uneven = changes("en", "reminders", old, &format!(r#"{{"steps":[{}]}}"#, step(5, 4)));
        assert_eq!(uneven.len(), 3, "{uneven:?}");
        assert!(uneven[1].starts_with("Reminders · Opened, not sent: 5, 5"), "{uneven:?}");
        assert!(changes("zh", "reminders", "", &new)[0].contains('3'));
        assert_eq!(changes("en", "launch_by", "", "m1"), [""; 0]);
        let review = changes(
            "en",
            "review",
            r#"{"bar":"nothing","second_person":false}"#,
            r#"{"bar":"notes","second_person":true}"#,
        );
        assert_eq!(review.len(), 2, "{review:?}");
        assert!(review[0].ends_with("→ Notes") && review[1].ends_with("No → Yes"), "{review:?}");
        for told in changes("zh", "review", "", r#"{"bar":"notes","second_person":true}"#) {
            assert!(!told.contains('{') && !told.contains("desk."), "{told}");
        }
    }

    #[test]
    fn mails_with_other_words_are_named() {
        let one = r#"{"invitation.en":{"subject":"a","body":""}}"#;
        let two = r#"{"invitation.en":{"subject":"b","body":""},"reminder.zh":{"subject":"c","body":""}}"#;
        assert_eq!(changes("en", "words", "", "{}"), [""; 0]);
        assert_eq!(
            changes("en", "words", one, two),
            ["Own words:  → Invitation · English", "Own words:  → All reminders · 中文"]
        );
        assert_eq!(
            changes("en", "words", one, "{}"),
            ["Own words:  → Invitation · English: built-in text again"]
        );
    }

    #[test]
    fn what_is_told_as_a_change_is_not_told_twice() {
        let texts = domain::text::embedded::texts("en");
        let noted = "due 2026-05-01 → 2026-05-08, reminders 3, 2 → 3, 2/–/2, 2, replanned 12";
        assert_eq!(note(texts, noted), "12 reminders planned anew");
        assert_eq!(note(texts, "reminders 3/2/2 → 3/2/3, replanned 0"), "");
        assert_eq!(note(texts, "replanned 1"), "1 reminder planned anew");
        assert_eq!(note(texts, "due to a holiday"), "due to a holiday");
    }
}
