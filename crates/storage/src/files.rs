//! The bytes of files beside a SQLite database: a folder, each file under its hash.

use service::ports::{PIECE, StoreError, StoreResult, during};
use sha2::{Digest, Sha256};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// What the name of a file begins with that is being written.
const UNFINISHED: &str = "new-";

/// A folder of files.
#[derive(Clone)]
pub struct Folder {
    path: PathBuf,
    /// Nothing is removed while something is put.
    turn: Arc<Mutex<()>>,
}

/// SHA-256, hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

fn failed(error: std::io::Error) -> StoreError {
    StoreError::Unavailable(during("the folder of files", error))
}

fn sync_folder(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}

impl Folder {
    /// The folder that belongs to a database.
    pub fn beside(database: &Path) -> Folder {
        let mut name = database.as_os_str().to_owned();
        name.push("-files");
        Folder { path: name.into(), turn: Arc::default() }
    }

    /// Where the bytes with this hash are. Nothing else is ever a name here.
    fn place(&self, hash: &str) -> Option<PathBuf> {
        let well = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        well.then(|| self.path.join(hash))
    }

    /// Keeps bytes; answers with their hash when they are on the disk.
    pub fn put(&self, bytes: &[u8]) -> StoreResult<String> {
        let hash = hash(bytes);
        let place = self.place(&hash).ok_or(StoreError::NotFound)?;
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.write(&place, &hash, bytes).map_err(failed)?;
        Ok(hash)
    }

    fn write(&self, place: &Path, hash: &str, bytes: &[u8]) -> std::io::Result<()> {
        if !self.path.is_dir() {
            let mut builder = DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(&self.path)?;
            let above = self.path.parent().filter(|p| !p.as_os_str().is_empty());
            sync_folder(above.unwrap_or(Path::new(".")))?;
        }
        // Put again: from now on it is young, and not removed before somebody had the time to name it.
        if read(place).is_ok_and(|there| there == bytes) {
            let file = OpenOptions::new().write(true).open(place)?;
            file.set_modified(SystemTime::now())?;
            return file.sync_all();
        }
        let unfinished = self.path.join(format!("{UNFINISHED}{hash}"));
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.write(true).create(true).truncate(true).open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&unfinished, place)?;
        sync_folder(&self.path)
    }

    /// A piece of the bytes with this hash; none behind the end, and none where they are not there.
    pub fn piece(&self, hash: &str, number: u64) -> StoreResult<Option<Vec<u8>>> {
        let Some(place) = self.place(hash) else { return Ok(None) };
        let mut file = match File::open(place) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(failed)?,
        };
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(number.saturating_mul(PIECE as u64))).map_err(failed)?;
        file.take(PIECE as u64).read_to_end(&mut bytes).map_err(failed)?;
        Ok((!bytes.is_empty()).then_some(bytes))
    }

    /// What was not put for this long, by name: hashes, and what was being written when the program ended.
    pub fn older(&self, age: Duration) -> StoreResult<Vec<String>> {
        let entries = match std::fs::read_dir(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let mut names = Vec::new();
        for entry in entries {
            let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            if self.is_old(&name, age) {
                names.push(name);
            }
        }
        Ok(names)
    }

    fn is_old(&self, name: &str, age: Duration) -> bool {
        let ours = self.place(name.strip_prefix(UNFINISHED).unwrap_or(name)).is_some();
        let put = self.path.join(name).metadata().and_then(|file| file.modified()).ok();
        // A time that is yet to come is no age.
        ours && put.and_then(|at| at.elapsed().ok()).is_some_and(|elapsed| elapsed >= age)
    }

    /// Removes one of them, unless it was put again meanwhile.
    pub fn remove(&self, name: &str, age: Duration) -> StoreResult<bool> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.is_old(name, age) {
            return Ok(false);
        }
        std::fs::remove_file(self.path.join(name)).and_then(|()| sync_folder(&self.path)).map_err(failed)?;
        Ok(!name.starts_with(UNFINISHED))
    }

    /// The size and the hash of what lies under a hash.
    pub fn look(&self, hash: &str) -> StoreResult<Option<(u64, String)>> {
        let mut hasher = Sha256::new();
        let (mut size, mut number) = (0, 0);
        while let Some(piece) = self.piece(hash, number)? {
            hasher.update(&piece);
            size += piece.len() as u64;
            number += 1;
        }
        let found = hasher.finalize().iter().map(|b| format!("{b:02x}")).collect();
        Ok((number > 0).then_some((size, found)))
    }
}

fn read(place: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(place)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}
