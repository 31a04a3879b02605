//! SUP-M15: the ways around the form: a link that was lost, another person, a decline that is taken back.

use crate::supplier::{answered, page, post, visible};
use crate::test_app::TestResponse;
use crate::test_survey::{Caller, TestSurvey};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;
use service::records::{MailKind, Scope};

/// SUP-M15 (e), (f): found from the front page, the link is asked for without a trace of who is asked.
#[tokio::test]
async fn sup_m15_a_lost_link_is_asked_for_from_the_front_page() {
    let survey = TestSurvey::new().await;
    let front = survey.get(Caller::Anonymous, "/").await;
    assert_eq!(front.status, StatusCode::OK);
    assert!(front.body.contains("href=\"/link\"") && front.body.contains("href=\"/desk\""));
    assert_eq!(survey.get(Caller::Anonymous, "/link").await.status, StatusCode::OK);
    let page = |answer: &TestResponse| {
        let nonce = answer.header("content-security-policy").split("'nonce-").nth(1).unwrap();
        let nonce = nonce.split('\'').next().unwrap().to_owned();
        (answer.status, answer.body.replace(&nonce, ""))
    };
    let mut seen = std::collections::HashSet::new();
    let mut times = Vec::new();
    for email in ["a@alpha.example", "nobody@alpha.example"] {
        for form in [vec![("email", email)], vec![("email", email), ("request", "nothing")]] {
            let begun = std::time::Instant::now();
            seen.insert(page(&survey.post(Caller::Anonymous, "/link", &form).await));
            times.push(begun.elapsed().as_millis());
        }
    }
    assert_eq!(seen.len(), 1, "{seen:#?}");
    // Both wait for the same; what is left is the noise of a shared machine.
    assert!(times.iter().all(|t| *t >= 400), "{times:?}");
    let mails = async || {
        let mails = survey.app.store().await.mails(&Scope::Everything, None, 100).await.unwrap();
        mails.into_iter().filter(|m| m.mail.kind == MailKind::NewLink).map(|m| m.mail.to).collect::<Vec<_>>()
    };
    assert_eq!(mails().await, ["a@alpha.example", "a@alpha.example"]);
    // The page of a session that is over knows the request, and nobody has to type an address.
    let form = [("request", survey.b.request.as_str())];
    assert_eq!(survey.post(Caller::Anonymous, "/link", &form).await.status, StatusCode::OK);
    assert_eq!(mails().await.len(), 3);
    // Who asks too often hears that nothing was sent, whether the address is asked or not.
    let mut late = std::collections::HashSet::new();
    for email in ["a@alpha.example", "nobody@alpha.example"] {
        for _ in 0..2 {
            survey.post(Caller::Anonymous, "/link", &[("email", email)]).await;
        }
        let answer = survey.post(Caller::Anonymous, "/link", &[("email", email)]).await;
        late.insert((answer.status, page(&answer).1.replace(email, "")));
    }
    assert_eq!(late.len(), 1, "{late:#?}");
    assert_eq!(late.iter().next().unwrap().0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(mails().await.len(), 4);
    assert_eq!(
        survey.post(Caller::Anonymous, "/link", &[("email", "no address")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

/// SUP-M15 (c): a decline can be taken back, from the link and from the form, and the pages say what is so.
#[tokio::test]
async fn sup_m15_a_decline_can_be_taken_back() {
    let survey = TestSurvey::new().await;
    survey.save(Caller::SupplierA, json!([{ "path": "f:company.name", "value": "Kept" }])).await;
    let link = format!("/r/{}", survey.a.token);
    let state = async || {
        let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
        (desk.request().state.key(), desk.request().next_reminder_at.is_some())
    };
    for from_form in [false, true] {
        let reason = [("act", "decline"), ("reason", "We cut wood.")];
        let declined = survey.post(Caller::Anonymous, &link, &reason).await;
        assert!(declined.body.contains("value=\"take-back\""));
        assert_eq!(state().await, ("declined", false));
        let landing = survey.get(Caller::Anonymous, &link).await.body;
        assert!(landing.contains("value=\"take-back\"") && !landing.contains("receipt"), "there is none");
        let form = survey.get(Caller::SupplierA, &survey.a.at("")).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(form.body.contains(&survey.a.at("/take-back")) && !form.body.contains("noted your reason"));
        if from_form {
            let back = survey.post(Caller::SupplierA, &survey.a.at("/take-back"), &[]).await;
            assert_eq!(back.header("location"), survey.a.at(""));
        } else {
            let back = survey.post(Caller::Anonymous, &link, &[("act", "take-back")]).await;
            assert!(back.status == StatusCode::OK && back.body.contains("value=\"start\""));
        }
        assert_eq!(state().await, ("started", true));
        let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
        assert_eq!(desk.draft().await.unwrap().entries["f:company.name"], "Kept");
    }
}

/// SUP-M15 (d): a bad address costs neither the name nor the note.
#[tokio::test]
async fn sup_m15_another_person_with_a_bad_address_keeps_name_and_note() {
    let survey = TestSurvey::new().await;
    let form =
        [("act", "other"), ("name", "Wang Li"), ("email", "wang(at)x"), ("note", "Quality department")];
    let answer = survey.post(Caller::Anonymous, &format!("/r/{}", survey.a.token), &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["Wang Li", "wang(at)x", "Quality department"] {
        assert!(answer.body.contains(&format!("value=\"{kept}\"")), "{kept}");
    }
    let folds: Vec<&str> = answer.body.split("<details").skip(1).collect();
    let open = |fold: &&str| fold.split('>').next().is_some_and(|tag| tag.contains("open"));
    assert_eq!(folds.iter().map(open).collect::<Vec<_>>(), [true, false, false]);
}

/// SUP-M15 (e): the page of a session that is over says so, and leads on.
#[tokio::test]
async fn sup_m15_an_expired_session_has_a_page_of_its_own() {
    let survey = TestSurvey::new().await;
    let request = Request::get(survey.a.at("/metals")).body(Body::empty()).unwrap();
    let answer = survey.app.send(request).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.contains("<title>Please open your link again</title>"));
    assert!(!answer.body.contains("Back to the form"), "it leads to this very page");
    assert!(answer.body.contains("action=\"/link\""));
}

/// The campaign's days, counted from today.
async fn days(survey: &TestSurvey, due: i64, cutoff: i64) {
    let services = &survey.app.portal.services;
    let mut campaign =
        survey.app.store().await.campaign(&Scope::Everything, &survey.campaign).await.unwrap().unwrap();
    campaign.due = service::day_of(services.now() + due * service::DAY);
    campaign.cutoff = service::day_of(services.now() + cutoff * service::DAY);
    let (actor, action) = ("system".to_owned(), "campaign.days".to_owned());
    let log = service::records::LogDraft {
        actor,
        action,
        object: String::new(),
        detail: String::new(),
        at: services.now(),
    };
    survey.app.store().await.save_campaign(campaign, log).await.unwrap();
}

#[tokio::test]
async fn sup_m15_g_past_the_day_landing_and_form_say_late_and_until_when() {
    let survey = TestSurvey::new().await;
    let day = |days: i64| service::day_of(survey.app.portal.services.now() + days * service::DAY).to_string();
    let both = async || {
        [
            survey.get(Caller::Anonymous, &format!("/r/{}", survey.a.token)).await.body,
            page(&survey, "/company").await,
        ]
    };
    for (due, cutoff, late) in [(1, 9, false), (0, 9, false), (-1, 9, true), (-4, 0, true)] {
        days(&survey, due, cutoff).await;
        for body in both().await {
            let visible = visible(&body);
            let said = visible.contains("still open until");
            assert_eq!(said, late, "due {due}, cut-off {cutoff}: {visible}");
            assert!(visible.contains(&day(due)) && (!late || visible.contains(&day(cutoff))));
        }
    }
    days(&survey, -9, -1).await;
    let landing = survey.get(Caller::Anonymous, &format!("/r/{}", survey.a.token)).await.body;
    assert!(!landing.contains("still open until") && !landing.contains("value=\"start\""), "it is over");
    assert_eq!(survey.get(Caller::SupplierA, &survey.a.at("/company")).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn sup_m15_l_the_receipt_says_what_is_so() {
    let survey = answered().await;
    post(&survey, "/smelters", &[("smelter:7:cid", "900000")]).await;
    post(&survey, "/submit", &[]).await;
    let receipt = page(&survey, "/receipt").await;
    assert!(!receipt.contains("Minerals 2026 · 2026"), "the year once");
    let acts = receipt.split("<p class=\"acts\">").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap();
    assert_eq!(acts.matches("class=\"button\"").count(), 3, "all among the acts, which keep apart");
    let hash = receipt.split("class=\"hash\">").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    let file = page(&survey, "/answers.json?n=1").await;
    assert_eq!(service::secrets::sha256_hex(file.as_bytes()), hash, "the JSON file has the fingerprint");
    assert!(receipt.contains("The JSON file below has this fingerprint"));
    let book = survey.get(Caller::SupplierA, &survey.a.at("/answers.xlsx?n=1")).await;
    assert!(book.header("content-disposition").contains("Alpha Parts 2026 1.xlsx"));
    for n in ["0", "2", "-1", "x"] {
        let status =
            survey.get(Caller::SupplierA, &survey.a.at(&format!("/answers.json?n={n}"))).await.status;
        assert!(status.is_client_error(), "{n}: {status}");
    }
}

/// A group of rows without a row is none; with rows, every group has one.
#[tokio::test]
async fn sup_m15_p_no_group_of_rows_is_empty() {
    let survey = TestSurvey::new().await;
    let form = [("f:company.scope", "B. Product (or List of Products)")];
    post(&survey, "/company", &form).await;
    for with_rows in [false, true] {
        if with_rows {
            post(&survey, "/smelters", &[("smelter:7:metal", "Tin"), ("smelter:7:name", "Works")]).await;
            post(&survey, "/products", &[("product:7:number", "P-1")]).await;
        }
        for step in ["/smelters", "/products"] {
            let body = page(&survey, step).await;
            for group in body.split("role=\"rowgroup\"").skip(1) {
                let inside = group.split_once('>').unwrap().1;
                assert!(
                    inside.starts_with("<div") && inside[..inside.find('>').unwrap()].contains("row"),
                    "{step}: {}",
                    &inside[..200]
                );
            }
        }
    }
}

/// The texts that refuse a file name the versions that are read, in both languages.
#[test]
fn sup_m15_h_refusals_name_the_versions_that_are_read() {
    use sheets::ReadError;
    let wrong = [
        ReadError::WrongTemplate { kind: "EMRT".into() },
        ReadError::WrongTemplate { kind: "AMRT".into() },
        ReadError::OldVersion { version: "1.0".into() },
        ReadError::UnknownTemplate { title: "My survey".into() },
    ];
    for (language, _) in domain::text::LANGUAGES {
        let texts = domain::text::embedded::texts(language);
        for error in &wrong {
            let todo = error.todo(texts);
            let read: Vec<&str> = domain::template::older::older_versions().map(|v| v.version).collect();
            for end in [read[0], read[read.len() - 1]] {
                assert!(todo.contains(end), "{language} {}: {todo} does not name {end}", error.code());
            }
            let today = domain::template::versions().iter().filter(|t| t.kind == "CMRT");
            let today: Vec<&str> = today.map(|t| t.version.as_str()).collect();
            for end in [today[0], today[today.len() - 1]] {
                assert!(todo.contains(end), "{language} {}: {todo} does not name {end}", error.code());
            }
        }
    }
}
