//! A table of rows: smelters or products. Only the rows in view are drawn; without JavaScript, a page of them.

use super::row_editor::{cell_control, editor};
use crate::kit::el::{El, Node, el};
use crate::kit::signals::*;
use crate::supplier::form::{Form, PAGE_ROWS, Say};
use crate::supplier::model::Step;
use crate::supplier::rows::{INLINE, columns, inline_columns};
use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::template::Section;
use domain::{RowId, Table};

/// Draws a table with what belongs around it.
#[inline(never)]
pub fn table(form: Form, table: Table) -> El {
    let key = table.key();
    let relevant = move || form.settled().with(|s| s.state.needs_rows(table));
    // Without JavaScript, a row that is looked at closely is looked at alone: no control is sent twice.
    let alone = form.editing().get_untracked().is_some() && !form.live().get_untracked();
    let sheet = el("dialog;class=editor;id=editor")
        .a("aria-label", form.t("answer.row_details"))
        .flag("open", alone)
        .nest(move || {
            form.editing().get().map(|(t, row)| Node::El(editor(form, t, row))).into_iter().collect()
        });
    let whole = el("div;class=stack-of")
        .with(el("p;class=panel quiet").hide(relevant).say(form, &format!("answer.{key}s.idle")));
    let whole = match table {
        Table::Smelters => whole.with(chips(form)).all(lists(form)),
        _ => whole,
    };
    whole.with(sheet).all((!alone).then(|| {
        el("div;class=panel tables")
            .with(toolbar(form, table))
            .with(grid(form, table))
            .with(pager(form, table))
    }))
}

fn toolbar(form: Form, table: Table) -> El {
    let key = table.key();
    el("div;class=toolbar")
        .hide(form.without_script())
        .with(
            el("button;class=button;type=button;id=add;data-act=add")
                .a("data-table", key)
                .say(form, &format!("answer.{key}.add")),
        )
        .with(el("span;class=quiet").say(form, "answer.paste_hint"))
}

fn grid(form: Form, table: Table) -> El {
    let key = table.key();
    let heads = form
        .with(|d| inline_columns(d, table))
        .into_iter()
        .map(|c| el("span;role=columnheader").say(form, &format!("column.{key}.{c}")));
    let columns = form.with(|d| inline_columns(d, table).len());
    let fresh = form.with(|d| d.page.fresh);
    // A group without rows is none: assistive technology would look for them.
    let group = |filled: bool| filled.then(|| "rowgroup".to_owned());
    let rows = el("div;class=rowgroup")
        .live("role", move || group(!drawn(form, table).is_empty()))
        .keyed(move || drawn(form, table), move |id| row(form, table, RowId(id)));
    let blank = move || match form.live().get() {
        true => Vec::new(),
        false => (0..3).map(|i| Node::El(row(form, table, RowId(fresh + i)))).collect(),
    };
    el("div")
        .a("class", format!("rows rows-{key} cols-{columns}"))
        .a("role", "table")
        .a("aria-label", form.t(&format!("section.{key}s")))
        .live("aria-rowcount", move || {
            form.rows().track();
            Some(form.with(|d| d.row_count(table)).to_string())
        })
        .with(
            el("div;role=rowgroup")
                .with(el("div;class=row heads;role=row").with(el("span")).all(heads).with(el("span"))),
        )
        .with(el("div;id=rows").with(el("div;id=pad-top")).with(rows).with(el("div;id=pad-bottom")))
        .with(el("div").live("role", move || group(!form.live().get())).nest(blank))
}

/// The ids of the rows in view.
fn drawn(form: Form, table: Table) -> Vec<u64> {
    form.rows().track();
    let window = form.window().get();
    let ids = form.with(|d| d.row_ids(table));
    ids.into_iter().skip(window.start).take(window.count).map(|id| id.0).collect()
}

/// How many smelters each metal has, and whether it needs any.
fn chips(form: Form) -> El {
    let chips = form.template().metals.iter().copied().map(|m| {
        let state = move || {
            form.settled().with(|s| match (s.state.needs_smelters(m), s.state.smelters_of(m)) {
                (true, 0) => "open",
                (true, _) => "done",
                (false, _) => "idle",
            })
        };
        let text = move || {
            let n = form.settled().with(|s| s.state.smelters_of(m)).to_string();
            form.tf(&format!("answer.chip.{}", state()), &[("n", &n)])
        };
        el("li;class=chip")
            .live("data-state", move || Some(state().to_owned()))
            .with(el("b").with(form.metal(m)))
            .with(" ")
            .with(el("span").text(text))
    });
    el("ul;class=chips").all(chips)
}

/// What the controls of a smelter row propose: the list's names for each metal, and its countries.
fn lists(form: Form) -> Vec<El> {
    let option = |value: &str| Node::El(el("option").a("value", value.to_owned()));
    let mut out: Vec<El> = form
        .template()
        .metals
        .iter()
        .copied()
        .map(|m| {
            el("datalist").a("id", format!("names-{}", m.key())).nest(move || {
                form.lists().track();
                form.with(|d| {
                    let known = d.references.smelters().iter();
                    let known = known.filter(|s| s.metal == Some(m) && s.removed.is_none());
                    let known = known.map(|s| option(&s.name));
                    known.chain([NOT_LISTED, NOT_IDENTIFIED].map(option)).collect()
                })
            })
        })
        .collect();
    out.push(el("datalist;id=countries").nest(move || {
        form.lists().track();
        form.with(|d| {
            let mut all: Vec<&str> = Vec::new();
            for smelter in d.references.smelters() {
                if !all.contains(&smelter.country.as_str()) {
                    all.push(&smelter.country);
                }
            }
            all.into_iter().map(option).collect()
        })
    }));
    out
}

fn row(form: Form, table: Table, id: RowId) -> El {
    let key = table.key();
    let mark = form.row_mark(table, id);
    let number = move || {
        form.rows().track();
        match form.row_number(table, id) {
            0 => "+".to_owned(),
            n => n.to_string(),
        }
    };
    let cells = form.with(|d| inline_columns(d, table)).into_iter().map(|col| {
        let control = cell_control(form, table, id, col, "", mark);
        // Shown where there is no room for the headings.
        let label = form.t(&format!("column.{key}.{col}"));
        el("div;class=cell;role=cell").a("data-col", col).a("data-label", label).with(control)
    });
    let details = form.with(|d| columns(d, table).len() > INLINE).then(|| {
        el("a;class=button small;data-act=edit")
            .a("href", format!("{}?row={}", form.path(Step::Of(Section::Rows(table))), id.0))
            .say(form, "answer.row_details")
    });
    let delete = el("button;class=button small plain;name=delete")
        .a("value", format!("{key}:{}", id.0))
        .a("data-act", "delete")
        .a("title", form.t("answer.row_delete"))
        .with(el("span;aria-hidden=true").with("×"))
        .with(el("span;class=sr").say(form, "answer.row_delete"));
    let message = move || mark.with(|m| m.message.lines().next().unwrap_or_default().to_owned());
    el("div;class=row;role=row")
        .a("id", format!("{key}.{}", id.0))
        .a("data-row", id.0.to_string())
        .a("tabindex", "-1")
        .live("data-mark", move || mark.with(|m| m.key().map(str::to_owned)))
        .with(el("span;class=row-number;role=cell").text(number))
        .all(cells)
        .with(el("div;class=row-acts;role=cell").all(details).with(delete))
        .with(el("p;class=row-message;role=cell").a("id", format!("e-{key}.{}", id.0)).text(message))
}

/// Without JavaScript: links to the other pages of rows.
fn pager(form: Form, table: Table) -> El {
    let (count, page) = form.with(|d| (d.row_count(table), d.page.page as usize));
    let pages = count.div_ceil(PAGE_ROWS);
    let links = (0..if pages > 1 { pages } else { 0 }).map(|i| {
        el("a")
            .a("href", format!("{}?page={i}", form.path(Step::Of(Section::Rows(table)))))
            .opt("aria-current", (i == page).then(|| "page".to_owned()))
            .with((i + 1).to_string())
    });
    el("nav;class=pager").a("aria-label", form.t("answer.pages")).hide(move || form.live().get()).all(links)
}
