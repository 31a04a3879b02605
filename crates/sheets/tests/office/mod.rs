//! LibreOffice, where it is installed: recalculates workbooks without a window.
#![allow(dead_code)]

pub mod typing;

use crate::common::parts_of;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The workbooks as LibreOffice saves them after computing every formula. None, said plainly, where there is no
/// LibreOffice; with `CI` set there must be one.
pub fn recalculate(books: &[(&str, &Vec<u8>)]) -> Option<Vec<Vec<u8>>> {
    let dir = tempfile::tempdir().unwrap();
    let files = converted(dir.path(), books, "xlsx")?;
    Some(files.iter().map(|f| std::fs::read(f).unwrap()).collect())
}

/// One sheet of each workbook (by its number, from 1) as LibreOffice shows it after computing every formula.
pub fn recalculated_sheet(
    books: &[(&str, &Vec<u8>)],
    number: u8,
    name: &str,
) -> Option<Vec<Vec<Vec<String>>>> {
    let dir = tempfile::tempdir().unwrap();
    let format =
        format!("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{number}");
    let files = converted(dir.path(), books, &format)?;
    let table = |file: &PathBuf| {
        let file = file.with_file_name(format!("{}-{name}.csv", file.file_stem().unwrap().to_string_lossy()));
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(&file).expect("a table");
        reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    Some(files.iter().map(table).collect())
}

/// Has LibreOffice open the workbooks and save each in another form; says where, by the name and the form's ending.
fn converted(dir: &Path, books: &[(&str, &Vec<u8>)], format: &str) -> Option<Vec<PathBuf>> {
    let found = Command::new("soffice").arg("--version").output().is_ok_and(|o| o.status.success());
    if !found {
        assert!(std::env::var_os("CI").is_none(), "CI needs LibreOffice (package libreoffice-calc-nogui)");
        println!("SKIPPED: soffice is not installed, nothing was recalculated");
        return None;
    }
    let profile = dir.join("profile/user");
    std::fs::create_dir_all(&profile).unwrap();
    // Otherwise it trusts stored results, which are what is to be proved.
    let always = "<?xml version=\"1.0\"?><oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\
                  <item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" \
                  oor:op=\"fuse\"><value>0</value></prop></item></oor:items>";
    std::fs::write(profile.join("registrymodifications.xcu"), always).unwrap();
    let path = |name: &str| dir.join(format!("{name}.xlsx"));
    for (name, bytes) in books {
        std::fs::write(path(name), bytes).unwrap();
    }
    let out = dir.join("out");
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", dir.join("profile").display()))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(&out)
        .args(books.iter().map(|(name, _)| path(name)))
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    let ending = format.split(':').next().unwrap_or(format);
    Some(books.iter().map(|(name, _)| out.join(format!("{name}.{ending}"))).collect())
}

/// A cell as the file has it.
#[derive(Default)]
pub struct Cell {
    /// Its tag's attributes but for the type, in order.
    pub look: String,
    /// Its type.
    pub kind: String,
    /// Its formula with its own attributes.
    pub formula: Option<String>,
    /// What it holds or shows.
    pub value: String,
}

/// The text of a part.
pub fn part(bytes: &[u8], name: &str) -> String {
    let parts = parts_of(bytes);
    let part = parts.into_iter().find(|p| p.name == name).unwrap_or_else(|| panic!("no part {name}"));
    String::from_utf8(part.data).unwrap()
}

fn attributes(tag: &BytesStart<'_>) -> BTreeMap<String, String> {
    let all = tag.attributes().map(|a| a.unwrap());
    all.map(|a| (a.key.as_ref().to_owned(), unescape(&a.value).unwrap().into_owned())).collect()
}

/// The tags of a part with this name.
pub fn tags(xml: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = Reader::from_str(xml);
    let mut out = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == name => {
                out.push(attributes(&tag));
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

/// The cells of a sheet's part by name, and everything around them.
pub fn cells(xml: &str) -> (BTreeMap<String, Cell>, String) {
    let mut reader = Reader::from_str(xml);
    let (mut out, mut around) = (BTreeMap::new(), String::new());
    // Name and content of the cell that is open, and of which of its elements a text belongs to.
    let mut open: Option<(String, Cell)> = None;
    let mut inside = String::new();
    loop {
        let from = reader.buffer_position() as usize;
        let event = reader.read_event().unwrap();
        let raw = &xml[from..reader.buffer_position() as usize];
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "c" => {
                let mut all = attributes(&tag);
                let (name, kind) = (all.remove("r").unwrap(), all.remove("t").unwrap_or_default());
                open = Some((name, Cell { look: format!("{all:?}"), kind, ..Cell::default() }));
                if raw.ends_with("/>") {
                    out.extend(open.take());
                }
            }
            Event::End(tag) if tag.name().as_ref() == "c" => out.extend(open.take()),
            Event::Eof => return (out, around),
            event => match (&mut open, event) {
                (None, _) => around.push_str(raw),
                (Some((_, cell)), Event::Start(tag)) => {
                    inside = tag.name().as_ref().to_owned();
                    if inside == "f" {
                        cell.formula = Some(raw.to_owned());
                    }
                }
                (Some((_, cell)), Event::Empty(tag)) if tag.name().as_ref() == "f" => {
                    cell.formula = Some(raw.to_owned());
                }
                (Some((_, cell)), Event::Text(_) | Event::GeneralRef(_) | Event::CData(_)) => {
                    match inside.as_str() {
                        "f" => cell.formula.as_mut().unwrap().push_str(raw),
                        "v" | "t" => cell.value.push_str(&unescape(raw).unwrap()),
                        _ => {}
                    }
                }
                _ => {}
            },
        }
    }
}

/// The part that a sheet is stored in.
pub fn part_name(bytes: &[u8], sheet: &str) -> String {
    let sheets = tags(&part(bytes, "xl/workbook.xml"), "sheet");
    let id = &sheets.iter().find(|s| s["name"] == sheet).unwrap()["r:id"];
    let rels = tags(&part(bytes, "xl/_rels/workbook.xml.rels"), "Relationship");
    format!("xl/{}", rels.iter().find(|r| r["Id"] == *id).unwrap()["Target"])
}

/// What the cells of a sheet show, by cell: texts, numbers as written, errors; blank ones are left out.
pub fn values(bytes: &[u8], sheet: &str) -> BTreeMap<String, String> {
    let strings = strings(&part(bytes, "xl/sharedStrings.xml"));
    let mut out = BTreeMap::new();
    for (name, cell) in cells(&part(bytes, &part_name(bytes, sheet))).0 {
        let value =
            if cell.kind == "s" { strings[cell.value.parse::<usize>().unwrap()].clone() } else { cell.value };
        let value = value.replace("_x000D_", "").replace('\r', "");
        if !value.is_empty() {
            out.insert(name, value);
        }
    }
    out
}

fn strings(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut out, mut text) = (Vec::new(), false);
    loop {
        let from = reader.buffer_position() as usize;
        let event = reader.read_event().unwrap();
        let raw = &xml[from..reader.buffer_position() as usize];
        match event {
            Event::Start(tag) if tag.name().as_ref() == "si" => out.push(String::new()),
            Event::Empty(tag) if tag.name().as_ref() == "si" => out.push(String::new()),
            Event::Start(tag) => text = tag.name().as_ref() == "t",
            Event::End(_) => text = false,
            Event::Text(_) | Event::GeneralRef(_) if text => {
                out.last_mut().unwrap().push_str(&unescape(raw).unwrap());
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}
