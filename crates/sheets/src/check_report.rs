//! What `touchstone check` says about a workbook: as JSON for machines, as text for people.

use crate::Workbook;
use domain::{Report, Settings, Texts, rules};
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
    let findings: Vec<Value> = report
        .findings
        .iter()
        .map(|f| {
            let cell = workbook.template().and_then(|t| f.location.cell(t, &workbook.declaration));
            let (sheet, cell) = cell.map_or((None, None), |(s, c)| (Some(s), Some(c)));
            json!({
                "code": f.code,
                "name": rules::rule(&f.code).map_or("", |r| r.name),
                "class": f.class,
                "severity": f.severity,
                "location": { "field": f.location.id(), "sheet": sheet, "cell": cell },
                "message": f.what(texts),
                "todo": f.todo(texts),
            })
        })
        .collect();
    let notices: Vec<Value> = workbook
        .notices
        .iter()
        .map(|n| json!({ "code": n.code, "sheet": n.sheet, "cell": n.cell, "message": n.message(texts) }))
        .collect();
    json!({
        "template": { "kind": workbook.kind, "version": workbook.version, "seen": workbook.seen },
        "checker": report.checker,
        "findings": findings,
        "smelters": { "rows": workbook.declaration.smelters.len(), "identified": identified(workbook) },
        "notices": notices,
    })
}

/// Rows whose CID is in the workbook's own list; without a list, rows with a well-formed CID.
fn identified(workbook: &Workbook) -> usize {
    let list = workbook.references();
    let known = |cid: &str| {
        if list.is_empty() { domain::references::is_cid(cid) } else { list.by_cid(cid).is_some() }
    };
    workbook.declaration.smelters.iter().filter(|r| known(&r.cid) || known(&r.identification)).count()
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
    if report["template"]["seen"] == false {
        line("drop.unseen", &[("version", &version)]);
    }
    match report["checker"]["remaining"].as_u64() {
        Some(n) => line("import.check.remaining", &[("n", &n.to_string())]),
        None => line("import.check.remaining_unknown", &[]),
    }
    let (rows, known) = (&report["smelters"]["rows"], &report["smelters"]["identified"]);
    line("import.check.smelters", &[("rows", &rows.to_string()), ("identified", &known.to_string())]);
    for notice in report["notices"].as_array().into_iter().flatten() {
        line("import.check.notice", &[("message", &text(&notice["message"]))]);
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
