//! Files of the command line: read no further than the reader takes, written whole or not at all.

use crate::config::Config;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// The file, if it is no larger than the reader takes: a device or a huge file is not read to its end.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| format!("{} cannot be read: {error}", path.display());
    let mut bytes = Vec::new();
    let most = sheets::limits::FILE_BYTES as u64;
    File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    Ok(bytes)
}

/// Writes a file beside its place and moves it there, so that a fault leaves what was there before.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let cannot = |error: std::io::Error| format!("{} cannot be written: {error}", path.display());
    write_by(path, |out| out.write_all(bytes).map_err(cannot))
}

/// The same for what is written piece by piece.
pub fn write_by(path: &Path, fill: impl FnOnce(&mut File) -> Result<(), String>) -> Result<(), String> {
    let cannot = |error: std::io::Error| format!("{} cannot be written: {error}", path.display());
    // A pipe or a device is written to, not replaced; a link leads to the file that is replaced.
    if std::fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        return fill(&mut File::options().write(true).open(path).map_err(cannot)?);
    }
    let followed = std::fs::canonicalize(path);
    let path = followed.as_deref().unwrap_or(path);
    let name = path.file_name().ok_or_else(|| format!("{} is no file", path.display()))?;
    let beside = path.with_file_name(format!(".{}.{}", name.to_string_lossy(), std::process::id()));
    let written = File::create(&beside).map_err(cannot).and_then(|mut file| {
        fill(&mut file)?;
        file.sync_all().and_then(|()| std::fs::rename(&beside, path)).map_err(cannot)
    });
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

/// Tells something on the error output: one line, whatever a file brought into it.
pub fn warn(message: &str) {
    eprintln!("touchstone: {}", sheets::plain(message));
}

/// Says why nothing was done.
pub fn refuse(message: &str) -> ExitCode {
    warn(message);
    ExitCode::from(2)
}

/// Refuses to begin a second portal beside the one that is meant, or to leave files that it cannot open.
pub fn our_own(config: &Config) -> Result<(), String> {
    if let Some(file) = config.sqlite_file() {
        let meta = std::fs::metadata(file).map_err(|_| {
            format!(
                "there is no database at {}. Use the settings of the portal (--data, --config)",
                file.display()
            )
        })?;
        use std::os::unix::fs::MetadataExt;
        let me = rustix::process::geteuid().as_raw();
        if meta.uid() != me {
            return Err(format!(
                "{} belongs to user {}: run this as that user, or the portal could not open what is written here",
                file.display(),
                meta.uid()
            ));
        }
    }
    let key = config.data.join("secret.key");
    if config.secret.is_none() && !key.exists() {
        return Err(format!(
            "there is no secret at {}, so that no link would open. Use the settings of the portal (--data, \
             --secret, --config)",
            key.display()
        ));
    }
    Ok(())
}
