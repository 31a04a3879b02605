//! Versions before 6.0, read into today's questions (samples © RMI, in the folder that `TOUCHSTONE_SAMPLES` names).

mod common;
use common::*;
use domain::template::{self, older::older_versions};
use sheets::ReadError;
use sheets::older::{Fate, Migrated, newest, read_older};

fn migrate(bytes: &[u8]) -> Migrated {
    match read(bytes) {
        Err(ReadError::OldVersion { version }) => read_older(bytes, &version, newest().unwrap()).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn fates(m: &Migrated, fate: Fate) -> Vec<&str> {
    let of = m.moved.iter().filter(|l| l.fate == fate);
    of.map(|l| if l.key.is_empty() { l.cell.as_str() } else { l.key.as_str() }).collect()
}

#[test]
fn a_3_01_is_taken_over_question_by_question() {
    let Some(bytes) = sample_file("cmrt/3.01-filled.xlsx") else { return };
    let m = migrate(&bytes);
    let d = &m.declaration;
    assert_eq!((m.from, m.seen, m.template.version.as_str()), ("3.01", true, "6.5"));
    for (key, value) in [
        ("company.name", "Example Components Inc."),
        ("company.scope", "A. Company"),
        ("company.effective_date", "2014-05-31"),
        ("q2.tungsten", "Yes"),
        ("q3.gold", "Unknown"),
        ("q5.gold", "Yes"),
        ("q6.gold", "100%"),
        ("q7.gold", "Yes"),
        ("q8.gold", "Yes"),
        ("b.comment", "http://company/policy"),
        ("e", "Yes, in conformance with IPC1755 (e.g., CMRT)"),
        ("g.comment", "We use GSP"),
        ("h", "Yes, with the SEC"),
    ] {
        assert_eq!(d.answer(key), value, "{key}");
    }
    assert_eq!(d.answer("q4.gold"), "");
    assert_eq!(fates(&m, Fate::New), ["q4.tantalum", "q4.tin", "q4.gold", "q4.tungsten"]);
    assert_eq!(fates(&m, Fate::Dropped), ["D73", "D81"]);
    assert_eq!(fates(&m, Fate::Unclear), Vec::<&str>::new());
    assert!(fates(&m, Fate::Carried).contains(&"q1.tin") && fates(&m, Fate::Renamed).contains(&"q5.tin"));
    assert!(d.smelters.len() >= 3 && d.smelters[0].metal == "Gold", "{:?}", d.smelters.first());
    assert_eq!(d.products[0].comment.trim(), "This is the main product");
}

#[test]
fn a_2_03a_is_taken_over_question_by_question() {
    let Some(bytes) = sample_file("cmrt/2.03a-filled.xlsx") else { return };
    let m = migrate(&bytes);
    let d = &m.declaration;
    assert_eq!((m.from, m.seen), ("2.03a", true));
    for (key, value) in [
        ("company.authorizer_name", "Ada Example"),
        ("company.scope", "A. Company"),
        ("q2.tin", "Yes"),
        ("q3.gold", "Unknown"),
        ("q5.tin", "No"),
        ("q6.tin", "Greater than 75%"),
        ("q7.tantalum", "Yes"),
        ("q7.tin", "No"),
        ("f", "Yes"),
    ] {
        assert_eq!(d.answer(key), value, "{key}");
    }
    let new = fates(&m, Fate::New);
    assert!(new.contains(&"q1.tin") && new.contains(&"q8.gold") && new.contains(&"company.contact_name"));
    assert_eq!(fates(&m, Fate::Dropped), ["D52", "D53", "D54", "D55", "D63", "D71"]);
    assert_eq!((d.smelters[0].metal.as_str(), d.smelters[0].country.as_str()), ("Gold", "GERMANY"));
}

#[test]
fn every_older_version_is_read_in_any_language_and_said_to_be_unseen_where_it_is() {
    for older in older_versions() {
        // Our own workbook with the version's number: what stands where is the definition's business.
        let mut parts = sample();
        edit(&mut parts, STRINGS, |t| t.replace("Revision 6.5", &format!("Revision {}", older.version)));
        let m = migrate(&zip(&parts));
        assert_eq!((m.from, m.seen), (older.version, matches!(older.version, "2.03a" | "3.01")));
        let texts = domain::text::embedded::texts("zh");
        for line in &m.moved {
            let message = line.message(texts, m.template);
            assert!(!message.contains("migration.") && !message.contains('{'), "{message}");
        }
        assert!(template::cmrt(older.version).is_none(), "{}", older.version);
    }
}

#[test]
fn an_older_workbook_holds_no_more_rows_than_one_of_today() {
    // Rows that name no smelter: none of them counts among the 5,000, all of them are held.
    let rows = |sheet: &str, column: &str, n: u32| {
        let mut parts = sample();
        edit(&mut parts, STRINGS, |t| t.replace("Revision 6.5", "Revision 5.12"));
        let cell = |row| {
            format!("<row r=\"{row}\"><c r=\"{column}{row}\" t=\"inlineStr\"><is><t>x</t></is></c></row>")
        };
        let rows: String = (30..30 + n).map(cell).collect();
        edit(&mut parts, sheet, |t| t.replacen("</sheetData>", &format!("{rows}</sheetData>"), 1));
        read_older(&zip(&parts), "5.12", newest().unwrap())
    };
    assert!(rows(SMELTERS, "Q", 19_000).is_ok());
    for (sheet, column, name) in [(SMELTERS, "Q", "Smelter List"), (PRODUCTS, "D", "Product List")] {
        let error = rows(sheet, column, 20_001).unwrap_err();
        assert_eq!(error, ReadError::TooLarge { limit: sheets::Limit::TableRows, part: name.to_owned() });
    }
}
