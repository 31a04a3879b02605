//! Lists are imported after a look: of suppliers, of smelters.

use super::*;

#[tokio::test]
async fn suppliers_are_imported_after_a_look() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let csv = supplier_list(210).replace("per7@harbour.example", "per7(at)harbour.example");
    let sent = admin.upload("/desk/suppliers/import", "suppliers.csv", &csv).await;
    let look = admin.get(sent.location()).await;
    let shown = &look.body;
    assert!(shown.contains(">209<") && shown.contains("per7(at)harbour.example"), "{shown}");
    let before = admin.get("/desk/suppliers").await;
    assert!(!before.body.contains("Harbour Castings"), "nothing is written by looking");
    // A column is put right by hand: the address is read as the contact, and then nobody can be told apart.
    let other = admin.get(&format!("{}?column.1=name&column.3=contact_name", sent.location())).await;
    assert_eq!(hidden(&other.body, "mapping").unwrap(), ",name,,contact_name,,,");
    let mapping = hidden(&look.body, "mapping").unwrap();
    let done = admin.post(sent.location(), &[("mapping", &mapping)]).await;
    assert!(done.location().contains("count=209"), "{}", done.location());
    assert!(admin.get(done.location()).await.body.contains("Harbour Castings 000"));
    // The same file again changes nothing; with one name changed, it says which.
    let csv = supplier_list(210).replace("Harbour Castings 003", "Harbour Foundry");
    let again = admin.upload("/desk/suppliers/import", "suppliers.csv", &csv).await;
    let shown = admin.get(again.location()).await.body;
    assert!(
        shown.contains("<del>Harbour Castings 003</del>") && shown.contains("<ins>Harbour Foundry</ins>")
    );
    let wrong = admin.upload("/desk/suppliers/import", "x.pdf", "%PDF-1.7 no table").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("role=\"alert\""));
}

#[tokio::test]
async fn a_smelter_list_is_looked_at_confirmed_asked_and_retired() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let page = "/desk/settings/references";
    let broken = admin.upload(page, "list.csv", "").await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let csv =
        "Metal,Maker,Country,Smelter ID\nTin,Kestrel <b>Works</b>,Norway,CID900001\nTin,Odd,Norway,CID9\n";
    let sent = admin.upload(page, "list.csv", csv).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    // A column that is not recognised is named, and can be chosen; looking stores nothing.
    let shown = admin.get(sent.location()).await.body;
    assert!(shown.contains("These columns were not recognised: Name"), "{shown}");
    let mapped = [("column.0", "metal"), ("column.1", "name"), ("column.2", "country"), ("column.3", "cid")];
    let about = |source, as_of| {
        let about =
            [("kind", "reference"), ("as_of", as_of), ("source", source), ("licence", "For us alone")];
        [&about[..], &mapped[..]].concat()
    };
    let query: Vec<String> =
        about("Our own list", "2026-04-17").iter().map(|(n, v)| format!("{n}={}", percent(v))).collect();
    let again = admin.get(&format!("{}?{}", sent.location(), query.join("&"))).await;
    assert!(again.body.contains("Kestrel &lt;b&gt;Works") && again.body.contains("CID9"), "{}", again.body);
    assert!(!admin.get(page).await.body.contains("Our own list"));
    let wrong = admin.post(sent.location(), &about("", "soon")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"source-error\"") && wrong.body.contains("For us alone"));
    let used = admin.act(sent.location(), &about("Our own list", "2026-04-17")).await;
    let shown = &used.body;
    assert!(shown.contains("Our own list") && shown.contains("2026-04-17") && shown.contains("For us alone"));
    // What was true on a day, by name and by number.
    let found = admin.get(&format!("{page}?q=kestrel&day=2026-05-01")).await;
    assert!(found.body.contains("/desk/smelters/CID900001?day=2026-05-01"));
    let smelter = admin.get("/desk/smelters/CID900001?day=2026-05-01").await;
    assert!(smelter.body.contains("Our own list") && smelter.body.contains("2026-04-17"));
    assert_eq!(admin.get("/desk/smelters/CID900009").await.status, StatusCode::NOT_FOUND);
    // Its remarks stay to be read, and it can be retired, with a reason.
    let at = used.body.find("/desk/settings/references/lists/").unwrap();
    let own: String = used.body[at..].chars().take_while(|c| *c != '"' && *c != '<').collect();
    let own = own.trim_end_matches("/retire");
    assert!(admin.get(own).await.body.contains("CID9"));
    assert!(
        admin.post(&format!("{own}/retire"), &[("why", "")]).await.location().contains("said=not_reason")
    );
    let gone = admin.act(&format!("{own}/retire"), &[("why", "an older file")]).await;
    assert!(gone.body.contains("an older file"));
    assert!(app.portal.services.references().await.unwrap().is_empty());
}
