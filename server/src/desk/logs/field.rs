//! What a field of the log is called.

use app::desk::suppliers::column_key;
use domain::Texts;

pub(super) fn field(texts: &Texts, name: &str) -> String {
    let keys = [format!("desk.log.field.{name}"), column_key(name)];
    keys.iter().find(|key| texts.has(key)).map_or(name, |key| texts.get(key)).to_owned()
}
