//! A record's columns, each written once: its name, how it is read, how it is written. Statements are made of that, so
//! that a new column is one line, and no number counts columns by hand.

use crate::tx::{Tx, placeholders};
use crate::value::Value;
use service::ports::Stored;

/// Lists the columns of a record, in the order in which statements name them: `column: reading => value;`, or
/// `column as field: …` where the record has another name for it. Behind `and`, those that are written and never read.
/// What is written and no field of the record as it stands comes as an argument.
///
/// Makes `READ` (the columns that `read` takes, in its order), `WRITTEN` (those that `values` gives), and both functions.
macro_rules! columns {
    (
        $record:ident($it:ident $(, $given:ident: $type:ty)*) {
            $($column:ident $(as $field:ident)?: $read:ident $(($($arg:expr),*))? => $value:expr;)*
        } and {
            $($also:ident => $also_value:expr;)*
        }
    ) => {
        const READ: &[&str] = &[$(stringify!($column),)*];
        const WRITTEN: &[&str] = &[$(stringify!($column),)* $(stringify!($also),)*];
        const WIDTH: usize = WRITTEN.len();

        fn read(row: &mut crate::value::Row) -> service::ports::Stored<$record> {
            $(let $column = row.$read($($($arg),*)?)?;)*
            Ok(columns!(@record $record {} $($column $(as $field)?,)*))
        }

        fn values<'a>($it: &'a $record $(, $given: $type)*) -> service::ports::Stored<[crate::value::Value<'a>; WIDTH]> {
            Ok([$(crate::value::Value::from($value),)* $(crate::value::Value::from($also_value),)*])
        }
    };
    (@record $record:ident {$($done:tt)*}) => { $record { $($done)* } };
    (@record $record:ident {$($done:tt)*} $column:ident as $field:ident, $($rest:tt)*) => {
        columns!(@record $record {$($done)* $field: $column,} $($rest)*)
    };
    (@record $record:ident {$($done:tt)*} $column:ident, $($rest:tt)*) => {
        columns!(@record $record {$($done)* $column,} $($rest)*)
    };
}
pub(crate) use columns;

/// Overwrites the row whose identifier is the first value, where it still has the version that was read.
pub async fn overwrite(
    tx: &mut dyn Tx,
    table: &str,
    columns: &[&str],
    values: &[Value<'_>],
    version: i64,
) -> Stored<bool> {
    let width = columns.len();
    let sql = format!(
        "UPDATE {table} SET ({}) = ({}) WHERE id = $1 AND version = ${}",
        columns.join(", "),
        placeholders(0, width),
        width + 1
    );
    let mut args = values.to_vec();
    args.push(version.into());
    Ok(tx.execute(&sql, &args).await? > 0)
}
