//! Lists of smelters from files: what is read, what is guessed, what is reported.

use domain::Day;
use domain::smelters::list::{About, ListColumn, ListKind, SmelterList};
use domain::smelters::{History, Listed, Status, old_id};
use sheets::ReadError;
use sheets::lists::list_file;

fn xml(sheet: &str, rows: &[&[&str]]) -> String {
    let mut out = format!(
        "\u{feff}<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"{sheet}\"><Table>"
    );
    for row in rows {
        out += "<Row>";
        for cell in *row {
            let kind = if cell.contains("T00:00") { "DateTime" } else { "String" };
            out += &format!("<Cell><Data ss:Type=\"{kind}\">{cell}</Data></Cell>");
        }
        out += "</Row>";
    }
    out + "</Table></Worksheet></Workbook>"
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn build(bytes: &[u8], as_of: &str) -> SmelterList {
    let file = list_file(bytes, "list").expect("a list");
    assert_eq!(file.missing(file.kind), []);
    let about = About {
        kind: file.kind,
        as_of: as_of.parse().ok(),
        source: "test".into(),
        licence: "ours".into(),
        ..About::default()
    };
    file.build(about)
}

fn codes(list: &SmelterList) -> Vec<(u32, &str, bool)> {
    list.issues.iter().map(|n| (n.row, n.code.as_ref(), n.taken)).collect()
}

const HEADER: &[&str] =
    &["Metal", "Smelter Reference", "Standard Smelter Name", "Country", "Smelter ID", "City"];

#[test]
fn an_export_in_xml_of_2003_is_read_and_judged_row_by_row() {
    let text = xml(
        "Invented 2026-02-03",
        &[
            HEADER,
            &["Gold", "Old &amp; Mill", "North Mill", "NORWAY", "CID900001", "Bergen"],
            &["Gold", "North Mill", "North Mill", "NORWAY", "CID900001", "Bergen"],
            &["Gold", "North Mill", "North Mill", "NORWAY", "CID900001", "Bergen"],
            &["Tin", "North Mill", "North Mill", "NORWAY", "CID900001", ""],
            &["Tin", "`", "Back Works", "ATLANTIS", "CID900002", ""],
            &["Cobalt", "Blue Works", "Blue Works", "JAPAN", "CID900003", ""],
            &["Golld", "Slip Works", "Slip Works", "JAPAN", "CID900004", ""],
            &["Gold", "Short", "Short", "JAPAN", "CID90005", ""],
            &["Gold", "Nobody", "Nobody", "JAPAN", "", ""],
            &["Gold", "Smelter not listed", "", "", "", ""],
            &["Gold", "", "", "JAPAN", "CID900006", ""],
            &["Gold", "old mill", "Other Mill", "JAPAN", "CID900007", ""],
            &["printed by somebody", "", "", "", "", ""],
        ],
    );
    let file = list_file(text.as_bytes(), "x.xml").unwrap();
    assert_eq!((file.kind, file.as_of), (ListKind::Reference, Day::new(2026, 2, 3)));
    let list = build(text.as_bytes(), "2026-02-03");
    let names: Vec<_> =
        list.entries.iter().map(|e| (e.cid.as_str(), e.name.as_str(), e.aliases.len())).collect();
    assert_eq!(
        names,
        [("CID900001", "North Mill", 1), ("CID900002", "Back Works", 0), ("CID900007", "Other Mill", 1)]
    );
    assert_eq!(list.entries[0].aliases, ["Old & Mill"]);
    // What nobody asks about is kept beside them, under whatever name; a slip is told.
    let others: Vec<_> = list.others.iter().map(|e| (e.cid.as_str(), e.metal.name())).collect();
    assert_eq!(others, [("CID900003", "Cobalt"), ("CID900004", "Golld")]);
    let want = [
        (4, "repeated", false),
        (5, "metal_conflict", false),
        (6, "country", true),
        (6, "name", false),
        (8, "metal_kept", true),
        (9, "cid", false),
        (10, "cid_missing", false),
        (12, "name_missing", false),
        (14, "stray", false),
        (0, "name_shared", true),
    ];
    assert_eq!(codes(&list), want);
}

#[test]
fn revisions_tell_what_when_why_and_what_instead() {
    let text = xml(
        "Revisions",
        &[
            &[
                "Metal",
                "Smelter ID",
                "Standard Smelter Name",
                "Country",
                "Basis for Revision",
                "Details",
                "Revision Date",
            ],
            &[
                "Tin",
                "CID900001",
                "Split Works",
                "JAPAN",
                "Removed",
                "see Smelter IDs: CID900002; CID900003",
                "2020-05-04T00:00:00.000",
            ],
            &["Tin", "CID900001", "Split Works", "JAPAN", "Shrug", "", "2020-05-04"],
            &["Tin", "CID900001", "Split Works", "JAPAN", "Removed", "", "soon"],
        ],
    );
    let list = build(text.as_bytes(), "2026-01-01");
    assert_eq!(list.kind, ListKind::Revisions);
    assert_eq!(list.revisions.len(), 1);
    let one = &list.revisions[0];
    assert_eq!(
        (one.on.to_string().as_str(), one.successors.join(" ")),
        ("2020-05-04", "CID900002 CID900003".to_owned())
    );
    assert_eq!(codes(&list), [(3, "basis", false), (4, "date", false)]);
}

#[test]
fn a_csv_with_columns_of_its_own_can_be_put_right() {
    let csv = "Our list;;;\nStoff;Works;Number;Land\nTin;Smelter One;CID900001;Japan\n";
    let mut file = list_file(csv.as_bytes(), "own.csv").unwrap();
    // Metals and numbers are known by what stands there; which text is the name has to be said.
    assert_eq!(file.columns, [(ListColumn::Metal, 0), (ListColumn::Cid, 2)]);
    assert_eq!(file.missing(ListKind::Reference), [ListColumn::Name]);
    file.columns =
        vec![(ListColumn::Metal, 0), (ListColumn::Name, 1), (ListColumn::Cid, 2), (ListColumn::Country, 3)];
    let list = file.build(About { kind: ListKind::Own, ..About::default() });
    assert_eq!((list.entries.len(), list.issues.len()), (1, 0));
    assert_eq!(list.entries[0].country, "Japan");
}

#[test]
fn what_has_no_header_is_no_column() {
    let csv = "Metal,Name,Country\nTin,Smelter One,Japan,CID900001\n";
    let file = list_file(csv.as_bytes(), "own.csv").unwrap();
    assert!(file.columns.iter().all(|(_, at)| *at < file.header.len()), "{:?}", file.columns);
    assert_eq!(file.missing(ListKind::Reference), [ListColumn::Cid]);
}

#[test]
fn hostile_xml_is_refused_in_words() {
    let wide = "<Row ss:Index=\"2000000000\"><Cell><Data>x</Data></Cell></Row>";
    let far = "<Row><Cell ss:Index=\"16385\"><Data>x</Data></Cell></Row>";
    let book = |inside: &str| {
        format!(
            "<Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"S\"><Table>{inside}</Table></Worksheet></Workbook>"
        )
    };
    for inside in [wide, far] {
        assert!(matches!(list_file(book(inside).as_bytes(), ""), Err(ReadError::BadCell { .. })), "{inside}");
    }
    let many = "<Row/>".repeat(60_001);
    assert!(matches!(list_file(book(&many).as_bytes(), ""), Err(ReadError::TooLarge { .. })));
    let sparse = "<Row><Cell ss:Index=\"256\"><Data>x</Data></Cell></Row>".repeat(60_000);
    assert!(matches!(list_file(book(&sparse).as_bytes(), ""), Err(ReadError::TooLarge { .. })));
    let dtd = book("").replacen("<Workbook", "<!DOCTYPE a [<!ENTITY x 'y'>]><Workbook", 1);
    assert!(matches!(list_file(dtd.as_bytes(), ""), Err(ReadError::Unsafe { .. })));
    let entity = book("<Row><Cell><Data>&bomb;</Data></Cell></Row>");
    assert!(matches!(list_file(entity.as_bytes(), ""), Err(ReadError::Damaged { .. })));
    let honest = xml("S", &[HEADER, &["Gold", "A1", "A1", "", "CID900001", ""]]);
    let body = honest.find("<Worksheet").unwrap();
    for cut in (body..honest.len() - 1).step_by(7) {
        let part = String::from_utf8_lossy(&honest.as_bytes()[..cut]).into_owned();
        assert!(list_file(part.as_bytes(), "").is_err(), "{cut}");
    }
    assert_eq!(list_file(book("").as_bytes(), ""), Err(ReadError::NoTable));
}

fn sample(name: &str) -> Option<Vec<u8>> {
    let Some(dir) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("skipped: TOUCHSTONE_SAMPLES is not set, {name} was not read");
        return None;
    };
    Some(std::fs::read(std::path::Path::new(&dir).join(name)).expect("a sample"))
}

#[test]
fn real_lists_are_read_and_their_noise_is_named() {
    let mut lists = Vec::new();
    for (name, kind) in [
        ("lists/CMRT.xml", ListKind::Reference),
        ("lists/CONFORMANT.xml", ListKind::Conformant),
        ("lists/ACTIVE.xml", ListKind::Active),
        ("lists/REVISIONS.xml", ListKind::Revisions),
    ] {
        let Some(bytes) = sample(name) else { return };
        let file = list_file(&bytes, name).unwrap();
        assert_eq!(file.kind, kind, "{name}");
        let list = build(&bytes, "2026-08-22");
        println!(
            "{name}: {} entries, {} revisions, {} rows of other minerals, noise {:?}",
            list.entries.len(),
            list.revisions.len(),
            list.other_minerals,
            list.issues.iter().fold(std::collections::BTreeMap::new(), |mut all, n| {
                *all.entry(n.code.clone()).or_insert(0) += 1;
                all
            })
        );
        lists.push(list);
    }
    let [reference, conformant, active, revisions] = lists.as_slice() else { unreachable!() };
    assert_eq!((reference.entries.len(), conformant.entries.len(), active.entries.len()), (347, 234, 8));
    assert!(reference.entries.iter().map(|e| e.aliases.len()).sum::<usize>() > 300);
    assert_eq!(reference.issues.iter().filter(|n| n.text == "`").count(), 2, "the stray back-ticks");
    assert!(conformant.issues.iter().any(|n| n.code == "audit_future"));
    assert!(revisions.revisions.len() > 300);
    // Known and audited are two things.
    let listed = |cid: &str| reference.entries.iter().any(|e| e.cid == cid);
    assert_eq!(conformant.entries.iter().filter(|e| !listed(&e.cid)).count(), 25);

    let history = History::new(lists);
    let outside = history.lists().iter().find(|l| l.kind == ListKind::Conformant).unwrap();
    let outside =
        outside.entries.iter().find(|e| history.status_as_of(&e.cid, day("2026-08-22")).listed == Listed::No);
    assert_eq!(history.status_as_of(&outside.unwrap().cid, day("2026-08-22")).status, Status::Conformant);
}

/// The reference lists of the other templates have the columns of this one's. Their minerals are kept, though nobody is asked
/// about them yet: with every smelter once, by its standard name.
#[test]
fn reference_lists_of_the_other_templates_are_read() {
    let emrt: &[&[&str]] = &[
        HEADER,
        &["Cobalt", "Ferrowick Cobalt", "Ferrowick Refinery", "FINLAND", "CID900901", "Salo"],
        &["Cobalt", "Ferrowick Refinery", "Ferrowick Refinery", "FINLAND", "CID900901", "Salo"],
        &["Cobalt", "Smelter not listed", "", "", "", ""],
        &["Natural Graphite", "Smelter not yet identified", "", "", "", ""],
        &["Mica", "Glimmerby Mill", "Glimmerby Mill", "INDIA", "CID900931", "Giridih"],
    ];
    let amrt: &[&[&str]] = &[
        HEADER,
        &["Rare Earth Elements", "Oxbow Separation", "Oxbow Separation", "MALAYSIA", "CID900951", "Kuantan"],
        &["Zinc", "Harbour Zinc", "Harbour Zinc Works", "NORWAY", "CID900952", "Odda"],
        &["Silver", "Harbour Zinc", "Harbour Zinc Works", "NORWAY", "not given", "Odda"],
    ];
    let kept = |rows: &[&[&str]]| {
        let list = build(xml("Smelter Reference List", rows).as_bytes(), "2026-04-17");
        assert_eq!((list.kind, list.entries.len()), (ListKind::Reference, 0));
        let kept = |e: &domain::smelters::list::Entry| format!("{} {} {}", e.metal.name(), e.cid, e.name);
        let others: Vec<String> = list.others.iter().map(kept).collect();
        (others, list.issues.iter().filter(|n| !n.taken).map(|n| (n.row, n.code.to_string())).collect())
    };
    let refused =
        |all: &[(u32, &str)]| all.iter().map(|(row, code)| (*row, (*code).to_owned())).collect::<Vec<_>>();
    let emrt_says =
        ["Cobalt CID900901 Ferrowick Refinery", "Mica CID900931 Glimmerby Mill"].map(str::to_owned);
    assert_eq!(kept(emrt), (emrt_says.to_vec(), refused(&[])));
    let amrt_says = ["Rare earth elements CID900951 Oxbow Separation", "Zinc CID900952 Harbour Zinc Works"]
        .map(str::to_owned);
    assert_eq!(kept(amrt), (amrt_says.to_vec(), refused(&[(4, "cid")])));
}

#[test]
fn as_of_questions_on_real_lists() {
    let Some(bytes) = sample("lists/CMRT.xml") else { return };
    let mut lists = vec![build(&bytes, "2026-08-22")];
    lists.push(build(&sample("lists/REVISIONS.xml").unwrap(), "2026-08-22"));
    for (name, as_of) in [("cmrt/6.01-blank-zh.xlsx", "2020-05-19"), ("cmrt/6.5-blank.xlsx", "2025-04-25")] {
        let list = build(&sample(name).unwrap(), as_of);
        println!("{name}: {} entries, noise {:?}", list.entries.len(), codes(&list));
        lists.push(list);
    }
    assert_eq!((lists[2].entries.len(), lists[3].entries.len()), (311, 349));
    let history = History::new(lists);
    // Whoever was in 6.01 and is gone now: was it told that and why?
    let old = history.list_on(ListKind::Reference, day("2020-06-01")).unwrap();
    let (mut gone, mut told) = (0, 0);
    for entry in &old.entries {
        assert_eq!(history.status_as_of(&entry.cid, day("2020-05-20")).listed, Listed::Yes, "{}", entry.cid);
        let now = history.status_as_of(&entry.cid, day("2026-08-22"));
        if now.listed == Listed::No {
            gone += 1;
            told += usize::from(now.removal.is_some_and(|r| !r.why.is_empty()));
        }
    }
    println!("{gone} of 6.01 are gone, {told} with a reason");
    assert!(gone > 40 && told * 10 >= gone * 8);
    // One that the revisions send elsewhere.
    let split = history.lists().iter().flat_map(|l| &l.revisions).find(|r| r.successors.len() > 1).unwrap();
    let standing = history.status_as_of(&split.cid, day("2026-08-22"));
    assert_eq!(standing.removal.unwrap().successors, split.successors);
    let facilities = history.facilities(day("2026-08-22"));
    assert!(facilities.len() > 400 && facilities.iter().any(|f| f.removed.is_some()));
}

#[test]
fn real_old_identification_numbers_are_read() {
    let Some(bytes) = sample("cmrt/3.01-filled.xlsx") else { return };
    let list = build(&bytes, "2014-05-30");
    let ids: Vec<_> = list.entries.iter().flat_map(|e| e.old_ids.iter().map(move |o| (o, e.metal))).collect();
    println!("3.01: {} entries, {} old ids, noise {}", list.entries.len(), ids.len(), list.issues.len());
    assert!(ids.len() > 150);
    assert!(ids.iter().all(|(id, _)| old_id(id).is_some()));
}
