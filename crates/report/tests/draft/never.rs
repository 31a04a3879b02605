//! What is never said by itself.

use crate::facts::{asked, day, facts, full};
use report::auto::write;
use report::compose::{Blocker, compose};
use report::document::Text;
use report::part::Auto;
use report::sentences;
use report::signed::{Auditor, Choice, Refusal, Signed, Statement};
use report::skeleton::Kind;
use report::words::{WHY, WORDS, named, warnings};

#[test]
fn no_automatic_sentence_says_what_only_a_person_may() {
    for key in sentences::keys().filter(|key| !key.starts_with("signed.")) {
        let words = warnings(sentences::get(key));
        // The rule's own words, which define a term or deny something.
        let fine = |word: &&report::words::Warning| !["origin"].contains(&word.why);
        assert_eq!(
            words.iter().filter(fine).collect::<Vec<_>>(),
            Vec::<&report::words::Warning>::new(),
            "{key}"
        );
    }
    assert!(write(Auto::Covered, &facts(), None).is_ok());
}

#[test]
fn the_conclusion_is_chosen_from_what_the_figures_allow() {
    let facts = facts();
    let sign = |metal: &str, choice| {
        let asked = asked(Statement::Inquiry, Some(metal), choice);
        Signed::new(asked, "Grace Example", day("2026-05-20"), &facts).map(|it| it.choice())
    };
    assert_eq!(sign("Tin", Choice::NotCovered), Err(Refusal::CoveredSmelters));
    assert_eq!(sign("Tin", Choice::MayBeCovered), Ok(Choice::MayBeCovered));
    assert_eq!(sign("Tungsten", Choice::NotCovered), Ok(Choice::NotCovered));
    assert_eq!(sign("Tungsten", Choice::RecycledOrScrap), Err(Refusal::NotAllRecycled));
    // Nor can anybody say of none where they take their ore.
    assert_eq!(sign("Gold", Choice::NotCovered), Err(Refusal::NotRecorded));
    // Of no facility nobody can say that all are recyclers.
    assert_eq!(sign("Gold", Choice::RecycledOrScrap), Err(Refusal::NotAllRecycled));
    assert_eq!(sign("Cobalt", Choice::MayBeCovered), Err(Refusal::NoMetal));
    assert_eq!(sign("Tin", Choice::Audited), Err(Refusal::OtherStatement));
    // A mine in a covered country is enough, though no facility of the lists is said to source there.
    let mut mined = facts.clone();
    mined.facilities.iter_mut().for_each(|it| it.covered = false);
    let of_tin = asked(Statement::Inquiry, Some("Tin"), Choice::NotCovered);
    let said = Signed::new(of_tin, "Grace Example", day("2026-05-20"), &mined).map(|it| it.choice());
    assert_eq!(said, Err(Refusal::CoveredSmelters));
    let nobody =
        Signed::new(asked(Statement::Oecd, None, Choice::FollowsOecd), " ", day("2026-05-20"), &facts);
    assert_eq!(nobody, Err(Refusal::NoName));
    let mut less = facts.clone();
    less.figures.retain(|it| it.id != "S3");
    less.figures.iter_mut().find(|it| it.id == "R2").unwrap().n = Some(210);
    let all = asked(Statement::AllIdentified, None, Choice::AllIdentified);
    assert_eq!(Signed::new(all, "Grace", day("2026-05-20"), &less), Err(Refusal::NotRecorded));
}

/// The report does not say of a metal what the declaration of the same snapshot denies, and inquires after none that is in no
/// product.
#[test]
fn report_and_declaration_say_the_same_of_a_metal() {
    let mut facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    facts.declared = [("Tin".to_owned(), true), ("Tungsten".to_owned(), false)].into();
    let sign = |metal: &str, choice| {
        Signed::new(asked(Statement::Contained, Some(metal), choice), "Grace", day("2026-05-20"), &facts)
    };
    assert_eq!(sign("Tin", Choice::DoNotContain), Err(Refusal::DeclaredYes));
    assert_eq!(sign("Tungsten", Choice::Contain), Err(Refusal::DeclaredNo));
    assert!(sign("Tin", Choice::Contain).is_ok());
    assert!(sign("Gold", Choice::Contain).is_ok() && sign("Gold", Choice::DoNotContain).is_ok(), "left open");
    // What was signed before it was declared is told.
    let stops = compose(&draft, &facts).unwrap().filing(&facts).unwrap_err();
    let of = |metal: &str| Some(metal.to_owned());
    let gone = Blocker::NoLongerAllowed(Statement::Contained, of("Tungsten"), Refusal::DeclaredNo);
    assert!(stops.contains(&gone), "{stops:?}");
    draft.sign(sign("Tungsten", Choice::DoNotContain).unwrap());
    let words = compose(&draft, &facts).unwrap().filing(&facts).unwrap().words();
    assert!(words.iter().any(|it| it.starts_with("Tungsten is not necessary")), "{words:#?}");
    assert!(words.iter().any(|it| it.starts_with("Tin: after this inquiry")), "{words:#?}");
    assert!(!words.iter().any(|it| it.starts_with("Tungsten: after this inquiry")), "{words:#?}");
}

#[test]
fn conflict_free_calls_for_an_audit_and_all_smelters_for_every_answer() {
    let mut facts = facts();
    let sign = |choice, auditor: Option<&str>, facts: &report::facts::Facts| {
        let statement = *Statement::ALL.iter().find(|it| it.choices().contains(&choice)).unwrap();
        let auditor = auditor.map(|name| Auditor { name: Text::new(name), on: day("2026-05-01") });
        let asked = report::signed::Asked { auditor, ..asked(statement, None, choice) };
        Signed::new(asked, "Grace", day("2026-05-20"), facts).map(|_| ())
    };
    assert_eq!(sign(Choice::ConflictFree, None, &facts), Err(Refusal::NoAudit));
    assert_eq!(sign(Choice::ConflictFree, Some(" "), &facts), Err(Refusal::NoAudit));
    assert_eq!(sign(Choice::ConflictFree, Some("Auditor LLP"), &facts), Ok(()));
    assert_eq!(sign(Choice::Audited, None, &facts), Err(Refusal::NoAudit));
    assert_eq!(sign(Choice::AllIdentified, None, &facts), Err(Refusal::Incomplete));
    facts.origins.clear();
    assert_eq!(sign(Choice::MayInclude, None, &facts), Err(Refusal::NoCountries));
    for (id, n) in [("R2", 210), ("S3", 8)] {
        facts.figures.iter_mut().find(|it| it.id == id).unwrap().n = Some(n);
    }
    assert_eq!(sign(Choice::AllIdentified, None, &facts), Ok(()));
}

/// What was signed for other figures, or was written into the kept draft, does not print.
#[test]
fn a_signature_does_not_outlive_its_figures() {
    let mut facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    let fine = asked(Statement::Inquiry, Some("Tungsten"), Choice::NotCovered);
    draft.sign(Signed::new(fine, "Grace", day("2026-05-20"), &facts).unwrap());
    assert!(compose(&draft, &facts).unwrap().filing(&facts).is_ok());
    facts.facilities[0].covered = true;
    let stops = compose(&draft, &facts).unwrap().filing(&facts).unwrap_err();
    let metal = Some("Tungsten".to_owned());
    let gone = Blocker::NoLongerAllowed(Statement::Inquiry, metal, Refusal::CoveredSmelters);
    assert!(stops.contains(&gone) && stops.contains(&Blocker::Open("inquiry".into())), "{stops:?}");
    let kept = serde_json::to_string(&draft).unwrap().replace("\"by\":\"Grace Example\"", "\"by\":\"\"");
    let forged = serde_json::from_str(&kept).unwrap();
    let stops = compose(&forged, &facts).unwrap().filing(&facts).unwrap_err();
    assert!(stops.contains(&Blocker::NoLongerAllowed(Statement::Oecd, None, Refusal::NoName)), "{stops:?}");
}

#[test]
fn suppliers_and_members_data_stay_inside() {
    let mut facts = facts();
    let mut draft = full(Kind::Sec, &facts);
    draft.write("chain", &["We buy from ACME Metals Ltd, and use bolts."]);
    facts.facilities[0].members_only = true;
    facts.origins[0].members_only = true;
    let stops = compose(&draft, &facts).unwrap().filing(&facts).unwrap_err();
    assert_eq!(stops, [Blocker::Named("chain".into(), "Acme Metals Ltd".into()), Blocker::MembersOnly(2)]);
    // A name is a word of its own.
    assert_eq!(named("The bolt-maker Bolt", &facts.unnamed), ["Bolt"]);
    assert!(named("Bolts, Thunderbolt", &facts.unnamed).is_empty());
}

#[test]
fn words_warn_with_their_reason() {
    let why =
        |text: &str| warnings(text).into_iter().map(|it| (it.word.to_owned(), it.why)).collect::<Vec<_>>();
    assert_eq!(why("Our products are DRC conflict free."), [("DRC conflict free".into(), "audit")]);
    assert_eq!(why("Wir sind überall conflict-free"), [("conflict-free".into(), "audit")]);
    assert_eq!(
        why("No armed group benefited; we ensure that products do not contain tin."),
        [
            ("armed group".into(), "armed"),
            ("ensure".into(), "absolute"),
            ("do not contain".into(), "products")
        ]
    );
    assert!(why("We measure and reensure.").is_empty());
    assert!(why("We asked 210 suppliers.").is_empty());
    for (language, _) in domain::text::LANGUAGES {
        let texts = domain::text::embedded::texts(language);
        for (word, why) in WORDS {
            assert!(WHY.contains(&why), "{word}");
            let reason = warnings(word)[0].reason(texts);
            assert!(!reason.starts_with("report."), "{language}: {reason}");
        }
        for refusal in Refusal::ALL {
            assert!(!refusal.reason(texts).starts_with("report."), "{language}: {refusal:?}");
        }
    }
}
