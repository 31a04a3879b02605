//! What came day by day: a line that adds up, with the one of before beneath it, and a bar to each day.

use super::geometry::ticks;
use std::fmt::Write;

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// How many came on each day, from the first day on.
    pub counts: Vec<u64>,
    /// How many of the days are over; nothing is drawn of what is ahead.
    pub over: usize,
    /// The same of the time before, by the same count of days.
    pub before: Vec<u64>,
    /// Whether something was sent on a day that asked for it.
    pub reminded: Vec<bool>,
    /// Days that matter, by their number.
    pub marks: Vec<usize>,
    /// As many could come.
    pub whole: u64,
}

/// A place in the drawing, in its own units.
pub type Point = (f64, f64);

/// A rectangle: left, top, width, height.
pub type Area = (f64, f64, f64, f64);

/// The drawing: nothing but places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    /// Left and right end of what is drawn in.
    pub left: f64,
    pub right: f64,
    /// Heights of the upper axis with their numbers, and of the lower.
    pub upper: Vec<(f64, u64)>,
    pub lower: Vec<(f64, u64)>,
    /// The lines, as paths; blank where there is nothing.
    pub line: String,
    pub before: String,
    /// Where the lines end.
    pub end: Option<Point>,
    pub before_end: Option<Point>,
    /// The bars of days on which something came, and the strip of each by which it is pointed at.
    pub bars: Vec<(usize, Area, Area)>,
    /// Where reminders are marked.
    pub reminders: Vec<Point>,
    /// Days that are named below, and where the middles of their names stand.
    pub named: Vec<(usize, Point)>,
    /// Days that matter: the line's place, from which height to which, and where and how its name stands.
    pub marks: Vec<(f64, f64, f64, Point, &'static str)>,
}

const UPPER: f64 = 150.0;
const BETWEEN: f64 = 38.0;
const LOWER: f64 = 56.0;
const LINE: f64 = 15.0;
/// What is written above each part, and the strip of reminders below.
const HEAD: f64 = 20.0;
const STRIP: f64 = 12.0;

/// The places of everything, in a drawing of this width in which this many names of days fit.
pub fn draw(days: &Days, width: f64, names: usize) -> Drawing {
    let (left, right) = (50.0, width - 14.0);
    let total = days.counts.len().max(days.before.len()).max(1);
    let step = (right - left) / total as f64;
    let middle = |day: usize| left + step * (day as f64 + 0.5);
    let top = LINE * days.marks.len() as f64 + HEAD;
    let (upper_end, lower_top) = (top + UPPER, top + UPPER + BETWEEN);
    let bottom = lower_top + LOWER;

    let sum = days.counts.iter().sum::<u64>();
    let upper = ticks(days.whole.max(sum).max(days.before.iter().sum()));
    let lower = ticks(days.counts.iter().copied().max().unwrap_or(0));
    let high = |n: u64, marks: &[u64], end: f64, height: f64| {
        end - height * n as f64 / marks.last().copied().unwrap_or(1).max(1) as f64
    };
    let line = |counts: &[u64]| {
        let (mut path, mut sum, mut end) = (String::new(), 0, None);
        for (day, n) in counts.iter().enumerate() {
            sum += n;
            let at = (middle(day), high(sum, &upper, upper_end, UPPER));
            let pen = if end.is_none() { 'M' } else { 'L' };
            let _ = write!(path, "{pen}{:.1} {:.1}", at.0, at.1);
            end = Some(at);
        }
        (path, end)
    };
    let over = &days.counts[..days.over.min(days.counts.len())];
    let ((line, end), (before, before_end)) = (line(over), line(&days.before));
    let wide = (step * 0.72).max(1.0);
    let there = days.counts.iter().enumerate().filter(|(_, n)| **n > 0);
    let bars = there.map(|(day, n)| {
        let up = high(*n, &lower, bottom, LOWER);
        let bar = (middle(day) - wide / 2.0, up, wide, bottom - up);
        (day, bar, (left + step * day as f64, lower_top, step, LOWER))
    });
    let reminded = days.reminded.iter().enumerate().filter(|(_, is)| **is);
    // As far apart as names need, the first day among them.
    let apart = total.div_ceil(names.max(1)).max(1);
    let named = (0..total).step_by(apart).map(|day| (day, (middle(day), bottom + STRIP + LINE)));
    // The last name must not run out of the drawing.
    let fits = |(_, (x, _)): &(usize, Point)| x + 30.0 < width;
    let marks = days.marks.iter().enumerate().map(|(row, day)| {
        let x = middle(*day);
        let (at, anchor) = if x > width * 0.6 { (x - 4.0, "end") } else { (x + 4.0, "start") };
        let y = LINE * (row as f64 + 1.0) - 4.0;
        (x, y - 9.0, bottom, (at, y), anchor)
    });
    Drawing {
        upper: upper.iter().map(|n| (high(*n, &upper, upper_end, UPPER), *n)).collect(),
        // Two are enough for small bars.
        lower: [0, *lower.last().unwrap_or(&1)].map(|n| (high(n, &lower, bottom, LOWER), n)).to_vec(),
        bars: bars.collect(),
        reminders: reminded.map(|(day, _)| (middle(day), bottom + 4.0)).collect(),
        named: named.filter(fits).collect(),
        marks: marks.collect(),
        height: bottom + STRIP + LINE + 8.0,
        width,
        left,
        right,
        line,
        before,
        end,
        before_end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(counts: &[u64], whole: u64) -> Days {
        Days { counts: counts.to_vec(), over: counts.len(), whole, ..Days::default() }
    }

    #[test]
    fn nothing_at_all_is_an_empty_drawing_with_axes_from_zero() {
        let drawn = draw(&Days::default(), 720.0, 6);
        assert_eq!((drawn.line.as_str(), drawn.bars.len(), drawn.end), ("", 0, None));
        assert_eq!(drawn.upper.first().map(|(_, n)| *n), Some(0));
        assert_eq!(drawn.lower.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn the_line_adds_up_and_ends_where_the_days_that_are_over_end() {
        let mut of = days(&[1, 0, 3, 0, 0], 4);
        of.over = 3;
        let drawn = draw(&of, 720.0, 6);
        assert_eq!(drawn.line.matches(['M', 'L']).count(), 3);
        let top = drawn.upper.last().unwrap();
        assert_eq!((top.1, drawn.end.unwrap().1), (4, top.0), "four of four is at the top");
        assert_eq!(drawn.bars.iter().map(|(day, ..)| *day).collect::<Vec<_>>(), [0, 2]);
        // The highest bar reaches the mark of three within an axis to three.
        let (_, (_, up, _, high), _) = drawn.bars[1];
        assert_eq!(drawn.lower.last().map(|(y, n)| (*y, *n)), Some((up, 3)));
        assert!((high - LOWER).abs() < 0.01);
    }

    #[test]
    fn everything_stands_inside_the_drawing() {
        for (counts, width, names) in [
            (vec![1], 340.0, 3),
            (vec![10_000], 340.0, 3),
            ((0..40).collect(), 340.0, 3),
            (vec![1; 400], 720.0, 7),
            (vec![0; 3], 720.0, 7),
        ] {
            let last = counts.len() - 1;
            let reminded = vec![true; counts.len()];
            let of = Days { marks: vec![0, last], reminded, before: vec![2; 60], ..days(&counts, 10_000) };
            let drawn = draw(&of, width, names);
            let inside = |(x, y): Point| (0.0..=width).contains(&x) && (0.0..=drawn.height).contains(&y);
            for (_, (x, y, wide, high), (strip, ..)) in &drawn.bars {
                assert!(inside((*x - 0.6, *y)) && inside((x + wide, y + high)) && *strip >= drawn.left - 0.1);
            }
            for (x, from, to, at, _) in &drawn.marks {
                assert!(inside((*x, *from)) && inside((*x, *to)) && inside(*at));
            }
            assert!(drawn.named.len() <= names + 1 && !drawn.named.is_empty());
            assert!(drawn.named.iter().all(|(_, at)| inside(*at)));
            assert!(drawn.reminders.iter().all(|at| inside(*at)));
            assert!(drawn.before_end.is_some_and(inside) && drawn.end.is_some_and(inside));
        }
    }
}
