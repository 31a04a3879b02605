//! Members with a scope: what is outside of it is not there, on no page and in no file.

use crate::deciding::hidden;
use crate::matrix::{calls, path_of, told};
use crate::test_app::TestResponse;
use crate::test_survey::{Caller, TestSurvey, complete_draft};
use serde::Deserialize;
use service::records::{Campaign, MailKind, Scope, Supplier};
use std::collections::BTreeMap;

const UPLOAD: &str = "multipart/form-data; boundary=x";

/// What `matrix.toml` says of who works on another campaign; at the desk all else is refused.
#[derive(Deserialize)]
struct Scoped {
    scoped: BTreeMap<String, String>,
}

fn scoped() -> BTreeMap<String, String> {
    let matrix: Scoped = toml::from_str(include_str!("matrix.toml")).unwrap();
    matrix.scoped
}

/// A survey whose supplier A is of the group Alpha, and a second campaign that asks nobody.
async fn survey() -> (TestSurvey, Scope, Scope) {
    let survey = TestSurvey::with(|o| o.demo = Some(true), "Alpha Parts", "Beta-Castings-Secret").await;
    let administrator = survey.administrator().await;
    let a = administrator.supplier(&survey.a.supplier).await.unwrap();
    administrator.save_supplier(Supplier { groups: "Alpha".into(), ..a }).await.unwrap();
    let first = administrator.campaign(&survey.campaign).await.unwrap();
    let second = Campaign {
        name: "Elsewhere".into(),
        year: first.year,
        products: first.products,
        template_version: first.template_version,
        due: first.due,
        cutoff: first.cutoff,
        ..Campaign::default()
    };
    let second = administrator.save_campaign(second).await.unwrap();
    (survey, Scope::Campaigns(vec![second.id]), Scope::Groups(vec!["alpha".into()]))
}

async fn call(survey: &TestSurvey, cookie: &str, method: &str, path: &str, upload: bool) -> TestResponse {
    let body =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\r\n--x--\r\n";
    match method {
        "GET" => survey.get_with(cookie, path).await,
        _ if upload => survey.send_with(cookie, path, UPLOAD, body).await,
        _ => {
            survey
                .send_with(
                    cookie,
                    path,
                    "application/x-www-form-urlencoded",
                    "reason=x&field=text&text=x&note=x&version=1",
                )
                .await
        }
    }
}

#[tokio::test]
async fn z05_what_is_outside_of_a_members_scope_is_not_there() {
    let (survey, elsewhere, _) = survey().await;
    let cookie = survey.partial("part@asker.example", elsewhere).await;
    let (scoped, routes) = (scoped(), server::routes::table(true));
    let unknown: Vec<_> = scoped.keys().filter(|call| !calls().contains(*call)).collect();
    assert!(unknown.is_empty(), "matrix.toml names routes that are gone: {unknown:?}");
    let before = survey.acts().await;
    let mut wrong = Vec::new();
    for route in routes.iter().filter(|route| route.path.starts_with("/desk")) {
        let name = format!("{} {}", route.method, route.path);
        let wanted = scoped.get(&name).map_or("403", String::as_str);
        let path = path_of(&survey, route.path, true);
        let upload = route.limit >= server::routes::UPLOAD;
        let got = told(&call(&survey, &cookie, route.method.as_str(), &path, upload).await);
        if got != wanted {
            wrong.push(format!("\"{name}\" = \"{got}\" # instead of {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(survey.acts().await, before, "nothing was changed");
}

#[tokio::test]
async fn z05_no_page_and_no_file_names_what_is_outside() {
    let (survey, elsewhere, alpha) = survey().await;
    for caller in [Caller::SupplierA, Caller::SupplierB] {
        survey.submit(caller, complete_draft(&survey.app.portal.services)).await;
    }
    let pages: Vec<String> =
        calls().into_iter().filter_map(|c| c.strip_prefix("GET ").map(str::to_owned)).collect();
    let pages = || pages.iter().filter(|path| path.starts_with("/desk") || *path == "/account");
    for (email, scope, hidden) in [
        ("c@asker.example", elsewhere, &["Beta-Castings-Secret", "Alpha Parts"][..]),
        ("g@asker.example", alpha, &["Beta-Castings-Secret"][..]),
    ] {
        let cookie = survey.partial(email, scope).await;
        for template in pages() {
            let path = path_of(&survey, template, true);
            for path in [path.clone(), format!("{path}?q=Beta&n=1&state=all")] {
                let body = survey.get_with(&cookie, &path).await.body;
                for name in hidden {
                    assert!(!body.contains(name), "{path} names {name}");
                }
            }
        }
    }
}

#[tokio::test]
async fn z05_what_is_within_is_as_for_everybody() {
    let (survey, elsewhere, alpha) = survey().await;
    let cookie = survey.partial("g@asker.example", alpha).await;
    let status = async |cookie: &str, path: String| survey.get_with(cookie, &path).await.status.as_u16();
    assert_eq!(status(&cookie, format!("/desk/requests/{}", survey.a.request)).await, 200);
    assert_eq!(status(&cookie, format!("/desk/requests/{}", survey.b.request)).await, 404);
    assert_eq!(status(&cookie, format!("/desk/suppliers/{}", survey.a.supplier)).await, 200);
    let list = survey.get_with(&cookie, "/desk/suppliers.csv").await.body;
    assert!(list.contains("Alpha Parts") && list.lines().count() == 2, "{list}");
    let home = survey.get_with(&cookie, "/desk").await.body;
    assert!(home.contains("Works on: Alpha"), "what the figures are of is said");
    // Who works on a campaign reads its suppliers, and does not change what other campaigns use as well.
    let own = survey.partial("c@asker.example", Scope::Campaigns(vec![survey.campaign.clone()])).await;
    assert_eq!(status(&own, format!("/desk/suppliers/{}", survey.b.supplier)).await, 200);
    let retire = format!("/desk/suppliers/{}/retire", survey.b.supplier);
    assert_eq!(call(&survey, &own, "POST", &retire, false).await.status.as_u16(), 403);
    let nowhere = survey.partial("n@asker.example", elsewhere).await;
    assert_eq!(status(&nowhere, format!("/desk/campaigns/{}", survey.campaign)).await, 404);
}

/// The log and the mails of a part: its own, in lists, counts and files, and nothing of the company or of others.
#[tokio::test]
async fn z05_log_and_mails_are_those_of_the_part() {
    let (survey, elsewhere, alpha) = survey().await;
    let own = Scope::Campaigns(vec![survey.campaign.clone()]);
    let [alpha, own, elsewhere] =
        [("g@asker.example", alpha), ("c@asker.example", own), ("n@asker.example", elsewhere)];
    for (email, scope, sees_a, sees_b) in [
        (alpha.0, alpha.1, true, false),
        (own.0, own.1, true, true),
        (elsewhere.0, elsewhere.1, false, false),
    ] {
        let cookie = survey.partial(email, scope).await;
        let read = async |path: &str| survey.get_with(&cookie, path).await;
        for path in ["/desk/log", "/desk/log.csv", "/desk/settings/mail", "/desk/settings/mail.csv"] {
            let page = read(path).await;
            assert_eq!(page.status.as_u16(), 200, "{email} {path}");
            let (a, b) = match path.contains("mail") {
                true => ("a@alpha.example", "b@beta.example"),
                false => ("Alpha Parts", "Beta-Castings-Secret"),
            };
            assert_eq!(page.body.contains(a), sees_a, "{email} {path}: {}", page.body);
            assert_eq!(page.body.contains(b), sees_b, "{email} {path}: {}", page.body);
            // What concerns the company, and who was invited to the team.
            for other in ["member.invited", "vera@asker.example", "company.changed"] {
                assert!(!page.body.contains(other), "{email} {path} says {other}");
            }
        }
        let checked = read("/desk/log?check=1").await.body;
        assert!(
            !checked.contains("entries follow") && checked.contains("who works on everything"),
            "{checked}"
        );
    }
    // A mail of another part is not tried again by who knows its number.
    let mails = survey.administrator().await.mails(None, 100).await.unwrap();
    let of_b = mails.iter().find(|m| m.mail.request.as_ref() == Some(&survey.b.request)).unwrap();
    let services = &survey.app.portal.services;
    let actor = async |email: &str| {
        let cookie = survey.partial(email, Scope::Groups(vec!["alpha".into()])).await;
        services.actor(cookie.strip_prefix("desk=").unwrap()).await.unwrap().as_manager().unwrap()
    };
    let before = survey.acts().await;
    let part = actor("again@asker.example").await;
    let invited = survey.acts().await;
    assert!(invited > before);
    assert_eq!(part.retry_these(vec![of_b.mail.id.clone()]).await.unwrap(), 0);
    assert!(matches!(part.as_viewer().mail(&of_b.mail.id).await, Err(service::ServiceError::NotFound)));
}

#[tokio::test]
async fn z05_notes_and_one_question_to_many_keep_to_the_scope() {
    let (survey, _, alpha) = survey().await;
    for caller in [Caller::SupplierA, Caller::SupplierB] {
        survey.submit(caller, complete_draft(&survey.app.portal.services)).await;
    }
    let cookie = survey.partial("g@asker.example", alpha).await;
    let post = async |path: &str, body: &str| {
        survey.send_with(&cookie, path, "application/x-www-form-urlencoded", body.to_owned()).await
    };
    let (a, b) = (survey.a.request.as_str(), survey.b.request.as_str());
    let notes = |request: &str| format!("/desk/requests/{request}/notes");
    let told = async || {
        let mails = survey.administrator().await.mails(None, 100).await.unwrap();
        mails.iter().filter(|m| m.mail.kind == MailKind::Mentioned).count()
    };
    survey.post(Caller::Reviewer, &notes(b), &[("note", "@Paul far")]).await;
    assert_eq!(told().await, 0, "of what is outside nobody is told");
    survey.post(Caller::Reviewer, &notes(a), &[("note", "@Paul near")]).await;
    assert_eq!(told().await, 1);
    let home = survey.get_with(&cookie, "/desk").await.body;
    assert!(home.contains("@Paul near") && !home.contains("@Paul far"), "{home}");
    assert_eq!(post(&notes(b), "note=mine").await.status.as_u16(), 404);
    assert_eq!(post(&notes(a), "note=mine").await.status.as_u16(), 303);

    let both = format!("id={a}&id={b}&state=all");
    let page = post("/desk/requests/bulk", &format!("{both}&act=ask")).await.body;
    assert!(page.contains("Alpha Parts") && !page.contains("Beta-Castings-Secret"), "{page}");
    assert_eq!(hidden(&page, "expected"), "1");
    let asked = post("/desk/ask", &format!("{both}&expected=1&text-en=Why")).await;
    assert!(asked.header("location").starts_with("/desk/together/"), "{}", asked.body);
    let queries = async |id| survey.app.store().await.queries(id).await.unwrap().len();
    assert_eq!((queries(&survey.a.request).await, queries(&survey.b.request).await), (1, 0));
    // Who named a smelter is asked of the whole survey.
    let of_smelter = "/desk/ask?smelter=CID900001";
    assert_eq!(survey.get_with(&cookie, of_smelter).await.status.as_u16(), 403);
    assert_eq!(post("/desk/ask", "smelter=CID900001").await.status.as_u16(), 403);
    assert_eq!(survey.get_with(&cookie, "/desk/settings/retention").await.status.as_u16(), 403);
}

#[tokio::test]
async fn z05_views_of_others_are_for_who_works_on_everything() {
    let (survey, _, alpha) = survey().await;
    let cookie = survey.partial("g@asker.example", alpha).await;
    let save =
        |name: &'static str| [("list", "inbox"), ("name", name), ("query", "state=all"), ("for", "team")];
    survey.post(Caller::Reviewer, "/desk/views", &save("Chasing Beta-Castings-Secret")).await;
    let seen = async |cookie: &str| survey.get_with(cookie, "/desk/views").await.body;
    assert!(seen(&survey.cookie(Caller::Viewer)).await.contains("Chasing Beta"));
    assert!(!seen(&cookie).await.contains("Chasing Beta"));
}
