//! The figures of an update: the same few, of a campaign as it stands or of a snapshot.

use crate::records::EntryFacts;
use crate::reports::counted::Counted;
use crate::survey::pictures::Pictured;
use domain::workflow::Stage;
use domain::{Share, Texts, smelters::StatusClass};
use rollup::figures::{Difference, Value as Figure};
use serde::{Deserialize, Serialize};

/// What a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Asked,
    Came,
    Risk,
    Done,
}

impl Part {
    pub const ALL: [Part; 4] = [Part::Asked, Part::Came, Part::Risk, Part::Done];

    /// Its name in texts and among the operator's words.
    pub fn key(self) -> &'static str {
        match self {
            Part::Asked => "asked",
            Part::Came => "came",
            Part::Risk => "risk",
            Part::Done => "done",
        }
    }
}

/// What a figure says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Count(u64),
    /// So many of so many.
    Share(Share),
    /// Hundredths of a percent.
    Percent(u64),
    /// No page records it.
    NotRecorded,
}

/// What it said last time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// The same figure.
    Same(Value),
    /// As it was printed then, with the difference.
    Printed(String, i64),
    /// It counted something else, so that no difference may be told.
    DefinedOtherwise,
    /// There was no last time.
    None,
}

/// A figure of an update.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub part: Part,
    /// Its name in texts (`update.line.<key>`).
    pub key: String,
    pub value: Value,
    pub then: Then,
}

impl Value {
    /// As it is printed. Percent are floored: 100 only for all, 0 only for none.
    pub fn printed(&self, texts: &Texts) -> String {
        match self {
            Value::Count(n) => n.to_string(),
            Value::Share(share) => {
                let Some(percent) = share.printed_percent() else {
                    return texts.get("update.none").to_owned();
                };
                let args = [("n", share.n.to_string()), ("of", share.of.to_string()), ("p", percent)];
                texts.fmt("update.share", &args.each_ref().map(|(name, text)| (*name, text.as_str())))
            }
            Value::Percent(n) => format!("{}.{:02} %", n / 100, n % 100),
            Value::NotRecorded => texts.get("update.not_recorded").to_owned(),
        }
    }

    fn number(&self) -> Option<i64> {
        match self {
            Value::Count(n) | Value::Share(Share { n, .. }) | Value::Percent(n) => i64::try_from(*n).ok(),
            Value::NotRecorded => None,
        }
    }
}

impl Line {
    fn new(part: Part, key: &str, value: Value) -> Line {
        Line { part, key: key.to_owned(), value, then: Then::None }
    }

    /// What it said last time, and how it differs; blank where there was no last time.
    pub fn before(&self, texts: &Texts) -> (String, String) {
        let told = |by: i64| match by {
            0 => texts.get("update.no_change").to_owned(),
            by => format!("{by:+}"),
        };
        match &self.then {
            Then::Same(then) => {
                let difference = match (self.value.number(), then.number(), &self.value) {
                    (Some(now), Some(then), Value::Percent(_)) if now != then => {
                        let by = now - then;
                        format!(
                            "{}{}.{:02} %",
                            if by < 0 { "−" } else { "+" },
                            by.abs() / 100,
                            by.abs() % 100
                        )
                    }
                    (Some(now), Some(then), _) => told(now - then),
                    _ => String::new(),
                };
                (then.printed(texts), difference)
            }
            Then::Printed(then, by) => (then.clone(), told(*by)),
            Then::DefinedOtherwise => (String::new(), texts.get("update.defined_otherwise").to_owned()),
            Then::None => (String::new(), String::new()),
        }
    }
}

/// Sets beside each figure the one of the same name and kind.
pub(super) fn compare(lines: &mut [Line], earlier: &[Line]) {
    for line in lines {
        if let Some(then) = earlier.iter().find(|then| then.key == line.key) {
            line.then = Then::Same(then.value.clone());
        }
    }
}

/// What no page records yet, in the part where it belongs.
const UNRECORDED: [(Part, &str, &str); 3] =
    [(Part::Risk, "actions", "K1"), (Part::Risk, "grievances", "K3"), (Part::Done, "trained", "")];

/// Of a campaign as it stands.
pub(super) fn of_campaign(
    of: &Pictured,
    unreachable: u64,
    facilities: &[EntryFacts],
    calls: u64,
) -> Vec<Line> {
    let asked = of.counts.at(Stage::Asked);
    let share = |n: u64, whole: u64| Value::Share(Share::new(n, whole));
    let spend = |n: u64| if of.counted.spend.stated == 0 { Value::NotRecorded } else { Value::Percent(n) };
    let known = facilities.iter().filter(|f| f.class.is_some());
    let takes_part = |class: StatusClass| class.is_conformant() || class == StatusClass::Active;
    let open = known.clone().filter(|f| !f.class.is_some_and(takes_part)).count() as u64;
    let unplaced = facilities.iter().filter(|f| f.class.is_none()).count() as u64;
    let reminders = of.counted.reminders.iter().map(|(_, n)| n).sum();
    let mut lines = vec![
        Line::new(Part::Asked, "asked", Value::Count(asked)),
        Line::new(Part::Asked, "spend_asked", spend(of.counted.spend.asked)),
        Line::new(Part::Came, "answered", share(of.counts.at(Stage::Answered), asked)),
        Line::new(Part::Came, "accepted", share(of.counts.at(Stage::Accepted), asked)),
        Line::new(Part::Came, "spend_answered", spend(of.counted.spend.answered)),
        Line::new(Part::Risk, "overdue", share(of.counts.overdue, asked)),
        Line::new(Part::Risk, "unreachable", Value::Count(unreachable)),
        Line::new(Part::Risk, "smelters_open", share(open, known.count() as u64)),
        Line::new(Part::Risk, "names_unplaced", Value::Count(unplaced)),
        Line::new(Part::Done, "reminders", Value::Count(reminders)),
        Line::new(Part::Done, "calls", Value::Count(calls)),
        Line::new(
            Part::Done,
            "reviewed",
            share(of.counts.at(Stage::Answered) - of.counts.to_review(), of.counts.at(Stage::Answered)),
        ),
    ];
    lines.extend(UNRECORDED.map(|(part, key, _)| Line::new(part, key, Value::NotRecorded)));
    lines
}

/// The figures of a snapshot that it shows.
const FIGURES: [(Part, &str, &str); 13] = [
    (Part::Asked, "surveyed", "P4"),
    (Part::Asked, "spend_surveyed", "P5"),
    (Part::Came, "responded", "R1"),
    (Part::Came, "accepted_at_freeze", "R2"),
    (Part::Came, "spend_responded", "R5"),
    (Part::Came, "quality", "R6"),
    (Part::Risk, "silent", "R8.silent"),
    (Part::Risk, "taking_part", "S5"),
    (Part::Risk, "covered", "S6"),
    (Part::Risk, "no_origin", "S8.none"),
    (Part::Done, "reminders", "R10.reminders"),
    (Part::Done, "sent_back", "R10.sent_back"),
    (Part::Done, "calls", "R10.calls"),
];

/// Of a snapshot: what is frozen, beside the snapshot before.
pub(super) fn of_snapshot(counted: &Counted) -> Vec<Line> {
    let value = |id: &str| match counted.figures.get(id).map(|figure| &figure.value) {
        Some(Figure::Share { n, of }) => {
            let share = Share::new(n.count, of.count);
            match share.hundredths().filter(|_| n.is_weight) {
                Some(hundredths) => Value::Percent(hundredths),
                None => Value::Share(share),
            }
        }
        Some(Figure::Count(n)) => Value::Count(n.count),
        _ => Value::NotRecorded,
    };
    let then = |id: &str| {
        let beside = counted.beside.iter().find(|beside| beside.id == id);
        match beside.map(|beside| (beside.difference, &beside.then)) {
            // A share of spend is told in percent, then as now: its weights say nothing to anybody.
            Some((Difference::By(_), then)) if matches!(value(id), Value::Percent(_)) => {
                percent_of(then).map_or(Then::None, |n| Then::Same(Value::Percent(n)))
            }
            Some((Difference::By(by), then)) => Then::Printed(then.clone(), by),
            Some((Difference::DefinedOtherwise, _)) => Then::DefinedOtherwise,
            Some((Difference::NotThen | Difference::NoNumber, _)) | None => Then::None,
        }
    };
    let all = FIGURES.into_iter().chain(UNRECORDED);
    all.map(|(part, key, id)| Line { then: then(id), ..Line::new(part, key, value(id)) }).collect()
}

/// Hundredths of a percent of a share as it was printed: `8566 of 8640 (99 %)`.
fn percent_of(printed: &str) -> Option<u64> {
    let (n, rest) = printed.split_once(" of ")?;
    let (of, _) = rest.split_once(" (")?;
    Share::new(n.parse().ok()?, of.parse().ok()?).hundredths()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(value: Value, then: Then) -> Line {
        Line { then, ..Line::new(Part::Came, "answered", value) }
    }

    #[test]
    fn a_share_never_says_all_or_none_before_it_is() {
        let texts = domain::text::embedded::texts("en");
        let printed = |n, of| Value::Share(Share::new(n, of)).printed(texts);
        assert_eq!(printed(199, 200), "199 of 200 (99 %)");
        assert_eq!(printed(1, 200), "1 of 200 (<1 %)");
        assert_eq!(printed(200, 200), "200 of 200 (100 %)");
        assert_eq!(printed(0, 0), "none");
        assert_eq!(Value::NotRecorded.printed(texts), "not recorded");
        assert_eq!(Value::Percent(8_705).printed(texts), "87.05 %");
    }

    #[test]
    fn a_share_of_spend_is_told_in_percent_then_as_now() {
        assert_eq!(percent_of("8566 of 8640 (99 %)"), Some(9_914));
        assert_eq!(percent_of("8640 of 8640 (100 %)"), Some(10_000));
        for none in ["none", "not recorded", "0 of 0 (0 %)", "12"] {
            assert_eq!(percent_of(none), None, "{none}");
        }
    }

    #[test]
    fn last_time_is_told_only_where_it_counted_the_same() {
        let texts = domain::text::embedded::texts("en");
        let before = |value, then| line(value, then).before(texts);
        let (then, by) =
            before(Value::Share(Share::new(12, 20)), Then::Same(Value::Share(Share::new(7, 20))));
        assert_eq!((then.as_str(), by.as_str()), ("7 of 20 (35 %)", "+5"));
        let (_, by) = before(Value::Percent(5_000), Then::Same(Value::Percent(6_050)));
        assert_eq!(by, "−10.50 %");
        let (then, by) = before(Value::Count(1), Then::DefinedOtherwise);
        assert_eq!((then.as_str(), by.as_str()), ("", "defined otherwise"));
        let (_, by) = before(Value::NotRecorded, Then::Same(Value::Count(3)));
        assert_eq!(by, "");
        let mut lines = vec![line(Value::Count(3), Then::None)];
        compare(&mut lines, &[line(Value::Count(3), Then::None)]);
        assert_eq!(lines[0].before(texts).1, "no change");
    }
}
