//! What things are called in the page's language.

use super::Form;
use domain::template::Field;
use domain::{Location, Metal, RowId, Table};

impl Form {
    /// A text.
    pub fn t(self, key: &str) -> String {
        self.with(|d| d.texts.get(key).to_owned())
    }

    /// A text with arguments.
    pub fn tf(self, key: &str, args: &[(&str, &str)]) -> String {
        self.with(|d| d.texts.fmt(key, args))
    }

    /// A text, where there is one.
    pub fn text(self, key: &str) -> Option<String> {
        self.with(|d| d.texts.has(key).then(|| d.texts.get(key).to_owned()))
    }

    /// What a metal is called.
    pub fn metal(self, metal: Metal) -> String {
        self.t(&format!("metal.{}", metal.key()))
    }

    /// How an allowed value is called in the page's language; any other value as it stands.
    pub fn option(self, field: &Field, value: &str) -> String {
        field.option(value).map_or(value.to_owned(), |option| self.option_text(option))
    }

    /// How a value of a drop-down is called in the page's language.
    pub fn option_text(self, option: &str) -> String {
        if let Some(metal) = self.template().metal(option) {
            return self.metal(metal);
        }
        let key = domain::template::option_text(option);
        self.with(|d| if d.texts.has(&key) { d.texts.get(&key) } else { option }.to_owned())
    }

    /// A field's question, with its metal.
    pub fn label(self, field: &Field) -> String {
        let label = self.t(&format!("field.{}.label", field.text));
        match field.metal {
            Some(metal) => format!("{} · {label}", self.metal(metal)),
            None => label,
        }
    }

    /// What a place is called.
    pub fn place(self, location: &Location) -> String {
        match location {
            Location::Declaration => self.t("answer.place.declaration"),
            Location::Field { key } => match self.template().field(key) {
                Some(field) if field.number.is_empty() => self.label(field),
                Some(field) => match field.metal {
                    Some(m) => format!("{} · {}", field.number, self.metal(m)),
                    None => field.number.clone(),
                },
                None => key.clone(),
            },
            Location::Table { table } => self.t(&format!("section.{}s", table.key())),
            Location::Row { table, row, col } => {
                let row = self.row_label(*table, *row);
                match col {
                    Some(col) => format!("{row} · {}", self.t(&format!("column.{}.{col}", table.key()))),
                    None => row,
                }
            }
        }
    }

    /// What people call a row: its number, and the name that it gives.
    pub fn row_label(self, table: Table, row: RowId) -> String {
        self.with(|d| table.row_label(&d.texts, &d.draft.declaration, row))
    }

    /// The number that people see for a row: 1 for the first, 0 for one that is not there.
    pub fn row_number(self, table: Table, row: RowId) -> usize {
        self.with(|d| d.draft.declaration.rows(table).number(row)).unwrap_or(0)
    }
}
