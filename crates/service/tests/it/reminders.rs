//! Weeks of reminders in milliseconds.

use crate::common::{MONDAY, TestApp, token};
use domain::draft::Change;
use domain::workflow::RequestState;
use jiff::Timestamp;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use service::ports::MailError;
use service::records::{
    Campaign, CampaignState, Instant, MailKind, ReminderPlan, ReminderStep, Request, Supplier,
};
use service::survey::reminders::{self, Step};
use service::survey::workdays::{Delivery, next_working_time};
use service::{DAY, HOUR, MINUTE};

/// Runs the portal hour by hour; says which mails went out, with their times.
async fn run(portal: &TestApp, days: i64) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for _ in 0..days * 24 {
        portal.advance(HOUR);
        portal.services.remind().await.unwrap();
        for mail in portal.deliver().await {
            let at = Timestamp::from_millisecond(portal.services.now().millis()).unwrap();
            out.push((at.strftime("%Y-%m-%d %H").to_string(), mail.subject));
        }
    }
    out
}

#[tokio::test]
async fn the_silent_are_reminded_on_working_days_and_not_for_ever() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    let sent = run(&portal, 90).await;
    // Invited on Monday 4 May; five working days each, at half past nine in Germany (07:30 UTC), three at most. Ascension Day
    // is 14 May, Whit Monday 25 May.
    let days: Vec<&str> = sent.iter().map(|s| s.0.as_str()).collect();
    assert_eq!(days, ["2026-05-11 08", "2026-05-19 08", "2026-05-27 08"]);
}

#[tokio::test]
async fn the_text_follows_the_state_and_stops_with_the_submission() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    let secret = portal.services.start(&link).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    let name = Change { path: "f:company.name".into(), value: Some("S".into()) };
    supplier.save(0, "t", vec![name], "company").await.unwrap();
    let ahead = desk.reminders_ahead(None, 10).await.unwrap();
    assert_eq!((ahead.len(), ahead[0].1), (1, MailKind::ReminderUnfinished));
    let sent = run(&portal, 8).await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0].1.contains("not finished"), "{}", sent[0].1);
    let secret = portal.services.start(&link).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    let set = |path: String, value: &str| Change { path, value: Some(value.into()) };
    let mut all: Vec<Change> = [
        ("scope", domain::template::SCOPE_COMPANY),
        ("contact_name", "A Person"),
        ("contact_email", "a@s.example"),
        ("contact_phone", "+1 555 0100"),
        ("authorizer_name", "B Person"),
        ("authorizer_email", "b@s.example"),
        ("effective_date", "2026-04-30"),
    ]
    .into_iter()
    .map(|(k, v)| set(format!("f:company.{k}"), v))
    .collect();
    all.extend(domain::template::CMRT_METALS.map(|m| set(format!("f:q1.{}", m.key()), "No")));
    supplier.save(1, "t", all, "company").await.unwrap();
    supplier.submit().await.unwrap();
    portal.deliver().await;
    assert!(run(&portal, 60).await.is_empty(), "never after submission");
    assert!(desk.reminders_ahead(None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn remind_me_later_is_kept() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    let secret = portal.services.start(&token(&portal.deliver().await[0])).await.unwrap();
    let supplier = portal.services.supplier_desk(&secret).await.unwrap();
    assert!(supplier.snooze(40).await.is_err());
    supplier.snooze(14).await.unwrap();
    assert!(run(&portal, 13).await.is_empty());
    assert_eq!(run(&portal, 4).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn e05_two_instances_never_send_one_reminder_twice() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let names: Vec<String> = (0..40).map(|i| format!("Supplier {i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    portal.launched(&desk, &names).await;
    portal.deliver().await;
    portal.clock.set(MONDAY + 7 * DAY);
    let runs: Vec<_> = (0..4)
        .map(|_| {
            let services = portal.services.clone();
            tokio::spawn(async move {
                services.remind().await.unwrap();
                services.deliver(100).await.unwrap();
            })
        })
        .collect();
    for run in runs {
        run.await.unwrap();
    }
    let mut to: Vec<String> = portal.deliver().await.into_iter().map(|m| m.to).collect();
    to.sort();
    let n = to.len();
    to.dedup();
    assert_eq!((n, to.len()), (40, 40));
}

#[tokio::test]
async fn a_refused_address_is_shown_at_the_supplier_and_left_alone() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 no such user".into()));
    portal.services.deliver(10).await.unwrap();
    let supplier = desk.supplier(&rows[0].request.supplier).await.unwrap();
    assert!(supplier.mail_problem.unwrap().contains("550"));
    *portal.mail.refuse.lock().unwrap() = None;
    assert!(run(&portal, 30).await.is_empty());
}

#[tokio::test]
async fn a_temporary_failure_is_tried_again_under_the_same_message_id() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    portal.launched(&desk, &["One"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Temporary("421 busy".into()));
    assert_eq!(portal.services.deliver(10).await.unwrap(), 0);
    let id = desk.mails(None, 10).await.unwrap()[0].mail.id.clone();
    *portal.mail.refuse.lock().unwrap() = None;
    assert_eq!(portal.services.deliver(10).await.unwrap(), 0, "not before its time");
    portal.advance(HOUR);
    let mails = portal.deliver().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].message_id.starts_with(&id));
}

#[tokio::test]
async fn a_new_contact_is_reminded_although_the_old_one_was() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    assert_eq!(run(&portal, 8).await.len(), 1);
    portal.services.name_other_person(&link, "Mei", "mei@other.example", "").await.unwrap();
    desk.accept_other_person(&rows[0].request.id, "Mei", "mei@other.example").await.unwrap();
    assert_eq!(portal.deliver().await.len(), 1, "the invitation");
    assert_eq!(run(&portal, 8).await.len(), 1, "and a reminder");
}

#[tokio::test]
async fn reminders_that_wait_follow_a_changed_plan() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, rows) = portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    let next = async || desk.request(&rows[0].request.id).await.unwrap().request.next_reminder_at;
    let day = |at: Option<Instant>| service::day_of(at.unwrap()).to_string();
    assert_eq!(day(next().await), "2026-05-11");
    let change = async |first_after, every, cap| {
        let now = desk.campaign(&campaign.id).await.unwrap();
        let reminders = ReminderPlan::even(first_after, every, cap);
        desk.save_campaign(Campaign { reminders, ..now }).await.unwrap()
    };
    change(8, 5, 3).await;
    assert_eq!(day(next().await), "2026-05-15", "Ascension Day is free");
    change(3, 2, 3).await;
    assert_eq!(day(next().await), "2026-05-07");
    portal.advance(DAY);
    change(1, 2, 3).await;
    assert_eq!(day(next().await), "2026-05-05", "at once, not in the past");
    change(3, 2, 3).await;
    assert_eq!(day(next().await), "2026-05-07");
    assert_eq!(run(&portal, 6).await.len(), 2);
    // Two were sent: a cap of two ends it, a larger one begins anew.
    change(3, 2, 2).await;
    assert_eq!((next().await, run(&portal, 10).await.len()), (None, 0));
    change(3, 2, 3).await;
    assert_eq!(run(&portal, 10).await.len(), 1);
    let log = desk.log_of(&format!("campaign:{}", campaign.id), 1).await.unwrap();
    let detail = &log[0].entry.detail;
    assert!(detail.contains("reminders 3, 2 → 3, 2, 2, replanned 1"), "{detail}");
}

#[tokio::test]
async fn reminders_and_links_follow_the_cutoff_day() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (campaign, _) = portal.launched(&desk, &["One"]).await;
    let link = token(&portal.deliver().await[0]);
    let until = async |due: i64, cutoff: i64| {
        let now = desk.campaign(&campaign.id).await.unwrap();
        let day = |days: i64| service::day_of(MONDAY + days * DAY);
        desk.save_campaign(Campaign { due: day(due), cutoff: day(cutoff), ..now }).await.unwrap();
    };
    until(4, 5).await;
    assert_eq!(run(&portal, 12).await.len(), 0, "no reminder after the cut-off day");
    until(90, 120).await;
    assert_eq!(run(&portal, 30).await.len(), 3, "a later day begins anew");
    // The first cut-off day was to end the links on day 36.
    assert!(portal.services.landing(&link, "x").await.is_ok());
    until(50, 50).await;
    portal.advance(45 * DAY);
    assert!(portal.services.landing(&link, "x").await.is_err(), "an earlier day ends the links earlier");
}

/// What a property is tried on: a campaign's calendar, and what happened to a request before the tick.
#[derive(Clone, Debug)]
struct Case {
    country: &'static str,
    launched: Instant,
    cutoff: Instant,
    plan: ReminderPlan,
    state: RequestState,
    reminders: i64,
    due: Instant,
    snoozed: Option<Instant>,
    away: i64,
    late: i64,
    reachable: bool,
}

fn cases() -> impl Strategy<Value = Case> {
    let countries = ["DE", "CN", "IN", "SA", "IL", "US", "NZ", "BR", "XX", ""];
    let states = [
        RequestState::Invited,
        RequestState::Opened,
        RequestState::Started,
        RequestState::SentBack,
        RequestState::Submitted,
    ];
    let calendar = (select(countries.to_vec()), 0..400 * 24 * 60i64, -20..90i64);
    let step = (of(0..12u32), of(0..12u32), of(0..12u32));
    let step = step.prop_map(|(not_opened, unfinished, not_fixed)| ReminderStep {
        not_opened,
        unfinished,
        not_fixed,
        ..ReminderStep::default()
    });
    let plan = prop::collection::vec(step, 0..6).prop_map(|steps| ReminderPlan { steps });
    let past = (select(states.to_vec()), 0..6i64, -3_000..3_000i64, of(-200..400i64), 0..90 * 24 * 60i64);
    (calendar, plan, past, 0..120i64, prop::bool::weighted(0.9)).prop_map(
        |((country, minute, cutoff), plan, past, late, reachable)| {
            let launched = MONDAY + minute * MINUTE;
            let (state, reminders, due, snoozed, away) = past;
            Case {
                country,
                launched,
                cutoff: launched + cutoff * DAY,
                plan,
                state,
                reminders,
                due: launched + due * 10 * MINUTE,
                snoozed: snoozed.map(|hours| launched + hours * HOUR),
                away: away * MINUTE,
                late: late * MINUTE,
                reachable,
            }
        },
    )
}

impl Case {
    fn campaign(&self) -> Campaign {
        Campaign {
            state: CampaignState::Open,
            cutoff: service::day_of(self.cutoff),
            reminders: self.plan.clone(),
            ..Campaign::default()
        }
    }

    fn supplier(&self) -> Supplier {
        let email = if self.reachable { "a@s.example" } else { "" };
        Supplier { country: self.country.into(), email: email.into(), ..Supplier::default() }
    }

    fn request(&self) -> Request {
        Request {
            id: "r".into(),
            version: 1,
            campaign: "c".into(),
            supplier: "s".into(),
            state: self.state,
            state_at: self.launched,
            invited_at: Some(self.launched),
            opened_at: None,
            submitted_at: None,
            submissions: 0,
            errors: 0,
            warnings: 0,
            reminders: self.reminders,
            next_reminder_at: Some(self.due),
            snoozed_until: self.snoozed,
            last_section: String::new(),
            reason: String::new(),
            proposed_contact: String::new(),
            scope_reason: String::new(),
            owner: None,
            accepted_by: Default::default(),
            acted: 1,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    /// F-D8, DESK-5: whatever the calendar, the plan, and how long the portal was away: after a tick nothing is due,
    /// what is planned can be sent, and ticks come to an end.
    #[test]
    fn f_d8_after_a_tick_nothing_is_due(case in cases()) {
        let (campaign, supplier) = (case.campaign(), case.supplier());
        let end = service::start_of(campaign.cutoff) + DAY;
        let mut request = case.request();
        let cap = case.plan.cap(case.state) as i64;
        let mut now = case.due.max(case.launched) + case.away;
        let mut sent = 0;
        for tick in 0.. {
            prop_assert!(tick < 200, "it never ends");
            request.next_reminder_at = match reminders::step(&request, &campaign, &supplier, now) {
                Step::Stop => None,
                Step::Wait(until) => Some(until),
                Step::Send => {
                    prop_assert!(now < end, "after the cut-off day");
                    prop_assert_eq!(next_working_time(case.country, now), now, "out of hours");
                    prop_assert!(request.snoozed_until.is_none_or(|until| until <= now), "too early");
                    prop_assert!(case.reachable && request.reminders < cap);
                    sent += 1;
                    request.reminders += 1;
                    request.snoozed_until = None;
                    reminders::next(&request, &campaign, case.country, now)
                }
            };
            let Some(next) = request.next_reminder_at else { break };
            prop_assert!(next > now, "due again at once");
            prop_assert!(next < end && request.reminders < cap, "planned and never sent");
            let told = reminders::next_reminder(&request, &campaign, &supplier, now);
            prop_assert_eq!(told, Some(next).filter(|_| case.reachable), "what is told is what will be sent");
            // Nobody looks at the clock to the second.
            now = next + case.late;
        }
        prop_assert!(sent <= cap);
    }
}

/// F-D8, DESK-5: the portal was away over the cut-off day. The first tick settles what is left, and nothing is written
/// after that; a reviewer's act on a page from before is not refused.
#[tokio::test]
async fn desk_5_nothing_is_written_again_and_again_after_the_cutoff() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One", "Two"]).await;
    portal.deliver().await;
    let seen = desk.request(&rows[0].request.id).await.unwrap().request.version;
    portal.advance(62 * DAY);
    assert!(desk.reminders_ahead(None, 10).await.unwrap().is_empty(), "nothing of this will be sent");
    assert_eq!(portal.services.remind().await.unwrap(), 0);
    let settled = desk.request(&rows[0].request.id).await.unwrap().request;
    assert_eq!(settled.next_reminder_at, None);
    for _ in 0..50 {
        portal.advance(30_000);
        assert_eq!(portal.services.remind().await.unwrap(), 0);
    }
    let later = desk.request(&rows[0].request.id).await.unwrap().request;
    assert_eq!(later, settled);
    assert!(later.was_seen_at(seen), "the job is no reason to refuse a decision");
    assert!(portal.store.reminders_due(portal.services.now(), 10).await.unwrap().is_empty());
}

/// F-D8: what stood in the database before is settled by the first tick as well.
#[tokio::test]
async fn f_d8_a_past_reminder_after_the_cutoff_is_settled_once() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    portal.deliver().await;
    portal.advance(61 * DAY);
    let request = desk.request(&rows[0].request.id).await.unwrap().request;
    let in_the_loop = Request { next_reminder_at: Some(MONDAY + 60 * DAY), ..request };
    let commit = service::records::RequestCommit::of(in_the_loop);
    portal.store.commit(commit).await.unwrap();
    assert_eq!(portal.services.remind().await.unwrap(), 0);
    let request = desk.request(&rows[0].request.id).await.unwrap().request;
    assert_eq!((request.next_reminder_at, request.reminders), (None, 0));
}

/// DESK-20: whom no mail reaches is not listed.
#[tokio::test]
async fn desk_20_an_unreachable_supplier_has_no_reminder_ahead() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One", "Two"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 5.1.1 no such user".into()));
    portal.services.deliver(1).await.unwrap();
    *portal.mail.refuse.lock().unwrap() = None;
    portal.deliver().await;
    let mut refused = None;
    for row in &rows {
        let supplier = desk.supplier(&row.request.supplier).await.unwrap();
        refused = refused.or(supplier.mail_problem.map(|_| supplier.name));
    }
    let ahead = desk.reminders_ahead(None, 10).await.unwrap();
    let names: Vec<&str> = ahead.iter().map(|(row, _)| row.supplier_name.as_str()).collect();
    assert_eq!((names.len(), names.contains(&refused.unwrap().as_str())), (1, false));
}

/// DESK-20, DESK-4 for their kind: an address that works again is reminded again, and not for what was passed over.
#[tokio::test]
async fn desk_20_reminding_goes_on_once_mail_arrives_again() {
    let portal = TestApp::new().await;
    let desk = portal.set_up().await;
    let (_, rows) = portal.launched(&desk, &["One"]).await;
    *portal.mail.refuse.lock().unwrap() = Some(MailError::Permanent("550 5.1.1 no such user".into()));
    portal.services.deliver(1).await.unwrap();
    *portal.mail.refuse.lock().unwrap() = None;
    assert!(run(&portal, 9).await.is_empty());
    assert!(desk.reminders_ahead(None, 5).await.unwrap().is_empty());
    // The mailbox exists again, as a link that is sent again shows.
    desk.resend_link(&rows[0].request.id).await.unwrap();
    assert_eq!(portal.deliver().await.len(), 1);
    assert_eq!(desk.reminders_ahead(None, 5).await.unwrap().len(), 1);
    assert_eq!(run(&portal, 60).await.len(), 3);
}

/// DESK-21: nobody is invited at night or on a day off, unless the launcher says so.
#[tokio::test]
async fn desk_21_invitations_wait_for_working_hours() {
    for (country, at, goes) in [
        // A Sunday morning in Europe is Sunday evening in Japan, and its holidays of May last until Wednesday.
        ("JP", "2026-05-03T10:24:00Z", "2026-05-07T00:30:00Z"),
        ("KR", "2026-05-10T10:24:00Z", "2026-05-11T00:30:00Z"),
        ("DE", "2026-05-03T10:24:00Z", "2026-05-04T07:30:00Z"),
        ("US", "2026-05-04T08:00:00Z", "2026-05-04T14:30:00Z"),
        ("SA", "2026-05-03T10:24:00Z", "2026-05-03T10:24:00Z"),
        ("DE", "2026-05-04T08:00:00Z", "2026-05-04T08:00:00Z"),
    ] {
        let moment = |text: &str| Instant::from_millis(text.parse::<Timestamp>().unwrap().as_millisecond());
        for at_once in [false, true] {
            let portal = TestApp::new().await;
            let desk = portal.set_up().await;
            portal.clock.set(moment(at));
            let campaign = portal.planned(&desk, country).await;
            let delivery = if at_once { Delivery::AtOnce } else { Delivery::WorkingHours };
            desk.launch_by(&campaign.id, delivery).await.unwrap();
            let goes = if at_once { moment(at) } else { moment(goes) };
            let mail = &desk.mails(None, 10).await.unwrap()[0].mail;
            assert_eq!((mail.kind, mail.send_at), (MailKind::Invitation, goes), "{country} {at}");
            portal.clock.set(goes - 1);
            assert_eq!(portal.deliver().await.len(), 0);
            portal.advance(1);
            assert_eq!(portal.deliver().await.len(), 1);
            let ahead = desk.reminders_ahead(None, 10).await.unwrap();
            let first = ahead[0].0.request.next_reminder_at.unwrap();
            // Five working days after the invitation, not after the launch; from a Sunday they end on a Friday.
            let least = if at_once { 4 * DAY } else { 6 * DAY };
            assert!(first > goes + least, "{country} {at} {first:?}");
        }
    }
}
