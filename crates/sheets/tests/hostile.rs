//! The hostile corpus: files that would kill, fool or stall a reader. Cases are named as in the fault catalogue.

mod common;
use common::*;
use sheets::{Found, Limit, ReadError};

fn refused(bytes: &[u8]) -> ReadError {
    read(bytes).expect_err("must be refused")
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

fn ole(stream: &str) -> Vec<u8> {
    [OLE, &[0u8; 1_016][..], &wide(stream), &[0u8; 512][..]].concat()
}

#[test]
fn x00_the_sample_is_read() {
    let w = read(&zip(&sample())).unwrap();
    assert_eq!(w.declaration.answer("company.name"), "Example Ltd");
    assert_eq!(w.declaration.answer("company.effective_date"), "2026-03-31");
    assert_eq!((w.declaration.smelters.len(), w.declaration.products.len(), w.lookup.len()), (1, 1, 4));
    assert_eq!(w.notices, []);
}

#[test]
fn x02_truncated_anywhere() {
    let whole = zip(&sample());
    for len in (1..whole.len()).step_by(511).chain([whole.len() - 1]) {
        let e = refused(&whole[..len]);
        assert!(matches!(e, ReadError::Damaged { .. } | ReadError::NotWorkbook { .. }), "{len}: {e}");
    }
}

#[test]
fn x02_a_flipped_bit_is_noticed() {
    let whole = zip(&sample());
    for at in (0..whole.len()).step_by(97) {
        let mut spoiled = whole.clone();
        spoiled[at] ^= 0x10;
        // Either it does not matter, or it is an error: never other answers.
        if let Ok(w) = read(&spoiled) {
            assert_eq!(w, read(&whole).unwrap(), "byte {at}");
        }
    }
}

#[test]
fn x03_nothing_and_noise() {
    assert_eq!(refused(b""), ReadError::Empty);
    assert_eq!(refused(b"P"), ReadError::NotWorkbook { found: Found::Unknown });
    let mut seed = 1u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    })
    .take(50_000)
    .collect();
    assert!(matches!(refused(&noise), ReadError::NotWorkbook { .. }));
    assert!(matches!(refused(&[b"PK\x03\x04", &noise[..]].concat()), ReadError::Damaged { .. }));
}

#[test]
fn x04_other_kinds_are_named() {
    let other = |found| ReadError::OtherSpreadsheet { found };
    let not = |found| ReadError::NotWorkbook { found };
    assert_eq!(refused(&ole("Workbook")), ReadError::OldXls);
    assert_eq!(refused(&ole("WordDocument")), not(Found::Document));
    assert_eq!(refused(b"Metal,Name\nTin,x\n"), other(Found::Text));
    assert_eq!(refused(b"\n<!DOCTYPE html><html><table>"), not(Found::Html));
    assert_eq!(refused(b"%PDF-1.7\n"), not(Found::Pdf));
    assert_eq!(refused(b"\xff\xd8\xff\xe0JFIF"), not(Found::Image));
    assert_eq!(
        refused(b"<?xml?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
        other(Found::Xml)
    );
    let ods = [
        Part::new("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        Part::new("content.xml", "<x/>"),
    ];
    assert_eq!(refused(&zip(&ods)), other(Found::Ods));
    assert_eq!(refused(&zip(&[Part::new("Index/Document.iwa", "x")])), other(Found::Numbers));
    assert_eq!(refused(&zip(&[Part::new("photo.jpg", "x")])), not(Found::Archive));
    let types = || Part::new("[Content_Types].xml", "<Types/>");
    assert_eq!(refused(&zip(&[types(), Part::new("word/document.xml", "x")])), not(Found::Document));
    assert_eq!(refused(&zip(&[types(), Part::new("xl/workbook.bin", "x")])), other(Found::Xlsb));
}

#[test]
fn x05_protected_by_a_password() {
    assert_eq!(refused(&ole("EncryptedPackage")), ReadError::Encrypted);
    assert_eq!(refused(OLE), ReadError::OldOrProtected);
    let mut parts = sample();
    parts[3].flags = 1;
    assert_eq!(refused(&zip(&parts)), ReadError::Encrypted);
}

#[test]
fn x06_macros_are_only_bytes() {
    let mut parts = sample();
    parts.push(Part::new("xl/vbaProject.bin", ole("VBA")));
    assert!(read(&zip(&parts)).is_ok());
}

#[test]
fn x07_ole_with_absurd_counts() {
    let mut bytes = ole("x");
    bytes[44..76].fill(0x7f);
    assert_eq!(refused(&bytes), ReadError::OldOrProtected);
}

#[test]
fn x08_declared_counts_are_ignored() {
    let mut parts = sample();
    edit(&mut parts, STRINGS, |t| {
        let at = t.find("uniqueCount=\"").unwrap() + 13;
        let end = at + t[at..].find('"').unwrap();
        format!("{}4294967295{}", &t[..at], &t[end..])
    });
    assert!(read(&zip(&parts)).is_ok());
}

#[test]
fn x09_a_cell_in_the_far_corner() {
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    let w = read(&with_cells(SMELTERS, far)).unwrap();
    assert_eq!(w.declaration.smelters.len(), 1);
    assert_eq!(notices(&w), ["beyond XFD1048576"]);
}

#[test]
fn x10_cells_that_cannot_be() {
    for cell in ["XFE1", "A1048577", "A0", "", "ZZZZZZ9", "AAAAAAAA5", "5", "A-1", "A99999999999"] {
        let bytes = with_cells(DECLARATION, &format!("<row><c r=\"{cell}\"><v>1</v></c></row>"));
        assert_eq!(refused(&bytes), ReadError::BadCell { sheet: "Declaration".into(), cell: cell.into() });
    }
    let row0 = with_cells(SMELTERS, "<row r=\"0\"><c><v>1</v></c></row>");
    assert_eq!(refused(&row0), ReadError::BadCell { sheet: "Smelter List".into(), cell: "0".into() });
}

#[test]
fn x11_dimensions_are_ignored() {
    for lie in ["A0:B1", "A1:XFD1048576", "A1", "B9:A1", "nonsense"] {
        let mut parts = sample();
        edit(&mut parts, SMELTERS, |t| {
            let at = t.find("<dimension").unwrap();
            let end = at + t[at..].find("/>").unwrap() + 2;
            format!("{}<dimension ref=\"{lie}\"/>{}", &t[..at], &t[end..])
        });
        assert_eq!(read(&zip(&parts)).unwrap(), read(&zip(&sample())).unwrap(), "{lie}");
    }
}

#[test]
fn x13_overlapping_entries() {
    let mut parts = sample();
    let copy = Part { header_of: Some(0), ..parts[0].clone() };
    parts.push(Part { name: copy.name.clone(), ..copy });
    assert!(matches!(refused(&zip(&parts)), ReadError::Unsafe { .. } | ReadError::Damaged { .. }));
    let mut parts = sample();
    parts[4].header_of = Some(3);
    assert!(matches!(refused(&zip(&parts)), ReadError::Damaged { .. }));
}

#[test]
fn x14_sizes_that_lie() {
    for size in [0, 1, 0xffff_fff0] {
        for both in [false, true] {
            let mut parts = sample();
            let part = parts.iter_mut().find(|p| p.name == SMELTERS).unwrap();
            part.central_size = Some(size);
            part.local_size = both.then_some(size);
            assert!(matches!(refused(&zip(&parts)), ReadError::Damaged { .. }), "{size} {both}");
        }
    }
    for honest in ["descriptor", "zip64", "stored"] {
        let mut parts = sample();
        for part in &mut parts {
            match honest {
                "descriptor" => part.flags = 8,
                "zip64" => part.zip64 = true,
                _ => part.method = Some(0),
            }
        }
        assert!(read(&zip(&parts)).is_ok(), "{honest}");
    }
}

#[test]
fn x15_too_many_entries_or_sheets() {
    let many: Vec<Part> =
        (0..65_000).map(|i| Part { method: Some(0), ..Part::new(&format!("f{i}"), "") }).collect();
    let bytes = zip(&many);
    let start = std::time::Instant::now();
    assert_eq!(refused(&bytes), ReadError::TooLarge { limit: Limit::Entries, part: String::new() });
    assert!(start.elapsed().as_millis() < 100);
    let mut parts = sample();
    edit(&mut parts, WORKBOOK, |t| {
        let sheets: String =
            (0..60_000).map(|i| format!("<sheet name=\"s{i}\" sheetId=\"{i}\" r:id=\"rId1\"/>")).collect();
        t.replacen("<sheets>", &format!("<sheets>{sheets}"), 1)
    });
    let bytes = zip(&parts);
    let start = std::time::Instant::now();
    assert_eq!(refused(&bytes), ReadError::TooLarge { limit: Limit::Sheets, part: String::new() });
    assert!(start.elapsed().as_millis() < 100);
}

#[test]
fn x16_two_entries_of_one_name() {
    for twin in [
        SMELTERS.to_owned(),
        SMELTERS.to_uppercase(),
        SMELTERS.replace('/', "\\"),
        format!("./{SMELTERS}"),
        format!("/{SMELTERS}"),
    ] {
        let mut parts = sample();
        parts.push(Part::new(&twin, "<worksheet><sheetData/></worksheet>"));
        assert_eq!(refused(&zip(&parts)), ReadError::Unsafe { part: twin });
    }
}

#[test]
fn x17_names_that_lead_elsewhere() {
    let mut parts = sample();
    for name in ["../../evil", "/etc/evil", "C:\\evil", "xl/../../evil2"] {
        parts.push(Part::new(name, "x"));
    }
    assert!(read(&zip(&parts)).is_ok());
}

#[test]
fn x18_no_document_type_anywhere() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\"><!ENTITY % d SYSTEM \"http://example.com/\"> %d;]>";
    for part in [WORKBOOK, "xl/_rels/workbook.xml.rels", STRINGS, DECLARATION, SMELTERS] {
        for dtd in [laughs, "<!DOCTYPE x>", "<!ELEMENT a ANY>"] {
            let mut parts = sample();
            edit(&mut parts, part, |t| match t.split_once("?>") {
                Some((head, rest)) => format!("{head}?>{dtd}{rest}"),
                None => format!("{dtd}{t}"),
            });
            assert_eq!(refused(&zip(&parts)), ReadError::Unsafe { part: part.to_owned() });
        }
    }
    let mut parts = sample();
    edit(&mut parts, STRINGS, |t| t.replacen("Example Ltd", "&unknown;", 1));
    assert!(matches!(refused(&zip(&parts)), ReadError::Damaged { .. }));
}

#[test]
fn x19_attributes_without_end() {
    for n in [80_000, 800_000] {
        for name in ["a", "xmlns:a"] {
            let attrs: String = (0..n).map(|i| format!(" {name}{i}=\"\"")).collect();
            let bytes = with_cells(SMELTERS, &format!("<row{attrs}/>"));
            let start = std::time::Instant::now();
            assert!(matches!(refused(&bytes), ReadError::Damaged { .. }));
            assert!(start.elapsed().as_millis() < 1_000);
        }
    }
}

#[test]
fn x20_nesting_without_end() {
    for open in ["<row><c r=\"A5\">", "<a>"] {
        let nested = format!("{}{}", open.repeat(100_000), "</a>".repeat(100_000));
        let bytes = with_cells(SMELTERS, &nested);
        assert!(matches!(refused(&bytes), ReadError::Damaged { .. }));
    }
}

#[test]
fn x21_merges_and_the_like_are_not_looked_at() {
    let mut parts = sample();
    edit(&mut parts, SMELTERS, |t| {
        let merges = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(20_000);
        t.replacen(
            "</sheetData>",
            &format!("</sheetData><mergeCells count=\"20000\">{merges}</mergeCells>"),
            1,
        )
    });
    edit(&mut parts, WORKBOOK, |t| {
        let names = "<definedName name=\"x\">#REF!</definedName>".repeat(65_000);
        t.replacen("</sheets>", &format!("</sheets><definedNames>{names}</definedNames>"), 1)
    });
    assert!(read(&zip(&parts)).is_ok());
    let shared =
        "<row r=\"9\"><c r=\"B9\"><f t=\"shared\" ref=\"A1:XFD1048576\" si=\"4294967295\">A1</f></c></row>";
    assert!(read(&with_cells(SMELTERS, shared)).is_ok());
}

#[test]
fn x31_unusual_packages() {
    let mut strict = sample();
    edit(&mut strict, "xl/_rels/workbook.xml.rels", |t| {
        t.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/",
            "http://purl.oclc.org/ooxml/officeDocument/",
        )
        .replace("Target=\"worksheets/", "Target=\"/xl/worksheets/")
    });
    assert!(read(&zip(&strict)).is_ok(), "strict, absolute targets");
    let mut external = sample();
    edit(&mut external, "xl/_rels/workbook.xml.rels", |t| {
        t.replace(
            "Target=\"worksheets/sheet4.xml\"",
            "Target=\"http://example.com/sheet4.xml\" TargetMode=\"External\"",
        )
    });
    assert!(matches!(refused(&zip(&external)), ReadError::NoDeclaration { .. }));
    let mut method = sample();
    method.iter_mut().find(|p| p.name == DECLARATION).unwrap().method = Some(93);
    assert!(matches!(refused(&zip(&method)), ReadError::Damaged { .. }));
    let bare: Vec<Part> = sample().into_iter().filter(|p| !p.name.ends_with("workbook.xml.rels")).collect();
    assert!(matches!(refused(&zip(&bare)), ReadError::Damaged { .. }));
}

#[test]
fn every_error_has_its_two_sentences_in_every_language() {
    let errors = [
        ReadError::Empty,
        ReadError::OldXls,
        ReadError::OldOrProtected,
        ReadError::Encrypted,
        ReadError::OtherSpreadsheet { found: Found::Ods },
        ReadError::NotWorkbook { found: Found::Pdf },
        ReadError::Damaged { part: "x".into() },
        ReadError::Unsafe { part: "x".into() },
        ReadError::TooLarge { limit: Limit::Kept, part: "x".into() },
        ReadError::TooLarge { limit: Limit::Rows, part: "x".into() },
        ReadError::BadCell { sheet: "x".into(), cell: "A0".into() },
        ReadError::NoDeclaration { sheets: "x".into() },
        ReadError::WrongTemplate { kind: "EMRT".into() },
        ReadError::UnknownTemplate { title: "x".into() },
        ReadError::OldVersion { version: "3.01".into() },
        ReadError::UnknownVersion { version: "7.0".into() },
        ReadError::NoVersion,
        ReadError::NoTable,
        ReadError::MissingColumns { columns: "x".into() },
    ];
    for (language, _) in domain::text::LANGUAGES {
        let texts = domain::text::embedded::texts(language);
        for e in &errors {
            for sentence in [e.what(texts), e.todo(texts)] {
                let whole = !sentence.starts_with("import.")
                    && !sentence.contains('{')
                    && !sentence.contains("text:");
                assert!(whole && !sentence.contains("import."), "{language}: {sentence}");
            }
        }
    }
}
