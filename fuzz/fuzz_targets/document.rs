//! A declaration as JSON: what is read is written, and read again as the same.
#![no_main]

use domain::document::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(document) = Document::parse(text) {
        let again = Document::parse(&document.to_json());
        assert_eq!(again.as_ref(), Ok(&document));
    }
});
