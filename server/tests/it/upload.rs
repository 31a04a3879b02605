//! SUP-M15 o: a workbook is uploaded where no scripts run. What was typed beside it is kept, and nothing is filled in
//! before it was looked at.

use crate::test_app::TestResponse;
use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use std::collections::BTreeMap;

pub const KIND: &str = "multipart/form-data; boundary=edge";

/// A form as a browser sends it: a file, then its fields and the button that was pressed.
pub fn form(file: Option<(&str, &[u8])>, fields: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    if let Some((name, bytes)) = file {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(bytes);
        out.extend_from_slice(b"\r\n");
    }
    for (name, value) in fields {
        out.extend_from_slice(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .as_bytes(),
        );
    }
    out.extend_from_slice(b"--edge--\r\n");
    out
}

pub fn workbook(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/workbooks");
    std::fs::read(std::path::Path::new(folder).join(name)).unwrap()
}

pub async fn upload(
    survey: &TestSurvey,
    caller: Caller,
    file: (&str, &[u8]),
    fields: &[(&str, &str)],
) -> TestResponse {
    survey.send(caller, &survey.a.at("/workbook"), KIND, form(Some(file), fields)).await
}

/// What a hidden area of the page holds.
fn area(page: &str, name: &str) -> String {
    let from =
        page.find(&format!("<textarea name=\"{name}\"")).unwrap_or_else(|| panic!("no {name}: {page}"));
    let text = page[from..].split_once('>').unwrap().1.split_once("</textarea>").unwrap().0;
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let from = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name}"));
    page[from..].split('"').nth(3).unwrap()
}

/// Presses the page's button.
pub async fn fill(survey: &TestSurvey, page: &str) -> TestResponse {
    let (changes, told) = (area(page, "changes"), area(page, "told"));
    let has_typed = page.contains("<textarea name=\"typed\"");
    let typed = if has_typed { area(page, "typed") } else { String::new() };
    let fields = [
        ("step", hidden(page, "step")),
        ("revision", hidden(page, "revision")),
        ("changes", changes.as_str()),
        ("told", told.as_str()),
        ("typed", typed.as_str()),
    ];
    survey.send(Caller::SupplierA, &survey.a.at("/workbook/fill"), KIND, form(None, &fields)).await
}

pub async fn entries(survey: &TestSurvey) -> BTreeMap<String, String> {
    let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
    desk.draft().await.unwrap().entries
}

#[tokio::test]
async fn sup_m15_o_what_a_workbook_says_is_shown_and_taken_by_a_second_press() {
    let survey = TestSurvey::new().await;
    let page = survey.get(Caller::SupplierA, &survey.a.at("/company")).await.body;
    let form = page.split("id=\"form\"").nth(1).expect("the form");
    assert!(form.contains("name=\"file\"") && form.contains("formenctype=\"multipart/form-data\""));
    assert!(
        form.find("value=\"stay\"").unwrap() < form.find("formenctype").unwrap(),
        "Enter does not upload"
    );

    let typed = [
        ("step", "company"),
        ("revision", "0"),
        ("f:company.contact_phone", "+86 1"),
        ("f:company.name", ""),
    ];
    let shown = upload(&survey, Caller::SupplierA, ("filled.xlsx", &workbook("filled.xlsx")), &typed).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    for part in [
        "CMRT 6.5 was read",
        "Invented Parts 1 Ltd",
        "Empty cells do not delete",
        "Alpha Parts",
        "Minerals 2026",
    ] {
        assert!(shown.body.contains(part), "{part} is missing");
    }
    let before = entries(&survey).await;
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        ["f:company.contact_phone"],
        "only what was typed is saved"
    );

    let done = fill(&survey, &shown.body).await;
    assert_eq!(done.header("location"), survey.a.at("/company?said=filled"), "{}", done.body);
    let page = survey.get(Caller::SupplierA, done.header("location")).await.body;
    assert!(page.contains("The workbook was filled in"));
    let after = entries(&survey).await;
    assert_eq!(after["f:company.name"], "Invented Parts 1 Ltd");
    assert_eq!(after.keys().filter(|path| path.starts_with("smelter:")).count(), 2);
    // Read once more it changes nothing.
    let again = upload(
        &survey,
        Caller::SupplierA,
        ("filled.xlsx", &workbook("filled.xlsx")),
        &[("step", "smelters")],
    )
    .await;
    assert!(again.body.contains("Nothing new in this workbook") && !again.body.contains("name=\"changes\""));
    assert_eq!(entries(&survey).await, after);
}

#[tokio::test]
async fn sup_m15_o_a_colleague_s_answer_is_not_overwritten_by_a_workbook() {
    let survey = TestSurvey::new().await;
    let shown =
        upload(&survey, Caller::SupplierA, ("f.xlsx", &workbook("filled.xlsx")), &[("step", "company")])
            .await;
    let theirs = [("revision", "0"), ("f:company.name", "Typed by a colleague")];
    survey.post(Caller::SupplierA, &survey.a.at("/company"), &theirs).await;
    let done = fill(&survey, &shown.body).await;
    assert_eq!(done.status, StatusCode::CONFLICT);
    assert!(done.body.contains("Typed by a colleague") && done.body.contains("Invented Parts 1 Ltd"));
    let after = entries(&survey).await;
    assert_eq!(after["f:company.name"], "Typed by a colleague");
    assert_eq!(after["f:company.contact_name"], "Person One", "what did not meet is filled in");
}

#[tokio::test]
async fn sup_m15_o_a_file_is_read_though_what_was_typed_beside_it_meets_a_colleague_s_answer() {
    let survey = TestSurvey::new().await;
    let theirs = [("revision", "0"), ("f:company.name", "Typed by a colleague")];
    survey.post(Caller::SupplierA, &survey.a.at("/company"), &theirs).await;
    let stale = [("step", "company"), ("revision", "0"), ("f:company.name", "Typed from an old page")];
    let mine = ("f.xlsx", &*workbook("filled.xlsx"));
    let shown = upload(&survey, Caller::SupplierA, mine, &stale).await;
    assert_eq!(shown.status, StatusCode::CONFLICT);
    for part in ["CMRT 6.5 was read", "is not saved", "Typed from an old page", "Typed by a colleague"] {
        assert!(shown.body.contains(part), "{part} is missing: {}", shown.body);
    }
    assert_eq!(entries(&survey).await["f:company.name"], "Typed by a colleague");

    // The way back asks about it, as the form alone would have.
    let at = survey.a.at("/company");
    let (_, form) = shown.body.rsplit_once(&format!("action=\"{at}\"")).expect("the way back");
    assert_eq!(hidden(form, "f:company.name"), "Typed from an old page");
    let back = [("revision", hidden(form, "revision")), ("f:company.name", hidden(form, "f:company.name"))];
    let asked = survey.post(Caller::SupplierA, &at, &back).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);

    // So does filling in, which the file had not to be chosen for again.
    let done = fill(&survey, &shown.body).await;
    assert_eq!(done.status, StatusCode::CONFLICT, "{}", done.body);
    assert!(done.body.contains("Typed from an old page") && done.body.contains("Invented Parts 1 Ltd"));
    let after = entries(&survey).await;
    assert_eq!(after["f:company.name"], "Invented Parts 1 Ltd", "the person saw whom it takes the place of");
    assert_eq!(after["f:company.contact_name"], "Person One");
}

#[tokio::test]
async fn sup_m15_o_what_cannot_be_read_is_said_in_the_supplier_s_language_and_typed_text_stays() {
    let survey = TestSurvey::new().await;
    let half = workbook("filled.xlsx");
    let half = &half[..half.len() / 2];
    // More than a file may have, and more than most forms may send.
    let large = vec![b'x'; 25 << 20];
    for (bytes, said, chinese_word) in [
        (
            &b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n"[..],
            "This file is a PDF document. Please choose the Excel file (.xlsx)",
            "PDF",
        ),
        (b"", "The file is empty", "空"),
        (half, "damaged or was cut off", "损坏"),
        (&workbook("other_template.xlsx"), "This is the EMRT", "EMRT"),
        (&large, "larger than what can be read", "20"),
    ] {
        let typed = [("step", "company"), ("revision", "1000"), ("f:company.name", said)];
        let refused = upload(&survey, Caller::SupplierA, ("a.xlsx", bytes), &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(refused.body.contains(said), "{said} is not said: {}", refused.body);
        assert!(
            refused.body.contains("role=\"alert\"") && refused.body.contains("name=\"file\""),
            "another file"
        );
        let cookie = format!("{}; lang=zh", survey.a.cookie());
        let body = form(Some(("a.xlsx", bytes)), &[("step", "company"), ("revision", "1000")]);
        let request = axum::http::Request::post(survey.a.at("/workbook"))
            .header("cookie", cookie)
            .header("content-type", KIND)
            .header("sec-fetch-site", "same-origin");
        let chinese = survey.app.send(request.body(body.into()).unwrap()).await;
        assert!(
            chinese.body.contains("lang=\"zh\"") && chinese.body.contains(chinese_word),
            "{}",
            chinese.body
        );
        let kept = entries(&survey).await;
        assert_eq!(kept["f:company.name"], said, "what was typed beside it is saved");
        let clear = [("revision", "1000"), ("f:company.name", "")];
        survey.post(Caller::SupplierA, &survey.a.at("/company"), &clear).await;
    }
    // No file at all.
    let typed = [("step", "company"), ("revision", "1000"), ("f:company.name", "No file")];
    let none = upload(&survey, Caller::SupplierA, ("", b""), &typed).await;
    assert_eq!(none.header("location"), survey.a.at("/company?said=no-file"));
    let page = survey.get(Caller::SupplierA, none.header("location")).await.body;
    assert!(page.contains("No workbook was chosen") && page.contains("No file"));
}

/// Where nobody is signed in, or answers are not taken: the text comes back, the file reaches nothing.
#[tokio::test]
async fn sup_m15_o_without_a_session_nothing_is_read_and_typed_text_comes_back() {
    let survey = TestSurvey::new().await;
    let typed = [
        ("step", "smelters"),
        ("revision", "0"),
        ("f:company.name", "Typed too late"),
        ("smelter:7:name", "Works"),
    ];
    for caller in [Caller::Anonymous, Caller::SupplierB, Caller::Crossed, Caller::Administrator] {
        let file = workbook("filled.xlsx");
        let refused = upload(&survey, caller, ("a.xlsx", &file), &typed).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{caller:?}");
        assert!(refused.body.contains("<dd class=\"typed\">Typed too late</dd>"), "{}", refused.body);
        assert!(
            refused.body.contains(&format!("action=\"{}\"", survey.a.at("/smelters"))),
            "saved as its step is"
        );
        assert!(!refused.body.contains("Invented Parts") && !refused.body.contains("Alpha Parts"));
        let body = form(
            None,
            &[
                ("step", "company"),
                ("revision", "0"),
                ("told", "{}"),
                ("changes", "[{\"path\":\"f:company.name\",\"value\":\"Crossed\"}]"),
            ],
        );
        let refused = survey.send(caller, &survey.a.at("/workbook/fill"), KIND, body).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{caller:?}");
    }
    assert!(entries(&survey).await.is_empty());
    let act = [("act", "decline"), ("reason", "No.")];
    survey.post(Caller::SupplierA, &format!("/r/{}", survey.a.token), &act).await;
    let refused = upload(&survey, Caller::SupplierA, ("a.xlsx", &workbook("filled.xlsx")), &typed).await;
    assert_eq!(refused.status, StatusCode::GONE);
    assert!(refused.body.contains("Typed too late"));
}

/// SUP-M15 k: what became of an older workbook's answers is said in the page's language, and still there afterwards.
#[tokio::test]
async fn sup_m15_k_the_report_on_an_older_workbook_stays_after_it_was_filled_in() {
    let survey = TestSurvey::new().await;
    let older = workbook("older.xlsx");
    let shown = upload(&survey, Caller::SupplierA, ("older.xlsx", &older), &[("step", "company")]).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let report = |page: &str| {
        page.split("Notes about this file")
            .nth(1)
            .expect("a report")
            .split("</section>")
            .next()
            .unwrap()
            .to_owned()
    };
    let told = report(&shown.body);
    assert!(told.matches("<h3>").count() >= 3, "by kind: {told}");
    let done = fill(&survey, &shown.body).await;
    assert_eq!(report(&done.body), told);
    let request = format!("{}; lang=zh", survey.a.cookie());
    let body = form(Some(("older.xlsx", &older)), &[("step", "company"), ("revision", "1000")]);
    let request = axum::http::Request::post(survey.a.at("/workbook"))
        .header("cookie", request)
        .header("content-type", KIND)
        .header("sec-fetch-site", "same-origin");
    let chinese = survey.app.send(request.body(body.into()).unwrap()).await.body;
    for metal in ["(Tantalum)", "(Tin)", "(Gold)", "(Tungsten)"] {
        assert!(!chinese.contains(metal), "{metal} stands in a Chinese report");
    }
}
