//! Real workbooks (© RMI, never copied into the repository), read from the folder that `TOUCHSTONE_SAMPLES` names.

mod common;
mod office;
use common::*;
use domain::check_official;
use sheets::check_report::check_older_report;
use sheets::{Found, ReadError, Workbook};

fn official(w: &Workbook) -> (Option<u32>, Vec<u16>) {
    let result = check_official(&w.declaration, w.template().unwrap(), &w.references());
    (result.remaining, result.open_rows)
}

#[test]
fn blank_templates_of_every_version() {
    for (name, version, language, facilities) in [
        ("cmrt/6.01-blank-zh.xlsx", "6.01", "中文 Chinese", 311),
        ("cmrt/6.22-blank-zh.xlsx", "6.22", "中文 Chinese", 350),
        ("cmrt/6.4-blank.xlsx", "6.4", "English", 368),
        ("cmrt/6.5-blank.xlsx", "6.5", "English", 349),
    ] {
        let Some(bytes) = sample_file(name) else { continue };
        let w = read(&bytes).unwrap();
        assert_eq!((w.version.as_str(), w.language.as_deref(), w.seen), (version, Some(language), true));
        assert_eq!(w.lookup.len(), facilities, "{name}");
        assert_eq!((w.declaration.smelters.len(), w.declaration.products.len()), (0, 0), "{name}");
        assert_eq!(w.declaration.answers, Default::default(), "{name}");
        assert_eq!(w.notices, [], "{name}");
        assert_eq!(official(&w).0, Some(52), "{name}");
    }
}

#[test]
fn a_row_deleted_in_an_official_workbook_is_told_of() {
    for name in ["cmrt/6.01-blank-zh.xlsx", "cmrt/6.4-filled-contradictory.xlsx", "cmrt/6.5-filled.xlsx"] {
        let Some(bytes) = sample_file(name) else { continue };
        for (part, row, told) in [
            (DECLARATION, 2, "moved J2"),
            (DECLARATION, 24, "moved B107"),
            (DECLARATION, 73, "moved B107"),
            (SMELTERS, 1, "moved Q2"),
            (PRODUCTS, 3, "moved C4"),
        ] {
            let mut parts = parts_of(&bytes);
            edit(&mut parts, part, |sheet| corpus::without_row(&sheet, row));
            let notices = notices(&read(&zip(&parts)).unwrap());
            assert!(notices.contains(&told.to_owned()), "{name} {part} {row}: {notices:?}");
        }
    }
}

#[test]
fn filled_templates_give_the_official_checkers_figure() {
    for (name, rows, open) in [
        ("cmrt/6.5-filled.xlsx", 62, vec![]),
        ("cmrt/6.4-filled-contradictory.xlsx", 17, vec![8, 56, 64, 69]),
    ] {
        let Some(bytes) = sample_file(name) else { continue };
        let w = read(&bytes).unwrap();
        assert_eq!(w.declaration.smelters.len(), rows, "{name}");
        assert_eq!(official(&w), (Some(open.len() as u32), open), "{name}");
        assert_eq!(w.notices, [], "{name}");
    }
}

#[test]
fn other_files_are_refused_by_name() {
    let old = |v: &str| ReadError::OldVersion { version: v.into() };
    let wrong = |k: &str| ReadError::WrongTemplate { kind: k.into() };
    for (name, error) in [
        ("cmrt/2.03a-filled.xlsx", old("2.03a")),
        ("cmrt/3.01-filled.xlsx", old("3.01")),
        ("cmrt/3.01-filled-contradictory.xlsx", old("3.01")),
        ("other/EMRT-2.1-blank.xlsx", wrong("EMRT")),
        ("other/AMRT-1.3-blank.xlsx", wrong("AMRT")),
        ("hostile/2.03a-encrypted.xlsx", ReadError::Encrypted),
        ("hostile/not-a-workbook.xls", ReadError::NotWorkbook { found: Found::Image }),
    ] {
        let Some(bytes) = sample_file(name) else { continue };
        assert_eq!(read(&bytes), Err(error), "{name}");
    }
}

#[test]
fn official_lists_are_read_as_references() {
    for (name, facilities) in [("cmrt/6.5-blank.xlsx", 349), ("cmrt/3.01-filled.xlsx", 100)] {
        let Some(bytes) = sample_file(name) else { continue };
        let file = sheets::lists::list_file(&bytes, name).unwrap();
        let list = file.build(domain::smelters::About::default());
        assert!(list.entries.len() >= facilities, "{name}: {}", list.entries.len());
    }
}

#[test]
fn x02_a_real_file_cut_short() {
    let Some(bytes) = sample_file("cmrt/6.5-filled.xlsx") else { return };
    for len in (4096..bytes.len()).step_by(4096) {
        assert!(matches!(read(&bytes[..len]), Err(ReadError::Damaged { .. })), "{len}");
    }
}

/// The total and the open rows as the programme that saved the file stored them.
fn stored(bytes: &[u8]) -> (Option<u32>, Vec<u16>) {
    let cells = office::values(bytes, "Checker");
    let at = |cell: String| cells.get(&cell).map_or("", String::as_str);
    let open = (4..70).filter(|row| at(format!("H{row}")) == "1" || at(format!("H{row}")).starts_with('#'));
    (at("D2".into()).parse().ok(), open.collect())
}

/// Every workbook of the folder, so that a new one is not passed over.
#[test]
fn check_says_of_every_sample_what_the_workbook_itself_stored() {
    let Some(dir) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: TOUCHSTONE_SAMPLES is not set, no stored figures were compared");
        return;
    };
    let texts = domain::text::embedded::texts("en");
    let (mut compared, mut told) = (0, 0);
    for entry in std::fs::read_dir(std::path::Path::new(&dir).join("cmrt")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        match read(&bytes) {
            Ok(w) => {
                let report = sheets::check_file_report(&w, domain::Settings::default(), texts);
                let (remaining, open) = stored(&bytes);
                let want = serde_json::json!({ "remaining": remaining, "open_rows": open });
                assert_eq!(report["checker"], want, "{}", path.display());
                assert!(remaining.is_some(), "{} has no stored total", path.display());
                compared += 1;
            }
            Err(ReadError::OldVersion { version }) => {
                // Its checker has other rows, and adds them up below.
                let newest = sheets::older::newest().unwrap();
                let (old, open) = sheets::older::check_older(&bytes, &version, newest).unwrap();
                let settings = domain::Settings::default();
                let report = check_older_report(&old, open.as_deref(), settings, texts);
                let total = if version == "2.03a" { 52 } else { 63 };
                let cells = office::values(&bytes, "Checker");
                let open: Vec<u32> = (4..total)
                    .filter(|row| cells.get(&format!("H{row}")).is_some_and(|n| n == "1"))
                    .collect();
                let remaining: u32 = cells[&format!("H{total}")].parse().unwrap();
                let want = serde_json::json!({ "remaining": remaining, "open_rows": open });
                assert_eq!(report["checker"], want, "{}", path.display());
                assert_eq!(report["template"]["version"], version, "{}", path.display());
                assert!(old.seen && !old.moved.is_empty(), "{}", path.display());
                told += 1;
            }
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }
    println!("{compared} files compared, and {told} older ones");
    assert!(compared >= 6 && told >= 3);
}
