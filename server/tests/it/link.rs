//! Links, sessions, cookies.

use crate::test_app::TestResponse;
use crate::test_survey::{Caller, TestSurvey};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use service::SupplierDesk;
use service::records::Scope;
use std::collections::HashSet;

/// A page without what differs from answer to answer: nonces, and the path that was called.
fn same(answer: &TestResponse, token: &str) -> (StatusCode, String) {
    let policy = answer.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or("-");
    (answer.status, answer.body.replace(nonce, "N").replace(token, "T"))
}

async fn desk(survey: &TestSurvey) -> SupplierDesk {
    survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap()
}

#[tokio::test]
async fn a03_opening_a_link_changes_nothing_however_often_and_by_whom() {
    let survey = TestSurvey::new().await;
    let before = (survey.acts().await, desk(&survey).await.request().clone());
    let path = format!("/r/{}", survey.b.token);
    for scanner in ["SafeLinks", "ProofPoint URL Defense", "Mimecast", "BarracudaCentral", "HeadlessChrome"] {
        for method in ["GET", "HEAD", "OPTIONS"] {
            for _ in 0..7 {
                let request = Request::builder().method(method).uri(&path).header("user-agent", scanner);
                let answer = survey.app.send(request.body(Body::empty()).unwrap()).await;
                let expected = if method == "OPTIONS" { 405 } else { 200 };
                assert_eq!(answer.status.as_u16(), expected, "{method}");
                assert_eq!(answer.header("set-cookie"), "");
                assert!(answer.body.is_empty() || method != "HEAD");
            }
        }
    }
    assert_eq!((survey.acts().await, desk(&survey).await.request().clone()), before);
    let start = survey.post(Caller::Anonymous, &path, &[("act", "start")]).await;
    assert_eq!((start.status, start.header("location")), (StatusCode::SEE_OTHER, survey.b.at("").as_str()));
}

/// RFC 8058: the press of a mail program comes without an origin, without a cookie, from the servers of its maker.
#[tokio::test]
async fn a_mail_program_ends_reminders_with_one_press_and_nothing_else() {
    let survey = TestSurvey::new().await;
    let path = format!("/r/{}/pause", survey.b.token);
    let opened = survey.get(Caller::Anonymous, &path).await;
    let page = format!("/r/{}", survey.b.token);
    assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
    assert!(!survey.get(Caller::Anonymous, &page).await.body.contains("value=\"remind\""), "only opened");
    let press = |path: String| {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        survey.app.send(request.body(Body::from("List-Unsubscribe=One-Click")).unwrap())
    };
    let pressed = press(path).await;
    assert_eq!((pressed.status, pressed.header("set-cookie")), (StatusCode::OK, ""));
    let page = survey.get(Caller::Anonymous, &page).await.body;
    assert!(
        page.contains("value=\"remind\"") && page.contains("value=\"start\""),
        "paused, and as open as before"
    );
    assert_eq!(press("/r/1-unknown/pause".into()).await.status, StatusCode::OK, "says nothing about a link");
    // Other acts without an origin are refused as ever.
    assert_eq!(press(format!("/r/{}", survey.b.token)).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a01_a02_whatever_opens_nothing_looks_alike() {
    let survey = TestSurvey::new().await;
    let services = &survey.app.portal.services;
    let token = survey.a.token.clone();
    // A new link kills the old one.
    services
        .actor(&survey.manager)
        .await
        .unwrap()
        .as_manager()
        .unwrap()
        .resend_link(&survey.a.request)
        .await
        .unwrap();
    let mut flipped = survey.b.token.clone().into_bytes();
    flipped[10] = if flipped[10] == b'A' { b'B' } else { b'A' };
    let flipped = String::from_utf8(flipped).unwrap();
    let prefix = survey.b.token[..20].to_owned();
    let unknown = "A".repeat(43);
    let mut seen = HashSet::new();
    for dead in [&token, &flipped, &prefix, &unknown, &services.new_secret()] {
        let answer = survey.get(Caller::Anonymous, &format!("/r/{dead}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        seen.insert(same(&answer, dead));
        let acted = survey.post(Caller::Anonymous, &format!("/r/{dead}"), &[("act", "start")]).await;
        assert_eq!((acted.status, acted.header("set-cookie")), (StatusCode::NOT_FOUND, ""));
    }
    assert_eq!(seen.len(), 1, "{seen:#?}");
    // The session that the old link gave is over as well.
    assert_eq!(survey.get(Caller::SupplierA, &survey.a.at("")).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a01_guessing_is_slowed_down_and_a_real_link_still_opens() {
    let survey = TestSurvey::new().await;
    let services = &survey.app.portal.services;
    let mut answers = Vec::new();
    for _ in 0..100 {
        let path = format!("/r/{}", services.new_secret());
        answers.push(survey.get(Caller::Anonymous, &path).await.status);
    }
    assert!(answers.starts_with(&[StatusCode::NOT_FOUND; 50]), "{answers:?}");
    assert!(answers.ends_with(&[StatusCode::TOO_MANY_REQUESTS; 30]), "{answers:?}");
    assert_eq!(survey.get(Caller::Anonymous, &format!("/r/{}", survey.b.token)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a09_asking_for_a_new_link_tells_nothing_and_mails_only_the_address_on_file() {
    let survey = TestSurvey::new().await;
    let services = &survey.app.portal.services;
    let path = format!("/r/{}", services.new_secret());
    let mut seen = HashSet::new();
    for email in ["a@alpha.example", "nobody@alpha.example"] {
        let answer = survey.post(Caller::Anonymous, &path, &[("act", "link"), ("email", email)]).await;
        seen.insert(same(&answer, "-"));
    }
    assert_eq!(seen.len(), 1, "{seen:#?}");
    let mails = survey.app.store().await.mails(&Scope::Everything, None, 100).await.unwrap();
    let new: Vec<_> = mails.iter().filter(|m| m.mail.kind == service::records::MailKind::NewLink).collect();
    assert_eq!(new.len(), 1);
    assert_eq!(new[0].mail.to, "a@alpha.example");
}

#[tokio::test]
async fn a08_each_start_has_its_own_session_and_its_cookie_is_safe() {
    for (base, name) in [("http://portal.example", "answer-"), ("https://portal.example", "__Host-answer-")] {
        let survey = TestSurvey::with(|o| o.base_url = Some(base.into()), "A", "B").await;
        let name = format!("{name}{}=", survey.a.request);
        let path = format!("/r/{}", survey.a.token);
        let mut sessions = HashSet::new();
        for _ in 0..3 {
            let answer = survey.post(Caller::Anonymous, &path, &[("act", "start")]).await;
            let cookie = answer.header("set-cookie").to_owned();
            assert!(cookie.starts_with(&name), "{cookie}");
            assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"), "{cookie}");
            assert!(cookie.contains("; Path=/;"), "{cookie}");
            assert_eq!(cookie.contains("; Secure"), base.starts_with("https"), "{cookie}");
            assert!(!cookie.contains("Domain"), "{cookie}");
            assert!(!answer.header("location").contains(&survey.a.token));
            assert!(sessions.insert(cookie.split(';').next().unwrap().to_owned()));
        }
        let signed_in = [("email", "ada@asker.example"), ("password", crate::test_survey::PASSWORD)];
        let answer = survey.post(Caller::Anonymous, "/signin", &signed_in).await;
        let cookie = answer.header("set-cookie");
        assert!(cookie.contains("; SameSite=Strict") && cookie.contains("; HttpOnly"), "{cookie}");
        assert_eq!(
            cookie.starts_with("__Host-desk=") && cookie.contains("; Secure"),
            base.starts_with("https")
        );
    }
}

#[tokio::test]
async fn a12_a15_planted_and_broken_cookies_open_nothing() {
    let survey = TestSurvey::with(|o| o.base_url = Some("https://portal.example".into()), "A", "B").await;
    let (request, session) = (&survey.a.request, &survey.a.session.secret);
    let good = format!("__Host-answer-{request}={session}");
    for (cookie, opens) in [
        (good.clone(), true),
        (format!("answer-{request}={session}"), false),
        (format!("__Host-answer={session}"), false),
        (format!("{good}; {good}"), false),
        (format!("__Host-answer-{request}={}", &session[..42]), false),
        (format!("__Host-answer-{request}={session}x"), false),
        (format!("__Host-answer-{}={session}", survey.b.request), false),
        (format!("__Host-desk={session}"), false),
        (format!("__Host-answer-{request}=planted-by-somebody"), false),
        (String::new(), false),
    ] {
        let request = Request::get(survey.a.at("")).header("cookie", &cookie);
        let answer = survey.app.send(request.body(Body::empty()).unwrap()).await;
        let expected = if opens { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
        assert_eq!(answer.status, expected, "{cookie}");
    }
    // A planted cookie does not become the session.
    let path = format!("/r/{}", survey.b.token);
    let request = Request::post(&path)
        .header("cookie", format!("__Host-answer-{}=planted-by-somebody", survey.b.request))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = survey.app.send(request.body(Body::from("act=start")).unwrap()).await;
    assert!(!answer.header("set-cookie").contains("planted"));
}

#[tokio::test]
async fn a19_the_portal_is_set_up_once() {
    let survey = TestSurvey::new().await;
    assert_eq!(survey.app.portal.services.setup_token().await.unwrap(), None);
    let fresh = crate::test_app::TestApp::new().await;
    let services = &fresh.portal.services;
    let old = services.setup_token().await.unwrap().unwrap();
    let new = services.setup_token().await.unwrap().unwrap();
    let form = "name=Ada&email=ada%40a.example&password=a+long+enough+sentence&again=a+long+enough+sentence\
                &company_name=Asker&why=law&contact_email=ada%40a.example&contact_name=Ada&retention_months=72";
    let mut answers = Vec::new();
    for token in [&old, &new, &new] {
        let request = Request::post(format!("/setup/{token}"))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        answers.push(fresh.send(request.body(Body::from(form)).unwrap()).await.status);
    }
    assert_eq!(answers, [StatusCode::NOT_FOUND, StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
    assert_eq!(fresh.get(&format!("/setup/{new}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_ways_out_are_taken_without_a_session() {
    let survey = TestSurvey::new().await;
    let path = format!("/r/{}", survey.a.token);
    let post = |form: &'static [(&'static str, &'static str)]| survey.post(Caller::Anonymous, &path, form);
    assert_eq!(post(&[("act", "other"), ("name", "W"), ("email", "nonsense")]).await.status.as_u16(), 422);
    assert_eq!(
        post(&[("act", "other"), ("name", "W"), ("email", "w@alpha.example")]).await.status.as_u16(),
        200
    );
    assert_eq!(post(&[("act", "later"), ("days", "7")]).await.status.as_u16(), 200);
    assert_eq!(post(&[("act", "later"), ("days", "700")]).await.status.as_u16(), 400);
    assert_eq!(post(&[("act", "decline"), ("reason", " ")]).await.status.as_u16(), 422);
    assert_eq!(post(&[("act", "decline"), ("reason", "We only sell services.")]).await.status.as_u16(), 200);
    assert_eq!(post(&[("act", "nonsense")]).await.status.as_u16(), 400);
    let desk = desk(&survey).await;
    assert_eq!(desk.request().state.key(), "declined");
    assert!(desk.request().snoozed_until.is_some());
    assert!(desk.request().proposed_contact.contains("w@alpha.example"));
}
