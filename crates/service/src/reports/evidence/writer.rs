//! Writes parts behind each other, and the manifest of their hashes behind all of them.

use super::frame::Framing;
use super::manifest::*;
use crate::ports::during;
use crate::secrets::sha256_hex;
use crate::{Result, ServiceError};
use serde::Serialize;
use tokio::sync::mpsc;

/// Writes parts behind each other and notes their hashes.
pub(super) struct Writer {
    out: mpsc::Sender<Result<Vec<u8>>>,
    framing: Framing,
    manifest: Manifest,
}

impl Writer {
    pub(super) fn new(out: mpsc::Sender<Result<Vec<u8>>>, manifest: Manifest) -> Writer {
        Writer { out, framing: Framing::default(), manifest }
    }

    async fn send(&self, bytes: Vec<u8>) -> Result<()> {
        // Whoever took it has gone: there is nobody to write for.
        self.out.send(Ok(bytes)).await.map_err(|_| ServiceError::NotNow("gone"))
    }

    async fn put(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        let before = self.framing.before(name, &bytes)?;
        self.send(before).await?;
        self.send(bytes).await
    }

    pub(super) async fn part(&mut self, kind: Kind, name: &str, bytes: impl Into<Vec<u8>>) -> Result<()> {
        let bytes = bytes.into();
        let (size, sha256) = (bytes.len() as u64, sha256_hex(&bytes));
        self.manifest.parts.push(Part { name: name.to_owned(), kind, size, sha256 });
        self.put(name, bytes).await
    }

    pub(super) fn held(&mut self, kind: Kind, name: &str, sha256: Option<&str>, why: Why, says: &str) {
        let (name, says) = (name.to_owned(), says.to_owned());
        self.manifest.held.push(Held { name, kind, sha256: sha256.map(str::to_owned), why, says });
    }

    pub(super) fn filed(&mut self, filed: Filed) {
        self.manifest.published.get_or_insert_default().push(filed);
    }

    pub(super) async fn end(mut self) -> Result<()> {
        let manifest = json(&self.manifest)?;
        self.put(MANIFEST, manifest.into_bytes()).await?;
        self.send(self.framing.end()?).await
    }
}

pub(super) fn json(what: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(what)
        .map_err(|e| ServiceError::Internal(during("a part of the evidence cannot be written", e)))
}
