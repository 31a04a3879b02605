//! Importing suppliers over HTTP: what the preview says, what can be chosen, corrected and taken along.

use crate::test_survey::{Caller, TestSurvey};

pub fn form(name: &str, bytes: &[u8]) -> Vec<u8> {
    let head =
        format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    [head.as_bytes(), bytes, b"\r\n--edge--\r\n"].concat()
}

pub const KIND: &str = "multipart/form-data; boundary=edge";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../fixtures/suppliers/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

async fn uploaded(survey: &TestSurvey, name: &str, bytes: &[u8]) -> crate::test_app::TestResponse {
    survey.send(Caller::Administrator, "/desk/suppliers/import", KIND, form(name, bytes)).await
}

/// The value of a hidden control.
fn hidden(page: &str, name: &str) -> String {
    let value =
        page.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.unwrap_or_else(|| panic!("no {name}")).to_owned()
}

#[tokio::test]
async fn case_5_another_sheet_and_another_header_can_be_chosen() {
    let survey = TestSurvey::new().await;
    let sent = uploaded(&survey, "41-cover-first.xlsx", &fixture("41-cover-first.xlsx")).await;
    let at = sent.header("location");
    let page = survey.get(Caller::Administrator, at).await;
    assert!(page.body.contains("Bär GmbH") && page.body.contains(">Cover</option>"), "{}", page.body);
    let cover = survey.get(Caller::Administrator, &format!("{at}?table=0&header=1")).await;
    assert!(!cover.body.contains("Bär GmbH") && cover.body.contains("We are not sure"), "{}", cover.body);
    let none = survey.get(Caller::Administrator, &format!("{at}?table=99")).await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn case_6_refusals_fit_what_was_asked_for() {
    let survey = TestSurvey::new().await;
    let sent = uploaded(&survey, "41-cover-first.xls", &fixture("41-cover-first.xls")).await;
    assert_eq!(sent.status, 422);
    assert!(sent.body.contains("Old Excel files (.xls) cannot be read here"), "{}", sent.body);
    assert!(!sent.body.contains("CMRT"), "{}", sent.body);
}

#[tokio::test]
async fn desk_18_bad_rows_are_downloaded_or_corrected_on_the_page() {
    let survey = TestSurvey::new().await;
    let csv = "Number;Name;E-mail;Country\n1;=Alpha;a@a.example;DE\n2;Beta;b(at)b.example;DE\n3;Total;;\n4;Gamma;;DE\n";
    let sent = uploaded(&survey, "s.csv", csv.as_bytes()).await;
    let at = sent.header("location");
    let page = survey.get(Caller::Administrator, at).await;
    let mapping = hidden(&page.body, "mapping");
    assert!(page.body.contains("name=\"cell.3.2\""), "{}", page.body);

    let file =
        survey.get(Caller::Administrator, &format!("{at}/rows.csv?table=0&header=1&mapping={mapping}")).await;
    assert!(file.header("content-disposition").contains("attachment"));
    assert!(file.body.contains("2;") || file.body.contains("b(at)b.example"), "{}", file.body);
    assert!(file.body.starts_with('\u{feff}'));

    let form = [("table", "0"), ("header", "1"), ("mapping", mapping.as_str()), ("cell.3.2", "b@b.example")];
    let sent = survey.post(Caller::Administrator, &format!("{at}/rows"), &form).await;
    assert_eq!(sent.status, 303);
    let page = survey.get(Caller::Administrator, sent.header("location")).await;
    assert!(!page.body.contains("name=\"cell.3.2\""), "{}", page.body);

    // Without the tick, whoever has no address stays outside.
    let form = [("table", "0"), ("header", "1"), ("mapping", mapping.as_str())];
    let done = survey.post(Caller::Administrator, at, &form).await;
    assert!(done.header("location").contains("count=2"), "{}", done.header("location"));
    let again = uploaded(&survey, "s.csv", csv.as_bytes()).await;
    let form = [("table", "0"), ("header", "1"), ("mapping", mapping.as_str()), ("without_email", "yes")];
    let done = survey.post(Caller::Administrator, again.header("location"), &form).await;
    assert!(done.header("location").contains("count=1"), "{}", done.header("location"));
}
