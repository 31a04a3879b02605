//! The page that holds the decision, and the way through what waits, as requests.

use crate::test_survey::{Asked, Caller, TestSurvey, complete_draft};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::smelters::SmelterList;
use domain::smelters::list::About;
use domain::workflow::RequestState;
use domain::{Metal, RowId, Smelter, SmelterRow};
use service::records::Scope;

pub async fn submit(survey: &TestSurvey, caller: Caller, smelters: Vec<SmelterRow>) {
    let mut draft = complete_draft(&survey.app.portal.services);
    draft.declaration.smelters.extend(smelters);
    survey.submit(caller, draft).await;
}

/// Twenty smelters whose numbers the list does not have: the same with both suppliers.
async fn copied() -> TestSurvey {
    let survey = TestSurvey::new().await;
    let listed = Smelter {
        cid: "CID900001".into(),
        metal: Some(Metal::TIN),
        name: "Brasswick Tin Works".into(),
        country: "JAPAN".into(),
        ..Smelter::default()
    };
    let about = About { as_of: "2026-01-01".parse().ok(), source: "Invented".into(), ..About::default() };
    let list = SmelterList::of_smelters(about, &[listed]);
    survey.administrator().await.import_list("l".into(), list).await.unwrap();
    let row = |n: u64| SmelterRow {
        id: RowId(100 + n),
        order: 1_000 + n,
        metal: "Tin".into(),
        lookup: format!("Quarry Works {n}"),
        cid: format!("CID9001{n:02}"),
        name: format!("Quarry Works {n}"),
        country: "JAPAN".into(),
        ..SmelterRow::default()
    };
    for caller in [Caller::SupplierA, Caller::SupplierB] {
        submit(&survey, caller, (0..20).map(row).collect()).await;
    }
    survey
}

pub async fn state(survey: &TestSurvey, asked: &Asked) -> RequestState {
    survey.app.store().await.request(&Scope::Everything, &asked.request).await.unwrap().unwrap().state
}

pub fn hidden(page: &str, name: &str) -> String {
    let at = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name} in {page}"));
    page[at + name.len() + 15..].split('"').next().unwrap().to_owned()
}

/// DESK-33: after a decision the next one that waits opens, in the list that one came from, with the way to undo it.
#[tokio::test]
async fn desk_33_after_a_decision_the_next_one_opens() {
    let survey = TestSurvey::new().await;
    for caller in [Caller::SupplierA, Caller::SupplierB] {
        submit(&survey, caller, Vec::new()).await;
    }
    let path = |asked: &Asked| format!("/desk/requests/{}", asked.request);
    // Whoever comes from a list goes on in it.
    let from_list = Request::get(path(&survey.a))
        .header("cookie", survey.cookie(Caller::Reviewer))
        .header("referer", "https://portal.example/desk/requests?state=review&q=parts&said=saved");
    let page = survey.app.send(from_list.body(Body::empty()).unwrap()).await.body;
    assert_eq!(hidden(&page, "from"), "state=review&amp;q=parts");
    assert!(!page.contains("data-key=\"n\""), "nothing else in that list waits");
    let page = survey.get(Caller::Reviewer, &path(&survey.a)).await.body;
    for key in ["a", "s", "n"] {
        assert_eq!(page.matches(&format!("data-key=\"{key}\"")).count(), 1, "{key}");
    }
    let next = format!("{}\" ", path(&survey.b));
    assert!(page.contains(&format!("href=\"{}", next.trim_end_matches("\" "))), "{page}");

    let version = hidden(&page, "version");
    let form = [("version", version.as_str()), ("from", "state=review")];
    let done = survey.post(Caller::Reviewer, &format!("{}/accept", path(&survey.a)), &form).await;
    let to = done.header("location").to_owned();
    let opens = format!("{}?from=state%3Dreview&said=accepted&undo={}", path(&survey.b), survey.a.request);
    assert_eq!(to, opens);
    let page = survey.get(Caller::Reviewer, &to).await.body;
    assert!(page.contains("Alpha Parts: Accepted") && page.contains("Beta Castings"), "{page}");
    let undo = format!("action=\"{}/undo\"", path(&survey.a));
    assert!(page.contains(&undo));
    assert!(
        !survey.get(Caller::Viewer, &to).await.body.contains(&undo),
        "who may not act is offered nothing"
    );

    // The last of a list leads back to it.
    let version = survey
        .app
        .store()
        .await
        .request(&Scope::Everything, &survey.b.request)
        .await
        .unwrap()
        .unwrap()
        .version;
    let version = version.to_string();
    let form = [("version", version.as_str()), ("from", "state=review")];
    let done = survey.post(Caller::Reviewer, &format!("{}/accept", path(&survey.b)), &form).await;
    let to = done.header("location").to_owned();
    assert_eq!(to, format!("/desk/requests?state=review&said=accepted&undo={}", survey.b.request));
    assert!(survey.get(Caller::Reviewer, &to).await.body.contains("Beta Castings: Accepted"));
    let page = survey.get(Caller::Reviewer, &to).await.body;
    let at = page.find(&format!("action=\"{}/undo\"", path(&survey.b))).expect("undo");
    let version = hidden(&page[at..], "version");
    survey.post(Caller::Reviewer, &format!("{}/undo", path(&survey.b)), &[("version", &version)]).await;
    assert_eq!(state(&survey, &survey.b).await, RequestState::InReview);
    assert_eq!(state(&survey, &survey.a).await, RequestState::Accepted);
}

/// DESK-34: one press asks about all rows of a rule; sending back takes two, from the page to the mail that is on its way.
#[tokio::test]
async fn desk_34_seventeen_rows_are_asked_about_once() {
    let survey = copied().await;
    let path = format!("/desk/requests/{}", survey.b.request);
    let page = survey.get(Caller::Reviewer, &path).await.body;
    let concern = "name=\"concern\" value=\"SML010@smelters\"";
    assert!(page.contains(concern), "{page}");
    assert!(page.contains("20 smelter IDs are not in"), "one line for all of them");
    let ask = [("concern", "SML010@smelters")];
    assert_eq!(
        survey.post(Caller::Viewer, &format!("{path}/queries"), &ask).await.status,
        StatusCode::FORBIDDEN
    );
    let done = survey.post(Caller::Reviewer, &format!("{path}/queries"), &ask).await;
    assert!(done.header("location").ends_with("said=asked"), "{}", done.header("location"));
    let again = survey.post(Caller::Reviewer, &format!("{path}/queries"), &ask).await;
    assert!(again.header("location").ends_with("said=not_asked"));
    let queries = survey.app.store().await.queries(&survey.b.request).await.unwrap();
    assert_eq!((queries.len(), queries[0].location.as_str()), (1, "smelters"));
    assert!(queries[0].text.contains("Quarry Works 19"), "{}", queries[0].text);
    let page = survey.get(Caller::Reviewer, &path).await.body;
    assert!(!page.contains(concern) && page.contains("Asked"));

    // Another one is sent back with what the rules found, ticked as it stands there.
    let path = format!("/desk/requests/{}", survey.a.request);
    let before = survey.get(Caller::Reviewer, &format!("{path}/send-back")).await.body;
    let ticked: Vec<&str> = before.split("<input").filter(|tag| tag.contains("name=\"concern\"")).collect();
    assert!(!ticked.is_empty(), "{before}");
    let version = hidden(&before, "version");
    let none = survey.post(Caller::Reviewer, &format!("{path}/send-back"), &[("version", &version)]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is asked");
    let looked = [("version", version.as_str()), ("concern", "SML010@smelters"), ("act", "preview")];
    let preview = survey.post(Caller::Reviewer, &format!("{path}/send-back"), &looked).await;
    assert!(preview.status == StatusCode::OK && preview.body.contains("Quarry Works 19"), "{}", preview.body);
    assert_ne!(state(&survey, &survey.a).await, RequestState::SentBack, "looking sends nothing");
    let done = survey.post(Caller::Reviewer, &format!("{path}/send-back"), &looked[..2]).await;
    assert!(done.header("location").contains("said=sent_back"), "{}", done.header("location"));
    assert_eq!(state(&survey, &survey.a).await, RequestState::SentBack);

    // What is asked about the list wants an answer: nobody passes over it.
    let form = survey.get(Caller::SupplierA, &survey.a.at("/corrections")).await.body;
    assert!(form.contains("Quarry Works 19"), "{form}");
    let passed = survey.post(Caller::SupplierA, &survey.a.at("/submit"), &[]).await;
    assert_ne!(passed.header("location"), survey.a.at("/receipt"));
}

/// DESK-35: lists that are copies are laid side by side for the team, and no supplier reads another's name.
#[tokio::test]
async fn desk_35_a_copied_list_is_seen_by_the_team_alone() {
    let survey = copied().await;
    let path = format!("/desk/requests/{}", survey.b.request);
    let beside = format!("{path}/beside/{}", survey.a.request);
    assert!(survey.get(Caller::Viewer, &path).await.body.contains(&beside));
    let page = survey.get(Caller::Viewer, &beside).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Alpha Parts") && page.body.contains("Quarry Works 7"), "{}", page.body);
    let itself = format!("{path}/beside/{}", survey.b.request);
    assert_eq!(survey.get(Caller::Viewer, &itself).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        survey.get(Caller::SupplierB, &beside).await.header("location"),
        "/signin?next=".to_owned() + &crate::test_survey::percent(&beside)
    );

    // Everything that was found is asked about.
    let detail = survey.administrator().await.request(&survey.b.request).await.unwrap();
    let (concerns, _) = detail.concerns().unwrap().unwrap();
    let keys: Vec<String> = concerns.iter().map(|concern| concern.key()).collect();
    assert!(keys.iter().any(|key| key.starts_with("REV010@")), "{keys:?}");
    survey.administrator().await.send_back_asking(&survey.b.request, &keys).await.unwrap();
    let store = survey.app.store().await;
    let asked = store.queries(&survey.b.request).await.unwrap();
    assert!(asked.iter().any(|query| query.finding.starts_with("REV010@")), "{asked:?}");
    assert!(asked.iter().all(|query| !query.text.contains("Alpha Parts")), "{asked:?}");
}

/// DESK-36: what shows nothing above the bar is accepted together, exactly what was looked at and still is so.
#[tokio::test]
async fn desk_36_many_are_accepted_after_a_look_at_the_list() {
    let survey = copied().await;
    let clear = "/desk/accept?state=review";
    assert_eq!(survey.get(Caller::Viewer, clear).await.status, StatusCode::FORBIDDEN);
    let page = survey.get(Caller::Reviewer, clear).await.body;
    assert!(!page.contains("name=\"id\""), "nothing may be left, and something was found: {page}");

    let desk = survey.administrator().await;
    let mut campaign = desk.campaign(&survey.campaign).await.unwrap();
    campaign.review.bar = domain::terms::Bar::Warnings;
    desk.save_campaign(campaign).await.unwrap();
    let page = survey.get(Caller::Reviewer, clear).await.body;
    let ticked: Vec<String> = page
        .split("name=\"id\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(ticked.len(), 2, "{page}");
    assert!(page.contains("20 smelter IDs are not in"), "what is left is said");
    // One of them is asked something meanwhile.
    desk.ask_about(&survey.b.request, &["SML010@smelters".to_owned()]).await.unwrap();
    let form: Vec<(&str, &str)> =
        ticked.iter().map(|id| ("id", id.as_str())).chain([("list", "state=review")]).collect();
    let done = survey.post(Caller::Reviewer, "/desk/accept", &form).await;
    let result = done.header("location").to_owned();
    assert!(result.starts_with("/desk/together/"), "{result}");
    let page = survey.get(Caller::Viewer, &result).await.body;
    assert!(page.contains("1 accepted.") && page.contains("changed since you looked"), "{page}");
    assert!(page.contains("Beta Castings") && !page.contains("Alpha Parts"), "{page}");
    assert_eq!(state(&survey, &survey.a).await, RequestState::Accepted);
    assert_eq!(state(&survey, &survey.b).await, RequestState::InReview);
    let again = survey.post(Caller::Reviewer, "/desk/accept", &form).await;
    let again = survey.get(Caller::Reviewer, again.header("location")).await.body;
    assert!(again.contains("0 accepted."), "pressed twice, accepted once: {again}");
}

/// DESK-37: where the campaign asks for two, the first acceptance is none yet, and nobody confirms his own.
#[tokio::test]
async fn desk_37_a_second_member_confirms() {
    let survey = TestSurvey::new().await;
    submit(&survey, Caller::SupplierA, Vec::new()).await;
    let desk = survey.administrator().await;
    let mut campaign = desk.campaign(&survey.campaign).await.unwrap();
    campaign.review.second_person = true;
    desk.save_campaign(campaign).await.unwrap();
    let path = format!("/desk/requests/{}", survey.a.request);
    let accept = async |caller| {
        let version = survey
            .app
            .store()
            .await
            .request(&Scope::Everything, &survey.a.request)
            .await
            .unwrap()
            .unwrap()
            .version;
        let form = [("version", version.to_string())];
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        survey.post(caller, &format!("{path}/accept"), &form).await.header("location").to_owned()
    };
    assert!(accept(Caller::Reviewer).await.contains("said=accepted_first"));
    assert_eq!(state(&survey, &survey.a).await, RequestState::InReview);
    assert!(accept(Caller::Reviewer).await.contains("said=not_second"), "the same person");
    assert_eq!(state(&survey, &survey.a).await, RequestState::InReview);
    let own = survey.get(Caller::Reviewer, &path).await.body;
    assert!(own.contains("Rene") && !own.contains("data-key=\"a\""));
    let other = survey.get(Caller::Administrator, &path).await.body;
    assert!(other.contains("data-key=\"a\"") && other.contains("Confirm acceptance"));
    // What is asked in between takes the first acceptance back.
    let asked =
        desk.raise_query(&survey.a.request, "company.name", "", "Is that the legal name?").await.unwrap();
    desk.drop_query(&survey.a.request, &asked.id).await.unwrap();
    assert!(accept(Caller::Administrator).await.contains("said=accepted_first"));
    assert!(accept(Caller::Reviewer).await.contains("said=accepted&"));
    assert_eq!(state(&survey, &survey.a).await, RequestState::Accepted);
}

/// DESK-38: what a settled query asked is asked again, and the old answer stays.
#[tokio::test]
async fn desk_38_a_settled_query_is_asked_again() {
    let survey = TestSurvey::new().await;
    submit(&survey, Caller::SupplierA, Vec::new()).await;
    let (desk, id) = (survey.administrator().await, &survey.a.request);
    let asked = desk.raise_query(id, "company.name", "", "Is that the legal name?").await.unwrap();
    let path = format!("/desk/requests/{id}/queries/{}/reopen", asked.id);
    let early = survey.post(Caller::Reviewer, &path, &[]).await;
    assert!(early.header("location").contains("said=not_now"), "it was not sent yet");
    desk.close_query(id, &asked.id).await.unwrap();
    assert!(survey.get(Caller::Reviewer, &format!("/desk/requests/{id}")).await.body.contains(&path));
    let again = survey.post(Caller::Reviewer, &path, &[]).await;
    assert!(again.header("location").contains("said=query_added"), "{}", again.header("location"));
    let queries = survey.app.store().await.queries(id).await.unwrap();
    let states: Vec<&str> = queries.iter().map(|query| query.state.key()).collect();
    assert_eq!((queries.len(), states.contains(&"closed"), states.contains(&"draft")), (2, true, true));
    assert!(queries.iter().all(|query| query.text == "Is that the legal name?"));
}
