//! What a member's scope demands of rows. Written `column || ''` as other conditions of lists are: no index is meant.

use crate::tx::Statement;
use crate::value::Value;
use service::records::Scope;

/// The suppliers of groups, up to what is demanded of the key.
pub const MEMBERS: &str = "SELECT supplier_id FROM supplier_group WHERE group_key";

/// What is demanded of requests, which the statement calls by this name; begins with AND, and is blank for everything.
pub fn of_requests<'a>(sql: &mut Statement<'a>, scope: &'a Scope, name: &str) -> String {
    let numbers = sql.args.len() + 1;
    let (condition, args) = requests(scope, name, numbers);
    sql.args.extend(args);
    condition
}

/// The same with the arguments that it takes, the first under this number.
pub fn requests<'a>(scope: &'a Scope, name: &str, number: usize) -> (String, Vec<Value<'a>>) {
    match scope {
        Scope::Everything => (String::new(), Vec::new()),
        Scope::Campaigns(ids) => {
            let (places, args) = places(ids.iter().map(Value::from), number);
            (format!(" AND {name}.campaign_id || '' IN ({places})"), args)
        }
        Scope::Groups(keys) => {
            let (places, args) = places(keys.iter().map(Value::from), number);
            (format!(" AND {name}.supplier_id || '' IN ({MEMBERS} IN ({places}))"), args)
        }
    }
}

/// What is demanded of rows that belong to requests, whose identifiers stand in this column; the arguments as above.
pub fn rows_of_requests<'a>(scope: &'a Scope, column: &str, number: usize) -> (String, Vec<Value<'a>>) {
    if scope.is_everything() {
        return (String::new(), Vec::new());
    }
    let (within, args) = requests(scope, "own", number);
    (format!(" AND {column} IN (SELECT own.id FROM request own WHERE 1 = 1{within})"), args)
}

/// What is demanded of suppliers, whose identifiers stand in this column.
pub fn of_suppliers<'a>(sql: &mut Statement<'a>, scope: &'a Scope, column: &str) -> String {
    let number = sql.args.len() + 1;
    let (condition, args) = match scope {
        Scope::Everything => return String::new(),
        Scope::Campaigns(ids) => {
            let (places, args) = places(ids.iter().map(Value::from), number);
            let asked = format!("SELECT supplier_id FROM request WHERE campaign_id IN ({places})");
            (format!(" AND {column} || '' IN ({asked})"), args)
        }
        Scope::Groups(keys) => {
            let (places, args) = places(keys.iter().map(Value::from), number);
            (format!(" AND {column} || '' IN ({MEMBERS} IN ({places}))"), args)
        }
    };
    sql.args.extend(args);
    condition
}

/// Placeholders from this number on. Of nothing at all there is one that no row has.
fn places<'a>(values: impl Iterator<Item = Value<'a>>, number: usize) -> (String, Vec<Value<'a>>) {
    let args: Vec<Value<'a>> = values.collect();
    if args.is_empty() {
        return ("''".to_owned(), args);
    }
    let places: Vec<String> = (0..args.len()).map(|n| format!("${}", number + n)).collect();
    (places.join(", "), args)
}
