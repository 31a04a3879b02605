//! The finished files under hashed names, and the list of them.

use crate::files::{hex, walk, write_if_changed};
use crate::run::{Result, root};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Kinds of file that compressing makes smaller.
const COMPRESSED: [&str; 8] = ["css", "js", "wasm", "svg", "json", "txt", "ico", "webmanifest"];

/// How long a file stays that is no longer listed.
const KEPT: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

/// One file of the site.
pub struct File {
    /// Its path below the site's folder, with the hash of its content.
    pub path: String,
    /// Its size.
    pub bytes: usize,
    /// Its size compressed with brotli at level 11; its own size where it is not compressed.
    pub brotli: usize,
}

/// The files by the names that the server knows them by.
pub struct Manifest {
    dir: PathBuf,
    /// From `supplier.wasm` to the file.
    pub files: BTreeMap<String, File>,
}

impl Manifest {
    /// An empty site.
    pub fn new(dir: PathBuf) -> Result<Self> {
        std::fs::create_dir_all(&dir)?;
        Ok(Self { dir, files: BTreeMap::new() })
    }

    /// Adds everything from `public/`.
    pub fn add_public(&mut self) -> Result {
        let public = root().join("public");
        for path in walk(&public) {
            let name = path.strip_prefix(&public)?.to_string_lossy().into_owned();
            self.add(&name, &std::fs::read(&path)?)?;
        }
        Ok(())
    }

    /// Adds one file under the hash of its content; gives its hashed path.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<String> {
        let hash = hex(&Sha256::digest(content)[..5]);
        self.add_hashed(name, &hash, content)?;
        Ok(self.files[name].path.clone())
    }

    /// Adds one file under a hash that changes whenever its content does.
    pub fn add_hashed(&mut self, name: &str, hash: &str, content: &[u8]) -> Result {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("{stem}.{hash}.{extension}");
        write_if_changed(&self.dir.join(&path), content)?;
        let mut file = File { path, bytes: content.len(), brotli: content.len() };
        if COMPRESSED.contains(&extension) {
            let beside = self.dir.join(format!("{}.br", file.path));
            // The name changes with the content, so a compressed file of that name is the right one.
            if !beside.exists() {
                let mut compressed = Vec::new();
                brotli::CompressorWriter::new(&mut compressed, 1 << 16, 11, 22).write_all(content)?;
                std::fs::write(&beside, compressed)?;
            }
            file.brotli = usize::try_from(std::fs::metadata(&beside)?.len())?;
        }
        self.files.insert(name.to_owned(), file);
        Ok(())
    }

    /// The hashed path of a file.
    pub fn path_of(&self, name: &str) -> Option<String> {
        self.files.get(name).map(|file| file.path.clone())
    }

    /// Writes the list and removes what has long not been in it: a compiler that runs elsewhere may still read what
    /// was in it just now.
    pub fn finish(&self) -> Result {
        let list: serde_json::Map<_, _> = self
            .files
            .iter()
            .map(|(name, file)| {
                (name.clone(), json!({ "path": file.path, "bytes": file.bytes, "br": file.brotli }))
            })
            .collect();
        write_if_changed(&self.dir.join("manifest.json"), &serde_json::to_vec_pretty(&list)?)?;
        for path in walk(&self.dir) {
            let name = path.strip_prefix(&self.dir)?.to_string_lossy().into_owned();
            let plain = name.strip_suffix(".br").unwrap_or(&name);
            let age = path.metadata()?.modified()?.elapsed().unwrap_or_default();
            let listed = name == "manifest.json" || self.files.values().any(|file| file.path == plain);
            if !listed && age > KEPT {
                std::fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Prints the sizes.
    pub fn print(&self) {
        for (name, file) in &self.files {
            eprintln!("   {:>9} bytes {:>9} brotli  {name}", file.bytes, file.brotli);
        }
    }
}
