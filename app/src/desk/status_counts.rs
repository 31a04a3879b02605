//! How many requests stand where: as key figures, as a bar and, in the same order, as numbers.

use super::parts::{number, state_text, state_tone};
use super::queue::QueueView;
use super::{routes, texts};
use domain::workflow::{RequestState, Stage};
use leptos::prelude::*;

/// How many requests are in each state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// In the order of a request's life.
    pub states: Vec<StatusCount>,
    /// Of those that wait for the supplier, how many are past their due day.
    pub overdue: u64,
    /// Address of the queue that lists them.
    pub queue: String,
}

/// How many requests are in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusCount {
    pub state: RequestState,
    pub count: u64,
}

impl StatusCounts {
    /// How many there are.
    pub fn total(&self) -> u64 {
        self.states.iter().map(|it| it.count).sum()
    }

    /// How many are in one of these states.
    pub fn of(&self, states: &[RequestState]) -> u64 {
        self.states.iter().filter(|it| states.contains(&it.state)).map(|it| it.count).sum()
    }

    /// How many were asked.
    pub fn asked(&self) -> u64 {
        self.total() - self.of(&[RequestState::Planned, RequestState::Withdrawn])
    }

    /// How many of those asked the team found to be out of scope.
    pub fn out_of_scope(&self) -> u64 {
        self.of(&[RequestState::OutOfScope])
    }

    /// How many owe an answer: those asked, without those out of scope.
    pub fn in_scope(&self) -> u64 {
        self.asked() - self.out_of_scope()
    }

    /// How many wait for the team.
    pub fn for_us(&self) -> u64 {
        self.states.iter().filter(|it| it.state.waits_for_team()).map(|it| it.count).sum()
    }

    /// How many sent a declaration at least once.
    pub fn answered(&self) -> u64 {
        use RequestState::{Accepted, InReview, Rejected, Resubmitted, SentBack, Submitted};
        self.of(&[Submitted, InReview, SentBack, Resubmitted, Accepted, Rejected])
    }

    /// How many percent of those who owe an answer gave one, rounded down, so that 100 means all.
    pub fn rate(&self) -> u64 {
        (self.answered() * 100).checked_div(self.in_scope()).unwrap_or(0)
    }
}

/// The figures that matter most.
#[component]
pub fn Kpis(
    /// Where the requests stand.
    counts: StatusCounts,
) -> impl IntoView {
    let t = texts();
    let [asked, in_scope, answered, out] =
        [counts.asked(), counts.in_scope(), counts.answered(), counts.out_of_scope()];
    let to = |view: QueueView| routes::with(counts.queue.clone(), &[("state", view.key())]);
    let answered = t.fmt("desk.figure.answered_note", &[("n", &number(answered)), ("of", &number(in_scope))]);
    let out = (out > 0).then(|| {
        let note = t.fmt("desk.figure.out_note", &[("of", &number(asked))]);
        let href = to(QueueView::In(RequestState::OutOfScope));
        view! { <Kpi label=t.get("desk.figure.out") value=number(out) note href /> }
    });
    view! {
        <dl class="figures">
            <Kpi label=t.get("desk.figure.answered") value=format!("{} %", counts.rate()) note=answered href=to(QueueView::At(Stage::Answered)) />
            <Kpi label=t.get("desk.figure.review") value=number(counts.for_us()) note=t.get("desk.figure.review_note") href=to(QueueView::Us) class="figure-ours" />
            <Kpi label=t.get("desk.figure.accepted") value=number(counts.of(&[RequestState::Accepted])) note=t.get("desk.figure.accepted_note") href=to(QueueView::In(RequestState::Accepted)) class="figure-good" />
            {out}
            <Kpi label=t.get("desk.figure.overdue") value=number(counts.overdue) note=t.get("desk.figure.overdue_note") href=to(QueueView::Overdue) class="figure-bad" />
        </dl>
    }
}

#[component]
fn Kpi(
    label: &'static str,
    value: String,
    /// What the figure is of.
    #[prop(into)]
    note: String,
    /// Where what it counts is listed.
    href: String,
    /// How it is coloured.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <div class=format!("figure {class}")>
            <dt>{label}</dt>
            <dd><a class="figure-value" href=href>{value}</a><span class="figure-note">{note}</span></dd>
        </div>
    }
}

/// The bar of states with its legend, each of which leads to the queue.
#[component]
pub fn StateBar(
    /// Where the requests stand.
    counts: StatusCounts,
) -> impl IntoView {
    let total = counts.total();
    let mut before = 0;
    let segment = |it: &StatusCount| {
        let [x, end] = [before, before + it.count].map(|n| n * 1000 / total);
        before += it.count;
        let (class, width) = (format!("bar-{}", it.state.key()), (end - x).max(2));
        view! { <rect class=class x=x.to_string() y="0" width=width.to_string() height="16" /> }
    };
    let segments = counts.states.iter().filter(|it| it.count > 0).map(segment).collect_view();
    let legend = counts.states.into_iter().filter(|it| it.count > 0);
    let legend = legend.map(|it| view! { <LegendLine count=it queue=counts.queue.clone() /> }).collect_view();
    (total > 0).then(|| {
        view! {
            <div>
                <svg class="bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">{segments}</svg>
                <ul class="legends">{legend}</ul>
            </div>
        }
    })
}

#[component]
fn LegendLine(
    count: StatusCount,
    /// Address of the queue.
    queue: String,
) -> impl IntoView {
    let StatusCount { state, count } = count;
    let tone = state_tone(state).key();
    view! {
        <li class=format!("legend legend-{tone}")>
            <a href=routes::with(queue, &[("state", state.key())])>
                <svg class=format!("legend-mark bar-{}", state.key()) viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2" /></svg>
                <span class="legend-label">{texts().get(state_text(state))}</span>
                <span class="legend-count">{number(count)}</span>
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::RequestState::{Accepted, Declined, Invited, OutOfScope, Planned, SentBack, Withdrawn};
    use super::*;

    fn with(states: &[(RequestState, u64)]) -> StatusCounts {
        let states = states.iter().map(|(state, count)| StatusCount { state: *state, count: *count });
        StatusCounts { states: states.collect(), ..StatusCounts::default() }
    }

    #[test]
    fn the_rate_counts_whoever_was_asked() {
        let counts = with(&[(Planned, 9), (Invited, 2), (SentBack, 1), (Withdrawn, 5)]);
        assert_eq!((counts.asked(), counts.answered(), counts.rate()), (3, 1, 33));
        assert_eq!(StatusCounts::default().rate(), 0);
    }

    /// DESK-13: who is out of scope stays among those asked, and is no answer that is missing.
    #[test]
    fn desk_13_out_of_scope_is_a_number_of_its_own() {
        let declined = with(&[(Accepted, 6), (Invited, 2), (Declined, 2), (Withdrawn, 1)]);
        let agreed = with(&[(Accepted, 6), (Invited, 2), (OutOfScope, 2), (Withdrawn, 1)]);
        let figures = |c: &StatusCounts| (c.asked(), c.out_of_scope(), c.in_scope(), c.answered(), c.rate());
        assert_eq!(figures(&declined), (10, 0, 10, 6, 60));
        assert_eq!(figures(&agreed), (10, 2, 8, 6, 75));
        assert_eq!(with(&[(OutOfScope, 3)]).rate(), 0);
    }
}
