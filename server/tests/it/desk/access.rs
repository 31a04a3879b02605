//! Who may do what.

use super::*;
use axum::body::Body;
use axum::http::Request;

#[tokio::test]
async fn a_reader_changes_nothing() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    let own = campaign(&admin, 2).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let path = request(&admin, "Harbour Castings 000").await;
    let supplier = {
        let shown = admin.get("/desk/suppliers").await.body;
        let at = shown.find("scope=\"row\"><a href=\"").unwrap() + 21;
        shown[at..].split('"').next().unwrap().to_owned()
    };
    let new = [("name", "Tomasz"), ("email", "tomasz@northlight.example"), ("role", "viewer")];
    admin.act("/desk/settings/team", &new).await;
    let link = mailed_token(&app, "tomasz@northlight.example", "/member/").await;
    let passwords = [("password", PASSWORD), ("again", PASSWORD)];
    let joined = Browser::new(&app).post(&format!("/member/{link}"), &passwords).await;
    assert_eq!(joined.location(), "/desk", "{}", joined.body);
    let reader = sign_in(&app, "tomasz@northlight.example").await;

    let pages =
        ["/desk", "/desk/suppliers", "/desk/campaigns", "/desk/requests", "/desk/settings", "/account"];
    for page in pages.iter().copied().chain([path.as_str(), own.as_str(), supplier.as_str()]) {
        assert_eq!(reader.get(page).await.status, StatusCode::OK, "{page}");
    }
    // Every act that the table of routes has, except those on the reader's own account, views and mentions.
    let everyone =
        ["/setup/{token}", "/signin", "/forgot", "/signout", "/signout-everywhere", "/account", "/language"];
    let (id, member) = (path.rsplit('/').next().unwrap(), "someone");
    let mut tried = 0;
    for route in server::desk::routes() {
        let account = ["/member/", "/account/", "/signin/", "/desk/views", "/desk/notes/{id}/seen"]
            .iter()
            .any(|it| route.path.starts_with(it));
        if everyone.contains(&route.path) || account || route.method != "POST" {
            continue;
        }
        let of = if route.path.contains("/requests/") {
            id.to_owned()
        } else if route.path.contains("/campaigns/") {
            own.rsplit('/').next().unwrap().to_owned()
        } else if route.path.contains("/team/") {
            member.to_owned()
        } else {
            supplier.rsplit('/').next().unwrap().to_owned()
        };
        let to = route.path.replace("{id}", &of).replace("{query}", "q").replace("{batch}", "b");
        let uploads = [
            "/desk/suppliers/import",
            "/desk/reports/own/import",
            "/desk/settings/references",
            "/desk/settings/templates",
        ];
        let answer = if uploads.contains(&to.as_str())
            || ["/filed", "/files", "/enter"].iter().any(|end| to.ends_with(end))
        {
            reader.upload(&to, "s.csv", "Name\nx").await
        } else {
            reader.post(&to, &[("version", "1"), ("reason-reject", "x")]).await
        };
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{to}");
        tried += 1;
    }
    assert!(tried >= 30, "only {tried} acts were tried");
}

#[tokio::test]
async fn nobody_gets_past_the_door() {
    let app = test_app().await;
    let admin = set_up(&app).await;
    for route in server::desk::routes() {
        if !route.path.starts_with("/desk") {
            continue;
        }
        let path = route.path.replace("{id}", "x").replace("{query}", "q").replace("{batch}", "b");
        let page = match route.method.as_str() {
            "POST" => Browser::new(&app).post(&path, &[]).await,
            _ => Browser::new(&app).get(&path).await,
        };
        assert!(
            page.location().starts_with("/signin"),
            "{} {path}: {} {}",
            route.method,
            page.status,
            page.location()
        );
    }
    let wrong =
        Browser::new(&app).post("/signin", &[("email", "ines@northlight.example"), ("password", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let evil = [("email", "ines@northlight.example"), ("password", PASSWORD), ("next", "//evil.example/")];
    assert_eq!(Browser::new(&app).post("/signin", &evil).await.location(), "/desk");
    let back =
        [("email", "ines@northlight.example"), ("password", PASSWORD), ("next", "/desk/suppliers?q=a")];
    assert_eq!(Browser::new(&app).post("/signin", &back).await.location(), "/desk/suppliers?q=a");
    // Another site cannot make the browser act.
    let request =
        Request::post("/signout").header("cookie", &admin.cookie).header("sec-fetch-site", "cross-site");
    assert_eq!(app.send(request.body(Body::empty()).unwrap()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(admin.get("/desk").await.status, StatusCode::OK, "still signed in");
    admin.post("/signout", &[]).await;
    assert!(admin.get("/desk").await.location().starts_with("/signin"));
}
