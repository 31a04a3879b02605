//! Ten thousand random campaigns: what must hold of every roll-up, whatever came in.

use crate::random::Random;
use crate::scene::{Scene, template};
use domain::{Declaration, Table, answer};
use rollup::leak::Needles;
use rollup::survey::Relationship;
use rollup::{LeftOut, Rollup, Survey};
use std::collections::BTreeSet;

const CAMPAIGNS: u64 = 10_000;
const METALS: [&str; 4] = ["Tantalum", "Tin", "Gold", "Tungsten"];
const CIDS: [&str; 14] = [
    "CID900001",
    "CID900002",
    "CID900003",
    "CID900005",
    "CID900006",
    "CID900007",
    "CID900008",
    "CID900011",
    "CID900012",
    "CID900017",
    "CID900021",
    "CID900022",
    "CID900031",
    "CID999999",
];

/// Draws a campaign as lines of text.
pub fn campaign(random: &mut Random) -> Vec<String> {
    let mut lines = Vec::new();
    if random.once_in(3) {
        lines.push(format!("setting company_level={}", random.of(&["drop", "where", "keep"])));
    }
    if random.once_in(4) {
        lines.push("setting states=accepted,in_review,submitted".into());
    }
    for (m, metal) in METALS.iter().enumerate() {
        if random.once_in(6) {
            let need = random.of(&["function,remains", "function", "production,gone", "none"]);
            lines.push(format!("own P-{m} {metal}={need}"));
        }
    }
    if random.once_in(5) {
        lines.push("high_risk MM".into());
    }
    if random.once_in(5) {
        lines.push(format!("sourcing {} CD", random.of(&CIDS)));
    }
    let suppliers = 1 + random.below(7);
    for s in 0..suppliers {
        supplier(random, s, &mut lines);
    }
    lines
}

fn supplier(random: &mut Random, s: usize, lines: &mut Vec<String>) {
    let name = format!("Mallow{s}fax_Components_{}", random.of(&["Ltd.", "GmbH", "Co.,_Ltd."]));
    let relationship = random.of(&["direct", "direct", "indirect", "manufacturer"]);
    let scope = random.of(&["A", "B", "name=%"]).replace("name=%", &format!("name={name}"));
    if random.once_in(5) {
        lines.push(format!("supplier s{s} {relationship} silent name={name}"));
        return;
    }
    let state = random.of(&["accepted", "accepted", "accepted", "in_review", "declined", "out_of_scope"]);
    let contact = format!("contact=Perdita_Quincewell{s}");
    let mut answers = Vec::new();
    for metal in METALS {
        if random.once_in(3) {
            continue;
        }
        let q1 = random.of(&["Yes", "Yes", "No", "-"]);
        let q2 = if q1 == "Yes" { random.of(&["Yes", "Yes", "No", "-"]) } else { "-" };
        let more = |random: &mut Random| random.of(&["Yes", "No", "No", "Unknown", "-"]);
        let (q3, q4, q5) = (more(random), more(random), more(random));
        let q7 = random.of(&["Yes", "Yes", "No"]);
        answers.push(format!("{metal} {q1}/{q2}/{q3}/{q4}/{q5}/100%/{q7}/Yes"));
    }
    let empty = if answers.is_empty() { " empty" } else { "" };
    lines.push(format!(
        "supplier s{s} {relationship} {state} {scope} name={name} {contact}{empty} | {}",
        answers.join(" ; ")
    ));
    for r in 0..random.below(6) {
        let who = match random.below(6) {
            0 => "?".to_owned(),
            1 => format!("name={}_Smelting country=PERU", random.of(&["Unheard", "Unseen"])),
            // A supplier that calls itself a smelter.
            2 if random.once_in(4) => format!("name=Mallow{s}fax_Components country=PERU"),
            _ => random.of(&CIDS).to_owned(),
        };
        let mut row = format!("row s{s} {} {who}", METALS[random.below(METALS.len())]);
        for (key, texts) in [
            (
                "mine",
                [
                    "Hill_Pit",
                    "scrap",
                    "ask_Perdita_Quincewell0",
                    "mallow0FAX_components_keeps_this",
                    "p@quince.example",
                ],
            ),
            ("origin", ["Peru", "Rwanda", "Congo", "Myanmar", "recycled"]),
            ("p", ["Yes", "No", "Unknown", "Yes", "No"]),
        ] {
            if random.once_in(3) {
                row.push_str(&format!(" {key}={}", texts[random.below(texts.len())]));
            }
        }
        if random.once_in(2) {
            row.push_str(&format!(" comment=only_for_your_eyes_number_{s}_{r}"));
        }
        lines.push(row);
    }
}

fn scene(lines: &[String]) -> Scene {
    let mut scene = Scene::new();
    for line in lines {
        assert!(scene.read(line), "{line}");
    }
    scene
}

/// Every text of a declaration.
fn texts(d: &Declaration) -> Vec<String> {
    let mut all: Vec<String> = d.answers.values().cloned().collect();
    for table in Table::all().into_iter() {
        for row in d.rows(table).iter() {
            all.extend(table.filled(row).map(|(_, text)| text.to_owned()));
        }
    }
    all
}

/// What may be found in none of them, whatever its letter case; not by the code that is tested.
fn secrets(survey: &Survey, scene: &Scene) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for supplier in &survey.suppliers {
        all.insert(supplier.name.split(' ').next().expect("a name").to_lowercase());
        all.extend(supplier.contacts.iter().map(|c| c.to_lowercase()));
    }
    for (_, document) in &scene.documents {
        all.extend(document.smelters.iter().map(|row| row.comment.to_lowercase()));
    }
    all.insert("@quince.example".into());
    all.remove("");
    all
}

fn leaks(texts: &[String], secrets: &BTreeSet<String>) -> Vec<String> {
    let found = texts.iter().filter(|text| {
        let text = text.to_lowercase();
        secrets.iter().any(|secret| text.contains(secret.as_str()))
    });
    found.cloned().collect()
}

#[test]
fn whatever_comes_in_a_roll_up_keeps_its_word() {
    for seed in 0..CAMPAIGNS {
        let mut random = Random::new(seed + 1);
        let lines = campaign(&mut random);
        let scene = scene(&lines);
        let (survey, rolled) = scene.rolled_up();
        let said = || format!("campaign {seed}:\n{}", lines.join("\n"));

        adds_up(&survey, &rolled, &said);
        silence_is_never_no(&survey, &rolled, &said);
        for metal in METALS.map(str::to_lowercase) {
            let answer = |q: u8| rolled.declaration.answer(&format!("q{q}.{metal}"));
            assert!(answer(3) != "Yes" || answer(4) == "Yes", "Q3 and Q4 of {metal} in {}", said());
            assert!(answer(7) != "Yes" || answer(6) == "100%", "Q7 of {metal} in {}", said());
        }
        let found = leaks(&texts(&rolled.declaration), &secrets(&survey, &scene));
        assert!(found.is_empty() && rolled.leaks.is_empty(), "{found:?} {:?} in {}", rolled.leaks, said());

        assert_eq!(rolled.declaration, scene.rolled_up().1.declaration, "twice: {}", said());
        if seed.is_multiple_of(4) {
            let (_, other) = shuffled(&scene, &mut random).rolled_up();
            assert_eq!(rolled.declaration, other.declaration, "in another order: {}", said());
        }
    }
}

/// Every row is written or has one reason, and each smelter stands once.
fn adds_up(survey: &Survey, rolled: &Rollup, said: &dyn Fn() -> String) {
    let mut reasons = vec![None; survey.rows().len()];
    for l in &rolled.left_out {
        assert!(reasons[l.row as usize].replace(l.reason).is_none(), "two reasons in {}", said());
    }
    let mut written = vec![false; survey.rows().len()];
    let mut keys = BTreeSet::new();
    for smelter in &rolled.smelters {
        assert!(keys.insert(&smelter.key), "{:?} twice in {}", smelter.key, said());
        smelter.rows.iter().for_each(|row| written[*row as usize] = true);
    }
    for (row, reason) in reasons.iter().enumerate() {
        let beside = matches!(reason, Some(LeftOut::Duplicate | LeftOut::Succeeded | LeftOut::NamesSupplier));
        assert!(written[row] == (reason.is_none() || beside), "row {row} is {reason:?} in {}", said());
    }
    let counted = rolled.inclusion.counted(survey);
    let rows: usize = counted
        .iter()
        .map(|r| survey.requests[*r as usize].answer.as_ref().expect("an answer").rows.len())
        .sum();
    assert_eq!(rows, rolled.merged.rows, "{}", said());
}

/// A No in Q1 to Q4 needs the word of every supplier in scope.
fn silence_is_never_no(survey: &Survey, rolled: &Rollup, said: &dyn Fn() -> String) {
    let direct = |s: usize| survey.suppliers[s].relationship != Relationship::Indirect;
    for cell in &rolled.cells {
        let question = cell.key.get(..2).unwrap_or_default();
        if !["q1", "q2", "q3", "q4"].contains(&question) || !answer::same(&cell.value, "No") {
            continue;
        }
        for s in 0..survey.suppliers.len() {
            let is_asked = rolled.inclusion.in_scope[s] && (direct(s) || matches!(question, "q1" | "q2"));
            let request = rolled.inclusion.answer_of[s];
            let given = request.and_then(|r| survey.requests[r as usize].answer.as_ref());
            let says =
                |q: &str| given.map_or("", |a| a.declaration.answer(&cell.key.replacen(question, q, 1)));
            let no = answer::same(says(question), "No")
                || ["q1", "q2"].iter().any(|q| answer::same(says(q), "No"));
            assert!(!is_asked || no, "{} is No though supplier {s} is silent in {}", cell.key, said());
        }
    }
}

/// The same campaign with its suppliers in another order.
fn shuffled(scene: &Scene, random: &mut Random) -> Scene {
    let mut out = Scene::new();
    (out.own, out.lists, out.settings) = (scene.own.clone(), scene.lists.clone(), scene.settings.clone());
    let n = scene.survey.suppliers.len();
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        order.swap(i, random.below(i + 1));
    }
    for (new, old) in order.iter().enumerate() {
        out.survey.suppliers.push(scene.survey.suppliers[*old].clone());
        for (request, document) in scene.survey.requests.iter().zip(&scene.documents) {
            if request.supplier as usize == *old {
                let mut request = request.clone();
                request.supplier = new as u32;
                out.survey.requests.push(request);
                out.documents.push(document.clone());
            }
        }
    }
    out
}

/// The search finds what it looks for: a name, a contact and a comment that somebody plants.
#[test]
fn a_planted_leak_is_found() {
    let lines: Vec<String> = [
        "supplier s0 name=Mallow0fax_Components_Ltd. contact=Perdita_Quincewell0 | Gold Yes/Yes",
        "row s0 Gold CID900001 comment=only_for_your_eyes_number_zero",
    ]
    .map(str::to_owned)
    .to_vec();
    let scene = scene(&lines);
    let (survey, rolled) = scene.rolled_up();
    let (needles, secrets) = (Needles::of(&survey), secrets(&survey, &scene));
    assert!(needles.search(&rolled.declaration).is_empty());
    for planted in [
        "see MALLOW0FAX Components",
        "Perdita Quincewell0",
        "Only for your eyes, number zero!",
        "s0@s0parts.example",
    ] {
        let mut d = rolled.declaration.clone();
        d.smelters[0].mine = planted.to_owned();
        assert_eq!(
            needles.search(&d).first().map(|l| l.place.as_str()),
            Some("smelters[0].mine"),
            "{planted}"
        );
        let mut d = rolled.declaration.clone();
        d.set("q8.gold.comment", planted);
        assert_eq!(needles.search(&d).len(), 1, "{planted}");
        let plain = planted.replace([',', '!'], "");
        assert!(!leaks(&[plain], &secrets).is_empty(), "{planted}");
    }
    assert_eq!(template().metals.len(), METALS.len());
}
