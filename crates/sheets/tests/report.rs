//! What the command line says about a workbook.

mod common;
use common::*;
use domain::Settings;
use sheets::ReadError;
use sheets::check_report::{blocks, render_text};
use sheets::older::{newest, read_older};

#[test]
fn the_report_names_template_checker_findings_and_smelters() {
    let w = read(&zip(&sample())).unwrap();
    for language in ["en", "zh"] {
        let texts = domain::text::embedded::texts(language);
        let report = sheets::check_file_report(&w, Settings::default(), texts);
        assert_eq!(report["template"]["kind"], "CMRT");
        assert_eq!(report["template"]["version"], "6.5");
        let official = domain::check_official(&w.declaration, w.template().unwrap(), &w.references());
        assert_eq!(report["checker"]["remaining"], serde_json::json!(official.remaining));
        assert_eq!(report["checker"]["open_rows"].as_array().unwrap().len(), official.open_rows.len());
        assert_eq!(
            (report["smelters"]["rows"].as_u64(), report["smelters"]["identified"].as_u64()),
            (Some(1), Some(1))
        );
        let text = render_text(&report, texts);
        assert!(text.contains("CMRT 6.5") && !text.contains("import."), "{text}");
        for f in report["findings"].as_array().unwrap() {
            for key in ["code", "name", "class", "severity", "location", "message", "todo"] {
                assert!(!f[key].is_null(), "{f}");
            }
        }
    }
}

#[test]
fn only_errors_block() {
    let with = |severity: &str| serde_json::json!({ "findings": [{ "severity": severity }] });
    assert!(blocks(&with("error")) && !blocks(&with("warning")) && !blocks(&with("note")));
}

#[test]
fn what_a_file_says_is_no_key_of_ours() {
    let texts = domain::text::embedded::texts("en");
    for quoted in ["text:import.limit.file", "text:import.found.pdf", "{sheet}", "<b>{cell}</b>"] {
        let errors = [
            ReadError::NoDeclaration { sheets: quoted.into() },
            ReadError::UnknownTemplate { title: quoted.into() },
            ReadError::BadCell { sheet: quoted.into(), cell: quoted.into() },
            ReadError::Damaged { part: quoted.into() },
        ];
        for e in errors {
            assert!(e.what(texts).contains(quoted), "{}", e.what(texts));
        }
        let mut parts = sample();
        edit(&mut parts, STRINGS, |t| {
            t.replace("Revision 6.5", "Revision 3.01").replace("Example Ltd", &quoted.replace('<', "&lt;"))
        });
        let old = read_older(&zip(&parts), "3.01", newest().unwrap()).unwrap();
        let told: Vec<String> = old.moved.iter().map(|m| m.message(texts, old.template)).collect();
        assert!(told.iter().any(|t| t.contains(quoted)), "{told:?}");
    }
}
