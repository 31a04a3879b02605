//! A second factor: setting it up, signing in by it, losing it, and one's own sessions.

use crate::common::TestApp;
use data_encoding::BASE32_NOPAD;
use service::records::{MailKind, Role};
use service::team::sign_in::Place;
use service::team::totp;
use service::{Actor, DAY, MINUTE, ServiceError};

const OWNER: &str = "ingrid@halden.example";
const RIGHT: &str = "slow river stones";

/// The app of a member: what it was told at its set-up.
struct App(Vec<u8>);

impl App {
    fn of(secret: &str) -> App {
        let plain: String = secret.chars().filter(|c| *c != ' ').collect();
        App(BASE32_NOPAD.decode(plain.as_bytes()).unwrap())
    }

    fn shows(&self, portal: &TestApp) -> String {
        totp::code(&self.0, totp::step_at(portal.services.now()))
    }
}

/// Sets an app up: the app, the recovery codes, and the session.
async fn enrolled(portal: &TestApp, session: &str) -> (App, Vec<String>, String) {
    let enrolling = portal.services.enrolling(session).await.unwrap();
    let enrolment = enrolling.enrolment().await.unwrap();
    let app = App::of(&enrolment.secret);
    let enrolled = enrolling.enrol(&app.shows(portal), "en").await.unwrap();
    (app, enrolled.codes, enrolled.session)
}

async fn signed_in(portal: &TestApp) -> String {
    portal.services.sign_in(OWNER, RIGHT, "office").await.unwrap()
}

async fn kinds(portal: &TestApp) -> Vec<MailKind> {
    let subjects: Vec<String> = portal.deliver().await.into_iter().map(|m| m.subject).collect();
    let texts = domain::text::embedded::texts("en");
    let of = |kind: &MailKind| {
        let subject = texts.fmt(&format!("mail.{}.subject", kind.key()), &[("company", "Halden")]);
        subjects.contains(&subject)
    };
    [MailKind::NewDevice, MailKind::SecondFactorOn, MailKind::SecondFactorOff]
        .into_iter()
        .filter(of)
        .collect()
}

async fn is_code_awaited(portal: &TestApp, session: &str) -> bool {
    matches!(portal.services.actor(session).await, Err(ServiceError::CodeAwaited))
}

#[tokio::test]
async fn a_password_alone_opens_nothing_where_there_is_a_second_factor() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let first = signed_in(&portal).await;
    let (app, _, session) = enrolled(&portal, &first).await;
    assert!(portal.services.actor(&first).await.is_err(), "sessions before it are over");
    assert!(portal.services.actor(&session).await.is_ok());
    let waiting = signed_in(&portal).await;
    assert!(is_code_awaited(&portal, &waiting).await);
    assert!(portal.services.enrolling(&waiting).await.is_err(), "nor does it set another up");
    let place = Place::from("office");
    let used = app.shows(&portal);
    let again = portal.services.give_code(&waiting, &used, &place).await;
    assert!(matches!(again, Err(ServiceError::Invalid(_))), "the code of the set-up counts once");
    portal.advance(MINUTE / 2);
    let code = app.shows(&portal);
    let full = portal.services.give_code(&waiting, &code, &place).await.unwrap();
    assert!(portal.services.actor(&full).await.is_ok());
    assert!(portal.services.give_code(&waiting, &code, &place).await.is_err(), "what waited is over");
    let other = signed_in(&portal).await;
    assert!(portal.services.give_code(&other, &code, &place).await.is_err(), "a code counts once");
    portal.advance(11 * MINUTE);
    let late = portal.services.give_code(&other, &app.shows(&portal), &place).await;
    assert!(matches!(late, Err(ServiceError::Unauthenticated)), "ten minutes to look for the telephone");
}

#[tokio::test]
async fn each_recovery_code_lets_in_once() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let (_, codes, _) = enrolled(&portal, &signed_in(&portal).await).await;
    assert_eq!(codes.len(), 10);
    let place = Place::from("office");
    let waiting = signed_in(&portal).await;
    let typed = codes[3].to_lowercase();
    let session = portal.services.give_code(&waiting, &typed, &place).await.unwrap();
    let left = portal.services.actor(&session).await.unwrap().second_factor().await.unwrap().unwrap();
    assert_eq!(left.codes, 9);
    let waiting = signed_in(&portal).await;
    assert!(portal.services.give_code(&waiting, &typed, &place).await.is_err());
    assert!(portal.services.give_code(&waiting, &codes[4], &place).await.is_ok());
}

#[tokio::test]
async fn codes_cannot_be_guessed_and_guesses_keep_the_owner_out_nowhere() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let (app, _, session) = enrolled(&portal, &signed_in(&portal).await).await;
    let devices = portal.services.mark_device(&session, &Place::from("office")).await.unwrap();
    // Whoever has the password guesses from one network.
    let mut answers = Vec::new();
    for n in 0..12 {
        let waiting = portal.services.sign_in(OWNER, RIGHT, "203.0.113.9").await.unwrap();
        let wrong = format!("{:06}", n);
        answers.push(match portal.services.give_code(&waiting, &wrong, &Place::from("203.0.113.9")).await {
            Err(ServiceError::Throttled) => "throttled",
            Err(ServiceError::Invalid(_)) => "wrong",
            _ => "in",
        });
    }
    assert_eq!(answers.iter().position(|it| *it == "throttled"), Some(10), "{answers:?}");
    // And from many.
    for net in 0..100 {
        let place = Place::from(format!("198.51.100.{net}").as_str());
        let waiting = portal.services.sign_in(OWNER, RIGHT, place.clone()).await.unwrap();
        let _ = portal.services.give_code(&waiting, "000000", &place).await;
    }
    portal.advance(MINUTE);
    let stranger = Place::from("192.0.2.77");
    let waiting = portal.services.sign_in(OWNER, RIGHT, stranger.clone()).await.unwrap();
    let refused = portal.services.give_code(&waiting, &app.shows(&portal), &stranger).await;
    assert!(matches!(refused, Err(ServiceError::Throttled)), "a hundred a day and no more");
    let own = Place { devices, ..Place::from("192.0.2.78") };
    let waiting = portal.services.sign_in(OWNER, RIGHT, own.clone()).await.unwrap();
    assert!(portal.services.give_code(&waiting, &app.shows(&portal), &own).await.is_ok());
    portal.advance(DAY);
    let waiting = portal.services.sign_in(OWNER, RIGHT, stranger.clone()).await.unwrap();
    assert!(portal.services.give_code(&waiting, &app.shows(&portal), &stranger).await.is_ok());
}

#[tokio::test]
async fn what_is_demanded_is_asked_of_everybody_before_anything_else() {
    let portal = TestApp::new().await;
    let administrator = portal.set_up().await;
    let session = signed_in(&portal).await;
    administrator.demand_second_factor(true).await.unwrap();
    let refused = portal.services.actor(&session).await;
    assert!(matches!(refused, Err(ServiceError::SecondFactorDemanded)));
    let (_, _, session) = enrolled(&portal, &session).await;
    assert!(portal.services.actor(&session).await.is_ok());
    administrator.demand_second_factor(false).await.unwrap();
    let actor: Actor = portal.services.actor(&session).await.unwrap();
    let free = actor.give_up_second_factor("en").await.unwrap().unwrap();
    assert!(portal.services.actor(&free).await.unwrap().second_factor().await.unwrap().is_none());
    assert!(portal.services.actor(&session).await.is_err());
    let sent = kinds(&portal).await;
    assert_eq!(sent, [MailKind::NewDevice, MailKind::SecondFactorOn, MailKind::SecondFactorOff]);
}

#[tokio::test]
async fn who_lost_telephone_and_codes_is_helped_by_an_administrator_or_the_operator() {
    let portal = TestApp::new().await;
    let administrator = portal.set_up().await;
    let (_, _, session) = enrolled(&portal, &signed_in(&portal).await).await;
    let me = portal.services.actor(&session).await.unwrap().member().id.clone();
    let own = administrator.take_second_factor(&me, "en").await;
    assert!(matches!(own, Err(ServiceError::NotNow("yourself"))));
    portal.services.operator().take_second_factor(OWNER).await.unwrap();
    assert!(portal.services.actor(&session).await.is_err());
    assert!(!is_code_awaited(&portal, &signed_in(&portal).await).await);
    let other =
        administrator.invite_member("Tom Hale", "tom@halden.example", Role::Viewer, "en").await.unwrap();
    administrator.take_second_factor(&other.id, "en").await.unwrap();
    let nobody = administrator.take_second_factor(&"nobody".to_owned().into(), "en").await;
    assert!(matches!(nobody, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn ones_sessions_are_listed_and_ended_one_by_one() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let at = |network: &str, browser: &str| Place { browser: browser.into(), ..Place::from(network) };
    let mut sessions = Vec::new();
    for place in [at("192.0.2.1", "Firefox, Windows"), at("192.0.2.2", "Safari, iOS")] {
        let session = portal.services.sign_in(OWNER, RIGHT, place.clone()).await.unwrap();
        portal.services.mark_device(&session, &place).await.unwrap();
        portal.advance(MINUTE);
        sessions.push(session);
    }
    let actor = portal.services.actor(&sessions[0]).await.unwrap();
    let listed = actor.sessions().await.unwrap();
    let told: Vec<_> = listed.iter().map(|it| (it.place.browser.as_str(), it.this)).collect();
    assert!(told.contains(&("Firefox, Windows", true)) && told.contains(&("Safari, iOS", false)), "{told:?}");
    let other = listed.iter().find(|it| !it.this && it.place.address == "192.0.2.2").unwrap();
    actor.end_own_session(&other.id).await.unwrap();
    assert!(portal.services.actor(&sessions[1]).await.is_err());
    assert!(portal.services.actor(&sessions[0]).await.is_ok());
    assert!(matches!(actor.end_own_session(&other.id).await, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn a_sign_in_from_a_new_device_is_told_once_a_day() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let session = signed_in(&portal).await;
    let devices = portal.services.mark_device(&session, &Place::from("office")).await.unwrap();
    signed_in(&portal).await;
    let known = Place { devices, ..Place::from("elsewhere") };
    portal.services.sign_in(OWNER, RIGHT, known).await.unwrap();
    let told = async || {
        let sent = portal.deliver().await;
        sent.iter().filter(|m| m.subject.contains("new device")).count()
    };
    assert_eq!(told().await, 1, "neither the same network again nor a browser that is known");
    portal.services.sign_in(OWNER, RIGHT, "elsewhere").await.unwrap();
    assert_eq!(told().await, 1);
}

/// An administrator who takes the password away leaves the second factor; the link of that mail opens nothing alone.
#[tokio::test]
async fn f_d16_a_password_chosen_anew_does_not_pass_the_second_factor_by() {
    let portal = TestApp::new().await;
    let administrator = portal.set_up().await;
    let other =
        administrator.invite_member("Tom Hale", "tom@halden.example", Role::Reviewer, "en").await.unwrap();
    let services = &portal.services;
    let stored = || async { portal.store.member(&other.id).await.unwrap().unwrap() };
    let link = async |password: &str| {
        let token = services.member_token(&other.id, &stored().await.password_hash);
        services.choose_password(&other.id, &token, password).await.unwrap()
    };
    let first = link("grey herons at noon").await;
    assert!(services.actor(&first).await.is_ok(), "whoever is new comes in");
    let (app, _, _) = enrolled(&portal, &first).await;
    administrator.reset_member(&other.id, "en").await.unwrap();
    let waiting = link("wide meadows in fog").await;
    assert!(is_code_awaited(&portal, &waiting).await);
    portal.advance(MINUTE / 2);
    let place = Place::from("office");
    let full = services.give_code(&waiting, &app.shows(&portal), &place).await.unwrap();
    assert!(services.actor(&full).await.is_ok());
}

/// Codes follow from the house's secret: with another one none would ever be right.
#[tokio::test]
async fn f_d18_a_renewed_secret_ends_second_factors_and_says_so() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    enrolled(&portal, &signed_in(&portal).await).await;
    kinds(&portal).await;
    let renewed = portal.services.renew_secret(false).await.unwrap();
    assert_eq!(renewed.second_factors, 1);
    assert_eq!(kinds(&portal).await, [MailKind::SecondFactorOff]);
    let session = signed_in(&portal).await;
    assert!(portal.services.actor(&session).await.is_ok());
}
