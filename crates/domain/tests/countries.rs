//! Covered countries in the rules: what counts, what is asked about, where it is said.

mod support;

use domain::{Location, Severity, SmelterRow};
use support::{Case, base};

/// What is said of a row with this country of origin, by code and place.
fn said(q3: &str, mine_country: &str) -> Vec<(String, bool)> {
    let mut case = base();
    case.answers.insert("q3.tin".into(), q3.into());
    if q3 == "Yes" {
        case.answers.insert("q3.tin.comment".into(), "By the audit.".into());
        case.answers.insert("q4.tin".into(), "Yes".into());
        case.answers.insert("q4.tin.comment".into(), "By the audit.".into());
    }
    with_rows(&mut case, |row| row.mine_country = mine_country.into());
    let report = case.check();
    assert!(
        report.findings.iter().all(|f| f.severity != Severity::Error || f.code == "MTL008"),
        "{mine_country}"
    );
    let is_row = |l: &Location| matches!(l, Location::Row { .. });
    report.findings.iter().map(|f| (f.code.clone(), is_row(&f.location))).collect()
}

fn with_rows(case: &mut Case, change: impl Fn(&mut SmelterRow)) {
    let mut rows = case.smelters.take().unwrap_or_default();
    rows.iter_mut().for_each(change);
    case.smelters = Some(rows);
}

const CERTAIN: &[&str] = &[
    "Rwanda and Burundi",
    "RWANDA.",
    "DRC- Congo (Kinshasa)",
    "Congo (DRC)",
    "Democratic Republic of Congo (DRC)",
    "Republic of Congo",
    "DR of Congo",
    "Zaire",
    "Katanga, DRC",
    "Tanzania (mine: Kabanga)",
    "ルワンダ",
    "コンゴ民主共和国",
    "南苏丹",
    "The ore comes from mines in the east of Rwanda.",
];

// RULE-19
#[test]
fn rule_2_a_covered_country_contradicts_a_no_at_the_question_and_at_the_row() {
    for text in CERTAIN {
        assert_eq!(said("No", text), [("MTL008".to_owned(), false), ("MTL008".to_owned(), true)], "{text}");
        assert_eq!(said("Yes", text), [], "{text}");
    }
}

#[test]
fn rule_2_what_is_denied_or_shorthand_is_silent_and_what_is_likely_is_asked_about() {
    for text in [
        "CF",
        "CF / recycled",
        "R/S",
        "recycled",
        "not from DRC",
        "non-DRC",
        "DRC-free",
        "Australia",
        "不来自刚果（金）",
    ] {
        assert_eq!(said("No", text), [], "{text}");
        assert_eq!(said("Yes", text), [("MTL007".to_owned(), false)], "{text}");
    }
    for text in ["Rwnada", "Katanga", "may be from Rwanda"] {
        for q3 in ["No", "Yes"] {
            assert_eq!(said(q3, text), [("MTL014".to_owned(), true)], "{q3} {text}");
        }
    }
}

#[test]
fn rule_2_shorthand_beside_all_recycled_is_no_mine() {
    let says = |mine: &str| {
        let mut case = base();
        case.answers.insert("q5.tin".into(), "Yes".into());
        with_rows(&mut case, |row| {
            row.recycled = "Yes".into();
            row.mine_country = mine.into();
        });
        case.check().findings.iter().any(|f| f.code == "MTL012")
    };
    for text in [
        "",
        "R/S",
        "CF",
        "CF / R/S",
        "N/A",
        "-",
        "Recyclé",
        "reciclado",
        "Schrott",
        "再生",
        "スクラップ",
        "재활용",
        "hurda",
    ] {
        assert!(!says(text), "{text}");
    }
    for text in ["Peru", "Bisie mine", "中国"] {
        assert!(says(text), "{text}");
    }
}

#[test]
fn rule_19_every_row_that_lacks_a_covered_country_is_a_place_of_the_finding() {
    let mut case = base();
    for (key, answer) in [("q3.tin", "Yes"), ("q3.tin.comment", "By the audit."), ("q4.tin", "Yes")] {
        case.answers.insert(key.into(), answer.into());
    }
    let mut rows = case.smelters.take().unwrap_or_default();
    for (n, mine) in
        (2..).zip(["", "Peru", "Our smelter told us that all of its ore is bought on the market"])
    {
        rows.push(SmelterRow {
            id: domain::RowId(n),
            mine_country: mine.into(),
            mine: n.to_string(),
            ..rows[0].clone()
        });
    }
    case.smelters = Some(rows);
    let found = case.check().findings;
    let found: Vec<_> = found.iter().filter(|f| f.code == "MTL007").collect();
    assert_eq!(found.len(), 1);
    let places: Vec<String> = found[0].rows.iter().map(Location::id).collect();
    assert_eq!(places, [1, 2, 3, 4].map(|n| format!("smelter.{n}.mine_country")));
    let texts = domain::text::embedded::texts("en");
    assert!(found[0].what(texts).contains("rows 1, 2, 3, 4"), "{}", found[0].what(texts));
    // One row that names one, or may, and it is no longer said.
    for mine in ["Rwanda", "Congo"] {
        let mut rows = case.smelters.take().unwrap_or_default();
        rows[2].mine_country = mine.into();
        case.smelters = Some(rows);
        assert!(case.check().findings.iter().all(|f| f.code != "MTL007"), "{mine}");
    }
}

// RULE-19
#[test]
fn rule_19_rules_about_rows_name_every_row_as_a_place() {
    // By rule: at the question or the table, with the rows as places besides.
    for (code, rows) in [
        ("MTL007", 1),
        ("MTL011", 1),
        ("MTL012", 1),
        ("SML002", 1),
        ("SML013", 1),
        ("REV008", 1),
        ("REV015", 1),
    ] {
        let said = support::fixture(code, "invalid").judged_as(code).findings;
        assert!(said[0].rows.len() >= rows, "{code}: {:?}", said[0]);
        assert!(said[0].rows.iter().all(|l| matches!(l, Location::Row { .. })), "{code}");
    }
    let mut case = support::fixture("REV008", "invalid");
    let mut rows = case.smelters.take().unwrap_or_default();

    rows.extend(rows.clone().into_iter().map(|row| SmelterRow { id: domain::RowId(row.id.0 + 100), ..row }));
    let n = rows.len();
    case.smelters = Some(rows);
    let found = case.check_for_review().findings.into_iter().find(|f| f.code == "REV008").expect("the claim");
    assert!(found.rows.len() >= 2 && found.rows.len() <= n, "{:?}", found.rows);
}

/// What is said in the form of a row with this name, not in the list, with a country.
fn of_name(lookup: &str, name: &str, country: &str) -> Vec<String> {
    let mut case = base();
    with_rows(&mut case, |row| {
        row.cid.clear();
        (row.lookup, row.name, row.country) = (lookup.into(), name.into(), country.into());
    });
    case.check().findings.into_iter().map(|f| f.code).collect()
}

#[test]
fn rule_6_no_name_in_other_letters_is_met_with_silence() {
    for name in [
        "虚构冶炼厂",
        "云南锡业股份有限公司",
        "江西 Co., Ltd.",
        "JX金属株式会社",
        "三菱マテリアル",
        "ﾀﾅｶ貴金属",
        "고려아연",
        "Завод Металл",
        "บริษัท ไทย",
        "مصنع",
    ] {
        assert_eq!(of_name("Smelter not listed", name, "CHINA"), ["SML021"], "not listed: {name}");
        assert_eq!(of_name(name, "", "CHINA"), ["SML021"], "typed as a choice: {name}");
        assert_eq!(of_name(name, "", ""), ["SML020"], "without a country: {name}");
        assert_eq!(of_name("", name, "CHINA"), ["SML004"], "in column D: {name}");
        let open = of_name("Smelter not yet identified", name, "");
        assert!(open.contains(&"SML021".to_owned()), "not identified: {name}: {open:?}");
    }
    for name in
        ["Invented Works 虚构冶炼厂", "Nghệ Tĩnh Works", "İzabe A.Ş.", "Ｗｉｄｅ Works", "不明", "未知"]
    {
        let said = of_name("Smelter not listed", name, "CHINA");
        assert!(!said.contains(&"SML021".to_owned()), "{name}: {said:?}");
    }
    // An English name beside it can be read; a list that has the name knows the smelter, however it is written.
    assert!(of_name("虚构冶炼厂", "Invented Works", "CHINA").is_empty());
    let mut case = base();
    with_rows(&mut case, |row| {
        row.cid.clear();
        (row.lookup, row.country) = ("虚构冶炼厂　有限公司".into(), "CHINA".into());
    });
    case.references.as_mut().expect("a list")[0].aliases.push("虚构冶炼厂有限公司".into());
    assert!(case.check().findings.is_empty());
    // Without any list, nothing is known at all.
    case.references = Some(Vec::new());
    assert!(case.check().findings.iter().any(|f| f.code == "SML021"));
}

#[test]
fn rule_11_a_smelter_in_a_covered_country_is_a_question_for_the_reviewer() {
    // DESK-8
    for country in ["CONGO, DEMOCRATIC REPUBLIC OF THE", "UGANDA", "Rwanda", "卢旺达"] {
        let mut case = base();
        with_rows(&mut case, |row| row.country = country.into());
        let codes: Vec<String> = case.check_for_review().findings.into_iter().map(|f| f.code).collect();
        assert!(codes.contains(&"REV018".to_owned()), "{country}: {codes:?}");
        assert!(case.check().findings.is_empty(), "{country}: the supplier is not told of an error");
    }
}

#[test]
fn rule_11_what_is_recycled_comes_from_no_mine() {
    let mut case = base();
    case.answers.insert("q3.tin".into(), "Unknown".into());
    with_rows(&mut case, |row| {
        row.recycled = "Yes".into();
        row.mine_country = "Kolwezi, DRC".into();
    });
    assert!(case.check().findings.iter().any(|f| f.code == "MTL015" && f.severity == Severity::Warning));
}

#[test]
fn rule_13_a_smelter_that_is_not_listed_has_a_name_and_a_country() {
    let codes = |name: &str, country: &str| {
        let mut case = base();
        with_rows(&mut case, |row| {
            row.cid.clear();
            row.lookup = "Smelter not listed".into();
            (row.name, row.country) = (name.into(), country.into());
        });
        let all = [case.check().findings, case.check_for_review().findings].concat();
        let codes = all.into_iter().map(|f| f.code);
        codes.filter(|c| c.as_str() > "SML016" && c.starts_with("SML")).collect::<Vec<_>>().join(" ")
    };
    for name in [
        "Smelter not listed",
        "SMELTER NOT LISTED",
        "Smelter not yet identified",
        "Example Components Ltd",
        "EXAMPLE COMPONENTS",
        "not listed",
        "Tin smelter",
        "Our own refinery",
    ] {
        assert_eq!(codes(name, "PERU"), "SML017", "{name}");
    }
    for country in ["Asia", "EU", "worldwide", "Africa / Asia", "亚洲", "N/A", "Southeast Asia"] {
        assert_eq!(codes("Quite Other Works", country), "SML018", "{country}");
    }
    assert_eq!(codes("Quite Other Works", "Atlantis"), "SML019");
    for country in
        ["PERU", "Perú", "日本", "Shenzhen, China", "Allemagne", "DEU", "TAIWAN, PROVINCE OF CHINA", "Rwanda"]
    {
        assert_eq!(codes("Quite Other Works", country), "", "{country}");
    }
}

#[test]
fn l_d1_rows_are_the_same_however_their_letters_are_written() {
    let mut case = base();
    let row = |id: u64, name: &str| SmelterRow {
        id: domain::RowId(id),
        metal: "Tin".into(),
        lookup: "Smelter not listed".into(),
        name: name.into(),
        country: "TURKEY".into(),
        ..SmelterRow::default()
    };
    case.smelters = Some(vec![row(1, "İzabe Kalay Şti"), row(2, "I\u{307}ZABE KALAY S\u{327}TI")]);
    assert!(case.check().findings.iter().any(|f| f.code == "SML013"));
}

#[test]
fn rule_12_a_title_or_a_mailbox_is_nobody() {
    for (key, answers) in [
        ("company.contact_name", ["Mr.", "info", "Compliance Manager"]),
        ("company.authorizer_name", ["CEO", "President", "Quality Director"]),
    ] {
        for answer in answers {
            let mut case = base();
            case.answers.insert(key.into(), answer.into());
            let codes: Vec<String> = case.check().findings.into_iter().map(|f| f.code).collect();
            assert_eq!(codes, ["CMP003"], "{key}: {answer}");
        }
        let mut case = base();
        case.answers.insert(key.into(), "Maria Director-Lopez, CEO".into());
        assert!(case.check().findings.is_empty());
    }
}
