//! Reading what the server sends, in the browser.
//!
//! The types say how they are written (serde on the server). Derived readers for all of them would be a third of the
//! browser module, so it reads JSON into a plain value, one reader for everything, and picks the parts out by name.
//! A test holds that what was written is read back equal.

use super::model::{AnswerPage, Conflict, QueryItem, ReferenceFile, RequestInfo, SaveCall, SaveReply, Step};
use domain::checker::CheckerResult;
use domain::{Change, Class, Finding, Location, Metal, Report, RowId, Severity, Smelter, Table};
use serde_json::{Map, Value};

/// A part by name.
struct Part<'a>(&'a Value);

impl<'a> Part<'a> {
    fn at(&self, name: &str) -> Part<'a> {
        Part(&self.0[name])
    }

    fn text(&self, name: &str) -> String {
        self.some(name).unwrap_or_default()
    }

    fn some(&self, name: &str) -> Option<String> {
        self.0[name].as_str().map(str::to_owned)
    }

    fn number(&self, name: &str) -> i64 {
        self.0[name].as_i64().unwrap_or(0)
    }

    fn list<T>(&self, name: &str, read: fn(Part) -> T) -> Vec<T> {
        self.0[name].as_array().map_or(Vec::new(), |all| all.iter().map(|v| read(Part(v))).collect())
    }
}

/// Reads the page of the form.
pub fn page(json: &str) -> Option<AnswerPage> {
    let value: Value = serde_json::from_str(json).ok()?;
    let p = Part(&value);
    let mut page = AnswerPage {
        request: request(&p.at("request")),
        step: Step::parse(&p.text("step")).unwrap_or_default(),
        revision: p.number("revision"),
        saved_at: value["saved_at"].as_i64(),
        today: p.text("today"),
        report: report(&p.at("report")),
        references: p.some("references"),
        queries: p.list("queries", query),
        page: p.number("page") as u32,
        row: value["row"].as_u64(),
        strict: value["strict"].as_bool().unwrap_or(false),
        fresh: p.number("fresh") as u64,
        conflicts: p.list("conflicts", conflict),
        notice: p.some("notice"),
        ..AnswerPage::default()
    };
    for (path, text) in value["entries"].as_object()? {
        page.entries.insert(path.clone(), text.as_str().unwrap_or_default().to_owned());
    }
    Some(page)
}

fn request(p: &Part) -> RequestInfo {
    RequestInfo {
        id: p.text("id"),
        supplier: p.text("supplier"),
        company: p.text("company"),
        campaign: p.text("campaign"),
        year: p.number("year"),
        due: p.text("due"),
        state: p.text("state"),
        template_version: p.text("template_version"),
        contact_name: p.text("contact_name"),
        contact_email: p.text("contact_email"),
        submissions: p.number("submissions"),
    }
}

fn query(p: Part) -> QueryItem {
    QueryItem {
        id: p.text("id"),
        location: p.text("location"),
        finding: p.text("finding"),
        text: p.text("text"),
        old_value: p.text("old_value"),
        state: p.text("state"),
    }
}

fn conflict(p: Part) -> Conflict {
    Conflict { path: p.text("path"), theirs: p.some("theirs"), mine: p.some("mine") }
}

fn change(p: Part) -> Change {
    Change { path: p.text("path"), value: p.some("value") }
}

fn report(p: &Part) -> Report {
    let checker = p.at("checker");
    Report {
        findings: p.list("findings", finding),
        checker: CheckerResult {
            remaining: checker.0["remaining"].as_u64().map(|n| n as u32),
            open_rows: checker.list("open_rows", |row| row.0.as_u64().unwrap_or(0) as u16),
        },
    }
}

fn finding(p: Part) -> Finding {
    let at = p.at("location");
    let table = if at.text("table") == "products" { Table::Products } else { Table::Smelters };
    Finding {
        code: p.text("code"),
        class: match p.text("class").as_str() {
            "incomplete" => Class::Incomplete,
            "inconsistent" => Class::Inconsistent,
            _ => Class::Inaccurate,
        },
        severity: match p.text("severity").as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Note,
        },
        location: match at.text("at").as_str() {
            "field" => Location::Field { key: at.text("key") },
            "table" => Location::Table { table },
            "row" => Location::Row {
                table,
                row: RowId(at.0["row"].as_u64().unwrap_or(0)),
                col: at.some("col"),
            },
            _ => Location::Declaration,
        },
        args: p.list("args", |pair| {
            let text = |i: usize| pair.0[i].as_str().unwrap_or_default().to_owned();
            (text(0), text(1))
        }),
    }
}

/// Reads what became of a save.
pub fn reply(json: &str) -> Option<SaveReply> {
    let value: Value = serde_json::from_str(json).ok()?;
    let p = Part(&value);
    Some(SaveReply {
        revision: value["revision"].as_i64()?,
        saved_at: p.number("saved_at"),
        conflicts: p.list("conflicts", conflict),
        others: p.list("others", change),
    })
}

/// Reads the reference list.
pub fn references(json: &str) -> Option<ReferenceFile> {
    let value: Value = serde_json::from_str(json).ok()?;
    let p = Part(&value);
    Some(ReferenceFile { source: p.text("source"), as_of: p.text("as_of"), smelters: p.list("smelters", smelter) })
}

fn smelter(p: Part) -> Smelter {
    Smelter {
        cid: p.text("cid"),
        metal: Metal::parse(&p.text("metal")),
        name: p.text("name"),
        aliases: p.list("aliases", |alias| alias.0.as_str().unwrap_or_default().to_owned()),
        country: p.text("country"),
        removed: p.some("removed"),
        successor: p.some("successor"),
    }
}

/// What this device keeps of what the server has not got.
pub struct Copy {
    /// The revision that it was typed on.
    pub base: i64,
    /// When it was kept (milliseconds since 1970).
    pub at: i64,
    /// What was typed.
    pub changes: Vec<Change>,
}

/// Reads a copy.
pub fn copy(json: &str) -> Option<Copy> {
    let value: Value = serde_json::from_str(json).ok()?;
    let p = Part(&value);
    Some(Copy { base: p.number("base"), at: p.number("at"), changes: p.list("changes", change) })
}

/// Writes a copy.
pub fn write_copy(copy: Copy) -> String {
    let mut map = Map::new();
    map.insert("base".into(), copy.base.into());
    map.insert("at".into(), copy.at.into());
    map.insert("changes".into(), changes(copy.changes));
    Value::Object(map).to_string()
}

/// Writes what the browser sends to save.
pub fn call(call: SaveCall) -> String {
    let mut map = Map::new();
    map.insert("base_revision".into(), call.base_revision.into());
    map.insert("tab".into(), call.tab.into());
    map.insert("section".into(), call.section.into());
    map.insert("changes".into(), changes(call.changes));
    Value::Object(map).to_string()
}

fn changes(list: Vec<Change>) -> Value {
    let item = |c: Change| {
        let mut map = Map::new();
        map.insert("path".into(), c.path.into());
        map.insert("value".into(), c.value.into());
        Value::Object(map)
    };
    Value::Array(list.into_iter().map(item).collect())
}
