//! Suppliers: versions, uniqueness, lists, search, import.

use crate::test_db::*;
use service::ports::StoreError;
use service::records::*;
use service::suppliers::columns::Column;

async fn names(db: &TestDb, search: &str) -> Vec<String> {
    let filter = SupplierFilter { search: search.into(), limit: 100, ..Default::default() };
    db.store.suppliers(&Scope::Everything, &filter).await.unwrap().rows.into_iter().map(|s| s.name).collect()
}

pub async fn a_supplier_comes_back_as_stored(db: TestDb) {
    let mut supplier = Supplier {
        reference: "S-1".into(),
        relationship: Relationship::Indirect,
        via: "Trading House".into(),
        contact_name: "王小明".into(),
        country: "CN".into(),
        spend_share: Some(125),
        groups: "East Asia; Plating".into(),
        parts: "castings".into(),
        second_language: "de".into(),
        buyer_language: "zh".into(),
        ..db.new_supplier("Example 铸造")
    };
    for column in Column::ALL {
        if column.get(&supplier).is_empty() {
            column.put(&mut supplier, &format!("{} 因", column.key()), false).unwrap();
        }
    }
    assert!(Column::ALL.iter().all(|column| !column.get(&supplier).is_empty()));
    let saved = db.store.save_supplier(supplier.clone(), act("supplier.added")).await.unwrap();
    assert_eq!(saved, Supplier { version: 1, ..supplier });
    assert_eq!(db.store.supplier(&Scope::Everything, &saved.id).await.unwrap(), Some(saved.clone()));
    assert_eq!(db.store.all_suppliers(&Scope::Everything).await.unwrap(), vec![saved]);
    assert_eq!(db.store.supplier(&Scope::Everything, &"none".into()).await.unwrap(), None);
}

pub async fn a_stale_write_is_a_conflict(db: TestDb) {
    let supplier = db.supplier("A").await;
    let one = Supplier { name: "One".into(), ..supplier.clone() };
    assert_eq!(db.store.save_supplier(one.clone(), act("x")).await.unwrap().version, 2);
    let two = Supplier { name: "Two".into(), ..supplier };
    assert!(matches!(db.store.save_supplier(two.clone(), act("x")).await, Err(StoreError::Conflict)));
    let nobody = Supplier { id: db.id().into(), ..two };
    assert!(matches!(db.store.save_supplier(nobody, act("x")).await, Err(StoreError::NotFound)));
    assert_eq!(names(&db, "").await, vec!["One"]);
}

pub async fn references_are_unique_where_given(db: TestDb) {
    db.supplier("A").await;
    db.supplier("B").await;
    let with = |name: &str| Supplier { reference: "S-1".into(), ..db.new_supplier(name) };
    db.store.save_supplier(with("C"), act("x")).await.unwrap();
    let refused = db.store.save_supplier(with("D"), act("x")).await;
    assert!(matches!(refused, Err(StoreError::Duplicate("supplier.reference"))), "{refused:?}");
}

pub async fn pages_follow_the_names_and_stay_put(db: TestDb) {
    for name in ["delta", "Bravo", "alpha", "Charlie", "charlie", "Écho"] {
        db.supplier(name).await;
    }
    let mut filter = SupplierFilter { limit: 2, ..Default::default() };
    let mut seen = Vec::new();
    loop {
        let page = db.store.suppliers(&Scope::Everything, &filter).await.unwrap();
        seen.extend(page.rows.into_iter().map(|s| s.name.to_lowercase()));
        // What is added before the place where the reader stands does not push rows into the next page.
        db.supplier("aaa").await;
        let Some(next) = page.next else { break };
        filter.after = Some(next);
    }
    assert_eq!(seen, vec!["alpha", "bravo", "charlie", "charlie", "delta", "écho"]);
}

pub async fn retired_suppliers_are_listed_apart(db: TestDb) {
    let supplier = db.supplier("A").await;
    db.supplier("B").await;
    let retired = Supplier { retired_at: Some(NOW), ..supplier };
    db.store.save_supplier(retired, act("supplier.retired")).await.unwrap();
    assert_eq!(db.store.supplier_counts(&Scope::Everything).await.unwrap(), (1, 1));
    assert_eq!(names(&db, "").await, vec!["B"]);
    let filter = SupplierFilter { retired: true, limit: 10, ..Default::default() };
    assert_eq!(db.store.suppliers(&Scope::Everything, &filter).await.unwrap().rows[0].name, "A");
}

pub async fn desk_suppliers_are_walked_back_and_counted(db: TestDb) {
    for name in ["a", "b", "c", "d", "e"] {
        let supplier = Supplier { relationship: Relationship::Indirect, ..db.new_supplier(name) };
        db.store.save_supplier(supplier, act("x")).await.unwrap();
    }
    db.supplier("direct").await;
    let shown = async |filter: &SupplierFilter| {
        let page = db.store.suppliers(&Scope::Everything, filter).await.unwrap();
        let names: Vec<String> = page.rows.iter().map(|s| s.name.clone()).collect();
        (names.concat(), page.next, page.previous)
    };
    let indirect = Some(Relationship::Indirect);
    let first = SupplierFilter { relationship: indirect, limit: 2, ..Default::default() };
    assert_eq!(db.store.suppliers_found(&Scope::Everything, &first).await.unwrap(), 5);
    let (names, next, previous) = shown(&first).await;
    assert_eq!((names.as_str(), previous), ("ab", None));
    let second = SupplierFilter { after: next, ..first.clone() };
    let (names, _, previous) = shown(&second).await;
    assert_eq!(names, "cd");
    let (names, next, before) = shown(&SupplierFilter { before: previous, ..first.clone() }).await;
    assert_eq!((names.as_str(), before), ("ab", None));
    assert_eq!(shown(&SupplierFilter { after: next, ..first.clone() }).await.0, "cd");
    let down = SupplierFilter { reversed: true, ..first };
    let (names, next, _) = shown(&down).await;
    assert_eq!(names, "ed");
    assert_eq!(shown(&SupplierFilter { after: next, ..down }).await.0, "cb");
}

pub async fn suppliers_are_found_by_their_groups(db: TestDb) {
    let of = |name: &str, groups: &str| Supplier { groups: groups.into(), ..db.new_supplier(name) };
    let a = db.store.save_supplier(of("a", "East Asia; Plating"), act("x")).await.unwrap();
    db.store.save_supplier(of("b", "plating"), act("x")).await.unwrap();
    db.supplier("c").await;
    let found = async |key: &str| {
        let filter = SupplierFilter { group: Some(key.into()), limit: 10, ..Default::default() };
        let rows = db.store.suppliers(&Scope::Everything, &filter).await.unwrap().rows;
        assert_eq!(db.store.suppliers_found(&Scope::Everything, &filter).await.unwrap(), rows.len() as u64);
        rows.into_iter().map(|s| s.name).collect::<String>()
    };
    let group = |key: &str, name: &str| Group { key: key.into(), name: name.into() };
    let both = vec![group("east asia", "East Asia"), group("plating", "Plating")];
    assert_eq!(db.store.supplier_groups(&Scope::Everything).await.unwrap(), both);
    assert_eq!((found("plating").await.as_str(), found("east asia").await.as_str()), ("ab", "a"));
    // What changes is followed, by hand, by an import, and with a request.
    let a = db.store.save_supplier(Supplier { groups: "Castings".into(), ..a }, act("x")).await.unwrap();
    assert_eq!((found("plating").await.as_str(), found("castings").await.as_str()), ("b", "a"));
    let batch = ImportBatch { id: "b".into(), member: "m".into(), document: "{}".into(), created_at: NOW };
    db.store.put_import(batch).await.unwrap();
    let rows = vec![Supplier { groups: "plating".into(), ..a }, of("d", "Castings")];
    db.store.apply_import("b", rows, act("import")).await.unwrap();
    assert_eq!((found("plating").await.as_str(), found("castings").await.as_str()), ("ab", "d"));
    let asia: Vec<Group> = db.store.supplier_groups(&Scope::Everything).await.unwrap();
    assert_eq!(asia, [group("castings", "Castings"), group("plating", "plating")]);
}

pub async fn any_column_orders_the_list_and_the_pages_walk_through_it(db: TestDb) {
    use SupplierSort as By;
    let add = async |name: &str, mark: &str, share: Option<i64>, relationship: Relationship| {
        let new = Supplier {
            reference: format!("R-{mark}-{name}"),
            relationship,
            via: mark.into(),
            contact_name: mark.into(),
            email: format!("{}@{name}.example", mark.to_lowercase()),
            language: mark.to_lowercase(),
            country: mark.to_uppercase(),
            spend_share: share,
            parts: mark.into(),
            ..db.new_supplier(name)
        };
        db.store.save_supplier(new, act("x")).await.unwrap();
    };
    add("c", "De", Some(9), Relationship::Direct).await;
    add("a", "fr", None, Relationship::Indirect).await;
    add("e", "de", Some(10), Relationship::Direct).await;
    add("d", "en", Some(100), Relationship::Direct).await;
    add("b", "de", None, Relationship::ContractManufacturer).await;
    for (sort, expected) in [
        (By::Name, "abcde"),
        (By::Reference, "bceda"),
        (By::Relationship, "bcdea"),
        (By::Via, "bceda"),
        (By::ContactName, "bceda"),
        (By::Email, "bceda"),
        (By::Language, "bceda"),
        (By::Country, "bceda"),
        (By::SpendShare, "abced"),
        (By::Parts, "bceda"),
    ] {
        for reversed in [false, true] {
            let expected: String =
                if reversed { expected.chars().rev().collect() } else { expected.to_owned() };
            let mut filter = SupplierFilter { sort, reversed, limit: 2, ..Default::default() };
            let mut pages = Vec::new();
            loop {
                let page = db.store.suppliers(&Scope::Everything, &filter).await.unwrap();
                pages.push(page.rows.iter().map(|s| s.name.clone()).collect::<String>());
                match page.next {
                    Some(next) => filter.after = Some(next),
                    None => break assert_eq!(pages.concat(), expected, "{sort:?}"),
                }
                // Back from here is the page before, and on from there is this one again.
                let here = db.store.suppliers(&Scope::Everything, &filter).await.unwrap();
                let back = SupplierFilter { after: None, before: here.previous, ..filter.clone() };
                let back = db.store.suppliers(&Scope::Everything, &back).await.unwrap();
                let names = back.rows.iter().map(|s| s.name.clone()).collect::<String>();
                assert_eq!(
                    (names, back.next),
                    (pages.last().unwrap().clone(), filter.after.clone()),
                    "{sort:?}"
                );
            }
        }
    }
}

pub async fn search_finds_parts_of_name_reference_and_address(db: TestDb) {
    let supplier = Supplier { reference: "REF-77".into(), ..db.new_supplier("Müller Zinn") };
    db.store
        .save_supplier(Supplier { email: "Kontakt@Zinn.example".into(), ..supplier }, act("x"))
        .await
        .unwrap();
    db.supplier("Other").await;
    for search in ["müller", "MÜLLER", "er zi", "ref-77", "EF-7", "kontakt@", "zinn.EXAMPLE", "  zinn  "] {
        assert_eq!(names(&db, search).await, vec!["Müller Zinn"], "{search}");
    }
    assert_eq!(names(&db, "nowhere").await, Vec::<String>::new());
}

pub async fn hostile_texts_are_only_texts(db: TestDb) {
    let hostile =
        ["100% _sure_", r"back\slash", "'; DROP TABLE supplier; --", "\"quoted\"", "😀 $1 ?1", "%", "_"];
    for name in hostile {
        db.supplier(name).await;
    }
    for name in hostile {
        let expected: Vec<&str> = hostile.into_iter().filter(|h| h.contains(name)).collect();
        let mut found = names(&db, name).await;
        found.sort_by_key(|n| hostile.iter().position(|h| h == n));
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(names(&db, "").await.len(), hostile.len());
    let far = SupplierFilter { after: Some("' OR 1=1".into()), limit: 100, ..Default::default() };
    assert_eq!(
        db.store.suppliers(&Scope::Everything, &far).await.unwrap().rows.len(),
        hostile.len(),
        "begins at the first page"
    );
}

pub async fn nul_characters_are_left_out(db: TestDb) {
    let supplier = db.supplier("A\0B").await;
    assert_eq!(db.store.supplier(&Scope::Everything, &supplier.id).await.unwrap().unwrap().name, "AB");
    assert_eq!(names(&db, "a\0b").await, vec!["AB"]);
    let entry = LogDraft { detail: "{\"x\":\"\0\"}".into(), ..act("x") };
    db.store.log(entry).await.unwrap();
    crate::maintenance::verify(&db).await.unwrap();
    let request = db.request(domain::workflow::RequestState::Opened).await;
    for _ in 0..2 {
        let saved = db.store.save_draft(save(&request.id, 0, "one", "f:a", Some("x\0y"))).await.unwrap();
        assert_eq!(saved.revision, 1);
    }
    assert_eq!(db.store.draft(&request.id).await.unwrap().entries["f:a"], "xy");
}

pub async fn an_import_is_all_or_none(db: TestDb) {
    let known = db.supplier("Known").await;
    let batch = ImportBatch { id: "b".into(), member: "m".into(), document: "{}".into(), created_at: NOW };
    db.store.put_import(batch.clone()).await.unwrap();
    assert_eq!(db.store.import("b").await.unwrap(), Some(batch));
    let renamed = Supplier { name: "Renamed".into(), ..known.clone() };
    let with = |name: &str| Supplier { reference: "S-1".into(), ..db.new_supplier(name) };
    let twins = vec![renamed.clone(), with("New 1"), with("New 2")];
    let refused = db.store.apply_import("b", twins, act("import")).await;
    assert!(matches!(refused, Err(StoreError::Duplicate("supplier.reference"))), "{refused:?}");
    let stale = vec![db.new_supplier("New"), Supplier { version: 9, ..renamed.clone() }];
    assert!(matches!(db.store.apply_import("b", stale, act("import")).await, Err(StoreError::Conflict)));
    assert_eq!(names(&db, "").await, vec!["Known"]);
    let good = vec![renamed, db.new_supplier("New")];
    db.store.apply_import("b", good.clone(), act("import")).await.unwrap();
    assert_eq!(names(&db, "").await, vec!["New", "Renamed"]);
    assert!(
        matches!(db.store.apply_import("b", good, act("import")).await, Err(StoreError::Conflict)),
        "used up"
    );
    assert_eq!(db.store.import("b").await.unwrap(), None);
}

pub async fn ten_thousand_rows_are_imported_within_five_seconds(db: TestDb) {
    let batch = ImportBatch { id: "b".into(), member: "m".into(), document: "{}".into(), created_at: NOW };
    db.store.put_import(batch.clone()).await.unwrap();
    let rows: Vec<Supplier> = (0..10_000)
        .map(|n| {
            let groups = format!("Region {}; Unit {}", n % 7, n % 50);
            let reference = format!("S-{n}");
            Supplier { reference, groups, ..db.new_supplier(&format!("Supplier {n}")) }
        })
        .collect();
    let begin = std::time::Instant::now();
    db.store.apply_import("b", rows, act("import")).await.unwrap();
    let first = begin.elapsed();
    // The same again as an update of every row.
    db.store.put_import(batch).await.unwrap();
    let all = db.store.all_suppliers(&Scope::Everything).await.unwrap();
    let begin = std::time::Instant::now();
    let changed = all.into_iter().map(|s| Supplier { groups: "Region 1".into(), ..s }).collect();
    db.store.apply_import("b", changed, act("import")).await.unwrap();
    println!("10,000 suppliers: added in {first:.1?}, updated in {:.1?}", begin.elapsed());
    assert!(first.as_secs() < 5, "{first:?}");
    assert!(begin.elapsed().as_secs() < 15, "{:?}", begin.elapsed());
    assert_eq!(db.store.supplier_counts(&Scope::Everything).await.unwrap(), (10_000, 0));
}
