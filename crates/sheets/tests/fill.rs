//! Filling official blanks (© RMI, read from the folder that `TOUCHSTONE_SAMPLES` names): what is written is read
//! back, nothing else in the package changes, and a spreadsheet programme comes to the same results.

mod common;
mod office;
use common::*;
use domain::{Declaration, ProductRow, SmelterRow, template};
use sheets::{ReadError, WriteError, fill, recognise_blank};
use std::collections::{BTreeMap, BTreeSet};

const BLANKS: [(&str, usize); 4] =
    [("6.01-blank-zh", 995), ("6.22-blank-zh", 2000), ("6.4-blank", 2000), ("6.5-blank", 2000)];

/// A declaration with every question answered, and a smelter of each metal by CID alone.
fn complete(blank: &[u8]) -> Declaration {
    let w = read(blank).unwrap();
    let mut d = Declaration::default();
    for field in &w.template().unwrap().fields {
        let options = field.options();
        d.set(&field.key, if options.is_empty() { "Example & <Co> = 1" } else { &options[0] });
    }
    for key in ["company.contact_email", "company.authorizer_email"] {
        d.set(key, "a.person@example.com");
    }
    d.set("company.effective_date", "2026-03-31");
    d.set("b.comment", "https://example.com/policy");
    for metal in domain::template::CMRT_METALS {
        let known = w.lookup.iter().find(|s| s.metal == Some(metal)).unwrap();
        d.smelters.push(SmelterRow {
            cid: known.cid.clone(),
            mine: "=A Mine".into(),
            ..SmelterRow::default()
        });
    }
    d.products.push(ProductRow { number: "P-1".into(), comment: "#1".into(), ..ProductRow::default() });
    d
}

/// Rows that exercise every way in which a formula is kept, completed or replaced.
fn odd_rows(blank: &[u8]) -> Vec<SmelterRow> {
    let w = read(blank).unwrap();
    let known = w.lookup.iter().find(|s| !s.aliases.is_empty()).unwrap();
    let metal = known.metal.unwrap().name();
    let row = |cid: &str, metal: &str, lookup: &str, name: &str, country: &str| SmelterRow {
        cid: cid.into(),
        metal: metal.into(),
        lookup: lookup.into(),
        name: name.into(),
        country: country.into(),
        ..SmelterRow::default()
    };
    vec![
        row(&known.cid.to_lowercase(), "", "", "", ""),
        row(&known.cid, metal, &known.name, "", &known.country),
        row(&known.cid, "Tin", &known.aliases[0], "Its own name", "ATLANTIS"),
        row("", metal, &known.aliases[0], "", ""),
        row("CID999999", "", "", "Only a name", ""),
        row("CID999999", "Gold", "Somebody", "", "NORWAY"),
        row(&format!("{} ", known.cid), "", "", "", ""),
        row("CID*", "Gold", "A*", "", ""),
        row("", "Tungsten", "Smelter not listed", "Example Works", "NORWAY"),
        row("", "Tungsten", "smelter NOT listed", "", ""),
        row("", metal, "Smelter not listed", &known.aliases[0], ""),
        row("", "Tin", "Smelter not yet identified", "", ""),
        row("", "Gold", "", "", ""),
        row("", "", "Somebody", "", ""),
    ]
}

/// Everything that was declared is still there; what was blank is blank, or filled in from the template's own list.
fn assert_kept(name: &str, declared: &Declaration, got: &Declaration) {
    assert_eq!(got.answers, declared.answers, "{name}");
    assert_eq!(got.smelters.len(), declared.smelters.len(), "{name}");
    for (d, g) in declared.smelters.iter().zip(&got.smelters) {
        for col in domain::SmelterCol::ALL {
            let by_formula = d.get(*col).is_empty() && (1..=9).contains(&(*col as u32)) && *col as u32 != 3;
            assert!(by_formula || d.get(*col) == g.get(*col), "{name} {col:?}: {d:?} {g:?}");
        }
    }
    assert_eq!(got.products.len(), declared.products.len(), "{name}");
    for (d, g) in declared.products.iter().zip(&got.products) {
        for col in domain::ProductCol::ALL {
            assert_eq!(d.get(*col), g.get(*col), "{name}");
        }
    }
}

#[test]
fn every_official_blank_is_recognised_and_filled() {
    for (name, products) in BLANKS {
        let Some(blank) = sample_file(&format!("cmrt/{name}.xlsx")) else { continue };
        let known = recognise_blank(&blank).unwrap();
        assert!(name.starts_with(&known.version), "{name}");
        assert_eq!((known.seen, known.smelters, known.products), (true, 2500, products), "{name}");
        let mut d = complete(&blank);
        let filled = fill(&blank, &d).unwrap();
        let w = read(&filled).unwrap();
        assert_kept(name, &d, &w.declaration);
        assert_eq!(w.notices, [], "{name}");
        let facility = &w.declaration.smelters[0];
        assert!(!facility.lookup.is_empty() && facility.identification == facility.cid, "{name}");
        // What was completed once stays as it is.
        let again = fill(&blank, &w.declaration).unwrap();
        assert_eq!(read(&again).unwrap().declaration, w.declaration, "{name}");
        d.smelters = odd_rows(&blank);
        let w = read(&fill(&blank, &d).unwrap()).unwrap();
        assert_kept(name, &d, &w.declaration);
        assert_eq!(w.notices, [], "{name}");
        let again = read(&fill(&blank, &w.declaration).unwrap()).unwrap();
        assert_eq!(again.declaration, w.declaration, "{name}");
    }
}

/// Entries by name: method, checksum and compressed bytes.
fn entries(bytes: &[u8]) -> BTreeMap<String, (u32, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index_raw(i).unwrap();
            let mut data = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut data).unwrap();
            (file.name().unwrap().into_owned(), (file.crc32(), data))
        })
        .collect()
}

/// What may not change in a sheet: everything around its cells, and of each cell its look and its formula.
fn frame(bytes: &[u8], part: &str) -> (Vec<(String, String, Option<String>)>, String) {
    let (cells, around) = office::cells(&office::part(bytes, part));
    (cells.into_iter().map(|(name, c)| (name, c.look, c.formula)).collect(), around)
}

#[test]
fn nothing_else_in_the_package_changes() {
    for (name, _) in BLANKS {
        let Some(blank) = sample_file(&format!("cmrt/{name}.xlsx")) else { continue };
        let filled = fill(&blank, &complete(&blank)).unwrap();
        let (before, after) = (entries(&blank), entries(&filled));
        assert!(before.keys().eq(after.keys()), "{name}");
        let changed: Vec<&str> =
            before.iter().filter(|(k, v)| after[*k] != **v).map(|(k, _)| k.as_str()).collect();
        let sheets = ["sheet4", "sheet5", "sheet6", "sheet7"].map(|s| format!("xl/worksheets/{s}.xml"));
        let mut want: Vec<&str> = sheets.iter().map(String::as_str).collect();
        want.insert(0, WORKBOOK);
        assert_eq!(changed, want, "{name}");
        for part in &sheets {
            assert!(frame(&blank, part) == frame(&filled, part), "{name} {part}: more than values changed");
        }
        let text = |bytes: &[u8]| office::part(bytes, WORKBOOK);
        assert_eq!(text(&filled).replacen(" fullCalcOnLoad=\"1\"", "", 1), text(&blank), "{name}");
    }
}

#[test]
fn a_formula_that_gives_way_leaves_the_list_of_formulas() {
    let Some(blank) = sample_file("cmrt/6.5-blank.xlsx") else { return };
    let mut d = complete(&blank);
    d.smelters = odd_rows(&blank);
    let filled = fill(&blank, &d).unwrap();
    let chain = office::tags(&office::part(&filled, "xl/calcChain.xml"), "c");
    let listed: BTreeSet<String> =
        chain.into_iter().filter(|c| c["i"] == "5").map(|mut c| c.remove("r").unwrap()).collect();
    let cells = office::cells(&office::part(&filled, "xl/worksheets/sheet5.xml")).0;
    let real: BTreeSet<String> =
        cells.into_iter().filter(|(_, c)| c.formula.is_some()).map(|(name, _)| name).collect();
    assert!(listed.is_subset(&real), "{:?}", listed.difference(&real).take(3).collect::<Vec<_>>());
    assert!(!listed.contains("C7") && listed.contains("C5"), "the odd rows replace some and keep others");
}

#[test]
fn no_value_becomes_a_formula() {
    let Some(blank) = sample_file("cmrt/6.5-blank.xlsx") else { return };
    let mut d = complete(&blank);
    let starts = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "#REF!", "=cmd|' /C calc'!A0"];
    for (row, start) in d.smelters.iter_mut().zip(starts) {
        for col in [domain::SmelterCol::Lookup, domain::SmelterCol::Name, domain::SmelterCol::Comment] {
            start.clone_into(row.get_mut(col));
        }
    }
    d.set("company.name", starts[6]);
    d.products[0].number = starts[4].into();
    let own = sheets::write_own(&d, "6.5", "en").unwrap();
    let official = fill(&blank, &d).unwrap();
    for (bytes, sheets) in
        [(&own, ["sheet4", "sheet5", "sheet7"]), (&official, ["sheet4", "sheet5", "sheet7"])]
    {
        assert_kept("starts", &d, &read(bytes).unwrap().declaration);
        for sheet in sheets {
            let cells = office::cells(&office::part(bytes, &format!("xl/worksheets/{sheet}.xml"))).0;
            for (name, formula) in cells.into_iter().filter_map(|(n, c)| Some((n, c.formula?))) {
                let ours = ["1+1", "cmd", "SUM(1)", "#REF"].iter().any(|s| formula.contains(s));
                assert!(!ours, "{sheet} {name}: {formula}");
            }
        }
    }
}

#[test]
fn what_is_no_blank_is_refused_by_name() {
    let read = |e: ReadError| WriteError::Template(e);
    for (name, error) in [
        ("cmrt/6.5-filled.xlsx", WriteError::Filled { sheet: "Declaration".into(), cell: "D8".into() }),
        ("other/EMRT-2.1-blank.xlsx", read(ReadError::WrongTemplate { kind: "EMRT".into() })),
        ("other/AMRT-1.3-blank.xlsx", read(ReadError::WrongTemplate { kind: "AMRT".into() })),
        ("hostile/2.03a-encrypted.xlsx", read(ReadError::Encrypted)),
    ] {
        let Some(bytes) = sample_file(name) else { continue };
        assert_eq!(recognise_blank(&bytes), Err(error.clone()), "{name}");
        assert_eq!(fill(&bytes, &Declaration::default()), Err(error), "{name}");
    }
    let own = sheets::write_own(&Declaration::default(), "6.5", "en").unwrap();
    let unfamiliar = WriteError::Unfamiliar { part: "Smelter List".into() };
    assert_eq!(recognise_blank(&own), Err(unfamiliar));
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let Some(blank) = sample_file("cmrt/6.5-blank.xlsx") else { return };
    let mut d = Declaration {
        smelters: vec![SmelterRow { cid: "CID999999".into(), ..Default::default() }; 2501],
        ..Default::default()
    };
    let no_room = WriteError::NoRoom { sheet: "Smelter List".into(), rows: 2501, room: 2500 };
    assert_eq!(fill(&blank, &d), Err(no_room));
    d.smelters.clear();
    d.set("company.name", "x".repeat(32_768));
    assert_eq!(fill(&blank, &d), Err(WriteError::TooLong { sheet: "Declaration".into(), cell: "D8".into() }));
    d.set("company.name", "x".repeat(32_767));
    assert_eq!(read(&fill(&blank, &d).unwrap()).unwrap().declaration, d);
    d.set("q9.tin", "Yes");
    let no_place = |key: &str| Err(WriteError::NoPlace { key: key.into(), version: "6.5".into() });
    assert_eq!(fill(&blank, &d), no_place("q9.tin"));
    d.set("q9.tin", "");
    d.products.push(ProductRow { requester_name: "x".into(), ..ProductRow::default() });
    assert_eq!(fill(&blank, &d), no_place("product.requester_name"));
}

#[test]
fn libreoffice_comes_to_the_same_results_and_finds_nothing_missing() {
    for (name, _) in BLANKS {
        let Some(blank) = sample_file(&format!("cmrt/{name}.xlsx")) else { continue };
        let mut d = complete(&blank);
        let filled = fill(&blank, &d).unwrap();
        d.smelters.extend(odd_rows(&blank));
        d.set("q1.tin", "No");
        d.set("q2.gold", "");
        d.set("company.scope", template::SCOPE_PRODUCTS);
        let odd = fill(&blank, &d).unwrap();
        let Some(recalculated) = office::recalculate(&[("complete", &filled), ("odd", &odd)]) else { return };
        for ((ours, theirs), kind) in [filled, odd].iter().zip(&recalculated).zip(["complete", "odd"]) {
            for sheet in ["Smelter List", "Checker", "Product List"] {
                let (ours, theirs) = (office::values(ours, sheet), office::values(theirs, sheet));
                let differs = |cell: &&String| {
                    // The code of the province, and what a pattern hits, are left to whoever opens the file.
                    let hidden = sheet == "Smelter List" && cell.starts_with(['R', 'T', 'V']);
                    // So is the note on rows without details, which no formula of the sheet has at hand.
                    let note = sheet == "Checker" && cell.as_str() == "C69";
                    let open = (hidden || note) && !ours.contains_key(*cell);
                    // Labels repeat those of the questions, which lose their mark of what is required.
                    let label = sheet == "Checker" && cell.starts_with('A');
                    !open && !label && ours.get(*cell) != theirs.get(*cell)
                };
                let keys: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
                let differing: Vec<_> =
                    keys.into_iter().filter(differs).map(|c| (c, ours.get(c), theirs.get(c))).collect();
                assert!(
                    differing.is_empty(),
                    "{name} {kind} {sheet}: {:?}",
                    &differing[..differing.len().min(9)]
                );
            }
        }
        assert_eq!(
            office::values(&recalculated[0], "Checker").get("D2").map(String::as_str),
            Some("0"),
            "{name}"
        );
    }
}

#[test]
fn x01_what_libreoffice_saved_reads_the_same() {
    let declared = declaration();
    let ours = sheets::write_own_with_lookup(&declared, "6.5", "en", &list()).unwrap();
    let Some(saved) = office::recalculate(&[("ours", &ours)]) else { return };
    let (before, after) = (read(&ours).unwrap(), read(&saved[0]).unwrap());
    assert_eq!(after.declaration, before.declaration);
    assert_eq!((after.lookup, after.notices), (before.lookup, before.notices));
}
