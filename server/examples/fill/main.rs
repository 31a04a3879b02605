//! Fills an empty portal that one can click through: many suppliers, some years, many smelter rows.
//!
//! `cargo xtask fill [--suppliers 100000] [--years 3] [--rows 1000000] [--data DIR] [--database URL]`
//!
//! Set-up, lists, import, launch and mail go the way that they go in a portal. Answers are laid into the store in the unit of
//! work that a submission is, many side by side, checked by the same rules; their drafts and receipts are left out.

mod answers;
mod people;

use clap::Parser;
use domain::Smelter;
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use server::config::Options;
use service::ports::{Clock, MailError, Mailer, Message, Store};
use service::records::{Campaign, Company, ImportBatch, Instant, LogDraft, Member, ReminderPlan, Scope};
use service::secrets::seal_key;
use service::survey::campaigns::Choice;
use service::team::setup::SetupForm;
use service::{Administrator, DAY, ServiceConfig, Services, day_of};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Whom to sign in as.
const EMAIL: &str = "desk@halden.example";
const PASSWORD: &str = "slow river stones";
/// How many suppliers are stored, and how many mails sent, in one go.
const SUPPLIERS: usize = 5_000;
const SENDERS: usize = 32;
/// How many the next survey is to ask.
const PLANNED: usize = 10_000;

#[derive(Parser)]
struct Args {
    /// How many suppliers.
    #[arg(long, default_value_t = 100_000)]
    suppliers: usize,
    /// How many yearly surveys; the last is under way.
    #[arg(long, default_value_t = 3)]
    years: usize,
    /// How many rows of smelters, in all years together.
    #[arg(long, default_value_t = 1_000_000)]
    rows: usize,
    /// Folder of the new portal.
    #[arg(long)]
    data: PathBuf,
    /// Its database, where it is not a file in the folder: postgres://…
    #[arg(long)]
    database: Option<String>,
}

/// A clock that is put where things happened.
struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::Relaxed))
    }
}

/// Mail of the past was delivered.
struct Delivered;

#[async_trait::async_trait]
impl Mailer for Delivered {
    async fn send(&self, _: &Message) -> Result<(), MailError> {
        Ok(())
    }

    fn describe(&self) -> String {
        "delivered".to_owned()
    }
}

type Done<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Done {
    let args = Args::parse();
    let began = std::time::Instant::now();
    let now = server::system::SystemClock.now();
    let clock = Arc::new(SetClock(AtomicI64::new((now - args.years as i64 * 365 * DAY).millis())));
    let options =
        Options { data: Some(args.data.clone()), database_url: args.database.clone(), ..Options::default() };
    let (store, services) = opened(options, clock.clone()).await?;
    let told = |what: &str| println!("{:>6.0} s  {what}", began.elapsed().as_secs_f64());

    let desk = found(&services).await?;
    lists(&desk, clock.now()).await?;
    suppliers(&store, &services, desk.member(), args.suppliers).await?;
    told(&format!("{} suppliers", args.suppliers));
    for year in 0..args.years {
        // The last one is in its seventh week.
        let begin = now - (args.years - 1 - year) as i64 * 364 * DAY - 45 * DAY;
        clock.0.store(begin.millis(), Ordering::Relaxed);
        let last = year + 1 == args.years;
        let campaign = launched(&desk, begin).await?;
        told(&format!("{} launched", campaign.name));
        send(&services).await?;
        told("invitations sent");
        clock.0.store((begin + 20 * DAY).millis(), Ordering::Relaxed);
        let survey = answers::Survey {
            store: store.clone(),
            services: services.clone(),
            campaign: campaign.id.clone(),
            year,
            last,
        };
        let rows = args.rows / args.years;
        let count = survey.answer_all(args.suppliers, rows).await?;
        told(&format!("{count} answers"));
        if !last {
            clock.0.store((begin + 70 * DAY).millis(), Ordering::Relaxed);
            desk.close_campaign(&campaign.id).await?;
        }
    }
    clock.0.store(now.millis(), Ordering::Relaxed);
    planned(&store, &desk, now).await?;
    services.place_smelters().await?;
    while services.work_at_jobs().await? {}
    told("smelters placed and counted");
    while services.judge_anew().await? {
        while services.work_at_jobs().await? {}
    }
    told("answers of the last year checked by the rules of the review");
    let database = args.database.map_or(String::new(), |url| format!(" --database-url {url}"));
    println!("Serve it:    touchstone serve --data {}{database}", args.data.display());
    println!("Sign in as   {EMAIL} with the password {PASSWORD}");
    Ok(())
}

/// The portal's data as `touchstone serve` opens them, under this clock.
async fn opened(options: Options, clock: Arc<SetClock>) -> Done<(Arc<dyn Store>, Services)> {
    let config = options.complete()?;
    std::fs::create_dir_all(&config.data)?;
    let at_hand = server::secret::at_hand(config.secret.as_deref(), &config.data)?;
    let store = storage::open(&config.database_url).await?;
    let secret = server::secret::of_database(at_hand, &config.data, store.as_ref(), config.anew).await?;
    store.seal_with(seal_key(&secret)).await?;
    let known = ServiceConfig {
        base_url: config.links_base(),
        secret,
        mail_from: config.mail_from.clone(),
        demo: false,
    };
    let random = Arc::new(server::system::SystemRandom);
    Ok((store.clone(), Services::new(store, Arc::new(Delivered), clock, random, known)))
}

async fn found(services: &Services) -> Done<Administrator> {
    let token = services
        .setup_token()
        .await?
        .ok_or("the portal is set up already: name an empty folder and database")?;
    let company = Company {
        name: "Halden Instruments".into(),
        domain: "halden.example".into(),
        why: "To write our yearly report we must know where the metals in our products come from.".into(),
        contact_name: "Ingrid Vale".into(),
        contact_email: "minerals@halden.example".into(),
        retention_months: 72,
        ..Company::default()
    };
    let (name, email) = ("Ingrid Vale".to_owned(), EMAIL.to_owned());
    let secret = services
        .complete_setup(&token, SetupForm { company, name, email, password: PASSWORD.into() })
        .await?;
    Ok(services.actor(&secret).await?.as_administrator()?)
}

async fn lists(desk: &Administrator, now: Instant) -> Done {
    let about = |kind| About {
        kind,
        as_of: Some(day_of(now - 40 * DAY)),
        source: "Invented; no smelter in it exists".into(),
        class: LicenceClass::Public,
        ..About::default()
    };
    let smelter = |at: usize| Smelter {
        cid: answers::cid(at),
        metal: Some(answers::metal(at)),
        name: answers::works(at),
        country: answers::COUNTRIES[at % answers::COUNTRIES.len()].into(),
        ..Smelter::default()
    };
    let all: Vec<Smelter> = (0..answers::LISTED).map(smelter).collect();
    let reference = SmelterList::of_smelters(about(ListKind::Reference), &all);
    let entries = reference.entries.iter().enumerate().filter(|(at, _)| !at.is_multiple_of(3));
    let entries = entries.map(|(_, entry)| entry.clone()).collect();
    let conformant = SmelterList { entries, ..SmelterList::from(about(ListKind::Conformant)) };
    for list in [reference, conformant] {
        desk.import_list(list.kind.key().to_owned(), list).await?;
    }
    Ok(())
}

/// As an import stores them, some thousands at once.
async fn suppliers(store: &Arc<dyn Store>, services: &Services, member: &Member, count: usize) -> Done {
    for from in (0..count).step_by(SUPPLIERS) {
        let batch = ImportBatch {
            id: services.new_id(),
            member: member.id.clone(),
            document: "{}".into(),
            created_at: services.now(),
        };
        let id = batch.id.clone();
        store.put_import(batch).await?;
        let some: Vec<_> =
            (from..count.min(from + SUPPLIERS)).map(|n| people::supplier(services, n)).collect();
        let act = LogDraft {
            actor: format!("member:{}", member.id),
            action: "suppliers.imported".into(),
            object: "suppliers".into(),
            detail: serde_json::json!({ "added": some.len() }).to_string(),
            at: services.now(),
        };
        store.apply_import(&id, some, act).await?;
    }
    Ok(())
}

/// The next survey, not launched yet: its preview can be looked at.
async fn planned(store: &Arc<dyn Store>, desk: &Administrator, now: Instant) -> Done {
    let campaign = desk.save_campaign(campaign(now + 365 * DAY)?).await?;
    let all = store.all_suppliers(&Scope::Everything).await?.into_iter();
    let some = all.take(PLANNED).map(|supplier| supplier.id).collect();
    desk.choose_recipients(&campaign.id, &Choice::Suppliers(some)).await?;
    Ok(())
}

fn campaign(begin: Instant) -> Done<Campaign> {
    let year: i64 = i64::from(day_of(begin).year());
    Ok(Campaign {
        name: format!("Minerals {year}"),
        year,
        products: "All measuring instruments".into(),
        template_version: "6.5".into(),
        due: day_of(begin + 42 * DAY),
        cutoff: day_of(begin + 65 * DAY),
        reminders: ReminderPlan::even(50, 7, 2),
        ..Campaign::default()
    })
}

async fn launched(desk: &Administrator, begin: Instant) -> Done<Campaign> {
    let campaign = desk.save_campaign(campaign(begin)?).await?;
    desk.choose_recipients(&campaign.id, &Choice::All).await?;
    desk.launch(&campaign.id).await?;
    Ok(desk.campaign(&campaign.id).await?)
}

async fn send(services: &Services) -> Done {
    let mut senders = tokio::task::JoinSet::new();
    for _ in 0..SENDERS {
        let services = services.clone();
        senders.spawn(async move {
            while services.deliver(50).await? > 0 {}
            Ok::<(), service::ServiceError>(())
        });
    }
    while let Some(sent) = senders.join_next().await {
        sent??;
    }
    Ok(())
}
