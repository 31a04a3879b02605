//! Files that would kill, fool or stall a reader, for whoever wants to throw them all at something.

use super::*;

const SHEET: &str = "<worksheet><sheetData>";
const SHEET_END: &str = "</sheetData></worksheet>";

/// The sample with one part replaced.
pub fn with_part(part: Part) -> Vec<u8> {
    let mut parts: Vec<Part> = sample().into_iter().filter(|p| p.name != part.name).collect();
    parts.push(part);
    zip(&parts)
}

/// Each file with its name in the fault catalogue.
pub fn corpus() -> Vec<(&'static str, Vec<u8>)> {
    let text = [b'a'; 1 << 20];
    let rows = |row: &[u8], times| with_part(repeated(DECLARATION, SHEET, row, times, SHEET_END));
    let strings = |unit: &[u8], times| with_part(repeated(STRINGS, "<sst>", unit, times, "</sst>"));
    let cell = |name: &str| with_cells(DECLARATION, &format!("<row><c r=\"{name}\"><v>1</v></c></row>"));
    let ole = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0x7f; 2_048][..]].concat();
    let dtd =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    let mut laughs = sample();
    edit(&mut laughs, STRINGS, |t| t.replacen("?>", &format!("?>{dtd}"), 1));
    let mut twin = sample();
    twin.push(Part::new(&DECLARATION.to_uppercase(), "<worksheet><sheetData/></worksheet>"));
    let mut lie = sample();
    lie[3].central_size = Some(0xffff_fff0);
    let mut overlap = sample();
    overlap[4].header_of = Some(3);
    let mut many = sample();
    many.extend((0..5).map(|i| repeated(&format!("xl/media/{i}.bin"), "", &[0; 1 << 20], 60, "")));
    let whole = zip(&sample());
    let attributes =
        repeated(DECLARATION, &format!("{SHEET}<row "), b" abcdefg=\"\"", 800_000, "></row></sheetData>");
    vec![
        ("X-02 truncated", whole[..whole.len() / 2].to_vec()),
        ("X-03 nothing", Vec::new()),
        ("X-03 noise", [b"PK\x03\x04", &text[..50_000]].concat()),
        ("X-07 OLE", ole),
        (
            "X-08 counts",
            with_part(Part::new(STRINGS, "<sst count=\"4294967295\" uniqueCount=\"4294967295\"/>")),
        ),
        ("X-09 corner", cell("XFD1048576")),
        ("X-10 beyond", cell("XFE16777217")),
        ("X-10 nowhere", cell("ZZZZZZ9")),
        ("X-12 rows", rows(b"<row><c><v>1</v></c></row>", 1_048_576)),
        ("X-12 styled rows", rows(b"<row><c s=\"4\"/></row>", 1_048_576)),
        ("X-13 200 MB", with_part(repeated(STRINGS, "<sst><si><t>", &text, 200, "</t></si></sst>"))),
        ("X-13 100 MB", with_part(repeated(STRINGS, "<sst><si><t>", &text, 100, "</t></si></sst>"))),
        ("X-13 many parts", zip(&many)),
        ("X-13 strings", strings(b"<si><t>x</t></si>", 2_500_000)),
        ("X-13 long strings", strings(format!("<si><t>{}</t></si>", "y".repeat(100)).as_bytes(), 999_000)),
        ("X-13 overlapping", zip(&overlap)),
        ("X-14 lying sizes", zip(&lie)),
        ("X-16 twins", zip(&twin)),
        ("X-18 laughs", zip(&laughs)),
        ("X-19 attributes", with_part(attributes)),
        ("X-20 nesting", with_part(repeated(DECLARATION, SHEET, b"<a>", 200_000, ""))),
        (
            "X-21 shared formulas",
            rows(b"<row><c><f t=\"shared\" si=\"4294967290\" ref=\"A1:XFD9\">A1</f></c></row>", 59_000),
        ),
        (
            "full of text",
            rows(
                format!(
                    "<row>{}</row>",
                    format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", "\u{1f}y".repeat(400)).repeat(17)
                )
                .as_bytes(),
                7_000,
            ),
        ),
        ("I-02 a line of 10 MB", [b"name,email\n".as_slice(), &text.repeat(10)].concat()),
        ("I-02 commas", [b"a,b\n".as_slice(), &b",".repeat(10 << 20)].concat()),
        ("I-02 rows", [b"a,b\n".as_slice(), &b"1,2\n".repeat(4 << 20)].concat()),
    ]
}
