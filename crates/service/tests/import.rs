//! Importing suppliers: preview, problems, confirmation, importing again.

mod common;

use common::Portal;
use service::ServiceError;
use service::import::Uploaded;
use service::mapping::guess;
use service::records::Relationship;

fn table(csv: &str) -> Uploaded {
    Uploaded::read(csv.as_bytes(), "suppliers.csv").unwrap()
}

#[tokio::test]
async fn nothing_is_written_before_the_confirmation() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let t = table(
        "Supplier No.,Supplier,Type,E-mail,Language,Country\n1,Alpha,CM,a@a.example,中文,China\n2,Beta,,,,\n",
    );
    let mapping = guess(&t.header);
    let batch = desk.upload_suppliers(t).await.unwrap();
    let preview = desk.preview_import(&batch, None).await.unwrap();
    assert_eq!(
        (preview.new.len(), preview.changed.len(), preview.problems.len()),
        (2, 0, 0),
        "{:?}",
        preview.problems
    );
    let alpha = &preview.new[0].supplier;
    assert_eq!(
        (alpha.relationship, alpha.language.as_str(), alpha.country.as_str()),
        (Relationship::ContractManufacturer, "zh", "CN")
    );
    assert_eq!(desk.supplier_counts().await.unwrap(), (0, 0));
    assert_eq!(desk.confirm_import(&batch, mapping.clone(), false).await.unwrap(), (2, 0));
    assert_eq!(desk.supplier_counts().await.unwrap(), (2, 0));
    assert!(
        matches!(desk.confirm_import(&batch, mapping, false).await, Err(ServiceError::NotFound)),
        "once only"
    );
}

#[tokio::test]
async fn importing_again_updates_by_number_or_address() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let first = table("Number,Name,Email\n1,Alpha,a@a.example\n,Beta,b@b.example\n3,Gamma,c@c.example\n");
    let mapping = guess(&first.header);
    let batch = desk.upload_suppliers(first).await.unwrap();
    desk.confirm_import(&batch, mapping.clone(), false).await.unwrap();
    let again = table(
        "Number,Name,Email\n1,Alpha Group,a@a.example\n,Beta,B@b.example\n3,Gamma,new@c.example\n4,Delta,d@d.example\n",
    );
    let batch = desk.upload_suppliers(again).await.unwrap();
    let preview = desk.preview_import(&batch, None).await.unwrap();
    assert_eq!((preview.new.len(), preview.changed.len(), preview.unchanged), (1, 2, 1));
    assert_eq!(preview.changed[0].changes, [("name", "Alpha".to_owned(), "Alpha Group".to_owned())]);
    assert_eq!(desk.confirm_import(&batch, mapping, false).await.unwrap(), (1, 2));
    assert_eq!(desk.supplier_counts().await.unwrap(), (4, 0));
}

#[tokio::test]
async fn problems_are_named_by_row_and_column_and_stop_the_import() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let t = table(
        "Number,Name,Email,Country,Share\n1,Alpha,not an address,DE,\n1,Twice,,,\n3,,,,\n4,Delta,d@d.example,XX,200\n5,Fine,,,\n",
    );
    let mapping = guess(&t.header);
    let batch = desk.upload_suppliers(t).await.unwrap();
    let preview = desk.preview_import(&batch, None).await.unwrap();
    let places: Vec<(u32, &str)> = preview.problems.iter().map(|p| (p.row, p.column.as_str())).collect();
    assert_eq!(places, [(2, "Email"), (3, "Number"), (4, "Name"), (5, "Country"), (5, "Share")]);
    assert_eq!((preview.problems[1].value.as_str(), preview.problems[1].other), ("1", Some(2)));
    assert_eq!(preview.bad_rows, 4);
    assert!(matches!(
        desk.confirm_import(&batch, mapping.clone(), false).await,
        Err(ServiceError::Invalid(_))
    ));
    assert_eq!(desk.supplier_counts().await.unwrap(), (0, 0));
    assert_eq!(desk.confirm_import(&batch, mapping, true).await.unwrap(), (1, 0));
}

#[tokio::test]
async fn a_table_without_a_name_column_imports_nothing() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let batch = desk.upload_suppliers(table("x,y\n1,2\n")).await.unwrap();
    let preview = desk.preview_import(&batch, None).await.unwrap();
    assert_eq!(preview.problems[0].text, "problem.no_name_column");
    assert_eq!(preview.new.len(), 0);
}

#[tokio::test]
async fn ten_thousand_rows_are_imported_within_five_seconds() {
    let portal = Portal::new().await;
    let desk = portal.set_up().await;
    let mut csv = String::from("Number,Name,Contact,Email,Country\n");
    for i in 0..10_000 {
        csv.push_str(&format!("N{i},Supplier {i},Person {i},p{i}@s.example,CN\n"));
    }
    let begun = std::time::Instant::now();
    let t = table(&csv);
    let mapping = guess(&t.header);
    let batch = desk.upload_suppliers(t).await.unwrap();
    assert_eq!(desk.confirm_import(&batch, mapping, false).await.unwrap(), (10_000, 0));
    let took = begun.elapsed();
    println!("10,000 rows in {took:?}");
    assert!(took.as_secs_f64() < 5.0, "{took:?}");
}
