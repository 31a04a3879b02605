//! A fresh, empty database for a test, and things to put into it.

use domain::draft::Change;
use domain::workflow::RequestState;
use futures::FutureExt;
use service::ports::Store;
use service::records::*;
use sqlx::Connection;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The moment at which tests begin.
pub const NOW: Instant = Instant::from_millis(1_780_000_000_000);
pub const MINUTE: Millis = 60_000;

/// A store, and where it keeps its things.
pub struct TestDb {
    pub store: Arc<dyn Store>,
    pub place: String,
    counter: AtomicU64,
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Runs SQL on a PostgreSQL server, past the store.
async fn on_server(url: &str, sql: &str) -> Result<(), String> {
    let mut connection = sqlx::PgConnection::connect(url).await.map_err(|e| e.to_string())?;
    let sql = sqlx::AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(&mut connection).await.map(|_| ()).map_err(|e| e.to_string())
}

/// Runs a test on a SQLite file of its own.
pub fn on_sqlite<F: Future<Output = ()>>(test: fn(TestDb) -> F) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("touchstone.db").display().to_string();
    runtime().block_on(async { test(TestDb::open(place).await).await });
}

/// Runs a test in a PostgreSQL schema of its own, which is dropped behind it.
pub fn on_postgres<F: Future<Output = ()>>(test: fn(TestDb) -> F) {
    static SCHEMAS: AtomicU64 = AtomicU64::new(0);
    let Ok(server) = std::env::var("TOUCHSTONE_TEST_POSTGRES") else {
        println!("skipped: TOUCHSTONE_TEST_POSTGRES names no server");
        return;
    };
    let schema = format!("t{}_{}", std::process::id(), SCHEMAS.fetch_add(1, Ordering::Relaxed));
    let join = if server.contains('?') { '&' } else { '?' };
    let place = format!("{server}{join}options=-c%20search_path%3D{schema}");
    runtime().block_on(async {
        on_server(&server, &format!("CREATE SCHEMA {schema}")).await.unwrap();
        let done = AssertUnwindSafe(async { test(TestDb::open(place).await).await }).catch_unwind().await;
        on_server(&server, &format!("DROP SCHEMA {schema} CASCADE")).await.unwrap();
        if let Err(panic) = done {
            resume_unwind(panic);
        }
    });
}

impl TestDb {
    async fn open(place: String) -> TestDb {
        let store = storage::open(&place).await.unwrap();
        TestDb { store, place, counter: AtomicU64::new(0) }
    }

    /// Whether this is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        self.place.starts_with("postgres")
    }

    /// Runs SQL past the store.
    pub async fn raw(&self, sql: &str) -> Result<(), String> {
        if self.is_postgres() {
            return on_server(&self.place, sql).await;
        }
        let connection = rusqlite::Connection::open(&self.place).map_err(|e| e.to_string())?;
        connection.execute_batch(sql).map_err(|e| e.to_string())
    }

    /// The number that a statement gives, past the store.
    pub async fn number(&self, sql: &str) -> i64 {
        if self.is_postgres() {
            let mut connection = sqlx::PgConnection::connect(&self.place).await.unwrap();
            let sql = sqlx::AssertSqlSafe(sql.to_owned());
            return sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
        }
        let connection = rusqlite::Connection::open(&self.place).unwrap();
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// A number that was not given before.
    pub fn next(&self) -> u64 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }

    /// An identifier that was not given before, in no order.
    pub fn id(&self) -> Id {
        let n = self.next() + 1;
        format!("{:016x}{n:016x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A hash that was not given before.
    pub fn hash(&self) -> SecretHash {
        format!("{}{}", self.id(), self.id())
    }

    /// An unsaved supplier.
    pub fn new_supplier(&self, name: &str) -> Supplier {
        let id = self.id();
        let email = format!("{}@example.com", &id[24..]);
        Supplier {
            id: id.into(),
            name: name.into(),
            email,
            language: "en".into(),
            created_at: NOW,
            ..Default::default()
        }
    }

    pub async fn supplier(&self, name: &str) -> Supplier {
        self.store.save_supplier(self.new_supplier(name), act("supplier.added")).await.unwrap()
    }

    /// A planned campaign that is due on 2026-05-31.
    pub async fn campaign(&self) -> Campaign {
        let campaign = Campaign {
            id: self.id().into(),
            name: "Minerals 2026".into(),
            year: 2026,
            template_version: "6.5".into(),
            due: "2026-05-31".parse().unwrap(),
            cutoff: "2026-06-30".parse().unwrap(),
            words: BTreeMap::from([("invitation.en".into(), MailWords::default())]),
            created_at: NOW,
            ..Default::default()
        };
        self.store.save_campaign(campaign, act("campaign.added")).await.unwrap()
    }

    /// An unsaved planned request.
    pub fn new_request(&self, campaign: &Campaign, supplier: &Supplier) -> Request {
        Request {
            id: self.id().into(),
            version: 0,
            campaign: campaign.id.clone(),
            supplier: supplier.id.clone(),
            state: RequestState::Planned,
            state_at: NOW,
            invited_at: None,
            opened_at: None,
            submitted_at: None,
            submissions: 0,
            errors: 0,
            warnings: 0,
            reminders: 0,
            next_reminder_at: None,
            snoozed_until: None,
            last_section: String::new(),
            reason: String::new(),
            proposed_contact: String::new(),
            scope_reason: String::new(),
            owner: None,
            accepted_by: Default::default(),
            acted: 0,
        }
    }

    /// A request of a supplier with this name, in this state since `state_at`.
    pub async fn request_of(
        &self,
        campaign: &Campaign,
        name: &str,
        state: RequestState,
        at: Instant,
    ) -> Request {
        let supplier = self.supplier(name).await;
        let request = self.new_request(campaign, &supplier);
        let id = request.id.clone();
        self.store
            .set_recipients(&campaign.id, vec![request], vec![], act("campaign.recipients"))
            .await
            .unwrap();
        let planned = self.store.request(&Scope::Everything, &id).await.unwrap().unwrap();
        if state == RequestState::Planned {
            return planned;
        }
        self.store.commit(RequestCommit::of(Request { state, state_at: at, ..planned })).await.unwrap()
    }

    /// A request in a state, in a campaign of its own.
    pub async fn request(&self, state: RequestState) -> Request {
        let campaign = self.campaign().await;
        self.request_of(&campaign, "Example Castings", state, NOW).await
    }

    /// A mail with this key.
    pub fn mail(&self, key: &str) -> NewMail {
        NewMail {
            id: self.id(),
            key: key.into(),
            kind: MailKind::Invitation,
            request: None,
            supplier: None,
            link: None,
            to: "somebody@example.com".into(),
            language: "en".into(),
            values: BTreeMap::from([("year".into(), "2026".into())]),
            send_at: NOW,
        }
    }

    /// A link to a request.
    pub fn link(&self, request: &RequestId, at: Instant) -> Link {
        let expires_at = at + 1000 * MINUTE;
        Link {
            id: self.id(),
            hash: self.hash(),
            request: request.clone(),
            created_at: at,
            expires_at,
            revoked_at: None,
        }
    }

    /// A member of the team.
    pub fn member(&self, email: &str, role: Role) -> Member {
        let id = self.id();
        let name = email.split('@').next().unwrap_or("").to_owned();
        let password_hash = "$argon2id$…".into();
        let id = id.into();
        Member {
            id,
            email: email.into(),
            name,
            role,
            password_hash,
            created_at: NOW,
            disabled_at: None,
            scope: Scope::Everything,
        }
    }

    pub fn submission(&self, request: &RequestId, number: i64) -> Submission {
        Submission {
            request: request.clone(),
            number,
            document: format!("{{\"number\":{number}}}"),
            hash: self.hash(),
            report: domain::Report::default(),
            rules_version: "1".into(),
            review: ReviewResult::default(),
            submitted_at: NOW,
        }
    }
}

/// An act for the log.
pub fn act(action: &str) -> LogDraft {
    act_at(action, NOW)
}

/// An act for the log at a moment.
pub fn act_at(action: &str, at: Instant) -> LogDraft {
    LogDraft {
        actor: "system".into(),
        action: action.into(),
        object: "test:1".into(),
        detail: "{}".into(),
        at,
    }
}

/// A save of one path.
pub fn save(request: &RequestId, base: i64, origin: &str, path: &str, value: Option<&str>) -> SaveDraft {
    SaveDraft {
        request: request.clone(),
        base_revision: base,
        origin: origin.into(),
        changes: vec![change(path, value)],
        section: "company".into(),
        writer: None,
        now: NOW,
    }
}

pub fn change(path: &str, value: Option<&str>) -> Change {
    Change { path: path.into(), value: value.map(str::to_owned) }
}
