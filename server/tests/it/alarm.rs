//! F-D2: what is refused of the house is told on the overview and by `/readyz`, and tried again with one press.

use crate::test_app::TestApp;
use crate::world::{Caller, World};
use axum::http::StatusCode;
use service::ports::MailError;
use service::records::Refusal;

async fn ready(world: &World) -> (u16, String) {
    let answer = world.app.get("/readyz").await;
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    (answer.status.as_u16(), body["mail"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn f_d2_refused_mail_is_told_and_tried_again_with_one_press() {
    let world = World::new().await;
    let mailer = &world.app.mailbox;
    let services = &world.app.portal.services;
    assert_eq!(ready(&world).await, (200, "ok".into()));
    assert!(!world.get(Caller::Reviewer, "/desk").await.body.contains("settings/mail/again"));
    let said = "The mail server answered 554: 5.7.1 message rejected: SPF <check>";
    mailer.fail(Some(MailError::House(Refusal::Reputation, said.into())));
    services.deliver(10).await.unwrap();
    assert_eq!(ready(&world).await, (503, "failing".into()));
    for path in ["/desk", "/desk/settings/mail"] {
        let page = world.get(Caller::Reviewer, path).await.body;
        for told in ["id=\"alarm\"", "SPF &lt;check&gt;", "settings/mail/again", "value=\"reputation\""] {
            assert!(page.contains(told), "{path} lacks {told}");
        }
        let page = world.get(Caller::Viewer, path).await.body;
        assert!(page.contains("id=\"alarm\"") && !page.contains("settings/mail/again"), "{path}");
    }
    // Nobody's address is to blame.
    assert!(!world.get(Caller::Reviewer, "/desk/suppliers").await.body.contains("class=\"flag\""));
    mailer.fail(None);
    let form = [("problem", "reputation")];
    let pressed = world.post(Caller::Reviewer, "/desk/settings/mail/again", &form).await;
    assert_eq!(pressed.status, StatusCode::SEE_OTHER);
    assert_eq!(
        world.post(Caller::Viewer, "/desk/settings/mail/again", &form).await.status,
        StatusCode::FORBIDDEN
    );
    while services.deliver(10).await.unwrap() > 0 {}
    assert!(mailer.sent().len() >= 4, "two invitations, two members");
    assert_eq!(ready(&world).await, (200, "ok".into()));
}

#[tokio::test]
async fn f_d2_an_address_that_is_right_after_all_is_freed_on_the_suppliers_page() {
    let world = World::new().await;
    let mailer = &world.app.mailbox;
    let services = &world.app.portal.services;
    mailer.fail(Some(MailError::Permanent("550 5.1.1 unknown".into())));
    services.deliver(10).await.unwrap();
    assert_eq!(ready(&world).await, (200, "ok".into()), "an address that is gone is no fault of the house");
    let page = format!("/desk/suppliers/{}", world.a.supplier);
    let free = format!("{page}/free");
    assert!(world.get(Caller::Reviewer, &page).await.body.contains(&free));
    mailer.fail(None);
    assert_eq!(world.post(Caller::Reviewer, &free, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!world.get(Caller::Reviewer, &page).await.body.contains(&free));
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
