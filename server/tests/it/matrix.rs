//! Z-01, Z-02, Z-04: every route, called by everybody, on things that are not the caller's. `matrix.toml` says what
//! comes back; a route that is not in it fails the test, but for pages that the whole team reads.

use crate::test_app::TestResponse;
use crate::test_survey::{Caller, TestSurvey};
use axum::http::StatusCode;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// One route: what each caller gets. A status, with the place where a redirect leads.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    call: String,
    anonymous: String,
    supplier: String,
    /// A supplier at its own request, where another one is open in the same browser. Only of the form.
    own: Option<String>,
    /// The same with the session of the other request.
    other: Option<String>,
    viewer: String,
    reviewer: String,
    /// Where it is not what the administrator gets.
    manager: Option<String>,
    /// Where it is not what a viewer gets.
    auditor: Option<String>,
    administrator: String,
}

#[derive(Deserialize)]
struct Matrix {
    route: Vec<Expected>,
}

impl Expected {
    fn of(&self, caller: Caller) -> &str {
        match caller {
            Caller::Anonymous => &self.anonymous,
            Caller::SupplierA | Caller::SupplierB => &self.supplier,
            Caller::Both => self.own.as_ref().unwrap_or(&self.supplier),
            Caller::Crossed => self.other.as_ref().unwrap_or(&self.supplier),
            Caller::Viewer => &self.viewer,
            Caller::Reviewer => &self.reviewer,
            Caller::Manager => self.manager.as_ref().unwrap_or(&self.administrator),
            Caller::Auditor => self.auditor.as_ref().unwrap_or(&self.viewer),
            Caller::Administrator => &self.administrator,
        }
    }
}

const UPLOAD: &str = "multipart/form-data; boundary=x";

const CALLERS: [Caller; 9] = [
    Caller::Anonymous,
    Caller::SupplierA,
    Caller::Both,
    Caller::Crossed,
    Caller::Viewer,
    Caller::Auditor,
    Caller::Reviewer,
    Caller::Manager,
    Caller::Administrator,
];

/// Whoever is of the team.
const TEAM: [Caller; 5] =
    [Caller::Viewer, Caller::Auditor, Caller::Reviewer, Caller::Manager, Caller::Administrator];

fn matrix() -> BTreeMap<String, Expected> {
    let matrix: Matrix = toml::from_str(include_str!("matrix.toml")).unwrap();
    let count = matrix.route.len();
    let mut by_call: BTreeMap<_, _> = matrix.route.into_iter().map(|r| (r.call.clone(), r)).collect();
    assert_eq!(by_call.len(), count, "a route is in the matrix twice");
    let usual =
        calls().into_iter().filter(|call| !by_call.contains_key(call)).filter_map(|call| usual(&call));
    let usual: Vec<_> = usual.map(|it| (it.call.clone(), it)).collect();
    by_call.extend(usual);
    by_call
}

/// A page of the desk that is about no one thing, where `matrix.toml` says nothing else: the team reads it, and nobody
/// else. Whatever answers otherwise has to be in the file.
fn usual(call: &str) -> Option<Expected> {
    let page = call.starts_with("GET /desk") && !call.contains('{');
    let (signs_in, reads) = (|| "303 /signin".to_owned(), || "200".to_owned());
    page.then(|| Expected {
        call: call.to_owned(),
        anonymous: signs_in(),
        supplier: signs_in(),
        own: None,
        other: None,
        viewer: reads(),
        reviewer: reads(),
        manager: None,
        auditor: None,
        administrator: reads(),
    })
}

pub fn calls() -> BTreeSet<String> {
    server::routes::table(true).iter().map(|r| format!("{} {}", r.method, r.path)).collect()
}

/// What a matrix entry would say about an answer: `303 /signin`, `404`.
pub fn told(answer: &TestResponse) -> String {
    let place = answer.header("location").split('?').next().unwrap_or("");
    let mut parts = place.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    if answer.status != StatusCode::SEE_OTHER {
        parts.clear();
    }
    format!("{} {parts}", answer.status.as_u16()).trim_end().to_owned()
}

/// The path with everything in it that belongs to supplier B; `nothing` for what is nowhere.
pub fn path_of(survey: &TestSurvey, template: &str, exists: bool) -> String {
    let id = match template {
        t if t.starts_with("/desk/requests") => survey.b.request.as_str(),
        t if t.starts_with("/desk/suppliers") => &survey.b.supplier,
        t if t.starts_with("/desk/campaigns") => &survey.campaign,
        t if t.starts_with("/r/") => &survey.b.token,
        // An empty form does nothing there.
        t if t.starts_with("/answer/{request}") => return form_path(survey, t),
        _ => "nothing",
    };
    let id = if exists { id } else { "nothing" };
    let parts = template.split('/').enumerate().map(|(i, part)| match part {
        "{step}" => "company",
        part if part.starts_with('{') && i <= 3 => id,
        part if part.starts_with('{') => "nothing",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// An address of B's form.
fn form_path(survey: &TestSurvey, template: &str) -> String {
    template.replace("{request}", &survey.b.request).replace("{step}", "company")
}

#[test]
fn z01_every_route_is_in_the_matrix_and_nothing_else() {
    let listed: BTreeSet<String> = matrix().into_keys().collect();
    let missing: Vec<_> = calls().difference(&listed).cloned().collect();
    let gone: Vec<_> = listed.difference(&calls()).cloned().collect();
    assert!(missing.is_empty(), "say in matrix.toml who may call {missing:#?}");
    assert!(gone.is_empty(), "matrix.toml names routes that are gone: {gone:#?}");
}

#[tokio::test]
async fn z01_everybody_gets_what_the_matrix_says() {
    let survey = TestSurvey::with(|o| o.demo = Some(true), "Alpha", "Beta").await;
    let matrix = matrix();
    let routes = server::routes::table(true);
    let uploads: Vec<&str> =
        routes.iter().filter(|r| r.limit >= server::routes::UPLOAD).map(|r| r.path).collect();
    let upload =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\r\n--x--\r\n";
    let mut wrong = Vec::new();
    for (call, expected) in &matrix {
        let (method, template) = call.split_once(' ').unwrap();
        for caller in CALLERS {
            // Signing out ends what the other calls need.
            if template.starts_with("/signout") && TEAM.contains(&caller)
                || template.ends_with("/leave") && caller == Caller::Both
            {
                continue;
            }
            let of_form = template.starts_with("/answer/{request}");
            assert_eq!(of_form, expected.own.is_some() && expected.other.is_some(), "{call}");
            // Whoever is refused is refused what exists; whoever is not, is sent at what does not, so that the
            // next caller finds everything in place.
            let wanted = expected.of(caller);
            let refused = wanted == "403" || wanted == "401" || wanted.ends_with("/signin");
            let path = path_of(&survey, template, method == "GET" || refused);
            let answer = match method {
                "GET" => survey.get(caller, &path).await,
                _ if uploads.contains(&template) => {
                    survey.send(caller, &path, UPLOAD, upload.to_owned()).await
                }
                _ => survey.post(caller, &path, &[]).await,
            };
            let told = told(&answer).replace(survey.b.request.as_str(), "{request}");
            let told = told.replace(&survey.a.token, "{token}").replace(&survey.b.token, "{token}");
            if told != wanted {
                wrong.push(format!("{call} by {caller:?}: {told} instead of {wanted}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn z01_signing_out_ends_the_session() {
    for path in ["/signout", "/signout-everywhere"] {
        let survey = TestSurvey::new().await;
        for caller in [Caller::Viewer, Caller::Administrator] {
            assert_eq!(told(&survey.get(caller, "/desk").await), "200");
            assert_eq!(told(&survey.post(caller, path, &[]).await), "303 /signin");
            assert_eq!(told(&survey.get(caller, "/desk").await), "303 /signin");
        }
    }
}

#[tokio::test]
async fn z04_whoever_is_refused_changed_nothing() {
    let survey = TestSurvey::with(|o| o.demo = Some(true), "Alpha", "Beta").await;
    let before = survey.acts().await;
    let mut refused = 0;
    for (call, expected) in matrix() {
        let (method, template) = call.split_once(' ').unwrap();
        for caller in CALLERS {
            let wanted = expected.of(caller);
            if method == "POST"
                && (wanted == "403" || wanted.ends_with("/signin"))
                && !template.starts_with("/sign")
            {
                survey
                    .post(caller, &path_of(&survey, template, true), &[("reason", "x"), ("text", "x")])
                    .await;
                refused += 1;
            }
        }
    }
    assert!(refused > 60, "{refused}");
    assert_eq!(survey.acts().await, before, "every change is in the log, and there is none");
}

#[tokio::test]
async fn z02_one_supplier_learns_nothing_of_another() {
    let survey = TestSurvey::with(|o| o.demo = Some(true), "Alpha Parts", "Beta-Castings-Secret").await;
    let mut draft = crate::test_survey::complete_draft(&survey.app.portal.services);
    draft.declaration.set("company.name", "Beta-Castings-Secret");
    survey.submit(Caller::SupplierB, draft).await;
    // B sees its own.
    assert!(
        survey.get(Caller::SupplierB, &survey.b.at("/receipt")).await.body.contains("Beta-Castings-Secret")
    );
    for call in calls().iter().filter(|call| call.starts_with("GET ")) {
        let template = call.split_once(' ').unwrap().1;
        // The mailbox of the demonstration shows every mail to everybody, and a link is for whoever has it.
        if template.starts_with("/demo/") || template.starts_with("/r/") {
            continue;
        }
        for path in [path_of(&survey, template, true), format!("{}?n=1", path_of(&survey, template, true))] {
            for caller in [Caller::SupplierA, Caller::Crossed] {
                let answer = survey.get(caller, &path).await;
                assert!(!answer.body.contains("Beta-Castings-Secret"), "{path}");
                // An address that names a request is repeated, whatever is there.
                let known = template.starts_with("/answer/{request}");
                assert!(known || !answer.body.contains(survey.b.request.as_str()), "{path}");
            }
        }
    }
    assert_eq!(
        survey.get(Caller::SupplierA, &survey.a.at("/answers.json?n=1")).await.status,
        StatusCode::NOT_FOUND
    );
}
