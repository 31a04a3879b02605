//! What people write of a supplier, column by column: one list, by which the form, the import, the files and the log of
//! an import go. A new column is one entry here.

use crate::records::{Relationship, Supplier, group_key, group_names};
use crate::suppliers::languages::language;
use crate::suppliers::values;
use crate::team::setup::normal_email;
use domain::answer;
use domain::smelters::country::country_code;
use serde::{Deserialize, Serialize};

/// How the values of a column are shown, read and tidied.
trait Kind<T> {
    /// As a person reads it, and as [`Kind::read`] takes it.
    fn show(value: &T) -> String;
    /// From what a person wrote, or the text key of what is wrong with that. With `fractions`, a share without a sign
    /// counts the whole as 1.
    fn read(text: &str, fractions: bool) -> Result<T, &'static str>;
    /// Puts it into the one form in which it is kept.
    fn tidy(value: &mut T);
    /// The text key of what is wrong with it.
    fn problem(_: &T) -> Option<&'static str> {
        None
    }
}

/// Most characters of a line.
pub(crate) const LONGEST_LINE: usize = 300;
/// Most characters of a text of several lines.
pub(crate) const LONGEST_TEXT: usize = 4_000;

fn too_long(text: &str, most: usize) -> Option<&'static str> {
    (text.chars().count() > most).then_some("problem.too_long")
}

/// Any text, up to so many characters.
struct Text<const MOST: usize>;

type Line = Text<LONGEST_LINE>;
type LongText = Text<LONGEST_TEXT>;

impl<const MOST: usize> Kind<String> for Text<MOST> {
    fn show(value: &String) -> String {
        value.clone()
    }

    fn read(text: &str, _: bool) -> Result<String, &'static str> {
        Ok(text.to_owned())
    }

    fn tidy(value: &mut String) {
        *value = answer::clean(value).to_owned();
    }

    fn problem(value: &String) -> Option<&'static str> {
        too_long(value, MOST)
    }
}

/// An address. Without one the supplier can be kept, but not asked.
struct Email;

impl Kind<String> for Email {
    fn show(value: &String) -> String {
        value.clone()
    }

    fn read(text: &str, _: bool) -> Result<String, &'static str> {
        Ok(text.to_owned())
    }

    fn tidy(value: &mut String) {
        *value = normal_email(value);
    }

    fn problem(value: &String) -> Option<&'static str> {
        let wrong = !value.is_empty() && !answer::is_email(value);
        too_long(value, LONGEST_LINE).or(wrong.then_some("problem.email"))
    }
}

/// How it stands to the company.
struct RelationshipKind;

impl Kind<Relationship> for RelationshipKind {
    fn show(value: &Relationship) -> String {
        value.key().to_owned()
    }

    fn read(text: &str, _: bool) -> Result<Relationship, &'static str> {
        values::relationship(text).ok_or("problem.relationship")
    }

    fn tidy(_: &mut Relationship) {}
}

/// A language of the template. One that the template does not know is told of, and English is what everybody gets.
struct Spoken;

impl Kind<String> for Spoken {
    fn show(value: &String) -> String {
        value.clone()
    }

    fn read(text: &str, _: bool) -> Result<String, &'static str> {
        Ok(language(text).unwrap_or("en").to_owned())
    }

    fn tidy(value: &mut String) {
        *value = language(value).unwrap_or("en").to_owned();
    }
}

/// The language of somebody besides the contact; blank where nobody said one that the template knows.
struct Wished;

impl Kind<String> for Wished {
    fn show(value: &String) -> String {
        value.clone()
    }

    fn read(text: &str, _: bool) -> Result<String, &'static str> {
        Ok(if answer::is_blank(text) { "" } else { language(text).unwrap_or_default() }.to_owned())
    }

    fn tidy(value: &mut String) {
        *value = if value.is_empty() { "" } else { language(value).unwrap_or_default() }.to_owned();
    }
}

/// Most characters of a telephone number.
const LONGEST_PHONE: usize = 60;

/// A telephone number as people write it. One that a spreadsheet has rounded is none any more.
struct Phone;

impl Kind<String> for Phone {
    fn show(value: &String) -> String {
        value.clone()
    }

    fn read(text: &str, _: bool) -> Result<String, &'static str> {
        Ok(text.to_owned())
    }

    fn tidy(value: &mut String) {
        *value = answer::clean(value).to_owned();
    }

    fn problem(value: &String) -> Option<&'static str> {
        let digits = value.chars().filter(|c| c.is_numeric()).count();
        let rounded = value.to_uppercase().contains("E+");
        let wrong = !value.is_empty() && (digits < 3 || rounded);
        too_long(value, LONGEST_PHONE).or(wrong.then_some("problem.phone"))
    }
}

/// A country by its code.
struct CountryCode;

impl Kind<String> for CountryCode {
    fn show(value: &String) -> String {
        value.clone()
    }

    fn read(text: &str, _: bool) -> Result<String, &'static str> {
        values::country(text).ok_or(values::no_country(text))
    }

    fn tidy(value: &mut String) {
        *value = answer::clean(value).to_uppercase();
    }

    fn problem(value: &String) -> Option<&'static str> {
        let is_code = value.len() == 2 && country_code(value) == Some(value.as_str());
        (!value.is_empty() && !is_code).then_some("problem.country")
    }
}

/// A share of the whole, in hundredths of a percent.
struct Share;

impl Kind<Option<i64>> for Share {
    fn show(value: &Option<i64>) -> String {
        value.map_or(String::new(), values::percent)
    }

    fn read(text: &str, fractions: bool) -> Result<Option<i64>, &'static str> {
        values::share(text, fractions)
    }

    fn tidy(_: &mut Option<i64>) {}

    fn problem(value: &Option<i64>) -> Option<&'static str> {
        value.is_some_and(|share| !(0..=10_000).contains(&share)).then_some("problem.share")
    }
}

/// Most groups of a supplier.
const MOST_GROUPS: usize = 20;
/// Most characters of a group's name.
const LONGEST_GROUP: usize = 100;

/// Names of groups, a semicolon between them. Each is kept once, whatever its letter case.
struct Groups;

impl Kind<String> for Groups {
    fn show(value: &String) -> String {
        value.clone()
    }

    fn read(text: &str, _: bool) -> Result<String, &'static str> {
        Ok(text.to_owned())
    }

    fn tidy(value: &mut String) {
        let mut names: Vec<&str> = group_names(value).map(answer::clean).collect();
        names.sort_by_cached_key(|name| group_key(name));
        names.dedup_by_key(|name| group_key(name));
        *value = names.join("; ");
    }

    fn problem(value: &String) -> Option<&'static str> {
        let long = group_names(value).any(|name| name.chars().count() > LONGEST_GROUP);
        (long || group_names(value).count() > MOST_GROUPS).then_some("problem.groups")
    }
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident $key:ident: $kind:ident, $words:expr;)*) => {
        /// A fact about a supplier that people write.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Column { $($(#[$doc])* $name,)* }

        impl Column {
            /// Every fact.
            pub const ALL: &[Column] = &[$(Column::$name,)*];

            /// The key used in forms and texts (`desk.supplier.<key>`).
            pub fn key(self) -> &'static str {
                match self { $(Column::$name => stringify!($key),)* }
            }

            /// What headers call it, lower case without space or punctuation. Whole matches count before parts.
            pub(crate) fn words(self) -> &'static [&'static str] {
                match self { $(Column::$name => $words,)* }
            }

            /// What a supplier has there.
            pub fn get(self, supplier: &Supplier) -> String {
                match self { $(Column::$name => $kind::show(&supplier.$key),)* }
            }

            /// Takes over what a person wrote; else the text key of what is wrong with it. With `fractions`, shares
            /// without a sign count the whole as 1.
            pub fn put(self, supplier: &mut Supplier, text: &str, fractions: bool) -> Result<(), &'static str> {
                match self { $(Column::$name => supplier.$key = $kind::read(text, fractions)?,)* }
                Ok(())
            }

            /// Puts the value into the one form in which it is kept; the text key of what is wrong with it.
            pub(crate) fn tidy(self, supplier: &mut Supplier) -> Option<&'static str> {
                match self {
                    $(Column::$name => {
                        $kind::tidy(&mut supplier.$key);
                        $kind::problem(&supplier.$key)
                    })*
                }
            }
        }
    };
}

columns! {
    /// The company's own number for the supplier.
    Reference reference: Line, &[
        "reference", "referencenumber", "suppliernumber", "supplierno", "supplierid", "suppliercode",
        "vendornumber", "vendorno", "vendorid", "vendorcode", "accountnumber", "number", "id",
        "lieferantennummer", "lieferantennr", "lieferantencode", "lieferantenid", "liefnr", "kreditor", "kreditornummer",
        "kreditorennummer", "kreditorennr", "vendoraccount", "lifnr", "businesspartner",
        "供应商编号", "供应商编码", "供应商代码", "厂商编号", "厂商代码", "编号", "代码",
        "供應商編號", "供應商代碼", "廠商編號", "廠商代碼", "編號", "代碼",
        "仕入先コード", "仕入先番号", "取引先コード", "取引先番号", "サプライヤーコード", "サプライヤコード", "業者コード",
        "공급업체번호", "공급업체코드", "협력사코드", "거래처코드", "업체코드", "공급사코드",
        "numérofournisseur", "numérodefournisseur", "numérodufournisseur", "nofournisseur", "nfournisseur",
        "codefournisseur", "idfournisseur", "référencefournisseur",
        "códigodeproveedor", "códigodelproveedor", "códigoproveedor", "númerodeproveedor", "noproveedor", "nproveedor",
        "idproveedor", "códigodofornecedor", "códigofornecedor", "númerodofornecedor", "nofornecedor", "nfornecedor",
        "idfornecedor", "codicefornitore", "numerofornitore", "nfornitore", "idfornitore",
        "tedarikçino", "tedarikçikodu", "tedarikçinumarası", "satıcıno", "satıcıkodu", "carikodu",
    ];
    /// Name.
    Name name: Line, &[
        "suppliername", "vendorname", "companyname", "nameofsupplier", "nameofvendor", "legalname", "legalentity",
        "lieferantenname", "namedeslieferanten", "firmenname", "供应商名称", "公司名称", "厂商名称", "企业名称", "供應商名稱",
        "公司名稱", "廠商名稱", "仕入先名", "仕入先名称", "取引先名", "取引先名称", "サプライヤー名", "サプライヤ名", "会社名",
        "企業名", "社名", "공급업체명", "협력사명", "협력업체명", "거래처명", "업체명", "회사명", "공급사명", "상호",
        "nomdufournisseur", "nomfournisseur", "raisonsociale", "nomdelentreprise", "nomdelasociété",
        "nombredelproveedor", "nombredeproveedor", "nombreproveedor", "razónsocial", "nombredelaempresa",
        "nomedofornecedor", "nomefornecedor", "razãosocial", "nomedaempresa", "nomefornitore", "nomedelfornitore",
        "ragionesociale", "tedarikçiadı", "tedarikçiünvanı", "firmaadı", "firmaünvanı", "şirketadı", "satıcıadı",
        "supplier", "vendor", "company", "name", "lieferant", "firma", "供应商", "公司", "名称", "厂商", "供應商", "名稱",
        "廠商", "仕入先", "取引先", "サプライヤー", "공급업체", "협력사", "거래처", "fournisseur", "société", "entreprise",
        "nom", "proveedor", "empresa", "nombre", "fornecedor", "nome", "fornitore", "azienda", "tedarikçi", "şirket",
    ];
    /// Direct, contract manufacturer, indirect.
    Relationship relationship: RelationshipKind, &[
        "relationship", "relation", "type", "tier", "suppliertype", "beziehung", "art", "lieferantenart", "关系", "类型",
        "供应商类型", "關係", "類型", "取引区分", "関係", "관계", "거래유형", "typederelation", "typedefournisseur",
        "relación", "tipodeproveedor", "relacionamento", "relação", "tipodefornecedor", "rapporto", "tipofornitore",
        "ilişki", "tedarikçitürü",
    ];
    /// Through whom.
    Via via: Line, &[
        "via", "through", "throughwhom", "distributor", "parent", "über", "ueber", "经由", "通过", "經由", "透過", "経由",
        "경유", "tramite", "aracılığıyla",
    ];
    /// Who answers.
    ContactName contact_name: Line, &[
        "contactname", "contact", "contactperson", "person", "kontakt", "ansprechpartner", "kontaktperson", "联系人",
        "联系人姓名", "聯絡人", "聯絡人姓名", "聯繫人", "担当者", "担当者名", "ご担当者", "窓口", "담당자", "담당자명", "interlocuteur",
        "personneàcontacter", "contacto", "personadecontacto", "contato", "pessoadecontato", "contatto", "referente",
        "ilgilikişi", "irtibatkişisi", "yetkili", "iletişimkişisi",
    ];
    /// Address.
    Email email: Email, &[
        "email", "emailaddress", "contactemail", "mail", "emailadresse", "smtpaddress", "smtpaddr", "mailadresse", "邮箱",
        "电子邮件", "电子邮箱", "联系人邮箱", "邮件", "电邮", "電子郵件", "電子信箱", "郵箱", "電郵", "メールアドレス", "メール", "eメール",
        "電子メール", "이메일", "이메일주소", "전자우편", "메일", "courriel", "adresseélectronique", "correoelectrónico",
        "correo", "correioeletrônico", "postaelettronica", "indirizzoemail", "eposta", "epostaadresi",
    ];
    /// Language.
    Language language: Spoken, &[
        "language", "languagekey", "lang", "spras", "sprache", "语言", "语种", "語言", "語種", "言語", "使用言語", "언어",
        "langue", "idioma", "língua", "lingua", "dil",
    ];
    /// Country.
    Country country: CountryCode, &[
        "country", "countrycode", "countrykey", "cty", "cntry", "land", "länderschlüssel", "länderkennzeichen", "国家",
        "国家地区", "国别", "國家", "國別", "国", "国名", "所在国", "국가", "국가명", "나라", "pays", "país", "paese", "nazione", "ülke",
        "ülkekodu",
    ];
    /// Share of spend, in percent.
    SpendShare spend_share: Share, &[
        "spendshare", "shareofspend", "spend", "spendpercent", "share", "umsatzanteil", "einkaufsanteil", "采购占比", "占比",
        "採購占比", "採購佔比", "購入比率", "取引比率", "구매비율", "구매비중", "partdesachats", "partdesdépenses",
        "porcentajedelgasto", "cuotadegasto", "delgasto", "percentualdecompras", "quotadispesa", "quotaacquisti",
        "harcamapayı", "satınalmapayı",
    ];
    /// Parts.
    Parts parts: LongText, &[
        "parts", "part", "partnumbers", "products", "product", "items", "teile", "artikel", "零件", "产品",
        "料号", "產品", "料號", "品番", "部品", "제품", "부품", "pièces", "produits", "piezas", "productos", "peças", "produtos",
        "prodotti", "parçalar", "ürünler",
    ];
    /// Why it is important; blank where it is like others.
    Important important: Line, &[
        "important", "whyimportant", "priority", "highpriority", "critical", "wichtig", "重要", "重要原因", "优先",
    ];
    /// Why it is not asked; blank where it is.
    Excluded excluded: Line, &[
        "excluded", "whyexcluded", "exclusion", "exclusionreason", "notinscope", "notasked", "ausgenommen",
        "排除", "排除原因", "不询问原因",
    ];
    /// The groups that it belongs to.
    Groups groups: Groups, &[
        "groups", "group", "suppliergroup", "suppliergroups", "businessunit", "division", "purchasinggroup", "commoditygroup",
        "gruppe", "gruppen", "lieferantengruppe", "einkäufergruppe", "warengruppe", "ekgrp", "组", "分组", "供应商组",
        "供应商分组", "群組", "グループ", "그룹", "groupe", "grupo", "gruppo", "grup",
    ];
    /// The contact's telephone.
    Phone phone: Phone, &[
        "telephone", "phone", "phonenumber", "telephonenumber", "contactphone", "contactphonenumber", "contacttelephone",
        "tel", "telno", "phoneno", "telf1", "mobile", "mobilephone", "mobilenumber", "telefon", "telefonnummer",
        "telefonnr", "电话", "联系电话", "电话号码", "联系人电话", "手机", "手机号", "電話", "電話番号", "電話號碼", "聯絡電話",
        "전화", "전화번호", "téléphone", "numérodetéléphone", "teléfono", "telefone", "telefono", "numeroditelefono",
    ];
    /// Who answers where the contact does not.
    SecondName second_name: Line, &[
        "secondcontact", "secondcontactname", "secondarycontact", "secondarycontactname", "contact2", "contactname2",
        "contact2name", "alternatecontact", "alternativecontact", "backupcontact", "deputy", "ansprechpartner2",
        "zweiteransprechpartner", "kontakt2", "vertretung", "stellvertretung", "第二联系人", "第二联系人姓名", "备用联系人",
        "联系人2", "第二聯絡人", "副担当者", "부담당자", "deuxièmecontact", "segundocontacto", "segundocontato",
        "secondocontatto",
    ];
    /// Its address.
    SecondEmail second_email: Email, &[
        "secondcontactemail", "secondcontactemailaddress", "secondemail", "secondaryemail", "secondarycontactemail",
        "email2", "emailaddress2", "contactemail2", "contact2email", "alternateemail", "alternativeemail", "backupemail",
        "mail2", "zweiteemail", "ansprechpartner2email", "第二联系人邮箱", "备用邮箱", "邮箱2", "备用联系人邮箱", "第二聯絡人郵箱",
    ];
    /// Its telephone.
    SecondPhone second_phone: Phone, &[
        "secondcontacttelephone", "secondcontactphone", "secondcontactphonenumber", "secondphone", "secondarycontactphone",
        "secondaryphone", "phone2", "telephone2", "contact2phone", "contactphone2", "alternatephone", "telefon2",
        "ansprechpartner2telefon", "第二联系人电话", "备用电话", "电话2", "备用联系人电话", "第二聯絡人電話",
    ];
    /// Its language.
    SecondLanguage second_language: Wished, &[
        "secondcontactlanguage", "secondlanguage", "contact2language", "language2", "第二联系人语言",
    ];
    /// Who of the company buys there.
    BuyerName buyer_name: Line, &[
        "buyer", "buyerresponsible", "responsiblebuyer", "buyername", "purchaser", "purchasername", "purchasingcontact",
        "procurementcontact", "einkäufer", "einkäufername", "verantwortlichereinkäufer", "采购员", "负责采购员", "采购负责人",
        "采购员姓名", "採購員", "採購負責人", "購買担当者", "구매담당자", "acheteur", "comprador", "compratore",
        "satınalmasorumlusu",
    ];
    /// Its address.
    BuyerEmail buyer_email: Email, &[
        "buyeremail", "buyeremailaddress", "emailofbuyer", "buyermail", "purchaseremail", "purchasingcontactemail",
        "procurementcontactemail", "einkäuferemail", "采购员邮箱", "采购负责人邮箱", "採購員郵箱",
    ];
    /// Its telephone.
    BuyerPhone buyer_phone: Phone, &[
        "buyertelephone", "buyerphone", "buyerphonenumber", "phoneofbuyer", "purchaserphone", "purchasingcontactphone",
        "einkäufertelefon", "采购员电话", "采购负责人电话", "採購員電話",
    ];
    /// Its language.
    BuyerLanguage buyer_language: Wished, &[
        "buyerlanguage", "purchaserlanguage", "einkäufersprache", "采购员语言",
    ];
}

impl Column {
    /// Finds a fact by its key.
    pub fn parse(key: &str) -> Option<Column> {
        Column::ALL.iter().copied().find(|c| c.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_besides_the_contact_are_kept_in_one_form() {
        let tidied = |column: Column, text: &str| {
            let mut supplier = Supplier::default();
            column.put(&mut supplier, text, false).unwrap();
            (column.tidy(&mut supplier), column.get(&supplier))
        };
        assert_eq!(
            tidied(Column::Phone, " +49 (0)30 555-0100 ext. 7 "),
            (None, "+49 (0)30 555-0100 ext. 7".into())
        );
        assert_eq!(tidied(Column::Phone, "+８６ １０ ５５５０").0, None);
        for wrong in ["n/a", "4.93056E+11", "--"] {
            assert_eq!(tidied(Column::BuyerPhone, wrong).0, Some("problem.phone"), "{wrong}");
        }
        assert_eq!(tidied(Column::SecondPhone, &"1".repeat(LONGEST_PHONE + 1)).0, Some("problem.too_long"));
        assert_eq!(tidied(Column::SecondEmail, " Ann@Works.example"), (None, "ann@works.example".into()));
        assert_eq!(tidied(Column::BuyerEmail, "ann at works").0, Some("problem.email"));
        // Nobody said: not English, but whatever the contact's is.
        assert_eq!(tidied(Column::SecondLanguage, ""), (None, String::new()));
        assert_eq!(tidied(Column::SecondLanguage, "Deutsch").1, "de");
        assert_eq!(tidied(Column::BuyerLanguage, "Klingon").1, "");
    }

    #[test]
    fn groups_are_kept_in_one_form() {
        let tidied = |text: &str| {
            let mut supplier = Supplier::default();
            Column::Groups.put(&mut supplier, text, false).unwrap();
            (Column::Groups.tidy(&mut supplier), supplier.groups)
        };
        assert_eq!(
            tidied(" Plating ;east asia；\nplating;; Castings, hot").1,
            "Castings, hot; east asia; Plating"
        );
        assert_eq!(tidied(" ; "), (None, String::new()));
        assert_eq!(tidied(&"x".repeat(LONGEST_GROUP)).0, None);
        assert_eq!(tidied(&"x".repeat(LONGEST_GROUP + 1)).0, Some("problem.groups"));
        let many: Vec<String> = (0..=MOST_GROUPS).map(|n| format!("g{n}")).collect();
        assert_eq!(tidied(&many.join(";")).0, Some("problem.groups"));
        assert_eq!(tidied(&many[1..].join(";")).0, None);
    }
}
