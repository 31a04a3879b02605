//! Matching on the invented labelled set, and what the matcher promises case by case.

#[path = "smelters/invented.rs"]
mod invented;
#[path = "smelters/random.rs"]
mod random;

use domain::Metal;
use domain::smelters::history::Removal;
use domain::smelters::matching::OFFERED;
use domain::smelters::{AliasDecision, Confidence, Facility, Matcher, Reason, TypedSmelter};
use invented::Pair;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

fn stored<T: serde::de::DeserializeOwned + serde::Serialize + PartialEq>(name: &str, made: &T) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/smelters").join(name);
    if std::env::var_os("TOUCHSTONE_WRITE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let rows: Vec<serde_json::Value> =
            serde_json::from_value(serde_json::to_value(made).unwrap()).unwrap();
        // One pair a line, for reading and for comparing.
        let lines: Vec<String> = rows.iter().map(|r| format!("  {r}")).collect();
        std::fs::write(&path, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    }
    serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap()
}

#[test]
fn the_invented_set_is_matched() {
    let all: Vec<Facility> = stored("facilities.json", &invented::facilities());
    let pairs: Vec<Pair> = stored("pairs.json", &invented::pairs(&all));
    assert_eq!(all, invented::facilities(), "the fixture is no longer what its generator makes");
    assert_eq!(pairs, invented::pairs(&all), "the fixture is no longer what its generator makes");
    let index = Matcher::new(all, &[]);
    let mut kinds: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for pair in &pairs {
        let outcome = index.find(&pair.typed);
        let offered = outcome.candidates.iter().any(|c| pair.right.as_ref() == Some(&c.cid));
        let kind = kinds.entry(&pair.kind).or_default();
        kind[0] += 1;
        kind[1] += usize::from(offered);
        kind[2] += usize::from(outcome.confidence == Confidence::Ambiguous);
        if outcome.confidence == Confidence::Certain {
            let good = pair.right.as_ref() == Some(&outcome.candidates[0].cid);
            kind[3] += 1;
            kind[4] += usize::from(good);
            if !good {
                println!("wrong and sure: {pair:?} -> {:?}", outcome.candidates[0]);
            }
        } else if pair.right.is_some() && !offered {
            println!("not offered: {pair:?}");
        }
    }
    let (mut positives, mut offered, mut sure, mut right) = (0, 0, 0, 0);
    for (kind, n) in &kinds {
        println!(
            "{kind:<20} {:>3} pairs, right one offered {:>3}, asked {:>3}, sure {:>3}, of them right {:>3}",
            n[0], n[1], n[2], n[3], n[4]
        );
        sure += n[3];
        right += n[4];
        if pairs.iter().any(|p| p.kind == *kind && p.right.is_some()) {
            positives += n[0];
            offered += n[1];
        }
    }
    println!(
        "{} pairs: precision of sure {right}/{sure}; recall of sure and ask {offered}/{positives}",
        pairs.len()
    );
    assert!(pairs.len() >= 500);
    assert!(right as f64 >= 0.999 * sure as f64 && sure >= 150);
    assert!(offered as f64 >= 0.97 * positives as f64);
    for kind in ["number of another", "metal of another", "sold twice", "other country", "other metal"] {
        assert_eq!(kinds[kind][3], 0, "{kind} must be asked");
    }
}

fn works(cid: &str, metal: Metal, name: &str, country: &str) -> Facility {
    Facility {
        cid: cid.into(),
        metal: Some(metal),
        name: name.into(),
        country: country.into(),
        ..Facility::default()
    }
}

fn typed(metal: &str, name: &str) -> TypedSmelter {
    TypedSmelter { metal: metal.into(), name: name.into(), ..TypedSmelter::default() }
}

fn has(reasons: &[Reason], code: &str) -> bool {
    reasons.iter().any(|r| r.code == code)
}

#[test]
fn ties_are_asked_and_conflicts_are_reasons() {
    let all = vec![
        works("CID900001", Metal::GOLD, "Invented Refinery", "JAPAN"),
        works("CID900002", Metal::GOLD, "Invented Refinery Ltd.", "NORWAY"),
        works("CID900003", Metal::TIN, "Other Works", "PERU"),
    ];
    let index = Matcher::new(all, &[]);
    let tie = index.find(&typed("Gold", "INVENTED REFINERY LIMITED"));
    assert_eq!(tie.confidence, Confidence::Ambiguous);
    let number = TypedSmelter { cid: "CID900001".into(), ..typed("Gold", "") };
    assert_eq!(index.find(&number).confidence, Confidence::Certain);
    let other_name = TypedSmelter { name: "Other Works".into(), ..number.clone() };
    let outcome = index.find(&other_name);
    assert!(
        outcome.confidence == Confidence::Ambiguous && has(&outcome.candidates[0].reasons, "name_unlike")
    );
    let other_metal = TypedSmelter { metal: "Tin".into(), ..number.clone() };
    let outcome = index.find(&other_metal);
    assert!(
        outcome.confidence == Confidence::Ambiguous && has(&outcome.candidates[0].reasons, "metal_differs")
    );
    let other_country = TypedSmelter { country: "Peru".into(), ..number };
    let outcome = index.find(&other_country);
    assert!(
        outcome.confidence == Confidence::Ambiguous && has(&outcome.candidates[0].reasons, "country_differs")
    );
    let two =
        TypedSmelter { cid: "CID900001".into(), identification: "CID900002".into(), ..typed("Gold", "") };
    let outcome = index.find(&two);
    assert!(outcome.confidence == Confidence::Ambiguous && has(&outcome.candidates[0].reasons, "cid_other"));
    assert_eq!(outcome.candidates.len(), 2);
    let unknown = TypedSmelter { cid: "CID999999".into(), ..typed("Tin", "Other Works") };
    let outcome = index.find(&unknown);
    assert!(outcome.confidence == Confidence::Ambiguous && has(&outcome.notes, "cid_unknown"));
    assert_eq!(outcome.candidates[0].cid, "CID900003");
    assert_eq!(index.find(&typed("Tungsten", "Quite Something Else")).confidence, Confidence::None);
    assert_eq!(index.find(&typed("Tin", "Smelter not yet identified")).confidence, Confidence::None);
}

#[test]
fn what_the_team_decided_is_known_from_then_on() {
    let all = vec![
        works("CID900001", Metal::GOLD, "North Mill", "NORWAY"),
        works("CID900002", Metal::GOLD, "South Mill", "NORWAY"),
    ];
    let decide = |cid: Option<&str>, when: &str| AliasDecision {
        text: "Mill of the fjord".into(),
        metal: Metal::GOLD,
        cid: cid.map(str::to_owned),
        who: "A. Reviewer".into(),
        when: when.parse().unwrap(),
    };
    let ask = typed("Gold", "MILL OF THE FJORD");
    assert_ne!(Matcher::new(all.clone(), &[]).find(&ask).confidence, Confidence::Certain);
    let learnt = [decide(Some("CID900001"), "2026-02-01"), decide(Some("CID900002"), "2026-01-01")];
    let outcome = Matcher::new(all.clone(), &learnt).find(&ask);
    assert_eq!((outcome.confidence, outcome.candidates[0].cid.as_str()), (Confidence::Certain, "CID900001"));
    assert!(has(&outcome.candidates[0].reasons, "learnt"));
    // For another metal nothing was decided.
    let other = Matcher::new(all.clone(), &learnt).find(&typed("Tin", "Mill of the fjord"));
    assert_ne!(other.confidence, Confidence::Certain);
    let none = Matcher::new(all, &[decide(None, "2026-03-01")]).find(&ask);
    assert!(none.confidence == Confidence::None && has(&none.notes, "learnt_none"));
}

#[test]
fn a_removed_smelter_is_recognised_and_said_to_be_removed() {
    let mut gone = works("CID900001", Metal::TIN, "Closed Works", "PERU");
    let successors = vec!["CID900002".to_owned()];
    gone.removed = Some(Removal { on: "2020-05-04".parse().ok(), why: "closed".into(), successors });
    let outcome = Matcher::new(vec![gone.clone()], &[]).find(&typed("Tin", "Closed Works"));
    let reasons = &outcome.candidates[0].reasons;
    assert!(
        outcome.confidence == Confidence::Certain && has(reasons, "removed") && has(reasons, "successor")
    );
    // A list that no longer has it gives no reason.
    gone.removed.as_mut().unwrap().why.clear();
    let outcome = Matcher::new(vec![gone], &[]).find(&typed("Tin", "Closed Works"));
    let said = outcome.candidates[0].reasons.iter().find(|r| r.code == "removed_unsaid").unwrap();
    assert!(said.message(domain::text::embedded::texts("en")).ends_with("No reason is known."));
}

#[test]
fn rule_4_the_exact_name_under_another_metal_is_always_offered() {
    let mut all = vec![works("CID900900", Metal::GOLD, "Quill River Refining", "JAPAN")];
    all.extend((0..12).map(|n| {
        let name = format!("Quill River Refining Works {n}");
        works(&format!("CID9000{n:02}"), Metal::TIN, &name, "JAPAN")
    }));
    let outcome = Matcher::new(all, &[]).find(&typed("Tin", "Quill River Refining"));
    let gold = outcome.candidates.iter().find(|c| c.cid == "CID900900").expect("offered");
    assert!(
        outcome.confidence == Confidence::Ambiguous
            && has(&gold.reasons, "name_same")
            && has(&gold.reasons, "metal_differs")
    );
    assert_eq!(outcome.candidates[0].cid, "CID900900", "before what is merely like it");
    // A number that does not fit the name hides it no more.
    let all = vec![
        works("CID900900", Metal::GOLD, "Quill River Refining", "JAPAN"),
        works("CID900001", Metal::TIN, "Other Works", "PERU"),
    ];
    let number = TypedSmelter { cid: "CID900001".into(), ..typed("Tin", "Quill River Refining") };
    let outcome = Matcher::new(all, &[]).find(&number);
    assert!(
        outcome.confidence == Confidence::Ambiguous
            && outcome.candidates.iter().any(|c| c.cid == "CID900900")
    );
}

#[test]
fn rule_14_of_several_successors_the_supplier_is_asked() {
    let mut gone = works("CID900001", Metal::TIN, "Closed Works", "PERU");
    let successors = vec!["CID900002".to_owned(), "CID900003".to_owned()];
    gone.removed = Some(Removal { on: "2020-05-04".parse().ok(), why: "split".into(), successors });
    let all = vec![
        gone,
        works("CID900002", Metal::TIN, "Northern Works", "PERU"),
        works("CID900003", Metal::TIN, "Southern Works", "PERU"),
    ];
    let index = Matcher::new(all, &[]);
    for row in [typed("Tin", "Closed Works"), TypedSmelter { cid: "CID900001".into(), ..typed("Tin", "") }] {
        let outcome = index.find(&row);
        let offered: Vec<&str> = outcome.candidates.iter().map(|c| c.cid.as_str()).collect();
        assert_eq!(
            (outcome.confidence, offered),
            (Confidence::Ambiguous, vec!["CID900001", "CID900002", "CID900003"])
        );
        assert!(
            has(&outcome.candidates[0].reasons, "successors")
                && has(&outcome.candidates[1].reasons, "takes_over")
        );
    }
}

#[test]
fn rule_17_a_former_name_of_what_was_renamed_and_removed_is_asked() {
    let mut gone = works("CID900001", Metal::TIN, "New Name Works", "PERU");
    gone.aliases.push("Old Kestrel Smelting".into());
    let index = Matcher::new(vec![gone.clone()], &[]);
    assert_eq!(
        index.find(&typed("Tin", "Old Kestrel Smelting")).confidence,
        Confidence::Certain,
        "renamed and listed"
    );
    gone.removed =
        Some(Removal { on: "2020-05-04".parse().ok(), why: "closed".into(), successors: Vec::new() });
    let index = Matcher::new(vec![gone], &[]);
    let outcome = index.find(&typed("Tin", "OLD KESTREL SMELTING LTD"));
    assert!(
        outcome.confidence == Confidence::Ambiguous && has(&outcome.candidates[0].reasons, "former_name")
    );
    assert_eq!(
        index.find(&typed("Tin", "New Name Works Ltd")).confidence,
        Confidence::Certain,
        "its last name"
    );
}

#[test]
fn rule_6_names_in_chinese_or_japanese_letters_lead_to_a_question() {
    let all = vec![
        works("CID900001", Metal::TIN, "Nanxi Xinghai Tin Co., Ltd.", "CHINA"),
        works("CID900002", Metal::TIN, "Dongpu Ruifeng Nonferrous Metals Co., Ltd.", "CHINA"),
        works("CID900003", Metal::TIN, "Hinode Materials Corporation", "JAPAN"),
        works("CID900004", Metal::GOLD, "Kamishiro Kikinzoku Kogyo K.K.", "JAPAN"),
    ];
    let index = Matcher::new(all.clone(), &[]);
    for (metal, name, country, cid) in [
        ("Tin", "南溪兴海锡业有限公司", "CHINA", "CID900001"),
        ("Tin", "南溪兴海锡业", "", "CID900001"),
        ("Tin", "东浦瑞丰有色金属有限公司", "中国", "CID900002"),
        ("Tin", "ヒノデマテリアルズ株式会社", "JAPAN", "CID900003"),
        ("Tin", "ﾋﾉﾃﾞﾏﾃﾘｱﾙｽﾞ", "", "CID900003"),
        ("Gold", "カミシロ貴金属工業", "JAPAN", "CID900004"),
    ] {
        let outcome = index.find(&TypedSmelter { country: country.into(), ..typed(metal, name) });
        let first = outcome.candidates.first().map(|c| c.cid.as_str());
        assert_eq!((outcome.confidence, first), (Confidence::Ambiguous, Some(cid)), "{name}");
        assert!(has(&outcome.notes, "other_script"), "{name}");
    }
    // Nothing alike: that is asked about too, and the note says for what to ask.
    for name in ["虚构冶炼厂", "あいうえお", "고려아연", "Завод"] {
        let outcome = index.find(&TypedSmelter { country: "PERU".into(), ..typed("Tin", name) });
        assert_eq!(
            (outcome.confidence, outcome.candidates.len()),
            (Confidence::Ambiguous, 0),
            "{name}: {:?}",
            outcome.candidates
        );
        assert!(has(&outcome.notes, "other_script"), "{name}");
    }
    // Aliases that are imported or learnt are as good as any.
    let mut known = all;
    known[0].aliases.push("南溪兴海锡业有限公司".into());
    assert_eq!(
        Matcher::new(known.clone(), &[]).find(&typed("Tin", "南溪兴海锡业")).confidence,
        Confidence::Certain
    );
    let learnt = AliasDecision {
        text: "東浦瑞豊".into(),
        metal: Metal::TIN,
        cid: Some("CID900002".into()),
        who: "A. Reviewer".into(),
        when: "2026-02-01".parse().unwrap(),
    };
    let outcome = Matcher::new(known, &[learnt]).find(&typed("Tin", "東浦瑞豊"));
    assert_eq!((outcome.confidence, outcome.candidates[0].cid.as_str()), (Confidence::Certain, "CID900002"));
}

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("CID900001".to_owned()),
        Just("Xinghai Tin Smelting".to_owned()),
        "[1-4][A-Z]{3}[0-9]{3}",
        "[A-Z a-z.,'()&-]{0,90}",
        "[株式会社有限公司南溪海锡業a ]{0,20}",
        "\\PC{0,40}",
    ]
}

proptest! {
    #[test]
    fn nothing_typed_is_too_odd(
        cid in anything(), lookup in anything(), name in anything(), metal in anything(), country in anything(),
    ) {
        static INDEX: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(invented::facilities(), &[]));
        for metal in [metal, "Tin".to_owned()] {
            let row = TypedSmelter { cid: cid.clone(), lookup: lookup.clone(), name: name.clone(), metal, country: country.clone(), ..TypedSmelter::default() };
            let outcome = INDEX.find(&row);
            prop_assert!(outcome.candidates.len() <= OFFERED);
            // Silence is for names that can be read.
            let asked = outcome.confidence == Confidence::Ambiguous && has(&outcome.notes, "other_script");
            prop_assert!((outcome.confidence == Confidence::None) == (outcome.candidates.is_empty() && !asked));
            prop_assert!(outcome.candidates.iter().all(|c| (0.0..=1.0).contains(&c.score) && !c.reasons.is_empty()));
            let cids: BTreeSet<&str> = outcome.candidates.iter().map(|c| c.cid.as_str()).collect();
            prop_assert_eq!(cids.len(), outcome.candidates.len());
        }
    }
}

#[test]
fn every_reason_has_a_text_in_every_language() {
    let source = [
        include_str!("../src/smelters/matching/by_id.rs"),
        include_str!("../src/smelters/matching/by_name.rs"),
        include_str!("../src/smelters/matching/by_place.rs"),
        include_str!("../src/smelters/matching/ranking.rs"),
        include_str!("../src/smelters/matching.rs"),
        include_str!("../src/smelters/names.rs"),
    ];
    let source = source.concat();
    for (language, _) in domain::text::LANGUAGES {
        let texts = domain::text::embedded::texts(language);
        let mut seen = 0;
        for part in source.split("Reason::").skip(1) {
            let Some(code) = part
                .split('"')
                .nth(1)
                .filter(|_| part.starts_with("pro(\"") || part.starts_with("contra(\""))
            else {
                continue;
            };
            assert!(texts.has(&format!("smelters.reason.{code}")), "{language}: {code}");
            seen += 1;
        }
        assert!(seen > 15);
        for same in ["name_same", "name_form", "name_order", "name_spacing"] {
            assert!(texts.has(&format!("smelters.reason.{same}")), "{language}: {same}");
        }
        for code in domain::smelters::list::ISSUES {
            assert!(texts.has(&format!("smelters.noise.{code}")), "{language}: {code}");
        }
        for kind in domain::smelters::ListKind::ALL {
            assert!(texts.has(&format!("smelters.kind.{}", kind.key())), "{language}");
        }
    }
}
