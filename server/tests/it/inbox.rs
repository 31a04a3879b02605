//! The inbox: what waits for whom, a line to a request, and who looks after it.

use crate::test_survey::{Caller, TestSurvey, changes, complete_draft};
use axum::http::StatusCode;

const INBOX: &str = "/desk/requests";
const BULK: &str = "/desk/requests/bulk";

/// B submits a declaration in which D is answered No.
async fn submitted() -> TestSurvey {
    let survey = TestSurvey::with(|_| {}, "Alpha", "Beta Castings").await;
    let mut draft = complete_draft(&survey.app.portal.services);
    draft.declaration.set("d", "No");
    assert_eq!(survey.save(Caller::SupplierB, changes(&draft)).await.status, StatusCode::OK);
    let done = survey.post(Caller::SupplierB, &survey.b.at("/submit"), &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    survey
}

async fn shown(survey: &TestSurvey, caller: Caller, query: &str) -> String {
    let page = survey.get(caller, &format!("{INBOX}{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{query}: {}", page.body);
    page.body
}

/// DESK-41: what waits for us is the first thing that is seen, with all that is needed to choose.
#[tokio::test]
async fn desk_41_the_inbox_opens_on_what_waits_for_us() {
    let survey = submitted().await;
    let page = shown(&survey, Caller::Viewer, "").await;
    assert!(page.contains("Beta Castings") && !page.contains(">Alpha<"), "{page}");
    let row = page.split("<tr").find(|row| row.contains("Beta Castings")).expect("a row");
    assert!(row.contains("data-label=\"Inconsistent\"") && row.contains("data-label=\"Owner\""), "{row}");
    let file = survey.get(Caller::Viewer, &format!("{INBOX}.csv")).await.body;
    assert!(
        file.starts_with(
            "\u{feff}Supplier,State,Days,Incomplete,Inconsistent,Inaccurate,Scope,Metals,Owner\r\n"
        ),
        "{file}"
    );
    assert_eq!(file.lines().count(), 2, "{file}");
    assert!(file.contains("Tin") && file.contains(",A,"), "{file}");
    let found: i64 =
        file.lines().nth(1).unwrap().split(',').skip(3).take(3).filter_map(|n| n.parse::<i64>().ok()).sum();
    assert!(found > 0, "the findings by class: {file}");

    let suppliers = shown(&survey, Caller::Viewer, "?state=suppliers").await;
    assert!(suppliers.contains(">Alpha<") && !suppliers.contains("Beta Castings"));
    let searched = shown(&survey, Caller::Viewer, "?q=alp").await;
    assert!(searched.contains(">Alpha<"), "a search looks through everything");
    for (query, finds) in [
        ("?state=all", true),
        ("?class=inconsistent", file.split(',').nth(12).is_some_and(|n| !n.is_empty())),
        ("?scope=a&state=us", true),
        ("?scope=b&state=us", false),
        ("?age=0-2&state=us", true),
        ("?age=31&state=us", false),
        ("?spend=1&state=us", false),
        ("?spend=nonsense&state=us", true),
        ("?state=us&sort=-inaccurate", true),
        ("?state=us&sort=owner", true),
    ] {
        assert_eq!(
            shown(&survey, Caller::Viewer, query).await.contains("Beta Castings</a>"),
            finds,
            "{query}"
        );
    }
}

/// DESK-43: each request can have an owner; suppliers never learn who.
#[tokio::test]
async fn desk_43_requests_are_given_to_somebody_and_suppliers_do_not_see_it() {
    let survey = submitted().await;
    let me = survey.app.portal.services.actor(&survey.reviewer).await.unwrap().member().clone();
    let viewer = survey.app.portal.services.actor(&survey.viewer).await.unwrap().member().clone();
    let (b, mine) = (survey.b.request.as_str(), [("act", "mine"), ("id", survey.b.request.as_str())]);
    assert_eq!(survey.post(Caller::Viewer, BULK, &mine).await.status, StatusCode::FORBIDDEN);
    let before = survey.administrator().await.request(&survey.b.request).await.unwrap().request;
    let done = survey.post(Caller::Reviewer, BULK, &mine).await;
    assert!(
        done.header("location").ends_with("said=bulk_assigned&count=1&of=1"),
        "{}",
        done.header("location")
    );
    let again = survey.post(Caller::Reviewer, BULK, &mine).await;
    assert!(again.header("location").ends_with("count=0&of=1"));
    assert!(shown(&survey, Caller::Reviewer, "?state=mine").await.contains("Beta Castings</a>"));
    for query in ["?state=nobody", "?owner=nobody&state=us"] {
        assert!(!shown(&survey, Caller::Reviewer, query).await.contains("Beta Castings</a>"), "{query}");
    }
    assert!(!shown(&survey, Caller::Administrator, "?state=mine").await.contains("Beta Castings</a>"));
    let theirs = format!("?owner={}", me.id);
    assert!(shown(&survey, Caller::Administrator, &theirs).await.contains("Beta Castings</a>"));
    let after = survey.administrator().await.request(&survey.b.request).await.unwrap().request;
    assert!(after.was_seen_at(before.version), "whoever is deciding is not disturbed");

    let to_viewer = [("act", "assign"), ("id", b), ("to", viewer.id.as_str())];
    assert_eq!(survey.post(Caller::Reviewer, BULK, &to_viewer).await.status, StatusCode::NOT_FOUND);
    // All that the list finds is asked about first.
    let all = [("act", "assign"), ("all", "1"), ("state", "all"), ("to", me.id.as_str())];
    let asked = survey.post(Caller::Administrator, BULK, &all).await;
    assert!(asked.body.contains("Assign 2 requests?"), "{}", asked.body);
    let sure = [&all[..], &[("expected", "2")]].concat();
    let done = survey.post(Caller::Administrator, BULK, &sure).await;
    assert!(done.header("location").ends_with("count=1&of=2"), "{}", done.header("location"));
    let log = survey.get(Caller::Administrator, &format!("/desk/log?object=request:{b}")).await.body;
    assert!(log.contains("Owner changed") && log.contains(&me.name), "{log}");
    for place in ["/metals", "/review", "/company"] {
        let page = survey.get(Caller::SupplierB, &survey.b.at(place)).await.body;
        assert!(!page.contains(&me.name) && !page.contains(me.id.as_str()), "{place}");
    }
    let nobody = [("act", "assign"), ("id", b), ("to", "")];
    let done = survey.post(Caller::Reviewer, BULK, &nobody).await;
    assert!(done.header("location").ends_with("count=1&of=1"));
    assert!(shown(&survey, Caller::Reviewer, "?state=nobody").await.contains("Beta Castings</a>"));
}

/// DESK-44: a view is a name for an address; what it asks for and is gone is said, and the rest holds.
#[tokio::test]
async fn desk_44_views_are_kept_under_a_name_for_oneself_or_the_team() {
    let survey = submitted().await;
    let view = |whom: &'static str, name: &'static str, query: &'static str| {
        [("list", "inbox"), ("for", whom), ("name", name), ("query", query)]
    };
    let overdue = "state=overdue&country=JP&spend=1";
    let saved =
        survey.post(Caller::Reviewer, "/desk/views", &view("team", "Overdue in Japan", overdue)).await;
    assert_eq!(saved.header("location"), format!("{INBOX}?{overdue}&said=view_saved"));
    let own = survey.post(Caller::Viewer, "/desk/views", &view("me", "Only <mine>", "scope=a")).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
    let refused = survey.post(Caller::Viewer, "/desk/views", &view("team", "x", "q=a")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let nameless = survey.post(Caller::Reviewer, "/desk/views", &view("me", " ", "q=a")).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);

    let page = shown(&survey, Caller::Viewer, "").await;
    let link = format!("href=\"{INBOX}?{}\"", overdue.replace('&', "&amp;"));
    assert!(page.contains(&link) && page.contains("Only &lt;mine&gt;"), "{page}");
    let page = shown(&survey, Caller::Administrator, &format!("?{overdue}")).await;
    assert!(page.contains("Overdue in Japan") && !page.contains("Only &lt;mine&gt;"), "{page}");
    assert!(!page.contains("class=\"save-view\""), "it has a name already");

    // Whose they are: nobody touches another's, and readers not the team's.
    let views = survey.administrator().await.views().await.unwrap();
    let [team] = views.as_slice() else { panic!("{views:?}") };
    let path = |act: &str| format!("/desk/views/{}/{act}", team.id);
    assert_eq!(survey.post(Caller::Viewer, &path("remove"), &[]).await.status, StatusCode::FORBIDDEN);
    let reader = survey.app.portal.services.actor(&survey.viewer).await.unwrap().as_viewer();
    let mine = reader.views().await.unwrap().into_iter().find(|view| view.owner.is_some()).unwrap();
    let of_reader = format!("/desk/views/{}/remove", mine.id);
    assert_eq!(survey.post(Caller::Administrator, &of_reader, &[]).await.status, StatusCode::NOT_FOUND);
    let renamed = survey.post(Caller::Administrator, &path("rename"), &[("name", "Late in Japan")]).await;
    assert_eq!(renamed.header("location"), "/desk/views?said=saved");
    assert!(survey.get(Caller::Reviewer, "/desk/views").await.body.contains("Late in Japan"));
    assert_eq!(survey.post(Caller::Viewer, &of_reader, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!survey.get(Caller::Viewer, "/desk/views").await.body.contains("&lt;mine&gt;"));

    for (query, gone) in [
        ("?shade=blue", "shade=blue"),
        ("?campaign=gone&state=us", "campaign=gone"),
        ("?sort=colour", "sort=colour"),
        ("?state=unheard", "state=unheard"),
    ] {
        let page = shown(&survey, Caller::Viewer, query).await;
        assert!(page.contains("no longer exists") && page.contains(gone), "{query}: {page}");
        assert!(page.contains("Beta Castings</a>"), "{query}: what is left holds");
    }
    for list in ["/desk/suppliers", "/desk/smelters", "/desk/log"] {
        let page = survey.get(Caller::Administrator, &format!("{list}?shade=blue")).await.body;
        assert!(page.contains("shade=blue"), "{list}");
        assert!(!survey.get(Caller::Administrator, list).await.body.contains("no longer exists"), "{list}");
    }
}
