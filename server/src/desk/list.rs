//! Lists as their address asks for them: filters, order, columns, page; and as files of exactly that.

use super::forms::FormData;
use super::list_file::{Kind, list_file};
use super::session::PageResult;
use crate::file_out::body_of;
use crate::supplier::files::attachment;
use app::desk::list::{ListColumn, ListQuery, Listed, SavedViews, Ticks, shown};
use app::desk::parts::Paging;
use app::desk::routes;
use app::ui::Range;
use domain::Texts;
use futures::{StreamExt, stream};
use service::ServiceError;
use service::records::Page;
use std::future::Future;

/// Rows of a page.
pub const ROWS: u32 = 50;
/// Rows that are read at a time for a file.
pub const FILE_ROWS: u32 = 500;

/// What an address asks of a list.
pub struct Asked {
    /// How the list is looked at.
    pub query: ListQuery,
    /// Behind which row the page begins.
    pub after: Option<String>,
    /// Before which row it ends.
    pub before: Option<String>,
    /// The number of its first row, as the page before said.
    from: u64,
    /// The rows that were ticked before the page was turned.
    ticks: Ticks,
    /// What it asks for that is not there.
    unknown: Vec<String>,
}

/// What stands in the address of a list besides its filters.
const BESIDES: [&str; 15] = [
    "sort", "col", "after", "before", "from", "kept", "id", "all", "act", "to", "go", "expected", "said",
    "count", "of",
];

/// What an address asks for by names that a list does not know: a filter that went, or a slip.
pub fn unknown(sent: &FormData, filters: &[&'static str]) -> Vec<String> {
    let strange = sent.pairs().iter().filter(|(name, value)| {
        !value.is_empty() && !BESIDES.contains(&name.as_str()) && !filters.contains(&name.as_str())
    });
    strange.map(|(name, value)| format!("{name}={value}")).collect()
}

impl Asked {
    /// Reads it: these filters, an order that a column knows, and columns that there are.
    pub fn of<R>(sent: &FormData, filters: &[&'static str], columns: &[ListColumn<R>]) -> Asked {
        let mut values: Vec<(&'static str, String)> =
            filters.iter().map(|name| (*name, sent.get(name).to_owned())).collect();
        let sort = columns.iter().flat_map(|it| it.sorts()).find(|it| *it == sent.get("sort"));
        let mut unknown = unknown(sent, filters);
        if sort.is_none() && !sent.get("sort").is_empty() {
            unknown.push(format!("sort={}", sent.get("sort")));
        }
        values.push(("sort", sort.unwrap_or_default().to_owned()));
        let chosen = sent.all("col");
        let gone = chosen.iter().filter(|key| !columns.iter().any(|it| it.key == **key));
        unknown.extend(gone.map(|key| format!("col={key}")));
        let known = columns.iter().map(|it| it.key.to_owned()).filter(|key| chosen.contains(key));
        let place = |name: &str| Some(sent.raw(name).to_owned()).filter(|place| !place.is_empty());
        Asked {
            query: ListQuery { values, columns: known.collect(), without: &[] },
            after: place("after"),
            before: place("before"),
            from: sent.number("from").unwrap_or(1),
            ticks: Ticks { ids: super::bulk::ticked(sent), all: !sent.get("all").is_empty() },
            unknown,
        }
    }

    /// Leaves a filter out whose value is nothing that there is, and says so.
    pub fn only(&mut self, name: &str, is: impl Fn(&str) -> bool) {
        let value = self.query.get(name).to_owned();
        if !value.is_empty() && !is(&value) {
            self.unknown.push(format!("{name}={value}"));
            self.query = self.query.set(name, "");
        }
    }

    /// The list as a page shows it: its address, its files, and the page that was found of so many rows.
    pub fn listed<T>(&self, address: String, files: [String; 2], page: &Page<T>, of: u64) -> Listed {
        let base = self.query.address(address.clone());
        // Whoever stands at the beginning stands there whatever the address says.
        let from = if page.previous.is_none() { 1 } else { self.from.max(1) };
        let to = from.saturating_add(page.rows.len() as u64) - 1;
        let place = |name, cursor: &Option<String>, from: u64| {
            let from = from.to_string();
            Some(routes::with(base.clone(), &[(name, cursor.as_deref()?), ("from", &from)]))
        };
        let back = from.saturating_sub(ROWS.into()).max(1);
        let lost = page.rows.is_empty() && (self.after.is_some() || self.before.is_some());
        Listed {
            range: Range { from, to, of: Some(of.max(to)) },
            paging: Paging {
                previous: place("before", &page.previous, back).or(lost.then(|| base.clone())),
                next: place("after", &page.next, to.saturating_add(1)),
            },
            files: files.map(|file| self.query.address(file)),
            query: self.query.clone(),
            ticks: self.ticks.clone(),
            unknown: self.unknown.clone(),
            saved: SavedViews::default(),
            address,
        }
    }
}

/// All pages of a list as a file of the columns that are shown; `read` reads the page behind a row. Text goes out page by
/// page, so that it is there at once however long the list is.
pub async fn file_of_pages<R, Read, Reading>(
    kind: Kind,
    name: &str,
    texts: &'static Texts,
    columns: &'static [ListColumn<R>],
    query: &ListQuery,
    mut read: Read,
) -> PageResult
where
    R: Send + Sync + 'static,
    Read: FnMut(Option<String>) -> Reading + Send + 'static,
    Reading: Future<Output = Result<Page<R>, ServiceError>> + Send + 'static,
{
    let mut page = read(None).await?;
    if kind == Kind::Xlsx {
        let mut rows = page.rows;
        while let Some(after) = page.next {
            page = read(Some(after)).await?;
            rows.append(&mut page.rows);
        }
        return file(kind, name, texts, columns, query, &rows).await;
    }
    let shown = shown(columns, query);
    let header = shown.iter().map(|it| texts.get(it.label).to_owned()).collect();
    let lines = move |page: &Page<R>| {
        service::csv::lines(page.rows.iter().map(|row| shown.iter().map(|it| it.text(texts, row)).collect()))
    };
    let first = [service::csv::table(std::iter::once(header)), lines(&page)].concat();
    let rest = stream::unfold((read, lines, page.next), |(mut read, lines, next)| async move {
        // What breaks off half-way must not look whole.
        Some(match read(Some(next?)).await {
            Ok(page) => (Ok(lines(&page)), (read, lines, page.next)),
            Err(error) => (Err(std::io::Error::other(error)), (read, lines, None)),
        })
    });
    let all = stream::once(std::future::ready(Ok(first))).chain(rest);
    Ok(attachment("text/csv; charset=utf-8", &format!("{name}.csv"), body_of(all)))
}

/// The rows as a file of the columns that are shown.
pub async fn file<R>(
    kind: Kind,
    name: &str,
    texts: &'static Texts,
    columns: &[ListColumn<R>],
    query: &ListQuery,
    rows: &[R],
) -> PageResult {
    let shown = shown(columns, query);
    let header = shown.iter().map(|it| texts.get(it.label).to_owned()).collect();
    let rows = rows.iter().map(|row| shown.iter().map(|it| it.text(texts, row)).collect());
    list_file(kind, name, std::iter::once(header).chain(rows).collect()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [ListColumn<u8>; 2] = [
        ListColumn::new("name", "x", |_, n: &u8| n.to_string()).sort("", "-name"),
        ListColumn::new("more", "y", |_, n: &u8| n.to_string()),
    ];

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let pairs: Vec<_> = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Asked::of(&FormData::from(pairs), &["q"], &COLUMNS)
    }

    fn page(rows: u8, previous: Option<&str>, next: Option<&str>) -> Page<u8> {
        let own = |place: Option<&str>| place.map(str::to_owned);
        Page { rows: (0..rows).collect(), previous: own(previous), next: own(next) }
    }

    #[test]
    fn an_address_asks_for_what_there_is() {
        let query =
            asked(&[("q", " a&b "), ("sort", "-name"), ("col", "more"), ("col", "x"), ("x", "y")]).query;
        assert_eq!(query.address("/x".into()), "/x?q=a%26b&sort=-name&col=more");
        assert_eq!(asked(&[("sort", "drop table")]).query.address("/x".into()), "/x");
    }

    #[test]
    fn a_page_leads_on_and_back() {
        let files = || ["/x.csv".to_owned(), "/x.xlsx".to_owned()];
        let first = asked(&[("q", "a"), ("from", "9")]);
        let list = first.listed("/x".into(), files(), &page(50, None, Some("k|b")), 4_312);
        assert_eq!(
            list.range,
            Range { from: 1, to: 50, of: Some(4_312) },
            "it says so whatever the address says"
        );
        assert_eq!(list.paging.previous, None);
        assert_eq!(list.paging.next.as_deref(), Some("/x?q=a&after=k%7Cb&from=51"));
        assert_eq!(list.files, ["/x.csv?q=a", "/x.xlsx?q=a"]);
        let second = asked(&[("after", "k|b"), ("from", "51")]);
        let list = second.listed("/x".into(), files(), &page(7, Some("c|d"), None), 57);
        assert_eq!((list.range.from, list.range.to), (51, 57));
        assert_eq!(list.paging.previous.as_deref(), Some("/x?before=c%7Cd&from=1"));
        assert_eq!(list.paging.next, None);
        let gone = second.listed("/x".into(), files(), &page(0, None, None), 40);
        assert_eq!(gone.paging.previous.as_deref(), Some("/x"), "there is a way back from behind the end");
    }
}
