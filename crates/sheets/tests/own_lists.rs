//! Lists that are no export of the initiative's: the company's own, areas, sanctions.

use domain::smelters::areas::Fit;
use domain::smelters::list::{About, ListKind, SmelterList};
use domain::smelters::{History, ListColumn};
use sheets::lists::{ListFile, list_file};

fn read(text: &str) -> ListFile {
    list_file(text.as_bytes(), "list.csv").unwrap()
}

fn built(file: &ListFile, as_of: &str) -> SmelterList {
    assert_eq!(file.missing(file.kind), []);
    file.build(About {
        kind: file.kind,
        as_of: as_of.parse().ok(),
        source: "invented".into(),
        ..About::default()
    })
}

fn problems(file: &ListFile, list: &SmelterList) -> Vec<String> {
    let said = |i: &domain::smelters::list::ListIssue| {
        let place = i.column.and_then(|c| file.place(c)).map_or(String::new(), |(letter, _)| letter);
        format!("{place}{} {} {}", i.row, i.code, if i.taken { "taken" } else { "left out" })
    };
    list.issues.iter().map(said).collect()
}

const OWN: &str = "metal,cid,name,country,class,reason,source_url,valid_from,valid_to
Tin,CID900001,First Works,PERU,high risk,grievance,https://example.org/1,2026-01-01,2026-06-30
Tin,CID900001,First Works,PERU,watched,after the grievance,,2026-07-01,
Gold,CID900002,Second Works,PERU,recycler,,,,
Gold,CID90000,Third Works,PERU,recycler,,,,
Gold,CID900004,Fourth Works,PERU,recycler,,,soon,
Gold,CID900005,Fifth Works,Atlantis,recycler,,,2026-05-01,2026-04-01
";

#[test]
fn an_own_list_marks_smelters_for_as_long_as_it_says() {
    let file = read(OWN);
    assert_eq!(file.kind, ListKind::Own);
    let list = built(&file, "2026-01-01");
    assert_eq!(
        problems(&file, &list),
        ["B5 cid left out", "H6 date left out", "D7 country taken", "I7 date left out"]
    );
    let history = History::new(vec![list]);
    let classes = |cid: &str, day: &str| -> Vec<String> {
        history.marks(cid, day.parse().unwrap()).into_iter().map(|m| m.class.clone()).collect()
    };
    assert_eq!(classes("cid900001", "2026-06-30"), ["high risk"]);
    assert_eq!(classes("CID900001", "2026-07-01"), ["watched"]);
    assert_eq!(classes("CID900002", "2030-01-01"), ["recycler"]);
    assert_eq!(classes("CID900002", "2025-12-31"), Vec::<String>::new(), "before the list's own day");
    assert_eq!(history.marks("CID900001", "2026-02-01".parse().unwrap())[0].source, "https://example.org/1");
}

#[test]
fn areas_are_countries_and_regions_and_a_country_alone_says_so() {
    let file = read(
        "country_iso2,region_code,region_name,status,source,as_of
CD,CD-NK,North Kivu,conflict-affected,https://example.org,2026-03-31
SS,,,high-risk,https://example.org,2026-03-31
CD,XX-1,Elsewhere,high-risk,,
CD,,No status,,,
Nowhere,,,high-risk,,
",
    );
    assert_eq!(file.kind, ListKind::Areas);
    let list = built(&file, "2026-03-31");
    assert_eq!(problems(&file, &list), ["B4 region left out", "D5 class left out", "A6 country left out"]);
    let history = History::new(vec![list]);
    let fits = |country: &str, region: &str| -> Vec<Fit> {
        history
            .areas(country, region, "2026-04-01".parse().unwrap())
            .into_iter()
            .map(|(_, fit)| fit)
            .collect()
    };
    assert_eq!(fits("CONGO, DEMOCRATIC REPUBLIC OF THE", "Goma, North Kivu"), [Fit::Region]);
    assert_eq!(fits("DR Congo", "Haut-Katanga"), []);
    assert_eq!(fits("CD", ""), [Fit::SomeRegion]);
    assert_eq!(fits("South Sudan", "anywhere"), [Fit::Country]);
    assert_eq!(fits("PERU", ""), []);
}

/// As the American list is handed out: no header, `-0-` for nothing, other names in a second file, an old end mark.
const NAMES: &str = "\
36,\"KESTREL REFINING COMPANY\",-0- ,\"INVENTED\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r
37,\"KESTREL, John\",\"individual\",\"INVENTED\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1970\"\r
38,\"OSPREY\",\"vessel\",\"INVENTED\",-0- ,\"H4\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r
\u{1a}\r
";
const OTHERS: &str = "\
36,12,\"aka\",\"ZOLOTO KESTREL OOO\",-0- \r
37,13,\"aka\",\"SECOND WORKS\",-0- \r
";

#[test]
fn sanctions_are_signals_with_both_spellings_and_for_companies_alone() {
    let file = read(NAMES);
    assert_eq!((file.kind, file.missing(ListKind::Sanctions)), (ListKind::Sanctions, vec![]));
    let names = built(&file, "2026-01-01");
    assert_eq!((names.sanctioned.len(), names.no_companies), (1, 2));
    assert_eq!(problems(&file, &names).len(), 1, "{:?}", names.issues);
    let others = built(&read(OTHERS), "2026-01-01");
    assert_eq!(others.sanctioned.len(), 2);
    let history = History::new(vec![names, others]);
    let screen = history.screen("2026-02-01".parse().unwrap());
    let found =
        screen.signals(["Kestrel Refining Co., Ltd.", "OOO Zoloto-Kestrel", "Second Works", "Kestrel"]);
    let said: Vec<_> =
        found.iter().map(|s| (s.ours.as_str(), s.theirs.as_str(), s.number.as_str())).collect();
    assert_eq!(
        said,
        [
            ("Kestrel Refining Co., Ltd.", "KESTREL REFINING COMPANY", "36"),
            ("OOO Zoloto-Kestrel", "ZOLOTO KESTREL OOO", "36"),
        ],
        "another name of a person is none of a company"
    );
    assert!(history.screen("2025-12-31".parse().unwrap()).signals(["Kestrel Refining"]).is_empty());
}

#[test]
fn a_programmes_list_needs_names_alone() {
    let file = read("name,country\nSecond Works,PERU\n");
    assert_eq!(file.missing(ListKind::Lbma), []);
    assert_eq!(file.missing(ListKind::Reference), [ListColumn::Metal, ListColumn::Cid]);
}
