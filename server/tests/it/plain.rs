//! Answering by plain form posts: what cannot be saved is named where it stands, and nothing that was typed is lost.

use crate::test_survey::{Caller, TestSurvey};

/// Longer than any answer may be.
fn endless(mark: &str) -> String {
    format!("{mark}{}", "x".repeat(33_000))
}

/// The part of a page about one entry.
fn about<'a>(body: &'a str, name: &str) -> &'a str {
    let at = body.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no field {name}"));
    let at = body[..at].rfind('<').unwrap_or(at);
    let end = body[at..].find("</div>").map_or(body.len(), |end| at + end);
    &body[at..end]
}

fn draft(body: &str) -> serde_json::Value {
    let (_, rest) = body.split_once("id=\"model\"").and_then(|(_, r)| r.split_once('>')).expect("a model");
    serde_json::from_str(rest.split_once("</script>").expect("its end").0).expect("JSON")
}

#[tokio::test]
async fn an_answer_that_is_too_long_stays_in_its_field_which_says_why() {
    let survey = TestSurvey::new().await;
    let long = endless("kept-");
    let form = [
        ("revision", "0"),
        ("f:company.name", "Alpha Works"),
        ("f:company.authorizer_name", long.as_str()),
        ("f:company.contact_phone", "+86 1"),
    ];
    let answer = survey.post(Caller::SupplierA, &survey.a.at("/company"), &form).await;
    assert_eq!(answer.status.as_u16(), 422);
    let field = about(&answer.body, "f:company.authorizer_name");
    assert!(field.contains(&long), "the text is gone");
    assert!(field.contains("aria-invalid=\"true\""), "not marked");
    assert!(field.contains("32,767") || field.contains("32767"), "{}", &field[field.len() - 300..]);
    // The rest was saved, and only the rest.
    let again = survey.get(Caller::SupplierA, &survey.a.at("/company")).await;
    assert!(about(&again.body, "f:company.name").contains("Alpha Works"));
    assert!(about(&again.body, "f:company.contact_phone").contains("+86 1"));
    assert!(!again.body.contains("kept-"));
}

#[tokio::test]
async fn a_smelter_row_that_is_too_long_stays_on_its_page() {
    let survey = TestSurvey::new().await;
    let long = endless("kept-");
    let form = [
        ("revision", "0"),
        ("smelter:77:metal", "Tin"),
        ("smelter:77:lookup", "Invented Works"),
        ("smelter:77:comment", long.as_str()),
    ];
    let answer = survey.post(Caller::SupplierA, &survey.a.at("/smelters"), &form).await;
    assert_eq!(answer.status.as_u16(), 422);
    let model = draft(&answer.body);
    assert_eq!(model["refused"][0]["path"], "smelter:77", "{}", model["refused"]);
    assert!(model["entries"]["smelter:77"].as_str().is_some_and(|row| row.contains(&long)));
    assert!(answer.body.contains("Invented Works"));
    assert!(
        draft(&survey.get(Caller::SupplierA, &survey.a.at("/smelters")).await.body)["entries"]
            .get("smelter:77")
            .is_none()
    );
}

#[tokio::test]
async fn an_explanation_that_is_too_long_is_kept_and_nothing_is_submitted() {
    let survey = TestSurvey::new().await;
    let long = endless("kept-");
    let form = [("revision", "0"), ("why:CMP004@company.effective_date", long.as_str())];
    let answer = survey.post(Caller::SupplierA, &survey.a.at("/submit"), &form).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.body.contains("An explanation could not be saved"));
    let model = draft(&answer.body);
    assert!(model["entries"]["why:CMP004@company.effective_date"].as_str().is_some_and(|why| why == long));
}
