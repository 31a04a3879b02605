//! How the file is read: which sheet or separator, which row is the header, what shares mean.

use super::ImportPreview;
use crate::desk::T;
use crate::desk::routes;
use crate::ui::Submit;
use leptos::prelude::*;

/// How a file is read, and how else it may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The sheets, or the file by each separator: where each stands, and whether a person does not see it.
    pub tables: Vec<(String, bool)>,
    /// Which is used.
    pub table: u64,
    /// The first rows: number in the file, and what stands there.
    pub first_rows: Vec<(u64, String)>,
    /// The number of the header's row.
    pub header_row: u64,
    /// Whether the header may be none.
    pub doubtful: bool,
    /// Whether shares without a sign count the whole as 1.
    pub fractions: bool,
    /// Whether there is a column of shares.
    pub has_shares: bool,
}

impl Reading {
    /// What goes with every act on this preview, so that it acts on what is shown: name and value.
    pub fn fields(&self) -> [(&'static str, String); 3] {
        let fractions = if self.fractions { "yes" } else { "" };
        [
            ("table", self.table.to_string()),
            ("header", self.header_row.to_string()),
            ("fractions", fractions.to_owned()),
        ]
    }
}

/// The fields as hidden controls of a form.
pub fn hidden(reading: &Reading) -> Vec<AnyView> {
    let field = |(name, value)| view! { <input type="hidden" name=name value=value /> }.into_any();
    reading.fields().map(field).into_iter().collect()
}

/// Draws the choice; of what cannot be chosen otherwise, nothing.
pub fn view(t: T, p: &ImportPreview) -> AnyView {
    let r = &p.reading;
    let option = |value: String, label: String, chosen: bool| {
        view! { <option value=value selected=chosen>{label}</option> }
    };
    let tables = (r.tables.len() > 1).then(|| {
        let options: Vec<_> = r
            .tables
            .iter()
            .enumerate()
            .map(|(at, (name, hidden))| {
                let label =
                    if *hidden { t.fmt("desk.import.hidden_sheet", &[("name", name)]) } else { name.clone() };
                option(at.to_string(), label, at as u64 == r.table)
            })
            .collect();
        view! {
            <div class="control">
                <label for="table">{t.get("desk.import.table")}</label>
                <select id="table" name="table">{options}</select>
            </div>
        }
    });
    let one_table = (r.tables.len() < 2)
        .then(|| view! { <input type="hidden" name="table" value=r.table.to_string() /> });
    let rows: Vec<_> = r
        .first_rows
        .iter()
        .map(|(row, text)| option(row.to_string(), format!("{row}: {text}"), *row == r.header_row))
        .collect();
    let shares = r.has_shares.then(|| {
        view! {
            <div class="control">
                <label for="fractions">{t.get("desk.import.shares")}</label>
                <select id="fractions" name="fractions">
                    {option(String::new(), t.get("desk.import.shares_percent").to_owned(), !r.fractions)}
                    {option("yes".to_owned(), t.get("desk.import.shares_fraction").to_owned(), r.fractions)}
                </select>
            </div>
        }
    });
    let doubt = r.doubtful.then(|| view! { <p class="notice">{t.get("desk.import.doubtful")}</p> });
    view! {
        <section class="panel" aria-labelledby="reading">
            <h2 id="reading">{t.get("desk.import.reading")}</h2>
            {doubt}
            <form method="get" action=routes::import_preview(&p.id) class="form">
                {tables}{one_table}
                <div class="control">
                    <label for="header">{t.get("desk.import.header_row")}</label>
                    <select id="header" name="header">{rows}</select>
                </div>
                {shares}
                <div class="form-acts"><Submit label=t.get("desk.import.read_so") /></div>
            </form>
        </section>
    }
    .into_any()
}
