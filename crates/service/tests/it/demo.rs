//! The demonstration has something to show on every page.

use crate::common::TestApp;
use domain::terms::Need;
use domain::workflow::RequestState;
use service::audit::log::Verdict;
use service::records::{CampaignState, Instant, MailKind, MailState, Scope};
use service::survey::to_do::Waiting;
use service::survey::workdays::next_working_time;
use service::{DAY, HOUR, Viewer, demo};
use std::collections::HashMap;

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_has_suppliers_in_every_state() {
    let portal = crate::common::TestApp::new().await;
    let begun = std::time::Instant::now();
    let access = demo::seed(&portal.services).await.unwrap().expect("an empty portal is filled");
    println!("seeded in {:?}", begun.elapsed());
    let secret = portal.services.sign_in(access.email, access.password, "test").await.unwrap();
    let desk = portal.services.actor(&secret).await.unwrap().as_administrator().unwrap();
    let campaigns = desk.campaigns().await.unwrap();
    let [campaign, last_year] = &campaigns[..] else { panic!("{campaigns:?}") };
    assert_eq!((campaign.state, last_year.state), (CampaignState::Open, CampaignState::Closed));
    let counts = desk.counts(Some(&campaign.id)).await.unwrap();
    let total: u64 = counts.by_state.iter().map(|c| c.1).sum();
    assert_eq!(total, 210);
    assert!(counts.overdue > 0);
    for state in RequestState::ALL.into_iter().filter(|s| *s != RequestState::Planned) {
        assert!(counts.by_state.iter().any(|(s, n)| *s == state && *n > 0), "nobody is {state:?}");
    }
    assert_eq!(desk.supplier_counts().await.unwrap(), (210, 0));
    let open = desk.open_names("", 0, 9).await.unwrap().shown;
    assert!(open.len() >= 3 && open[0].suppliers.len() > 1, "{open:?}");
    let needed = desk.to_do(campaign, &counts).await.unwrap();
    let found =
        |need| needed.iter().find(|n| n.need == need).unwrap_or_else(|| panic!("{need:?}: {needed:?}"));
    assert_eq!(found(Need::Review).count, counts.to_review());
    assert_eq!(found(Need::Declined).count, counts.of(RequestState::Declined));
    for (waiting, name) in &found(Need::Declined).first {
        let Waiting::Request(id) = waiting else { panic!("{waiting:?}") };
        let request = portal.store.request(&Scope::Everything, id).await.unwrap().unwrap();
        assert_eq!(request.state, RequestState::Declined);
        assert_eq!(desk.supplier(&request.supplier).await.unwrap().name, *name);
    }
    assert!(needed.iter().all(|n| n.count > 0 && n.first.len() as u64 <= n.count), "{needed:?}");
    assert_eq!(desk.smelter_decisions().await.unwrap().0.len(), 1);
    for entry in portal.store.log_after(0, 100_000).await.unwrap() {
        let said = format!("desk.log.{}", entry.entry.action);
        assert!(domain::text::embedded::texts("en").has(&said), "{said} has no words");
    }
    assert!(desk.mails(None, 1000).await.unwrap().len() > 300);
    assert!(
        matches!(desk.as_auditor().unwrap().verify_log().await.unwrap(), Verdict::Whole { entries, .. } if entries > 600)
    );
    assert!(demo::seed(&portal.services).await.unwrap().is_none(), "a portal in use is left alone");
}

/// What the report of a small maker of devices said of 2014, section by section: 210 asked, five of them contract
/// manufacturers; about 98 % answered, most for their whole companies; smelters known in part, origin not to be determined.
/// All of it follows from declarations that came in as a supplier's do.
#[tokio::test(flavor = "multi_thread")]
async fn last_year_says_what_the_report_of_2014_said_and_stands_beside_this_year() {
    let portal = TestApp::new().await;
    demo::seed(&portal.services).await.unwrap().unwrap();
    let secret = portal.services.sign_in(demo::ACCESS.email, demo::ACCESS.password, "test").await.unwrap();
    let desk = portal.services.actor(&secret).await.unwrap().as_viewer();
    let heads = desk.snapshots().await.unwrap();
    let [so_far, report] = &heads[..] else { panic!("{heads:?}") };
    assert_eq!((so_far.name.as_str(), report.name.as_str()), ("2026 so far", "Report 2025"));
    let counted = desk.counted(&report.id).await.unwrap();
    let n = |id: &str| counted.figures.get(id).and_then(|f| f.value.n()).map_or(0, |set| set.count);
    for (id, text) in [
        ("P4", "210 of 210 (100 %)"),
        ("P4/contract_manufacturer", "5 of 5 (100 %)"),
        ("R1", "206 of 210 (98 %)"),
        ("R1/contract_manufacturer", "5 of 5 (100 %)"),
        ("R2", "206 of 210 (98 %)"),
        ("R8.silent", "4 of 210 (1 %)"),
        ("S6", &format!("0 of {} (0 %)", n("S3"))),
        ("S8", &format!("0 of {} (0 %)", n("S3"))),
        ("S9.new", "not recorded"),
    ] {
        assert_eq!(counted.figures.printed(id), text, "{id}");
    }
    assert!(n("P4/indirect") > 150 && n("P4/direct") > 40);
    assert!(n("R9.a") * 10 > n("R9") * 8 && n("R9.b") > 0, "{}", counted.figures.printed("R9.a"));
    assert!(n("R10.sent_back") >= 10 && n("R10.reminders") > 100);
    assert!(n("S2") > n("S3") && n("S5") < n("S3"), "smelters are known in part");
    let leaving = desk.leaving(&counted).await.unwrap();
    assert!(counted.holds() && leaving.may_leave(), "{:?} {:?}", counted.rollup.leaks, counted.findings);
    for metal in ["tantalum", "tin", "gold"] {
        let says = |q: u8| counted.rollup.declaration.answer(&format!("q{q}.{metal}")).to_owned();
        assert_eq!(
            (says(1).as_str(), says(3).as_str(), says(7).as_str()),
            ("Yes", "Unknown", "No"),
            "{metal}"
        );
    }

    use service::reports::draft::{DraftFile, Kind, Paper};
    let drafted = desk.draft(&report.id, Kind::Sec).await.unwrap();
    assert!(drafted.stops().is_empty(), "{:?}", drafted.stops());
    let exhibit = String::from_utf8(drafted.file(DraftFile::Exhibit, Paper::Letter).unwrap()).unwrap();
    assert!(report::lint::lint_file("ex1-01.htm", exhibit.as_bytes()).is_empty());
    let flat: String = exhibit.split_whitespace().collect::<Vec<_>>().join(" ");
    for section in [
        "Five contract manufacturers build our products",
        "We asked 210 of 210 (100 %)",
        "206 of 210 (98 %)",
        "This is the larger part",
        "For no facility could we learn from where it sources",
        "integrity@halden.example",
        "Ask for answers for products instead of whole companies",
    ] {
        assert!(flat.contains(section), "{section} is not said");
    }

    // What was filed came back, with the one word that counsel changed.
    use service::reports::filed::{Beside, Compared, Side, Words};
    let [filed] = &desk.filed(&report.id).await.unwrap()[..] else { panic!("one file was filed") };
    let (ours, theirs) = (Side::Draft(Kind::Sec, None), Side::File(filed.id.clone()));
    let Beside::Compared(all) = desk.beside(&report.id, &ours, &theirs).await.unwrap() else { panic!() };
    let differs: Vec<&Compared> = all.iter().filter(|it| !matches!(it, Compared::Same(_))).collect();
    let [Compared::Rewritten(words)] = &differs[..] else { panic!("{differs:?}") };
    let of = |gone: bool| {
        words.iter().find_map(|word| match word {
            Words::Gone(text) if gone => Some(text.trim()),
            Words::New(text) if !gone => Some(text.trim()),
            _ => None,
        })
    };
    assert_eq!((of(true), of(false)), (Some("press"), Some("urge")));

    let now = desk.counted(&so_far.id).await.unwrap();
    let beside = |id: &str| now.beside.iter().find(|b| b.id == id).unwrap();
    assert!(beside("R1").is_comparable() && beside("R1").then == "206 of 210 (98 %)");
    assert_eq!(beside("S3").printed(), "defined otherwise", "what the list took off in the year counts now");
    assert!(now.figures.printed("S9.changed").contains(" of "), "some passed an assessment since");
    // This year some name mines, one country of them covered.
    let n = |id: &str| now.figures.get(id).and_then(|f| f.value.n()).map_or(0, |set| set.count);
    assert!(n("O1.declared") >= 8 && n("S6.declared") > 0 && n("S8") > n("S6"), "{}", n("O1.declared"));
    assert_eq!((n("O1.unknown"), n("S6.lists")), (0, 0));
}

fn is_reminder(kind: MailKind) -> bool {
    matches!(kind, MailKind::ReminderNotOpened | MailKind::ReminderUnfinished | MailKind::ReminderNotFixed)
}

/// When reminders went out, each in the working hours of its recipient.
async fn reminders(desk: &Viewer) -> Vec<Instant> {
    let mut countries = HashMap::new();
    let mut out = Vec::new();
    for mail in desk.mails(None, 5_000).await.unwrap() {
        if !is_reminder(mail.mail.kind) || mail.state != MailState::Sent {
            continue;
        }
        let id = mail.mail.supplier.clone().unwrap();
        if !countries.contains_key(&id) {
            countries.insert(id.clone(), desk.supplier(&id).await.unwrap().country);
        }
        let (country, at) = (&countries[&id], mail.sent_at.unwrap());
        assert!(next_working_time(country, at) - at < HOUR, "{country} at {at:?}: nobody is at work");
        out.push(at);
    }
    out
}

/// F-D7, DESK-28: after seven weeks the silent have had several reminders, and a week later more went out, on several
/// days, with nobody signed out.
#[tokio::test(flavor = "multi_thread")]
async fn desk_28_the_demonstration_reminds_as_a_portal_does() {
    let portal = TestApp::new().await;
    demo::seed(&portal.services).await.unwrap().unwrap();
    assert_eq!(portal.store.demo().await.unwrap(), Some(0));
    let secret = portal.services.sign_in(demo::ACCESS.email, demo::ACCESS.password, "test").await.unwrap();
    let desk = portal.services.actor(&secret).await.unwrap().as_viewer();
    let filter = service::records::RequestFilter {
        states: vec![RequestState::Invited],
        limit: 500,
        ..Default::default()
    };
    let silent = desk.requests(&filter).await.unwrap().rows;
    let silent: Vec<_> = silent
        .into_iter()
        .filter(|r| r.mail_problem.is_none() && r.request.proposed_contact.is_empty())
        .collect();
    assert!(silent.len() >= 25);
    for row in &silent {
        assert!(row.request.reminders >= 3, "{}: {}", row.supplier_name, row.request.reminders);
    }
    let before = reminders(&desk).await;
    assert!(before.len() > 100, "{}", before.len());
    assert!(!desk.reminders_ahead(None, 5).await.unwrap().is_empty(), "and some are ahead");

    demo::let_pass(&portal.services, 7 * DAY, |by| portal.advance(by)).await.unwrap();
    let after = reminders(&desk).await;
    let mut days: Vec<_> = after[..after.len() - before.len()].iter().map(|at| at.day()).collect();
    days.sort();
    days.dedup();
    assert!(days.len() >= 2, "{days:?}");
    assert!(portal.services.actor(&secret).await.is_ok(), "whoever is signed in stays so");
    assert_eq!(portal.store.demo().await.unwrap(), Some(7 * DAY));
    let due = portal.store.reminders_due(portal.services.now(), 10).await.unwrap();
    assert!(due.is_empty());
}
