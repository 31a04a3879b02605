//! Form posts: what a browser without JavaScript sends becomes exactly the changes that were meant.
#![cfg(feature = "ssr")]

use app::supplier::parse_form;
use domain::{Change, Draft, RowId, SmelterRow};

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
}

fn change(path: &str, value: Option<&str>) -> Change {
    Change { path: path.into(), value: value.map(str::to_owned) }
}

fn draft() -> Draft {
    let mut draft = Draft::default();
    draft.declaration.set("company.name", "Kestrel Metalworks");
    draft.declaration.set("company.address", "Line one\nLine two");
    draft.declaration.smelters.push(SmelterRow {
        id: RowId(17),
        order: 1 << 16,
        cid: "CID900001".into(),
        comment: "keep".into(),
        ..SmelterRow::default()
    });
    draft
}

#[test]
fn what_did_not_change_is_no_change() {
    let posted = pairs(&[
        ("revision", "3"),
        ("f:company.name", "Kestrel Metalworks"),
        ("f:company.address", "Line one\r\nLine two"),
        ("f:company.id", ""),
        ("smelter:17:cid", "CID900001"),
        ("smelter:17:metal", ""),
        ("smelter:4000:cid", ""),
        ("smelter:4000:name", " "),
        ("why:SML014@smelter.17.cid", ""),
        ("then", "next"),
    ]);
    assert_eq!(parse_form(&posted, &draft()), vec![]);
}

#[test]
fn answers_explanations_and_removals_are_read() {
    let posted = pairs(&[
        ("f:company.name", ""),
        ("f:q1.tin", "Yes"),
        ("why:SML014@smelter.17.cid", "It was renamed."),
        ("delete", "smelter:17"),
        ("smelter:17:cid", "CID900002"),
    ]);
    assert_eq!(
        parse_form(&posted, &draft()),
        vec![
            change("f:company.name", None),
            change("f:q1.tin", Some("Yes")),
            change("smelter:17", None),
            change("why:SML014@smelter.17.cid", Some("It was renamed.")),
        ]
    );
}

#[test]
fn a_row_keeps_the_columns_that_the_page_did_not_show() {
    let mut after = draft();
    after.apply(&parse_form(&pairs(&[("smelter:17:metal", "Tin")]), &draft()));
    let row = &after.declaration.smelters[0];
    assert_eq!((row.metal.as_str(), row.cid.as_str(), row.comment.as_str()), ("Tin", "CID900001", "keep"));
}

#[test]
fn new_rows_go_behind_the_others_in_order() {
    let posted = pairs(&[("smelter:4000:name", "First"), ("smelter:4001:name", "Second")]);
    let mut after = draft();
    after.apply(&parse_form(&posted, &draft()));
    let names: Vec<&str> = after.declaration.smelters.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["", "First", "Second"]);
}

#[test]
fn every_change_fits_the_template_or_is_refused_by_it() {
    let posted = pairs(&[("f:company.name", "x"), ("product:1:number", "P-1"), ("smelter:x:cid", "1")]);
    let template = domain::template::cmrt("6.5").unwrap();
    let changes = parse_form(&posted, &draft());
    assert_eq!(changes.len(), 2);
    assert!(changes.iter().all(|c| c.validate(template).is_ok()));
}
