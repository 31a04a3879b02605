//! One question to many, texts that queries begin with, and a sending back that is taken back, as requests.

use crate::deciding::{hidden, state, submit};
use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use domain::smelters::SmelterList;
use domain::smelters::list::About;
use domain::workflow::RequestState;
use domain::{Metal, RowId, Smelter, SmelterRow};
use service::records::{MailFilter, MailKind, QueryState, Scope};

const ASK: &str = "/desk/ask";

fn row(name: &str) -> SmelterRow {
    SmelterRow {
        id: RowId(101),
        order: 1_000,
        metal: "Tin".into(),
        lookup: "Brasswick Tin Works".into(),
        cid: "CID900001".into(),
        name: name.into(),
        country: "JAPAN".into(),
        ..SmelterRow::default()
    }
}

/// Both suppliers have submitted and name a listed smelter; the second reads Chinese.
async fn both() -> TestSurvey {
    let survey = TestSurvey::new().await;
    let listed = Smelter {
        cid: "CID900001".into(),
        metal: Some(Metal::TIN),
        name: "Brasswick Tin Works".into(),
        country: "JAPAN".into(),
        ..Smelter::default()
    };
    let about = About { as_of: "2026-01-01".parse().ok(), source: "Invented".into(), ..About::default() };
    let list = SmelterList::of_smelters(about, &[listed]);
    let desk = survey.administrator().await;
    desk.import_list("l".into(), list).await.unwrap();
    let second = desk.supplier(&survey.b.supplier).await.unwrap();
    desk.save_supplier(service::records::Supplier { language: "zh".into(), ..second }).await.unwrap();
    for caller in [Caller::SupplierA, Caller::SupplierB] {
        submit(&survey, caller, vec![row("Brasswick Tin Works")]).await;
    }
    survey
}

/// DESK-110: one text for each language goes to all that are ticked and may be asked, in one act.
#[tokio::test]
async fn desk_110_one_question_goes_to_many_in_their_languages() {
    let survey = both().await;
    let ids = [("id", survey.a.request.as_str()), ("id", survey.b.request.as_str())];
    let form = [ids[0], ids[1], ("state", "all"), ("act", "ask")];
    let bulk = "/desk/requests/bulk";
    assert_eq!(survey.post(Caller::Viewer, bulk, &form).await.status, StatusCode::FORBIDDEN);
    let page = survey.post(Caller::Reviewer, bulk, &form).await.body;
    assert!(page.contains("Ask 2 suppliers a question"), "{page}");
    assert!(page.contains("name=\"text-en\"") && page.contains("name=\"text-zh\""), "{page}");
    let expected = hidden(&page, "expected");
    assert_eq!(expected, "2");

    let (en, zh) =
        (("text-en", "Which plants does {supplier} cover?"), ("text-zh", "{supplier} 涵盖哪些工厂？"));
    let base = [ids[0], ids[1], ("state", "all"), ("expected", "2")];
    let of = |more: &[(&'static str, &'static str)]| [base.as_slice(), more].concat();
    let none = survey.post(Caller::Reviewer, ASK, &of(&[en])).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "one language is missing");
    let open = survey.post(Caller::Reviewer, ASK, &of(&[("text-en", "{smelter}?"), zh])).await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing fills it");
    let look = survey.post(Caller::Reviewer, ASK, &of(&[en, zh, ("act", "look")])).await.body;
    assert!(
        look.contains("Which plants does Alpha Parts cover?") && look.contains("Beta Castings 涵盖"),
        "{look}"
    );
    assert_eq!(state(&survey, &survey.a).await, RequestState::Submitted, "looking sends nothing");

    let done = survey.post(Caller::Reviewer, ASK, &of(&[en, zh])).await;
    let job = done.header("location").to_owned();
    assert!(job.starts_with("/desk/together/"), "{job} {}", done.body);
    assert!(survey.get(Caller::Viewer, &job).await.body.contains("2 asked."));
    let store = survey.app.store().await;
    for (asked, text) in
        [(&survey.a, "Which plants does Alpha Parts cover?"), (&survey.b, "Beta Castings 涵盖哪些工厂？")]
    {
        assert_eq!(state(&survey, asked).await, RequestState::SentBack);
        let queries = store.queries(&asked.request).await.unwrap();
        assert_eq!((queries.len(), queries[0].text.as_str(), queries[0].state), (1, text, QueryState::Open));
        let acts = store.log_of(&format!("request:{}", asked.request), 10).await.unwrap();
        let member = survey.app.portal.services.actor(&survey.reviewer).await.unwrap().member().id.clone();
        for action in ["query.raised", "request.sent_back"] {
            let act = acts.iter().find(|it| it.entry.action == action).expect(action);
            assert_eq!(act.entry.actor, format!("member:{member}"));
        }
    }
    // Pressed twice: who was asked owes an answer, and is named.
    let again = survey.post(Caller::Reviewer, ASK, &of(&[en, zh])).await.body;
    assert!(
        again.contains("None of these can be asked") && again.contains("has questions to answer"),
        "{again}"
    );
    assert_eq!(store.queries(&survey.a.request).await.unwrap().len(), 1);
}

/// DESK-111: all who named a smelter are asked about it, each at its own row; acceptances only where that is wished.
#[tokio::test]
async fn desk_111_all_who_named_a_smelter_are_asked() {
    let survey = both().await;
    let desk = survey.administrator().await;
    desk.accept(&survey.a.request).await.unwrap();
    let smelter = survey.get(Caller::Reviewer, "/desk/smelters/CID900001").await.body;
    assert!(smelter.contains("/desk/ask?smelter=CID900001"), "{smelter}");
    assert!(!survey.get(Caller::Viewer, "/desk/smelters/CID900001").await.body.contains("/desk/ask?"));
    let page = survey.get(Caller::Reviewer, "/desk/ask?smelter=CID900001").await.body;
    assert!(page.contains("Ask 1 supplier a question") && page.contains("was accepted"), "{page}");
    let text = ("text-en", "Is {smelter} still yours?");
    let form =
        [("smelter", "CID900001"), text, ("text-zh", "{smelter}？"), ("accepted", "yes"), ("expected", "1")];
    let changed = survey.post(Caller::Reviewer, ASK, &form).await.body;
    assert!(changed.contains("Ask 2 suppliers a question"), "others than looked at: {changed}");
    assert_eq!(state(&survey, &survey.a).await, RequestState::Accepted);
    let form = [form[0], form[1], form[2], form[3], ("expected", "2")];
    let job = survey.post(Caller::Reviewer, ASK, &form).await.header("location").to_owned();
    assert!(survey.get(Caller::Reviewer, &job).await.body.contains("2 asked."));
    let queries = survey.app.store().await.queries(&survey.a.request).await.unwrap();
    assert_eq!(queries[0].location, "smelter.101");
    assert_eq!(queries[0].text, "Is Brasswick Tin Works still yours?");
    assert_eq!(state(&survey, &survey.a).await, RequestState::SentBack);
}

/// DESK-112: texts to begin with are kept in the settings, offered where a query is written, and filled in.
#[tokio::test]
async fn desk_112_queries_begin_with_texts_of_the_team() {
    let survey = both().await;
    let settings = "/desk/settings/queries";
    let form = [
        ("name", "Whose"),
        ("text-en", "Is {smelter} yours, {supplier}? {rule}"),
        ("text-zh", "{smelter} 是您的吗？"),
    ];
    assert_eq!(survey.post(Caller::Reviewer, settings, &form).await.status, StatusCode::FORBIDDEN);
    let strange = [form[0], ("text-en", "{name}?")];
    assert_eq!(
        survey.post(Caller::Manager, settings, &strange).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert!(survey.post(Caller::Manager, settings, &form).await.header("location").ends_with("said=saved"));
    assert!(survey.get(Caller::Viewer, settings).await.body.contains("Whose"));
    let id = survey.administrator().await.query_templates().await.unwrap()[0].id.clone();

    let fill = [("act", "fill"), ("template", id.as_str()), ("location", "smelter.101")];
    let of = |asked: &str| format!("/desk/requests/{asked}/queries");
    let page = survey.post(Caller::Reviewer, &of(&survey.a.request), &fill).await.body;
    assert!(page.contains("Is Brasswick Tin Works yours, Alpha Parts? {rule}</textarea>"), "{page}");
    let chinese = survey.post(Caller::Reviewer, &of(&survey.b.request), &fill).await.body;
    assert!(chinese.contains("Brasswick Tin Works 是您的吗？</textarea>"), "in the supplier's language");
    let open = [("location", "smelter.101"), ("ask-text", "Is it yours? {rule}")];
    let refused = survey.post(Caller::Reviewer, &of(&survey.a.request), &open).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Nothing fills {rule}")
    );
    let many = [("id", survey.b.request.as_str()), ("act", "fill"), ("template", &id), ("expected", "1")];
    let page = survey.post(Caller::Reviewer, ASK, &many).await.body;
    assert!(page.contains("{smelter} 是您的吗？</textarea>"), "{page}");

    // Of two that change it at once, the second is told.
    let own = format!("{settings}/{id}");
    let page = survey.get(Caller::Manager, settings).await.body;
    let seen = hidden(&page, "seen");
    let names = [format!("{id}-name"), format!("{id}-text-en")];
    let change = [("seen", seen.as_str()), (&names[0], "Mine"), (&names[1], "Is it?")];
    assert!(survey.post(Caller::Manager, &own, &change).await.header("location").ends_with("said=saved"));
    assert!(
        survey.post(Caller::Manager, &own, &change).await.header("location").ends_with("said=not_changed")
    );
    survey.post(Caller::Manager, &format!("{own}/remove"), &[]).await;
    assert!(survey.administrator().await.query_templates().await.unwrap().is_empty());
}

/// DESK-113: a sending back is taken back while the supplier has done nothing; the supplier is told what it may have read.
#[tokio::test]
async fn desk_113_a_sending_back_is_taken_back_until_the_supplier_acts() {
    let survey = both().await;
    let desk = survey.administrator().await;
    let own = format!("/desk/requests/{}", survey.a.request);
    let send_back = async || {
        if survey.app.store().await.queries(&survey.a.request).await.unwrap().is_empty() {
            desk.raise_query(&survey.a.request, "declaration", "", "Which plants?").await.unwrap();
        }
        desk.send_back(&survey.a.request).await.unwrap();
    };
    let undo = async || {
        let request =
            survey.app.store().await.request(&Scope::Everything, &survey.a.request).await.unwrap().unwrap();
        let version = request.version.to_string();
        let done = survey.post(Caller::Reviewer, &format!("{own}/undo"), &[("version", &version)]).await;
        done.header("location").to_owned()
    };
    send_back().await;
    while survey.app.portal.services.deliver(10).await.unwrap() > 0 {}
    let page = survey.get(Caller::Reviewer, &own).await.body;
    assert!(page.contains("Take the questions back"), "{page}");
    assert!(undo().await.ends_with("said=sent_back_undone"));
    assert_eq!(state(&survey, &survey.a).await, RequestState::InReview);
    let store = survey.app.store().await;
    let queries = store.queries(&survey.a.request).await.unwrap();
    assert_eq!((queries.len(), queries[0].state), (1, QueryState::Draft), "not sent yet");
    let form = survey.get(Caller::SupplierA, &survey.a.at("/receipt")).await.body;
    assert!(!form.contains("Which plants?"), "{form}");
    while survey.app.portal.services.deliver(10).await.unwrap() > 0 {}
    let told = MailFilter { kind: Some(MailKind::SentBackUndone), limit: 5, ..MailFilter::default() };
    assert_eq!(store.mails_found(&service::records::Scope::Everything, &told).await.unwrap(), 1);
    let sent = survey.app.mailbox.sent();
    assert!(
        sent.iter().any(|mail| mail.text.contains("have taken back the questions")),
        "the supplier is told"
    );

    send_back().await;
    survey.save(Caller::SupplierA, serde_json::json!([{"path": "f:company.name", "value": "x"}])).await;
    let page = survey.get(Caller::Reviewer, &own).await.body;
    assert!(!page.contains("Take the questions back"), "{page}");
    assert!(undo().await.ends_with("said=not_acted"));
    assert_eq!(state(&survey, &survey.a).await, RequestState::SentBack);
}
