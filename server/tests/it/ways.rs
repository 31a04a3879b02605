//! SUP-M15: the ways around the form: a link that was lost, another person, a decline that is taken back.

use crate::bed::Answer;
use crate::world::{Caller, World};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;
use service::records::MailKind;

/// SUP-M15 (e), (f): found from the front page, the link is asked for without a trace of who is asked.
#[tokio::test]
async fn sup_m15_a_lost_link_is_asked_for_from_the_front_page() {
    let world = World::new().await;
    let front = world.get(Caller::Anonymous, "/").await;
    assert_eq!(front.status, StatusCode::OK);
    assert!(front.body.contains("href=\"/link\"") && front.body.contains("href=\"/desk\""));
    assert_eq!(world.get(Caller::Anonymous, "/link").await.status, StatusCode::OK);
    let page = |answer: &Answer| {
        let nonce = answer.header("content-security-policy").split("'nonce-").nth(1).unwrap();
        let nonce = nonce.split('\'').next().unwrap().to_owned();
        (answer.status, answer.body.replace(&nonce, ""))
    };
    let mut seen = std::collections::HashSet::new();
    let mut times = Vec::new();
    for email in ["a@alpha.example", "nobody@alpha.example"] {
        for form in [vec![("email", email)], vec![("email", email), ("request", "nothing")]] {
            let begun = std::time::Instant::now();
            seen.insert(page(&world.post(Caller::Anonymous, "/link", &form).await));
            times.push(begun.elapsed().as_millis());
        }
    }
    assert_eq!(seen.len(), 1, "{seen:#?}");
    // Both wait for the same; what is left is the noise of a shared machine.
    assert!(times.iter().all(|t| *t >= 400), "{times:?}");
    let mails = async || {
        let mails = world.bed.portal.services.store.mails(None, 100).await.unwrap();
        mails.into_iter().filter(|m| m.mail.kind == MailKind::NewLink).map(|m| m.mail.to).collect::<Vec<_>>()
    };
    assert_eq!(mails().await, ["a@alpha.example", "a@alpha.example"]);
    // The page of a session that is over knows the request, and nobody has to type an address.
    let form = [("request", world.b.request.as_str())];
    assert_eq!(world.post(Caller::Anonymous, "/link", &form).await.status, StatusCode::OK);
    assert_eq!(mails().await.len(), 3);
    // Who asks too often hears that nothing was sent, whether the address is asked or not.
    let mut late = std::collections::HashSet::new();
    for email in ["a@alpha.example", "nobody@alpha.example"] {
        for _ in 0..2 {
            world.post(Caller::Anonymous, "/link", &[("email", email)]).await;
        }
        let answer = world.post(Caller::Anonymous, "/link", &[("email", email)]).await;
        late.insert((answer.status, page(&answer).1.replace(email, "")));
    }
    assert_eq!(late.len(), 1, "{late:#?}");
    assert_eq!(late.iter().next().unwrap().0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(mails().await.len(), 4);
    assert_eq!(
        world.post(Caller::Anonymous, "/link", &[("email", "no address")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

/// SUP-M15 (c): a decline can be taken back, from the link and from the form, and the pages say what is so.
#[tokio::test]
async fn sup_m15_a_decline_can_be_taken_back() {
    let world = World::new().await;
    world.save(Caller::SupplierA, json!([{ "path": "f:company.name", "value": "Kept" }])).await;
    let link = format!("/r/{}", world.a.token);
    let state = async || {
        let desk = world.bed.portal.services.supplier_desk(&world.a.session).await.unwrap();
        (desk.request().state.key(), desk.request().next_reminder_at.is_some())
    };
    for from_form in [false, true] {
        let reason = [("act", "decline"), ("reason", "We cut wood.")];
        let declined = world.post(Caller::Anonymous, &link, &reason).await;
        assert!(declined.body.contains("value=\"take-back\""));
        assert_eq!(state().await, ("declined", false));
        let landing = world.get(Caller::Anonymous, &link).await.body;
        assert!(landing.contains("value=\"take-back\"") && !landing.contains("receipt"), "there is none");
        let form = world.get(Caller::SupplierA, &world.a.at("")).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(form.body.contains(&world.a.at("/take-back")) && !form.body.contains("noted your reason"));
        if from_form {
            let back = world.post(Caller::SupplierA, &world.a.at("/take-back"), &[]).await;
            assert_eq!(back.header("location"), world.a.at(""));
        } else {
            let back = world.post(Caller::Anonymous, &link, &[("act", "take-back")]).await;
            assert!(back.status == StatusCode::OK && back.body.contains("value=\"start\""));
        }
        assert_eq!(state().await, ("started", true));
        let desk = world.bed.portal.services.supplier_desk(&world.a.session).await.unwrap();
        assert_eq!(desk.draft().await.unwrap().entries["f:company.name"], "Kept");
    }
}

/// SUP-M15 (d): a bad address costs neither the name nor the note.
#[tokio::test]
async fn sup_m15_another_person_with_a_bad_address_keeps_name_and_note() {
    let world = World::new().await;
    let form =
        [("act", "other"), ("name", "Wang Li"), ("email", "wang(at)x"), ("note", "Quality department")];
    let answer = world.post(Caller::Anonymous, &format!("/r/{}", world.a.token), &form).await;
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
    let world = World::new().await;
    let request = Request::get(world.a.at("/metals")).body(Body::empty()).unwrap();
    let answer = world.bed.send(request).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.contains("<title>Please open your link again</title>"));
    assert!(!answer.body.contains("Back to the form"), "it leads to this very page");
    assert!(answer.body.contains("action=\"/link\""));
}
