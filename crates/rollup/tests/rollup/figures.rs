//! The figures of `figures.txt`, and what no two of them may say against each other.

use crate::campaigns;
use crate::cases::cases_of;
use crate::random::Random;
use crate::scene::Scene;
use domain::Day;
use rollup::figures::invariants::{check, check_annex, check_figures, check_references};
use rollup::figures::{DEFINITIONS, Difference, Figure, Figures, Invariant, Ref, Set, Value, compare};
use std::collections::BTreeSet;

const CASES: &str = include_str!("figures.txt");

fn scene(lines: &[&str]) -> Scene {
    let mut scene = Scene::new();
    lines.iter().for_each(|line| _ = scene.read(line));
    scene
}

#[test]
fn every_figure_prints_what_its_case_says() {
    let mut failed = Vec::new();
    for (name, lines) in cases_of(CASES) {
        let wanted = lines.iter().filter_map(|line| line.split_once(" = "));
        scene(&lines).figured(|snapshot, figures| {
            for (id, text) in wanted {
                let got = figures.printed(id);
                if got != text {
                    failed.push(format!("{name}: {id} is {got:?}, wanted {text:?}"));
                }
            }
            failed.extend(check(snapshot, figures).iter().map(|broken| format!("{name}: {broken:?}")));
        });
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_definition_has_a_figure_and_a_case() {
    let figures = scene(&["supplier a excluded=x | gold Yes/Yes"]).figured(|_, figures| figures.clone());
    let ids: BTreeSet<&str> = figures.all().iter().map(|f| f.id.as_str()).collect();
    for d in DEFINITIONS {
        let of_family = |id: &&str| **id == *d.id || id.starts_with(&format!("{}.", d.id));
        assert!(ids.iter().any(of_family), "{} is worked out nowhere", d.id);
        assert!(
            CASES.contains(&format!("  {} = ", d.id)) || CASES.contains(&format!("  {}.", d.id)),
            "{}",
            d.id
        );
    }
    for figure in figures.all() {
        assert!(!figure.definition.is_empty(), "{} has no definition", figure.id);
    }
    assert_eq!(ids.len(), figures.all().len(), "two figures have one id");
    assert_eq!(figures.csv(|_| "").lines().count(), ids.len() + 1);
}

/// What counts answers to a question opens the revisions that give them.
#[test]
fn answers_that_are_counted_stand_in_the_field_that_opens() {
    let mut opened = 0;
    for seed in 0..100 {
        let lines = campaigns::campaign(&mut Random::new(seed + 1));
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        scene(&lines).figured(|snapshot, figures| {
            for figure in figures.all() {
                assert_eq!(figure.field().is_some(), figure.id.starts_with('M'), "{}", figure.id);
                let Some(key) = figure.field() else { continue };
                let field = snapshot.template.field(&key).expect("a field");
                let said = figure.id.rsplit('.').next().expect("a value");
                for counted in figure.value.n().expect("a set").refs() {
                    let Ref::Revision(request) = *counted else { panic!("{counted:?} of {}", figure.id) };
                    let answer =
                        snapshot.survey.requests[request as usize].answer.as_ref().expect("an answer");
                    let text = answer.declaration.answer(&key);
                    opened += 1;
                    match said {
                        "yes" | "no" => assert!(domain::answer::same(text, said), "{}: {text}", figure.id),
                        "blank" => assert!(domain::answer::is_blank(text), "{}: {text}", figure.id),
                        "other" => assert!(field.option(text).is_none(), "{}: {text}", figure.id),
                        _ => {}
                    }
                }
            }
        });
    }
    assert!(opened > 100, "{opened}");
}

#[test]
fn random_campaigns_break_no_invariant() {
    for seed in 0..2_000 {
        let lines = campaigns::campaign(&mut Random::new(seed + 77_000));
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let broken = scene(&lines).figured(check);
        assert!(broken.is_empty(), "{broken:?} in\n{}", lines.join("\n"));
    }
}

/// What counts other answers is another figure, unless it is a day that moves on with the year.
#[test]
fn a_figure_of_smelters_is_another_where_other_answers_count() {
    let base = ["supplier a | gold Yes/Yes", "row a gold CID900001"];
    let figure = |setting: &str, id: &str| {
        let mut lines = base.to_vec();
        lines.extend((!setting.is_empty()).then_some(setting));
        scene(&lines).figured(|_, figures| figures.get(id).expect("a figure").hash())
    };
    for setting in
        ["company_level=drop", "widest=9", "lines=L1", "states=accepted,in_review", "not_before=2020-01-01"]
    {
        let setting = format!("setting {setting}");
        assert_ne!(figure(&setting, "S3"), figure("", "S3"), "{setting}");
        assert_eq!(figure(&setting, "R1"), figure("", "R1"), "{setting}");
    }
    let old = |day: &str| figure(&format!("setting not_before={day}"), "S5");
    assert_eq!(old("2024-01-01"), old("2025-01-01"));
}

/// One of the largest filers printed this.
#[test]
fn a_filed_column_that_does_not_add_up_is_refused() {
    let column = [
        ("S4.tungsten.conformant_rmap", 34),
        ("S4.tungsten.active", 3),
        ("S4.tungsten.listed", 18),
        ("S3.tungsten", 53),
    ];
    let broken = check_figures(&Figures::stated(column));
    let [only] = &broken[..] else { panic!("{broken:?}") };
    assert_eq!(only.invariant, Invariant::PartsAddUp);
    assert_eq!(only.one.1, "34 + 3 + 18 = 55");
    assert_eq!(only.other, ("S3.tungsten".to_owned(), "53".to_owned()));

    let corrected = column.map(|(id, n)| (id, if id.ends_with("active") { 1 } else { n }));
    assert_eq!(check_figures(&Figures::stated(corrected)), []);
}

#[test]
fn totals_of_metals_that_do_not_add_up_are_refused() {
    let totals = [("S3.tantalum", 36), ("S3.tin", 82), ("S3.gold", 178), ("S3.tungsten", 53), ("S3", 350)];
    let broken = check_figures(&Figures::stated(totals));
    assert_eq!(broken.len(), 1);
    assert_eq!((broken[0].one.1.as_str(), broken[0].other.1.as_str()), ("36 + 82 + 178 + 53 = 349", "350"));
}

/// A campaign with all that invariants look at.
fn rich() -> Scene {
    scene(&[
        "supplier a B | gold Yes/Yes/No/No/No/100%/Yes/Yes",
        "supplier b | gold Yes/Yes/Yes/Yes/No/100%/Yes/Yes",
        "supplier c silent",
        "supplier d excluded=retired planned",
        "row a gold CID900001 origin=Peru",
        "row a gold CID900003 origin=Rwanda",
        "row b gold CID900002",
        "answer a=Yes",
        "verdict gold Traders rejected A_trader.",
        "means gold Alpha CID900001",
    ])
}

/// The figures with one of them changed.
fn tampered(id: &str, change: impl Fn(&mut Value)) -> Figures {
    let mut all: Vec<Figure> = rich().figured(|_, figures| figures.all().to_vec());
    let figure = all.iter_mut().find(|f| f.id == id).unwrap_or_else(|| panic!("no figure {id}"));
    change(&mut figure.value);
    Figures::of(all)
}

fn n(value: &mut Value) -> &mut Set {
    match value {
        Value::Share { n, .. } | Value::Count(n) => n,
        other => panic!("{other:?}"),
    }
}

fn breaks(figures: &Figures, invariant: Invariant, id: &str) -> bool {
    let named = |text: &str| text.split([' ', ',', ':']).any(|word| word == id);
    check_figures(figures).iter().any(|b| b.invariant == invariant && (named(&b.one.0) || named(&b.other.0)))
}

#[test]
fn a_whole_campaign_breaks_nothing() {
    assert_eq!(rich().figured(check), []);
}

/// Of every total one part is made larger, in every way in which the total is divided.
#[test]
fn parts_that_do_not_add_up_are_refused() {
    let parts = [
        "P1/direct",
        "P2/direct",
        "P3",
        "P3.retired",
        "P4/direct",
        "R1/direct",
        "R2/direct",
        "R8.silent",
        "R9.b",
        "M2.gold.yes",
        "M3.gold.no",
        "M4.gold.no",
        "M5.gold.100",
        "M6.gold.yes",
        "M7.gold.yes",
        "M8.a.blank",
        "S3.gold",
        "S4.conformant_rmap",
        "S4.gold.listed",
        "S6",
        "S8",
        "S8.none",
        "S10.duplicate",
    ];
    for id in parts {
        let figures = tampered(id, |value| *n(value) = Set::stated(n(value).count + 1));
        assert!(breaks(&figures, Invariant::PartsAddUp, id), "{id}");
    }
}

#[test]
fn what_is_in_two_parts_or_in_none_is_refused() {
    // As many as before, but another supplier and another smelter.
    let figures = tampered("R8.silent", |value| *n(value) = Set::of(vec![Ref::Supplier(0)]));
    assert!(breaks(&figures, Invariant::PartsDivide, "P4"));
    let first =
        rich().figured(|_, f| f.get("S4.gold.listed").and_then(|f| f.value.n().cloned()).expect("a set"));
    let figures = tampered("S4.gold.conformant_rmap", |value| *n(value) = first.clone());
    assert!(breaks(&figures, Invariant::PartsDivide, "S3.gold"));
}

#[test]
fn a_share_of_what_it_is_no_part_of_is_refused() {
    let figures = tampered("R7", |value| *n(value) = Set::of(vec![Ref::Supplier(3)]));
    assert!(breaks(&figures, Invariant::ShareIsPart, "R7"));
    let figures = tampered("R6", |value| *n(value) = Set::stated(99));
    assert!(breaks(&figures, Invariant::ShareIsPart, "R6"));
}

#[test]
fn a_number_that_opens_other_rows_is_refused() {
    let figures = tampered("S1", |value| n(value).count += 1);
    assert!(breaks(&figures, Invariant::CountOpens, "S1"));
}

#[test]
fn a_facility_inside_and_outside_is_refused() {
    let inside = rich().figured(|_, f| f.get("S6").and_then(|f| f.value.n().cloned()).expect("a set"));
    assert_eq!(inside.count, 1);
    let figures = tampered("S8", |value| *n(value) = inside.clone());
    let broken = check_figures(&figures);
    let found = broken.iter().find(|b| b.invariant == Invariant::InsideOrOutside).expect("it is refused");
    assert_eq!(found.refs, inside.refs());
}

#[test]
fn an_annex_that_is_not_the_count_is_refused() {
    rich().figured(|snapshot, figures| {
        let annex = snapshot.annex();
        assert_eq!(check_annex(figures, &annex), []);
        let short = check_annex(figures, &annex[1..]);
        assert_eq!((short[0].one.1.as_str(), short[0].other.1.as_str()), ("2", "3"));
        assert_eq!(short[0].refs, [Ref::Smelter(annex[0].smelter)]);
        let mut twice = annex.clone();
        twice.push(annex[0].clone());
        assert_eq!(check_annex(figures, &twice)[0].invariant, Invariant::AnnexIsCount);
    });
}

#[test]
fn a_day_after_the_freeze_or_the_cut_off_is_refused() {
    let later = |change: &dyn Fn(&mut Scene)| {
        let mut scene = rich();
        change(&mut scene);
        let broken = scene.figured(check);
        broken.into_iter().map(|b| (b.invariant, b.one.0, b.other.0)).collect::<Vec<_>>()
    };
    let says = |what: &str, limit: &str| vec![(Invariant::NothingLater, what.to_owned(), limit.to_owned())];
    let day = || Day::new(2026, 5, 1).expect("a day");
    assert_eq!(later(&|s| s.survey.requests[0].sent_on = Some(day())), says("request sent", "freeze"));
    let arrived = |s: &mut Scene| {
        s.documents[0].0.as_mut().expect("an answer").received_on = "2026-04-02".parse().expect("a day")
    };
    assert_eq!(later(&arrived), says("answer received", "cut-off"));
    assert_eq!(later(&|s| s.lists.evidence[0].as_of = day()), says("reference list", "freeze"));
    assert_eq!(later(&|s| s.lists.day = day()), says("day of the lists", "freeze"));
    assert_eq!(later(&|s| s.lists.verdicts[0].on = day()), says("verdict on Traders", "freeze"));
    assert_eq!(later(&|s| s.lists.learnt[0].when = day()), says("decision about Alpha", "freeze"));
    assert_eq!(
        later(&|s| s.own.answers.get_mut("a").expect("A").on = Some(day())),
        says("own answer to a", "freeze")
    );
    assert_eq!(later(&|s| s.facts.cutoff_on = Some(day())), says("cut-off", "freeze"));
}

#[test]
fn a_text_that_names_no_figure_is_refused() {
    rich().figured(|_, figures| {
        let broken = check_references(figures, ["R1", "S4.gold.active", "S4.mercury.active"]);
        assert_eq!(broken.iter().map(|b| b.one.1.as_str()).collect::<Vec<_>>(), ["S4.mercury.active"]);
    });
}

#[test]
fn last_year_stands_beside_where_it_meant_the_same() {
    let then = rich().figured(|_, figures| figures.kept());
    let mut scene = rich();
    scene.facts.facilities = rollup::figures::FacilityRule::InTheYear;
    assert!(scene.read("supplier e silent"));
    scene.figured(|_, now| {
        let beside = compare::compare(now, &then);
        let says = |id: &str| beside.iter().find(|b| b.id == id).expect("a figure").clone();
        assert_eq!((says("P1").difference, says("P1").printed()), (Difference::By(1), "+1".into()));
        assert_eq!(says("R1").then, "2 of 3 (66 %)");
        assert_eq!(says("S3").printed(), "defined otherwise");
        assert_eq!(says("S4.gold.active").difference, Difference::DefinedOtherwise);
        assert_eq!(says("S1").printed(), "no change");
        assert_eq!(says("G1").difference, Difference::NoNumber);
    });
    let few: Vec<_> = then.into_iter().filter(|kept| kept.id == "P1").collect();
    let beside = scene.figured(|_, now| compare::compare(now, &few));
    assert_eq!(beside.iter().filter(|b| b.difference != Difference::NotThen).count(), 1);
}

#[test]
fn a_share_is_floored_and_says_what_it_is() {
    let share = |count, of| Value::Share { n: Set::stated(count), of: Set::stated(of) }.printed();
    for (count, of, printed) in [
        (0, 0, "none"),
        (0, 7, "0 of 7 (0 %)"),
        (1, 400, "1 of 400 (under 1 %)"),
        (399, 400, "399 of 400 (99 %)"),
        (400, 400, "400 of 400 (100 %)"),
        (205, 210, "205 of 210 (97 %)"),
        (u64::MAX - 1, u64::MAX, "18446744073709551614 of 18446744073709551615 (99 %)"),
    ] {
        assert_eq!(share(count, of), printed);
    }
}
