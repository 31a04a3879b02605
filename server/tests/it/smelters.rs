//! The smelters that were reported: each once, with status, suppliers and the way to the declarations; as requests.

use crate::test_survey::{Caller, TestSurvey, complete_draft};
use axum::http::StatusCode;
use domain::smelters::list::{About, Audit};
use domain::smelters::sanctions::Sanctioned;
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use domain::{Metal, RowId, Smelter, SmelterRow};

const LIST: &str = "/desk/smelters";

fn row(n: u64, cid: &str, name: &str) -> SmelterRow {
    SmelterRow {
        id: RowId(n),
        order: n,
        cid: cid.into(),
        metal: "Tin".into(),
        lookup: if cid.is_empty() { "Smelter not listed".into() } else { name.into() },
        name: name.into(),
        country: "JAPAN".into(),
        ..SmelterRow::default()
    }
}

fn list(kind: ListKind, class: LicenceClass, smelters: &[(&str, &str)]) -> SmelterList {
    let of = |(cid, name): &(&str, &str)| Smelter {
        cid: (*cid).into(),
        metal: Some(Metal::TIN),
        name: (*name).into(),
        country: "JAPAN".into(),
        ..Smelter::default()
    };
    let about = About {
        kind,
        as_of: "2026-01-01".parse().ok(),
        source: "Invented".into(),
        class,
        ..About::default()
    };
    SmelterList::of_smelters(about, &smelters.iter().map(of).collect::<Vec<_>>())
}

/// A portal with lists; both suppliers report one smelter by its name, one of them another under a name of its own.
async fn survey() -> TestSurvey {
    let survey = TestSurvey::with(|_| {}, "Alpha Parts", "Beta Castings").await;
    let admin = survey.administrator().await;
    let both = [("CID900001", "Brasswick Tin Works"), ("CID900002", "Emberly Smelting")];
    admin.import_list("l".into(), list(ListKind::Reference, LicenceClass::Public, &both)).await.unwrap();
    let mut passed = list(ListKind::Conformant, LicenceClass::Paid, &both[..1]);
    passed.entries[0].audit =
        Some(Audit { last: "2020-01-01".parse().ok(), cycle: Some(1), ..Audit::default() });
    admin.import_list("c".into(), passed).await.unwrap();
    for (caller, own) in [(Caller::SupplierA, None), (Caller::SupplierB, Some("Nobody <knows> this"))] {
        let mut draft = complete_draft(&survey.app.portal.services);
        draft.declaration.smelters = vec![row(1, "CID900001", "Brasswick Tin Works")];
        draft.declaration.smelters.extend(own.map(|name| row(2, "", name)));
        survey.submit(caller, draft).await;
    }
    survey
}

#[tokio::test]
async fn each_reported_smelter_stands_once_with_status_and_suppliers() {
    let survey = survey().await;
    let page = survey.get(Caller::Viewer, LIST).await.body.replace("<!>", "");
    assert_eq!(page.matches("/desk/smelters/CID900001").count(), 1, "{page}");
    assert!(
        page.contains("Conformant (RMAP)") && page.contains("data-label=\"Suppliers\" class=\"number\">2<"),
        "{page}"
    );
    assert!(page.contains("Nobody &lt;knows&gt; this") && page.contains("Name not matched"));
    assert!(!page.contains("CID900002"), "nobody reported it");
    let unplaced = survey.get(Caller::Viewer, "/desk/smelters?status=unplaced").await.body;
    assert!(unplaced.contains("Nobody") && !unplaced.contains("CID900001"));
    assert!(!survey.get(Caller::Viewer, "/desk/smelters?metal=gold").await.body.contains("CID900001"));
    // Who may read a status goes with it, whatever columns are chosen.
    for address in ["/desk/smelters.csv", "/desk/smelters.csv?col=status"] {
        let file = survey.get(Caller::Viewer, address).await.body;
        assert!(file.contains("Conformant (RMAP)") && file.contains("paid list"), "{file}");
    }
    // Another submission, decision or list is seen at once.
    let b = &survey.b;
    let own = survey.get(Caller::Manager, &format!("/desk/requests/{}", b.request)).await.body;
    let seen = crate::browser::hidden(&own, "version").unwrap();
    let withdrawn = survey
        .post(
            Caller::Manager,
            &format!("/desk/requests/{}/withdraw", b.request),
            &[("version", &seen), ("reason-withdraw", "Asked twice.")],
        )
        .await;
    assert_eq!(withdrawn.status, StatusCode::SEE_OTHER, "{}", withdrawn.body);
    let page = survey.get(Caller::Viewer, LIST).await.body.replace("<!>", "");
    assert!(
        page.contains("data-label=\"Suppliers\" class=\"number\">1<") && !page.contains("Nobody"),
        "{page}"
    );
}

#[tokio::test]
async fn a_smelters_page_says_who_reported_it_and_a_passed_day_is_a_note() {
    let survey = survey().await;
    let page = survey.get(Caller::Viewer, "/desk/smelters/CID900001").await.body.replace("<!>", "");
    for supplier in ["Alpha Parts", "Beta Castings"] {
        assert!(page.contains(supplier), "{supplier}: {page}");
    }
    assert!(page.contains(&format!("/desk/requests/{}", survey.a.request)));
    assert!(page.contains("Conformant (RMAP)") && page.contains("was planned for 2021-01-01"), "{page}");
    assert!(page.contains("Inside the company (paid list)"));
    assert_eq!(survey.get(Caller::Viewer, "/desk/smelters/CID999999").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_name_under_sanctions_is_a_signal_until_a_person_says_who_is_meant() {
    let survey = survey().await;
    let mut sanctions = list(ListKind::Sanctions, LicenceClass::Public, &[]);
    sanctions.sanctioned = vec![Sanctioned {
        number: "36".into(),
        name: "BRASSWICK TIN WORKS LLC".into(),
        ..Sanctioned::default()
    }];
    survey.administrator().await.import_list("s".into(), sanctions).await.unwrap();
    let address = "/desk/smelters/CID900001";
    let page = survey.get(Caller::Viewer, address).await.body.replace("<!>", "");
    assert!(page.contains("BRASSWICK TIN WORKS LLC") && page.contains("“Brasswick Tin Works”"), "{page}");
    assert!(page.contains("Conformant (RMAP)"), "a signal changes no status");
    assert!(!page.contains("name=\"meant\""), "who reads alone says nothing");
    let said = [("ours", "Brasswick Tin Works"), ("number", "36"), ("meant", "no")];
    let act = format!("{address}/screening");
    let refused = survey.post(Caller::Manager, &act, &said).await;
    assert!(refused.header("location").contains("said=not_note"), "{}", refused.header("location"));
    let why = [&said[..], &[("note", "Another address")]].concat();
    let done = survey.post(Caller::Manager, &act, &why).await;
    assert!(done.header("location").contains("said=screened"), "{}", done.body);
    let page = survey.get(Caller::Viewer, address).await.body.replace("<!>", "");
    assert!(page.contains("that it is another company: Another address"), "{page}");
    // Nobody says anything of a name that no list has.
    let other = [("ours", "Emberly Smelting"), ("number", "36"), ("meant", "yes"), ("note", "x")];
    assert_eq!(survey.post(Caller::Manager, &act, &other).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_the_team_decides_is_kept_with_who_and_why_and_frozen() {
    let survey = survey().await;
    let address = "/desk/smelters/CID900001";
    let act = "/desk/smelters/verdicts";
    let wish = |is: &'static str, other: &'static str, note: &'static str, to: &'static str| {
        [("smelter", "CID900001"), ("metal", "tin"), ("is", is), ("other", other), ("note", note), ("to", to)]
    };
    // Nothing is decided without a reason, about an unknown other one, or for days that end before they begin.
    for (sent, says) in [
        (wish("ceased", "", "", ""), "note"),
        (wish("same", "CID999999", "Seen there", ""), "CID999999"),
        (wish("same", "CID900001", "Itself", ""), "CID900001"),
        (wish("", "", "No decision", ""), "is"),
        (wish("ceased", "", "No day", "soon"), "to"),
    ] {
        let refused = survey.post(Caller::Manager, act, &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sent:?}");
        assert!(refused.body.contains(says) && refused.body.contains("aria-invalid=\"true\""), "{sent:?}");
    }
    let done = survey.post(Caller::Manager, act, &wish("ceased", "", "Closed in <March>", "")).await;
    assert!(done.header("location").ends_with("/CID900001?said=judged"), "{}", done.body);
    let page = survey.get(Caller::Viewer, address).await.body.replace("<!>", "");
    assert!(page.contains("It no longer operates · Closed in &lt;March&gt;"), "{page}");
    assert!(page.contains("Conformant (RMAP)"), "the status is what the list says");
    assert!(!page.contains("name=\"is\""), "who reads alone decides nothing");

    // A name that no list knows has a page of its own; where it comes from is noted of smelters alone.
    let named = "/desk/smelters/named?metal=tin&name=Nobody%20%3Cknows%3E%20this";
    let page = survey.get(Caller::Manager, named).await.body.replace("<!>", "");
    assert!(page.contains("Beta Castings") && page.contains("name=\"is\""), "{page}");
    assert!(survey.get(Caller::Viewer, LIST).await.body.contains("/desk/smelters/named?metal=tin"));
    let trader =
        [("smelter", "Nobody <knows> this"), ("metal", "tin"), ("is", "rejected"), ("note", "A trader")];
    let done = survey.post(Caller::Manager, act, &trader).await;
    assert!(done.header("location").contains("/named?"), "{}", done.body);
    assert!(survey.get(Caller::Viewer, named).await.body.contains("A trader"));

    let origin = [
        ("takes", "outside"),
        ("countries", "Rwanda"),
        ("class", "member"),
        ("source", "Data for members of March"),
    ];
    let act = format!("{address}/sourcing");
    let refused = survey.post(Caller::Manager, &act, &origin).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let said = [("takes", "covered"), origin[1], origin[2], origin[3]];
    let done = survey.post(Caller::Manager, &act, &said).await;
    assert!(done.header("location").ends_with("said=sourcing"), "{}", done.body);
    let page = survey.get(Caller::Viewer, address).await.body.replace("<!>", "");
    assert!(page.contains("ore from a covered country · Rwanda · Data for members of March"), "{page}");
    let log = survey.get(Caller::Administrator, "/desk/log").await.body;
    assert!(log.contains("Decided about a smelter") && log.contains("Noted where a smelter takes"), "{log}");
}

#[tokio::test]
async fn a_new_list_names_what_it_touches_and_asks_in_one_act() {
    let survey = survey().await;
    // Alpha's declaration is accepted; Beta's waits.
    survey.administrator().await.accept(&survey.a.request).await.unwrap();
    let mut passed = list(ListKind::Conformant, LicenceClass::Public, &[("CID900002", "Emberly Smelting")]);
    passed.as_of = "2026-03-01".parse().unwrap();
    survey.administrator().await.import_list("n".into(), passed).await.unwrap();
    let address = "/desk/settings/references/lists/n";
    let page = survey.get(Caller::Manager, address).await.body.replace("<!>", "");
    for says in [
        "S4 Tin: facilities that change class: 1 (Conformant (RMAP) → Listed",
        "S5 Tin: facilities that begin or cease to take part: 1",
        "Suppliers: 2 · declarations: 2",
        "before “Conformant (RMAP)”",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert!(
        !survey.get(Caller::Viewer, address).await.body.contains("name=\"all\""),
        "who reads alone asks nobody"
    );
    let act = format!("{address}/ask");
    let question = survey.post(Caller::Manager, &act, &[("all", "yes")]).await;
    assert_eq!(question.status, StatusCode::OK);
    assert!(
        question.body.contains("Alpha Parts") && question.body.contains("name=\"expected\" value=\"2\""),
        "{}",
        question.body
    );
    survey.app.deliver().await;
    let before = survey.app.mailbox.sent().len();
    let done = survey.post(Caller::Manager, &act, &[("all", "yes"), ("expected", "2")]).await;
    let job = done.header("location").to_owned();
    let result = survey.get(Caller::Manager, &job).await.body.replace("<!>", "");
    assert!(result.contains("2 asked.") && result.contains(address), "{job}: {result}");
    survey.app.deliver().await;
    let sent = survey.app.mailbox.sent().split_off(before);
    assert_eq!(sent.len(), 2, "one mail each, an acceptance that is taken back with it too");
    assert!(sent.iter().all(|m| m.text.contains("before “Conformant (RMAP)”")), "{:?}", sent[0].text);
    let request = survey.get(Caller::Viewer, &format!("/desk/requests/{}", survey.a.request)).await.body;
    assert!(request.contains("Sent back"), "{request}");
    // Nobody is asked twice about one list.
    let again = survey.post(Caller::Manager, &act, &[("all", "yes"), ("expected", "2")]).await;
    assert_ne!(again.header("location"), job);
    let result = survey.get(Caller::Manager, again.header("location")).await.body.replace("<!>", "");
    assert!(result.contains("0 asked.") && result.contains("was asked about this list before"), "{result}");
}

#[tokio::test]
async fn what_a_members_list_says_is_not_told_to_a_supplier() {
    let survey = survey().await;
    let mut passed = list(ListKind::Conformant, LicenceClass::Member, &[("CID900002", "Emberly Smelting")]);
    passed.as_of = "2026-03-01".parse().unwrap();
    survey.administrator().await.import_list("n".into(), passed).await.unwrap();
    let address = "/desk/settings/references/lists/n";
    let page = survey.get(Caller::Manager, address).await.body.replace("<!>", "");
    assert!(page.contains("We have new information about this smelter."), "{page}");
    assert!(!page.contains("before “Conformant"), "{page}");
}
