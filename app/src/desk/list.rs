//! A list: what its address says, and the columns that it has.

mod more;
mod saved;
mod views;

pub use more::{ListMore, MoreFilter};
pub use saved::{ListSave, ListSaved, SavedLink, SavedViews};
pub use views::{
    ListColumns, ListFilter, ListFilters, ListPager, ListSearch, ListTable, ListWithActs, tick as tick_box,
};

use super::parts::Paging;
use crate::desk::routes;
use crate::ui::{Order, Range, TableColumn};
use domain::Texts;
use leptos::prelude::*;

/// How a list is looked at: what is filtered, how it is sorted, which columns are shown. All of it stands in the
/// address, so that a list can be kept and sent as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Names in the address and their values; `sort` is one of them.
    pub values: Vec<(&'static str, String)>,
    /// Keys of the columns that are shown; none for the usual ones.
    pub columns: Vec<String>,
    /// Of the usual columns, those that say nothing as the list is filtered.
    pub without: &'static [&'static str],
}

impl ListQuery {
    /// The value of a name; blank where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value)
    }

    /// The same with one value otherwise.
    pub fn set(&self, name: &str, value: &str) -> ListQuery {
        let mut query = self.clone();
        for it in query.values.iter_mut().filter(|it| it.0 == name) {
            it.1 = value.to_owned();
        }
        query
    }

    /// What stands in the address.
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let values = self.values.iter().map(|(name, value)| (*name, value.as_str()));
        let all = values.chain(self.columns.iter().map(|key| ("col", key.as_str())));
        all.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of a list that is looked at so.
    pub fn address(&self, list: String) -> String {
        routes::with(list, &self.pairs())
    }
}

/// A column of a list: on the page and in its files.
pub struct ListColumn<R> {
    /// Its name in the address.
    pub key: &'static str,
    /// Its name, as a text key.
    pub label: &'static str,
    /// Whether it is shown where nobody chose.
    pub usual: bool,
    number: bool,
    sort: Option<[&'static str; 2]>,
    text: fn(&'static Texts, &R) -> String,
    drawn: Option<fn(&R) -> AnyView>,
}

impl<R> ListColumn<R> {
    /// A column that says a text.
    pub const fn new(
        key: &'static str,
        label: &'static str,
        text: fn(&'static Texts, &R) -> String,
    ) -> ListColumn<R> {
        ListColumn { key, label, usual: false, number: false, sort: None, text, drawn: None }
    }

    /// The same, shown where nobody chose.
    pub const fn usual(mut self) -> ListColumn<R> {
        self.usual = true;
        self
    }

    /// The same for numbers.
    pub const fn number(mut self) -> ListColumn<R> {
        self.number = true;
        self
    }

    /// The same, by which the list is sorted: the value of `sort` that begins with the least, and with the most.
    pub const fn sort(mut self, ascending: &'static str, descending: &'static str) -> ListColumn<R> {
        self.sort = Some([ascending, descending]);
        self
    }

    /// The same, which pages draw otherwise.
    pub const fn drawn(mut self, drawn: fn(&R) -> AnyView) -> ListColumn<R> {
        self.drawn = Some(drawn);
        self
    }

    /// What a file says in it.
    pub fn text(&self, t: &'static Texts, row: &R) -> String {
        (self.text)(t, row)
    }

    /// The values of `sort` that it knows.
    pub fn sorts(&self) -> [&'static str; 2] {
        self.sort.unwrap_or_default()
    }

    pub(super) fn cell(&self, t: &'static Texts, row: &R) -> AnyView {
        match self.drawn {
            Some(drawn) => drawn(row),
            None => match self.text(t, row) {
                // So that a card leaves the line out.
                text if text.is_empty() => ().into_any(),
                text => text.into_any(),
            },
        }
    }

    pub(super) fn head(&self, t: &'static Texts, list: &Listed) -> TableColumn {
        let column = TableColumn::new(t.get(self.label)).number(self.number);
        let Some([ascending, descending]) = self.sort else { return column };
        let now = list.query.get("sort");
        let (order, turned) = match now {
            it if it == ascending => (Some(Order::Ascending), descending),
            it if it == descending => (Some(Order::Descending), ascending),
            // Of numbers, people look for the largest first.
            _ => (None, if self.number { descending } else { ascending }),
        };
        column.sort(list.href("sort", turned), order)
    }
}

/// The columns that are shown: the first always, since it names the row.
pub fn shown<'a, R>(columns: &'a [ListColumn<R>], query: &ListQuery) -> Vec<&'a ListColumn<R>> {
    let chosen = |it: &ListColumn<R>| match query.columns.is_empty() {
        true => it.usual && !query.without.contains(&it.key),
        false => query.columns.iter().any(|key| key == it.key),
    };
    columns.iter().enumerate().filter(|(at, it)| *at == 0 || chosen(it)).map(|(_, it)| it).collect()
}

/// A list as it is shown: where it is, how it is looked at, and which of its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its address, without how it is looked at.
    pub address: String,
    /// How it is looked at.
    pub query: ListQuery,
    /// Which rows are shown.
    pub range: Range,
    /// The way on and back.
    pub paging: Paging,
    /// The list as a CSV file and as a workbook; blank where there is none.
    pub files: [String; 2],
    /// What was ticked before the page was turned.
    pub ticks: Ticks,
    /// What the address asks for that is not there.
    pub unknown: Vec<String>,
    /// Its views under a name.
    pub saved: SavedViews,
}

/// What is ticked of a list, on whatever page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticks {
    /// Identifiers of rows.
    pub ids: Vec<String>,
    /// Whether all that the list finds is meant.
    pub all: bool,
}

impl Listed {
    /// The address of the list with one value otherwise, from its beginning.
    pub fn href(&self, name: &str, value: &str) -> String {
        self.query.set(name, value).address(self.address.clone())
    }

    /// What stands in the address under the names that are kept, for a form that leads to the list.
    pub fn kept(&self, keeps: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let pairs = self.query.pairs().into_iter().filter(|(name, _)| keeps(name));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// What is searched for, where something is.
    pub fn searched(&self) -> Option<String> {
        Some(self.query.get("q").to_owned()).filter(|q| !q.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static COLUMNS: [ListColumn<u64>; 3] = [
        ListColumn::new("name", "desk.supplier.name", |_, n: &u64| n.to_string()).sort("", "-name"),
        ListColumn::new("twice", "desk.supplier.parts", |_, n: &u64| (n * 2).to_string()).usual(),
        ListColumn::new("more", "desk.supplier.via", |_, n: &u64| (n + 1).to_string()),
    ];

    fn query(sort: &str, columns: &[&str]) -> ListQuery {
        let values = vec![("q", "a&b".to_owned()), ("sort", sort.to_owned())];
        ListQuery { values, columns: columns.iter().map(|it| (*it).to_owned()).collect(), without: &[] }
    }

    #[test]
    fn the_address_says_what_is_shown() {
        let keys = |columns: &[&str]| -> Vec<&str> {
            shown(&COLUMNS, &query("", columns)).iter().map(|it| it.key).collect()
        };
        assert_eq!(keys(&[]), ["name", "twice"]);
        assert_eq!(keys(&["more"]), ["name", "more"], "the first names the row");
        assert_eq!(keys(&["name"]), ["name"], "nothing but the first is a choice too");
        assert_eq!(query("-name", &["more"]).address("/x".into()), "/x?q=a%26b&sort=-name&col=more");
    }

    #[test]
    fn a_header_turns_the_order_and_keeps_the_rest() {
        let list = |sort| Listed { address: "/x".into(), query: query(sort, &["more"]), ..Listed::default() };
        let html = |sort| {
            Owner::new().with(|| {
                provide_context(domain::text::embedded::texts("en"));
                let list = list(sort);
                view! { <ListTable list caption="Rows" columns=&COLUMNS rows=vec![7] /> }.to_html()
            })
        };
        assert!(html("").contains("href=\"/x?q=a%26b&amp;sort=-name&amp;col=more\""), "{}", html(""));
        assert!(html("").contains("aria-sort=\"ascending\""));
        assert!(html("-name").contains("href=\"/x?q=a%26b&amp;col=more\""));
        assert!(html("-name").contains("aria-sort=\"descending\""));
    }
}
