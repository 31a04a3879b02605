//! The report for whoever edits it in a word processor: OOXML with few styles, zipped with fixed dates.

use super::Paper;
use crate::document::Level;
use crate::printed::{Part, Printed, Run};
use domain::text::html as escaped;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("docx/document_relations.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const NUMBERING: &str = include_str!("docx/numbering.xml");
const FOOTER: &str = include_str!("docx/footer.xml");

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Writes it; a draft may still have open places, which its readers are to fill.
pub fn document(document: &Printed, paper: Paper) -> Result<Vec<u8>, String> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The earliest day that a zip can name, so that the same report has the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", core(&document.title)),
        ("word/document.xml", body(document, paper)),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/footer.xml", FOOTER.to_owned()),
    ];
    for (name, xml) in parts {
        zip.start_file(name, options).map_err(|error| error.to_string())?;
        zip.write_all(xml.as_bytes()).map_err(|error| error.to_string())?;
    }
    zip.finish().map(Cursor::into_inner).map_err(|error| error.to_string())
}

/// No clock: title and language alone.
fn core(title: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>en-US</dc:language>\
         </cp:coreProperties>",
        escaped(title)
    )
}

fn body(document: &Printed, paper: Paper) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{MAIN}\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>"
    );
    out += &paragraph("Title", &text(&document.title, ""));
    // In twentieths of a point.
    let (width, height) = match paper {
        Paper::A4 => (11906, 16838),
        Paper::Letter => (12240, 15840),
    };
    let mut marks = 0;
    for part in &document.blocks {
        out += &block(part, width - 2 * MARGIN, &mut marks);
    }
    out + &format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>\
         <w:pgMar w:top=\"{MARGIN}\" w:right=\"{MARGIN}\" w:bottom=\"{MARGIN}\" w:left=\"{MARGIN}\" w:header=\"567\" \
         w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

const MARGIN: u32 = 1134;

fn block(part: &Part, width: u32, marks: &mut u32) -> String {
    match part {
        Part::Heading(Level::Part, words) => paragraph("Heading1", &text(words, "")),
        Part::Heading(Level::Section, words) => paragraph("Heading2", &text(words, "")),
        Part::Paragraph(line) => paragraph("Normal", &runs(line, "")),
        Part::List(lines) => lines.iter().map(|line| paragraph("ListBullet", &runs(line, ""))).collect(),
        Part::Table { anchor, title, columns, rows } => {
            let caption = bookmark(anchor, &text(title, ""), marks);
            paragraph("Caption", &caption) + &table(columns, rows, width)
        }
        Part::Note { anchor, label, text: line } => {
            let label = bookmark(anchor, &text(&format!("{label}. "), BOLD), marks);
            paragraph("Note", &(label + &runs(line, "")))
        }
        Part::Link(words, address, _) => paragraph("Normal", &text(&format!("{words}: {address}"), "")),
    }
}

const BOLD: &str = "<w:rPr><w:b/></w:rPr>";

fn table(columns: &[(String, bool)], rows: &[(Vec<Vec<Run>>, bool)], width: u32) -> String {
    let each = width / columns.len() as u32;
    let cell = |number: bool, inside: &str| {
        let style = if number { "TableNumber" } else { "TableText" };
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{each}\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
            paragraph(style, inside)
        )
    };
    let grid: String = columns.iter().map(|_| format!("<w:gridCol w:w=\"{each}\"/>")).collect();
    let head: String = columns.iter().map(|(title, number)| cell(*number, &text(title, BOLD))).collect();
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>\
         <w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"
    );
    for (cells, total) in rows {
        let bold = if *total { BOLD } else { "" };
        let cells: String =
            cells.iter().zip(columns).map(|(line, (_, number))| cell(*number, &runs(line, bold))).collect();
        out += &format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>");
    }
    // A paragraph behind, or two tables in a row would be one.
    out + "</w:tbl>" + &paragraph("TableText", "")
}

fn paragraph(style: &str, inside: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{inside}</w:p>")
}

fn bookmark(name: &str, inside: &str, marks: &mut u32) -> String {
    *marks += 1;
    format!("<w:bookmarkStart w:id=\"{marks}\" w:name=\"{name}\"/>{inside}<w:bookmarkEnd w:id=\"{marks}\"/>")
}

fn runs(runs: &[Run], look: &str) -> String {
    let one = |run: &Run| match run {
        Run::Text(words) => text(words, look),
        Run::Strong(words) => text(words, BOLD),
        Run::Jump { anchor, text: words } => {
            format!("<w:hyperlink w:anchor=\"{anchor}\">{}</w:hyperlink>", text(words, look))
        }
    };
    runs.iter().map(one).collect()
}

fn text(words: &str, look: &str) -> String {
    format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(words))
}
