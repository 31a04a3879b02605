//! Settings, team and the log.

use super::*;
use service::records::Scope;

#[tokio::test]
async fn settings_are_kept_and_the_last_administrator_stays() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let wrong =
        admin.post("/desk/settings", &[("company_name", "N"), ("why", ""), ("retention_months", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#why\"") && wrong.body.contains("id=\"why-error\""));
    // Nobody changes their own role, so that the only administrator stays one.
    let team = admin.get("/desk/settings/team").await;
    assert!(team.body.contains("Ines Okafor"));
    let me = app.store().await.member_by_email("ines@northlight.example").await.unwrap().unwrap();
    let path = format!("/desk/settings/team/{}/role", me.id);
    assert!(
        admin
            .post(&path, &[("role", "viewer"), ("scope", "everything")])
            .await
            .location()
            .contains("not_yourself")
    );
    let chinese = admin.post("/language", &[("language", "zh"), ("back", "/desk/suppliers")]).await;
    assert_eq!(chinese.location(), "/desk/suppliers");
    let cookie = format!("{}; {}", admin.cookie, Browser::after(&app, &chinese).cookie);
    let page = Browser { app: &app, cookie }.get("/desk/suppliers").await;
    assert!(page.body.contains("<html lang=\"zh\"") && page.body.contains("供应商"));
    // The test mail goes to the administrator's own address.
    admin.act("/desk/settings/mail", &[]).await;
    app.deliver().await;
    assert!(app.mailbox.sent().iter().any(|m| m.to.contains("ines@northlight.example")));
}

#[tokio::test]
async fn desk_10_the_log_names_its_objects_shows_what_changed_and_is_found_and_downloaded() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let own = campaign(&admin, 2).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let supplier = app.store().await.all_suppliers(&Scope::Everything).await.unwrap().remove(0);
    let path = format!("/desk/suppliers/{}", supplier.id);
    let version = supplier.version.to_string();
    // What a changed address does to open requests was shown and agreed to.
    let confirmed = format!("{} > new@harbour.example", supplier.email);
    let form: Vec<(&str, &str)> = vec![
        ("version", &version),
        ("name", &supplier.name),
        ("reference", &supplier.reference),
        ("relationship", supplier.relationship.key()),
        ("email", "new@harbour.example"),
        ("language", "en"),
        ("confirmed", &confirmed),
    ];
    let changed = admin.post(&format!("{path}/edit"), &form).await;
    assert!(changed.location().starts_with(&path), "{}", changed.location());
    let history = admin.get(&path).await.body;
    for said in ["Supplier changed", "new@harbour.example", "Invited"] {
        assert!(history.contains(said), "{said}");
    }
    let log = admin.get("/desk/log").await.body;
    assert!(log.contains(&format!("href=\"{path}\">{}</a>", supplier.name)), "the object is a link");
    assert!(log.contains(&format!("{} → new@harbour.example", supplier.email)), "what was, and what is");
    let only = admin.get("/desk/log?kind=supplier.changed").await.body;
    assert!(only.contains("Supplier changed") && !only.contains(">Invited"), "by kind");
    let none = admin.get("/desk/log?q=nobody+is+called+so").await.body;
    assert!(!none.contains("Supplier changed"));
    let word = admin.get("/desk/log?q=NEW%40harbour").await.body;
    assert!(word.contains("Supplier changed"));
    let csv = admin.get("/desk/log.csv?kind=supplier.").await.body;
    assert!(
        csv.contains("supplier.changed") && csv.contains(&supplier.name) && !csv.contains("request.invited")
    );
}
