//! Decisions about names of smelters: made, learnt, replaced, revoked.

use crate::common::{TestApp, token};
use domain::smelters::Confidence;
use domain::smelters::SmelterList;
use domain::smelters::list::About;
use domain::{Draft, Metal, RowId, Smelter, SmelterRow};
use service::records::EntryFilter;
use service::smelters::decisions::{Choice, Matched};
use service::smelters::names::OpenName;
use service::{Administrator, DAY, ServiceError, SupplierDesk};

fn smelter(cid: &str, metal: Metal, name: &str, country: &str) -> Smelter {
    Smelter {
        cid: cid.into(),
        metal: Some(metal),
        name: name.into(),
        country: country.into(),
        ..Smelter::default()
    }
}

async fn lists(desk: &Administrator) {
    let smelters = [
        smelter("CID900001", Metal::TIN, "Brasswick Tin Works", "JAPAN"),
        smelter("CID900002", Metal::TIN, "Emberly Smelting North", "JAPAN"),
        smelter("CID900003", Metal::TIN, "Emberly Smelting South", "JAPAN"),
        smelter("CID900101", Metal::GOLD, "Brasswick Gold Works", "JAPAN"),
    ];
    let about = About { as_of: "2026-04-01".parse().ok(), source: "Example".into(), ..About::default() };
    desk.import_list("list".into(), SmelterList::of_smelters(about, &smelters)).await.unwrap();
}

fn row(metal: Metal, name: &str) -> SmelterRow {
    SmelterRow {
        metal: metal.name().into(),
        lookup: "Smelter not listed".into(),
        name: name.into(),
        country: "JAPAN".into(),
        ..SmelterRow::default()
    }
}

fn choice(metal: Metal, name: &str, cid: Option<&str>) -> Choice {
    Choice {
        metal,
        name: name.into(),
        cid: cid.map(str::to_owned),
        note: "asked by phone".into(),
        replaces: None,
    }
}

async fn open(desk: &Administrator) -> Vec<OpenName> {
    desk.open_names("", 0, 100).await.unwrap().shown
}

async fn matched(desk: &Administrator, row: SmelterRow) -> Option<Matched> {
    desk.match_rows(vec![row]).await.unwrap().remove(0)
}

#[tokio::test]
async fn what_is_sure_stays_quiet_and_a_tie_is_asked_until_it_is_decided() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    assert!(matched(&desk, row(Metal::TIN, "Anything")).await.is_none(), "without lists nothing is said");
    lists(&desk).await;
    let known = SmelterRow { cid: "CID900001".into(), ..row(Metal::TIN, "Brasswick Tin Works") };
    assert!(matched(&desk, known).await.is_none());
    assert!(matched(&desk, SmelterRow { name: String::new(), ..row(Metal::TIN, "") }).await.is_none());

    let asked = matched(&desk, row(Metal::TIN, "Emberly Smelting")).await.unwrap();
    assert_eq!(asked.outcome.confidence, Confidence::Ambiguous);
    let cids: Vec<&str> = asked.candidates.iter().map(|f| f.cid.as_str()).collect();
    assert!(cids.contains(&"CID900002") && cids.contains(&"CID900003"), "{cids:?}");
    assert_eq!(asked.named, Some((Metal::TIN, "Emberly Smelting".to_owned())));

    desk.decide_smelter(choice(Metal::TIN, "Emberly Smelting", Some("cid 900003"))).await.unwrap();
    // Written otherwise, in another declaration.
    let sure = matched(&desk, row(Metal::TIN, "EMBERLY  smelting")).await.unwrap();
    assert_eq!(
        (sure.outcome.confidence, sure.candidates[0].cid.as_str()),
        (Confidence::Certain, "CID900003")
    );
    let texts = domain::text::embedded::texts("en");
    let reasons: Vec<String> = sure.outcome.candidates[0].reasons.iter().map(|r| r.message(texts)).collect();
    assert!(reasons.contains(&"Ingrid Vale decided so on 2026-05-04.".to_owned()), "{reasons:?}");
    // For another metal nothing was decided.
    assert!(!matched(&desk, row(Metal::GOLD, "Emberly Smelting")).await.unwrap().outcome.is_decided());
    let found = desk.find_smelters("emberly smelting", "2026-05-04".parse().unwrap()).await.unwrap();
    assert!(found.iter().any(|f| f.cid == "CID900003"));
}

#[tokio::test]
async fn what_is_none_of_the_lists_is_not_asked_again_until_the_decision_is_revoked() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    lists(&desk).await;
    let name = "Brasswik Tin Trading";
    assert_eq!(
        matched(&desk, row(Metal::TIN, name)).await.unwrap().outcome.confidence,
        Confidence::Ambiguous
    );
    desk.decide_smelter(choice(Metal::TIN, name, None)).await.unwrap();
    let no = matched(&desk, row(Metal::TIN, name)).await.unwrap().outcome;
    assert_eq!((no.confidence, no.is_decided(), no.candidates.len()), (Confidence::None, true, 0));

    let (standing, ended) = desk.smelter_decisions().await.unwrap();
    assert_eq!((standing.len(), ended.len()), (1, 0));
    let id = standing[0].decision.id.clone();
    assert_eq!(
        (standing[0].who.as_str(), standing[0].decision.note.as_str()),
        ("Ingrid Vale", "asked by phone")
    );
    assert!(matches!(desk.revoke_decision(&id, "  ").await, Err(ServiceError::Invalid(_))));
    portal.advance(DAY);
    desk.revoke_decision(&id, "It is a smelter after all").await.unwrap();
    assert!(matches!(desk.revoke_decision(&id, "again").await, Err(ServiceError::Conflict)));
    assert!(!matched(&desk, row(Metal::TIN, name)).await.unwrap().outcome.is_settled());
    let (standing, ended) = desk.smelter_decisions().await.unwrap();
    assert!(standing.is_empty());
    let end = ended[0].decision.ended.as_ref().unwrap();
    assert_eq!((end.why.as_str(), ended[0].ended_by.as_str()), ("It is a smelter after all", "Ingrid Vale"));
    let log = desk.log_of(&format!("decision:{id}"), 9).await.unwrap();
    let acts: Vec<&str> = log.iter().map(|e| e.entry.action.as_str()).collect();
    assert_eq!(acts, ["smelter.decision_revoked", "smelter.decided"]);
}

#[tokio::test]
async fn nobody_decides_for_a_number_that_is_no_smelters_or_over_another_decision_unseen() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    lists(&desk).await;
    // Of another metal, in no list, no number, no name.
    for (cid, name) in
        [("CID900101", "Emberly"), ("CID999999", "Emberly"), ("", "Emberly"), ("CID900001", "…")]
    {
        let refused = desk.decide_smelter(choice(Metal::TIN, name, Some(cid))).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{cid} {name}: {refused:?}");
    }
    let first = choice(Metal::TIN, "Emberly", Some("CID900002"));
    for _ in 0..2 {
        desk.decide_smelter(first.clone()).await.unwrap();
    }
    let (standing, _) = desk.smelter_decisions().await.unwrap();
    assert_eq!(standing.len(), 1, "pressing twice decides once");
    let other = choice(Metal::TIN, "Emberly", Some("CID900003"));
    assert!(matches!(desk.decide_smelter(other.clone()).await, Err(ServiceError::Conflict)));
    let replaces = Some(standing[0].decision.id.clone());
    desk.decide_smelter(Choice { replaces, ..other }).await.unwrap();
    let (standing, ended) = desk.smelter_decisions().await.unwrap();
    assert_eq!(standing[0].decision.cid.as_deref(), Some("CID900003"));
    assert_eq!(standing[0].facility.as_ref().unwrap().name, "Emberly Smelting South");
    assert_eq!(ended.len(), 1);
}

/// A declaration with these smelters of tin.
async fn submit(portal: &TestApp, desk: &SupplierDesk, rows: &[SmelterRow]) {
    let base: serde_json::Value =
        serde_json::from_str(include_str!("../../../../fixtures/rules/base.json")).unwrap();
    let mut draft = Draft::default();
    for (key, value) in base["answers"].as_object().unwrap() {
        draft.declaration.set(key, value.as_str().unwrap());
    }
    draft.declaration.set("company.effective_date", portal.services.today());
    for (i, row) in rows.iter().enumerate() {
        let n = i as u64 + 1;
        draft.declaration.smelters.push(SmelterRow { id: RowId(n), order: n, ..row.clone() });
    }
    let report = desk.check(&draft).await.unwrap();
    assert!(report.errors().next().is_none(), "{:?}", report.errors().collect::<Vec<_>>());
    for warning in report.warnings() {
        draft.explanations.insert(warning.key(), "We have asked our supplier.".into());
    }
    let stored = desk.draft().await.unwrap();
    let before = Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    desk.save(stored.revision, "t", before.changes_to(&draft), "smelters").await.unwrap();
    desk.submit().await.unwrap();
}

#[tokio::test]
async fn names_are_gathered_over_declarations_and_decided_once_for_all() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    lists(&desk).await;
    portal.launched(&desk, &["Alpha", "Beta"]).await;
    let known = row(Metal::TIN, "Brasswick Tin Works");
    let both = row(Metal::TIN, "Emberly Smelting");
    for mail in portal.deliver().await {
        let session = portal.services.start(&token(&mail)).await.unwrap();
        let supplier = portal.services.supplier_desk(&session).await.unwrap();
        let mut rows =
            vec![known.clone(), both.clone(), SmelterRow { country: "CHINA".into(), ..both.clone() }];
        if mail.to.starts_with("s1") {
            rows.push(SmelterRow { country: "BRAZIL".into(), ..row(Metal::TIN, "Quite Unknown Foundry") });
        }
        submit(&portal, &supplier, &rows).await;
    }
    let left = open(&desk).await;
    let told: Vec<(&str, usize)> = left.iter().map(|n| (n.name.as_str(), n.suppliers.len())).collect();
    assert_eq!(told, [("Emberly Smelting", 2), ("Quite Unknown Foundry", 1)]);
    assert_eq!(left[0].suppliers[0].1, "Alpha");
    assert!(left[0].candidates.len() >= 2);
    assert_eq!(left[1].outcome.confidence, Confidence::None);

    let second = desk.open_names("QUITE unknown", 0, 9).await.unwrap();
    assert_eq!((second.total, second.found, second.shown[0].name.as_str()), (2, 1, "Quite Unknown Foundry"));
    assert!(desk.open_names("", 2, 9).await.unwrap().shown.is_empty());

    desk.decide_smelter(choice(Metal::TIN, "emberly smelting", Some("CID900002"))).await.unwrap();
    desk.decide_smelter(choice(Metal::TIN, "Quite Unknown Foundry", None)).await.unwrap();
    assert!(open(&desk).await.is_empty());
    let id = desk.smelter_decisions().await.unwrap().0.remove(0).decision.id;
    desk.revoke_decision(&id, "wrong").await.unwrap();
    assert_eq!(open(&desk).await.len(), 1);
    // A decision for a smelter that no list knows any more decides nothing.
    desk.retire_list("list", "test").await.unwrap();
    assert!(open(&desk).await.is_empty(), "without lists nothing is asked");
}

/// Behind midnight everything is placed anew, which takes long where there is much: that is the job's, and nobody's who
/// submits.
#[tokio::test]
async fn d25_whoever_submits_first_on_a_day_places_the_own_names_alone() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    lists(&desk).await;
    portal.launched(&desk, &["Alpha", "Beta"]).await;
    let placed_by = async || portal.store.smelters_placed_by().await.unwrap();
    let before = placed_by().await;
    assert!(!before.is_empty());
    portal.advance(DAY);
    let mut session = Vec::new();
    for mail in portal.deliver().await {
        session.push(portal.services.start(&token(&mail)).await.unwrap());
    }
    let supplier = portal.services.supplier_desk(&session[0]).await.unwrap();
    submit(&portal, &supplier, &[row(Metal::TIN, "Brasswick Tin Works")]).await;
    assert_eq!(placed_by().await, before, "the rest waits");
    let named = async || {
        let page = desk.smelter_entries(&EntryFilter { limit: 9, ..EntryFilter::default() }).await.unwrap();
        page.rows.into_iter().map(|e| (e.facts.cid, e.suppliers)).collect::<Vec<_>>()
    };
    assert_eq!(named().await, [(Some("CID900001".to_owned()), 1)]);
    portal.services.place_smelters().await.unwrap();
    assert_ne!(placed_by().await, before);
    assert_eq!(named().await, [(Some("CID900001".to_owned()), 1)]);
}
