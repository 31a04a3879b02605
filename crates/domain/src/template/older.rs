//! CMRT before 6.0: where its answers stand, and which of today's questions they answer. Before 6.0 the same rows hold
//! other questions, so nothing here may be found by row or label alone: the version comes first.

use super::cmrt::{METALS, SCOPE_COMPANY, SCOPE_PRODUCTS, SCOPE_USER};
use super::{Field, Template};
use crate::{SmelterCol as Col, answer};
use std::sync::LazyLock;

/// A question of an older version that one of today's stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The cell in the sheet `Declaration`.
    pub cell: String,
    /// Its number then: `Q4`, `F`; empty where it had none.
    pub was: String,
    /// The key of today's question.
    pub key: String,
}

/// One older version.
#[derive(Clone, Debug)]
pub struct Older {
    /// As published: `3.01`.
    pub version: &'static str,
    /// Whether its layout was seen in a file. Otherwise it is known from text only, and people are told to look.
    pub seen: bool,
    /// What is carried over.
    pub taken: Vec<Taken>,
    /// What nobody asks any more: cell and number.
    pub dropped: Vec<(String, String)>,
    /// The columns of the smelter list from A on; unset where today's list has none for it.
    pub smelters: &'static [Option<Col>],
}

/// Company block of 2.03a: the person who signs is the only one that it names.
const COMPANY_2: &[(u16, &str)] = &[
    (8, "name"),
    (9, "scope"),
    (10, "scope_description"),
    (12, "id"),
    (13, "address"),
    (14, "authorizer_name"),
    (15, "authorizer_title"),
    (16, "authorizer_email"),
    (17, "authorizer_phone"),
    (18, "effective_date"),
];

/// Company block since 3.0, the same as today.
const COMPANY_3: &[(u16, &str)] = &[
    (8, "name"),
    (9, "scope"),
    (10, "scope_description"),
    (12, "id"),
    (13, "id_authority"),
    (14, "address"),
    (15, "contact_name"),
    (16, "contact_email"),
    (17, "contact_phone"),
    (18, "authorizer_name"),
    (19, "authorizer_title"),
    (20, "authorizer_email"),
    (21, "authorizer_phone"),
    (22, "effective_date"),
];

/// Questions per metal: number and first row then, number now (none: not asked any more).
type MetalRows = &'static [(u8, u16, Option<u8>)];
const METALS_2: MetalRows = &[
    (1, 22, Some(2)),
    (2, 28, Some(3)),
    (3, 34, Some(5)),
    (4, 40, Some(6)),
    (5, 46, Some(7)),
    (6, 52, None),
];
const METALS_3: MetalRows = &[
    (1, 26, Some(1)),
    (2, 32, Some(2)),
    (3, 38, Some(3)),
    (4, 44, Some(5)),
    (5, 50, Some(6)),
    (6, 56, Some(7)),
    (7, 62, Some(8)),
];

/// Questions of the company, from A on: the letter now (none: not asked any more).
type Letters = &'static [Option<&'static str>];
const LETTERS_3: Letters =
    &[Some("a"), Some("b"), None, Some("c"), Some("d"), Some("e"), None, Some("f"), Some("g"), Some("h")];
const LETTERS_5: Letters =
    &[Some("a"), Some("b"), None, Some("c"), Some("d"), Some("e"), Some("f"), Some("g"), Some("h")];

const SMELTERS_2: &[Option<Col>] = &[
    None,
    Some(Col::Metal),
    Some(Col::Lookup),
    Some(Col::Name),
    Some(Col::Country),
    Some(Col::Identification),
    Some(Col::Street),
    Some(Col::City),
    Some(Col::State),
    Some(Col::Contact),
    Some(Col::Email),
    Some(Col::NextSteps),
    Some(Col::Mine),
    Some(Col::MineCountry),
    Some(Col::Comment),
];
/// Since 3.0 every column stands where it does today; only that of the numbers is missing until 4.1.
const SMELTERS_3: &[Option<Col>] = &[
    None,
    Some(Col::Metal),
    Some(Col::Lookup),
    Some(Col::Name),
    Some(Col::Country),
    Some(Col::Identification),
    Some(Col::Source),
    Some(Col::Street),
    Some(Col::City),
    Some(Col::State),
    Some(Col::Contact),
    Some(Col::Email),
    Some(Col::NextSteps),
    Some(Col::Mine),
    Some(Col::MineCountry),
    Some(Col::Recycled),
    Some(Col::Comment),
];
/// Since 4.1 the column of the numbers is there too.
const SMELTERS_4: &[Option<Col>] = &[
    Some(Col::Cid),
    Some(Col::Metal),
    Some(Col::Lookup),
    Some(Col::Name),
    Some(Col::Country),
    Some(Col::Identification),
    Some(Col::Source),
    Some(Col::Street),
    Some(Col::City),
    Some(Col::State),
    Some(Col::Contact),
    Some(Col::Email),
    Some(Col::NextSteps),
    Some(Col::Mine),
    Some(Col::MineCountry),
    Some(Col::Recycled),
    Some(Col::Comment),
];

impl Older {
    fn new(
        version: &'static str,
        company: &[(u16, &str)],
        metals: MetalRows,
        (first_letter, letters): (u16, Letters),
        smelters: &'static [Option<Col>],
    ) -> Older {
        let seen = matches!(version, "2.03a" | "3.01");
        let mut older = Older { version, seen, taken: Vec::new(), dropped: Vec::new(), smelters };
        for (row, key) in company {
            older.take(format!("D{row}"), String::new(), format!("company.{key}"));
        }
        for (number, first, now) in metals {
            for (row, metal) in (*first..).zip(METALS) {
                older.question(row, format!("Q{number}"), now.map(|n| format!("q{n}.{}", metal.key())));
            }
        }
        for ((row, letter), now) in (first_letter..).step_by(2).zip('A'..).zip(letters) {
            older.question(row, letter.to_string(), now.map(str::to_owned));
        }
        older
    }

    /// The letter of the column in the smelter list that holds what today's does.
    pub fn smelter_letter(&self, col: Col) -> Option<char> {
        let index = self.smelters.iter().position(|c| *c == Some(col))?;
        ('A'..='Z').nth(index)
    }

    fn take(&mut self, cell: String, was: String, key: String) {
        self.taken.push(Taken { cell, was, key });
    }

    fn question(&mut self, row: u16, was: String, now: Option<String>) {
        match now {
            Some(key) => {
                self.take(format!("G{row}"), was.clone(), format!("{key}.comment"));
                self.take(format!("D{row}"), was, key);
            }
            None => {
                self.dropped.push((format!("D{row}"), was.clone()));
                self.dropped.push((format!("G{row}"), was));
            }
        }
    }
}

static OLDER: LazyLock<Vec<Older>> = LazyLock::new(|| {
    let mut out = Vec::new();
    for version in ["2.0", "2.01", "2.02", "2.03", "2.03a"] {
        out.push(Older::new(version, COMPANY_2, METALS_2, (59, LETTERS_3), SMELTERS_2));
    }
    for version in ["3.0", "3.01", "3.02", "4.0", "4.01", "4.01a", "4.01b"] {
        out.push(Older::new(version, COMPANY_3, METALS_3, (69, LETTERS_3), SMELTERS_3));
    }
    for version in ["4.1", "4.2"] {
        out.push(Older::new(version, COMPANY_3, METALS_3, (69, LETTERS_3), SMELTERS_4));
    }
    for version in ["5.0", "5.01", "5.1", "5.11", "5.12"] {
        out.push(Older::new(version, COMPANY_3, METALS_3, (69, LETTERS_5), SMELTERS_4));
    }
    out
});

/// The layout of a version before 6.0.
pub fn older(version: &str) -> Option<&'static Older> {
    let short = version.strip_suffix('0').filter(|v| !v.ends_with('.')).unwrap_or(version);
    OLDER.iter().find(|o| o.version == version).or_else(|| OLDER.iter().find(|o| o.version == short))
}

/// The versions before 6.0 that can be read, oldest first.
pub fn older_versions() -> impl Iterator<Item = &'static Older> {
    OLDER.iter()
}

/// Today's answer for an older one; none where no answer of today means the same.
pub fn answer_now(field: &Field, raw: &str) -> Option<String> {
    if field.options().is_empty() || answer::is_blank(raw) {
        return Some(raw.to_owned());
    }
    let text = answer::clean(raw);
    // The survey was asked for in the standard form only, and the duty to disclose for the United States only: a "No"
    // then says nothing of what is asked now.
    if matches!(field.text.as_str(), "e" | "h") && answer::same(text, "No") {
        return None;
    }
    if let Some(option) = field.option(text) {
        return Some(option.to_owned());
    }
    let starts = |start: &str| text.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start));
    let contains = |part: &str| text.contains(part);
    let now = match field.text.as_str() {
        "company.scope" if starts("A.") => SCOPE_COMPANY,
        // Before 3.0, B and C were divisions and categories, and D the products.
        "company.scope" if starts("D.") => SCOPE_PRODUCTS,
        "company.scope" if starts("B. Product") => SCOPE_PRODUCTS,
        "company.scope" if starts("B.") || starts("C.") => SCOPE_USER,
        // Shares had steps of 25 %.
        "q6" if starts("Yes") => "100%",
        "q6" if contains("less than") || contains("<") => "50% or less",
        "q6" if contains("75") => "Greater than 75%",
        "q6" if contains("50") => "Greater than 50%",
        "q6" if contains("25") => "50% or less",
        "e" if starts("Yes") => field.options().first()?.as_str(),
        "h" if starts("Yes") => field.options().first()?.as_str(),
        "q3" | "q5" if starts("Uncertain") => "Unknown",
        "q7" | "f" if starts("Yes") => "Yes",
        _ => return None,
    };
    Some(now.to_owned())
}

/// Today's questions for which an older version has no answer, without comments.
pub fn new_questions(older: &Older, template: &Template) -> Vec<String> {
    let known = |field: &&Field| !older.taken.iter().any(|t| t.key == field.key);
    template.fields.iter().filter(|f| f.comment_of.is_none()).filter(known).map(|f| f.key.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template;

    #[test]
    fn every_older_cell_answers_a_question_of_today_once() {
        let template = template::cmrt("6.5").unwrap();
        for older in older_versions() {
            let mut keys: Vec<_> = older.taken.iter().map(|t| &t.key).collect();
            let mut cells: Vec<_> =
                older.taken.iter().map(|t| &t.cell).chain(older.dropped.iter().map(|(c, _)| c)).collect();
            assert!(keys.iter().all(|k| template.field(k).is_some()), "{}", older.version);
            let counts = (keys.len(), cells.len());
            keys.sort();
            keys.dedup();
            cells.sort();
            cells.dedup();
            assert_eq!((keys.len(), cells.len()), counts, "{}", older.version);
        }
    }

    #[test]
    fn the_same_row_is_another_question_before_6() {
        let key_at = |version: &str, cell: &str| {
            older(version).unwrap().taken.iter().find(|t| t.cell == cell).map(|t| t.key.as_str())
        };
        assert_eq!(key_at("3.01", "D44"), Some("q5.tantalum"));
        assert_eq!(key_at("3.01", "D65"), Some("q8.tungsten"));
        assert_eq!((key_at("3.01", "D73"), key_at("3.01", "D87")), (None, Some("h")));
        assert_eq!((key_at("5.12", "D81"), key_at("5.12", "D85")), (Some("f"), Some("h")));
        assert_eq!((key_at("2.03a", "D22"), key_at("2.03a", "D77")), (Some("q2.tantalum"), Some("h")));
        assert_eq!(older("4.10").unwrap().version, "4.1");
        assert!(older("6.5").is_none() && older("1.00").is_none());
    }

    #[test]
    fn answers_are_taken_over_by_what_they_mean() {
        let template = template::cmrt("6.5").unwrap();
        let now = |key: &str, raw: &str| answer_now(template.field(key).unwrap(), raw);
        for (key, raw, want) in [
            ("q6.tin", "Yes, 100%", Some("100%")),
            ("q6.tin", "No, but greater than 75% ", Some("Greater than 75%")),
            ("q6.tin", "No, but greater than 25%", Some("50% or less")),
            ("q6.tin", "No, but less than 25%", Some("50% or less")),
            ("q6.tin", "No but > 75%", Some("Greater than 75%")),
            ("q6.tin", "None", Some("None")),
            ("q3.tin", "Uncertain or Unknown", Some("Unknown")),
            ("q7.tin", "Yes all smelters have been provided", Some("Yes")),
            ("q8.tin", "Unknown", None),
            ("e", "Yes", Some("Yes, in conformance with IPC1755 (e.g., CMRT)")),
            ("f", "Yes (documentation review only)", Some("Yes")),
            ("h", "Yes", Some("Yes, with the SEC")),
            ("h", "No", None),
            ("company.scope", "A. Company Level", Some("A. Company")),
            ("company.scope", "D. Product Level", Some("B. Product (or List of Products)")),
            ("company.name", "Example Ltd", Some("Example Ltd")),
        ] {
            assert_eq!(now(key, raw).as_deref(), want, "{key} {raw}");
        }
    }
}
