//! The desk from the first set-up to an accepted declaration, by the requests that a browser would send.

use crate::browser::{Browser, hidden};
use crate::postgres;
use crate::test_app::TestApp;
use crate::test_survey::{PASSWORD, complete_draft, percent};
use axum::http::StatusCode;
use domain::Draft;
use service::records::Instant;

mod access;
mod campaigns;
mod lists;
mod review;
mod settings;

/// A portal on a Monday morning, before the days that the tests name.
async fn test_app() -> TestApp {
    TestApp::at(Instant::from_millis(1_795_420_800_000)).await
}

/// Sets the portal up; the answer is the first administrator's browser.
async fn set_up(app: &TestApp) -> Browser<'_> {
    let token = app.portal.services.setup_token().await.unwrap().unwrap();
    let browser = Browser::new(app);
    let path = format!("/setup/{token}");
    assert!(browser.get(&path).await.body.contains("<form"));
    let short = browser.post(&path, &[("company_name", "Northlight"), ("password", "short")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("value=\"Northlight\"") && !short.body.contains("value=\"short\""));
    let form = [
        ("company_name", "Northlight Instruments"),
        ("domain", "northlight.example"),
        ("why", "The law asks."),
        ("contact_name", "Ines"),
        ("contact_email", "m@northlight.example"),
        ("policy_url", "https://northlight.example/m"),
        ("retention_months", "72"),
        ("name", "Ines Okafor"),
        ("email", "ines@northlight.example"),
        ("password", PASSWORD),
    ];
    let done = browser.post(&path, &form).await;
    assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/desk"), "{}", done.body);
    assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "the link works once");
    Browser::after(app, &done)
}

async fn sign_in<'a>(app: &'a TestApp, email: &str) -> Browser<'a> {
    let done = Browser::new(app).post("/signin", &[("email", email), ("password", PASSWORD)]).await;
    assert_eq!(done.location(), "/desk", "{}", done.body);
    Browser::after(app, &done)
}

/// The token in the newest mail to an address.
async fn mailed_token(app: &TestApp, to: &str, before: &str) -> String {
    app.deliver().await;
    let sent = app.mailbox.sent();
    let mail = sent.iter().rev().find(|m| m.to.contains(to)).expect("a mail");
    let at = mail.text.find(before).expect("a link") + before.len();
    mail.text[at..].chars().take_while(|c| !c.is_whitespace()).collect()
}

/// The supplier behind a token answers everything and submits it.
async fn submit(app: &TestApp, token: &str, company: &str) {
    let services = &app.portal.services;
    let secret = services.start(token).await.unwrap();
    let desk = services.supplier_desk(&secret).await.unwrap();
    let stored = desk.draft().await.unwrap();
    let before = Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    let mut draft = complete_draft(services);
    draft.declaration.set("company.name", company);
    let report = services.check(&draft, desk.template().unwrap()).await.unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    for warning in report.warnings() {
        draft.explanations.insert(warning.key(), "We cut wood.".into());
    }
    desk.save(stored.revision, "test", before.changes_to(&draft), "company").await.unwrap();
    services.supplier_desk(&secret).await.unwrap().submit().await.unwrap();
}

/// The address of a request, by its supplier's name in the queue.
async fn request(browser: &Browser<'_>, supplier: &str) -> String {
    let shown = browser.get(&format!("/desk/requests?q={}", percent(supplier))).await.body;
    let at = shown.find("href=\"/desk/requests/").expect("a request") + 6;
    shown[at..].split('"').next().unwrap().to_owned()
}

/// A list of suppliers as a CSV file.
fn supplier_list(count: usize) -> String {
    let mut csv = String::from("Supplier No.,Supplier Name,Contact,E-mail,Language,Country,Notes\n");
    for i in 0..count {
        csv.push_str(&format!("V-{i:04},Harbour Castings {i:03},Per Holm,per{i}@harbour.example,en,DK,x\n"));
    }
    csv
}

/// Imports suppliers and plans a campaign that asks them all; the answer is its address.
async fn campaign(browser: &Browser<'_>, count: usize) -> String {
    let sent = browser.upload("/desk/suppliers/import", "s.csv", supplier_list(count)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = browser.get(sent.location()).await;
    let mapping = hidden(&page.body, "mapping").expect("a mapping");
    browser.act(sent.location(), &[("mapping", &mapping)]).await;
    let form = [
        ("version", "0"),
        ("name", "Minerals 2026"),
        ("year", "2026"),
        ("template_version", "6.5"),
        ("due", "2027-02-26"),
        ("cutoff", "2027-03-31"),
        ("days.1.not_opened", "5"),
        ("days.1.unfinished", "3"),
        ("days.1.not_fixed", "5"),
        ("days.2.not_opened", "5"),
        ("subject.invitation.en", "Where does your tin come from?"),
    ];
    let made = browser.post("/desk/campaigns/new", &form).await;
    let recipients = made.location();
    assert!(recipients.ends_with("/recipients"), "{}", made.body);
    browser.act(recipients, &[("all", "add")]).await;
    recipients.trim_end_matches("/recipients").to_owned()
}

#[test]
fn the_journeys_of_the_team_run_on_postgresql_too() {
    postgres::again(
        &["desk::access", "desk::campaigns", "desk::lists", "desk::review", "desk::settings"],
        11,
    );
}
