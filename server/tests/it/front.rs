//! What stands in front of every route.

use crate::test_app::TestApp;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use server::routes::table;
use std::collections::HashSet;

/// Every route with its parameters filled in by something that is nowhere.
fn paths(method: &Method) -> Vec<(String, usize)> {
    let routes = table(true).into_iter().filter(|r| r.method == *method);
    routes.map(|r| (fill(r.path), r.limit)).collect()
}

/// `/r/{token}` as a path that leads nowhere.
pub fn fill(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "nothing" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn healthz_answers_without_secrets() {
    let app = TestApp::new().await;
    for (path, parts) in [("/healthz", 2), ("/readyz", 5)] {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(body["database"], "ok");
        assert_eq!(body.as_object().unwrap().len(), 1 + parts, "no version for strangers: {body}");
    }
}

#[tokio::test]
async fn w05_only_our_own_pages_make_acts() {
    let app = TestApp::with(|o| o.base_url = Some("https://portal.example".into())).await;
    let sites = [None, Some("same-origin"), Some("same-site"), Some("cross-site"), Some("none"), Some("x")];
    let origins = [
        None,
        Some("https://portal.example"),
        Some("https://evil.example"),
        Some("null"),
        Some("http://portal.example"),
    ];
    let kinds = [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/plain",
    ];
    let posts = paths(&Method::POST);
    for (path, _) in &posts {
        for site in sites {
            for origin in origins {
                for kind in kinds {
                    let mut request =
                        Request::post(path).header("content-type", kind).header("host", "portal.example");
                    if let Some(site) = site {
                        request = request.header("sec-fetch-site", site);
                    }
                    if let Some(origin) = origin {
                        request = request.header("origin", origin);
                    }
                    let answer = app.send(request.body(Body::empty()).unwrap()).await;
                    let ours = match site {
                        Some(site) => site == "same-origin",
                        None => origin == Some("https://portal.example"),
                    };
                    // A mail program's press has neither.
                    let ours = ours || path.ends_with("/pause");
                    // Only the layer writes this text.
                    let refused = answer.status == StatusCode::FORBIDDEN;
                    assert_eq!(refused, !ours, "{path} {site:?} {origin:?} {kind}");
                }
            }
        }
    }
    assert!(posts.len() > 10, "the acts are here");
}

#[tokio::test]
async fn w05_without_a_configured_address_the_called_one_counts() {
    let app = TestApp::new().await;
    for (origin, host, ours) in [
        ("http://10.0.0.7:3000", "10.0.0.7:3000", true),
        ("http://10.0.0.7:3001", "10.0.0.7:3000", false),
        ("http://evil.example", "10.0.0.7:3000", false),
        ("null", "null", false),
    ] {
        let request = Request::post("/healthz").header("origin", origin).header("host", host);
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        let expected = if ours { StatusCode::METHOD_NOT_ALLOWED } else { StatusCode::FORBIDDEN };
        assert_eq!(answer.status, expected, "{origin} {host}");
    }
}

#[tokio::test]
async fn w08_other_sites_may_lead_here_but_not_fetch_or_embed() {
    let app = TestApp::new().await;
    for (mode, dest, expected) in [
        ("navigate", "document", StatusCode::OK),
        ("navigate", "iframe", StatusCode::FORBIDDEN),
        ("no-cors", "script", StatusCode::FORBIDDEN),
        ("cors", "empty", StatusCode::FORBIDDEN),
    ] {
        let request = Request::get("/verify").header("sec-fetch-site", "cross-site");
        let request = request.header("sec-fetch-mode", mode).header("sec-fetch-dest", dest);
        assert_eq!(app.send(request.body(Body::empty()).unwrap()).await.status, expected, "{mode} {dest}");
    }
}

#[tokio::test]
async fn w07_every_answer_has_its_headers_and_every_page_its_own_nonce() {
    let app = TestApp::with(|o| o.base_url = Some("https://portal.example".into())).await;
    let mut nonces = HashSet::new();
    for (path, _) in paths(&Method::GET).into_iter().chain([("/nowhere".into(), 0), ("/verify".into(), 0)]) {
        let answer = app.get(&path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(answer.header("strict-transport-security").contains("max-age=63072000"), "{path}");
        if path.starts_with("/assets/") {
            continue;
        }
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        for script in answer.body.split("<script").skip(1) {
            assert!(
                script.split('>').next().unwrap().contains(&format!("nonce=\"{nonce}\"")),
                "{path}: {script}"
            );
        }
        assert!(nonces.insert(nonce), "{path}: the nonce was used before");
    }
}

#[tokio::test]
async fn a_plain_connection_gets_no_hsts() {
    assert_eq!(TestApp::new().await.get("/healthz").await.header("strict-transport-security"), "");
}

#[tokio::test]
async fn bodies_beyond_the_limit_of_their_route_are_refused() {
    let app = TestApp::new().await;
    for (path, limit) in paths(&Method::POST).into_iter().filter(|(_, limit)| *limit < 1 << 20) {
        let body = format!("a={}", "x".repeat(limit));
        let request = Request::post(&path)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        // Whoever is not signed in is sent away before the body is looked at.
        let away = answer.status == StatusCode::SEE_OTHER || answer.status == StatusCode::UNAUTHORIZED;
        // What only a demonstration has is not there at all.
        let absent = path.starts_with("/demo/") && answer.status == StatusCode::NOT_FOUND;
        assert!(
            answer.status == StatusCode::PAYLOAD_TOO_LARGE || away || absent,
            "{path}: {}",
            answer.status
        );
    }
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_refused_with_the_ones_it_has() {
    let app = TestApp::new().await;
    for method in ["OPTIONS", "DELETE", "PUT", "TRACE", "PATCH"] {
        let request =
            Request::builder().method(method).uri("/healthz").header("sec-fetch-site", "same-origin");
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header("allow"), "GET,HEAD");
    }
}

#[tokio::test]
async fn assets_are_immutable_compressed_and_revalidated() {
    let app = TestApp::new().await;
    let Some(address) = app.portal.assets.addresses.get("supplier.wasm") else {
        assert!(std::env::var_os("CI").is_none(), "the site is not built: run cargo xtask site");
        println!("SKIPPED: assets, since the site is not built");
        return;
    };
    let get = |coding: &'static str| Request::get(address.as_str()).header("accept-encoding", coding);
    let packed = app.send(get("gzip, br;q=1.0").body(Body::empty()).unwrap()).await;
    assert_eq!(packed.header("content-encoding"), "br");
    assert_eq!(packed.header("content-type"), "application/wasm");
    assert_eq!(packed.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(packed.header("vary").contains("Accept-Encoding"));
    for plain in ["gzip", "br;q=0", ""] {
        let answer = app.send(get(plain).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("content-encoding"), "", "{plain}");
        assert_ne!(answer.header("etag"), packed.header("etag"));
    }
    let again = get("br").header("if-none-match", packed.header("etag"));
    let again = app.send(again.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    for wrong in ["/assets/manifest.json", "/assets/../Cargo.toml", "/assets/%2e%2e/secret.key", "/assets/"] {
        assert_eq!(app.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn l_d4_the_first_button_of_the_overview_opens_what_waits_for_review() {
    let survey = crate::test_survey::TestSurvey::new().await;
    let page = survey.get(crate::test_survey::Caller::Manager, "/desk").await.body;
    let acts = page.split("class=\"page-acts\"").nth(1).expect("acts").split("</div>").next().unwrap();
    let first = acts.split("<a ").find(|a| a.contains("button-primary")).expect("a first button");
    let href = first.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    assert!(href.contains("state=us"), "{href}");
    let queue = survey.get(crate::test_survey::Caller::Reviewer, &href).await.body;
    let chosen =
        queue.split("class=\"tab\"").find(|link| link.contains("aria-current")).expect("a chosen view");
    assert!(chosen.contains("state=us"), "{chosen}");
}

#[tokio::test]
async fn desk_22_a_new_campaign_proposes_the_newest_template() {
    let survey = crate::test_survey::TestSurvey::new().await;
    let page = survey.get(crate::test_survey::Caller::Manager, "/desk/campaigns/new").await.body;
    let newest =
        domain::template::versions().iter().rfind(|t| t.kind == domain::template::CMRT).unwrap().name();
    let chosen = page.split("<option").find(|option| option.contains(" selected")).expect("a choice");
    assert!(chosen.contains(&format!("value=\"{newest}\"")), "{chosen}");
    assert!(!page.contains("name=\"accepted."), "nothing is offered that nothing obeys");
}
