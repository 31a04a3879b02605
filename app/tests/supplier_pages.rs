//! The supplier's pages as HTML: every kind in every language, and hostile text inert wherever it is shown.
//!
//! With `TOUCHSTONE_PAGES=DIR` the pages are left there, to be looked at.
#![cfg(feature = "ssr")]

use app::kit::shell::{Assets, Shell};
use app::supplier::model::*;
use app::supplier::{SupplierPage, render};
use domain::text::embedded::texts;
use domain::workflow::RequestState;
use domain::{Draft, ProductRow, References, RowId, Settings, SmelterRow};
use std::borrow::Cow;
use std::collections::BTreeMap;

const HOSTILE: &str = r#"</textarea></title></script><script>alert(1)</script><img src=x onerror=alert(2)>"' onfocus=alert(3) x="{{7*7}}"#;

fn smelters() -> Step {
    Step::Of(domain::template::Section::of(domain::Table::SMELTERS))
}

fn first() -> Step {
    Step::first(domain::template::cmrt("6.5").unwrap())
}

fn shell<'a>(assets: &'a Assets, language: &'a str) -> Shell<'a> {
    Shell { nonce: "n0nce", assets, texts: texts(language), language }
}

fn assets() -> Assets {
    let names = [
        "supplier.css",
        "supplier.js",
        "supplier.wasm",
        "favicon.svg",
        "reader-worker.js",
        "reader.js",
        "reader.wasm",
        "reader.en.json",
        "reader.zh.json",
        "combobox.js",
        "suggest-worker.js",
        "suggest.js",
        "suggest.wasm",
        "suggest.en.json",
        "suggest.zh.json",
        "readings.txt",
    ];
    Assets {
        addresses: names.into_iter().map(|n| (n.to_owned(), format!("/assets/{n}"))).collect(),
        ..Assets::default()
    }
}

fn asker(text: &str) -> Asker {
    Asker {
        company: format!("Nordlicht Instruments {text}"),
        domain: "nordlicht.example".into(),
        why: format!("We ask every supplier once a year. {text}"),
        contact_name: format!("Ida Holm {text}"),
        contact_email: "minerals@nordlicht.example".into(),
        policy_url: "https://nordlicht.example/minerals".into(),
        grievance: format!("speak-up@nordlicht.example {text}"),
        retention_months: 24,
    }
}

/// A draft with something in every section; `text` is put wherever a supplier can write.
fn draft(text: &str) -> Draft {
    let mut draft = Draft::default();
    let d = &mut draft.declaration;
    for field in &domain::template::cmrt("6.5").unwrap().fields {
        if field.options().is_empty() {
            d.set(&field.key, text);
        }
    }
    for key in ["q1.tin", "q2.tin", "q1.gold", "q2.gold", "q3.gold"] {
        d.set(key, "Yes");
    }
    d.set("q1.tantalum", "No");
    d.set("q4.tin", text);
    d.set("company.scope", domain::template::SCOPE_PRODUCTS);
    for i in 1..=3u64 {
        let mut row = SmelterRow { id: RowId(i), order: i << 16, ..SmelterRow::default() };
        for col in domain::SmelterCol::ALL {
            text.clone_into(row.get_mut(*col));
        }
        d.smelters.push(row);
    }
    d.products.push(domain::ProductRow {
        id: RowId(9),
        order: 1,
        number: text.into(),
        name: text.into(),
        ..Default::default()
    });
    draft.explanations.insert("query:q1".into(), text.into());
    draft
}

fn page_of(draft: &Draft, text: &str, step: Step) -> AnswerPage {
    let template = domain::template::cmrt("6.5").unwrap();
    let report = domain::check(&draft.declaration, template, &References::default(), Settings::default());
    AnswerPage {
        request: RequestInfo {
            id: "r1".into(),
            supplier: format!("Kestrel Metalworks {text}"),
            company: format!("Nordlicht Instruments {text}"),
            campaign: format!("Minerals 2026 {text}"),
            year: 2026,
            due: "2027-01-31".into(),
            late_until: String::new(),
            state: "sent_back".into(),
            template_version: "6.5".into(),
            contact_name: text.into(),
            contact_email: "minerals@nordlicht.example".into(),
            submissions: 1,
        },
        template: Cow::Borrowed(template),
        step,
        entries: draft.entries().into_iter().collect(),
        revision: 7,
        saved_at: Some(1_790_000_000_000),
        today: "2026-11-23".into(),
        report,
        queries: vec![
            QueryItem {
                id: "q1".into(),
                location: "q1.tin".into(),
                text: format!("Please look at this again. {text}"),
                old_value: text.into(),
                state: "open".into(),
                ..QueryItem::default()
            },
            QueryItem { id: "q2".into(), location: "smelter.2.cid".into(), ..QueryItem::default() },
            QueryItem { id: "q3".into(), location: "smelters".into(), ..QueryItem::default() },
        ],
        fresh: 4_000,
        show_missing: true,
        conflicts: vec![Conflict { path: "f:company.name".into(), theirs: Some(text.into()), mine: None }],
        notice: Some("answer.notice.saved".into()),
        ..AnswerPage::default()
    }
}

fn pages(text: &str) -> Vec<(String, SupplierPage)> {
    let landing = Landing {
        asker: asker(text),
        path: "/a/token".into(),
        supplier: format!("Kestrel Metalworks {text}"),
        masked_contact: "i•••@kestrel.example".into(),
        campaign: format!("Minerals 2026 {text}"),
        year: 2026,
        products: format!("Sensors and housings {text}"),
        due: "2027-01-31".into(),
        late_until: String::new(),
        template_version: "6.5".into(),
        state: Some(RequestState::SentBack),
        open_queries: 2,
        open: true,
        fault: Some("landing.fault.email".into()),
        sent: LandingForm {
            act: "other".into(),
            name: text.into(),
            note: text.into(),
            ..LandingForm::default()
        },
    };
    let declined = Landing { state: Some(RequestState::Declined), ..landing.clone() };
    let about = About {
        request: "r1".into(),
        supplier: format!("Kestrel Metalworks {text}"),
        campaign: format!("Minerals 2026 {text}"),
    };
    let thanks = |kind: &str| {
        let take_back = (kind == "declined").then(|| "/a/token".to_owned());
        let about = (kind != "link").then(|| about.clone());
        SupplierPage::Thanks(Thanks { asker: asker(text), kind: kind.into(), about, take_back })
    };
    let stopped = |kind: &str| {
        SupplierPage::Stopped(Box::new(Stopped {
            asker: asker(text),
            kind: kind.into(),
            request: "r1".into(),
            about: (kind != "expired").then(|| about.clone()),
            typed: ["f:company.name", "why:x", "smelter:1:name"]
                .map(|n| (n.to_owned(), text.to_owned()))
                .to_vec(),
            again: "/answer/r1/company".into(),
        }))
    };
    let lost = |request: &str| {
        SupplierPage::Lost(Lost {
            asker: asker(text),
            notice: Some("lost.fault.many".into()),
            request: request.into(),
            email: text.into(),
        })
    };
    let mut out = vec![
        ("landing".to_owned(), SupplierPage::Landing(Box::new(landing))),
        ("landing-declined".to_owned(), SupplierPage::Landing(Box::new(declined))),
        ("expired".into(), stopped("expired")),
        ("submitted".into(), stopped("submitted")),
        ("stopped-declined".into(), stopped("declined")),
        ("over".into(), stopped("over")),
        ("lost".into(), lost("")),
        ("lost-known".into(), lost("r1")),
        ("front".into(), SupplierPage::Front(asker(text))),
        (
            "files".into(),
            SupplierPage::Attachments(Attachments {
                about: about.clone(),
                files: vec![Attached {
                    id: "f1".into(),
                    name: format!("policy {text}.pdf"),
                    from: text.into(),
                    time: "2026-11-23 14:05 UTC".into(),
                    size: 812,
                    scanned: text.into(),
                    removable: true,
                }],
                most: [10, 50],
                open: true,
                error: text.into(),
            }),
        ),
        (
            "receipt".into(),
            SupplierPage::Receipt(Receipt {
                asker: asker(text),
                about: about.clone(),
                year: 2026,
                number: 2,
                time: "2026-11-23 14:05 UTC".into(),
                hash: "ab".repeat(32),
                downloads: ["/answer/answers.json".into(), "/answer/answers.json".replace("json", "xlsx")],
                masked_contact: "i•••@kestrel.example".into(),
                state: "submitted".into(),
                entered: Some([text.into(), "2026-11-20".into()]),
                files: "/answer/r1/files".into(),
            }),
        ),
        ("declined".into(), thanks("declined")),
        ("other".into(), thanks("other")),
        ("later".into(), thanks("later")),
        ("link".into(), thanks("link")),
        ("dead".into(), SupplierPage::DeadLink(DeadLink { asker: asker(text), path: "/a/token".into() })),
        (
            "error".into(),
            SupplierPage::Error(ErrorPage {
                status: 503,
                text: None,
                reference: "abc-1".into(),
                back: "/answer/r1".into(),
            }),
        ),
        ("verify".into(), SupplierPage::Verify(asker(text))),
    ];
    let filled = draft(text);
    for step in Step::all(domain::template::cmrt("6.5").unwrap()) {
        out.push((step.key().into(), SupplierPage::Answer(Box::new(page_of(&filled, text, step)))));
    }
    let mut row = page_of(&filled, text, smelters());
    row.row = Some(2);
    out.push(("row".into(), SupplierPage::Answer(Box::new(row))));
    out
}

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
            let html = render(&page, &shell(&assets, language));
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
        let (tame, hostile) = (render(&tame, &shell), render(&hostile, &shell));
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
    let html = render(&page, &shell(&assets(), "en"));
    assert!(html.contains(">\n\nfirst\n&lt;b&gt;</textarea>"));
}

/// 1,000 rows are not 1,000 rows of HTML.
#[test]
fn rows_are_drawn_by_the_page() {
    let mut long = draft("x");
    let row = |i: u64| SmelterRow {
        id: RowId(i),
        order: i << 16,
        cid: format!("CID9{:05}", i),
        metal: domain::template::CMRT_METALS[i as usize % 4].name().into(),
        lookup: format!("Smelter number {i}"),
        country: "NORWAY".into(),
        ..SmelterRow::default()
    };
    long.declaration.smelters = (1..=2_500).map(row).collect();
    let mut many = page_of(&long, "x", smelters());
    (many.queries, many.conflicts, many.show_missing, many.notice) = (vec![], vec![], false, None);
    let many = render(&SupplierPage::Answer(Box::new(many)), &shell(&assets(), "en"));
    keep("many.en", &many);
    let mut fresh = page_of(&Draft::default(), "x", first());
    (fresh.queries, fresh.conflicts, fresh.show_missing, fresh.notice) = (vec![], vec![], false, None);
    (fresh.revision, fresh.saved_at, fresh.references) = (0, None, Some("/answer/references.json".into()));
    for language in ["en", "zh"] {
        let html = render(&SupplierPage::Answer(Box::new(fresh.clone())), &shell(&assets(), language));
        keep(&format!("fresh.{language}"), &html);
    }
    long.declaration.smelters.truncate(1_000);
    let mut page = page_of(&long, "x", smelters());
    page.page = 2;
    let html = render(&SupplierPage::Answer(Box::new(page)), &shell(&assets(), "en"));
    assert_eq!(html.matches("data-row=\"").count(), 25 + 3, "a page of rows and three blank ones");
    assert!(html.contains("smelter:51:cid") && !html.contains("smelter:76:cid"));
    assert!(html.contains("?page=39"));
}

#[test]
fn a_page_of_products_begins_where_it_should_however_few_smelters_there_are() {
    let mut long = Draft::default();
    let product = |i: u64| ProductRow {
        id: RowId(i),
        order: i << 16,
        number: format!("P-{i}"),
        ..ProductRow::default()
    };
    long.declaration.products = (1..=60).map(product).collect();
    long.declaration.set("company.scope", "B. Product (or List of Products)");
    let mut page = page_of(&long, "x", Step::Of(domain::template::Section::of(domain::Table::PRODUCTS)));
    page.page = 2;
    let html = render(&SupplierPage::Answer(Box::new(page)), &shell(&assets(), "en"));
    assert!(html.contains("product:51:number") && html.contains("product:60:number"));
    assert!(!html.contains("product:50:number"));
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
        let html = render(&SupplierPage::Answer(Box::new(page)), &shell(&assets, "en"));
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
        render(&SupplierPage::Answer(Box::new(page)), &shell(&assets, "zh"))
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
            SupplierPage::Attachments(_) => true,
            SupplierPage::Thanks(p) => p.about.is_some(),
            SupplierPage::Stopped(p) => p.about.is_some(),
            _ => false,
        };
        let html = render(&page, &shell(&assets, "en"));
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
            let html = render(&SupplierPage::Answer(Box::new(page)), &shell(&assets, "en"));
            html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned()
        })
        .collect();
    assert_eq!(titles.len(), steps.len(), "{titles:#?}");
}

/// SUP-M15 (d): what was sent with a fault stands in its fields, and its way out is open.
#[test]
fn sup_m15_a_fault_keeps_what_was_typed_and_its_fold_open() {
    let assets = assets();
    let (_, page) = pages("kept <words>").into_iter().next().unwrap();
    let html = render(&page, &shell(&assets, "en"));
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
        render(&SupplierPage::Answer(Box::new(page_of(&draft("x"), "x", first()))), &shell(&assets, "en"));
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
