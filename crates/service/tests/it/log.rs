//! The log: what it names, what it keeps, how it is found, and that all of it is sealed.

use crate::common::{TestApp, token};
use domain::draft::Change;
use service::records::*;
use service::{Auditor, DAY};

async fn found(viewer: &Auditor, filter: LogFilter) -> Vec<String> {
    let entries = viewer.log_found(&LogFilter { limit: 100, ..filter }).await.unwrap();
    entries.into_iter().map(|e| e.entry.action).collect()
}

fn changes(entry: &LogEntry) -> Vec<FieldChange> {
    serde_json::from_str(&entry.entry.detail).unwrap_or_else(|e| panic!("{e}: {}", entry.entry.detail))
}

#[tokio::test]
async fn desk_10_the_log_keeps_what_was_and_what_is() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let new = Supplier { name: "One".into(), email: "old@supplier.example".into(), ..Supplier::default() };
    let supplier = desk.save_supplier(new).await.unwrap();
    let changed =
        Supplier { email: "new@supplier.example".into(), contact_name: "Li".into(), ..supplier.clone() };
    desk.save_supplier(changed).await.unwrap();
    let log = desk.log_of(&format!("supplier:{}", supplier.id), 10).await.unwrap();
    let said: Vec<_> = changes(&log[0]).into_iter().map(|c| (c.field, c.from, c.to)).collect();
    let line = |field: &str, from: &str, to: &str| (field.to_owned(), from.to_owned(), to.to_owned());
    assert_eq!(
        said,
        [line("contact_name", "", "Li"), line("email", "old@supplier.example", "new@supplier.example")]
    );
    assert!(changes(&log[1]).iter().any(|c| c.field == "email" && c.to == "old@supplier.example"));

    let company = desk.company().await.unwrap();
    desk.save_company(Company { grievance: "+1 555 0100".into(), ..company }).await.unwrap();
    let log = desk.log_of("company", 1).await.unwrap();
    assert_eq!(changes(&log[0])[0].field, "grievance");
    let member = desk.invite_member("Vera", "vera@halden.example", Role::Viewer, "en").await.unwrap();
    desk.set_role(&member.id, Role::Reviewer, Scope::Everything).await.unwrap();
    let log = desk.log_of(&format!("member:{}", member.id), 1).await.unwrap();
    let role = &changes(&log[0])[0];
    assert_eq!((role.from.as_str(), role.to.as_str()), ("viewer", "reviewer"));
    // Passwords and their hashes are nowhere.
    for entry in portal.store.log_after(0, 1000).await.unwrap() {
        assert!(!entry.entry.detail.contains("argon2") && !entry.entry.detail.contains("password_hash"));
    }
}

#[tokio::test]
async fn desk_10_a_suppliers_history_tells_of_import_invitation_and_decline() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let text = b"Number,Name,E-mail\nV1,One,one@supplier.example\nV2,Two,two@supplier.example\n";
    imported(&desk, text).await;
    let again = b"Number,Name,E-mail\nV1,One,other@supplier.example\n";
    imported(&desk, again).await;
    let supplier = portal.store.all_suppliers(&Scope::Everything).await.unwrap().remove(0);
    let log = desk.log_of(&format!("supplier:{}", supplier.id), 10).await.unwrap();
    let acts: Vec<&str> = log.iter().map(|e| e.entry.action.as_str()).collect();
    assert_eq!(acts, ["supplier.import_changed", "supplier.import_added"]);
    assert_eq!(changes(&log[0])[0].from, "one@supplier.example");

    for supplier in portal.store.all_suppliers(&Scope::Everything).await.unwrap() {
        desk.retire_supplier(&supplier.id).await.unwrap();
    }
    let (_, rows) = portal.launched(&desk, &["Three"]).await;
    let row = rows.iter().find(|row| row.supplier_name == "Three").unwrap();
    let mails = portal.deliver().await;
    let mail = mails.iter().find(|m| m.to == row.email).unwrap();
    portal.services.decline(&token(mail), "We only sell software").await.unwrap();
    let log = desk.log_of_supplier(&row.request.supplier, 10).await.unwrap();
    let acts: Vec<&str> = log.iter().map(|e| e.entry.action.as_str()).collect();
    assert_eq!(acts[..2], ["request.declined", "request.invited"]);
    assert!(acts.contains(&"supplier.added"));
}

async fn imported(desk: &service::Administrator, csv: &[u8]) {
    use service::suppliers::import::{Reading, Take, Uploaded};
    let batch = desk.upload_suppliers(Uploaded::read(csv, "suppliers.csv").unwrap()).await.unwrap();
    desk.confirm_import(&batch, &Reading::default(), Take::default()).await.unwrap();
}

#[tokio::test]
async fn desk_10_entries_are_found_by_kind_person_object_day_and_word() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, rows) = portal.launched(&desk, &["Amber Works", "Birch Foundry"]).await;
    portal.advance(2 * DAY);
    let amber = rows.iter().find(|row| row.supplier_name == "Amber Works").unwrap();
    let supplier = desk.supplier(&amber.request.supplier).await.unwrap();
    desk.save_supplier(Supplier { parts: "100 % relays_".into(), ..supplier.clone() }).await.unwrap();
    let viewer = &desk.as_auditor().unwrap();
    let all = LogFilter::default();
    let only = |action: &str| LogFilter { action: action.into(), ..LogFilter::default() };
    assert_eq!(found(viewer, only("supplier.changed")).await.len(), 1);
    assert!(found(viewer, only("supplier.")).await.iter().all(|a| a.starts_with("supplier.")));
    // `%` and `_` are letters like others.
    assert_eq!(found(viewer, only("supplier%")).await, [""; 0]);
    let by = LogFilter { actor: format!("member:{}", desk.member().id), ..all.clone() };
    assert!(found(viewer, by).await.contains(&"campaign.launched".to_owned()));
    let nobody = LogFilter { actor: "member:nobody".into(), ..all.clone() };
    assert!(found(viewer, nobody).await.is_empty());
    let object = LogFilter { objects: vec![format!("supplier:{}", supplier.id)], ..all.clone() };
    assert_eq!(found(viewer, object).await, ["supplier.changed", "supplier.added"]);
    let today = LogFilter { from: Some(portal.services.now() - DAY), ..all.clone() };
    assert_eq!(found(viewer, today).await, ["supplier.changed"]);
    let before = LogFilter { until: Some(portal.services.now() - DAY), ..all.clone() };
    assert!(!found(viewer, before).await.contains(&"supplier.changed".to_owned()));
    let search = |text: &str| LogFilter { search: text.into(), ..LogFilter::default() };
    let amber_acts = found(viewer, search("AMBER works")).await;
    assert!(
        amber_acts.contains(&"request.invited".to_owned())
            && amber_acts.contains(&"supplier.added".to_owned())
    );
    assert_eq!(found(viewer, search("100 % relays_")).await, ["supplier.changed"]);
    assert!(found(viewer, search("'; DROP TABLE log_entry; --")).await.is_empty());
    let names = viewer
        .object_names(vec![
            format!("request:{}", amber.request.id),
            format!("campaign:{}", campaign.id),
            "supplier:gone".into(),
            "nonsense".into(),
        ])
        .await
        .unwrap();
    assert_eq!(names.len(), 2);
    assert!(names.iter().any(|(_, name)| name.starts_with("Amber Works · ")), "{names:?}");
    // Newest first, page by page, each once.
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = viewer.log_found(&LogFilter { before, limit: 3, ..all.clone() }).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.seq);
        seen.extend(page.into_iter().map(|e| e.seq));
    }
    assert!(seen.is_sorted_by(|a, b| a > b) && seen.last() == Some(&1));
}

#[tokio::test]
async fn f_d11_whatever_people_do_is_sealed_and_leads_where_the_log_says() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One", "Two", "Three"]).await;
    let mails = portal.deliver().await;
    let id = |n: usize| rows[n].request.id.clone();
    let token_of = |n: usize| token(mails.iter().find(|m| m.to == rows[n].email).unwrap());
    let secret = portal.services.start(&token_of(0)).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    let answer = Change { path: "f:company.name".into(), value: Some("One Ltd".into()) };
    supplier.save(0, "tab", vec![answer], "company").await.unwrap();
    portal.services.decline(&token_of(1), "Not us").await.unwrap();
    portal.services.name_other_person(&token_of(2), "Li", "li@supplier.example", "").await.unwrap();
    desk.accept_other_person(&id(2), "Li", "li@supplier.example").await.unwrap();
    desk.resend_link(&id(0)).await.unwrap();
    desk.retire_supplier(&rows[0].request.supplier).await.unwrap();
    portal.deliver().await;
    portal.store.sweep(portal.services.now() + 400 * DAY).await.unwrap();
    let report = storage::verify(&portal.place, Some(storage::SealKey::none()), vec![]).await.unwrap();
    assert_eq!(report.problems, []);
    assert!(report.rows > 15, "{}", report.rows);
}

#[tokio::test]
async fn f_d11_the_head_is_mailed_once_a_day_on_which_something_was_written() {
    let portal = TestApp::new().await;
    let _desk = portal.set_up().await;
    assert_eq!(portal.services.mail_head().await.unwrap(), 0, "the day is not over");
    portal.advance(DAY);
    assert_eq!(portal.services.mail_head().await.unwrap(), 1);
    assert_eq!(portal.services.mail_head().await.unwrap(), 0, "once");
    let head = portal.services.head().await.unwrap().unwrap();
    let mails = portal.deliver().await;
    let mail = mails.iter().find(|m| m.subject.contains("end of the log")).unwrap();
    let kept = storage::Kept::all_in(&mail.text);
    assert_eq!(kept.len(), 2, "in both languages: {}", mail.text);
    assert!(mail.text.contains("请保存本邮件") && mail.text.contains("Please keep"), "{}", mail.text);
    assert_eq!(kept[0], kept[1]);
    // What is written later is behind it.
    assert!(kept[0].seq <= head.text.split(':').next().unwrap().parse().unwrap());
    let report = storage::verify(&portal.place, Some(storage::SealKey::none()), kept).await.unwrap();
    assert_eq!((report.problems.as_slice(), report.kept), (&[][..], 1));
    portal.advance(5 * DAY);
    assert_eq!(portal.services.mail_head().await.unwrap(), 0, "nothing was written since");
}
