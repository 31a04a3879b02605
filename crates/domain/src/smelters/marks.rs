//! What the company itself says of smelters: its own classes (high risk, allowed, recycler), each with its reason and
//! the days on which it holds. A mark is no status, and changes none.

use super::history::History;
use super::row::{ListColumn, ListRow};
use crate::references::normal_cid;
use crate::{Day, answer};
use serde::{Deserialize, Serialize};

/// One row of a list of the company's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mark {
    pub cid: String,
    /// In the company's own words.
    pub class: String,
    /// Why.
    pub reason: String,
    /// Where that is said.
    pub source: String,
    /// The first day on which it holds; none where it always did.
    pub from: Option<Day>,
    /// The last one; none where it still does.
    pub to: Option<Day>,
}

impl Mark {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Reads a row; otherwise the column that is wrong, and what stands there. A day that cannot be read leaves the row out:
/// nobody could say when the mark holds.
pub(super) fn mark(row: &ListRow, cid: &str) -> Result<Option<Mark>, (ListColumn, String)> {
    use ListColumn::*;
    let day = |column| match row.get(column) {
        "" => Ok(None),
        text => match answer::parse_date(text) {
            Some(day) => Ok(Some(day)),
            None => Err((column, text.to_owned())),
        },
    };
    let mark = Mark {
        cid: cid.to_owned(),
        class: row.get(Class).to_owned(),
        reason: row.get(Details).to_owned(),
        source: row.get(Source).to_owned(),
        from: day(From)?,
        to: day(To)?,
    };
    if mark.to.is_some() && mark.to < mark.from {
        return Err((To, row.get(To).to_owned()));
    }
    // A list of names alone marks nobody.
    let said = [&mark.class, &mark.reason].iter().any(|text| !text.is_empty());
    Ok(said.then_some(mark))
}

impl History {
    /// What the company says of a smelter on a day, by its own lists that hold then, the youngest first.
    pub fn marks(&self, cid: &str, day: Day) -> Vec<&Mark> {
        let cid = normal_cid(cid);
        let lists = self.lists().iter().rev().filter(|list| list.as_of <= day);
        lists.flat_map(|list| &list.marks).filter(|m| m.cid == cid && m.holds_on(day)).collect()
    }
}
