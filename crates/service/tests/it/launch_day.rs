//! A campaign launches by itself on the day that somebody chose.

use crate::common::TestApp;
use service::records::{Campaign, CampaignState, LogDraft, RequestFilter};
use service::survey::campaigns::Choice;
use service::{Administrator, DAY, ServiceError};

async fn planned(portal: &TestApp, desk: &Administrator) -> Campaign {
    let (launched, _) = portal.launched(desk, &["One", "Two"]).await;
    portal.deliver().await;
    let next = Campaign {
        id: Default::default(),
        version: 0,
        name: "Next".into(),
        ..desk.campaign(&launched.id).await.unwrap()
    };
    let next = desk.save_campaign(next).await.unwrap();
    desk.choose_recipients(&next.id, &Choice::All).await.unwrap();
    next
}

#[tokio::test]
async fn a_campaign_launches_on_its_day_once_whoever_ticks() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let campaign = planned(&portal, &desk).await;
    let today = portal.services.today();
    for day in [today, campaign.cutoff.plus(1)] {
        match desk.plan_launch(&campaign.id, Some(day)).await {
            Err(ServiceError::Invalid(found)) => assert_eq!(found[0].field, "launch_on"),
            other => panic!("{other:?}"),
        }
    }
    desk.plan_launch(&campaign.id, Some(today.plus(3))).await.unwrap();
    // Who changes it meanwhile does not undo that.
    let now = desk.campaign(&campaign.id).await.unwrap();
    desk.save_campaign(Campaign { name: "Renamed".into(), ..now }).await.unwrap();
    portal.advance(2 * DAY);
    assert_eq!(portal.services.launch_due().await.unwrap(), 0);
    portal.advance(DAY);
    let ticks: Vec<_> = (0..4)
        .map(|_| {
            let services = portal.services.clone();
            tokio::spawn(async move { services.launch_due().await.unwrap() })
        })
        .collect();
    let mut invited = 0;
    for tick in ticks {
        invited += tick.await.unwrap();
    }
    assert_eq!(invited, 2);
    assert_eq!(desk.campaign(&campaign.id).await.unwrap().state, CampaignState::Open);
    portal.advance(DAY);
    assert_eq!(portal.deliver().await.len(), 2, "once each, in working hours");
    let filter = RequestFilter { campaign: Some(campaign.id.clone()), limit: 10, ..Default::default() };
    assert_eq!(desk.requests(&filter).await.unwrap().rows.len(), 2);
    let log = desk.log_of(&format!("campaign:{}", campaign.id), 20).await.unwrap();
    let acts: Vec<&str> = log.iter().map(|it| it.entry.action.as_str()).collect();
    assert!(acts.contains(&"campaign.launch_planned") && acts.contains(&"campaign.launched"), "{acts:?}");
}

#[tokio::test]
async fn a_planned_launch_is_taken_back() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let campaign = planned(&portal, &desk).await;
    desk.plan_launch(&campaign.id, Some(portal.services.today().plus(1))).await.unwrap();
    desk.plan_launch(&campaign.id, None).await.unwrap();
    portal.advance(5 * DAY);
    assert_eq!(portal.services.launch_due().await.unwrap(), 0);
    assert_eq!(desk.campaign(&campaign.id).await.unwrap().state, CampaignState::Planned);
}

#[tokio::test]
async fn who_is_of_the_team_no_more_launches_nothing() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let campaign = planned(&portal, &desk).await;
    desk.plan_launch(&campaign.id, Some(portal.services.today().plus(1))).await.unwrap();
    let gone = Campaign { launch_by: "somebody-else".into(), ..desk.campaign(&campaign.id).await.unwrap() };
    let log = LogDraft {
        actor: "test".into(),
        action: "campaign.changed".into(),
        object: format!("campaign:{}", campaign.id),
        detail: String::new(),
        at: portal.services.now(),
    };
    portal.store.save_campaign(gone, log).await.unwrap();
    portal.advance(DAY);
    assert_eq!(portal.services.launch_due().await.unwrap(), 0);
    let left = desk.campaign(&campaign.id).await.unwrap();
    assert_eq!((left.state, left.launch_on), (CampaignState::Planned, None), "it is not tried without end");
    let log = desk.log_of(&format!("campaign:{}", campaign.id), 1).await.unwrap();
    assert_eq!(log[0].entry.action, "campaign.launch_given_up");
}
