//! Our own declaration in the official workbook: recalculated by LibreOffice, its checker finds nothing missing. The blank is
//! read from the folder that `TOUCHSTONE_SAMPLES` names.

use super::scene::{Origins, Says, Scene, naming};
use domain::template;
use service::DAY;
use service::reports::own::OwnData;
use service::reports::{Own, OwnAnswer};
use std::path::Path;
use std::process::Command;

async fn own(scene: &Scene) {
    let company = [
        ("company.name", "Halden"),
        ("company.scope", template::SCOPE_COMPANY),
        ("company.contact_name", "Ingrid Vale"),
        ("company.contact_email", "minerals@halden.example"),
        ("company.contact_phone", "+44 20 5550 0100"),
        ("company.authorizer_name", "Edda Holm"),
        ("company.authorizer_email", "edda.holm@halden.example"),
    ];
    let template = template::named("6.5").unwrap();
    let policy = template.fields.iter().filter(|f| f.section.key() == "policy" && f.comment_of.is_none());
    let answer = |field: &domain::template::Field| OwnAnswer {
        value: field.options().first().cloned().unwrap_or_default(),
        comment: "https://halden.example/minerals".into(),
        ..OwnAnswer::default()
    };
    let own = Own {
        company: company.map(|(key, text)| (key.to_owned(), text.to_owned())).into(),
        answers: policy.map(|field| (field.key.clone(), answer(field))).collect(),
        ..Own::default()
    };
    scene.desk.save_own_data(OwnData { version: 0, own }).await.unwrap();
}

/// The sheet `Checker`, the sixth, as LibreOffice shows it; none where it is not installed.
fn checker(dir: &Path, book: &[u8]) -> Option<String> {
    let profile = dir.join("profile/user");
    std::fs::create_dir_all(&profile).unwrap();
    // Otherwise it trusts stored results, which are what is to be proved.
    let always = "<?xml version=\"1.0\"?><oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\
                  <item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" \
                  oor:op=\"fuse\"><value>0</value></prop></item></oor:items>";
    std::fs::write(profile.join("registrymodifications.xcu"), always).unwrap();
    std::fs::write(dir.join("ours.xlsx"), book).unwrap();
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", dir.join("profile").display()))
        .args(["--headless", "--convert-to"])
        .arg("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,6")
        .arg("--outdir")
        .args([dir, &dir.join("ours.xlsx")])
        .output();
    let Ok(done) = done else {
        assert!(std::env::var_os("CI").is_none(), "CI needs LibreOffice (package libreoffice-calc-nogui)");
        println!("SKIPPED: soffice is not installed, nothing was recalculated");
        return None;
    };
    assert!(done.status.success(), "{done:?}");
    Some(std::fs::read_to_string(dir.join("ours-Checker.csv")).unwrap())
}

/// The cells of a file with commas; those with line breaks are quoted.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut cell, mut quoted) = (vec![vec![]], String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => {
                rows.last_mut().unwrap().push(std::mem::take(&mut cell));
                if c == '\n' {
                    rows.push(Vec::new());
                }
            }
            c => cell.push(c),
        }
    }
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rolled_up_workbook_shows_0_in_its_own_checker() {
    let Some(samples) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: TOUCHSTONE_SAMPLES names no folder with an official blank");
        return;
    };
    let blank = std::fs::read(Path::new(&samples).join("cmrt/6.5-blank.xlsx")).unwrap();
    let mut scene = Scene::new(12, 0, 100).await;
    scene.lists("2026-04-01", 0..60, |at| at < 40, |_| false, (0..0, "")).await;
    scene.origins = Origins { covered: 0..4, elsewhere: 4..20, ..Origins::default() };
    let mut answers = naming(11, 0..60);
    // Smelters that no list knows are rows as well.
    answers.push(Says { smelters: (60..66).collect(), ..Says::default() });
    scene.answered(answers).await;
    own(&scene).await;
    let recognised = sheets::recognise_blank(&blank).unwrap();
    scene.desk.keep_blank(recognised, "6.5-blank.xlsx", blank).await.unwrap();
    scene.portal.advance(2 * DAY);
    let counted = scene.counted(scene.wanted("Report 2025", "2026-04-01")).await;
    let leaving = scene.desk.leaving(&counted).await.unwrap();
    assert!(leaving.may_leave(), "{:?} {:?}", counted.rollup.leaks, counted.findings);
    let book = scene.desk.leaving_workbook(&leaving, "en").await.unwrap();
    let dir = tempfile::tempdir().unwrap();
    let Some(checker) = checker(dir.path(), &book) else { return };
    let cells = cells(&checker);
    assert_eq!(cells[1][3], "0", "{:?}", &cells[..20]);
}
