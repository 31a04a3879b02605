//! Workbooks as people, programmes of all kinds and years of use leave them behind.

use super::*;

pub fn cases() -> Vec<Case> {
    [programmes(), cells(), dates_and_numbers(), texts(), layouts(), around()].into_iter().flatten().collect()
}

/// The same workbook as programmes of different makers write it.
fn programmes() -> Vec<Case> {
    vec![
        reads("X-01 elements with a prefix", &[], || {
            changed(|parts| parts.iter_mut().filter(|p| is_sheet(p)).for_each(|p| reworded(p, prefixed)))
        }),
        reads("X-01 rows and cells without their names", &[], || {
            changed(|parts| parts.iter_mut().filter(|p| is_sheet(p)).for_each(|p| reworded(p, unnamed)))
        }),
        reads("X-01 a mark and a line end before the XML", &[], || {
            changed(|parts| {
                let xml = parts.iter_mut().filter(|p| p.name.ends_with(".xml"));
                xml.for_each(|p| reworded(p, |text| format!("\u{feff}{}", text.replace("?>\n", "?>\r\n"))));
            })
        }),
        reads("X-01 parts in another order", &[], || changed(|parts| parts.reverse())),
        reads("X-01 texts in the cells, and none shared", &[], || {
            changed(|parts| {
                let shared = parts.iter().find(|p| p.name == STRINGS).map(|p| p.data.clone()).unwrap();
                let texts = shared_texts(&String::from_utf8(shared).unwrap());
                parts.retain(|p| p.name != STRINGS);
                parts
                    .iter_mut()
                    .filter(|p| is_sheet(p))
                    .for_each(|p| reworded(p, |xml| inlined(&xml, &texts)));
            })
        }),
    ]
}

fn is_sheet(part: &Part) -> bool {
    part.name.starts_with("xl/worksheets/sheet")
}

fn reworded(part: &mut Part, change: impl FnOnce(String) -> String) {
    let before = String::from_utf8(std::mem::take(&mut part.data)).unwrap();
    part.data = change(before).into_bytes();
}

/// Every element with a prefix, as one common library has it.
fn prefixed(xml: String) -> String {
    let (head, body) = xml.split_at(xml.find("<worksheet").unwrap());
    let body = body.replace("</", "\0").replace('<', "<x:").replace('\0', "</x:");
    head.to_owned() + &body.replace("xmlns=", "xmlns:x=")
}

/// Rows and cells that say where they are by their order alone: each row begins with a run of empty ones.
fn unnamed(xml: String) -> String {
    let mut out = String::new();
    let (mut row, mut rest) = (0, xml.as_str());
    while let Some(at) = rest.find("<row r=\"") {
        let (before, from) = rest.split_at(at);
        let end = from.find("</row>").map_or(from.len(), |end| end + 6);
        out.push_str(before);
        let number: u32 = from[8..].split('"').next().unwrap().parse().unwrap();
        out.push_str(&"<row></row>".repeat((number - row - 1) as usize));
        (row, rest) = (number, &from[end..]);
        let mut col = 0;
        out.push_str("<row>");
        for cell in from[..end].split("<c r=\"").skip(1) {
            let (name, cell) = cell.split_once('"').unwrap();
            let letter = name.bytes().next().unwrap();
            assert!(name.as_bytes()[1].is_ascii_digit(), "up to column Z");
            let at = u32::from(letter - b'A');
            out.push_str(&"<c/>".repeat((at - col) as usize));
            out.push_str("<c");
            out.push_str(cell.trim_end_matches("</row>"));
            col = at + 1;
        }
        out.push_str("</row>");
    }
    out + rest
}

fn shared_texts(xml: &str) -> Vec<String> {
    let items = xml.split("<si>").skip(1).map(|item| item.split("</si>").next().unwrap());
    items.map(str::to_owned).collect()
}

fn inlined(xml: &str, texts: &[String]) -> String {
    let mut pieces = xml.split(" t=\"s\"><v>");
    let mut out = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (index, rest) = piece.split_once("</v>").unwrap();
        out += &format!(" t=\"inlineStr\"><is>{}</is>{rest}", texts[index.parse::<usize>().unwrap()]);
    }
    out
}

fn cells() -> Vec<Case> {
    let named = |name: &'static str| {
        move || with_cells(DECLARATION, &format!("<row><c r=\"{name}\"><v>1</v></c></row>"))
    };
    let company = |cell: &'static str| move || with_cell(DECLARATION, "D8", cell);
    vec![
        reads("X-09 a cell in the far corner", &["beyond"], || {
            with_cells(SMELTERS, "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")
        }),
        refuses("X-10 a column beyond the grid", "bad_cell", "“XFE1”", named("XFE1")),
        refuses("X-10 a row beyond the grid", "bad_cell", "“XFE16777217”", named("XFE16777217")),
        refuses("X-10 row 0", "bad_cell", "“A0”", named("A0")),
        refuses("X-10 nowhere", "bad_cell", "“ZZZZZZ9”", named("ZZZZZZ9")),
        refuses("X-10 without a name", "bad_cell", "“”", named("")),
        refuses("X-10 a text that the workbook does not have", "damaged", "cut off", || {
            with_cells(DECLARATION, "<row><c r=\"J9\" t=\"s\"><v>99999999</v></c></row>")
        }),
        reads("X-11 dimensions that lie", &[], || {
            edited(SMELTERS, |t| {
                t.replacen("<sheetData>", "<dimension ref=\"A0:XFD1048576\"/><sheetData>", 1)
            })
        }),
        reads(
            "X-22 a formula with its result",
            &[],
            company("<c r=\"D8\" t=\"str\"><f>A1</f><v>Example</v></c>"),
        ),
        reads("X-22 a formula without a result", &["recalculate"], company("<c r=\"D8\"><f>A1</f></c>")),
        reads("X-22 #REF!", &["cell_error"], company("<c r=\"D8\" t=\"e\"><f>A1</f><v>#REF!</v></c>")),
        reads("X-22 #N/A in a row's look-up", &["cell_error"], || {
            let errors: String =
                "BCDEF".chars().map(|c| format!("<c r=\"{c}7\" t=\"e\"><f>X1</f><v>#N/A</v></c>")).collect();
            with_cells(SMELTERS, &format!("<row r=\"7\">{}{errors}</row>", text_cell("A7", "CID999999")))
        }),
        reads("X-22 rows whose formulas nobody computed", &["resolved"], || {
            let open: String = "BCDEFGHIJ".chars().map(|c| format!("<c r=\"{c}7\"><f>X1</f></c>")).collect();
            with_cells(SMELTERS, &format!("<row r=\"7\">{}{open}</row>", text_cell("A7", "CID900003")))
        }),
    ]
}

fn dates_and_numbers() -> Vec<Case> {
    let date = |cell: &'static str| move || with_cell(DECLARATION, "D22", cell);
    let text = |text: &'static str| move || with_cell(DECLARATION, "D22", &text_cell("D22", text));
    let number =
        |n: &'static str| move || with_cell(DECLARATION, "D8", &format!("<c r=\"D8\"><v>{n}</v></c>"));
    vec![
        reads("X-24 a date of the system of 1904", &[], || {
            let mut parts = parts_of(&with_cell(DECLARATION, "D22", "<c r=\"D22\"><v>44650</v></c>"));
            edit(&mut parts, WORKBOOK, |t| t.replacen("<workbookPr ", "<workbookPr date1904=\"1\" ", 1));
            zip(&parts)
        }),
        reads("X-24 the 29 February 1900", &["date_unreadable"], date("<c r=\"D22\"><v>60</v></c>")),
        reads("X-24 a date before time", &["date_unreadable"], date("<c r=\"D22\"><v>-1</v></c>")),
        reads("X-24 a date as text", &[], text("02-May-2024")),
        reads("X-24 a date that could be two", &[], text("03/04/2026")),
        reads(
            "X-24 a date with a time zone",
            &[],
            date("<c r=\"D22\" t=\"d\"><v>2026-03-31T00:00:00Z</v></c>"),
        ),
        reads("X-25 NaN", &["not_a_number"], number("NaN")),
        reads("X-25 1e999", &["not_a_number"], number("1e999")),
        reads("X-25 17 digits", &[], number("12345678901234567")),
        reads("X-25 1.234,5", &[], number("1.234,5")),
    ]
}

fn texts() -> Vec<Case> {
    let text = |text: &'static str| move || company(text);
    let cid = |cid: &'static str| {
        move || with_cells(SMELTERS, &format!("<row r=\"9\">{}</row>", text_cell("A9", cid)))
    };
    vec![
        reads("X-23 a text that begins like a formula", &[], text("=cmd|' /C calc'!A0")),
        reads("X-23 a text that begins with a tab", &[], text("&#9;@SUM(A1)")),
        reads("X-26 a CID in full-width letters", &[], cid("ＣＩＤ９００００１")),
        reads("X-26 a CID with spaces that nobody sees", &[], cid("CID\u{200b}900001\u{a0}")),
        reads("X-27 right to left", &[], text("שלום עולם مرحبا")),
        reads("X-27 turned around", &[], text("\u{202e}dtL elpmaxE")),
        reads("X-27 letters with their marks apart (NFD)", &[], text("Mu\u{308}ller")),
        reads("X-27 emoji of several", &[], text("👩‍👩‍👧 🇨🇩")),
        reads("X-27 NUL and what is no character", &["characters_dropped"], text("a_x0000_b\u{fffe}c")),
        reads("X-27 half a surrogate", &[], text("a_xD800_b")),
        reads("X-27 32,767 characters", &[], || company(&"ä".repeat(32_767))),
        reads("X-27 32,768 characters", &["text_cut"], || company(&"ä".repeat(32_768))),
        reads("X-28 escapes, CDATA and runs", &[], || {
            let runs = "<r><t>a_x000D_&#10;</t></r><r><t><![CDATA[<b>]]></t></r><rPh><t>reading</t></rPh>";
            with_cell(DECLARATION, "D8", &format!("<c r=\"D8\" t=\"inlineStr\"><is>{runs}</is></c>"))
        }),
        reads("I-05 markup", &[], text("&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;{{7*7}}")),
    ]
}

fn layouts() -> Vec<Case> {
    let title = |new: &'static str| {
        move || edited(STRINGS, |t| t.replace("Conflict Minerals Reporting Template (CMRT)", new))
    };
    let version = |new: &'static str| move || edited(STRINGS, |t| t.replace("Revision 6.5", new));
    let renamed = |from: &'static str, to: &'static str| {
        move || edited(WORKBOOK, |t| t.replace(&format!("name=\"{from}\""), &format!("name=\"{to}\"")))
    };
    let row_away = |sheet: &'static str, row: u32| move || edited(sheet, |t| without_row(&t, row));
    vec![
        refuses(
            "X-29 an EMRT",
            "wrong_template",
            "the EMRT",
            title("Extended Mineral(s) Reporting Template (EMRT)"),
        ),
        refuses(
            "X-29 an AMRT",
            "wrong_template",
            "the AMRT",
            title("Additional Minerals Reporting Template (AMRT)"),
        ),
        refuses("X-29 a CRT", "wrong_template", "the CRT", title("Cobalt Reporting Template (CRT)")),
        refuses("X-29 a CMRT of 2014", "old_version", "3.01", version("Revision 3.01")),
        refuses("X-29 a CMRT that nobody has seen", "unknown_version", "6.7", version("Revision 6.7")),
        refuses("X-29 a CMRT without a version", "no_version", "J3", version("Draft")),
        refuses("X-29 any other workbook", "no_declaration", "Budget", renamed("Declaration", "Budget")),
        reads("X-30 another letter case", &[], renamed("Declaration", "DECLARATION ")),
        reads("X-30 no product list", &["sheet_missing"], renamed("Product List", "Produkte")),
        reads("X-30 no smelter list", &["sheet_missing"], renamed("Smelter List", "Hütten")),
        reads("I-05 markup in the name of a sheet with a cell that cannot be", &[], || {
            changed(|parts| {
                edit(parts, WORKBOOK, |t| {
                    t.replacen("name=\"Revision\"", "name=\"&lt;img src=x onerror=alert(1)&gt;\"", 1)
                });
                edit(parts, "xl/worksheets/sheet1.xml", |t| {
                    let cell = "<row><c r=\"&lt;b&gt;1\"><v>1</v></c></row>";
                    t.replacen("<sheetData>", &format!("<sheetData>{cell}"), 1).replacen(
                        "<sheetData/>",
                        &format!("<sheetData>{cell}</sheetData>"),
                        1,
                    )
                });
            })
        }),
        reads("X-30 hidden sheets", &[], || {
            edited(WORKBOOK, |t| {
                t.replace("name=\"Smelter List\"", "name=\"Smelter List\" state=\"veryHidden\"")
            })
        }),
        reads("X-30 a row deleted above the answers", &["moved"], row_away(DECLARATION, 2)),
        reads("X-30 a row deleted among the answers", &["moved"], || {
            // An official workbook keeps the choices of a question below all answers, from row 108 on.
            let choice =
                |row: u32, text| format!("<row r=\"{row}\">{}</row>", text_cell(&format!("B{row}"), text));
            let choices = [choice(107, "Yes, with the SEC"), choice(108, "Yes, with the EU")].concat();
            with_cells(DECLARATION, &choices)
        }),
        reads("X-30 a row deleted above the smelters", &["moved"], row_away(SMELTERS, 2)),
        reads("X-30 a row deleted above the products", &["moved"], || {
            let header = "<row r=\"4\"><c r=\"C4\" t=\"str\"><f>X1</f><v>Name</v></c></row>";
            with_cells(PRODUCTS, header)
        }),
        reads("X-30 rows deleted in the smelter list", &[], || {
            with_cells(SMELTERS, &format!("<row r=\"2504\">{}</row>", text_cell("A2504", "CID900001")))
        }),
        reads("X-30 rows in another order", &[], || {
            let row = |n: u32| format!("<row r=\"{n}\">{}</row>", text_cell(&format!("A{n}"), "CID900001"));
            with_cells(SMELTERS, &[row(30), row(9), row(20)].concat())
        }),
        reads("X-30 merged cells", &[], || {
            edited(DECLARATION, |t| {
                t.replacen(
                    "</sheetData>",
                    "</sheetData><mergeCells><mergeCell ref=\"D8:J8\"/></mergeCells>",
                    1,
                )
            })
        }),
        reads("X-30 a row that names no smelter", &["row_ignored"], || {
            with_cells(SMELTERS, &format!("<row r=\"9\">{}</row>", text_cell("Q9", "a comment alone")))
        }),
    ]
}

/// A sheet without one of its rows.
pub fn without_row(sheet: &str, row: u32) -> String {
    let Some(from) = sheet.find(&format!("<row r=\"{row}\"")) else {
        let (above, below) = sheet.split_at(sheet.find("<sheetData>").unwrap());
        return moved_up(above, below, row);
    };
    let tag = from + sheet[from..].find('>').unwrap() + 1;
    let whole = sheet[..tag].ends_with("/>");
    let end = if whole { tag } else { from + sheet[from..].find("</row>").unwrap() + 6 };
    moved_up(&sheet[..from], &sheet[end..], row)
}

/// What remains of a sheet without a row, with everything below one row higher, as a spreadsheet programme does.
fn moved_up(above: &str, below: &str, row: u32) -> String {
    let mut out = above.to_owned();
    let mut rest = below;
    while let Some(at) = rest.find(" r=\"") {
        let (before, name) = rest.split_at(at + 4);
        let end = name.find('"').unwrap();
        let digits = name[..end].find(|c: char| c.is_ascii_digit()).unwrap();
        let number: u32 = name[digits..end].parse().unwrap();
        out.push_str(before);
        out.push_str(&name[..digits]);
        out.push_str(&(if number > row { number - 1 } else { number }).to_string());
        rest = &name[end..];
    }
    out + rest
}

fn around() -> Vec<Case> {
    let rels = "xl/_rels/workbook.xml.rels";
    vec![
        reads("X-06 macros (.xlsm)", &[], || {
            changed(|parts| {
                parts.push(Part::new("xl/vbaProject.bin", "Sub AutoOpen()"));
                edit(parts, "[Content_Types].xml", |t| {
                    t.replace("spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml")
                });
            })
        }),
        reads("X-06 a template (.xltx)", &[], || {
            edited("[Content_Types].xml", |t| t.replace("sheet.main+xml", "template.main+xml"))
        }),
        reads("X-31 links to other workbooks", &[], || {
            changed(|parts| {
                let link = "<externalLink><externalBook r:id=\"rId1\"/></externalLink>";
                let to = "<Relationships><Relationship Id=\"rId1\" Type=\"externalLinkPath\" \
                          Target=\"http://127.0.0.1:9/a.xlsx\" TargetMode=\"External\"/></Relationships>";
                parts.push(Part::new("xl/externalLinks/externalLink1.xml", link));
                parts.push(Part::new("xl/externalLinks/_rels/externalLink1.xml.rels", to));
                edit(parts, DECLARATION, |t| {
                    let cell = "<c r=\"J8\" t=\"str\"><f>[1]Sheet!A1</f><v>x</v></c>";
                    t.replacen("<sheetData>", &format!("<sheetData><row r=\"8\">{cell}</row>"), 1)
                });
            })
        }),
        refuses(
            "X-31 a sheet that lies elsewhere",
            "no_declaration",
            "no sheet “Declaration”",
            move || {
                edited(rels, |t| {
                    t.replace(
                        "Target=\"worksheets/sheet4.xml\"",
                        "Target=\"http://127.0.0.1:9/sheet4.xml\" TargetMode=\"External\"",
                    )
                })
            },
        ),
        reads("X-31 strict, with absolute targets", &[], move || {
            edited(rels, |t| {
                t.replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/",
                    "http://purl.oclc.org/ooxml/officeDocument/",
                )
                .replace("Target=\"worksheets/", "Target=\"/xl/worksheets/")
            })
        }),
        refuses("X-31 no relationships", "damaged", "cut off", move || {
            changed(|p| p.retain(|p| p.name != rels))
        }),
        refuses("X-31 a workbook that is its own sheet", "damaged", "cut off", move || {
            edited(rels, |t| {
                t.replace("worksheets/sheet4.xml", "workbook.xml")
                    .replace("/worksheet\"", "/officeDocument\"")
            })
        }),
    ]
}
