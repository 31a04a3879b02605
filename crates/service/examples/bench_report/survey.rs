//! A survey that is over, filled in pieces: what is submitted is stored as submissions are, without being checked before.

use super::common::{MONDAY, TestApp};
use super::declared::{LISTED, cid, declaration, metal};
use domain::Report;
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use domain::workflow::RequestState;
use domain::{Smelter, template};
use service::declarations::submission::{Document, RULES_VERSION};
use service::ports::Store;
use service::records::*;
use service::reports::change::Change;
use service::reports::draft::{Choice, Kind, Statement};
use service::reports::own::OwnData;
use service::reports::{Own, OwnAnswer};
use service::suppliers::import::{Reading, Take, Uploaded};
use service::survey::campaigns::Choice as Recipients;
use service::{Administrator, DAY, Services, day_of};
use std::sync::Arc;

pub struct Survey {
    pub portal: TestApp,
    pub desk: Administrator,
    pub campaign: CampaignId,
}

impl Survey {
    /// A day later, which is when everything that was reported is placed anew: until all of it is, and counted.
    pub async fn placed_anew(&self) -> u64 {
        self.portal.advance(DAY);
        self.portal.services.place_smelters().await.expect("begun");
        while self.portal.services.work_at_jobs().await.expect("placed") {}
        self.desk.placed().await.expect("all of it");
        self.desk.smelter_entries_found(&EntryFilter::default()).await.expect("counted")
    }

    /// As another instance of the portal opens it, with nothing at hand.
    pub async fn reopened(&self, snapshot: &str) {
        let s = &self.portal.services;
        let (mailer, clock, random) = (s.mailer.clone(), s.clock.clone(), s.random.clone());
        let other = Services::new(self.portal.store.clone(), mailer, clock, random, s.config.clone());
        let secret =
            other.sign_in("ingrid@halden.example", "slow river stones", "bench").await.expect("signed in");
        let viewer = other.actor(&secret).await.expect("signed in").as_viewer();
        assert!(viewer.counted(snapshot).await.expect("counted").holds());
    }
}

pub async fn filled(place: &str, suppliers: usize, rows: usize) -> Survey {
    let portal = TestApp::on(place).await;
    let desk = portal.set_up().await;

    lists(&desk).await;
    own(&desk).await;
    let head = ["Supplier No.", "Supplier name", "E-mail", "Country"].map(str::to_owned).to_vec();
    let one = |n: usize| {
        let (no, name) = (format!("S-{n:05}"), format!("Wendover {n} Castings Ltd."));
        (n as u32 + 2, vec![no, name, format!("mail@wendover{n}.example"), "DE".to_owned()])
    };
    let table = Uploaded::of_rows("suppliers.csv", head, (0..suppliers).map(one).collect());
    let batch = desk.upload_suppliers(table).await.expect("read");
    desk.confirm_import(&batch, &Reading::default(), Take::default()).await.expect("imported");
    let campaign = Campaign {
        name: "Minerals 2026".into(),
        year: 2026,
        template_version: "6.5".into(),
        due: day_of(MONDAY + 30 * DAY),
        cutoff: day_of(MONDAY + 60 * DAY),
        ..Campaign::default()
    };
    let campaign = desk.save_campaign(campaign).await.expect("saved");
    desk.choose_recipients(&campaign.id, &Recipients::All).await.expect("chosen");
    desk.launch(&campaign.id).await.expect("launched");
    portal.advance(DAY);
    answers(&portal.store, portal.services.now(), &campaign.id, rows).await;
    portal.advance(2 * DAY);
    Survey { desk, campaign: campaign.id, portal }
}

/// Everybody's answer is accepted: as many requests at once as go into one transaction.
async fn answers(store: &Arc<dyn Store>, now: Instant, campaign: &CampaignId, rows: usize) {
    let mut filter = RequestFilter { campaign: Some(campaign.clone()), limit: 50, ..Default::default() };
    let mut supplier = 0;
    loop {
        let page = store.requests(&Scope::Everything, &filter).await.expect("requests");
        let mut side_by_side = tokio::task::JoinSet::new();
        for row in page.rows {
            let (store, number) = (store.clone(), supplier);
            supplier += 1;
            side_by_side.spawn(async move { answer(&store, now, row.request, number, rows).await });
        }
        while let Some(done) = side_by_side.join_next().await {
            done.expect("stored");
        }
        let Some(next) = page.next else { return };
        filter.after = Some(next);
    }
}

async fn answer(store: &Arc<dyn Store>, now: Instant, request: Request, supplier: usize, rows: usize) {
    let document = Document {
        schema: 1,
        template: template::named("6.5").expect("a template").kind.to_string(),
        version: "6.5".into(),
        declaration: declaration(supplier, rows),
        explanations: Default::default(),
        entered: None,
    };
    let (document, hash) = document.seal();
    let act = |action: &str| LogDraft {
        actor: "system".into(),
        action: action.into(),
        object: format!("request:{}", request.id),
        detail: "{}".into(),
        at: now,
    };
    let log = vec![act("request.submitted"), act("request.accepted")];
    let mut commit = RequestCommit::of(Request {
        state: RequestState::Accepted,
        state_at: now,
        submitted_at: Some(now),
        submissions: 1,
        next_reminder_at: None,
        ..request.clone()
    });
    commit.log = log;
    commit.submission = Some(Submission {
        request: request.id,
        number: 1,
        document,
        hash,
        report: Report::default(),
        rules_version: RULES_VERSION.to_owned(),
        review: ReviewResult::default(),
        submitted_at: now,
    });
    store.commit(commit).await.expect("stored");
}

async fn lists(desk: &Administrator) {
    let about = |kind| About {
        kind,
        as_of: "2026-04-17".parse().ok(),
        source: "Invented".into(),
        class: LicenceClass::Public,
        ..About::default()
    };
    let smelter = |at: usize| Smelter {
        cid: cid(at),
        metal: Some(metal(at)),
        name: format!("Listed Works {at}"),
        country: "GERMANY".into(),
        ..Smelter::default()
    };
    let all: Vec<Smelter> = (0..LISTED).map(smelter).collect();
    let reference = SmelterList::of_smelters(about(ListKind::Reference), &all);
    let entries = reference.entries.iter().enumerate().filter(|(at, _)| !at.is_multiple_of(3));
    let entries = entries.map(|(_, entry)| entry.clone()).collect();
    let conformant = SmelterList { entries, ..SmelterList::from(about(ListKind::Conformant)) };
    for list in [reference, conformant] {
        desk.import_list(list.kind.key().to_owned(), list).await.expect("imported");
    }
}

async fn own(desk: &Administrator) {
    let company = [
        ("company.name", "Halden"),
        ("company.scope", template::SCOPE_COMPANY),
        ("company.contact_name", "Ingrid Vale"),
        ("company.contact_email", "minerals@halden.example"),
        ("company.contact_phone", "+44 20 5550 0100"),
        ("company.authorizer_name", "Edda Holm"),
        ("company.authorizer_email", "edda.holm@halden.example"),
    ];
    let template = template::named("6.5").expect("a template");
    let policy = template.fields.iter().filter(|f| f.section.key() == "policy" && f.comment_of.is_none());
    let answer = |field: &domain::template::Field| OwnAnswer {
        value: field.options().first().cloned().unwrap_or_default(),
        comment: "https://halden.example/minerals".into(),
        ..OwnAnswer::default()
    };
    let own = Own {
        company: company.map(|(key, text)| (key.to_owned(), text.to_owned())).into(),
        answers: policy.map(|field| (field.key.clone(), answer(field))).collect(),
        ..Own::default()
    };
    desk.save_own_data(OwnData { version: 0, own }).await.expect("saved");
}

/// Writes what an exhibit must have, and signs it.
pub async fn sign(desk: &Administrator, snapshot: &str) {
    let mut changes: Vec<Change> = ["company", "chain", "scope", "policy", "team", "records", "grievance"]
        .map(|part| Change::Write { part: part.into(), text: "See https://halden.example/minerals".into() })
        .into();
    changes.push(Change::Plan { steps: "Ask again | Purchasing | 2027-03-31".into() });
    let sign = |statement, metal, choice| Change::Sign {
        statement,
        metal,
        choice,
        auditor: String::new(),
        audited_on: String::new(),
    };
    for metal in template::CMRT_METALS.map(|metal| Some(metal.name().to_owned())) {
        changes.push(sign(Statement::Contained, metal.clone(), Choice::Contain));
        changes.push(sign(Statement::Inquiry, metal, Choice::MayBeCovered));
    }
    for (statement, choice) in [
        (Statement::Oecd, Choice::FollowsOecd),
        (Statement::Audit, Choice::NoAudit),
        (Statement::AllIdentified, Choice::NotAllIdentified),
        (Statement::OwnOrigin, Choice::OriginUnknown),
        (Statement::Conflict, Choice::NotStated),
    ] {
        changes.push(sign(statement, None, choice));
    }
    for (version, change) in (0..).zip(changes) {
        desk.change_draft(snapshot, Kind::Sec, version, change).await.expect("signed");
    }
}
