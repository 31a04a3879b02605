//! The supplier's faults of the catalogue, met by plain form posts: what pages show, what is stored, what is sent.

use crate::test_survey::{Caller, TestSurvey, changes, complete_draft};
use axum::http::StatusCode;
use domain::smelters::SmelterList;
use domain::smelters::list::About;
use domain::{Metal, Settings, Smelter, check};
use serde_json::{Value, json};

const A: Caller = Caller::SupplierA;

fn smelter(n: usize, metal: Metal) -> Smelter {
    Smelter {
        cid: format!("CID90{n:04}"),
        metal: Some(metal),
        name: format!("Invented Works {n}"),
        country: "NORWAY".into(),
        ..Smelter::default()
    }
}

/// The company imports a list of smelters.
async fn import(survey: &TestSurvey, smelters: &[Smelter]) {
    let about =
        About { as_of: "2026-04-01".parse().ok(), source: "Invented list".into(), ..About::default() };
    let list = SmelterList::of_smelters(about, smelters);
    let id = survey.app.portal.services.new_id();
    survey.administrator().await.import_list(id, list).await.unwrap();
}

/// Everything is answered but the smelters.
pub async fn answered() -> TestSurvey {
    let survey = TestSurvey::new().await;
    import(&survey, &[smelter(0, Metal::TIN), smelter(1, Metal::TIN), smelter(2, Metal::GOLD)]).await;
    let mut draft = complete_draft(&survey.app.portal.services);
    draft.declaration.smelters.clear();
    assert_eq!(survey.save(A, changes(&draft)).await.status, StatusCode::OK);
    survey
}

/// What is shown of a page.
pub fn visible(body: &str) -> &str {
    body.split("<script").next().unwrap()
}

pub async fn page(survey: &TestSurvey, rest: &str) -> String {
    let answer = survey.get(A, &survey.a.at(rest)).await;
    assert_eq!(answer.status, StatusCode::OK, "{rest}: {}", answer.body);
    answer.body
}

pub async fn post(survey: &TestSurvey, rest: &str, form: &[(&str, &str)]) -> crate::test_app::TestResponse {
    let form = [&[("revision", "1000")], form].concat();
    survey.post(A, &survey.a.at(rest), &form).await
}

async fn own(survey: &TestSurvey) -> Value {
    serde_json::from_str(&page(survey, "/answers.json").await).unwrap()
}

/// The workbook that the supplier downloads, bytes and all.
async fn handed_out(survey: &TestSurvey) -> sheets::Workbook {
    let services = &survey.app.portal.services;
    let desk = services.supplier_desk(&survey.a.session).await.unwrap();
    let document =
        service::declarations::submission::Document::read(&page(survey, "/answers.json").await).unwrap();
    let bytes = desk.workbook(document, "en").await.unwrap();
    sheets::read_workbook(&bytes, &mut |_| {}).unwrap()
}

/// What the portal's own check says of it.
fn passes(book: &sheets::Workbook) {
    let report = check(&book.declaration, book.template().unwrap(), &book.references(), Settings::default());
    assert_eq!((report.findings, report.checker.remaining), (vec![], Some(0)));
}

#[tokio::test]
async fn sup_m3_numbers_posted_without_scripts_are_whole_rows_everywhere() {
    let survey = answered().await;
    let chips = page(&survey, "/smelters").await;
    assert!(chips.contains("none yet, needed"));
    // One as it is printed, one as people type it.
    let saved =
        post(&survey, "/smelters", &[("smelter:7:cid", "CID900000"), ("smelter:8:cid", " cid-900001 ")])
            .await;
    assert!(saved.header("location").contains("said=saved"), "{}", saved.header("location"));
    let shown = page(&survey, "/smelters").await;
    for part in ["Invented Works 0", "Invented Works 1", "NORWAY", "2 listed"] {
        assert!(shown.contains(part), "{part} is not on the page");
    }
    let rows = own(&survey).await["declaration"]["smelters"].clone();
    for (row, cid) in rows.as_array().unwrap().iter().zip(["CID900000", "CID900001"]) {
        assert_eq!(
            (&row["cid"], &row["metal"], &row["country"]),
            (&json!(cid), &json!("Tin"), &json!("NORWAY"))
        );
    }
    passes(&handed_out(&survey).await);
    let done = post(&survey, "/submit", &[]).await;
    assert_eq!(done.header("location"), survey.a.at("/receipt"), "{}", done.body);
    // A number of a metal that is not asked for counts for none that is.
    let survey = answered().await;
    post(&survey, "/smelters", &[("smelter:7:cid", "900002")]).await;
    assert!(page(&survey, "/smelters").await.contains("none yet, needed"));
    assert_eq!(post(&survey, "/submit", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// What is typed under a wrong metal is not completed into a contradiction: the page asks.
#[tokio::test]
async fn sup_m3_a_number_under_another_metal_is_asked_about() {
    let survey = answered().await;
    let saved =
        post(&survey, "/smelters", &[("smelter:7:cid", "CID900002"), ("smelter:7:metal", "Tin")]).await;
    assert!(saved.header("location").contains("said=checked"), "{}", saved.header("location"));
    let row = own(&survey).await["declaration"]["smelters"][0].clone();
    assert_eq!((row["metal"].as_str(), row["name"].as_str().unwrap_or("")), (Some("Tin"), ""));
}

/// The official template, where the company uploaded it: filled from numbers alone, it passes the same check.
#[tokio::test]
async fn sup_m3_the_official_template_filled_from_numbers_passes_its_own_check() {
    let Some(samples) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: filling an official template, since TOUCHSTONE_SAMPLES names no folder");
        return;
    };
    let bytes = std::fs::read(std::path::Path::new(&samples).join("cmrt/6.5-blank.xlsx")).unwrap();
    let known = sheets::read_workbook(&bytes, &mut |_| {}).unwrap().lookup;
    let tin = known.iter().filter(|s| s.metal == Some(Metal::TIN));
    // Two that its own list knows, and one that only the company's list knows.
    let mut list: Vec<Smelter> = tin.take(2).cloned().collect();
    list.push(smelter(5, Metal::TIN));
    let survey = answered().await;
    import(&survey, &list).await;
    let blank = sheets::recognise_blank(&bytes).unwrap();
    survey.administrator().await.keep_blank(blank, "6.5-blank.xlsx", bytes).await.unwrap();
    for (n, smelter) in list.iter().enumerate() {
        let digits = smelter.cid.trim_start_matches("CID").to_owned();
        post(&survey, "/smelters", &[(&format!("smelter:{}:cid", n + 7), &digits)]).await;
    }
    let book = handed_out(&survey).await;
    assert_eq!(book.lookup.len(), known.len(), "the official template itself");
    let rows: Vec<&str> = book.declaration.smelters.iter().map(|row| row.metal.as_str()).collect();
    assert_eq!(rows, ["Tin"; 3]);
    // What the template itself does not know is complete all the same; that it is newer is said in a warning.
    let report = check(&book.declaration, book.template().unwrap(), &book.references(), Settings::default());
    let codes: Vec<&str> = report.findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!((codes, report.is_clean(), report.checker.remaining), (vec!["SML010"], true, Some(0)));
    post(&survey, "/smelters", &[("delete", "smelter:9")]).await;
    passes(&handed_out(&survey).await);
}

#[tokio::test]
async fn sup_m4_old_answers_go_with_one_press_and_are_never_asked_about() {
    let survey = answered().await;
    post(&survey, "/smelters", &[("smelter:7:cid", "900000")]).await;
    post(&survey, "/metals", &[("f:q1.gold", "Yes")]).await;
    post(&survey, "/metals", &[("f:q2.gold", "Yes"), ("f:q3.gold", "No"), ("f:q1.tantalum", "Yes")]).await;
    let saved = post(&survey, "/metals", &[("f:q1.gold", "No"), ("f:q1.tantalum", "No")]).await;
    assert!(saved.header("location").contains("said=saved"), "nothing to look at");
    let shown = page(&survey, "/metals").await;
    assert!(shown.contains("not asked any more: 2.") && shown.contains("name=\"clear\""), "{shown}");
    let review = page(&survey, "/review").await;
    assert!(!review.contains("name=\"why:MTL001"), "no explanation is asked for");
    assert!(!own(&survey).await["declaration"]["answers"].as_object().unwrap().contains_key("q2.gold"));
    post(&survey, "/metals", &[("clear", "metals")]).await;
    let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
    let left = desk.draft().await.unwrap().entries;
    assert!(!left.contains_key("f:q2.gold") && !left.contains_key("f:q3.gold") && left["f:q1.gold"] == "No");
    // Pressed once more, or in a section that does not exist, it takes nothing else.
    post(&survey, "/metals", &[("clear", "metals")]).await;
    post(&survey, "/metals", &[("clear", "nonsense")]).await;
    let after = desk.draft().await.unwrap().entries;
    assert_eq!(after, left);
    assert_eq!(post(&survey, "/submit", &[]).await.header("location"), survey.a.at("/receipt"));
}

/// What is pressed to remove stays where the same post opens its question again.
#[tokio::test]
async fn sup_m4_removing_takes_what_the_form_says_now_into_account() {
    let survey = answered().await;
    post(&survey, "/metals", &[("f:q1.gold", "Yes")]).await;
    post(&survey, "/metals", &[("f:q2.gold", "Yes")]).await;
    post(&survey, "/metals", &[("f:q1.gold", "No")]).await;
    post(&survey, "/metals", &[("f:q1.gold", "Yes"), ("clear", "metals")]).await;
    assert_eq!(own(&survey).await["declaration"]["answers"]["q2.gold"], "Yes");
}

/// The other gates: every metal is out, and the scope is no longer products.
#[tokio::test]
async fn sup_m4_sections_that_nobody_asks_for_are_no_fault_and_go_with_one_press() {
    let survey = answered().await;
    post(&survey, "/smelters", &[("smelter:7:cid", "900000")]).await;
    post(&survey, "/company", &[("f:company.scope", "B. Product (or List of Products)")]).await;
    post(&survey, "/products", &[("product:3:number", "P-1"), ("product:3:name", "Part")]).await;
    post(&survey, "/company", &[("f:company.scope", "A. Company")]).await;
    assert!(visible(&page(&survey, "/products").await).contains("Rows in this list: 1."));
    let sent = own(&survey).await;
    assert_eq!(sent["declaration"]["products"].as_array().map_or(0, Vec::len), 0, "{sent}");
    post(&survey, "/metals", &[("f:q1.tin", "No")]).await;
    let review = page(&survey, "/review").await;
    assert!(!visible(&review).contains("name=\"why:MTL001"), "no word is asked for");
    // From the last step, everywhere at once.
    post(&survey, "/review", &[("clear", "")]).await;
    let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
    let left: Vec<String> = desk.draft().await.unwrap().entries.into_keys().collect();
    for path in ["product:3", "f:q2.tin", "f:b.comment"] {
        assert!(!left.iter().any(|it| it == path), "{path} is left: {left:?}");
    }
    assert!(left.iter().any(|it| it == "f:q1.tin") && left.iter().any(|it| it == "f:company.name"));
}

#[tokio::test]
async fn sup_m7_what_only_the_template_knows_is_one_finding_with_one_word() {
    let survey = answered().await;
    for n in 0..62 {
        let cell = |name: &str| format!("smelter:{}:{name}", n + 100);
        let (cid, name) = (format!("CID91{n:04}"), format!("Works {n}"));
        let row =
            [("metal", "Tin"), ("cid", &cid), ("lookup", &name), ("name", &name), ("country", "NORWAY")];
        let row: Vec<(String, &str)> = row.iter().map(|(k, v)| (cell(k), *v)).collect();
        let row: Vec<(&str, &str)> = row.iter().map(|(k, v)| (k.as_str(), *v)).collect();
        let saved = post(&survey, "/smelters", &row).await;
        assert!(saved.header("location").contains("said=saved"), "no error: {}", saved.header("location"));
    }
    let review = page(&survey, "/review").await;
    let visible = visible(&review);
    assert_eq!(visible.matches("<textarea").count(), 1, "one word for all");
    assert!(visible.contains("name=\"why:SML010@smelters\""));
    assert_eq!(post(&survey, "/submit", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = post(&survey, "/submit", &[("why:SML010@smelters", "Our template lists them.")]).await;
    assert_eq!(done.header("location"), survey.a.at("/receipt"), "{}", done.body);
}

/// The same for a workbook that is uploaded: what its own look-up knows asks for one word at most.
#[tokio::test]
async fn sup_m7_an_uploaded_workbook_of_a_newer_list_asks_for_one_word() {
    let Some(samples) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: uploading a real workbook, since TOUCHSTONE_SAMPLES names no folder");
        return;
    };
    let bytes = std::fs::read(std::path::Path::new(&samples).join("cmrt/6.5-filled.xlsx")).unwrap();
    let survey = answered().await;
    let shown = crate::upload::upload(&survey, A, ("CMRT.xlsx", &bytes), &[("step", "smelters")]).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    crate::upload::fill(&survey, &shown.body).await;
    let review = page(&survey, "/review").await;
    let visible = visible(&review);
    let areas = visible.matches("<textarea id=\"why-SML010").count();
    assert_eq!((areas, visible.contains("Keep these 62 as they are")), (1, true), "one word for all");
    let rows = own(&survey).await["declaration"]["smelters"].as_array().map_or(0, Vec::len);
    assert!(rows > 50, "{rows}");
    let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
    let draft = desk.read(&desk.draft().await.unwrap()).await.unwrap();
    let report = desk.check(&draft).await.unwrap();
    let blocked: Vec<&str> =
        report.errors().map(|f| f.code.as_str()).filter(|c| c.starts_with("SML")).collect();
    assert_eq!(blocked, Vec::<&str>::new());
}

#[tokio::test]
async fn sup_m8_an_open_question_is_seen_before_the_declaration_goes() {
    let survey = answered().await;
    post(&survey, "/smelters", &[("smelter:7:cid", "900000")]).await;
    assert_eq!(post(&survey, "/submit", &[]).await.header("location"), survey.a.at("/receipt"));
    let admin = survey.administrator().await;
    let id = &survey.a.request;
    admin.take_up(id).await.unwrap();
    let first = admin.raise_query(id, "q6.tin", "", "All of them?").await.unwrap();
    admin.raise_query(id, "smelter.7.cid", "", "Is this the right one?").await.unwrap();
    admin.send_back(id).await.unwrap();
    let start = page(&survey, "").await;
    assert!(start.contains("2 of 2 left"), "the step says how many");
    let refused = post(&survey, "/submit", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("a question is still open") && refused.body.contains("All of them?"));
    assert!(!visible(&refused.body).contains("Everything is there"), "that is not so");
    // A reply of blanks is none; the press that says "nothing to change" sends its own words behind a blank area.
    let reply = format!("why:query:{}", first.id);
    post(&survey, "/corrections", &[(&reply, " \r\n\u{3000}")]).await;
    assert!(page(&survey, "/corrections").await.contains("2 of 2 left"));
    post(&survey, "/corrections", &[(&reply, ""), (&reply, "There is nothing to change.")]).await;
    assert!(page(&survey, "/corrections").await.contains("1 of 2 left"));
    assert_eq!(post(&survey, "/submit", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Changing the answer answers the other one.
    post(
        &survey,
        "/corrections",
        &[("smelter:7:cid", "CID900001"), ("smelter:7:name", ""), ("smelter:7:lookup", "")],
    )
    .await;
    assert!(page(&survey, "/corrections").await.contains("0 of 2 left"));
    let done = post(&survey, "/submit", &[]).await;
    assert_eq!(done.header("location"), survey.a.at("/receipt"), "{}", done.body);
}
