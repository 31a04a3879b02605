//! Whether a text names a supplier, one of its people, or says what one wrote: nothing of that leaves.
//!
//! Texts are compared word by word, folded, so that neither letter case nor company form hides a name.

use crate::runs::Runs;
use crate::survey::Survey;
use domain::smelters::name_words;
use domain::{Declaration, Table};
use std::sync::LazyLock;

/// A name of one word that is shorter counts only with its company form.
const NAME_LETTERS: usize = 5;

/// Something in what leaves that may not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// Where: a key of an answer, or `smelters[3].mine`.
    pub place: String,
    pub text: String,
}

/// All that may not leave, ready for looking.
pub struct Needles<'a> {
    names: Runs,
    persons: Runs,
    /// Names in letters that no space sets apart.
    eastern: Vec<String>,
    comments: &'a Runs,
}

impl<'a> Needles<'a> {
    /// Everybody whom a survey knows, and what suppliers wrote in it.
    pub fn of(survey: &'a Survey) -> Needles<'a> {
        Needles::new(survey.names(), survey.persons(), survey.comments())
    }

    /// Everybody whom the company knows, whether a survey holds them or not.
    pub fn of_book<'p>(
        suppliers: impl IntoIterator<Item = &'p str>,
        persons: impl IntoIterator<Item = &'p str>,
    ) -> Needles<'static> {
        static NONE: LazyLock<Runs> = LazyLock::new(Runs::default);
        Needles::new(suppliers, persons, &NONE)
    }

    fn new<'p>(
        suppliers: impl IntoIterator<Item = &'p str>,
        persons: impl IntoIterator<Item = &'p str>,
        comments: &'a Runs,
    ) -> Needles<'a> {
        let (names, known) = (Runs::default(), Runs::default());
        let mut needles = Needles { names, persons: known, eastern: Vec::new(), comments };
        for name in suppliers {
            let run = name_run(name);
            needles.names.add(&run, 0);
            needles.add_eastern(&run);
        }
        needles.add_persons(persons);
        needles
    }

    fn add_persons<'p>(&mut self, persons: impl IntoIterator<Item = &'p str>) {
        for person in persons {
            let run = name_words::words(person);
            // One plain word, such as `Sales`, is in too many texts.
            let tells = match run.as_slice() {
                [one] => !one.is_ascii() || (one.len() > 5 && one.bytes().any(|b| b.is_ascii_digit())),
                _ => true,
            };
            if tells {
                self.persons.add(&run, 0);
                self.add_eastern(&run);
            }
        }
    }

    fn add_eastern(&mut self, run: &[String]) {
        let text = run.concat();
        if !text.is_ascii() && text.chars().count() > 2 {
            self.eastern.push(text);
        }
    }

    /// Whether a text says what may not leave.
    pub fn finds(&self, text: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        let words = name_words::words(text);
        let eastern = || {
            let whole = words.concat();
            self.eastern.iter().any(|needle| whole.contains(needle.as_str()))
        };
        self.names.are_in(&words, false)
            || self.persons.are_in(&words, false)
            || self.comments.are_in(&words, true)
            || (!text.is_ascii() && eastern())
    }

    /// Whether a text names a supplier.
    pub fn names_supplier(&self, text: &str) -> bool {
        self.names.are_in(&name_words::words(text), false)
    }

    /// Whether a supplier's own words may leave: no address of any kind, and nothing that is looked for.
    pub fn may_leave(&self, text: &str) -> bool {
        !text.contains('@') && !self.finds(text)
    }

    /// Every place of a declaration that says what may not leave.
    pub fn search(&self, declaration: &Declaration) -> Vec<Leak> {
        let mut found = Vec::new();
        for (key, text) in &declaration.answers {
            if self.finds(text) {
                found.push(Leak { place: key.clone(), text: text.clone() });
            }
        }
        for table in Table::all().into_iter() {
            for (i, row) in declaration.rows(table).iter().enumerate() {
                for (column, text) in table.filled(row).filter(|(_, text)| self.finds(text)) {
                    let place = format!("{}[{i}].{column}", table.name());
                    found.push(Leak { place, text: text.to_owned() });
                }
            }
        }
        found
    }
}

/// The words that say who it is; all words where these would be found in other texts too.
fn name_run(name: &str) -> Vec<String> {
    let words = name_words::words(name);
    let core = name_words::core(&words);
    match core.as_slice() {
        [one] if one.chars().count() < NAME_LETTERS => words,
        _ => core,
    }
}
