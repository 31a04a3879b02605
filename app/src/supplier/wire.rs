//! Reading what the server sends, in the browser.
//!
//! The types say how they are written (serde on the server). Derived readers for all of them would be a third of the
//! browser module, so it reads JSON into a plain value, one reader for everything, and picks the parts out by name.
//! A test holds that what was written is read back equal.

use super::model::{
    AnswerPage, Conflict, QueryItem, ReferenceFile, Refusal, RequestInfo, SaveCall, SaveReply, Step,
};
use super::saving::Copy;
use domain::checker::CheckerResult;
use domain::json::{Json, push_name, push_text};
use domain::{Change, Class, Finding, Location, Metal, Report, RowId, Severity, Smelter, Table};

fn text(json: &Json, name: &str) -> String {
    some(json, name).unwrap_or_default()
}

fn some(json: &Json, name: &str) -> Option<String> {
    json.at(name).text().map(str::to_owned)
}

fn number(json: &Json, name: &str) -> i64 {
    json.at(name).number().unwrap_or(0)
}

fn list<T>(json: &Json, name: &str, read: fn(&Json) -> T) -> Vec<T> {
    json.at(name).list().iter().map(read).collect()
}

/// Reads the page of the form.
pub fn page(json: &str) -> Option<AnswerPage> {
    let p = &Json::parse(json)?;
    let mut page = AnswerPage {
        request: request(p.at("request")),
        step: Step::parse(&text(p, "step")).unwrap_or_default(),
        revision: number(p, "revision"),
        saved_at: p.at("saved_at").number(),
        today: text(p, "today"),
        report: report(p.at("report")),
        references: some(p, "references"),
        queries: list(p, "queries", query),
        page: number(p, "page") as u32,
        row: p.at("row").number(),
        strict: *p.at("strict") == Json::Bool(true),
        fresh: number(p, "fresh") as u64,
        conflicts: list(p, "conflicts", conflict),
        refused: list(p, "refused", refusal),
        notice: some(p, "notice"),
        ..AnswerPage::default()
    };
    for (into, name) in [(&mut page.entries, "entries"), (&mut page.profile.0, "profile")] {
        for (key, value) in p.at(name).map() {
            into.insert(key.clone(), value.text()?.to_owned());
        }
    }
    Some(page)
}

fn request(p: &Json) -> RequestInfo {
    RequestInfo {
        id: text(p, "id"),
        supplier: text(p, "supplier"),
        company: text(p, "company"),
        campaign: text(p, "campaign"),
        year: number(p, "year"),
        due: text(p, "due"),
        late_until: text(p, "late_until"),
        state: text(p, "state"),
        template_version: text(p, "template_version"),
        contact_name: text(p, "contact_name"),
        contact_email: text(p, "contact_email"),
        submissions: number(p, "submissions"),
    }
}

fn query(p: &Json) -> QueryItem {
    QueryItem {
        id: text(p, "id"),
        location: text(p, "location"),
        finding: text(p, "finding"),
        text: text(p, "text"),
        old_value: text(p, "old_value"),
        state: text(p, "state"),
    }
}

fn conflict(p: &Json) -> Conflict {
    Conflict { path: text(p, "path"), theirs: some(p, "theirs"), mine: some(p, "mine") }
}

fn refusal(p: &Json) -> Refusal {
    Refusal { path: text(p, "path"), why: text(p, "why"), room: *p.at("room") == Json::Bool(true) }
}

fn change(p: &Json) -> Change {
    Change { path: text(p, "path"), value: some(p, "value") }
}

fn report(p: &Json) -> Report {
    let checker = p.at("checker");
    Report {
        findings: list(p, "findings", finding),
        checker: CheckerResult {
            remaining: checker.at("remaining").number(),
            open_rows: list(checker, "open_rows", |row| row.number().unwrap_or(0)),
        },
    }
}

fn location(at: &Json) -> Location {
    let table = Table::named(&text(at, "table")).unwrap_or(Table::Smelters);
    match text(at, "at").as_str() {
        "field" => Location::Field { key: text(at, "key") },
        "table" => Location::Table { table },
        "row" => {
            Location::Row { table, row: RowId(at.at("row").number().unwrap_or(0)), col: some(at, "col") }
        }
        _ => Location::Declaration,
    }
}

fn finding(p: &Json) -> Finding {
    Finding {
        code: text(p, "code"),
        class: match text(p, "class").as_str() {
            "incomplete" => Class::Incomplete,
            "inconsistent" => Class::Inconsistent,
            _ => Class::Inaccurate,
        },
        severity: match text(p, "severity").as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Note,
        },
        location: location(p.at("location")),
        args: list(p, "args", |pair| {
            let text = |i: usize| pair.list().get(i).and_then(Json::text).unwrap_or_default().to_owned();
            (text(0), text(1))
        }),
        rows: list(p, "rows", location),
    }
}

/// Reads what became of a save.
pub fn reply(json: &str) -> Option<SaveReply> {
    let p = &Json::parse(json)?;
    Some(SaveReply {
        revision: p.at("revision").number()?,
        saved_at: number(p, "saved_at"),
        conflicts: list(p, "conflicts", conflict),
        others: list(p, "others", change),
        refused: list(p, "refused", refusal),
    })
}

/// Reads the reference list.
pub fn references(json: &str) -> Option<ReferenceFile> {
    let p = &Json::parse(json)?;
    Some(ReferenceFile {
        source: text(p, "source"),
        as_of: text(p, "as_of"),
        smelters: list(p, "smelters", smelter),
    })
}

fn smelter(p: &Json) -> Smelter {
    Smelter {
        cid: text(p, "cid"),
        metal: Metal::parse(&text(p, "metal")),
        name: text(p, "name"),
        aliases: list(p, "aliases", |alias| alias.text().unwrap_or_default().to_owned()),
        country: text(p, "country"),
        removed: some(p, "removed"),
        removed_on: some(p, "removed_on"),
        successor: some(p, "successor"),
    }
}

/// Reads the list of changes in an object.
pub fn changes(json: &Json) -> Vec<Change> {
    list(json, "changes", change)
}

/// Reads a copy.
pub fn copy(json: &str) -> Option<Copy> {
    let p = &Json::parse(json)?;
    Some(Copy { base: number(p, "base"), at: number(p, "at"), changes: changes(p) })
}

/// Writes a copy.
pub fn write_copy(copy: &Copy) -> String {
    let mut out = String::from("{");
    push_number(&mut out, "base", copy.base);
    push_number(&mut out, "at", copy.at);
    push_changes(&mut out, &copy.changes);
    out
}

/// Writes what the browser sends to save.
pub fn call(call: &SaveCall) -> String {
    let mut out = String::from("{");
    push_number(&mut out, "base_revision", call.base_revision);
    for (name, text) in [("tab", &call.tab), ("section", &call.section)] {
        push_name(&mut out, name);
        push_text(&mut out, text);
    }
    push_changes(&mut out, &call.changes);
    out
}

fn push_number(out: &mut String, name: &str, number: i64) {
    push_name(out, name);
    out.push_str(&number.to_string());
}

/// The changes, and the end of the object that they stand in.
fn push_changes(out: &mut String, changes: &[Change]) {
    push_name(out, "changes");
    out.push('[');
    for (i, change) in changes.iter().enumerate() {
        out.push_str(if i == 0 { "{" } else { ",{" });
        push_name(out, "path");
        push_text(out, &change.path);
        push_name(out, "value");
        match &change.value {
            Some(value) => push_text(out, value),
            None => out.push_str("null"),
        }
        out.push('}');
    }
    out.push_str("]}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_serde_writes() {
        let changes = vec![
            Change { path: "f:company.name".into(), value: Some("\"a\"\n".into()) },
            Change { path: "smelter:1".into(), value: None },
        ];
        let sent = SaveCall { base_revision: -3, tab: "t".into(), section: "company".into(), changes };
        let read: SaveCall = serde_json::from_str(&call(&sent)).unwrap();
        assert_eq!((read.base_revision, read.tab, read.changes.len()), (-3, sent.tab.clone(), 2));
        let kept = Copy { base: 4, at: 5, changes: sent.changes.clone() };
        assert_eq!(copy(&write_copy(&kept)).unwrap().changes, sent.changes);
        assert_eq!(read.changes, sent.changes);
    }

    #[test]
    fn what_the_server_answers_is_read() {
        let sent = SaveReply {
            revision: 9,
            saved_at: 1_790_000_000_000,
            conflicts: vec![Conflict { path: "f:a".into(), theirs: None, mine: Some("Yes".into()) }],
            others: vec![Change { path: "f:b".into(), value: None }],
            refused: vec![Refusal { path: "f:c".into(), why: "Full".into(), room: true }],
        };
        let read = reply(&serde_json::to_string(&sent).unwrap()).unwrap();
        assert_eq!((read.revision, read.saved_at), (sent.revision, sent.saved_at));
        assert_eq!((read.conflicts, read.others), (sent.conflicts, sent.others));
        assert_eq!(read.refused, sent.refused);
        let smelter = Smelter {
            cid: "CID900001".into(),
            metal: Some(Metal::Gold),
            aliases: vec!["Heron".into()],
            successor: Some("CID900002".into()),
            ..Smelter::default()
        };
        let file = ReferenceFile { source: "s".into(), as_of: "2026-08-01".into(), smelters: vec![smelter] };
        let read = references(&serde_json::to_string(&file).unwrap()).unwrap();
        assert_eq!(read.smelters, file.smelters);
    }
}
