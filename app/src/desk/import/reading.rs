//! How the file is read: which sheet or separator, which row is the header, what shares mean.

use crate::desk::{routes, texts};
use crate::ui::{Panel, Submit};
use leptos::prelude::*;

/// How a file is read, and how else it may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The sheets, or the file by each separator.
    pub tables: Vec<Sheet>,
    /// Which is used.
    pub table: u64,
    /// The first rows.
    pub first_rows: Vec<FileRow>,
    /// The number of the header's row.
    pub header_row: u64,
    /// Whether the header may be none.
    pub doubtful: bool,
    /// Whether shares without a sign count the whole as 1.
    pub fractions: bool,
    /// Whether there is a column of shares.
    pub has_shares: bool,
}

/// A sheet of a workbook, or a file by a separator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    /// Whether a person does not see it.
    pub hidden: bool,
}

/// A row of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRow {
    /// Its number.
    pub row: u64,
    /// What stands there.
    pub text: String,
}

impl Reading {
    /// How an act on the preview says that the file is read so: name and value.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let fractions = if self.fractions { "yes" } else { "" };
        let fields = [
            ("table", self.table.to_string()),
            ("header", self.header_row.to_string()),
            ("fractions", fractions.to_owned()),
        ];
        fields.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }
}

/// The choice of how the file is read; of what cannot be chosen otherwise, nothing.
#[component]
pub(super) fn ReadingChoice(batch: String, reading: Reading) -> impl IntoView {
    let t = texts();
    let row = |FileRow { row, text }: FileRow| {
        view! { <option value=row.to_string() selected=row == reading.header_row>{format!("{row}: {text}")}</option> }
    };
    let rows = reading.first_rows.into_iter().map(row).collect_view();
    let doubt = reading.doubtful.then(|| view! { <p class="notice">{t.get("desk.import.doubtful")}</p> });
    let shares = reading.has_shares.then(|| view! { <Shares fractions=reading.fractions /> });
    view! {
        <Panel id="reading" title=t.get("desk.import.reading")>
            {doubt}
            <form method="get" action=routes::import_preview(&batch) class="form">
                <Sheets sheets=reading.tables chosen=reading.table />
                <div class="control">
                    <label for="header">{t.get("desk.import.header_row")}</label>
                    <select id="header" name="header">{rows}</select>
                </div>
                {shares}
                <div class="form-acts"><Submit label=t.get("desk.import.read_so") /></div>
            </form>
        </Panel>
    }
}

#[component]
fn Sheets(sheets: Vec<Sheet>, chosen: u64) -> impl IntoView {
    let t = texts();
    if sheets.len() < 2 {
        return view! { <input type="hidden" name="table" value=chosen.to_string() /> }.into_any();
    }
    let options = sheets.into_iter().enumerate().map(|(at, sheet)| {
        let label = match sheet.hidden {
            true => t.fmt("desk.import.hidden_sheet", &[("name", &sheet.name)]),
            false => sheet.name,
        };
        view! { <option value=at.to_string() selected=at as u64 == chosen>{label}</option> }
    });
    view! {
        <div class="control">
            <label for="table">{t.get("desk.import.table")}</label>
            <select id="table" name="table">{options.collect_view()}</select>
        </div>
    }
    .into_any()
}

/// What a share without a sign means.
#[component]
fn Shares(fractions: bool) -> impl IntoView {
    let t = texts();
    view! {
        <div class="control">
            <label for="fractions">{t.get("desk.import.shares")}</label>
            <select id="fractions" name="fractions">
                <option value="" selected=!fractions>{t.get("desk.import.shares_percent")}</option>
                <option value="yes" selected=fractions>{t.get("desk.import.shares_fraction")}</option>
            </select>
        </div>
    }
}
