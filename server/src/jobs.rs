//! What runs by itself: mail delivery, reminders, long work in pieces, housekeeping. All state is in the database, and every piece of work
//! is claimed or versioned there, so that any number of instances may run them.

use crate::app_state::AppState;
use std::future::Future;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Mails in one round: few enough that a round ends within minutes, however slow the mail server.
const BATCH: u32 = 2;
/// How long nothing is done after a failure of the database.
const PAUSE: Duration = Duration::from_secs(15);

/// Starts the jobs; they end when told, after what they are at.
pub fn start(portal: &AppState, stopped: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    // Two, so that a mailbox that is slow to answer holds up only every other mail.
    let mail = (0..2).map(|_| spawn("mail", portal, stopped, deliver));
    let rest = [
        spawn("reminders", portal, stopped, remind),
        spawn("rechecks", portal, stopped, recheck),
        spawn("long work", portal, stopped, work),
        spawn("housekeeping", portal, stopped, sweep),
        spawn("head", portal, stopped, tell_head),
    ];
    mail.chain(rest).collect()
}

async fn deliver(portal: AppState) -> service::Result<Duration> {
    let sent = portal.services.deliver(BATCH).await?;
    portal.heartbeat.mail.store(portal.services.now().millis(), Ordering::Relaxed);
    Ok(if sent > 0 { Duration::ZERO } else { Duration::from_secs(1) })
}

async fn remind(portal: AppState) -> service::Result<Duration> {
    let invited = portal.services.launch_due().await?;
    if invited > 0 {
        tracing::info!(invited, "a campaign was launched on its day");
    }
    let queued = portal.services.remind().await?;
    portal.heartbeat.reminders.store(portal.services.now().millis(), Ordering::Relaxed);
    if queued > 0 {
        tracing::info!(queued, "reminders queued");
    }
    Ok(Duration::from_secs(if queued > 0 { 1 } else { 30 }))
}

async fn recheck(portal: AppState) -> service::Result<Duration> {
    // Of a list that another instance imported, and of another day.
    portal.services.place_smelters().await?;
    portal.services.judge_anew().await?;
    Ok(Duration::from_secs(15))
}

async fn work(portal: AppState) -> service::Result<Duration> {
    let worked = portal.services.work_at_jobs().await?;
    Ok(if worked { Duration::ZERO } else { Duration::from_secs(1) })
}

async fn sweep(portal: AppState) -> service::Result<Duration> {
    portal.services.sweep().await?;
    portal.services.keep_retention().await?;
    Ok(Duration::from_secs(600))
}

/// Tells where the log ends, at the start and behind each midnight (UTC): a head that was kept elsewhere shows later
/// whether something was cut off or written anew.
async fn tell_head(portal: AppState) -> service::Result<Duration> {
    let services = &portal.services;
    if let Some(head) = services.head().await? {
        tracing::info!(head = %head.text, entries = head.entry, "the log ends here (touchstone verify --head)");
        services.mail_head().await?;
    }
    let past = services.now().past(service::DAY);
    let rest = u64::try_from(service::DAY - past).unwrap_or_default();
    Ok(Duration::from_millis(rest) + Duration::from_secs(60))
}

/// Repeats a piece of work, each time after as long as it says.
fn spawn<F>(
    name: &'static str,
    portal: &AppState,
    stopped: &watch::Receiver<bool>,
    work: fn(AppState) -> F,
) -> JoinHandle<()>
where
    F: Future<Output = service::Result<Duration>> + Send + 'static,
{
    let (portal, mut stopped) = (portal.clone(), stopped.clone());
    tokio::spawn(async move {
        while !*stopped.borrow() {
            // In a task of its own: a fault in it ends one round, not the job.
            let wait = match tokio::spawn(work(portal.clone())).await {
                Ok(Ok(wait)) => wait,
                Ok(Err(error)) => {
                    tracing::error!(job = name, %error, "failed; it is tried again");
                    PAUSE
                }
                Err(_) => PAUSE,
            };
            let _ = tokio::time::timeout(wait, stopped.wait_for(|stop| *stop)).await;
        }
    })
}
