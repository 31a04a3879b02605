//! A template of another kind, with other metals, questions, cells, columns and rules: engine, rules, drafts and places
//! take it as it comes, for none of them knows the CMRT.

use super::*;
use crate::document::Document;
use crate::rules::{Settings, check};
use crate::table::TableWords;
use crate::{Change, Declaration, Draft, Location, ProductRow, References, RowId, SmelterRow, evaluate};

fn cobalt() -> Metal {
    Metal::new("Cobalt")
}

fn mica() -> Metal {
    Metal::new("Mica")
}

/// A table of its own, whose second column this version does not have.
fn grades() -> Table {
    Table::new(&TableWords {
        name: "grades".into(),
        key: "grade".into(),
        sheet: "Grades".into(),
        first_row: 4,
        columns: ["grade", "purity", "site"].map(String::from).into(),
    })
}

fn in_scope(metal: Metal) -> Cond {
    Cond::Is(format!("uses.{}", metal.key()), vec!["Yes".into()])
}

fn definition() -> Template {
    let metals = vec![cobalt(), mica()];
    let question = |(metal, row): (&Metal, u16)| Field {
        key: format!("uses.{}", metal.key()),
        text: "uses".into(),
        number: "1".into(),
        section: Section::new("uses"),
        metal: Some(*metal),
        cell: format!("E{row}"),
        input: Input::Choice(["Yes", "No", "Not declaring"].map(String::from).into()),
        other_spellings: Default::default(),
        visible: Cond::Always,
        required: Cond::Always,
        comment_of: None,
        checker: Some(CheckerRow { row: row + 10, test: CheckerTest::Filled, also: Cond::Always }),
    };
    let mut fields: Vec<Field> = metals.iter().zip(30u16..).map(question).collect();
    fields.push(Field {
        key: "origin.known".into(),
        text: "origin".into(),
        section: Section::new("origin"),
        metal: None,
        cell: "E40".into(),
        input: Input::LongText,
        visible: in_scope(mica()),
        checker: None,
        ..fields[0].clone()
    });
    let section = |key: &str, layout| SectionDef { section: Section::new(key), layout };
    Template {
        kind: "OTHER".into(),
        title: "Other Reporting Template (OTHER)".into(),
        version: "2.0".into(),
        questions: vec![section("uses", Layout::Metals), section("origin", Layout::Questions)],
        in_scope: metals.iter().map(|m| in_scope(*m)).collect(),
        tables: vec![
            TableDef::new(grades(), &[("grade", "C"), ("site", "D")], in_scope(cobalt())),
            TableDef::new(Table::PRODUCTS, &[("name", "B"), ("number", "E")], in_scope(mica())),
            TableDef::new(Table::SMELTERS, &[("metal", "A"), ("lookup", "B"), ("cid", "F")], Cond::Always),
        ],
        checker: CheckerRows { products: 60, smelters: 61, not_listed: 65, by_name: true },
        rules: ["ANS", "SML", "PRD"].map(String::from).into(),
        metals,
        fields,
        ..Template::default()
    }
}

fn codes(d: &Declaration) -> Vec<String> {
    let report = check(d, &definition(), &References::default(), Settings::default());
    report.findings.into_iter().map(|f| f.code).collect()
}

#[test]
fn the_engine_goes_by_its_sections_metals_and_tables() {
    let template = definition();
    assert_eq!(template.name(), "OTHER 2.0");
    let keys: Vec<_> = template.sections().into_iter().map(Section::key).collect();
    assert_eq!(keys, ["uses", "origin", "grades", "products", "smelters"]);
    let mut d = Declaration::default();
    d.set("uses.cobalt", "Yes");
    d.set("uses.mica", "No");
    let state = evaluate(&template, &d);
    assert!(state.needs_smelters(cobalt()) && !state.needs_smelters(mica()));
    assert!(!state.needs_rows(Table::PRODUCTS) && !state.is_relevant(Section::new("origin")));
    assert!(state.needs_rows(grades()));
    assert_eq!((state.total().done, state.total().required), (2, 4));
    d.set("uses.mica", "Yes");
    d.products.push(ProductRow { name: "Paint".into(), ..Default::default() });
    d.smelters.push(SmelterRow { metal: "cobalt".into(), cid: "CID900001".into(), ..Default::default() });
    let state = evaluate(&template, &d);
    // Its product list begins with the name, so the name is what makes a row.
    assert_eq!(state.progress(Section::of(Table::PRODUCTS)).done, 1);
    assert!(state.is_relevant(Section::new("origin")));
    assert_eq!((state.total().done, state.total().required), (4, 7));
    let rows = d.rows_mut(grades());
    *rows.add().cell_mut(0).unwrap() = "Battery".into();
    rows.add();
    let state = evaluate(&template, &d);
    assert_eq!((state.total().done, state.total().required), (5, 7));
    d.remove_empty(grades());
    assert_eq!(d.rows(grades()).count(), 1);
    d.set("uses.cobalt", "No");
    let state = evaluate(&template, &d);
    let left = crate::engine::leftovers(&template, &state, &d);
    assert!(left.iter().any(|(section, _)| *section == Section::of(grades())), "{left:?}");
    assert_eq!(crate::engine::sent(&state, &d).rows(grades()).count(), 0);
}

#[test]
fn places_in_a_table_of_its_own_are_read_and_have_cells() {
    let template = definition();
    let mut d = Declaration::default();
    d.rows_mut(grades()).add().place(RowId(7), 10, Some(9));
    for text in ["grades", "grade.7", "grade.7.site"] {
        let place: Location = text.parse().unwrap();
        assert_eq!(place.to_string(), text);
        assert!(place.is_of(&template));
    }
    let cell = |text: &str| text.parse::<Location>().unwrap().cell(&template, &d);
    assert_eq!(cell("grade.7.site"), Some(("Grades", "D9".to_owned())));
    let elsewhere = Some(("Grades", "C9".to_owned()));
    assert_eq!(cell("grade.7.purity"), elsewhere, "this version has no such column: the row's first cell");
    assert!("grade.7.smell".parse::<Location>().is_err());
    assert!("blends".parse::<Location>().is_ok_and(|place| place == Location::field("blends")));
    assert_eq!((Table::named("blends"), Table::parse("blend")), (None, None), "nobody made a table of it");
    let texts = crate::Texts::parse("en", "{}").unwrap();
    *d.rows_mut(grades()).row_mut(0).unwrap().cell_mut(0).unwrap() = "Battery".into();
    assert_eq!(grades().row_label(&texts, &d, RowId(7)), "answer.place.named");
    assert_eq!(grades().brief(), ["grade", "purity", "site"]);
}

#[test]
fn only_its_families_of_rules_hold_and_they_go_by_its_metals() {
    let mut d = Declaration::default();
    assert_eq!(codes(&d), ["ANS001", "ANS001"], "no question of the CMRT is missed");
    d.set("uses.cobalt", "Yes");
    d.set("uses.mica", "Perhaps");
    // The CMRT would call the mail address wrong and ask for a smelter of a metal that is not asked about here.
    d.set("company.contact_email", "nobody");
    d.set("q1.tin", "Yes");
    assert_eq!(codes(&d), ["ANS002", "SML001"]);
    let tin = SmelterRow { id: RowId(1), metal: "Tin".into(), lookup: "Works".into(), ..Default::default() };
    d.smelters.push(tin);
    assert!(codes(&d).contains(&"SML005".to_owned()));
}

#[test]
fn its_checker_and_its_cells_are_where_it_says() {
    let template = definition();
    let mut d = Declaration::default();
    d.set("uses.cobalt", "Yes");
    d.set("uses.mica", "Yes");
    let open = crate::check_official(&d, &template, &References::default()).open_rows;
    assert_eq!(open, [60, 61, 62]);
    d.smelters.push(SmelterRow { id: RowId(4), sheet_row: Some(9), ..Default::default() });
    let cell = |col: Option<&str>| {
        let row = Location::Row { table: Table::SMELTERS, row: RowId(4), col: col.map(str::to_owned) };
        row.cell(&template, &d).unwrap().1
    };
    assert_eq!((cell(Some("cid")), cell(None)), ("F9".to_owned(), "A9".to_owned()));
    assert_eq!(Location::field("uses.mica").cell(&template, &d).unwrap().1, "E31");
}

#[test]
fn a_draft_takes_its_questions_and_no_others() {
    let template = definition();
    let change = |path: &str, value: &str| Change { path: path.into(), value: Some(value.into()) };
    assert!(change("f:uses.cobalt", "Yes").validate(&template).is_ok());
    assert!(change("product:3", r#"{"name":"Paint"}"#).validate(&template).is_ok());
    assert!(change("f:q1.tin", "Yes").validate(&template).is_err());
}

/// What a page carries, what a draft keeps and what a file holds are all of its own words, and come back as they were.
#[test]
fn its_definition_its_drafts_and_its_files_are_read_back() {
    let json = serde_json::to_string(&definition()).unwrap();
    let template: Template = serde_json::from_str(&json).unwrap();
    assert_eq!(template, definition());
    assert!(json.contains(r#""metals":["cobalt","mica"]"#), "{json}");
    assert_eq!(template.find_section("origin").and_then(|s| template.layout(s)), Some(Layout::Questions));
    assert_eq!((template.find_section("metals"), template.metal("Tin")), (None, None));

    let mut draft = Draft::default();
    for (path, value) in [
        ("f:uses.cobalt", "Yes"),
        ("f:uses.mica", "Yes"),
        ("f:origin.known", "A quarry in Norway."),
        ("smelter:1", r#"{"metal":"Mica","lookup":"Works"}"#),
        ("grade:5", r#"{"id":5,"order":20,"grade":"Battery","site":"North"}"#),
        ("grade:3", r#"{"id":3,"order":10,"grade":"Alloy"}"#),
    ] {
        let change = Change { path: path.into(), value: Some(value.into()) };
        assert!(change.validate(&template).is_ok(), "{path}");
        draft.apply(&[change]);
    }
    let entries = draft.entries();
    assert_eq!(Draft::from_entries(entries.iter().map(|(k, v)| (&**k, &**v))), draft);

    // As what was submitted is stored.
    let stored = serde_json::to_string(&draft.declaration).unwrap();
    assert_eq!(serde_json::from_str::<Declaration>(&stored).unwrap(), draft.declaration, "{stored}");
    let plain = serde_json::to_string(&Declaration::default()).unwrap();
    assert!(!plain.contains("others"), "what was stored before is written as it was: {plain}");

    let known: &'static [Template] = vec![template].leak();
    let document = Document { template: &known[0], declaration: draft.declaration };
    let read = Document::parse_among(&document.to_json(), known).unwrap();
    assert_eq!(read.template.name(), "OTHER 2.0");
    assert_eq!(read.to_json(), document.to_json());
    assert_eq!(read.declaration.answer("origin.known"), "A quarry in Norway.");
    let told: Vec<&str> = read.declaration.rows(grades()).iter().map(|row| row.cell(0)).collect();
    assert_eq!(told, ["Alloy", "Battery"]);
}
