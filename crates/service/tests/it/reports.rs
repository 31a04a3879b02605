//! Freezing: what came in before the cut-off and nothing else, unchanged however life goes on.

use crate::common::{TestApp, change, submit_without_metals as submit, token};
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, SmelterList};
use domain::workflow::RequestState;
use domain::{Class, Day, Finding, Location, Metal, RowId, Severity, Smelter, Table};
use rollup::own::{OwnAnswer, ProductLine};
use rollup::{Own, rollup};
use service::records::{CampaignId, Company, RequestRow, SnapshotHead};
use service::reports::draft::{DraftFile, Kind, Paper};
use service::reports::findings::FindingsOf;
use service::reports::form::FormStop;
use service::reports::freeze::Wanted;
use service::reports::own::OwnData;
use service::reports::snapshot::{FrozenRequest, Snapshot};
use service::smelters::verdicts::{SourcingWanted, VerdictWanted};
use service::{Administrator, DAY, HOUR, ServiceError, day_of};
use std::collections::BTreeSet;

struct Scene {
    portal: TestApp,
    desk: Administrator,
    campaign: CampaignId,
    /// Early is accepted, Late comes behind the cut-off and is accepted too, Silent says nothing.
    rows: Vec<RequestRow>,
    cutoff_day: String,
}

impl Scene {
    async fn new() -> Scene {
        let portal = TestApp::new().await;
        let desk = portal.set_up().await;
        let (campaign, rows) = portal.launched(&desk, &["Early", "Late", "Silent"]).await;
        let mails = portal.deliver().await;
        let token_of = |row: &RequestRow| token(mails.iter().find(|m| m.to == row.email).unwrap());
        submit(&portal, &rows[0], &token_of(&rows[0])).await;
        let cutoff_day = day_of(portal.services.now()).to_string();
        portal.advance(2 * DAY);
        submit(&portal, &rows[1], &token_of(&rows[1])).await;
        for row in &rows[..2] {
            desk.accept(&row.request.id).await.unwrap();
        }
        Scene { portal, desk, campaign: campaign.id, rows, cutoff_day }
    }

    fn wanted(&self, name: &str) -> Wanted {
        Wanted {
            name: name.into(),
            year: 2026,
            campaigns: vec![self.campaign.clone()],
            cutoff_day: self.cutoff_day.clone(),
            zone: "Z".into(),
            list_day: self.cutoff_day.clone(),
            template_version: "6.5".into(),
            ..Wanted::default()
        }
    }

    async fn freeze(&self, name: &str) -> SnapshotHead {
        self.desk.freeze(self.wanted(name)).await.unwrap()
    }

    async fn document(&self, head: &SnapshotHead) -> Snapshot {
        self.desk.open_snapshot(&head.id).await.unwrap().snapshot
    }

    fn frozen<'a>(&self, snapshot: &'a Snapshot, row: usize) -> &'a FrozenRequest {
        snapshot.requests.iter().find(|r| r.id == self.rows[row].request.id).unwrap()
    }
}

#[tokio::test]
async fn what_came_behind_the_cut_off_is_told_and_counts_nowhere() {
    let scene = Scene::new().await;
    let head = scene.freeze("Report 2026").await;
    let snapshot = scene.document(&head).await;
    let early = scene.frozen(&snapshot, 0);
    assert_eq!((early.state, early.late), (RequestState::Accepted, false));
    let revision = early.revision.as_ref().unwrap();
    assert_eq!((revision.number, revision.received_on.to_string()), (1, scene.cutoff_day.clone()));
    let late = scene.frozen(&snapshot, 1);
    assert_eq!((late.state, late.late, late.revision.is_none()), (RequestState::Started, true, true));
    let silent = scene.frozen(&snapshot, 2);
    assert_eq!((silent.state, silent.late, silent.revision.is_none()), (RequestState::Invited, false, true));
}

#[tokio::test]
async fn a_day_ends_where_the_cut_off_was_named() {
    let scene = Scene::new().await;
    // Late's answer came at 08:00 in UTC two days later: within that day in UTC, and behind it 17 hours further east.
    let day = day_of(scene.portal.services.now()).to_string();
    scene.portal.advance(3 * DAY);
    for (zone, late) in [("Z", false), ("+17:00", true), ("-08:00", false)] {
        let wanted = Wanted { zone: zone.into(), cutoff_day: day.clone(), ..scene.wanted(zone) };
        let head = scene.desk.freeze(wanted).await.unwrap();
        let snapshot = scene.document(&head).await;
        assert_eq!(scene.frozen(&snapshot, 1).late, late, "{zone}");
    }
}

#[tokio::test]
async fn a_day_lies_ahead_where_the_company_is() {
    let scene = Scene::new().await;
    // 22:00 in UTC, and 07:00 of the next day in Tokyo.
    scene.portal.advance(14 * HOUR);
    let tomorrow = day_of(scene.portal.services.now() + DAY);
    let wanted = || Wanted { list_day: tomorrow.to_string(), ..scene.wanted("Report") };
    match scene.desk.freeze(wanted()).await {
        Err(ServiceError::Invalid(problems)) => assert_eq!(problems[0].text, "problem.day_ahead"),
        other => panic!("{other:?}"),
    }
    let company = scene.desk.company().await.unwrap();
    let company = |zone: &str| Company { zone: zone.into(), ..company.clone() };
    assert!(matches!(scene.desk.save_company(company("Tokyo")).await, Err(ServiceError::Invalid(_))));
    scene.desk.save_company(company("Asia/Tokyo")).await.unwrap();
    let campaign = scene.desk.campaign(&scene.campaign).await.unwrap();
    let usual = scene.desk.usual_freeze(campaign).await.unwrap();
    assert_eq!((usual.zone.as_str(), usual.list_day.clone()), ("+09:00", tomorrow.to_string()));
    scene.desk.freeze(wanted()).await.unwrap();
}

#[tokio::test]
async fn a_snapshot_stands_whatever_happens_afterwards() {
    let scene = Scene::new().await;
    let head = scene.freeze("Report 2026").await;
    let before = scene.desk.open_snapshot(&head.id).await.unwrap();
    let template = domain::template::named("6.5").unwrap();
    let roll = |opened: &service::reports::open::Opened| {
        let s = &opened.snapshot;
        rollup(&opened.survey, &s.own, &opened.lists, &s.settings, template).declaration
    };
    scene.desk.undo(&scene.rows[0].request.id).await.unwrap();
    let supplier = scene.desk.supplier(&scene.rows[0].request.supplier).await.unwrap();
    scene
        .desk
        .save_supplier(service::records::Supplier { name: "Renamed".into(), ..supplier })
        .await
        .unwrap();
    scene.portal.advance(HOUR);
    let after = scene.desk.open_snapshot(&head.id).await.unwrap();
    assert_eq!(after.head.hash, before.head.hash);
    assert_eq!(after.snapshot, before.snapshot);
    assert_eq!(roll(&after), roll(&before));
    assert_eq!(after.survey.suppliers.iter().filter(|s| s.name == "Renamed").count(), 0);
    assert!(after.missing.is_empty() && after.missing_lists.is_empty());
    // The next one sees what is new.
    let next = scene.freeze("Report 2026, again").await;
    let snapshot = scene.document(&next).await;
    assert_ne!(scene.frozen(&snapshot, 0).state, RequestState::Accepted);
}

#[tokio::test]
async fn what_cannot_be_frozen_is_said_field_by_field() {
    let scene = Scene::new().await;
    scene.freeze("Taken").await;
    let ahead = day_of(scene.portal.services.now() + DAY).to_string();
    let w = |name: &str| scene.wanted(name);
    let cases = [
        ("name", Wanted { name: " ".into(), ..w("a") }),
        ("name", w("Taken")),
        ("year", Wanted { year: 26, ..w("a") }),
        ("campaigns", Wanted { campaigns: Vec::new(), ..w("a") }),
        ("cutoff_day", Wanted { cutoff_day: "soon".into(), ..w("a") }),
        ("cutoff_day", Wanted { cutoff_day: ahead, ..w("a") }),
        ("cutoff_day", Wanted { zone: "Mars".into(), ..w("a") }),
        ("list_day", Wanted { list_day: "".into(), ..w("a") }),
        ("template_version", Wanted { template_version: "9.9".into(), ..w("a") }),
        ("lines", Wanted { lines: "L1; L9".into(), ..w("a") }),
    ];
    for (field, wanted) in cases {
        match scene.desk.freeze(wanted).await {
            Err(ServiceError::Invalid(problems)) => {
                assert_eq!(problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), [field]);
            }
            other => panic!("{field}: {other:?}"),
        }
    }
    let nowhere = Wanted { campaigns: vec!["none".into()], ..w("a") };
    assert!(matches!(scene.desk.freeze(nowhere).await, Err(ServiceError::NotFound)));
    assert_eq!(scene.desk.snapshots().await.unwrap().len(), 1);
}

/// Which answers count is chosen, printed with the roll-up, and changes what it rests on.
#[tokio::test]
async fn answers_in_review_and_product_lines_count_as_chosen() {
    let scene = Scene::new().await;
    let line = |number: &str, suppliers: &[usize]| ProductLine {
        number: number.into(),
        suppliers: suppliers.iter().map(|at| scene.rows[*at].request.supplier.to_string()).collect(),
        ..ProductLine::default()
    };
    let own = Own { lines: vec![line("L1", &[0, 2]), line("L2", &[1])], ..Own::default() };
    scene.desk.save_own_data(OwnData { version: 0, own }).await.unwrap();
    // Early's acceptance is taken back: it is in review.
    scene.desk.undo(&scene.rows[0].request.id).await.unwrap();
    let counts = async |wanted: Wanted| {
        let head = scene.desk.freeze(wanted).await.unwrap();
        let counted = scene.desk.counted(&head.id).await.unwrap();
        (
            counted.rollup.inclusion.counted(&counted.opened.survey).len(),
            counted.opened.snapshot.settings.printed(),
        )
    };
    let (none, _) = counts(scene.wanted("Accepted")).await;
    assert_eq!(none, 0);
    let in_review = rollup::Settings {
        states: vec![RequestState::Accepted, RequestState::InReview],
        ..rollup::Settings::default()
    };
    let wanted = |name: &str, lines: &str| Wanted {
        settings: in_review.clone(),
        lines: lines.into(),
        ..scene.wanted(name)
    };
    let (one, said) = counts(wanted("In review", "")).await;
    assert_eq!(one, 1);
    assert!(said.contains("accepted, in review"), "{said}");
    let (of_one, said) = counts(wanted("L1", " L1 ;")).await;
    assert_eq!(of_one, 1);
    assert!(said.contains("suppliers of product lines L1"), "{said}");
    assert_eq!(counts(wanted("L2", "L2")).await.0, 0);
}

#[tokio::test]
async fn own_data_have_an_author_and_a_version() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let answer = |value: &str| OwnAnswer { value: value.into(), by: "Nobody".into(), ..OwnAnswer::default() };
    let line = ProductLine {
        number: "L1".into(),
        name: "Relays".into(),
        suppliers: vec!["b".into(), "a".into(), "b".into()],
        ..ProductLine::default()
    };
    let own = Own { lines: vec![line], answers: [("a".to_owned(), answer("Yes"))].into(), ..Own::default() };
    let first = desk.save_own_data(OwnData { version: 0, own }).await.unwrap();
    let said = &first.own.answers["a"];
    assert_eq!((said.by.as_str(), said.on), ("Ingrid Vale", "2026-05-04".parse().ok()));
    assert_eq!(first.own.lines[0].suppliers, ["a", "b"]);
    let stale = desk.save_own_data(OwnData { version: 0, own: Own::default() }).await;
    assert!(matches!(stale, Err(ServiceError::Conflict)), "{stale:?}");
    // What nobody has affected keeps its author and its day.
    portal.advance(DAY);
    let mut second = first.clone();
    second.own.answers.insert("b".into(), answer("No"));
    let second = desk.save_own_data(second).await.unwrap();
    assert_eq!(second.version, 2);
    assert_eq!(
        (second.own.answers["a"].on, second.own.answers["b"].on),
        ("2026-05-04".parse().ok(), "2026-05-05".parse().ok())
    );
    assert_eq!(desk.own_data().await.unwrap(), second);
}

#[tokio::test]
async fn figures_follow_from_a_snapshot_and_agree_with_each_other() {
    let scene = Scene::new().await;
    let head = scene.freeze("Report 2026").await;
    let counted = scene.desk.counted(&head.id).await.unwrap();
    let printed = |id: &str| counted.figures.printed(id);
    assert_eq!(printed("P4"), "3 of 3 (100 %)");
    assert_eq!(printed("R1"), "1 of 3 (33 %)");
    assert_eq!(printed("R1L"), "1 of 3 (33 %)");
    assert_eq!(printed("R2"), "1 of 3 (33 %)");
    assert_eq!(printed("K1"), "not recorded");
    assert!(counted.broken.is_empty(), "{:?}", counted.broken);
    assert!(counted.changed.is_empty(), "{:?}", counted.changed);
    assert_eq!(counted.opened.snapshot.figures, counted.figures.kept());

    // Next year stands beside it.
    let wanted = Wanted { before: Some(head.id.clone()), year: 2027, ..scene.wanted("Report 2027") };
    let next = scene.desk.freeze(wanted).await.unwrap();
    let counted = scene.desk.counted(&next.id).await.unwrap();
    let beside = |id: &str| counted.beside.iter().find(|b| b.id == id).unwrap().printed();
    assert_eq!(beside("R1"), "no change");
}

#[tokio::test]
async fn what_is_removed_later_leaves_the_figures_and_is_told() {
    let scene = Scene::new().await;
    let head = scene.freeze("Report 2026").await;
    let id = &scene.rows[0].request.id;
    scene.portal.remove_submissions(id);
    let counted = scene.desk.counted(&head.id).await.unwrap();
    assert_eq!(counted.opened.missing, std::slice::from_ref(id));
    let frozen = |figure: &str| counted.opened.snapshot.figures.iter().find(|k| k.id == figure).unwrap();
    assert_eq!(frozen("R1").printed, "1 of 3 (33 %)");
    assert!(counted.changed.iter().any(|figure| figure == "R1"), "{:?}", counted.changed);
    // No file says anything else than what was frozen: there is none any more.
    assert!(!counted.holds());
    let drafted = scene.desk.draft(&head.id, Kind::Sec).await.unwrap();
    for file in [DraftFile::Exhibit, DraftFile::Web, DraftFile::Docx] {
        let held = drafted.file(file, Paper::A4);
        assert!(matches!(held, Err(ServiceError::Conflict)), "{file:?}");
    }
    let form = scene.desk.form_sd(&head.id).await.unwrap();
    assert!(form.stops.contains(&FormStop::Held) && form.file().is_err(), "{:?}", form.stops);
}

/// A contact that no declaration names, and no snapshot holds, is looked for in what leaves all the same.
#[tokio::test]
async fn rep_e1_nobody_in_the_company_s_book_is_named_in_what_leaves() {
    let scene = Scene::new().await;
    let supplier = scene.desk.supplier(&scene.rows[2].request.supplier).await.unwrap();
    let known = service::records::Supplier { contact_name: "Perdita Quincewell".into(), ..supplier };
    scene.desk.save_supplier(known).await.unwrap();
    let save = async |version, comment: &str| {
        let answer = OwnAnswer { value: "No".into(), comment: comment.into(), ..OwnAnswer::default() };
        let own = Own { answers: [("q1.tin".to_owned(), answer)].into(), ..Own::default() };
        scene.desk.save_own_data(OwnData { version, own }).await.unwrap().version
    };
    let version = save(0, "All bills of material were looked at.").await;
    let leaks = async |head: &SnapshotHead| {
        let counted = scene.desk.counted(&head.id).await.unwrap();
        scene.desk.leaving(&counted).await.unwrap().leaks
    };
    let head = scene.freeze("Without").await;
    assert_eq!(leaks(&head).await, []);
    save(version, "As perdita QUINCEWELL of Tarn & Wold Ltd. told us, with Odalys Brandt.").await;
    let head = scene.freeze("With").await;
    assert_eq!(leaks(&head).await[0].place, "q1.tin.comment");
    let supplier = scene.desk.supplier(&scene.rows[2].request.supplier).await.unwrap();
    let gone = service::records::Supplier { contact_name: String::new(), ..supplier };
    scene.desk.save_supplier(gone).await.unwrap();
    assert_eq!(leaks(&head).await, [], "the book of today is what counts");

    // Whoever came after the count is looked for as well, without counting again: a contact, and a supplier.
    let counted = scene.desk.counted(&head.id).await.unwrap();
    let new = |name: &str, contact: &str| service::records::Supplier {
        name: name.into(),
        contact_name: contact.into(),
        email: format!("{}@new.example", name.len()),
        language: "en".into(),
        ..Default::default()
    };
    scene.desk.save_supplier(new("Another Foundry", "Sales")).await.unwrap();
    assert_eq!(scene.desk.leaving(&counted).await.unwrap().leaks, []);
    scene.desk.save_supplier(new("TARN & WOLD", "Sales")).await.unwrap();
    let held = scene.desk.leaving(&counted).await.unwrap();
    assert_eq!(held.leaks[0].place, "q1.tin.comment");
    assert!(!held.may_leave() && held.json().is_err());
}

/// A draft names nobody either who became known after it was counted.
#[tokio::test]
async fn rep_e1_a_draft_names_nobody_who_came_after_the_count() {
    use service::reports::change::Change;
    use service::reports::draft::{Blocker, DraftFile, Kind, Paper};
    let scene = Scene::new().await;
    let about = About { as_of: "2026-01-01".parse().ok(), source: "Invented".into(), ..About::default() };
    let smelter = Smelter { cid: "CID900001".into(), metal: Some(Metal::TIN), ..Smelter::default() };
    let list = SmelterList::of_smelters(About { class: LicenceClass::Public, ..about }, &[smelter]);
    scene.desk.import_list("l".into(), list).await.unwrap();
    let head = scene.freeze("Report 2026").await;
    let text = "We thank Odalys Brandt for her help.".to_owned();
    let change = Change::Write { part: "company".into(), text };
    scene.desk.change_draft(&head.id, Kind::Sec, 0, change).await.unwrap();
    let draft = scene.desk.draft(&head.id, Kind::Sec).await.unwrap();
    assert!(draft.file(DraftFile::Web, Paper::A4).is_ok(), "{:?} {:?}", draft.stops(), draft.counted.holds());
    let supplier = scene.desk.supplier(&scene.rows[2].request.supplier).await.unwrap();
    let known = service::records::Supplier { contact_name: "Odalys Brandt".into(), ..supplier };
    scene.desk.save_supplier(known).await.unwrap();
    let draft = scene.desk.draft(&head.id, Kind::Sec).await.unwrap();
    assert!(draft.stops().iter().any(|s| matches!(s, Blocker::Named(_, name) if name == "Odalys Brandt")));
    for file in [DraftFile::Web, DraftFile::Docx, DraftFile::Exhibit] {
        assert!(draft.file(file, Paper::A4).is_err(), "{file:?}");
    }
}

/// Two suppliers of one name are two: in the figures, in the trace, and in what is looked for.
#[tokio::test]
async fn rep_e2_two_suppliers_of_one_name_are_two() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, mut rows) = portal.launched(&desk, &["Tarn Wold Ltd", "Tarn Wold Ltd", "Silent"]).await;
    let mails = portal.deliver().await;
    // The third leaves the questions open, so that the company's own words stand.
    rows.retain(|row| row.supplier_name != "Silent");
    for row in &rows {
        let token = token(mails.iter().find(|m| m.to == row.email).unwrap());
        submit(&portal, row, &token).await;
        desk.accept(&row.request.id).await.unwrap();
    }
    let cutoff_day = day_of(portal.services.now()).to_string();
    portal.advance(2 * DAY);
    let wanted = |name: &str| Wanted {
        name: name.into(),
        year: 2026,
        campaigns: vec![campaign.id.clone()],
        zone: "Z".into(),
        list_day: cutoff_day.clone(),
        cutoff_day: cutoff_day.clone(),
        template_version: "6.5".into(),
        ..Wanted::default()
    };
    let head = desk.freeze(wanted("Report")).await.unwrap();
    let counted = desk.counted(&head.id).await.unwrap();
    assert_eq!(counted.figures.printed("R2"), "2 of 3 (66 %)");
    let mut ids = std::collections::BTreeSet::new();
    for row in counted.trace().filter(|row| row[0] == "q1.tin" && row[4] != "Silent") {
        assert_eq!(row[4], "Tarn Wold Ltd");
        ids.insert(row[5].clone());
    }
    let suppliers = rows.iter().map(|row| row.request.supplier.to_string()).collect();
    assert_eq!(ids, suppliers);
    // One of them goes by another name now: the snapshot's name and the new one are both looked for.
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    desk.save_supplier(service::records::Supplier { name: "Quarrel Brothers".into(), ..supplier })
        .await
        .unwrap();
    for comment in ["As Tarn Wold says.", "As Quarrel Brothers say."] {
        let answer = OwnAnswer { value: "No".into(), comment: comment.into(), ..OwnAnswer::default() };
        let own = Own { answers: [("q1.tin".to_owned(), answer)].into(), ..Own::default() };
        let version = desk.own_data().await.unwrap().version;
        desk.save_own_data(OwnData { version, own }).await.unwrap();
        let head = desk.freeze(wanted(comment)).await.unwrap();
        let counted = desk.counted(&head.id).await.unwrap();
        let leaks = desk.leaving(&counted).await.unwrap().leaks;
        assert_eq!(leaks[0].place, "q1.tin.comment", "{comment}");
    }
}

#[tokio::test]
async fn what_was_accepted_at_the_cut_off_counts_though_it_was_corrected_later() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, rows) = portal.launched(&desk, &["Early"]).await;
    let mails = portal.deliver().await;
    let (row, token) = (&rows[0], token(&mails[0]));
    submit(&portal, row, &token).await;
    desk.accept(&row.request.id).await.unwrap();
    let cutoff_day = day_of(portal.services.now()).to_string();
    portal.advance(2 * DAY);
    desk.undo(&row.request.id).await.unwrap();
    desk.raise_query(&row.request.id, "company.name", "", "Is this the whole group?").await.unwrap();
    desk.send_back(&row.request.id).await.unwrap();
    let key = portal.services.start(&token).await.unwrap();
    let supplier = portal.services.supplier_desk(&key).await.unwrap();
    let revision = supplier.draft().await.unwrap().revision;
    let change = change("f:company.name".into(), "The whole group");
    supplier.save(revision, "tab", vec![change], "company").await.unwrap();
    supplier.submit().await.unwrap();
    let wanted = Wanted {
        name: "Report".into(),
        year: 2026,
        campaigns: vec![campaign.id],
        zone: "Z".into(),
        list_day: cutoff_day.clone(),
        cutoff_day,
        template_version: "6.5".into(),
        ..Wanted::default()
    };
    let head = desk.freeze(wanted).await.unwrap();
    let counted = desk.counted(&head.id).await.unwrap();
    let frozen = &counted.opened.snapshot.requests[0];
    assert_eq!(frozen.state, RequestState::Accepted);
    assert_eq!(frozen.revision.as_ref().map(|r| r.number), Some(1));
    assert_eq!(counted.figures.printed("R2"), "1 of 1 (100 %)");
}

#[tokio::test]
async fn verdicts_and_origins_are_frozen_as_they_stood() {
    let scene = Scene::new().await;
    let judge = |is: &str| VerdictWanted {
        smelter: "Gold Traders".into(),
        metal: "gold".into(),
        is: is.into(),
        note: "A trader".into(),
        ..VerdictWanted::default()
    };
    scene.desk.judge_smelter(judge("rejected")).await.unwrap();
    let head = scene.freeze("With it").await;
    scene.portal.advance(HOUR);
    scene.desk.judge_smelter(judge("take_back")).await.unwrap();
    let (with, without) = (scene.document(&head).await, scene.document(&scene.freeze("Without").await).await);
    let said = &with.verdicts[0];
    assert_eq!(
        (said.smelter.as_str(), said.kind.key(), said.note.as_str()),
        ("Gold Traders", "rejected", "A trader")
    );
    assert!(!said.by.is_empty() && said.on > Day::EPOCH);
    assert!(without.verdicts.is_empty() && without.sourcing.is_empty());
    let opened = scene.desk.open_snapshot(&head.id).await.unwrap();
    assert_eq!(opened.lists.verdicts, with.verdicts, "the roll-up reads what was frozen");
    // A smelter that nobody said anything of is not taken back, and one that no list knows has no origin.
    let nothing =
        scene.desk.judge_smelter(VerdictWanted { smelter: "Other".into(), ..judge("take_back") }).await;
    assert!(matches!(nothing, Err(ServiceError::NotFound)), "{nothing:?}");
    let unknown = SourcingWanted { cid: "CID999999".into(), ..SourcingWanted::default() };
    assert!(matches!(scene.desk.say_sourcing(unknown).await, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn important_and_excluded_suppliers_are_counted_with_their_reasons() {
    let scene = Scene::new().await;
    let of = |row: usize| scene.rows[row].request.supplier.clone();
    let early = scene.desk.supplier(&of(0)).await.unwrap();
    scene
        .desk
        .save_supplier(service::records::Supplier { important: "sole source".into(), ..early })
        .await
        .unwrap();
    let silent = scene.desk.supplier(&of(2)).await.unwrap();
    scene
        .desk
        .save_supplier(service::records::Supplier { excluded: "services only".into(), ..silent })
        .await
        .unwrap();
    let head = scene.freeze("Report 2026").await;
    let figures = scene.desk.counted(&head.id).await.unwrap();
    assert_eq!(figures.figures.printed("R4"), "1 of 1 (100 %)");
    assert_eq!(figures.figures.printed("P3"), "1 of 3 (33 %)");
    assert_eq!(figures.figures.printed("P3.services only"), "1 of 3 (33 %)");
    assert_eq!(figures.figures.printed("P2"), "2 of 3 (66 %)");
}

#[tokio::test]
async fn the_largest_suppliers_are_told_apart_and_the_retired_are_out_of_scope() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, rows) = portal.launched(&desk, &["A largest", "B large", "C small", "D former"]).await;
    let mails = portal.deliver().await;
    for (row, spend) in rows.iter().zip([6_000, 3_000, 900, 100]) {
        let supplier = desk.supplier(&row.request.supplier).await.unwrap();
        let known = service::records::Supplier { spend_share: Some(spend), ..supplier };
        desk.save_supplier(known).await.unwrap();
    }
    let never = service::records::Supplier { name: "Never asked".into(), ..Default::default() };
    let never = desk.save_supplier(never).await.unwrap();
    desk.retire_supplier(&never.id).await.unwrap();
    desk.retire_supplier(&rows[3].request.supplier).await.unwrap();
    submit(&portal, &rows[0], &token(mails.iter().find(|m| m.to == rows[0].email).unwrap())).await;
    let cutoff_day = day_of(portal.services.now()).to_string();
    portal.advance(DAY);
    let wanted = |name: &str, important| Wanted {
        name: name.into(),
        year: 2026,
        campaigns: vec![campaign.id.clone()],
        zone: "Z".into(),
        list_day: cutoff_day.clone(),
        cutoff_day: cutoff_day.clone(),
        template_version: "6.5".into(),
        important,
        ..Wanted::default()
    };
    let head = desk.freeze(wanted("Report", Some(80))).await.unwrap();
    let figures = &desk.counted(&head.id).await.unwrap().figures;
    assert_eq!(figures.printed("R4"), "1 of 2 (50 %)");
    assert!(
        figures.get("R4").unwrap().definition.ends_with("[the largest that together have 80 % of the spend]")
    );
    assert_eq!(
        figures.printed("P3.no longer a supplier"),
        "2 of 5 (40 %)",
        "its request was withdrawn with it"
    );
    assert_eq!(figures.printed("P4"), "3 of 5 (60 %)");
    for wrong in [0, 101] {
        match desk.freeze(wanted("Other", Some(wrong))).await {
            Err(ServiceError::Invalid(problems)) => assert_eq!(problems[0].field, "important"),
            other => panic!("{other:?}"),
        }
    }
}

/// A declaration is checked again, and these rules find something besides, so many times.
async fn checked_again(scene: &Scene, at: usize, more: &[(&str, u32)]) {
    let detail = scene.desk.request(&scene.rows[at].request.id).await.unwrap();
    let submission = detail.submissions.last().unwrap();
    let mut report = submission.report.clone();
    let place = rusqlite::Connection::open(&scene.portal.place).unwrap();
    let id = scene.rows[at].request.id.as_str();
    for (code, n) in more {
        let sql = "INSERT INTO judged_finding (request_id, code, findings) VALUES (?1, ?2, ?3)";
        place.execute(sql, rusqlite::params![id, code, n]).unwrap();
        report.findings.extend((1..=u64::from(*n)).map(|row| Finding {
            code: (*code).to_owned(),
            class: Class::Inaccurate,
            severity: Severity::Note,
            location: Location::row(Table::SMELTERS, RowId(row)),
            args: Vec::new(),
            rows: Vec::new(),
        }));
    }
    let sql = "INSERT INTO judgement (request_id, number, at, cause, report, review, rules_version, more, fewer) \
               VALUES (?1, ?2, ?3, 'rules:1', ?4, ?5, '1', 0, 0)";
    let report = serde_json::to_string(&report).unwrap();
    let review = serde_json::to_string(&submission.review.findings).unwrap();
    let now = scene.portal.services.now().millis();
    place.execute(sql, rusqlite::params![id, submission.number, now, report, review]).unwrap();
}

/// The pictures of a snapshot are drawn of what was frozen: what the rules had found, and when reminders went out.
#[tokio::test]
async fn findings_by_rule_and_days_of_reminders_are_frozen() {
    let scene = Scene::new().await;
    for _ in 0..20 {
        scene.portal.advance(DAY);
        scene.portal.services.remind().await.unwrap();
    }
    checked_again(&scene, 0, &[("SML900", 3)]).await;
    checked_again(&scene, 1, &[("SML900", 2), ("SML901", 1)]).await;
    scene.portal.advance(2 * DAY);
    let yesterday = day_of(scene.portal.services.now() - DAY).to_string();
    let wanted = Wanted { cutoff_day: yesterday, ..scene.wanted("All") };
    let all_head = scene.desk.freeze(wanted).await.unwrap();
    let all = scene.document(&all_head).await;
    let live = scene.desk.pictured(&scene.campaign).await.unwrap().counted;
    let frozen = all.found.as_ref().unwrap();
    assert_eq!(frozen.declarations, live.declarations);
    let rules =
        frozen.rules.iter().map(|r| (r.code.as_str(), r.declarations, r.findings)).collect::<Vec<_>>();
    assert_eq!(
        rules,
        live.rules.iter().map(|r| (r.code.as_str(), r.declarations, r.findings)).collect::<Vec<_>>()
    );
    assert!(rules.contains(&("SML900", 2, 5)) && rules.contains(&("SML901", 1, 1)), "{rules:?}");
    assert_eq!(all.reminder_days().unwrap(), live.reminders);
    assert!(live.reminders.len() > 1, "{:?}", live.reminders);
    // Each number opens onto its findings, as they were then, whatever is found later.
    scene.portal.advance(DAY);
    checked_again(&scene, 0, &[]).await;
    let opened = scene.desk.open_snapshot(&all_head.id).await.unwrap();
    for rule in &frozen.rules {
        let rows = scene.desk.found(&opened, &FindingsOf::Rule(rule.code.clone())).await.unwrap();
        let requests: BTreeSet<_> = rows.iter().map(|row| row.request.clone()).collect();
        assert_eq!(
            (rows.len() as u64, requests.len() as u64),
            (rule.findings, rule.declarations),
            "{rule:?}"
        );
    }
    let rows = scene.desk.found(&opened, &FindingsOf::Class(None)).await.unwrap();
    let rows: Vec<_> =
        rows.iter().map(|it| (it.supplier.as_str(), it.number, it.finding.code.as_str())).collect();
    let early = [("Early", 1, "SML900"); 3];
    let late = [("Late", 1, "SML900"), ("Late", 1, "SML900"), ("Late", 1, "SML901")];
    assert_eq!(rows, [early, late].concat());
    // Behind an earlier cut-off nothing of it had happened.
    let early = scene.document(&scene.freeze("Early").await).await;
    let rules = early.found.unwrap().rules;
    assert!(rules.iter().all(|r| r.code != "SML901"), "{rules:?}");
    assert_eq!(early.reminded.unwrap(), []);
    // One that was frozen before says that it does not know.
    let mut older = serde_json::to_value(&all).unwrap();
    older.as_object_mut().unwrap().retain(|key, _| key != "found" && key != "reminded");
    let older = Snapshot::read(&older.to_string()).unwrap();
    assert!(older.found.is_none() && older.reminder_days().is_none());
    assert!(!older.seal().unwrap().0.contains("\"found\""), "and keeps its hash");
}
