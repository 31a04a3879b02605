//! A portal with a team, two suppliers and a campaign that asks them, made by the use cases themselves.

use crate::test_app::{TestApp, TestResponse};
pub use app::desk::routes::percent;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::Draft;
use server::config::Options;
use service::records::{Campaign, CampaignId, Company, RequestId, Role, Scope, Supplier, SupplierId};
use service::survey::campaigns::Choice;
use service::team::setup::SetupForm;
use service::{Actor, RequestKey, Services};

/// Whoever calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    Anonymous,
    SupplierA,
    SupplierB,
    /// One browser with the sessions of both.
    Both,
    /// The same, but what is sent as the session of the one is that of the other.
    Crossed,
    Viewer,
    Auditor,
    Reviewer,
    Manager,
    Administrator,
}

/// One of the two suppliers.
pub struct Asked {
    pub supplier: SupplierId,
    pub request: RequestId,
    pub token: String,
    pub session: RequestKey,
}

/// The portal and the secrets of everybody in it.
pub struct TestSurvey {
    pub app: TestApp,
    pub campaign: CampaignId,
    pub a: Asked,
    pub b: Asked,
    pub viewer: String,
    pub auditor: String,
    pub reviewer: String,
    pub manager: String,
    pub administrator: String,
}

impl Asked {
    /// The cookie of its session.
    pub fn cookie(&self) -> String {
        format!("answer-{}={}", self.request, self.session.secret)
    }

    /// An address of its form: `/company`.
    pub fn at(&self, rest: &str) -> String {
        format!("/answer/{}{rest}", self.request)
    }
}

pub const PASSWORD: &str = "a long enough sentence";

impl TestSurvey {
    pub async fn new() -> TestSurvey {
        TestSurvey::with(|_| {}, "Alpha Parts", "Beta Castings").await
    }

    /// The same with other settings and other names of the suppliers.
    pub async fn with(change: impl FnOnce(&mut Options), name_a: &str, name_b: &str) -> TestSurvey {
        TestSurvey::in_app(TestApp::with(change).await, name_a, name_b).await
    }

    /// The same in a portal that is there already.
    pub async fn in_app(app: TestApp, name_a: &str, name_b: &str) -> TestSurvey {
        let services = app.portal.services.clone();
        let token = services.setup_token().await.unwrap().unwrap();
        let company = Company {
            name: "Asker AG".into(),
            domain: "asker.example".into(),
            why: "Because the law asks us.".into(),
            contact_name: "Ada Asker".into(),
            contact_email: "ada@asker.example".into(),
            retention_months: 72,
            ..Company::default()
        };
        let form = SetupForm {
            company,
            name: "Ada".into(),
            email: "ada@asker.example".into(),
            password: PASSWORD.into(),
        };
        let administrator = services.complete_setup(&token, form).await.unwrap();
        let actor = services.actor(&administrator).await.unwrap();
        let viewer = join(&services, &actor, "Vera", "vera@asker.example", Role::Viewer).await;
        let reviewer = join(&services, &actor, "Rene", "rene@asker.example", Role::Reviewer).await;
        let auditor = join(&services, &actor, "Aude", "aude@asker.example", Role::Auditor).await;
        let manager = join(&services, &actor, "Mona", "mona@asker.example", Role::CampaignManager).await;
        let desk = actor.as_manager().unwrap();
        let campaign = Campaign {
            name: "Minerals 2026".into(),
            year: 2026,
            products: "Everything".into(),
            template_version: "6.5".into(),
            due: service::day_of(services.now() + 60 * service::DAY),
            cutoff: service::day_of(services.now() + 90 * service::DAY),
            ..Campaign::default()
        };
        let campaign = desk.save_campaign(campaign).await.unwrap().id;
        let mut ids = Vec::new();
        for (name, email) in [(name_a, "a@alpha.example"), (name_b, "b@beta.example")] {
            let supplier = Supplier {
                name: name.into(),
                reference: email.into(),
                email: email.into(),
                contact_name: format!("Contact of {name}"),
                language: "en".into(),
                country: "DE".into(),
                ..Supplier::default()
            };
            ids.push(desk.save_supplier(supplier).await.unwrap().id);
        }
        desk.choose_recipients(&campaign, &Choice::All).await.unwrap();
        assert_eq!(desk.launch(&campaign).await.unwrap(), 2);
        let b = asked(&app, &actor, ids.pop().unwrap()).await;
        let a = asked(&app, &actor, ids.pop().unwrap()).await;
        TestSurvey { app, campaign, a, b, viewer, auditor, reviewer, manager, administrator }
    }

    /// The cookie header of a caller.
    pub fn cookie(&self, caller: Caller) -> String {
        match caller {
            Caller::Anonymous => String::new(),
            Caller::SupplierA => self.a.cookie(),
            Caller::SupplierB => self.b.cookie(),
            Caller::Both => format!("{}; {}", self.a.cookie(), self.b.cookie()),
            Caller::Crossed => {
                let (a, b) = (&self.a, &self.b);
                let crossed = |named: &Asked, holds: &Asked| {
                    format!("answer-{}={}", named.request, holds.session.secret)
                };
                format!("{}; {}", crossed(a, b), crossed(b, a))
            }
            Caller::Viewer => format!("desk={}", self.viewer),
            Caller::Auditor => format!("desk={}", self.auditor),
            Caller::Reviewer => format!("desk={}", self.reviewer),
            Caller::Manager => format!("desk={}", self.manager),
            Caller::Administrator => format!("desk={}", self.administrator),
        }
    }

    /// The supplier that a caller is; A for whoever is none.
    pub fn asked(&self, caller: Caller) -> &Asked {
        if caller == Caller::SupplierB { &self.b } else { &self.a }
    }

    /// The administrator's rights, without a browser.
    pub async fn administrator(&self) -> service::Administrator {
        let actor = self.app.portal.services.actor(&self.administrator).await.unwrap();
        actor.as_administrator().unwrap()
    }

    /// The cookie header of a campaign manager who works on a part of the survey.
    pub async fn partial(&self, email: &str, scope: Scope) -> String {
        let (services, administrator) = (&self.app.portal.services, self.administrator().await);
        let role = Role::CampaignManager;
        let member = administrator.invite_member("Paul", email, role, "en").await.unwrap();
        administrator.set_role(&member.id, role, scope).await.unwrap();
        let token = services.member_token(&member.id, &member.password_hash);
        format!("desk={}", services.choose_password(&member.id, &token, PASSWORD).await.unwrap())
    }

    /// Opens a page.
    pub async fn get(&self, caller: Caller, path: &str) -> TestResponse {
        self.get_with(&self.cookie(caller), path).await
    }

    /// Opens a page with a cookie.
    pub async fn get_with(&self, cookie: &str, path: &str) -> TestResponse {
        let request = Request::get(path).header("cookie", cookie);
        self.app.send(request.body(Body::empty()).unwrap()).await
    }

    /// Posts a form as our own page would.
    pub async fn post(&self, caller: Caller, path: &str, form: &[(&str, &str)]) -> TestResponse {
        let form: Vec<String> = form.iter().map(|(n, v)| format!("{}={}", percent(n), percent(v))).collect();
        self.send(caller, path, "application/x-www-form-urlencoded", form.join("&")).await
    }

    /// Posts a body as our own page would.
    pub async fn send(
        &self,
        caller: Caller,
        path: &str,
        kind: &str,
        body: impl Into<axum::body::Body>,
    ) -> TestResponse {
        self.send_with(&self.cookie(caller), path, kind, body).await
    }

    /// The same with a cookie.
    pub async fn send_with(
        &self,
        cookie: &str,
        path: &str,
        kind: &str,
        body: impl Into<axum::body::Body>,
    ) -> TestResponse {
        let request = Request::post(path)
            .header("cookie", cookie)
            .header("content-type", kind)
            .header("sec-fetch-site", "same-origin");
        self.app.send(request.body(body.into()).unwrap()).await
    }

    /// Saves changes as the browser does.
    pub async fn save(&self, caller: Caller, changes: serde_json::Value) -> TestResponse {
        let call = serde_json::json!({ "base_revision": 1000, "tab": "t", "section": "company", "changes": changes });
        self.send(caller, &self.asked(caller).at("/save"), "application/json", call.to_string()).await
    }

    /// A supplier saves a draft, each warning of it explained, and submits it.
    pub async fn submit(&self, caller: Caller, mut draft: Draft) {
        let asked = self.asked(caller);
        let desk = self.app.portal.services.supplier_desk(&asked.session).await.unwrap();
        for warning in desk.check(&draft).await.unwrap().warnings() {
            draft.explanations.insert(warning.key(), "We have asked.".into());
        }
        assert_eq!(self.save(caller, changes(&draft)).await.status, StatusCode::OK);
        let done = self.post(caller, &asked.at("/submit"), &[]).await;
        assert_eq!(done.header("location"), asked.at("/receipt"), "{}", done.body);
    }

    /// How many acts the log holds.
    pub async fn acts(&self) -> i64 {
        let mut last = 0;
        loop {
            let entries = self.app.store().await.log_after(last, 1000).await.unwrap();
            match entries.last() {
                Some(entry) => last = entry.seq,
                None => return last,
            }
        }
    }
}

async fn join(services: &Services, actor: &Actor, name: &str, email: &str, role: Role) -> String {
    let administrator = actor.as_administrator().unwrap();
    let member = administrator.invite_member(name, email, role, "en").await.unwrap();
    let token = services.member_token(&member.id, &member.password_hash);
    services.choose_password(&member.id, &token, PASSWORD).await.unwrap()
}

async fn asked(app: &TestApp, actor: &Actor, supplier: SupplierId) -> Asked {
    let request = actor.as_viewer().requests_of(&supplier).await.unwrap()[0].request.id.clone();
    let services = &app.portal.services;
    let link = app.store().await.links(&request).await.unwrap()[0].id.clone();
    let token = services.link_token(&link);
    let session = services.start(&token).await.unwrap();
    Asked { supplier, request, token, session }
}

/// A draft that can be submitted today: tin is in the products, the other metals are not.
pub fn complete_draft(services: &Services) -> Draft {
    let base: serde_json::Value =
        serde_json::from_str(include_str!("../../../fixtures/rules/base.json")).unwrap();
    let mut draft = Draft::default();
    for (key, value) in base["answers"].as_object().unwrap() {
        draft.declaration.set(key, value.as_str().unwrap());
    }
    draft.declaration.set("company.effective_date", services.today());
    draft.declaration.smelters = serde_json::from_value(base["smelters"].clone()).unwrap_or_default();
    draft.declaration.products = serde_json::from_value(base["products"].clone()).unwrap_or_default();
    draft
}

/// The draft as the changes that write it.
pub fn changes(draft: &Draft) -> serde_json::Value {
    serde_json::to_value(Draft::default().changes_to(draft)).unwrap()
}
