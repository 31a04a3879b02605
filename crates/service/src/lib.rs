//! What the portal does, without saying with which database or mail server.
//!
//! `records` are the values that are stored, `ports` the traits that adapters implement. Everything else is use
//! cases: they ask for a capability, decide with the pure core, and hand one unit of work to a port.

pub mod access;
pub mod audit;
pub mod bulk;
pub mod csv;
pub mod declarations;
pub mod demo;
pub mod error;
pub mod files;
pub mod jobs;
pub mod keyed_lock;
pub mod mail;
pub mod ports;
pub mod records;
pub mod reports;
pub mod retention;
pub mod review;
pub mod secrets;
pub mod smelters;
pub mod suppliers;
pub mod survey;
pub mod team;
mod upkeep;
pub mod worker_pool;
pub mod zone;

pub use access::{Actor, Administrator, Auditor, Everything, Manager, RequestKey, Reviewer, Viewer};
pub use declarations::supplier_desk::SupplierDesk;
pub use error::{FieldProblem, ServiceError};

use ports::{Clock, Mailer, Random, Store};
use records::{Day, Instant};
use std::sync::Arc;

/// The result of a use case.
pub type Result<T> = std::result::Result<T, ServiceError>;

/// What the use cases need to know about the installation.
#[derive(Clone)]
pub struct ServiceConfig {
    /// Where the portal is reached, without a slash at the end: `https://minerals.example.com`. Links in mails begin
    /// with it; never with what a request says about its host.
    pub base_url: String,
    /// The secret from which link tokens are derived.
    pub secret: [u8; 32],
    /// The sender's address.
    pub mail_from: String,
    /// Whether this is a demonstration.
    pub demo: bool,
}

/// All use cases.
#[derive(Clone)]
pub struct Services {
    store: Arc<dyn Store>,
    /// Sends mail.
    pub mailer: Arc<dyn Mailer>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Draws randomness.
    pub random: Arc<dyn Random>,
    /// The installation.
    pub config: ServiceConfig,
    /// Long work that nobody waits for but who asked for it.
    pub workers: worker_pool::WorkerPool,
    hashing: worker_pool::WorkerPool,
    sign_ins: keyed_lock::KeyedLock,
    launches: keyed_lock::KeyedLock,
    references: Arc<smelters::references::Cache>,
    matchers: Arc<smelters::decisions::Matchers>,
    names: Arc<smelters::names::Cache>,
    placing: Arc<smelters::reported::Placing>,
    filling: Arc<tokio::sync::Semaphore>,
    files: Arc<files::FileRules>,
    counted: Arc<reports::counted::Cache>,
}

impl Services {
    /// Puts the parts together.
    pub fn new(
        store: Arc<dyn Store>,
        mailer: Arc<dyn Mailer>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        config: ServiceConfig,
    ) -> Services {
        Services {
            store,
            mailer,
            clock,
            random,
            config,
            workers: worker_pool::WorkerPool::new(),
            hashing: worker_pool::WorkerPool::new(),
            sign_ins: keyed_lock::KeyedLock::default(),
            launches: keyed_lock::KeyedLock::default(),
            references: Arc::default(),
            matchers: Arc::default(),
            names: Arc::default(),
            counted: Arc::default(),
            placing: Arc::default(),
            files: Arc::default(),
            filling: Arc::new(tokio::sync::Semaphore::new(declarations::blanks::AT_ONCE)),
        }
    }

    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Today, in UTC.
    pub fn today(&self) -> Day {
        day_of(self.now())
    }
}

/// The UTC day of a time.
pub fn day_of(at: Instant) -> Day {
    at.day()
}

/// The first moment of a UTC day.
pub fn start_of(day: Day) -> Instant {
    Instant::start_of(day)
}

pub use domain::instant::{DAY, HOUR, MINUTE};
