//! Signing in: what is refused, what is slow, and what never is.

use crate::common::TestApp;
use service::team::sign_in::Place;
use service::{MINUTE, ServiceError};
use std::time::{Duration, Instant};

const OWNER: &str = "ingrid@halden.example";
const RIGHT: &str = "slow river stones";

async fn guess(portal: &TestApp, email: &str, client: &str) -> ServiceError {
    portal.services.sign_in(email, "a wrong guess", client).await.unwrap_err()
}

async fn guesses(portal: &TestApp, email: &str, client: &str, times: usize) -> Vec<&'static str> {
    let mut out = Vec::new();
    for _ in 0..times {
        out.push(match guess(portal, email, client).await {
            ServiceError::Throttled => "throttled",
            ServiceError::Unauthenticated => "wrong",
            other => panic!("{other}"),
        });
    }
    out
}

#[tokio::test]
async fn f_d4_nobody_shuts_out_anybody_else() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    // A stranger spends what one network may try on one account.
    let answers = guesses(&portal, OWNER, "203.0.113.9", 12).await;
    assert_eq!(answers.iter().position(|a| *a == "throttled"), Some(10), "{answers:?}");
    assert!(portal.services.sign_in(OWNER, RIGHT, "198.51.100.7").await.is_ok());
    let refused = portal.services.sign_in(OWNER, RIGHT, "203.0.113.9").await;
    assert!(matches!(refused, Err(ServiceError::Throttled)), "from where it was guessed, not");
    portal.advance(16 * MINUTE);
    assert!(portal.services.sign_in(OWNER, RIGHT, "203.0.113.9").await.is_ok());
}

#[tokio::test]
async fn f_d4_only_failures_count_and_a_success_gives_them_back() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    for _ in 0..3 {
        assert_eq!(guesses(&portal, OWNER, "c", 9).await, ["wrong"; 9]);
        assert!(portal.services.sign_in(OWNER, RIGHT, "c").await.is_ok());
    }
    for n in 0..35 {
        assert!(portal.services.sign_in(OWNER, RIGHT, "c").await.is_ok(), "{n}");
    }
}

#[tokio::test]
async fn f_d4_what_many_networks_do_makes_answers_slow_and_refuses_nobody() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let sign_in = async |client: &str| {
        let begun = Instant::now();
        portal.services.sign_in(OWNER, RIGHT, client).await.unwrap();
        begun.elapsed()
    };
    assert!(sign_in("198.51.100.7").await < Duration::from_secs(2));
    for n in 0..4 {
        guesses(&portal, OWNER, &format!("203.0.113.{n}"), 10).await;
    }
    assert!(sign_in("198.51.100.8").await >= Duration::from_secs(2));
    // Other accounts are as before.
    let begun = Instant::now();
    guess(&portal, "somebody@halden.example", "198.51.100.9").await;
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn f_d4_the_addresses_of_one_subscriber_slow_their_own_neighbours_alone() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let from = |net: u32| Place {
        client: format!("2001:db8:1:{net:x}::/64"),
        wide: "2001:db8:1::/48".into(),
        ..Place::default()
    };
    for n in 0..40u32 {
        let email = format!("m{n}@halden.example");
        let wrong = portal.services.sign_in(&email, "a wrong guess", from(n)).await;
        assert!(matches!(wrong, Err(ServiceError::Unauthenticated)), "{n}");
    }
    let begun = Instant::now();
    portal.services.sign_in(OWNER, RIGHT, from(99)).await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(2));
    let begun = Instant::now();
    portal.services.sign_in(OWNER, RIGHT, "2001:db8:2::/64").await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn f_d4_a_known_device_always_gets_in_until_the_password_changes() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let services = &portal.services;
    let session = services.sign_in(OWNER, RIGHT, "office").await.unwrap();
    let devices = services.mark_device(&session, &Place::default()).await.unwrap();
    let at = |devices: &str| Place { devices: devices.into(), ..Place::from("office") };
    // Somebody in the same office uses up what the office has.
    assert!(guesses(&portal, OWNER, "office", 12).await.contains(&"throttled"));
    for n in 0..3 {
        guesses(&portal, &format!("m{n}@halden.example"), "office", 10).await;
    }
    assert!(matches!(services.sign_in(OWNER, RIGHT, "office").await, Err(ServiceError::Throttled)));
    assert!(services.sign_in(OWNER, RIGHT, at(&devices)).await.is_ok());
    // A device is known to its own account, and what was made up is known to none.
    let other = services.sign_in("m9@halden.example", RIGHT, at(&devices)).await;
    assert!(matches!(other, Err(ServiceError::Throttled)));
    let (day, nonce) = (portal.services.now().slot(service::DAY), "0".repeat(16));
    for wrong in
        [format!("{day}.{nonce}.x"), format!("{day}.{nonce}."), "~".into(), "..".into(), "x".repeat(9000)]
    {
        let refused = services.sign_in(OWNER, RIGHT, at(&wrong)).await;
        assert!(matches!(refused, Err(ServiceError::Throttled)), "{wrong:.30}");
    }
    // A colleague at the same computer takes nothing away.
    let both = services.mark_device(&session, &at("1.0.other")).await.unwrap();
    assert!(both.ends_with("~1.0.other") && services.sign_in(OWNER, RIGHT, at(&both)).await.is_ok());
    // After many failures on the device itself it takes longer, and no more than that.
    for _ in 0..10 {
        assert!(services.sign_in(OWNER, "a wrong guess", at(&devices)).await.is_err());
    }
    let begun = Instant::now();
    assert!(services.sign_in(OWNER, RIGHT, at(&devices)).await.is_ok());
    assert!(begun.elapsed() >= Duration::from_secs(2));
    // A new password: no device is known any more.
    let actor = services.actor(&session).await.unwrap();
    let fresh = actor.change_password(RIGHT, "another slow river").await.unwrap();
    let refused = services.sign_in(OWNER, "another slow river", at(&devices)).await;
    assert!(matches!(refused, Err(ServiceError::Throttled)));
    let again = services.mark_device(&fresh, &at(&devices)).await.unwrap();
    assert!(services.sign_in(OWNER, "another slow river", at(&again)).await.is_ok());
    // A year later it is forgotten.
    portal.advance(366 * service::DAY);
    guesses(&portal, OWNER, "office", 10).await;
    let old = services.sign_in(OWNER, "another slow river", at(&again)).await;
    assert!(matches!(old, Err(ServiceError::Throttled)));
}

#[tokio::test]
async fn f_d4_a_failed_sign_in_is_in_the_log_with_account_and_address() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    guess(&portal, OWNER, "203.0.113.9").await;
    guess(&portal, "Nobody@halden.example", "203.0.113.9").await;
    guess(&portal, "nobody@halden.example ", "203.0.113.10").await;
    let entries = portal.store.log_after(0, 100).await.unwrap();
    let refused: Vec<_> =
        entries.iter().map(|e| &e.entry).filter(|e| e.action == "member.sign_in_refused").collect();
    assert_eq!(refused[0].object, format!("member:{}", desk.member().id));
    assert!(refused[0].detail.contains("203.0.113.9"), "{}", refused[0].detail);
    assert!(refused[1].object.starts_with("account:") && refused[1].object == refused[2].object);
    assert!(refused.iter().all(|e| !format!("{e:?}").to_lowercase().contains("nobody")));
}

#[tokio::test]
async fn f_d13_the_companys_words_are_known_long_after_set_up() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    for weak in ["Halden2026", "Halden 2026!", "Ingrid Vale 1984", "Summer2026!", "Company123!", "P@ssw0rd"] {
        let changed = desk.change_password(RIGHT, weak).await;
        assert!(matches!(changed, Err(ServiceError::Invalid(_))), "{weak}");
    }
    assert!(desk.change_password(RIGHT, "grey herons at noon").await.is_ok());
}

#[tokio::test]
async fn whoever_guesses_in_a_stolen_session_is_stopped_and_keeps_nobody_else_out() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let services = &portal.services;
    let stolen = services.sign_in(OWNER, RIGHT, "c").await.unwrap();
    let stolen = services.actor(&stolen).await.unwrap();
    let own = services.sign_in(OWNER, RIGHT, "c").await.unwrap();
    let own = services.actor(&own).await.unwrap();
    for _ in 0..10 {
        assert!(matches!(stolen.confirmation().give("a wrong guess").await, Err(ServiceError::Invalid(_))));
    }
    assert!(matches!(stolen.confirmation().give(RIGHT).await, Err(ServiceError::Throttled)));
    assert!(own.confirmation().give(RIGHT).await.is_ok());
}

#[tokio::test]
async fn the_password_counts_as_just_given_for_ten_minutes() {
    let portal = TestApp::new().await;
    portal.set_up().await;
    let session = portal.services.sign_in(OWNER, RIGHT, "c").await.unwrap();
    let actor = async || portal.services.actor(&session).await.unwrap();
    assert!(actor().await.confirmation().is_given().await.unwrap());
    portal.advance(10 * MINUTE);
    assert!(!actor().await.confirmation().is_given().await.unwrap());
    actor().await.confirmation().give(RIGHT).await.unwrap();
    assert!(actor().await.confirmation().is_given().await.unwrap());
    // While the clock was ahead, nothing was confirmed for longer.
    portal.advance(-5 * MINUTE);
    assert!(!actor().await.confirmation().is_given().await.unwrap());
}
