//! Lists of the desk: pages on and back, columns, files of exactly what is shown, and acts on many rows.

use crate::test_survey::{Caller, TestSurvey};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use service::records::{Supplier, SupplierFilter};

const LIST: &str = "/desk/suppliers";
const BULK: &str = "/desk/suppliers/bulk";

/// A survey with so many more suppliers: `Works 001` and on.
async fn survey_of(more: usize) -> TestSurvey {
    let survey = TestSurvey::new().await;
    let desk = survey.administrator().await;
    for n in 1..=more {
        let supplier = Supplier {
            name: format!("Works {n:03}"),
            contact_name: if n == 1 { "=1+1".into() } else { String::new() },
            email: format!("w{n}@works.example"),
            country: "DE".into(),
            ..Supplier::default()
        };
        desk.save_supplier(supplier).await.unwrap();
    }
    survey
}

async fn shown(survey: &TestSurvey, caller: Caller, path: &str) -> String {
    let page = survey.get(caller, path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    page.body.replace("<!>", "").replace("&amp;", "&")
}

/// The address behind a link of the pager.
fn link(body: &str, rel: &str) -> Option<String> {
    let at = body.find(&format!("rel=\"{rel}\" href=\""))?;
    Some(body[at..].split('"').nth(3)?.to_owned())
}

/// The identifiers of the rows that can be ticked.
fn ids(body: &str) -> Vec<String> {
    let boxes = body.split("name=\"id\" value=\"").skip(1);
    boxes.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_file_arrives_packed_as_browsers_ask_for_it() {
    let survey = survey_of(600).await;
    for path in
        ["/desk/suppliers.csv", "/desk/requests.csv?state=all", "/desk/log.csv", "/desk/suppliers.xlsx"]
    {
        let plain = survey.get(Caller::Auditor, path).await;
        assert_eq!(plain.status, StatusCode::OK, "{path}");
        for coding in ["gzip", "br", "zstd", "gzip, deflate, br, zstd"] {
            let request = Request::get(path).header("cookie", survey.cookie(Caller::Auditor));
            let request = request.header("accept-encoding", coding).body(Body::empty()).unwrap();
            let packed = survey.app.send(request).await;
            assert_eq!(packed.status, StatusCode::OK, "{path} as {coding}");
            assert!(
                !packed.body.is_empty() && packed.body.len() <= plain.body.len() * 2,
                "{path} as {coding}"
            );
        }
    }
}

#[tokio::test]
async fn a_list_is_walked_on_and_back_and_says_where_it_is() {
    let survey = survey_of(120).await;
    let first = shown(&survey, Caller::Viewer, &format!("{LIST}?q=works&col=country")).await;
    assert!(first.contains("1–50 of 120"), "{first}");
    assert_eq!(link(&first, "prev"), None);
    let second = shown(&survey, Caller::Viewer, &link(&first, "next").unwrap()).await;
    assert!(
        second.contains("51–100 of 120") && second.contains("Works 051") && !second.contains("Works 050<")
    );
    let third = shown(&survey, Caller::Viewer, &link(&second, "next").unwrap()).await;
    assert!(third.contains("101–120 of 120") && link(&third, "next").is_none());
    let back = shown(&survey, Caller::Viewer, &link(&third, "prev").unwrap()).await;
    assert!(back.contains("51–100 of 120") && back.contains("Works 051") && back.contains("Works 100"));
    let back = shown(&survey, Caller::Viewer, &link(&back, "prev").unwrap()).await;
    assert!(back.contains("1–50 of 120") && link(&back, "prev").is_none());
    // The other way round, and the choice of columns goes along.
    let down = shown(&survey, Caller::Viewer, &format!("{LIST}?q=works&sort=-name&col=country")).await;
    assert!(down.contains("aria-sort=\"descending\"") && down.contains("Works 120"));
    assert!(link(&down, "next").unwrap().contains("sort=-name&col=country"));
    assert!(!down.contains("data-label=\"E-mail\"") && down.contains("data-label=\"Country\""));
    let hostile =
        shown(&survey, Caller::Viewer, &format!("{LIST}?after=%27+OR+1%3D1&before=x&from=-3&sort=drop"))
            .await;
    assert!(hostile.contains("1–50 of 122"));
}

#[tokio::test]
async fn a_file_holds_exactly_what_the_list_shows() {
    let survey = survey_of(60).await;
    let query = "q=works&col=contact&col=country";
    let file = survey.get(Caller::Viewer, &format!("{LIST}.csv?{query}")).await;
    let lines: Vec<&str> = file.body.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 61, "all pages");
    assert_eq!(lines[0], "\u{feff}Name,Contact,Country");
    assert_eq!(lines[1], "Works 001,\"'=1+1\",DE", "no formula");
    let page = shown(&survey, Caller::Viewer, &format!("{LIST}?{query}")).await;
    assert!(
        page.contains(&format!("href=\"{LIST}.csv?{query}\""))
            && page.contains(&format!("{LIST}.xlsx?{query}"))
    );
    for list in [
        "/desk/requests",
        LIST,
        "/desk/settings/mail",
        "/desk/log",
        "/desk/settings/team",
        "/desk/smelters/names",
    ] {
        let book = survey.get(Caller::Auditor, &format!("{list}.xlsx")).await;
        assert_eq!(book.status, StatusCode::OK, "{list}");
        assert!(book.header("content-disposition").contains(".xlsx"), "{list}");
        let text = survey.get(Caller::Auditor, &format!("{list}.csv")).await.body;
        assert!(text.starts_with('\u{feff}'), "{list}");
    }
    let decisions = survey.get(Caller::Viewer, "/desk/smelters/names.csv?view=decided").await;
    assert!(decisions.body.contains("Decided by"));
    let team = survey.get(Caller::Auditor, "/desk/settings/team.csv").await.body;
    assert!(team.starts_with("\u{feff}Name,E-mail,Role,Works on,State\r\n"), "{team}");
    assert!(
        team.contains(",Viewer,Everything,Active") && team.contains(",Administrator,Everything,Active"),
        "{team}"
    );
    let page = shown(&survey, Caller::Auditor, "/desk/settings/team").await;
    assert!(page.contains("href=\"/desk/settings/team.csv\""), "{page}");
}

#[tokio::test]
async fn suppliers_are_ordered_by_any_column_that_is_shown() {
    let survey = survey_of(3).await;
    let first = async |sort: &str| {
        let file = survey.get(Caller::Viewer, &format!("{LIST}.csv?q=works&col=email&sort={sort}")).await;
        file.body.lines().nth(1).unwrap().to_owned()
    };
    assert!(first("email").await.starts_with("Works 001"));
    assert!(first("-email").await.starts_with("Works 003"));
    assert!(first("-contact").await.starts_with("Works 001"), "the only one that has a contact");
    let page = shown(&survey, Caller::Viewer, &format!("{LIST}?sort=-email")).await;
    assert!(page.contains("aria-sort=\"descending\""), "{page}");
    for column in ["reference", "relationship", "contact", "email", "country"] {
        assert!(page.contains(&format!("sort={column}\"")), "{column}: {page}");
    }
}

#[tokio::test]
async fn rows_that_are_ticked_are_retired_after_a_question() {
    let survey = survey_of(4).await;
    let page = shown(&survey, Caller::Manager, &format!("{LIST}?q=works")).await;
    let all = ids(&page);
    assert_eq!(all.len(), 4);
    assert!(ids(&shown(&survey, Caller::Viewer, &format!("{LIST}?q=works")).await).is_empty());
    let acts = survey.acts().await;
    let none = survey.post(Caller::Manager, BULK, &[("act", "retire"), ("q", "works")]).await;
    assert_eq!(none.header("location"), format!("{LIST}?q=works&said=not_ticked"));
    let ticked = [("act", "retire"), ("q", "works"), ("id", &all[0] as &str), ("id", &all[1])];
    let asked = survey.post(Caller::Manager, BULK, &ticked).await;
    let question = asked.body.replace("<!>", "");
    assert!(question.contains("Retire 2 suppliers?") && question.contains("Works 001"), "{question}");
    assert!(
        question.contains("name=\"expected\" value=\"2\"") && question.contains("name=\"q\" value=\"works\"")
    );
    assert_eq!(survey.acts().await, acts, "a question changes nothing");
    let sure = [&ticked[..], &[("expected", "2")]].concat();
    let done = survey.post(Caller::Manager, BULK, &sure).await;
    assert_eq!(done.header("location"), format!("{LIST}?q=works&said=bulk_retired&count=2&of=2"));
    let said = shown(&survey, Caller::Manager, done.header("location")).await;
    assert!(said.contains("Suppliers retired: 2 of 2."));
    // Who was retired meanwhile is passed over.
    let again = survey.post(Caller::Manager, BULK, &sure).await;
    assert!(again.header("location").ends_with("count=0&of=2"));
    let restored = [("act", "restore"), ("retired", "1"), ("all", "1"), ("expected", "2")];
    let back = survey.post(Caller::Manager, BULK, &restored).await;
    assert!(
        back.header("location").ends_with("said=bulk_restored&count=2&of=2"),
        "{}",
        back.header("location")
    );
    assert_eq!(survey.administrator().await.supplier_counts().await.unwrap(), (6, 0));
}

/// The addresses to which the pager's buttons turn.
fn turns(body: &str) -> Vec<String> {
    let buttons = body.split("name=\"go\" value=\"").skip(1);
    buttons.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[tokio::test]
async fn desk_31_what_is_ticked_stays_so_from_page_to_page() {
    let survey = survey_of(120).await;
    let first = shown(&survey, Caller::Manager, &format!("{LIST}?q=works")).await;
    let (some, next) = (ids(&first), turns(&first).pop().unwrap());
    assert_eq!(link(&first, "next"), None, "without scripts a link could not take the ticks along");
    let ticked = [("q", "works"), ("id", &some[1] as &str), ("id", &some[7]), ("go", &next)];
    let acts = survey.acts().await;
    let turned = survey.post(Caller::Manager, BULK, &ticked).await;
    let second = shown(&survey, Caller::Manager, turned.header("location")).await;
    assert!(second.contains("51–100 of 120") && second.contains("2 ticked on other pages"), "{second}");
    let kept = second.split("name=\"kept\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let more = ids(&second);
    // On the way back the rows themselves are ticked again, and what was ticked on the second page is kept.
    let back = turns(&second).remove(0);
    let ticked = [("q", "works"), ("kept", &kept as &str), ("id", &more[3]), ("go", &back)];
    let turned = survey.post(Caller::Manager, BULK, &ticked).await;
    let first = shown(&survey, Caller::Manager, turned.header("location")).await;
    let boxes = first.split("<input type=\"checkbox\" name=\"id\"").skip(1);
    let checked = boxes.filter(|rest| rest.split('>').next().is_some_and(|tag| tag.contains("checked")));
    assert_eq!((checked.count(), first.contains("1 ticked on another page")), (2, true), "{first}");
    assert_eq!(survey.acts().await, acts, "turning a page does nothing");
    // All three are meant by an act.
    let kept = [&some[1] as &str, &some[7], &more[3]].join(".");
    let retire = [("act", "retire"), ("q", "works"), ("kept", &kept as &str), ("expected", "3")];
    let done = survey.post(Caller::Manager, BULK, &retire).await;
    assert!(
        done.header("location").ends_with("said=bulk_retired&count=3&of=3"),
        "{}",
        done.header("location")
    );
    // It leads nowhere else, and the address does not grow without end.
    for foreign in ["https://evil.example/", "//evil.example", "/desk/suppliers/import", "/desk/suppliersx"] {
        let sent = [("q", "works"), ("go", foreign)];
        assert_eq!(survey.post(Caller::Manager, BULK, &sent).await.status, StatusCode::BAD_REQUEST);
    }
    let many: Vec<String> = (0..500).map(|n| format!("{n:032x}")).collect();
    let sent = [("kept", &many.join(".") as &str), ("go", LIST)];
    let turned = survey.post(Caller::Manager, BULK, &sent).await;
    assert!(turned.header("location").len() < 7_000);
    let said = shown(&survey, Caller::Manager, turned.header("location")).await;
    assert!(said.contains("200 of 500"), "{said}");
}

#[tokio::test]
async fn all_that_match_are_counted_again_before_anything_is_done() {
    let survey = survey_of(3).await;
    let all = [("act", "add"), ("to", &survey.campaign as &str), ("q", "works"), ("all", "1")];
    let asked = survey.post(Caller::Manager, BULK, &all).await;
    assert!(asked.body.contains("Add 3 suppliers to a campaign?"), "{}", asked.body);
    let supplier = Supplier { name: "Works new".into(), ..Supplier::default() };
    survey.administrator().await.save_supplier(supplier).await.unwrap();
    let sure = [&all[..], &[("expected", "3")]].concat();
    let again = survey.post(Caller::Manager, BULK, &sure).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("Add 4 suppliers") && again.body.contains("The list has changed"));
    let sure = [&all[..], &[("expected", "4")]].concat();
    let done = survey.post(Caller::Manager, BULK, &sure).await;
    assert!(done.header("location").ends_with("said=bulk_added&count=4&of=4"));
    let page =
        shown(&survey, Caller::Manager, &format!("/desk/campaigns/{}/recipients?q=works", survey.campaign))
            .await;
    let boxes = page.split("name=\"chosen\"").skip(1);
    let ticked = boxes.filter(|rest| rest.split('>').next().is_some_and(|tag| tag.contains("checked")));
    assert_eq!(ticked.count(), 4, "{page}");
    let nowhere = [("act", "add"), ("to", "nowhere"), ("all", "1")];
    assert_eq!(survey.post(Caller::Manager, BULK, &nowhere).await.status, StatusCode::NOT_FOUND);
    assert_eq!(survey.administrator().await.suppliers_found(&SupplierFilter::default()).await.unwrap(), 6);
}

#[tokio::test]
async fn requests_are_reminded_and_mails_tried_again_from_their_lists() {
    let survey = TestSurvey::new().await;
    let page = shown(&survey, Caller::Manager, "/desk/requests?state=all").await;
    assert_eq!(ids(&page).len(), 2);
    let remind = [("act", "remind"), ("all", "1"), ("state", "all")];
    let asked = survey.post(Caller::Manager, "/desk/requests/bulk", &remind).await;
    assert!(asked.body.contains("Remind 2 suppliers now?") && asked.body.contains("Alpha Parts"));
    let sure = [&remind[..], &[("expected", "2")]].concat();
    let done = survey.post(Caller::Manager, "/desk/requests/bulk", &sure).await;
    let to = done.header("location");
    assert!(
        to.starts_with("/desk/requests?state=all&said=bulk_reminded&count=") && to.ends_with("of=2"),
        "{to}"
    );
    let mails = shown(&survey, Caller::Manager, "/desk/settings/mail?kind=invitation").await;
    assert!(mails.contains("1–2 of 2"), "{mails}");
    let again = [("act", "again"), ("kind", "invitation"), ("all", "1"), ("expected", "2")];
    let done = survey.post(Caller::Manager, "/desk/settings/mail/bulk", &again).await;
    assert!(done.header("location").ends_with("count=2&of=2"), "{}", done.header("location"));
    let foreign = [("act", "remind"), ("id", "nobody")];
    assert_eq!(
        survey.post(Caller::Manager, "/desk/requests/bulk", &foreign).await.status,
        StatusCode::NOT_FOUND
    );
}
