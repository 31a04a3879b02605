//! Which column of an uploaded table is which fact about a supplier: guessed from the header, correctable.

use crate::suppliers::columns::Column;
use domain::letters;
use std::collections::HashMap;
use std::sync::LazyLock;

/// For each column of the table, the fact that it holds.
pub type Mapping = Vec<Option<Column>>;

/// What headers call each fact, folded as [`plain`] folds a header, with its rank among the words of the fact.
static WORDS: LazyLock<HashMap<String, Vec<(usize, Column)>>> = LazyLock::new(|| {
    let mut all: HashMap<String, Vec<(usize, Column)>> = HashMap::new();
    for column in Column::ALL {
        for (rank, word) in column.words().iter().enumerate() {
            all.entry(plain(word)).or_default().push((rank.min(99), *column));
        }
    }
    all
});

/// Those that are long enough to be told within a longer word: short ones stand there by chance, as `name` in
/// `relacionamento`.
static LONG: LazyLock<Vec<(&'static str, usize, Column)>> = LazyLock::new(|| {
    let is_long = |word: &str| word.chars().count() >= if word.is_ascii() { 5 } else { 3 };
    let long = WORDS.iter().filter(|(word, _)| is_long(word));
    long.flat_map(|(word, of)| of.iter().map(|(rank, column)| (word.as_str(), *rank, *column))).collect()
});

/// Longer cells are no headers.
const LONGEST: usize = 60;

/// Letters and digits alone, without case and marks.
fn plain(header: &str) -> String {
    letters::normalize(header).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a header, `SupplierName` and `supplier_name` being two.
fn parts(header: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(header.len() + 4);
    let mut small = false;
    for c in header.chars() {
        if small && c.is_uppercase() {
            spaced.push(' ');
        }
        small = c.is_lowercase();
        spaced.push(c);
    }
    let folded = letters::normalize(&spaced);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Whether a header speaks of money and not of a share of it.
fn is_amount(header: &str) -> bool {
    const WORDS: [&str; 24] = [
        "eur", "usd", "cny", "rmb", "jpy", "gbp", "krw", "chf", "keur", "kusd", "teur", "meur", "musd",
        "amount", "value", "volume", "betrag", "volumen", "montant", "importe", "valor", "importo", "tutar",
        "currency",
    ];
    let signs = ['€', '$', '¥', '£', '₩', '金', '额', '額'];
    let of_a_share = ['%', '％'].iter().any(|sign| header.contains(*sign)) || plain(header).contains("share");
    !of_a_share && (header.contains(signs) || parts(header).iter().any(|part| WORDS.contains(&part.as_str())))
}

/// The facts that a header may name, and how badly each fits: the whole of it, some of its words, within one of them.
fn fits(head: &str, words: &[String], mut hit: impl FnMut(usize, Column)) {
    let mut of = |word: &str, how: usize| {
        for (rank, column) in WORDS.get(word).into_iter().flatten() {
            hit(how + rank, *column);
        }
    };
    of(head, 0);
    of(head.trim_end_matches(|c: char| c.is_ascii_digit()), 100);
    for from in 0..words.len() {
        for to in from + 1..=words.len().min(from + 5) {
            of(&words[from..to].concat(), 100);
        }
    }
    for (_, rank, column) in LONG.iter().filter(|(word, ..)| head.contains(word)) {
        hit(200 + rank, *column);
    }
}

/// Guesses the mapping from the header. Each fact is given to one column at most: the best match first.
pub fn guess(header: &[String]) -> Mapping {
    let short = |h: &&String| h.len() <= 4 * LONGEST && h.chars().count() <= LONGEST;
    let mut headers: Vec<String> =
        header.iter().map(|h| Some(h).filter(short).map_or(String::new(), |h| plain(h))).collect();
    // Exports of SAP call the number "Vendor" (or "Supplier", "Kreditor") and the name "Name 1".
    if headers.iter().any(|h| h == "name1") {
        for head in &mut headers {
            match head.as_str() {
                "vendor" | "supplier" | "lieferant" | "customer" => *head = "vendornumber".to_owned(),
                "name1" => *head = "suppliername".to_owned(),
                // The second line of a name, a street, a search term: nothing of ours.
                "name2" | "name3" | "name4" | "searchterm" => head.clear(),
                _ => {}
            }
        }
    }
    // "Supplier" beside "Supplier Name" is the number as well, where no other column is.
    let is = |column: Column, head: &String| {
        WORDS.get(head).is_some_and(|of| of.iter().any(|(_, known)| *known == column))
    };
    let numbered = headers.iter().any(|head| is(Column::Reference, head));
    for bare in SUPPLIER {
        let named = |head: &String| head != bare && head.contains(bare) && is(Column::Name, head);
        if !numbered && headers.iter().any(named) {
            headers
                .iter_mut()
                .filter(|head| *head == bare)
                .for_each(|head| *head = "vendornumber".to_owned());
        }
    }
    let mut hits: Vec<(usize, usize, Column)> = Vec::new();
    for (i, head) in headers.iter().enumerate().filter(|(_, head)| !head.is_empty()) {
        // One that was told apart above is no longer made of the words that were written.
        let words = if *head == plain(&header[i]) { parts(&header[i]) } else { Vec::new() };
        let amount = is_amount(&header[i]);
        fits(head, &words, |how, column| {
            if !(amount && column == Column::SpendShare) {
                hits.push((how, i, column));
            }
        });
    }
    hits.sort();
    let mut mapping: Mapping = vec![None; header.len()];
    for (_, i, column) in hits {
        if mapping[i].is_none() && !mapping.contains(&Some(column)) {
            mapping[i] = Some(column);
        }
    }
    mapping
}

/// "Supplier" in the languages of the template, folded.
const SUPPLIER: [&str; 11] = [
    "supplier",
    "vendor",
    "lieferant",
    "fournisseur",
    "proveedor",
    "fornecedor",
    "fornitore",
    "tedarikci",
    "仕入先",
    "供应商",
    "供應商",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(header: &[&str]) -> Vec<&'static str> {
        let header: Vec<String> = header.iter().map(|h| (*h).to_owned()).collect();
        guess(&header).into_iter().map(|c| c.map_or("-", Column::key)).collect()
    }

    #[test]
    fn common_headers_are_understood() {
        assert_eq!(
            guessed(&["Supplier No.", "Supplier Name", "Contact", "E-mail", "Country", "Remarks"]),
            ["reference", "name", "contact_name", "email", "country", "-"]
        );
        assert_eq!(
            guessed(&["供应商编号", "供应商名称", "联系人", "邮箱"]),
            ["reference", "name", "contact_name", "email"]
        );
        assert_eq!(guessed(&["Contact e-mail", "Contact name", "Vendor"]), ["email", "contact_name", "name"]);
    }

    #[test]
    fn desk_19_exports_of_sap_are_understood() {
        assert_eq!(
            guessed(&["Vendor", "Name 1", "Name 2", "City", "Cty", "E-Mail Address"]),
            ["reference", "name", "-", "-", "country", "email"]
        );
        assert_eq!(guessed(&["Lieferant", "Name 1", "Land"]), ["reference", "name", "country"]);
        assert_eq!(guessed(&["Kreditor", "Name 1"]), ["reference", "name"]);
        assert_eq!(guessed(&["Vendor", "Contact"]), ["name", "contact_name"]);
        assert_eq!(
            guessed(&["Vendor", "Name 1", "SMTP Address", "Cntry"]),
            ["reference", "name", "email", "country"]
        );
        assert_eq!(guessed(&["Supplier", "Supplier Name", "Email Address"]), ["reference", "name", "email"]);
        assert_eq!(guessed(&["Supplier No.", "Supplier", "Supplier Name"]), ["reference", "-", "name"]);
    }

    #[test]
    fn desk_19_headers_are_understood_in_the_languages_of_the_template() {
        let all = ["reference", "name", "contact_name", "email", "country", "language", "relationship"];
        for header in [
            "N° fournisseur|Nom du fournisseur|Interlocuteur|Courriel|Pays|Langue|Type de relation",
            "Code fournisseur|Raison sociale|Contact|Adresse e-mail|Pays|Langue|Relation",
            "Código de proveedor|Nombre del proveedor|Persona de contacto|Correo electrónico|País|Idioma|Relación",
            "Nº proveedor|RAZON SOCIAL|Contacto|Correo|PAIS|Idioma|Relacion",
            "Código do fornecedor|Nome do fornecedor|Pessoa de contato|E-mail|País|Idioma|Relacionamento",
            "Codice fornitore|Ragione sociale|Referente|Posta elettronica|Paese|Lingua|Rapporto",
            "Tedarikçi No|Tedarikçi Adı|İlgili Kişi|E-posta|Ülke|Dil|İlişki",
            "TEDARİKÇİ KODU|FİRMA ÜNVANI|YETKİLİ|E-POSTA ADRESİ|ÜLKE|DİL|İLİŞKİ",
            "仕入先コード|仕入先名|担当者|メールアドレス|国|言語|取引区分",
            "取引先番号|取引先名称|ご担当者様|Eメール|国名|使用言語|関係",
            "공급업체 번호|공급업체명|담당자|이메일|국가|언어|관계",
            "供應商編號|供應商名稱|聯絡人|電子郵件|國家|語言|關係",
            "厂商代码|厂商名称|联系人|E-Mail|国别|语种|类型",
            "Lief.-Nr.|Firmenname|Kontaktperson|Mailadresse|Länderkennzeichen|Sprache|Lieferantenart",
            "SupplierNumber|SupplierName|ContactName|EmailAddress|CountryCode|LanguageKey|SupplierType",
            "supplier_id|supplier_name|contact_person|e_mail|country_code|lang|tier",
            "LIFNR|NAME1|Contact|SMTP_ADDR|LAND1|SPRAS|Type",
        ] {
            let header: Vec<&str> = header.split('|').collect();
            assert_eq!(guessed(&header), all, "{header:?}");
        }
    }

    #[test]
    fn desk_19_a_word_within_another_says_nothing() {
        assert_eq!(guessed(&["Relacionamento", "Part des achats"]), ["relationship", "spend_share"]);
        assert_eq!(
            guessed(&["Business Partner", "Supplier", "Name of Supplier", "Country/Reg."]),
            ["reference", "-", "name", "country"]
        );
        assert_eq!(guessed(&["Fournisseur", "Nom du fournisseur"]), ["reference", "name"]);
        assert_eq!(guessed(&["供应商", "供应商名称", "产品编号"])[..2], ["reference", "name"]);
        assert_eq!(guessed(&["Legal Entity", "Contact Email 1"]), ["name", "email"]);
    }

    #[test]
    fn desk_2_money_is_no_share() {
        for header in ["Spend (kEUR)", "Spend USD", "Spend amount 2026", "Spend €", "采购金额"] {
            assert_eq!(guessed(&["Name", header]), ["name", "-"], "{header}");
        }
        for header in ["Spend", "Spend %", "Share of spend (EUR)", "% of spend", "采购占比"] {
            assert_eq!(guessed(&["Name", header]), ["name", "spend_share"], "{header}");
        }
    }

    #[test]
    fn several_people_are_told_apart() {
        let contact = ["contact_name", "email", "phone"];
        let all = ["second_name", "second_email", "second_phone", "buyer_name", "buyer_email", "buyer_phone"];
        for header in [
            "Contact|E-mail|Phone|Second contact|Second contact e-mail|Second contact phone|Buyer|Buyer e-mail|Buyer phone",
            "Contact name|Email address|Phone number|Contact 2|Email 2|Phone 2|Purchaser|Purchaser Email|Purchaser Phone",
            "Ansprechpartner|E-Mail|Telefon|Ansprechpartner 2|E-Mail 2|Telefon 2|Einkäufer|Einkäufer E-Mail|Einkäufer Telefon",
            "联系人|邮箱|联系电话|第二联系人|第二联系人邮箱|第二联系人电话|采购员|采购员邮箱|采购员电话",
        ] {
            let header: Vec<&str> = header.split('|').collect();
            assert_eq!(guessed(&header), [&contact[..], &all[..]].concat(), "{header:?}");
        }
        // Without a column for the contact, what is the second's or the buyer's is not taken for it.
        assert_eq!(
            guessed(&["Name", "Second contact phone", "Buyer email"]),
            ["name", "second_phone", "buyer_email"]
        );
    }

    #[test]
    fn a_fact_is_given_to_one_column_only() {
        assert_eq!(guessed(&["Name", "Name"]), ["name", "-"]);
    }
}
