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
    for text in ["Maria Sales", "服部", "Anna Müller, Purchasing", "", "Li Wei", "Office of A. Person"] {
        assert!(!is_department(text), "{text}");
    }
    for text in ["same", "12", "n/a", "000000", "+49"] {
        assert!(!is_telephone(text), "{text}");
    }
    assert!(is_telephone("+1 555 0100") && is_telephone("０３１２３４５"));
    assert!(has_letter("3M") && has_letter("李") && !has_letter("12345") && !has_letter("１２"));
}

#[test]
fn rule_12_what_is_typed_to_get_on_is_seen_in_other_writings_too() {
    for text in [
        "none / n/a",
        "N/A（該当なし）",
        "xxxx",
        "aaaa",
        "same person as above",
        "see contact person",
        "To be determined",
        "siehe Ansprechpartner",
        "keine Angaben",
        "non renseigné",
        "Identique au contact",
        "no aplicable",
        "não se aplica",
        "vedi sopra",
        "aynı kişi",
        "同联系人",
        "与联系人相同",
        "上記と同じ",
        "空欄",
        "위와 동일",
        "(blank)",
    ] {
        assert!(is_placeholder(text), "{text}");
    }
    for text in ["So Na", "Idemitsu", "NO", "DE", "SN", "Xu", "AAA", "Hoang Van Nn", "上田"] {
        assert!(!is_placeholder(text), "{text}");
    }
    for text in [
        "General Manager",
        "Person in charge",
        "Conflict Minerals Team",
        "Leiter Einkauf",
        "Geschäftsführung",
        "Responsable qualité",
        "Genel Müdür",
        "总经理",
        "品保部",
        "采购",
        "社長",
        "環安課",
        "대표이사",
    ] {
        assert!(is_department(text), "{text}");
    }
    for text in ["123456789", "0123456789", "9876543210", "12345", "010-0000-0000", "00000 00001"] {
        assert!(!is_telephone(text), "{text}");
    }
    for text in ["+49 30 1234567", "010-2345-0000", "+1 800 555 0000", "0755-88888801"] {
        assert!(is_telephone(text), "{text}");
    }
    for text in ["none@none.com", "n.a@example.com", "noemail@noemail.com", "test@test.com", "same@same.com"]
    {
        assert!(is_placeholder_email(text), "{text}");
    }
    for text in ["info@example.com", "anna@none.com", "sales@test.com", "li@mail.example", "a"] {
        assert!(!is_placeholder_email(text), "{text}");
    }
}

#[test]
fn rule_11_shares_and_numbers_have_other_writings() {
    for text in ["88 pour cent", "88 por ciento", "88パーセント", "88 퍼센트", "%88", "yüzde 88", "百分之88"]
    {
        assert_eq!(percentages(text), [88.0], "{text}");
    }
    for text in [
        "CID No. 900001",
        "CID Nr 900001",
        "CID number 900001",
        "ＣＩＤ９００００１",
        "CID_900001",
        "CID (900001)",
        "CID = 900001",
    ] {
        assert_eq!(cids(text), ["CID900001"], "{text}");
    }
    assert!(cids("CID, 900001 pieces").is_empty() && cids("acid 12").is_empty());
}

#[test]
fn rule_13_who_trades_is_no_smelter_in_any_language() {
    for text in
        ["Großhändler", "Fournisseur", "Proveedor de estaño", "供应商", "○○商社", "대리점", "ABC Vendor"]
    {
        assert!(is_middleman(text), "{text}");
    }
    assert!(!is_middleman("Dealerskloof Refinery"));
}

#[test]
fn rule_11_shares_and_numbers_are_found_in_comments() {
    assert_eq!(percentages("88 % of items, 87,5% last year, ９０％, 75 Percent"), [88.0, 87.5, 90.0, 75.0]);
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
        "网址：www.example.com",
        "ｗｗｗ．example.com",
        "www。example。com",
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
        "policy.zip",
        "Policy.pages",
    ] {
        assert!(!has_web_address(text), "{text}");
    }
}
