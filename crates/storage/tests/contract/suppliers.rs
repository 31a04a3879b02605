//! Suppliers: versions, uniqueness, lists, search, import.

use crate::bed::*;
use service::ports::StoreError;
use service::records::*;

async fn names(bed: &Bed, search: &str) -> Vec<String> {
    let filter = SupplierFilter { search: search.into(), limit: 100, ..Default::default() };
    bed.store.suppliers(&filter).await.unwrap().rows.into_iter().map(|s| s.name).collect()
}

pub async fn a_supplier_comes_back_as_stored(bed: Bed) {
    let supplier = Supplier {
        reference: "S-1".into(),
        relationship: Relationship::Indirect,
        via: "Trading House".into(),
        contact_name: "王小明".into(),
        country: "CN".into(),
        spend_share: Some(125),
        parts: "castings".into(),
        ..bed.new_supplier("Example 铸造")
    };
    let saved = bed.store.save_supplier(supplier.clone(), act("supplier.added")).await.unwrap();
    assert_eq!(saved, Supplier { version: 1, ..supplier });
    assert_eq!(bed.store.supplier(&saved.id).await.unwrap(), Some(saved.clone()));
    assert_eq!(bed.store.all_suppliers().await.unwrap(), vec![saved]);
    assert_eq!(bed.store.supplier(&"none".into()).await.unwrap(), None);
}

pub async fn a_stale_write_is_a_conflict(bed: Bed) {
    let supplier = bed.supplier("A").await;
    let one = Supplier { name: "One".into(), ..supplier.clone() };
    assert_eq!(bed.store.save_supplier(one.clone(), act("x")).await.unwrap().version, 2);
    let two = Supplier { name: "Two".into(), ..supplier };
    assert!(matches!(bed.store.save_supplier(two.clone(), act("x")).await, Err(StoreError::Conflict)));
    let nobody = Supplier { id: bed.id().into(), ..two };
    assert!(matches!(bed.store.save_supplier(nobody, act("x")).await, Err(StoreError::NotFound)));
    assert_eq!(names(&bed, "").await, vec!["One"]);
}

pub async fn references_are_unique_where_given(bed: Bed) {
    bed.supplier("A").await;
    bed.supplier("B").await;
    let with = |name: &str| Supplier { reference: "S-1".into(), ..bed.new_supplier(name) };
    bed.store.save_supplier(with("C"), act("x")).await.unwrap();
    let refused = bed.store.save_supplier(with("D"), act("x")).await;
    assert!(matches!(refused, Err(StoreError::Duplicate("supplier.reference"))), "{refused:?}");
}

pub async fn pages_follow_the_names_and_stay_put(bed: Bed) {
    for name in ["delta", "Bravo", "alpha", "Charlie", "charlie", "Écho"] {
        bed.supplier(name).await;
    }
    let mut filter = SupplierFilter { limit: 2, ..Default::default() };
    let mut seen = Vec::new();
    loop {
        let page = bed.store.suppliers(&filter).await.unwrap();
        seen.extend(page.rows.into_iter().map(|s| s.name.to_lowercase()));
        // What is added before the place where the reader stands does not push rows into the next page.
        bed.supplier("aaa").await;
        let Some(next) = page.next else { break };
        filter.after = Some(next);
    }
    assert_eq!(seen, vec!["alpha", "bravo", "charlie", "charlie", "delta", "écho"]);
}

pub async fn retired_suppliers_are_listed_apart(bed: Bed) {
    let supplier = bed.supplier("A").await;
    bed.supplier("B").await;
    let retired = Supplier { retired_at: Some(NOW), ..supplier };
    bed.store.save_supplier(retired, act("supplier.retired")).await.unwrap();
    assert_eq!(bed.store.supplier_counts().await.unwrap(), (1, 1));
    assert_eq!(names(&bed, "").await, vec!["B"]);
    let filter = SupplierFilter { retired: true, limit: 10, ..Default::default() };
    assert_eq!(bed.store.suppliers(&filter).await.unwrap().rows[0].name, "A");
}

pub async fn desk_suppliers_are_walked_back_and_counted(bed: Bed) {
    for name in ["a", "b", "c", "d", "e"] {
        let supplier = Supplier { relationship: Relationship::Indirect, ..bed.new_supplier(name) };
        bed.store.save_supplier(supplier, act("x")).await.unwrap();
    }
    bed.supplier("direct").await;
    let shown = async |filter: &SupplierFilter| {
        let page = bed.store.suppliers(filter).await.unwrap();
        let names: Vec<String> = page.rows.iter().map(|s| s.name.clone()).collect();
        (names.concat(), page.next, page.previous)
    };
    let indirect = Some(Relationship::Indirect);
    let first = SupplierFilter { relationship: indirect, limit: 2, ..Default::default() };
    assert_eq!(bed.store.suppliers_found(&first).await.unwrap(), 5);
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

pub async fn search_finds_parts_of_name_reference_and_address(bed: Bed) {
    let supplier = Supplier { reference: "REF-77".into(), ..bed.new_supplier("Müller Zinn") };
    bed.store
        .save_supplier(Supplier { email: "Kontakt@Zinn.example".into(), ..supplier }, act("x"))
        .await
        .unwrap();
    bed.supplier("Other").await;
    for search in ["müller", "MÜLLER", "er zi", "ref-77", "EF-7", "kontakt@", "zinn.EXAMPLE", "  zinn  "] {
        assert_eq!(names(&bed, search).await, vec!["Müller Zinn"], "{search}");
    }
    assert_eq!(names(&bed, "nowhere").await, Vec::<String>::new());
}

pub async fn hostile_texts_are_only_texts(bed: Bed) {
    let hostile =
        ["100% _sure_", r"back\slash", "'; DROP TABLE supplier; --", "\"quoted\"", "😀 $1 ?1", "%", "_"];
    for name in hostile {
        bed.supplier(name).await;
    }
    for name in hostile {
        let expected: Vec<&str> = hostile.into_iter().filter(|h| h.contains(name)).collect();
        let mut found = names(&bed, name).await;
        found.sort_by_key(|n| hostile.iter().position(|h| h == n));
        assert_eq!(found, expected, "{name}");
    }
    assert_eq!(names(&bed, "").await.len(), hostile.len());
    let far = SupplierFilter { after: Some("' OR 1=1".into()), limit: 100, ..Default::default() };
    assert_eq!(
        bed.store.suppliers(&far).await.unwrap().rows.len(),
        hostile.len(),
        "begins at the first page"
    );
}

pub async fn nul_characters_are_left_out(bed: Bed) {
    let supplier = bed.supplier("A\0B").await;
    assert_eq!(bed.store.supplier(&supplier.id).await.unwrap().unwrap().name, "AB");
    assert_eq!(names(&bed, "a\0b").await, vec!["AB"]);
    let entry = LogDraft { detail: "{\"x\":\"\0\"}".into(), ..act("x") };
    bed.store.log(entry).await.unwrap();
    crate::house::verify(&bed).await.unwrap();
    let request = bed.request(domain::workflow::RequestState::Opened).await;
    for _ in 0..2 {
        let saved = bed.store.save_draft(save(&request.id, 0, "one", "f:a", Some("x\0y"))).await.unwrap();
        assert_eq!(saved.revision, 1);
    }
    assert_eq!(bed.store.draft(&request.id).await.unwrap().entries["f:a"], "xy");
}

pub async fn an_import_is_all_or_none(bed: Bed) {
    let known = bed.supplier("Known").await;
    let batch = ImportBatch { id: "b".into(), member: "m".into(), document: "{}".into(), created_at: NOW };
    bed.store.put_import(batch.clone()).await.unwrap();
    assert_eq!(bed.store.import("b").await.unwrap(), Some(batch));
    let renamed = Supplier { name: "Renamed".into(), ..known.clone() };
    let with = |name: &str| Supplier { reference: "S-1".into(), ..bed.new_supplier(name) };
    let twins = vec![renamed.clone(), with("New 1"), with("New 2")];
    let refused = bed.store.apply_import("b", twins, act("import")).await;
    assert!(matches!(refused, Err(StoreError::Duplicate("supplier.reference"))), "{refused:?}");
    let stale = vec![bed.new_supplier("New"), Supplier { version: 9, ..renamed.clone() }];
    assert!(matches!(bed.store.apply_import("b", stale, act("import")).await, Err(StoreError::Conflict)));
    assert_eq!(names(&bed, "").await, vec!["Known"]);
    let good = vec![renamed, bed.new_supplier("New")];
    bed.store.apply_import("b", good.clone(), act("import")).await.unwrap();
    assert_eq!(names(&bed, "").await, vec!["New", "Renamed"]);
    assert!(
        matches!(bed.store.apply_import("b", good, act("import")).await, Err(StoreError::Conflict)),
        "used up"
    );
    assert_eq!(bed.store.import("b").await.unwrap(), None);
}

pub async fn ten_thousand_rows_are_imported_within_five_seconds(bed: Bed) {
    let batch = ImportBatch { id: "b".into(), member: "m".into(), document: "{}".into(), created_at: NOW };
    bed.store.put_import(batch.clone()).await.unwrap();
    let rows: Vec<Supplier> = (0..10_000)
        .map(|n| Supplier { reference: format!("S-{n}"), ..bed.new_supplier(&format!("Supplier {n}")) })
        .collect();
    let begin = std::time::Instant::now();
    bed.store.apply_import("b", rows, act("import")).await.unwrap();
    let first = begin.elapsed();
    // The same again as an update of every row.
    bed.store.put_import(batch).await.unwrap();
    let all = bed.store.all_suppliers().await.unwrap();
    let begin = std::time::Instant::now();
    let changed = all.into_iter().map(|s| Supplier { parts: "tin".into(), ..s }).collect();
    bed.store.apply_import("b", changed, act("import")).await.unwrap();
    println!("10,000 suppliers: added in {first:.1?}, updated in {:.1?}", begin.elapsed());
    assert!(first.as_secs() < 5, "{first:?}");
    assert!(begin.elapsed().as_secs() < 15, "{:?}", begin.elapsed());
    assert_eq!(bed.store.supplier_counts().await.unwrap(), (10_000, 0));
}
