//! Building blocks of the tests: a zip writer that can lie, and a small workbook of our own to spoil.
#![allow(dead_code)]

pub mod corpus;

use domain::{Declaration, ProductRow, Smelter, SmelterRow};
use flate2::Crc;
use flate2::write::DeflateEncoder;
use sheets::{ReadError, Workbook};
use std::io::{Read, Write};

/// One zip entry as it is to be written. What is set here wins over what would be true.
#[derive(Clone, Default)]
pub struct Part {
    pub name: String,
    pub data: Vec<u8>,
    /// Ready-made deflate stream and its true unpacked size and checksum, for data too large to hold.
    pub packed: Option<(Vec<u8>, u32, u32)>,
    pub method: Option<u16>,
    pub flags: u16,
    pub local_size: Option<u32>,
    pub central_size: Option<u32>,
    /// Points at the header of the entry with this index instead of its own.
    pub header_of: Option<usize>,
    pub zip64: bool,
}

impl Part {
    pub fn new(name: &str, data: impl Into<Vec<u8>>) -> Part {
        Part { name: name.to_owned(), data: data.into(), ..Part::default() }
    }
}

pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

/// A part whose text is `head`, then `unit` so many times, then `tail`, without ever holding it.
pub fn repeated(name: &str, head: &str, unit: &[u8], times: usize, tail: &str) -> Part {
    let mut out = DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    let (mut crc, mut size) = (Crc::new(), 0usize);
    let mut put = |data: &[u8]| {
        out.write_all(data).unwrap();
        crc.update(data);
        size += data.len();
    };
    put(head.as_bytes());
    for _ in 0..times {
        put(unit);
    }
    put(tail.as_bytes());
    Part {
        name: name.to_owned(),
        packed: Some((out.finish().unwrap(), size as u32, crc.sum())),
        ..Part::default()
    }
}

/// Writes a zip file byte by byte.
pub fn zip(parts: &[Part]) -> Vec<u8> {
    let (mut out, mut headers, mut central) = (Vec::new(), Vec::new(), Vec::new());
    let w16 = |out: &mut Vec<u8>, n: u16| out.extend(n.to_le_bytes());
    let w32 = |out: &mut Vec<u8>, n: u32| out.extend(n.to_le_bytes());
    for p in parts {
        let (packed, size, crc) = match &p.packed {
            Some(ready) => ready.clone(),
            None => {
                let mut crc = Crc::new();
                crc.update(&p.data);
                let stored = p.method == Some(0);
                let packed = if stored { p.data.clone() } else { deflate(&p.data) };
                (packed, p.data.len() as u32, crc.sum())
            }
        };
        let method = p.method.unwrap_or(8);
        let descriptor = p.flags & 8 != 0;
        headers.push(out.len() as u32);
        w32(&mut out, 0x0403_4b50);
        for n in [20, p.flags, method, 0, 33] {
            w16(&mut out, n);
        }
        let local = p.local_size.unwrap_or(size);
        for n in if descriptor { [0, 0, 0] } else { [crc, packed.len() as u32, local] } {
            w32(&mut out, n);
        }
        w16(&mut out, p.name.len() as u16);
        w16(&mut out, 0);
        out.extend(p.name.as_bytes());
        out.extend(&packed);
        if descriptor {
            for n in [0x0807_4b50, crc, packed.len() as u32, size] {
                w32(&mut out, n);
            }
        }
        w32(&mut central, 0x0201_4b50);
        for n in [20, 20, p.flags, method, 0, 33] {
            w16(&mut central, n);
        }
        let told = p.central_size.unwrap_or(size);
        let shown = if p.zip64 { [u32::MAX, u32::MAX] } else { [packed.len() as u32, told] };
        for n in [crc, shown[0], shown[1]] {
            w32(&mut central, n);
        }
        let extra = if p.zip64 { 20 } else { 0 };
        for n in [p.name.len() as u16, extra, 0, 0, 0] {
            w16(&mut central, n);
        }
        w32(&mut central, 0);
        w32(&mut central, headers[p.header_of.unwrap_or(headers.len() - 1)]);
        central.extend(p.name.as_bytes());
        if p.zip64 {
            w16(&mut central, 1);
            w16(&mut central, 16);
            central.extend(u64::from(told).to_le_bytes());
            central.extend((packed.len() as u64).to_le_bytes());
        }
    }
    let start = out.len() as u32;
    out.extend(&central);
    w32(&mut out, 0x0605_4b50);
    let count = parts.len().min(usize::from(u16::MAX)) as u16;
    for n in [0, 0, count, count] {
        w16(&mut out, n);
    }
    w32(&mut out, central.len() as u32);
    w32(&mut out, start);
    w16(&mut out, 0);
    out
}

/// The entries of an honest workbook.
pub fn parts_of(bytes: &[u8]) -> Vec<Part> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut data = Vec::new();
            file.read_to_end(&mut data).unwrap();
            Part::new(&file.name().unwrap(), data)
        })
        .collect()
}

pub const DECLARATION: &str = "xl/worksheets/sheet4.xml";
pub const SMELTERS: &str = "xl/worksheets/sheet5.xml";
pub const PRODUCTS: &str = "xl/worksheets/sheet7.xml";
pub const STRINGS: &str = "xl/sharedStrings.xml";
pub const WORKBOOK: &str = "xl/workbook.xml";

/// A list of invented smelters.
pub fn list() -> Vec<Smelter> {
    (1..=4)
        .map(|i| Smelter {
            cid: format!("CID90000{i}"),
            metal: Some(domain::template::CMRT_METALS[i - 1]),
            name: format!("Example Works {i}"),
            aliases: vec![format!("Old Works {i}")],
            country: "NORWAY".into(),
            ..Smelter::default()
        })
        .collect()
}

/// A small filled declaration.
pub fn declaration() -> Declaration {
    let mut d = Declaration::default();
    d.set("company.name", "Example Ltd");
    d.set("company.effective_date", "2026-03-31");
    d.set("q1.tin", "Yes");
    d.smelters.push(SmelterRow { cid: "CID900002".into(), sheet_row: Some(5), ..SmelterRow::default() });
    d.products.push(ProductRow { number: "P-1".into(), sheet_row: Some(6), ..ProductRow::default() });
    d
}

/// The parts of a small honest workbook.
pub fn sample() -> Vec<Part> {
    parts_of(&sheets::write_own_with_lookup(&declaration(), "6.5", "en", &list()).unwrap())
}

/// Changes the text of a part.
pub fn edit(parts: &mut [Part], name: &str, change: impl FnOnce(String) -> String) {
    let part = parts.iter_mut().find(|p| p.name == name).unwrap_or_else(|| panic!("no part {name}"));
    let before = String::from_utf8(std::mem::take(&mut part.data)).unwrap();
    let after = change(before.clone());
    assert_ne!(before, after, "{name} did not change");
    part.data = after.into_bytes();
}

/// The sample with cells put at the front of a sheet's data.
pub fn with_cells(sheet: &str, cells: &str) -> Vec<u8> {
    let mut parts = sample();
    edit(&mut parts, sheet, |t| t.replacen("<sheetData>", &format!("<sheetData>{cells}"), 1));
    zip(&parts)
}

/// The sample with a cell of the sheet put in place of its own (or added).
pub fn with_cell(sheet: &str, name: &str, cell: &str) -> Vec<u8> {
    let mut parts = sample();
    edit(&mut parts, sheet, |t| {
        let without = match t.find(&format!("<c r=\"{name}\"")) {
            Some(at) => {
                let end = at + t[at..].find("</c>").unwrap() + 4;
                format!("{}{}", &t[..at], &t[end..])
            }
            None => t,
        };
        let row: String = name.chars().filter(char::is_ascii_digit).collect();
        without.replacen("</sheetData>", &format!("<row r=\"{row}\">{cell}</row></sheetData>"), 1)
    });
    zip(&parts)
}

pub fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    sheets::read_workbook(bytes, &mut |_| {})
}

/// The codes of the notices with their cells: `recalculate D8`.
pub fn notices(w: &Workbook) -> Vec<String> {
    w.notices.iter().map(|n| format!("{} {}", n.code, n.cell)).collect()
}

/// The bytes of a sample; nothing, said plainly, where there are no samples.
pub fn sample_file(name: &str) -> Option<Vec<u8>> {
    let Some(dir) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: TOUCHSTONE_SAMPLES is not set, {name} was not read");
        return None;
    };
    let path = std::path::Path::new(&dir).join(name);
    Some(std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}
