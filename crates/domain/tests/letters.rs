//! L-D1: names are the same however their letters are written.

use domain::letters;
use domain::smelters::name_words;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Names in all the ways in which they are met, in groups of one.
const SAME: &[&[&str]] = &[
    &["ISTANBUL ALTIN RAFİNERİSİ", "Istanbul Altın Rafinerisi", "İstanbul Altın Rafinerisi"],
    &["VINATAB Hưng Yên", "Vinatab Hung Yen"],
    &["Nghệ Tĩnh Non-Ferrous Metals", "NGHE TINH NONFERROUS METALS"],
    &["Șmelter Română", "Smelter Romana", "Şmelter Română"],
    &["Ǎnhuī Tóngdū", "Anhui Tongdu"],
    &["ﾀﾅｶ貴金属", "タナカ貴金属"],
    &["Straße", "STRASSE", "Strasse"],
    &["Æro", "Aero"],
    &["Œuvre", "oeuvre"],
    &["Łódź Ødegård Đakovo", "lodz odegard dakovo"],
    &["Ｍｅｔａｌｌｕｒｇｉｃａ", "metallurgica"],
    &["ЗАВОД Йод", "завод йод"],
    &["ΧΡΥΣΌΣ", "χρυσός"],
    &["대한주석", "대한주석"],
];

#[test]
fn l_d1_writing_makes_no_difference() {
    for group in SAME {
        let first = name_words::words(group[0]);
        for name in *group {
            let (nfc, nfd): (String, String) = (name.nfc().collect(), name.nfd().collect());
            for way in [*name, nfc.as_str(), nfd.as_str(), &name.to_lowercase(), &name.to_uppercase()] {
                assert_eq!(name_words::words(way), first, "{way}");
            }
        }
    }
    assert_ne!(
        name_words::words("がらす"),
        name_words::words("からす"),
        "a mark of voice makes another letter"
    );
}

/// Every letter below U+1F00, in the middle of a name.
fn letters() -> Vec<String> {
    let all = ('\u{80}'..'\u{1f00}').filter(|c| c.is_alphabetic());
    let kana = ('ぁ'..='ヿ').chain('ｦ'..='ﾟ').chain('Ａ'..='ｚ').chain("金属精錬鉱業株式会社™℠Å㈱".chars());
    all.chain(kana).map(|c| format!("Ab{c}c {c}x")).collect()
}

#[test]
fn l_d1_composed_and_in_parts_are_one_name() {
    for name in letters() {
        let (nfc, nfd): (String, String) = (name.nfc().collect(), name.nfd().collect());
        assert_eq!(name_words::words(&nfc), name_words::words(&nfd), "{name}");
    }
}

proptest! {
    #[test]
    fn l_d1_no_writing_of_a_name_is_another_name(name in "[\\p{Latin}\\p{Hiragana}\\p{Katakana}\\p{Hangul}\\p{Greek}\\p{Cyrillic} .,&'-]{0,30}") {
        let (nfc, nfd): (String, String) = (name.nfc().collect(), name.nfd().collect());
        prop_assert_eq!(name_words::words(&nfc), name_words::words(&nfd));
    }

    #[test]
    fn l_d1_letters_without_words_agree_too(name in "[À-ɏḀ-ỿa-z ]{0,20}") {
        let (nfc, nfd): (String, String) = (name.nfc().collect(), name.nfd().collect());
        prop_assert_eq!(letters::normalize(&nfc), letters::normalize(&nfd));
    }
}
