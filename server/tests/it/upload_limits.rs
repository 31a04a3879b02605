//! SUP-M15 o: what an upload may hold, take and kill.

use crate::test_app::TestApp;
use crate::test_survey::{Caller, TestSurvey};
use crate::upload::{KIND, entries, fill, form, upload, workbook};
use axum::http::StatusCode;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

/// Nobody is harmed by the death of what reads, and nothing typed is lost to it.
#[tokio::test]
async fn sup_m15_o_a_reader_that_dies_harms_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let script = dir.path().join("reader.sh");
    std::fs::write(&script, "#!/bin/sh\nkill -ABRT $$\n").unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
    let config = crate::test_app::config(&dir, |_| {});
    let config = server::config::Config { reader: script, ..config };
    let app = TestApp::start(config, Arc::default(), dir).await;
    let survey = TestSurvey::in_app(app, "Alpha Parts", "Beta Castings").await;
    let typed = [("step", "company"), ("revision", "0"), ("f:company.name", "Typed")];
    let refused = upload(&survey, Caller::SupplierA, ("a.xlsx", &workbook("filled.xlsx")), &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("reading it stopped suddenly"), "{}", refused.body);
    assert_eq!(entries(&survey).await["f:company.name"], "Typed");
}

/// What is taken is held to the limits of anything that is typed, whoever wrote the form.
#[tokio::test]
async fn sup_m15_o_a_form_written_by_hand_fills_in_nothing_that_cannot_be_typed() {
    let survey = TestSurvey::new().await;
    let send = |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let body = form(None, &fields);
        let survey = &survey;
        async move { survey.send(Caller::SupplierA, &survey.a.at("/workbook/fill"), KIND, body).await }
    };
    for changes in ["", "{}", "[1]", "[{\"path\":1}]"] {
        let answer = send(vec![("changes", changes.into()), ("told", "{}".into())]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{changes}");
    }
    let long = format!(
        "[{{\"path\":\"f:company.name\",\"value\":\"{}\"}},{{\"path\":\"f:no.such\",\"value\":\"x\"}}]",
        "x".repeat(33_000)
    );
    let answer = send(vec![("changes", long), ("told", "{}".into()), ("step", "company".into())]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = "{\"notices\":[\"<img src=x onerror=alert(1)>\"]}".to_owned();
    let answer = send(vec![("changes", "[]".into()), ("told", told), ("step", "company".into())]).await;
    assert!(answer.status == StatusCode::OK && !answer.body.contains("<img src=x"), "{}", answer.body);
    assert!(entries(&survey).await.is_empty());
}

/// A stranger's form is held no further than a plain one; what is too much is refused, whatever it is called.
#[tokio::test]
async fn sup_m15_o_a_stranger_makes_the_portal_hold_nothing_large() {
    let survey = TestSurvey::new().await;
    let large = "x".repeat(300 << 10);
    let refused = upload(&survey, Caller::Anonymous, ("a.xlsx", b"x"), &[("f:company.name", &large)]).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let many: Vec<(&str, &str)> = (0..30_000).map(|_| ("f:company.name", "")).collect();
    let refused = upload(&survey, Caller::Anonymous, ("a.xlsx", b"x"), &many).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    // A file of a usual size beside a short text is passed over, and the text comes back.
    let file = vec![b'x'; 3 << 20];
    let refused = upload(&survey, Caller::Anonymous, ("a.xlsx", &file), &[("f:company.name", "Short")]).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(refused.body.contains("Short"));
}

/// The largest list that a draft holds goes through both pages, whatever letters it is written in.
#[tokio::test]
async fn sup_m15_o_five_thousand_smelters_go_in() {
    let survey = TestSurvey::new().await;
    let mut d = domain::Declaration::default();
    for n in 0..5_000 {
        d.smelters.push(domain::SmelterRow {
            id: domain::RowId(n + 1),
            order: (n + 1) << 16,
            metal: "Tin".into(),
            lookup: "Smelter not listed".into(),
            name: format!("虚构的“第 {n} 号” \"Tin\" Works"),
            country: "NORWAY".into(),
            city: "一个很长的城市名称".repeat(4),
            ..domain::SmelterRow::default()
        });
    }
    let bytes = sheets::write_own(&d, "6.5", "zh").unwrap();
    let shown = upload(&survey, Caller::SupplierA, ("all.xlsx", &bytes), &[("step", "smelters")]).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("rows new: 5000"), "{}", &shown.body[..3_000]);
    let done = fill(&survey, &shown.body).await;
    assert!(matches!(done.status.as_u16(), 200 | 303), "{}: {}", done.status, done.body);
    let rows = entries(&survey).await;
    assert_eq!(rows.keys().filter(|path| path.starts_with("smelter:")).count(), 5_000);
    assert!(rows.values().any(|row| row.contains("虚构的“第 4999 号” \\\"Tin\\\" Works")));
}

/// Whatever the cells hold stays text on both pages, and comes back as it was.
#[tokio::test]
async fn sup_m15_o_markup_in_a_workbook_stays_text() {
    let survey = TestSurvey::new().await;
    let markup = "</textarea><img src=x onerror=alert(1)>&lt;'\"";
    let mut d = domain::Declaration::default();
    d.set("company.name", markup);
    d.set("company.effective_date", format!("{markup} 2026"));
    let bytes = sheets::write_own(&d, "6.5", "en").unwrap();
    let shown = upload(&survey, Caller::SupplierA, ("a.xlsx", &bytes), &[("step", "company")]).await;
    assert!(shown.status == StatusCode::OK && !shown.body.contains("<img"), "{}", shown.body);
    let done = fill(&survey, &shown.body).await;
    assert!(done.status.is_redirection() || done.status == StatusCode::OK, "{}", done.body);
    assert!(!done.body.contains("<img"));
    assert_eq!(entries(&survey).await["f:company.name"], markup);
}
