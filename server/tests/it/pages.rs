//! Every page of the desk as it is sent, in every language, with markup in the names of suppliers. A new page is among
//! them with its route.

use crate::matrix::path_of;
use crate::test_survey::{Caller, TestSurvey};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use std::collections::BTreeSet;

const MARKUP: &str = "\"'></textarea><script>alert(1)</script><img src=x onerror=alert(1)>";

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let key = format!(" {attribute}=\"");
    html.split(key.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What is wrong with a page.
fn faults(html: &str) -> Vec<String> {
    let body = &html[html.find("<body").unwrap_or_default()..];
    let shown = body.replace("/desk.", "");
    let mut wrong = Vec::new();
    let mut must = |holds: bool, what: String| {
        if !holds {
            wrong.push(what);
        }
    };
    for key in [">desk.", "\"desk.", ">state.", ">smelters."] {
        must(!shown.contains(key), format!("a text is missing: {key}"));
    }
    must(body.matches("<h1").count() == 1, "one main heading".into());
    must(!body.contains("<script>alert") && !body.contains("<img src=x"), "markup came through".into());
    must(!body.contains(" style="), "no inline style".into());
    must(body.matches("<table").count() == body.matches("<caption").count(), "captions".into());
    let ids = values(body, "id");
    let unique: BTreeSet<_> = ids.iter().copied().collect();
    must(ids.len() == unique.len(), format!("identifiers twice: {ids:?}"));
    let described = values(body, "aria-describedby").into_iter().flat_map(|v| v.split(' '));
    let named = ["for", "aria-labelledby"].into_iter().flat_map(|attribute| values(body, attribute));
    for target in named.chain(described).filter(|it| !it.is_empty()) {
        must(unique.contains(target), format!("nothing is called {target}"));
    }
    wrong
}

#[tokio::test]
async fn every_page_of_the_desk_is_whole_in_every_language() {
    let survey = TestSurvey::with(|_| {}, &format!("Alpha {MARKUP}"), &format!("Beta {MARKUP}")).await;
    let (mut wrong, mut drawn) = (Vec::new(), 0);
    for route in server::routes::table(false) {
        if route.method != axum::http::Method::GET || !route.path.starts_with("/desk") {
            continue;
        }
        let path = path_of(&survey, route.path, true);
        for (language, _) in domain::text::LANGUAGES {
            let cookie = format!("{}; lang={language}", survey.cookie(Caller::Administrator));
            let request = Request::get(&path).header("cookie", cookie).body(Body::empty()).unwrap();
            let page = survey.app.send(request).await;
            if page.status != StatusCode::OK || !page.header("content-type").starts_with("text/html") {
                continue;
            }
            drawn += 1;
            assert!(page.body.contains(&format!("<html lang=\"{language}\"")), "{path} {language}");
            wrong.extend(faults(&page.body).into_iter().map(|what| format!("{path} {language}: {what}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(drawn > 40, "{drawn}");
}
