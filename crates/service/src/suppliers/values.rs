//! What cells of a list of suppliers mean: relationships, shares of spend, countries, rows of totals.

use crate::records::Relationship;
use domain::smelters::country::country_code;

/// Letters and digits alone, in lower case.
fn plain(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Full-width digits and signs as they are elsewhere.
fn half_width(c: char) -> char {
    let plain = char::from_u32((c as u32).wrapping_sub(0xfee0));
    plain.filter(|_| ('\u{ff01}'..='\u{ff5e}').contains(&c)).unwrap_or(c)
}

/// The relationship that is meant, in the ten languages of the template; a blank means direct.
pub fn relationship(text: &str) -> Option<Relationship> {
    const DIRECT: &[&str] = &[
        "",
        "direct",
        "directsupplier",
        "tier1",
        "1",
        "first",
        "firsttier",
        "1sttier",
        "t1",
        "direkt",
        "direktlieferant",
        "direkterlieferant",
        "直接",
        "直接供应商",
        "一级",
        "一级供应商",
        "直接供應商",
        "直接取引",
        "直接仕入先",
        "一次",
        "直接サプライヤー",
        "직접",
        "직접공급업체",
        "1차",
        "directe",
        "fournisseurdirect",
        "rang1",
        "direto",
        "fornecedordireto",
        "directo",
        "proveedordirecto",
        "diretto",
        "fornitorediretto",
        "doğrudan",
        "dogrudan",
        "doğrudantedarikçi",
    ];
    const MANUFACTURER: &[&str] = &[
        "contractmanufacturer",
        "contractmanufacturing",
        "contractmfr",
        "contractmfg",
        "cm",
        "ems",
        "odm",
        "oem",
        "cmo",
        "lohnfertiger",
        "auftragsfertiger",
        "lohnfertigung",
        "auftragsfertigung",
        "emsprovider",
        "manufacturingservices",
        "代工厂",
        "代工",
        "合同制造商",
        "代工廠",
        "受託製造",
        "受託製造業者",
        "製造委託先",
        "委託製造",
        "위탁제조",
        "위탁제조업체",
        "수탁제조",
        "façonnier",
        "faconnier",
        "soustraitant",
        "fabricantsoustraitant",
        "fabricantecontratado",
        "fabricantesobcontrato",
        "fabricantecontratista",
        "fabricantebajocontrato",
        "maquilador",
        "produttoreconto terzi",
        "produttorecontoterzi",
        "terzista",
        "contoterzista",
        "fasonüretici",
        "fasonuretici",
        "sözleşmeliüretici",
        "sozlesmeliuretici",
    ];
    const INDIRECT: &[&str] = &[
        "indirect",
        "indirectsupplier",
        "tier2",
        "2",
        "second",
        "secondtier",
        "2ndtier",
        "t2",
        "tiern",
        "subtier",
        "indirekt",
        "indirekterlieferant",
        "unterlieferant",
        "vorlieferant",
        "间接",
        "间接供应商",
        "二级",
        "二级供应商",
        "間接供應商",
        "間接",
        "間接取引",
        "間接仕入先",
        "二次",
        "간접",
        "간접공급업체",
        "2차",
        "indirecte",
        "fournisseurindirect",
        "rang2",
        "indireto",
        "fornecedorindireto",
        "indirecto",
        "proveedorindirecto",
        "indiretto",
        "fornitoreindiretto",
        "dolaylı",
        "dolayli",
        "dolaylıtedarikçi",
    ];
    let kinds = [
        (DIRECT, Relationship::Direct),
        (MANUFACTURER, Relationship::ContractManufacturer),
        (INDIRECT, Relationship::Indirect),
    ];
    let of = |word: &str| {
        // One supplier's kind may stand in the plural of the list's heading.
        let one = word.strip_suffix('s').unwrap_or(word);
        kinds.iter().find(|(words, _)| words.contains(&word) || words.contains(&one)).map(|(_, kind)| *kind)
    };
    of(&plain(text)).or_else(|| level(&plain(text))).or_else(|| {
        // `Contract manufacturer (EMS)`, `indirect (via distributor)`, `Direct material supplier`: what its words say, where
        // they say one thing and deny nothing.
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).map(plain).filter(|w| !w.is_empty()).collect();
        if words.iter().any(|w| DENIES.contains(&w.as_str())) {
            return None;
        }
        let runs = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| (from, to)));
        let tells = |word: &String| !matches!(word.as_str(), "1" | "2" | "");
        let mut said: Vec<Relationship> = runs
            .map(|(from, to)| words[from..to].concat())
            .filter(tells)
            .filter_map(|word| of(&word).or_else(|| level(&word)))
            .collect();
        said.dedup();
        match said[..] {
            [one] => Some(one),
            _ => None,
        }
    })
}

/// `Tier 3`, `Tier II`, `T2`: the first is direct, whoever stands behind it is not.
fn level(word: &str) -> Option<Relationship> {
    let rest = ["tier", "level", "stufe", "rang", "nivel", "livello", "t"]
        .iter()
        .find_map(|w| word.strip_prefix(w))?;
    match rest {
        "1" | "i" | "one" => Some(Relationship::Direct),
        "2" | "3" | "4" | "5" | "ii" | "iii" | "iv" | "two" | "three" | "n" => Some(Relationship::Indirect),
        _ => None,
    }
}

/// Words that make another of what follows.
const DENIES: [&str; 12] =
    ["not", "no", "non", "nicht", "kein", "keine", "former", "ex", "pas", "nao", "não", "ni"];

/// The code of a country; a blank says none.
pub fn country(text: &str) -> Option<String> {
    // `DE - Germany` is one country.
    let beside = || country_code(&text.replace(" - ", "/").replace(" – ", "/"));
    let code = if text.is_empty() {
        Some("")
    } else {
        country_code(text).or_else(beside).or_else(|| road_sign(text))
    };
    code.map(str::to_owned)
}

/// The country whose cars bear this letter, as older address books of Europe and Japan name it: `D`, `F`. The signs of
/// one letter under the Convention on Road Traffic, where suppliers are; a small letter is none.
fn road_sign(text: &str) -> Option<&'static str> {
    const SIGNS: [(&str, &str); 14] = [
        ("A", "AT"),
        ("B", "BE"),
        ("D", "DE"),
        ("E", "ES"),
        ("F", "FR"),
        ("H", "HU"),
        ("I", "IT"),
        ("J", "JP"),
        ("L", "LU"),
        ("M", "MT"),
        ("N", "NO"),
        ("P", "PT"),
        ("S", "SE"),
        ("T", "TH"),
    ];
    SIGNS.iter().find(|(sign, _)| *sign == text.trim()).map(|(_, code)| *code)
}

/// What to say of a text that is no country.
pub fn no_country(text: &str) -> &'static str {
    if domain::country::is_either_congo(text) { "problem.congo" } else { "problem.country" }
}

/// Reads a share of spend as hundredths of a percent: `12.5`, `12,5 %`; with `fractions`, where the file means 1 by
/// the whole, `0.125`. A sign of percent always means percent.
pub fn share(text: &str, fractions: bool) -> Result<Option<i64>, &'static str> {
    let mut text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    for word in ["percent", "prozent", "pct", "pct."] {
        if text.to_ascii_lowercase().ends_with(word) {
            text.replace_range(text.len() - word.len().., "%");
        }
    }
    let bare = text.trim_end_matches('%').trim_start_matches('%').replace(',', ".");
    if bare.is_empty() {
        return Ok(None);
    }
    let signed = bare.len() < text.len();
    let number: f64 = bare.parse().map_err(|_| "problem.share")?;
    let percent = if fractions && !signed { number * 100.0 } else { number };
    if !(0.0..=100.0).contains(&percent) {
        return Err("problem.share");
    }
    Ok(Some((percent * 100.0).round() as i64))
}

/// Hundredths of a percent as percent: `125` is `1.25`.
pub fn percent(hundredths: i64) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Whether the name of a row is that of a total and not of a supplier.
pub fn is_total(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "total",
        "totals",
        "grandtotal",
        "subtotal",
        "sum",
        "sumtotal",
        "totalspend",
        "overalltotal",
        "summe",
        "gesamt",
        "gesamtsumme",
        "gesamtbetrag",
        "insgesamt",
        "zwischensumme",
        "endsumme",
        "合计",
        "总计",
        "小计",
        "总和",
        "合計",
        "総計",
        "小計",
        "總計",
        "합계",
        "총계",
        "소계",
        "totalgénéral",
        "totalgeneral",
        "soustotal",
        "somme",
        "totalgeral",
        "soma",
        "suma",
        "sumatotal",
        "totale",
        "totalegenerale",
        "somma",
        "toplam",
        "geneltoplam",
        "aratoplam",
        "total€",
        "totalusd",
        "totaleur",
    ];
    // What stands beside such a word: of what, in what, of when, how many.
    const BESIDE: &[&str] = &[
        "suppliers",
        "supplier",
        "vendors",
        "rows",
        "records",
        "count",
        "amount",
        "spend",
        "all",
        "of",
        "report",
        "grand",
        "in",
        "eur",
        "usd",
        "cny",
        "rmb",
        "jpy",
        "gbp",
        "net",
        "lieferanten",
        "general",
        "général",
        "geral",
        "家",
        "家供应商",
    ];
    if name.trim().starts_with('Σ') || name.trim().starts_with('∑') {
        return true;
    }
    let bare = |word: &str| -> String { plain(word).chars().filter(|c| !c.is_ascii_digit()).collect() };
    let is = |word: &String| WORDS.contains(&word.as_str());
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).map(bare).filter(|w| !w.is_empty()).collect();
    is(&bare(name)) || (words.iter().any(is) && words.iter().all(|w| is(w) || BESIDE.contains(&w.as_str())))
}

/// Whether a cell holds what a spreadsheet says where it could not reckon: `#REF!`, `#N/A`.
pub fn is_fault(text: &str) -> bool {
    const FAULTS: [&str; 12] = [
        "#N/A",
        "#REF!",
        "#NAME?",
        "#VALUE!",
        "#DIV/0!",
        "#NULL!",
        "#NUM!",
        "#NV",
        "#BEZUG!",
        "#WERT!",
        "#SPILL!",
        "#GETTING_DATA",
    ];
    FAULTS.iter().any(|fault| fault.eq_ignore_ascii_case(text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_7_relationships_in_the_languages_of_the_template() {
        for (text, want) in [
            ("", Relationship::Direct),
            ("Tier 1", Relationship::Direct),
            ("Direkt", Relationship::Direct),
            ("直接", Relationship::Direct),
            ("Contract Manufacturer", Relationship::ContractManufacturer),
            ("EMS", Relationship::ContractManufacturer),
            ("Contract Manufacturers", Relationship::ContractManufacturer),
            ("受託製造", Relationship::ContractManufacturer),
            ("Sous-traitant", Relationship::ContractManufacturer),
            ("Indiretto", Relationship::Indirect),
            ("Dolaylı", Relationship::Indirect),
            ("tier-2", Relationship::Indirect),
        ] {
            assert_eq!(relationship(text), Some(want), "{text}");
        }
        for (text, want) in [
            ("Tier I", Relationship::Direct),
            ("Tier-II", Relationship::Indirect),
            ("Tier 3", Relationship::Indirect),
            ("Direct material supplier", Relationship::Direct),
            ("Contract manufacturer (EMS)", Relationship::ContractManufacturer),
            ("indirect (via distributor)", Relationship::Indirect),
            ("OEM/ODM", Relationship::ContractManufacturer),
            ("Lohnfertigung", Relationship::ContractManufacturer),
            ("直接 (一级)", Relationship::Direct),
        ] {
            assert_eq!(relationship(text), Some(want), "{text}");
        }
        for text in ["friend", "not direct", "direct / indirect", "Distributor", "Level", "12"] {
            assert_eq!(relationship(text), None, "{text}");
        }
    }

    #[test]
    fn desk_2_shares_with_and_without_a_sign() {
        for (text, fractions, want) in [
            ("1.14 %", false, Ok(Some(114))),
            ("1,14%", true, Ok(Some(114))),
            ("0.0114", true, Ok(Some(114))),
            ("0.0114", false, Ok(Some(1))),
            ("１２.５％", false, Ok(Some(1250))),
            ("%12", false, Ok(Some(1200))),
            ("12 percent", true, Ok(Some(1200))),
            ("7,5 Prozent", false, Ok(Some(750))),
            ("1.234,5", false, Err("problem.share")),
            ("", false, Ok(None)),
            ("101", false, Err("problem.share")),
            ("1.5", true, Err("problem.share")),
            ("-1", false, Err("problem.share")),
            ("NaN", false, Err("problem.share")),
        ] {
            assert_eq!(share(text, fractions), want, "{text}");
        }
    }

    #[test]
    fn case_7_countries_by_the_letter_on_their_cars() {
        for (text, want) in
            [("D", Some("DE")), (" F ", Some("FR")), ("A", Some("AT")), ("d", None), ("X", None)]
        {
            assert_eq!(country(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn shares_round_trip() {
        for (text, n) in [("1.25", 125), ("0.5", 50), ("100", 10_000), ("7", 700)] {
            assert_eq!((share(text, false), percent(n).as_str()), (Ok(Some(n)), text));
        }
    }

    #[test]
    fn case_4_totals_are_no_suppliers() {
        for text in [
            "Total",
            "TOTAL:",
            "Grand total",
            "Summe",
            "合计",
            "Total suppliers: 210",
            "Toplam",
            "Total 2026",
            "TOTAL (2 suppliers)",
            "Gesamtbetrag",
            "Gesamtsumme (EUR)",
            "Summe gesamt",
            "Sum of spend",
            "Σ",
            "Total spend 2026",
            "Report total:",
            "合计 (210家)",
        ] {
            assert!(is_total(text), "{text}");
        }
        for text in [
            "Total Energies",
            "Totalmetal GmbH",
            "Sum Yee Ltd",
            "Summa AG",
            "Report GmbH",
            "All Supplier Ltd",
        ] {
            assert!(!is_total(text), "{text}");
        }
    }
}
