//! The supplier's pages as HTML: every kind in every language, and hostile text inert wherever it is shown.
//!
//! With `TOUCHSTONE_PAGES=DIR` the pages are left there, to be looked at.
#![cfg(feature = "ssr")]

mod rows;
mod samples;

use app::supplier::model::*;
use app::supplier::{SupplierPage, render};
use domain::Draft;
use samples::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

const HOSTILE: &str = r#"</textarea></title></script><script>alert(1)</script><img src=x onerror=alert(2)>"' onfocus=alert(3) x="{{7*7}}"#;

/// The parts of the page that only exist where markup was read as markup.
fn markup(html: &str) -> Vec<String> {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for part in html.split('<').skip(1) {
        let name: String =
            part.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '!')).collect();
        *names.entry(name).or_default() += 1;
    }
    names.into_iter().filter(|(n, _)| !n.starts_with('!')).map(|(n, c)| format!("{n} {c}")).collect()
}

/// Leaves a page to be looked at, where that is asked for.
fn keep(name: &str, html: &str) {
    if let Ok(dir) = std::env::var("TOUCHSTONE_PAGES") {
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(format!("{dir}/{name}.html"), html).unwrap();
    }
}

#[test]
fn every_page_is_drawn_in_every_language() {
    let assets = assets();
    for (language, _) in domain::text::LANGUAGES {
        for (name, page) in pages("plain") {
            let html = render(page, &shell(&assets, language));
            assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>"), "{name} {language}");
            assert!(html.contains(&format!("<html lang=\"{language}\"")), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name} {language}: one heading of the first rank");
            assert_eq!(html.matches("<main").count(), 1, "{name} {language}");
            assert!(!html.contains(" style="), "{name} {language}: the policy forbids inline styles");
            assert!(!html.contains(" onclick"), "{name} {language}");
            for prefix in [
                "answer.", "landing.", "page.", "save.", "receipt.", "thanks.", "dead.", "verify.", "error.",
                "stopped.", "lost.", "front.",
            ] {
                let body = html.split("<script").next().unwrap();
                assert!(
                    !body.contains(&format!(">{prefix}")),
                    "{name} {language}: a text {prefix}… is missing"
                );
            }
            keep(&format!("{name}.{language}"), &html);
        }
    }
}

/// W-01: what somebody typed is text everywhere: in elements, attributes, textareas, the title, embedded JSON.
#[test]
fn hostile_text_is_inert_everywhere() {
    let assets = assets();
    // The same letters without what makes markup of them, so that the rules say the same of both.
    let tame: String = HOSTILE.chars().map(|c| if "<>\"'&".contains(c) { 'x' } else { c }).collect();
    for ((name, tame), (_, hostile)) in pages(&tame).into_iter().zip(pages(HOSTILE)) {
        let shell = shell(&assets, "en");
        let (tame, hostile) = (render(tame, &shell), render(hostile, &shell));
        assert_eq!(markup(&tame), markup(&hostile), "{name}: hostile text changed what the page is made of");
        for raw in ["<img src", "</textarea></title>", "<script>alert"] {
            assert!(!hostile.contains(raw), "{name}: {raw} came through");
        }
        for quoted in hostile.split('"').skip(1).step_by(2) {
            assert!(!quoted.contains("<script"), "{name}: markup in an attribute");
        }
    }
}

/// W-02: the element that Leptos does not escape is written in one file, and raw HTML nowhere.
#[test]
fn one_file_writes_textareas_and_none_raw_html() {
    fn walk(dir: &std::path::Path, seen: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(dir).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, seen);
            } else if path.extension().is_some_and(|e| e == "rs") {
                seen.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 20);
    for (path, source) in files {
        let here = path.ends_with("kit/textarea.rs");
        assert!(here || !source.contains("<textarea"), "{path} writes a textarea");
        for raw in ["inner_html", "GetUrl", "GetCbor", "ServerError("] {
            // Sets texts only, each escaped.
            if raw == "inner_html" && path.ends_with("kit/text.rs") {
                continue;
            }
            assert!(!source.contains(raw), "{path} uses {raw}");
        }
    }
}

/// The line break in front of a textarea's text is the parser's to drop; the text's own is kept.
#[test]
fn a_textarea_keeps_its_text() {
    let mut filled = draft("x");
    filled.declaration.set("company.address", "\nfirst\n<b>");
    let page = SupplierPage::Answer(Box::new(page_of(&filled, "x", first())));
    let html = render(page, &shell(&assets(), "en"));
    assert!(html.contains(">\n\nfirst\n&lt;b&gt;</textarea>"));
}

/// The browser reads the page with a reader of its own: it must find what the server wrote.
#[test]
fn the_browser_reads_what_the_server_wrote() {
    let mut filled = draft(HOSTILE);
    filled.declaration.smelters[0].sheet_row = Some(5);
    let mut page = page_of(&filled, HOSTILE, smelters());
    page.row = Some(2);
    page.references = Some("/answer/references.json?as_of=2026-08-01".into());
    let json = serde_json::to_string(&page).unwrap();
    let read = app::supplier::wire::read::<AnswerPage>(&json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert!(page.report.findings.iter().any(|f| !f.args.is_empty()), "the report has something to read");
}

/// The browser has no definition but the page's, and that is the one by which the server checks.
#[test]
fn the_page_of_every_version_carries_its_definition() {
    let assets = assets();
    for template in domain::template::versions() {
        let page =
            AnswerPage { template: Cow::Borrowed(template), ..page_of(&Draft::default(), "", smelters()) };
        let html = render(SupplierPage::Answer(Box::new(page)), &shell(&assets, "en"));
        let model =
            html.split(" id=\"model\" nonce=\"n0nce\">").nth(1).unwrap().split("</script>").next().unwrap();
        let read = app::supplier::wire::read::<AnswerPage>(model).unwrap().template;
        assert!(matches!(read, Cow::Owned(_)) && *read == *template, "{}", template.name());
    }
}

#[test]
fn suggestions_are_spoken_of_only_where_there_is_a_list() {
    let assets = assets();
    let drawn = |references: Option<&str>| {
        let page = page_of(&Draft::default(), "", smelters());
        let page = AnswerPage { references: references.map(str::to_owned), ..page };
        render(SupplierPage::Answer(Box::new(page)), &shell(&assets, "zh"))
    };
    let with = drawn(Some("/answer/r1/references.json?lists=abc"));
    assert!(
        with.contains("import('/assets/combobox.js')")
            && with.contains("/answer/r1/smelters.table?lists=abc")
    );
    // The first view names it and fetches none of it.
    assert!(!with.contains("href=\"/assets/combobox.js") && !with.contains("src=\"/assets/combobox.js"));
    let without = drawn(None);
    assert!(!without.contains("combobox") && !without.contains("smelters.table"));
}

/// SUP-B1: every page of a supplier says whom and what one answers for, on the page and in the window's title.
#[test]
fn sup_b1_every_page_of_a_supplier_names_supplier_and_campaign() {
    let assets = assets();
    let mut named = 0;
    for (name, page) in pages("plain") {
        let knows = match &page {
            SupplierPage::Answer(_) | SupplierPage::Landing(_) | SupplierPage::Receipt(_) => true,
            SupplierPage::Attachments(_) | SupplierPage::Workbook(_) => true,
            SupplierPage::Thanks(p) => p.about.is_some(),
            SupplierPage::Stopped(p) => p.about.is_some(),
            _ => false,
        };
        let html = render(page, &shell(&assets, "en"));
        let title = html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned();
        let shown = html.split("<main").nth(1).unwrap().split("<script").next().unwrap();
        let shown = [html.split("<header").nth(1).unwrap_or(""), shown].concat();
        for wanted in ["Kestrel Metalworks plain", "Minerals 2026 plain"] {
            assert_eq!(title.contains(wanted), knows, "{name}: {title}");
            assert!(!knows || shown.contains(wanted), "{name}: {wanted}");
        }
        named += usize::from(knows);
    }
    assert!(named > 12, "{named}");
}

/// SUP-M15 (b): the title tells the step.
#[test]
fn sup_m15_each_step_has_a_title_of_its_own() {
    let assets = assets();
    let steps = Step::all(domain::template::cmrt("6.5").unwrap());
    let titles: std::collections::BTreeSet<String> = steps
        .iter()
        .map(|step| {
            let page = page_of(&Draft::default(), "plain", *step);
            let html = render(SupplierPage::Answer(Box::new(page)), &shell(&assets, "en"));
            html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned()
        })
        .collect();
    assert_eq!(titles.len(), steps.len(), "{titles:#?}");
}

/// SUP-M15 (d): what was sent with a fault stands in its fields, and its way out is open.
#[test]
fn sup_m15_a_fault_keeps_what_was_typed_and_its_fold_open() {
    let assets = assets();
    let (_, page) = pages("kept <words>").into_iter().find(|(name, _)| name == "landing").unwrap();
    let html = render(page, &shell(&assets, "en"));
    let open: Vec<&str> =
        html.split("<details").skip(1).filter(|d| d.split('>').next().unwrap().contains(" open")).collect();
    assert_eq!(open.len(), 1);
    for id in ["other-name", "other-note"] {
        let field = open[0].split(&format!("id=\"{id}\"")).nth(1).unwrap().split('>').next().unwrap();
        assert!(field.contains("value=\"kept &lt;words"), "{field}");
    }
}

/// A page that a module takes over waits for no style sheet; one that is read once shares it with the others.
#[test]
fn the_form_brings_its_style_along() {
    let mut assets = assets();
    assets.styles.insert("supplier.css".into(), "body{color:red}");
    let form =
        render(SupplierPage::Answer(Box::new(page_of(&draft("x"), "x", first()))), &shell(&assets, "en"));
    assert!(form.contains("<style nonce=\"n0nce\">body{color:red}</style>"));
    assert!(!form.contains("stylesheet"));
}

/// A sheet in the page could end the element that holds it.
#[test]
fn no_style_sheet_holds_markup() {
    for sheet in std::fs::read_dir("../style").unwrap().chain(std::fs::read_dir("../style/ui").unwrap()) {
        let path = sheet.unwrap().path();
        if path.extension().is_some_and(|it| it == "css") {
            assert!(!std::fs::read_to_string(&path).unwrap().contains("</"), "{}", path.display());
        }
    }
}
