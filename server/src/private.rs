//! Mails with working links, the database and the secret are for the owner of the files alone, also in folders that
//! were there before. What the portal writes itself it sets right; what is not its own it names, with the command.

use crate::config::{Config, Options};
use std::path::{Path, PathBuf};

/// Rights of others than the owner.
const OTHERS: u32 = 0o077;

/// Looks at everything in the data folder; sets right what is the portal's own, and says what it found.
pub fn keep_private(config: &Config) {
    for said in look(config) {
        tracing::warn!("{said}");
    }
}

/// What to do about a settings file with a secret or a password in it that others can read.
#[cfg(unix)]
pub fn of_settings(file: &Path, options: &Options) -> Option<String> {
    let secret = options.secret.is_some()
        || options.smtp_password.is_some()
        || [&options.smtp_url, &options.database_url].iter().any(|url| {
            url.as_deref().and_then(|url| url.split_once("://")).is_some_and(|(_, rest)| rest.contains('@'))
        });
    let mode = open_to_others(file).filter(|mode| secret && mode & 0o044 != 0)?;
    let shown = file.display();
    Some(format!(
        "{shown} holds a secret and can be read by others on this machine ({mode:03o}): chmod 600 '{shown}', owned by \
         the user that the portal runs as"
    ))
}

/// Nothing is known of rights here.
#[cfg(not(unix))]
pub fn of_settings(_: &Path, _: &Options) -> Option<String> {
    None
}

#[cfg(not(unix))]
fn look(_: &Config) -> Vec<String> {
    Vec::new()
}

#[cfg(unix)]
fn look(config: &Config) -> Vec<String> {
    let mut said = Vec::new();
    let mail = config.data.join("mail");
    let mut own = vec![(config.data.join("secret.key"), 0o600), (mail.clone(), 0o700)];
    own.extend(files(&mail).map(|file| (file, 0o600)));
    if let Some(database) = config.sqlite_file() {
        let beside = |end: &str| PathBuf::from(format!("{}{end}", database.display()));
        own.extend(["", "-wal", "-shm", "-lock"].map(|end| (beside(end), 0o600)));
    }
    let tightened = own.iter().filter_map(|(path, mode)| tighten(path, *mode)).collect::<Vec<_>>();
    // One line for a folder of thousands of mails.
    let few = 10;
    said.extend(tightened.iter().take(few).cloned());
    if tightened.len() > few {
        said.push(format!("the same for {} more files", tightened.len() - few));
    }
    // Not ours: copies that somebody made, settings with passwords, the folder as it was given.
    for file in files(&config.data).filter(|file| !own.iter().any(|(path, _)| path == file)) {
        if let Some(mode) = open_to_others(&file) {
            said.push(format!(
                "{} can be read by others on this machine ({mode:03o}). If it is a copy of the database or the \
                 secret: chmod 600 '{}'",
                file.display(),
                file.display()
            ));
        }
    }
    let mut folders = vec![config.data.clone()];
    if let Some(folder) = config.sqlite_file().and_then(Path::parent).filter(|f| !f.as_os_str().is_empty()) {
        folders.push(folder.to_owned());
    }
    folders.dedup();
    for folder in folders {
        if let Some(mode) = open_to_others(&folder) {
            said.push(format!(
                "the folder {} is open to others on this machine ({mode:03o}): chmod 700 '{}'",
                folder.display(),
                folder.display()
            ));
        }
    }
    said
}

#[cfg(unix)]
fn open_to_others(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::symlink_metadata(path).ok()?.permissions().mode() & 0o777;
    (mode & OTHERS != 0).then_some(mode)
}

/// Takes the rights of others away; says so, or how to do it where the file belongs to somebody else.
#[cfg(unix)]
fn tighten(path: &Path, right: u32) -> Option<String> {
    use std::os::unix::fs::PermissionsExt;
    if std::fs::symlink_metadata(path).is_ok_and(|it| it.is_symlink()) {
        return None;
    }
    let mode = open_to_others(path)?;
    let shown = path.display();
    Some(match std::fs::set_permissions(path, std::fs::Permissions::from_mode(right)) {
        Ok(()) => format!("{shown} was open to others on this machine ({mode:03o}); it is {right:03o} now"),
        Err(error) => format!(
            "{shown} is open to others on this machine ({mode:03o}) and cannot be changed ({error}): \
             chmod {right:03o} '{shown}'"
        ),
    })
}

/// The regular files of a folder.
fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())).map(|entry| entry.path())
}
