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
    let word = plain(text);
    let word = word.as_str();
    let kinds = [
        (DIRECT, Relationship::Direct),
        (MANUFACTURER, Relationship::ContractManufacturer),
        (INDIRECT, Relationship::Indirect),
    ];
    // One supplier's kind may stand in the plural of the list's heading.
    let one = word.strip_suffix('s').unwrap_or(word);
    kinds.into_iter().find(|(words, _)| words.contains(&word) || words.contains(&one)).map(|(_, kind)| kind)
}

/// The code of a country; a blank says none.
pub fn country(text: &str) -> Option<String> {
    let code = if text.is_empty() { Some("") } else { country_code(text) };
    code.map(str::to_owned)
}

/// What to say of a text that is no country.
pub fn no_country(text: &str) -> &'static str {
    if domain::country::is_either_congo(text) { "problem.congo" } else { "problem.country" }
}

/// Reads a share of spend as hundredths of a percent: `12.5`, `12,5 %`; with `fractions`, where the file means 1 by
/// the whole, `0.125`. A sign of percent always means percent.
pub fn share(text: &str, fractions: bool) -> Result<Option<i64>, &'static str> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
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
    let word = plain(name);
    let bare: String = word.chars().filter(|c| !c.is_ascii_digit()).collect();
    WORDS.contains(&bare.as_str())
        || bare.strip_prefix("total").is_some_and(|rest| {
            ["suppliers", "supplier", "vendors", "rows", "records", "count", "amount"].contains(&rest)
        })
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
        assert_eq!(relationship("friend"), None);
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
        ] {
            assert!(is_total(text), "{text}");
        }
        for text in ["Total Energies", "Totalmetal GmbH", "Sum Yee Ltd", "Summa AG"] {
            assert!(!is_total(text), "{text}");
        }
    }
}
