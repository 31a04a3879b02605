//! What the tests of the use cases share: a portal on a temporary database, with a clock to set and a mailer that keeps.

use async_trait::async_trait;
use domain::draft::Change;
use service::ports::{Clock, MailError, Mailer, Message, Random, Store};
use service::records::{Campaign, Company, Instant, ReminderPlan, RequestFilter, RequestRow, Supplier};
use service::survey::lost::Lost;
use service::team::setup::SetupForm;
use service::{Administrator, DAY, ServiceConfig, Services, day_of};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// 2026-05-04, a Monday, 08:00 UTC.
pub const MONDAY: Instant = Instant::from_millis(1_777_881_600_000);

/// Answers about tin alone, without a smelter.
pub const TIN_ANSWERS: [(&str, &str); 27] = [
    ("company.name", "Alpha"),
    ("company.scope", "A. Company"),
    ("company.contact_name", "Per Holm"),
    ("company.contact_email", "per@alpha.example"),
    ("company.contact_phone", "+45 33 12 00 00"),
    ("company.authorizer_name", "Eva Lund"),
    ("company.authorizer_email", "eva@alpha.example"),
    ("q1.tantalum", "No"),
    ("q1.gold", "No"),
    ("q1.tungsten", "No"),
    ("q1.tin", "Yes"),
    ("q2.tin", "Yes"),
    ("q3.tin", "No"),
    ("q4.tin", "No"),
    ("q5.tin", "No"),
    ("q6.tin", "100%"),
    ("q7.tin", "Yes"),
    ("q8.tin", "Yes"),
    ("a", "Yes"),
    ("b", "Yes"),
    ("b.comment", "https://alpha.example/policy"),
    ("c", "Yes"),
    ("d", "Yes"),
    ("e", "Yes, in conformance with IPC1755 (e.g., CMRT)"),
    ("f", "Yes"),
    ("g", "Yes"),
    ("h", "No"),
];

pub struct TestClock(pub AtomicI64);

impl TestClock {
    pub fn set(&self, at: Instant) {
        self.0.store(at.millis(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// What the mail server is to do with a message: nothing for taking it.
pub type Script = Box<dyn Fn(&Message) -> Option<MailError> + Send>;

#[derive(Default)]
pub struct Mailbox {
    pub sent: Mutex<Vec<Message>>,
    pub refuse: Mutex<Option<MailError>>,
    pub script: Mutex<Option<Script>>,
    pub asked: AtomicU64,
    /// Seconds that it takes to answer.
    pub slow: AtomicU64,
}

#[async_trait]
impl Mailer for Mailbox {
    async fn send(&self, message: &Message) -> Result<(), MailError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let slow = self.slow.load(Ordering::SeqCst);
        if slow > 0 {
            tokio::time::sleep(std::time::Duration::from_secs(slow)).await;
        }
        if let Some(error) = self.refuse.lock().unwrap().clone() {
            return Err(error);
        }
        if let Some(error) = self.script.lock().unwrap().as_ref().and_then(|script| script(message)) {
            return Err(error);
        }
        self.sent.lock().unwrap().push(message.clone());
        Ok(())
    }

    fn describe(&self) -> String {
        "kept".into()
    }
}

struct Counting(AtomicU64);

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let n = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
            chunk.copy_from_slice(&n.to_le_bytes()[..chunk.len()]);
        }
    }
}

pub struct TestApp {
    pub services: Services,
    /// What it keeps, past the use cases.
    pub store: Arc<dyn Store>,
    pub clock: Arc<TestClock>,
    pub mail: Arc<Mailbox>,
    /// Where the database is.
    pub place: String,
    /// Its folder, where it is gone with the test.
    _dir: Option<tempfile::TempDir>,
}

impl TestApp {
    pub async fn new() -> TestApp {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("t.db").display().to_string();
        TestApp { _dir: Some(dir), ..TestApp::on(&place).await }
    }

    /// A portal on this database.
    pub async fn on(place: &str) -> TestApp {
        let store = storage::open(place).await.unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(MONDAY.millis())));
        let mail = Arc::new(Mailbox::default());
        let config = ServiceConfig {
            base_url: "https://minerals.halden.example".into(),
            secret: [7; 32],
            mail_from: "minerals@halden.example".into(),
            demo: false,
        };
        let random = Arc::new(Counting(AtomicU64::new(1)));
        let services = Services::new(store.clone(), mail.clone(), clock.clone(), random, config);
        TestApp { services, store, clock, mail, place: place.to_owned(), _dir: None }
    }

    /// The same portal, started with another secret.
    pub fn with_secret(&self, secret: [u8; 32]) -> Services {
        let config = ServiceConfig { secret, ..self.services.config.clone() };
        Services::new(
            self.store.clone(),
            self.mail.clone(),
            self.clock.clone(),
            Arc::new(Counting(AtomicU64::new(99))),
            config,
        )
    }

    /// Takes the submissions of a request away, as no use case does.
    pub fn remove_submissions(&self, request: &service::records::RequestId) {
        let place = rusqlite::Connection::open(&self.place).unwrap();
        let triggers: Vec<String> = {
            let sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'submission'";
            let mut of = place.prepare(sql).unwrap();
            of.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        for trigger in triggers {
            place.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
        place.execute("DELETE FROM submission WHERE request_id = ?1", [request.as_str()]).unwrap();
    }

    pub fn advance(&self, by: i64) {
        self.clock.0.fetch_add(by, Ordering::SeqCst);
    }

    pub async fn set_up(&self) -> Administrator {
        let token = self.services.setup_token().await.unwrap().unwrap();
        let company = Company {
            name: "Halden".into(),
            why: "Because".into(),
            contact_name: "Ingrid".into(),
            contact_email: "minerals@halden.example".into(),
            retention_months: 60,
            ..Company::default()
        };
        let form = SetupForm {
            company,
            name: "Ingrid Vale".into(),
            email: "ingrid@halden.example".into(),
            password: "slow river stones".into(),
        };
        let secret = self.services.complete_setup(&token, form).await.unwrap();
        self.services.actor(&secret).await.unwrap().as_administrator().unwrap()
    }

    /// Suppliers of these names, each with an address, in a country.
    pub async fn suppliers(&self, desk: &Administrator, names: &[&str], country: &str) {
        for (i, name) in names.iter().enumerate() {
            let supplier = Supplier {
                name: (*name).into(),
                reference: format!("S-{i}"),
                email: format!("s{i}@supplier.example"),
                country: country.into(),
                language: "en".into(),
                ..Supplier::default()
            };
            desk.save_supplier(supplier).await.unwrap();
        }
    }

    /// A campaign that asks everybody and is not launched.
    pub async fn campaign(&self, desk: &Administrator) -> Campaign {
        let campaign = Campaign {
            name: "Minerals 2026".into(),
            year: 2026,
            template_version: "6.5".into(),
            due: day_of(self.services.now() + 30 * DAY),
            cutoff: day_of(self.services.now() + 60 * DAY),
            reminders: ReminderPlan::even(5, 5, 3),
            ..Campaign::default()
        };
        let campaign = desk.save_campaign(campaign).await.unwrap();
        desk.choose_recipients(&campaign.id, &service::survey::campaigns::Choice::All).await.unwrap();
        campaign
    }

    /// A campaign that is not launched and asks one supplier in a country.
    pub async fn planned(&self, desk: &Administrator, country: &str) -> Campaign {
        self.suppliers(desk, &["One"], country).await;
        self.campaign(desk).await
    }

    /// A launched campaign asking these suppliers; the requests by supplier name.
    pub async fn launched(&self, desk: &Administrator, names: &[&str]) -> (Campaign, Vec<RequestRow>) {
        self.suppliers(desk, names, "DE").await;
        let campaign = self.campaign(desk).await;
        assert_eq!(desk.launch(&campaign.id).await.unwrap(), names.len() as u64);
        let filter = RequestFilter { campaign: Some(campaign.id.clone()), limit: 100, ..Default::default() };
        (campaign, desk.requests(&filter).await.unwrap().rows)
    }

    /// Asks for a link that was lost, as the page does.
    pub async fn ask_link(&self, token: &str, email: &str, client: &str) -> service::Result<()> {
        let lost = Lost { token: token.into(), email: email.into(), ..Lost::default() };
        self.services.may_ask_for_link(&lost, client).await?;
        self.services.send_link_again(&lost).await
    }

    pub async fn deliver(&self) -> Vec<Message> {
        while self.services.deliver(100).await.unwrap() > 0 {}
        std::mem::take(&mut self.mail.sent.lock().unwrap())
    }
}

/// The token in a mail's link.
pub fn token(message: &Message) -> String {
    let at = message.text.find("/r/").expect("a link") + 3;
    message.text[at..].split_whitespace().next().unwrap().to_owned()
}

/// What sets an answer.
pub fn change(path: String, value: &str) -> Change {
    Change { path, value: Some(value.into()) }
}

/// Submits a declaration without any of the metals.
pub async fn submit_without_metals(portal: &TestApp, row: &RequestRow, token: &str) {
    let key = portal.services.start(token).await.unwrap();
    let desk = portal.services.supplier_desk(&key).await.unwrap();
    let texts = [
        ("company.name", row.supplier_name.as_str()),
        ("company.scope", domain::template::SCOPE_COMPANY),
        ("company.contact_name", "A Person"),
        ("company.contact_email", "a@supplier.example"),
        ("company.contact_phone", "+1 555 0100"),
        ("company.authorizer_name", "B Person"),
        ("company.authorizer_email", "b@supplier.example"),
        ("company.effective_date", "2026-05-01"),
    ];
    let mut changes: Vec<_> = texts.iter().map(|(key, text)| change(format!("f:{key}"), text)).collect();
    let metals = &domain::template::named("6.5").unwrap().metals;
    changes.extend(metals.iter().map(|metal| change(format!("f:q1.{}", metal.key()), "No")));
    desk.save(0, "tab", changes, "company").await.unwrap();
    desk.submit().await.unwrap();
}
