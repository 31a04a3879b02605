//! The rules of a campaign: who sees them, what is tried, what is switched on, and that browser and server agree.

use crate::world::{Caller, World, changes, complete_draft};
use axum::http::StatusCode;
use domain::Severity;

fn page_of(world: &World) -> String {
    format!("/desk/campaigns/{}/rules", world.campaign)
}

/// B submits a declaration in which E is answered No.
async fn submitted(world: &World) {
    let mut draft = complete_draft(&world.app.portal.services);
    draft.declaration.set("d", "No");
    assert_eq!(world.save(Caller::SupplierB, changes(&draft)).await.status, StatusCode::OK);
    let done = world.post(Caller::SupplierB, &world.b.at("/submit"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

#[tokio::test]
async fn everybody_sees_the_rules_and_only_administrators_change_them() {
    let world = World::new().await;
    let path = page_of(&world);
    for caller in [Caller::Viewer, Caller::Reviewer] {
        let page = world.get(caller, &path).await.body;
        assert!(page.contains("MTL002") && page.contains("REV007") && !page.contains("name=\"MTL002\""));
        assert_eq!(
            world.get(caller, &format!("{path}?try=yes&MTL002=off")).await.status,
            StatusCode::FORBIDDEN
        );
        let refused = world.post(caller, &path, &[("MTL002", "off"), ("why", "x")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let page = world.get(Caller::Administrator, &path).await.body;
    assert!(
        page.contains("name=\"MTL002\"") && !page.contains("name=\"CMP001\""),
        "what is fixed is not offered"
    );
}

#[tokio::test]
async fn a_profile_is_tried_then_switched_on_and_everybody_follows() {
    let world = World::with(|_| {}, "Alpha", "Beta Castings").await;
    submitted(&world).await;
    let path = page_of(&world);
    let tried = world.get(Caller::Administrator, &format!("{path}?try=yes&REV004=off&MTL002=note")).await;
    assert_eq!(tried.status, StatusCode::OK);
    let request = format!("<a href=\"/desk/requests/{}\">Beta Castings</a>", world.b.request);
    assert!(tried.body.contains(&request), "the supplier that would be judged otherwise is linked");
    assert!(tried.body.contains("name=\"REV004\" value=\"off\"") && tried.body.contains("name=\"why\""));
    assert!(world.get(Caller::Administrator, &path).await.body.contains("Default rules are active."));

    let form = [("base", "0"), ("REV004", "off"), ("months", "24"), ("why", "")];
    let refused = world.post(Caller::Administrator, &path, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Say why"));
    let form =
        [("base", "0"), ("REV004", "off"), ("months", "24"), ("why", "Every No is asked about by phone")];
    assert_eq!(world.post(Caller::Administrator, &path, &form).await.status, StatusCode::SEE_OTHER);
    let stale = world.post(Caller::Administrator, &path, &form).await;
    assert!(stale.header("location").contains("not_changed"), "somebody else was first");
    let page = world.get(Caller::Viewer, &path).await.body;
    assert!(page.contains("Version 1 holds.") && page.contains("Every No is asked about by phone"));

    // The supplier's page carries the differences, and nothing that only a reviewer is told.
    let form = world.get(Caller::SupplierA, &world.a.at("/company")).await.body;
    assert!(form.contains("\"profile\":{\"REV004\":\"off\",\"months\":\"24\"}"));
    assert!(form.contains("rule.MTL002.what") && !form.contains("rule.REV"));
}

#[tokio::test]
async fn a_submission_is_judged_by_the_profile_of_its_day_and_only_the_team_sees_the_review() {
    let world = World::with(|_| {}, "Alpha", "Beta Castings").await;
    submitted(&world).await;
    let first = world.app.store().await.submission(&world.b.request, 1).await.unwrap().unwrap();
    assert_eq!(first.judged.profile, 0);
    let codes: Vec<&str> = first.judged.review.iter().map(|f| f.code.as_str()).collect();
    assert!(codes.contains(&"REV004"), "{codes:?}");
    assert!(first.judged.review.iter().all(|f| f.severity != Severity::Error));
    assert!(!first.report.findings.iter().any(|f| f.code.starts_with("REV")));
    let review = world.get(Caller::Viewer, &format!("/desk/requests/{}", world.b.request)).await.body;
    assert!(review.contains("REV004"));
    for path in [world.b.at("/receipt"), world.b.at("/answers.json")] {
        assert!(!world.get(Caller::SupplierB, &path).await.body.contains("REV004"), "{path}");
    }
}

#[tokio::test]
async fn what_no_profile_may_say_is_refused_at_its_field() {
    let world = World::new().await;
    let path = page_of(&world);
    let cases = [("CMP001", "off"), ("MTL005", "error"), ("months", "0"), ("low", "x")];
    for (key, value) in cases {
        let form = [("base", "0"), ("why", "x"), (key, value)];
        let refused = world.post(Caller::Administrator, &path, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
        assert!(refused.body.contains(&format!("href=\"#{key}\"")), "{key}");
    }
    assert!(world.app.store().await.rule_profile(&world.campaign).await.unwrap().is_none());
}
