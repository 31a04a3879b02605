//! What a supplier told on the telephone: a member fills in the supplier's own form, by its rules, and nothing says that
//! the supplier typed it.

use crate::test_survey::{Caller, TestSurvey, changes, complete_draft};
use axum::http::StatusCode;
use service::HOUR;
use service::records::LogEntry;

const TOLD: [(&str, &str); 2] = [("told_channel", "telephone"), ("told_sender", "Ms Doe, +49 30 1")];

async fn begin(survey: &TestSurvey, caller: Caller) -> (u16, String) {
    let today = survey.app.portal.services.today().to_string();
    let path = format!("/desk/requests/{}/told", survey.a.request);
    let form = [TOLD[0], TOLD[1], ("told_on", today.as_str())];
    let answer = survey.post(caller, &path, &form).await;
    (answer.status.as_u16(), answer.location().to_owned())
}

async fn log_of(survey: &TestSurvey, action: &str) -> Vec<LogEntry> {
    let all = survey.app.store().await.log_after(0, 1000).await.unwrap();
    all.into_iter().filter(|e| e.entry.action == action).collect()
}

#[tokio::test]
async fn desk_91_what_was_told_is_filled_in_on_the_suppliers_form_in_the_members_name() {
    let survey = TestSurvey::new().await;
    let services = &survey.app.portal.services;
    let form = survey.a.at("");
    let page = survey.get(Caller::Reviewer, &format!("/desk/requests/{}/enter", survey.a.request)).await;
    assert!(page.body.contains("Fill in the form for the supplier"), "{}", page.body);
    assert_eq!(begin(&survey, Caller::Reviewer).await, (303, form.clone()));

    let page = survey.get(Caller::Reviewer, &form).await;
    assert_eq!(page.status, StatusCode::OK);
    let ours = "You (Rene) are filling in this form for Alpha Parts, from what Ms Doe, +49 30 1 told on";
    assert!(page.body.contains(ours) && page.body.contains("(Telephone)"), "{}", page.body);
    // Nothing was saved yet, so that the supplier is told nothing.
    let theirs = "Asker AG has filled in answers here, from what Ms Doe, +49 30 1 told on";
    assert!(!survey.get(Caller::SupplierA, &form).await.body.contains(theirs));

    let mut draft = complete_draft(services);
    let desk = services.supplier_desk(&survey.a.session).await.unwrap();
    for warning in desk.check(&draft).await.unwrap().warnings() {
        draft.explanations.insert(warning.key(), "So she said.".into());
    }
    let saved = survey.save(Caller::Reviewer, changes(&draft)).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.body);
    let seen = survey.get(Caller::SupplierA, &form).await.body;
    assert!(seen.contains(theirs) && !seen.contains("You (Rene)"), "{seen}");
    let files = survey.get(Caller::Reviewer, &survey.a.at("/files")).await.body;
    assert!(files.contains(ours), "every page says so: {files}");

    let done = survey.post(Caller::Reviewer, &survey.a.at("/submit"), &[]).await;
    let request = format!("/desk/requests/{}", survey.a.request);
    assert_eq!(done.location(), format!("{request}?said=entered"), "{}", done.body);

    // The declaration, the log, the receipt on the page and by mail, and the review say who and how.
    let store = survey.app.store().await;
    let submission = store.submission(&survey.a.request, 1).await.unwrap().unwrap();
    let document: serde_json::Value = serde_json::from_str(&submission.document).unwrap();
    assert_eq!(document["entered"]["channel"], "telephone");
    assert_eq!(document["entered"]["sender"], "Ms Doe, +49 30 1");
    for action in ["request.started", "request.entry_begun", "request.submitted"] {
        let entries = log_of(&survey, action).await;
        assert_eq!(entries.len(), 1, "{action}");
        assert!(entries[0].entry.actor.starts_with("member:"), "{action}: {}", entries[0].entry.actor);
        if action != "request.started" {
            assert!(entries[0].entry.detail.contains("telephone"), "{}", entries[0].entry.detail);
        }
    }
    let how = "from what Ms Doe, +49 30 1 sent or told";
    let receipt = survey.get(Caller::SupplierA, &survey.a.at("/receipt")).await.body;
    assert!(receipt.contains(&format!("Asker AG entered this declaration for you, {how}")), "{receipt}");
    assert!(receipt.contains("(Telephone)"));
    while services.deliver(10).await.unwrap() > 0 {}
    let mails = survey.app.mailbox.sent();
    let mail = mails.iter().find(|mail| mail.subject.starts_with("Receipt")).expect("a receipt");
    assert!(mail.text.contains(how) && mail.text.contains("(Telephone)"), "{}", mail.text);
    let review = survey.get(Caller::Viewer, &request).await.body;
    assert!(review.contains(&format!("Entered by Rene {how} (Telephone, ")), "{review}");

    // With the declaration the entry is over.
    let over = survey.get(Caller::Reviewer, &survey.a.at("/receipt")).await;
    assert_eq!(over.status, StatusCode::UNAUTHORIZED);
    assert!(
        over.body.contains("Open the request at the desk") && !over.body.contains("Send me"),
        "{}",
        over.body
    );
    let report = storage::verify(&survey.app.portal.config.database_url, None, vec![]).await.unwrap();
    assert_eq!(report.problems, vec![]);
}

#[tokio::test]
async fn desk_91_an_entry_is_one_members_at_one_request_for_a_day() {
    let survey = TestSurvey::new().await;
    let form = survey.a.at("");
    for caller in [Caller::Viewer, Caller::Auditor] {
        assert_eq!(begin(&survey, caller).await.0, 403, "{caller:?}");
    }
    let acts = survey.acts().await;
    let path = format!("/desk/requests/{}/told", survey.a.request);
    for (sender, day, said) in
        [("", "2026-01-01", "Say from whom it came"), ("Ms Doe", "2999-01-01", "Not a day up to today")]
    {
        let form = [TOLD[0], ("told_sender", sender), ("told_on", day)];
        let refused = survey.post(Caller::Reviewer, &path, &form).await;
        assert!(refused.status.as_u16() == 422 && refused.body.contains(said), "{said}: {}", refused.body);
    }
    assert_eq!(survey.acts().await, acts);

    assert_eq!(begin(&survey, Caller::Reviewer).await.0, 303);
    assert_eq!(survey.get(Caller::Reviewer, &form).await.status, StatusCode::OK);
    for (caller, path) in [
        (Caller::Manager, &form),
        (Caller::Administrator, &form),
        (Caller::Viewer, &form),
        (Caller::Reviewer, &survey.b.at("")),
    ] {
        assert_eq!(survey.get(caller, path).await.status, StatusCode::UNAUTHORIZED, "{caller:?} {path}");
    }
    // What is the supplier's alone stays so: its language, and what it declined.
    let changed = survey
        .post(Caller::Reviewer, &survey.a.at("/language"), &[("language", "zh"), ("back", "/verify")])
        .await;
    assert_eq!(changed.status.as_u16(), 303);
    let scope = service::records::Scope::Everything;
    let supplier = survey.app.store().await.supplier(&scope, &survey.a.supplier).await.unwrap().unwrap();
    assert_eq!(supplier.language, "en");

    // Stopped, by the form's own way out or by the desk's, it opens nothing; what was saved stays.
    let typed = serde_json::json!([{ "path": "f:company.contact_phone", "value": "+49 30 1" }]);
    assert_eq!(survey.save(Caller::Reviewer, typed.clone()).await.status, StatusCode::OK);
    let left = survey.post(Caller::Reviewer, &survey.a.at("/leave"), &[]).await;
    assert_eq!(left.location(), format!("/desk/requests/{}?said=entry_left", survey.a.request));
    assert_eq!(survey.save(Caller::Reviewer, typed).await.status, StatusCode::UNAUTHORIZED);
    let draft = survey.app.store().await.draft(&survey.a.request).await.unwrap();
    assert_eq!(draft.entries.get("f:company.contact_phone").map(String::as_str), Some("+49 30 1"));
    assert_eq!(begin(&survey, Caller::Reviewer).await.0, 303);
    let stopped = survey.post(Caller::Reviewer, &format!("{path}/end"), &[]).await;
    assert_eq!(stopped.status.as_u16(), 303);
    assert_eq!(survey.get(Caller::Reviewer, &form).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(log_of(&survey, "request.entry_ended").await.len(), 2);

    // Signing out ends it as well, and the supplier's own session is its own.
    assert_eq!(begin(&survey, Caller::Reviewer).await.0, 303);
    assert_eq!(survey.get(Caller::SupplierA, &form).await.status, StatusCode::OK);
    survey.post(Caller::Reviewer, "/signout", &[]).await;
    assert_eq!(survey.get(Caller::Reviewer, &form).await.status, StatusCode::UNAUTHORIZED);
    // A manager's entry of yesterday opens nothing, even where the manager is signed in again.
    assert_eq!(begin(&survey, Caller::Manager).await.0, 303);
    for _ in 0..25 {
        survey.app.clock.advance(HOUR / 2 - 1000);
        survey.get(Caller::Manager, "/desk").await;
    }
    let services = &survey.app.portal.services;
    let member = services.actor(&survey.manager).await;
    assert!(member.is_err(), "a session lasts twelve hours");
}

/// Where the supplier submits while a member fills in, the member's entry is over, and says nothing of that declaration.
#[tokio::test]
async fn desk_91_where_the_supplier_submits_itself_nothing_says_that_the_team_entered_it() {
    let survey = TestSurvey::new().await;
    assert_eq!(begin(&survey, Caller::Reviewer).await.0, 303);
    survey.submit(Caller::SupplierA, complete_draft(&survey.app.portal.services)).await;
    let receipt = survey.get(Caller::SupplierA, &survey.a.at("/receipt")).await.body;
    assert!(!receipt.contains("entered this declaration for you"), "{receipt}");
    let review = survey.get(Caller::Viewer, &format!("/desk/requests/{}", survey.a.request)).await.body;
    assert!(!review.contains("Entered by"), "{review}");
    let page = survey.get(Caller::Reviewer, &survey.a.at("")).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(begin(&survey, Caller::Reviewer).await.0, 409, "nothing is taken now");
}
