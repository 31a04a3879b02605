//! Nothing that the database holds is left out of the seal by oversight.

use super::tables::{LOOSE, SEALED};
use std::collections::BTreeMap;

#[test]
fn every_column_is_either_sealed_or_left_out_on_purpose() {
    let folder = tempfile::tempdir().unwrap();
    let connection =
        crate::sqlite::open_with(&folder.path().join("t.db"), crate::migrate::MIGRATIONS).unwrap();
    let sql = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c \
               WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'";
    let mut statement = connection.prepare(sql).unwrap();
    let rows =
        statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in rows.map(Result::unwrap) {
        tables.entry(table).or_default().push(column);
    }
    for (table, columns) in &tables {
        let Some(sealed) = SEALED.iter().find(|s| s.table == table) else {
            assert!(
                LOOSE.contains(&table.as_str()),
                "table {table}: put it into SEALED, or into LOOSE with a reason"
            );
            continue;
        };
        for column in columns {
            let (in_one, in_other) =
                (sealed.columns.contains(&column.as_str()), sealed.loose.contains(&column.as_str()));
            assert!(in_one != in_other, "{table}.{column}: put it into `columns`, or into `loose`");
        }
        for column in sealed.columns.iter().chain(sealed.loose).chain(sealed.key) {
            assert!(columns.iter().any(|c| c == column), "{table} has no {column}");
        }
    }
    for sealed in SEALED {
        assert!(tables.contains_key(sealed.table), "{}", sealed.table);
    }
}

#[test]
fn a_column_that_came_later_is_not_in_older_digests() {
    let submission = SEALED.iter().find(|s| s.table == "submission").unwrap();
    assert!(submission.digested(1).contains(&"report") && !submission.digested(1).contains(&"review"));
    assert!(submission.digested(6).contains(&"review"));
    let list = SEALED.iter().find(|s| s.table == "reference_list").unwrap();
    assert!(!list.digested(3).contains(&"kind") && list.digested(4).contains(&"kind"));
}
