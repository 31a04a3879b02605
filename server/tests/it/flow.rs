//! Addresses, reminders, declines and the demonstration, as the team meets them on pages.

use crate::test_app::TestApp;
use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use mail::Memory;
use service::records::{Request, RequestCommit, Scope};
use std::sync::Arc;

/// The edit form of a supplier as its page would send it.
async fn form_of(survey: &TestSurvey, email: &str) -> Vec<(String, String)> {
    let supplier = survey.administrator().await.supplier(&survey.a.supplier).await.unwrap();
    [
        ("version", supplier.version.to_string()),
        ("name", supplier.name),
        ("reference", supplier.reference),
        ("relationship", supplier.relationship.key().to_owned()),
        ("contact_name", supplier.contact_name),
        ("email", email.to_owned()),
        ("language", supplier.language),
        ("country", supplier.country),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

fn borrowed(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The value of a hidden control.
fn hidden(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name} in {page}"));
    let value = &page[at..][page[at..].find("value=\"").unwrap() + 7..];
    value[..value.find('"').unwrap()].replace("&gt;", ">").replace("&lt;", "<")
}

/// F-D6, DESK-4: first the page says who loses access and who is invited; then it happens.
#[tokio::test]
async fn f_d6_the_page_tells_before_access_moves() {
    let survey = TestSurvey::new().await;
    let path = format!("/desk/suppliers/{}/edit", survey.a.supplier);
    let mut form = form_of(&survey, " New@Alpha.example ").await;
    let shown = survey.post(Caller::Manager, &path, &borrowed(&form)).await;
    assert_eq!(shown.status, StatusCode::OK);
    for part in ["Minerals 2026", "a@alpha.example loses access", "new@alpha.example is invited"] {
        assert!(shown.body.contains(part), "{part} is missing: {}", shown.body);
    }
    assert_eq!(
        survey.get(Caller::SupplierA, &survey.a.at("/metals")).await.status,
        StatusCode::OK,
        "not yet"
    );
    form.push(("confirmed".into(), hidden(&shown.body, "confirmed")));
    form.push(("when".into(), "now".into()));
    let saved = survey.post(Caller::Manager, &path, &borrowed(&form)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert_ne!(survey.get(Caller::SupplierA, &survey.a.at("/metals")).await.status, StatusCode::OK);
    let dead = survey.get(Caller::Anonymous, &format!("/r/{}", survey.a.token)).await;
    assert_eq!(dead.status, StatusCode::NOT_FOUND);
    let desk = survey.administrator().await;
    let mails = desk.mails(Some(&survey.a.supplier), 5).await.unwrap();
    assert_eq!((mails[0].mail.to.as_str(), mails[0].mail.kind.key()), ("new@alpha.example", "invitation"));
    // The same address in other letters asks nothing.
    let same = form_of(&survey, "NEW@alpha.example").await;
    let saved = survey.post(Caller::Manager, &path, &borrowed(&same)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.mails(Some(&survey.a.supplier), 5).await.unwrap().len(), mails.len());
}

/// F-D6: what was confirmed for one address does not hold for another.
#[tokio::test]
async fn f_d6_another_address_is_asked_about_again() {
    let survey = TestSurvey::new().await;
    let path = format!("/desk/suppliers/{}/edit", survey.a.supplier);
    let form = form_of(&survey, "one@alpha.example").await;
    let confirmed = hidden(&survey.post(Caller::Manager, &path, &borrowed(&form)).await.body, "confirmed");
    let mut other = form_of(&survey, "two@alpha.example").await;
    other.push(("confirmed".into(), confirmed));
    let shown = survey.post(Caller::Manager, &path, &borrowed(&other)).await;
    assert!(shown.status == StatusCode::OK && shown.body.contains("two@alpha.example"));
    assert_eq!(survey.get(Caller::SupplierA, &survey.a.at("/metals")).await.status, StatusCode::OK);
}

/// F-D8, DESK-5: a reminder between looking and deciding is no reason to refuse the decision; a submission is.
#[tokio::test]
async fn f_d8_the_job_refuses_no_decision() {
    let survey = TestSurvey::new().await;
    let path = format!("/desk/requests/{}", survey.b.request);
    let seen = hidden(&survey.get(Caller::Manager, &path).await.body, "version");
    let services = &survey.app.portal.services;
    let request =
        survey.app.store().await.request(&Scope::Everything, &survey.b.request).await.unwrap().unwrap();
    let due = Request { next_reminder_at: Some(services.now() - 1), ..request };
    let mut commit = RequestCommit::of(due);
    commit.quiet = true;
    survey.app.store().await.commit(commit).await.unwrap();
    services.remind().await.unwrap();
    let answer = survey
        .post(
            Caller::Manager,
            &format!("{path}/withdraw"),
            &[("version", &seen), ("reason-withdraw", "Asked twice.")],
        )
        .await;
    assert!(answer.header("location").contains("said=withdrawn"), "{}", answer.header("location"));
    let answer = survey.post(Caller::Manager, &format!("{path}/undo"), &[("version", &seen)]).await;
    assert!(answer.header("location").contains("said=not_changed"), "{}", answer.header("location"));
}

/// DESK-13: agreed to on the page, out of what needs the team, in the figures, and back again.
#[tokio::test]
async fn desk_13_a_decline_leaves_what_needs_the_team() {
    let survey = TestSurvey::new().await;
    survey.app.portal.services.decline(&survey.a.token, "We sell services.").await.unwrap();
    let path = format!("/desk/requests/{}", survey.a.request);
    let overview = async || survey.get(Caller::Manager, "/desk").await.body;
    // Texts are in every page; what needs the team is a link.
    let needs = |page: &str| {
        let mut links = page.split("<a ").filter_map(|rest| rest.split_once('>'));
        links.any(|(tag, _)| tag.contains("todo-head") && tag.contains("state=declined"))
    };
    assert!(needs(&overview().await));
    let page = survey.get(Caller::Manager, &path).await.body;
    assert!(page.contains("/out-of-scope\"") && page.contains("/undo\""));
    let version = hidden(&page, "version");
    let agree = format!("{path}/out-of-scope");
    let refused = survey.post(Caller::Manager, &agree, &[("version", &version)]).await;
    // DESK-23: the act comes back open, with its field marked.
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("id=\"reason-out-of-scope-error\"")
            && refused.body.contains("<details open class=\"reasoned\""),
        "{}",
        refused.body
    );
    let why = [("version", version.as_str()), ("reason-out-of-scope", "Calibration only.")];
    let agreed = survey.post(Caller::Manager, &agree, &why).await;
    assert!(agreed.header("location").contains("said=out_of_scope"), "{}", agreed.header("location"));
    let body = overview().await;
    assert!(!needs(&body), "it is settled");
    assert!(body.contains("0 of 1 in scope") && body.contains("of 2 asked"), "{body}");
    for list in ["/desk/campaigns".to_owned(), format!("/desk/campaigns/{}", survey.campaign)] {
        assert!(survey.get(Caller::Manager, &list).await.body.contains("state=out_of_scope"), "{list}");
    }
    let queue = survey.get(Caller::Manager, "/desk/requests?state=out_of_scope").await.body;
    assert!(queue.contains("Alpha Parts") && !queue.contains("Beta Castings"));
    let page = survey.get(Caller::Manager, &path).await.body;
    assert!(page.contains("Calibration only.") && page.contains("We sell services."));
    let version = hidden(&page, "version");
    let undone = survey.post(Caller::Manager, &format!("{path}/undo"), &[("version", &version)]).await;
    assert!(undone.header("location").contains("said=scope_undone"));
    assert!(needs(&overview().await));
    // The supplier's page says what holds.
    let landing = survey.get(Caller::Anonymous, &format!("/r/{}", survey.a.token)).await.body;
    assert!(landing.contains("You told Asker AG"), "{landing}");
}

/// DESK-21: the page says who is not at work, and both ways to launch are there.
#[tokio::test]
async fn desk_21_the_launch_says_when_each_mail_goes() {
    let survey = TestSurvey::new().await;
    let desk = survey.administrator().await;
    let hour = service::HOUR;
    let now = survey.app.portal.services.now();
    let asleep = ["NZ", "US", "DE", "IN", "CN"]
        .into_iter()
        .find(|country| service::survey::workdays::next_working_time(country, now) > now + hour / 60)
        .unwrap();
    let supplier = service::records::Supplier {
        name: "Night Works".into(),
        email: "n@night.example".into(),
        country: asleep.into(),
        language: "en".into(),
        ..Default::default()
    };
    let id = desk.save_supplier(supplier).await.unwrap().id;
    desk.choose_recipients(&survey.campaign, &service::survey::campaigns::Choice::All).await.unwrap();
    let page =
        survey.get(Caller::Manager, &format!("/desk/campaigns/{}/preview", survey.campaign)).await.body;
    assert!(page.contains("value=\"hours\"") && page.contains("value=\"now\""), "{page}");
    assert!(page.contains("Send all now (1)"));
    let launch = format!("/desk/campaigns/{}/launch", survey.campaign);
    // Also where a form, or a script, does not say when.
    survey.post(Caller::Manager, &launch, &[]).await;
    let mail = desk.mails(Some(&id), 1).await.unwrap().remove(0).mail;
    assert!(mail.send_at > now + hour / 60, "it waits for the morning");
}

/// F-D7: never on a database that the demonstration did not make.
#[tokio::test]
async fn f_d7_real_data_are_not_demonstrated() {
    let dir = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", dir.path().join("touchstone.db").display());
    let config = |demo: bool| {
        let database_url = Some(database.clone());
        crate::test_app::config(&dir, |o| (o.demo, o.database_url) = (Some(demo), database_url))
    };
    let open = async |demo: bool| {
        let clock = Arc::new(server::system::SystemClock);
        server::serve::open_with(config(demo), Arc::new(Memory::default()), clock).await
    };
    let app = TestApp::start(config(false), Arc::default(), tempfile::tempdir().unwrap()).await;
    drop(TestSurvey::in_app(app, "Alpha", "Beta").await);
    let why = open(true).await.err().expect("a real database is not demonstrated").to_string();
    assert!(why.contains("was not made by the demonstration") && why.contains("--demo"), "{why}");
    assert!(open(false).await.is_ok());
}

/// F-D7: the mailbox and the clock are for members.
#[tokio::test]
async fn f_d7_the_mailbox_is_for_members() {
    let survey = TestSurvey::with(|o| o.demo = Some(true), "Alpha", "Beta").await;
    survey.app.store().await.put_demo(0).await.unwrap();
    for caller in [Caller::Anonymous, Caller::SupplierA] {
        for answer in [
            survey.get(caller, "/demo/mail").await,
            survey.get(caller, "/demo/mail?id=x").await,
            survey.post(caller, "/demo/later", &[("to", "week")]).await,
        ] {
            assert!(answer.header("location").starts_with("/signin"), "{caller:?} {:?}", answer.status);
            assert!(!answer.body.contains("/r/"));
        }
    }
    assert_eq!(survey.get(Caller::Viewer, "/demo/mail").await.status, StatusCode::OK);
}
