//! Files that are no package, or one that no spreadsheet programme writes, or too much of one.

use super::*;

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The old container with a stream of this name.
fn ole(stream: &str) -> Vec<u8> {
    let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [OLE, &[0u8; 1_016][..], &wide, &[0u8; 512][..]].concat()
}

/// A small archive with these entries.
fn archive(names: &[&str]) -> Vec<u8> {
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    zip(&names
        .iter()
        .map(|n| Part::new(n, if *n == "mimetype" { mimetype } else { "x" }))
        .collect::<Vec<_>>())
}

fn noise(len: usize) -> Vec<u8> {
    let mut seed = 1u32;
    std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    })
    .take(len)
    .collect()
}

/// A document type in front of a part's root.
fn with_dtd(part: &'static str, dtd: &str) -> Vec<u8> {
    edited(part, |t| match t.split_once("?>") {
        Some((head, rest)) => format!("{head}?>{dtd}{rest}"),
        None => format!("{dtd}{t}"),
    })
}

const LAUGHS: &str =
    "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
const ELSEWHERE: &str =
    "<!DOCTYPE x [<!ENTITY c SYSTEM \"file:///etc/passwd\"><!ENTITY % d SYSTEM \"http://127.0.0.1/\"> %d;]>";

pub fn cases() -> Vec<Case> {
    [what_it_is(), zips(), bombs(), xml()].into_iter().flatten().collect()
}

fn what_it_is() -> Vec<Case> {
    let html =
        || b"\n<!DOCTYPE html><html><body><table><tr><td>CMRT</td></tr></table></body></html>".to_vec();
    let xml2003 =
        b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    vec![
        refuses("X-03 no bytes", "empty", "no bytes at all", Vec::new),
        refuses("X-03 one byte", "not_workbook", "a kind that we do not know", || b"P".to_vec()),
        refuses("X-03 noise", "not_workbook", "a kind that we do not know", || noise(50_000)),
        refuses("X-03 noise behind a zip's first bytes", "damaged", "cut off", || {
            [b"PK\x03\x04", &noise(50_000)[..]].concat()
        }),
        refuses("X-04 .xls (BIFF) renamed", "old_xls", "Old Excel files (.xls)", || ole("Workbook")),
        refuses("X-04 .csv renamed", "other_spreadsheet", "a plain text or CSV file", || {
            b"a,b\n1,2\n".to_vec()
        }),
        refuses("X-04 .html renamed", "not_workbook", "a web page", html),
        refuses("X-04 .pdf renamed", "not_workbook", "a PDF document", || b"%PDF-1.7\n".to_vec()),
        refuses("X-04 JPEG renamed", "not_workbook", "a picture", || {
            b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec()
        }),
        refuses("X-04 XML of 2003 renamed", "other_spreadsheet", "the year 2003", || xml2003.to_vec()),
        refuses("X-04 .doc renamed", "not_workbook", "a text document", || ole("WordDocument")),
        refuses("X-04 .ods renamed", "other_spreadsheet", "OpenDocument", || {
            archive(&["mimetype", "content.xml"])
        }),
        refuses("X-04 Numbers renamed", "other_spreadsheet", "Apple Numbers", || {
            archive(&["Index/Document.iwa"])
        }),
        refuses("X-04 .docx renamed", "not_workbook", "a text document", || {
            archive(&["[Content_Types].xml", "word/document.xml"])
        }),
        refuses(
            "X-04 a zip of photos",
            "not_workbook",
            "an archive that does not hold exactly one workbook",
            || archive(&["a.jpg"]),
        ),
        refuses("X-05 protected by a password", "encrypted", "protected by a password", || {
            ole("EncryptedPackage")
        }),
        refuses("X-05 an encrypted entry", "encrypted", "protected by a password", || {
            changed(|parts| parts[3].flags = 1)
        }),
        refuses("X-06 .xlsb", "other_spreadsheet", "a binary Excel workbook", || {
            archive(&["[Content_Types].xml", "xl/workbook.bin"])
        }),
        refuses("X-07 OLE with absurd counts", "old_or_protected", "old Office format", || {
            [OLE, &[0x7f; 2_048][..]].concat()
        }),
    ]
}

fn zips() -> Vec<Case> {
    let cut = |n: usize, of: usize| {
        move || {
            let whole = zip(&sample());
            whole[..whole.len() * n / of].to_vec()
        }
    };
    let lie = |local: Option<u32>, central: u32| {
        move || {
            changed(|parts| {
                let part = parts.iter_mut().find(|p| p.name == SMELTERS).unwrap();
                (part.local_size, part.central_size) = (local, Some(central));
            })
        }
    };
    let twin = |name: &'static str| move || changed(|parts| parts.push(Part::new(name, "<worksheet/>")));
    let method = |n: u16| {
        move || changed(|parts| parts.iter_mut().find(|p| p.name == DECLARATION).unwrap().method = Some(n))
    };
    let elsewhere = ["../../evil", "/etc/evil", "C:\\evil", "xl/../../evil2"];
    vec![
        refuses("X-02 cut after a quarter", "damaged", "cut off", cut(1, 4)),
        refuses("X-02 cut before the end", "damaged", "cut off", cut(99, 100)),
        refuses("X-13 overlapping entries", "damaged", "cut off", || changed(|p| p[4].header_of = Some(3))),
        refuses("X-14 a size of 0", "damaged", "cut off", lie(Some(0), 0)),
        refuses("X-14 a size of 4 GB in the directory", "damaged", "cut off", lie(None, 0xffff_fff0)),
        refuses("X-14 a size of 4 GB everywhere", "damaged", "cut off", lie(Some(0xffff_fff0), 0xffff_fff0)),
        reads("X-14 sizes behind the data", &[], || changed(|p| p.iter_mut().for_each(|p| p.flags = 8))),
        reads("X-14 zip64", &[], || changed(|p| p.iter_mut().for_each(|p| p.zip64 = true))),
        refuses("X-15 65,000 entries", "too_large", "the number of parts", || {
            let empty = |i| Part { method: Some(0), ..Part::new(&format!("f{i}"), "") };
            zip(&(0..65_000).map(empty).collect::<Vec<_>>())
        }),
        refuses("X-15 60,000 sheets", "too_large", "the number of sheets", || {
            let sheet = |i| format!("<sheet name=\"s{i}\" sheetId=\"{i}\" r:id=\"rId1\"/>");
            let all: String = (0..60_000).map(sheet).collect();
            edited(WORKBOOK, |t| t.replacen("<sheets>", &format!("<sheets>{all}"), 1))
        }),
        refuses("X-16 two of one name", "unsafe", "no spreadsheet programme writes", twin(SMELTERS)),
        refuses(
            "X-16 two but for case",
            "unsafe",
            "no spreadsheet programme",
            twin("XL/worksheets/SHEET5.xml"),
        ),
        refuses(
            "X-16 two but for \\",
            "unsafe",
            "no spreadsheet programme",
            twin("xl\\worksheets\\sheet5.xml"),
        ),
        refuses(
            "X-16 two but for ./",
            "unsafe",
            "no spreadsheet programme",
            twin("./xl/worksheets/sheet5.xml"),
        ),
        reads("X-17 names that lead elsewhere", &[], move || {
            changed(|parts| parts.extend(elsewhere.iter().map(|name| Part::new(name, "x"))))
        }),
        refuses("X-31 deflate64", "damaged", "cut off", method(9)),
        refuses("X-31 zstd", "damaged", "cut off", method(93)),
        reads("X-31 stored", &[], || changed(|p| p.iter_mut().for_each(|p| p.method = Some(0)))),
    ]
}

fn bombs() -> Vec<Case> {
    let text: &[u8] = &[b'a'; 1 << 20];
    let one_text =
        move |mib: usize| move || with_part(repeated(STRINGS, "<sst><si><t>", text, mib, "</t></si></sst>"));
    let strings =
        |unit: String, n: usize| move || with_part(repeated(STRINGS, "<sst>", unit.as_bytes(), n, "</sst>"));
    let inline = move || {
        let head = format!("{SHEET}<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>");
        with_part(repeated(SMELTERS, &head, text, 100, "</t></is></c></row></sheetData></worksheet>"))
    };
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let long_row = format!("<row>{}</row>", cell(&"y".repeat(1_000)).repeat(17));
    let odd_row = format!("<row>{}</row>", cell(&"\u{1f}y".repeat(400)).repeat(17));
    let metal = format!("<row><c/>{}{}</row>", cell("Tin"), cell("Smelter not yet identified"));
    let smelters = move |n: usize| {
        let metal = metal.clone();
        move || {
            with_part(repeated(SMELTERS, &format!("{SHEET}<row r=\"4\"/>"), metal.as_bytes(), n, SHEET_END))
        }
    };
    vec![
        reads("X-08 counts of 4 billion", &[], || {
            edited(STRINGS, |t| t.replacen("uniqueCount=\"", "uniqueCount=\"99999999", 1))
        }),
        refuses("X-12 every row filled", "too_large", "the number of filled rows", || {
            with_rows(SMELTERS, b"<row><c><v>1</v></c></row>", 1_048_576)
        }),
        reads("X-12 every row styled", &[], || with_rows(SMELTERS, b"<row><c s=\"4\"/></row>", 1_048_576)),
        refuses("X-13 one text of 200 MB", "too_large", "the unpacked size", one_text(200)),
        refuses("X-13 one text of 100 MB", "too_large", "the unpacked size of one part", one_text(100)),
        refuses("X-13 one text of 10 MB", "too_large", "the characters in one cell", one_text(10)),
        refuses("X-13 one cell of 100 MB", "too_large", "the unpacked size of one part", inline),
        refuses("X-13 300 MB in parts that nobody needs", "too_large", "the unpacked size", || {
            changed(|p| {
                p.extend((0..5).map(|i| repeated(&format!("xl/media/{i}.bin"), "", &[0; 1 << 20], 60, "")))
            })
        }),
        refuses(
            "X-13 archives in an archive",
            "not_workbook",
            "an archive that does not hold exactly one workbook",
            || {
                let inner = zip(&[repeated("a", "", &[0; 1 << 20], 100, "")]);
                zip(&(0..16).map(|i| Part::new(&format!("{i}.zip"), inner.clone())).collect::<Vec<_>>())
            },
        ),
        refuses("X-13 2,500,000 texts", "too_large", "", strings("<si><t>x</t></si>".into(), 2_500_000)),
        refuses("X-13 6,000,000 empty texts", "too_large", "", strings("<si/>".into(), 6_000_000)),
        refuses(
            "X-13 many long texts",
            "too_large",
            "the text in it",
            strings(format!("<si><t>{}</t></si>", "y".repeat(100)), 200_000),
        ),
        refuses("X-13 long cells", "too_large", "the text in it", move || {
            with_rows(SMELTERS, long_row.as_bytes(), 1_500)
        }),
        refuses("X-13 cells full of what no text holds", "too_large", "", move || {
            with_rows(SMELTERS, odd_row.as_bytes(), 7_000)
        }),
        reads("X-12 5,000 smelters", &[], smelters(5_000)),
        refuses("X-12 5,001 smelters", "too_large", "the number of smelters", smelters(5_001)),
        refuses("X-12 59,000 smelters", "too_large", "the number of smelters", smelters(59_000)),
        refuses("X-13 one long text shown by every row", "too_large", "the text in it", || long_text(59_000)),
        reads("X-13 one long text shown by many rows", &[], || long_text(450)),
        reads("X-13 one long text shown by many rows, in a large file", &[], || {
            let mut parts = parts_of(&long_text(450));
            parts.push(Part { method: Some(0), ..Part::new("xl/media/noise.bin", noise(19 << 20)) });
            zip(&parts)
        }),
        refuses(
            "X-13 300,001 texts",
            "too_large",
            "the number of texts",
            strings("<si><t>x</t></si>".into(), 300_001),
        ),
        reads("X-13 a cell far to the right in every row", &[], || {
            changed(|parts| {
                let row = b"<row><c r=\"IV1\"><v>1</v></c></row>";
                parts.retain(|p| p.name != "xl/worksheets/sheet1.xml");
                // A row's number is that of its cells.
                let rows: String = (1..=59_000)
                    .map(|n| String::from_utf8_lossy(row).replace("IV1", &format!("IV{n}")))
                    .collect();
                parts.push(Part::new("xl/worksheets/sheet1.xml", format!("{SHEET}{rows}{SHEET_END}")));
            })
        }),
        reads("X-21 20,000 merges over all cells", &[], || {
            let merges = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(20_000);
            edited(SMELTERS, |t| {
                t.replacen("</sheetData>", &format!("</sheetData><mergeCells>{merges}</mergeCells>"), 1)
            })
        }),
        reads("X-21 65,000 defined names", &[], || {
            let names = "<definedName name=\"x\">#REF!</definedName>".repeat(65_000);
            edited(WORKBOOK, |t| {
                t.replacen("</sheets>", &format!("</sheets><definedNames>{names}</definedNames>"), 1)
            })
        }),
        reads("X-21 formulas shared over all cells", &["more", "recalculate"], || {
            let row = b"<row><c r=\"Q9\"><f t=\"shared\" si=\"4294967290\" ref=\"A1:XFD9\">A1</f></c></row>";
            with_rows(SMELTERS, row, 59_000)
        }),
        reads("X-21 200,000 conditional formats", &[], || {
            let format = b"<conditionalFormatting sqref=\"A1:XFD9\"><cfRule type=\"expression\"/></conditionalFormatting>";
            let row = format!("{SHEET}<row r=\"5\">{}</row></sheetData>", text_cell("A5", "CID900002"));
            with_part(repeated(SMELTERS, &row, format, 200_000, "</worksheet>"))
        }),
        refuses("X-21 10 million conditional formats", "too_large", "the unpacked size", || {
            let format = b"<conditionalFormatting sqref=\"A1:XFD9\"><cfRule/></conditionalFormatting>";
            with_part(repeated(SMELTERS, &format!("{SHEET}</sheetData>"), format, 10_000_000, "</worksheet>"))
        }),
    ]
}

/// Rows that all show the same text of 32,767 letters, which the file holds once.
fn long_text(rows: usize) -> Vec<u8> {
    let mut parts = sample();
    edit(&mut parts, STRINGS, |t| t.replacen("Example Ltd", &"y".repeat(32_767), 1));
    let strings = String::from_utf8(parts.iter().find(|p| p.name == STRINGS).unwrap().data.clone()).unwrap();
    let index = strings[..strings.find("yyyy").unwrap()].matches("<si>").count() - 1;
    let row = |n: usize| format!("<row r=\"{n}\"><c r=\"B{n}\" t=\"s\"><v>{index}</v></c></row>");
    let all: String = (6..6 + rows).map(row).collect();
    edit(&mut parts, SMELTERS, |t| t.replacen("</sheetData>", &format!("{all}</sheetData>"), 1));
    zip(&parts)
}

fn xml() -> Vec<Case> {
    let many = |unit: &'static [u8], n: usize| {
        move || {
            with_part(repeated(SMELTERS, &format!("{SHEET}<row"), unit, n, "></row></sheetData></worksheet>"))
        }
    };
    let dtd = |part: &'static str, dtd: &'static str| move || with_dtd(part, dtd);
    vec![
        refuses("X-18 billion laughs", "unsafe", "no spreadsheet programme writes", dtd(STRINGS, LAUGHS)),
        refuses("X-18 files and addresses", "unsafe", "no spreadsheet programme", dtd(WORKBOOK, ELSEWHERE)),
        refuses("X-18 any document type", "unsafe", "no spreadsheet", dtd(DECLARATION, "<!DOCTYPE x>")),
        refuses("X-18 an entity from nowhere", "damaged", "cut off", || {
            edited(STRINGS, |t| t.replacen("Example Ltd", "&unknown;", 1))
        }),
        refuses("X-19 80,000 attributes", "damaged", "cut off", many(b" abcdefg=\"\"", 80_000)),
        refuses("X-19 800,000 attributes", "damaged", "cut off", many(b" abcdefg=\"\"", 800_000)),
        refuses("X-19 80,000 namespaces", "damaged", "cut off", many(b" xmlns:a=\"\"", 80_000)),
        refuses("X-20 200,000 nested elements", "damaged", "cut off", || {
            with_part(repeated(SMELTERS, SHEET, b"<a>", 200_000, ""))
        }),
        refuses("X-27 bytes that are no UTF-8", "damaged", "cut off", || {
            changed(|parts| {
                let part = parts.iter_mut().find(|p| p.name == STRINGS).unwrap();
                let at = memchr::memmem::find(&part.data, b"Example Ltd").unwrap();
                part.data[at] = 0xff;
            })
        }),
    ]
}
