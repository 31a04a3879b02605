//! W-01: texts that want to be markup, through every page that shows what a supplier wrote.

use crate::test_survey::{Caller, TestSurvey, changes, complete_draft};
use domain::{RowId, SmelterCol, SmelterRow};
use serde_json::Value;

/// Each tries to leave another place: text, attribute, textarea, title, script, comment, address.
const PAYLOADS: [&str; 10] = [
    "<xss onload=alert(1)>",
    "</textarea><xss>",
    "\"><xss autofocus onfocus=alert(1) x=\"",
    "'><xss>",
    "</script><xss>",
    "</title><xss>",
    "--><xss><!--",
    "\u{2028}</script\u{0}><xss>",
    "javascript:alert(1)//<xss>",
    "&lt;xss&gt;<xss>",
];

/// The page's own markup: scripts are data or ours, and are looked at apart.
fn assert_inert(body: &str, page: &str) {
    assert!(!body.contains("<xss"), "{page}: markup got in:\n{}", around(body, "<xss"));
    let mut markup = String::new();
    for part in body.split("<script") {
        markup.push_str(part.split_once("</script>").map_or(part, |(_, rest)| rest));
    }
    for out in ["\"><xss", "\" autofocus", "href=\"javascript:", "onfocus=alert(1) x=\"\""] {
        assert!(!markup.contains(out), "{page}: an attribute was left:\n{}", around(&markup, out));
    }
}

fn around<'a>(body: &'a str, word: &str) -> &'a str {
    let at = body.find(word).unwrap_or(0);
    let start = (0..=at.saturating_sub(200)).rev().find(|i| body.is_char_boundary(*i)).unwrap_or(0);
    let end = (at + 200..body.len()).find(|i| body.is_char_boundary(*i)).unwrap_or(body.len());
    &body[start..end]
}

#[tokio::test]
async fn w01_what_a_supplier_writes_is_inert_on_every_page() {
    let everything = PAYLOADS.join(" ");
    let survey = TestSurvey::with(|_| {}, &everything, "Beta").await;
    let services = &survey.app.portal.services;
    let template = domain::template::cmrt("6.5").unwrap();
    let mut draft = complete_draft(services);
    for (i, field) in template.fields.iter().enumerate() {
        if field.options().is_empty() && field.key != "company.effective_date" {
            draft.declaration.set(&field.key, PAYLOADS[i % PAYLOADS.len()]);
        }
    }
    for (i, payload) in PAYLOADS.iter().enumerate() {
        let mut row =
            SmelterRow { id: RowId(100 + i as u64), order: 100 + i as u64, ..SmelterRow::default() };
        for column in SmelterCol::ALL {
            *row.get_mut(*column) = (*payload).to_owned();
        }
        draft.declaration.smelters.push(row);
    }
    let saved = survey.save(Caller::SupplierA, changes(&draft)).await;
    assert_eq!(saved.status.as_u16(), 200, "{}", saved.body);
    let mut pages = vec![survey.a.at(""), format!("/r/{}", survey.a.token), "/verify".into()];
    pages.extend(
        app::supplier::model::Step::all(domain::template::cmrt("6.5").unwrap())
            .iter()
            .map(|step| step.path(&survey.a.request)),
    );
    pages.push(survey.a.at("/smelters?row=103"));
    for page in &pages {
        let answer = survey.get(Caller::SupplierA, page).await;
        assert_eq!(answer.status.as_u16(), 200, "{page}");
        assert_inert(&answer.body, page);
    }
    // Refused forms, conflicts and errors quote what was sent.
    for (path, form) in [
        (survey.a.at("/company"), vec![("revision", "0"), ("f:company.name", everything.as_str())]),
        (survey.a.at("/submit"), vec![("why:x", everything.as_str())]),
        (survey.a.at("/language"), vec![("language", everything.as_str()), ("back", everything.as_str())]),
        (
            "/signin".to_owned(),
            vec![("email", everything.as_str()), ("password", "x"), ("next", everything.as_str())],
        ),
    ] {
        assert_inert(&survey.post(Caller::SupplierA, &path, &form).await.body, &path);
        // So does the page that says that nobody is signed in.
        assert_inert(&survey.post(Caller::Anonymous, &path, &form).await.body, &path);
    }
    let odd = survey.a.at(&format!("/company?said={}&page=1", crate::test_survey::percent(&everything)));
    assert_inert(&survey.get(Caller::SupplierA, &odd).await.body, "query");
    assert_inert(
        &survey
            .get(Caller::Anonymous, &format!("/r/{}", crate::test_survey::percent(&everything)))
            .await
            .body,
        "dead link",
    );
}

#[tokio::test]
async fn w01_what_a_supplier_wrote_is_inert_on_the_desk() {
    let everything = PAYLOADS.join(" ");
    let survey = TestSurvey::with(|_| {}, &everything, "Beta").await;
    let services = &survey.app.portal.services;
    let mut draft = complete_draft(services);
    let template = domain::template::cmrt("6.5").unwrap();
    for (i, field) in template.fields.iter().filter(|f| f.comment_of.is_some()).enumerate() {
        draft.declaration.set(&field.key, PAYLOADS[i % PAYLOADS.len()]);
    }
    draft.declaration.set("company.name", everything.as_str());
    draft.declaration.set("company.contact_name", everything.as_str());
    let saved = survey.save(Caller::SupplierA, changes(&draft)).await;
    assert_eq!(saved.status.as_u16(), 200, "{}", saved.body);
    explain_and_submit(&survey).await;
    let other = [
        ("act", "other"),
        ("name", everything.as_str()),
        ("email", "w@alpha.example"),
        ("note", everything.as_str()),
    ];
    let path = format!("/r/{}", survey.a.token);
    survey.post(Caller::Anonymous, &path, &other).await;
    let pages = [
        "/desk".to_owned(),
        "/desk/requests".into(),
        format!("/desk/requests?q={}", crate::test_survey::percent(&everything)),
        "/desk/suppliers".into(),
        format!("/desk/suppliers/{}", survey.a.supplier),
        format!("/desk/suppliers/{}/edit", survey.a.supplier),
        format!("/desk/requests/{}", survey.a.request),
        format!("/desk/campaigns/{}", survey.campaign),
        format!("/desk/campaigns/{}/recipients", survey.campaign),
        format!("/desk/campaigns/{}/preview", survey.campaign),
        "/desk/log".into(),
        "/desk/settings/mail".into(),
    ];
    let mut shown = 0;
    for page in &pages {
        let answer = survey.get(Caller::Administrator, page).await;
        assert_eq!(answer.status.as_u16(), 200, "{page}");
        assert_inert(&answer.body, page);
        shown += usize::from(answer.body.contains("&lt;xss"));
    }
    assert!(shown >= 4, "the hostile texts were on the pages at all");
}

/// A text as it stands in a CSV file.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[tokio::test]
async fn i05_what_an_imported_table_says_is_inert_on_the_desk() {
    let survey = TestSurvey::new().await;
    let everything = PAYLOADS.join(" ").replace('\u{0}', "");
    let (text, alpha) = (quoted(&everything), quoted(&format!("Alpha {everything}")));
    let csv = format!(
        "Supplier Name,Contact,E-mail,{text}\n{alpha},{text},a@alpha.example,{text}\n{text},{text},{text},{text}\n"
    );
    let form = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"<xss onload=alert(1)>.csv\"\r\n\r\n\
         {csv}\r\n--edge--\r\n"
    );
    let kind = "multipart/form-data; boundary=edge";
    let lists =
        format!("--edge\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\n{everything}\r\n{form}");
    for (path, form) in [("/desk/suppliers/import", &form), ("/desk/settings/references", &lists)] {
        let sent = survey.send(Caller::Administrator, path, kind, form.clone()).await;
        assert!(matches!(sent.status.as_u16(), 303 | 422), "{path}: {}", sent.status);
        assert_inert(&sent.body, path);
        if sent.status.as_u16() == 303 {
            let page = survey.get(Caller::Administrator, sent.header("location")).await;
            assert_inert(&page.body, sent.header("location"));
            assert!(page.body.contains("&lt;xss"), "{path}: the file's texts are on the page at all");
        }
    }
}

/// Explains every warning, then submits.
async fn explain_and_submit(survey: &TestSurvey) {
    let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
    let stored = desk.draft().await.unwrap();
    let draft = domain::Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    let report = desk.check(&draft).await.unwrap();
    let why: Vec<Value> = report
        .warnings()
        .map(|f| serde_json::json!({ "path": format!("why:{}", f.key()), "value": PAYLOADS[1] }))
        .collect();
    if !why.is_empty() {
        assert_eq!(survey.save(Caller::SupplierA, why.into()).await.status.as_u16(), 200);
    }
    let answer = survey.post(Caller::SupplierA, &survey.a.at("/submit"), &[("revision", "1000")]).await;
    assert_eq!(answer.status.as_u16(), 303, "{:?}", report.errors().collect::<Vec<_>>());
}
