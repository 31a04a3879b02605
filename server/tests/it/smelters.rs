//! The smelters that were reported: each once, with status, suppliers and the way to the declarations; as requests.

use crate::test_survey::{Caller, TestSurvey, changes, complete_draft};
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
    let about =
        About { kind, as_of: "2026-01-01".into(), source: "Invented".into(), class, ..About::default() };
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
        Some(Audit { last: Some("2020-01-01".into()), cycle: Some(1), ..Audit::default() });
    admin.import_list("c".into(), passed).await.unwrap();
    for (caller, own) in [(Caller::SupplierA, None), (Caller::SupplierB, Some("Nobody <knows> this"))] {
        let mut draft = complete_draft(&survey.app.portal.services);
        draft.declaration.smelters = vec![row(1, "CID900001", "Brasswick Tin Works")];
        draft.declaration.smelters.extend(own.map(|name| row(2, "", name)));
        let services = &survey.app.portal.services;
        let asked = if caller == Caller::SupplierA { &survey.a } else { &survey.b };
        let desk = services.supplier_desk(&asked.session).await.unwrap();
        for warning in desk.check(&draft).await.unwrap().warnings() {
            draft.explanations.insert(warning.key(), "We have asked.".into());
        }
        assert_eq!(survey.save(caller, changes(&draft)).await.status, StatusCode::OK);
        let done = survey.post(caller, &asked.at("/submit"), &[]).await;
        assert_eq!(done.header("location"), asked.at("/receipt"), "{}", done.body);
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
    let own = survey.get(Caller::Reviewer, &format!("/desk/requests/{}", b.request)).await.body;
    let seen = crate::browser::hidden(&own, "version").unwrap();
    let withdrawn = survey
        .post(
            Caller::Reviewer,
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
    let refused = survey.post(Caller::Reviewer, &act, &said).await;
    assert!(refused.header("location").contains("said=not_note"), "{}", refused.header("location"));
    let why = [&said[..], &[("note", "Another address")]].concat();
    let done = survey.post(Caller::Reviewer, &act, &why).await;
    assert!(done.header("location").contains("said=screened"), "{}", done.body);
    let page = survey.get(Caller::Viewer, address).await.body.replace("<!>", "");
    assert!(page.contains("that it is another company: Another address"), "{page}");
    // Nobody says anything of a name that no list has.
    let other = [("ours", "Emberly Smelting"), ("number", "36"), ("meant", "yes"), ("note", "x")];
    assert_eq!(survey.post(Caller::Reviewer, &act, &other).await.status, StatusCode::NOT_FOUND);
}
