//! Steps of rows are drawn by the page.

use crate::keep;
use crate::samples::*;
use app::supplier::model::*;
use app::supplier::{SupplierPage, render};
use domain::{Draft, ProductRow, RowId, SmelterRow};

/// 1,000 rows are not 1,000 rows of HTML.
#[test]
fn rows_are_drawn_by_the_page() {
    let mut long = draft("x");
    let row = |i: u64| SmelterRow {
        id: RowId(i),
        order: i << 16,
        cid: format!("CID9{:05}", i),
        metal: domain::template::CMRT_METALS[i as usize % 4].name().into(),
        lookup: format!("Smelter number {i}"),
        country: "NORWAY".into(),
        ..SmelterRow::default()
    };
    long.declaration.smelters = (1..=2_500).map(row).collect();
    let mut many = page_of(&long, "x", smelters());
    (many.queries, many.conflicts, many.show_missing, many.notice) = (vec![], vec![], false, None);
    let many = render(SupplierPage::Answer(Box::new(many)), &shell(&assets(), "en"));
    keep("many.en", &many);
    let mut fresh = page_of(&Draft::default(), "x", first());
    (fresh.queries, fresh.conflicts, fresh.show_missing, fresh.notice) = (vec![], vec![], false, None);
    (fresh.revision, fresh.saved_at, fresh.references) = (0, None, Some("/answer/references.json".into()));
    for (language, _) in domain::text::LANGUAGES {
        let html = render(SupplierPage::Answer(Box::new(fresh.clone())), &shell(&assets(), language));
        keep(&format!("fresh.{language}"), &html);
    }
    long.declaration.smelters.truncate(1_000);
    let mut page = page_of(&long, "x", smelters());
    page.page = 2;
    let html = render(SupplierPage::Answer(Box::new(page)), &shell(&assets(), "en"));
    assert_eq!(html.matches("data-row=\"").count(), 25 + 3, "a page of rows and three blank ones");
    assert!(html.contains("smelter:51:cid") && !html.contains("smelter:76:cid"));
    assert!(html.contains("?page=39"));
}

#[test]
fn a_page_of_products_begins_where_it_should_however_few_smelters_there_are() {
    let mut long = Draft::default();
    let product = |i: u64| ProductRow {
        id: RowId(i),
        order: i << 16,
        number: format!("P-{i}"),
        ..ProductRow::default()
    };
    long.declaration.products = (1..=60).map(product).collect();
    long.declaration.set("company.scope", "B. Product (or List of Products)");
    let mut page = page_of(&long, "x", Step::Of(domain::template::Section::of(domain::Table::PRODUCTS)));
    page.page = 2;
    let html = render(SupplierPage::Answer(Box::new(page)), &shell(&assets(), "en"));
    assert!(html.contains("product:51:number") && html.contains("product:60:number"));
    assert!(!html.contains("product:50:number"));
}
