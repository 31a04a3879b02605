//! The report as a page for the company's site: one file, read by screen readers and printed on A4 or Letter.

use super::Paper;
use crate::document::Level;
use crate::printed::{Part, Printed, Run};
use domain::text::html;

const STYLE: &str = include_str!("web.css");

/// Writes it. A preview may still have open places; they are marked.
pub fn page(document: &Printed, paper: Paper) -> String {
    let size = match paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let title = html(&document.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n@page {{ size: {size}; margin: 20mm }}\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    for part in &document.blocks {
        out += &block(part);
        out.push('\n');
    }
    out += "</main>\n</body>\n</html>\n";
    out
}

fn block(part: &Part) -> String {
    match part {
        Part::Heading(Level::Part, text) => format!("<h2>{}</h2>", html(text)),
        Part::Heading(Level::Section, text) => format!("<h3>{}</h3>", html(text)),
        Part::Paragraph(line) => format!("<p>{}</p>", runs(line)),
        Part::List(lines) => {
            let items: String = lines.iter().map(|line| format!("<li>{}</li>\n", runs(line))).collect();
            format!("<ul>\n{items}</ul>")
        }
        Part::Table { anchor, title, columns, rows } => table(anchor, title, columns, rows),
        Part::Note { anchor, label, text } => {
            format!("<p class=\"note\" id=\"{anchor}\"><strong>{label}.</strong> {}</p>", runs(text))
        }
        Part::Link(text, address, _) => match web(address) {
            true => format!("<p><a href=\"{}\">{}</a></p>", html(address), html(text)),
            false => format!("<p>{}: {}</p>", html(text), html(address)),
        },
    }
}

/// Whether it can be followed; nothing else becomes a link.
fn web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// The first cell of a row names it. Whoever tabs reaches the table and can scroll it where it is wider than a phone.
fn table(anchor: &str, title: &str, columns: &[(String, bool)], rows: &[(Vec<Vec<Run>>, bool)]) -> String {
    let class = |number: bool| if number { " class=\"number\"" } else { "" };
    let title = html(title);
    let mut out = format!(
        "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{title}\">\n\
         <table id=\"{anchor}\">\n<caption>{title}</caption>\n<thead>\n<tr>"
    );
    for (title, number) in columns {
        out += &format!("<th scope=\"col\"{}>{}</th>", class(*number), html(title));
    }
    out += "</tr>\n</thead>\n<tbody>\n";
    for (cells, total) in rows {
        out += if *total { "<tr class=\"total\">" } else { "<tr>" };
        for (n, (cell, (_, number))) in cells.iter().zip(columns).enumerate() {
            out += &match n {
                0 => format!("<th scope=\"row\"{}>{}</th>", class(*number), runs(cell)),
                _ => format!("<td{}>{}</td>", class(*number), runs(cell)),
            };
        }
        out += "</tr>\n";
    }
    out + "</tbody>\n</table>\n</div>"
}

fn runs(runs: &[Run]) -> String {
    let one = |run: &Run| match run {
        Run::Text(text) => html(text),
        Run::Strong(text) => format!("<strong>{}</strong>", html(text)),
        Run::Jump { anchor, text } => format!("<a href=\"#{anchor}\">{}</a>", html(text)),
    };
    runs.iter().map(one).collect()
}
