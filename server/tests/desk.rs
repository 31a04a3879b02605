//! The desk from the first set-up to an accepted declaration, by the requests that a browser would send.

#[path = "it/postgres.rs"]
mod postgres;

use app::desk::routes::percent;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::Draft;
use mail::Memory;
use server::config::{Config, Options};
use server::portal::Portal;
use service::ports::Clock;
use service::records::Millis;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;
use tower::ServiceExt;

const PASSWORD: &str = "seven grey geese over water";

/// A clock that stands still until it is moved. It begins on a Monday morning.
struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Millis {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

struct Bed {
    portal: Portal,
    router: Router,
    mails: Arc<Memory>,
    _dir: TempDir,
}

#[derive(Debug)]
struct Page {
    status: StatusCode,
    to: String,
    cookie: String,
    body: String,
}

/// A browser with one session.
struct Browser<'a> {
    bed: &'a Bed,
    cookie: String,
}

impl Bed {
    async fn new() -> Bed {
        let dir = tempfile::tempdir().unwrap();
        let options = Options {
            data: Some(dir.path().to_owned()),
            database_url: postgres::instead().await,
            ..Options::default()
        };
        let mails = Arc::new(Memory::default());
        let clock = Arc::new(Hands(AtomicI64::new(1_795_420_800_000)));
        // Here the running program is the test.
        let config =
            Config { reader: env!("CARGO_BIN_EXE_touchstone").into(), ..options.complete().unwrap() };
        let portal = server::serve::open_with(config, mails.clone(), clock).await.unwrap();
        Bed { router: server::routes::router(portal.clone()), portal, mails, _dir: dir }
    }

    fn nobody(&self) -> Browser<'_> {
        Browser { bed: self, cookie: String::new() }
    }

    /// Sets the portal up; the answer is the first administrator's browser.
    async fn set_up(&self) -> Browser<'_> {
        let token = self.portal.services.setup_token().await.unwrap().unwrap();
        let browser = self.nobody();
        let path = format!("/setup/{token}");
        assert!(browser.get(&path).await.body.contains("<form"));
        let short = browser.post(&path, &[("company_name", "Northlight"), ("password", "short")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.body.contains("value=\"Northlight\"") && !short.body.contains("value=\"short\""));
        let done = browser
            .post(
                &path,
                &[
                    ("company_name", "Northlight Instruments"),
                    ("domain", "northlight.example"),
                    ("why", "The law asks."),
                    ("contact_name", "Ines"),
                    ("contact_email", "m@northlight.example"),
                    ("policy_url", "https://northlight.example/m"),
                    ("retention_months", "72"),
                    ("name", "Ines Okafor"),
                    ("email", "ines@northlight.example"),
                    ("password", PASSWORD),
                ],
            )
            .await;
        assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, "/desk"), "{}", done.body);
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND, "the link works once");
        Browser { bed: self, cookie: done.cookie }
    }

    async fn sign_in(&self, email: &str) -> Browser<'_> {
        let page = self.nobody().post("/signin", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(page.to, "/desk", "{}", page.body);
        Browser { bed: self, cookie: page.cookie }
    }

    /// The token in the newest mail to an address.
    async fn token(&self, to: &str, before: &str) -> String {
        while self.portal.services.deliver(500).await.unwrap() > 0 {}
        let sent = self.mails.sent();
        let mail = sent.iter().rev().find(|m| m.to.contains(to)).expect("a mail");
        let at = mail.text.find(before).expect("a link") + before.len();
        mail.text[at..].chars().take_while(|c| !c.is_whitespace()).collect()
    }

    /// The supplier behind a token fills in a short, honest declaration and submits it.
    async fn submit(&self, token: &str, company: &str) {
        let services = &self.portal.services;
        let secret = services.start(token).await.unwrap();
        let desk = services.supplier_desk(&secret).await.unwrap();
        let stored = desk.draft().await.unwrap();
        let entries = stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str()));
        let before = Draft::from_entries(entries);
        let mut draft = before.clone();
        for (key, text) in [
            ("company.name", company),
            ("company.scope", "A. Company"),
            ("company.contact_name", "Per Holm"),
            ("company.contact_email", "per@harbour.example"),
            ("company.contact_phone", "+45 33 12 00 00"),
            ("company.authorizer_name", "Eva Lund"),
            ("company.authorizer_email", "eva@harbour.example"),
            ("company.effective_date", "2026-11-20"),
            ("company.scope_description", "Everything that we make"),
            ("q1.tantalum", "No"),
            ("q1.tin", "No"),
            ("q1.gold", "No"),
            ("q1.tungsten", "No"),
        ] {
            draft.declaration.set(key, text);
        }
        let template = desk.template().unwrap();
        let report = services.check(&draft, template).await.unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
        for warning in report.warnings() {
            draft.explanations.insert(warning.key(), "We cut wood.".into());
        }
        let changes = before.changes_to(&draft);
        desk.save(stored.revision, "test", changes, "company").await.unwrap();
        let desk = services.supplier_desk(&secret).await.unwrap();
        desk.submit().await.unwrap();
    }
}

impl Browser<'_> {
    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let request = request.header("cookie", &self.cookie).header("sec-fetch-site", "same-origin");
        let response = self.bed.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let header =
            |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        Page {
            status: parts.status,
            to: header("location"),
            cookie: header("set-cookie").split(';').next().unwrap_or("").to_owned(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path), Body::empty()).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> = form.iter().map(|(n, v)| format!("{}={}", percent(n), percent(v))).collect();
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request, Body::from(pairs.join("&"))).await
    }

    /// A file: its type and bytes.
    async fn file(&self, path: &str) -> (String, Vec<u8>) {
        let request = Request::get(path).header("cookie", &self.cookie).body(Body::empty()).unwrap();
        let answer = self.bed.router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        (kind, axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec())
    }

    async fn upload(&self, path: &str, name: &str, file: &str) -> Page {
        self.upload_bytes(path, name, file.as_bytes()).await
    }

    async fn upload_bytes(&self, path: &str, name: &str, file: &[u8]) -> Page {
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             content-type: text/csv\r\n\r\n"
        );
        let body = [head.as_bytes(), file, b"\r\n--edge--\r\n"].concat();
        let request = Request::post(path).header("content-type", "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    /// An act that leads on to a page, which is opened.
    async fn act(&self, path: &str, form: &[(&str, &str)]) -> Page {
        let done = self.post(path, form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}: {}", text(&done.body));
        let page = self.get(&done.to).await;
        assert_eq!(page.status, StatusCode::OK, "{}", done.to);
        Page { to: done.to, ..page }
    }

    /// The version that a request's page carries.
    async fn version(&self, request: &str) -> String {
        let page = self.get(request).await;
        hidden(&page.body, "version").expect("a version")
    }
}

/// What a page shows, without the marks that islands come to life by.
fn text(body: &str) -> String {
    body.replace("<!>", "")
}

/// The value of a hidden control.
fn hidden(body: &str, name: &str) -> Option<String> {
    let at = body.find(&format!("name=\"{name}\" value=\""))? + name.len() + 15;
    Some(body[at..].split('"').next()?.to_owned())
}

/// The address of a request, by its supplier's name in the queue.
async fn request(browser: &Browser<'_>, supplier: &str) -> String {
    let page = browser.get(&format!("/desk/requests?q={}", percent(supplier))).await;
    let shown = text(&page.body);
    let at = shown.find("href=\"/desk/requests/").expect("a request") + 6;
    shown[at..].split('"').next().unwrap().to_owned()
}

fn suppliers(count: usize) -> String {
    let mut csv = String::from("Supplier No.,Supplier Name,Contact,E-mail,Language,Country,Notes\n");
    for i in 0..count {
        csv.push_str(&format!("V-{i:04},Harbour Castings {i:03},Per Holm,per{i}@harbour.example,en,DK,x\n"));
    }
    csv
}

/// Imports suppliers and plans a campaign that asks them all; the answer is its address.
async fn campaign(browser: &Browser<'_>, count: usize) -> String {
    let sent = browser.upload("/desk/suppliers/import", "s.csv", &suppliers(count)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", text(&sent.body));
    let page = browser.get(&sent.to).await;
    let mapping = hidden(&page.body, "mapping").expect("a mapping");
    browser.act(&sent.to, &[("mapping", &mapping)]).await;
    let form = [
        ("version", "0"),
        ("name", "Minerals 2026"),
        ("year", "2026"),
        ("template_version", "6.5"),
        ("due", "2027-02-26"),
        ("cutoff", "2027-03-31"),
        ("first_after", "5"),
        ("every", "5"),
        ("cap", "4"),
        ("subject.invitation.en", "Where does your tin come from?"),
    ];
    let made = browser.post("/desk/campaigns/new", &form).await;
    let recipients = made.to;
    assert!(recipients.ends_with("/recipients"), "{}", text(&made.body));
    browser.act(&recipients, &[("all", "add")]).await;
    recipients.trim_end_matches("/recipients").to_owned()
}

#[tokio::test]
async fn suppliers_are_imported_after_a_look() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let csv = suppliers(210).replace("per7@harbour.example", "per7(at)harbour.example");
    let sent = admin.upload("/desk/suppliers/import", "suppliers.csv", &csv).await;
    let page = admin.get(&sent.to).await;
    let shown = text(&page.body);
    assert!(shown.contains(">209<") && shown.contains("per7(at)harbour.example"), "{shown}");
    let before = admin.get("/desk/suppliers").await;
    assert!(!text(&before.body).contains("Harbour Castings"), "nothing is written by looking");
    // A column is put right by hand: the address is read as the contact, and then nobody can be told apart.
    let other = admin.get(&format!("{}?column.1=name&column.3=contact_name", sent.to)).await;
    assert_eq!(hidden(&other.body, "mapping").unwrap(), ",name,,contact_name,,,");
    let mapping = hidden(&page.body, "mapping").unwrap();
    let done = admin.act(&sent.to, &[("mapping", &mapping)]).await;
    assert!(done.to.contains("count=209") && text(&done.body).contains("Harbour Castings 000"));
    // The same file again changes nothing; with one name changed, it says which.
    let csv = suppliers(210).replace("Harbour Castings 003", "Harbour Foundry");
    let again = admin.upload("/desk/suppliers/import", "suppliers.csv", &csv).await;
    let page = admin.get(&again.to).await;
    let shown = text(&page.body);
    assert!(
        shown.contains("<del>Harbour Castings 003</del>") && shown.contains("<ins>Harbour Foundry</ins>")
    );
    let wrong = admin.upload("/desk/suppliers/import", "x.pdf", "%PDF-1.7 no table").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&wrong.body).contains("role=\"alert\""));
}

#[tokio::test]
async fn a_campaign_asks_suppliers_by_their_relationship() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let recipients = format!("{}/recipients", campaign(&admin, 3).await);
    let by = async |ticked: &[&str]| {
        let mut form = vec![("all", "relationships")];
        form.extend(ticked.iter().map(|key| ("relationship", *key)));
        text(&admin.act(&recipients, &form).await.body).to_owned()
    };
    // All three of the table are direct suppliers.
    let shown = by(&["indirect", "contract_manufacturer"]).await;
    assert!(shown.contains("0 of 3 active") && shown.contains("value=\"contract_manufacturer\""), "{shown}");
    assert!(by(&["direct", "indirect"]).await.contains("3 of 3 active"));
    for slip in [&[][..], &["nonsense"]] {
        let form: Vec<_> =
            [("all", "relationships")].into_iter().chain(slip.iter().map(|k| ("relationship", *k))).collect();
        let refused = admin.post(&recipients, &form).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.body.contains("No box was ticked"), "{}", refused.body);
    }
    assert!(text(&admin.get(&recipients).await.body).contains("3 of 3 active"));
}

#[tokio::test]
async fn launching_twice_sends_one_mail_each() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let own = campaign(&admin, 210).await;
    let page = admin.get(&format!("{own}/preview")).await;
    let shown = text(&page.body);
    assert!(shown.contains("210") && shown.contains("Where does your tin come from?"), "{shown}");
    while bed.portal.services.deliver(500).await.unwrap() > 0 {}
    assert!(bed.mails.sent().is_empty(), "a preview sends nothing");
    let launch = format!("{own}/launch");
    let (one, two) =
        tokio::join!(admin.post(&launch, &[("when", "now")]), admin.post(&launch, &[("when", "now")]));
    assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    admin.act(&launch, &[("when", "now")]).await;
    while bed.portal.services.deliver(500).await.unwrap() > 0 {}
    let sent = bed.mails.sent();
    assert_eq!(sent.len(), 210);
    let to: std::collections::BTreeSet<_> = sent.iter().map(|m| m.to.clone()).collect();
    assert_eq!(to.len(), 210, "each supplier gets one");
    let campaign_page = admin.get(&own).await;
    assert!(text(&campaign_page.body).contains("0 % ") || text(&campaign_page.body).contains("0 of 210"));
}

#[tokio::test]
async fn a_declaration_is_sent_back_mended_and_accepted() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let own = campaign(&admin, 3).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let token = bed.token("per1@harbour.example", "/r/").await;
    bed.submit(&token, "Harbour Castings").await;

    let path = request(&admin, "Harbour Castings 001").await;
    let page = admin.get(&path).await;
    assert!(text(&page.body).contains("Harbour Castings") && text(&page.body).contains("Tungsten"));
    let empty = admin.post(&format!("{path}/queries"), &[("location", "company.name")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "a query needs words");
    let ask = "Give the full legal name, please. <b>Thanks</b>";
    let asked = admin
        .act(
            &format!("{path}/queries"),
            &[("location", "company.name"), ("ask-text", ask), ("view", "answers")],
        )
        .await;
    assert!(text(&asked.body).contains("Give the full legal name") && !asked.body.contains("<b>Thanks"));

    let before = admin.get(&format!("{path}/send-back")).await;
    assert!(text(&before.body).contains("Give the full legal name"), "{}", text(&before.body));
    let version = hidden(&before.body, "version").unwrap();
    admin.act(&format!("{path}/send-back"), &[("version", &version)]).await;
    let token = bed.token("per1@harbour.example", "/r/").await;
    bed.submit(&token, "Harbour Castings ApS").await;

    let changes = admin.get(&format!("{path}?view=changes")).await;
    let shown = text(&changes.body);
    assert!(
        shown.contains("<del>Harbour Castings</del>") && shown.contains("<ins>Harbour Castings ApS</ins>"),
        "{shown}"
    );
    // Whoever looked at the page before the new declaration came in cannot accept it unseen.
    let late = admin.post(&format!("{path}/accept"), &[("version", &version)]).await;
    assert!(late.to.contains("said=not_changed"), "{}", late.to);
    let version = admin.version(&path).await;
    let accepted = admin.act(&format!("{path}/accept"), &[("version", &version)]).await;
    assert!(text(&accepted.body).contains("state-good"));
    let version = admin.version(&path).await;
    let undone = admin.act(&format!("{path}/undo"), &[("version", &version)]).await;
    assert!(text(&undone.body).contains("state-ours"));
    let history = admin.get(&format!("{path}?view=history")).await;
    for act in ["Declaration submitted", "Sent back", "Declaration accepted", "Decision undone"] {
        assert!(text(&history.body).contains(act), "{act}");
    }
    let json = admin.get(&format!("{path}/submissions/2.json")).await;
    let document: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(document["declaration"]["answers"]["company.name"], "Harbour Castings ApS");
    let log = admin.get("/desk/settings/log?check=1").await;
    assert!(text(&log.body).contains("notice-good"), "the log is whole");
}

#[tokio::test]
async fn desk_10_the_log_names_its_objects_shows_what_changed_and_is_found_and_downloaded() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let own = campaign(&admin, 2).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let supplier = bed.portal.services.store.all_suppliers().await.unwrap().remove(0);
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
    assert!(changed.to.starts_with(&path), "{}", changed.to);
    let history = admin.get(&path).await.body;
    let history = text(&history);
    for said in ["Supplier changed", "new@harbour.example", "Invited"] {
        assert!(history.contains(said), "{said}");
    }
    let log = admin.get("/desk/settings/log").await.body;
    let log = text(&log);
    assert!(log.contains(&format!("href=\"{path}\">{}</a>", supplier.name)), "the object is a link");
    assert!(log.contains(&format!("{} → new@harbour.example", supplier.email)), "what was, and what is");
    let only = admin.get("/desk/settings/log?kind=supplier.changed").await.body;
    let only = text(&only);
    assert!(only.contains("Supplier changed") && !only.contains(">Invited"), "by kind");
    let none = admin.get("/desk/settings/log?q=nobody+is+called+so").await.body;
    let none = text(&none);
    assert!(!none.contains("Supplier changed"));
    let word = admin.get("/desk/settings/log?q=NEW%40harbour").await.body;
    let word = text(&word);
    assert!(word.contains("Supplier changed"));
    let csv = admin.get("/desk/settings/log.csv?kind=supplier.").await.body;
    assert!(
        csv.contains("supplier.changed") && csv.contains(&supplier.name) && !csv.contains("request.invited")
    );
}

#[tokio::test]
async fn a_proposed_contact_is_mended_before_it_gets_the_link() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let own = campaign(&admin, 2).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let token = bed.token("per1@harbour.example", "/r/").await;
    bed.portal
        .services
        .name_other_person(&token, "Mei", "mei@harbour,example", "She knows")
        .await
        .unwrap_err();
    bed.portal.services.name_other_person(&token, "Mei", "mei@harbor.example", "She knows").await.unwrap();
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
    assert!(!bed.token("mei@harbour.example", "/r/").await.is_empty());
    assert!(admin.get(&path).await.body.contains("Mei Lin"));
}

#[tokio::test]
async fn a_reader_changes_nothing() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let own = campaign(&admin, 2).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let path = request(&admin, "Harbour Castings 000").await;
    let supplier = {
        let page = admin.get("/desk/suppliers").await;
        let shown = text(&page.body);
        let at = shown.find("scope=\"row\"><a href=\"").unwrap() + 21;
        shown[at..].split('"').next().unwrap().to_owned()
    };
    let new = [("name", "Tomasz"), ("email", "tomasz@northlight.example"), ("role", "viewer")];
    admin.act("/desk/settings/team", &new).await;
    let link = bed.token("tomasz@northlight.example", "/member/").await;
    let passwords = [("password", PASSWORD), ("again", PASSWORD)];
    let joined = bed.nobody().post(&format!("/member/{link}"), &passwords).await;
    assert_eq!(joined.to, "/desk", "{}", text(&joined.body));
    let reader = bed.sign_in("tomasz@northlight.example").await;

    let pages =
        ["/desk", "/desk/suppliers", "/desk/campaigns", "/desk/requests", "/desk/settings", "/account"];
    for page in pages.iter().copied().chain([path.as_str(), own.as_str(), supplier.as_str()]) {
        assert_eq!(reader.get(page).await.status, StatusCode::OK, "{page}");
    }
    // Every act that the table of routes has, except those on the reader's own account.
    let everyone =
        ["/setup/{token}", "/signin", "/forgot", "/signout", "/signout-everywhere", "/account", "/language"];
    let (id, member) = (path.rsplit('/').next().unwrap(), "someone");
    let mut tried = 0;
    for route in server::desk::routes() {
        if everyone.contains(&route.path) || route.path.starts_with("/member/") || route.method != "POST" {
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
        let uploads = ["/desk/suppliers/import", "/desk/settings/references", "/desk/settings/templates"];
        let answer = if uploads.contains(&to.as_str()) {
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
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    for route in server::desk::routes() {
        if !route.path.starts_with("/desk") {
            continue;
        }
        let path = route.path.replace("{id}", "x").replace("{query}", "q").replace("{batch}", "b");
        let page = match route.method.as_str() {
            "POST" => bed.nobody().post(&path, &[]).await,
            _ => bed.nobody().get(&path).await,
        };
        assert!(page.to.starts_with("/signin"), "{} {path}: {} {}", route.method, page.status, page.to);
    }
    let wrong =
        bed.nobody().post("/signin", &[("email", "ines@northlight.example"), ("password", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let evil = [("email", "ines@northlight.example"), ("password", PASSWORD), ("next", "//evil.example/")];
    assert_eq!(bed.nobody().post("/signin", &evil).await.to, "/desk");
    let back =
        [("email", "ines@northlight.example"), ("password", PASSWORD), ("next", "/desk/suppliers?q=a")];
    assert_eq!(bed.nobody().post("/signin", &back).await.to, "/desk/suppliers?q=a");
    // Another site cannot make the browser act.
    let request =
        Request::post("/signout").header("cookie", &admin.cookie).header("sec-fetch-site", "cross-site");
    let answer = bed.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert_eq!(admin.get("/desk").await.status, StatusCode::OK, "still signed in");
    admin.post("/signout", &[]).await;
    assert!(admin.get("/desk").await.to.starts_with("/signin"));
}

#[tokio::test]
async fn settings_are_kept_and_the_last_administrator_stays() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let wrong =
        admin.post("/desk/settings", &[("company_name", "N"), ("why", ""), ("retention_months", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&wrong.body).contains("href=\"#why\"") && text(&wrong.body).contains("id=\"why-error\""));
    // Nobody changes their own role, so that the only administrator stays one.
    let team = admin.get("/desk/settings/team").await;
    assert!(text(&team.body).contains("Ines Okafor"));
    let me = bed.portal.services.store.member_by_email("ines@northlight.example").await.unwrap().unwrap();
    let path = format!("/desk/settings/team/{}/role", me.id);
    assert!(admin.post(&path, &[("role", "viewer")]).await.to.contains("not_yourself"));
    let chinese = admin.post("/language", &[("language", "zh"), ("back", "/desk/suppliers")]).await;
    assert_eq!(chinese.to, "/desk/suppliers");
    let cookie = format!("{}; {}", admin.cookie, chinese.cookie);
    let page = Browser { bed: &bed, cookie }.get("/desk/suppliers").await;
    assert!(page.body.contains("<html lang=\"zh\"") && text(&page.body).contains("供应商"));
    // The test mail goes to the administrator's own address.
    admin.act("/desk/settings/mail", &[]).await;
    while bed.portal.services.deliver(10).await.unwrap() > 0 {}
    assert!(bed.mails.sent().iter().any(|m| m.to.contains("ines@northlight.example")));
}

#[tokio::test]
async fn a_smelter_list_is_looked_at_confirmed_asked_and_retired() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let page = "/desk/settings/references";
    let broken = admin.upload(page, "list.csv", "").await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    let csv =
        "Metal,Maker,Country,Smelter ID\nTin,Kestrel <b>Works</b>,Norway,CID900001\nTin,Odd,Norway,CID9\n";
    let sent = admin.upload(page, "list.csv", csv).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", text(&sent.body));
    // A column that is not recognised is named, and can be chosen; looking stores nothing.
    let look = admin.get(&sent.to).await;
    let shown = text(&look.body);
    assert!(shown.contains("These columns were not recognised: Name"), "{shown}");
    let mapped = [("column.0", "metal"), ("column.1", "name"), ("column.2", "country"), ("column.3", "cid")];
    let about = |source, as_of| {
        let about =
            [("kind", "reference"), ("as_of", as_of), ("source", source), ("licence", "For us alone")];
        [&about[..], &mapped[..]].concat()
    };
    let query: Vec<String> =
        about("Our own list", "2026-04-17").iter().map(|(n, v)| format!("{n}={}", percent(v))).collect();
    let again = admin.get(&format!("{}?{}", sent.to, query.join("&"))).await;
    assert!(
        again.body.contains("Kestrel &lt;b&gt;Works") && text(&again.body).contains("CID9"),
        "{}",
        again.body
    );
    assert!(!text(&admin.get(page).await.body).contains("Our own list"));
    let wrong = admin.post(&sent.to, &about("", "soon")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("id=\"source-error\"") && wrong.body.contains("For us alone"));
    let used = admin.act(&sent.to, &about("Our own list", "2026-04-17")).await;
    let shown = text(&used.body);
    assert!(shown.contains("Our own list") && shown.contains("2026-04-17") && shown.contains("For us alone"));
    // What was true on a day, by name and by number.
    let found = admin.get(&format!("{page}?q=kestrel&day=2026-05-01")).await;
    assert!(found.body.contains("/desk/settings/references/smelters/CID900001?day=2026-05-01"));
    let smelter = admin.get(&format!("{page}/smelters/CID900001?day=2026-05-01")).await;
    assert!(text(&smelter.body).contains("Our own list") && text(&smelter.body).contains("2026-04-17"));
    assert_eq!(admin.get(&format!("{page}/smelters/CID900009")).await.status, StatusCode::NOT_FOUND);
    // Its remarks stay to be read, and it can be retired, with a reason.
    let at = used.body.find("/desk/settings/references/lists/").unwrap();
    let own: String = used.body[at..].chars().take_while(|c| *c != '"' && *c != '<').collect();
    let own = own.trim_end_matches("/retire");
    assert!(text(&admin.get(own).await.body).contains("CID9"));
    assert!(admin.post(&format!("{own}/retire"), &[("why", "")]).await.to.contains("said=not_reason"));
    let gone = admin.act(&format!("{own}/retire"), &[("why", "an older file")]).await;
    assert!(text(&gone.body).contains("an older file"));
    assert!(bed.portal.services.references().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_submission_is_a_workbook_and_the_uploaded_template_is_what_is_filled() {
    let bed = Bed::new().await;
    let admin = bed.set_up().await;
    let own = campaign(&admin, 2).await;
    admin.act(&format!("{own}/launch"), &[("when", "now")]).await;
    let token = bed.token("per1@harbour.example", "/r/").await;
    bed.submit(&token, "=Harbour Castings").await;
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
    assert!(text(&admin.get(page).await.body).contains("6.5"), "the campaign's version is missed");
    let refused = admin.upload(page, "x.xlsx", "no workbook").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let filled = admin.upload_bytes(page, "filled.xlsx", &plain).await;
    assert_eq!(filled.status, StatusCode::UNPROCESSABLE_ENTITY, "it has answers in it");
    let Some(folder) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: filling an official template, since TOUCHSTONE_SAMPLES names no folder");
        return;
    };
    let blank = std::fs::read(std::path::Path::new(&folder).join("cmrt/6.5-blank.xlsx")).unwrap();
    for _ in 0..2 {
        let sent = admin.upload_bytes(page, "blank.xlsx", &blank).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", text(&sent.body));
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

#[test]
fn the_journeys_of_the_team_run_on_postgresql_too() {
    let journeys = ["a_", "launching_", "nobody_", "settings_", "suppliers_"];
    postgres::again(&journeys, 6);
}
