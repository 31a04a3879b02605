//! A declaration on its way to acceptance.

use super::*;

#[tokio::test]
async fn a_declaration_is_sent_back_corrected_and_accepted() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let own = campaign(&admin, 3).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let token = mailed_token(&app, "per1@harbour.example", "/r/").await;
    submit(&app, &token, "Harbour Castings").await;

    let path = request(&admin, "Harbour Castings 001").await;
    let page = admin.get(&path).await;
    assert!(page.body.contains("Harbour Castings") && page.body.contains("Tungsten"));
    let empty = admin.post(&format!("{path}/queries"), &[("location", "company.name")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "a query needs words");
    let ask = "Give the full legal name, please. <b>Thanks</b>";
    let asked = admin
        .act(
            &format!("{path}/queries"),
            &[("location", "company.name"), ("ask-text", ask), ("view", "answers")],
        )
        .await;
    assert!(asked.body.contains("Give the full legal name") && !asked.body.contains("<b>Thanks"));

    let before = admin.get(&format!("{path}/send-back")).await;
    assert!(before.body.contains("Give the full legal name"), "{}", before.body);
    let version = hidden(&before.body, "version").unwrap();
    admin.act(&format!("{path}/send-back"), &[("version", &version)]).await;
    let token = mailed_token(&app, "per1@harbour.example", "/r/").await;
    submit(&app, &token, "Harbour Castings ApS").await;

    let shown = admin.get(&format!("{path}?view=changes")).await.body;
    assert!(
        shown.contains("<del>Harbour Castings</del>") && shown.contains("<ins>Harbour Castings ApS</ins>"),
        "{shown}"
    );
    // Whoever looked at the page before the new declaration came in cannot accept it unseen.
    let late = admin.post(&format!("{path}/accept"), &[("version", &version)]).await;
    assert!(late.location().contains("said=not_changed"), "{}", late.location());
    let version = admin.version(&path).await;
    let accepted = admin.act(&format!("{path}/accept"), &[("version", &version)]).await;
    assert!(accepted.body.contains("Harbour Castings 001: Accepted"), "the list again: nothing else waits");
    assert!(admin.get(&path).await.body.contains("state-good"));
    let version = admin.version(&path).await;
    let undone = admin.act(&format!("{path}/undo"), &[("version", &version)]).await;
    assert!(undone.body.contains("state-ours"));
    let history = admin.get(&format!("{path}?view=history")).await;
    for act in ["Declaration submitted", "Sent back", "Declaration accepted", "Decision undone"] {
        assert!(history.body.contains(act), "{act}");
    }
    let json = admin.get(&format!("{path}/submissions/2.json")).await;
    let document: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(document["declaration"]["answers"]["company.name"], "Harbour Castings ApS");
    let log = admin.get("/desk/log?check=1").await;
    assert!(log.body.contains("notice-good"), "the log is whole");
}

#[tokio::test]
async fn a_proposed_contact_is_corrected_before_it_gets_the_link() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let own = campaign(&admin, 2).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let token = mailed_token(&app, "per1@harbour.example", "/r/").await;
    app.portal
        .services
        .name_other_person(&token, "Mei", "mei@harbour,example", "She knows")
        .await
        .unwrap_err();
    app.portal.services.name_other_person(&token, "Mei", "mei@harbor.example", "She knows").await.unwrap();
    let path = request(&admin, "Harbour Castings 001").await;
    let page = admin.get(&path).await;
    assert!(page.body.contains("value=\"mei@harbor.example\"") && page.body.contains("She knows"));
    let version = hidden(&page.body, "version").unwrap();
    let form = |email| {
        [
            ("version", version.as_str()),
            ("take", "yes"),
            ("contact-name", "Mei Lin"),
            ("contact-email", email),
        ]
    };
    // What is no address is sent back with what was typed, and says why.
    let refused = admin.post(&format!("{path}/contact"), &form("mei@harbour")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"mei@harbour\"") && refused.body.contains("value=\"Mei Lin\""));
    assert!(refused.body.contains("id=\"contact-email-error\""));
    admin.act(&format!("{path}/contact"), &form("mei@harbour.example")).await;
    assert!(!mailed_token(&app, "mei@harbour.example", "/r/").await.is_empty());
    assert!(admin.get(&path).await.body.contains("Mei Lin"));
}

#[tokio::test]
async fn a_submission_is_a_workbook_and_the_uploaded_template_is_what_is_filled() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let own = campaign(&admin, 2).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let token = mailed_token(&app, "per1@harbour.example", "/r/").await;
    submit(&app, &token, "=Harbour Castings").await;
    let path = request(&admin, "Harbour Castings 001").await;
    let read = |bytes: &[u8]| sheets::read_workbook(bytes, &mut |_| {}).unwrap();
    let (kind, plain) = admin.file(&format!("{path}/submissions/1.xlsx")).await;
    assert!(kind.contains("spreadsheetml"), "{kind}");
    assert_eq!(read(&plain).declaration.answer("company.name"), "=Harbour Castings");
    for odd in ["2.xlsx", "1.xls", "1", "x.xlsx"] {
        assert_eq!(
            admin.get(&format!("{path}/submissions/{odd}")).await.status,
            StatusCode::NOT_FOUND,
            "{odd}"
        );
    }
    // What is no blank template is refused in words, and nothing is kept.
    let page = "/desk/settings/templates";
    assert!(admin.get(page).await.body.contains("6.5"), "the campaign's version is missed");
    let refused = admin.upload(page, "x.xlsx", "no workbook").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let filled = admin.upload(page, "filled.xlsx", &plain).await;
    assert_eq!(filled.status, StatusCode::UNPROCESSABLE_ENTITY, "it has answers in it");
    let Some(folder) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: filling an official template, since TOUCHSTONE_SAMPLES names no folder");
        return;
    };
    let blank = std::fs::read(std::path::Path::new(&folder).join("cmrt/6.5-blank.xlsx")).unwrap();
    for _ in 0..2 {
        let sent = admin.upload(page, "blank.xlsx", &blank).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    }
    let kept = admin.get(page).await;
    let hash = service::secrets::sha256_hex(&blank);
    let form = format!("action=\"{page}/{hash}/remove\"");
    assert_eq!(kept.body.matches(&form).count(), 1, "the same file is kept once");
    let (_, official) = admin.file(&format!("{path}/submissions/1.xlsx")).await;
    assert_eq!(read(&official).declaration.answer("company.name"), "=Harbour Castings");
    assert_eq!(parts(&official), parts(&blank), "the uploaded file itself is filled");
    admin.act(&format!("{page}/{hash}/remove"), &[]).await;
    assert_eq!(parts(&admin.file(&format!("{path}/submissions/1.xlsx")).await.1), parts(&plain));
}

fn parts(bytes: &[u8]) -> Vec<String> {
    let zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    zip.file_names().map(|name| name.unwrap().into_owned()).collect()
}
