//! What goes into a statement and what comes out of it: texts and integers, nothing else.

use service::ports::{StoreError, StoreResult, during};
use service::records::{CampaignId, Day, Instant, MemberId, RequestId, SupplierId};
use std::borrow::Cow;

/// A parameter. Nulls carry their type, which PostgreSQL wants to know. No `Debug`: parameters are personal data.
#[derive(Clone, PartialEq)]
pub enum Value<'a> {
    /// A text without NUL characters.
    Text(Cow<'a, str>),
    /// An integer.
    Int(i64),
    /// No text.
    NullText,
    /// No integer.
    NullInt,
}

/// A text as both databases can hold it: PostgreSQL refuses NUL characters, so they are left out everywhere.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "")) } else { Cow::Borrowed(text) }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(clean(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(clean(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(if text.contains('\0') { text.replace('\0', "").into() } else { text.into() })
    }
}

impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Value::NullText, Value::from)
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_deref().into()
    }
}

/// Identifiers are texts to a database.
macro_rules! identifiers {
    ($($id:ty),*) => { $(
        impl<'a> From<&'a $id> for Value<'a> {
            fn from(id: &'a $id) -> Self {
                id.as_str().into()
            }
        }

        impl<'a> From<&'a Option<$id>> for Value<'a> {
            fn from(id: &'a Option<$id>) -> Self {
                id.as_deref().into()
            }
        }

        impl From<$id> for Value<'_> {
            fn from(id: $id) -> Self {
                String::from(id).into()
            }
        }
    )* };
}
identifiers!(MemberId, SupplierId, CampaignId, RequestId);

/// A day as its text, and none as a blank one: so days are ordered and compared as texts are.
impl From<Day> for Value<'_> {
    fn from(day: Day) -> Self {
        Value::Text(day.to_string().into())
    }
}

impl From<Option<Day>> for Value<'_> {
    fn from(day: Option<Day>) -> Self {
        day.map_or("".into(), Value::from)
    }
}

/// A moment as its number.
impl From<Instant> for Value<'_> {
    fn from(at: Instant) -> Self {
        Value::Int(at.millis())
    }
}

impl From<Option<Instant>> for Value<'_> {
    fn from(at: Option<Instant>) -> Self {
        at.map(Instant::millis).into()
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Value::Int(number.into())
    }
}

impl From<Option<i64>> for Value<'_> {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Value::NullInt, Value::Int)
    }
}

/// The parameters of a statement, in the order of `$1`, `$2`, ….
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::value::Value::from($value)),*] };
}
pub(crate) use args;

/// One value of a row.
#[derive(Clone, PartialEq)]
pub enum Cell {
    Text(String),
    /// An integer.
    Int(i64),
    /// Nothing.
    Null,
}

/// A row, read from the first column to the last.
pub struct Row(std::vec::IntoIter<Cell>);

impl Row {
    /// A row of these cells.
    pub fn new(cells: Vec<Cell>) -> Row {
        Row(cells.into_iter())
    }

    /// The columns that were not read yet.
    pub fn cells(self) -> Vec<Cell> {
        self.0.collect()
    }

    /// The next column, which is a text.
    pub fn text(&mut self) -> StoreResult<String> {
        self.opt_text()?.ok_or_else(|| fault("a text is missing in a stored row"))
    }

    /// The next column, which is a text or nothing.
    pub fn opt_text(&mut self) -> StoreResult<Option<String>> {
        match self.0.next() {
            Some(Cell::Text(text)) => Ok(Some(text)),
            Some(Cell::Null) => Ok(None),
            _ => Err(fault("a stored row has another shape than expected (text)")),
        }
    }

    /// The next column, which is an integer.
    pub fn int(&mut self) -> StoreResult<i64> {
        self.opt_int()?.ok_or_else(|| fault("an integer is missing in a stored row"))
    }

    /// The next column, which is an integer or nothing.
    pub fn opt_int(&mut self) -> StoreResult<Option<i64>> {
        match self.0.next() {
            Some(Cell::Int(number)) => Ok(Some(number)),
            Some(Cell::Null) => Ok(None),
            _ => Err(fault("a stored row has another shape than expected (integer)")),
        }
    }

    /// The next column, which is a count.
    pub fn size(&mut self) -> StoreResult<u64> {
        u64::try_from(self.int()?).map_err(|_| fault("a stored count is below zero"))
    }

    /// The next column, which is yes (1) or no.
    pub fn flag(&mut self) -> StoreResult<bool> {
        Ok(self.int()? == 1)
    }

    /// The next column, which is a text, and where it is blank nothing.
    pub fn filled(&mut self) -> StoreResult<Option<String>> {
        Ok(Some(self.text()?).filter(|text| !text.is_empty()))
    }

    /// The next columns, so many, or nothing where the first of them is null.
    pub fn unless_null<T>(
        &mut self,
        width: usize,
        read: impl FnOnce(&mut Row) -> StoreResult<T>,
    ) -> StoreResult<Option<T>> {
        if self.0.as_slice().first() != Some(&Cell::Null) {
            return read(self).map(Some);
        }
        self.0.by_ref().take(width).for_each(drop);
        Ok(None)
    }

    /// The next column, which is an identifier.
    pub fn id<T: From<String>>(&mut self) -> StoreResult<T> {
        self.text().map(T::from)
    }

    /// The next column, which is an identifier or nothing.
    pub fn opt_id<T: From<String>>(&mut self) -> StoreResult<Option<T>> {
        Ok(self.opt_text()?.map(T::from))
    }

    /// The next column, which is a moment.
    pub fn instant(&mut self) -> StoreResult<Instant> {
        self.int().map(Instant::from_millis)
    }

    /// The next column, which is a moment or nothing.
    pub fn opt_instant(&mut self) -> StoreResult<Option<Instant>> {
        Ok(self.opt_int()?.map(Instant::from_millis))
    }

    /// The next column, which is a day.
    pub fn day(&mut self) -> StoreResult<Day> {
        self.opt_day()?.ok_or_else(|| fault("a day is missing in a stored row"))
    }

    /// The next column, which is a day or blank.
    pub fn opt_day(&mut self) -> StoreResult<Option<Day>> {
        let read = |text: String| domain::day::stored::read(&text).ok_or(domain::day::NoDay);
        let day = self.filled()?.map(read).transpose();
        day.map_err(|e| StoreError::Fault(during("a stored day cannot be read", e)))
    }

    /// The next column, which is a key of an enumeration.
    pub fn key<T>(&mut self, parse: impl FnOnce(&str) -> Option<T>) -> StoreResult<T> {
        let text = self.text()?;
        parse(&text).ok_or_else(|| fault(&format!("unknown stored key `{text}`")))
    }

    /// The next column, which is a key of an enumeration, or blank.
    pub fn opt_key<T>(&mut self, parse: impl FnOnce(&str) -> Option<T>) -> StoreResult<Option<T>> {
        Ok(parse(&self.text()?))
    }

    /// The next column, which is a text that stands for something.
    pub fn map<T>(&mut self, read: impl FnOnce(&str) -> T) -> StoreResult<T> {
        Ok(read(&self.text()?))
    }

    /// The next column, which is a JSON document.
    pub fn json<T: for<'a> serde::Deserialize<'a>>(&mut self) -> StoreResult<T> {
        serde_json::from_str(&self.text()?)
            .map_err(|e| StoreError::Fault(during("a stored document cannot be read", e)))
    }
}

/// A fault of ours.
pub fn fault(text: &str) -> StoreError {
    StoreError::Fault(text.into())
}

/// A value as the JSON text in which it is stored.
pub fn json<T: serde::Serialize>(value: &T) -> StoreResult<String> {
    serde_json::to_string(value)
        .map_err(|e| StoreError::Fault(during("a value cannot be written as JSON", e)))
}
