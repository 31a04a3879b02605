//! What real workbooks showed: links, zeros, lone spaces, footers, lists that end, rows that are found.

mod common;
use common::*;
use domain::text::embedded::texts;
use domain::{Settings, check_official};
use sheets::check_report::{check_file_report, check_older_report, render_text};
use sheets::older::{check_older, newest};
use std::path::Path;

fn text_cell(name: &str, text: &str) -> String {
    format!("<c r=\"{name}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}

fn case(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cases").join(name)).unwrap()
}

fn said(bytes: &[u8]) -> String {
    let w = read(bytes).unwrap();
    render_text(&check_file_report(&w, Settings::default(), texts("en")), texts("en"))
}

/// The sample with a text in a cell of the declaration, and a link on it.
fn linked(cell: &str, text: &str, target: &str) -> Vec<u8> {
    linked_in(DECLARATION, with_cell(DECLARATION, cell, &text_cell(cell, text)), &[(cell, target)])
}

/// A workbook in a sheet of which these cells lead somewhere.
fn linked_in(sheet: &str, workbook: Vec<u8>, links: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = parts_of(&workbook);
    let (mut shown, mut targets) = (String::new(), String::new());
    for (i, (cell, target)) in links.iter().enumerate() {
        shown.push_str(&format!("<hyperlink ref=\"{cell}:{cell}\" r:id=\"rIdX{i}\"/>"));
        targets.push_str(&format!(
            "<Relationship Id=\"rIdX{i}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"{target}\" TargetMode=\"External\"/>"
        ));
    }
    edit(&mut parts, sheet, |t| {
        t.replacen("<pageMargins", &format!("<hyperlinks>{shown}</hyperlinks><pageMargins"), 1)
    });
    let rels = sheet.replace("worksheets/", "worksheets/_rels/") + ".rels";
    parts.retain(|p| p.name != rels);
    let xml = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{targets}</Relationships>"
    );
    parts.push(Part::new(&rels, xml));
    zip(&parts)
}

#[test]
fn rule_1_where_the_cells_of_a_smelter_lead_is_kept_too() {
    let cells =
        [("B9", "Tin"), ("C9", "Smelter not listed"), ("D9", "Foo Works"), ("L9", "Ann"), ("Q9", "audit")];
    let row: String = cells.iter().map(|(cell, text)| text_cell(cell, text)).collect();
    let workbook = with_cells(SMELTERS, &format!("<row r=\"9\">{row}</row>"));
    let links = [
        ("L9", "mailto:ann@foo.example"),
        ("Q9", "https://foo.example/audit"),
        ("D9", "https://foo.example/"),
    ];
    let w = read(&linked_in(SMELTERS, workbook, &links)).unwrap();
    let row = w.declaration.smelters.iter().find(|row| row.name == "Foo Works").unwrap();
    assert_eq!((&*row.email, &*row.comment), ("ann@foo.example", "audit (https://foo.example/audit)"));
    assert_eq!(notices(&w), ["link_taken L9", "link_kept Q9"]);
}

#[test]
fn rule_1_where_a_cell_leads_is_the_answer() {
    let target = "https://www.example.com/policy.pdf?a=1&amp;b=2";
    let w = read(&linked("G77", "Our Responsible Minerals Policy", target)).unwrap();
    assert_eq!(w.declaration.answer("b.comment"), "https://www.example.com/policy.pdf?a=1&b=2");
    assert_eq!(notices(&w), ["link_taken G77"]);
    assert!(w.notices[0].message(texts("en")).contains("Our Responsible Minerals Policy"));
    // It is kept when the answer is written again.
    let again = read(&sheets::write_own(&w.declaration, "6.5", "en").unwrap()).unwrap();
    assert_eq!(
        (again.declaration.answer("b.comment"), again.notices.len()),
        (w.declaration.answer("b.comment"), 0)
    );
    // An address that stands there counts, and so does a title that leads nowhere.
    let w = read(&linked("G77", "https://example.com/p", "https://other.example/")).unwrap();
    assert_eq!((w.declaration.answer("b.comment"), w.notices.len()), ("https://example.com/p", 0));
    let w = read(&linked("G77", "policy", "file:///C:/policy.pdf")).unwrap();
    assert_eq!((w.declaration.answer("b.comment"), w.notices.len()), ("policy", 0));
    // A comment keeps its words, a mail link brings its address.
    let w = read(&linked("G39", "see our statement", "https://example.com/s")).unwrap();
    assert_eq!(w.declaration.answer("q3.tin.comment"), "see our statement (https://example.com/s)");
    let w = read(&linked("D16", "Ann Bee", "mailto:ann@example.com")).unwrap();
    assert_eq!(w.declaration.answer("company.contact_email"), "ann@example.com");
    let formula =
        "<c r=\"G77\" t=\"str\"><f>HYPERLINK(\"https://example.com/f\",\"Policy\")</f><v>Policy</v></c>";
    let w = read(&with_cell(DECLARATION, "G77", formula)).unwrap();
    assert_eq!(w.declaration.answer("b.comment"), "https://example.com/f");
}

#[test]
fn rule_8_the_number_0_is_open() {
    let w = read(&with_cell(DECLARATION, "D15", "<c r=\"D15\"><v>0</v></c>")).unwrap();
    let open = check_official(&w.declaration, w.template().unwrap(), &w.references()).open_rows;
    assert!(open.contains(&7), "{open:?}");
    assert_eq!(notices(&w), ["zero D15"]);
    let text = read(&with_cell(DECLARATION, "D15", &text_cell("D15", "0"))).unwrap();
    let open = check_official(&text.declaration, w.template().unwrap(), &w.references()).open_rows;
    assert!(!open.contains(&7), "a text is something: {open:?}");
}

#[test]
fn rule_9_a_lone_space_gives_no_figure_and_it_is_said_why() {
    for space in [" ", "\u{a0}", "\u{3000}"] {
        let bytes = with_cells(SMELTERS, &format!("<row r=\"9\">{}</row>", text_cell("A9", space)));
        let w = read(&bytes).unwrap();
        assert_eq!(check_official(&w.declaration, w.template().unwrap(), &w.references()).remaining, None);
        let text = said(&bytes);
        assert!(text.contains("#N/A") && text.contains("A9") && text.contains('␣'), "{text}");
    }
}

#[test]
fn rule_9_a_space_that_a_program_wrote_carelessly_is_what_libreoffice_takes_it_for() {
    // LibreOffice 7.4 computes the figure as if the cell were answered, whether or not the file says that its space
    // counts; an empty text is no answer.
    let cells = [
        ("<is><t> </t></is>", true),
        ("<is><t xml:space=\"preserve\"> </t></is>", true),
        ("<is><r><t> </t></r></is>", true),
        ("<is><t xml:space=\"default\"> </t></is>", false),
        ("<is><t></t></is>", false),
        ("<is><t/></is>", false),
    ];
    for (cell, filled) in cells {
        let w = read(&with_cell(DECLARATION, "D15", &format!("<c r=\"D15\" t=\"inlineStr\">{cell}</c>")))
            .unwrap();
        let open = check_official(&w.declaration, w.template().unwrap(), &w.references()).open_rows;
        assert_eq!(!open.contains(&7), filled, "{cell}: {open:?}");
    }
}

#[test]
fn rule_9_a_space_in_the_first_product_is_an_entry_for_the_official_checker() {
    let numbers = |cell: &str| {
        let w = read(&with_cell(PRODUCTS, cell, &text_cell(cell, " "))).unwrap();
        let mut d = w.declaration.clone();
        d.set("company.scope", "B. Product (or List of Products)".to_owned());
        let open = check_official(&d, w.template().unwrap(), &w.references()).open_rows;
        (d.products.iter().any(|p| p.number == " "), open.contains(&64))
    };
    assert_eq!(numbers("B6"), (true, false));
    assert!(!numbers("B400").0, "elsewhere it says nothing");
}

#[test]
fn rule_10_before_6_22_a_name_brings_no_country() {
    let row = domain::SmelterRow {
        metal: "Tungsten".into(),
        lookup: "Smelter not listed".into(),
        name: "Old Works 4".into(),
        ..Default::default()
    };
    for (version, open) in [("6.01", true), ("6.1", true), ("6.22", false), ("6.5", false)] {
        let d = domain::Declaration { smelters: vec![row.clone()], ..Default::default() };
        let template = domain::template::cmrt(version).unwrap();
        let list = domain::References::new("", None, list());
        assert_eq!(check_official(&d, template, &list).open_rows.contains(&69), open, "{version}");
    }
}

#[test]
fn rule_15_the_second_version_is_read() {
    let mut parts = sample();
    edit(&mut parts, STRINGS, |t| t.replace("Revision 6.5\nTouchstone", "Revision 2 August 29th 2012"));
    let bytes = zip(&parts);
    let error = read(&bytes).unwrap_err();
    assert_eq!(error, sheets::ReadError::OldVersion { version: "2.0".into() });
    assert_eq!(sheets::older::read_older(&bytes, "2.0", newest().unwrap()).unwrap().from, "2.0");
}

#[test]
fn rule_7_the_list_of_an_early_version_ends_where_its_frame_ends() {
    let below: String = (0..256)
        .map(|i| {
            format!(
                "<row r=\"{0}\">{1}{2}</row>",
                60 + i,
                text_cell(&format!("B{}", 60 + i), "Land"),
                text_cell(&format!("E{}", 60 + i), "NOWHERE")
            )
        })
        .collect();
    for frame in [true, false] {
        let mut parts = sample();
        edit(&mut parts, STRINGS, |t| t.replace("Revision 6.5", "Revision 2.02"));
        edit(&mut parts, SMELTERS, |t| {
            let row =
                format!("<row r=\"6\">{}{}</row>", text_cell("B6", "Tin"), text_cell("C6", "Some Works"));
            let t = t.replacen("</sheetData>", &format!("{row}{below}</sheetData>"), 1);
            let at = t.find("<dataValidations").unwrap();
            let end = t.find("</dataValidations>").unwrap();
            let own = "<dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"B5:B50\"><formula1>R3</formula1></dataValidation>";
            format!("{}{}{}", &t[..at], if frame { own } else { "<dataValidations>" }, &t[end..])
        });
        let (old, _) = check_older(&zip(&parts), "2.02", newest().unwrap()).unwrap();
        let report = check_older_report(&old, None, Settings::default(), texts("en"));
        assert!(old.declaration.smelters.len() <= 2, "{frame}: {}", old.declaration.smelters.len());
        assert!(old.declaration.smelters.iter().any(|s| s.lookup == "Some Works"));
        assert_eq!(old.notices.iter().filter(|n| n.code == "below_list").count(), 1, "{report}");
    }
}

#[test]
fn rule_18_and_rule_19_every_rule_runs_and_rows_are_places() {
    let mut d = declaration();
    for (key, value) in [("q2.tin", "Yes"), ("q5.tin", "Yes"), ("q3.tin", "Yes"), ("q4.tin", "No")] {
        d.set(key, value);
    }
    d.smelters[0].mine = "A mine".into();
    d.smelters[0].sheet_row = Some(9);
    let w = read(&sheets::write_own_with_lookup(&d, "6.5", "en", &list()).unwrap()).unwrap();
    let report = check_file_report(&w, Settings::default(), texts("en"));
    let found = |code: &str| {
        let all = report["findings"].as_array().unwrap();
        all.iter().find(|f| f["code"] == code).unwrap_or_else(|| panic!("{code}: {report}")).clone()
    };
    let mined = found("MTL012");
    assert!(mined["message"].as_str().unwrap().contains("Smelter List row 9"), "{mined}");
    assert_eq!(
        (mined["rows"][0]["sheet"].as_str(), mined["rows"][0]["cell"].as_str()),
        (Some("Smelter List"), Some("N9"))
    );
    found("MTL013");
    let text = render_text(&report, texts("en"));
    assert!(text.contains("Not run") && text.contains("REV007"), "{text}");
}

#[test]
fn case_10_no_message_quotes_its_own_example() {
    let text = said(&case("v-metal-space.xlsx"));
    assert!(text.contains("“Tin␣”") && text.contains("␣ stands for a space"), "{text}");
    for metal in ["Tin\u{a0}", "\u{3000}Tin", "Ti\u{200b}n", "Ｔｉｎ"] {
        let row = format!("<row r=\"9\">{}{}</row>", text_cell("B9", metal), text_cell("C9", "Old Works 2"));
        let text = said(&with_cells(SMELTERS, &row));
        let line = text.lines().find(|l| l.contains("SML005")).unwrap_or_else(|| panic!("{metal}: {text}"));
        assert!(!line.contains("“Tin”") && (line.contains('␣') || line.contains("full-width")), "{line}");
    }
}

#[test]
fn case_11_the_copyright_line_is_no_product() {
    assert_eq!(read(&case("v-footer-flat.xlsx")).unwrap().declaration.products, []);
    for (row, line) in [
        (301, "© 2014 Conflict-Free Sourcing Initiative. All rights reserved."),
        (1001, "© 2020 Responsible Minerals Initiative。保留所有权利。"),
        (2006, "© Example. Alle Rechte vorbehalten."),
        (1500, "© 2025 Example Initiative. All rights reserved."),
    ] {
        let cells = format!("<row r=\"{row}\">{}</row>", text_cell(&format!("B{row}"), line));
        let w = read(&with_cells(PRODUCTS, &cells)).unwrap();
        assert_eq!(w.declaration.products.len(), 1, "{line}");
    }
    // CASE-12: a library that drops results leaves the formula, and nobody need recalculate it.
    let w = read(&with_cells(PRODUCTS, "<row r=\"2006\"><c r=\"B2006\"><f>X1</f></c></row>")).unwrap();
    assert_eq!((w.declaration.products.len(), w.notices.len()), (1, 0));
}

/// The same workbook as a library saves it that drops the stored results of formulas.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut parts = parts_of(bytes);
    for p in parts.iter_mut().filter(|p| p.name.starts_with("xl/worksheets/sheet")) {
        let text = String::from_utf8(std::mem::take(&mut p.data)).unwrap();
        // Results of formulas go, formulas stay.
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find("</f>") {
            out.push_str(&rest[..at + 4]);
            rest = &rest[at + 4..];
            if rest.starts_with("<v>") {
                rest = &rest[rest.find("</v>").unwrap() + 4..];
            }
        }
        out.push_str(rest);
        p.data = out.into_bytes();
    }
    zip(&parts)
}

#[test]
fn case_12_what_was_lost_is_completed_from_the_look_up() {
    for name in ["cmrt/6.5-filled.xlsx", "cmrt/6.4-filled-contradictory.xlsx"] {
        let Some(bytes) = sample_file(name) else { return };
        let whole = read(&bytes).unwrap();
        let lost = read(&without_results(&bytes)).unwrap();
        assert_eq!(lost.declaration.smelters.len(), whole.declaration.smelters.len(), "{name}");
        for (a, b) in lost.declaration.smelters.iter().zip(&whole.declaration.smelters) {
            assert_eq!(
                (&a.metal, &a.name, &a.city, &a.state, &a.source, &a.country),
                (&b.metal, &b.name, &b.city, &b.state, &b.source, &b.country),
                "{name} {a:?}"
            );
        }
        assert!(lost.notices.iter().all(|n| n.sheet != "Product List"), "{:?}", lost.notices);
    }
}

/// In versions before 6.0 as well: what is lost is completed, or said.
#[test]
fn case_12_what_an_older_workbook_lost_is_said() {
    let template = domain::template::cmrt("6.5").unwrap();
    for name in ["cmrt/3.01-filled.xlsx", "cmrt/2.03a-filled.xlsx"] {
        let Some(bytes) = sample_file(name) else { return };
        let any = |bytes: &[u8]| sheets::older::read_any(bytes, template, &mut |_| {}).unwrap().workbook;
        let (whole, lost) = (any(&bytes), any(&without_results(&bytes)));
        let cells = |w: &sheets::Workbook| -> usize {
            let rows = w.declaration.smelters.iter();
            rows.map(|r| domain::Table::SMELTERS.filled(r).count()).sum()
        };
        assert!(cells(&lost) == cells(&whole) || !lost.notices.is_empty(), "{name}");
    }
}

#[test]
fn case_13_a_date_in_a_workbook_is_read() {
    let w = read(&case("v-date-cn.xlsx")).unwrap();
    assert_eq!(w.declaration.answer("company.effective_date"), "2026年3月31日");
    let text = said(&case("v-date-cn.xlsx"));
    assert!(!text.contains("CMP005"), "{text}");
}

#[test]
fn rule_5_our_own_workbook_is_made_to_be_used() {
    let mut d = declaration();
    d.set("b.comment", "https://example.com/policy");
    for (language, _) in domain::text::LANGUAGES {
        let bytes = sheets::write_own(&d, "6.5", language).unwrap();
        let again = read(&bytes).unwrap();
        assert_eq!(
            (again.declaration.answer("b.comment"), again.notices),
            ("https://example.com/policy", vec![])
        );
        let part = |name: &str| {
            let parts = parts_of(&bytes);
            String::from_utf8(parts.into_iter().find(|p| p.name == name).unwrap().data).unwrap()
        };
        let workbook = part(WORKBOOK);
        assert!(workbook.contains("Print_Area") && workbook.contains("Print_Titles"), "{workbook}");
        for sheet in [DECLARATION, SMELTERS, PRODUCTS] {
            let xml = part(sheet);
            assert!(xml.contains("fitToPage=\"1\""), "{sheet}");
            assert!(sheet == PRODUCTS || xml.contains("<dataValidation "), "{sheet} offers nothing");
        }
        assert!(part(DECLARATION).contains("hyperlink"));
        assert!(!part(STRINGS).contains("computes nothing"));
        // One language: of the other one only the official words remain.
        let label =
            texts(if *language == "en" { "zh" } else { "en" }).get("field.company.name.label").to_owned();
        assert!(!part(STRINGS).contains(&label), "{language}");
    }
}
