use super::*;
use crate::records::Supplier;
use crate::reports::Necessary;
use sheets::table_file;

fn template() -> &'static Template {
    domain::template::named("6.5").expect("a template")
}

#[test]
fn rep_e6_numbers_that_look_like_formulas_come_back_as_they_were() {
    let mut data = OwnData { version: 1, ..OwnData::default() };
    data.own.lines =
        ["-A1", "=B2", "@C3"].map(|n| ProductLine { number: n.into(), ..Default::default() }).into();
    let (columns, names) = (Column::all(&template().metals), Names::of(Vec::new()));
    let line = |line: &ProductLine| columns.iter().map(|c| c.text(line, &names)).collect();
    let head = columns.iter().map(|c| c.header()).collect();
    let rows = std::iter::once(head).chain(data.own.lines.iter().map(line));
    let file = table_file(&csv::table(rows), "products.csv").expect("a table");
    let plan = plan(&file, &data, &names, template()).expect("a plan");
    assert_eq!((plan.same, plan.new.len(), plan.problems.len()), (3, 0, 0), "{plan:?}");
}

#[test]
fn a_table_adds_and_changes_and_wipes_nothing() {
    let line = |number: &str| ProductLine {
        number: number.into(),
        name: "Relay".into(),
        requester_number: "CUST-7".into(),
        suppliers: vec!["gone".into()],
        ..ProductLine::default()
    };
    let mut data = OwnData { version: 3, ..OwnData::default() };
    data.own.lines = vec![line("P-1"), line("P-2"), line("P-3")];
    let book = ["V-1", "V-2"].map(|reference| Supplier {
        id: format!("s-{reference}").into(),
        reference: reference.into(),
        ..Supplier::default()
    });
    let names = Names::of(book.to_vec());
    let csv = "Product number,Name,Tin,Tin remains,Suppliers,Colour\r\nP-1,,function,yes,V-1; V-2,red\r\n\
               P-2,Relay,,,,\r\nP-9,Switch,none,,,\r\nP-9,Twice,,,,\r\nP-8,Bad,perhaps,,V-7,\r\n";
    let file = table_file(csv.as_bytes(), "products.csv").expect("a table");
    let plan = plan(&file, &data, &names, template()).expect("a plan");
    assert_eq!((plan.new.len(), plan.changed.len(), plan.same, plan.version), (1, 1, 1, 3));
    assert_eq!(plan.unknown, ["Colour"]);
    let after = &plan.changed[0].after;
    assert_eq!(
        (after.name.as_str(), after.requester_number.as_str()),
        ("Relay", "CUST-7"),
        "nothing is wiped"
    );
    assert_eq!(after.suppliers, ["gone", "s-V-1", "s-V-2"], "nor who cannot be named any more");
    assert_eq!((after.metals[0].to, after.metals[0].remains), (Some(Necessary::Function), Some(true)));
    let wrong: Vec<(u64, &str)> = plan.problems.iter().map(|p| (p.row, p.problem.text.as_str())).collect();
    assert_eq!(wrong, [(5, "problem.number_twice"), (6, "problem.necessary"), (6, "problem.no_supplier")]);
    // What a file writes, the import reads.
    let columns = Column::all(&template().metals);
    let rows = std::iter::once(columns.iter().map(|c| c.header()).collect())
        .chain([columns.iter().map(|c| c.text(after, &names)).collect::<Vec<_>>()]);
    let again = table_file(&csv::table(rows), "products.csv").expect("a table");
    data.own.lines[0] = after.clone();
    let again = super::plan(&again, &data, &names, template()).expect("a plan");
    assert_eq!((again.same, again.changed.len(), again.problems.len()), (1, 0, 0), "{again:?}");
}
