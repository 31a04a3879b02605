//! A declaration's workbook: whatever its parts hold, it is read or refused, and what was read can be checked,
//! told in every language and written as JSON.
#![no_main]

use domain::text::embedded::texts;
use domain::{Settings, template};
use libfuzzer_sys::fuzz_target;
use sheets::check_report::{check_file_report, check_older_report, render_text};
use sheets::older::{check_older, newest};
use sheets::{ReadError, Workbook};

fuzz_target!(|data: &[u8]| {
    let bytes = touchstone_fuzz::package(data);
    match sheets::read_workbook(&bytes, &mut |_| {}) {
        Ok(workbook) => {
            assert!(template::cmrt(&workbook.version).is_some());
            for (_, value) in workbook.declaration.answers.iter() {
                assert!(!value.contains('\0') && value.chars().count() <= sheets::limits::CELL_CHARS);
            }
            let json = serde_json::to_string(&workbook).expect("it crosses to the page");
            assert_eq!(serde_json::from_str::<Workbook>(&json).expect("and back"), workbook);
            for language in ["en", "zh"] {
                let texts = texts(language);
                let report = check_file_report(&workbook, Settings::default(), texts);
                assert!(!render_text(&report, texts).is_empty());
            }
        }
        Err(ReadError::OldVersion { version }) => {
            let newest = newest().expect("there is one");
            if let Ok((old, open)) = check_older(&bytes, &version, newest) {
                let report = check_older_report(&old, open.as_deref(), Settings::default(), texts("en"));
                assert!(!render_text(&report, texts("en")).is_empty());
                assert!(old.moved.iter().all(|moved| !moved.message(texts("en"), newest).is_empty()));
            }
        }
        Err(error) => assert!(!error.what(texts("en")).is_empty() && !error.todo(texts("zh")).is_empty()),
    }
});
