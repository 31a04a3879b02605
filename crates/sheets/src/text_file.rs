//! Text files of unknown encoding and separator, as spreadsheet programmes of many countries save them.

use crate::{Limit, ReadError, code_page, limits};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
    WINDOWS_1250, WINDOWS_1252, WINDOWS_1254, WINDOWS_1257,
};
use std::borrow::Cow;

/// A decoded text and the encoding that it was taken to be in.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
}

/// A table as text: decoded, with the separators that are meant.
pub(crate) fn decode_table(bytes: &[u8]) -> Decoded {
    let Decoded { text, encoding } = decode(bytes);
    Decoded { text: plain_separators(text), encoding }
}

/// `编号；名称；邮箱`, as an input method writes it: where none of the usual separators stands in a file, wide ones are meant.
fn plain_separators(text: String) -> String {
    let usual = |c: char| c.is_ascii() && SEPARATORS.contains(&(c as u8));
    if text.is_ascii() || text.contains(usual) {
        return text;
    }
    match ['、', '，', '｜', '；'].into_iter().max_by_key(|c| text.matches(*c).count()) {
        Some(wide) if text.contains(wide) => text.replace(wide, if wide == '｜' { "|" } else { ";" }),
        _ => text,
    }
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
pub(crate) const SEPARATORS: [u8; 6] = [b';', b'\t', b',', b'|', b'^', b'~'];
/// How many records a separator is judged by.
const JUDGED: usize = 10;

/// The separators, the likeliest first: the one with which the most of the first records have the same number of
/// columns, and more than one. Lines of a title agree with none, quoted line breaks with all.
pub(crate) fn separators(text: &str) -> [u8; 6] {
    let mut order = SEPARATORS;
    let start = &text[..text.floor_char_boundary(1 << 20)];
    order.sort_by_key(|separator| {
        let records = first_records(&without_gaps(start, *separator), *separator);
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
    let start = text.as_bytes().chunks(1 << 20).next().unwrap_or_default();
    let mut reader = Writing::of(text, separator).reader(separator).from_reader(start);
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

/// How the programme that wrote a text file marks cells that hold separators. The usual is `"a ""b"" c"`.
#[derive(Clone, Copy)]
struct Writing {
    quote: u8,
    /// `"a \"b\" c"`.
    escape: Option<u8>,
}

impl Writing {
    fn of(text: &str, separator: u8) -> Writing {
        let bytes = &text.as_bytes()[..text.len().min(1 << 20)];
        // Every cell of the first line in single marks: `'Number';'Name'`.
        let line = bytes
            .split(|b| *b == b'\n')
            .find(|l| !l.trim_ascii().is_empty())
            .unwrap_or_default()
            .trim_ascii();
        let single = |cell: &[u8]| cell.len() > 1 && cell.starts_with(b"'") && cell.ends_with(b"'");
        let quote = if line.split(|b| *b == separator).all(single) { b'\'' } else { b'"' };
        // A stroke before a mark within a cell; at a cell's end it is a part of the text: `"C:\";`.
        let ends = |b: u8| b == separator || matches!(b, b'"' | b'\r' | b'\n');
        let escape = quote == b'"' && bytes.windows(3).any(|w| w[0] == b'\\' && w[1] == b'"' && !ends(w[2]));
        Writing { quote, escape: escape.then_some(b'\\') }
    }

    fn reader(self, separator: u8) -> csv::ReaderBuilder {
        let mut builder = csv::ReaderBuilder::new();
        builder
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .quote(self.quote)
            .escape(self.escape)
            .double_quote(self.escape.is_none());
        builder
    }
}

/// The text without spaces before a quoted cell, which would make its marks a part of the text: `1, "Alpha, Ltd"`.
fn without_gaps(text: &str, separator: u8) -> Cow<'_, str> {
    let gap = [char::from(separator).to_string(), " \"".to_owned()].concat();
    if !text.contains(&gap) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut begins) = (false, true);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        if !quoted && begins && spaces > 0 && rest[spaces..].starts_with('"') {
            rest = &rest[spaces..];
            continue;
        }
        begins = !quoted && (c == char::from(separator) || c == '\n');
        if c == '"' {
            quoted = !quoted;
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    Cow::Owned(out)
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
    let text: &str = &without_gaps(text, separator);
    let mut reader = Writing::of(text, separator).reader(separator).from_reader(text.as_bytes());
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
        assert_eq!(separator("No^Name, full^Mail\n1^A, B^a@b.example\n"), b'^');
    }

    #[test]
    fn case_3_cells_are_marked_in_several_ways() {
        let rows = |text: &str| {
            let separator = separators(text)[0];
            records(text, separator)
                .unwrap()
                .into_iter()
                .map(|(_, cells)| cells.join("|"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            rows("No, Name, Mail\n1, \"Alpha, Ltd\", a@a.example\n"),
            ["No| Name| Mail", "1|Alpha, Ltd| a@a.example"]
        );
        assert_eq!(rows("'No';'Name'\n'1';'Alpha; Ltd'\n"), ["No|Name", "1|Alpha; Ltd"]);
        assert_eq!(rows("No;Name\n1;\"Alpha \\\"Best\\\" Ltd\"\n"), ["No|Name", "1|Alpha \"Best\" Ltd"]);
        assert_eq!(rows("No;Path\n1;\"C:\\\"\n2;\"D:\\\"\n"), ["No|Path", "1|C:\\", "2|D:\\"]);
        assert_eq!(rows("No;Name\n1;\"a ; \"\"b\"\"\"\n"), ["No|Name", "1|a ; \"b\""]);
        let wide = decode_table("编号；名称，全\n1；甲，乙\n".as_bytes()).text;
        assert_eq!(rows(&wide), ["编号|名称，全", "1|甲，乙"]);
        assert_eq!(decode_table("编号,名称；全\n".as_bytes()).text, "编号,名称；全\n");
        assert_eq!(rows("Name;Mail\nO'Brien;o@b.example\n"), ["Name|Mail", "O'Brien|o@b.example"]);
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
