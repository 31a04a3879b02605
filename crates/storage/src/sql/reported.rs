//! Each smelter once as somebody called it.

use super::columns::columns;
use service::records::ReportedSmelter;

columns! {
    read only ReportedSmelter {
        id: text;
        metal: text;
        name_key: text;
        typed: json;
    }
}
