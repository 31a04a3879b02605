//! Whether a bundle must be compiled at all. Cargo cannot tell: a cdylib has no hash in its file name, so that the
//! bundles of one crate share one artifact and one fingerprint, and each finds the other's and starts anew, with LTO for minutes.
//! So we look ourselves, at everything that cargo says went into the module.

use crate::run::{Result, output, root};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

/// What went into a compiled module: the files that cargo named, and a hash over them and all else that matters.
pub struct Inputs {
    list: PathBuf,
    stamp: PathBuf,
}

impl Inputs {
    /// Kept in this folder.
    pub fn kept_in(work: &Path) -> Inputs {
        Inputs { list: work.join("inputs"), stamp: work.join("inputs.stamp") }
    }

    /// Whether nothing changed since [`Inputs::keep`].
    pub fn unchanged(&self, command: &str) -> Result<bool> {
        let (Ok(list), Ok(old)) = (std::fs::read_to_string(&self.list), std::fs::read_to_string(&self.stamp))
        else {
            return Ok(false);
        };
        Ok(stamp(&list, command)?.is_some_and(|now| now == old))
    }

    /// Remembers what cargo's list of dependencies (`<crate>.d`) says went in, unless it changed since the compiler began.
    pub fn keep(&self, dependencies: &Path, command: &str, begun: SystemTime) -> Result {
        let list = crate::files::read(dependencies)?;
        let older =
            |file: &PathBuf| std::fs::metadata(file).and_then(|m| m.modified()).is_ok_and(|at| at < begun);
        match stamp(&list, command)?.filter(|_| sources(&list).iter().all(older)) {
            Some(stamp) => {
                std::fs::write(&self.list, list)?;
                std::fs::write(&self.stamp, stamp)?;
            }
            // The next build looks again.
            None => {
                let _ = std::fs::remove_file(&self.stamp);
            }
        }
        Ok(())
    }
}

/// A hash over the files in the list, the manifests, the compiler and the command; none when a file is gone.
fn stamp(list: &str, command: &str) -> Result<Option<String>> {
    let mut files = sources(list);
    files
        .extend(["Cargo.toml", "Cargo.lock", "app/Cargo.toml", ".cargo/config.toml"].map(|f| root().join(f)));
    for member in std::fs::read_dir(root().join("crates"))? {
        files.push(member?.path().join("Cargo.toml"));
    }
    files.sort();
    let mut hash = Sha256::new();
    hash.update(command);
    hash.update(output(Command::new("rustc").arg("-vV"))?);
    hash.update(std::env::var("RUSTFLAGS").unwrap_or_default());
    for file in files {
        let Ok(content) = std::fs::read(&file) else { return Ok(None) };
        hash.update(file.as_os_str().as_encoded_bytes());
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(Some(crate::files::hex(&hash.finalize())))
}

/// The files behind the colon; a space in a name is written with a backslash before it.
fn sources(list: &str) -> Vec<PathBuf> {
    let line = list.lines().next().unwrap_or("");
    let files = line.split_once(": ").map_or("", |(_, files)| files).replace("\\ ", "\0");
    files.split_whitespace().map(|file| PathBuf::from(file.replace('\0', " "))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_or_missing_file_or_another_command_is_noticed() {
        let dir = std::env::temp_dir().join(format!("touchstone fresh {}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let (file, list) = (dir.join("a.rs"), dir.join("app.d"));
        std::fs::write(&file, "fn a() {}").unwrap();
        let name = file.display().to_string().replace(' ', "\\ ");
        std::fs::write(&list, format!("/target/app.wasm: {name}\n")).unwrap();
        assert_eq!(sources(&std::fs::read_to_string(&list).unwrap()), std::slice::from_ref(&file));
        let inputs = Inputs::kept_in(&dir);
        assert!(!inputs.unchanged("build").unwrap(), "nothing is known yet");
        inputs.keep(&list, "build", SystemTime::UNIX_EPOCH).unwrap();
        assert!(!inputs.unchanged("build").unwrap(), "it changed while the compiler ran");
        inputs.keep(&list, "build", SystemTime::now() + std::time::Duration::from_secs(1)).unwrap();
        assert!(inputs.unchanged("build").unwrap());
        assert!(!inputs.unchanged("build differently").unwrap());
        std::fs::write(&file, "fn b() {}").unwrap();
        assert!(!inputs.unchanged("build").unwrap());
        std::fs::remove_file(&file).unwrap();
        assert!(!inputs.unchanged("build").unwrap());
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
