//! CMRT 6.x: one definition, and what each version changes.

use super::cmrt::{METALS, SCOPE_COMPANY, SCOPE_PRODUCTS, SCOPE_USER};
use super::{CMRT, CheckerRow, CheckerRows, CheckerTest, Cond, Field, Input, Layout, Section, SectionDef};
use super::{TableDef, Template};
use crate::{Coverage, Metal, Table};
use std::collections::BTreeMap;

const YES_NO: &[&str] = &["Yes", "No"];
const YES_NO_UNKNOWN: &[&str] = &["Yes", "No", "Unknown"];
const SHARE: &[&str] = Coverage::OPTIONS;
const SURVEY: &[&str] =
    &["Yes, in conformance with IPC1755 (e.g., CMRT)", "Yes, using other format (describe)", "No"];
const DISCLOSURE: &[&str] = &["Yes, with the SEC", "Yes, with the EU", "Yes, with the SEC and the EU", "No"];

/// What workbooks of other versions write for the same answer: up to 6.22 the share of 100% is the number 1 shown as
/// a percentage.
const SHARE_SPELLINGS: &[&str] = &["1", "1.0", "1.00", "100 %"];
/// The list of translations spells the first answer to E differently.
const SURVEY_SPELLINGS: &[&str] = &["Yes, in conformance with IPC-1755 [e.g., CMRT]"];

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// One of these values; the spellings are other ones of the first.
fn choice(field: &mut Field, options: &[&str]) {
    let spellings = match options {
        _ if options == SHARE => SHARE_SPELLINGS,
        _ if options == SURVEY => SURVEY_SPELLINGS,
        _ => &[],
    };
    field.input = Input::Choice(owned(options));
    field.other_spellings = spellings.iter().map(|s| ((*s).to_owned(), options[0].to_owned())).collect();
}

fn not_no(key: String) -> Cond {
    Cond::Not(key, owned(&["No"]))
}

/// Q2 is needed unless Q1 is No.
fn needs_q2(m: Metal) -> Cond {
    not_no(format!("q1.{}", m.key()))
}

/// Q3 to Q8 and smelters are needed unless Q1 or Q2 is No. As in the workbook, Q2 counts only once Q1 is Yes.
fn needs_details(m: Metal) -> Cond {
    let q1_is_open = Cond::Not(format!("q1.{}", m.key()), owned(&["Yes"]));
    Cond::All(vec![needs_q2(m), Cond::Any(vec![q1_is_open, not_no(format!("q2.{}", m.key()))])])
}

/// A to H are needed as soon as one metal needs details.
fn needs_policy() -> Cond {
    Cond::Any(METALS.into_iter().map(needs_details).collect())
}

/// The sections of questions.
const SECTIONS: [(&str, Layout); 3] =
    [(COMPANY_BLOCK, Layout::Fields), (BY_METAL, Layout::Metals), (POLICY, Layout::Questions)];
const COMPANY_BLOCK: &str = "company";
const BY_METAL: &str = "metals";
const POLICY: &str = "policy";

fn field(key: &str, section: &str, cell: String, input: Input) -> Field {
    Field {
        key: key.to_owned(),
        text: key.to_owned(),
        number: String::new(),
        section: Section::new(section),
        metal: None,
        cell,
        input,
        other_spellings: BTreeMap::new(),
        visible: Cond::Always,
        required: Cond::Never,
        comment_of: None,
        checker: None,
    }
}

fn checked(mut f: Field, row: u16, test: CheckerTest, required: Cond) -> Field {
    f.required = required;
    f.checker = Some(CheckerRow { row, test, also: Cond::Always });
    f
}

/// The company block: key, row, what it takes, checker row (0: none, and then it need not be answered).
const COMPANY: [(&str, u16, Input, u16); 14] = [
    ("name", 8, Input::Text, 4),
    ("scope", 9, Input::Choice(Vec::new()), 5),
    ("scope_description", 10, Input::LongText, 6),
    ("id", 12, Input::Text, 0),
    ("id_authority", 13, Input::Text, 0),
    ("address", 14, Input::LongText, 0),
    ("contact_name", 15, Input::Text, 7),
    ("contact_email", 16, Input::Email, 8),
    ("contact_phone", 17, Input::Phone, 9),
    ("authorizer_name", 18, Input::Text, 10),
    ("authorizer_title", 19, Input::Text, 0),
    ("authorizer_email", 20, Input::Email, 11),
    ("authorizer_phone", 21, Input::Phone, 0),
    ("effective_date", 22, Input::Date, 12),
];

fn company() -> Vec<Field> {
    let mut out = Vec::new();
    for (key, row, input, checker) in COMPANY {
        let is_email = input == Input::Email;
        let mut f = field(&format!("company.{key}"), COMPANY_BLOCK, format!("D{row}"), input);
        if checker > 0 {
            let test = if is_email { CheckerTest::HasAt } else { CheckerTest::Filled };
            f = checked(f, checker, test, Cond::Always);
        }
        out.push(f);
    }
    out[1].input = Input::Choice(owned(&[SCOPE_COMPANY, SCOPE_PRODUCTS, SCOPE_USER]));
    let scope = || out[1].key.clone();
    // Any scope that is neither A nor B word for word is taken for C.
    let described =
        Cond::All(vec![Cond::Given(scope()), Cond::Not(scope(), owned(&[SCOPE_COMPANY, SCOPE_PRODUCTS]))]);
    let visible = Cond::Not(scope(), owned(&[SCOPE_PRODUCTS]));
    (out[2].required, out[2].visible) = (described, visible);
    out
}

/// Per-metal questions: number, first answer row, first checker row, allowed answers.
const METAL_QUESTIONS: [(u8, u16, u16, &[&str]); 8] = [
    (1, 26, 14, YES_NO),
    (2, 32, 19, YES_NO),
    (3, 38, 24, YES_NO_UNKNOWN),
    (4, 44, 29, YES_NO_UNKNOWN),
    (5, 50, 34, YES_NO_UNKNOWN),
    (6, 56, 39, SHARE),
    (7, 62, 44, YES_NO),
    (8, 68, 49, YES_NO),
];

fn metals() -> Vec<Field> {
    let mut out = Vec::new();
    for (number, row, checker_row, options) in METAL_QUESTIONS {
        for (i, metal) in METALS.into_iter().enumerate() {
            let i = i as u16;
            let key = format!("q{number}.{}", metal.key());
            let q1 = Cond::Is(format!("q1.{}", metal.key()), owned(&["Yes"]));
            let q2 = Cond::Is(format!("q2.{}", metal.key()), owned(&["Yes"]));
            let (needed, also) = match number {
                1 => (Cond::Always, Cond::Always),
                2 => (needs_q2(metal), q1),
                _ => (needs_details(metal), Cond::All(vec![q1, q2])),
            };
            let mut f = field(&key, BY_METAL, format!("D{}", row + i), Input::Text);
            choice(&mut f, options);
            f.text = format!("q{number}");
            f.number = format!("Q{number}");
            f.metal = Some(metal);
            f.visible = needed.clone();
            f.required = needed;
            f.checker = Some(CheckerRow { row: checker_row + i, test: CheckerTest::Filled, also });
            let mut comment =
                field(&format!("{key}.comment"), BY_METAL, format!("G{}", row + i), Input::LongText);
            comment.text = format!("q{number}.comment");
            comment.metal = Some(metal);
            comment.visible = f.visible.clone();
            comment.comment_of = Some(key);
            out.push(f);
            out.push(comment);
        }
    }
    out
}

/// Company-level questions: letter, row, checker row, allowed answers.
const POLICY_QUESTIONS: [(&str, u16, u16, &[&str]); 8] = [
    ("a", 75, 54, YES_NO),
    ("b", 77, 55, YES_NO),
    ("c", 79, 57, YES_NO),
    ("d", 81, 58, YES_NO),
    ("e", 83, 59, SURVEY),
    ("f", 85, 60, YES_NO),
    ("g", 87, 62, YES_NO),
    ("h", 89, 63, DISCLOSURE),
];

fn policy() -> Vec<Field> {
    let mut out = Vec::new();
    for (key, row, checker_row, options) in POLICY_QUESTIONS {
        let f = field(key, POLICY, format!("D{row}"), Input::Text);
        let mut f = checked(f, checker_row, CheckerTest::Filled, needs_policy());
        choice(&mut f, options);
        f.number = key.to_ascii_uppercase();
        f.visible = needs_policy();
        let mut comment = field(&format!("{key}.comment"), POLICY, format!("G{row}"), Input::LongText);
        comment.visible = needs_policy();
        comment.comment_of = Some(key.to_owned());
        if key == "b" {
            // The comment of B is the address of the public policy.
            let public = Cond::All(vec![needs_policy(), Cond::Is("b".into(), owned(&["Yes"]))]);
            comment = checked(comment, 56, CheckerTest::LongerThanOne, public);
            comment.input = Input::Text;
        }
        out.push(f);
        out.push(comment);
    }
    out
}

fn by_product() -> Cond {
    Cond::Is("company.scope".into(), owned(&[SCOPE_PRODUCTS]))
}

fn base(version: &str) -> Template {
    Template {
        kind: CMRT.to_owned(),
        title: "Conflict Minerals Reporting Template (CMRT)".to_owned(),
        version: version.to_owned(),
        seen: true,
        metals: METALS.to_vec(),
        in_scope: METALS.map(needs_details).to_vec(),
        questions: SECTIONS.map(|(key, layout)| SectionDef { section: Section::new(key), layout }).to_vec(),
        fields: [company(), metals(), policy()].concat(),
        tables: vec![
            TableDef::whole(Table::SMELTERS, needs_policy()),
            TableDef::new(Table::PRODUCTS, &[("number", "B"), ("name", "C"), ("comment", "D")], by_product()),
        ],
        checker: CheckerRows { products: 64, smelters: 65, not_listed: 69, by_name: true },
        rules: owned(&["ANS", "CMP", "MTL", "POL", "SML", "PRD", "REV"]),
        ..Template::default()
    }
}

/// Every 6.x version, oldest first. All Declaration cells are the same from 6.01 to 6.5.
pub(super) fn versions() -> Vec<Template> {
    let mut out: Vec<Template> =
        ["6.01", "6.1", "6.2", "6.21", "6.22", "6.3", "6.31", "6.4", "6.5"].into_iter().map(base).collect();
    for t in &mut out {
        // Their files could not be had; by text they differ from their neighbours in data only.
        t.seen = !matches!(t.version.as_str(), "6.2" | "6.21" | "6.3");
        t.checker.by_name = !matches!(t.version.as_str(), "6.01" | "6.1" | "6.2" | "6.21");
    }
    for version in ["6.6", "6.6.1"] {
        let mut t = base(version);
        t.seen = false;
        t.tables[1] = TableDef::whole(Table::PRODUCTS, by_product());
        out.push(t);
    }
    out
}
