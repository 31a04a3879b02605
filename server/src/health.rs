//! Whether the portal is well, for whatever watches it. No secrets, no names.

use crate::app_state::AppState;
use crate::layers::secret::is_ours;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use service::records::Millis;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long an answer to one question may take: a watcher must hear a no before it gives up waiting.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long the last look at the disk holds: whoever asks more often costs the database no further writes.
const DISK: Millis = 10_000;

/// How long the last look at the database holds. Each look is a write: without this, strangers could make it busy.
const DATABASE: Duration = Duration::from_secs(1);

/// Whether the portal runs and its database answers.
pub async fn alive(State(portal): State<AppState>) -> (StatusCode, Json<Value>) {
    // An instance that was started with a secret of the past is of use only once it is started anew.
    answer(&[("database", reachable(&portal).await), ("secret", is_ours(&portal).await)])
}

/// Whether all is well: also whether mails and reminders go out, and whether the data folder can be written.
pub async fn ready(State(portal): State<AppState>) -> (StatusCode, Json<Value>) {
    let (database, disk, mail, secret) =
        tokio::join!(reachable(&portal), writable(&portal), mail_goes_out(&portal), is_ours(&portal));
    let jobs = portal.heartbeat.steady(portal.services.now());
    if !jobs {
        tracing::error!("mails or reminders have not been looked at for minutes");
    }
    answer(&[("database", database), ("disk", disk), ("jobs", jobs), ("mail", mail), ("secret", secret)])
}

/// Whether no mail is held up through no fault of its address.
async fn mail_goes_out(portal: &AppState) -> bool {
    match tokio::time::timeout(PATIENCE, portal.services.mail_alarm()).await {
        Ok(Ok(alarm)) => !alarm.stands(),
        // That the database does not answer is told beside this.
        _ => true,
    }
}

async fn reachable(portal: &AppState) -> bool {
    // One look at a time; the others wait for what it finds.
    let mut seen = portal.heartbeat.database.lock().await;
    if let Some((at, well)) = *seen
        && at.elapsed() < DATABASE
    {
        return well;
    }
    let well = answers(portal).await;
    *seen = Some((Instant::now(), well));
    well
}

async fn answers(portal: &AppState) -> bool {
    match tokio::time::timeout(PATIENCE, portal.services.ping()).await {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::error!(%error, "the database does not answer");
            false
        }
        Err(_) => {
            tracing::error!("the database takes longer than three seconds to answer");
            false
        }
    }
}

/// Whether the data folder takes a file, where anything is kept there.
async fn writable(portal: &AppState) -> bool {
    let config = &portal.config;
    if config.sqlite_file().is_none() && config.smtp.is_some() {
        return true;
    }
    // One look at a time; the others wait for what it finds.
    let mut seen = portal.heartbeat.disk.lock().await;
    let now = portal.services.now();
    if let Some((at, well)) = *seen
        && (at..at + DISK).contains(&now)
    {
        return well;
    }
    let well = takes_a_file(config.data.clone()).await;
    *seen = Some((now, well));
    well
}

async fn takes_a_file(dir: PathBuf) -> bool {
    let tried = tokio::task::spawn_blocking(move || write(&dir));
    match tokio::time::timeout(PATIENCE, tried).await {
        Ok(Ok(Ok(()))) => true,
        Ok(Ok(Err(error))) => {
            tracing::error!(%error, "the data folder cannot be written");
            false
        }
        _ => {
            tracing::error!("writing to the data folder takes longer than three seconds");
            false
        }
    }
}

fn write(dir: &Path) -> std::io::Result<()> {
    let path = dir.join(".ready");
    let mut file = std::fs::File::create(&path)?;
    // A full disk may take an empty file and even a few bytes; a page that must reach the disk, it does not.
    file.write_all(&[b'.'; 8192])?;
    file.sync_data()?;
    // Another watcher may have been faster.
    let _ = std::fs::remove_file(path);
    Ok(())
}

fn answer(parts: &[(&str, bool)]) -> (StatusCode, Json<Value>) {
    let well = parts.iter().all(|(_, well)| *well);
    let status = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut body = json!({ "status": if well { "ok" } else { "unavailable" } });
    for (part, well) in parts {
        body[*part] = if *well { "ok" } else { "failing" }.into();
    }
    (status, Json(body))
}
