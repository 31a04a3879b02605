//! Reports, as requests: frozen, counted, opened down to the row, rolled up and taken home.

use crate::test_app::TestApp;
use crate::test_survey::{Caller, TestSurvey, complete_draft};
use axum::http::StatusCode;
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, SmelterList};
use domain::{Metal, RowId, Smelter, SmelterRow};
use service::MINUTE;
use service::records::Instant;

/// 2026-05-04, ten minutes before midnight in UTC.
pub const LATE: Instant = Instant::from_millis(1_777_938_600_000);
const DAY: &str = "2026-05-04";

/// Both suppliers have submitted, and Alpha's declaration is accepted; then the day is over.
pub async fn survey() -> TestSurvey {
    survey_in(TestApp::at(LATE).await).await
}

/// The same in a portal that is there already and stands at [`LATE`].
pub async fn survey_in(app: TestApp) -> TestSurvey {
    let survey = TestSurvey::in_app(app, "Alpha Parts", "Beta Castings").await;
    let smelter = Smelter {
        cid: "CID900001".into(),
        metal: Some(Metal::TIN),
        name: "Brasswick Tin Works".into(),
        country: "JAPAN".into(),
        ..Smelter::default()
    };
    let about = About {
        as_of: "2026-01-01".parse().ok(),
        source: "Invented".into(),
        class: LicenceClass::Public,
        ..About::default()
    };
    survey
        .administrator()
        .await
        .import_list("l".into(), SmelterList::of_smelters(about, &[smelter]))
        .await
        .unwrap();
    for caller in [Caller::SupplierA, Caller::SupplierB] {
        let mut draft = complete_draft(&survey.app.portal.services);
        draft.declaration.smelters = vec![SmelterRow {
            id: RowId(1),
            order: 1,
            metal: "Tin".into(),
            cid: "CID900001".into(),
            lookup: "Brasswick Tin Works".into(),
            name: "Brasswick Tin Works".into(),
            country: "JAPAN".into(),
            comment: "Bought through Quarrel Brothers of Leith".into(),
            ..SmelterRow::default()
        }];
        survey.submit(caller, draft).await;
    }
    survey.administrator().await.accept(&survey.a.request).await.unwrap();
    survey.app.clock.advance(20 * MINUTE);
    survey
}

pub fn form<'a>(survey: &'a TestSurvey, name: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("name", name),
        ("year", "2026"),
        ("campaigns", &survey.campaign),
        ("cutoff_day", DAY),
        ("zone", "Z"),
        ("list_day", DAY),
        ("template_version", "6.5"),
        ("company_level", "keep"),
    ]
}

/// Freezes; gives the address of the snapshot.
pub async fn frozen(survey: &TestSurvey, name: &str) -> String {
    let done = survey.post(Caller::Manager, "/desk/reports/freeze", &form(survey, name)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    done.header("location").split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_number_opens_down_to_the_row_of_a_declaration() {
    let survey = survey().await;
    let report = frozen(&survey, "Report 2026").await;
    let page = survey.get(Caller::Viewer, &report).await;
    assert_eq!(page.status, StatusCode::OK);
    // Two of two answered, one of them is accepted.
    for says in ["2 of 2 (100 %)", "1 of 2 (50 %)", "not recorded"] {
        assert!(page.body.contains(says), "{says}: {}", page.body);
    }
    assert!(page.body.contains(&format!("{report}/figures/R2")));
    let rate = survey.get(Caller::Viewer, &format!("{report}/figures/R2")).await;
    assert!(rate.body.contains("Alpha Parts") && rate.body.contains("Beta Castings"), "{}", rate.body);
    assert!(rate.body.contains("Only in the whole"));
    let rows = survey.get(Caller::Viewer, &format!("{report}/figures/S1")).await;
    assert!(rows.body.contains("CID900001") && rows.body.contains("Alpha Parts"), "{}", rows.body);
    assert!(!rows.body.contains("Beta Castings"), "what is not accepted does not count");
    assert!(rows.body.contains(&format!("/desk/requests/{}", survey.a.request)));
    let nowhere = survey.get(Caller::Viewer, &format!("{report}/figures/X9")).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

/// The addresses of a page that begin so, without what stands for an ampersand.
fn links(page: &str, begins: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|href| href.starts_with(begins)).map(|href| href.replace("&amp;", "&")).collect()
}

#[tokio::test]
async fn findings_of_a_snapshot_open_down_to_field_and_revision() {
    let survey = survey().await;
    let report = frozen(&survey, "Report 2026").await;
    let pictures = survey.get(Caller::Viewer, &format!("{report}/pictures")).await.body;
    let rules = links(&pictures, &format!("{report}/findings?rule="));
    let classes = links(&pictures, &format!("{report}/findings?class="));
    assert!(!rules.is_empty() && !classes.is_empty(), "{pictures}");
    let (mut by_rule, mut by_class) = (0, 0);
    for (address, sum) in rules.iter().map(|a| (a, true)).chain(classes.iter().map(|a| (a, false))) {
        let page = survey.get(Caller::Viewer, address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(!page.body.contains("can still be opened"), "each of them opens: {}", page.body);
        let rows = links(&page.body, "/desk/requests/").into_iter().filter(|href| href.contains("?n="));
        for row in rows {
            *(if sum { &mut by_rule } else { &mut by_class }) += 1;
            let (at, place) = row.split_once('#').unwrap_or((row.as_str(), ""));
            let shown = survey.get(Caller::Viewer, at).await;
            assert_eq!(shown.status, StatusCode::OK, "{row}");
            assert!(place.is_empty() || shown.body.contains(&format!("id=\"{place}\"")), "{row}");
        }
    }
    assert!(by_rule > 0 && by_rule == by_class, "{by_rule} and {by_class}");
    for nothing in ["", "?rule=XXX999", "?class=nonsense", "?class=other"] {
        let page = survey.get(Caller::Viewer, &format!("{report}/findings{nothing}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    // An answer about a metal opens at its field, a row of smelters at the row, each in the submission that counted.
    let answer = survey.get(Caller::Viewer, &format!("{report}/figures/M1.tin")).await.body;
    assert_eq!(
        links(&answer, "/desk/requests/"),
        [format!("/desk/requests/{}?n=1#q1.tin", survey.a.request)]
    );
    let row = survey.get(Caller::Viewer, &format!("{report}/figures/S1")).await.body;
    let at = format!("/desk/requests/{}?n=1&view=smelters&q=CID900001", survey.a.request);
    assert_eq!(links(&row, "/desk/requests/"), [at]);
}

#[tokio::test]
async fn what_is_frozen_stands_and_files_of_it_are_the_same_bytes() {
    let survey = survey().await;
    let report = frozen(&survey, "Report 2026").await;
    let taken = |file: &'static str| {
        let (survey, report) = (&survey, &report);
        async move {
            let file = survey.get(Caller::Viewer, &format!("{report}/files/{file}")).await;
            assert_eq!(file.status, StatusCode::OK, "{}", file.body);
            file.body
        }
    };
    let before = (taken("figures.json").await, taken("figures.csv").await, taken("trace.csv").await);
    survey.administrator().await.undo(&survey.a.request).await.unwrap();
    let after = (taken("figures.json").await, taken("figures.csv").await, taken("trace.csv").await);
    assert_eq!(before, after);
    assert!(before.1.contains("\"R2\",1,2,\"1 of 2 (50 %)\""), "{}", before.1);
    let again = survey.post(Caller::Manager, "/desk/reports/freeze", &form(&survey, "Report 2026")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Another snapshot has this name."));
    let missing = survey.get(Caller::Viewer, &format!("{report}/files/other.csv")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

/// The company's own side, complete: what makes its declaration leave.
pub fn own_answers() -> Vec<(String, String)> {
    let mut said = vec![("version".to_owned(), "0".to_owned())];
    let company = [
        ("name", "Asker AG"),
        ("scope", domain::template::SCOPE_COMPANY),
        ("contact_name", "Ada Asker"),
        ("contact_email", "ada@asker.example"),
        ("contact_phone", "+41 44 000 00 00"),
        ("authorizer_name", "Otto Officer"),
        ("authorizer_email", "otto@asker.example"),
    ];
    said.extend(company.map(|(key, text)| (format!("company.company.{key}"), text.to_owned())));
    let template = domain::template::named("6.5").unwrap();
    for field in template.fields.iter().filter(|f| f.section.key() == "policy" && f.comment_of.is_none()) {
        said.push((format!("answer.{}", field.key), field.options().first().unwrap().clone()));
        said.push((format!("answer.{}.comment", field.key), "https://www.asker.example/policy".to_owned()));
    }
    let gates = template.fields.iter().filter(|f| f.text == "q1" && f.metal != Some(Metal::TIN));
    said.extend(gates.map(|f| (format!("answer.{}", f.key), "No".to_owned())));
    said
}

#[tokio::test]
async fn our_declaration_leaves_once_it_is_complete_and_names_nobody() {
    let survey = survey().await;
    let own = survey.get(Caller::Manager, "/desk/reports/own").await;
    assert!(own.body.contains("name=\"company.company.name\""), "{}", own.body);
    let report = frozen(&survey, "Before").await;
    let page = survey.get(Caller::Viewer, &format!("{report}/rollup")).await;
    assert!(
        page.body.contains("Brasswick Tin Works") && page.body.contains("cannot leave yet"),
        "{}",
        page.body
    );
    let held = survey.get(Caller::Viewer, &format!("{report}/files/rollup.json")).await;
    assert_eq!(held.status, StatusCode::CONFLICT);

    let said = own_answers();
    let said: Vec<(&str, &str)> = said.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let saved = survey.post(Caller::Manager, "/desk/reports/own", &said).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let stale = survey.post(Caller::Manager, "/desk/reports/own", &said).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);

    let report = frozen(&survey, "After").await;
    let page = survey.get(Caller::Viewer, &format!("{report}/rollup")).await;
    assert!(!page.body.contains("cannot leave yet"), "{}", page.body);
    let cell = survey.get(Caller::Viewer, &format!("{report}/rollup/q1.tin")).await;
    assert!(cell.body.contains("Alpha Parts") && cell.body.contains("RU1"), "{}", cell.body);
    let leaves = survey.get(Caller::Viewer, &format!("{report}/files/rollup.json")).await;
    assert_eq!(leaves.status, StatusCode::OK);
    for name in ["Alpha", "Beta", "alpha.example", "Contact of", "Quarrel", "Leith"] {
        assert!(!leaves.body.contains(name), "{name}: {}", leaves.body);
    }
    assert!(leaves.body.contains("CID900001") && leaves.body.contains("Asker AG"));
    let book = survey.get(Caller::Viewer, &format!("{report}/files/rollup.xlsx")).await;
    assert_eq!(book.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_only_reads_freezes_nothing_and_own_data_with_faults_are_told() {
    let survey = survey().await;
    let refused = survey.post(Caller::Viewer, "/desk/reports/freeze", &form(&survey, "No")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let said = [("version", "0"), ("name", "Relays"), ("suppliers", "a@alpha.example\nNobody <Ltd>")];
    let page = survey.post(Caller::Manager, "/desk/reports/own/products/new", &said).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("No supplier is called Nobody &lt;Ltd&gt;"), "{}", page.body);
    assert!(page.body.contains("value=\"Relays\""), "what was typed stays");
}

#[tokio::test]
async fn a_draft_is_written_signed_and_filed() {
    let survey = survey().await;
    let report = frozen(&survey, "Report 2026").await;
    let sec = format!("{report}/draft/sec");
    let page = survey.get(Caller::Viewer, &sec).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(&format!("{report}/figures/R1")), "a number in a sentence opens");
    assert!(page.body.contains("keep it from being filed"));
    assert!(!page.body.contains("<form method=\"post\" action=\"/desk/reports"), "who reads changes nothing");
    let held = survey.get(Caller::Viewer, &format!("{report}/files/sec-ex1-01.htm")).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    let docx = survey.get(Caller::Viewer, &format!("{report}/files/sec-report.docx")).await;
    assert_eq!(docx.status, StatusCode::OK);

    let mut version = 0;
    let mut act = async |fields: &[(String, &str)]| {
        let seen = version.to_string();
        let fields = fields.iter().map(|(name, value)| (name.as_str(), *value));
        let all: Vec<(&str, &str)> = [("version", seen.as_str())].into_iter().chain(fields).collect();
        let done = survey.post(Caller::Manager, &sec, &all).await;
        version += i32::from(done.status == StatusCode::SEE_OTHER);
        done
    };
    let refused =
        act(&[("act".to_owned(), "write"), ("part".to_owned(), "nowhere"), ("text.nowhere".to_owned(), "x")])
            .await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let named = act(&[
        ("act".to_owned(), "write"),
        ("part".to_owned(), "company"),
        ("text.company".to_owned(), "We buy from Alpha Parts."),
    ])
    .await;
    assert_eq!(named.status, StatusCode::SEE_OTHER, "{}", named.body);
    let page = survey.get(Caller::Viewer, &sec).await;
    assert!(page.body.contains("names the supplier Alpha Parts"), "{}", page.body);
    for part in ["company", "chain", "scope", "policy", "team", "records", "grievance"] {
        let text = "We keep records for six years: https://www.asker.example/policy";
        assert_eq!(
            act(&[("act".to_owned(), "write"), ("part".to_owned(), part), (format!("text.{part}"), text)])
                .await
                .status,
            StatusCode::SEE_OTHER
        );
    }
    let wrong = act(&[
        ("act".to_owned(), "plan"),
        ("part".to_owned(), "plans"),
        ("text.plans".to_owned(), "Ask again"),
    ])
    .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Write one step in each line"));
    let steps = "Ask every silent supplier again | Ada | 2027-03-31";
    assert_eq!(
        act(&[("act".to_owned(), "plan"), ("part".to_owned(), "plans"), ("text.plans".to_owned(), steps)])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let sign = |statement: &'static str, choice: &'static str, metal: &'static str| {
        [
            ("act".to_owned(), "sign"),
            ("part".to_owned(), statement),
            ("statement".to_owned(), statement),
            (format!("choice.{statement}"), choice),
            (format!("metal.{statement}"), metal),
        ]
    };
    // The figures of the tin say that one of two suppliers has not been accepted.
    let refused = act(&sign("all_identified", "all_identified", "")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    for metal in ["Tantalum", "Tin", "Gold", "Tungsten"] {
        assert_eq!(act(&sign("contained", "contain", metal)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(act(&sign("inquiry", "may_be_covered", metal)).await.status, StatusCode::SEE_OTHER);
    }
    for (statement, choice) in [
        ("oecd", "follows_oecd"),
        ("audit", "no_audit"),
        ("all_identified", "not_all_identified"),
        ("own_origin", "origin_unknown"),
        ("conflict", "not_stated"),
    ] {
        assert_eq!(act(&sign(statement, choice, "")).await.status, StatusCode::SEE_OTHER, "{statement}");
    }
    let stale = survey
        .post(Caller::Administrator, &sec, &[("version", "0"), ("act", "up"), ("part", "company")])
        .await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);

    let page = survey.get(Caller::Viewer, &sec).await;
    assert!(page.body.contains("Nothing is open. The exhibit can be filed."), "{}", page.body);
    let filed = survey.get(Caller::Viewer, &format!("{report}/files/sec-ex1-01.htm")).await;
    assert_eq!(filed.status, StatusCode::OK);
    assert!(
        filed.body.is_ascii()
            && filed.body.contains("Brasswick Tin Works")
            && filed.body.contains("2 of 2 (100 %)")
    );
    for name in ["Alpha Parts", "Beta Castings", "[Open:"] {
        assert!(!filed.body.contains(name), "{name}");
    }
    let again = survey.get(Caller::Viewer, &format!("{report}/files/sec-ex1-01.htm")).await;
    assert_eq!(again.body, filed.body);
    let eu = survey.get(Caller::Viewer, &format!("{report}/draft/eu")).await;
    assert_eq!(eu.status, StatusCode::OK);
}

#[tokio::test]
async fn what_the_own_form_does_not_show_stays() {
    let survey = survey().await;
    let reviewer = survey.administrator().await;
    let line = service::reports::ProductLine {
        number: "L1".into(),
        name: "Relays".into(),
        requester_number: "CUST-7".into(),
        suppliers: vec!["gone".into(), survey.a.supplier.to_string()],
        ..Default::default()
    };
    let said = service::reports::OwnAnswer { value: "Yes".into(), ..Default::default() };
    let own = service::reports::Own {
        lines: vec![line],
        answers: [("of.another.template".to_owned(), said)].into(),
        ..Default::default()
    };
    reviewer.save_own_data(service::reports::own::OwnData { version: 0, own }).await.unwrap();
    let fields = [
        ("version", "1"),
        ("number", "L1"),
        ("name", "Relays and switches"),
        ("requester_number", "CUST-7"),
        ("suppliers", "a@alpha.example\nb@beta.example"),
    ];
    let done = survey.post(Caller::Manager, "/desk/reports/own/products/0", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let own = reviewer.own_data().await.unwrap().own;
    assert_eq!(own.lines[0].requester_number, "CUST-7");
    assert_eq!(own.lines[0].name, "Relays and switches");
    assert_eq!(own.lines[0].suppliers.len(), 3, "{:?}", own.lines[0].suppliers);
    assert!(own.answers.contains_key("of.another.template"));
}

#[tokio::test]
async fn audits_are_listed_and_what_was_refused_is_still_typed() {
    let survey = survey().await;
    let report = frozen(&survey, "Report 2026").await;
    let eu = format!("{report}/draft/eu");
    let of = |version: &'static str, rows: &'static str| {
        vec![("version", version), ("act", "audits"), ("part", "audits"), ("text.audits", rows)]
    };
    let wrong = survey.post(Caller::Manager, &eu, &of("0", "Brasswick | Nobody")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Brasswick | Nobody") && wrong.body.contains("Write one audit in each line"));
    let rows = "Brasswick Tin Works | Quill Audit LLP | 2026-02-03 | RMAP";
    assert_eq!(survey.post(Caller::Manager, &eu, &of("0", rows)).await.status, StatusCode::SEE_OTHER);
    let page = survey.get(Caller::Viewer, &eu).await;
    assert!(page.body.contains("Quill Audit LLP"), "{}", page.body);
    let mut later = form(&survey, "Ahead");
    later.retain(|(name, _)| *name != "list_day");
    later.push(("list_day", "2090-01-01"));
    let ahead = survey.post(Caller::Manager, "/desk/reports/freeze", &later).await;
    assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ahead.body.contains("This day has not come yet."));
}

#[tokio::test]
async fn what_left_is_noted_and_the_next_one_says_what_changed() {
    let survey = survey().await;
    let note = [("recipient", "Customer <One>"), ("sent_on", DAY), ("file", "json")];
    let early = frozen(&survey, "Open").await;
    let refused = survey.post(Caller::Manager, &format!("{early}/sent"), &note).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "what may not leave cannot have left");
    let said = own_answers();
    let said: Vec<(&str, &str)> = said.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    survey.post(Caller::Manager, "/desk/reports/own", &said).await;
    let first = frozen(&survey, "First").await;
    let wrong = [("recipient", " "), ("sent_on", "2099-01-01"), ("file", "json")];
    let refused = survey.post(Caller::Manager, &format!("{first}/sent"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"2099-01-01\""), "what was typed stays");
    let done = survey.post(Caller::Manager, &format!("{first}/sent"), &note).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = survey.get(Caller::Viewer, &format!("{first}/sent")).await.body;
    assert!(page.contains("Customer &lt;One&gt;") && page.contains("Nothing changed."), "{page}");
    // The hash is that of the file which was taken home.
    let file = survey.get(Caller::Viewer, &format!("{first}/files/rollup.json")).await.body;
    assert!(page.contains(&service::secrets::sha256_hex(file.as_bytes())), "{page}");

    let smelter = Smelter {
        cid: "CID900001".into(),
        metal: Some(Metal::TIN),
        name: "Brasswick Metals".into(),
        country: "JAPAN".into(),
        ..Smelter::default()
    };
    let about = About {
        as_of: "2026-02-01".parse().ok(),
        source: "Invented".into(),
        class: LicenceClass::Public,
        ..About::default()
    };
    let list = SmelterList::of_smelters(about, &[smelter]);
    survey.administrator().await.import_list("m".into(), list).await.unwrap();
    let second = frozen(&survey, "Second").await;
    let page = survey.get(Caller::Viewer, &format!("{second}/sent")).await.body.replace("<!>", "");
    for says in ["smelter renamed or moved", "Brasswick Tin Works · JAPAN", "Brasswick Metals · JAPAN", DAY]
    {
        assert!(page.contains(says), "{says}: {page}");
    }
    let link = page.split("/files/changes-").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let file = survey.get(Caller::Viewer, &format!("{second}/files/changes-{link}")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.body.contains("Tin · CID900001 · Brasswick Metals"), "{}", file.body);
    for name in ["Alpha", "Beta", "Quarrel"] {
        assert!(!file.body.contains(name), "{name}: {}", file.body);
    }
    let nowhere = survey.get(Caller::Viewer, &format!("{second}/files/changes-none.csv")).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

/// The own data used to be one form of 256 KiB: what a company with 2,000 products could not send.
#[tokio::test]
async fn a_company_with_two_thousand_products_keeps_them_by_table_and_line_by_line() {
    let survey = survey().await;
    let mut table = String::from("Number,Name,Tin,Tin remains,Suppliers\r\n");
    for n in 0..2_000 {
        table.push_str(&format!("P-{n:04},Relay {n},function,yes,a@alpha.example\r\n"));
    }
    let file = crate::import::form("products.csv", table.as_bytes());
    let sent = survey.send(Caller::Manager, "/desk/reports/own/import", crate::import::KIND, file).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let preview = sent.header("location").to_owned();
    let page = survey.get(Caller::Manager, &preview).await.body;
    assert!(page.contains("P-0001 Relay 1") && page.contains(">2000<"), "{page}");
    assert!(
        survey.administrator().await.own_data().await.unwrap().own.lines.is_empty(),
        "looking stores nothing"
    );
    let stale = survey.post(Caller::Manager, &preview, &[("version", "7")]).await;
    assert!(stale.header("location").contains("not_changed_meanwhile"), "{}", stale.header("location"));
    let done = survey.post(Caller::Manager, &preview, &[("version", "0")]).await;
    assert!(done.header("location").contains("said=products&count=2000&of=0"), "{}", done.header("location"));

    let list = survey.get(Caller::Viewer, "/desk/reports/own/products?q=p-1999").await.body;
    assert!(list.contains("/desk/reports/own/products/1999\"") && !list.contains("P-1998"), "{list}");
    let line = survey.get(Caller::Manager, "/desk/reports/own/products/1999").await.body;
    assert!(line.contains("value=\"P-1999\"") && line.contains("name=\"tin.to\""), "{line}");
    let other = [("version", "1"), ("number", "P-0000"), ("name", "Twice")];
    let twice = survey.post(Caller::Manager, "/desk/reports/own/products/1999", &other).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "a number stands for one line");
    let gone = survey.post(Caller::Manager, "/desk/reports/own/products/0/remove", &[("version", "1")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    // The company's own answers are another form, and leave the products alone.
    let said = [("version", "2"), ("company.company.name", "Asker AG")];
    let saved = survey.post(Caller::Manager, "/desk/reports/own", &said).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let own = survey.administrator().await.own_data().await.unwrap().own;
    assert_eq!((own.lines.len(), own.lines[0].number.as_str()), (1_999, "P-0001"));
    assert_eq!(own.lines[0].suppliers, [survey.a.supplier.to_string()]);
    let file = survey.get(Caller::Viewer, "/desk/reports/own/products.csv").await.body;
    assert!(file.contains("P-0001,Relay 1,,,,,,function,yes"), "{}", &file[..400]);
}
