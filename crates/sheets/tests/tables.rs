//! Tables for importing suppliers.

mod common;
use common::*;
use sheets::{Found, Limit, ReadError, supplier_table};
use std::fmt::Write;
use std::time::Instant;

#[test]
fn a_csv_of_any_country() {
    let text = "Name;Contact e-mail;Country\n\nMüller & Söhne;\"a;b@example.com\";DE\n江苏;x\n;;\n";
    let t = supplier_table(text.as_bytes(), "suppliers.csv").unwrap();
    assert_eq!(t.header, ["Name", "Contact e-mail", "Country"]);
    assert_eq!((t.rows.len(), t.source.as_str()), (2, "UTF-8 ;"));
    assert_eq!((t.rows[0].row, t.rows[0].cells[1].as_str()), (3, "a;b@example.com"));
    assert_eq!(
        (t.rows[1].row, t.rows[1].cells.as_slice()),
        (4, &["江苏".to_owned(), "x".into(), String::new()][..])
    );
}

#[test]
fn i02_quotes_line_breaks_and_other_separators() {
    let t = supplier_table(b"name\tnote\r\n\"A \"\"B\"\"\"\t\"two\r\nlines\"\r\nC\td\r\n", "x.tsv").unwrap();
    assert_eq!(t.rows[0].cells, ["A \"B\"", "two\r\nlines"]);
    assert_eq!(t.rows[1].row, 4);
    let one = supplier_table(b"name\nA\nB\n", "x.csv").unwrap();
    assert_eq!((one.header.len(), one.rows.len()), (1, 2));
}

#[test]
fn the_first_sheet_of_a_workbook() {
    let mut parts = sample();
    let cells = "<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Name</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>Share</t></is></c></row><row r=\"7\"><c r=\"A7\" t=\"inlineStr\"><is><t>Example</t></is></c><c r=\"C7\"><v>0.25</v></c></row></sheetData></worksheet>";
    parts.iter_mut().find(|p| p.name == "xl/worksheets/sheet1.xml").unwrap().data = cells.into();
    let t = supplier_table(&zip(&parts), "suppliers.xlsx").unwrap();
    assert_eq!(
        (t.source.as_str(), t.header.as_slice()),
        ("Revision", &["Name".to_owned(), String::new(), "Share".into()][..])
    );
    assert_eq!(
        (t.rows[0].row, t.rows[0].cells.as_slice()),
        (7, &["Example".to_owned(), String::new(), "0.25".into()][..])
    );
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(supplier_table(b"", "x.csv"), Err(ReadError::Empty));
    assert_eq!(supplier_table(b"\n;;\n \n", "x.csv"), Err(ReadError::NoTable));
    assert_eq!(supplier_table(b"%PDF-1.4", "x.csv"), Err(ReadError::NotWorkbook { found: Found::Pdf }));
    let many = "a,b\n".repeat(60_002);
    assert_eq!(
        supplier_table(many.as_bytes(), "x.csv"),
        Err(ReadError::TooLarge { limit: Limit::Rows, part: String::new() })
    );
    let long = format!("a,b\n{},c\n", "x".repeat(10_000_000));
    assert_eq!(
        supplier_table(long.as_bytes(), "x.csv"),
        Err(ReadError::TooLarge { limit: Limit::Text, part: String::new() })
    );
}

#[test]
fn ten_thousand_suppliers_are_quick() {
    let mut csv = String::from("Name,Relationship,Contact,E-mail,Language,Country,Number,Spend\n");
    for i in 0..10_000 {
        writeln!(csv, "Supplier {i},direct,Person {i},p{i}@example.com,en,DE,N-{i},0.5").unwrap();
    }
    let start = Instant::now();
    let t = supplier_table(csv.as_bytes(), "s.csv").unwrap();
    assert_eq!((t.rows.len(), t.rows[9_999].row), (10_000, 10_001));
    assert!(start.elapsed().as_millis() < 1_000, "{:?}", start.elapsed());
    println!("10,000 rows of CSV: {:?}", start.elapsed());
}
