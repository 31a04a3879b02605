//! What only a list for members knows stays inside, whatever is taken home.

use crate::reports::{LATE, frozen, own_answers};
use crate::test_app::TestApp;
use crate::test_survey::{Caller, TestSurvey, complete_draft};
use axum::http::StatusCode;
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use domain::{Metal, RowId, Smelter, SmelterRow};
use service::MINUTE;
use service::smelters::decisions::Choice;

const NUMBER: &str = "CID900044";
const NAME: &str = "Hiddenbrook Tin Works";
const SOURCE: &str = "Secretland Body";
/// What the supplier wrote.
const WRITTEN: &str = "Quarrel Brothers";

/// Files with smelters in them, one by one.
const NAMING: [&str; 8] = [
    "rollup.json",
    "rollup.xlsx",
    "sec-report.html",
    "sec-report.docx",
    "eu-report.html",
    "eu-report.docx",
    "sec-annex-a.csv",
    "eu-annex-a.xlsx",
];

/// Alpha wrote a name that the team found in the only list there is; the declaration of the company is complete.
async fn scene(class: LicenceClass) -> (TestSurvey, String) {
    let survey = TestSurvey::in_app(TestApp::at(LATE).await, "Alpha Parts", "Beta Castings").await;
    let admin = survey.administrator().await;
    let smelter = Smelter {
        cid: NUMBER.into(),
        metal: Some(Metal::TIN),
        name: NAME.into(),
        country: "JAPAN".into(),
        ..Smelter::default()
    };
    let about = About {
        kind: ListKind::Reference,
        as_of: "2026-01-01".parse().ok(),
        source: SOURCE.into(),
        class,
        ..About::default()
    };
    admin.import_list("m".into(), SmelterList::of_smelters(about, &[smelter])).await.unwrap();
    let choice = Choice {
        metal: Metal::TIN,
        name: WRITTEN.into(),
        cid: Some(NUMBER.into()),
        note: String::new(),
        replaces: None,
    };
    admin.decide_smelter(choice).await.unwrap();
    let mut draft = complete_draft(&survey.app.portal.services);
    draft.declaration.smelters = vec![SmelterRow {
        id: RowId(1),
        order: 1,
        metal: "Tin".into(),
        lookup: "Smelter not listed".into(),
        name: WRITTEN.into(),
        country: "PERU".into(),
        ..SmelterRow::default()
    }];
    survey.submit(Caller::SupplierA, draft).await;
    admin.accept(&survey.a.request).await.unwrap();
    let said = own_answers();
    let said: Vec<(&str, &str)> = said.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let saved = survey.post(Caller::Manager, "/desk/reports/own", &said).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    survey.app.clock.advance(20 * MINUTE);
    let report = frozen(&survey, "Report 2026").await;
    (survey, report)
}

async fn file(survey: &TestSurvey, report: &str, name: &str) -> (StatusCode, String) {
    let got = survey.get(Caller::Viewer, &format!("{report}/files/{name}")).await;
    (got.status, got.body)
}

#[tokio::test]
async fn a_row_that_only_a_members_list_knows_leaves_in_no_file() {
    for class in [LicenceClass::Member, LicenceClass::Paid] {
        let (survey, report) = scene(class).await;
        // Inside it is known.
        let rollup = survey.get(Caller::Viewer, &format!("{report}/rollup")).await.body;
        assert!(rollup.contains(NAME), "{rollup}");
        for name in NAMING {
            let (status, body) = file(&survey, &report, name).await;
            assert_eq!(status, StatusCode::CONFLICT, "{class:?} {name}");
            assert!(!body.contains(NAME) && !body.contains(NUMBER), "{name}: {body}");
        }
        assert_eq!(file(&survey, &report, "sec-ex1-01.htm").await.0, StatusCode::CONFLICT);
        // Numbers leave with their terms beside them, and without a name.
        for name in ["figures.csv", "figures.json"] {
            let (status, body) = file(&survey, &report, name).await;
            assert_eq!(status, StatusCode::OK, "{name}");
            assert!(body.contains(class.key()), "{name}");
            for word in [NAME, NUMBER, SOURCE] {
                assert!(!body.contains(word), "{name}: {word}");
            }
        }
        // For auditors there is what the supplier wrote, and nothing that the list made of it.
        let evidence = survey.post(Caller::Manager, &format!("{report}/evidence"), &[]).await;
        assert_eq!(evidence.status, StatusCode::OK);
        assert!(evidence.body.contains(WRITTEN) && evidence.body.contains("smelters[1]"));
        for word in [NAME, SOURCE] {
            assert!(!evidence.body.contains(word), "{word}");
        }
    }
}

/// The same with a list for everybody: these files would show it.
#[tokio::test]
async fn the_same_row_of_a_public_list_leaves() {
    let (survey, report) = scene(LicenceClass::Public).await;
    for name in NAMING {
        let (status, body) = file(&survey, &report, name).await;
        assert_eq!(status, StatusCode::OK, "{name}: {body}");
        if !name.ends_with("x") {
            assert!(body.contains(NAME), "{name}: {body}");
        }
    }
    let evidence = survey.post(Caller::Manager, &format!("{report}/evidence"), &[]).await;
    assert!(evidence.body.contains(NAME));
}
