//! Words that stand where an answer should be.

use crate::answer;

/// What people write instead of an answer, without space and punctuation, in lower case.
const PLACEHOLDERS: &[&str] = &[
    "na",
    "none",
    "nil",
    "null",
    "same",
    "sameasabove",
    "ditto",
    "thesame",
    "sameperson",
    "samehere",
    "idem",
    "seeother",
    "seebelow",
    "seeattached",
    "seeattachment",
    "seeattachedlist",
    "seelist",
    "asattached",
    "见附件",
    "详见附件",
    "见附表",
    "見附件",
    // "Smelter not listed" and "not yet identified", typed as a name in the supplier's own language.
    "未列出",
    "冶炼厂未列出",
    "未列出的冶炼厂",
    "清单中没有该冶炼厂",
    "尚未识别",
    "冶炼厂尚未识别",
    "尚未查明冶炼厂",
    "nobody",
    "noname",
    "companyname",
    "yourcompany",
    "yourname",
    "name",
    "abc",
    "xyz",
    "asabove",
    "seeabove",
    "tbd",
    "tba",
    "tbc",
    "unknown",
    "unavailable",
    "notavailable",
    "notapplicable",
    "notknown",
    "various",
    "several",
    "multiple",
    "misc",
    "others",
    "other",
    "test",
    "x",
    "xx",
    "xxx",
    "无",
    "不适用",
    "同上",
    "未知",
    "待定",
    "没有",
    "多家",
    "其他",
    "不详",
    "無",
    "暂无",
    "不適用",
    "沒有",
    "同前",
    "相同",
    "一样",
    // Japanese, Korean
    "なし",
    "無し",
    "該当なし",
    "特になし",
    "不明",
    "未定",
    "同じ",
    "없음",
    "해당없음",
    "해당사항없음",
    "동일",
    "상동",
    "위와같음",
    "미정",
    "모름",
    // German
    "keine",
    "keiner",
    "keineangabe",
    "ka",
    "entfällt",
    "unbekannt",
    "dito",
    "sieheoben",
    "wieoben",
    "so",
    "gleich",
    "derselbe",
    "dieselbe",
    "dergleiche",
    "nichtzutreffend",
    "nichtvorhanden",
    "nichtverfügbar",
    // French
    "néant",
    "aucun",
    "aucune",
    "sansobjet",
    "inconnu",
    "nonapplicable",
    "nondisponible",
    "même",
    "lemême",
    "lamême",
    "voircidessus",
    // Spanish, Portuguese, Italian
    "ninguno",
    "ninguna",
    "noaplica",
    "nd",
    "mismo",
    "elmismo",
    "lamisma",
    "lomismo",
    "igual",
    "desconocido",
    "nodisponible",
    "nenhum",
    "nenhuma",
    "nãoaplicável",
    "naoaplicavel",
    "nãodisponível",
    "mesmo",
    "omesmo",
    "amesma",
    "desconhecido",
    "nessuno",
    "nessuna",
    "nonapplicabile",
    "nondisponibile",
    "stesso",
    "lostesso",
    "comesopra",
    "sconosciuto",
    // Turkish
    "yok",
    "aynı",
    "aynısı",
    "bilinmiyor",
    "uygulanamaz",
    "geçerlideğil",
    "yukarıdakigibi",
];

/// Words of which the name of a department is made, and nothing else is.
const DEPARTMENTS: &[&str] = &[
    "dept",
    "ceo",
    "cfo",
    "coo",
    "president",
    "director",
    "manager",
    "mr",
    "mrs",
    "ms",
    "info",
    "department",
    "departments",
    "division",
    "office",
    "team",
    "group",
    "unit",
    "desk",
    "purchasing",
    "purchase",
    "procurement",
    "buying",
    "sales",
    "marketing",
    "quality",
    "compliance",
    "environment",
    "environmental",
    "ehs",
    "hse",
    "esg",
    "csr",
    "hr",
    "legal",
    "regulatory",
    "engineering",
    "logistics",
    "management",
    "administration",
    "admin",
    "customer",
    "service",
    "services",
    "support",
    "supply",
    "chain",
    "product",
    "material",
    "materials",
    "sustainability",
    "assurance",
    "control",
    "qa",
    "qc",
    "rd",
    "it",
    "finance",
    "accounting",
    "the",
    "and",
    "of",
    "for",
    "einkauf",
    "einkaufsabteilung",
    "vertrieb",
    "vertriebsabteilung",
    "abteilung",
    "qualität",
    "qualitätsmanagement",
    "umwelt",
    "achats",
    "ventes",
    "qualité",
    "département",
    "compras",
    "ventas",
    "vendas",
    "calidad",
    "qualidade",
    "departamento",
    "depto",
    "dpto",
    "acquisti",
    "vendite",
    "qualità",
    "ufficio",
    "reparto",
    "satınalma",
    "satın",
    "alma",
    "kalite",
    "departmanı",
    "bölümü",
    "de",
    "des",
    "du",
    "del",
    "la",
    "le",
    "les",
    "di",
];

/// What departments are called in Chinese, Japanese and Korean: what they do, and what they end with.
const OFFICES: [&str; 22] = [
    "采购", "採購", "购买", "購買", "品质", "品質", "质量", "销售", "營業", "営業", "业务", "総務", "管理",
    "环保", "環境", "资材", "資材", "法务", "技術", "구매", "품질", "영업",
];
const OFFICE_ENDS: [&str; 12] =
    ["部", "部门", "部門", "课", "課", "科", "组", "組", "室", "팀", "부", "부서"];

/// Scope descriptions that describe nothing.
const EMPTY_SCOPES: &[&str] = &[
    "all",
    "allproducts",
    "products",
    "product",
    "company",
    "wholecompany",
    "userdefined",
    "description",
    "scope",
    "c",
    "全部",
    "所有",
    "所有产品",
    "全部产品",
    "产品",
    "公司",
];

/// Words of those who trade in metal and do not smelt it.
const MIDDLEMEN: &[&str] = &[
    "trader",
    "traders",
    "distributor",
    "distributors",
    "broker",
    "brokers",
    "reseller",
    "resellers",
    "wholesaler",
    "wholesalers",
    "supplier",
    "suppliers",
];

/// The letters and digits alone, in lower case. Only as much as a placeholder can be long.
fn bare(text: &str) -> String {
    text.chars().filter(|c| answer::is_word(*c)).map(answer::lower).take(40).collect()
}

/// Whether the text stands for no answer (`n/a`, `same`, `-`). A blank text is no placeholder.
pub fn is_placeholder(text: &str) -> bool {
    let bare = bare(text);
    !answer::is_blank(text)
        && (bare.is_empty() || bare.starts_with("sameas") || PLACEHOLDERS.contains(&bare.as_str()))
}

/// Whether there is a letter of any script in the text.
pub fn has_letter(text: &str) -> bool {
    text.chars().any(|c| answer::is_word(c) && !c.is_ascii_digit() && !matches!(c, '０'..='９'))
}

/// Whether the text names a department and nobody in it (`Purchasing Dept.`, `采购部`).
pub fn is_department(text: &str) -> bool {
    let lower: String = text.chars().map(answer::lower).collect();
    let mut words = lower.split(|c: char| !answer::is_word(c)).filter(|w| !w.is_empty()).peekable();
    let named = words.peek().is_some() && words.all(|word| DEPARTMENTS.contains(&word));
    let bare = bare(text);
    named || (OFFICES.iter().any(|o| bare.contains(o)) && OFFICE_ENDS.iter().any(|end| bare.ends_with(end)))
}

/// Whether the text can be a telephone number: five digits or more, and not one of them again and again.
pub fn is_telephone(text: &str) -> bool {
    let digit = |c: char| match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        c => c.to_digit(10),
    };
    let digits: Vec<u32> = text.chars().filter_map(digit).collect();
    digits.len() >= 5 && digits.iter().any(|d| *d != digits[0])
}

/// The percentages that a text names: `88 %`, `87,5%`, `90 percent`.
pub fn percentages(text: &str) -> Vec<f64> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            '％' => '%',
            '．' => '.',
            c => c,
        })
        .collect();
    let mut out = Vec::new();
    let mut rest = plain.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = &rest[start..];
        let end = from.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(from.len());
        let after = from[end..].trim_start();
        let marked = ["%", "percent", "per cent", "prozent", "pct"]
            .iter()
            .any(|m| after.get(..m.len()).is_some_and(|a| a.eq_ignore_ascii_case(m)));
        let number = from[..end].trim_end_matches(['.', ',']).replace(',', ".").parse();
        if let (true, Ok(number)) = (marked, number) {
            out.push(number);
        }
        rest = &from[end..];
    }
    out
}

/// The CIDs that a text names.
pub fn cids(text: &str) -> Vec<String> {
    let upper: String = text.to_ascii_uppercase();
    let mut out = Vec::new();
    for (at, _) in upper.match_indices("CID") {
        let digits: String = upper[at + 3..]
            .chars()
            .skip_while(|c| matches!(c, ' ' | '-' | ':' | '#'))
            .take_while(char::is_ascii_digit)
            .collect();
        if digits.len() == 6 {
            out.push(format!("CID{digits}"));
        }
    }
    out
}

/// Whether the text describes no scope. A blank text is not meant.
pub fn is_empty_scope(text: &str) -> bool {
    is_placeholder(text) || EMPTY_SCOPES.contains(&bare(text).as_str())
}

/// Whether the text names somebody who trades in metal and does not smelt it.
pub fn is_middleman(text: &str) -> bool {
    let lower: String = text.chars().map(answer::lower).collect();
    lower.contains("贸易") || lower.contains("经销") || {
        lower.split(|c: char| !answer::is_word(c)).any(|word| MIDDLEMEN.contains(&word))
    }
}

/// Whether the text contains a web address: with `http://` or `https://`, or at least a host with a dot.
pub fn has_web_address(text: &str) -> bool {
    text.split(|c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | ',' | ';' | '，' | '；')
    })
    .any(is_web_address)
}

fn is_web_address(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ':', '!', '?', '。']);
    let scheme =
        |s: &str| word.get(..s.len()).filter(|start| start.eq_ignore_ascii_case(s)).map(|_| &word[s.len()..]);
    let rest = scheme("https://").or_else(|| scheme("http://")).unwrap_or(word);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| answer::is_word(c) || c == '-');
    let Some((_, top)) = host.rsplit_once('.') else { return false };
    // `policy.pdf` alone is the name of a file.
    let is_file =
        rest.len() == word.len() && FILES.iter().any(|f| f.eq_ignore_ascii_case(top)) && host == word;
    host.split('.').all(label)
        && top.chars().count() >= 2
        && !top.bytes().any(|b| b.is_ascii_digit())
        && !is_file
}

/// Endings of files that are no endings of hosts.
const FILES: [&str; 18] = [
    "pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt", "pptx", "txt", "rtf", "htm", "html", "jpg",
    "jpeg", "png", "msg", "odt",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_seen_through_their_punctuation() {
        for text in ["n/a", "N.A.", " same ", "Same as above", "-", "???", "无", "TBD"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "Nana", "A. Person", "Samesong Ltd"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn rule_13_what_points_elsewhere_or_says_not_listed_is_no_smelter_s_name() {
        for text in ["see attached", "See attached list.", "详见附件", "冶炼厂未列出", "（未列出）"]
        {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["Seelist Metals", "未来冶炼厂"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn rule_12_placeholders_in_the_languages_of_the_template() {
        for text in [
            "the same",
            "Same as Contact Person",
            "k.A.",
            "s.o.",
            "entfällt",
            "Néant",
            "idem",
            "No aplica",
            "n/d",
            "N.D.",
            "Não aplicável",
            "lo stesso",
            "Aynı",
            "yok",
            "該当なし",
            "同じ",
            "없음",
            "해당 없음",
            "不適用",
            "暂无",
            "N / A",
            "—",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "Purchasing Dept.",
            "Sales",
            "Quality & Compliance Team",
            "Einkauf",
            "采购部",
            "品質保証部",
            "구매팀",
            "Service Achats",
        ] {
            assert!(is_department(text), "{text}");
        }
        for text in ["Maria Sales", "服部", "Anna Müller, Purchasing", "", "Li Wei", "Office of A. Person"]
        {
            assert!(!is_department(text), "{text}");
        }
        for text in ["same", "12", "n/a", "000000", "+49"] {
            assert!(!is_telephone(text), "{text}");
        }
        assert!(is_telephone("+1 555 0100") && is_telephone("０３１２３４５"));
        assert!(has_letter("3M") && has_letter("李") && !has_letter("12345") && !has_letter("１２"));
    }

    #[test]
    fn rule_11_shares_and_numbers_are_found_in_comments() {
        assert_eq!(
            percentages("88 % of items, 87,5% last year, ９０％, 75 Percent"),
            [88.0, 87.5, 90.0, 75.0]
        );
        assert!(percentages("100 of 120 suppliers in 2026").is_empty());
        assert_eq!(cids("see cid900001, CID 900002 and CID1234567"), ["CID900001", "CID900002"]);
    }

    #[test]
    fn middlemen_are_whole_words() {
        assert!(is_middleman("Example Metal Traders Ltd") && is_middleman("示例贸易有限公司"));
        assert!(!is_middleman("Tradermark Refinery") && !is_middleman("Example Mining and Trading"));
    }

    #[test]
    fn web_addresses_are_found_in_a_sentence() {
        for text in [
            "https://example.com/policy",
            "See www.example.co.jp/a (English).",
            "example.com",
            "https://例子.中国/政策",
        ] {
            assert!(has_web_address(text), "{text}");
        }
        for text in [
            "",
            "on our website",
            "a@example.com",
            "https://",
            "version 6.5",
            "https://policy",
            "see p.12",
            "policy.pdf",
            "Our_Policy.DOCX",
        ] {
            assert!(!has_web_address(text), "{text}");
        }
    }
}
