//! Which requests the inbox shows.

use crate::desk::list::ListQuery;
use crate::desk::parts::state_text;
use domain::workflow::{RequestState, Stage};

/// Which requests the inbox shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QueueView {
    /// What waits for a decision of the team.
    #[default]
    Us,
    /// Of that, what the reader looks after.
    Mine,
    /// Of that, what nobody looks after.
    Nobody,
    /// Declarations that wait for a decision.
    Review,
    /// What waits for suppliers.
    Suppliers,
    /// What waits for suppliers past its due day.
    Overdue,
    All,
    /// What is in one state.
    In(RequestState),
    /// What has come so far at least; what pictures lead to.
    At(Stage),
}

impl QueueView {
    /// Those that stand above the list.
    pub const TABS: [QueueView; 6] = [
        QueueView::Us,
        QueueView::Mine,
        QueueView::Nobody,
        QueueView::Suppliers,
        QueueView::Overdue,
        QueueView::All,
    ];

    /// Its value in the address.
    pub fn key(self) -> &'static str {
        match self {
            QueueView::Us => "us",
            QueueView::Mine => "mine",
            QueueView::Nobody => "nobody",
            QueueView::Review => "review",
            QueueView::Suppliers => "suppliers",
            QueueView::Overdue => "overdue",
            QueueView::All => "all",
            QueueView::In(state) => state.key(),
            QueueView::At(stage) => stage.key(),
        }
    }

    /// Reads it from the address.
    pub fn parse(key: &str) -> Option<QueueView> {
        match key {
            "review" => Some(QueueView::Review),
            key => {
                let tab = QueueView::TABS.into_iter().find(|view| view.key() == key);
                let state = || RequestState::parse(key).map(QueueView::In);
                tab.or_else(state).or_else(|| Stage::parse(key).map(QueueView::At))
            }
        }
    }

    /// What an address asks for. Where it names no view, the inbox shows what waits for us; whoever searches or filters
    /// looks through everything.
    pub fn of(query: &ListQuery) -> QueueView {
        let narrowed = query
            .values
            .iter()
            .any(|(name, value)| !value.is_empty() && !["campaign", "state", "sort"].contains(name));
        let usual = if narrowed { QueueView::All } else { QueueView::Us };
        QueueView::parse(query.get("state")).unwrap_or(usual)
    }

    /// The states that it shows; all of them where it names none.
    pub fn states(self) -> Vec<RequestState> {
        let those =
            |is: &dyn Fn(RequestState) -> bool| RequestState::ALL.into_iter().filter(|s| is(*s)).collect();
        match self {
            QueueView::Us | QueueView::Mine | QueueView::Nobody => those(&RequestState::waits_for_team),
            QueueView::Review => those(&RequestState::waits_for_review),
            QueueView::Suppliers | QueueView::Overdue => those(&RequestState::waits_for_supplier),
            QueueView::All => Vec::new(),
            QueueView::In(state) => vec![state],
            QueueView::At(stage) => those(&|state| stage.holds(state)),
        }
    }

    /// The key of the text that names it.
    pub fn text_key(self) -> &'static str {
        match self {
            QueueView::At(Stage::Asked) => "pictures.stage.all_asked",
            QueueView::At(Stage::Opened) => "pictures.stage.all_opened",
            QueueView::At(Stage::Started) => "pictures.stage.all_started",
            QueueView::At(Stage::Answered) => "pictures.stage.all_answered",
            QueueView::At(Stage::Accepted) => "pictures.stage.all_accepted",
            QueueView::Us => "desk.queue.us",
            QueueView::Mine => "desk.queue.mine",
            QueueView::Nobody => "desk.queue.nobody",
            QueueView::Review => "desk.queue.review",
            QueueView::Suppliers => "desk.queue.suppliers",
            QueueView::Overdue => "state.overdue",
            QueueView::All => "desk.queue.all",
            QueueView::In(state) => state_text(state),
        }
    }
}

impl QueueView {
    /// Whether it shows what nobody may answer any more once its campaign is closed.
    pub fn of_open_campaigns(self) -> bool {
        matches!(self, QueueView::Suppliers | QueueView::Overdue)
    }

    /// The columns that say nothing in it, since they are of declarations.
    pub fn without(self) -> &'static [&'static str] {
        match self {
            QueueView::Suppliers | QueueView::Overdue => {
                &["incomplete", "inconsistent", "inaccurate", "scope", "metals"]
            }
            _ => &[],
        }
    }
}

/// How long something waits, in days: the key in the address, the least, and the most where there is one.
pub const AGES: [(&str, i64, Option<i64>); 5] = [
    ("0-2", 0, Some(2)),
    ("3-7", 3, Some(7)),
    ("8-14", 8, Some(14)),
    ("15-30", 15, Some(30)),
    ("31", 31, None),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&'static str, &str)]) -> QueueView {
        let values = pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        QueueView::of(&ListQuery { values, ..ListQuery::default() })
    }

    #[test]
    fn the_inbox_shows_what_waits_for_us_and_a_search_everything() {
        assert_eq!(of(&[]), QueueView::Us);
        assert_eq!(of(&[("campaign", "c"), ("sort", "-name"), ("q", "")]), QueueView::Us);
        assert_eq!(of(&[("q", "harbour")]), QueueView::All);
        assert_eq!(of(&[("q", "harbour"), ("state", "mine")]), QueueView::Mine);
        assert_eq!(of(&[("rule", "SML001")]), QueueView::All);
        assert_eq!(of(&[("state", "all_answered")]), QueueView::At(Stage::Answered));
    }

    #[test]
    fn every_view_is_found_by_its_key() {
        let others = RequestState::ALL.into_iter().map(QueueView::In);
        for view in QueueView::TABS.into_iter().chain(others).chain(Stage::ALL.map(QueueView::At)) {
            assert_eq!(QueueView::parse(view.key()), Some(view));
        }
        assert_eq!(QueueView::parse("unknown"), None);
    }

    #[test]
    fn ages_leave_no_day_out() {
        for pair in AGES.windows(2) {
            assert_eq!(pair[0].2.map(|most| most + 1), Some(pair[1].1));
        }
    }
}
