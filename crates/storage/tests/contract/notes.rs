//! Notes of the team, and texts that queries begin with.

use crate::test_db::*;
use service::ports::StoreError;
use service::records::*;
use std::collections::BTreeMap;

fn note(db: &TestDb, supplier: &Supplier, version: i64, text: &str) -> NoteVersion {
    NoteVersion {
        id: db.id(),
        version,
        supplier: supplier.id.clone(),
        request: None,
        text: text.into(),
        by: "m1".into(),
        at: NOW + version,
        removed: false,
    }
}

pub async fn a_note_keeps_what_it_said_and_names_a_member_once(db: TestDb) {
    let supplier = db.supplier("Alpha").await;
    let first = note(&db, &supplier, 1, "@Vera");
    let put = async |version: NoteVersion, named: &[&str], mail: &str| {
        let named = named.iter().map(|id| MemberId::from(*id)).collect();
        db.store.put_note(version, named, vec![db.mail(mail)], act("note.written")).await
    };
    put(first.clone(), &["v"], "mentioned:v:1").await.unwrap();
    let second = NoteVersion { version: 2, text: "@Vera @Mona".into(), at: NOW + 2, ..first.clone() };
    put(second.clone(), &["v", "m"], "mentioned:v:1").await.unwrap();
    assert!(matches!(put(second.clone(), &[], "x").await, Err(StoreError::Conflict)), "somebody was faster");
    assert_eq!(db.number("SELECT count(*) FROM outbox").await, 1, "one mail of one key");
    assert_eq!(
        db.store.notes(&Scope::Everything, &supplier.id).await.unwrap(),
        [first.clone(), second.clone()]
    );
    assert_eq!(db.store.note(&Scope::Everything, &first.id).await.unwrap(), Some(second.clone()));

    let mentions =
        async |member: &str| db.store.mentions(&Scope::Everything, &member.into(), 10).await.unwrap();
    let of_vera = mentions("v").await;
    assert_eq!((of_vera.len(), of_vera[0].at, &of_vera[0].note), (1, NOW + 1, &second), "as it stands");
    assert_eq!(of_vera[0].supplier, "Alpha");
    db.store.mention_seen(&first.id, &"v".into(), NOW + 5).await.unwrap();
    assert!(mentions("v").await.is_empty());
    assert_eq!(mentions("m").await.len(), 1);
    // A note that is gone calls nobody.
    let gone = NoteVersion { version: 3, text: String::new(), removed: true, at: NOW + 3, ..first };
    put(gone, &[], "y").await.unwrap();
    assert!(mentions("m").await.is_empty());
}

pub async fn a_text_for_queries_is_changed_as_it_was_seen(db: TestDb) {
    let template = QueryTemplate {
        id: db.id(),
        name: "Which plants".into(),
        texts: BTreeMap::from([("en".to_owned(), "Which plants?".to_owned())]),
        saved_at: NOW,
        saved_by: "m1".into(),
    };
    let put =
        async |it: &QueryTemplate, seen| db.store.put_query_template(it.clone(), seen, 2, act("x")).await;
    put(&template, None).await.unwrap();
    put(&QueryTemplate { id: db.id(), name: "another".into(), ..template.clone() }, None).await.unwrap();
    let third = QueryTemplate { id: db.id(), ..template.clone() };
    assert!(matches!(put(&third, None).await, Err(StoreError::Conflict)), "there are as many as may be");
    let names = async || {
        let all = db.store.query_templates().await.unwrap();
        all.into_iter().map(|it| it.name).collect::<Vec<_>>()
    };
    assert_eq!(names().await, ["another", "Which plants"], "by name, whatever the letters");
    let changed = QueryTemplate { name: "Plants".into(), saved_at: NOW + 1, ..template.clone() };
    put(&changed, Some(NOW)).await.unwrap();
    assert!(matches!(put(&changed, Some(NOW)).await, Err(StoreError::Conflict)), "saved since");
    assert_eq!(db.store.query_templates().await.unwrap()[1], changed);
    db.store.remove_query_template(&template.id, act("x")).await.unwrap();
    let again = db.store.remove_query_template(&template.id, act("x")).await;
    assert!(matches!(again, Err(StoreError::NotFound)));
    assert_eq!(names().await, ["another"]);
}
