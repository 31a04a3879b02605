//! A supplier's way through the form, with and without JavaScript.

use crate::test_survey::{Caller, TestSurvey, changes, complete_draft};
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

const A: Caller = Caller::SupplierA;

#[tokio::test]
async fn a_supplier_answers_as_it_types_submits_and_keeps_a_receipt() {
    let survey = TestSurvey::new().await;
    let draft = complete_draft(&survey.app.portal.services);
    let saved = survey.save(A, changes(&draft)).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let reply: Value = serde_json::from_str(&saved.body).unwrap();
    assert!(reply["revision"].as_i64().unwrap() > 0 && reply["saved_at"].as_i64().unwrap() > 0, "{reply}");

    let page = survey.get(A, &survey.a.at("")).await;
    assert!(page.body.contains("Example Components Ltd"), "{}", page.body);
    let submitted = survey.post(A, &survey.a.at("/submit"), &[("revision", "1000")]).await;
    assert_eq!(
        (submitted.status, submitted.header("location")),
        (StatusCode::SEE_OTHER, survey.a.at("/receipt").as_str())
    );
    // A second press, a refresh: the same receipt.
    let again = survey.post(A, &survey.a.at("/submit"), &[("revision", "1000")]).await;
    assert_eq!(
        (again.status, again.header("location")),
        (StatusCode::SEE_OTHER, survey.a.at("/receipt").as_str())
    );

    let receipt = survey.get(A, &survey.a.at("/receipt")).await;
    let file = survey.get(A, &survey.a.at("/answers.json?n=1")).await;
    let hash = service::secrets::sha256_hex(file.body.as_bytes());
    assert!(receipt.body.contains(&hash), "the file has the fingerprint that the receipt names");
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert_eq!(survey.get(A, &survey.a.at("/answers.json?n=2")).await.status, StatusCode::NOT_FOUND);

    // D-12: whatever is typed after that is refused.
    let late = survey.save(A, json!([{ "path": "f:company.name", "value": "late" }])).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(survey.get(A, &survey.a.at("")).await.header("location"), survey.a.at("/receipt"));
}

#[tokio::test]
async fn w09_without_javascript_a_section_is_saved_by_a_plain_form() {
    let survey = TestSurvey::new().await;
    let form = [("revision", "0"), ("f:company.name", "Alpha\r\nParts"), ("then", "next")];
    let saved = survey.post(A, &survey.a.at("/company"), &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(saved.header("location").starts_with(&survey.a.at("/metals")), "{}", saved.header("location"));
    let stay = [("revision", "1"), ("f:company.contact_name", "W"), ("then", "stay")];
    let saved = survey.post(A, &survey.a.at("/company"), &stay).await;
    assert!(
        saved.header("location").starts_with(&survey.a.at("/company?said=checked")),
        "{}",
        saved.header("location")
    );
    let page = survey.get(A, saved.header("location")).await;
    assert!(page.body.contains("Alpha\nParts"), "{}", page.body);
    // A row that was typed into the blank line at the end of the table.
    let rows =
        [("revision", "2"), ("smelter:77:metal", "Tin"), ("smelter:77:cid", "CID900001"), ("then", "stay")];
    assert_eq!(survey.post(A, &survey.a.at("/smelters"), &rows).await.status, StatusCode::SEE_OTHER);
    assert!(survey.get(A, &survey.a.at("/smelters")).await.body.contains("CID900001"));
    let blocked = survey.post(A, &survey.a.at("/submit"), &[("revision", "3")]).await;
    assert_eq!(blocked.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn d09_what_somebody_else_changed_is_shown_and_not_overwritten() {
    let survey = TestSurvey::new().await;
    let write = |value: &str| json!([{ "path": "f:company.name", "value": value }]);
    assert_eq!(survey.save(A, write("first")).await.status, StatusCode::OK);
    let form = [("revision", "0"), ("f:company.name", "second"), ("then", "next")];
    let answer = survey.post(A, &survey.a.at("/company"), &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("first") && answer.body.contains("second"));
    let call = json!({ "base_revision": 0, "tab": "other", "section": "company", "changes": write("third") });
    let answer = survey.send(A, &survey.a.at("/save"), "text/plain", call.to_string()).await;
    let reply: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(reply["conflicts"][0]["theirs"], "first");
    assert_eq!(reply["conflicts"][0]["mine"], "third");
}

#[tokio::test]
async fn one_bad_entry_does_not_keep_the_others_from_being_saved() {
    let survey = TestSurvey::new().await;
    let changes = json!([
        { "path": "f:company.name", "value": "Ember Castings" },
        { "path": "f:gone", "value": "x" },
        { "path": "why:no finding", "value": "x" },
        { "path": "f:company.address", "value": "x".repeat(domain::draft::MAX_TEXT + 1) },
        { "path": "f:company.id", "value": "E-1" },
    ]);
    let answer = survey.save(A, changes).await;
    assert_eq!(answer.status, StatusCode::OK);
    let reply: Value = serde_json::from_str(&answer.body).unwrap();
    let refused = reply["refused"].as_array().unwrap();
    let paths: Vec<&str> = refused.iter().map(|r| r["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["f:gone", "why:no finding", "f:company.address"]);
    assert!(refused[2]["why"].as_str().unwrap().contains("32767"), "{}", answer.body);
    let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
    let entries = desk.draft().await.unwrap().entries;
    assert_eq!(entries.keys().collect::<Vec<_>>(), ["f:company.id", "f:company.name"]);
}

#[tokio::test]
async fn z03_a_supplier_cannot_write_what_is_the_teams() {
    let survey = TestSurvey::new().await;
    for path in ["f:status", "f:state", "f:due", "state", "request:state", "query:1", "f:", "smelter:x"] {
        let answer = survey.save(A, json!([{ "path": path, "value": "accepted" }])).await;
        let reply: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!((&reply["refused"][0]["path"], &reply["revision"]), (&json!(path), &json!(0)));
    }
    for body in [
        "{}",
        "[]",
        "",
        "{\"base_revision\":0,\"tab\":\"t\",\"section\":\"company\",\"changes\":[{\"path\":\"f:q1.tin\",\"value\":\"No\",\"state\":\"accepted\"}]}",
    ] {
        let answer = survey.send(A, &survey.a.at("/save"), "application/json", body.to_owned()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
    }
    let form = [("revision", "0"), ("status", "accepted"), ("f:status", "accepted"), ("due", "2099-01-01")];
    assert!(!survey.post(A, &survey.a.at("/company"), &form).await.status.is_success());
    let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
    assert_eq!(desk.request().state.key(), "opened");
    assert!(desk.draft().await.unwrap().entries.is_empty());
}

#[tokio::test]
async fn the_language_is_chosen_by_a_plain_form_and_leads_back_to_own_paths_only() {
    let survey = TestSurvey::new().await;
    let chosen =
        survey.post(A, &survey.a.at("/language"), &[("language", "zh"), ("back", &survey.a.at(""))]).await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, survey.a.at("").as_str()));
    assert!(chosen.header(header::SET_COOKIE.as_str()).starts_with("lang=zh"));
    assert!(survey.get(A, &survey.a.at("")).await.body.contains("<html lang=\"zh\""));
    for evil in ["https://evil.example", "//evil.example", "/\\evil.example"] {
        let answer = survey.post(A, &survey.a.at("/language"), &[("language", "en"), ("back", evil)]).await;
        assert_eq!(answer.header("location"), "/", "{evil}");
    }
    let wrong = survey.post(A, &survey.a.at("/language"), &[("language", "../../x")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}
