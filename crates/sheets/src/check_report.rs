//! What `touchstone check` says about a workbook: as JSON for machines, as text for people.

use crate::older::{Fate, Migrated, Moved};
use crate::{Notice, Workbook};
use domain::references::is_cid;
use domain::template::older::older;
use domain::{Declaration, Finding, Location, References, Report, Settings, SmelterCol, Table, Texts, rules};
use serde_json::{Value, json};

/// Runs the rules on a workbook. The reference list is the workbook's own look-up sheet.
pub fn check(workbook: &Workbook, settings: Settings) -> Option<Report> {
    let template = workbook.template()?;
    Some(rules::check(&workbook.declaration, template, &workbook.references(), settings))
}

/// The report as JSON: `template`, `checker`, `findings`, `smelters`, `notices`. Keys are stable; texts are in the
/// language of `texts`.
pub fn check_file_report(workbook: &Workbook, settings: Settings, texts: &Texts) -> Value {
    let report = check(workbook, settings).unwrap_or_default();
    let place = |at: &Location| at.cell(workbook.template()?, &workbook.declaration);
    json!({
        "template": { "kind": workbook.kind, "version": workbook.version, "seen": workbook.seen },
        "checker": report.checker,
        "findings": findings(&report, place, texts),
        "smelters": smelters(&workbook.declaration, &workbook.references()),
        "notices": notices(&workbook.notices, texts),
    })
}

/// The same for a workbook from before 6.0: the rules are those of the version that its answers were taken over into,
/// the cells and the figures of the checker its own. `migration` says what became of every answer.
pub fn check_older_report(
    old: &Migrated,
    open_rows: Option<&[u32]>,
    settings: Settings,
    texts: &Texts,
) -> Value {
    let list = References::default();
    let report = rules::check(&old.declaration, old.template, &list, settings);
    let moved = |m: &Moved| {
        json!({
            "fate": m.fate.key(),
            "cell": m.cell,
            "was": m.was,
            "field": m.key,
            "value": m.value,
            "message": m.message(texts, old.template),
        })
    };
    json!({
        "template": {
            "kind": old.template.kind, "version": old.from, "seen": old.seen, "answered_as": old.template.version,
        },
        "checker": { "remaining": open_rows.map(<[u32]>::len), "open_rows": open_rows.unwrap_or_default() },
        "findings": findings(&report, |at| cell_then(old, at), texts),
        "smelters": smelters(&old.declaration, &list),
        "notices": notices(&old.notices, texts),
        "migration": old.moved.iter().map(moved).collect::<Vec<_>>(),
    })
}

/// Where an older workbook has what a finding is about; nowhere for what was not asked then.
fn cell_then(old: &Migrated, at: &Location) -> Option<(&'static str, String)> {
    let older = older(old.from)?;
    match at {
        Location::Field { key } => {
            older.taken.iter().find(|t| t.key == *key).map(|t| ("Declaration", t.cell.clone()))
        }
        Location::Row { table: Table::Smelters, col: Some(col), .. } => {
            let (sheet, now) = at.cell(old.template, &old.declaration)?;
            let letter = older.smelter_letter(SmelterCol::parse(col)?)?;
            Some((sheet, format!("{letter}{}", now.trim_start_matches(|c: char| c.is_ascii_alphabetic()))))
        }
        _ => at.cell(old.template, &old.declaration),
    }
}

fn findings(
    report: &Report,
    place: impl Fn(&Location) -> Option<(&'static str, String)>,
    texts: &Texts,
) -> Vec<Value> {
    let finding = |f: &Finding| {
        let (sheet, cell) = place(&f.location).unzip();
        json!({
            "code": f.code,
            "name": rules::rule(&f.code).map_or("", |r| r.name),
            "class": f.class,
            "severity": f.severity,
            "location": { "field": f.location.id(), "sheet": sheet, "cell": cell },
            "message": f.what(texts),
            "todo": f.todo(texts),
        })
    };
    report.findings.iter().map(finding).collect()
}

fn notices(notices: &[Notice], texts: &Texts) -> Vec<Value> {
    let notice =
        |n: &Notice| json!({ "code": n.code, "sheet": n.sheet, "cell": n.cell, "message": n.message(texts) });
    notices.iter().map(notice).collect()
}

/// How many rows there are, and of how many the CID is in the list; without a list, of how many it is well-formed.
fn smelters(declaration: &Declaration, list: &References) -> Value {
    let known = |cid: &str| if list.is_empty() { is_cid(cid) } else { list.by_cid(cid).is_some() };
    let identified =
        declaration.smelters.iter().filter(|r| known(&r.cid) || known(&r.identification)).count();
    json!({ "rows": declaration.smelters.len(), "identified": identified })
}

/// Whether findings block submission: the difference between exit code 0 and 1.
pub fn blocks(report: &Value) -> bool {
    report["findings"].as_array().is_some_and(|all| all.iter().any(|f| f["severity"] == "error"))
}

/// The JSON report as text for people, a line each; what the file says stays text.
pub fn render_text(report: &Value, texts: &Texts) -> String {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let mut out = String::new();
    let mut line = |key: &str, args: &[(&str, &str)]| {
        out.push_str(&crate::plain(&texts.fmt(key, args)));
        out.push('\n');
    };
    let (kind, version) = (text(&report["template"]["kind"]), text(&report["template"]["version"]));
    line("import.check.template", &[("kind", &kind), ("version", &version)]);
    let now = text(&report["template"]["answered_as"]);
    let unseen = report["template"]["seen"] == false;
    if !now.is_empty() {
        let versions = [("from", version.as_str()), ("to", now.as_str())];
        line("migration.from", &versions);
        if unseen {
            line("migration.unseen", &versions);
        }
        line("import.check.migration", &[]);
    } else if unseen {
        line("import.unseen", &[("version", &version)]);
    }
    match report["checker"]["remaining"].as_u64() {
        Some(n) => line("import.check.remaining", &[("n", &n.to_string())]),
        None if !now.is_empty() => line("import.check.checker_unknown", &[]),
        None => line("import.check.remaining_unknown", &[]),
    }
    let (rows, known) = (&report["smelters"]["rows"], &report["smelters"]["identified"]);
    line("import.check.smelters", &[("rows", &rows.to_string()), ("identified", &known.to_string())]);
    for notice in report["notices"].as_array().into_iter().flatten() {
        line("import.check.notice", &[("message", &text(&notice["message"]))]);
    }
    let lost = [Fate::Unclear.key(), Fate::Dropped.key()];
    for moved in report["migration"].as_array().into_iter().flatten() {
        if lost.contains(&moved["fate"].as_str().unwrap_or_default()) {
            line("import.check.notice", &[("message", &text(&moved["message"]))]);
        }
    }
    for f in report["findings"].as_array().into_iter().flatten() {
        let (sheet, cell) = (text(&f["location"]["sheet"]), text(&f["location"]["cell"]));
        let place = if cell.is_empty() { text(&f["location"]["field"]) } else { format!("{sheet}!{cell}") };
        let severity = texts.get(&format!("import.check.{}", text(&f["severity"]))).to_owned();
        let args = [
            ("severity", severity.as_str()),
            ("code", &text(&f["code"])),
            ("place", &place),
            ("message", &text(&f["message"])),
            ("todo", &text(&f["todo"])),
        ];
        line("import.check.finding", &args);
    }
    if report["findings"].as_array().is_none_or(Vec::is_empty) {
        line("import.check.nothing", &[]);
    }
    out
}
