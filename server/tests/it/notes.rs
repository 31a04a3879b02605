//! Notes of the team: whom they tell, how they are changed, and that no supplier ever gets one.

use crate::deciding::{hidden, submit};
use crate::test_survey::{Caller, TestSurvey};
use axum::http::{Method, StatusCode};
use service::HOUR;

/// A word that stands nowhere else.
const SECRET: &str = "quillfeather-on-the-anvil";

/// The members of the matrix are called by their first names.
fn said(text: &str) -> String {
    format!("{text} {SECRET}")
}

/// DESK-114: a member that a note names finds it on the first page and gets one mail an hour, which says nothing of it.
#[tokio::test]
async fn desk_114_whoever_a_note_names_is_told() {
    let survey = TestSurvey::new().await;
    let (of_request, of_supplier) = (
        format!("/desk/requests/{}/notes", survey.a.request),
        format!("/desk/suppliers/{}/notes", survey.a.supplier),
    );
    let note = said("@Vera, please call them.");
    for (caller, status) in
        [(Caller::Viewer, StatusCode::FORBIDDEN), (Caller::Auditor, StatusCode::FORBIDDEN)]
    {
        assert_eq!(survey.post(caller, &of_request, &[("note", &note)]).await.status, status);
    }
    assert!(
        survey
            .post(Caller::Reviewer, &of_request, &[("note", " ")])
            .await
            .header("location")
            .contains("not_note")
    );
    let done = survey.post(Caller::Reviewer, &of_request, &[("note", &note)]).await;
    assert!(done.header("location").ends_with("said=note_written"), "{}", done.body);
    survey.post(Caller::Reviewer, &of_supplier, &[("note", "@vera: and write to @nobody")]).await;

    let home = survey.get(Caller::Viewer, "/desk").await.body;
    assert!(home.contains("You were mentioned") && home.contains(SECRET), "{home}");
    assert!(!survey.get(Caller::Manager, "/desk").await.body.contains(SECRET));
    for page in
        [format!("/desk/requests/{}", survey.a.request), format!("/desk/suppliers/{}", survey.a.supplier)]
    {
        let body = survey.get(Caller::Viewer, &page).await.body;
        assert!(body.contains(SECRET) && body.contains("and write to"), "{page}");
        assert!(!body.contains("name=\"note\""), "who may not write is offered nothing");
    }
    let other = survey.get(Caller::Viewer, &format!("/desk/requests/{}", survey.b.request)).await.body;
    assert!(!other.contains(SECRET));

    // Seen is gone from the first page, and from nowhere else.
    let mut marked = 0;
    while let Some(at) = survey.get(Caller::Viewer, "/desk").await.body.split("/desk/notes/").nth(1) {
        let id = at.split('/').next().unwrap().to_owned();
        survey.post(Caller::Viewer, &format!("/desk/notes/{id}/seen"), &[]).await;
        marked += 1;
    }
    assert_eq!(marked, 2);
    assert!(!survey.get(Caller::Viewer, "/desk").await.body.contains("You were mentioned"));

    let ours = |all: Vec<service::ports::Message>| -> Vec<_> {
        all.into_iter()
            .filter(|mail| mail.to == "vera@asker.example" && mail.text.contains("name you"))
            .collect()
    };
    while survey.app.portal.services.deliver(20).await.unwrap() > 0 {}
    assert!(ours(survey.app.mailbox.sent()).is_empty(), "what an hour brings is one mail");
    survey.app.clock.advance(HOUR);
    while survey.app.portal.services.deliver(20).await.unwrap() > 0 {}
    let mails = ours(survey.app.mailbox.sent());
    assert_eq!(mails.len(), 1);
    assert!(!mails[0].text.contains(SECRET) && !mails[0].html.contains(SECRET));
}

/// DESK-115: a note is changed and removed by whoever wrote it, and that is seen.
#[tokio::test]
async fn desk_115_changing_and_removing_a_note_leaves_a_trace() {
    let survey = TestSurvey::new().await;
    let page = format!("/desk/suppliers/{}", survey.a.supplier);
    survey.post(Caller::Reviewer, &format!("{page}/notes"), &[("note", "They moved to Linz.")]).await;
    let shown = survey.get(Caller::Reviewer, &page).await.body;
    let id = shown.split("action=\"/desk/notes/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(hidden(&shown, "seen"), "1");
    let own = format!("/desk/notes/{id}");
    let change = [("seen", "1"), ("field", "x"), ("x", "They moved to Graz.")];
    assert_eq!(
        survey.post(Caller::Administrator, &own, &change).await.status,
        StatusCode::FORBIDDEN,
        "another's"
    );
    assert!(survey.post(Caller::Reviewer, &own, &change).await.header("location").ends_with("said=saved"));
    let late = survey.post(Caller::Reviewer, &own, &change).await;
    assert!(late.header("location").ends_with("said=not_changed"), "from a window that was left open");
    let shown = survey.get(Caller::Viewer, &page).await.body;
    assert!(shown.contains("Graz") && shown.contains("said before: 1") && shown.contains("Linz"), "{shown}");
    let remove = format!("{own}/remove");
    survey.post(Caller::Reviewer, &remove, &[("seen", "2")]).await;
    let shown = survey.get(Caller::Viewer, &page).await.body;
    assert!(!shown.contains("Graz") && !shown.contains("Linz") && shown.contains("Removed"), "{shown}");
    assert_eq!(survey.post(Caller::Reviewer, &own, &change).await.status, StatusCode::NOT_FOUND);
    let acts = survey.app.store().await.log_of(&format!("supplier:{}", survey.a.supplier), 20).await.unwrap();
    let acts: Vec<_> = acts.iter().filter(|it| it.entry.action.starts_with("note.")).collect();
    let mut actions: Vec<&str> = acts.iter().map(|it| it.entry.action.as_str()).collect();
    actions.sort_unstable();
    assert_eq!(actions, ["note.changed", "note.removed", "note.written"]);
    assert!(acts.iter().all(|it| !it.entry.detail.contains("Linz") && !it.entry.detail.contains("Graz")));
}

/// DESK-116: no page, file or mail that a supplier or an outsider gets says anything of a note.
#[tokio::test]
async fn desk_116_no_supplier_ever_gets_a_note() {
    let survey = TestSurvey::new().await;
    submit(&survey, Caller::SupplierA, Vec::new()).await;
    for at in [format!("requests/{}", survey.a.request), format!("suppliers/{}", survey.a.supplier)] {
        let done =
            survey.post(Caller::Reviewer, &format!("/desk/{at}/notes"), &[("note", &said("@Mona"))]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    let mut looked = 0;
    let mut look = async |survey: &TestSurvey| {
        for route in server::routes::table(true).into_iter().filter(|r| r.method == Method::GET) {
            if route.path.starts_with("/desk") || route.path.starts_with("/demo") {
                continue;
            }
            let path = route.path.replace("{request}", &survey.a.request).replace("{token}", &survey.a.token);
            for step in ["company", "corrections", "smelters", "receipt"] {
                let path = path.replace("{step}", step);
                for caller in [Caller::SupplierA, Caller::SupplierB, Caller::Anonymous] {
                    let answer = survey.get(caller, &path).await;
                    assert!(!answer.body.contains(SECRET), "{path} as {caller:?}");
                    looked += usize::from(answer.status == StatusCode::OK);
                }
                if !route.path.contains("{step}") {
                    break;
                }
            }
        }
    };
    look(&survey).await;
    let desk = survey.administrator().await;
    desk.raise_query(&survey.a.request, "declaration", "", "Which plants?").await.unwrap();
    desk.send_back(&survey.a.request).await.unwrap();
    look(&survey).await;
    assert!(looked > 20, "{looked} pages were really read");
    // Lists that leave the desk as files, and the log.
    for file in ["requests", "suppliers", "smelters", "log"] {
        for kind in ["csv", "xlsx"] {
            let answer = survey.get(Caller::Administrator, &format!("/desk/{file}.{kind}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{file}.{kind}");
            assert!(!answer.body.contains(SECRET), "{file}.{kind}");
        }
    }
    survey.app.clock.advance(2 * HOUR);
    while survey.app.portal.services.deliver(50).await.unwrap() > 0 {}
    let sent = survey.app.mailbox.sent();
    assert!(sent.len() > 4, "{}", sent.len());
    for mail in sent {
        let whole = [mail.subject, mail.text, mail.html].concat();
        assert!(!whole.contains(SECRET), "{}", mail.to);
    }
    let log = survey.app.store().await.log_after(0, 1_000).await.unwrap();
    assert!(log.iter().all(|it| !it.entry.detail.contains(SECRET)));
}
