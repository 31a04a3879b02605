//! A list of smelters: XML of 2003, CSV, or a workbook; then judged row by row, as every kind of list.
#![no_main]

use domain::smelters::list::{About, ListKind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let package = touchstone_fuzz::package(data);
    for bytes in [data, &package] {
        if let Ok(file) = sheets::lists::list_file(bytes, "list.csv") {
            assert!(file.columns.iter().all(|(_, at)| *at < file.header.len()));
            for kind in ListKind::ALL {
                let list = file.build(About { kind, ..About::default() });
                assert!(serde_json::to_string(&list).is_ok(), "it crosses to the portal as JSON");
            }
        }
    }
});
