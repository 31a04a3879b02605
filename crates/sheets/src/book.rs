//! A workbook: which sheets it has and where, and a stream of their cells.

use crate::cell::{Cell, Value};
use crate::package::Package;
use crate::xml::{Scanner, Token, attr, attr_text};
use crate::{Limit, ReadError, limits, sanitize};
use std::collections::HashMap;

/// An opened workbook.
pub(crate) struct Book<'a> {
    package: Package<'a>,
    /// Worksheets in order: name and part.
    sheets: Vec<(String, String)>,
    strings: Option<String>,
    styles: Option<String>,
    /// The sheets that a person does not see, by their place.
    hidden: Vec<usize>,
    /// Whether dates count from 1904.
    pub(crate) date1904: bool,
}

/// A sheet that is wanted: its index in the book and how many of its columns.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) index: usize,
    pub(crate) columns: u32,
}

impl<'a> Book<'a> {
    /// Opens the package and finds the sheets. No sheet is unpacked yet.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Book<'a>, ReadError> {
        let package = Package::open(bytes)?;
        let (main, rels) = main_part(&package)?;
        let strings = rels.values().find(|r| r.kind == "sharedStrings").map(|r| r.target.clone());
        let styles = rels.values().find(|r| r.kind == "styles").map(|r| r.target.clone());
        let mut book = Book {
            sheets: Vec::new(),
            date1904: false,
            strings: None,
            styles: None,
            hidden: Vec::new(),
            package,
        };
        book.strings = strings.filter(|s| book.package.has(s));
        book.styles = styles.filter(|s| book.package.has(s));
        book.read_workbook(&main, &rels)?;
        Ok(book)
    }

    fn read_workbook(&mut self, main: &str, rels: &HashMap<String, Relation>) -> Result<(), ReadError> {
        let text = self.package.text(main)?;
        let mut scanner = Scanner::new(&text, main);
        let mut count = 0;
        while let Some(token) = scanner.next()? {
            let Token::Start { name, attrs, .. } = token else { continue };
            match name {
                "workbookPr" => {
                    if let Some(flag) = attr(attrs, "date1904") {
                        self.date1904 = matches!(flag, "1" | "true");
                    }
                }
                "sheet" => {
                    count += 1;
                    if count > limits::SHEETS {
                        return Err(ReadError::too_large(Limit::Sheets, ""));
                    }
                    let target = attr(attrs, "id").and_then(|id| rels.get(id));
                    let (Some(name), Some(target)) = (attr_text(attrs, "name"), target) else { continue };
                    if target.kind == "worksheet" && self.package.has(&target.target) {
                        if attr(attrs, "state").is_some_and(|state| state != "visible") {
                            self.hidden.push(self.sheets.len());
                        }
                        self.sheets.push((name, target.target.clone()));
                    }
                }
                _ => {}
            }
        }
        if self.sheets.is_empty() { Err(ReadError::damaged(main)) } else { Ok(()) }
    }

    /// The sheets' names, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().map(|(n, _)| n.as_str())
    }

    /// Whether a person does not see the sheet.
    pub(crate) fn is_hidden(&self, index: usize) -> bool {
        self.hidden.contains(&index)
    }

    /// The part that says how numbers are shown, with its text.
    pub(crate) fn styles(&self) -> Result<Option<(String, String)>, ReadError> {
        let Some(part) = &self.styles else { return Ok(None) };
        Ok(Some((part.clone(), self.package.text(part)?)))
    }

    /// The sheet of this name (letter case and surrounding space do not matter).
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.names().position(|n| domain::answer::same(n, name))
    }

    /// How many bytes a sheet unpacks to: a measure of the work.
    pub(crate) fn size(&self, index: usize) -> u64 {
        self.package.size(&self.sheets[index].1)
    }

    /// Streams the cells of the wanted sheets, sheet by sheet. `begin` is told which of `wanted` comes next and, if
    /// there is one, the first cell that had to be left out because it lies too far out.
    pub(crate) fn stream<S>(
        &self,
        wanted: &[Wanted],
        state: &mut S,
        mut begin: impl FnMut(&mut S, usize, Option<&str>),
        mut each: impl FnMut(&mut S, usize, Cell<'_>),
    ) -> Result<(), ReadError> {
        let (mut kept, mut shown) = (0, 0);
        let mut counted = |state: &mut S, i: usize, sheet: &str, cell: Cell<'_>| {
            if let Value::Text(text) = cell.value {
                shown += text.len() + limits::CELL_BYTES;
                if shown > limits::KEPT_BYTES {
                    return Err(ReadError::too_large(Limit::Kept, sheet));
                }
            }
            each(state, i, cell);
            Ok(())
        };
        #[cfg(feature = "calamine")]
        {
            use crate::by_calamine::Cells;
            let mut sheets = Vec::new();
            for w in wanted {
                sheets.push(self.reduced(*w, &mut kept)?);
            }
            let reader =
                self.reduced_strings(&mut kept, |text, part| Cells::open(&mut sheets, text, part))?;
            let mut reader = match reader {
                Some(reader) => reader,
                None => Cells::open(&mut sheets, "", "")?,
            };
            for (i, (w, sheet)) in wanted.iter().zip(&sheets).enumerate() {
                begin(state, i, sheet.beyond.as_deref());
                let name = &self.sheets[w.index].0;
                reader.each(i, name, |cell| counted(state, i, name, cell))?;
            }
        }
        #[cfg(not(feature = "calamine"))]
        {
            let strings = self.reduced_strings(&mut kept, crate::cells::Strings::read)?.unwrap_or_default();
            for (i, w) in wanted.iter().enumerate() {
                let sheet = self.reduced(*w, &mut kept)?;
                begin(state, i, sheet.beyond.as_deref());
                let name = &self.sheets[w.index].0;
                crate::cells::each_cell(&sheet.xml, name, &strings, |cell| counted(state, i, name, cell))?;
            }
        }
        Ok(())
    }

    /// A sheet without anything but its wanted cells. `kept` adds up what all of them hold.
    pub(crate) fn reduced(&self, wanted: Wanted, kept: &mut usize) -> Result<sanitize::Sanitized, ReadError> {
        let (name, part) = &self.sheets[wanted.index];
        let sheet = sanitize::sheet(&self.package.text(part)?, part, name, wanted.columns)?;
        *kept += sheet.xml.len();
        if *kept > limits::KEPT_BYTES {
            return Err(ReadError::too_large(Limit::Kept, name.as_str()));
        }
        Ok(sheet)
    }

    /// What `read` makes of the shared strings, where there are any. `kept` adds them up with the sheets.
    pub(crate) fn reduced_strings<T>(
        &self,
        kept: &mut usize,
        read: impl FnOnce(&str, &str) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        let Some(part) = &self.strings else { return Ok(None) };
        let text = self.package.text(part)?;
        let strings = sanitize::strings(&text, part)?;
        *kept += strings.len();
        if *kept > limits::KEPT_BYTES {
            return Err(ReadError::too_large(Limit::Kept, part.as_str()));
        }
        read(&sanitize::with_spaces(strings)?, part).map(Some)
    }
}

/// What reads or edits the parts themselves.
impl Book<'_> {
    /// The part of a sheet.
    pub(crate) fn part(&self, index: usize) -> &str {
        &self.sheets[index].1
    }

    /// The text of a part.
    pub(crate) fn text(&self, part: &str) -> Result<String, ReadError> {
        self.package.text(part)
    }

    /// Where the links of a sheet lead that lead out of the workbook, by their ids. Nothing is ever fetched.
    pub(crate) fn external(&self, index: usize) -> Result<HashMap<String, String>, ReadError> {
        let (dir, file) = self.part(index).rsplit_once('/').unwrap_or(("", self.part(index)));
        let rels = format!("{dir}/_rels/{file}.rels");
        let mut out = HashMap::new();
        if !self.package.has(&rels) {
            return Ok(out);
        }
        let text = self.package.text(&rels)?;
        let mut scanner = Scanner::new(&text, &rels);
        while let Some(token) = scanner.next()? {
            let Token::Start { name: "Relationship", attrs, .. } = token else { continue };
            if attr(attrs, "TargetMode") == Some("External")
                && let (Some(id), Some(target)) = (attr(attrs, "Id"), attr_text(attrs, "Target"))
            {
                out.insert(id.to_owned(), target);
            }
        }
        Ok(out)
    }

    /// The main part, and the list of formulas where there is one.
    #[cfg(feature = "write")]
    pub(crate) fn parts(&self) -> Result<(String, Option<String>), ReadError> {
        let (main, rels) = main_part(&self.package)?;
        let chain = rels.into_values().find(|r| r.kind == "calcChain").map(|r| r.target);
        Ok((main, chain.filter(|c| self.package.has(c))))
    }
}

/// The workbook's main part and what it points at.
fn main_part(package: &Package<'_>) -> Result<(String, HashMap<String, Relation>), ReadError> {
    let main = relations(package, "_rels/.rels", "")
        .ok()
        .and_then(|r| r.into_values().find(|r| r.kind == "officeDocument").map(|r| r.target))
        .unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let (dir, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let rels = relations(package, &format!("{dir}/_rels/{file}.rels"), dir)?;
    Ok((main, rels))
}

struct Relation {
    /// The last part of the type's address: the same in transitional and strict files.
    kind: String,
    /// The part's name from the package's root.
    target: String,
}

/// Reads a relationship part. Targets outside the package are left out: nothing is ever fetched.
fn relations(package: &Package<'_>, part: &str, dir: &str) -> Result<HashMap<String, Relation>, ReadError> {
    let text = package.text(part)?;
    let mut scanner = Scanner::new(&text, part);
    let mut out = HashMap::new();
    while let Some(token) = scanner.next()? {
        let Token::Start { name: "Relationship", attrs, .. } = token else { continue };
        if attr(attrs, "TargetMode") == Some("External") {
            continue;
        }
        let (id, kind) = (attr(attrs, "Id"), attr(attrs, "Type"));
        if let (Some(id), Some(kind), Some(target)) = (id, kind, attr_text(attrs, "Target")) {
            let kind = kind.rsplit('/').next().unwrap_or(kind).to_owned();
            out.insert(id.to_owned(), Relation { kind, target: resolve(dir, &target) });
        }
    }
    Ok(out)
}

/// A target as seen from a folder; `..` never leads out of the package.
fn resolve(dir: &str, target: &str) -> String {
    let mut path: Vec<&str> =
        if target.starts_with('/') { Vec::new() } else { dir.split('/').filter(|p| !p.is_empty()).collect() };
    for piece in target.split(['/', '\\']) {
        match piece {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            piece => path.push(piece),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_stay_inside_the_package() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "../../../etc/passwd"), "etc/passwd");
    }
}
