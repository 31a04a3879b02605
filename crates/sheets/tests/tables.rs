//! Tables for importing suppliers.

mod common;
use common::*;
use sheets::{Found, Limit, ReadError, supplier_table, table_file};
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
fn the_first_sheet_that_a_person_sees() {
    let mut parts = sample();
    let cells = "<worksheet><sheetData><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Name</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>Share</t></is></c></row><row r=\"7\"><c r=\"A7\" t=\"inlineStr\"><is><t>Example</t></is></c><c r=\"C7\"><v>0.25</v></c></row></sheetData></worksheet>";
    parts.iter_mut().find(|p| p.name == "xl/worksheets/sheet2.xml").unwrap().data = cells.into();
    let t = supplier_table(&zip(&parts), "suppliers.xlsx").unwrap();
    assert_eq!(
        (t.source.as_str(), t.header.as_slice()),
        ("Instructions", &["Name".to_owned(), String::new(), "Share".into()][..])
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

/// A workbook whose first visible sheet has these cells, and styles: 1 is `0.00%`, 2 a day, 3 a format of its own.
fn styled(cells: &str) -> Vec<u8> {
    let mut parts = sample();
    let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    parts.iter_mut().find(|p| p.name == "xl/worksheets/sheet2.xml").unwrap().data = sheet.into();
    let styles = "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.0\\ %\"/></numFmts><cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    match parts.iter_mut().find(|p| p.name == "xl/styles.xml") {
        Some(part) => part.data = styles.into(),
        None => {
            parts.push(Part::new("xl/styles.xml", styles));
            let rels = parts.iter_mut().find(|p| p.name == "xl/_rels/workbook.xml.rels").unwrap();
            let text = String::from_utf8(rels.data.clone()).unwrap();
            let relation = "<Relationship Id=\"rIdStyles\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";
            rels.data = text.replace("</Relationships>", relation).into();
        }
    }
    zip(&parts)
}

#[test]
fn desk_2_percentages_and_days_are_read_as_they_are_shown() {
    let file = styled(
        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Share</t></is></c></row>\
         <row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>0.0114</v></c><c r=\"C2\" s=\"2\"><v>45658</v></c></row>\
         <row><c><v>2</v></c><c s=\"3\"><v>0.0022000000000000001</v></c><c s=\"0\"><v>0.5</v></c></row>",
    );
    let table = table_file(&file, "s.xlsx").unwrap().tables.swap_remove(0);
    let rows: Vec<Vec<String>> = table.rows.into_iter().map(|r| r.cells).collect();
    assert_eq!(rows[1], ["1", "1.14 %", "2025-01-01"], "DESK-19: days are days");
    assert_eq!(rows[2], ["2", "0.22 %", "0.5"]);
}

#[test]
fn case_6_a_lone_table_in_a_zip_is_unpacked() {
    let csv = "Number;Name\n1;A\n2;B\n";
    let packed = |names: &[&str]| {
        let parts: Vec<_> = names.iter().map(|name| Part::new(name, csv)).collect();
        zip(&parts)
    };
    for names in [
        &["list.csv"][..],
        &["folder/list.csv", "__MACOSX/._list.csv", "folder/.DS_Store"],
        &["letter.pdf", "list.csv", "readme.txt"],
    ] {
        let file = table_file(&packed(names), "list.zip").unwrap();
        assert_eq!((file.tables[0].rows.len(), file.name.ends_with("list.csv")), (3, true));
    }
    for names in [&["a.csv", "b.csv"][..], &["readme.md"], &["list.zip"]] {
        let refused = table_file(&packed(names), "x.zip");
        assert_eq!(refused, Err(ReadError::NotWorkbook { found: Found::Archive }), "{names:?}");
    }
    // What is in the zip is judged like any other file; a zip in a zip is not followed.
    let inner = packed(&["list.csv"]);
    let twice = zip(&[Part::new("again.csv", inner)]);
    assert!(table_file(&twice, "x.zip").is_err());
}

#[test]
fn case_5_hidden_sheets_come_last() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/suppliers/41-cover-first.xlsx");
    let file = table_file(&std::fs::read(path).unwrap(), "x.xlsx").unwrap();
    let sheets: Vec<_> = file.tables.iter().map(|t| (t.source.as_str(), t.hidden)).collect();
    assert_eq!(sheets, [("Cover", false), ("List", false)]);
}

#[test]
fn i02_a_text_file_is_offered_by_each_separator_that_gives_columns() {
    let file = table_file(b"Name;Note\nA;x, y\nB;z, w\n", "x.csv").unwrap();
    let by: Vec<_> = file.tables.iter().map(|t| t.separator).collect();
    assert_eq!(by, [Some(';'), Some(',')]);
}
