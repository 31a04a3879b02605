//! How much of a file is read. Absolute caps, counted while reading: ratios would refuse honest files.
//!
//! Together they keep a process that reads any file below 96 MB: the file, one part of it, what is kept of it, and
//! the programme itself (`server/tests/ceiling.rs` measures it).

/// Largest file, in bytes.
pub const FILE_BYTES: usize = 20 << 20;
/// Most entries in the zip directory.
pub const ENTRIES: usize = 2_000;
/// Most bytes that all parts together may unpack to.
pub const UNPACKED_BYTES: u64 = 256 << 20;
/// Most bytes that one part may unpack to.
pub const PART_BYTES: u64 = 128 << 20;
/// Most bytes that a part may unpack to which is looked into: it is held at once. A full CMRT's largest has 7 MB.
pub const READ_BYTES: u64 = 32 << 20;
/// Most sheets.
pub const SHEETS: usize = 200;
/// Most rows read per sheet.
pub const ROWS: u32 = 60_000;
/// Most columns read per sheet.
pub const COLUMNS: u32 = 256;
/// Most characters in one cell: the spreadsheet's own limit.
pub const CELL_CHARS: usize = 32_767;
/// Most entries in the table of shared strings.
pub const STRINGS: usize = 300_000;
/// Most bytes of shared strings and cells that are kept of all sheets together, and of the texts that the cells then
/// show (a few letters in the file may point at a long text). A full smelter list with every column filled takes
/// about 5 MiB.
pub const KEPT_BYTES: usize = 16 << 20;
/// What a cell takes besides its text.
pub const CELL_BYTES: usize = size_of::<String>();
/// Longest run of text between two tags, in bytes: a full cell with every character written as a reference.
pub const TEXT_BYTES: usize = 512 << 10;
/// Longest tag, in bytes. Attributes are searched one after the other, so this also bounds their number.
pub const TAG_BYTES: usize = 64 << 10;
/// Deepest nesting of elements; SpreadsheetML needs about ten.
pub const DEPTH: usize = 64;
/// Most notices kept one by one; the rest is counted.
pub const NOTICES: usize = 200;
/// Rows and columns of the spreadsheet's own grid. A cell beyond it is no cell.
pub const GRID: (u32, u32) = (1_048_576, 16_384);
