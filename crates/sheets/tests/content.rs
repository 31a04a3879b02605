//! What cells hold: formulas, dates, numbers, odd characters, other templates. Cases as in the fault catalogue.

mod common;
use common::*;
use sheets::ReadError;

fn text_cell(name: &str, text: &str) -> String {
    format!("<c r=\"{name}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}

fn company(cell: &str) -> (String, Vec<String>) {
    let w = read(&with_cell(DECLARATION, "D8", cell)).unwrap();
    (w.declaration.answer("company.name").to_owned(), notices(&w))
}

#[test]
fn x22_formulas_in_answers() {
    assert_eq!(company("<c r=\"D8\" t=\"str\"><f>A1&amp;B1</f><v>Cached</v></c>"), ("Cached".into(), vec![]));
    assert_eq!(company("<c r=\"D8\" t=\"str\"><f>A1</f><v></v></c>"), (String::new(), vec![]));
    for none in
        ["<c r=\"D8\"><f>A1</f></c>", "<c r=\"D8\"><f>A1</f><v></v></c>", "<c r=\"D8\"><f>A1</f><v/></c>"]
    {
        assert_eq!(company(none), (String::new(), vec!["recalculate D8".into()]));
    }
    for error in ["#REF!", "#N/A", "#SPILL!"] {
        let cell = format!("<c r=\"D8\" t=\"e\"><f>A1</f><v>{error}</v></c>");
        assert_eq!(company(&cell), (String::new(), vec!["cell_error D8".into()]));
    }
}

#[test]
fn x22_smelter_rows_without_stored_results() {
    let formulas: String =
        "BCDEFGHIJ".chars().map(|c| format!("<c r=\"{c}7\"><f>X1</f><v></v></c>")).collect();
    let known = read(&with_cells(
        SMELTERS,
        &format!("<row r=\"7\">{}{formulas}</row>", text_cell("A7", "cid900003")),
    ))
    .unwrap();
    let row = &known.declaration.smelters[1];
    assert_eq!(
        (row.metal.as_str(), row.lookup.as_str(), row.country.as_str()),
        ("Gold", "Example Works 3", "NORWAY")
    );
    assert_eq!((row.cid.as_str(), row.identification.as_str()), ("cid900003", "CID900003"));
    assert_eq!(notices(&known), ["resolved "]);
    let unknown = read(&with_cells(
        SMELTERS,
        &format!("<row r=\"7\">{}{formulas}</row>", text_cell("A7", "CID999999")),
    ))
    .unwrap();
    assert_eq!(unknown.declaration.smelters[1].metal, "");
    assert_eq!(notices(&unknown), ["recalculate C7"]);
    let blank = read(&with_cells(SMELTERS, &format!("<row r=\"7\">{formulas}</row>"))).unwrap();
    assert_eq!((blank.declaration.smelters.len(), blank.notices.len()), (1, 0));
}

#[test]
fn x22_a_row_whose_look_up_failed() {
    let errors: String =
        "BCDEF".chars().map(|c| format!("<c r=\"{c}7\" t=\"e\"><f>X1</f><v>#N/A</v></c>")).collect();
    let row = format!(
        "<row r=\"7\">{}{errors}<c r=\"G7\"><f>X</f><v>0</v></c></row>",
        text_cell("A7", "CID999999")
    );
    let w = read(&with_cells(SMELTERS, &row)).unwrap();
    let row = &w.declaration.smelters[1];
    assert_eq!((row.cid.as_str(), row.metal.as_str(), row.source.as_str()), ("CID999999", "", ""));
    assert_eq!(notices(&w), ["cell_error B7"]);
    let official = domain::check_official(&w.declaration, w.template().unwrap(), &w.references());
    assert_eq!(official.remaining, None, "the workbook itself shows an error here");
}

#[test]
fn x23_dangerous_beginnings_stay_text() {
    for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "='x'!A1"] {
        let mut d = declaration();
        d.set("company.name", text);
        let w = read(&sheets::write_own(&d, "6.5", "en").unwrap()).unwrap();
        assert_eq!(w.declaration.answer("company.name"), text);
        assert_eq!(w.notices, []);
    }
}

#[test]
fn x24_dates() {
    let date = |cell: &str, epoch1904: bool| {
        let mut parts = parts_of(&with_cell(DECLARATION, "D22", cell));
        if epoch1904 {
            edit(&mut parts, WORKBOOK, |t| t.replacen("<workbookPr ", "<workbookPr date1904=\"1\" ", 1));
        }
        let w = read(&zip(&parts)).unwrap();
        (w.declaration.answer("company.effective_date").to_owned(), notices(&w))
    };
    let number = |n: &str| format!("<c r=\"D22\"><v>{n}</v></c>");
    assert_eq!(date(&number("46112"), false), ("2026-03-31".into(), vec![]));
    assert_eq!(date(&number("44650"), true), ("2026-03-31".into(), vec![]));
    assert_eq!(date(&number("46112.999"), false), ("2026-03-31".into(), vec![]));
    for none in ["60", "-1", "99999999"] {
        assert_eq!(date(&number(none), false), (none.into(), vec!["date_unreadable D22".into()]));
    }
    assert_eq!(date("<c r=\"D22\" t=\"d\"><v>2026-03-31T00:00:00</v></c>", false).0, "2026-03-31T00:00:00");
    for text in ["02-May-2024", "31.03.2026", "03/04/2026", "soon"] {
        assert_eq!(date(&text_cell("D22", text), false), (text.into(), vec![]));
    }
}

#[test]
fn x25_numbers() {
    let number = |n: &str| company(&format!("<c r=\"D8\"><v>{n}</v></c>"));
    for (written, shown) in [
        ("1", "1"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("12345678901234567", "12345678901234568"),
        ("1e30", "1e30"),
    ] {
        assert_eq!(number(written), (shown.into(), vec![]));
    }
    // RULE-8: the official checker takes the number 0 for nothing.
    for zero in ["0", "-0", "0.0"] {
        assert_eq!(number(zero), (String::new(), vec!["zero D8".into()]), "{zero}");
    }
    for none in ["1e999", "NaN", "-inf"] {
        assert_eq!(number(none), (String::new(), vec!["not_a_number D8".into()]), "{none}");
    }
    for text in ["1,234.5", "1.234,5", "abc"] {
        assert_eq!(number(text), (text.into(), vec![]), "{text}");
        assert_eq!(company(&format!("<c r=\"D8\" t=\"n\"><v>{text}</v></c>")).0, text);
    }
    assert_eq!(company("<c r=\"D8\" t=\"b\"><v>1</v></c>").0, "TRUE");
    let share = read(&with_cell(DECLARATION, "D57", "<c r=\"D57\"><v>1.0</v></c>")).unwrap();
    assert_eq!(share.declaration.answer("q6.tin"), "100%");
}

#[test]
fn x26_smelter_numbers_are_kept_and_found() {
    for cid in
        ["CID900001", "cid900001", "ＣＩＤ９００００１", "CID900001\u{a0}", "CID\u{200b}900001", " CID900001"]
    {
        let w = read(&with_cells(SMELTERS, &format!("<row r=\"9\">{}</row>", text_cell("A9", cid)))).unwrap();
        assert_eq!(w.declaration.smelters[1].cid, cid);
        assert!(w.references().by_cid(cid).is_some(), "{cid}");
    }
    let w = read(&with_cells(SMELTERS, "<row r=\"9\"><c r=\"A9\"><v>900001</v></c></row>")).unwrap();
    assert_eq!(w.declaration.smelters[1].cid, "900001");
}

#[test]
fn x27_characters_of_every_kind() {
    for text in ["שלום עולם", "e\u{301} é", "👩‍👩‍👧", "\u{202e}abc", "江苏精密", "a\u{a0}b"]
    {
        assert_eq!(company(&text_cell("D8", text)), (text.into(), vec![]), "{text}");
    }
    assert_eq!(
        company(&text_cell("D8", "a\u{fffe}b_x0000_c_xFFFF_d")),
        ("abcd".into(), vec!["characters_dropped D8".into()])
    );
    assert_eq!(company(&text_cell("D8", "a_xD800_b")).0, "a\u{fffd}b");
    assert_eq!(company(&text_cell("D8", "_xD83D__xDE00_")).0, "😀");
    let long = "ä".repeat(32_768);
    let (kept, said) = company(&text_cell("D8", &long));
    assert_eq!((kept.chars().count(), said), (32_767, vec!["text_cut D8".to_owned()]));
    let fits = "ä".repeat(32_767);
    assert_eq!(company(&text_cell("D8", &fits)), (fits.clone(), vec![]));
}

#[test]
fn x28_text_as_the_spreadsheet_shows_it() {
    let cell = |inner: &str| company(&format!("<c r=\"D8\" t=\"inlineStr\"><is>{inner}</is></c>"));
    assert_eq!(cell("<t>a_x000D_\nb</t>").0, "a\nb");
    assert_eq!(cell("<t>_x005F_x000D_</t>").0, "_x000D_");
    assert_eq!(cell("<t xml:space=\"preserve\"> a </t>").0, " a ");
    assert_eq!(cell("<t><![CDATA[<b> & c]]></t>").0, "<b> & c");
    assert_eq!(
        cell("<r><t>Ex</t></r><r><rPr><b/></rPr><t>ample</t></r><rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh>")
            .0,
        "Example"
    );
    assert_eq!(company("<c r=\"D8\" t=\"str\"><f>A1</f><v>a<![CDATA[<&]]>b&amp;</v></c>").0, "a<&b&");
    assert_eq!(company("<x:c r=\"D8\" t=\"inlineStr\"><x:is><x:t>prefix</x:t></x:is></x:c>").0, "prefix");
    assert_eq!(
        company(
            "<c r=\"D8\" t=\"inlineStr\"><is><t>&#x6c5f;&#33487;&amp;</t></is><extLst><ext/></extLst></c>"
        )
        .0,
        "江苏&"
    );
}

#[test]
fn x29_other_templates_are_named() {
    let title = |new: &str| {
        let mut parts = sample();
        edit(&mut parts, STRINGS, |t| t.replace("Conflict Minerals Reporting Template (CMRT)", new));
        read(&zip(&parts))
    };
    for (name, kind) in [
        ("Extended Mineral(s) Reporting Template (EMRT)", "EMRT"),
        ("Additional Minerals Reporting Template (AMRT)", "AMRT"),
        ("Cobalt Reporting Template (CRT)", "CRT"),
    ] {
        assert_eq!(title(name), Err(ReadError::WrongTemplate { kind: kind.into() }));
    }
    let version = |new: &str| {
        let mut parts = sample();
        edit(&mut parts, STRINGS, |t| t.replace("Revision 6.5", new));
        read(&zip(&parts)).map(|w| w.version)
    };
    for old in ["2.03a", "3.01", "5.12", "6.0"] {
        assert_eq!(version(&format!("Revision {old}")), Err(ReadError::OldVersion { version: old.into() }));
    }
    for new in ["6.7", "7.0"] {
        assert_eq!(
            version(&format!("Revision {new}")),
            Err(ReadError::UnknownVersion { version: new.into() })
        );
    }
    assert_eq!(version("Revision 6.10"), Ok("6.1".into()));
    assert_eq!(version("no version"), Err(ReadError::NoVersion));
}

#[test]
fn x29_and_x30_other_workbooks_and_renamed_sheets() {
    let renamed = |from: &str, to: &str| {
        let mut parts = sample();
        edit(&mut parts, WORKBOOK, |t| t.replace(&format!("name=\"{from}\""), &format!("name=\"{to}\"")));
        read(&zip(&parts))
    };
    let sheets = "Revision, Instructions, Definitions, Budget, Smelter List".to_owned();
    assert_eq!(renamed("Declaration", "Budget"), Err(ReadError::NoDeclaration { sheets }));
    assert!(renamed("Declaration", "declaration ").is_ok());
    assert_eq!(notices(&renamed("Product List", "Products").unwrap()), ["sheet_missing "]);
    let mut parts = sample();
    edit(&mut parts, STRINGS, |t| {
        t.replace("Conflict Minerals Reporting Template (CMRT)", "Annual plan").replace("Revision 6.5", "x")
    });
    assert_eq!(read(&zip(&parts)), Err(ReadError::UnknownTemplate { title: "Annual plan".into() }));
}

#[test]
fn product_columns_are_found_by_their_headers() {
    let mut d = declaration();
    d.products[0].comment = "note".into();
    d.products[0].requester_number = "R-1".into();
    let wide = read(&sheets::write_own(&d, "6.6", "zh").unwrap()).unwrap();
    assert_eq!((wide.declaration.products[0].comment.as_str(), wide.seen), ("note", false));
    assert_eq!(wide.declaration.products[0].requester_number, "R-1");
    let no_place =
        sheets::WriteError::NoPlace { key: "product.requester_number".into(), version: "6.4".into() };
    assert_eq!(sheets::write_own(&d, "6.4", "zh"), Err(no_place));
    d.products[0].requester_number.clear();
    let narrow = read(&sheets::write_own(&d, "6.4", "zh").unwrap()).unwrap();
    assert_eq!(narrow.declaration.products[0].comment, "note");
    assert_eq!(narrow.declaration.products[0].requester_number, "");
}

#[test]
fn rows_that_name_no_smelter_are_left_out_and_said() {
    let w = read(&with_cells(SMELTERS, &format!("<row r=\"9\">{}</row>", text_cell("Q9", "comment alone"))))
        .unwrap();
    assert_eq!(w.declaration.smelters.len(), 1);
    assert_eq!(notices(&w), ["row_ignored A9"]);
}

#[test]
fn a_workbook_crosses_to_the_page_as_json() {
    let w = read(&zip(&sample())).unwrap();
    let json = serde_json::to_string(&w).unwrap();
    assert_eq!(serde_json::from_str::<sheets::Workbook>(&json).unwrap(), w);
    let e = ReadError::WrongTemplate { kind: "EMRT".into() };
    let json = serde_json::to_string(&e).unwrap();
    assert!(json.contains("\"code\":\"wrong_template\""));
    assert_eq!(serde_json::from_str::<ReadError>(&json).unwrap(), e);
}

#[test]
fn the_look_up_list_has_every_facility_once() {
    let w = read(&zip(&sample())).unwrap();
    assert_eq!(w.lookup, list());
    assert_eq!(w.references().by_name(domain::Metal::TIN, "old works 2").len(), 1);
}
