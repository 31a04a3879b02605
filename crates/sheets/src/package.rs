//! The zip package: its directory is read here, by bytes that are checked against each other, and parts are unpacked
//! to exactly the size that the directory promises.

use crate::{Found, Limit, ReadError, limits};
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::collections::HashMap;

/// One entry of the directory.
#[derive(Clone, Debug)]
struct Entry {
    name: String,
    method: u16,
    crc: u32,
    packed: u64,
    size: u64,
    header: u64,
    data: u64,
}

/// A zip file whose directory makes sense.
pub(crate) struct Package<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry>,
    by_name: HashMap<String, usize>,
}

const END: &[u8] = b"PK\x05\x06";
const ZIP64_END: &[u8] = b"PK\x06\x06";
const CENTRAL: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
/// Deflate cannot do better than this; a size beyond it is a lie.
const BEST_RATIO: u64 = 1_032;

fn bad() -> ReadError {
    ReadError::damaged("zip directory")
}

fn slice(bytes: &[u8], at: u64, len: usize) -> Result<&[u8], ReadError> {
    let at = usize::try_from(at).map_err(|_| bad())?;
    bytes.get(at..at.checked_add(len).ok_or_else(bad)?).ok_or_else(bad)
}

fn u16_at(b: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([b[at], b[at + 1]])
}

fn u32_at(b: &[u8], at: usize) -> u64 {
    u64::from(u32::from_le_bytes([b[at], b[at + 1], b[at + 2], b[at + 3]]))
}

fn u64_at(b: &[u8], at: usize) -> u64 {
    u32_at(b, at) | u32_at(b, at + 4) << 32
}

/// A part's name for comparing: letter case, `\`, `./` and a leading `/` make no difference.
pub(crate) fn normal_name(name: &str) -> String {
    let name = name.replace('\\', "/").to_lowercase();
    name.split('/').filter(|p| !p.is_empty() && *p != ".").collect::<Vec<_>>().join("/")
}

impl<'a> Package<'a> {
    /// Reads the directory of what must be a workbook. Nothing is unpacked yet.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, ReadError> {
        let package = Package::any(bytes)?;
        package.check_kind()?;
        Ok(package)
    }

    /// Reads the directory, whatever the package holds.
    pub(crate) fn any(bytes: &'a [u8]) -> Result<Package<'a>, ReadError> {
        crate::sniff::must_be_zip(bytes)?;
        let (start, count) = find_directory(bytes)?;
        if count > limits::ENTRIES as u64 {
            return Err(ReadError::too_large(Limit::Entries, ""));
        }
        let mut entries = Vec::with_capacity(count as usize);
        let mut at = start;
        for _ in 0..count {
            let (entry, next) = read_entry(bytes, at)?;
            entries.push(entry);
            at = next;
        }
        let package = Package { bytes, by_name: index(&entries)?, entries };
        package.check_layout(start)?;
        package.check_sizes()?;
        Ok(package)
    }

    /// Whether the package has a part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(&normal_name(name))
    }

    /// The size of a part when unpacked.
    pub(crate) fn size(&self, name: &str) -> u64 {
        self.by_name.get(&normal_name(name)).map_or(0, |i| self.entries[*i].size)
    }

    /// Unpacks a part: UTF-8 text without a byte order mark.
    pub(crate) fn text(&self, name: &str) -> Result<String, ReadError> {
        let index = self.by_name.get(&normal_name(name)).ok_or_else(|| ReadError::damaged(name))?;
        if self.entries[*index].size > limits::READ_BYTES {
            return Err(ReadError::too_large(Limit::Part, name));
        }
        let mut raw = self.unpack(&self.entries[*index])?;
        if raw.starts_with(b"\xef\xbb\xbf") {
            raw.drain(..3);
        }
        String::from_utf8(raw).map_err(|_| ReadError::damaged(name))
    }

    /// The only workbook or text table in an archive, with its name: somebody zipped what was asked for. None where
    /// the file is no archive, holds several or none, or what it holds is larger than a file may be.
    pub(crate) fn lone_file(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
        let package = Package::any(bytes).ok()?;
        if !matches!(package.check_kind(), Err(ReadError::NotWorkbook { found: Found::Archive })) {
            return None;
        }
        // What other systems leave beside the files.
        let left_behind = |name: &str| {
            let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
            name.starts_with("__MACOSX/")
                || file.starts_with("._")
                || [".DS_Store", "Thumbs.db", ""].contains(&file)
        };
        let files = || package.entries.iter().filter(|e| !left_behind(&e.name));
        let ends = |e: &Entry, ends: &[&str]| {
            let lower = e.name.to_ascii_lowercase();
            ends.iter().any(|end| lower.ends_with(end))
        };
        // A letter or a picture may lie beside it; a text file is meant only where there is nothing else.
        let mut tables = files().filter(|e| ends(e, &[".xlsx", ".xlsm", ".xls", ".csv", ".tsv"]));
        let only = match (tables.next(), tables.next()) {
            (Some(only), None) => only,
            (None, None) if files().count() == 1 => files().find(|e| ends(e, &[".txt"]))?,
            _ => return None,
        };
        if only.size > limits::FILE_BYTES as u64 {
            return None;
        }
        Some((only.name.clone(), package.unpack(only).ok()?))
    }

    fn unpack(&self, entry: &Entry) -> Result<Vec<u8>, ReadError> {
        let damaged = || ReadError::damaged(entry.name.as_str());
        let packed = slice(self.bytes, entry.data, entry.packed as usize)?;
        let out = match entry.method {
            0 => packed.to_vec(),
            8 => {
                // One byte more than promised: a stream that wants it lies about its size.
                let mut out = Vec::with_capacity(entry.size as usize + 1);
                let mut inflate = Decompress::new(false);
                let status = inflate.decompress_vec(packed, &mut out, FlushDecompress::Finish);
                if !matches!(status, Ok(Status::StreamEnd)) {
                    return Err(damaged());
                }
                out
            }
            _ => return Err(damaged()),
        };
        let mut crc = Crc::new();
        crc.update(&out);
        if out.len() as u64 != entry.size || crc.sum() != entry.crc {
            return Err(damaged());
        }
        Ok(out)
    }

    /// No entry may lie inside another or inside the directory.
    fn check_layout(&self, directory: u64) -> Result<(), ReadError> {
        let mut spans: Vec<(u64, u64)> = self.entries.iter().map(|e| (e.header, e.data + e.packed)).collect();
        spans.sort_unstable();
        let overlap = spans.windows(2).any(|w| w[0].1 > w[1].0);
        if overlap || spans.last().is_some_and(|s| s.1 > directory) { Err(bad()) } else { Ok(()) }
    }

    fn check_sizes(&self) -> Result<(), ReadError> {
        let mut total = 0u64;
        for e in &self.entries {
            if e.size > limits::PART_BYTES {
                // Too much to believe of so few bytes: a lie, not a large part.
                return Err(if e.size / BEST_RATIO > e.packed {
                    ReadError::damaged(e.name.as_str())
                } else {
                    ReadError::too_large(Limit::Unpacked, e.name.as_str())
                });
            }
            if e.size / BEST_RATIO > e.packed {
                return Err(ReadError::damaged(e.name.as_str()));
            }
            total += e.size;
        }
        if total > limits::UNPACKED_BYTES { Err(ReadError::too_large(Limit::Unpacked, "")) } else { Ok(()) }
    }

    /// Names other kinds of files that are zip packages too.
    fn check_kind(&self) -> Result<(), ReadError> {
        let under = |prefix: &str| self.by_name.keys().any(|n| n.starts_with(prefix));
        let not = |found| Err(ReadError::NotWorkbook { found });
        let other = |found| Err(ReadError::OtherSpreadsheet { found });
        if self.has("xl/workbook.bin") {
            return other(Found::Xlsb);
        }
        if self.has("[Content_Types].xml") {
            if self.has("word/document.xml") {
                return not(Found::Document);
            }
            if self.has("ppt/presentation.xml") {
                return not(Found::Slides);
            }
            return Ok(());
        }
        if self.has("xl/workbook.xml") {
            return Ok(());
        }
        if under("index/") || self.has("index.zip") {
            return other(Found::Numbers);
        }
        if self.has("content.xml") {
            let kind = self.text("mimetype").unwrap_or_default();
            return if kind.contains("text") { not(Found::Document) } else { other(Found::Ods) };
        }
        not(Found::Archive)
    }
}

/// The start of the central directory and how many entries it has.
fn find_directory(bytes: &[u8]) -> Result<(u64, u64), ReadError> {
    let from = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let tail = &bytes[from..];
    // From the back, the first end record whose comment ends where the file does.
    let end = memchr::memmem::rfind_iter(tail, END)
        .find(|at| tail.len() >= at + 22 && at + 22 + usize::from(u16_at(tail, at + 20)) == tail.len())
        .ok_or_else(|| ReadError::damaged("end of zip"))?;
    let record = &tail[end..end + 22];
    let (mut count, mut size, mut start) =
        (u64::from(u16_at(record, 10)), u32_at(record, 12), u32_at(record, 16));
    let mut end = (from + end) as u64;
    if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff {
        let locator = slice(bytes, end.checked_sub(20).ok_or_else(bad)?, 20)?;
        if &locator[..4] != b"PK\x06\x07" {
            return Err(bad());
        }
        end = u64_at(locator, 8);
        let record = slice(bytes, end, 56)?;
        if &record[..4] != ZIP64_END {
            return Err(bad());
        }
        (count, size, start) = (u64_at(record, 32), u64_at(record, 40), u64_at(record, 48));
    }
    if start.checked_add(size) != Some(end) && start.checked_add(size).is_none_or(|e| e > end) {
        return Err(bad());
    }
    Ok((start, count))
}

fn read_entry(bytes: &[u8], at: u64) -> Result<(Entry, u64), ReadError> {
    let c = slice(bytes, at, 46)?;
    if &c[..4] != CENTRAL {
        return Err(bad());
    }
    let (flags, method) = (u16_at(c, 8), u16_at(c, 10));
    let (mut packed, mut size, mut header) = (u32_at(c, 20), u32_at(c, 24), u32_at(c, 42));
    let lens = [u16_at(c, 28), u16_at(c, 30), u16_at(c, 32)].map(usize::from);
    let raw_name = slice(bytes, at + 46, lens[0])?;
    let extra = slice(bytes, at + 46 + lens[0] as u64, lens[1])?;
    zip64(extra, [&mut size, &mut packed, &mut header])?;
    if flags & 1 != 0 {
        return Err(ReadError::Encrypted);
    }
    let l = slice(bytes, header, 30)?;
    let local_lens = [u16_at(l, 26), u16_at(l, 28)].map(usize::from);
    if &l[..4] != LOCAL || slice(bytes, header + 30, local_lens[0])? != raw_name || u16_at(l, 8) != method {
        return Err(bad());
    }
    // Unless the sizes follow the data, both headers must say the same.
    let (local_packed, local_size) = (u32_at(l, 18), u32_at(l, 22));
    let agrees = |local: u64, central: u64| local == central || local == 0xffff_ffff;
    if flags & 8 == 0 && !(agrees(local_packed, packed) && agrees(local_size, size)) {
        return Err(bad());
    }
    let data = header + 30 + local_lens[0] as u64 + local_lens[1] as u64;
    slice(bytes, data, usize::try_from(packed).map_err(|_| bad())?)?;
    let name = String::from_utf8_lossy(raw_name).into_owned();
    let next = at + 46 + lens.iter().sum::<usize>() as u64;
    Ok((Entry { name, method, crc: u32_at(c, 16) as u32, packed, size, header, data }, next))
}

/// Takes from the zip64 field what did not fit into the header.
fn zip64(mut extra: &[u8], fields: [&mut u64; 3]) -> Result<(), ReadError> {
    while extra.len() >= 4 {
        let (id, len) = (u16_at(extra, 0), usize::from(u16_at(extra, 2)));
        let body = extra.get(4..4 + len).ok_or_else(bad)?;
        if id == 1 {
            let mut at = 0;
            for field in fields {
                if *field == 0xffff_ffff {
                    if body.len() < at + 8 {
                        return Err(bad());
                    }
                    *field = u64_at(body, at);
                    at += 8;
                }
            }
            return Ok(());
        }
        extra = &extra[4 + len..];
    }
    Ok(())
}

/// Two entries of one name would be read differently by different programmes.
fn index(entries: &[Entry]) -> Result<HashMap<String, usize>, ReadError> {
    let mut by_name = HashMap::with_capacity(entries.len());
    for (i, e) in entries.iter().enumerate() {
        if by_name.insert(normal_name(&e.name), i).is_some() {
            return Err(ReadError::Unsafe { part: e.name.clone() });
        }
    }
    Ok(by_name)
}
