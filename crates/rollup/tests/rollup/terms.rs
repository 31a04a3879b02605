//! What may not be passed on stays, and says so.

use crate::scene::Scene;
use domain::smelters::LicenceClass;
use rollup::Rollup;

fn rolled(lines: &[&str], terms: LicenceClass) -> Rollup {
    let mut scene = Scene::new();
    scene.lists.known.values_mut().for_each(|known| known.name_terms = terms);
    for line in lines {
        assert!(scene.read(line), "{line}");
    }
    scene.rolled_up().1
}

fn held(rolled: &Rollup) -> Vec<(&str, LicenceClass)> {
    rolled.held().map(|s| (s.name.as_str(), s.held_by.expect("held"))).collect()
}

#[test]
fn a_name_that_only_a_members_list_has_holds_the_declaration() {
    let lines =
        ["supplier a | gold Yes/Yes", "row a gold CID900001", "row a gold CID900002 name=Beta_Gold_Works"];
    assert_eq!(held(&rolled(&lines, LicenceClass::Public)), []);
    for terms in [LicenceClass::Member, LicenceClass::Paid] {
        // The second row has number and name by the supplier's own hand.
        assert_eq!(held(&rolled(&lines, terms)), [("Alpha Refinery", terms)]);
    }
    // A number that only the list gave to a name is the list's.
    let named = ["supplier a | gold Yes/Yes", "row a gold name=Alpha_Refinery country=GERMANY"];
    assert_eq!(held(&rolled(&named, LicenceClass::Member)), [("Alpha Refinery", LicenceClass::Member)]);
    let stranger = ["supplier a | gold Yes/Yes", "row a gold name=Traders country=PERU"];
    assert_eq!(held(&rolled(&stranger, LicenceClass::Member)), []);
}

#[test]
fn an_answer_that_rests_on_data_for_members_does_not_say_so() {
    let lines = ["supplier a | gold Yes/Yes/No/No", "row a gold CID900001", "sourcing CID900001 CD"];
    let rolled = rolled(&lines, LicenceClass::Public);
    assert_eq!(rolled.declaration.answer("q3.gold"), "Yes");
    assert_eq!(rolled.declaration.answer("q3.gold.comment"), "");
    let mut scene = Scene::new();
    lines.iter().for_each(|line| assert!(scene.read(line)));
    scene.lists.sourcing[0].class = LicenceClass::Public;
    let open = scene.rolled_up().1;
    assert!(open.declaration.answer("q3.gold.comment").contains("known to source"), "may be said");
}
