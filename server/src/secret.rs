//! The server's secret, from which link tokens are derived.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use std::io::{ErrorKind, Write};
use std::path::Path;

/// 32 random bytes.
pub type Secret = [u8; 32];

/// Reads the secret: as configured (64 hexadecimal digits, or base64), else from `secret.key` in the data folder,
/// which is made on the first start. Several instances must share one: configure it there.
pub fn load(configured: Option<&str>, data: &Path) -> Result<Secret, String> {
    if let Some(text) = configured {
        return parse(text.trim()).ok_or_else(|| {
            "TOUCHSTONE_SECRET must be 32 bytes as 64 hexadecimal digits or base64, for example from \
             `openssl rand -hex 32`"
                .to_owned()
        });
    }
    let file = data.join("secret.key");
    match std::fs::read(&file) {
        Ok(bytes) => bytes.try_into().map_err(|_| {
            format!("{} is damaged: it must hold 32 bytes. Restore it from a backup.", file.display())
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => create(&file),
        Err(error) => Err(format!("cannot read {}: {error}", file.display())),
    }
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

/// Written whole under another name first: a crash never leaves half a secret.
fn create(file: &Path) -> Result<Secret, String> {
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret).map_err(|e| format!("no randomness: {e}"))?;
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
        Err(error) if error.kind() == ErrorKind::AlreadyExists => load(None, file.parent().unwrap_or(file)),
        Err(error) => Err(cannot(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_made_once_and_only_its_owner_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = load(None, dir.path()).unwrap();
        assert_eq!(load(None, dir.path()).unwrap(), first);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(dir.path().join("secret.key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_damaged_or_short_secret_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("secret.key"), "short").unwrap();
        assert!(load(None, dir.path()).unwrap_err().contains("damaged"));
        assert!(load(Some("abc"), dir.path()).is_err());
        assert_eq!(load(Some(&"0f".repeat(32)), dir.path()).unwrap(), [0x0f; 32]);
    }
}
