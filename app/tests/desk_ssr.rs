//! Every page of the desk, drawn on the server in every language.
#![cfg(feature = "ssr")]

mod desk_samples;

use app::kit::shell::{Assets, Shell};
use desk_samples::Sample;
use domain::terms::Role;
use std::collections::BTreeSet;

fn draw(sample: &Sample, language: &str) -> String {
    let assets = Assets::default();
    let texts = domain::text::embedded::texts(language);
    let html =
        (sample.render)(&sample.frame, &Shell { nonce: "n", assets: &assets, texts, language, banner: None });
    assert!(!html.contains("application/json"), "neither a model nor a catalogue is in the page");
    // What follows the page is the script that brings its islands to life, where there are any.
    let script = html.find("<script type=\"module\"");
    assert_eq!(script.is_some(), html.contains("<leptos-island "), "{}", sample.name);
    html[html.find("<body").unwrap()..script.unwrap_or(html.len())].to_owned()
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let key = format!(" {attribute}=\"");
    html.split(&key as &str).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_is_drawn_in_every_language() {
    for sample in desk_samples::pages() {
        let name = sample.name;
        for (language, _) in domain::text::LANGUAGES {
            let html = draw(&sample, language);
            let shown = html.replace("/desk.", "");
            assert!(
                [">desk.", "\"desk.", ">state."].iter().all(|k| !shown.contains(k)),
                "{name} {language}: a text is missing"
            );
            assert!(html.matches("<h1").count() == 1, "{name}: one main heading");
            assert!(!html.contains(" style="), "{name}: no inline style");
            assert_eq!(html.matches("<table").count(), html.matches("<caption").count(), "{name}: captions");
            assert!(html.matches("<tbody").count() >= html.matches("<table").count(), "{name}: table bodies");
        }
    }
}

#[test]
fn every_id_is_unique_and_every_label_has_its_control() {
    for sample in desk_samples::pages() {
        let name = sample.name;
        let html = draw(&sample, "en");
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

#[test]
fn hostile_text_is_inert_everywhere() {
    for sample in desk_samples::hostile_pages() {
        let name = sample.name;
        for (language, _) in domain::text::LANGUAGES {
            let html = draw(&sample, language);
            assert!(!html.contains("<script>") && !html.contains("<img"), "{name}: markup came through");
            assert_eq!(html.matches("<textarea").count(), html.matches("</textarea").count(), "{name}");
            // Addresses that come from data stay on this site or are plain web addresses.
            assert!(!html.contains("href=\"javascript:"), "{name}");
        }
    }
}

#[test]
fn a_reader_is_offered_no_acts() {
    for mut sample in desk_samples::pages() {
        let name = sample.name;
        let Some(who) = &mut sample.frame.who else { continue };
        who.role = Role::Viewer;
        let html = draw(&sample, "en");
        let mut own = vec!["/language", "/signout", "/signout-everywhere", "/account"];
        // Pages that are forms through and through are refused to a reader by the server.
        if [
            "edit-supplier",
            "move-supplier",
            "upload",
            "import",
            "edit-campaign",
            "recipients",
            "send-back",
            "accept-clear",
            "list-import",
            "bulk",
            "call",
            "call-refused",
            "freeze",
            "enter",
            "received",
            "received-errors",
            "received-unread",
            "ask-many",
            "ask-nobody",
            "retention_run",
            "member-role",
        ]
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
            assert!(
                // Everybody has views, mentions and a second factor of its own.
                !posts
                    || own.contains(&to.as_str())
                    || to.starts_with("/account/")
                    || to.starts_with("/desk/views")
                    || (to.starts_with("/desk/notes/") && to.ends_with("/seen")),
                "{name}: a reader can post to {to}"
            );
        }
    }
}
