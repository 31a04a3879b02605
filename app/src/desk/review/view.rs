//! The views of a request, and where one is among them.

use crate::desk::parts::number;
use crate::desk::{routes, texts};
use crate::ui::{Tab, Tabs};
use domain::Table;
use leptos::prelude::*;

/// What is shown of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewView {
    /// What decides: findings, answers, and the rows of the template's first table.
    #[default]
    Answers,
    /// The rows of a table.
    Rows(Table),
    /// Differences to the submission before.
    Changes,
    /// Log and mails.
    History,
}

impl ReviewView {
    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            ReviewView::Answers => "answers",
            ReviewView::Rows(table) => table.name(),
            ReviewView::Changes => "changes",
            ReviewView::History => "history",
        }
    }

    /// Finds it by its name.
    pub fn parse(key: &str) -> Option<ReviewView> {
        let own = [ReviewView::Answers, ReviewView::Changes, ReviewView::History];
        let own = own.into_iter().find(|view| view.key() == key);
        own.or_else(|| Table::named(key).map(ReviewView::Rows))
    }

    /// What its tab is called.
    fn label(self) -> String {
        let key = match self {
            ReviewView::History => "desk.history".to_owned(),
            other => format!("desk.review.{}", other.key()),
        };
        texts().get(&key).to_owned()
    }
}

/// Which page of a request this is. Components below find it in their context, and with it the way to ask about what
/// they show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewAt {
    /// The request's identifier.
    pub request: String,
    pub view: ReviewView,
    /// The submission that is shown; 0 where there is none.
    pub number: i64,
    /// Whether who reads it may ask the supplier something now.
    pub can_ask: bool,
    /// The list that one came from, as its address filters it.
    pub from: String,
    /// The table that is shown with the answers.
    pub main_table: Option<Table>,
}

impl ReviewAt {
    /// The address of the same submission in another view.
    pub fn href(&self, view: ReviewView) -> String {
        let number = self.number.to_string();
        let at = [("view", view.key()), ("n", &number), ("from", &self.from)];
        routes::with(routes::request(&self.request), &at)
    }
}

/// A table of the submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableSize {
    pub table: Table,
    /// How many rows it has.
    pub rows: u64,
}

/// The ways from view to view.
#[component]
pub(super) fn ViewTabs(
    /// The submission's tables.
    tables: Vec<TableSize>,
    /// How many differences there are to the submission before.
    changed: u64,
) -> impl IntoView {
    let at = expect_context::<ReviewAt>();
    let tab = |view: ReviewView, count: Option<u64>| Tab {
        href: at.href(view),
        label: view.label(),
        count: count.map(number),
        current: view == at.view,
    };
    let mut tabs = Vec::new();
    if at.number > 0 {
        tabs.push(tab(ReviewView::Answers, None));
        let tables = tables.into_iter().filter(|it| it.rows > 0 && Some(it.table) != at.main_table);
        tabs.extend(tables.map(|it| tab(ReviewView::Rows(it.table), Some(it.rows))));
    }
    if at.number > 1 {
        tabs.push(tab(ReviewView::Changes, Some(changed)));
    }
    tabs.push(tab(ReviewView::History, None));
    view! { <Tabs label=texts().get("desk.review.views") tabs /> }
}
