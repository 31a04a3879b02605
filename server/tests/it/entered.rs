//! What came by mail or telephone: kept as it was received, looked at, and submitted for the supplier by its own rules.

use crate::test_app::TestResponse;
use crate::test_survey::{Caller, TestSurvey, complete_draft};
use crate::upload::{KIND, entries, form};
use axum::body::Body;
use axum::http::Request;
use domain::Draft;

/// A workbook as a supplier would mail it.
fn book(draft: &Draft) -> Vec<u8> {
    let template = domain::template::named("6.5").unwrap();
    sheets::write_own(&draft.declaration, &template.name(), "en").unwrap()
}

async fn keep(survey: &TestSurvey, caller: Caller, bytes: &[u8], sender: &str, day: &str) -> TestResponse {
    let fields = [("channel", "email"), ("sender", sender), ("received_on", day)];
    let path = format!("/desk/requests/{}/enter", survey.a.request);
    survey.send(caller, &path, KIND, form(Some(("from Alpha.xlsx", bytes)), &fields)).await
}

fn revision(page: &str) -> String {
    let from = page.find("name=\"revision\" value=\"").unwrap_or_else(|| panic!("no form: {page}"));
    page[from..].split('"').nth(3).unwrap().to_owned()
}

#[tokio::test]
async fn desk_91_what_came_by_mail_is_looked_at_and_submitted_in_the_members_name() {
    let survey = TestSurvey::new().await;
    let services = &survey.app.portal.services;
    let bytes = book(&complete_draft(services));
    let today = services.today().to_string();
    // The supplier has begun to type; what it mailed takes the place of that.
    let typed = serde_json::json!([{ "path": "f:company.contact_phone", "value": "typed before" }]);
    survey.save(Caller::SupplierA, typed).await;
    let acts = survey.acts().await;
    assert_eq!(keep(&survey, Caller::Viewer, &bytes, "Ms Doe", &today).await.status.as_u16(), 403);
    assert_eq!(survey.acts().await, acts);
    let kept = keep(&survey, Caller::Reviewer, &bytes, "Ms Doe, doe@alpha.example", &today).await;
    assert_eq!(kept.status.as_u16(), 303, "{}", kept.body);
    let place = kept.location().split('?').next().unwrap().to_owned();
    let page = survey.get(Caller::Reviewer, &place).await;
    assert!(page.body.contains("Submit for the supplier"), "{}", page.body);
    assert!(page.body.contains("The supplier has begun to answer"));
    assert_eq!(entries(&survey).await.len(), 1, "looking takes nothing");

    let revision = revision(&page.body);
    // Behind that page the supplier goes on: nothing is overwritten unseen.
    let typed = serde_json::json!([{ "path": "f:company.contact_phone", "value": "typed since" }]);
    survey.save(Caller::SupplierA, typed).await;
    let stale = survey.post(Caller::Reviewer, &place, &[("revision", revision.as_str())]).await;
    assert!(stale.status.as_u16() == 422 && stale.body.contains("changed its answers"), "{}", stale.body);
    assert_eq!(entries(&survey).await.len(), 1);
    let page = survey.get(Caller::Reviewer, &place).await;
    let revision = self::revision(&page.body);
    let done = survey.post(Caller::Reviewer, &place, &[("revision", revision.as_str())]).await;
    let request = format!("/desk/requests/{}", survey.a.request);
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, format!("{request}?said=entered").as_str()),
        "{}",
        done.body
    );

    let shown = survey.get(Caller::Viewer, &request).await;
    for said in [
        "Entered by Rene",
        "submission 1",
        "Alpha-Parts-CMRT-2026-received.xlsx",
        "E-mail, Ms Doe, doe@alpha.example",
    ] {
        assert!(shown.body.contains(said), "{said}: {}", shown.body);
    }
    assert!(entries(&survey).await.len() > 10, "the supplier goes on from what was submitted");
    let entries = survey.app.store().await.log_after(0, 1000).await.unwrap();
    let submitted = entries.iter().find(|e| e.entry.action == "request.submitted").unwrap();
    assert!(submitted.entry.actor.starts_with("member:"), "{}", submitted.entry.actor);
    let receipt = survey.get(Caller::SupplierA, &survey.a.at("/receipt")).await;
    assert!(receipt.body.contains("Asker AG entered this declaration for you"), "{}", receipt.body);
    while survey.app.portal.services.deliver(10).await.unwrap() > 0 {}
    let mails = survey.app.mailbox.sent();
    let mail = mails.iter().find(|mail| mail.subject.starts_with("Receipt")).expect("a receipt");
    let told = "Asker AG has entered this declaration for you, from what Ms Doe, doe@alpha.example sent";
    assert!(mail.text.contains(told) && mail.text.contains("(E-mail)"), "{}", mail.text);
    assert!(mail.text.contains("Submission: 1") && mail.html.contains("has entered this declaration"));

    // The workbook comes back as it came, under a name that says whose it is; and it stays.
    let file = place.rsplit('/').next().unwrap();
    let path = format!("{request}/files/{file}");
    let asked =
        Request::get(&path).header("cookie", survey.cookie(Caller::Viewer)).body(Body::empty()).unwrap();
    let (head, back) = survey.app.receive(asked).await;
    assert!(back == bytes);
    let disposition = head.headers["content-disposition"].to_str().unwrap();
    assert_eq!(disposition, "attachment; filename=\"Alpha-Parts-CMRT-2026-received.xlsx\"");
    assert_eq!(survey.post(Caller::Reviewer, &format!("{path}/remove"), &[]).await.status.as_u16(), 409);
    let again = survey.post(Caller::Reviewer, &place, &[("revision", revision.as_str())]).await;
    assert_eq!(again.status.as_u16(), 422, "a workbook is submitted once");
    let store = survey.app.store().await;
    assert_eq!(store.submissions(&survey.a.request).await.unwrap().len(), 1);
    let report = storage::verify(&survey.app.portal.config.database_url, None, vec![]).await.unwrap();
    assert_eq!((report.files, report.problems), (1, vec![]));
}

#[tokio::test]
async fn desk_91_errors_block_as_they_block_the_supplier_and_the_file_stays() {
    let survey = TestSurvey::new().await;
    let services = &survey.app.portal.services;
    let mut draft = complete_draft(services);
    draft.declaration.set("company.name", "");
    draft.declaration.set("q1.tin", "");
    let today = services.today().to_string();
    let kept = keep(&survey, Caller::Reviewer, &book(&draft), "Ms Doe", &today).await;
    let place = kept.location().split('?').next().unwrap().to_owned();
    let page = survey.get(Caller::Reviewer, &place).await;
    assert!(page.body.contains("Errors that block the submission"), "{}", page.body);
    assert!(!page.body.contains("Submit for the supplier"));
    let forced = survey.post(Caller::Reviewer, &place, &[("revision", "0")]).await;
    assert_eq!(forced.status.as_u16(), 422);
    let store = survey.app.store().await;
    assert!(store.submissions(&survey.a.request).await.unwrap().is_empty());
    assert!(entries(&survey).await.is_empty(), "nothing is written to the supplier's draft");
    let shown = survey.get(Caller::Viewer, &format!("/desk/requests/{}", survey.a.request)).await;
    assert!(shown.body.contains("kept, not submitted"), "{}", shown.body);
}

#[tokio::test]
async fn desk_91_warnings_want_a_word_first() {
    let survey = TestSurvey::new().await;
    let services = &survey.app.portal.services;
    let mut draft = complete_draft(services);
    // Dated long ago: a warning.
    draft.declaration.set("company.effective_date", "2024-01-15");
    let today = services.today().to_string();
    let kept = keep(&survey, Caller::Reviewer, &book(&draft), "Ms Doe", &today).await;
    let place = kept.location().split('?').next().unwrap().to_owned();
    let page = survey.get(Caller::Reviewer, &place).await.body;
    let name =
        page.split("name=\"why:").nth(1).unwrap_or_else(|| panic!("{page}")).split('"').next().unwrap();
    let control = format!("why:{name}");
    let revision = revision(&page);
    let bare = survey.post(Caller::Reviewer, &place, &[("revision", revision.as_str())]).await;
    assert!(bare.status.as_u16() == 422 && bare.body.contains("Every warning needs an explanation"));
    let fields = [("revision", revision.as_str()), (control.as_str(), "Confirmed by telephone: still true.")];
    let done = survey.post(Caller::Reviewer, &place, &fields).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.body);
    let store = survey.app.store().await;
    let submission = store.submission(&survey.a.request, 1).await.unwrap().unwrap();
    assert!(submission.document.contains("Confirmed by telephone: still true."));
}

#[tokio::test]
async fn desk_91_what_is_no_workbook_is_not_taken_for_one() {
    let survey = TestSurvey::new().await;
    let today = survey.app.portal.services.today().to_string();
    for (bytes, sender, day, said) in [
        (&b"%PDF-1.7 scanned"[..], "Ms Doe", today.as_str(), "This is no .xlsx workbook"),
        (&b"PK\x03\x04"[..], "", today.as_str(), "Say from whom it came"),
        (&b"PK\x03\x04"[..], "Ms Doe", "2999-01-01", "Not a day up to today"),
    ] {
        let answer = keep(&survey, Caller::Reviewer, bytes, sender, day).await;
        assert!(answer.status.as_u16() == 422 && answer.body.contains(said), "{said}: {}", answer.body);
    }
    // A workbook that is none of the template: kept, told of, and not submitted.
    let list = sheets::write_list(&[vec!["Name".to_owned()], vec!["Ore Works".to_owned()]]);
    let list = list.unwrap();
    let kept = keep(&survey, Caller::Reviewer, &list, "Ms Doe", &today).await;
    let place = kept.location().split('?').next().unwrap().to_owned();
    let page = survey.get(Caller::Reviewer, &place).await;
    assert_eq!(page.status.as_u16(), 200);
    assert!(page.body.contains("role=\"alert\"") && !page.body.contains("Submit for the supplier"));
}
