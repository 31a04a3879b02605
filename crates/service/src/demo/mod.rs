//! The demonstration: an invented company in the seventh week of its survey, with suppliers in every state. It is made
//! by the same use cases that people use, with a clock that is set back.

mod declarations;
mod lists;
mod people;
mod time;

use crate::access::{Actor, Administrator};
use crate::ports::{Clock, MailError, Mailer, Message};
use crate::records::{Campaign, Company, Member, Millis, ReminderPlan, RequestFilter, RequestId, Role};
use crate::smelters::decisions::Choice;
use crate::suppliers::import::{Reading, Take, Uploaded};
use crate::survey::campaigns;
use crate::survey::workdays::Delivery;
use crate::team::setup::SetupForm;
use crate::{DAY, HOUR, Result, ServiceError, Services, SupplierDesk, day_of};
use declarations::{Kind, draft, partial};
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, SmelterList};
use domain::{Draft, Metal};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use time::{TICK, beginning, tick};
pub use time::{ahead, let_pass};

/// Whom to sign in as.
#[derive(Clone, Debug)]
pub struct Access {
    /// Address of the administrator.
    pub email: &'static str,
    /// Everybody's password.
    pub password: &'static str,
}

/// The accounts of the demonstration; on a portal with a demonstration only.
pub const ACCESS: Access = Access { email: "demo@halden.example", password: "seven-weeks-in" };

/// How many suppliers there are.
pub const SUPPLIERS: usize = 210;

struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Millis {
        self.0.load(Ordering::Relaxed)
    }
}

/// Mail of the past was delivered long ago.
struct Delivered;

#[async_trait::async_trait]
impl Mailer for Delivered {
    async fn send(&self, message: &Message) -> std::result::Result<(), MailError> {
        if message.to.starts_with("gone@") {
            return Err(MailError::Permanent("550 5.1.1 no such user here".into()));
        }
        Ok(())
    }

    fn describe(&self) -> String {
        "delivered".to_owned()
    }
}

/// What becomes of a supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Silent,
    Unreachable,
    Opened,
    Started,
    Submitted,
    InReview,
    SentBack,
    Resubmitted,
    Accepted,
    AcceptedCorrected,
    Rejected,
    Declined,
    OutOfScope,
    OtherPerson,
    Withdrawn,
}

/// How many of each; together [`SUPPLIERS`].
const FATES: [(Fate, usize); 15] = [
    (Fate::Silent, 30),
    (Fate::Unreachable, 3),
    (Fate::Opened, 18),
    (Fate::Started, 31),
    (Fate::Submitted, 24),
    (Fate::InReview, 10),
    (Fate::SentBack, 14),
    (Fate::Resubmitted, 8),
    (Fate::Accepted, 52),
    (Fate::AcceptedCorrected, 8),
    (Fate::Rejected, 2),
    (Fate::Declined, 4),
    (Fate::OutOfScope, 2),
    (Fate::OtherPerson, 3),
    (Fate::Withdrawn, 1),
];

fn fate(supplier: usize) -> Fate {
    // A fixed shuffle: 67 and 210 have no common factor.
    let mut place = (supplier * 67 + 11) % SUPPLIERS;
    for (fate, count) in FATES {
        if place < count {
            return fate;
        }
        place -= count;
    }
    Fate::Silent
}

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Open,
    Begin,
    Fill,
    Submit,
    TakeUp,
    SendBack,
    Correct,
    Accept,
    Reject,
    Decline,
    Agree,
    NameOther,
    Withdraw,
    /// What a portal does by itself: reminders and mail.
    Tick,
}

fn steps(fate: Fate) -> &'static [Step] {
    use Step::*;
    match fate {
        Fate::Silent | Fate::Unreachable => &[],
        Fate::Opened => &[Open],
        Fate::Started => &[Open, Begin],
        Fate::Submitted => &[Open, Fill, Submit],
        Fate::InReview => &[Open, Fill, Submit, TakeUp],
        Fate::SentBack => &[Open, Fill, Submit, TakeUp, SendBack],
        Fate::Resubmitted => &[Open, Begin, Fill, Submit, TakeUp, SendBack, Correct],
        Fate::Accepted => &[Open, Fill, Submit, Accept],
        Fate::AcceptedCorrected => &[Open, Fill, Submit, TakeUp, SendBack, Correct, Accept],
        Fate::Rejected => &[Open, Fill, Submit, TakeUp, Reject],
        Fate::Declined => &[Decline],
        Fate::OutOfScope => &[Decline, Agree],
        Fate::OtherPerson => &[NameOther],
        Fate::Withdrawn => &[Withdraw],
    }
}

/// Fills an empty portal; does nothing to one that is set up already. Says whom to sign in as.
pub async fn seed(services: &Services) -> Result<Option<Access>> {
    if services.store.is_set_up().await? {
        return Ok(None);
    }
    // First of all: whatever becomes of it, this database is a demonstration's from now on.
    services.store.put_demo(0).await?;
    let now = services.now();
    let clock = Arc::new(SetClock(AtomicI64::new(beginning(now))));
    let past = Services { clock: clock.clone(), mailer: Arc::new(Delivered), ..services.clone() };
    let administrator = found(&past).await?;
    let campaign = launch(&past, &administrator, now).await?;
    let requests = requests(&administrator, &campaign).await?;

    let begin = clock.now();
    let ticks = (1..).map(|n| begin + n * TICK).take_while(|at| *at < now);
    let mut events: Vec<(Millis, usize, Step)> = ticks.map(|at| (at, 0, Step::Tick)).collect();
    for supplier in 0..SUPPLIERS {
        let mut at = begin + DAY * (1 + (supplier as i64 * 13) % 24) + HOUR * ((supplier as i64 * 7) % 9);
        for step in steps(fate(supplier)) {
            events.push((at.min(now - HOUR), supplier, *step));
            at += match step {
                Step::Open | Step::Begin => 20 * 60_000,
                Step::Fill => HOUR / 2,
                Step::Submit => DAY * (1 + (supplier as i64 % 4)),
                Step::SendBack => DAY * (2 + (supplier as i64 % 5)),
                _ => DAY,
            };
        }
    }
    // By time; what happens at one time to one supplier keeps its order.
    events.sort_by_key(|e| e.0);
    for (at, supplier, step) in events {
        clock.0.store(at, Ordering::Relaxed);
        if step == Step::Tick {
            tick(&past).await?;
            continue;
        }
        let Some(request) = requests.get(&people::reference(supplier)) else { continue };
        happen(&past, &administrator, request, supplier, step).await.map_err(|e| {
            ServiceError::Internal(format!("demonstration: supplier {supplier}, {step:?}: {e}").into())
        })?;
    }
    clock.0.store(now - HOUR / 2, Ordering::Relaxed);
    let trader = Choice {
        metal: Metal::TIN,
        name: declarations::TRADER.to_owned(),
        cid: None,
        note: "A trader that smelts nothing itself; its suppliers are to be asked for the smelter."
            .to_owned(),
        replaces: None,
    };
    administrator.decide_smelter(trader).await?;
    clock.0.store(now, Ordering::Relaxed);
    tick(&past).await?;
    services.forget_references();
    Ok(Some(ACCESS))
}

async fn found(past: &Services) -> Result<Administrator> {
    let token = past.setup_token().await?.ok_or(ServiceError::Conflict)?;
    let company = Company {
        name: "Halden Instruments".into(),
        domain: "halden.example".into(),
        why: "We make measuring instruments and file a conflict minerals report every year. To write it truthfully \
              we must know where the tantalum, tin, tungsten and gold in our products come from."
            .into(),
        contact_name: "Ingrid Vale".into(),
        contact_email: "minerals@halden.example".into(),
        policy_url: "https://halden.example/minerals-policy".into(),
        grievance: "integrity@halden.example".into(),
        retention_months: 84,
    };
    let form = SetupForm {
        company,
        name: "Ingrid Vale".into(),
        email: ACCESS.email.into(),
        password: ACCESS.password.into(),
    };
    let secret = past.complete_setup(&token, form).await?;
    let administrator = past.actor(&secret).await?;
    let hash = administrator.member().password_hash.clone();
    for (name, email, role) in [
        ("Tomas Reed", "reviewer@halden.example", Role::Reviewer),
        ("Noor Hale", "viewer@halden.example", Role::Viewer),
    ] {
        let member = Member {
            id: past.new_id().into(),
            email: email.into(),
            name: name.into(),
            role,
            password_hash: hash.clone(),
            created_at: past.now(),
            disabled_at: None,
        };
        let log = administrator.did("member.invited", format!("member:{}", member.id), role.key());
        past.store.add_member(member, Vec::new(), log).await?;
    }
    // The clock runs ahead of the first session; the demonstration goes on with the same rights.
    let actor: Actor = past.actor_for(administrator.member().clone());
    actor.as_administrator()
}

async fn launch(past: &Services, administrator: &Administrator, now: Millis) -> Result<Campaign> {
    let table = Uploaded::of_rows("suppliers.csv", people::header(), people::rows());
    let batch = administrator.upload_suppliers(table).await?;
    administrator
        .confirm_import(&batch, &Reading::default(), Take { without_email: true, ..Take::default() })
        .await?;
    let about = About {
        as_of: day_of(past.now() - 40 * DAY),
        source: "Invented list of the demonstration; no smelter in it exists".to_owned(),
        licence: "Free to use".to_owned(),
        class: LicenceClass::Public,
        ..About::default()
    };
    let list = SmelterList::of_smelters(about, &declarations::smelters());
    administrator.import_list(past.new_id(), list).await?;
    for list in lists::audits(past.now()) {
        administrator.import_list(past.new_id(), list).await?;
    }
    let year: i64 = day_of(now)[..4].parse().unwrap_or(2026);
    let campaign = Campaign {
        name: format!("Minerals {year}"),
        year,
        products: "All measuring instruments, sensors and accessories of Halden".into(),
        template_version: "6.5".into(),
        due: day_of(now - 4 * DAY),
        cutoff: day_of(now + 26 * DAY),
        words: BTreeMap::new(),
        // Seven weeks on, the silent have had several and have some ahead.
        reminders: ReminderPlan { first_after: 5, every: 7, cap: 6 },
        ..Campaign::default()
    };
    let campaign = administrator.save_campaign(campaign).await?;
    administrator.choose_recipients(&campaign.id, &campaigns::Choice::All).await?;
    administrator.launch_by(&campaign.id, Delivery::WorkingHours).await?;
    tick(past).await?;
    administrator.campaign(&campaign.id).await
}

async fn requests(administrator: &Administrator, campaign: &Campaign) -> Result<BTreeMap<String, RequestId>> {
    let filter =
        RequestFilter { campaign: Some(campaign.id.clone()), limit: 500, ..RequestFilter::default() };
    let page = administrator.requests(&filter).await?;
    Ok(page.rows.into_iter().map(|r| (r.supplier_reference, r.request.id)).collect())
}

async fn happen(
    past: &Services,
    administrator: &Administrator,
    request: &RequestId,
    supplier: usize,
    step: Step,
) -> Result<()> {
    let token = || async {
        let links = past.store.links(request).await?;
        let link = links.iter().find(|l| l.revoked_at.is_none()).ok_or(ServiceError::NotFound)?;
        Ok::<String, ServiceError>(past.link_token(&link.id))
    };
    let desk = || SupplierDesk::open(past, request);
    let kind = Kind::of(supplier);
    match step {
        Step::Open => {
            past.start(&token().await?).await?;
        }
        Step::Begin => write(&desk().await?, &partial(supplier, kind)).await?,
        Step::Fill => write(&desk().await?, &draft(supplier, kind, past.now())).await?,
        Step::Submit => submit(&desk().await?, draft(supplier, kind, past.now())).await?,
        Step::TakeUp => {
            administrator.take_up(request).await?;
        }
        Step::SendBack => {
            let detail = administrator.request(request).await?;
            let (submission, _) = detail.latest()?.ok_or(ServiceError::NotFound)?;
            match submission.report.warnings().next() {
                Some(finding) => {
                    let text = administrator.propose_query_text(request, &finding.key()).await?;
                    let place = finding.location.id();
                    administrator.raise_query(request, &place, &finding.key(), &text).await?;
                }
                None => {
                    let text = people::question(supplier);
                    administrator.raise_query(request, "company.address", "", text).await?;
                }
            }
            administrator.send_back(request).await?;
        }
        Step::Correct => submit(&desk().await?, declarations::corrected(supplier, kind, past.now())).await?,
        Step::Accept => {
            administrator.accept(request).await?;
        }
        Step::Reject => {
            let reason = "The smelter list is that of another company.";
            administrator.reject(request, reason).await?;
        }
        Step::Decline => past.decline(&token().await?, people::decline(supplier)).await?,
        Step::Agree => {
            let reason = "It supplies services only, nothing that contains a metal.";
            administrator.agree_out_of_scope(request, reason).await?;
        }
        Step::NameOther => {
            let (name, email) = ("Mei Song", "mei.song@other.example");
            past.name_other_person(&token().await?, name, email, "She looks after material compliance.")
                .await?;
        }
        Step::Withdraw => {
            administrator.withdraw(request, "Asked twice under two names.").await?;
        }
        Step::Tick => {}
    }
    Ok(())
}

async fn write(desk: &SupplierDesk, target: &Draft) -> Result<()> {
    let stored = desk.draft().await?;
    let before = Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    let changes = before.changes_to(target);
    if !changes.is_empty() {
        desk.save(stored.revision, "demonstration", changes, "metals").await?;
    }
    Ok(())
}

/// Submits, with an explanation for every warning.
async fn submit(desk: &SupplierDesk, mut target: Draft) -> Result<()> {
    let report = desk.check(&target).await?;
    if let Some(error) = report.errors().next() {
        return Err(ServiceError::Internal(format!("{} blocks", error.key()).into()));
    }
    for warning in report.warnings() {
        let why =
            "We asked again; two of our own suppliers have not answered yet. We expect them next month.";
        target.explanations.insert(warning.key(), why.to_owned());
    }
    write(desk, &target).await?;
    desk.submit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_supplier_has_a_fate_and_every_fate_its_suppliers() {
        assert_eq!(FATES.iter().map(|f| f.1).sum::<usize>(), SUPPLIERS);
        for (wanted, count) in FATES {
            assert_eq!((0..SUPPLIERS).filter(|s| fate(*s) == wanted).count(), count, "{wanted:?}");
        }
    }
}
