//! Set-up, sign-in, roles.

use crate::common::TestApp;
use service::records::{MemberId, Role, Scope};
use service::team::setup::SetupForm;
use service::{MINUTE, ServiceError};

#[tokio::test]
async fn a19_set_up_works_once() {
    let portal = TestApp::new().await;
    let first = portal.services.setup_token().await.unwrap().unwrap();
    let second = portal.services.setup_token().await.unwrap().unwrap();
    assert!(!portal.services.setup_token_valid(&first).await.unwrap(), "a newer token replaces an older one");
    assert!(portal.services.setup_token_valid(&second).await.unwrap());
    portal.set_up().await;
    assert!(portal.services.setup_token().await.unwrap().is_none());
    let again = portal.services.complete_setup(&second, SetupForm::default()).await;
    assert!(matches!(again, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn a10_unknown_wrong_and_closed_look_alike() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let sign_in = |email: &'static str, password: &'static str| portal.services.sign_in(email, password, "c");
    assert!(sign_in("Ingrid@Halden.example ", "slow river stones").await.is_ok());
    for (email, password) in
        [("ingrid@halden.example", "wrong"), ("nobody@halden.example", "slow river stones")]
    {
        assert!(matches!(sign_in(email, password).await, Err(ServiceError::Unauthenticated)));
    }
    let member = desk.invite_member("Tom", "tom@halden.example", Role::Viewer, "en").await.unwrap();
    assert!(matches!(sign_in("tom@halden.example", "").await, Err(ServiceError::Unauthenticated)));
    desk.set_disabled(&member.id, true).await.unwrap();
}

#[tokio::test]
async fn a13_role_password_and_access_changes_end_sessions_at_once() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let member = desk.invite_member("Tom", "tom@halden.example", Role::Reviewer, "en").await.unwrap();
    let mail = portal.deliver().await.remove(0);
    let at = mail.text.find("/member/").unwrap();
    let link: Vec<&str> = mail.text[at..].split_whitespace().next().unwrap().split('/').collect();
    let (id, token) = (&MemberId::from(link[2]), link[3]);
    assert_eq!(*id, member.id);
    let first = portal.services.choose_password(id, token, "green glass door").await.unwrap();
    let used = portal.services.choose_password(id, token, "another green door").await;
    assert!(matches!(used, Err(ServiceError::NotFound)), "the link works once");
    let actor = portal.services.actor(&first).await.unwrap();
    assert!(actor.as_reviewer().is_ok() && actor.as_administrator().is_err());

    desk.set_role(id, Role::Viewer, Scope::Everything).await.unwrap();
    assert!(matches!(portal.services.actor(&first).await, Err(ServiceError::Unauthenticated)));
    let second = portal.services.sign_in("tom@halden.example", "green glass door", "c").await.unwrap();
    assert!(portal.services.actor(&second).await.unwrap().as_reviewer().is_err());

    let here = portal.services.actor(&second).await.unwrap();
    let third = here.change_password("green glass door", "blue glass door").await.unwrap();
    assert!(portal.services.actor(&second).await.is_err());
    desk.set_disabled(id, true).await.unwrap();
    assert!(portal.services.actor(&third).await.is_err());
}

#[tokio::test]
async fn a16_a_member_session_ends_when_idle_and_after_twelve_hours() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let sign_in = || portal.services.sign_in("ingrid@halden.example", "slow river stones", "c");
    let idle = sign_in().await.unwrap();
    portal.advance(31 * MINUTE);
    assert!(portal.services.actor(&idle).await.is_err());
    let busy = sign_in().await.unwrap();
    for _ in 0..28 {
        portal.advance(25 * MINUTE);
        portal.services.actor(&busy).await.unwrap();
    }
    portal.advance(25 * MINUTE);
    assert!(portal.services.actor(&busy).await.is_err());
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let id = desk.member().id.clone();
    assert!(desk.set_role(&id, Role::Viewer, Scope::Everything).await.is_err());
    assert!(desk.set_disabled(&id, true).await.is_err());
}
