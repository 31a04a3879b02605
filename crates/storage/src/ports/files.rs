use super::run;
use crate::files;
use crate::sql::{file_piece, kept_file};
use crate::store::SqlStore;
use async_trait::async_trait;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use service::ports::{Files, PIECE, StoreError, StoreResult};
use service::records::*;
use std::time::Duration;

/// Work with the folder, on a thread where waiting is allowed.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> StoreResult<T> + Send + 'static,
) -> StoreResult<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| StoreError::Fault("work with the folder of files panicked".into()))?
}

#[async_trait]
impl Files for SqlStore {
    async fn put_bytes(&self, bytes: Vec<u8>) -> StoreResult<String> {
        if let SqlStore::Sqlite(db) = self {
            let folder = db.files.clone();
            return in_background(move || folder.put(&bytes)).await;
        }
        let hash = files::hash(&bytes);
        let pieces: Vec<String> = bytes.chunks(PIECE).map(|piece| BASE64_STANDARD.encode(piece)).collect();
        let put = hash.clone();
        run!(self.write [hash = put, pieces = pieces] tx => file_piece::put(tx, hash, pieces))?;
        Ok(hash)
    }

    async fn piece(&self, hash: &str, number: u64) -> StoreResult<Option<Vec<u8>>> {
        let hash = hash.to_owned();
        if let SqlStore::Sqlite(db) = self {
            let folder = db.files.clone();
            return in_background(move || folder.piece(&hash, number)).await;
        }
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        run!(self.read [hash = hash, number = number] tx => file_piece::get(tx, hash, *number))
    }

    async fn drop_unnamed(&self, age: Duration) -> StoreResult<u64> {
        let SqlStore::Sqlite(db) = self else {
            let age = i64::try_from(age.as_millis()).unwrap_or(i64::MAX);
            return run!(self.write [age = age] tx => file_piece::drop_unnamed(tx, *age));
        };
        let folder = db.files.clone();
        let mut dropped = 0;
        for name in in_background(move || folder.older(age)).await? {
            let hash = name.clone();
            if run!(self.read [hash = hash] tx => kept_file::is_named(tx, hash))? {
                continue;
            }
            let folder = db.files.clone();
            dropped += u64::from(in_background(move || folder.remove(&name, age)).await?);
        }
        Ok(dropped)
    }

    async fn add_file(&self, file: KeptFile, act: LogDraft) -> StoreResult<()> {
        run!(self.write [file = file, act = act] tx => kept_file::put(tx, file, act))
    }

    async fn file(&self, id: &str) -> StoreResult<Option<KeptFile>> {
        run!(self.read [id = id.to_owned()] tx => kept_file::get(tx, id))
    }

    async fn files(&self, request: &RequestId) -> StoreResult<Vec<KeptFile>> {
        run!(self.read [id = request.to_owned()] tx => kept_file::of_request(tx, id))
    }

    async fn remove_file(&self, id: &str, act: LogDraft) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), act = act] tx => kept_file::remove(tx, id, act))
    }
}
