//! RULE-2: which covered countries a text names.

use super::*;

/// What is named for certain, and what is likely.
fn read(text: &str) -> (String, String) {
    let named = named(text);
    (named.certain.join(" "), named.likely.join(" "))
}

fn certain(cases: &[(&str, &str)]) {
    all(cases.iter().map(|(text, codes)| (*text, *codes, "")));
}

/// Says all that differ, not just the first.
fn all<'a>(cases: impl Iterator<Item = (&'a str, &'a str, &'a str)>) {
    let wrong =
        cases.filter(|(text, certain, likely)| read(text) != ((*certain).to_owned(), (*likely).to_owned()));
    let wrong: Vec<String> = wrong.map(|(text, ..)| format!("{text}: {:?}", read(text))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rule_2_names_are_found_however_trade_writes_them() {
    certain(&[
        ("Congo, Democratic Republic of the", "CD"),
        ("Rwanda and Burundi", "BI RW"),
        ("RWANDA.", "RW"),
        ("DRC- Congo (Kinshasa)", "CD"),
        ("Congo (DRC)", "CD"),
        ("Congo DRC", "CD"),
        ("DRC/Congo", "CD"),
        ("Democratic Republic of Congo (DRC)", "CD"),
        ("DEMOCRATIC REPUBLIC OF THE CONGO", "CD"),
        ("Republic of Congo", "CG"),
        ("Republic of the Congo", "CG"),
        ("DR of Congo", "CD"),
        ("D.R. Congo", "CD"),
        ("D. R. Congo", "CD"),
        ("D.R.C.", "CD"),
        ("Dem. Rep. of Congo", "CD"),
        ("Congo, Dem. Rep.", "CD"),
        ("Zaire", "CD"),
        ("Katanga, DRC", "CD"),
        ("Tanzania (mine: Kabanga)", "TZ"),
        ("TANZANIA, UNITED REPUBLIC OF", "TZ"),
        ("Australia; DRC / Rwanda", "CD RW"),
        ("DRC and Republic of Congo", "CD CG"),
        ("Brazil,Rwanda,Bolivia", "RW"),
        ("Rwanda(60%) Ethiopia(40%)", "RW"),
        ("Mined in the east of Rwanda since 2014", "RW"),
        ("The tantalum is from Rwanda. The rest is from Brazil.", "RW"),
        ("L3: DRC, L2: Australia", "CD"),
        ("South Sudan", "SS"),
        ("S. Sudan", "SS"),
        ("Sudan, South", "SS"),
        ("Central African Republic", "CF"),
        ("Uganda\nZambia", "UG ZM"),
        ("ＲＷＡＮＤＡ", "RW"),
        ("Rwanda's mines", "RW"),
        ("CD", "CD"),
        ("rw", "RW"),
        ("CD; RW; TZ", "CD RW TZ"),
        ("COD, RWA", "CD RW"),
        ("DRC, RWA", "CD RW"),
    ]);
}

#[test]
fn rule_2_names_are_found_in_other_orders_and_short_forms_too() {
    certain(&[
        ("D R Congo", "CD"),
        ("RD Kongo", "CD"),
        ("Demokratische Rep. Kongo", "CD"),
        ("Kongo (Dem. Republik)", "CD"),
        ("Rep. Dem. Congo", "CD"),
        ("Congo Rép. Dém.", "CD"),
        ("Demokratik Kongo", "CD"),
        ("剛果民主共和国", "CD"),
        ("コンゴ（キンシャサ）", "CD"),
        ("Congo (CD)", "CD"),
        ("CD - Congo", "CD"),
        ("CG - Congo", "CG"),
        ("R. Congo", "CG"),
        // What leaves a place is from there.
        ("ex DRC", "CD"),
        ("ex Rwanda", "RW"),
        ("Republic Congo", "CG"),
        ("So. Sudan", "SS"),
        ("Rep. Centroafricana", "CF"),
        ("Rwanda|DRC", "CD RW"),
        ("1) Rwanda 2) Brazil", "RW"),
    ]);
}

#[test]
fn rule_2_names_are_known_in_the_languages_of_the_template() {
    certain(&[
        ("ルワンダ", "RW"),
        ("ﾙﾜﾝﾀﾞ", "RW"),
        ("コンゴ民主共和国", "CD"),
        ("コンゴ共和国、ウガンダ", "CG UG"),
        ("南スーダン", "SS"),
        ("南苏丹", "SS"),
        ("南蘇丹、盧安達", "RW SS"),
        ("刚果民主共和国", "CD"),
        ("刚果(金)", "CD"),
        ("刚果（金）和卢旺达", "CD RW"),
        ("中非共和国", "CF"),
        ("矿石来自坦桑尼亚和赞比亚的矿山", "TZ ZM"),
        ("非洲卢旺达", "RW"),
        ("르완다", "RW"),
        ("콩고민주공화국", "CD"),
        ("콩고 민주 공화국", "CD"),
        ("르완다와 우간다에서", "RW UG"),
        ("République démocratique du Congo", "CD"),
        ("RDC", "CD"),
        ("R.D. Congo", "CD"),
        ("Ouganda et Zambie", "UG ZM"),
        ("mines de l'Angola", "AO"),
        ("Ruanda", "RW"),
        ("aus Ruanda und Tansania", "RW TZ"),
        ("Demokratische Republik Kongo", "CD"),
        ("Südsudan", "SS"),
        ("Su\u{308}dsudan", "SS"),
        ("República Democrática do Congo", "CD"),
        ("Sudão do Sul", "SS"),
        ("Tanzânia", "TZ"),
        ("Sudán del Sur", "SS"),
        ("República Centroafricana", "CF"),
        ("Repubblica Democratica del Congo", "CD"),
        ("Sud Sudan", "SS"),
        ("Sud-Soudan", "SS"),
        ("Kongo DR", "CD"),
        ("République Dém. du Congo", "CD"),
        ("Güney Sudan", "SS"),
        ("Ruanda'dan", "RW"),
        ("Kongo Demokratik Cumhuriyeti", "CD"),
        ("Zambiya", "ZM"),
    ]);
}

#[test]
fn rule_2_what_is_denied_is_not_named() {
    let denied = [
        "Not from the Congo",
        "not from DRC",
        "non-DRC",
        "Non DRC",
        "NON-DRC/ADJOINING COUNTRIES",
        "DRC-free",
        "DRC free",
        "DRC conflict free",
        "DRC Conflict-Free",
        "no material from the DRC or adjoining countries",
        "None from DRC, Rwanda or Burundi",
        "not sourced from the DRC, Angola, Burundi, Central African Republic, Republic of the Congo, Rwanda, South Sudan, \
         Tanzania, Uganda and Zambia",
        "Outside DRC and adjoining countries",
        "other than DRC",
        "without DRC",
        "excluding Rwanda",
        "Rwanda excluded",
        "Australia (not Rwanda)",
        "DRC: no",
        "0% DRC",
        "RDC : nul",
        "null DRC",
        "doesn't source from DRC",
        "DRC is not a source",
        "nicht aus Ruanda",
        "keine Mineralien aus der DR Kongo",
        "außerhalb der Demokratischen Republik Kongo (DRC)",
        "ne provient pas de la RDC",
        "hors RDC",
        "no procede de Ruanda",
        "ningún material de la República Democrática del Congo",
        "não é da República Democrática do Congo",
        "non proviene dal Ruanda",
        "Ruanda'dan değil",
        "不来自刚果民主共和国",
        "不来自刚果（金）、卢旺达",
        "非刚果（金）",
        "非DRC",
        "没有来自DRC的矿石",
        "不含刚果(金)来源",
        "除刚果（金）以外",
        "コンゴ民主共和国以外",
        "コンゴ民主共和国、ルワンダを含まない",
        "ルワンダ産ではありません",
        "르완다 제외",
        "콩고산 아님",
        "not Congo (DRC)",
        "except DRC, Rwanda",
        "DRC conflict undeterminable",
        "w/o DRC",
        "anywhere but DRC",
        "all countries but the DRC",
        "from Brazil rather than Rwanda",
        "Brazil instead of Rwanda",
        "with the exception of Rwanda",
        "frei von DRC",
        "libre de RDC",
        "livre de RDC",
        "autre que la RDC",
        "à l'exception du Rwanda",
        "à l'exclusion de la RDC",
        "en dehors de la RDC",
        "au lieu de la RDC",
        "distinto de RDC",
        "con excepción de Ruanda",
        "com exceção de Ruanda",
        "diversi da RDC",
        "ad eccezione del Ruanda",
        "mit Ausnahme von Ruanda",
        "abgesehen von Ruanda",
        "esclusa RDC",
        "RDC harici",
        "DRC dışındaki ülkeler",
        "與剛果(金)無關",
        "르완다 이외",
    ];
    all(denied.into_iter().map(|text| (text, "", "")));
}

#[test]
fn rule_2_a_denial_reaches_no_further_than_it_says() {
    certain(&[
        ("Not from DRC, but from Rwanda", "RW"),
        ("None from DRC; Rwanda", "RW"),
        ("not only from Rwanda", "RW"),
        ("Non-ferrous ore, Rwanda", "RW"),
        ("No. 3 mine, Rwanda", "RW"),
        ("Rwanda, not DRC", "RW"),
        ("Rwanda (conflict free)", "RW"),
        ("Rwanda, conflict-free", "RW"),
        ("nicht aus dem Kongo, sondern aus Ruanda", "RW"),
        ("不仅来自卢旺达", "RW"),
        ("Not from China. Rwanda", "RW"),
        ("Rwanda, free of conflict", "RW"),
        ("Rwanda conflict free", "RW"),
    ]);
}

#[test]
fn rule_2_trade_shorthand_is_no_country() {
    for text in [
        "CF",
        "CF / recycled",
        "cf",
        "CF;",
        "R/S",
        "R / S",
        "recycled",
        "scrap",
        "CFSI",
        "RCS",
        "N/A",
        "-",
        "",
        " ",
        "Sudan",
        "Nigeria",
        "Niger",
        "Guinea",
        "Equatorial Guinea",
        "Papua New Guinea",
        "Chad",
        "Chad Miller",
        "Jordan",
        "Georgia, USA",
        "Romania",
        "Gambia",
        "Tasmania",
        "Namibia",
        "Mongolia",
        "苏丹",
        "南非",
        "スーダン",
        "Congolite",
        "Rwandatech",
        "AO Smith",
        "tz number",
        "Australia",
        "Cargo",
        "Bolivia (Plurinational State of)",
        "no",
        "Angolan goats",
        "CF / CF",
        "CF/RS",
        "CF; R/S",
    ] {
        assert_eq!(named(text).certain, Vec::<&str>::new(), "{text}");
    }
    for text in ["CF", "CF / recycled", "R/S", "Gambia", "Tasmania", "Nigeria", "Sudan", "Chad"] {
        assert_eq!(named(text).likely, Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn rule_2_what_is_only_likely_is_asked_about() {
    let likely = [
        ("Rwnada", "RW"),
        ("Rawanda", "RW"),
        ("Ugunda", "UG"),
        ("Tanzana", "TZ"),
        ("Sout Sudan", "SS"),
        ("Katanga", "CD"),
        ("North Kivu province", "CD"),
        ("Rwandan ore", "RW"),
        ("Rwanda?", "RW"),
        ("may be Rwanda", "RW"),
        ("We do not know whether it is from Rwanda", "RW"),
        ("cannot exclude DRC", "CD"),
        ("Unknown, possibly DRC", "CD"),
        ("No conflict, Rwanda", "RW"),
        ("可能来自卢旺达", "RW"),
        ("ルワンダかもしれない", "RW"),
        ("中非", "CF"),
    ];
    all(likely.into_iter().map(|(text, codes)| (text, "", codes)));
}

#[test]
fn rule_2_congo_alone_is_either_of_two_countries() {
    let both = [
        "Congo",
        "CONGO",
        "the Congo",
        "Kongo",
        "コンゴ",
        "刚果",
        "剛果的礦",
        "콩고",
        "ore from Congo.",
        "Congo?",
        "Congo, Africa",
    ];
    all(both.into_iter().map(|text| (text, "", "CD CG")));
    all([
        ("Congo (DRC)", "CD", ""),
        // A town beside it says which.
        ("Goma, Congo", "CD", ""),
        ("DRC and Congo", "CD", "CG"),
        ("Congo, Rwanda", "RW", "CD CG"),
        ("Congo Brazzaville", "CG", ""),
        ("コンゴ共和国", "CG", ""),
        ("刚果（布）", "CG", ""),
        ("Not from the Congo", "", ""),
    ]
    .into_iter());
    assert!(lies_in_covered("CONGO") && lies_in_covered("Katanga, DRC"));
    assert!(!lies_in_covered("Rwnada") && !lies_in_covered("Kongsberg"));
}

#[test]
fn rule_13_regions_are_no_countries() {
    for text in [
        "Asia",
        "ASIA",
        " Europe ",
        "EU",
        "Africa",
        "South East Asia",
        "Southeast Asia",
        "worldwide",
        "Global",
        "亚洲",
        "アジア",
        "아시아",
        "Asien",
        "Asie",
        "Ásia",
        "Avrupa",
        "Asia / Europe",
        "Asia, Africa",
        "Middle East",
        "世界",
        "Asia (various)",
        "EU countries",
        "Asia and Africa",
        "African continent",
        "Sub-Saharan Africa",
        "Great Lakes region",
        "all countries",
        "Naher Osten",
        "亚洲国家",
    ] {
        assert!(is_region(text), "{text}");
    }
    for text in [
        "",
        "China",
        "South Africa",
        "Central African Republic",
        "Asia, China",
        "USA",
        "America",
        "Asiatown",
        "United States",
        "North Korea",
    ] {
        assert!(!is_region(text), "{text}");
    }
}
