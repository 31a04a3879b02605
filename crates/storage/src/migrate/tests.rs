//! Schemas: from empty, from an older one, from a newer one, from somebody else's; and the same on both databases.

use super::*;
use crate::sqlite::open_with;
use rusqlite::Connection;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row};
use std::collections::BTreeMap;
use std::path::Path;

static OLDER: [Migration; 1] =
    [Migration { version: 1, source: include_str!("../../migrations/0001_base.sql") }];

/// What a next release could bring: a column and a table.
static NEXT: [Migration; 2] = [
    OLDER[0],
    Migration {
        version: 2,
        source: "ALTER TABLE supplier ADD COLUMN phone {text} NOT NULL DEFAULT '';\n\
                 CREATE TABLE part (id {text} NOT NULL PRIMARY KEY, weight {int}) {strict};\n",
    },
];

/// The same, cut off by a fault behind its first statement, as by a kill.
static BROKEN: [Migration; 2] = [
    OLDER[0],
    Migration {
        version: 2,
        source: "ALTER TABLE supplier ADD COLUMN phone {text} NOT NULL DEFAULT '';\nCREATE TABLE nonsense (;\n",
    },
];

fn open(path: &Path, steps: &'static [Migration]) -> Result<Connection, OpenError> {
    open_with(path, steps)
}

fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

const SUPPLIER: &str = "INSERT INTO supplier (id, version, reference, name, relationship, via, contact_name, email, \
                        language, country, parts, created_at, name_key, search) \
                        VALUES ('s', 1, '', 'A', 'direct', '', '', '', '', '', '', 0, 'a', 'a')";

#[test]
fn d22_an_older_schema_is_brought_up_to_date_with_its_data() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    open(&path, &OLDER).unwrap().execute_batch(SUPPLIER).unwrap();
    for _ in 0..2 {
        let connection = open(&path, &NEXT).unwrap();
        assert_eq!(number(&connection, "SELECT max(version) FROM schema_version"), 2);
        assert_eq!(number(&connection, "SELECT count(*) FROM supplier WHERE phone = '' AND name = 'A'"), 1);
        assert_eq!(number(&connection, "SELECT count(*) FROM part"), 0);
    }
}

/// Every step before the one that brought decisions about names.
static BEFORE_DECISIONS: &[Migration] = MIGRATIONS.split_at(6).0;

#[test]
fn d22_the_release_before_decisions_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    open(&path, BEFORE_DECISIONS).unwrap().execute_batch(SUPPLIER).unwrap();
    let connection = open(&path, MIGRATIONS).unwrap();
    assert_eq!(number(&connection, "SELECT count(*) FROM supplier WHERE name = 'A'"), 1);
    let put = "INSERT INTO smelter_decision (id, metal, name, name_key, cid, note, decided_at, decided_by) \
               VALUES ('1', 'tin', 'N', 'n', '', '', 0, 'm')";
    connection.execute_batch(put).unwrap();
    assert_eq!(number(&connection, "SELECT count(*) FROM smelter_decision WHERE ended_at IS NULL"), 1);
}

/// Every step before the one that tells whose fault a refusal is.
static BEFORE_TROUBLE: &[Migration] = MIGRATIONS.split_at(7).0;

#[test]
fn f_d2_suppliers_that_were_marked_for_our_faults_are_freed_and_their_mails_can_be_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let old = open(&path, BEFORE_TROUBLE).unwrap();
    // As that release wrote it.
    for (id, error) in [
        (
            "spf",
            "The mail server answered 554: 5.7.1 SPF check failed — The server refuses the message. Check that SPF",
        ),
        ("tries", "The mail server answered 451: busy — It is tried again."),
        (
            "gone",
            "The mail server answered 550: 5.1.1 no such user — The address does not take mail. Ask for the right one",
        ),
    ] {
        old.execute_batch(&format!(
            "INSERT INTO supplier (id, version, reference, name, relationship, via, contact_name, email, language, \
             country, parts, created_at, name_key, search, mail_problem) \
             VALUES ('{id}', 1, '{id}', 'A', 'direct', '', '', '', '', '', '', 0, 'a', 'a', '{error}'); \
             INSERT INTO outbox (id, mail_key, kind, supplier_id, recipient, language, fields, send_at, state, attempts, \
             in_doubt, error, created_at) \
             VALUES ('{id}', '{id}', 'invitation', '{id}', 'a@b.example', 'en', '{{}}', 0, 'failed', 1, 0, '{error}', 0)"
        ))
        .unwrap();
    }
    drop(old);
    let connection = open(&path, MIGRATIONS).unwrap();
    let marked = "SELECT count(*) FROM supplier WHERE mail_problem IS NOT NULL AND id = 'gone'";
    assert_eq!(number(&connection, marked), 1);
    assert_eq!(number(&connection, "SELECT count(*) FROM supplier WHERE mail_problem IS NOT NULL"), 1);
    assert_eq!(number(&connection, "SELECT count(*) FROM outbox WHERE problem = 'other'"), 2);
    assert_eq!(number(&connection, "SELECT count(*) FROM outbox WHERE problem = 'address'"), 1);
}

#[test]
fn d22_an_interrupted_step_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    open(&path, &OLDER).unwrap().execute_batch(SUPPLIER).unwrap();
    assert!(open(&path, &BROKEN).is_err());
    let connection = open(&path, &OLDER).unwrap();
    assert_eq!(
        number(&connection, "SELECT count(*) FROM pragma_table_info('supplier') WHERE name = 'phone'"),
        0
    );
    drop(connection);
    assert_eq!(number(&open(&path, &NEXT).unwrap(), "SELECT count(*) FROM supplier"), 1);
}

#[test]
fn d08_a_newer_schema_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    open(&path, &NEXT).unwrap();
    let refused = open(&path, &OLDER).unwrap_err();
    assert!(matches!(refused, OpenError::NewerSchema { found: 2, known: 1 }), "{refused}");
    assert!(refused.to_string().contains("newer Touchstone") && !refused.to_string().contains('\n'));
    assert_eq!(number(&open(&path, &NEXT).unwrap(), "SELECT max(version) FROM schema_version"), 2);
}

#[test]
fn d08_what_is_not_ours_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let foreign = folder.path().join("foreign.db");
    Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE song (title TEXT)").unwrap();
    assert!(matches!(open(&foreign, &OLDER), Err(OpenError::NotOurs)));
    assert_eq!(number(&Connection::open(&foreign).unwrap(), "SELECT count(*) FROM sqlite_schema"), 1);
    let text = folder.path().join("text.db");
    std::fs::write(&text, "no database at all, but a text that is long enough to be looked at. ".repeat(99))
        .unwrap();
    assert!(matches!(open(&text, &OLDER), Err(OpenError::Damaged(_))));
    for unwritable in [folder.path().to_owned(), folder.path().join("no/such/folder/x.db")] {
        let refused = open(&unwritable, &OLDER).unwrap_err();
        assert!(matches!(refused, OpenError::ReadOnly(_)), "{refused}");
    }
}

#[test]
fn two_programs_may_start_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    std::thread::scope(|scope| {
        let opening: Vec<_> = (0..4).map(|_| scope.spawn(|| open(&path, &NEXT).map(|_| ()))).collect();
        for one in opening {
            one.join().unwrap().unwrap();
        }
    });
}

/// A connection to a schema of its own, where a server is named.
async fn postgres() -> Option<PgConnection> {
    static SCHEMAS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let Ok(url) = std::env::var("TOUCHSTONE_TEST_POSTGRES") else {
        println!("skipped: TOUCHSTONE_TEST_POSTGRES names no server");
        return None;
    };
    let n = SCHEMAS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let schema = format!("m{}_{n}", std::process::id());
    let mut connection = PgConnection::connect(&url).await.unwrap();
    run(&mut connection, &format!("CREATE SCHEMA {schema}; SET search_path TO {schema}")).await.unwrap();
    Some(connection)
}

async fn run(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(connection).await.map(|_| ())
}

async fn drop_schema(mut connection: PgConnection) {
    let name: String =
        sqlx::query_scalar("SELECT current_schema()::text").fetch_one(&mut connection).await.unwrap();
    run(&mut connection, &format!("DROP SCHEMA {name} CASCADE")).await.unwrap();
}

#[tokio::test]
async fn d22_postgres_goes_the_same_way() {
    use crate::postgres::migrate;
    let Some(mut connection) = postgres().await else { return };
    migrate(&mut connection, &OLDER).await.unwrap();
    run(&mut connection, SUPPLIER).await.unwrap();
    assert!(migrate(&mut connection, &BROKEN).await.is_err());
    assert!(run(&mut connection, "SELECT phone FROM supplier").await.is_err(), "rolled back");
    for _ in 0..2 {
        migrate(&mut connection, &NEXT).await.unwrap();
    }
    run(&mut connection, "SELECT phone FROM supplier").await.unwrap();
    let refused = migrate(&mut connection, &OLDER).await.unwrap_err();
    assert!(matches!(refused, OpenError::NewerSchema { found: 2, known: 1 }), "{refused}");
    drop_schema(connection).await;

    let Some(mut foreign) = postgres().await else { return };
    run(&mut foreign, "CREATE TABLE song (title TEXT)").await.unwrap();
    assert!(matches!(migrate(&mut foreign, &OLDER).await, Err(OpenError::NotOurs)));
    drop_schema(foreign).await;
}

/// Columns by table: name, kind, whether it may be empty.
type Columns = BTreeMap<String, Vec<(String, bool, bool)>>;

#[tokio::test]
async fn both_databases_have_the_same_columns() {
    let Some(mut connection) = postgres().await else { return };
    crate::postgres::migrate(&mut connection, MIGRATIONS).await.unwrap();
    let mut there = Columns::new();
    let sql = "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text \
               FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY ordinal_position";
    for row in sqlx::query(sql).fetch_all(&mut connection).await.unwrap() {
        // SQLite keeps the bytes of files in a folder beside it.
        if row.get::<String, _>(0) == "file_piece" {
            continue;
        }
        let kind: String = row.get(2);
        assert!(["text", "bigint"].contains(&kind.as_str()), "{kind}");
        there.entry(row.get(0)).or_default().push((
            row.get(1),
            kind == "text",
            row.get::<String, _>(3) == "YES",
        ));
    }
    drop_schema(connection).await;

    let folder = tempfile::tempdir().unwrap();
    let file = open(&folder.path().join("x.db"), MIGRATIONS).unwrap();
    let mut here = Columns::new();
    let sql = "SELECT m.name, c.name, c.type, c.\"notnull\" FROM sqlite_schema m, pragma_table_info(m.name) c \
               WHERE m.type = 'table' ORDER BY m.name, c.cid";
    let mut statement = file.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let kind: String = row.get(2).unwrap();
        let column = (row.get(1).unwrap(), kind == "TEXT", row.get::<_, i64>(3).unwrap() == 0);
        here.entry(row.get(0).unwrap()).or_default().push(column);
    }
    assert_eq!(here, there);
    assert!(here.len() > 15, "{here:?}");
}
