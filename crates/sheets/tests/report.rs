//! What the command line says about a workbook.

mod common;
use common::*;
use domain::Settings;
use sheets::ReadError;
use sheets::check_report::{blocks, check_older_report, render_text};
use sheets::older::{check_older, newest, read_older};

#[test]
fn the_report_names_template_checker_findings_and_smelters() {
    let w = read(&zip(&sample())).unwrap();
    for (language, _) in domain::text::LANGUAGES {
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
fn a_workbook_from_before_6_is_checked_too() {
    let of = |version: &str| {
        let mut parts = sample();
        edit(&mut parts, STRINGS, |t| t.replace("Revision 6.5", &format!("Revision {version}")));
        let (old, open) = check_older(&zip(&parts), version, newest().unwrap()).unwrap();
        check_older_report(&old, open.as_deref(), Settings::default(), domain::text::embedded::texts("en"))
    };
    let report = of("3.01");
    assert_eq!(
        (report["template"]["version"].as_str(), report["template"]["answered_as"].as_str()),
        (Some("3.01"), Some("6.5"))
    );
    // The sample is complete by the rules of today; of the cells that 3.01 asks for, those that moved are empty.
    let open = report["checker"]["open_rows"].as_array().unwrap();
    assert_eq!(report["checker"]["remaining"], open.len());
    assert!(open.contains(&serde_json::json!(50)) && !open.contains(&serde_json::json!(4)), "{open:?}");
    // A finding names the cell of the file, or none where the file has no such question.
    let at = |field: &str| {
        let all = report["findings"].as_array().unwrap();
        let found = all.iter().find(|f| f["location"]["field"] == field);
        found.unwrap_or_else(|| panic!("{field}: {report}"))["location"]["cell"].clone()
    };
    assert_eq!(at("a"), "D69");
    assert_eq!(at("q4.tantalum"), serde_json::Value::Null);
    assert!(report["migration"].as_array().unwrap().iter().any(|m| m["fate"] == "new"));
    let text = render_text(&report, domain::text::embedded::texts("en"));
    assert!(text.contains("CMRT 3.01") && text.contains("touchstone read"), "{text}");

    // What the checker of this version counts is not known, and a number would be made up.
    let report = of("3.02");
    assert!(report["checker"]["remaining"].is_null() && report["template"]["seen"] == false, "{report}");
    let text = render_text(&report, domain::text::embedded::texts("en"));
    assert!(text.contains("description only") && text.contains("is not known"), "{text}");
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
