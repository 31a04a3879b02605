//! What leaves is the same, byte for byte: taken twice, and from the same programme on another database.

use crate::reports::{LATE, frozen, survey_in};
use crate::test_app::TestApp;
use crate::test_survey::{Caller, PASSWORD, TestSurvey};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::Metal;
use serde_json::{from_value, json};
use service::reports::change::Change;
use service::reports::draft::Kind;
use service::reports::own::OwnData;
use service::reports::{Own, OwnAnswer};
use std::collections::BTreeMap;

/// Every file of a snapshot, but the evidence.
const FILES: [&str; 13] = [
    "figures.csv",
    "figures.json",
    "rollup.json",
    "rollup.xlsx",
    "trace.csv",
    "sec-ex1-01.htm",
    "sec-report.html",
    "sec-report.docx",
    "sec-annex-a.csv",
    "sec-annex-a.xlsx",
    "eu-report.html",
    "eu-report.docx",
    "evidence",
];

/// A portal in which the same acts have the same identifiers and times, with a report that may be filed.
async fn programme(database: Option<String>) -> (TestSurvey, String) {
    let survey = survey_in(TestApp::fixed(LATE, database).await).await;
    let reviewer = survey.administrator().await;
    reviewer.save_own_data(OwnData { version: 0, own: own() }).await.unwrap();
    let report = frozen(&survey, "Report 2026").await;
    let id = report.rsplit('/').next().unwrap();
    for (version, change) in changes().into_iter().enumerate() {
        reviewer.change_draft(id, Kind::Sec, version as i64, change).await.unwrap();
    }
    (survey, report)
}

/// Everything that the declaration asks of us.
fn own() -> Own {
    let mut own = Own::default();
    for (key, text) in [
        ("name", "Asker AG"),
        ("scope", domain::template::SCOPE_COMPANY),
        ("contact_name", "Ada Asker"),
        ("contact_email", "ada@asker.example"),
        ("contact_phone", "+41 44 000 00 00"),
        ("authorizer_name", "Otto Officer"),
        ("authorizer_email", "otto@asker.example"),
    ] {
        own.company.insert(format!("company.{key}"), text.to_owned());
    }
    let mut says = |key: &str, value: &str, comment: &str| {
        let answer = OwnAnswer { value: value.into(), comment: comment.into(), ..OwnAnswer::default() };
        own.answers.insert(key.to_owned(), answer);
    };
    let template = domain::template::named("6.5").unwrap();
    for field in template.fields.iter().filter(|f| f.section.key() == "policy" && f.comment_of.is_none()) {
        says(&field.key, field.options().first().unwrap(), "https://www.asker.example/policy");
    }
    for field in template.fields.iter().filter(|f| f.text == "q1" && f.metal != Some(Metal::TIN)) {
        says(&field.key, "No", "");
    }
    own
}

fn changes() -> Vec<Change> {
    let mut out = Vec::new();
    for part in ["company", "chain", "scope", "policy", "team", "records", "grievance"] {
        let text = "We keep records for six years: https://www.asker.example/policy".to_owned();
        out.push(Change::Write { part: part.into(), text });
    }
    let steps = "Ask every silent supplier again | Ada | 2027-03-31".to_owned();
    out.push(Change::Plan { steps });
    let mut sign = |statement: &str, choice: &str, metal: Option<&str>| {
        out.push(Change::Sign {
            statement: from_value(json!(statement)).unwrap(),
            metal: metal.map(str::to_owned),
            choice: from_value(json!(choice)).unwrap(),
            auditor: String::new(),
            audited_on: String::new(),
        });
    };
    for metal in ["Tantalum", "Gold", "Tungsten"] {
        sign("contained", "do_not_contain", Some(metal));
    }
    sign("contained", "contain", Some("Tin"));
    sign("inquiry", "may_be_covered", Some("Tin"));
    for (statement, choice) in [
        ("oecd", "follows_oecd"),
        ("audit", "no_audit"),
        ("all_identified", "not_all_identified"),
        ("own_origin", "origin_unknown"),
        ("conflict", "not_stated"),
    ] {
        sign(statement, choice, None);
    }
    out
}

async fn taken(survey: &TestSurvey, report: &str) -> BTreeMap<&'static str, Vec<u8>> {
    let mut out = BTreeMap::new();
    for file in FILES {
        let request = match file {
            "evidence" => Request::post(format!("{report}/evidence")).header("sec-fetch-site", "same-origin"),
            _ => Request::get(format!("{report}/files/{file}")),
        };
        let request = request.header("cookie", survey.cookie(Caller::Manager)).body(Body::empty()).unwrap();
        let (parts, bytes) = survey.app.receive(request).await;
        let to = parts.headers.get("location");
        assert_eq!(parts.status, StatusCode::OK, "{file} {to:?}: {}", String::from_utf8_lossy(&bytes));
        out.insert(file, bytes);
    }
    out
}

fn same(one: &BTreeMap<&'static str, Vec<u8>>, other: &BTreeMap<&'static str, Vec<u8>>, what: &str) {
    assert_eq!(one.len(), other.len());
    for (file, bytes) in one {
        let at = bytes.iter().zip(&other[file]).position(|(a, b)| a != b);
        let near = at.map(|at| {
            let near = |of: &[u8]| {
                let (from, to) = (at.saturating_sub(80), of.len().min(at + 40));
                String::from_utf8_lossy(&of[from..to]).into_owned()
            };
            (near(bytes), near(&other[file]))
        });
        assert!(bytes == &other[file], "{what}: {file} differs at {at:?}: {near:#?}");
    }
}

/// The official template filled, where the samples have one.
async fn with_template(survey: &TestSurvey) -> bool {
    let Some(samples) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: an official template filled, since TOUCHSTONE_SAMPLES names no folder");
        return false;
    };
    let bytes = std::fs::read(std::path::Path::new(&samples).join("cmrt/6.5-blank.xlsx")).unwrap();
    let blank = sheets::recognise_blank(&bytes).unwrap();
    survey.administrator().await.keep_blank(blank, "6.5-blank.xlsx", bytes).await.unwrap();
    true
}

#[tokio::test]
async fn rep_e3_what_leaves_is_the_same_bytes_each_time_and_on_either_database() {
    let (mut survey, report) = programme(None).await;
    let first = taken(&survey, &report).await;
    // Another hour of another day; whoever is idle for so long signs in again.
    survey.app.clock.advance(40 * service::DAY + service::HOUR);
    let services = survey.app.portal.services.clone();
    let sign_in = async |email| services.sign_in(email, PASSWORD, "198.51.100.7").await.unwrap();
    survey.manager = sign_in("mona@asker.example").await;
    survey.administrator = sign_in("ada@asker.example").await;
    let again = taken(&survey, &report).await;
    same(&first, &again, "taken again");

    let database = crate::postgres::database().await;
    let on_postgres = database.is_some();
    let (other, of_other) = programme(database).await;
    assert_eq!(of_other, report, "identifiers come from the acts, not from a database");
    same(&first, &taken(&other, &of_other).await, if on_postgres { "on PostgreSQL" } else { "set up anew" });

    let mut official = Vec::new();
    for survey in [&survey, &other] {
        if with_template(survey).await {
            let path = format!("{report}/files/rollup.xlsx");
            let request = Request::get(path).header("cookie", survey.cookie(Caller::Manager));
            official.push(survey.app.receive(request.body(Body::empty()).unwrap()).await.1);
        }
    }
    if let [one, other] = &official[..] {
        assert!(one == other, "the official template filled differs");
        assert!(*one != first["rollup.xlsx"], "the official template is another file than our own");
    }
}
