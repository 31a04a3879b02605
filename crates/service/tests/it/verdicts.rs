//! Decisions and their inverses: what a decision does, undoing it undoes, and the supplier hears of both.

use crate::common::{TestApp, token};
use domain::draft::Change;
use domain::workflow::RequestState;
use service::records::{Query, QueryState, Request, RequestId};
use service::{Administrator, DAY, ServiceError, SupplierDesk};

fn set(path: &str, value: &str) -> Change {
    Change { path: path.into(), value: Some(value.into()) }
}

/// A declaration that no rule has anything against.
fn answers() -> Vec<Change> {
    let mut all: Vec<Change> = [
        ("f:company.name", "One GmbH"),
        ("f:company.scope", domain::template::SCOPE_COMPANY),
        ("f:company.contact_name", "A Person"),
        ("f:company.contact_email", "a@s.example"),
        ("f:company.contact_phone", "+1 555 0100"),
        ("f:company.authorizer_name", "B Person"),
        ("f:company.authorizer_email", "b@s.example"),
        ("f:company.effective_date", "2026-04-30"),
    ]
    .into_iter()
    .map(|(k, v)| set(k, v))
    .collect();
    all.extend(domain::template::CMRT_METALS.map(|m| set(&format!("f:q1.{}", m.key()), "No")));
    all
}

struct Fixture {
    portal: TestApp,
    desk: Administrator,
    id: RequestId,
    link: String,
}

impl Fixture {
    async fn new(language: &str) -> Fixture {
        let portal = TestApp::new().await;
        let desk = portal.set_up().await;
        let (_, rows) = portal.launched(&desk, &["One"]).await;
        let mut supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
        supplier.language = language.into();
        desk.save_supplier(supplier).await.unwrap();
        let link = token(&portal.deliver().await[0]);
        Fixture { portal, desk, id: rows[0].request.id.clone(), link }
    }

    async fn supplier(&self) -> SupplierDesk {
        let session = self.portal.services.start(&self.link).await.unwrap();
        self.portal.services.supplier_desk(&session).await.unwrap()
    }

    /// Two queries answered, by a change and in words, and one a draft: as a request may stand when it is decided.
    async fn in_review(language: &str) -> Fixture {
        let w = Fixture::new(language).await;
        let supplier = w.supplier().await;
        supplier.save(0, "t", answers(), "company").await.unwrap();
        supplier.submit().await.unwrap();
        w.desk.raise_query(&w.id, "company.name", "", "Is this the legal name?").await.unwrap();
        let tin = w.desk.raise_query(&w.id, "q1.tin", "", "No tin at all?").await.unwrap();
        w.desk.send_back(&w.id).await.unwrap();
        let supplier = w.supplier().await;
        let revision = supplier.draft().await.unwrap().revision;
        let reply = domain::draft::why_path(&format!("query:{}", tin.id));
        let renamed = vec![set("f:company.name", "One GmbH & Co. KG"), set(&reply, "None at all.")];
        supplier.save(revision, "t", renamed, "company").await.unwrap();
        supplier.submit().await.unwrap();
        w.desk.raise_query(&w.id, "q1.gold", "", "No gold at all?").await.unwrap();
        w.portal.deliver().await;
        w
    }

    async fn request(&self) -> Request {
        self.desk.request(&self.id).await.unwrap().request
    }

    /// In the order in which they were raised here.
    async fn queries(&self) -> Vec<Query> {
        let mut all = self.desk.request(&self.id).await.unwrap().queries;
        let order = ["company.name", "q1.tin", "q1.gold"];
        all.sort_by_key(|q| order.iter().position(|place| *place == q.location));
        all
    }
}

/// DESK-12: for acceptance and rejection alike, with the mails in the supplier's language.
#[tokio::test]
async fn desk_12_undo_puts_everything_back_and_tells_the_supplier() {
    for (language, again) in [("en", "again"), ("zh", "重新")] {
        for reject in [false, true] {
            let w = Fixture::in_review(language).await;
            let before = w.queries().await;
            let states: Vec<QueryState> = before.iter().map(|q| q.state).collect();
            assert_eq!(states, [QueryState::Answered, QueryState::Answered, QueryState::Draft]);
            let decide = async || match reject {
                true => w.desk.reject(&w.id, "Not ours.").await.unwrap(),
                false => w.desk.accept(&w.id).await.unwrap(),
            };
            decide().await;
            assert!(w.queries().await.iter().all(|q| q.state == QueryState::Closed));
            let shown = w.supplier().await.queries().await.unwrap();
            assert_eq!(shown.len(), 2, "what was never sent is not shown to the supplier");
            assert_eq!(w.portal.deliver().await.len(), 1);
            w.desk.undo(&w.id).await.unwrap();
            assert_eq!(w.queries().await, before);
            let request = w.request().await;
            assert_eq!((request.state, request.reason.as_str()), (RequestState::InReview, ""));
            let mails = w.portal.deliver().await;
            assert_eq!(mails.len(), 1);
            assert!(mails[0].subject.contains(again), "{}", mails[0].subject);
            assert!(w.portal.services.landing(&token(&mails[0]), "x").await.is_ok());
            // Once more, the same; and going back to the supplier goes on where it stood.
            decide().await;
            w.desk.undo(&w.id).await.unwrap();
            assert_eq!(w.queries().await, before);
            w.desk.send_back(&w.id).await.unwrap();
            let open = w.queries().await.into_iter().filter(|q| q.state == QueryState::Open).count();
            assert_eq!(open, 1);
        }
    }
}

/// DESK-12: a decision that was never told is not taken back by mail either.
#[tokio::test]
async fn desk_12_nobody_hears_of_a_decision_that_was_undone_before_it_was_told() {
    let w = Fixture::in_review("en").await;
    w.desk.accept(&w.id).await.unwrap();
    w.desk.undo(&w.id).await.unwrap();
    assert!(w.portal.deliver().await.is_empty());
    // A query that was closed by hand stays closed.
    let answered = w.queries().await.remove(0);
    w.desk.close_query(&w.id, &answered.id).await.unwrap();
    w.desk.accept(&w.id).await.unwrap();
    w.desk.undo(&w.id).await.unwrap();
    assert_eq!(w.queries().await[0].state, QueryState::Closed);
}

/// DESK-13: a decline is agreed to, with a reason, told, logged, counted, and undone.
#[tokio::test]
async fn desk_13_a_decline_is_settled() {
    let w = Fixture::new("en").await;
    w.portal.services.decline(&w.link, "We sell services.").await.unwrap();
    for blank in ["", "  \n", "\u{3000}"] {
        let refused = w.desk.agree_out_of_scope(&w.id, blank).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))), "a reason is required");
    }
    w.desk.agree_out_of_scope(&w.id, "Calibration only, no goods.").await.unwrap();
    let request = w.request().await;
    assert_eq!(request.state, RequestState::OutOfScope);
    assert_eq!(
        (request.reason.as_str(), request.scope_reason.as_str()),
        ("We sell services.", "Calibration only, no goods.")
    );
    let count = async |state| {
        let counts = w.desk.counts(None).await.unwrap();
        counts.by_state.iter().find(|(s, _)| *s == state).unwrap().1
    };
    assert_eq!((count(RequestState::Declined).await, count(RequestState::OutOfScope).await), (0, 1));
    let mails = w.portal.deliver().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.contains("Calibration only") && mails[0].text.contains("We agree"));
    let log = w.desk.log_of(&format!("request:{}", w.id), 1).await.unwrap();
    assert_eq!(log[0].entry.action, "request.out_of_scope");
    assert!(log[0].entry.detail.contains("Calibration only"));
    // It is settled: nobody is reminded, it is not withdrawn with its supplier, and nothing is asked.
    w.portal.advance(30 * DAY);
    assert_eq!(w.portal.services.remind().await.unwrap(), 0);
    assert!(w.desk.withdraw(&w.id, "").await.is_err());
    assert!(w.desk.agree_out_of_scope(&w.id, "Twice.").await.is_err());

    w.desk.undo(&w.id).await.unwrap();
    let request = w.request().await;
    assert_eq!(request.state, RequestState::Declined);
    assert_eq!((request.reason.as_str(), request.scope_reason.as_str()), ("We sell services.", ""));
    let mails = w.portal.deliver().await;
    assert!(mails[0].text.contains("taken that back"), "{}", mails[0].text);
    let asked = w.desk.undo(&w.id).await.unwrap();
    assert_eq!(asked.state, RequestState::Invited);
    assert!(w.portal.services.landing(&w.link, "x").await.is_err(), "the new link replaces the old one");
}

/// DESK-13, DESK-12: nobody is asked again who could not answer.
#[tokio::test]
async fn desk_13_nobody_is_asked_again_after_the_cutoff() {
    let w = Fixture::new("en").await;
    w.portal.services.decline(&w.link, "We sell services.").await.unwrap();
    w.portal.advance(61 * DAY);
    assert!(matches!(w.desk.undo(&w.id).await, Err(ServiceError::NotNow(_))));
}

/// DESK-12 for its kind: a withdrawal, and a retirement with it, has an inverse.
#[tokio::test]
async fn desk_12_a_withdrawn_request_can_be_asked_again() {
    let w = Fixture::new("en").await;
    let supplier = w.request().await.supplier;
    w.desk.retire_supplier(&supplier).await.unwrap();
    assert_eq!(w.request().await.state, RequestState::Withdrawn);
    assert!(w.desk.undo(&w.id).await.is_err(), "nobody is asked who is retired");
    w.desk.restore_supplier(&supplier).await.unwrap();
    assert_eq!(w.desk.undo(&w.id).await.unwrap().state, RequestState::Invited);
    let mails = w.portal.deliver().await;
    assert_eq!(mails.len(), 1);
    assert!(w.portal.services.landing(&token(&mails[0]), "x").await.is_ok());
    assert!(w.portal.services.landing(&w.link, "x").await.is_err());

    let w = Fixture::in_review("en").await;
    let queries = w.queries().await;
    w.desk.withdraw(&w.id, "Twice.").await.unwrap();
    w.desk.undo(&w.id).await.unwrap();
    let request = w.request().await;
    assert_eq!((request.state, request.reason.as_str()), (RequestState::InReview, ""));
    assert_eq!(w.queries().await, queries);
    w.desk.send_back(&w.id).await.unwrap();
    let mails = w.portal.deliver().await;
    assert!(w.portal.services.landing(&token(&mails[0]), "x").await.is_ok(), "with a link that works");
}

/// What is planned stays planned with a supplier that is retired and brought back.
#[tokio::test]
async fn desk_12_a_planned_request_outlives_a_retirement() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let campaign = portal.planned(&desk, "DE").await;
    let supplier = desk.recipients(&campaign.id).await.unwrap()[0].supplier.id.clone();
    desk.retire_supplier(&supplier).await.unwrap();
    assert_eq!(desk.launch(&campaign.id).await.unwrap(), 0);
    desk.restore_supplier(&supplier).await.unwrap();
    assert_eq!(desk.launch(&campaign.id).await.unwrap(), 1);
}

/// DESK-15: the mail names a row by its place in the list and by its name, as every page does.
#[tokio::test]
async fn desk_15_the_mail_names_the_row_as_pages_do() {
    use domain::{RowId, SmelterRow, Table};
    let row = |id: u64, name: &str, sheet_row| SmelterRow {
        id: RowId(id),
        metal: "Tin".into(),
        name: name.into(),
        sheet_row,
        ..SmelterRow::default()
    };
    let smelters = vec![
        row(70, "First Works", Some(5)),
        SmelterRow { id: RowId(71), ..SmelterRow::default() },
        row(72, "Ore Works", Some(7)),
    ];
    let d = domain::Declaration { smelters, ..domain::Declaration::default() };
    for (language, label) in [("en", "Smelter 2 (Ore Works)"), ("zh", "冶炼厂 2（Ore Works）")] {
        let texts = domain::text::embedded::texts(language);
        assert_eq!(Table::SMELTERS.row_label(texts, &d, RowId(72)), label);
        let campaign = service::records::Campaign { template_version: "6.5".into(), ..Default::default() };
        let cell = service::review::requests::location_label("smelter.72.country", &campaign, &d, texts);
        assert!(cell.starts_with(label) && cell.len() > label.len(), "{cell}");
        assert_eq!(service::review::requests::location_label("smelter.72", &campaign, &d, texts), label);
    }
    let gone = Table::SMELTERS.row_label(domain::text::embedded::texts("en"), &d, RowId(9));
    assert_eq!(gone, "Smelter ?");
}
