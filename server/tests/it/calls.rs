//! Telephone calls: noting one, and where it is seen and counted.

use crate::deciding::hidden;
use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;

/// Words that stand nowhere else.
const WORDS: &str = "waits for two smelters";

#[tokio::test]
async fn a_call_is_noted_once_and_seen_wherever_the_supplier_is() {
    let survey = TestSurvey::new().await;
    let page = format!("/desk/requests/{}/calls", survey.a.request);
    let shown = survey.get(Caller::Reviewer, &page).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let (id, day) = (hidden(&shown.body, "id"), survey.app.portal.services.today().to_string());
    assert!(shown.body.contains(&format!("value=\"{day}\"")) && shown.body.contains("No call was recorded"));
    let call = |until: &'static str| {
        [
            ("id", id.clone()),
            ("on", day.clone()),
            ("person", "Ann Alpha".to_owned()),
            ("outcome", "will_answer".to_owned()),
            ("until", until.to_owned()),
            ("words", WORDS.to_owned()),
        ]
    };
    let post = async |caller: Caller, until: &'static str| {
        let form = call(until);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        survey.post(caller, &page, &form).await
    };
    assert_eq!(post(Caller::Viewer, "2030-01-01").await.status, StatusCode::FORBIDDEN);
    let refused = post(Caller::Reviewer, "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("by which day") && refused.body.contains(WORDS), "{}", refused.body);
    assert_eq!(hidden(&refused.body, "id"), id, "it is still the same call");
    for _ in 0..2 {
        let done = post(Caller::Reviewer, "2030-01-01").await;
        assert!(done.header("location").ends_with("said=call_recorded"), "{}", done.body);
    }
    for page in [
        format!("/desk/requests/{}", survey.a.request),
        format!("/desk/suppliers/{}", survey.a.supplier),
        page,
    ] {
        let body = survey.get(Caller::Manager, &page).await.body;
        assert_eq!(body.matches(WORDS).count(), 1, "{page}");
        assert!(body.contains("will answer by: 2030-01-01") && body.contains("Ann Alpha"), "{body}");
    }
    let other = survey.get(Caller::Viewer, &format!("/desk/requests/{}", survey.b.request)).await.body;
    assert!(!other.contains(WORDS) && !other.contains("Record a call"), "{other}");

    let log = survey.app.store().await.log_of(&format!("request:{}", survey.a.request), 50).await.unwrap();
    let told: Vec<_> = log.iter().filter(|it| it.entry.action == "request.called").collect();
    assert_eq!(told.len(), 1);
    let detail = &told[0].entry.detail;
    assert!(detail.contains("will_answer") && !detail.contains("Ann") && !detail.contains(WORDS), "{detail}");
    let manager = survey.administrator().await;
    let store = survey.app.store().await;
    assert_eq!(store.calls_counted(manager.scope(), &survey.campaign).await.unwrap(), 1);
}
