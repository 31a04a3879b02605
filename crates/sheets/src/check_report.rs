//! What `touchstone check` says about a workbook: as JSON for machines, as text for people.

use crate::older::{Fate, Migrated, Moved};
use crate::{Notice, Workbook};
use domain::references::is_cid;
use domain::rules::ReviewContext;
use domain::template::older::older;
use domain::{
    Declaration, Finding, Location, References, Report, Settings, SmelterCol, SmelterRow, Table, Template,
    Texts, check_official, rules,
};
use serde_json::{Value, json};

/// Runs every rule on a workbook, those of the form and those of the review. The reference list is the workbook's own
/// look-up sheet.
pub fn check(workbook: &Workbook, settings: Settings) -> Option<Report> {
    Some(judge(&workbook.declaration, workbook.template()?, &workbook.references(), settings))
}

fn judge(d: &Declaration, template: &Template, list: &References, settings: Settings) -> Report {
    let mut report = rules::check(d, template, list, settings);
    report.findings.extend(rules::check_for_review(d, template, list, settings, &ReviewContext::default()));
    report.findings = report.findings.into_iter().map(|f| f.in_workbook(d)).collect();
    report
}

/// The rules that could not run, each with what it needs.
fn not_run(list: &References, texts: &Texts) -> Vec<Value> {
    let need = |code: &str, what: &str| json!({ "code": code, "needs": texts.get(&format!("import.check.needs.{what}")) });
    let mut out: Vec<Value> = rules::NEEDS.iter().map(|(code, what)| need(code, what)).collect();
    if list.is_empty() {
        out.extend(rules::rules_with_a_list().map(|rule| need(rule.code, "list")));
    }
    out
}

/// The cells of column A that the workbook's look-up does not find: each turns the official total into `#N/A`.
fn stumbled_over(d: &Declaration, template: &Template, list: &References) -> Vec<String> {
    let one = |row: &SmelterRow| Declaration { smelters: vec![row.clone()], ..Declaration::default() };
    let first = Table::SMELTERS.first_row();
    (d.smelters.iter().zip(first..))
        .filter(|(row, _)| check_official(&one(row), template, list).remaining.is_none())
        .map(|(row, at)| format!("A{}", row.sheet_row.unwrap_or(at)))
        .collect()
}

/// The report as JSON: `template`, `checker`, `findings`, `smelters`, `notices`. Keys are stable; texts are in the
/// language of `texts`.
pub fn check_file_report(workbook: &Workbook, settings: Settings, texts: &Texts) -> Value {
    let (report, list) = (check(workbook, settings).unwrap_or_default(), workbook.references());
    let place = |at: &Location| at.cell(workbook.template()?, &workbook.declaration);
    let stumbled = match (workbook.template(), report.checker.remaining) {
        (Some(template), None) => stumbled_over(&workbook.declaration, template, &list),
        _ => Vec::new(),
    };
    json!({
        "template": { "kind": workbook.kind, "version": workbook.version, "seen": workbook.seen },
        "checker": report.checker,
        "not_found": stumbled,
        "not_run": not_run(&list, texts),
        "findings": findings(&report, place, texts),
        "smelters": smelters(&workbook.declaration, &list),
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
    let report = judge(&old.declaration, old.template, &list, settings);
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
        "not_run": not_run(&list, texts),
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
        Location::Row { table, col: Some(col), .. } if *table == Table::SMELTERS => {
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
        let at = |location: &Location| {
            let (sheet, cell) = place(location).unzip();
            json!({ "field": location.id(), "sheet": sheet, "cell": cell })
        };
        json!({
            "code": f.code,
            "name": rules::any_rule(&f.code).map_or("", |r| r.name),
            "class": f.class,
            "severity": f.severity,
            "location": at(&f.location),
            "rows": f.rows.iter().map(at).collect::<Vec<_>>(),
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
        Some(1) => line("import.check.remaining_one", &[]),
        Some(n) => line("import.check.remaining", &[("n", &n.to_string())]),
        None if !now.is_empty() => line("import.check.checker_unknown", &[]),
        None => {
            let cells: Vec<String> =
                report["not_found"].as_array().into_iter().flatten().take(8).map(text).collect();
            line("import.check.remaining_unknown", &[("cells", &cells.join(", "))]);
        }
    }
    let (rows, known) = (&report["smelters"]["rows"], &report["smelters"]["identified"]);
    let key = if *rows == 1 { "import.check.smelters_one" } else { "import.check.smelters" };
    line(key, &[("rows", &rows.to_string()), ("identified", &known.to_string())]);
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
        let mut place =
            if cell.is_empty() { text(&f["location"]["field"]) } else { format!("{sheet}!{cell}") };
        for row in f["rows"].as_array().into_iter().flatten().take(8) {
            place.push_str(&format!(", {}!{}", text(&row["sheet"]), text(&row["cell"])));
        }
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
    let need = |rule: &Value| format!("{} ({})", text(&rule["code"]), text(&rule["needs"]));
    let waiting: Vec<String> = report["not_run"].as_array().into_iter().flatten().map(need).collect();
    if !waiting.is_empty() {
        line("import.check.not_run", &[("rules", &waiting.join(", "))]);
    }
    out
}
