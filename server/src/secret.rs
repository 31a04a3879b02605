//! The server's secret, from which link tokens and other keys are derived; and whether it is the database's own.

use crate::failure::Failure;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use service::ports::Store;
use service::survey::renewal::{Ownership, adopt, ownership};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// 32 random bytes.
pub type Secret = [u8; 32];

/// The secret that is at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtHand {
    /// From the settings.
    Configured(Secret),
    /// From the data folder.
    Kept(Secret),
    /// None.
    Nothing,
}

/// Where the data folder keeps it.
pub fn file(data: &Path) -> PathBuf {
    data.join("secret.key")
}

/// Reads the secret: as configured (64 hexadecimal digits, or base64), else from `secret.key` in the data folder.
pub fn at_hand(configured: Option<&str>, data: &Path) -> Result<AtHand, String> {
    if let Some(text) = configured {
        let secret = parse(text.trim()).ok_or_else(|| {
            "TOUCHSTONE_SECRET must be 32 bytes as 64 hexadecimal digits or base64, for example from \
             `openssl rand -hex 32`"
                .to_owned()
        })?;
        return Ok(AtHand::Configured(secret));
    }
    Ok(read(&file(data))?.map_or(AtHand::Nothing, AtHand::Kept))
}

fn read(file: &Path) -> Result<Option<Secret>, String> {
    match std::fs::read(file) {
        Ok(bytes) => bytes.try_into().map(Some).map_err(|_| {
            format!("{} is damaged: it must hold 32 bytes. Restore it from a backup.", file.display())
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("cannot read {}: {error}", file.display())),
    }
}

/// Refuses to make a database beside a secret that was kept: it was most likely moved or deleted.
pub fn expects_database(at_hand: AtHand, database: &Path, anew: bool) -> Result<(), String> {
    if anew || database.exists() || !matches!(at_hand, AtHand::Kept(_)) {
        return Ok(());
    }
    Err(format!(
        "the data folder holds a secret.key, but there is no database at {}. Was it moved or deleted? Put it back, or \
         restore it from a backup. To begin with a new, empty database, start once with --new.",
        database.display()
    ))
}

/// The secret of this database. A fresh one gets the secret at hand, or a new one in the data folder; one that was used
/// before is opened with its own secret only, so that no link goes out that would not open.
pub async fn of_database(
    at_hand: AtHand,
    data: &Path,
    store: &dyn Store,
    anew: bool,
) -> Result<Secret, Failure> {
    let state = store.secret_state().await?;
    let secret = match at_hand {
        AtHand::Configured(secret) => secret,
        AtHand::Kept(_) if state.fresh && !anew => {
            return Err("the data folder holds a secret.key, but the database is empty. Is it the right one? To begin \
                        with this empty database, start once with --new."
                .into());
        }
        AtHand::Kept(secret) => secret,
        AtHand::Nothing if state.fresh => create(&file(data), random()?)?,
        AtHand::Nothing => {
            return Err(format!(
                "the secret that this database belongs to is missing: there is neither {} nor TOUCHSTONE_SECRET. {WAYS}",
                file(data).display()
            )
            .into());
        }
    };
    let foreign = || {
        Err(format!(
            "this database belongs to another secret than the one at hand ({}). {WAYS}",
            match at_hand {
                AtHand::Configured(_) => "TOUCHSTONE_SECRET".to_owned(),
                _ => file(data).display().to_string(),
            }
        )
        .into())
    };
    match ownership(&state, &secret) {
        Ownership::Own => Ok(secret),
        Ownership::Foreign => foreign(),
        // Of two instances that begin at once with secrets of their own, one is faster.
        Ownership::Unclaimed => match adopt(store, &secret).await? {
            true => Ok(secret),
            false => foreign(),
        },
    }
}

/// What to do about a secret that is not there.
const WAYS: &str = "Put back the secret.key from the backup, or give the secret that the other instances have as \
                    TOUCHSTONE_SECRET. If it is lost, run `touchstone secret renew`: it makes a new one and mails new \
                    links to everybody who still has to answer.";

/// The secret at hand, where there is one: none is made.
pub fn existing(config: &crate::config::Config) -> Result<Option<Secret>, String> {
    Ok(match at_hand(config.secret.as_deref(), &config.data)? {
        AtHand::Configured(secret) | AtHand::Kept(secret) => Some(secret),
        AtHand::Nothing => None,
    })
}

fn parse(text: &str) -> Option<Secret> {
    if text.len() == 64 && text.is_ascii() {
        let byte = |i: usize| u8::from_str_radix(&text[i..i + 2], 16).ok();
        let bytes: Option<Vec<u8>> = (0..64).step_by(2).map(byte).collect();
        return bytes?.try_into().ok();
    }
    let decoded = STANDARD.decode(text).or_else(|_| URL_SAFE_NO_PAD.decode(text)).ok()?;
    decoded.try_into().ok()
}

/// A new secret.
pub fn random() -> Result<Secret, String> {
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret).map_err(|e| format!("no randomness: {e}"))?;
    Ok(secret)
}

/// Makes the file of a secret. Written whole under another name first: a crash never leaves half a secret.
pub fn create(file: &Path, secret: Secret) -> Result<Secret, String> {
    let cannot = |e: std::io::Error| format!("cannot write {}: {e}", file.display());
    let draft = file.with_extension(format!("new-{}", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&draft).map_err(cannot)?;
    out.write_all(&secret).and_then(|()| out.sync_all()).map_err(cannot)?;
    // A link instead of a rename: when two instances start at once, the second reads what the first made.
    let linked = std::fs::hard_link(&draft, file);
    let _ = std::fs::remove_file(&draft);
    match linked {
        Ok(()) => Ok(secret),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            read(file)?.ok_or_else(|| format!("{} came and went", file.display()))
        }
        Err(error) => Err(cannot(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_made_once_and_only_its_owner_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(at_hand(None, dir.path()).unwrap(), AtHand::Nothing);
        let first = create(&file(dir.path()), [1; 32]).unwrap();
        assert_eq!(create(&file(dir.path()), [2; 32]).unwrap(), first);
        assert_eq!(at_hand(None, dir.path()).unwrap(), AtHand::Kept(first));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(file(dir.path())).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_damaged_or_short_secret_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(file(dir.path()), "short").unwrap();
        assert!(at_hand(None, dir.path()).unwrap_err().contains("damaged"));
        assert!(at_hand(Some("abc"), dir.path()).is_err());
        assert_eq!(at_hand(Some(&"0f".repeat(32)), dir.path()).unwrap(), AtHand::Configured([0x0f; 32]));
    }
}
