//! Telephone calls: noting one, and where it is seen and counted.

use crate::deciding::hidden;
use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use service::records::{LogDraft, Supplier};

/// Words that stand nowhere else.
const WORDS: &str = "waits for two smelters";

#[tokio::test]
async fn a_call_is_noted_once_and_seen_wherever_the_supplier_is() {
    let survey = TestSurvey::new().await;
    let page = format!("/desk/requests/{}/calls", survey.a.request);
    let shown = survey.get(Caller::Reviewer, &page).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let (id, day) = (hidden(&shown.body, "id"), survey.app.portal.services.today().to_string());
    assert!(shown.body.contains(&format!("value=\"{day}\"")) && shown.body.contains("No call was recorded"));
    let call = |until: &'static str| {
        [
            ("id", id.clone()),
            ("on", day.clone()),
            ("person", "Ann Alpha".to_owned()),
            ("outcome", "will_answer".to_owned()),
            ("until", until.to_owned()),
            ("words", WORDS.to_owned()),
        ]
    };
    let post = async |caller: Caller, until: &'static str| {
        let form = call(until);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        survey.post(caller, &page, &form).await
    };
    assert_eq!(post(Caller::Viewer, "2030-01-01").await.status, StatusCode::FORBIDDEN);
    let refused = post(Caller::Reviewer, "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("by which day") && refused.body.contains(WORDS), "{}", refused.body);
    assert_eq!(hidden(&refused.body, "id"), id, "it is still the same call");
    for _ in 0..2 {
        let done = post(Caller::Reviewer, "2030-01-01").await;
        assert!(done.header("location").ends_with("said=call_recorded"), "{}", done.body);
    }
    for page in [
        format!("/desk/requests/{}", survey.a.request),
        format!("/desk/suppliers/{}", survey.a.supplier),
        page,
    ] {
        let body = survey.get(Caller::Manager, &page).await.body;
        assert_eq!(body.matches(WORDS).count(), 1, "{page}");
        assert!(body.contains("will answer by: 2030-01-01") && body.contains("Ann Alpha"), "{body}");
    }
    let other = survey.get(Caller::Viewer, &format!("/desk/requests/{}", survey.b.request)).await.body;
    assert!(!other.contains(WORDS) && !other.contains("Record a call"), "{other}");

    let log = survey.app.store().await.log_of(&format!("request:{}", survey.a.request), 50).await.unwrap();
    let told: Vec<_> = log.iter().filter(|it| it.entry.action == "request.called").collect();
    assert_eq!(told.len(), 1);
    let detail = &told[0].entry.detail;
    assert!(detail.contains("will_answer") && !detail.contains("Ann") && !detail.contains(WORDS), "{detail}");
    let manager = survey.administrator().await;
    let store = survey.app.store().await;
    assert_eq!(store.calls_counted(manager.scope(), &survey.campaign).await.unwrap(), 1);
}

#[tokio::test]
async fn whom_mail_does_not_reach_is_on_the_call_list() {
    let survey = TestSurvey::new().await;
    let list = async |query: &str| survey.get(Caller::Viewer, &format!("/desk/calls{query}")).await.body;
    assert!(list("").await.contains("Nobody has to be called"), "both are reminded yet");
    let desk = survey.administrator().await;
    let old = desk.supplier(&survey.a.supplier).await.unwrap();
    let supplier = Supplier {
        phone: "+49 30 5550 0100".into(),
        second_name: "Jonas Brandt".into(),
        second_phone: "+49 30 5550 0101".into(),
        buyer_name: "Ola Berg".into(),
        mail_problem: Some("550 no such user".into()),
        ..old
    };
    let act = LogDraft {
        actor: "system".into(),
        action: "supplier.changed".into(),
        object: String::new(),
        detail: String::new(),
        at: survey.app.portal.services.now(),
    };
    survey.app.store().await.save_supplier(supplier, act).await.unwrap();
    let shown = list("").await;
    for told in ["Alpha Parts", "Mail does not reach it", "tel:+493055500100", "Jonas Brandt", "Ola Berg"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    assert!(!shown.contains("Beta Castings") && !shown.contains("Record a call"), "{shown}");
    let reviewer = survey.get(Caller::Reviewer, "/desk/calls").await.body;
    assert!(reviewer.contains(&format!("/desk/requests/{}/calls?from=call-list", survey.a.request)));

    // From the row and back.
    let page = format!("/desk/requests/{}/calls", survey.a.request);
    let form = survey.get(Caller::Reviewer, &format!("{page}?from=call-list")).await.body;
    let (id, from) = (hidden(&form, "id"), hidden(&form, "from"));
    let day = survey.app.portal.services.today().to_string();
    let sent = [("id", id.as_str()), ("from", &from), ("on", &day), ("outcome", "not_reached")];
    let done = survey.post(Caller::Reviewer, &page, &sent).await;
    assert_eq!(done.header("location"), "/desk/calls?said=call_recorded");
    assert!(list("").await.contains("Not reached"));
    assert!(list("?called=no").await.contains("Nobody has to be called"));
    let file = survey.get(Caller::Viewer, "/desk/calls.csv").await.body;
    assert!(file.contains("Alpha Parts,Mail does not reach it,0,") && file.contains("Not reached"), "{file}");
}

#[tokio::test]
async fn a_suppliers_timeline_holds_what_happened_by_kind() {
    let survey = TestSurvey::new().await;
    let request = format!("/desk/requests/{}", survey.a.request);
    let day = survey.app.portal.services.today().to_string();
    let sent = [("on", day.as_str()), ("outcome", "not_reached"), ("words", WORDS)];
    survey.post(Caller::Reviewer, &format!("{request}/calls"), &sent).await;
    let own = format!("/desk/suppliers/{}", survey.a.supplier);
    let edit = format!("{own}/edit");
    let form = survey.get(Caller::Manager, &edit).await.body;
    let version = hidden(&form, "version");
    let change = [
        ("version", version.as_str()),
        ("name", "Alpha Parts"),
        ("email", "a@alpha.example"),
        ("relationship", "direct"),
        ("language", "en"),
        ("country", "DE"),
        ("phone", "+49 30 5550 0177"),
        ("buyer_name", "Ola Berg"),
    ];
    let done = survey.post(Caller::Manager, &edit, &change).await;
    assert!(done.header("location").ends_with("said=saved"), "{}", done.body);
    let timeline = async |query: &str| {
        let page = survey.get(Caller::Viewer, &format!("{own}{query}")).await.body;
        page.split("id=\"timeline\"").nth(1).expect("a timeline").to_owned()
    };
    let all = timeline("").await;
    for told in [
        "Telephone call · Not reached",
        WORDS,
        "Telephone: +49 30 5550 0177",
        "Buyer responsible: Ola Berg",
        "Invitation · ",
    ] {
        assert!(all.contains(told), "{told}: {all}");
    }
    assert_eq!(all.matches(WORDS).count(), 1, "the log says nothing twice");
    let calls = timeline("?kind=call").await;
    assert!(
        calls.contains(WORDS) && !calls.contains("Ola Berg") && !calls.contains("Invitation · "),
        "{calls}"
    );
    let contacts = timeline("?kind=contact").await;
    assert!(!contacts.contains(WORDS) && contacts.contains("Ola Berg"), "{contacts}");
}
