//! Sentences are written for the case that was found.

use crate::facts::{facts, figure, full};
use report::auto::write;
use report::compose::compose;
use report::draft::Draft;
use report::facts::{Facts, Figure};
use report::part::Auto;
use report::sentences;
use report::skeleton::Kind;
use report::write::{Paper, docx, web};

fn with(changed: &[(&str, u64, u64)]) -> Facts {
    let mut facts = facts();
    for (id, n, of) in changed {
        facts.figures.retain(|it: &Figure| it.id != *id);
        facts.figures.push(figure(id, *n, *of));
    }
    facts
}

fn said(changed: &[(&str, u64, u64)]) -> String {
    let facts = with(changed);
    // A person has signed for these figures before; here only the sentences matter.
    compose(&full(Kind::Sec, &crate::facts::facts()), &facts)
        .unwrap()
        .preview(&facts)
        .unwrap()
        .words()
        .join("\n")
}

#[test]
fn each_case_has_its_sentence() {
    type Case<'a> = (&'a [(&'a str, u64, u64)], &'a str);
    let cases: [Case; 15] = [
        (&[("R1", 210, 210)], "Every supplier that we asked answered: 210 of 210 (100 %)."),
        (&[("R1", 209, 210)], "Most of the suppliers that we asked answered: 209 of 210 (99 %)."),
        (&[("R1", 168, 210)], "Most of the suppliers that we asked answered: 168 of 210 (80 %)."),
        (&[("R1", 167, 210)], "Suppliers that answered, of those that we asked: 167 of 210 (79 %)."),
        (&[("R1", 0, 0)], "Suppliers that answered, of those that we asked: none."),
        (&[("R9.a", 101, 200)], "This is the larger part."),
        (&[("R9.a", 100, 200)], "The larger part was given for products."),
        (&[("S6", 2, 6), ("S8", 4, 6)], "Every facility could be put into one of two groups"),
        (&[("S6", 2, 6), ("S8", 1, 6)], "For the others we have no data."),
        (&[("S6", 0, 6), ("S8", 0, 6)], "For no facility could we learn from where it sources."),
        (&[("S6.taking_part", 2, 2)], "as conformant or active: 2 of 2 (100 %)."),
        (&[("S6.taking_part", 1, 2)], "What we do about the others"),
        (&[("S6.taking_part", 0, 0)], "Of no facility were we told that it sources from covered countries."),
        (&[("S7", 1, 6)], "recycled or scrap material only: 1 of 6"),
        (&[("S10", 4, 80)], "Rows of declarations that are not counted: 4 of 80"),
    ];
    for (changed, sentence) in cases {
        let said = said(changed);
        assert!(said.contains(sentence), "{changed:?}: {sentence}\n{said}");
    }
    assert!(!said(&[("S7", 0, 6)]).contains("scrap material only:"), "there is none to speak of");
    assert!(!said(&[("S10", 0, 80)]).contains("not counted:"));
}

/// Every sentence is used, and each is one that somebody could read aloud.
#[test]
fn every_sentence_is_written_by_some_case() {
    let source: String = ["auto.rs", "compose.rs"]
        .map(|file| std::fs::read_to_string(format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap())
        .concat();
    let case = ["response", "mix", "covered", "origin", "note", "signed"];
    for key in sentences::keys() {
        let named = source.contains(&format!("\"{key}\""));
        let by_case = key.split_once('.').is_some_and(|(first, _)| case.contains(&first));
        assert!(named || by_case, "{key} is never written");
        for part in sentences::get(key).split(". ") {
            assert!(part.len() < 240, "{key}: {part}");
        }
    }
    assert!(write(Auto::Terms, &facts(), None).unwrap().len() == 1);
}

/// The report asks for figures by the ids under which they are worked out.
#[test]
fn every_figure_that_a_sentence_names_is_defined() {
    let defined = include_str!("../../../../docs/figures-of-a-report.md");
    let defines = |id: &str| defined.lines().any(|line| line.starts_with(&format!("| {id} |")));
    let own = ["company", "year", "freeze", "list_day", "lists"];
    let named = sentences::keys().flat_map(|key| sentences::get(key).split("{F:").skip(1));
    for id in named.map(|rest| rest.split('}').next().unwrap()).filter(|id| !own.contains(id)) {
        // Parts of a family have its definition.
        assert!(defines(id) || defines(id.split('.').next().unwrap()), "{id}");
    }
}

#[test]
fn without_any_list_a_draft_says_so_and_is_written_all_the_same() {
    for kind in [Kind::Sec, Kind::Eu] {
        let mut facts = facts();
        (facts.lists, facts.facilities, facts.statuses) = (Vec::new(), Vec::new(), Vec::new());
        facts.taken_off.clear();
        for figure in facts.figures.iter_mut().filter(|it| it.id.starts_with('S')) {
            (figure.n, figure.of, figure.printed) = (Some(0), Some(0), "0 of 0".into());
        }
        let report = compose(&Draft::new(kind, 2025), &facts).unwrap();
        let printed = report.preview(&facts).unwrap();
        let said = "No list of smelters was used for this report: it states no status of a facility, and relies on no \
                    assessment that others made.";
        assert!(printed.words().iter().any(|line| line == said), "{:#?}", printed.words());
        assert!(web::page(&printed, Paper::A4).contains(said));
        assert!(docx::document(&printed, Paper::A4).unwrap().len() > 2_000);
    }
}
