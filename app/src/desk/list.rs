//! A list: what its address says, and the columns that it has.

mod views;

pub use views::{
    BulkForm, ListColumns, ListFilter, ListFilters, ListPager, ListSearch, ListTable, tick as tick_box,
};

use super::T;
use super::parts::{self, Paging, number};
use crate::desk::routes;
use crate::ui::{
    ActiveFilters, Bulk, Column, ColumnChoice, Filter, Order, Pager, Range, Row, Shown, Table, Tick,
};
use leptos::prelude::*;

/// How a list is looked at: what is filtered, how it is sorted, which columns are shown. All of it stands in the
/// address, so that a list can be kept and sent as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Names in the address and their values; `sort` is one of them.
    pub values: Vec<(&'static str, String)>,
    /// Keys of the columns that are shown; none for the usual ones.
    pub columns: Vec<String>,
}

impl ListQuery {
    /// The value of a name; blank where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value)
    }

    /// The same with one value otherwise.
    pub fn set(&self, name: &str, value: &str) -> ListQuery {
        let mut look = self.clone();
        for it in look.values.iter_mut().filter(|it| it.0 == name) {
            it.1 = value.to_owned();
        }
        look
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
    text: fn(T, &R) -> String,
    drawn: Option<fn(T, &R) -> AnyView>,
}

impl<R> ListColumn<R> {
    /// A column that says a text.
    pub const fn new(key: &'static str, label: &'static str, text: fn(T, &R) -> String) -> ListColumn<R> {
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
    pub const fn drawn(mut self, drawn: fn(T, &R) -> AnyView) -> ListColumn<R> {
        self.drawn = Some(drawn);
        self
    }

    /// What a file says in it.
    pub fn text(&self, t: T, row: &R) -> String {
        (self.text)(t, row)
    }

    /// The values of `sort` that it knows.
    pub fn sorts(&self) -> [&'static str; 2] {
        self.sort.unwrap_or_default()
    }

    pub(super) fn cell(&self, t: T, row: &R) -> AnyView {
        match self.drawn {
            Some(drawn) => drawn(t, row),
            None => match self.text(t, row) {
                // So that a card leaves the line out.
                text if text.is_empty() => ().into_any(),
                text => text.into_any(),
            },
        }
    }

    pub(super) fn head(&self, t: T, list: &Listed) -> Column {
        let column = Column::new(t.get(self.label)).number(self.number);
        let Some([ascending, descending]) = self.sort else { return column };
        let now = list.look.get("sort");
        let (order, turned) = match now {
            it if it == ascending => (Some(Order::Ascending), descending),
            it if it == descending => (Some(Order::Descending), ascending),
            _ => (None, ascending),
        };
        column.sort(list.href("sort", turned), order)
    }
}

/// The columns that are shown: the first always, since it names the row.
pub fn shown<'a, R>(columns: &'a [ListColumn<R>], look: &ListQuery) -> Vec<&'a ListColumn<R>> {
    let chosen = |it: &ListColumn<R>| match look.columns.is_empty() {
        true => it.usual,
        false => look.columns.iter().any(|key| key == it.key),
    };
    columns.iter().enumerate().filter(|(at, it)| *at == 0 || chosen(it)).map(|(_, it)| it).collect()
}

/// A list as it is shown: where it is, how it is looked at, and which of its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Its address, without how it is looked at.
    pub address: String,
    /// How it is looked at.
    pub look: ListQuery,
    /// Which rows are shown.
    pub range: Range,
    /// The way on and back.
    pub paging: Paging,
    /// The list as a CSV file and as a workbook; blank where there is none.
    pub files: [String; 2],
}

impl Listed {
    /// The address of the list with one value otherwise, from its beginning.
    pub fn href(&self, name: &str, value: &str) -> String {
        self.look.set(name, value).address(self.address.clone())
    }

    /// What stands in the address under the names that are kept, for a form that leads to the list.
    pub fn kept(&self, keeps: impl Fn(&str) -> bool) -> Vec<(String, String)> {
        let pairs = self.look.pairs().into_iter().filter(|(name, _)| keeps(name));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// What stands in the address, for a form that leads to the list with some of it otherwise.
    pub fn hidden(&self, but: &[&str]) -> Vec<AnyView> {
        let pairs = self.look.pairs().into_iter().filter(|(name, _)| !but.contains(name));
        pairs
            .map(|(name, value)| {
                view! { <input type="hidden" name=name value=value.to_owned() /> }.into_any()
            })
            .collect()
    }

    /// The filters that are on: name in the address, what it is called, and its value in words where it is set.
    pub fn filters(&self, t: T, filters: Vec<(&str, &str, Option<String>)>) -> AnyView {
        let filter = |(name, label, value): (&str, &str, Option<String>)| {
            let (name, label) = (self.href(name, ""), t.get(label).to_owned());
            Some(Filter { name: label, value: value?, without: name })
        };
        let filters = filters.into_iter().filter_map(filter).collect();
        view! { <ActiveFilters remove=t.get("desk.list.remove") filters /> }.into_any()
    }

    /// What is searched for, where something is.
    pub fn searched(&self) -> Option<String> {
        Some(self.look.get("q").to_owned()).filter(|q| !q.is_empty())
    }
}

/// Draws the rows as a table.
pub fn table<R>(
    t: T,
    list: &Listed,
    caption: &str,
    columns: &[ListColumn<R>],
    rows: &[R],
    tick: Option<fn(T, &R) -> Tick>,
) -> AnyView {
    let shown = shown(columns, &list.look);
    let heads = shown.iter().map(|column| column.head(t, list)).collect();
    let rows = rows
        .iter()
        .map(|row| {
            let cells = shown.iter().map(|column| column.cell(t, row)).collect();
            Row::new(cells).tick(tick.map(|tick| tick(t, row)))
        })
        .collect();
    let ticks = if tick.is_some() { t.get("desk.list.tick") } else { "" };
    view! { <Table caption=caption.to_owned() columns=heads rows ticks /> }.into_any()
}

/// Draws the choice of columns.
pub fn column_choice<R>(t: T, list: &Listed, columns: &[ListColumn<R>]) -> AnyView {
    let on = shown(columns, &list.look);
    let choices = columns
        .iter()
        .enumerate()
        .map(|(at, it)| Shown {
            key: it.key.to_owned(),
            label: t.get(it.label).to_owned(),
            on: on.iter().any(|shown| shown.key == it.key),
            fixed: at == 0,
        })
        .collect();
    let fields = list.look.values.iter().filter(|(_, value)| !value.is_empty());
    let fields = fields.map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    view! {
        <ColumnChoice label=t.get("desk.list.columns") action=list.address.clone() fields columns=choices apply=t.get("desk.queue.show") />
    }
    .into_any()
}

/// Draws the way through the list, and the list as files.
pub fn pager(t: T, list: &Listed) -> AnyView {
    let names = ["desk.list.csv", "desk.list.xlsx"].map(|key| t.get(key).to_owned());
    let files = list.files.iter().cloned().zip(names).filter(|(href, _)| !href.is_empty()).collect();
    let link = |href: &Option<String>, key| href.clone().map(|href| (href, t.get(key).to_owned()));
    view! {
        <Pager
            label=t.get("desk.page.label")
            range=parts::range(t, &list.range)
            previous=link(&list.paging.previous, "desk.page.previous")
            next=link(&list.paging.next, "desk.page.next")
            files
        />
    }
    .into_any()
}

/// A form around the table, by which something is done to the rows that are ticked or to all that the list finds.
pub fn bulk(t: T, list: &Listed, action: String, table: AnyView, acts: AnyView) -> AnyView {
    let of = list.range.of.unwrap_or(list.range.to);
    view! {
        <form class="bulk-form" method="post" action=action>
            {list.hidden(&[])}
            {table}
            <Bulk
                count=t.get("desk.bulk.count")
                page=t.get("desk.bulk.page")
                none=t.get("desk.bulk.none")
                all=t.fmt("desk.bulk.all", &[("n", &number(of))])
            >{acts}</Bulk>
        </form>
    }
    .into_any()
}

/// The box of a row.
pub fn tick(t: T, value: &str, name: &str) -> Tick {
    let label = t.fmt("desk.list.tick_one", &[("name", name)]);
    Tick { name: "id".to_owned(), value: value.to_owned(), label, ..Tick::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [ListColumn<u64>; 3] = [
        ListColumn::new("name", "desk.supplier.name", |_, n: &u64| n.to_string()).sort("", "-name"),
        ListColumn::new("twice", "desk.supplier.parts", |_, n: &u64| (n * 2).to_string()).usual(),
        ListColumn::new("more", "desk.supplier.via", |_, n: &u64| (n + 1).to_string()),
    ];

    fn look(sort: &str, columns: &[&str]) -> ListQuery {
        let values = vec![("q", "a&b".to_owned()), ("sort", sort.to_owned())];
        ListQuery { values, columns: columns.iter().map(|it| (*it).to_owned()).collect() }
    }

    #[test]
    fn the_address_says_what_is_shown() {
        let keys = |columns: &[&str]| -> Vec<&str> {
            shown(&COLUMNS, &look("", columns)).iter().map(|it| it.key).collect()
        };
        assert_eq!(keys(&[]), ["name", "twice"]);
        assert_eq!(keys(&["more"]), ["name", "more"], "the first names the row");
        assert_eq!(keys(&["name"]), ["name"], "nothing but the first is a choice too");
        assert_eq!(look("-name", &["more"]).address("/x".into()), "/x?q=a%26b&sort=-name&col=more");
    }

    #[test]
    fn a_header_turns_the_order_and_keeps_the_rest() {
        let list = |sort| Listed { address: "/x".into(), look: look(sort, &["more"]), ..Listed::default() };
        let t = domain::text::embedded::texts("en");
        let html = |sort| Owner::new().with(|| table(t, &list(sort), "Rows", &COLUMNS, &[7], None).to_html());
        assert!(html("").contains("href=\"/x?q=a%26b&amp;sort=-name&amp;col=more\""), "{}", html(""));
        assert!(html("").contains("aria-sort=\"ascending\""));
        assert!(html("-name").contains("href=\"/x?q=a%26b&amp;col=more\""));
        assert!(html("-name").contains("aria-sort=\"descending\""));
    }
}
