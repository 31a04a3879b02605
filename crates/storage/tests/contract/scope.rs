//! What is outside of a scope is in no list, no count and no look-up.

use crate::test_db::*;
use domain::workflow::RequestState;
use service::records::*;

/// Two campaigns that ask two suppliers each, one of which is asked by both; two are in a group.
struct Survey {
    one: Campaign,
    two: Campaign,
    /// Of campaign one: of the group, and of none.
    plated: Request,
    cast: Request,
    /// Of campaign two: of the group.
    abroad: Request,
}

async fn asked(db: &TestDb, campaign: &Campaign, name: &str, groups: &str, country: &str) -> Request {
    let new = Supplier { groups: groups.into(), country: country.into(), ..db.new_supplier(name) };
    let supplier = db.store.save_supplier(new, act("x")).await.unwrap();
    let request = db.new_request(campaign, &supplier);
    let id = request.id.clone();
    db.store.set_recipients(&campaign.id, vec![request], vec![], act("x")).await.unwrap();
    let planned = db.store.request(&Scope::Everything, &id).await.unwrap().unwrap();
    let sent = Request {
        state: RequestState::Submitted,
        submissions: 1,
        proposed_contact: "{}".into(),
        next_reminder_at: Some(NOW),
        ..planned
    };
    let mut commit = RequestCommit::of(sent);
    let review = ReviewResult { smelters: "same".into(), ..ReviewResult::default() };
    commit.submission = Some(Submission { review, ..db.submission(&id, 1) });
    commit.log = vec![LogDraft { object: format!("request:{id}"), ..act("request.submitted") }];
    let mail = NewMail {
        request: Some(id.clone()),
        supplier: Some(commit.request.supplier.clone()),
        ..db.mail(&id)
    };
    commit.mails = vec![mail];
    db.store.commit(commit).await.unwrap()
}

async fn survey(db: &TestDb) -> Survey {
    let (one, two) = (db.campaign().await, db.campaign().await);
    let plated = asked(db, &one, "Plated", "Plating", "DE").await;
    let cast = asked(db, &one, "Cast", "", "JP").await;
    let abroad = asked(db, &two, "Abroad", "plating; East Asia", "VN").await;
    Survey { one, two, plated, cast, abroad }
}

impl Survey {
    fn of_two(&self) -> Scope {
        Scope::Campaigns(vec![self.two.id.clone()])
    }
}

fn plating() -> Scope {
    Scope::Groups(vec!["plating".into()])
}

async fn requests(db: &TestDb, scope: &Scope, filter: RequestFilter) -> String {
    let filter = RequestFilter { limit: 10, sort: RequestSort::Name, ..filter };
    let rows = db.store.requests(scope, &filter).await.unwrap().rows;
    assert_eq!(db.store.requests_found(scope, &filter).await.unwrap(), rows.len() as u64, "{filter:?}");
    rows.iter().map(|row| row.supplier_name.as_str()).collect::<Vec<_>>().join(" ")
}

pub async fn requests_outside_are_in_no_list_and_no_count(db: TestDb) {
    let of = survey(&db).await;
    let all = RequestFilter::default;
    for (scope, expected) in [
        (Scope::Everything, "Abroad Cast Plated"),
        (of.of_two(), "Abroad"),
        (plating(), "Abroad Plated"),
        (Scope::Campaigns(vec![]), ""),
        (Scope::Groups(vec!["none".into()]), ""),
    ] {
        assert_eq!(requests(&db, &scope, all()).await, expected, "{scope:?}");
        let searched = RequestFilter { search: "a".into(), ..all() };
        assert_eq!(requests(&db, &scope, searched).await, expected, "searched: {scope:?}");
        let sorted = RequestFilter { reversed: true, ..all() };
        let count = expected.split_whitespace().count() as u64;
        assert_eq!(requests(&db, &scope, sorted).await.split_whitespace().count() as u64, count);
        let counts = db.store.counts(&scope, None, "2026-01-01".parse().unwrap()).await.unwrap();
        assert_eq!(counts.by_state.iter().map(|(_, n)| n).sum::<u64>(), count, "{scope:?}");
        let of_one = db.store.counts(&scope, Some(&of.one.id), "2026-01-01".parse().unwrap()).await.unwrap();
        let in_one = expected.split_whitespace().filter(|name| *name != "Abroad").count() as u64;
        assert_eq!(of_one.by_state.iter().map(|(_, n)| n).sum::<u64>(), in_one, "{scope:?}");
        for request in [&of.plated, &of.cast, &of.abroad] {
            let supplier = db.store.supplier(&scope, &request.supplier).await.unwrap();
            let found = db.store.request(&scope, &request.id).await.unwrap();
            assert_eq!(found.is_some(), supplier.is_some());
            let name = db.store.supplier(&Scope::Everything, &request.supplier).await.unwrap().unwrap().name;
            assert_eq!(found.is_some(), expected.contains(&name), "{scope:?} {name}");
        }
    }
    let in_foreign = RequestFilter { campaign: Some(of.one.id.clone()), ..all() };
    assert_eq!(requests(&db, &of.of_two(), in_foreign).await, "");
    let of_foreign = RequestFilter { supplier: Some(of.cast.supplier.clone()), ..all() };
    assert_eq!(requests(&db, &plating(), of_foreign).await, "");
}

pub async fn suppliers_outside_are_in_no_list_and_no_count(db: TestDb) {
    let of = survey(&db).await;
    for (scope, expected, countries, groups) in [
        (Scope::Everything, "Abroad Cast Plated", "DE JP VN", "east asia plating"),
        (of.of_two(), "Abroad", "VN", "east asia plating"),
        (plating(), "Abroad Plated", "DE VN", "east asia plating"),
        (Scope::Groups(vec!["none".into()]), "", "", ""),
    ] {
        let filter = SupplierFilter { limit: 10, ..SupplierFilter::default() };
        let rows = db.store.suppliers(&scope, &filter).await.unwrap().rows;
        let names: Vec<_> = rows.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names.join(" "), expected, "{scope:?}");
        assert_eq!(db.store.all_suppliers(&scope).await.unwrap(), rows);
        assert_eq!(db.store.suppliers_found(&scope, &filter).await.unwrap(), rows.len() as u64);
        assert_eq!(db.store.supplier_counts(&scope).await.unwrap(), (rows.len() as u64, 0));
        assert_eq!(db.store.supplier_countries(&scope).await.unwrap().join(" "), countries);
        let found: Vec<_> =
            db.store.supplier_groups(&scope).await.unwrap().into_iter().map(|g| g.key).collect();
        assert_eq!(found.join(" "), groups);
    }
}

pub async fn what_needs_the_team_is_counted_within_the_scope(db: TestDb) {
    let of = survey(&db).await;
    for id in [&of.plated.supplier, &of.cast.supplier] {
        let known = db.store.supplier(&Scope::Everything, id).await.unwrap().unwrap();
        let fails = Supplier { mail_problem: Some("550".into()), ..known };
        db.store.save_supplier(fails, act("x")).await.unwrap();
    }
    let waits = RequestCommit::of(Request { state: RequestState::Invited, ..of.cast.clone() });
    db.store.commit(waits).await.unwrap();
    let problems = async |scope: &Scope| {
        let found = db.store.problems(scope, &of.one.id, 4).await.unwrap();
        assert_eq!(found.proposed as usize, found.proposed_first.len());
        assert_eq!(found.unreachable as usize, found.unreachable_first.len());
        (found.proposed, found.unreachable)
    };
    assert_eq!(problems(&Scope::Everything).await, (1, 2));
    assert_eq!(problems(&plating()).await, (0, 1));
    assert_eq!(problems(&of.of_two()).await, (0, 0));
}

pub async fn campaigns_mails_pictures_and_copies_keep_to_the_scope(db: TestDb) {
    let of = survey(&db).await;
    let store = &db.store;
    let ids = async |scope: &Scope| {
        let all = store.campaigns(scope).await.unwrap();
        all.into_iter().map(|c| c.id).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(ids(&of.of_two()).await, [of.two.id.clone()].into());
    assert_eq!(ids(&plating()).await, [of.one.id.clone(), of.two.id.clone()].into());
    assert_eq!(store.campaign(&of.of_two(), &of.one.id).await.unwrap(), None);
    assert!(store.campaign(&of.of_two(), &of.two.id).await.unwrap().is_some());
    let mails = async |scope: &Scope, supplier: Option<&SupplierId>| {
        store.mails(scope, supplier, 10).await.unwrap().len()
    };
    assert_eq!(mails(&Scope::Everything, None).await, 3);
    assert_eq!((mails(&of.of_two(), None).await, mails(&plating(), None).await), (1, 2));
    assert_eq!(mails(&of.of_two(), Some(&of.cast.supplier)).await, 0);
    // Who has the very same list as the one abroad, and as the cast one.
    let twins = async |scope: &Scope, campaign: &Campaign, except: &Request| {
        let found = store.same_smelters(scope, &campaign.id, "same", &except.id).await.unwrap();
        found.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(twins(&Scope::Everything, &of.one, &of.plated).await, "Cast");
    assert_eq!(twins(&plating(), &of.one, &of.plated).await, "");
    let counted = async |scope: &Scope, campaign: &Campaign| {
        let counts = store.campaign_counts(scope, &campaign.id, NOW + 1).await.unwrap();
        let days = store.answer_days(scope, &campaign.id, NOW + 1).await.unwrap();
        assert_eq!(days, counts.answers);
        let asked: u64 = counts.countries.iter().map(|c| c.asked).sum();
        (counts.declarations, asked, days.iter().map(|(_, n)| n).sum::<u64>())
    };
    assert_eq!(counted(&Scope::Everything, &of.one).await, (2, 2, 2));
    assert_eq!(counted(&plating(), &of.one).await, (1, 1, 1));
    assert_eq!(counted(&of.of_two(), &of.one).await, (0, 0, 0));
}

pub async fn a_member_is_given_a_scope_and_the_log_tells_of_it(db: TestDb) {
    let of = survey(&db).await;
    db.store.add_member(db.member("ada@example.com", Role::Administrator), vec![], act("x")).await.unwrap();
    let member = db.member("rene@example.com", Role::Reviewer);
    db.store.add_member(member.clone(), vec![], act("x")).await.unwrap();
    for scope in [plating(), of.of_two(), Scope::Everything] {
        let change = MemberChange::Role(Role::Reviewer, scope.clone());
        db.store.change_member(&member.id, change, vec![], act("member.role_changed")).await.unwrap();
        assert_eq!(db.store.member(&member.id).await.unwrap().unwrap().scope, scope);
    }
    let log = db.store.log_after(0, 10_000).await.unwrap();
    let told: Vec<_> = log.iter().filter(|e| e.entry.action == "member.role_changed").collect();
    let changes: Vec<FieldChange> = serde_json::from_str(&told[0].entry.detail).unwrap();
    let scope =
        |from: &str, to: &str| FieldChange { field: "scope".into(), from: from.into(), to: to.into() };
    assert_eq!(changes, [scope("everything", "Plating")]);
    assert_eq!(told.len(), 3);
}

pub async fn findings_are_counted_by_class_within_the_scope(db: TestDb) {
    let of = survey(&db).await;
    for request in [&of.plated, &of.cast, &of.abroad] {
        let commit = RecheckCommit {
            request: request.id.clone(),
            number: 1,
            before: String::new(),
            by: "anew".into(),
            findings: [("SML001".to_owned(), 2)].into(),
            recheck: None,
            log: Vec::new(),
        };
        assert!(db.store.put_recheck(commit).await.unwrap());
    }
    let incomplete = async |scope: Scope| db.store.class_counts(&scope, &of.one.id).await.unwrap()[0];
    assert_eq!(incomplete(Scope::Everything).await, 2);
    assert_eq!(incomplete(plating()).await, 1);
    assert_eq!(incomplete(of.of_two()).await, 0);
    // What counts no longer is taken off once, and only by whom it was counted.
    let now = db.store.request(&Scope::Everything, &of.cast.id).await.unwrap().unwrap();
    let gone = Request { state: RequestState::Withdrawn, ..now };
    db.store.commit(RequestCommit::of(gone)).await.unwrap();
    assert_eq!((incomplete(Scope::Everything).await, incomplete(plating()).await), (1, 1));
    let days = async |scope: Scope| db.store.answer_days(&scope, &of.one.id, NOW + 1).await.unwrap();
    assert_eq!(days(Scope::Everything).await, days(plating()).await);
    assert!(days(of.of_two()).await.is_empty());
}

pub async fn who_waits_how_long_is_counted_within_the_scope(db: TestDb) {
    let of = survey(&db).await;
    let filter = RequestFilter {
        states: vec![RequestState::Submitted, RequestState::InReview],
        having: vec![Having::Waits(Instant::MAX, Instant::MIN)],
        limit: 10,
        ..RequestFilter::default()
    };
    for (scope, expected) in [(Scope::Everything, 3), (plating(), 2), (of.of_two(), 1)] {
        assert_eq!(db.store.requests_found(&scope, &filter).await.unwrap(), expected, "{scope:?}");
    }
}

pub async fn notes_about_what_is_outside_are_not_there(db: TestDb) {
    let of = survey(&db).await;
    // The plated one is asked by campaign two as well.
    let supplier = db.store.supplier(&Scope::Everything, &of.plated.supplier).await.unwrap().unwrap();
    let again = db.new_request(&of.two, &supplier);
    db.store.set_recipients(&of.two.id, vec![again.clone()], vec![], act("x")).await.unwrap();
    let put = async |id: &str, supplier: &SupplierId, request: Option<&Request>| {
        let note = NoteVersion {
            id: id.into(),
            version: 1,
            supplier: supplier.clone(),
            request: request.map(|of| of.id.clone()),
            text: "@Vera".into(),
            by: "m1".into(),
            at: NOW,
            removed: false,
        };
        db.store.put_note(note, vec!["v".into()], vec![], act("note.written")).await.unwrap();
    };
    put("supplier", &supplier.id, None).await;
    put("in-one", &supplier.id, Some(&of.plated)).await;
    put("in-two", &supplier.id, Some(&again)).await;
    put("cast", &of.cast.supplier, None).await;
    for (scope, seen) in [
        (Scope::Everything, "cast in-one in-two supplier"),
        (plating(), "in-one in-two supplier"),
        (of.of_two(), "in-two supplier"),
        (Scope::Campaigns(vec![of.one.id.clone()]), "cast in-one supplier"),
        (Scope::Groups(vec!["none".into()]), ""),
    ] {
        let (mut listed, mut called, mut known) = (Vec::new(), Vec::new(), Vec::new());
        for id in [&supplier.id, &of.cast.supplier] {
            listed.extend(db.store.notes(&scope, id).await.unwrap().into_iter().map(|note| note.id));
        }
        called
            .extend(db.store.mentions(&scope, &"v".into(), 10).await.unwrap().into_iter().map(|m| m.note.id));
        for id in ["supplier", "in-one", "in-two", "cast"] {
            known.extend(db.store.note(&scope, id).await.unwrap().map(|note| note.id));
        }
        for mut ids in [listed, called, known] {
            ids.sort();
            assert_eq!(ids.join(" "), seen, "{scope:?}");
        }
    }
}
