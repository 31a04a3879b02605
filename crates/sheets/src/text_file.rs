//! Text files of unknown encoding and separator, as spreadsheet programmes of many countries save them.

use crate::{Limit, ReadError, code_page, limits};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_1250, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257,
};

/// A decoded text and the encoding that it was taken to be in.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
}

/// Decodes by byte order mark, else by what the bytes can and are likely to be.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => guess(bytes),
    };
    if [WINDOWS_1252, WINDOWS_1250, WINDOWS_1254, WINDOWS_1257, MACINTOSH, IBM866].contains(&encoding) {
        let (text, encoding) = code_page::decode(bytes, encoding);
        return Decoded { text, encoding };
    }
    let (text, used, _) = encoding.decode(bytes);
    Decoded { text: text.into_owned(), encoding: used.name() }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(1 << 16) & !1];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    if zeros(1) * 4 > sample.len() / 2 {
        return UTF_16LE;
    }
    if zeros(0) * 4 > sample.len() / 2 {
        return UTF_16BE;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if looks_japanese(bytes) {
        return SHIFT_JIS;
    }
    let likely = by_letters(bytes);
    // GB 18030 has room for whatever the others write, so it comes after those of two bytes.
    if ![BIG5, EUC_JP, EUC_KR].contains(&likely) && looks_chinese(bytes) { GB18030 } else { likely }
}

/// By which letters stand beside each other how often, in the languages that an encoding was made for.
#[cfg(feature = "text-files")]
fn by_letters(bytes: &[u8]) -> &'static Encoding {
    use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
    // From the first letter that tells anything, and no more than it takes: twenty megabytes would take a second.
    let from = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(bytes.len());
    let rest = &bytes[from..];
    let sample = &rest[..rest.len().min(1 << 20)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == rest.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// No text file is read in the browser, so its module does without what knows all languages.
#[cfg(not(feature = "text-files"))]
fn by_letters(_: &[u8]) -> &'static Encoding {
    encoding_rs::WINDOWS_1252
}

/// Read as Shift-JIS it has Japanese letters that stand together (in Western text, single letters of a word become
/// Japanese ones), and read as GB 18030 it would be mostly characters that hardly anybody writes.
fn looks_japanese(bytes: &[u8]) -> bool {
    let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes) else {
        return false;
    };
    let (mut together, mut alone) = (0usize, 0usize);
    for run in text.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty()) {
        let n = run.chars().count();
        if run.contains(|c| ('\u{e000}'..='\u{f8ff}').contains(&c)) || n == 1 {
            alone += n
        } else {
            together += n
        }
    }
    together > 2 * alone && !is_common_chinese(bytes)
}

/// Whether the bytes are GB 18030 with more of its everyday characters (those of GB 2312) than of the others.
fn is_common_chinese(bytes: &[u8]) -> bool {
    if GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_none() {
        return false;
    }
    let (mut common, mut rare, mut at) = (0usize, 0usize, 0);
    while let Some(lead) = bytes.get(at) {
        let trail = bytes.get(at + 1).copied().unwrap_or_default();
        at += if *lead < 0x80 { 1 } else { 2 };
        match lead {
            0xb0..=0xf7 if trail >= 0xa1 => common += 1,
            0x81..=0xfe => rare += 1,
            _ => {}
        }
    }
    common >= rare
}

/// In GB 18030 bytes above 127 come in pairs; in Western text they mostly stand alone between ASCII letters.
fn looks_chinese(bytes: &[u8]) -> bool {
    if GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_none() {
        return false;
    }
    let (mut paired, mut single) = (0usize, 0usize);
    for run in bytes.split(|b| *b < 0x80).filter(|run| !run.is_empty()) {
        if run.len() % 2 == 0 { paired += run.len() } else { single += run.len() }
    }
    paired > 2 * single
}

/// What may stand between two cells.
pub(crate) const SEPARATORS: [u8; 4] = [b';', b'\t', b',', b'|'];
/// How many records a separator is judged by.
const JUDGED: usize = 10;

/// The separators, the likeliest first: the one with which the most of the first records have the same number of
/// columns, and more than one. Lines of a title agree with none, quoted line breaks with all.
pub(crate) fn separators(text: &str) -> [u8; 4] {
    let mut order = SEPARATORS;
    order.sort_by_key(|separator| {
        let records = first_records(text, *separator);
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for (columns, _) in records.iter().filter(|(columns, filled)| *columns > 1 && *filled) {
            *counts.entry(*columns).or_default() += 1;
        }
        let best = counts.into_iter().map(|(columns, records)| (records, columns)).max();
        // Where nothing but separators stands in the file, it is at least their number that tells.
        let widest = records.iter().map(|(columns, _)| *columns).max();
        std::cmp::Reverse((best.unwrap_or_default(), widest.unwrap_or_default()))
    });
    order
}

/// How many columns each of the first records has, and whether anything stands in them.
fn first_records(text: &str, separator: u8) -> Vec<(usize, bool)> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes().chunks(1 << 20).next().unwrap_or_default());
    let mut record = csv::ByteRecord::new();
    let mut out = Vec::new();
    let mut filled = 0;
    while filled < JUDGED && out.len() < 10 * JUDGED && reader.read_byte_record(&mut record).unwrap_or(false)
    {
        let holds = record.iter().any(|cell| !cell.trim_ascii().is_empty());
        filled += usize::from(holds);
        out.push((record.len(), holds));
    }
    out
}

/// No record may have more columns than a spreadsheet: the reader notes where each of them ends.
fn within_columns(text: &str, separator: u8) -> Result<(), ReadError> {
    let (mut quoted, mut columns) = (false, 0);
    for b in text.bytes() {
        match b {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => columns = 0,
            b if b == separator && !quoted => columns += 1,
            _ => continue,
        }
        if columns > limits::GRID.1 {
            return Err(ReadError::too_large(Limit::Columns, ""));
        }
    }
    Ok(())
}

/// The records with the line where each begins. Rows may differ in length.
pub(crate) fn records(text: &str, separator: u8) -> Result<Vec<(u32, Vec<String>)>, ReadError> {
    within_columns(text, separator)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut out = Vec::new();
    let mut record = csv::StringRecord::new();
    let (bytes, mut line, mut counted, mut kept) = (text.as_bytes(), 1u32, 0usize, 0usize);
    while reader.read_record(&mut record).map_err(|_| ReadError::damaged("csv"))? {
        // The reader's own line count stands before the line ends that it skips.
        let mut start = record.position().map_or(0, |p| p.byte() as usize).min(bytes.len());
        while matches!(bytes.get(start), Some(b'\r' | b'\n')) {
            start += 1;
        }
        line += memchr::memchr_iter(b'\n', &bytes[counted..start]).count() as u32;
        counted = start;
        if out.len() >= limits::ROWS as usize {
            return Err(ReadError::too_large(Limit::Rows, ""));
        }
        let cells = record.iter().take(limits::COLUMNS as usize);
        if cells.clone().any(|c| c.len() > limits::CELL_CHARS && c.chars().count() > limits::CELL_CHARS) {
            return Err(ReadError::too_large(Limit::Text, ""));
        }
        kept += cells.clone().map(|c| c.len() + limits::CELL_BYTES).sum::<usize>();
        if kept > limits::KEPT_BYTES {
            return Err(ReadError::too_large(Limit::Kept, ""));
        }
        out.push((line, cells.map(|c| c.replace('\0', "")).collect()));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    #[test]
    fn i01_encodings_are_told_apart() {
        let utf16: Vec<u8> = "\u{feff}name\nMüller".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let no_mark: Vec<u8> = "name,city\nMüller,Köln".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, encoding, has) in [
            ("\u{feff}name\nMüller".as_bytes().to_vec(), "UTF-8", "Müller"),
            (utf16, "UTF-16LE", "Müller"),
            (no_mark, "UTF-16LE", "Köln"),
            (WINDOWS_1252.encode("name\nMüller & Söhne, Köln").0.into_owned(), "windows-1252", "Söhne"),
            (GB18030.encode("名称,国家\n江苏精密电子有限公司,中国").0.into_owned(), "gb18030", "精密电子"),
        ] {
            let got = decode(&bytes);
            assert_eq!(got.encoding, encoding);
            assert!(got.text.contains(has), "{}", got.text);
            assert!(!got.text.starts_with('\u{feff}'));
        }
    }

    #[test]
    fn i02_separators_are_told_apart() {
        let separator = |text: &str| separators(text)[0];
        assert_eq!(separator("a;b;\"c,d,e,f\"\n1;2;3"), b';');
        assert_eq!(separator("a\tb\n"), b'\t');
        assert_eq!(separator("a,b\n"), b',');
        assert_eq!(separator("a|b\n1|2\n"), b'|');
    }

    #[test]
    fn case_3_titles_and_quoted_line_breaks_do_not_hide_the_separator() {
        let separator = |text: &str| separators(text)[0];
        assert_eq!(separator("Supplier list\r\nNumber;Name;Type\r\nS-1;Bär, Co.;direct\r\n"), b';');
        assert_eq!(separator("Suppliers, all, of 2026\nNumber;Name\n1;A\n2;B\n"), b';');
        assert_eq!(separator("\"Supplier\nnumber\";\"Name, full\";\"Type\"\nS-1;A;direct\n"), b';');
        assert_eq!(separator("Name\tAddress\nA\t1, Main St, X\nB\t2, Main St, Y\n"), b'\t');
        assert_eq!(separator("Number,Name\n1,\"A; B; C\"\n2,\"D; E; F\"\n"), b',');
    }
}
