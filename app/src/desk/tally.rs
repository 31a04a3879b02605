//! How many requests stand where: as a bar and, in the same order, as numbers.

use super::T;
use super::parts::{number, state_key, tone};
use leptos::prelude::*;

/// Counts by state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// State key and count, in the order of a request's life.
    pub states: Vec<(String, u64)>,
    /// Of those that wait for the supplier, how many are past their due day.
    pub overdue: u64,
    /// Address of the queue, to which `state=` is added.
    pub queue: String,
}

impl Tally {
    /// How many stand in one of these states.
    pub fn of(&self, keys: &[&str]) -> u64 {
        self.states.iter().filter(|(k, _)| keys.contains(&k.as_str())).map(|(_, n)| n).sum()
    }

    /// How many were asked.
    pub fn asked(&self) -> u64 {
        self.states.iter().map(|(_, n)| n).sum::<u64>() - self.of(&["planned", "withdrawn"])
    }

    /// How many of those asked the team found to be out of scope.
    pub fn out_of_scope(&self) -> u64 {
        self.of(&["out_of_scope"])
    }

    /// How many owe an answer: those asked, without those out of scope.
    pub fn in_scope(&self) -> u64 {
        self.asked() - self.out_of_scope()
    }

    /// How many sent a declaration at least once.
    pub fn answered(&self) -> u64 {
        self.of(&["submitted", "in_review", "sent_back", "resubmitted", "accepted", "rejected"])
    }

    /// How many percent of those who owe an answer gave one, rounded down, so that 100 means all.
    pub fn rate(&self) -> u64 {
        (self.answered() * 100).checked_div(self.in_scope()).unwrap_or(0)
    }
}

/// The figures that matter most.
pub fn figures(t: T, tally: &Tally) -> AnyView {
    let figure = |label: &str, value: String, note: String, class: &'static str| {
        view! {
            <div class=format!("figure {class}")>
                <dt>{label.to_owned()}</dt>
                <dd><span class="figure-value">{value}</span><span class="figure-note">{note}</span></dd>
            </div>
        }
    };
    let (asked, in_scope, answered) = (tally.asked(), tally.in_scope(), tally.answered());
    let out = tally.out_of_scope();
    let out = (out > 0).then(|| {
        let note = t.fmt("desk.figure.out_note", &[("of", &number(asked))]);
        figure(t.get("desk.figure.out"), number(out), note, "")
    });
    let ours = tally.of(&["submitted", "in_review", "resubmitted"]);
    let accepted = tally.of(&["accepted"]);
    view! {
        <dl class="figures">
            {figure(
                t.get("desk.figure.answered"),
                format!("{} %", tally.rate()),
                t.fmt("desk.figure.answered_note", &[("n", &number(answered)), ("of", &number(in_scope))]),
                "",
            )}
            {figure(t.get("desk.figure.review"), number(ours), t.get("desk.figure.review_note").into(), "figure-ours")}
            {figure(t.get("desk.figure.accepted"), number(accepted), t.get("desk.figure.accepted_note").into(), "figure-good")}
            {out}
            {figure(t.get("desk.figure.overdue"), number(tally.overdue), t.get("desk.figure.overdue_note").into(), "figure-bad")}
        </dl>
    }
    .into_any()
}

/// The bar and its legend.
pub fn bar(t: T, tally: &Tally) -> AnyView {
    let total: u64 = tally.states.iter().map(|(_, n)| n).sum();
    if total == 0 {
        return ().into_any();
    }
    let mut at = 0u64;
    let mut parts = Vec::new();
    for (key, n) in tally.states.iter().filter(|(_, n)| *n > 0) {
        let (x, width) = (at * 1000 / total, (at + n) * 1000 / total - at * 1000 / total);
        at += n;
        parts.push(view! {
            <rect class=format!("bar-{key}") x=x.to_string() y="0" width=width.max(2).to_string() height="16" />
        });
    }
    let queue = tally.queue.clone();
    let join = if queue.contains('?') { '&' } else { '?' };
    let legend = tally.states.iter().map(|(key, n)| {
        let class = format!("legend-mark bar-{key}");
        let label = t.get(state_key(key)).to_owned();
        let none = *n == 0;
        view! {
            <li class:legend-none=none class=format!("legend legend-{}", tone(key).key())>
                <a href=format!("{queue}{join}state={key}")>
                    <svg class=class viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2" /></svg>
                    <span class="legend-label">{label}</span>
                    <span class="legend-count">{number(*n)}</span>
                </a>
            </li>
        }
    });
    let legend: Vec<_> = legend.collect();
    view! {
        <div class="tally">
            <svg class="bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">{parts}</svg>
            <ul class="legends">{legend}</ul>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_counts_whoever_was_asked() {
        let tally = Tally {
            states: [("planned", 9), ("invited", 2), ("sent_back", 1), ("withdrawn", 5)]
                .map(|(k, n)| (k.to_owned(), n))
                .to_vec(),
            ..Tally::default()
        };
        assert_eq!((tally.asked(), tally.answered(), tally.rate()), (3, 1, 33));
        assert_eq!(Tally::default().rate(), 0);
    }

    /// DESK-13: who is out of scope stays among those asked, and is no answer that is missing.
    #[test]
    fn desk_13_out_of_scope_is_a_number_of_its_own() {
        let with = |states: &[(&str, u64)]| Tally {
            states: states.iter().map(|(k, n)| ((*k).to_owned(), *n)).collect(),
            ..Tally::default()
        };
        let declined = with(&[("accepted", 6), ("invited", 2), ("declined", 2), ("withdrawn", 1)]);
        let agreed = with(&[("accepted", 6), ("invited", 2), ("out_of_scope", 2), ("withdrawn", 1)]);
        let figures = |t: &Tally| (t.asked(), t.out_of_scope(), t.in_scope(), t.answered(), t.rate());
        assert_eq!(figures(&declined), (10, 0, 10, 6, 60));
        assert_eq!(figures(&agreed), (10, 2, 8, 6, 75));
        assert_eq!(with(&[("out_of_scope", 3)]).rate(), 0);
    }
}
