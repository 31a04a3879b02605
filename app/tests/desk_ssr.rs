//! Every page of the desk, drawn on the server in every language.
#![cfg(feature = "ssr")]

mod desk_samples;

use app::desk::{DeskPage, render};
use app::kit::shell::{Assets, Shell};
use serde_json::Value;
use std::collections::BTreeSet;

fn draw(page: &DeskPage, language: &str) -> String {
    let assets = Assets::default();
    let texts = domain::text::embedded::texts(language);
    let html = render(page, &Shell { nonce: "n", assets: &assets, texts, language });
    // What follows the page are the embedded data and the script that starts the module, where there is one.
    let data = html.find("<script type=\"application/json\"");
    assert_eq!(data.is_none(), page.body.is_plain());
    let end = data.unwrap_or_else(|| html.find("</body>").unwrap());
    html[html.find("<body").unwrap()..end].to_owned()
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let key = format!(" {attribute}=\"");
    html.split(&key as &str).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_is_drawn_in_every_language() {
    for (name, page) in desk_samples::pages() {
        for (language, _) in domain::text::LANGUAGES {
            let html = draw(&page, language);
            let shown = html.replace("/desk.", "");
            assert!(
                [">desk.", "\"desk.", ">state."].iter().all(|k| !shown.contains(k)),
                "{name} {language}: a text is missing"
            );
            assert!(name == "blank" || html.matches("<h1").count() == 1, "{name}: one main heading");
            assert!(!html.contains(" style="), "{name}: no inline style");
            assert_eq!(html.matches("<table").count(), html.matches("<caption").count(), "{name}: captions");
            assert!(html.matches("<tbody").count() >= html.matches("<table").count(), "{name}: table bodies");
        }
    }
}

#[test]
fn every_id_is_unique_and_every_label_has_its_control() {
    for (name, page) in desk_samples::pages() {
        let html = draw(&page, "en");
        let ids = values(&html, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: {ids:?}");
        for attribute in ["for", "aria-labelledby"] {
            for target in values(&html, attribute) {
                assert!(unique.contains(&target), "{name}: {attribute}={target}");
            }
        }
        for target in
            values(&html, "aria-describedby").iter().flat_map(|v| v.split(' ')).filter(|v| !v.is_empty())
        {
            assert!(unique.contains(&target), "{name}: aria-describedby={target}");
        }
    }
}

/// Puts markup into every text of a page model, names of variants apart.
fn poison(value: &mut Value, key: &str) {
    match value {
        Value::String(_) if ["page", "area"].contains(&key) => {}
        Value::String(text) => {
            *text =
                format!("{text}\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>")
        }
        Value::Array(all) => all.iter_mut().for_each(|v| poison(v, key)),
        Value::Object(all) => all.iter_mut().for_each(|(k, v)| poison(v, k)),
        _ => {}
    }
}

#[test]
fn hostile_text_is_inert_everywhere() {
    for (name, page) in desk_samples::pages() {
        let mut model = serde_json::to_value(&page).unwrap();
        poison(&mut model, "");
        // The view decides by these; everything else on the page is drawn whatever they say.
        for (path, keep) in [("/body/of/view", "view"), ("/frame/who/role", "role")] {
            let clean = serde_json::to_value(&page).unwrap();
            if let (Some(v), Some(c)) = (model.pointer_mut(path), clean.pointer(path)) {
                assert!(c.is_string(), "{keep}");
                *v = c.clone();
            }
        }
        let hostile: DeskPage = serde_json::from_value(model).unwrap();
        for (language, _) in domain::text::LANGUAGES {
            let html = draw(&hostile, language);
            assert!(!html.contains("<script>") && !html.contains("<img"), "{name}: markup came through");
            assert_eq!(html.matches("<textarea").count(), html.matches("</textarea").count(), "{name}");
            // Addresses that come from data stay on this site or are plain web addresses.
            assert!(!html.contains("href=\"javascript:"), "{name}");
        }
    }
}

#[test]
fn a_page_survives_the_way_to_the_browser() {
    for (name, page) in desk_samples::pages() {
        let model = serde_json::to_string(&page).unwrap();
        let there: DeskPage = serde_json::from_str(&model).unwrap();
        assert_eq!(there, page, "{name}");
        assert_eq!(draw(&there, "en"), draw(&page, "en"), "{name}: both sides must draw the same");
    }
}

#[test]
fn a_reader_is_offered_no_acts() {
    for (name, mut page) in desk_samples::pages() {
        let Some(who) = &mut page.frame.who else { continue };
        who.role = "viewer".into();
        let html = draw(&page, "en");
        let mut own = vec!["/language", "/signout", "/signout-everywhere", "/account"];
        // Pages that are forms through and through are refused to a reader by the server.
        if ["edit-supplier", "upload", "import", "edit-campaign", "recipients", "send-back", "list-import"]
            .contains(&name)
        {
            continue;
        }
        // In a demonstration everybody may let time pass.
        own.extend(["/desk/requests", "/desk/suppliers", "/demo/mail", "/demo/later"]);
        for form in html.split("<form ").skip(1) {
            let tag = form.split('>').next().unwrap();
            let posts = tag.contains("method=\"post\"");
            let to = values(&format!(" {tag}"), "action").first().copied().unwrap_or("").to_owned();
            assert!(!posts || own.contains(&to.as_str()), "{name}: a reader can post to {to}");
        }
    }
}
