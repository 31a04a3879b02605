//! Names as they are compared: letter case, width, accents, punctuation and company forms make no difference.

/// Words that say what kind of company it is, and nothing about which; by their first letter.
#[rustfmt::skip]
const FORMS: [&str; 26] = [
    "ab ag akciova and as asa asi",
    "berhad bhd bv",
    "ca co com company corp corporation cv",
    "de dmcc",
    "e ead eireli et",
    "fzc fze",
    "gmbh",
    "",
    "i inc incorporated",
    "jsc jv",
    "kft kg kk",
    "lda limitada limited llc llp ltd ltda",
    "mbh mfg",
    "nv",
    "oao of ojsc oo ooo oy oyj",
    "pao persero pjsc plc private pt pte pty public pvt",
    "",
    "rl ro",
    "s sa sac sae sarl sas sc sdn se sl slu sp spa spk spol sr srl sro",
    "tbk the",
    "und",
    "",
    "",
    "",
    "y",
    "z zao zoo",
];

/// The same in Chinese, Japanese and Korean, where no space sets them apart; longer ones first.
const EASTERN_FORMS: [&str; 14] = [
    "股份有限责任公司",
    "有限责任公司",
    "股份有限公司",
    "有限公司",
    "股份公司",
    "责任公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "주식회사",
    "유한회사",
    "公司",
    "(株)",
    "(주)",
];

/// A character of a word: a Latin letter or digit is itself, every other letter one of the numbers above 127.
/// Two letters of other scripts may share a number: whoever needs certainty compares the texts.
fn symbol(c: char) -> u8 {
    if c.is_ascii() { c as u8 } else { 0x80 | ((c as u32).wrapping_mul(0x9e37_79b1) >> 25) as u8 }
}

/// The character as it is kept; a space for what separates words, nothing for what words ignore.
fn plain(c: char) -> Option<char> {
    match c {
        '\''
        | '’'
        | '‘'
        | '`'
        | '´'
        | '"'
        | '“'
        | '”'
        | '·'
        | '™'
        | '℠'
        | '\u{2b0}'..='\u{2ff}'
        | '\u{200b}' => None,
        '.' | '。' => Some('.'),
        c if crate::answer::is_word(c) => Some(c),
        _ => Some(' '),
    }
}

/// Whether words of this letter are written without spaces, so that any run of them may be part of a name.
pub(super) fn is_eastern(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// The words of a name in their order, as [`crate::letters`] writes them. `S.A.` is one word, `Non-Ferrous` too.
pub fn words(name: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut eastern = false;
    let (mut join, mut singles) = (false, false);
    // Letters since the last dot: `S.A.` is one word, `Co.Ltd.` are two.
    let mut since = 0;
    let normal = crate::letters::normalize(name);
    for c in normal.chars().map(plain).chain([Some(' ')]) {
        let Some(c) = c else { continue };
        if c == '.' && since == 1 {
            since = 0;
            continue;
        }
        let c = if c == '.' { ' ' } else { c };
        since = if c == ' ' { 0 } else { since + 1 };
        let east = is_eastern(c);
        if (c == ' ' || east != eastern) && !word.is_empty() {
            // Written as one word or as two, with or without hyphen.
            let single = word.len() == 1 && word.as_bytes()[0].is_ascii_lowercase();
            match all.last_mut().filter(|_| join || (single && singles)) {
                Some(last) => last.push_str(&word),
                None => all.push(word.clone()),
            }
            join = word == "non";
            // `S A` is as good as `S.A.`
            singles = single;
            word.clear();
        }
        eastern = east;
        if c != ' ' {
            word.push(c);
        }
    }
    all
}

/// Whether a name is in letters other than Latin ones, and has too few of these to be read by them: `江西 Co., Ltd.`.
pub fn is_foreign(name: &str) -> bool {
    let core = core(&words(name));
    let letters = || core.iter().flat_map(|word| word.chars()).filter(|c| !c.is_ascii_digit());
    // Latin letters end where Greek ones begin, but for those of Vietnamese and the like.
    let latin = |c: &char| (*c as u32) < 0x370 || matches!(c, '\u{1e00}'..='\u{1eff}');
    letters().any(|c| !latin(&c)) && letters().filter(latin).count() < READABLE
}

/// So many Latin letters are a name.
const READABLE: usize = 4;

/// Whether a word is a company form or a word that any name may have.
pub fn is_form(word: &str) -> bool {
    let first = word.bytes().next().unwrap_or(0).wrapping_sub(b'a');
    FORMS.get(usize::from(first)).is_some_and(|forms| forms.split(' ').any(|f| f == word))
}

/// The words that say which company it is: without company forms. All words where nothing else would be left.
pub fn core(words: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if word.starts_with(is_eastern) {
            let mut rest = word.as_str();
            for form in EASTERN_FORMS {
                rest = rest.strip_suffix(form).or_else(|| rest.strip_prefix(form)).unwrap_or(rest);
            }
            if !rest.is_empty() && rest != "株" && rest != "주" {
                kept.push(rest.to_owned());
            }
        } else if !is_form(word) {
            kept.push(word.clone());
        }
    }
    if kept.is_empty() { words.to_vec() } else { kept }
}

/// Appends the words as symbols with a space between them.
pub(super) fn symbols(words: &[String], out: &mut Vec<u8>) {
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push(b' ');
        }
        out.extend(word.chars().map(symbol));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn core_of(name: &str) -> String {
        core(&words(name)).join(" ")
    }

    #[test]
    fn writing_makes_no_difference() {
        for (one, other) in [
            ("Invented Metals Co., Ltd.", "INVENTED METALS COMPANY LIMITED"),
            ("Ｉｎｖｅｎｔｅｄ　Ｍｅｔａｌｓ", "invented metals"),
            ("Mineração Três Rios S.A.", "Mineracao Tres Rios SA"),
            ("Nord Non-Ferrous Metals GmbH & Co. KG", "Nord Nonferrous Metals"),
            ("南山虚构钨业有限公司", "南山虚构钨业"),
            ("株式会社架空製錬所", "架空製錬所"),
            ("O'Mill Refinery", "OMill Refinery"),
            ("PT. Logam Khayal (Persero) Tbk", "Logam Khayal"),
        ] {
            assert_eq!(core_of(one), core_of(other), "{one}");
        }
    }

    #[test]
    fn what_tells_companies_apart_stays() {
        for (one, other) in
            [("Works East Plant", "Works West Plant"), ("Unit 1", "Unit 2"), ("東方製錬", "西方製錬")]
        {
            assert_ne!(core_of(one), core_of(other));
        }
        assert_eq!(core_of("Co. Ltd."), "co ltd");
        assert_eq!(words("虚构Tin公司"), ["虚构", "tin", "公司"]);
    }
}
