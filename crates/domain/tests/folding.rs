//! L-D1: names are the same however their letters are written, on the server and in the worker.

use domain::letters;
use domain::smelters::fold;
use proptest::prelude::*;
use std::process::Command;
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
        let first = fold::words(group[0]);
        for name in *group {
            let (nfc, nfd): (String, String) = (name.nfc().collect(), name.nfd().collect());
            for way in [*name, nfc.as_str(), nfd.as_str(), &name.to_lowercase(), &name.to_uppercase()] {
                assert_eq!(fold::words(way), first, "{way}");
            }
        }
    }
    assert_ne!(fold::words("がらす"), fold::words("からす"), "a mark of voice makes another letter");
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
        assert_eq!(fold::words(&nfc), fold::words(&nfd), "{name}");
    }
}

/// What the worker's own JavaScript makes of texts, one a line; none where there is no Node.
fn by_the_worker(texts: &[String]) -> Option<Vec<String>> {
    let script = "globalThis.onmessage = null; await import(process.argv[1]); const read = await import('node:fs');\n\
        const lines = JSON.parse(read.readFileSync(0, 'utf8'));\n\
        process.stdout.write(JSON.stringify(lines.map((line) => globalThis.foldLetters(line))));";
    let worker = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/suggest-worker.js");
    let mut node = Command::new("node")
        .args(["--input-type=module", "-e", script, worker])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .ok()?;
    serde_json::to_writer(node.stdin.take()?, texts).ok()?;
    let out = node.wait_with_output().ok()?;
    assert!(out.status.success(), "the worker's script runs in Node");
    serde_json::from_slice(&out.stdout).ok()
}

#[test]
fn l_d1_the_worker_folds_as_the_server_does() {
    let mut texts = letters();
    texts.extend(SAME.iter().flat_map(|group| group.iter().map(|t| (*t).to_owned())));
    texts.extend(texts.clone().iter().map(|t| t.nfd().collect::<String>()));
    let Some(folded) = by_the_worker(&texts) else {
        println!("skipped: Node is absent, so the worker's folding was not compared");
        return;
    };
    assert_eq!(folded.len(), texts.len());
    for (text, folded) in texts.iter().zip(&folded) {
        assert_eq!(*folded, fold::normal(text), "{text}");
        // What the module does with it is the same code from here on.
        assert_eq!(fold::words(folded), fold::words(text), "{text}");
    }
}

proptest! {
    #[test]
    fn l_d1_no_writing_of_a_name_is_another_name(name in "[\\p{Latin}\\p{Hiragana}\\p{Katakana}\\p{Hangul}\\p{Greek}\\p{Cyrillic} .,&'-]{0,30}") {
        let (nfc, nfd): (String, String) = (name.nfc().collect(), name.nfd().collect());
        prop_assert_eq!(fold::words(&nfc), fold::words(&nfd));
        prop_assert_eq!(fold::words(&fold::normal(&name)), fold::words(&name));
    }

    #[test]
    fn l_d1_the_small_fold_agrees_on_latin_letters(name in "[À-ɏḀ-ỿa-z ]{0,20}") {
        let (nfc, nfd): (String, String) = (name.nfc().collect(), name.nfd().collect());
        prop_assert_eq!(letters::fold(&nfc), letters::fold(&nfd));
    }
}
