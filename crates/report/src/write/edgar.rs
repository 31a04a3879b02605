//! The exhibit as EDGAR takes it: plain ASCII, few tags, style in their attributes, no table wider than a page.

use crate::OPEN_MARK;
use crate::document::Level;
use crate::printed::{Part, Printed, Run};

/// The name that the exhibit is filed under; EDGAR's rules of all years take it.
pub const NAME: &str = "ex1-01.htm";

/// Every tag that is written.
#[derive(Clone, Copy)]
enum Tag {
    P,
    Heading(Level),
    Title,
    Bold,
    Table,
    Head,
    Row,
    Cell { number: bool, head: bool, total: bool },
    Anchor,
    Jump,
}

impl Tag {
    fn name(self) -> &'static str {
        match self {
            Tag::P | Tag::Heading(_) | Tag::Title => "p",
            Tag::Bold => "b",
            Tag::Table => "table",
            Tag::Head | Tag::Row => "tr",
            Tag::Cell { .. } => "td",
            Tag::Anchor | Tag::Jump => "a",
        }
    }

    /// All the style there is.
    fn style(self) -> &'static str {
        match self {
            Tag::P => "margin: 0 0 8pt 0",
            Tag::Title => "margin: 0 0 12pt 0; text-align: center; font-size: 14pt; font-weight: bold",
            Tag::Heading(Level::Part) => {
                "margin: 16pt 0 8pt 0; font-size: 12pt; font-weight: bold; page-break-after: avoid"
            }
            Tag::Heading(Level::Section) => {
                "margin: 12pt 0 6pt 0; font-style: italic; font-weight: bold; page-break-after: avoid"
            }
            Tag::Table => "width: 100%; margin: 0 0 10pt 0; border-collapse: collapse; font-size: 9pt",
            // No style repeats a row on the next page without tearing it off its columns.
            Tag::Head => "page-break-inside: avoid; page-break-after: avoid",
            Tag::Row => "page-break-inside: avoid",
            Tag::Cell { number, head, total } => match (number, head || total) {
                (false, false) => "padding: 2pt 4pt; border: 1pt solid #999999; vertical-align: top",
                (true, false) => {
                    "padding: 2pt 4pt; border: 1pt solid #999999; vertical-align: top; text-align: right"
                }
                (false, true) => {
                    "padding: 2pt 4pt; border: 1pt solid #999999; vertical-align: top; font-weight: bold"
                }
                (true, true) => {
                    "padding: 2pt 4pt; border: 1pt solid #999999; vertical-align: top; font-weight: bold; text-align: right"
                }
            },
            Tag::Bold | Tag::Anchor | Tag::Jump => "",
        }
    }
}

/// Writes it; refused while somebody still has to write or sign a part.
pub fn exhibit(document: &Printed) -> Result<String, String> {
    if let Some(open) = document.words().iter().find(|words| words.contains(OPEN_MARK)) {
        return Err(open.clone());
    }
    let mut out = Out(String::new());
    out.0 += "<html>\n<head>\n<title>";
    out.text(&document.title);
    out.0 +=
        "</title>\n</head>\n<body style=\"font-family: Times New Roman, Times, serif; font-size: 10pt\">\n";
    out.within(Tag::Title, "", |out| out.text(&document.title));
    out.0.push('\n');
    for part in &document.blocks {
        out.part(part);
    }
    out.0 += "</body>\n</html>\n";
    Ok(out.0)
}

struct Out(String);

impl Out {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Heading(level, text) => self.within(Tag::Heading(*level), "", |out| out.text(text)),
            Part::Paragraph(line) => self.within(Tag::P, "", |out| out.runs(line)),
            Part::List(lines) => {
                for line in lines {
                    self.within(Tag::P, "", |out| {
                        out.0 += "- ";
                        out.runs(line);
                    });
                    self.0.push('\n');
                }
                return;
            }
            Part::Table { anchor, title, columns, rows } => self.table(anchor, title, columns, rows),
            Part::Note { anchor, label, text } => self.within(Tag::P, "", |out| {
                out.anchor(anchor);
                out.within(Tag::Bold, "", |out| out.text(&format!("{label}.")));
                out.0.push(' ');
                out.runs(text);
            }),
            Part::Link(text, address, filed) => self.within(Tag::P, "", |out| match filed {
                true => {
                    out.within(Tag::Jump, &format!(" href=\"{}\"", encoded(address)), |out| out.text(text))
                }
                false => out.text(&format!("{text}: {address}")),
            }),
        }
        self.0.push('\n');
    }

    fn table(
        &mut self,
        anchor: &str,
        title: &str,
        columns: &[(String, bool)],
        rows: &[(Vec<Vec<Run>>, bool)],
    ) {
        self.within(Tag::Heading(Level::Section), "", |out| {
            out.anchor(anchor);
            out.text(title);
        });
        self.0.push('\n');
        self.within(Tag::Table, "", |out| {
            out.0.push('\n');
            out.within(Tag::Head, "", |out| {
                for (title, number) in columns {
                    let cell = Tag::Cell { number: *number, head: true, total: false };
                    out.within(cell, "", |out| out.text(title));
                }
            });
            out.0.push('\n');
            for (cells, total) in rows {
                out.within(Tag::Row, "", |out| {
                    for (cell, (_, number)) in cells.iter().zip(columns) {
                        let tag = Tag::Cell { number: *number, head: false, total: *total };
                        out.within(tag, "", |out| out.runs(cell));
                    }
                });
                out.0.push('\n');
            }
        });
    }

    fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            match run {
                Run::Text(text) => self.text(text),
                Run::Strong(text) => self.within(Tag::Bold, "", |out| out.text(text)),
                Run::Jump { anchor, text } => {
                    self.within(Tag::Jump, &format!(" href=\"#{anchor}\""), |out| out.text(text));
                }
            }
        }
    }

    fn anchor(&mut self, name: &str) {
        self.within(Tag::Anchor, &format!(" name=\"{name}\""), |_| {});
    }

    fn within(&mut self, tag: Tag, more: &str, inside: impl FnOnce(&mut Out)) {
        let (name, style) = (tag.name(), tag.style());
        self.0 += &format!("<{name}{more}");
        if !style.is_empty() {
            self.0 += &format!(" style=\"{style}\"");
        }
        self.0.push('>');
        inside(self);
        self.0 += &format!("</{name}>");
    }

    /// Words in ASCII: whatever else there is becomes a number.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0 += "&amp;",
                '<' => self.0 += "&lt;",
                '>' => self.0 += "&gt;",
                '"' => self.0 += "&quot;",
                ' '..='~' => self.0.push(c),
                c => self.0 += &format!("&#{};", c as u32),
            }
        }
    }
}

/// An address in ASCII.
fn encoded(address: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b":/.-_#~".contains(&byte);
    address.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
