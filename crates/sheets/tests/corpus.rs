//! Every hostile and odd file: read or refused as it must be, in words for whoever can do something about it.
//! How much memory and time the real programme takes for them is measured in the server's tests.

mod common;
use common::corpus::{Outcome, corpus, tables};
use common::read;
use domain::text::embedded::texts;
use sheets::lists::list_file;
use sheets::{ReadError, supplier_table};
use std::collections::BTreeSet;

/// What became of a file, in the words of the table.
fn became(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let workbook = read(bytes)?;
    let codes: BTreeSet<String> = workbook.notices.into_iter().map(|n| n.code).collect();
    Ok(codes.into_iter().collect())
}

#[test]
fn every_file_is_read_or_refused_as_the_table_says() {
    let mut wrong = Vec::new();
    for case in corpus() {
        let bytes = case.bytes();
        let got = became(&bytes);
        let fits = match (&case.outcome, &got) {
            (Outcome::Read(notices), Ok(codes)) => notices.iter().copied().eq(codes.iter()),
            (Outcome::Refused(code, words), Err(e)) => {
                e.code() == *code && e.what(texts("en")).contains(words)
            }
            _ => false,
        };
        if !fits {
            let said = got.as_ref().err().map(|e| e.what(texts("en"))).unwrap_or_default();
            wrong.push(format!("{}: must be {:?}, is {got:?} {said}", case.id, case.outcome));
        }
        // Whoever takes it for a table of suppliers or a list of smelters gets an answer too.
        let _ = supplier_table(&bytes, "a.xlsx");
        let _ = list_file(&bytes, "a.xlsx");
    }
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn x01_whatever_programme_saved_it_the_same_is_read() {
    let plain = read(&common::zip(&common::sample())).unwrap();
    let cases: Vec<_> = corpus().into_iter().filter(|case| case.id.starts_with("X-01")).collect();
    assert!(cases.len() >= 5);
    for case in cases {
        let got = read(&case.bytes()).unwrap();
        assert_eq!(
            (got.declaration, got.lookup),
            (plain.declaration.clone(), plain.lookup.clone()),
            "{}",
            case.id
        );
    }
}

#[test]
fn every_text_file_is_read_or_refused_as_the_table_says() {
    let mut wrong = Vec::new();
    for case in tables() {
        let bytes = case.bytes();
        let got = match list_file(&bytes, "a.csv") {
            Ok(file) => {
                let second = file.rows.first().and_then(|row| row.cells.get(1));
                Ok((file.rows.len(), second.cloned().unwrap_or_default()))
            }
            Err(e) => Err(e.code()),
        };
        if got.as_ref().map(|(n, text)| (*n, text.as_str())).map_err(|e| *e) != case.outcome {
            wrong.push(format!("{}: must be {:?}, is {got:?}", case.id, case.outcome));
        }
        let table = supplier_table(&bytes, "a.csv").map(|t| t.rows.len()).map_err(|e| e.code());
        let list = got.map(|(n, _)| n);
        // A list may be XML, a table of suppliers may not.
        if table != list && table != Err("other_spreadsheet") {
            wrong.push(format!("{}: as suppliers {table:?}, as a list {list:?}", case.id));
        }
    }
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_two_files_go_by_one_name() {
    let ids: Vec<&str> = corpus().iter().map(|c| c.id).chain(tables().iter().map(|t| t.id)).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len());
    // are about what the portal does with files, and are tests of their own.
    for id in [
        "X-01", "X-02", "X-03", "X-04", "X-05", "X-06", "X-07", "X-08", "X-09", "X-10", "X-11", "X-12",
        "X-13", "X-14", "X-15", "X-16", "X-17", "X-18", "X-19", "X-20", "X-21", "X-22", "X-23", "X-24",
        "X-25", "X-26", "X-27", "X-28", "X-29", "X-30", "X-31", "I-01", "I-02", "I-05",
    ] {
        assert!(ids.iter().any(|name| name.starts_with(id)), "nothing for {id}");
    }
}
