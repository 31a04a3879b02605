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
pub struct TableColumn {
    label: String,
    sort: Option<String>,
    order: Option<Order>,
    number: bool,
}

impl TableColumn {
    /// A column by its name.
    pub fn new(label: &str) -> TableColumn {
        TableColumn { label: label.to_owned(), ..TableColumn::default() }
    }

    /// The same with the address of the table sorted by it, and how it is sorted by it now.
    pub fn sort(self, href: String, order: Option<Order>) -> TableColumn {
        TableColumn { sort: Some(href), order, ..self }
    }

    /// The same for numbers, which end on one line.
    pub fn number(self, number: bool) -> TableColumn {
        TableColumn { number, ..self }
    }
}

/// The box by which a row is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tick {
    /// The control's name.
    pub name: String,
    /// What is sent where it is ticked.
    pub value: String,
    /// What ticking it does, for those who do not see the row.
    pub label: String,
    /// Whether it is ticked.
    pub checked: bool,
    /// Whether it cannot be changed.
    pub disabled: bool,
}

/// A row of a table. The first cell names it.
pub struct TableRow {
    cells: Vec<AnyView>,
    tick: Option<Tick>,
    below: Option<AnyView>,
    group: Option<Group>,
}

/// What a row and what is below it are together.
struct Group {
    id: String,
    class: String,
}

impl TableRow {
    /// A row: a cell to each column.
    pub fn new(cells: Vec<AnyView>) -> TableRow {
        TableRow { cells, tick: None, below: None, group: None }
    }

    /// The same with a box.
    pub fn tick(self, tick: Option<Tick>) -> TableRow {
        TableRow { tick, ..self }
    }

    /// The same with something that belongs to it and takes the whole width.
    pub fn below(self, below: Option<AnyView>) -> TableRow {
        TableRow { below, ..self }
    }

    /// The same as a group with what is below it, which an address can lead to by its `id`. Where one row is a group, all
    /// are.
    pub fn group(self, id: String, class: String) -> TableRow {
        TableRow { group: Some(Group { id, class }), ..self }
    }
}

/// A table with a line to a row: sorted by its header, scrolled sideways where it is wide, and a card to a row on a
/// phone.
#[component]
pub fn DataTable(
    /// What it lists.
    #[prop(into)]
    caption: String,
    /// Its columns.
    columns: Vec<TableColumn>,
    /// Its rows.
    rows: Vec<TableRow>,
    /// What heads the boxes, where rows have some.
    #[prop(optional, into)]
    ticks: String,
    /// Whether long texts take further lines instead of being cut.
    #[prop(optional)]
    wrap: bool,
) -> impl IntoView {
    let ticked = !ticks.is_empty();
    let width = columns.len() + usize::from(ticked);
    let facts: Vec<_> = columns.iter().map(|column| (column.label.clone(), column.number)).collect();
    let heads: Vec<_> = columns.into_iter().map(head).collect();
    let grouped = rows.iter().any(|row| row.group.is_some());
    let draw = |mut it: TableRow| {
        let group = it.group.take();
        (group, row(it, &facts, ticked, width))
    };
    let rows = rows.into_iter().map(draw);
    let rows = match grouped {
        true => rows.map(group).collect_view().into_any(),
        false => view! { <tbody>{rows.map(|(_, row)| row).collect_view()}</tbody> }.into_any(),
    };
    let ticks =
        ticked.then(|| view! { <th scope="col" class="tick-cell"><span class="unseen">{ticks}</span></th> });
    let class = match (grouped, wrap) {
        (true, _) => "cards rows",
        (false, true) => "cards",
        (false, false) => "cards lines-of-one",
    };
    let label = caption.clone();
    view! {
        // Where it is wider than its box, it is scrolled by keyboard too.
        <div class="table-wrap" role="group" tabindex="0" aria-label=label>
            <table class=class>
                <caption class="unseen">{caption}</caption>
                <thead><tr>{ticks}{heads}</tr></thead>
                {rows}
            </table>
        </div>
    }
}

fn head(column: TableColumn) -> AnyView {
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
    let sorted = sorted.map(|(name, _)| name);
    match column.number {
        true => view! { <th scope="col" class="number" aria-sort=sorted>{label}</th> }.into_any(),
        false => view! { <th scope="col" aria-sort=sorted>{label}</th> }.into_any(),
    }
}

fn group((group, row): (Option<Group>, AnyView)) -> AnyView {
    let (id, class) = group.map(|it| (it.id, it.class)).unzip();
    view! { <tbody id=id class=class>{row}</tbody> }.into_any()
}

fn row(row: TableRow, facts: &[(String, bool)], ticked: bool, width: usize) -> AnyView {
    let mut cells = row.cells.into_iter();
    let name = cells.next();
    let cells: Vec<_> = cells
        .zip(facts.iter().skip(1))
        .map(|(cell, (label, number))| match number {
            true => view! { <td class="number" data-label=label.clone()>{cell}</td> }.into_any(),
            false => view! { <td data-label=label.clone()>{cell}</td> }.into_any(),
        })
        .collect();
    let tick = row.tick.map(|it| {
        view! {
            <input type="checkbox" name=it.name value=it.value aria-label=it.label checked=it.checked
                disabled=it.disabled />
        }
    });
    let tick = ticked.then(|| view! { <td class="tick-cell">{tick}</td> });
    let below = row.below.map(|below| {
        view! { <tr class="below"><td colspan=width.to_string()>{below}</td></tr> }
    });
    view! { <tr>{tick}<th scope="row">{name}</th>{cells}</tr>{below} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(columns: Vec<TableColumn>, rows: Vec<TableRow>, ticks: &'static str) -> String {
        Owner::new().with(|| view! { <DataTable caption="Requests" columns rows ticks /> }.to_html())
    }

    #[test]
    fn a_header_says_how_it_sorts_and_a_cell_what_it_is() {
        let columns = vec![
            TableColumn::new("Name").sort("?sort=name".into(), Some(Order::Ascending)),
            TableColumn::new("State"),
        ];
        let html = drawn(columns, vec![TableRow::new(vec!["<b>".into_any(), "open".into_any()])], "");
        assert_eq!(html.matches("aria-sort=\"ascending\"").count(), 1);
        assert_eq!(html.matches("aria-sort").count(), 1);
        assert!(html.contains("href=\"?sort=name\""));
        assert!(html.contains("data-label=\"State\"") && !html.contains("data-label=\"Name\""));
        assert!(html.contains("&lt;b&gt;") && !html.contains("<b>"));
        assert!(!html.contains("checkbox"));
    }

    #[test]
    fn a_row_that_is_a_group_can_be_led_to_with_what_is_below_it() {
        let row = TableRow::new(vec!["3".into_any()]).below(Some("more".into_any()));
        let html = drawn(
            vec![TableColumn::new("TableRow")],
            vec![row.group("smelter.3".into(), "row row-error".into())],
            "",
        );
        assert!(html.contains("<table class=\"cards rows\">"), "{html}");
        assert!(html.contains("<tbody id=\"smelter.3\" class=\"row row-error\"><tr>"), "{html}");
        assert_eq!((html.matches("<tbody").count(), html.matches("<tr class=\"below\">").count()), (1, 1));
    }

    #[test]
    fn a_box_says_what_it_ticks_and_what_is_below_takes_the_width() {
        let tick =
            Tick { name: "id".into(), value: "s1".into(), label: "Select Harbour".into(), ..Tick::default() };
        let row = TableRow::new(vec!["Harbour".into_any(), "3".into_any()]).tick(Some(tick));
        let columns = vec![TableColumn::new("Name"), TableColumn::new("Findings").number(true)];
        let html = drawn(columns, vec![row.below(Some("more".into_any()))], "Select");
        assert!(html.contains("name=\"id\" value=\"s1\" aria-label=\"Select Harbour\""), "{html}");
        assert_eq!(html.matches("class=\"number\"").count(), 2, "header and cell");
        assert!(html.contains("<tr class=\"below\"><td colspan=\"3\">more"), "{html}");
    }
}
