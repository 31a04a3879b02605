//! F-D1, SUP-B1: one session for each request, several side by side in one browser, and each reaches its own alone.

use crate::test_app::TestResponse;
use crate::test_survey::{Caller, TestSurvey, changes, complete_draft};
use axum::http::StatusCode;
use serde_json::{Value, json};

const FORM: &str = "application/x-www-form-urlencoded";

async fn entries(
    survey: &TestSurvey,
    key: &service::RequestKey,
) -> std::collections::BTreeMap<String, String> {
    survey.app.portal.services.supplier_desk(key).await.unwrap().draft().await.unwrap().entries
}

/// The cookies that an answer sets, as a browser would send them.
fn cookies(answer: &TestResponse) -> Vec<String> {
    let all = answer.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
    all.map(|line| line.split(';').next().unwrap().to_owned()).collect()
}

async fn start(survey: &TestSurvey, token: &str, cookie: &str) -> TestResponse {
    survey.app.post_as(cookie, &format!("/r/{token}"), FORM, "act=start".into()).await
}

/// Every kind of act, with each wrong pairing of address and session: nothing is read and nothing happens.
#[tokio::test]
async fn f_d1_no_act_reaches_another_request_of_the_same_browser() {
    let survey = TestSurvey::new().await;
    let draft = complete_draft(&survey.app.portal.services);
    for caller in [Caller::SupplierA, Caller::SupplierB] {
        assert_eq!(survey.save(caller, changes(&draft)).await.status, StatusCode::OK);
    }
    let before = (entries(&survey, &survey.a.session).await, entries(&survey, &survey.b.session).await);
    let acts = survey.acts().await;
    let change = json!([{ "path": "f:company.name", "value": "Crossed" }]);
    let save = json!({ "base_revision": 1000, "tab": "t", "section": "company", "changes": change });
    let json = "application/json";
    for (rest, kind, body) in [
        ("/save", json, save.to_string()),
        ("/save", "text/plain", save.to_string()),
        ("/company", FORM, "revision=1000&f:company.name=Crossed".to_owned()),
        ("/smelters", FORM, "revision=1000&smelter:7:name=Crossed".to_owned()),
        ("/submit", FORM, "revision=1000&why:x=Crossed".to_owned()),
        ("/take-back", FORM, String::new()),
        ("/language", FORM, "language=zh".to_owned()),
    ] {
        for caller in [Caller::SupplierA, Caller::Crossed, Caller::Anonymous, Caller::Administrator] {
            let answer = survey.send(caller, &survey.b.at(rest), kind, body.clone()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{rest} {caller:?}");
        }
    }
    for rest in [
        "",
        "/company",
        "/review",
        "/receipt",
        "/answers.json",
        "/answers.xlsx",
        "/references.json",
        "/smelters.table",
    ] {
        for caller in [Caller::SupplierA, Caller::Crossed, Caller::Anonymous, Caller::Administrator] {
            let answer = survey.get(caller, &survey.b.at(rest)).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{rest} {caller:?}");
            assert!(!answer.body.contains("Beta Castings") && !answer.body.contains("Alpha Parts"), "{rest}");
        }
    }
    assert_eq!(
        (entries(&survey, &survey.a.session).await, entries(&survey, &survey.b.session).await),
        before
    );
    assert_eq!(survey.acts().await, acts, "every act is in the log, and there is none");
}

/// SUP-B1: what is typed and submitted in one of two windows belongs to that window's request.
#[tokio::test]
async fn sup_b1_two_requests_side_by_side_keep_apart() {
    let survey = TestSurvey::new().await;
    // Link A, link B, and back to the window of A.
    let form = [("revision", "0"), ("f:company.name", "Typed for Alpha")];
    let saved = survey.post(Caller::Both, &survey.a.at("/company"), &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(saved.header("location").starts_with(&survey.a.at("/company")));
    assert_eq!(entries(&survey, &survey.a.session).await["f:company.name"], "Typed for Alpha");
    assert!(entries(&survey, &survey.b.session).await.is_empty());
    // As one types.
    let change = json!([{ "path": "f:company.name", "value": "Typed for Beta" }]);
    let call = json!({ "base_revision": 0, "tab": "t", "section": "company", "changes": change });
    let saved = survey.send(Caller::Both, &survey.b.at("/save"), "application/json", call.to_string()).await;
    assert_eq!(saved.status, StatusCode::OK);
    assert_eq!(entries(&survey, &survey.a.session).await["f:company.name"], "Typed for Alpha");
    assert_eq!(entries(&survey, &survey.b.session).await["f:company.name"], "Typed for Beta");
    // Submit submits the request of its own page, whatever else is open.
    let mut draft = complete_draft(&survey.app.portal.services);
    draft.declaration.set("company.name", "Typed for Alpha");
    let call = json!({ "base_revision": 1000, "tab": "t", "section": "company", "changes": changes(&draft) });
    survey.send(Caller::Both, &survey.a.at("/save"), "application/json", call.to_string()).await;
    let done = survey.post(Caller::Both, &survey.a.at("/submit"), &[("revision", "1000")]).await;
    assert_eq!(
        (done.status, done.header("location")),
        (StatusCode::SEE_OTHER, survey.a.at("/receipt").as_str())
    );
    let receipt = survey.get(Caller::Both, &survey.a.at("/receipt")).await;
    assert!(receipt.body.contains("Alpha Parts") && !receipt.body.contains("Beta Castings"));
    assert!(receipt.body.contains(&survey.a.at("/answers.json?n=1")));
    let file = survey.get(Caller::Both, &survey.a.at("/answers.json?n=1")).await;
    assert!(file.body.contains("Typed for Alpha"));
    // The other one is untouched and goes on.
    assert_eq!(survey.get(Caller::Both, &survey.b.at("/receipt")).await.header("location"), survey.b.at(""));
    let own: Value =
        serde_json::from_str(&survey.get(Caller::Both, &survey.b.at("/answers.json")).await.body).unwrap();
    assert_eq!(own["declaration"]["answers"]["company.name"], "Typed for Beta");
    let page = survey.get(Caller::Both, &survey.b.at("/company")).await.body;
    assert!(page.contains("<title>Your company · Beta Castings · Minerals 2026"), "{}", &page[..900]);
}

/// F-D1: addresses of before the request stood in them, in bookmarks and in windows that are open during an upgrade.
#[tokio::test]
async fn f_d1_the_addresses_of_old_act_on_nothing_and_say_to_open_the_link() {
    let survey = TestSurvey::new().await;
    let acts = survey.acts().await;
    for old in ["/answer", "/answer/company", "/answer/smelters", "/answer/receipt", "/answer/answers.json"] {
        let answer = survey.get(Caller::Both, old).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{old}");
        assert!(answer.body.contains("Please open your link again"), "{old}");
        // Whoever comes by an old bookmark asks by e-mail address.
        assert!(answer.body.contains("name=\"email\""), "{old}");
    }
    let form = [("revision", "3"), ("f:company.name", "Typed during the upgrade"), ("then", "next")];
    for old in ["/answer/company", "/answer/submit"] {
        let answer = survey.post(Caller::Both, old, &form).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{old}");
        assert!(answer.body.contains("Typed during the upgrade"), "{old}: the text is gone");
    }
    let call = json!({ "base_revision": 0, "tab": "t", "section": "company",
        "changes": [{ "path": "f:company.name", "value": "x" }] });
    let answer = survey.send(Caller::Both, "/answer/save", "application/json", call.to_string()).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(entries(&survey, &survey.a.session).await.is_empty());
    assert!(entries(&survey, &survey.b.session).await.is_empty());
    assert_eq!(survey.acts().await, acts);
}

/// F-D1: without scripts as well, nothing typed is lost where the session is over or the request has ended.
#[tokio::test]
async fn f_d1_a_form_that_cannot_be_saved_gives_its_text_back() {
    let survey = TestSurvey::new().await;
    let form = [
        ("revision", "0"),
        ("f:company.name", "Typed too late"),
        ("smelter:7:name", "Works"),
        ("then", "next"),
    ];
    let refused = survey.post(Caller::Anonymous, &survey.a.at("/company"), &form).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let shown = |body: &str, path: &str| {
        assert!(body.contains("<dd class=\"typed\">Typed too late</dd>"), "{body}");
        let again = format!("<form method=\"post\" action=\"{path}\">");
        let again = body.split(&again).nth(1).expect("it can be sent again");
        assert!(again.contains("name=\"f:company.name\" value=\"Typed too late\""));
        assert!(!again.contains("name=\"then\""));
    };
    shown(&refused.body, &survey.a.at("/company"));
    // From a form that submits, it is only saved: the page does not show what would be sent.
    let refused = survey.post(Caller::Anonymous, &survey.a.at("/submit"), &form).await;
    shown(&refused.body, &survey.a.at("/review"));
    // The link is asked for by the request, and the page tells nothing of it.
    assert!(refused.body.contains(&format!("name=\"request\" value=\"{}\"", survey.a.request)));
    assert!(!refused.body.contains("Alpha"));
    // After the link was opened in another window it is saved.
    let saved = survey.post(Caller::SupplierA, &survey.a.at("/company"), &form[..3]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    // Declined, and submitted.
    survey
        .post(Caller::SupplierA, &format!("/r/{}", survey.a.token), &[("act", "decline"), ("reason", "No.")])
        .await;
    let refused = survey.post(Caller::SupplierA, &survey.a.at("/company"), &form).await;
    assert_eq!(refused.status, StatusCode::GONE);
    shown(&refused.body, &survey.a.at("/company"));
    assert!(refused.body.contains("You said that this does not concern you"));
    assert!(refused.body.contains("Alpha Parts") && refused.body.contains("Minerals 2026"));
    survey.save(Caller::SupplierB, changes(&complete_draft(&survey.app.portal.services))).await;
    survey.post(Caller::SupplierB, &survey.b.at("/submit"), &[("revision", "1000")]).await;
    let refused = survey.post(Caller::SupplierB, &survey.b.at("/company"), &form).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("Typed too late") && refused.body.contains(&survey.b.at("/receipt")));
    let call = json!({ "base_revision": 0, "tab": "t", "section": "company", "changes": [] });
    for (asked, caller, status) in [
        (&survey.a, Caller::SupplierA, StatusCode::GONE),
        (&survey.b, Caller::SupplierB, StatusCode::CONFLICT),
    ] {
        let answer = survey.send(caller, &asked.at("/save"), "application/json", call.to_string()).await;
        assert_eq!(answer.status, status, "what was declined was not submitted");
    }
}

/// F-D14: a supplier signs out of one request, on the server too; a new start ends the older session.
#[tokio::test]
async fn f_d14_signing_out_and_starting_anew_end_the_session_on_the_server() {
    let survey = TestSurvey::new().await;
    let page = survey.get(Caller::Both, &survey.a.at("/company")).await;
    assert!(page.body.contains(&format!("action=\"{}\"", survey.a.at("/leave"))), "a button on the page");
    let left = survey.post(Caller::Both, &survey.a.at("/leave"), &[]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    let cookie = left.header("set-cookie");
    assert!(cookie.starts_with(&format!("answer-{}=;", survey.a.request)) && cookie.contains("Max-Age=0"));
    assert!(survey.get(Caller::Both, left.header("location")).await.body.contains("You have signed out"));
    // What the browser would still hold opens nothing; the other request stays open.
    assert_eq!(survey.get(Caller::Both, &survey.a.at("")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(survey.get(Caller::Both, &survey.b.at("")).await.status, StatusCode::OK);

    let first = cookies(&start(&survey, &survey.b.token, "").await).pop().unwrap();
    let second = cookies(&start(&survey, &survey.b.token, &first).await).pop().unwrap();
    assert_eq!(survey.app.get_as(&first, &survey.b.at("")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(survey.app.get_as(&second, &survey.b.at("")).await.status, StatusCode::OK);
    // That of another browser goes on, and so does what was begun in another way.
    assert_eq!(survey.get(Caller::SupplierB, &survey.b.at("")).await.status, StatusCode::OK);
}

/// F-D1: what a browser sends along stays small: the oldest requests are closed when too many are open.
#[tokio::test]
async fn f_d1_a_browser_keeps_twelve_requests_open() {
    let survey = TestSurvey::new().await;
    let old: Vec<String> = (0..15).map(|i| format!("answer-{i:032x}=secret")).collect();
    let opened = start(&survey, &survey.a.token, &old.join("; ")).await;
    let lines: Vec<&str> =
        opened.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok()).collect();
    let cleared: Vec<&str> = lines.iter().filter(|l| l.contains("Max-Age=0")).map(|l| &l[..40]).collect();
    assert_eq!(cleared.len(), 4, "{lines:?}");
    assert!(
        cleared.iter().zip(&old).all(|(gone, old)| old.starts_with(&gone[..39])),
        "the oldest: {cleared:?}"
    );
    // Real sessions that are closed that way are over on the server too.
    let many = [survey.cookie(Caller::SupplierB), old[..11].join("; ")].join("; ");
    start(&survey, &survey.a.token, &many).await;
    assert_eq!(survey.get(Caller::SupplierB, &survey.b.at("")).await.status, StatusCode::UNAUTHORIZED);
}
