//! Answers by day, of a campaign or of a snapshot.

use super::picture;
use app::desk::pictures::{DaysPicture, Drawing, Picture, PictureNumber};
use app::desk::routes;
use app::kit::number::number;
use app::ui::chart::{DayName, DayWords, Days};
use domain::Texts;
use domain::workflow::Stage;
use service::records::{ByDay, Day};
use service::survey::pictures::Pictured;

/// Most days that are drawn: longer campaigns end there.
const MOST: i64 = 400;

/// What is known of days.
pub struct Timeline<'a> {
    /// The first day, the last one that is drawn, and the last that is over.
    pub first: Day,
    pub last: Day,
    pub over: Day,
    pub answers: &'a ByDay,
    /// Reminders, where their days are known.
    pub reminders: Option<&'a ByDay>,
    /// The answers of the time before with its first day, and what it is called.
    pub before: Option<(&'a ByDay, Day, String)>,
    /// Days that matter, with their words.
    pub marks: Vec<(Day, String)>,
    /// As many can come.
    pub whole: u64,
    /// Where the answers of a day are listed.
    pub rows: &'a dyn Fn(&str) -> String,
}

/// A day in short, as the language has it.
fn short(texts: &Texts, day: Day) -> String {
    let key = format!("date.month.{}", day.month());
    let month: String = texts.get(&key).chars().take(3).collect();
    texts.fmt("date.short", &[("day", &day.of_month().to_string()), ("month", &month)])
}

/// The drawing and its table.
pub fn days(texts: &Texts, of: &Timeline) -> DaysPicture {
    let last = of.last.clamp(of.first, of.first.plus(MOST));
    let count = of.first.days_until(last) as usize + 1;
    let place = |day: Day| usize::try_from(of.first.days_until(day)).ok().filter(|at| *at < count);
    let laid = |by_day: &ByDay, first: Day, count: usize| {
        let mut all = vec![0; count];
        for (day, n) in by_day {
            // What came before the first day came on it.
            if let Some(slot) = all.get_mut(first.days_until(*day).max(0) as usize) {
                *slot += n;
            }
        }
        all
    };
    let counts = laid(of.answers, of.first, count);
    let before = of.before.as_ref().map(|(by_day, first, _)| {
        let length = by_day.last().map_or(0, |(day, _)| first.days_until(*day).clamp(0, MOST)) + 1;
        laid(by_day, *first, length as usize)
    });
    let reminders = of.reminders.map(|by_day| laid(by_day, of.first, count));
    let before = before.unwrap_or_default();
    let all = (0..count.max(before.len())).map(|at| of.first.plus(at as i64));
    let says = |day: Day, n: u64| {
        let day = day.to_string();
        texts.fmt("pictures.day_says", &[("day", &day), ("n", &number(n))])
    };
    let names = all.map(|day| DayName {
        short: short(texts, day),
        says: says(day, place(day).map_or(0, |at| counts[at])),
        href: Some((of.rows)(&day.to_string())),
    });
    let marks: Vec<(usize, String)> =
        of.marks.iter().filter_map(|(day, words)| Some((place(*day)?, words.clone()))).collect();
    let called = of.before.as_ref().map_or(String::new(), |(.., called)| called.clone());
    DaysPicture {
        words: DayWords {
            total: texts.fmt("pictures.days_total", &[("of", &number(of.whole))]),
            daily: texts.get("pictures.days_daily").to_owned(),
            marks: marks.iter().map(|(_, words)| words.clone()).collect(),
            now: texts.get("pictures.now").to_owned(),
            before: called.clone(),
        },
        names: names.collect(),
        heads: heads(texts, &called, reminders.is_some()),
        rows: rows(texts, of, &counts, reminders.as_deref(), &before),
        days: Days {
            over: (of.first.days_until(of.over) + 1).clamp(0, count as i64) as usize,
            reminded: reminders.unwrap_or_default().into_iter().map(|n| n > 0).collect(),
            marks: marks.into_iter().map(|(at, _)| at).collect(),
            whole: of.whole,
            counts,
            before,
        },
    }
}

fn heads(texts: &Texts, before: &str, reminders: bool) -> Vec<String> {
    let mut heads: Vec<String> =
        ["pictures.day", "pictures.answers", "pictures.sum"].map(|key| texts.get(key).to_owned()).to_vec();
    if !before.is_empty() {
        heads.push(texts.fmt("pictures.sum_before", &[("name", before)]));
    }
    heads.extend(reminders.then(|| texts.get("pictures.reminders").to_owned()));
    heads
}

/// The days on which something happened.
fn rows(
    texts: &Texts,
    of: &Timeline,
    counts: &[u64],
    reminders: Option<&[u64]>,
    before: &[u64],
) -> Vec<(String, Vec<PictureNumber>)> {
    let (mut sum, mut rows) = (0, Vec::new());
    for (at, n) in counts.iter().enumerate() {
        sum += n;
        let reminded = reminders.map(|all| all[at]);
        if *n == 0 && reminded.unwrap_or(0) == 0 {
            continue;
        }
        let day = of.first.plus(at as i64);
        let href = (*n > 0).then(|| (of.rows)(&day.to_string()));
        let mut cells = vec![PictureNumber { printed: number(*n), href }, sum.into()];
        if !before.is_empty() {
            cells.push(before.iter().take(at + 1).sum::<u64>().into());
        }
        cells.extend(reminded.map(PictureNumber::from));
        rows.push((short(texts, day), cells));
    }
    rows
}

/// The picture of a campaign.
pub fn live(texts: &Texts, of: &Pictured) -> Picture {
    let Some(launched) = of.launched else {
        let why = texts.get("pictures.empty").to_owned();
        return picture(texts, "days", String::new(), "", Drawing::Nothing(why));
    };
    let (due, cutoff) = (of.campaign.due, of.campaign.cutoff);
    let mark = |at: Day, key: &str| (at, texts.fmt(key, &[("day", &short(texts, at))]));
    let mut marks = vec![mark(due, "pictures.mark_due"), mark(cutoff, "pictures.mark_cutoff")];
    let (asked, answered) = (of.counts.at(Stage::Asked), of.counts.at(Stage::Answered));
    let rows = |day: &str| {
        routes::with(
            routes::requests(),
            &[("campaign", &of.campaign.id), ("state", Stage::Answered.key()), ("answered", day)],
        )
    };
    if of.today < cutoff {
        marks.push((of.today, texts.get("pictures.mark_today").to_owned()));
    }
    marks.sort();
    let end = due.max(cutoff);
    let timeline = Timeline {
        first: launched,
        last: end.max(of.today.min(end.plus(14))),
        over: of.today,
        answers: &of.counted.answers,
        reminders: (!of.counted.reminders.is_empty()).then_some(&of.counted.reminders),
        before: of.before.as_ref().map(|b| (&b.answers, b.launched, b.campaign.name.clone())),
        marks,
        whole: asked,
        rows: &rows,
    };
    let (n, whole) = (number(answered), number(asked));
    let says = match &of.before {
        None => texts.fmt("pictures.days_says", &[("n", &n), ("of", &whole)]),
        Some(before) => {
            let (m, k) = (
                number(before.answered_by(launched.days_until(of.today))),
                number(before.counts.at(Stage::Asked)),
            );
            let args =
                [("n", n.as_str()), ("of", &whole), ("before", &before.campaign.name), ("m", &m), ("k", &k)];
            texts.fmt("pictures.days_says_before", &args)
        }
    };
    // What explains the marks of reminders goes with them.
    let note = if of.counted.reminders.is_empty() { "" } else { "pictures.days_note" };
    picture(texts, "days", says, note, Drawing::Days(Box::new(days(texts, &timeline))))
}
