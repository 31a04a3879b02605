//! The same journeys on PostgreSQL, where `TOUCHSTONE_TEST_POSTGRES` names a server.

use sqlx::Connection;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

/// Set for the run in which every portal gets a PostgreSQL schema instead of a SQLite file.
const INSTEAD: &str = "TOUCHSTONE_TEST_PORTALS_ON_POSTGRES";

/// A database of a test's own on the server, if there is one.
pub async fn database() -> Option<String> {
    static SCHEMAS: AtomicU64 = AtomicU64::new(0);
    let Ok(server) = std::env::var("TOUCHSTONE_TEST_POSTGRES") else {
        println!("SKIPPED: the portal on PostgreSQL, since TOUCHSTONE_TEST_POSTGRES names no server");
        return None;
    };
    let schema = format!("p{}_{}", std::process::id(), SCHEMAS.fetch_add(1, Ordering::Relaxed));
    let mut connection = sqlx::PgConnection::connect(&server).await.unwrap();
    let sql = sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    let join = if server.contains('?') { '&' } else { '?' };
    Some(format!("{server}{join}options=-c%20search_path%3D{schema}"))
}

/// Where portals of this run keep their data, if not in the usual place.
pub async fn instead() -> Option<String> {
    std::env::var_os(INSTEAD)?;
    database().await
}

/// Runs these tests of this program once more, on PostgreSQL.
pub fn again(tests: &[&str], at_least: usize) {
    if std::env::var_os("TOUCHSTONE_TEST_POSTGRES").is_none() {
        println!("SKIPPED: journeys on PostgreSQL, since TOUCHSTONE_TEST_POSTGRES names no server");
        return;
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    let done = command.args(tests).args(["--test-threads", "2"]).env(INSTEAD, "1").output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    let passed = said.lines().filter(|line| line.starts_with("test ") && line.ends_with("... ok")).count();
    assert!(done.status.success(), "{said}\n{}", String::from_utf8_lossy(&done.stderr));
    assert!(passed >= at_least, "only {passed} tests ran:\n{said}");
    println!("{passed} journeys on PostgreSQL");
}
