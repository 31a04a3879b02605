//! A second factor over the network: set up by its page, asked for at the next sign-in, and the list of one's sessions.

use crate::browser::{Browser, hidden};
use crate::test_app::{TestApp, TestResponse};
use crate::test_survey::{PASSWORD, TestSurvey};
use axum::http::StatusCode;
use service::team::totp;

const ADA: &str = "ada@asker.example";

async fn sign_in<'a>(app: &'a TestApp) -> (TestResponse, Browser<'a>) {
    let answer = Browser::new(app).post("/signin", &[("email", ADA), ("password", PASSWORD)]).await;
    let browser = Browser::after(app, &answer);
    (answer, browser)
}

/// What the app shows that was told the key on the page.
fn shown(app: &TestApp, page: &str) -> String {
    let at = page.find("secret-code").expect("a key to type");
    let key = page[at..].split("<code>").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let secret = data_encoding::BASE32_NOPAD.decode(key.as_bytes()).unwrap();
    totp::code(&secret, totp::step_at(app.portal.services.now()))
}

#[tokio::test]
async fn a_second_factor_is_set_up_and_asked_for() {
    let survey = TestSurvey::new().await;
    let app = &survey.app;
    let (_, browser) = sign_in(app).await;
    let page = browser.get("/account/second-factor").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("class=\"qr\"") && page.body.contains("role=\"img\""));
    let wrong = browser.post("/account/second-factor", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let code = shown(app, &page.body);
    let on = browser.post("/account/second-factor", &[("code", &code)]).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.body);
    assert_eq!(on.body.matches("<li><code>").count(), 10);
    let inside = Browser::after(app, &on);
    assert_eq!(inside.get("/desk").await.status, StatusCode::OK);
    assert_eq!(browser.get("/desk").await.location(), "/signin", "older sessions are over");
    let account = inside.get("/account").await.body;
    assert!(account.contains("10 recovery codes are left") && account.contains("This one"), "{account}");

    let (answer, half) = sign_in(app).await;
    assert_eq!(answer.location(), "/signin/code?next=%2Fdesk");
    for path in ["/desk", "/desk/suppliers", "/account", "/account/second-factor"] {
        assert_eq!(half.get(path).await.location(), "/signin/code", "{path}");
    }
    assert_eq!(half.get("/signin/code").await.status, StatusCode::OK);
    let refused = half.post("/signin/code", &[("code", &code), ("next", "/desk")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a code counts once");
    app.clock.advance(30_000);
    let code = shown(app, &page.body);
    let entered = half.post("/signin/code", &[("code", &code), ("next", "/desk/suppliers")]).await;
    assert_eq!(entered.location(), "/desk/suppliers");
    let second = Browser::after(app, &entered);
    let account = second.get("/account").await.body;
    let end = account.split("action=\"").skip(1).map(|it| it.split('"').next().unwrap());
    let end = end.filter(|it| it.contains("/account/sessions/")).collect::<Vec<_>>();
    assert_eq!(end.len(), 1, "the other one can be ended: {account}");
    assert_eq!(second.post(end[0], &[]).await.location(), "/account?said=session_ended");
    assert_eq!(inside.get("/desk").await.location(), "/signin");
    assert_eq!(hidden(&account, "code"), None);
}

#[tokio::test]
async fn where_it_is_demanded_every_page_leads_to_the_set_up() {
    let survey = TestSurvey::new().await;
    let app = &survey.app;
    let (_, browser) = sign_in(app).await;
    let demanded = browser.post("/desk/settings/team/second-factor", &[("demanded", "yes")]).await;
    assert_eq!(demanded.location(), "/desk/settings/team?said=saved");
    for path in ["/desk", "/desk/settings/team", "/account"] {
        assert_eq!(browser.get(path).await.location(), "/account/second-factor", "{path}");
    }
    let page = browser.get("/account/second-factor").await.body;
    assert!(page.contains("asks every member"));
    let code = shown(app, &page);
    let on = browser.post("/account/second-factor", &[("code", &code)]).await;
    let inside = Browser::after(app, &on);
    assert_eq!(inside.get("/desk").await.status, StatusCode::OK);
    assert!(!inside.get("/account").await.body.contains("/account/second-factor/off"));
}

/// A screen left unlocked must not give its finder an app of his own, also where the company demands one meanwhile.
#[tokio::test]
async fn f_d17_setting_up_asks_for_the_password_again() {
    let survey = TestSurvey::new().await;
    let app = &survey.app;
    for demanded in ["no", "yes"] {
        let (_, browser) = sign_in(app).await;
        browser.post("/desk/settings/team/second-factor", &[("demanded", demanded)]).await;
        let page = browser.get("/account/second-factor").await.body;
        app.clock.advance(11 * 60_000);
        let code = shown(app, &page);
        let asked = browser.post("/account/second-factor", &[("code", &code)]).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(hidden(&asked.body, "code").as_deref(), Some(code.as_str()), "what was typed waits");
        let form = [("code", code.as_str()), ("confirm_password", "a wrong guess")];
        let wrong = browser.post("/account/second-factor", &form).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("confirm_password") && !wrong.body.contains("a wrong guess"));
        if demanded == "yes" {
            let form = [("code", code.as_str()), ("confirm_password", PASSWORD)];
            let on = browser.post("/account/second-factor", &form).await;
            assert_eq!(on.status, StatusCode::OK, "{}", on.body);
            assert_eq!(Browser::after(app, &on).get("/desk").await.status, StatusCode::OK);
        }
    }
}

#[tokio::test]
async fn f_d19_one_can_sign_out_where_a_second_factor_is_demanded_or_awaited() {
    let survey = TestSurvey::new().await;
    let app = &survey.app;
    let (_, browser) = sign_in(app).await;
    browser.post("/desk/settings/team/second-factor", &[("demanded", "yes")]).await;
    assert!(browser.get("/account/second-factor").await.body.contains("action=\"/signout\""));
    assert_eq!(browser.post("/signout", &[]).await.location(), "/signin?said=signed_out");
    assert_eq!(browser.get("/account/second-factor").await.location(), "/signin");
    let (_, browser) = sign_in(app).await;
    let page = browser.get("/account/second-factor").await.body;
    let code = shown(app, &page);
    browser.post("/account/second-factor", &[("code", &code)]).await;
    let (_, half) = sign_in(app).await;
    assert_eq!(half.get("/signin/code").await.status, StatusCode::OK);
    half.post("/signout", &[]).await;
    assert_eq!(half.post("/signin/code", &[("code", "000000")]).await.location(), "/signin");
}

#[tokio::test]
async fn f_d17_ending_a_session_asks_for_the_password_again() {
    let survey = TestSurvey::new().await;
    let app = &survey.app;
    let ((_, other), (_, own)) = (sign_in(app).await, sign_in(app).await);
    let account = own.get("/account").await.body;
    let mut acts = account.split("action=\"").skip(1).map(|it| it.split('"').next().unwrap());
    let end = acts.find(|it| it.contains("/account/sessions/")).expect("another session").to_owned();
    app.clock.advance(11 * 60_000);
    let asked = own.post(&end, &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.body.contains("confirm_password") && other.get("/desk").await.status == StatusCode::OK);
    let done = own.post(&end, &[("confirm_password", PASSWORD)]).await;
    assert_eq!(done.location(), "/account?said=session_ended");
    assert_eq!(other.get("/desk").await.location(), "/signin");
}
