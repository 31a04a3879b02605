//! The writers: what they write is whole, passes the linter and is the same every time.

use report::document::{Address, Block, Column, Level, Link, Note, Row, Table, Text, line, slots};
use report::form_sd::{self, Form, Officer, Registrant};
use report::lint::lint_file;
use report::printed::{Printed, Unresolved, print};
use report::write::{Paper, docx, edgar, web};
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

/// Words that must come through whole, whatever they look like.
const HOSTILE: &str =
    "Müller & Söhne <script>alert(\"1\")</script> 东莞 \u{201c}q\u{201d} &#7; {x} ]]> \u{1f600}";

fn row(cells: &[&str], total: bool) -> Row {
    Row { cells: cells.iter().map(|cell| slots(cell)).collect(), total }
}

fn table(id: &str) -> Table {
    let columns = vec![Column::text("Metal"), Column::number("Conformant")];
    let rows =
        vec![row(&["Tin", "{F:S4.tin}"], false), row(&[HOSTILE, "9"], false), row(&["All", "62"], true)];
    Table::new(id, "Smelters by metal", columns, rows).unwrap()
}

fn blocks() -> Vec<Block> {
    let link = |address| Block::Link(Link { text: Text::new("Read more"), address });
    vec![
        Block::Heading(Level::Section, Text::new("Results")),
        Block::Paragraph(slots("We heard from {F:R1} suppliers; see {T:status} and {N:listed}.")),
        Block::List(vec![line("One."), line(HOSTILE)]),
        Block::Heading(Level::Section, Text::new("Smelters")),
        Block::Table(table("status")),
        Block::Note(Note { id: "listed".into(), text: line("As of May 1, 2026.\u{7}\u{ffff}") }),
        link(Address::Filed(Text::new("edgar/data/1/\"ex 1\".htm"))),
        link(Address::Web(Text::new("https://www.example.com/?a=1&b=\"2\""))),
        link(Address::Web(Text::new("javascript:alert(1)"))),
    ]
}

fn figure(id: &str) -> Option<String> {
    match id {
        "R1" => Some("206 of 210 (98 %)".into()),
        "S4.tin" => Some("53".into()),
        _ => None,
    }
}

fn printed() -> Printed {
    print("Conflict Minerals Report", &blocks(), &figure).unwrap()
}

#[test]
fn the_exhibit_is_what_edgar_takes() {
    let page = edgar::exhibit(&printed()).unwrap();
    assert_eq!(lint_file(edgar::NAME, page.as_bytes()), []);
    assert!(page.is_ascii());
    for part in page.split('<').skip(1) {
        let tag = part.trim_start_matches('/').split([' ', '>']).next().unwrap();
        assert!(
            ["html", "head", "title", "body", "p", "b", "table", "tr", "td", "a"].contains(&tag),
            "<{tag}>"
        );
    }
    assert!(
        page.contains("We heard from 206 of 210 (98 %) suppliers; see <a href=\"#t1\">Table 1</a>"),
        "{page}"
    );
    assert!(
        page.contains("M&#252;ller &amp; S&#246;hne &lt;script&gt;") && page.contains("&#128512;"),
        "{page}"
    );
    // What leads out is words.
    assert!(page.contains("Read more: https://www.example.com/?a=1&amp;b=&quot;2&quot;</p>"), "{page}");
    assert!(page.contains("href=\"https://www.sec.gov/Archives/edgar/data/1/%22ex%201%22.htm\""), "{page}");
}

#[test]
fn nothing_open_is_filed() {
    let open = vec![Block::Paragraph(line("[Open: conclusion for tin]"))];
    let draft = print("Report", &open, &figure).unwrap();
    assert_eq!(edgar::exhibit(&draft), Err("[Open: conclusion for tin]".into()));
    assert!(web::page(&draft, Paper::A4).contains("[Open: conclusion for tin]"));
}

#[test]
fn what_does_not_resolve_is_told_all_at_once() {
    let mut all = blocks();
    all.push(Block::Table(table("status")));
    all.push(Block::Paragraph(slots("{F:S9} {T:nothing} {N:status}")));
    let wrong = print("Report", &all, &figure).unwrap_err();
    assert_eq!(wrong.len(), 4, "{wrong:?}");
    assert!(wrong.contains(&Unresolved::Figure("S9".into())), "{wrong:?}");
}

#[test]
fn a_table_wider_than_a_page_cannot_be_made() {
    let columns = |n| (0..n).map(|_| Column::text("a")).collect::<Vec<_>>();
    let cells = |n| vec![Row { cells: vec![line("b"); n], total: false }];
    assert!(Table::new("a", "A", columns(5), cells(5)).is_ok());
    assert!(Table::new("a", "A", columns(6), cells(6)).is_err());
    assert!(Table::new("a", "A", columns(2), cells(3)).is_err());
    assert!(Table::new("a", "A", columns(0), Vec::new()).is_err());
    // Not from a file either.
    let kept = serde_json::to_string(&Table::new("a", "A", columns(2), cells(2)).unwrap()).unwrap();
    assert!(serde_json::from_str::<Table>(&kept).is_ok());
    let wider = kept.replacen("\"cells\":[", "\"cells\":[[],", 1);
    assert_ne!(kept, wider);
    assert!(serde_json::from_str::<Table>(&wider).is_err());
}

/// Headings in order, headers with scope, every jump has its place, words escaped.
#[test]
fn the_web_page_is_read_by_everybody() {
    for paper in [Paper::A4, Paper::Letter] {
        let page = web::page(&printed(), paper);
        let levels: Vec<usize> =
            page.match_indices("<h").filter_map(|(at, _)| page[at + 2..at + 3].parse().ok()).collect();
        assert_eq!(levels, [1, 2, 3], "a section without a part above it becomes one");
        assert_eq!(page.matches("<th").count() - page.matches("<thead").count(), 5);
        assert_eq!(page.matches("scope=\"col\"").count() + page.matches("scope=\"row\"").count(), 5);
        for jump in page.split("href=\"#").skip(1) {
            let id = jump.split('"').next().unwrap();
            assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
        }
        assert!(!page.contains("<script") && !page.contains("href=\"javascript"), "{page}");
        assert!(page.contains(if paper == Paper::A4 { "size: A4" } else { "size: letter" }));
        well_formed(
            &page.replace("<!DOCTYPE html>", "").replace("-8\">", "-8\"/>").replace("=1\">", "=1\"/>"),
        );
    }
}

fn well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{error} at {}: {xml}", reader.buffer_position()),
        }
    }
}

#[test]
fn the_docx_is_whole_and_has_no_clock() {
    let bytes = docx::document(&printed(), Paper::Letter).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = zip.file_names().map(|it| it.unwrap().into_owned()).collect();
    for name in &names {
        let mut part = zip.by_name(name).unwrap();
        let when = part.last_modified().unwrap();
        assert_eq!((when.year(), when.month(), when.day(), when.hour()), (1980, 1, 1, 0), "{name}");
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        well_formed(&xml);
        assert!(!xml.contains("dcterms"), "{name}");
    }
    // Every part that the table of contents or a relation names is there, and every style that is used.
    let mut read = |name: &str| {
        let mut xml = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
        xml
    };
    let (types, document, styles) =
        (read("[Content_Types].xml"), read("word/document.xml"), read("word/styles.xml"));
    for part in types.split("PartName=\"/").skip(1).map(|it| it.split('"').next().unwrap()) {
        assert!(names.iter().any(|name| name == part), "{part}");
    }
    for style in document.split("pStyle w:val=\"").skip(1).map(|it| it.split('"').next().unwrap()) {
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
}

#[test]
fn the_same_report_has_the_same_bytes() {
    let all = || {
        let printed = printed();
        [
            edgar::exhibit(&printed).unwrap().into_bytes(),
            web::page(&printed, Paper::A4).into_bytes(),
            docx::document(&printed, Paper::A4).unwrap(),
        ]
    };
    let first = all();
    // A zip counts in steps of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == all());
}

#[test]
fn the_form_is_filled_in_signed_and_filed() {
    let print_form = |form: &Form| {
        let blocks = form_sd::blocks(form, 2025).unwrap();
        print(form_sd::TITLE, &blocks, &figure).unwrap()
    };
    let form = |of: &Registrant| print_form(&Form::of(of.clone()));
    let open = edgar::exhibit(&form(&Registrant::default())).unwrap_err();
    assert!(open.contains("[Open:"), "{open}");
    let value = || HOSTILE.replace("&#7;", "");
    let mut filer = Registrant {
        company: value(),
        state: "Delaware".into(),
        file_number: "001-00000".into(),
        ein: "00-0000000".into(),
        address: "1 Main Street, 10001".into(),
        contact: "Ada Example".into(),
        phone: "(212) 555-0100".into(),
        web_address: "https://www.example.com/minerals".into(),
        signed: None,
    };
    assert!(edgar::exhibit(&form(&filer)).is_err(), "nobody has signed");
    let on = "2026-05-29".parse().unwrap();
    filer.signed =
        Some(Officer { name: "Grace Example".into(), title: "Chief Financial Officer".into(), on });
    let page = edgar::exhibit(&form(&filer)).unwrap();
    assert_eq!(lint_file(form_sd::NAME, page.as_bytes()), []);
    for words in ["[X] Rule 13p-1", "December 31, 2025", "Grace Example", "May 29, 2026", "(ex1-01.htm)"] {
        assert!(page.contains(words), "{words}");
    }
    // Without a report the form says what the inquiry came to.
    let mut alone = Form { report: false, ..Form::of(filer) };
    assert!(edgar::exhibit(&print_form(&alone)).unwrap_err().contains("country of origin inquiry"));
    alone.inquiry = vec![Text::new("None of our tin came from there.")];
    let page = edgar::exhibit(&print_form(&alone)).unwrap();
    assert_eq!(lint_file(form_sd::NAME, page.as_bytes()), []);
    assert!(page.contains("None of our tin came from there.") && !page.contains("(ex1-01.htm)"));
    let next = alone.carried();
    assert!(next.inquiry.is_empty() && next.registrant.signed.is_none() && !next.report);
}

#[test]
fn libreoffice_opens_the_docx() {
    let dir = tempfile::tempdir().unwrap();
    // An empty page first: without the word processor LibreOffice opens no text at all.
    if !to_pdf(dir.path(), "probe.txt", b"probe") {
        assert!(std::env::var_os("CI").is_none(), "CI needs the package libreoffice-writer-nogui");
        println!(
            "SKIPPED: LibreOffice's word processor is not installed (package libreoffice-writer-nogui): no document was opened"
        );
        return;
    }
    for (name, paper) in [("a4.docx", Paper::A4), ("letter.docx", Paper::Letter)] {
        assert!(to_pdf(dir.path(), name, &docx::document(&printed(), paper).unwrap()), "{name}");
    }
}

fn to_pdf(dir: &Path, name: &str, bytes: &[u8]) -> bool {
    let file = dir.join(name);
    std::fs::write(&file, bytes).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", dir.join("profile").display());
    let args = [profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"];
    let done = Command::new("soffice").args(args).arg(dir).arg(&file).output();
    done.is_ok() && std::fs::read(file.with_extension("pdf")).is_ok_and(|it| it.starts_with(b"%PDF"))
}
