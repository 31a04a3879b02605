//! A throw-away PostgreSQL for the tests: its own cluster in its own folder, gone afterwards.

use crate::run::{Result, apt_install, is_root, may_install, on_path, output};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running cluster; dropping it stops the server and removes the folder.
pub struct Postgres {
    server: Child,
    dir: PathBuf,
    /// Where tests find it.
    pub url: String,
}

/// Starts one, or returns none where PostgreSQL is not installed.
pub fn start() -> Result<Option<Postgres>> {
    let bin = match programs() {
        Some(bin) => bin,
        None if may_install() => {
            apt_install(&["postgresql"])?;
            programs().ok_or("apt-get installed postgresql, but its initdb is nowhere to be found")?
        }
        None if crate::run::in_ci() => {
            return Err("PostgreSQL is needed here: install the package postgresql".into());
        }
        None => return Ok(None),
    };
    let dir = std::env::temp_dir().join(format!("touchstone-postgres-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir)?;
    let user = is_root().then(plain_user).transpose()?;
    if let Some((uid, gid)) = user {
        std::os::unix::fs::chown(&dir, Some(uid), Some(gid))?;
    }
    let data = dir.join("data");
    let initdb = command(&bin.join("initdb"), &dir, user);
    output({ initdb }.args(["-A", "trust", "-U", "touchstone", "-E", "UTF8", "--no-sync", "-D"]).arg(&data))?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let log = std::fs::File::create(dir.join("log"))?;
    let mut server = command(&bin.join("postgres"), &dir, user);
    server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
    // What is thrown away need not survive a power failure.
    server.args(["-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=200"]);
    let server = server.stdout(Stdio::null()).stderr(log).spawn()?;
    let mut postgres =
        Postgres { server, dir, url: format!("postgres://touchstone@127.0.0.1:{port}/postgres") };
    postgres.wait()?;
    Ok(Some(postgres))
}

impl Postgres {
    fn wait(&mut self) -> Result {
        for _ in 0..300 {
            // The locale is C, so this is what it says.
            if self.log().contains("ready to accept connections") {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Err(format!("PostgreSQL did not start: {}", self.log().trim()).into())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.dir.join("log")).unwrap_or_default()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // SIGINT is PostgreSQL's fast shutdown; kill -9 would leave shared memory behind.
        let _ = Command::new("kill").args(["-INT", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// The folder with the newest initdb.
fn programs() -> Option<PathBuf> {
    if let Some(found) = on_path("initdb") {
        // A link leads to the folder that holds the server too.
        return found.canonicalize().ok()?.parent().map(Path::to_path_buf);
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let mut bins: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin)| bin.join("initdb").is_file())
        .collect();
    bins.sort();
    bins.pop().map(|(_, bin)| bin)
}

/// PostgreSQL refuses to run as root, so root lends it a user.
fn plain_user() -> Result<(u32, u32)> {
    let passwd = crate::files::read(Path::new("/etc/passwd"))?;
    for wanted in ["postgres", "nobody"] {
        for line in passwd.lines() {
            let parts: Vec<_> = line.split(':').collect();
            if parts[0] == wanted && parts.len() > 3 {
                return Ok((parts[2].parse()?, parts[3].parse()?));
            }
        }
    }
    Err("PostgreSQL does not run as root, and there is neither a user postgres nor nobody".into())
}

fn command(program: &Path, dir: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(dir).env("LC_ALL", "C.UTF-8");
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        let Some(postgres) = start().unwrap() else {
            println!("skipped: PostgreSQL is not installed");
            return;
        };
        let (dir, psql) =
            (postgres.dir.clone(), on_path("psql").unwrap_or_else(|| programs().unwrap().join("psql")));
        let one = output(Command::new(psql).args([&postgres.url, "-tAc", "select 1"])).unwrap();
        assert_eq!(one.trim(), "1");
        drop(postgres);
        assert!(!dir.exists());
    }
}
