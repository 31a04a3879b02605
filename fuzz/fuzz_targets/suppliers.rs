//! A table of suppliers: CSV in any encoding, or a workbook. The rows fit the header, and stay within the limits.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sheets::limits;

fuzz_target!(|data: &[u8]| {
    let package = touchstone_fuzz::package(data);
    for bytes in [data, &package] {
        if let Ok(table) = sheets::supplier_table(bytes, "suppliers.csv") {
            assert!(table.header.len() <= limits::COLUMNS as usize);
            assert!(table.rows.len() <= limits::ROWS as usize);
            for row in &table.rows {
                assert_eq!(row.cells.len(), table.header.len());
                assert!(row.cells.iter().all(|c| !c.contains('\0')), "{row:?}");
            }
            assert!(table.rows.is_sorted_by_key(|row| row.row));
        }
    }
});
