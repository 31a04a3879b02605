//! The evidence of a report: whole, the same each time, found out wherever it is touched, and without what may not leave.

use crate::common::{TestApp, submit_without_metals as submit, token};
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, SmelterList};
use domain::{Metal, Smelter};
use service::records::{LogFilter, RequestRow, SnapshotHead};
use service::reports::change::Change;
use service::reports::draft::Kind as Report;
use service::reports::evidence::{Check, Checked, Kind, Outcome, Why, check};
use service::reports::filed::Brought;
use service::reports::freeze::Wanted;
use service::smelters::verdicts::SourcingWanted;
use service::team::notes::About as Of;
use service::{Administrator, DAY, day_of};
use std::io::Cursor;

const NAME: &str = "Brasswick Tin Works";

struct Scene {
    portal: TestApp,
    desk: Administrator,
    campaign: String,
    rows: Vec<RequestRow>,
}

impl Scene {
    /// Two of three have answered; there is a list of this class.
    async fn new(class: LicenceClass) -> Scene {
        let portal = TestApp::new().await;
        let desk = portal.set_up().await;
        let (campaign, rows) = portal.launched(&desk, &["Early", "Late", "Silent"]).await;
        let mails = portal.deliver().await;
        let smelter = Smelter {
            cid: "CID900001".into(),
            metal: Some(Metal::TIN),
            name: NAME.into(),
            country: "JAPAN".into(),
            ..Smelter::default()
        };
        let about = About {
            as_of: "2026-01-01".parse().ok(),
            source: "Invented Body".into(),
            class,
            ..About::default()
        };
        desk.import_list("l".into(), SmelterList::of_smelters(about, &[smelter])).await.unwrap();
        for row in &rows[..2] {
            let token = token(mails.iter().find(|m| m.to == row.email).unwrap());
            submit(&portal, row, &token).await;
            desk.accept(&row.request.id).await.unwrap();
        }
        portal.advance(2 * DAY);
        Scene { portal, desk, campaign: campaign.id.to_string(), rows }
    }

    async fn freeze(&self, name: &str) -> SnapshotHead {
        let day = day_of(self.portal.services.now() - DAY).to_string();
        let wanted = Wanted {
            name: name.into(),
            year: 2026,
            campaigns: vec![self.campaign.clone().into()],
            cutoff_day: day.clone(),
            zone: "Z".into(),
            list_day: day,
            template_version: "6.5".into(),
            ..Wanted::default()
        };
        self.desk.freeze(wanted).await.unwrap()
    }

    async fn take(&self, head: &SnapshotHead) -> Vec<u8> {
        let mut evidence = self.desk.take_evidence(&head.id).await.unwrap();
        assert!(evidence.name.contains("INTERNAL"), "{}", evidence.name);
        let mut out = Vec::new();
        while let Some(piece) = evidence.pieces.recv().await {
            out.extend(piece.unwrap());
        }
        out
    }
}

fn checked(bytes: &[u8]) -> Checked {
    check(Cursor::new(bytes)).unwrap()
}

fn of<'a>(checked: &'a Checked, key: &str) -> &'a Check {
    checked.checks.iter().find(|check| check.key == key).unwrap()
}

/// Where the bytes of a part stand.
fn place(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).position(|window| window == part).unwrap()
}

#[tokio::test]
async fn the_evidence_holds_is_the_same_each_time_and_is_told() {
    let scene = Scene::new(LicenceClass::Public).await;
    let head = scene.freeze("Report 2026").await;
    let text = "Halden makes instruments.".to_owned();
    let change = Change::Write { part: "company".into(), text };
    scene.desk.change_draft(&head.id, Report::Sec, 0, change).await.unwrap();
    let bytes = scene.take(&head).await;
    let all = checked(&bytes);
    assert!(all.checks.iter().all(|check| check.outcome == Outcome::Holds), "{:#?}", all.checks);
    assert_eq!((of(&all, "revisions").n, of(&all, "told").n, of(&all, "lists").n), (2, 2, 1));
    let manifest = all.manifest.unwrap();
    assert_eq!((manifest.hash.as_str(), manifest.company.as_str()), (head.hash.as_str(), "Halden"));
    let kinds: Vec<Kind> = manifest.parts.iter().map(|part| part.kind).collect();
    for kind in [Kind::Page, Kind::Snapshot, Kind::List, Kind::Figures, Kind::Rollup, Kind::Draft, Kind::Log]
    {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
    // The draft has open places, so that it can be read and cannot be filed: the bundle says so.
    assert_eq!(manifest.held.len(), 1, "{:?}", manifest.held);
    assert_eq!(
        (manifest.held[0].name.as_str(), manifest.held[0].why),
        ("draft/sec-ex1-01.htm", Why::MayNotLeave)
    );

    // Life goes on, and the bundle stays.
    scene.desk.undo(&scene.rows[0].request.id).await.unwrap();
    scene.portal.advance(DAY);
    assert!(scene.take(&head).await == bytes, "the same snapshot, other bytes");
    let filter = LogFilter { action: "evidence.taken".into(), limit: 10, ..LogFilter::default() };
    let told = scene.desk.as_auditor().unwrap().log_found(&filter).await.unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].entry.actor, format!("member:{}", scene.desk.member().id));
    assert!(
        told[0].entry.object == format!("snapshot:{}", head.id) && told[0].entry.detail.contains(&head.hash)
    );
}

#[tokio::test]
async fn rep_e4_a_changed_byte_is_found_in_every_part() {
    let scene = Scene::new(LicenceClass::Public).await;
    let head = scene.freeze("Report 2026").await;
    let bytes = scene.take(&head).await;
    let manifest = checked(&bytes).manifest.unwrap();
    let mut from = 0;
    for part in &manifest.parts {
        // In the order in which they stand in the file, behind their names.
        from += place(&bytes[from..], part.name.as_bytes()) + part.name.len();
        for at in [0, part.size as usize / 2, part.size as usize - 1] {
            let mut spoiled = bytes.clone();
            spoiled[from + at] ^= 1;
            let found = checked(&spoiled);
            assert!(!found.holds(), "{} at {at}", part.name);
            assert!(
                of(&found, "parts").problems.contains(&("changed", part.name.clone())),
                "{}: {:?}",
                part.name,
                found.checks
            );
        }
        from += part.size as usize;
    }
    // And in the manifest, whose own hash stands nowhere.
    for at in [from + 60, from + 400, bytes.len() - 100] {
        let mut spoiled = bytes.clone();
        spoiled[at] ^= 1;
        assert!(!checked(&spoiled).holds(), "{at}");
    }
}

/// A list that is for members stays inside: its hash leaves, and neither its rows, its source, nor what it says of a smelter.
#[tokio::test]
async fn a_list_for_members_is_there_by_its_hash_alone() {
    for class in [LicenceClass::Member, LicenceClass::Paid] {
        let scene = Scene::new(class).await;
        let head = scene.freeze("Report 2026").await;
        let bytes = scene.take(&head).await;
        let all = checked(&bytes);
        assert!(all.holds(), "{:#?}", all.checks);
        assert_eq!(of(&all, "snapshot").outcome, Outcome::NotChecked);
        let manifest = all.manifest.unwrap();
        let held: Vec<_> = manifest.held.iter().map(|held| (held.kind, held.why)).collect();
        assert_eq!(held, [(Kind::List, Why::Licence), (Kind::Snapshot, Why::Licence)]);
        assert!(manifest.held.iter().all(|held| held.sha256.is_some()));
        let text = String::from_utf8_lossy(&bytes);
        for inside in [NAME, "CID900001", "Invented Body"] {
            assert!(!text.contains(inside), "{class:?}: {inside}");
        }
    }
    let open = Scene::new(LicenceClass::Public).await;
    let head = open.freeze("Report 2026").await;
    assert!(String::from_utf8_lossy(&open.take(&head).await).contains(NAME), "the test would find it");
}

/// What a source for members says of a smelter's origins stays inside, also where the log tells that somebody noted it.
#[tokio::test]
async fn rep_e5_the_log_does_not_tell_what_members_alone_may_know_of_origins() {
    let scene = Scene::new(LicenceClass::Public).await;
    let wanted = |class: LicenceClass, source: &str| SourcingWanted {
        cid: "CID900001".into(),
        takes: "countries".into(),
        countries: "Peru".into(),
        class: class.key().into(),
        source: source.into(),
        ..SourcingWanted::default()
    };
    scene.desk.say_sourcing(wanted(LicenceClass::Public, "An open study")).await.unwrap();
    scene.desk.say_sourcing(wanted(LicenceClass::Member, "A closed circle")).await.unwrap();
    let head = scene.freeze("Report 2026").await;
    let bytes = scene.take(&head).await;
    let all = checked(&bytes);
    assert!(all.holds(), "{:#?}", all.checks);
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("An open study") && !text.contains("A closed circle"));
    let manifest = all.manifest.unwrap();
    let held: Vec<_> = manifest.held.iter().map(|held| (held.kind, held.why)).collect();
    assert_eq!(held, [(Kind::Snapshot, Why::Licence), (Kind::Log, Why::Licence)]);
}

#[tokio::test]
async fn what_is_gone_is_said_and_the_rest_still_holds() {
    let scene = Scene::new(LicenceClass::Public).await;
    let head = scene.freeze("Report 2026").await;
    scene.portal.remove_submissions(&scene.rows[0].request.id);
    let all = checked(&scene.take(&head).await);
    assert!(all.holds(), "{:#?}", all.checks);
    assert_eq!(of(&all, "figures").outcome, Outcome::NotChecked);
    let manifest = all.manifest.unwrap();
    let whys: Vec<Why> = manifest.held.iter().map(|held| held.why).collect();
    assert_eq!(whys, [Why::NotAsFrozen, Why::NotAsFrozen, Why::Gone]);
    assert_eq!(manifest.parts.iter().filter(|part| part.kind == Kind::Revision).count(), 1);
}

#[tokio::test]
async fn what_was_filed_is_in_the_evidence_with_hash_and_day() {
    let scene = Scene::new(LicenceClass::Public).await;
    let head = scene.freeze("Report 2026").await;
    assert_eq!(of(&checked(&scene.take(&head).await), "published").n, 0);
    let bytes = b"<html><body><p>As it was really filed.</p></body></html>".to_vec();
    let brought = Brought {
        report: "sec".into(),
        name: "ex1-01.htm".into(),
        bytes: bytes.clone(),
        published_on: day_of(scene.portal.services.now()).to_string(),
        address: "https://www.sec.gov/Archives/one/ex1-01.htm".into(),
        note: String::new(),
    };
    scene.desk.keep_filed(&head.id, brought.clone()).await.unwrap();
    let bundle = scene.take(&head).await;
    let all = checked(&bundle);
    assert!(all.holds() && of(&all, "published").n == 1, "{:#?}", all.checks);
    let manifest = all.manifest.unwrap();
    let filed = &manifest.published.as_ref().unwrap()[0];
    assert_eq!(
        (filed.published_on.to_string().as_str(), filed.address.as_str()),
        (brought.published_on.as_str(), brought.address.as_str())
    );
    assert_eq!(filed.sha256, service::secrets::sha256_hex(&bytes));
    let at = place(&bundle, &bytes);
    assert_eq!(&bundle[at..at + bytes.len()], bytes);
}

/// Thousands of declarations are never in memory together: as long as nobody takes what is there, nothing more is made.
#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_is_made_no_faster_than_it_is_taken() {
    let scene = Scene::new(LicenceClass::Public).await;
    let head = scene.freeze("Report 2026").await;
    let mut evidence = scene.desk.take_evidence(&head.id).await.unwrap();
    let full = async {
        while evidence.pieces.len() < evidence.pieces.max_capacity() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), full).await.expect("pieces wait");
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    assert_eq!((evidence.pieces.len(), evidence.pieces.max_capacity()), (4, 4));
    let mut pieces = 0;
    while let Some(piece) = evidence.pieces.recv().await {
        piece.unwrap();
        pieces += 1;
    }
    assert!(pieces > 20, "{pieces}");
}

/// DESK-116: what the team noted for itself is in no evidence; what is public is.
#[tokio::test]
async fn desk_116_no_evidence_holds_a_note() {
    let scene = Scene::new(LicenceClass::Public).await;
    let request = &scene.rows[0].request;
    for about in [Of::Request(request.id.clone()), Of::Supplier(request.supplier.clone())] {
        scene.desk.write_note(about, "quillfeather on the anvil", "en").await.unwrap();
    }
    let head = scene.freeze("Report 2026").await;
    let bytes = scene.take(&head).await;
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds(NAME), "parts are kept as they are");
    assert!(!holds("quillfeather"));
}
