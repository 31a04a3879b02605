//! What the commands about reports share: the portal's data, opened beside the portal that may be running, and the
//! snapshot that is meant.

use super::files::our_own;
use crate::config::Config;
use crate::failure::told;
use domain::text::embedded::texts;
use service::records::{Campaign, SnapshotHead};
use service::{Manager, ServiceError, Viewer};

/// Which snapshot.
#[derive(clap::Args)]
pub struct Which {
    /// A campaign, by its name or identifier: its youngest snapshot is taken.
    #[arg(long, value_name = "NAME", conflicts_with = "snapshot")]
    campaign: Option<String>,
    /// A snapshot, by its name or identifier. `touchstone snapshot` lists them.
    #[arg(long, value_name = "NAME")]
    snapshot: Option<String>,
}

impl Which {
    pub async fn found(&self, viewer: &Viewer) -> Result<SnapshotHead, String> {
        match (&self.snapshot, &self.campaign) {
            (Some(name), _) => snapshot(viewer, name).await,
            (None, Some(name)) => {
                let campaign = campaign(viewer, name).await?;
                let head = viewer.snapshot_of(&campaign.id).await.map_err(say)?;
                head.ok_or_else(|| {
                    format!(
                        "nothing of {} is frozen yet: `touchstone snapshot --campaign {}` does that",
                        campaign.name, campaign.id
                    )
                })
            }
            (None, None) => Err("say which: --campaign NAME or --snapshot NAME".to_owned()),
        }
    }
}

/// The one snapshot of this name or identifier.
pub async fn snapshot(viewer: &Viewer, name: &str) -> Result<SnapshotHead, String> {
    let all = viewer.snapshots().await.map_err(say)?;
    let found = all.into_iter().find(|head| head.name == name || *head.id == *name);
    found.ok_or_else(|| format!("there is no snapshot {name}: `touchstone snapshot` lists them"))
}

/// The one campaign of this name or identifier.
pub async fn campaign(viewer: &Viewer, name: &str) -> Result<Campaign, String> {
    let all = viewer.campaigns().await.map_err(say)?;
    let fits = |c: &&Campaign| c.name == name || *c.id == *name;
    let found: Vec<&Campaign> = all.iter().filter(fits).collect();
    match found[..] {
        [one] => Ok(one.clone()),
        [] => {
            let known: Vec<String> = all.iter().map(|c| format!("{} ({})", c.name, c.id)).collect();
            Err(format!("there is no campaign {name}. There are: {}", known.join(", ")))
        }
        _ => {
            let ids: Vec<String> = found.iter().map(|c| c.id.to_string()).collect();
            Err(format!("several campaigns are called {name}. Say which: {}", ids.join(", ")))
        }
    }
}

/// Does something with the portal's data, as whoever runs the server. Works beside a running portal.
pub fn with<T>(config: Config, act: impl AsyncFnOnce(Manager) -> Result<T, String>) -> Result<T, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| format!("cannot start: {error}"))?.block_on(async {
        our_own(&config)?;
        let portal = crate::serve::open(config).await.map_err(|e| told(e.as_ref()))?;
        if !portal.services.is_set_up().await.map_err(|e| told(&e))? {
            return Err(
                "the portal is not set up yet: `touchstone serve` prints the link for that".to_owned()
            );
        }
        act(portal.services.operator().as_manager()).await
    })
}

/// Why something could not be done, in words.
pub fn say(error: ServiceError) -> String {
    match error {
        ServiceError::Invalid(problems) => {
            let texts = texts("en");
            let said = problems.iter().map(|p| format!("{}: {}", p.field, crate::desk::say(texts, p)));
            said.collect::<Vec<_>>().join(" ")
        }
        ServiceError::Conflict => {
            "it may not leave as it stands: the page of the snapshot on the desk says why".to_owned()
        }
        other => told(&other),
    }
}
