//! Builds again and restarts when a source file changes.

use crate::ServeArgs;
use crate::files::walk;
use crate::run::{Result, root};
use crate::serve;
use std::process::Child;
use std::time::{Duration, SystemTime};

/// The folders that are watched.
const WATCHED: [&str; 5] = ["app", "server", "crates", "style", "public"];

/// Never returns, unless the first build fails.
pub fn dev(args: &ServeArgs) -> Result {
    let mut seen = newest();
    let mut running = Some(start(args)?);
    loop {
        std::thread::sleep(Duration::from_millis(500));
        let now = newest();
        if now == seen {
            continue;
        }
        seen = now;
        eprintln!("── a source file changed");
        if let Err(error) = serve::built() {
            eprintln!("xtask: {error}; the portal that runs is the last one that compiled");
            continue;
        }
        if let Some(mut child) = running.take() {
            // SIGTERM lets it finish what it is answering.
            let _ = std::process::Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
        running = Some(start(args)?);
    }
}

fn start(args: &ServeArgs) -> Result<Child> {
    let binary = serve::built()?;
    Ok(serve::command(&binary, args).spawn()?)
}

/// How many files there are and when one last changed: a file that goes is a change too.
fn newest() -> (usize, Option<SystemTime>) {
    let files: Vec<_> = WATCHED.iter().flat_map(|dir| walk(&root().join(dir))).collect();
    let times = files.iter().filter_map(|path| path.metadata().ok()?.modified().ok());
    (files.len(), times.max())
}
