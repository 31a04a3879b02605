//! What the targets share: a small workbook of our own, and packages made from its parts.

use domain::{Declaration, ProductRow, Smelter, SmelterRow};
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The parts that the reader looks into, in the order of the byte that chooses one.
pub const PARTS: [&str; 8] = [
    "xl/worksheets/sheet4.xml",
    "xl/worksheets/sheet5.xml",
    "xl/worksheets/sheet7.xml",
    "xl/worksheets/sheet8.xml",
    "xl/worksheets/sheet9.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
];

/// A small filled workbook with a list of invented smelters.
pub fn workbook() -> Vec<u8> {
    let mut d = Declaration::default();
    d.set("company.name", "Example Ltd");
    d.set("company.effective_date", "2026-03-31");
    d.set("q1.tin", "Yes");
    d.smelters.push(SmelterRow { cid: "CID900002".into(), sheet_row: Some(5), ..SmelterRow::default() });
    d.products.push(ProductRow { number: "P-1".into(), sheet_row: Some(6), ..ProductRow::default() });
    let list: Vec<Smelter> = (1..=4)
        .map(|i| Smelter {
            cid: format!("CID90000{i}"),
            metal: Some(domain::template::CMRT_METALS[i - 1]),
            name: format!("Example Works {i}"),
            aliases: vec![format!("Old Works {i}")],
            country: "NORWAY".into(),
            ..Smelter::default()
        })
        .collect();
    sheets::write_own_with_lookup(&d, "6.5", "en", &list).expect("it fits")
}

pub fn parts() -> &'static [(String, Vec<u8>)] {
    static ALL: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
        let mut archive = ZipArchive::new(Cursor::new(workbook())).expect("our own");
        (0..archive.len())
            .map(|i| {
                let mut file = archive.by_index(i).expect("our own");
                let mut data = Vec::new();
                file.read_to_end(&mut data).expect("our own");
                (file.name().expect("our own").into_owned(), data)
            })
            .collect()
    });
    &ALL
}

/// The workbook with one part replaced, stored: chance would never hit a checksum or a deflate stream.
/// The first byte says which part; beyond the last one the bytes are the file itself.
pub fn package(data: &[u8]) -> Vec<u8> {
    let Some((which, rest)) = data.split_first() else { return Vec::new() };
    let Some(name) = PARTS.get(usize::from(*which)) else { return rest.to_vec() };
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (part, own) in parts() {
        out.start_file(part.as_str(), options).expect("in memory");
        out.write_all(if part == name { rest } else { own }).expect("in memory");
    }
    out.finish().expect("in memory").into_inner()
}
