//! F-D2: what is refused of the portal is told on the overview and by `/readyz`, and tried again with one press.

use crate::test_app::TestApp;
use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use service::ports::MailError;
use service::records::Refusal;

async fn ready(survey: &TestSurvey) -> (u16, String) {
    let answer = survey.app.get("/readyz").await;
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    (answer.status.as_u16(), body["mail"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn f_d2_refused_mail_is_told_and_tried_again_with_one_press() {
    let survey = TestSurvey::new().await;
    let mailer = &survey.app.mailbox;
    let services = &survey.app.portal.services;
    assert_eq!(ready(&survey).await, (200, "ok".into()));
    assert!(!survey.get(Caller::Manager, "/desk").await.body.contains("settings/mail/again"));
    let said = "The mail server answered 554: 5.7.1 message rejected: SPF <check>";
    mailer.fail(Some(MailError::Portal(Refusal::Reputation, said.into())));
    services.deliver(10).await.unwrap();
    assert_eq!(ready(&survey).await, (503, "failing".into()));
    for path in ["/desk", "/desk/settings/mail"] {
        let page = survey.get(Caller::Manager, path).await.body;
        for told in ["id=\"alarm\"", "SPF &lt;check&gt;", "settings/mail/again", "value=\"reputation\""] {
            assert!(page.contains(told), "{path} lacks {told}");
        }
        let page = survey.get(Caller::Viewer, path).await.body;
        assert!(page.contains("id=\"alarm\"") && !page.contains("settings/mail/again"), "{path}");
    }
    // Nobody's address is to blame.
    assert!(!survey.get(Caller::Manager, "/desk/suppliers").await.body.contains("class=\"flag\""));
    mailer.fail(None);
    let form = [("problem", "reputation")];
    let pressed = survey.post(Caller::Manager, "/desk/settings/mail/again", &form).await;
    assert_eq!(pressed.status, StatusCode::SEE_OTHER);
    assert_eq!(
        survey.post(Caller::Viewer, "/desk/settings/mail/again", &form).await.status,
        StatusCode::FORBIDDEN
    );
    while services.deliver(10).await.unwrap() > 0 {}
    assert!(mailer.sent().len() >= 4, "two invitations, two members");
    assert_eq!(ready(&survey).await, (200, "ok".into()));
}

#[tokio::test]
async fn f_d2_an_address_that_is_right_after_all_is_freed_on_the_suppliers_page() {
    let survey = TestSurvey::new().await;
    let mailer = &survey.app.mailbox;
    let services = &survey.app.portal.services;
    mailer.fail(Some(MailError::Permanent("550 5.1.1 unknown".into())));
    services.deliver(10).await.unwrap();
    assert_eq!(ready(&survey).await, (200, "ok".into()), "an address that is gone is no fault of the portal");
    let page = format!("/desk/suppliers/{}", survey.a.supplier);
    let free = format!("{page}/free");
    assert!(survey.get(Caller::Manager, &page).await.body.contains(&free));
    mailer.fail(None);
    assert_eq!(survey.post(Caller::Manager, &free, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!survey.get(Caller::Manager, &page).await.body.contains(&free));
    services.deliver(10).await.unwrap();
    assert_eq!(mailer.sent().iter().filter(|m| m.to == "a@alpha.example").count(), 1);
}

#[tokio::test]
async fn healthz_writes_once_a_second_at_most() {
    let Some(database) = crate::postgres::database().await else { return };
    let app = TestApp::with(|o| o.database_url = Some(database.clone())).await;
    for _ in 0..40 {
        assert_eq!(app.get("/healthz").await.status, StatusCode::OK);
    }
    use sqlx::Connection;
    let mut connection = sqlx::PgConnection::connect(&database).await.unwrap();
    let beats: i64 =
        sqlx::query_scalar("SELECT beats FROM heartbeat").fetch_one(&mut connection).await.unwrap();
    assert!((1..15).contains(&beats), "{beats}");
}
