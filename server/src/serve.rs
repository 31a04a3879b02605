//! `touchstone serve`: puts the parts together, listens, and ends in good order.

use crate::app_state::{AppParts, AppState};
use crate::config::Config;
use crate::failure::Failure;
use crate::heartbeat::JobHeartbeat;
use crate::listen::Limits;
use crate::reader::Reader;
use crate::system::{SystemClock, SystemRandom};
use service::files::FileRules;
use service::keyed_lock::KeyedLock;
use service::ports::{Clock, Mailer, Scanner, during};
use service::secrets::seal_key;
use service::{ServiceConfig, Services};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long requests that run may go on after the portal was told to end.
const GRACE: Duration = Duration::from_secs(10);

/// Runs the portal until it is told to end.
pub fn run(config: Config) -> Result<(), Failure> {
    crate::logging::begin(config.log_format, &config.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| during("cannot start", e))?;
    let ended = runtime.block_on(serve(config));
    // Whatever hangs in a blocking call may not keep the process.
    runtime.shutdown_timeout(Duration::from_secs(1));
    ended
}

async fn serve(config: Config) -> Result<(), Failure> {
    if crate::assets::assets().addresses.is_empty() {
        return Err(
            "this program was built without its site, so that pages would come without styles and scripts. \
                    Build it with `cargo xtask serve`, or run `cargo xtask site` first and build it again"
                .into(),
        );
    }
    let told = told_to_end()?;
    let addr = config.addr;
    let listener = TcpListener::bind(addr).await.map_err(|e| {
        format!("cannot listen on {addr}: {e}. Is the portal running already? Choose another with --addr.")
    })?;
    make_dir(&config.data)?;
    let _alone = crate::alone::alone(&config)?;
    let portal = open(config).await?;
    crate::private::keep_private(&portal.config);
    declare(&portal.services).await?;
    if portal.config.demo {
        let begun = std::time::Instant::now();
        // Its clock goes on where it was put: time never runs back below what was written.
        let ahead = service::demo::ahead(&portal.services).await?;
        crate::system::run_ahead(ahead.unwrap_or(0));
        service::demo::seed(&portal.services).await.map_err(|e| during("the demonstration", e))?;
        tracing::info!(seconds = begun.elapsed().as_secs(), "the demonstration is ready");
    }
    let (stop, stopped) = watch::channel(false);
    let jobs = crate::jobs::start(&portal, &stopped);
    let base = portal.config.links_base();
    println!("Touchstone is at {base}");
    if portal.config.demo {
        let service::demo::Access { email, password } = service::demo::ACCESS;
        println!(
            "Demonstration:  sign in as {email} with the password {password}; mails are at {base}/demo/mail"
        );
        if !addr.ip().is_loopback() || portal.config.base_url.is_some() {
            let open = "OPEN TO OTHERS:  everybody who reaches this demonstration can sign in as its administrator. \
                        Let nothing real into it.";
            println!("{open}");
            tracing::warn!("{open}");
        }
    }
    // Printed, never logged: logs are kept and shipped, and whoever reads the link first owns the portal.
    if let Some(token) = portal.services.setup_token().await? {
        println!("Set it up at    {base}/setup/{token}");
    }
    tracing::info!(version = env!("CARGO_PKG_VERSION"), %addr, "started");

    let limits = Limits::of_the_system(&portal.config.trusted_proxies);
    let router = crate::routes::router(portal);
    let server = tokio::spawn(crate::listen::serve(listener, router, limits, stopped));
    told.await;
    tracing::info!("ending: no new requests are taken, those that run are finished");
    let _ = stop.send(true);
    let rest = async {
        let _ = server.await;
        for job in jobs {
            let _ = job.await;
        }
    };
    match tokio::time::timeout(GRACE, rest).await {
        Ok(()) => tracing::info!("ended"),
        Err(_) => tracing::warn!("ended although some requests still ran"),
    }
    Ok(())
}

/// Opens storage and puts the portal together.
pub async fn open(config: Config) -> Result<AppState, Failure> {
    make_dir(&config.data)?;
    let mailer: Arc<dyn Mailer> = match &config.smtp {
        Some(smtp) => Arc::new(mail::Smtp::new(smtp.clone(), &config.mail_from)?),
        None => {
            let dir = config.data.join("mail");
            let files = mail::Files::new(&dir, &config.mail_from);
            Arc::new(files.map_err(|e| during(format!("cannot make the folder {}", dir.display()), e))?)
        }
    };
    open_with(config, mailer, Arc::new(SystemClock)).await
}

/// The same with another mailer and clock, for tests.
pub async fn open_with(
    config: Config,
    mailer: Arc<dyn Mailer>,
    clock: Arc<dyn Clock>,
) -> Result<AppState, Failure> {
    make_dir(&config.data)?;
    let at_hand = crate::secret::at_hand(config.secret.as_deref(), &config.data)?;
    if let Some(file) = config.sqlite_file() {
        crate::secret::expects_database(at_hand, file, config.anew)?;
    }
    let store = storage::open(&config.database_url).await?;
    check_demo(&config, store.as_ref()).await?;
    let secret = crate::secret::of_database(at_hand, &config.data, store.as_ref(), config.anew).await?;
    if store.seal_with(seal_key(&secret)).await? {
        tracing::info!("everything that the database holds as evidence was sealed");
    }
    let known = ServiceConfig {
        base_url: config.links_base(),
        secret,
        mail_from: config.mail_from.clone(),
        demo: config.demo,
    };
    let [each, together] = config.files;
    let scanner = config.clamd.clone().map(|clamd| Arc::new(clamd) as Arc<dyn Scanner>);
    let services = Services::new(store, mailer, clock, Arc::new(SystemRandom), known).keeping(FileRules {
        each,
        together,
        scanner,
    });
    let reader = Reader::new(config.reader.clone());
    let heartbeat = JobHeartbeat::new(services.now());
    Ok(Arc::new(AppParts {
        assets: crate::assets::assets(),
        bodies: Default::default(),
        heartbeat,
        locks: KeyedLock::default(),
        reader,
        services,
        config,
    }))
}

/// Makes the rows of submissions from before there were rows, or of when they were made in another way: nothing is
/// shown before that is done.
async fn declare(services: &Services) -> Result<(), Failure> {
    let told = |done: u64| tracing::info!(done, "making the rows of submissions");
    let done = services.rebuild(false, told).await.map_err(|e| during("the rows of submissions", e))?;
    for (request, number) in &done.unreadable {
        tracing::error!(
            %request,
            number,
            "the document of a submission cannot be read: see `touchstone verify`"
        );
    }
    Ok(())
}

/// A demonstration runs on what it made itself, and on nothing else: it shows every mail with links that work.
async fn check_demo(config: &Config, store: &dyn service::ports::Store) -> Result<(), Failure> {
    let made = store.demo().await?.is_some();
    let in_use = store.is_set_up().await?;
    if config.demo && in_use && !made {
        return Err(format!(
            "the database is in use and was not made by the demonstration, which would show every mail of it on a page \
             and knows no difference between invented and real suppliers. Start without --demo (TOUCHSTONE_DEMO), or \
             choose another folder (--data; now {}) and no database_url",
            config.data.display()
        )
        .into());
    }
    if made && !config.demo {
        tracing::warn!("this database was made by the demonstration: everybody knows its passwords");
    }
    Ok(())
}

/// The data folder is nobody else's business.
fn make_dir(dir: &std::path::Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|e| during(format!("cannot make the data folder {}", dir.display()), e))
}

/// Waits for SIGTERM or SIGINT.
fn told_to_end() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let cannot = |e: std::io::Error| during("cannot listen for signals", e);
    let mut term = signal(SignalKind::terminate()).map_err(cannot)?;
    let mut int = signal(SignalKind::interrupt()).map_err(cannot)?;
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
    })
}
