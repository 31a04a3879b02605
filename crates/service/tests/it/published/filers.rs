//! The ten reports. Numbers are those that they print, as far as they print any; smelters and suppliers are invented.

use super::scene::{Origins, Says, Scene, Scope, cid, naming, submit};
use super::{compare, drafted, says, sums};
use service::DAY;
use service::records::RequestId;
use service::reports::FacilityRule;
use service::reports::{CompanyLevel, Settings};

const LATER: &str = "2026-04-01";
const NOBODY: (std::ops::Range<usize>, &str) = (0..0, "");

/// 55 asked, 98 % answered; a second rate of 96 %; 215 operational facilities, 96 % of which take part; 31 that may source
/// from covered countries, all conformant; of 17 that did not take part 8 became conformant and 3 active; two lost it
/// between the year's end and the day of the lists, and are told apart. The second rate is theirs by policy, ours by what
/// the reviewer accepted.
#[tokio::test(flavor = "multi_thread")]
async fn intel_2025() {
    let mut scene = Scene::new(55, 0, 100).await;
    let then = |at: usize| at < 190 || (198..204).contains(&at) || at >= 213;
    scene.lists("2025-03-01", 0..215, then, |at| at == 0, NOBODY).await;
    scene
        .lists("2025-12-20", 0..215, |at| !(204..213).contains(&at), |at| (204..207).contains(&at), NOBODY)
        .await;
    scene.lists(LATER, 0..215, |at| at < 204, |at| (204..207).contains(&at), NOBODY).await;
    scene.origins = Origins { covered: 0..31, ..Origins::default() };
    let mut answers = naming(54, 0..215);
    answers[53].is_not_accepted = true;
    scene.answered(answers).await;
    scene.portal.advance(2 * DAY);
    let before = scene.counted(scene.wanted("Before", "2025-06-30")).await;
    let wanted = scene.wanted("Report 2025", LATER);
    let id = before.opened.head.id.clone();
    let counted = scene.counted(service::reports::freeze::Wanted { before: Some(id), ..wanted }).await;
    let expected = [
        ("P4", "55 of 55 (100 %)"),
        ("R1", "54 of 55 (98 %)"),
        ("R2", "53 of 55 (96 %)"),
        ("S3", "215 of 215 (100 %)"),
        ("S5", "207 of 215 (96 %)"),
        ("S6", "31 of 215 (14 %)"),
        ("S6.taking_part", "31 of 31 (100 %)"),
        ("S9.changed", "13 of 215 (6 %)"),
        ("S9.since_year_end", "2 of 215 (under 1 %)"),
    ];
    compare("Intel", &counted, &expected);
    assert!(before.figures.printed("S12").starts_with("17 of"), "{}", before.figures.printed("S12"));
    let lost = counted.figures.get("S9.since_year_end").unwrap().value.n().unwrap().refs().to_vec();
    let lost: Vec<_> = lost.into_iter().map(|of| counted.thing(of)).collect();
    assert!(format!("{lost:?}").contains(&cid(213)) && format!("{lost:?}").contains(&cid(214)), "{lost:?}");
    says(&drafted(&scene, &counted).await, &["54 of 55 (98 %)", "31 of 31 (100 %)"]);
}

/// 79 asked, all answered; 266 facilities in seven rows of status. What lies between conformant and not listed, the public
/// lists do not say: it comes from the company's own list, and every facility stands in one class of it.
#[tokio::test(flavor = "multi_thread")]
async fn microsoft_2025() {
    let scene = Scene::new(79, 0, 100).await;
    scene.lists(LATER, 0..266, |at| at < 220, |at| (220..226).contains(&at), NOBODY).await;
    let classes = [
        ("Non-conformant", 226..240),
        ("Outreach required", 240..247),
        ("In communication", 247..248),
        ("Due diligence review", 248..253),
        ("Not applicable", 253..266),
    ];
    scene.classes(LATER, &classes).await;
    scene.answered(naming(79, 0..266)).await;
    scene.portal.advance(2 * DAY);
    let counted = scene.counted(scene.wanted("Report 2025", LATER)).await;
    let expected = [
        ("R1", "79 of 79 (100 %)"),
        ("S3", "266 of 266 (100 %)"),
        ("S4.conformant_rmap", "220 of 266 (82 %)"),
        ("S4.active", "6 of 266 (2 %)"),
        ("S4.listed", "40 of 266 (15 %)"),
        ("S14.Non-conformant", "14 of 266 (5 %)"),
        ("S14.Outreach required", "7 of 266 (2 %)"),
        ("S14.In communication", "1 of 266 (under 1 %)"),
        ("S14.Due diligence review", "5 of 266 (1 %)"),
        ("S14.Not applicable", "13 of 266 (4 %)"),
        ("S14.none", "226 of 266 (84 %)"),
        ("R8.no_metal", "75 of 79 (94 %)"),
    ];
    compare("Microsoft", &counted, &expected);
    sums(&counted, "S14.", "S3");
}

/// 276 asked for 99 % of the spend; 302 facilities, three fewer than the year before; 206 conformant and 9 active; of low
/// risk 96 %. Only declarations that were accepted count.
#[tokio::test(flavor = "multi_thread")]
async fn cisco_2025() {
    let mut scene = Scene::new(276, 4, 99).await;
    let (conformant, active) = (|at: usize| at < 206, |at: usize| (206..215).contains(&at));
    scene.lists("2025-03-01", 0..305, conformant, active, NOBODY).await;
    scene.lists("2026-03-27", 0..302, conformant, active, NOBODY).await;
    scene.origins = Origins { elsewhere: 215..255, scrap: 255..290, ..Origins::default() };
    let mut answers = naming(276, 0..305);
    let refused = Says { smelters: (305..330).collect(), is_not_accepted: true, ..Says::default() };
    answers[275] = refused;
    scene.answered(answers).await;
    scene.portal.advance(2 * DAY);
    let before = scene.counted(scene.wanted("Before", "2025-06-30")).await;
    let wanted = scene.wanted("Report 2025", "2026-03-27");
    let id = before.opened.head.id.clone();
    let counted = scene.counted(service::reports::freeze::Wanted { before: Some(id), ..wanted }).await;
    let expected = [
        ("P5", "9900 of 10000 (99 %)"),
        ("S3", "302 of 305 (99 %)"),
        ("S4.conformant_rmap", "206 of 302 (68 %)"),
        ("S4.active", "9 of 302 (2 %)"),
        ("S5", "215 of 302 (71 %)"),
        ("S13", "290 of 302 (96 %)"),
        ("S9.dropped", "3"),
    ];
    compare("Cisco", &counted, &expected);
    let beside = |id: &str| counted.beside.iter().find(|b| b.id == id).unwrap().printed();
    assert_eq!((beside("S3"), beside("S5")), ("-3".to_owned(), "no change".to_owned()));
}

/// 148 asked, 99 % answered; 221 facilities, 206 conformant (93 %); 5 from covered countries (2 %), all conformant. Answers
/// for whole companies and for scopes of their own that are too wide are left out, and said to be.
#[tokio::test(flavor = "multi_thread")]
async fn sonos_2025() {
    let mut scene = Scene::new(148, 0, 100).await;
    scene.lists("2026-04-30", 0..300, |at| at < 206, |_| false, NOBODY).await;
    scene.origins = Origins { covered: 0..5, ..Origins::default() };
    let mut answers = naming(147, 0..221);
    answers[10] =
        Says { smelters: (0..60).chain(221..260).collect(), scope: Scope::Company, ..Says::default() };
    answers[11] = Says { smelters: (0..250).collect(), scope: Scope::Own, ..Says::default() };
    scene.answered(answers).await;
    scene.portal.advance(2 * DAY);
    let all = scene.counted(scene.wanted("All", "2026-04-30")).await;
    assert_eq!(all.figures.printed("S3"), "260 of 260 (100 %)");
    let mut wanted = scene.wanted("Report 2025", "2026-04-30");
    wanted.settings =
        Settings { company_level: CompanyLevel::Drop, widest: Some(200), ..Settings::default() };
    wanted.before = Some(all.opened.head.id.clone());
    let counted = scene.counted(wanted).await;
    let expected = [
        ("R1", "147 of 148 (99 %)"),
        ("S3", "221 of 221 (100 %)"),
        ("S4.conformant_rmap", "206 of 221 (93 %)"),
        ("S6", "5 of 221 (2 %)"),
        ("S6.taking_part", "5 of 5 (100 %)"),
    ];
    compare("Sonos", &counted, &expected);
    sums(&counted, "S10.", "S10");
    assert!(counted.figures.printed("S10.scope_filter").starts_with("349 of"));
    let s3 = counted.beside.iter().find(|b| b.id == "S3").unwrap();
    assert_eq!(s3.printed(), "defined otherwise", "other answers count: no difference is told");
}

/// All answered; 99 facilities, 97 conformant, which the report rounds up to 98 % and ours floors; 55 that source wholly
/// outside covered countries, 5 inside.
#[tokio::test(flavor = "multi_thread")]
async fn nike_2025() {
    let mut scene = Scene::new(40, 0, 100).await;
    scene.lists(LATER, 0..99, |at| at < 97, |_| false, NOBODY).await;
    scene.origins = Origins { covered: 0..5, elsewhere: 5..60, ..Origins::default() };
    scene.answered(naming(40, 0..99)).await;
    scene.portal.advance(2 * DAY);
    let counted = scene.counted(scene.wanted("Report 2025", LATER)).await;
    let expected = [
        ("R1", "40 of 40 (100 %)"),
        ("S5", "97 of 99 (97 %)"),
        ("S6", "5 of 99 (5 %)"),
        ("S8", "55 of 99 (55 %)"),
        ("S8.none", "39 of 99 (39 %)"),
    ];
    compare("Nike", &counted, &expected);
    sums(&counted, "S3.", "S3");
}

/// All answered; 330 facilities, 224 conformant, 106 not, of which 45 of unknown location. That 98 suppliers were asked to
/// act and 52 agreed, nothing records yet, and so it is not printed.
#[tokio::test(flavor = "multi_thread")]
async fn sony_2025() {
    let mut scene = Scene::new(60, 0, 100).await;
    scene.lists(LATER, 0..330, |at| at < 224, |_| false, NOBODY).await;
    scene.origins = Origins { elsewhere: 224..285, ..Origins::default() };
    scene.answered(naming(60, 0..330)).await;
    scene.portal.advance(2 * DAY);
    let counted = scene.counted(scene.wanted("Report 2025", LATER)).await;
    let expected = [
        ("R1", "60 of 60 (100 %)"),
        ("S4.conformant_rmap", "224 of 330 (67 %)"),
        ("S12", "106 of 330 (32 %)"),
        ("S12.unknown", "45 of 330 (13 %)"),
        ("S12.elsewhere", "61 of 330 (18 %)"),
        ("K1", "not recorded"),
    ];
    compare("Sony", &counted, &expected);
    sums(&counted, "S12.", "S12");
}

/// 191 facilities at any time in the year, 27 of which were taken off later; at the end 164, 163 conformant and one active.
#[tokio::test(flavor = "multi_thread")]
async fn micron_2025() {
    let scene = Scene::new(30, 0, 100).await;
    let (conformant, active) = (|at: usize| at < 163, |at: usize| at == 163);
    scene.lists("2025-03-01", 0..191, |at| at < 180, |_| false, NOBODY).await;
    scene.lists(LATER, 0..191, conformant, active, (164..191, "2025-11-02")).await;
    scene.answered(naming(30, 0..191)).await;
    scene.portal.advance(2 * DAY);
    let year = service::reports::freeze::Wanted {
        facilities: FacilityRule::InTheYear,
        ..scene.wanted("Report 2025", LATER)
    };
    let counted = scene.counted(year).await;
    let expected = [
        ("S3", "191 of 191 (100 %)"),
        ("S4.inoperative", "27 of 191 (14 %)"),
        ("S4.conformant_rmap", "163 of 191 (85 %)"),
        ("S4.active", "1 of 191 (under 1 %)"),
        ("S5", "164 of 164 (100 %)"),
        ("S11", "0 of 191 (0 %)"),
    ];
    compare("Micron", &counted, &expected);
    sums(&counted, "S5.", "S5");
}

/// 503 asked, 408 answered (81.11 %) after up to 28 rounds; five classes of answers that do not add up there and six that do
/// here; 333 facilities of all statuses.
#[tokio::test(flavor = "multi_thread")]
async fn garrett_2025() {
    let scene = Scene::new(503, 0, 100).await;
    let (conformant, active) = (|at: usize| at < 207, |at: usize| (207..215).contains(&at));
    scene.lists(LATER, 0..333, conformant, active, NOBODY).await;
    let classes = [
        ("Non-conformant", 215..254),
        ("Outreach required", 254..307),
        ("Unable to proceed", 307..326),
        ("Suspended", 326..331),
        ("In communication", 331..333),
    ];
    scene.classes(LATER, &classes).await;
    // One is asked again and again: twenty times before it answers, seven times after it was asked for more.
    let (mut answers, request) = (naming(408, 0..333), scene.rows[0].request.id.clone());
    answers[0].is_not_accepted = true;
    remind(&scene, &request, 20).await;
    scene.answered(answers.clone()).await;
    scene.desk.raise_query(&request, "company.address", "", "Where is this?").await.unwrap();
    scene.desk.send_back(&request).await.unwrap();
    remind(&scene, &request, 7).await;
    let mut draft = scene.draft(&scene.rows[0].supplier_name, &answers[0]);
    draft.declaration.set("company.address", "1 Foundry Lane");
    let mails = scene.portal.deliver().await;
    let link = mails.iter().rev().find(|m| m.to == scene.rows[0].email && m.text.contains("/r/"));
    let link = link.map_or_else(|| scene.token(0).to_owned(), crate::common::token);
    submit(&scene.portal.services, &link, draft).await;
    scene.desk.accept(&request).await.unwrap();
    scene.portal.advance(2 * DAY);
    let counted = scene.counted(scene.wanted("Report 2025", LATER)).await;
    let expected = [
        ("P4", "503 of 503 (100 %)"),
        ("R1", "408 of 503 (81 %)"),
        ("R8.silent", "95 of 503 (18 %)"),
        ("R8.products", "4 of 503 (under 1 %)"),
        ("R10.rounds", "median 1, at most 28"),
        ("S3", "333 of 333 (100 %)"),
        ("S4.conformant_rmap", "207 of 333 (62 %)"),
        ("S4.active", "8 of 333 (2 %)"),
        ("S14.Non-conformant", "39 of 333 (11 %)"),
        ("S14.Outreach required", "53 of 333 (15 %)"),
        ("S14.Unable to proceed", "19 of 333 (5 %)"),
        ("S14.Suspended", "5 of 333 (1 %)"),
        ("S14.In communication", "2 of 333 (under 1 %)"),
    ];
    compare("Garrett", &counted, &expected);
    sums(&counted, "R8.", "P4");
    sums(&counted, "S14.", "S3");
}

/// Reminds one supplier so many times, a week apart.
async fn remind(scene: &Scene, request: &RequestId, times: u32) {
    for _ in 0..times {
        scene.portal.advance(DAY);
        while scene.desk.remind_now(vec![request.clone()]).await.unwrap() == 0 {
            scene.portal.advance(DAY);
        }
        while scene.portal.services.remind().await.unwrap() == 0 {
            scene.portal.advance(12 * service::HOUR);
        }
    }
}

/// 348 answered, over 76 % of those asked, who stand for 89 % of purchases; 44 facilities that ceased operation stand in a
/// second list.
#[tokio::test(flavor = "multi_thread")]
async fn deere_2025() {
    let scene = Scene::new(457, 20, 89).await;
    scene.lists(LATER, 0..294, |at| at < 200, |_| false, (250..294, "2025-07-01")).await;
    scene.answered(naming(348, 0..294)).await;
    scene.portal.advance(2 * DAY);
    let wanted =
        service::reports::freeze::Wanted { important: Some(50), ..scene.wanted("Report 2025", LATER) };
    let counted = scene.counted(wanted).await;
    let expected = [
        ("P4", "457 of 477 (95 %)"),
        ("P5", "8900 of 10000 (89 %)"),
        ("R1", "348 of 457 (76 %)"),
        ("S3", "250 of 294 (85 %)"),
        ("S11", "44 of 294 (14 %)"),
        ("S11.inoperative", "44 of 294 (14 %)"),
    ];
    compare("Deere", &counted, &expected);
    let second = counted.figures.get("S11").unwrap().value.n().unwrap().refs().to_vec();
    let names: Vec<String> = second.into_iter().map(|of| format!("{:?}", counted.thing(of))).collect();
    assert!(names.iter().any(|name| name.contains("Ninefold Works 250")), "the list names them");
    assert!(counted.annex.iter().all(|row| row.cid < cid(250)), "and the first one does not");
}

/// All answered, all of quality; a table of metals and statuses that does not add up is refused wherever it comes from: what
/// is counted adds up, and what was frozen is held to it as well.
#[tokio::test(flavor = "multi_thread")]
async fn ford_2023() {
    let scene = Scene::new(20, 0, 100).await;
    // Of every metal the same number: tungsten has 53, of which 34 are conformant and one is active.
    let place = |at: usize| at / 4;
    scene.lists(LATER, 0..212, |at| place(at) < 34, |at| place(at) == 34, NOBODY).await;
    scene.answered(naming(20, 0..212)).await;
    scene.portal.advance(2 * DAY);
    let counted = scene.counted(scene.wanted("Report 2023", LATER)).await;
    let expected = [
        ("R1", "20 of 20 (100 %)"),
        ("S3.tungsten", "53 of 212 (25 %)"),
        ("S4.tungsten.conformant_rmap", "34 of 53 (64 %)"),
        ("S4.tungsten.active", "1 of 53 (1 %)"),
        ("S4.tungsten.listed", "18 of 53 (33 %)"),
        ("S5.tungsten", "35 of 53 (66 %)"),
    ];
    compare("Ford", &counted, &expected);
    assert!(counted.holds());

    // Somebody puts the filed number in the place of what was frozen.
    let place = rusqlite::Connection::open(&scene.portal.place).unwrap();
    let triggers: Vec<String> = {
        let mut of = place
            .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'snapshot'")
            .unwrap();
        of.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for trigger in triggers {
        place.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    let changed = place
        .execute(
            "UPDATE snapshot SET document = replace(document, '\"n\":1,\"printed\":\"1 of 53 (1 %)\"', \
             '\"n\":3,\"printed\":\"3 of 53 (5 %)\"') WHERE id = ?1",
            [&counted.opened.head.id],
        )
        .unwrap();
    assert_eq!(changed, 1);
    let later = scene.portal.with_secret(scene.portal.services.config.secret);
    let secret = later.sign_in("ingrid@halden.example", "slow river stones", "test").await.unwrap();
    let viewer = later.actor(&secret).await.unwrap().as_viewer();
    let opened = viewer.counted(&counted.opened.head.id).await.unwrap();
    assert!(!opened.holds());
    let pair = opened.broken.iter().find(|b| b.other.0 == "S3.tungsten").expect("the pair is shown");
    assert!(pair.one.1.contains("34 + ") && pair.one.1.contains(" = 55"), "{}", pair.one.1);
    assert_eq!(pair.other.1, "53");
    use service::reports::draft::{DraftFile, Kind, Paper};
    let draft = viewer.draft(&counted.opened.head.id, Kind::Sec).await.unwrap();
    for file in [DraftFile::Exhibit, DraftFile::Web, DraftFile::Docx] {
        assert!(draft.file(file, Paper::A4).is_err(), "{file:?} is refused");
    }
}
