//! Lists of requests: filter, order, pages, search, counts.

use crate::test_db::*;
use domain::workflow::RequestState;
use service::records::*;
use std::collections::BTreeSet;

/// Requests with names, states and times that differ; some names are the same.
async fn filled(db: &TestDb) -> (Campaign, Campaign) {
    let (one, two) = (db.campaign().await, db.campaign().await);
    for (n, state) in RequestState::ALL.into_iter().cycle().take(30).enumerate() {
        let campaign = if n % 5 == 0 { &two } else { &one };
        let name = format!("Supplier {:02}", n * 7 % 13);
        db.request_of(campaign, &name, state, NOW + (n as i64 * 11 % 17)).await;
    }
    (one, two)
}

async fn walk(db: &TestDb, filter: &RequestFilter) -> Vec<RequestRow> {
    let mut filter = filter.clone();
    let mut rows = Vec::new();
    loop {
        let page = db.store.requests(&Scope::Everything, &filter).await.unwrap();
        assert!(page.rows.len() <= filter.limit as usize);
        rows.extend(page.rows);
        match page.next {
            Some(next) => filter.after = Some(next),
            None => return rows,
        }
    }
}

pub async fn every_filter_and_order_gives_each_row_once(db: TestDb) {
    let (one, two) = filled(&db).await;
    let all = walk(&db, &RequestFilter { limit: 500, ..Default::default() }).await;
    assert_eq!(all.len(), 30);
    let waiting = vec![RequestState::Invited, RequestState::SentBack];
    for campaign in [None, Some(one.id.clone()), Some(two.id.clone())] {
        for states in [vec![], vec![RequestState::Started], waiting.clone()] {
            for search in ["", "supplier 1", "er 02"] {
                for sort in [RequestSort::Name, RequestSort::Waiting, RequestSort::Recent] {
                    let filter = RequestFilter {
                        campaign: campaign.clone(),
                        states: states.clone(),
                        search: search.into(),
                        sort,
                        limit: 4,
                        ..Default::default()
                    };
                    let got = walk(&db, &filter).await;
                    let expected: BTreeSet<&str> = all
                        .iter()
                        .filter(|r| campaign.as_ref().is_none_or(|c| *c == r.request.campaign))
                        .filter(|r| states.is_empty() || states.contains(&r.request.state))
                        .filter(|r| r.supplier_name.to_lowercase().contains(search))
                        .map(|r| r.request.id.as_str())
                        .collect();
                    assert_eq!(got.len(), expected.len(), "{filter:?}");
                    assert_eq!(got.iter().map(|r| r.request.id.as_str()).collect::<BTreeSet<_>>(), expected);
                    let ordered = got.windows(2).all(|w| match sort {
                        RequestSort::Name => w[0].supplier_name <= w[1].supplier_name,
                        RequestSort::Waiting => w[0].request.state_at <= w[1].request.state_at,
                        RequestSort::Recent => w[0].request.state_at >= w[1].request.state_at,
                        other => unreachable!("{other:?}"),
                    });
                    assert!(ordered, "{filter:?}");
                }
            }
        }
    }
}

pub async fn desk_33_a_list_goes_on_behind_any_request(db: TestDb) {
    filled(&db).await;
    for sort in [RequestSort::Name, RequestSort::Waiting, RequestSort::Recent] {
        for reversed in [false, true] {
            let states = vec![RequestState::Started, RequestState::Submitted];
            let all = RequestFilter { sort, reversed, limit: 500, ..Default::default() };
            let some = RequestFilter { states: states.clone(), ..all.clone() };
            let ordered = walk(&db, &all).await;
            for (at, row) in ordered.iter().enumerate() {
                let behind = RequestFilter { behind: Some(row.request.id.clone()), ..some.clone() };
                let got: Vec<_> = walk(&db, &behind).await.into_iter().map(|r| r.request.id).collect();
                let expected: Vec<_> = ordered[at + 1..]
                    .iter()
                    .filter(|r| states.contains(&r.request.state))
                    .map(|r| r.request.id.clone())
                    .collect();
                assert_eq!(got, expected, "behind one that the list has not, too");
            }
        }
    }
}

pub async fn desk_lists_are_walked_back_as_they_were_walked(db: TestDb) {
    filled(&db).await;
    for sort in [RequestSort::Name, RequestSort::Waiting, RequestSort::Recent] {
        for reversed in [false, true] {
            for search in ["", "supplier 1"] {
                let mut filter =
                    RequestFilter { sort, reversed, search: search.into(), limit: 4, ..Default::default() };
                let mut pages = Vec::new();
                let last = loop {
                    let page = db.store.requests(&Scope::Everything, &filter).await.unwrap();
                    assert_eq!(page.previous.is_none(), pages.is_empty());
                    pages.push(page.rows.clone());
                    match page.next.clone() {
                        Some(next) => filter.after = Some(next),
                        None => break page,
                    }
                };
                let count = pages.iter().map(Vec::len).sum::<usize>();
                assert_eq!(db.store.requests_found(&Scope::Everything, &filter).await.unwrap(), count as u64);
                let (mut back, mut before) = (vec![last.rows], last.previous);
                while let Some(place) = before {
                    filter.before = Some(place);
                    let page = db.store.requests(&Scope::Everything, &filter).await.unwrap();
                    assert!(page.next.is_some());
                    back.insert(0, page.rows);
                    before = page.previous;
                }
                assert_eq!(back, pages, "{filter:?}");
            }
        }
    }
    let filter = RequestFilter { search: "nowhere".into(), ..Default::default() };
    assert_eq!(db.store.requests_found(&Scope::Everything, &filter).await.unwrap(), 0);
}

pub async fn a_row_shows_supplier_and_campaign(db: TestDb) {
    let campaign = db.campaign().await;
    let request = db.request_of(&campaign, "Example", RequestState::Opened, NOW).await;
    let supplier = db.store.supplier(&Scope::Everything, &request.supplier).await.unwrap().unwrap();
    let filter = RequestFilter { supplier: Some(supplier.id.clone()), limit: 1, ..Default::default() };
    let page = db.store.requests(&Scope::Everything, &filter).await.unwrap();
    assert_eq!(page.next, None);
    let row = page.rows.into_iter().next().unwrap();
    assert_eq!((row.request, row.supplier_name), (request, supplier.name));
    assert_eq!(
        (row.email, row.language, row.campaign_name),
        (supplier.email, supplier.language, campaign.name)
    );
    assert_eq!(row.due, campaign.due);
}

pub async fn pages_hold_still_while_rows_are_added(db: TestDb) {
    let campaign = db.campaign().await;
    for n in 0..10 {
        db.request_of(&campaign, &format!("m{n}"), RequestState::Opened, NOW).await;
    }
    let mut filter = RequestFilter { limit: 3, ..Default::default() };
    let mut seen = Vec::new();
    for n in 0.. {
        let page = db.store.requests(&Scope::Everything, &filter).await.unwrap();
        seen.extend(page.rows.into_iter().map(|r| r.supplier_name));
        db.request_of(&campaign, &format!("a{n}"), RequestState::Opened, NOW).await;
        let Some(next) = page.next else { break };
        filter.after = Some(next);
    }
    assert_eq!(seen, (0..10).map(|n| format!("m{n}")).collect::<Vec<_>>());
}

pub async fn lists_follow_a_renamed_supplier(db: TestDb) {
    let campaign = db.campaign().await;
    let request = db.request_of(&campaign, "Zulu", RequestState::Opened, NOW).await;
    db.request_of(&campaign, "Mike", RequestState::Opened, NOW).await;
    let supplier = db.store.supplier(&Scope::Everything, &request.supplier).await.unwrap().unwrap();
    db.store.save_supplier(Supplier { name: "Alpha".into(), ..supplier }, act("x")).await.unwrap();
    let rows = walk(&db, &RequestFilter { limit: 10, ..Default::default() }).await;
    assert_eq!(rows.iter().map(|r| r.supplier_name.as_str()).collect::<Vec<_>>(), vec!["Alpha", "Mike"]);
    let filter = RequestFilter { search: "zulu".into(), limit: 10, ..Default::default() };
    assert_eq!(walk(&db, &filter).await.len(), 0);
    let filter = RequestFilter { search: "ALPHA".into(), limit: 10, ..Default::default() };
    assert_eq!(walk(&db, &filter).await.len(), 1);
}

pub async fn overdue_begins_the_day_after(db: TestDb) {
    let campaign = db.campaign().await;
    db.store.launch(&campaign.id, campaign.version, vec![], act("launch")).await.unwrap();
    for state in RequestState::ALL {
        db.request_of(&campaign, state.key(), state, NOW).await;
    }
    for (today, expected) in [("2026-05-30", 0), ("2026-05-31", 0), ("2026-06-01", 4), ("2027-01-01", 4)] {
        let today: Day = today.parse().unwrap();
        let filter = RequestFilter { overdue_on: Some(today), limit: 100, ..Default::default() };
        assert_eq!(walk(&db, &filter).await.len(), expected, "{today}");
        assert_eq!(db.store.counts(&Scope::Everything, None, today).await.unwrap().overdue, expected as u64);
        assert_eq!(
            db.store.counts(&Scope::Everything, Some(&campaign.id), today).await.unwrap().overdue,
            expected as u64
        );
        assert_eq!(
            db.store.counts(&Scope::Everything, Some(&"other".into()), today).await.unwrap().overdue,
            0
        );
        let filter = RequestFilter { states: vec![RequestState::Accepted], ..filter };
        assert_eq!(walk(&db, &filter).await.len(), 0);
    }
}

pub async fn counts_follow_every_move(db: TestDb) {
    let (one, _) = filled(&db).await;
    let count = async |campaign: Option<&CampaignId>, state| {
        let counts =
            db.store.counts(&Scope::Everything, campaign, "2026-01-01".parse().unwrap()).await.unwrap();
        counts.by_state.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n)
    };
    assert_eq!(count(None, RequestState::Planned).await, 3);
    let before = count(Some(&one.id), RequestState::Accepted).await;
    let filter = RequestFilter {
        campaign: Some(one.id.clone()),
        states: vec![RequestState::Started],
        limit: 1,
        ..Default::default()
    };
    let started = walk(&db, &filter).await.remove(0).request;
    db.store.commit(RequestCommit::of(Request { state: RequestState::Accepted, ..started })).await.unwrap();
    assert_eq!(count(Some(&one.id), RequestState::Accepted).await, before + 1);
    let all = db.store.counts(&Scope::Everything, None, "2026-01-01".parse().unwrap()).await.unwrap();
    assert_eq!(all.by_state.iter().map(|(_, n)| n).sum::<u64>(), 30);
}

pub async fn what_needs_the_team_is_counted_to_the_last(db: TestDb) {
    let campaign = db.campaign().await;
    assert_eq!(db.store.problems(&Scope::Everything, &campaign.id, 4).await.unwrap(), Problems::default());
    for n in 0..7 {
        let state = if n == 6 { RequestState::Accepted } else { RequestState::Opened };
        let request = db.request_of(&campaign, &format!("Firm {n}"), state, NOW).await;
        let named = Request { proposed_contact: "{}".into(), ..request };
        let commit = RequestCommit { log: vec![act_at("x", NOW + n)], ..RequestCommit::of(named) };
        db.store.commit(commit).await.unwrap();
        let mut supplier = db.supplier(&format!("Gone {n}")).await;
        supplier.mail_problem = Some("550 unknown".into());
        supplier.retired_at = (n == 0).then_some(NOW);
        db.store.save_supplier(supplier, act("x")).await.unwrap();
    }
    let elsewhere = db.campaign().await;
    let found = db.store.problems(&Scope::Everything, &campaign.id, 2).await.unwrap();
    assert_eq!((found.proposed, found.unreachable), (6, 6));
    let names = |list: &[(SupplierId, String)]| list.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found.unreachable_first), ["Gone 1", "Gone 2"]);
    assert_eq!(found.proposed_first.len(), 2);
    assert_eq!(db.store.problems(&Scope::Everything, &elsewhere.id, 2).await.unwrap().proposed, 0);
}

pub async fn hostile_searches_and_cursors_harm_nothing(db: TestDb) {
    filled(&db).await;
    for search in ["%", "_", "'", "\\", "\"; --", "😀", "$1", "\0"] {
        let filter = RequestFilter { search: search.into(), limit: 50, ..Default::default() };
        let expected = if search == "\0" { 30 } else { 0 };
        assert_eq!(walk(&db, &filter).await.len(), expected, "{search:?}");
    }
    for after in ["", "|", "x|y", "' OR 1=1|1", "9|99999999999999999999999"] {
        for sort in [RequestSort::Name, RequestSort::Waiting, RequestSort::Recent] {
            let filter = RequestFilter { after: Some(after.into()), sort, limit: 500, ..Default::default() };
            assert!(db.store.requests(&Scope::Everything, &filter).await.unwrap().rows.len() <= 30);
        }
    }
    let filter = RequestFilter { limit: 0, ..Default::default() };
    assert_eq!(
        db.store.requests(&Scope::Everything, &filter).await.unwrap().rows.len(),
        1,
        "a page has a row"
    );
}

/// DESK-42: in the order of waiting, what was taken up stands where it stood.
pub async fn desk_42_whoever_takes_a_declaration_up_does_not_make_it_wait_anew(db: TestDb) {
    let campaign = db.campaign().await;
    let mut ids = Vec::new();
    for (n, name) in ["First", "Second", "Third"].into_iter().enumerate() {
        let at = NOW + n as i64 * 10;
        let request = db.request_of(&campaign, name, RequestState::Submitted, at).await;
        let came = Request { submitted_at: Some(at), ..request };
        ids.push(db.store.commit(RequestCommit::of(came)).await.unwrap());
    }
    let taken = Request { state: RequestState::InReview, state_at: NOW + 500, ..ids[0].clone() };
    let taken = db.store.commit(RequestCommit::of(taken)).await.unwrap();
    assert_eq!(taken.waits_since(), NOW);
    for search in ["", "ir"] {
        let states = vec![RequestState::Submitted, RequestState::InReview];
        let filter = RequestFilter {
            states,
            sort: RequestSort::Waiting,
            search: search.into(),
            limit: 1,
            ..RequestFilter::default()
        };
        let names: Vec<_> = walk(&db, &filter).await.into_iter().map(|row| row.supplier_name).collect();
        let all: &[&str] =
            if search.is_empty() { &["First", "Second", "Third"] } else { &["First", "Third"] };
        assert_eq!(names, all);
    }
    let waits = Having::Waits(NOW + 5, Instant::MIN);
    let filter = RequestFilter { having: vec![waits], limit: 5, ..RequestFilter::default() };
    assert_eq!(walk(&db, &filter).await.len(), 1);
    let filter = RequestFilter { having: vec![Having::Waits(NOW + 20, NOW)], ..filter };
    assert_eq!(walk(&db, &filter).await.len(), 2);
}

pub async fn a_request_is_found_by_its_owner(db: TestDb) {
    let campaign = db.campaign().await;
    let ada = db.member("ada@example.com", Role::Reviewer);
    db.store.add_member(ada.clone(), Vec::new(), act("x")).await.unwrap();
    let request = db.request_of(&campaign, "Hers", RequestState::Submitted, NOW).await;
    db.request_of(&campaign, "Nobody's", RequestState::Submitted, NOW).await;
    let owned = Request { owner: Some(ada.id.clone()), ..request };
    db.store.commit(RequestCommit { quiet: true, ..RequestCommit::of(owned) }).await.unwrap();
    for (owner, name) in [(Some(ada.id), "Hers"), (None, "Nobody's")] {
        let filter =
            RequestFilter { having: vec![Having::Owner(owner)], limit: 5, ..RequestFilter::default() };
        let rows = walk(&db, &filter).await;
        assert_eq!((rows.len(), rows[0].supplier_name.as_str()), (1, name));
        assert_eq!(db.store.requests_found(&Scope::Everything, &filter).await.unwrap(), 1);
    }
    let by_owner = RequestFilter { sort: RequestSort::Owner, limit: 1, ..RequestFilter::default() };
    let names: Vec<_> = walk(&db, &by_owner).await.into_iter().map(|row| row.supplier_name).collect();
    assert_eq!(names, ["Nobody's", "Hers"]);
}
