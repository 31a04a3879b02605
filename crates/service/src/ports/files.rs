use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;
use std::time::Duration;

/// Bytes of a piece in which files are read.
pub const PIECE: usize = 256 * 1024;

/// Files: their bytes by their hash, and what is known of them. Bytes come first, and the row that names them second: a
/// crash between the two leaves bytes that no row names, and [`Files::drop_unnamed`] removes them.
#[async_trait]
pub trait Files: Send + Sync {
    /// Keeps bytes; answers with their SHA-256, hexadecimal, when they are durable. The same bytes are kept once.
    async fn put_bytes(&self, bytes: Vec<u8>) -> StoreResult<String>;
    /// A piece of the bytes with this hash: [`PIECE`] long, the last one shorter; none behind it, and none where they are
    /// not there.
    async fn piece(&self, hash: &str, number: u64) -> StoreResult<Option<Vec<u8>>>;
    /// Removes bytes that no file names any longer and that were not put for this long; says of how many files.
    async fn drop_unnamed(&self, age: Duration) -> StoreResult<u64>;
    /// Adds a file whose bytes were put.
    async fn add_file(&self, file: KeptFile, log: LogDraft) -> StoreResult<()>;
    async fn file(&self, id: &str) -> StoreResult<Option<KeptFile>>;
    /// The files of a request, oldest first, also those that were removed.
    async fn files(&self, request: &RequestId) -> StoreResult<Vec<KeptFile>>;
    /// Notes that a file was removed; [`super::StoreError::Conflict`] if it was already. Its bytes go with the next
    /// [`Files::drop_unnamed`], unless another file has the same.
    async fn remove_file(&self, id: &str, log: LogDraft) -> StoreResult<()>;
}
