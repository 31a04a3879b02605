use leptos::prelude::*;

/// How a table is sorted by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The least first.
    Ascending,
    /// The most first.
    Descending,
}

/// A column of a table.
#[derive(Clone, Debug, Default)]
pub struct Column {
    label: String,
    sort: Option<String>,
    order: Option<Order>,
}

impl Column {
    /// A column by its name.
    pub fn new(label: &str) -> Column {
        Column { label: label.to_owned(), ..Column::default() }
    }

    /// The same with the address of the table sorted by it, and how it is sorted by it now.
    pub fn sort(self, href: String, order: Option<Order>) -> Column {
        Column { sort: Some(href), order, ..self }
    }
}

/// A table with a line to a row: sorted by its header, scrolled sideways where it is wide, and a card to a row on a
/// phone. The first cell of a row names it.
#[component]
pub fn Table(
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// Its columns.
    columns: Vec<Column>,
    /// Its rows: a cell to each column.
    rows: Vec<Vec<AnyView>>,
) -> impl IntoView {
    let labels: Vec<String> = columns.iter().map(|column| column.label.clone()).collect();
    let heads: Vec<_> = columns.into_iter().map(head).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let mut cells = row.into_iter();
            let name = cells.next();
            let cells: Vec<_> = cells
                .zip(labels.iter().skip(1))
                .map(|(cell, label)| view! { <td data-label=label.clone()>{cell}</td> })
                .collect();
            view! { <tr><th scope="row">{name}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <div class="table-wrap">
            <table class="cards lines-of-one">
                <caption class="unseen">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn head(column: Column) -> AnyView {
    let sorted = column.order.map(|order| match order {
        Order::Ascending => ("ascending", " ▲"),
        Order::Descending => ("descending", " ▼"),
    });
    let mark = sorted.map(|(_, mark)| view! { <span aria-hidden="true">{mark}</span> });
    let label = column.label;
    let label = match column.sort {
        Some(href) => view! { <a class="sort" href=href>{label}{mark}</a> }.into_any(),
        None => view! { {label}{mark} }.into_any(),
    };
    view! { <th scope="col" aria-sort=sorted.map(|(name, _)| name)>{label}</th> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_says_how_it_sorts_and_a_cell_what_it_is() {
        let owner = Owner::new();
        let html = owner.with(|| {
            let columns = vec![
                Column::new("Name").sort("?sort=name".into(), Some(Order::Ascending)),
                Column::new("State"),
            ];
            let rows = vec![vec!["<b>".into_any(), "open".into_any()]];
            view! { <Table caption="Requests" columns rows /> }.to_html()
        });
        assert_eq!(html.matches("aria-sort=\"ascending\"").count(), 1);
        assert_eq!(html.matches("aria-sort").count(), 1);
        assert!(html.contains("href=\"?sort=name\""));
        assert!(html.contains("data-label=\"State\"") && !html.contains("data-label=\"Name\""));
        assert!(html.contains("&lt;b&gt;") && !html.contains("<b>"));
    }
}
