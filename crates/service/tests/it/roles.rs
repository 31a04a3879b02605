//! Who may do what, and when: capabilities, the acts of each state, links at every stage of a request.

use crate::common::{TestApp, token};
use domain::workflow::RequestState;
use service::records::{Campaign, CampaignId, Role};
use service::{DAY, RequestKey, ServiceError};

#[tokio::test]
async fn z04_a_capability_is_handed_out_by_role_alone() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    for (role, can) in [
        (Role::Viewer, [false, false, false, false]),
        (Role::Auditor, [true, false, false, false]),
        (Role::Reviewer, [false, true, false, false]),
        (Role::CampaignManager, [true, true, true, false]),
        (Role::Administrator, [true, true, true, true]),
    ] {
        let email = format!("{}@halden.example", role.key());
        desk.invite_member("Somebody", &email, role, "en").await.unwrap();
        let mail = portal.deliver().await.remove(0);
        let at = mail.text.find("/member/").unwrap();
        let link: Vec<&str> = mail.text[at..].split_whitespace().next().unwrap().split('/').collect();
        let secret =
            portal.services.choose_password(&link[2].into(), link[3], "green glass door").await.unwrap();
        let actor = portal.services.actor(&secret).await.unwrap();
        let may = [
            actor.as_auditor().is_ok(),
            actor.as_reviewer().is_ok(),
            actor.as_manager().is_ok(),
            actor.as_administrator().is_ok(),
        ];
        assert_eq!(may, can, "{role:?}");
    }
}

#[tokio::test]
async fn z02_a_members_cookie_opens_no_suppliers_desk_and_the_other_way_round() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let supplier = portal.services.start(&token(&portal.deliver().await[0])).await.unwrap();
    let member = portal.services.sign_in("ingrid@halden.example", "slow river stones", "c").await.unwrap();
    assert!(matches!(portal.services.actor(&supplier.secret).await, Err(ServiceError::Unauthenticated)));
    let key = |secret: &str| RequestKey { request: supplier.request.clone(), secret: secret.to_owned() };
    assert!(matches!(portal.services.supplier_desk(&key(&member)).await, Err(ServiceError::Unauthenticated)));
    for planted in ["", "chosen by somebody else", &supplier.secret[..20]] {
        assert!(matches!(portal.services.actor(planted).await, Err(ServiceError::Unauthenticated)));
        let desk = portal.services.supplier_desk(&key(planted)).await;
        assert!(matches!(desk, Err(ServiceError::Unauthenticated)));
    }
}

/// F-D1, SUP-B1: a session opens the request that it was begun for, and no other one of the same person.
#[tokio::test]
async fn f_d1_a_session_opens_its_own_request_and_ends_there_alone() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One", "Two"]).await;
    let mails = portal.deliver().await;
    let one = portal.services.start(&token(&mails[0])).await.unwrap();
    let two = portal.services.start(&token(&mails[1])).await.unwrap();
    assert_eq!(portal.services.supplier_desk(&one).await.unwrap().request().id, one.request);
    assert_eq!(portal.services.supplier_desk(&two).await.unwrap().request().id, two.request);
    let crossed = RequestKey { request: one.request.clone(), secret: two.secret.clone() };
    assert!(matches!(portal.services.supplier_desk(&crossed).await, Err(ServiceError::Unauthenticated)));
    // F-D14: signing out ends one session; what does not fit ends none.
    portal.services.leave(&crossed).await.unwrap();
    assert!(portal.services.supplier_desk(&two).await.is_ok());
    portal.services.leave(&two).await.unwrap();
    assert!(matches!(portal.services.supplier_desk(&two).await, Err(ServiceError::Unauthenticated)));
    assert!(portal.services.supplier_desk(&one).await.is_ok());
}

#[tokio::test]
async fn an_act_is_refused_in_a_state_that_does_not_know_it_and_nothing_changes() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    let id = &rows[0].request.id;
    let before = desk.request(id).await.unwrap().request;
    assert!(matches!(desk.take_up(id).await, Err(ServiceError::NotNow(_))));
    assert!(matches!(desk.accept(id).await, Err(ServiceError::NotNow(_))));
    assert!(matches!(desk.reject(id, "because").await, Err(ServiceError::NotNow(_))));
    assert!(matches!(desk.undo(id).await, Err(ServiceError::NotNow(_))));
    assert!(desk.send_back(id).await.is_err());
    assert!(desk.raise_query(id, "company.name", "", "why?").await.is_err());
    assert_eq!(desk.request(id).await.unwrap().request, before);
    assert!(portal.deliver().await.is_empty());
    assert!(matches!(desk.accept(&"nobody".into()).await, Err(ServiceError::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a08_exchanging_a_link_twice_gives_two_sessions_and_one_opening() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    let (a, b) = tokio::join!(portal.services.start(&link), portal.services.start(&link));
    let (a, b, c) = (a.unwrap(), b.unwrap(), portal.services.start(&link).await.unwrap());
    assert!(a.secret != b.secret && b.secret != c.secret && a.secret != c.secret);
    for secret in [&a, &b, &c] {
        assert!(portal.services.supplier_desk(secret).await.is_ok());
    }
    let log = desk.log_of(&format!("request:{}", rows[0].request.id), 100).await.unwrap();
    assert_eq!(log.iter().filter(|e| e.entry.action == "request.opened").count(), 1);
}

#[tokio::test]
async fn a05_a_withdrawn_request_is_gone_for_its_link_and_its_session() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One", "Two"]).await;
    for mail in portal.deliver().await {
        let (link, row) = (token(&mail), rows.iter().find(|r| r.email == mail.to).unwrap());
        let secret = portal.services.start(&link).await.unwrap();
        if row.supplier_name == "One" {
            desk.withdraw(&row.request.id, "asked twice").await.unwrap();
        } else {
            desk.retire_supplier(&row.request.supplier).await.unwrap();
        }
        assert!(matches!(portal.services.landing(&link, "c").await, Err(ServiceError::NotFound)));
        assert!(matches!(portal.services.start(&link).await, Err(ServiceError::NotFound)));
        assert!(matches!(portal.services.supplier_desk(&secret).await, Err(ServiceError::Unauthenticated)));
        portal.ask_link(&link, "", "c").await.unwrap();
        assert!(portal.deliver().await.is_empty(), "what was taken back sends no links");
    }
}

#[tokio::test]
async fn d14_nothing_is_taken_after_the_cut_off_day_or_the_end_of_the_campaign() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, _) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    let change = || domain::draft::Change { path: "f:company.name".into(), value: Some("One".into()) };
    portal.advance(61 * DAY);
    let secret = portal.services.start(&link).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    assert!(!supplier.is_writable(), "told before typing");
    assert!(matches!(supplier.save(0, "t", vec![change()], "company").await, Err(ServiceError::NotNow(_))));
    // The team gives more time, then ends it.
    let cutoff = service::day_of(portal.services.now() + 10 * DAY);
    desk.save_campaign(Campaign { cutoff, ..desk.campaign(&campaign.id).await.unwrap() }).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    assert!(supplier.save(0, "t", vec![change()], "company").await.is_ok());
    desk.close_campaign(&campaign.id).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    assert!(!supplier.is_writable());
    portal.advance(10 * DAY);
    assert_eq!(portal.services.remind().await.unwrap(), 0);
}

#[tokio::test]
async fn launching_again_invites_only_whom_it_has_not_invited() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, _) = portal.launched(&desk, &["One", "Two"]).await;
    assert_eq!(portal.deliver().await.len(), 2);
    let (a, b) = tokio::join!(desk.launch(&campaign.id), desk.launch(&campaign.id));
    assert_eq!((a.unwrap(), b.unwrap()), (0, 0));
    assert!(portal.deliver().await.is_empty());
    let late = service::records::Supplier {
        name: "Late".into(),
        email: "late@supplier.example".into(),
        ..Default::default()
    };
    desk.save_supplier(late).await.unwrap();
    let mute = service::records::Supplier { name: "Mute".into(), ..Default::default() };
    desk.save_supplier(mute).await.unwrap();
    desk.choose_recipients(&campaign.id, &service::survey::campaigns::Choice::All).await.unwrap();
    let mut planned: Vec<_> = desk.recipients(&campaign.id).await.unwrap();
    planned.sort_by(|a, b| a.supplier.name.cmp(&b.supplier.name));
    let shown: Vec<_> = planned.iter().map(|r| (r.supplier.name.as_str(), r.no_mail)).collect();
    assert_eq!(shown, [("Late", None), ("Mute", Some(service::survey::campaigns::NoMail::NoAddress))]);
    assert_eq!(desk.launch(&campaign.id).await.unwrap(), 1);
    assert_eq!(portal.deliver().await[0].to, "late@supplier.example");
    let mute = desk.recipients(&campaign.id).await.unwrap();
    assert_eq!(mute.len(), 1, "who cannot be reached stays planned");
    let state = desk.request(&mute[0].request.id).await.unwrap().request.state;
    assert_eq!(state, RequestState::Planned);
}

/// Whoever is excluded is asked by nobody, also where it was chosen before; and the preview can say so.
#[tokio::test]
async fn desk_51_who_is_excluded_is_left_out_and_named() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, _) = portal.launched(&desk, &["Asked"]).await;
    portal.deliver().await;
    let supplier = |name: &str, excluded: &str| service::records::Supplier {
        name: name.into(),
        email: format!("{}@supplier.example", name.to_lowercase()),
        excluded: excluded.into(),
        ..Default::default()
    };
    desk.save_supplier(supplier("Never", "Sells no goods")).await.unwrap();
    desk.save_supplier(supplier("Chosen", "")).await.unwrap();
    desk.choose_recipients(&campaign.id, &service::survey::campaigns::Choice::All).await.unwrap();
    let planned = desk.recipients(&campaign.id).await.unwrap();
    let [chosen] = &planned[..] else { panic!("{planned:?}") };
    let excluded =
        service::records::Supplier { excluded: "Bought by another".into(), ..chosen.supplier.clone() };
    desk.save_supplier(excluded).await.unwrap();
    let all = desk.all_suppliers().await.unwrap();
    let asked = all.into_iter().find(|s| s.name == "Asked").unwrap();
    desk.save_supplier(service::records::Supplier { excluded: "Too late".into(), ..asked }).await.unwrap();
    let (planned, left_out) = desk.asked_and_left_out(&campaign.id).await.unwrap();
    let shown: Vec<_> = planned.iter().map(|r| (r.supplier.name.as_str(), r.no_mail)).collect();
    assert_eq!(shown, [("Chosen", Some(service::survey::campaigns::NoMail::Excluded))]);
    let left_out: Vec<_> = left_out.iter().map(|s| (s.name.as_str(), s.excluded.as_str())).collect();
    assert_eq!(left_out, [("Never", "Sells no goods")], "who was asked before is not left out");
    assert_eq!(desk.launch(&campaign.id).await.unwrap(), 0);
    assert!(portal.deliver().await.is_empty());
}

#[tokio::test]
async fn invitations_carry_the_dates_of_the_campaign_as_it_is() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let names: Vec<String> = (0..40).map(|n| format!("Supplier {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (campaign, _) = portal.launched(&desk, &names).await;
    portal.deliver().await;
    let again = Campaign { id: CampaignId::default(), ..campaign };
    let again = desk.save_campaign(again).await.unwrap();
    desk.choose_recipients(&again.id, &service::survey::campaigns::Choice::All).await.unwrap();
    let due = service::day_of(portal.services.now() + 45 * DAY);
    let moved = Campaign { due, ..again.clone() };
    // However the three fall together, each supplier is invited once, with the day that is stored.
    let (a, b, saved) =
        tokio::join!(desk.launch(&again.id), desk.launch(&again.id), desk.save_campaign(moved.clone()));
    assert_eq!(a.unwrap() + b.unwrap(), 40);
    let stored = desk.campaign(&again.id).await.unwrap();
    match saved {
        Ok(_) => assert_eq!(stored.due, due),
        Err(error) => {
            assert!(matches!(error, ServiceError::Conflict), "{error}");
            assert_eq!(stored.due, again.due);
        }
    }
    let mails = portal.deliver().await;
    assert_eq!(mails.len(), 40);
    // In words, as people write a day.
    let date: jiff::civil::Date = stored.due.to_string().parse().unwrap();
    let due = date.strftime("%-d %B %Y").to_string();
    for mail in &mails {
        assert!(mail.subject.contains(&due), "{} is not {due}", mail.subject);
    }
}
