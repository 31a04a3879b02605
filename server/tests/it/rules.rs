//! The rules of a campaign: who sees them, what is tried, what is switched on, and that browser and server agree.

use crate::test_survey::{Caller, TestSurvey, complete_draft};
use axum::http::StatusCode;
use domain::Severity;

fn page_of(survey: &TestSurvey) -> String {
    format!("/desk/campaigns/{}/rules", survey.campaign)
}

/// B submits a declaration in which E is answered No.
async fn submitted(survey: &TestSurvey) {
    let mut draft = complete_draft(&survey.app.portal.services);
    draft.declaration.set("d", "No");
    survey.submit(Caller::SupplierB, draft).await;
}

#[tokio::test]
async fn everybody_sees_the_rules_and_who_runs_the_survey_changes_them() {
    let survey = TestSurvey::new().await;
    let path = page_of(&survey);
    for caller in [Caller::Viewer, Caller::Reviewer] {
        let page = survey.get(caller, &path).await.body;
        assert!(page.contains("MTL002") && page.contains("REV007") && !page.contains("name=\"MTL002\""));
        assert_eq!(
            survey.get(caller, &format!("{path}?try=yes&MTL002=off")).await.status,
            StatusCode::FORBIDDEN
        );
        let refused = survey.post(caller, &path, &[("MTL002", "off"), ("why", "x")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let page = survey.get(Caller::Manager, &path).await.body;
    assert!(
        page.contains("name=\"MTL002\"") && !page.contains("name=\"CMP001\""),
        "what is fixed is not offered"
    );
}

#[tokio::test]
async fn a_profile_is_tried_then_switched_on_and_everybody_follows() {
    let survey = TestSurvey::with(|_| {}, "Alpha", "Beta Castings").await;
    submitted(&survey).await;
    let path = page_of(&survey);
    let tried = survey.get(Caller::Administrator, &format!("{path}?try=yes&REV004=off&MTL002=note")).await;
    assert_eq!(tried.status, StatusCode::OK);
    let request = format!("<a href=\"/desk/requests/{}\">Beta Castings</a>", survey.b.request);
    assert!(tried.body.contains(&request), "the supplier that would be checked otherwise is linked");
    assert!(tried.body.contains("name=\"REV004\" value=\"off\"") && tried.body.contains("name=\"why\""));
    assert!(survey.get(Caller::Administrator, &path).await.body.contains("Default rules are active."));

    let form = [("base", "0"), ("REV004", "off"), ("months", "24"), ("why", "")];
    let refused = survey.post(Caller::Administrator, &path, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Say why"));
    let form =
        [("base", "0"), ("REV004", "off"), ("months", "24"), ("why", "Every No is asked about by phone")];
    assert_eq!(survey.post(Caller::Administrator, &path, &form).await.status, StatusCode::SEE_OTHER);
    let stale = survey.post(Caller::Administrator, &path, &form).await;
    assert!(stale.header("location").contains("not_changed"), "somebody else was first");
    let page = survey.get(Caller::Viewer, &path).await.body;
    assert!(page.contains("Version 1 holds.") && page.contains("Every No is asked about by phone"));

    // The supplier's page carries the differences, and nothing that only a reviewer is told.
    let form = survey.get(Caller::SupplierA, &survey.a.at("/company")).await.body;
    assert!(form.contains("\"profile\":{\"REV004\":\"off\",\"months\":\"24\"}"));
    assert!(form.contains("rule.MTL002.what") && !form.contains("rule.REV"));
}

#[tokio::test]
async fn a_submission_is_checked_by_the_profile_of_its_day_and_only_the_team_sees_the_review() {
    let survey = TestSurvey::with(|_| {}, "Alpha", "Beta Castings").await;
    submitted(&survey).await;
    let first = survey.app.store().await.submission(&survey.b.request, 1).await.unwrap().unwrap();
    assert_eq!(first.review.profile, 0);
    let codes: Vec<&str> = first.review.findings.iter().map(|f| f.code.as_str()).collect();
    assert!(codes.contains(&"REV004"), "{codes:?}");
    assert!(first.review.findings.iter().all(|f| f.severity != Severity::Error));
    assert!(!first.report.findings.iter().any(|f| f.code.starts_with("REV")));
    let review = survey.get(Caller::Viewer, &format!("/desk/requests/{}", survey.b.request)).await.body;
    assert!(review.contains("REV004"));
    for path in [survey.b.at("/receipt"), survey.b.at("/answers.json")] {
        assert!(!survey.get(Caller::SupplierB, &path).await.body.contains("REV004"), "{path}");
    }
}

#[tokio::test]
async fn what_no_profile_may_say_is_refused_at_its_field() {
    let survey = TestSurvey::new().await;
    let path = page_of(&survey);
    let cases = [("CMP001", "off"), ("MTL005", "error"), ("months", "0"), ("low", "x")];
    for (key, value) in cases {
        let form = [("base", "0"), ("why", "x"), (key, value)];
        let refused = survey.post(Caller::Administrator, &path, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
        assert!(refused.body.contains(&format!("href=\"#{key}\"")), "{key}");
    }
    assert!(survey.app.store().await.rule_profile(&survey.campaign).await.unwrap().is_none());
}
