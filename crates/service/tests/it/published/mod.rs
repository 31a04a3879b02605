//! The tables of ten published reports, rebuilt: invented suppliers declare invented smelters, their declarations come in as
//! a supplier's do, and settings alone decide which figures come out. What each report prints, and where ours are defined
//! otherwise, is said beside it.

mod filers;
mod scene;
mod workbook;

use scene::Scene;
use service::reports::counted::Counted;
use std::sync::Arc;

/// Compares figures with what is expected, all of them before it fails.
fn compare(filer: &str, counted: &Arc<Counted>, expected: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (id, text) in expected {
        let printed = counted.figures.printed(id);
        if printed != *text {
            wrong.push(format!("{filer}: {id} prints {printed:?}, wanted {text:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(counted.broken.is_empty() && counted.changed.is_empty(), "{filer}: {:?}", counted.broken);
    let annex = counted.annex.len().to_string();
    assert!(counted.figures.printed("S3").starts_with(&format!("{annex} of")), "{filer}: annex {annex}");
}

/// Figures that a filer would sum in its own head do sum here.
fn sums(counted: &Counted, parts: &str, total: &str) {
    let n = |id: &str| counted.figures.get(id).and_then(|f| f.value.n()).map_or(0, |set| set.count);
    let of = counted.figures.all().iter().filter(|f| f.id.starts_with(parts)).map(|f| n(&f.id));
    assert_eq!(of.sum::<u64>(), n(total), "{parts} and {total}");
}

/// The report as it leaves says these, and the files are written.
fn says(drafted: &service::reports::draft::Drafted, texts: &[&str]) {
    use service::reports::draft::{DraftFile, Paper};
    let page = drafted.file(DraftFile::Web, Paper::A4).expect("a page");
    let page = String::from_utf8(page).expect("text");
    for text in texts {
        assert!(page.contains(text), "{text} is not said");
    }
}

async fn drafted(scene: &Scene, counted: &Counted) -> service::reports::draft::Drafted {
    let kind = service::reports::draft::Kind::Sec;
    scene.desk.draft(&counted.opened.head.id, kind).await.expect("a draft")
}
