//! Campaigns, recipients, launch.

use crate::test_db::*;
use domain::workflow::RequestState;
use service::ports::StoreError;
use service::records::*;
use std::collections::BTreeMap;

fn invitation(db: &TestDb, request: &Request) -> RequestCommit {
    let link = db.link(&request.id, NOW);
    let mut mail = db.mail(&format!("invitation:{}", request.id));
    mail.link = Some(link.id.clone());
    mail.request = Some(request.id.clone());
    let invited = Request { state: RequestState::Invited, invited_at: Some(NOW), ..request.clone() };
    let mut commit = RequestCommit::of(invited);
    commit.links = vec![link];
    commit.mails = vec![mail];
    commit.log = vec![act("request.invited")];
    commit
}

async fn planned(db: &TestDb, campaign: &Campaign, count: usize) -> Vec<Request> {
    let mut requests = Vec::new();
    for n in 0..count {
        let name = format!("Supplier {n}");
        requests.push(db.request_of(campaign, &name, RequestState::Planned, NOW).await);
    }
    requests
}

async fn acts(db: &TestDb, action: &str) -> usize {
    db.store.log_after(0, 10_000).await.unwrap().iter().filter(|e| e.entry.action == action).count()
}

pub async fn a_campaign_comes_back_as_stored(db: TestDb) {
    let words = MailWords { subject: "S".into(), body: "B".into() };
    let campaign = Campaign {
        id: db.id().into(),
        name: "矿产 2026".into(),
        year: 2026,
        products: "pumps".into(),
        template_version: "6.5".into(),
        due: "2026-05-31".parse().unwrap(),
        cutoff: "2026-06-30".parse().unwrap(),
        words: BTreeMap::from([("invitation.zh".into(), words)]),
        reminders: ReminderPlan::even(1, 2, 3),
        created_at: NOW,
        ..Default::default()
    };
    let saved = db.store.save_campaign(campaign.clone(), act("x")).await.unwrap();
    assert_eq!(saved, Campaign { version: 1, ..campaign.clone() });
    assert_eq!(db.store.campaign(&Scope::Everything, &saved.id).await.unwrap(), Some(saved.clone()));
    let later = Campaign { id: db.id().into(), created_at: NOW + 1, ..campaign };
    let later = db.store.save_campaign(later, act("x")).await.unwrap();
    assert_eq!(db.store.campaigns(&Scope::Everything).await.unwrap(), vec![later, saved.clone()]);
    db.store.save_campaign(Campaign { year: 2027, ..saved.clone() }, act("x")).await.unwrap();
    let stale = db.store.save_campaign(saved.clone(), act("x")).await;
    assert!(matches!(stale, Err(StoreError::Conflict)));
    let nobody = db.store.save_campaign(Campaign { id: db.id().into(), ..saved }, act("x")).await;
    assert!(matches!(nobody, Err(StoreError::NotFound)));
}

pub async fn each_supplier_is_asked_once_per_campaign(db: TestDb) {
    let (one, two) = (db.campaign().await, db.campaign().await);
    let supplier = db.supplier("A").await;
    for campaign in [&one, &two, &one] {
        let add = vec![db.new_request(campaign, &supplier), db.new_request(campaign, &supplier)];
        db.store.set_recipients(&campaign.id, add, vec![], act("x")).await.unwrap();
    }
    for campaign in [&one, &two] {
        let filter = RequestFilter { campaign: Some(campaign.id.clone()), limit: 10, ..Default::default() };
        assert_eq!(db.store.requests(&Scope::Everything, &filter).await.unwrap().rows.len(), 1);
    }
    let foreign =
        db.store.set_recipients(&one.id, vec![db.new_request(&two, &supplier)], vec![], act("x")).await;
    assert!(foreign.is_err());
    let nobody = Supplier { id: db.id().into(), ..supplier };
    let unknown =
        db.store.set_recipients(&one.id, vec![db.new_request(&one, &nobody)], vec![], act("x")).await;
    assert!(matches!(unknown, Err(StoreError::NotFound)));
    let gone = db.store.set_recipients(&"none".into(), vec![], vec![], act("x")).await;
    assert!(matches!(gone, Err(StoreError::NotFound)));
}

pub async fn only_planned_requests_are_dropped(db: TestDb) {
    let campaign = db.campaign().await;
    let requests = planned(&db, &campaign, 3).await;
    let invitations = vec![invitation(&db, &requests[0])];
    db.store.launch(&campaign.id, campaign.version, invitations, act("launch")).await.unwrap();
    let drop = requests[..2].iter().map(|r| r.id.clone()).collect();
    db.store.set_recipients(&campaign.id, vec![], drop, act("x")).await.unwrap();
    assert!(db.store.request(&Scope::Everything, &requests[0].id).await.unwrap().is_some(), "invited");
    assert!(db.store.request(&Scope::Everything, &requests[1].id).await.unwrap().is_none(), "dropped");
    assert!(db.store.request(&Scope::Everything, &requests[2].id).await.unwrap().is_some(), "not named");
    let other = db.campaign().await;
    db.store.set_recipients(&other.id, vec![], vec![requests[2].id.clone()], act("x")).await.unwrap();
    assert!(
        db.store.request(&Scope::Everything, &requests[2].id).await.unwrap().is_some(),
        "of another campaign"
    );
}

pub async fn pressing_twice_invites_once(db: TestDb) {
    let campaign = db.campaign().await;
    let requests = planned(&db, &campaign, 5).await;
    let presses: Vec<_> = (0..6)
        .map(|_| {
            let invitations = requests.iter().map(|r| invitation(&db, r)).collect();
            let (store, id, version) = (db.store.clone(), campaign.id.clone(), campaign.version);
            let launch =
                async move { store.launch(&id, version, invitations, act("campaign.launched")).await };
            tokio::spawn(launch)
        })
        .collect();
    let (mut invited, mut late) = (Vec::new(), 0);
    for press in presses {
        match press.await.unwrap() {
            Ok(count) => invited.push(count),
            Err(StoreError::Conflict) => late += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!((invited, late), (vec![5], 5), "the others are told that the campaign has moved on");
    // Reading again and pressing again does nothing, not even to the version.
    let open = db.store.campaign(&Scope::Everything, &campaign.id).await.unwrap().unwrap();
    let again = requests.iter().map(|r| invitation(&db, r)).collect();
    let again = db.store.launch(&campaign.id, open.version, again, act("campaign.launched")).await;
    assert_eq!(again.unwrap(), 0);
    assert_eq!(db.store.campaign(&Scope::Everything, &campaign.id).await.unwrap().unwrap(), open);
    let mails = db.store.mails(&Scope::Everything, None, 100).await.unwrap();
    assert_eq!(mails.len(), 5);
    for request in &requests {
        let links = db.store.links(&request.id).await.unwrap();
        assert_eq!(links.len(), 1);
        let mail = mails.iter().find(|m| m.mail.request.as_ref() == Some(&request.id)).unwrap();
        assert_eq!(mail.mail.link.as_ref(), Some(&links[0].id), "the mail carries the link that is stored");
        let stored = db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap();
        assert_eq!((stored.state, stored.version), (RequestState::Invited, request.version + 1));
    }
    assert_eq!((acts(&db, "campaign.launched").await, acts(&db, "request.invited").await), (1, 5));
    assert_eq!((open.state, open.launched_at), (CampaignState::Open, Some(NOW)));
}

pub async fn a_later_launch_invites_who_was_added_since(db: TestDb) {
    let campaign = db.campaign().await;
    let first = planned(&db, &campaign, 1).await.remove(0);
    let invitations = vec![invitation(&db, &first)];
    db.store.launch(&campaign.id, campaign.version, invitations, act("launch")).await.unwrap();
    let open = db.store.campaign(&Scope::Everything, &campaign.id).await.unwrap().unwrap();
    let second = planned(&db, &campaign, 1).await.remove(0);
    let both = vec![invitation(&db, &first), invitation(&db, &second)];
    let later = db.store.launch(&campaign.id, open.version, both, act_at("launch", NOW + 5)).await;
    assert_eq!(later.unwrap(), 1);
    assert_eq!(
        db.store.campaign(&Scope::Everything, &campaign.id).await.unwrap().unwrap().launched_at,
        Some(NOW)
    );
    // Whoever is changing the campaign without knowing of the newly invited would leave their reminders behind.
    let stale = db.store.change_campaign(open, Replan::default(), NOW, act("campaign.changed")).await;
    assert!(matches!(stale, Err(StoreError::Conflict)));
}

pub async fn a_launch_built_from_an_older_campaign_invites_nobody(db: TestDb) {
    let read = db.campaign().await;
    let request = planned(&db, &read, 1).await.remove(0);
    let moved = Campaign { cutoff: "2026-07-31".parse().unwrap(), ..read.clone() };
    let moved = db.store.save_campaign(moved, act("campaign.changed")).await.unwrap();
    let invitations = || vec![invitation(&db, &request)];
    let stale = db.store.launch(&read.id, read.version, invitations(), act("campaign.launched")).await;
    assert!(matches!(stale, Err(StoreError::Conflict)));
    assert_eq!(
        db.store.campaign(&Scope::Everything, &read.id).await.unwrap().unwrap(),
        moved,
        "neither opened nor undone"
    );
    assert_eq!(
        db.store.request(&Scope::Everything, &request.id).await.unwrap().unwrap().state,
        RequestState::Planned
    );
    assert!(db.store.mails(&Scope::Everything, None, 10).await.unwrap().is_empty());
    assert!(db.store.links(&request.id).await.unwrap().is_empty());
    assert_eq!(acts(&db, "campaign.launched").await, 0);
    let fresh = db.store.launch(&read.id, moved.version, invitations(), act("campaign.launched")).await;
    assert_eq!(fresh.unwrap(), 1);
}

pub async fn a_changed_campaign_moves_reminders_and_links_with_it(db: TestDb) {
    let campaign = db.campaign().await;
    let mut requests = Vec::new();
    for name in ["One", "Two", "Elsewhere"] {
        let of = if name == "Elsewhere" { db.campaign().await } else { campaign.clone() };
        requests.push(db.request_of(&of, name, RequestState::Invited, NOW).await);
    }
    for (n, request) in requests.iter_mut().enumerate() {
        let mut commit = RequestCommit::of(Request { next_reminder_at: Some(NOW), ..request.clone() });
        let live = db.link(&request.id, NOW);
        let over = Link { expires_at: NOW - 1, created_at: NOW - 9, ..db.link(&request.id, NOW) };
        let revoked = Link { revoked_at: Some(NOW), created_at: NOW - 8, ..db.link(&request.id, NOW) };
        commit.links = vec![live, over, revoked];
        assert!(n < 3);
        *request = db.store.commit(commit).await.unwrap();
    }
    let [one, two, elsewhere] = &requests[..] else { panic!() };
    let later = NOW + 5 * MINUTE;
    let replan = Replan {
        reminders: vec![
            (one.id.clone(), one.version, Some(later)),
            (two.id.clone(), two.version - 1, Some(later)),
            (elsewhere.id.clone(), elsewhere.version, Some(later)),
        ],
        links_end: Some(NOW + 9_999 * MINUTE),
    };
    let changed = Campaign { cutoff: "2026-07-31".parse().unwrap(), ..campaign.clone() };
    let saved =
        db.store.change_campaign(changed, replan.clone(), NOW, act("campaign.changed")).await.unwrap();
    assert_eq!((saved.version, saved.cutoff.to_string()), (campaign.version + 1, "2026-07-31".into()));
    let next = async |id: &RequestId| db.store.request(&Scope::Everything, id).await.unwrap().unwrap();
    assert_eq!(
        (next(&one.id).await.next_reminder_at, next(&one.id).await.version),
        (Some(later), one.version + 1)
    );
    assert_eq!(next(&two.id).await.next_reminder_at, Some(NOW), "it had moved on");
    assert_eq!(next(&elsewhere.id).await.next_reminder_at, Some(NOW), "of another campaign");
    let ends = async |id: &RequestId| {
        let links = db.store.links(id).await.unwrap();
        links.iter().map(|l| l.expires_at - NOW).collect::<Vec<_>>()
    };
    assert_eq!(ends(&two.id).await, [9_999 * MINUTE, 1_000 * MINUTE, -1]);
    assert_eq!(ends(&elsewhere.id).await, [1_000 * MINUTE, 1_000 * MINUTE, -1]);
    // A stale change moves nothing.
    let stale = db.store.change_campaign(campaign, replan, NOW, act("campaign.changed")).await;
    assert!(matches!(stale, Err(StoreError::Conflict)));
}

pub async fn a_closed_campaign_invites_nobody(db: TestDb) {
    let campaign = db.campaign().await;
    let request = planned(&db, &campaign, 1).await.remove(0);
    let closed = Campaign { state: CampaignState::Closed, ..campaign.clone() };
    let closed = db.store.save_campaign(closed, act("x")).await.unwrap();
    let invitations = || vec![invitation(&db, &request)];
    let refused = db.store.launch(&campaign.id, closed.version, invitations(), act("launch")).await;
    assert!(matches!(refused, Err(StoreError::Conflict)));
    assert!(matches!(db.store.launch(&"none".into(), 1, vec![], act("x")).await, Err(StoreError::NotFound)));
    // A request of another campaign is not invited with this one.
    let other = db.campaign().await;
    let foreign = db.store.launch(&other.id, other.version, invitations(), act("x")).await;
    assert_eq!(foreign.unwrap(), 0);
}
