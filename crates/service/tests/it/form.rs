//! What the form promises, held by the server: rows complete themselves, old answers need no word, one explanation
//! stands for equal findings, and no question is passed over.

use crate::common::{TIN_ANSWERS, TestApp, token};
use domain::draft::{Change, field_path, why_path};
use domain::smelters::SmelterList;
use domain::smelters::list::About;
use domain::{Draft, Metal, References, Settings, Smelter, check};
use service::declarations::submission::Document;
use service::records::{QueryState, Submission};
use service::{Administrator, ServiceError, SupplierDesk};

fn change(path: &str, value: &str) -> Change {
    Change { path: path.into(), value: Some(value.into()) }
}

fn smelters() -> Vec<Smelter> {
    (0..4)
        .map(|n| Smelter {
            cid: format!("CID90000{n}"),
            metal: Some(Metal::TIN),
            name: format!("Invented Works {n}"),
            country: "NORWAY".into(),
            ..Smelter::default()
        })
        .collect()
}

struct Case {
    portal: TestApp,
    admin: Administrator,
    desk: SupplierDesk,
    token: String,
}

impl Case {
    /// A supplier that has answered all but its smelters.
    async fn new() -> Case {
        let portal = TestApp::new().await;
        let admin = portal.set_up().await;
        let about =
            About { as_of: "2026-04-01".parse().ok(), source: "Invented list".into(), ..About::default() };
        let list = SmelterList::of_smelters(about, &smelters());
        admin.import_list(portal.services.new_id(), list).await.unwrap();
        portal.launched(&admin, &["Alpha"]).await;
        let token = token(&portal.deliver().await[0]);
        let secret = portal.services.start(&token).await.unwrap();
        let desk = portal.services.supplier_desk(&secret).await.unwrap();
        let case = Case { portal, admin, desk, token };
        let mut changes: Vec<Change> = TIN_ANSWERS.iter().map(|(k, v)| change(&field_path(k), v)).collect();
        changes.push(change("f:company.effective_date", &case.portal.services.today().to_string()));
        case.save(changes).await;
        case
    }

    async fn save(&self, changes: Vec<Change>) {
        let revision = self.desk.draft().await.unwrap().revision;
        let saved = self.desk.save(revision, "tab", changes, "smelters").await.unwrap();
        assert_eq!((saved.refused, saved.conflicts), (vec![], vec![]));
    }

    /// Rows with these numbers and nothing else.
    async fn numbers(&self, cids: &[&str]) {
        let row = |(n, cid): (usize, &&str)| {
            let order = (n + 1) << 16;
            change(&format!("smelter:{}", n + 1), &format!("{{\"order\":{order},\"cid\":\"{cid}\"}}"))
        };
        self.save(cids.iter().enumerate().map(row).collect()).await;
    }

    async fn draft(&self) -> Draft {
        self.desk.read(&self.desk.draft().await.unwrap()).await.unwrap()
    }

    async fn codes(&self) -> Vec<String> {
        let report = self.desk.check(&self.draft().await).await.unwrap();
        report.findings.into_iter().map(|f| f.code).collect()
    }

    async fn submit(&self) -> service::Result<Submission> {
        self.desk.submit().await
    }
}

#[tokio::test]
async fn sup_m3_a_bare_number_is_a_whole_row_and_what_is_handed_out_passes_its_own_check() {
    let case = Case::new().await;
    case.numbers(&["CID900000", "cid 900001", "900002", "ＣＩＤ-９００００３"]).await;
    assert_eq!(case.codes().await, Vec::<String>::new());
    let submission = case.submit().await.unwrap();
    let document = Document::read(&submission.document).unwrap();
    for (n, row) in document.declaration.smelters.iter().enumerate() {
        let name = format!("Invented Works {n}");
        assert_eq!(
            [&*row.cid, &*row.metal, &*row.lookup, &*row.name, &*row.country],
            [&*format!("CID90000{n}"), "Tin", &*name, &*name, "NORWAY"]
        );
    }
    let book = case.desk.workbook(document, "en").await.unwrap();
    let book = sheets::read_workbook(&book, &mut |_| {}).unwrap();
    let settings = Settings::default();
    let report = check(&book.declaration, book.template().unwrap(), &book.references(), settings);
    assert_eq!((report.findings, report.checker.remaining), (vec![], Some(0)));
}

#[tokio::test]
async fn sup_m4_old_answers_behind_a_no_need_no_explanation_and_are_not_sent() {
    let case = Case::new().await;
    case.numbers(&["CID900000"]).await;
    case.save(vec![change("f:q2.gold", "Yes"), change("f:q3.gold", "Yes")]).await;
    assert_eq!(case.codes().await, Vec::<String>::new());
    let submission = case.submit().await.unwrap();
    assert!(!submission.document.contains("q3.gold"));
    // A workbook that says the same is still told so.
    let d = case.draft().await.declaration;
    let template = domain::template::cmrt("6.5").unwrap();
    let report = check(&d, template, &References::default(), Settings::default());
    assert!(report.findings.iter().any(|f| f.code == "MTL001"), "{:?}", report.findings);
}

#[tokio::test]
async fn sup_m7_numbers_that_only_the_template_knows_need_one_word_for_all() {
    let case = Case::new().await;
    let cids: Vec<String> = (0..62).map(|n| format!("CID91{n:04}")).collect();
    let rows = cids.iter().enumerate().map(|(n, cid)| {
        let (id, order) = (n + 1, (n + 1) << 16);
        let row = format!(
            "{{\"order\":{order},\"cid\":\"{cid}\",\"metal\":\"Tin\",\"lookup\":\"Works {n}\",\"name\":\"Works {n}\"}}"
        );
        change(&format!("smelter:{id}"), &row)
    });
    case.save(rows.collect()).await;
    let report = case.desk.check(&case.draft().await).await.unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!(report.warnings().filter(|f| f.code == "SML010").count(), 62);
    assert!(matches!(case.submit().await, Err(ServiceError::Rejected(_))));
    case.save(vec![change(&why_path("SML010@smelters"), "Our template lists them.")]).await;
    let submission = case.submit().await.unwrap();
    // The reviewer reads it beside each.
    let document = Document::read(&submission.document).unwrap();
    for finding in submission.report.warnings() {
        let said = finding.explanation(|key| document.explanations.get(key));
        assert_eq!(said, Some("Our template lists them."), "{}", finding.key());
    }
}

#[tokio::test]
async fn sup_m7_a_bare_number_that_nobody_knows_still_blocks() {
    let case = Case::new().await;
    case.numbers(&["CID900000", "CID919999"]).await;
    let report = case.desk.check(&case.draft().await).await.unwrap();
    let codes: Vec<&str> = report.errors().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["SML003", "SML004"]);
}

#[tokio::test]
async fn sup_m8_no_question_is_passed_over() {
    let case = Case::new().await;
    case.numbers(&["CID900000"]).await;
    case.submit().await.unwrap();
    let id = case.desk.request().id.clone();
    case.admin.take_up(&id).await.unwrap();
    let first = case.admin.raise_query(&id, "q6.tin", "", "All of them?").await.unwrap();
    let second = case.admin.raise_query(&id, "smelter.1.cid", "", "Is this the right one?").await.unwrap();
    case.admin.send_back(&id).await.unwrap();
    let secret = case.portal.services.start(&case.token).await.unwrap();
    let case = Case { desk: case.portal.services.supplier_desk(&secret).await.unwrap(), ..case };
    assert!(matches!(case.submit().await, Err(ServiceError::Unanswered(2))));
    case.save(vec![change(&why_path(&format!("query:{}", first.id)), "Yes, all.")]).await;
    assert!(matches!(case.submit().await, Err(ServiceError::Unanswered(1))));
    // A blank reply is none.
    let reply = why_path(&format!("query:{}", second.id));
    case.save(vec![change(&reply, " \n")]).await;
    assert!(matches!(case.submit().await, Err(ServiceError::Unanswered(1))));
    case.save(vec![change(&reply, "There is nothing to change.")]).await;
    case.submit().await.unwrap();
    let queries = case.admin.request(&id).await.unwrap().queries;
    assert!(queries.iter().all(|q| q.state == QueryState::Answered), "{queries:?}");
}

#[tokio::test]
async fn case_10_a_metal_with_a_space_is_that_metal() {
    let case = Case::new().await;
    let row = "{\"order\":1,\"cid\":\"CID900000\",\"metal\":\"Tin \",\"recycled\":\"no\"}";
    case.save(vec![change("smelter:1", row)]).await;
    assert_eq!(case.codes().await, Vec::<String>::new());
    let row = &case.draft().await.declaration.smelters[0];
    assert_eq!([&*row.metal, &*row.recycled], ["Tin", "No"]);
}
