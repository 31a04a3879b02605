//! F-D1, SUP-B1, as an attacker and as a careless person would have it: forged cookies on every route, windows that were
//! left open, links that are opened again, more requests than a browser keeps.

use crate::test_app::TestResponse;
use crate::test_survey::{Asked, Caller, TestSurvey, changes, complete_draft};
use axum::http::{Method, StatusCode};
use serde_json::json;
use service::records::{Scope, Supplier};
use service::survey::campaigns::Choice;
use std::collections::BTreeMap;

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=edge";

/// A form with a file in it, as the page for workbooks sends it.
const FILE: &str = "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\n\r\nx\r\n\
    --edge\r\nContent-Disposition: form-data; name=\"changes\"\r\n\r\n[{\"path\":\"f:company.name\",\"value\":\"Forged\"}]\r\n\
    --edge\r\nContent-Disposition: form-data; name=\"told\"\r\n\r\n{}\r\n\
    --edge\r\nContent-Disposition: form-data; name=\"f:company.name\"\r\n\r\nForged\r\n--edge--\r\n";

/// What acts of every kind would write; each route takes what it understands.
fn bodies() -> [(&'static str, String); 3] {
    let change = json!([{ "path": "f:company.name", "value": "Forged" }]);
    let save = json!({ "base_revision": 1000, "tab": "t", "section": "company", "changes": change });
    [
        (FORM, "revision=1000&f:company.name=Forged&language=zh&then=next".to_owned()),
        ("text/plain", save.to_string()),
        (MULTIPART, FILE.to_owned()),
    ]
}

/// Every route of a request's form, with the request in it.
fn routes(request: &str) -> Vec<(Method, String)> {
    let of_form = |path: &str| path.starts_with("/answer/{request}");
    let all = server::routes::table(false).into_iter().filter(|r| of_form(r.path));
    let filled = |path: &str| path.replace("{request}", request).replace("{step}", "company");
    all.map(|r| (r.method, filled(r.path))).collect()
}

async fn entries(survey: &TestSurvey, asked: &Asked) -> BTreeMap<String, String> {
    let desk = survey.app.portal.services.supplier_desk(&asked.session).await.unwrap();
    desk.draft().await.unwrap().entries
}

/// What a browser keeps, as far as cookies of requests go.
#[derive(Default)]
struct Jar(Vec<(String, String)>);

impl Jar {
    fn header(&self) -> String {
        self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn take(&mut self, answer: &TestResponse) {
        for line in answer.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok()) {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            self.0.retain(|(n, _)| n != name);
            if !line.contains("Max-Age=0") {
                self.0.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    async fn start(&mut self, survey: &TestSurvey, token: &str) -> TestResponse {
        let answer =
            survey.app.post_as(&self.header(), &format!("/r/{token}"), FORM, "act=start".into()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        self.take(&answer);
        answer
    }
}

#[tokio::test]
async fn f_d1_a_forged_or_cut_cookie_opens_no_route_by_any_method() {
    let survey = TestSurvey::new().await;
    let draft = complete_draft(&survey.app.portal.services);
    for caller in [Caller::SupplierA, Caller::SupplierB] {
        assert_eq!(survey.save(caller, changes(&draft)).await.status, StatusCode::OK);
    }
    let (b, secret) = (&survey.b.request, &survey.b.session.secret);
    let before = (entries(&survey, &survey.a).await, entries(&survey, &survey.b).await);
    let acts = survey.acts().await;
    let forged = [
        format!("answer-{b}={}", &secret[..secret.len() - 1]),
        format!("answer-{b}={secret}x"),
        format!("answer-{b}={}", secret.to_ascii_uppercase()),
        format!("answer-{b}={}", secret.chars().rev().collect::<String>()),
        format!("answer-{b}=\"{secret}\""),
        format!("answer-{b}={}", "x".repeat(4_000)),
        format!("answer-{b}={}", survey.b.token),
        format!("answer-{b}={}", survey.administrator),
        format!("answer-{b}={secret}; answer-{b}={}", survey.a.session.secret),
        format!("Answer-{b}={secret}"),
        format!("answer-{}={secret}", &b[..31]),
        format!("answer={secret}; answer-={secret}"),
        format!("__Host-answer-{b}={secret}"),
        format!("desk={secret}"),
        survey.a.cookie(),
    ];
    for cookie in &forged {
        for (method, path) in routes(b) {
            if method == Method::GET {
                let answer = survey.app.get_as(cookie, &path).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path} with {cookie}");
                assert!(!answer.body.contains("Beta Castings"), "{path} with {cookie}");
                continue;
            }
            for (kind, body) in bodies() {
                let answer = survey.app.post_as(cookie, &path, kind, body).await;
                let status = answer.status;
                // Signing out of nothing is no fault, and a body of the wrong kind is refused unread.
                let left = path.ends_with("/leave") && status == StatusCode::SEE_OTHER;
                assert!(left || status.is_client_error(), "{path} {kind} with {cookie}: {status}");
                assert!(!answer.body.contains("Beta Castings"), "{path} {kind} with {cookie}");
            }
        }
    }
    assert_eq!((entries(&survey, &survey.a).await, entries(&survey, &survey.b).await), before);
    assert_eq!(survey.acts().await, acts, "every act is in the log, and there is none");
    // An address that is written otherwise is another one.
    for odd in
        [b.to_ascii_uppercase(), format!("{b}x"), b[..31].to_owned(), format!("%20{b}"), "..".to_owned()]
    {
        let answer = survey.get(Caller::SupplierB, &format!("/answer/{odd}/company")).await;
        assert!(answer.status.is_client_error(), "{odd}: {}", answer.status);
    }
}

#[tokio::test]
async fn f_d1_a_link_opens_anew_after_signing_out_and_the_old_cookie_does_not() {
    let survey = TestSurvey::new().await;
    let mut jar = Jar::default();
    jar.start(&survey, &survey.a.token).await;
    let old = jar.header();
    let typed = "revision=0&f:company.name=Kept+over+the+break";
    survey.app.post_as(&old, &survey.a.at("/company"), FORM, typed.into()).await;
    jar.take(&survey.app.post_as(&old, &survey.a.at("/leave"), FORM, String::new()).await);
    assert_eq!(jar.header(), "");
    for path in ["", "/company", "/answers.json", "/answers.xlsx"] {
        let answer = survey.app.get_as(&old, &survey.a.at(path)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    // A window that was left open gives its text back.
    let late = survey.app.post_as(&old, &survey.a.at("/company"), FORM, "f:company.name=Late".into()).await;
    assert!(late.status == StatusCode::UNAUTHORIZED && late.body.contains("Late"));
    jar.start(&survey, &survey.a.token).await;
    let page = survey.app.get_as(&jar.header(), &survey.a.at("/company")).await;
    assert!(page.status == StatusCode::OK && page.body.contains("Kept over the break"));
    assert_eq!(survey.app.get_as(&old, &survey.a.at("")).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn f_d1_a_stranger_who_asks_for_a_link_neither_gets_in_nor_throws_anybody_out() {
    let survey = TestSurvey::new().await;
    for form in [vec![("request", survey.a.request.as_str())], vec![("email", "a@alpha.example")]] {
        let answer = survey.post(Caller::Anonymous, "/link", &form).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.headers.get("set-cookie").is_none());
        for secret in ["Alpha Parts", "Contact of Alpha", "Minerals 2026", &survey.a.token, "/r/"] {
            assert!(!answer.body.contains(secret), "{secret}");
        }
    }
    // Whoever is at work goes on, and the link in the first mail still opens.
    let form = [("revision", "0"), ("f:company.name", "Still here")];
    assert_eq!(
        survey.post(Caller::SupplierA, &survey.a.at("/company"), &form).await.status,
        StatusCode::SEE_OTHER
    );
    let landing = survey.get(Caller::Anonymous, &format!("/r/{}", survey.a.token)).await;
    assert_eq!(landing.status, StatusCode::OK);
    let mails = survey.app.store().await.mails(&Scope::Everything, None, 100).await.unwrap();
    let to: Vec<&str> = mails
        .iter()
        .filter(|m| m.mail.kind == service::records::MailKind::NewLink)
        .map(|m| m.mail.to.as_str())
        .collect();
    assert_eq!(to, ["a@alpha.example"; 2]);
}

/// SUP-B1: the thirteenth request in one browser closes the first, which says so and gives its text back.
#[tokio::test]
async fn sup_b1_thirteen_requests_in_one_browser() {
    let survey = TestSurvey::new().await;
    let services = survey.app.portal.services.clone();
    let admin = survey.administrator().await;
    for n in 0..11 {
        let supplier = Supplier {
            name: format!("Plant {n:02}"),
            reference: format!("plant-{n}"),
            email: format!("plant{n}@alpha.example"),
            contact_name: "Per".into(),
            language: "en".into(),
            country: "DE".into(),
            ..Supplier::default()
        };
        admin.save_supplier(supplier).await.unwrap();
    }
    admin.choose_recipients(&survey.campaign, &Choice::All).await.unwrap();
    assert_eq!(admin.launch(&survey.campaign).await.unwrap(), 11);
    let filter = service::records::RequestFilter { limit: 50, ..Default::default() };
    let rows = survey.app.store().await.requests(&Scope::Everything, &filter).await.unwrap().rows;
    assert_eq!(rows.len(), 13);
    let mut jar = Jar::default();
    let mut opened = Vec::new();
    for row in rows {
        let link = survey.app.store().await.links(&row.request.id).await.unwrap()[0].id.clone();
        jar.start(&survey, &services.link_token(&link)).await;
        opened.push((row.request.id, row.supplier_name));
    }
    assert_eq!(jar.0.len(), 12);
    for (n, (request, supplier)) in opened.iter().enumerate() {
        let page = survey.app.get_as(&jar.header(), &format!("/answer/{request}/company")).await;
        if n == 0 {
            assert_eq!(page.status, StatusCode::UNAUTHORIZED);
            let typed = format!("revision=0&f:company.name={n}");
            let path = format!("/answer/{request}/company");
            let refused = survey.app.post_as(&jar.header(), &path, FORM, typed).await;
            assert!(refused.body.contains("<dd class=\"typed\">0</dd>"));
            continue;
        }
        assert_eq!(page.status, StatusCode::OK, "{n}");
        assert!(page.body.contains(supplier.as_str()), "the page names {supplier}");
        for (_, other) in opened.iter().filter(|(_, other)| other != supplier) {
            assert!(!page.body.contains(other.as_str()), "{supplier}'s page names {other}");
        }
        let typed = format!("revision=0&f:company.name=Typed+for+{n}");
        let path = format!("/answer/{request}/company");
        assert_eq!(survey.app.post_as(&jar.header(), &path, FORM, typed).await.status, StatusCode::SEE_OTHER);
    }
    for (n, (request, _)) in opened.iter().enumerate() {
        let stored = survey.app.store().await.draft(request).await.unwrap().entries;
        let expected = (n > 0).then(|| format!("Typed for {n}"));
        assert_eq!(stored.get("f:company.name"), expected.as_ref(), "{n}");
    }
}

/// A window that stayed open while the request was closed, opened again, taken back.
#[tokio::test]
async fn f_d1_a_window_outlives_what_happens_to_its_request() {
    let survey = TestSurvey::new().await;
    let services = &survey.app.portal.services;
    let typed = [("revision", "0"), ("f:company.name", "Typed in the open window")];
    let call = json!({ "base_revision": 0, "tab": "t", "section": "company",
        "changes": [{ "path": "f:company.name", "value": "Typed in the open window" }] });
    let save = async || {
        let answer =
            survey.send(Caller::SupplierA, &survey.a.at("/save"), "application/json", call.to_string()).await;
        answer.status
    };
    let cutoff = async |days: i64| {
        let mut campaign =
            survey.app.store().await.campaign(&Scope::Everything, &survey.campaign).await.unwrap().unwrap();
        campaign.cutoff = service::day_of(services.now() + days * service::DAY);
        let (actor, action) = ("system".to_owned(), "campaign.changed".to_owned());
        let (object, detail) = (String::new(), String::new());
        let log = service::records::LogDraft { actor, action, object, detail, at: services.now() };
        survey.app.store().await.save_campaign(campaign, log).await.unwrap();
    };
    cutoff(-2).await;
    assert_eq!(save().await, StatusCode::GONE);
    let refused = survey.post(Caller::SupplierA, &survey.a.at("/company"), &typed).await;
    assert!(refused.status == StatusCode::GONE && refused.body.contains("Typed in the open window"));
    assert!(refused.body.contains("This survey has ended") && refused.body.contains("Alpha Parts"));
    let landing = survey.get(Caller::Anonymous, &format!("/r/{}", survey.a.token)).await.body;
    assert!(!landing.contains("value=\"start\"") && landing.contains("takes no more answers"), "{landing}");
    assert!(!landing.contains("value=\"later\""), "nobody is reminded of what is over");
    cutoff(5).await;
    assert_eq!(save().await, StatusCode::OK);
    let admin = survey.administrator().await;
    admin.withdraw(&survey.a.request, "A mistake of ours.").await.unwrap();
    assert_eq!(save().await, StatusCode::UNAUTHORIZED);
    let refused = survey.post(Caller::SupplierA, &survey.a.at("/company"), &typed).await;
    assert!(refused.status == StatusCode::UNAUTHORIZED && refused.body.contains("Typed in the open window"));
}

/// Back after submitting: the pages lead to the receipt, a second press gives the same one, downloads stay.
#[tokio::test]
async fn sup_b1_back_after_submit_changes_nothing_and_downloads_stay() {
    let survey = TestSurvey::new().await;
    let draft = complete_draft(&survey.app.portal.services);
    survey.save(Caller::SupplierA, changes(&draft)).await;
    let submit =
        async || survey.post(Caller::SupplierA, &survey.a.at("/submit"), &[("revision", "1000")]).await;
    assert_eq!(submit().await.header("location"), survey.a.at("/receipt"));
    let file = survey.get(Caller::SupplierA, &survey.a.at("/answers.json?n=1")).await.body;
    for path in ["", "/company", "/smelters", "/review"] {
        let answer = survey.get(Caller::SupplierA, &survey.a.at(path)).await;
        assert_eq!(answer.header("location"), survey.a.at("/receipt"), "{path}");
        assert!(answer.header("cache-control").contains("no-store"), "{path}");
    }
    assert_eq!(submit().await.header("location"), survey.a.at("/receipt"), "pressed again");
    let other = [("revision", "1000"), ("f:company.name", "Changed after the fact"), ("why:x", "Too late")];
    for path in ["/company", "/submit"] {
        let refused = survey.post(Caller::SupplierA, &survey.a.at(path), &other).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{path}");
        assert!(refused.body.contains("Changed after the fact"), "{path}");
    }
    let desk = survey.app.portal.services.supplier_desk(&survey.a.session).await.unwrap();
    assert_eq!(desk.request().submissions, 1);
    for path in ["/answers.json?n=1", "/answers.json"] {
        let again = survey.get(Caller::SupplierA, &survey.a.at(path)).await;
        assert_eq!((again.status, &again.body), (StatusCode::OK, &file), "{path}");
    }
    let book = survey.get(Caller::SupplierA, &survey.a.at("/answers.xlsx")).await;
    assert_eq!(book.status, StatusCode::OK);
    // Sent back, an old window neither submits nor overwrites unseen.
    let admin = survey.administrator().await;
    admin.take_up(&survey.a.request).await.unwrap();
    admin.raise_query(&survey.a.request, "company.name", "", "Which one?").await.unwrap();
    admin.send_back(&survey.a.request).await.unwrap();
    assert_eq!(submit().await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stale = [("revision", "0"), ("f:company.name", "From a window of last week")];
    let refused = survey.post(Caller::SupplierA, &survey.a.at("/company"), &stale).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(entries(&survey, &survey.a).await["f:company.name"], draft.declaration.answer("company.name"));
}
