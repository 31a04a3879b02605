//! A record's columns, each written once: its name, how it is read, how it is written. Statements are made of that, so
//! that a new column is one line, and no number counts columns by hand.

use crate::tx::Tx;
use crate::value::Value;
use service::ports::StoreResult;

/// Lists the columns of a record, in the order in which statements name them: `column: reading => value;`, or
/// `column as field: …` where the record has another name for it. Behind `and`, those that are written and never read.
/// What is written and no field of the record as it stands comes as an argument.
///
/// Makes `READ` (the columns that `read` takes, in its order), `WRITTEN` (those that `values` gives), and both functions.
/// `read only` makes no more than what reads. A record within it that is listed elsewhere comes in brackets:
/// `Outer[field: module]`. Its columns are read first; they are in neither list.
macro_rules! columns {
    (
        $record:ident $([$inner:ident: $module:ident])? ($it:ident $(, $given:ident: $type:ty)*) {
            $($column:ident $(as $field:ident)?: $read:ident $(($($arg:expr),*))? => $value:expr;)*
        } and {
            $($also:ident => $also_value:expr;)*
        }
    ) => {
        columns!(read only $record $([$inner: $module])? {
            $($column $(as $field)?: $read $(($($arg),*))?;)*
        });
        pub(super) const WRITTEN: &[&str] = &[$(stringify!($column),)* $(stringify!($also),)*];
        pub(super) const WIDTH: usize = WRITTEN.len();

        pub(super) fn values<'a>($it: &'a $record $(, $given: $type)*)
            -> service::ports::StoreResult<[crate::value::Value<'a>; WIDTH]> {
            Ok([$(crate::value::Value::from($value),)* $(crate::value::Value::from($also_value),)*])
        }
    };
    (
        read only $record:ident $([$inner:ident: $module:ident])? {
            $($column:ident $(as $field:ident)?: $read:ident $(($($arg:expr),*))?;)*
        }
    ) => {
        pub(super) const READ: &[&str] = &[$(stringify!($column),)*];

        pub(super) fn read(row: &mut crate::value::Row) -> service::ports::StoreResult<$record> {
            $(let $inner = $module::read(row)?;)?
            $(let $column = row.$read($($($arg),*)?)?;)*
            Ok(columns!(@record $record {$($inner,)?} $($column $(as $field)?,)*))
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

/// Lists what a record takes from several tables, as [`columns`] does of one: `alias.column: reading;`, with `as field` where
/// the record calls it otherwise. A record within it that is listed elsewhere comes first, in brackets. Behind `and` stands
/// what else the record has: `field = value;`, where the value may read what the statement adds to `JOINED` by hand.
///
/// Makes `JOINED` (the columns as a statement names them) and the function `joined`.
macro_rules! joined {
    (
        $record:ident [$inner:ident: $module:ident] ($row:ident) {
            $($columns:tt)*
        } and {
            $($field:ident = $value:expr;)*
        }
    ) => {
        joined!(@names {} $($columns)*);

        fn joined(mut $row: crate::value::Row) -> service::ports::StoreResult<$record> {
            let $inner = $module::read(&mut $row)?;
            // Fields are read in the order in which they stand here.
            Ok(joined!(@record $row $record {$inner,} {$($field: $value,)*} $($columns)*))
        }
    };
    (@names {$($done:tt)*}) => { const JOINED: &[&str] = &[$($done)*]; };
    (@names {$($done:tt)*} $table:ident.$column:ident $(as $field:ident)?: $read:ident; $($rest:tt)*) => {
        joined!(@names {$($done)* concat!(stringify!($table), ".", stringify!($column)),} $($rest)*);
    };
    (@record $row:ident $record:ident {$($done:tt)*} {$($more:tt)*}) => { $record { $($done)* $($more)* } };
    (@record $row:ident $record:ident {$($done:tt)*} {$($more:tt)*}
        $table:ident.$column:ident as $field:ident: $read:ident; $($rest:tt)*) => {
        joined!(@record $row $record {$($done)* $field: $row.$read()?,} {$($more)*} $($rest)*)
    };
    (@record $row:ident $record:ident {$($done:tt)*} {$($more:tt)*}
        $table:ident.$column:ident: $read:ident; $($rest:tt)*) => {
        joined!(@record $row $record {$($done)* $column: $row.$read()?,} {$($more)*} $($rest)*)
    };
}
pub(crate) use joined;

/// Columns as a statement names them that calls their table so.
pub fn of(alias: &str, columns: &[&str]) -> String {
    columns.iter().map(|column| format!("{alias}.{column}")).collect::<Vec<_>>().join(", ")
}

/// Overwrites the row that has these values in its `fixed` columns, where it still has the version that was read.
pub async fn overwrite(
    tx: &mut dyn Tx,
    table: &str,
    columns: &[&str],
    values: &[Value<'_>],
    fixed: &[&str],
    version: i64,
) -> StoreResult<bool> {
    let places: Vec<(bool, String)> =
        columns.iter().zip(1..).map(|(c, n)| (fixed.contains(c), format!("{c} = ${n}"))).collect();
    let those =
        |is: bool| places.iter().filter(move |(fixed, _)| *fixed == is).map(|(_, text)| text.as_str());
    let sql = format!(
        "UPDATE {table} SET {} WHERE {} AND version = ${}",
        those(false).collect::<Vec<_>>().join(", "),
        those(true).collect::<Vec<_>>().join(" AND "),
        columns.len() + 1
    );
    let mut args = values.to_vec();
    args.push(version.into());
    Ok(tx.execute(&sql, &args).await? > 0)
}
