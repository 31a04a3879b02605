//! What stands in the `{…}` of a finding's message.

use crate::{Declaration, Table, Texts};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A value for a message. Documents hold it as one text, see [`Argument::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Said as it stands: the supplier's words, a number, a day.
    Plain(String),
    /// A text of the catalogues, by its key.
    Text(String),
    /// Several of them, one after the other.
    Texts(Vec<String>),
    Rows(RowNumbers),
    /// A text with one or two values in it (`{value}`, `{more}`), which are not of this kind themselves.
    With {
        text: String,
        value: Box<Argument>,
        more: Box<Argument>,
    },
}

/// Rows of the smelter list by number, a single one with the smelter's name where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowNumbers {
    /// Whether they are the sheet's numbers, and not places in the list.
    sheet: bool,
    numbers: Vec<u32>,
    name: String,
}

const TEXT: &str = "text:";
const TEXTS: &str = "texts:";
const WITH: &str = "with:";
const ROW: &str = "row:";
const SHEET_ROW: &str = "sheet_row:";
/// Between the two values of a text that has them.
const BETWEEN: char = '\u{1f}';
/// Most numbers of rows in a message.
const SHOWN: usize = 8;

impl Argument {
    /// Reads what a document holds: `text:metal.tin`, `texts:metal.tin,metal.gold`, `text:row:2,5`,
    /// `with:list.to:Q2\u{1f}Q8`; all else is said as it stands.
    pub fn parse(text: &str) -> Argument {
        let Some((key, said)) = text.strip_prefix(WITH).and_then(|rest| rest.split_once(':')) else {
            return Argument::simple(text);
        };
        let (value, more) = said.split_once(BETWEEN).unwrap_or((said, ""));
        Argument::with(key, Argument::simple(value), Argument::simple(more))
    }

    fn simple(text: &str) -> Argument {
        if let Some(key) = text.strip_prefix(TEXT) {
            return RowNumbers::parse(key).map_or_else(|| Argument::Text(key.to_owned()), Argument::Rows);
        }
        match text.strip_prefix(TEXTS) {
            Some(keys) => Argument::Texts(keys.split(',').map(str::to_owned).collect()),
            None => Argument::Plain(text.to_owned()),
        }
    }

    /// A text of the catalogues, by its key.
    pub fn text(key: impl Into<String>) -> Argument {
        Argument::Text(key.into())
    }

    /// A text with values of its own; a blank one says nothing.
    pub fn with(text: &str, value: impl Into<Argument>, more: impl Into<Argument>) -> Argument {
        let (value, more) = (Box::new(value.into()), Box::new(more.into()));
        Argument::With { text: text.to_owned(), value, more }
    }

    /// The same for a reader of the workbook: its rows by the numbers that the sheet shows.
    pub(crate) fn in_workbook(self, declaration: &Declaration) -> Argument {
        let Argument::Rows(rows) = self else { return self };
        let shown = |n: &u32| {
            let at = n.checked_sub(1)?;
            let sheet_row = declaration.smelters.get(at as usize)?.sheet_row;
            Some(sheet_row.unwrap_or(Table::SMELTERS.first_row() + at))
        };
        let numbers = rows.numbers.iter().filter_map(shown).collect();
        Argument::Rows(RowNumbers { sheet: true, numbers, name: String::new() })
    }

    pub(crate) fn said(&self, texts: &Texts) -> String {
        match self {
            Argument::Plain(text) => text.clone(),
            Argument::Text(key) => texts.get(key).to_owned(),
            Argument::Texts(keys) => {
                let named: Vec<&str> = keys.iter().map(|key| texts.get(key)).collect();
                named.join(texts.get("list.separator"))
            }
            Argument::Rows(rows) => rows.said(texts),
            Argument::With { text, value, more } => {
                texts.fmt(text, &[("value", &value.said(texts)), ("more", &more.said(texts))])
            }
        }
    }
}

/// What somebody wrote is never taken for a text of ours, however it begins.
impl From<String> for Argument {
    fn from(text: String) -> Argument {
        let special = [TEXT, TEXTS, WITH].iter().any(|s| text.starts_with(s)) || text.contains(BETWEEN);
        Argument::Plain(if special { format!(" {}", text.replace(BETWEEN, " ")) } else { text })
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        text.to_owned().into()
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Argument::Plain(text) => f.write_str(text),
            Argument::Text(key) => write!(f, "{TEXT}{key}"),
            Argument::Texts(keys) => write!(f, "{TEXTS}{}", keys.join(",")),
            Argument::Rows(rows) => rows.fmt(f),
            Argument::With { text, value, more } => {
                write!(f, "{WITH}{text}:{value}")?;
                let more = more.to_string();
                if more.is_empty() { Ok(()) } else { write!(f, "{BETWEEN}{more}") }
            }
        }
    }
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for Argument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Argument, D::Error> {
        Ok(Argument::parse(&String::deserialize(deserializer)?))
    }
}

impl RowNumbers {
    /// Rows by their places in the list; the name is that of the only one.
    pub(crate) fn new(numbers: Vec<u32>, name: String) -> RowNumbers {
        let name = if numbers.len() == 1 { name } else { String::new() };
        RowNumbers { sheet: false, numbers, name }
    }

    fn parse(key: &str) -> Option<RowNumbers> {
        let (sheet, rest) = match key.strip_prefix(SHEET_ROW) {
            Some(rest) => (true, rest),
            None => (false, key.strip_prefix(ROW)?),
        };
        let (numbers, name) = rest.split_once(':').unwrap_or((rest, ""));
        let numbers = numbers.split(',').filter_map(|n| n.parse().ok()).collect();
        Some(RowNumbers { sheet, numbers, name: name.to_owned() })
    }

    fn said(&self, texts: &Texts) -> String {
        let mut shown: Vec<String> = self.numbers.iter().take(SHOWN).map(u32::to_string).collect();
        if self.numbers.len() > SHOWN {
            shown.push("…".to_owned());
        }
        let key = match (self.sheet, self.numbers.len() == 1) {
            (true, true) => "list.sheet_row",
            (true, false) => "list.sheet_rows",
            (false, true) if !self.name.is_empty() => "list.row_named",
            (false, true) => "list.row",
            (false, false) => "list.rows",
        };
        texts.fmt(key, &[("n", &shown.join(texts.get("list.separator"))), ("name", &self.name)])
    }
}

impl fmt::Display for RowNumbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.sheet { SHEET_ROW } else { ROW };
        let numbers: Vec<String> = self.numbers.iter().map(u32::to_string).collect();
        write!(f, "{TEXT}{kind}{}", numbers.join(","))?;
        if self.name.is_empty() { Ok(()) } else { write!(f, ":{}", self.name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_hold_an_argument_as_one_text() {
        for text in [
            "",
            "Ore Works: East",
            "text:metal.tin",
            "texts:metal.tin,metal.gold",
            "text:row:2,5",
            "text:row:2:Works {n}: East",
            "text:sheet_row:12",
            "with:list.to:Q2\u{1f}Q8",
            "with:list.unanswered:text:field.q1.label",
        ] {
            let argument = Argument::parse(text);
            assert_eq!(argument.to_string(), text);
            let json = serde_json::to_string(&argument).unwrap();
            assert_eq!(json, serde_json::to_string(text).unwrap());
            assert_eq!(serde_json::from_str::<Argument>(&json).unwrap(), argument);
        }
    }

    #[test]
    fn what_somebody_wrote_is_never_a_text_of_ours() {
        for written in ["text:metal.tin", "texts:a,b", "with:list.to:a", "a\u{1f}b", "text:row:2"] {
            let argument = Argument::from(written);
            assert!(matches!(argument, Argument::Plain(_)), "{written}");
            assert_eq!(Argument::parse(&argument.to_string()), argument, "{written}");
        }
    }
}
