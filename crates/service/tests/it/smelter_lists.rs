//! Smelter lists: looked at before they are stored, kept beside each other, and what was true on a day.

use crate::common::TestApp;
use domain::Metal;
use domain::smelters::list::About;
use domain::smelters::table::Table;
use domain::smelters::{LicenceClass, Listed, Status};
use service::records::Role;
use service::smelters::smelter_lists::{UploadedList, kind};
use service::{Administrator, ServiceError};

fn upload(name: &str, text: &str) -> UploadedList {
    UploadedList { name: name.into(), file: sheets::lists::list_file(text.as_bytes(), name).unwrap() }
}

fn about(kind_key: &str, as_of: &str) -> About {
    let kind = kind(kind_key).unwrap();
    About {
        kind,
        as_of: as_of.parse().ok(),
        source: "Example".into(),
        licence: "For our own use".into(),
        ..About::default()
    }
}

async fn import(desk: &Administrator, kind: &str, as_of: &str, text: &str) {
    let batch = desk.upload_list(upload("list.csv", text)).await.unwrap();
    let columns = desk.preview_list(&batch, None, None).await.unwrap().upload.file.columns;
    desk.confirm_list(&batch, about(kind, as_of), columns).await.unwrap();
}

const HEAD: &str = "Metal,Smelter Reference,Standard Smelter Name,Country,Smelter ID\n";

#[tokio::test]
async fn nothing_is_stored_before_it_was_looked_at_and_confirming_twice_stores_once() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let text = format!("{HEAD}Tin,ITW,Invented Tin Works,Japan,CID900001\nTin,Odd,Odd Works,Japan,CID9\n");
    let batch = desk.upload_list(upload("list.csv", &text)).await.unwrap();
    let preview = desk.preview_list(&batch, None, None).await.unwrap();
    assert_eq!((preview.list.entries.len(), preview.list.issues[0].code.as_ref()), (1, "cid"));
    assert!(preview.missing.is_empty() && preview.same.is_none());
    assert!(desk.smelter_lists().await.unwrap().is_empty());

    let columns = preview.upload.file.columns.clone();
    for wrong in
        [About { source: " ".into(), ..about("reference", "2026-04-01") }, about("reference", "soon")]
    {
        let refused = desk.confirm_list(&batch, wrong, columns.clone()).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))));
    }
    let without_metal = columns.iter().copied().filter(|(c, _)| *c != domain::smelters::ListColumn::Metal);
    let refused = desk.confirm_list(&batch, about("reference", "2026-04-01"), without_metal.collect()).await;
    assert!(matches!(refused, Err(ServiceError::Invalid(_))));
    assert!(desk.smelter_lists().await.unwrap().is_empty());

    for _ in 0..2 {
        desk.confirm_list(&batch, about("reference", "2026-04-01"), columns.clone()).await.unwrap();
    }
    // The same file once more says nothing new.
    import(&desk, "reference", "2026-04-01", &text).await;
    let heads = desk.smelter_lists().await.unwrap();
    assert_eq!(heads.len(), 1);
    assert_eq!((heads[0].size, heads[0].noise, heads[0].licence.as_str()), (1, 1, "For our own use"));
    assert_eq!(desk.log_of(&format!("references:{}", heads[0].id), 9).await.unwrap().len(), 1);
}

#[tokio::test]
async fn lists_of_several_kinds_and_days_answer_together() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let row = |cid: &str, name: &str| format!("Tin,{name},{name},Japan,{cid}\n");
    import(
        &desk,
        "reference",
        "2026-01-10",
        &(HEAD.to_owned() + &row("CID900001", "First") + &row("CID900002", "Second")),
    )
    .await;
    import(&desk, "reference", "2026-04-10", &(HEAD.to_owned() + &row("CID900002", "Second"))).await;
    // Conformant and yet in no reference list.
    import(&desk, "conformant", "2026-04-01", &(HEAD.to_owned() + &row("CID900003", "Third"))).await;
    let revisions = "Metal,Smelter Reference,Country,Smelter ID,Basis for Revision,Details,Revision Date\n\
                     Tin,First,Japan,CID900001,Removed,Closed; see CID900002,2026-03-01\n";
    import(&desk, "revisions", "2026-04-12", revisions).await;

    let on = |cid: &'static str, day: &'static str| {
        let desk = desk.clone();
        async move { desk.smelter(cid, day.parse().unwrap()).await.unwrap().unwrap().as_of }
    };
    assert_eq!(on("CID900001", "2026-02-01").await.listed, Listed::Yes);
    assert_eq!(on("CID900001", "2026-02-01").await.removed_later.unwrap().on, "2026-03-01".parse().ok());
    let gone = on("CID900001", "2026-03-15").await;
    assert_eq!((gone.listed, gone.removal.unwrap().successors), (Listed::No, vec!["CID900002".to_owned()]));
    assert_eq!(on("CID900003", "2026-04-20").await.status, Status::Conformant);
    assert_eq!(on("CID900003", "2026-04-20").await.listed, Listed::No);
    assert!(desk.smelter("CID999999", "2026-04-20".parse().unwrap()).await.unwrap().is_none());
    let found = desk.find_smelters("frist", "2026-04-20".parse().unwrap()).await.unwrap();
    assert!(found.iter().any(|f| f.cid == "CID900001" && f.metal == Some(Metal::TIN)), "{found:?}");

    // The rules look things up as of today (2026-05-04), and know of removals with their day.
    let list = portal.services.references().await.unwrap();
    assert_eq!(list.as_of, "2026-04-10".parse().ok());
    assert_eq!(list.by_cid("CID900001").unwrap().removed_on, "2026-03-01".parse().ok());
    assert!(list.by_cid("CID900002").unwrap().removed.is_none());
    assert!(list.by_cid("CID900003").is_none());
    // Suggested is what is listed, and nothing else.
    let table = Table::decode(portal.services.smelters_in_force().await.unwrap().table()).unwrap();
    assert_eq!((table.len(), table.get(0).cid().as_str()), (1, "CID900002"));

    // A list that is retired counts no more, at once; the one before it does.
    let heads = desk.smelter_lists().await.unwrap();
    let latest = heads.iter().find(|h| h.as_of.to_string() == "2026-04-10").unwrap();
    assert!(desk.retire_list(&latest.id, " ").await.is_err());
    desk.retire_list(&latest.id, "wrong file").await.unwrap();
    assert!(matches!(desk.retire_list(&latest.id, "again").await, Err(ServiceError::Conflict)));
    assert_eq!(portal.services.references().await.unwrap().as_of, "2026-01-10".parse().ok());
    assert_eq!(desk.smelter_lists().await.unwrap().len(), 4, "it stays on record");
}

#[tokio::test]
async fn nobody_confirms_what_somebody_else_uploaded() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let batch =
        desk.upload_list(upload("a.csv", &format!("{HEAD}Tin,A1,A1 Works,Japan,CID900001\n"))).await.unwrap();
    let member = desk.invite_member("Tom", "tom@halden.example", Role::Administrator, "en").await.unwrap();
    let mail = portal.deliver().await.remove(0);
    let token = mail.text.split(&format!("/member/{}/", member.id)).nth(1).unwrap();
    let token = token.split_whitespace().next().unwrap();
    let session = portal.services.choose_password(&member.id, token, "green glass door").await.unwrap();
    let other = portal.services.actor(&session).await.unwrap().as_administrator().unwrap();
    assert!(matches!(other.preview_list(&batch, None, None).await, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn the_next_file_of_a_source_is_read_as_the_last_one_was() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let file = |cid: &str| format!("Werk,Erz,Nr,Ort\nFirst Works,Tin,{cid},PERU\n");
    let batch = desk.upload_list(upload("first.csv", &file("CID900001"))).await.unwrap();
    let columns = vec![
        (domain::smelters::ListColumn::Standard, 0),
        (domain::smelters::ListColumn::Metal, 1),
        (domain::smelters::ListColumn::Cid, 2),
        (domain::smelters::ListColumn::Country, 3),
    ];
    let said = About { class: LicenceClass::Paid, ..about("conformant", "2026-04-01") };
    desk.confirm_list(&batch, said, columns.clone()).await.unwrap();

    let next = desk.upload_list(upload("next.csv", &file("CID900002"))).await.unwrap();
    let preview = desk.preview_list(&next, None, None).await.unwrap();
    assert_eq!(preview.upload.file.columns, columns);
    assert_eq!((preview.about.source.as_str(), preview.about.class), ("Example", LicenceClass::Paid));
    assert_eq!((preview.about.kind.key(), preview.about.as_of), ("conformant", None));
    let head = desk.smelter_lists().await.unwrap().remove(0);
    assert_eq!(head.class, LicenceClass::Paid, "it goes with the list");
    let status = desk.smelter("CID900001", "2026-04-20".parse().unwrap()).await.unwrap().unwrap().as_of;
    assert!(!status.may_be_published());
    assert!(status.evidence.iter().any(|e| e.list == head.id));
}

#[tokio::test]
async fn names_of_a_programmes_list_get_their_numbers_where_the_lists_settle_them() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let known = format!("{HEAD}Gold,Kestrel,Kestrel Refining AG,Switzerland,CID900001\n");
    import(&desk, "reference", "2026-01-10", &known).await;
    let names = "Name,Country\nKESTREL REFINING,Switzerland\nSomebody else entirely,Peru\n";
    let batch = desk.upload_list(upload("lbma.csv", names)).await.unwrap();
    let columns = desk.preview_list(&batch, None, None).await.unwrap().upload.file.columns;
    let said = about("lbma", "2026-04-01");
    let preview = desk.preview_list(&batch, Some(said.clone()), Some(columns.clone())).await.unwrap();
    assert_eq!(preview.missing, []);
    let codes: Vec<_> = preview.list.issues.iter().map(|i| (i.row, i.code.as_ref())).collect();
    assert_eq!(codes, [(3, "cid_missing")], "nobody guesses");
    desk.confirm_list(&batch, said, columns).await.unwrap();
    let status = desk.smelter("CID900001", "2026-04-20".parse().unwrap()).await.unwrap().unwrap().as_of;
    assert_eq!(status.class, domain::smelters::StatusClass::ConformantLbma);
}
