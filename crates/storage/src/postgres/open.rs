//! Connecting: settings, checks, schema.

use super::Postgres;
use crate::error::OpenError;
use crate::migrate::{MIGRATIONS, Migration, VERSION_TABLE, outstanding};
use crate::seal::Sealer;
use crate::tx::Dialect;
use service::ports::during;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use std::str::FromStr;
use std::time::Duration;

/// The advisory lock under which schemas are changed: "touchsto" in ASCII.
const MIGRATION_LOCK: i64 = 0x746f_7563_6873_746f;

/// What went wrong, without the address: it may hold a password.
fn failed(error: sqlx::Error) -> OpenError {
    OpenError::Failed(match error {
        sqlx::Error::Configuration(_) => "the PostgreSQL address cannot be read".into(),
        sqlx::Error::Database(e) => format!("PostgreSQL says: {}", e.message()).into(),
        sqlx::Error::Io(e) => during("no connection to PostgreSQL", e),
        sqlx::Error::Tls(e) => format!(
            "no encrypted connection to PostgreSQL: {e}. Say in database_url what is wanted: \
             ?sslmode=verify-full&sslrootcert=FILE for a server with a certificate of its own authority, \
             ?sslmode=require for encryption without looking at the certificate, ?sslmode=disable for none"
        )
        .into(),
        sqlx::Error::PoolTimedOut => "no connection to PostgreSQL in time".into(),
        other => other.into(),
    })
}

/// Whether an address says how the connection is to be protected.
fn says_sslmode(url: &str) -> bool {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split('&').any(|part| part.starts_with("sslmode=") || part.starts_with("ssl-mode="))
}

/// Whether the server is on this machine.
fn is_here(options: &PgConnectOptions) -> bool {
    let host = options.get_host().trim_matches(['[', ']']);
    let loopback = host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    options.get_socket().is_some() || host.starts_with('/') || host == "localhost" || loopback
}

impl Postgres {
    /// Connects and brings the schema up to date.
    pub(crate) async fn open(url: &str, sealer: Sealer) -> Result<Postgres, OpenError> {
        let database = Postgres::connect(url, sealer).await?;
        check_settings(&database.pool).await?;
        let mut connection = database.pool.acquire().await.map_err(failed)?;
        migrate(&mut connection, MIGRATIONS).await?;
        drop(connection);
        Ok(database)
    }

    /// Connects, and leaves everything as it is.
    pub(crate) async fn connect(url: &str, sealer: Sealer) -> Result<Postgres, OpenError> {
        let options = PgConnectOptions::from_str(url).map_err(failed)?;
        let said = says_sslmode(url) || std::env::var_os("PGSSLMODE").is_some();
        // Unsaid, the driver would go on without encryption where the server offers none.
        let mode = if said || is_here(&options) { options.get_ssl_mode() } else { PgSslMode::VerifyFull };
        let options = options.ssl_mode(mode).application_name("touchstone").options([
            ("statement_timeout", "60000"),
            ("lock_timeout", "20000"),
            ("idle_in_transaction_session_timeout", "60000"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await
            .map_err(failed)?;
        Ok(Postgres { pool, sealer })
    }
}

/// Refuses servers that would lose what was acknowledged, or could not store every text.
async fn check_settings(pool: &PgPool) -> Result<(), OpenError> {
    let show = async |name: &str| -> Result<String, OpenError> {
        sqlx::query_scalar(AssertSqlSafe(format!("SHOW {name}"))).fetch_one(pool).await.map_err(failed)
    };
    let encoding = show("server_encoding").await?;
    if encoding != "UTF8" {
        return Err(OpenError::UnfitSetting(format!("server_encoding {encoding} instead of UTF8")));
    }
    if show("synchronous_commit").await? == "off" {
        return Err(OpenError::UnfitSetting("synchronous_commit off".into()));
    }
    if show("fsync").await? == "off" {
        tracing::warn!("PostgreSQL runs with fsync off: a power failure can lose everything");
    }
    Ok(())
}

/// Does the outstanding steps, each in one transaction under a lock, so that instances starting at once take turns.
pub(crate) async fn migrate(
    connection: &mut PgConnection,
    steps: &'static [Migration],
) -> Result<(), OpenError> {
    use sqlx::Connection;
    loop {
        let mut tx = connection.begin().await.map_err(failed)?;
        let run = async |tx: &mut PgConnection, sql: String| {
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(tx).await.map(|_| ()).map_err(failed)
        };
        run(&mut tx, "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0".into()).await?;
        run(&mut tx, format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
        let count = async |tx: &mut PgConnection, sql: &'static str| -> Result<i64, OpenError> {
            sqlx::query_scalar(sql).fetch_one(tx).await.map_err(failed)
        };
        const TABLES: &str = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
        const OURS: &str = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_version'";
        let ours = count(&mut tx, OURS).await? > 0;
        let tables = count(&mut tx, TABLES).await? > 0;
        let found = match ours {
            true => count(&mut tx, "SELECT coalesce(max(version), 0) FROM schema_version").await?,
            false => 0,
        };
        let Some(step) = outstanding(steps, found, tables && !ours)?.first() else {
            return tx.commit().await.map_err(failed);
        };
        run(&mut tx, VERSION_TABLE.into()).await?;
        run(&mut tx, step.sql(Dialect::Postgres)).await?;
        run(&mut tx, format!("INSERT INTO schema_version (version) VALUES ({})", step.version)).await?;
        tx.commit().await.map_err(failed)?;
        tracing::info!(version = step.version, "database schema brought up to date");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> &'static str {
        let options = PgConnectOptions::from_str(url).unwrap();
        if says_sslmode(url) || is_here(&options) { "as said" } else { "verified" }
    }

    #[test]
    fn another_machine_is_never_spoken_to_in_the_clear_unasked() {
        for here in ["localhost", "127.0.0.1:5432", "127.3.2.1", "[::1]"] {
            assert_eq!(mode(&format!("postgres://u:p@{here}/d")), "as said", "{here}");
        }
        for there in ["db.example", "192.0.2.7:5432", "localhost.example", "[2001:db8::1]"] {
            assert_eq!(mode(&format!("postgres://u:p@{there}/d")), "verified", "{there}");
            assert_eq!(mode(&format!("postgres://u:p@{there}/d?application_name=sslmode")), "verified");
            assert_eq!(mode(&format!("postgres://u:p@{there}/d?a=b&sslmode=disable")), "as said", "{there}");
        }
        assert_eq!(mode("postgres:///d?host=/var/run/postgresql"), "as said");
    }
}
