//! Names of smelters: asked at the row and on a page of their own, decided, learnt, revoked; as requests.

use crate::test_survey::{Caller, TestSurvey, complete_draft};
use axum::http::StatusCode;
use domain::smelters::SmelterList;
use domain::smelters::list::About;
use domain::{Metal, RowId, Smelter, SmelterRow};

const NAMES: &str = "/desk/smelters/names";
const DECIDE: &str = "/desk/smelters/decisions";

fn row(n: u64, name: &str) -> SmelterRow {
    SmelterRow {
        id: RowId(n),
        order: n,
        metal: "Tin".into(),
        lookup: "Smelter not listed".into(),
        name: name.into(),
        country: "JAPAN".into(),
        ..SmelterRow::default()
    }
}

/// A portal with a list; both suppliers have submitted and name a smelter that may be two.
async fn survey() -> TestSurvey {
    let survey = TestSurvey::with(|_| {}, "Alpha Parts", "Beta Castings").await;
    let of = |cid: &str, name: &str| Smelter {
        cid: cid.into(),
        metal: Some(Metal::TIN),
        name: name.into(),
        country: "JAPAN".into(),
        ..Smelter::default()
    };
    let smelters = [
        of("CID900001", "Brasswick Tin Works"),
        of("CID900002", "Emberly Smelting North"),
        of("CID900003", "Emberly Smelting South"),
    ];
    let about = About { as_of: "2026-01-01".parse().ok(), source: "Invented".into(), ..About::default() };
    let list = SmelterList::of_smelters(about, &smelters);
    survey.administrator().await.import_list("l".into(), list).await.unwrap();
    for caller in [Caller::SupplierA, Caller::SupplierB] {
        let mut draft = complete_draft(&survey.app.portal.services);
        let known = SmelterRow {
            cid: "CID900001".into(),
            lookup: "Brasswick Tin Works".into(),
            ..row(1, "Brasswick Tin Works")
        };
        draft.declaration.smelters = vec![known, row(2, "Emberly <Smelting>")];
        survey.submit(caller, draft).await;
    }
    survey
}

fn review(survey: &TestSurvey) -> String {
    format!("/desk/requests/{}?view=smelters", survey.b.request)
}

#[tokio::test]
async fn a_tie_is_asked_and_decided_once_for_all_suppliers() {
    let survey = survey().await;
    let page = survey.get(Caller::Manager, NAMES).await;
    assert_eq!(page.status, StatusCode::OK);
    let shown = page.body.replace("<!>", "");
    assert!(
        shown.contains("Emberly &lt;Smelting&gt;") && shown.contains("data-label=\"Named by\">2<"),
        "{shown}"
    );
    assert!(page.body.contains("value=\"CID900002\"") && page.body.contains("value=\"CID900003\""));
    assert!(!page.body.contains("meant by “Brasswick"), "who is named rightly is not asked about");
    for caller in [Caller::Viewer, Caller::Manager] {
        let rows = survey.get(caller, &review(&survey)).await.body;
        assert!(rows.contains("Needs your decision."));
        assert_eq!(rows.contains(&format!("action=\"{DECIDE}\"")), caller == Caller::Manager);
    }

    let back = review(&survey);
    let form = [
        ("metal", "tin"),
        ("name", "Emberly <Smelting>"),
        ("choice", "CID900003"),
        ("note", "By telephone"),
        ("back", &back),
        ("place", "smelter.2"),
    ];
    assert_eq!(survey.post(Caller::Viewer, DECIDE, &form).await.status, StatusCode::FORBIDDEN);
    let done = survey.post(Caller::Manager, DECIDE, &form).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(done.header("location"), format!("{back}&said=decided#smelter.2"));
    for request in [&survey.a.request, &survey.b.request] {
        let path = format!("/desk/requests/{request}?view=smelters");
        let rows = survey.get(Caller::Viewer, &path).await.body;
        assert!(rows.contains("Decided by the team.") && rows.contains("Mona decided so on"), "{rows}");
        assert!(rows.contains("CID900003") && !rows.contains("CID900002"));
    }
    assert!(survey.get(Caller::Viewer, NAMES).await.body.contains("is known for sure, or decided"));

    let decided = format!("{NAMES}?view=decided");
    let page = survey.get(Caller::Manager, &decided).await.body;
    assert!(page.contains("By telephone") && page.contains("Emberly Smelting South"));
    assert!(!survey.get(Caller::Viewer, &decided).await.body.contains("/revoke\""));
    let id = survey.administrator().await.smelter_decisions().await.unwrap().0.remove(0).decision.id;
    assert!(page.contains(&format!("name=\"replaces\" value=\"{id}\"")));
    let other = |cid: &'static str, replaces| {
        [("metal", "tin"), ("name", "Emberly <Smelting>"), ("choice", cid), ("replaces", replaces)]
    };
    for (cid, replaces, said) in
        [("CID900002", "", "not_changed"), ("CID999999", &id, "not_smelter"), ("CID900002", &id, "decided")]
    {
        let done = survey.post(Caller::Manager, DECIDE, &other(cid, replaces)).await;
        assert!(done.header("location").ends_with(&format!("said={said}")), "{cid} {replaces}");
    }
    let id = survey.administrator().await.smelter_decisions().await.unwrap().0.remove(0).decision.id;
    let revoke = format!("{DECIDE}/{id}/revoke");
    let refused = survey.post(Caller::Viewer, &revoke, &[("why", "x")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let blank = survey.post(Caller::Manager, &revoke, &[("why", " ")]).await;
    assert!(blank.header("location").contains("not_why"));
    let done = survey.post(Caller::Manager, &revoke, &[("why", "It was the other one")]).await;
    assert!(done.header("location").contains("decision_revoked"));
    let again = survey.post(Caller::Manager, &revoke, &[("why", "x")]).await;
    assert!(again.header("location").contains("not_changed"));
    assert!(survey.get(Caller::Viewer, &decided).await.body.contains("It was the other one"));
    assert!(survey.get(Caller::Viewer, NAMES).await.body.contains("Emberly"), "asked about again");
}

#[tokio::test]
async fn what_cannot_be_decided_is_said_where_it_was_typed() {
    let survey = survey().await;
    let form = |cid: &'static str, back: &'static str| {
        [("metal", "tin"), ("name", "Emberly <Smelting>"), ("choice", "other"), ("cid", cid), ("back", back)]
    };
    let refused = survey.post(Caller::Manager, DECIDE, &form("CID999999", NAMES)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("No list in use knows CID999999") && refused.body.contains("href=\"#n0-cid\"")
    );
    assert!(refused.body.contains("value=\"CID999999\""), "what was typed is still there");
    let blank = survey.post(Caller::Manager, DECIDE, &form("", NAMES)).await;
    assert!(blank.body.contains("Choose a smelter"), "{}", blank.body);
    let there = review(&survey);
    let sent = [
        ("metal", "tin"),
        ("name", "Emberly <Smelting>"),
        ("choice", "other"),
        ("cid", "CID999999"),
        ("back", &there),
        ("place", "smelter.2"),
    ];
    let at_row = survey.post(Caller::Manager, DECIDE, &sent).await;
    let location = at_row.header("location").to_owned();
    assert!(location.starts_with(&there) && location.ends_with("#smelter.2"), "{location}");
    let page = survey.get(Caller::Manager, location.split('#').next().unwrap()).await.body;
    assert!(page.contains("value=\"CID999999\"") && page.contains("Nothing was decided"), "{page}");
    // Nobody is led away from the desk.
    for back in ["//evil.example/desk/requests/", "https://evil.example", "/desk/requests/\r\nx"] {
        let form = [("metal", "tin"), ("name", "Emberly <Smelting>"), ("choice", "none"), ("back", back)];
        let done = survey.post(Caller::Manager, DECIDE, &form).await;
        assert_eq!(done.header("location"), format!("{NAMES}?said=decided"), "{back}");
    }
    let none = survey.get(Caller::Viewer, &review(&survey)).await.body;
    assert!(none.contains("that no smelter of the lists is meant"));
}

#[tokio::test]
async fn names_are_searched_and_odd_addresses_harm_nothing() {
    let survey = survey().await;
    for (q, found) in [("emberly%20SMELTING", true), ("Emberly%20North", false), ("Brasswick", false)] {
        let page = survey.get(Caller::Viewer, &format!("{NAMES}?q={q}")).await.body;
        assert_eq!(page.contains("data-label=\"Named by\""), found, "{q}");
    }
    for odd in ["page=0", "page=99999999", "page=-1", "view=x", "q=%00%25"] {
        assert_eq!(
            survey.get(Caller::Viewer, &format!("{NAMES}?{odd}")).await.status,
            StatusCode::OK,
            "{odd}"
        );
    }
}
