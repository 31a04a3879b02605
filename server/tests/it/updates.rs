//! Updates to senior management: written, signed once, mailed once to each.

use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use service::records::{MailKind, MailWords, ReminderPlan, Scope};
use service::survey::campaigns::Choice;

async fn begun(survey: &TestSurvey) -> String {
    let path = format!("/desk/campaigns/{}/updates", survey.campaign);
    let done = survey.post(Caller::Manager, &path, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    done.header("location").to_owned()
}

/// Whatever is done to a campaign, its history tells it in words.
#[tokio::test]
async fn the_history_of_a_campaign_holds_no_code() {
    let survey = TestSurvey::new().await;
    let desk = survey.administrator().await;
    let mut campaign = desk.campaign(&survey.campaign).await.unwrap();
    campaign.reminders = ReminderPlan::even(3, 2, 2);
    campaign.review.second_person = true;
    let words = MailWords { subject: "Tin, please".into(), ..MailWords::default() };
    campaign.words.insert("invitation.en".into(), words);
    desk.save_campaign(campaign).await.unwrap();
    desk.choose_recipients(&survey.campaign, &Choice::All).await.unwrap();
    let update = begun(&survey).await;
    let signed = [("act", "sign"), ("version", "1"), ("risk", "None.")];
    survey.post(Caller::Manager, &update, &signed).await;
    let page = survey.get(Caller::Viewer, &format!("/desk/campaigns/{}", survey.campaign)).await.body;
    let history = page.split("log-changes").skip(1).filter_map(|it| it.split("</ul>").next());
    let history: Vec<&str> = history.collect();
    assert!(history.len() > 3, "{page}");
    for told in &history {
        for code in ["{", "_", "null", "replanned"] {
            assert!(!told.contains(code), "{code}: {told}");
        }
    }
    let all = history.join(" ");
    for told in ["3, 2 working days, each", "No → Yes", "Invitation · English", "2 suppliers"] {
        assert!(all.contains(told), "{told}: {all}");
    }
    assert!(page.contains(&format!("href=\"{update}\"")), "an update is opened from where it is told");
}

#[tokio::test]
async fn an_update_is_signed_by_name_and_never_changes() {
    let survey = TestSurvey::new().await;
    let update = begun(&survey).await;
    let words = |act: &'static str, version: &'static str, text: &'static str| {
        [("act", act), ("version", version), ("risk", text)]
    };
    let saved = survey.post(Caller::Manager, &update, &words("save", "1", "Nobody <answers>.")).await;
    assert_eq!(saved.header("location"), format!("{update}?said=update_saved"), "{}", saved.body);
    let page = survey.get(Caller::Viewer, &update).await;
    assert!(page.body.contains("Nobody &lt;answers&gt;.") && page.body.contains("Draft, not signed"));
    // What no page records is said, not left out.
    assert!(page.body.matches("not recorded").count() >= 3, "{}", page.body);
    assert!(!page.body.contains("<textarea"), "a viewer writes nothing");

    // Whoever saw an older version loses nothing of what somebody else wrote.
    let stale = survey.post(Caller::Administrator, &update, &words("sign", "1", "x")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long: &'static str = Box::leak("x".repeat(701).into_boxed_str());
    let too_long = survey.post(Caller::Manager, &update, &words("save", "2", long)).await;
    assert_eq!(too_long.status, StatusCode::UNPROCESSABLE_ENTITY);

    let before = survey.post(Caller::Manager, &format!("{update}/mail"), &[("to", "a@b.example")]).await;
    assert!(before.header("location").ends_with("said=not_now"), "only what is signed is mailed");
    let signed = survey.post(Caller::Manager, &update, &words("sign", "2", "Nobody answers.")).await;
    assert_eq!(signed.header("location"), format!("{update}?said=update_signed"), "{}", signed.body);
    let again = survey.post(Caller::Administrator, &update, &words("save", "3", "Everybody answers.")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = survey.get(Caller::Viewer, &update).await.body;
    assert!(
        page.contains("Signed by Mona on") && page.contains("Nobody answers.") && !page.contains("Everybody")
    );

    // The next one is compared with it.
    let next = survey.get(Caller::Viewer, &begun(&survey).await).await.body;
    assert!(next.contains("Last time: 20") && next.contains("no change"), "{next}");
    let pictures =
        survey.get(Caller::Viewer, &format!("/desk/campaigns/{}/pictures", survey.campaign)).await.body;
    assert_eq!(pictures.matches("href=\"/desk/updates/").count(), 2);
    let acts = survey.app.store().await.log_after(0, 1_000).await.unwrap();
    let acts: Vec<&str> = acts.iter().map(|e| e.entry.action.as_str()).collect();
    for act in ["update.begun", "update.written", "update.signed"] {
        assert!(acts.contains(&act), "{act}");
    }
}

#[tokio::test]
async fn a_signed_update_goes_to_each_person_once() {
    let survey = TestSurvey::new().await;
    let update = begun(&survey).await;
    survey
        .post(Caller::Manager, &update, &[("act", "sign"), ("version", "1"), ("next", "The snapshot.")])
        .await;
    let mail = format!("{update}/mail");
    let viewer = survey.app.store().await.members().await.unwrap();
    let vera = viewer.iter().find(|m| m.name == "Vera").unwrap().id.to_string();
    for (to, status) in [("nobody", 422), ("", 422), ("board@asker.example\nBoard@Asker.example", 303)] {
        let sent = survey.post(Caller::Manager, &mail, &[("to", to)]).await;
        assert_eq!(sent.status.as_u16(), status, "{to}: {}", sent.body);
    }
    let both = [("to", "board@asker.example"), ("members", vera.as_str())];
    assert_eq!(survey.post(Caller::Manager, &mail, &both).await.status, StatusCode::SEE_OTHER);
    let mails = survey.app.store().await.mails(&Scope::Everything, None, 100).await.unwrap();
    let sent: Vec<_> = mails.iter().filter(|m| m.mail.kind == MailKind::ManagementUpdate).collect();
    let mut to: Vec<&str> = sent.iter().map(|m| m.mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["board@asker.example", "vera@asker.example"]);
    let message = survey.app.portal.services.compose(&sent[0].mail).await.unwrap();
    assert!(message.subject.contains("update on Minerals 2026"), "{}", message.subject);
    for told in ["What is at risk", "not recorded", "The snapshot.", "Signed by Mona on", &update] {
        assert!(message.text.contains(told), "{told}: {}", message.text);
    }
}
